"""Feeds and the calendar, as other programs read them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import feedparser
import pytest
from icalendar import Calendar

from scraper.model import Address, Announcement, Article, Moment, Party, Precision, Publisher, Quote, Span, Story, Title
from storage import stamps
from storage.archive import Archive
from storage.serve import Server, start

NOW = stamps.moment("2026-11-22T09:30:00Z")


def story(
    number: int,
    title: str,
    *,
    kind: str = "premiere date",
    date: str | None = None,
    precision: Precision | None = None,
    season: str | None = None,
    text: str = "“We <b>row</b> & we sing,” said Zoë Marlow.",
    dated: bool = True,
) -> Story:
    published = NOW - timedelta(days=30) + timedelta(days=number)
    return Story(
        article=Article(
            source="gazette",
            address=Address(f"https://gazette.example/{number}"),
            headline=f"{title}: <i>news</i> {number}",
            text=text,
            reader="layout",
            published=Moment(published, "minute", "") if dated else None,
        ),
        extractor="1",
        quotes=(Quote(parts=(Span(1, text.index("”") - 1),), speakers=(Party("Zoë Marlow"),)),),
        announcements=(
            Announcement(
                kind=kind, evidence=Span(0, 5), title=title, season=season, date=date, date_precision=precision
            ),
        ),
        titles=(Title(name=title, kind="series"),),
    )


STORIES = (
    story(1, "Low Tide", date="March 5, 2027", precision="day"),
    story(2, "Low Tide", date="March 12, 2027", precision="day"),
    story(3, "Low Tide", date="spring 2027", precision="month"),
    story(4, "Low Tide", kind="renewal", season="2", date="2028", precision="year"),
    story(5, "Paper Boats", date="December 4", precision="day", text="“A \x0b bell \ufffe rings,” said Zoë Marlow."),
    story(6, "Paper Boats", kind="award", date="January 9, 2027", precision="day", dated=False),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path = tmp_path_factory.mktemp("following") / "archive.db"
    with Archive(path) as archive:
        archive.register([Publisher(slug="gazette", name="Harbor Gazette")])
        for number, one in enumerate(STORIES):
            archive.save(one, captured_at=NOW + timedelta(minutes=number))
    with start(path) as server:
        yield server


def get(server: Server, path: str, **query: str) -> tuple[bytes, str]:
    with urlopen(f"{server.url}{path}?{urlencode(query)}", timeout=30) as answer:
        return answer.read(), answer.headers["content-type"]


def feed(server: Server, what: str, **query: str) -> feedparser.FeedParserDict:
    body, kind = get(server, f"-/feeds/{what}.atom", **query)
    assert kind == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(body)
    assert not found.bozo
    assert found.version == "atom10"
    return found


def calendar(server: Server, **query: str) -> dict[str, tuple[str, date]]:
    body, kind = get(server, "-/premieres.ics", **query)
    assert kind == "text/calendar; charset=utf-8"
    parsed = Calendar.from_ical(body.decode())
    return {str(event["uid"]): (str(event["summary"]), event["dtstart"].dt) for event in parsed.walk("vevent")}


class TestFeeds:
    def test_quotes_the_newest_first_with_all_that_atom_asks_for(self, server: Server) -> None:
        found = feed(server, "quotes")
        assert found.feed.title == "On the record: quotes"
        assert len(found.entries) == len(STORIES)
        assert len({entry.id for entry in found.entries}) == len(STORIES)
        assert found.entries[1].title == "Zoë Marlow: “A   bell   rings”"  # the undated one is from today
        for entry in found.entries:
            assert entry.author == "Zoë Marlow"
            assert entry.updated_parsed
            assert entry.link.startswith(f"{server.url}archive/quotes/")
            with urlopen(entry.link, timeout=30) as answer:
                assert answer.status == 200

    def test_what_was_captured_is_text(self, server: Server) -> None:
        (entry,) = [entry for entry in feed(server, "quotes").entries if "<i>news</i> 1" in entry.content[0].value]
        assert entry.content[0].type == "text/plain"
        assert "We <b>row</b> & we sing" in entry.content[0].value

    def test_announcements_of_one_title(self, server: Server) -> None:
        found = feed(server, "announcements", title="low-tide")
        assert found.feed.title == "On the record: announcements about Low Tide"
        assert [entry.title for entry in found.entries] == [
            "Low Tide, season 2: renewal, 2028",
            "Low Tide: premiere date, spring 2027",
            "Low Tide: premiere date, March 12, 2027",
            "Low Tide: premiere date, March 5, 2027",
        ]

    def test_quotes_by_a_person_and_about_a_title(self, server: Server) -> None:
        assert len(feed(server, "quotes", person="zoe-marlow").entries) == len(STORIES)
        assert len(feed(server, "quotes", title="paper-boats").entries) == 2
        assert feed(server, "announcements", person="zoe-marlow").entries == []  # no credit of hers

    def test_a_feed_is_the_same_until_something_is_new(self, server: Server) -> None:
        assert get(server, "-/feeds/quotes.atom") == get(server, "-/feeds/quotes.atom")

    @pytest.mark.parametrize(
        ("what", "query"), [("gossip", {}), ("quotes", {"person": "nobody"}), ("quotes", {"title": "nothing"})]
    )
    def test_there_is_no_feed_of_what_there_is_not(self, server: Server, what: str, query: dict[str, str]) -> None:
        with pytest.raises(HTTPError, match="404"):
            get(server, f"-/feeds/{what}.atom", **query)

    def test_an_empty_archive_has_a_feed_and_a_calendar(self, tmp_path: Path) -> None:
        Archive(tmp_path / "empty.db").close()
        with start(tmp_path / "empty.db") as empty:
            assert feed(empty, "quotes").entries == []
            assert calendar(empty) == {}


class TestCalendar:
    def test_days_are_the_exactest_and_of_those_the_last_stated(self, server: Server) -> None:
        assert calendar(server) == {
            "low-tide.premiere@onrecord": ("Low Tide", date(2027, 3, 12)),
            "paper-boats.premiere@onrecord": ("Paper Boats", date(2026, 12, 4)),
        }

    def test_of_one_title(self, server: Server) -> None:
        assert list(calendar(server, title="low-tide")) == ["low-tide.premiere@onrecord"]
        with pytest.raises(HTTPError, match="404"):
            get(server, "-/premieres.ics", title="nothing")

    def test_it_is_the_same_until_something_is_new(self, server: Server) -> None:
        assert get(server, "-/premieres.ics") == get(server, "-/premieres.ics")

    def test_the_page_shows_also_what_is_only_roughly_known(self, server: Server) -> None:
        page = get(server, "-/calendar", year="2028")[0].decode()
        assert "Some time in 2028" in page
        assert "season <bdi>2</bdi>" in page

    def test_dates_are_kept_as_they_are_stated_and_as_a_calendar_needs_them(self, tmp_path: Path) -> None:
        with Archive(tmp_path / "archive.db") as archive:
            archive.register([Publisher(slug="gazette", name="Harbor Gazette")])
            archive.save(STORIES[4], captured_at=NOW)
        with closing(sqlite3.connect(tmp_path / "archive.db")) as connection:
            assert connection.execute("select date, date_iso from announcements").fetchall() == [
                ("December 4", "2026-12-04")
            ]
