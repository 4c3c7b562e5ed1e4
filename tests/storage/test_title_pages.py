"""Pages of titles, people and companies: what is told in what order, and who said it first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.request import urlopen

import pytest

from scraper.model import (
    Address,
    Announcement,
    Article,
    Credit,
    Moment,
    Party,
    Publisher,
    Quote,
    Span,
    Story,
    Title,
    TitleLink,
)
from storage import stamps
from storage.archive import Archive
from storage.serve import Server, start
from storage.site.timeline import events

NOW = stamps.moment("2026-11-22T09:30:00Z")
TEXT = "“We row,” said Zoë Marlow, creator of Low Tide at Quay Films. Ines Okafor plays Wren. It follows High Tide."


def story(source: str, day: int, kind: str = "series order", *, credited: tuple[Credit, ...] = ()) -> Story:
    return Story(
        article=Article(
            source=source,
            address=Address(f"https://{source}.example/{day}"),
            headline=f"Day {day} at {source}",
            text=TEXT,
            reader="layout",
            published=Moment(NOW + timedelta(days=day), "minute", ""),
        ),
        extractor="1",
        quotes=(
            Quote(
                parts=(Span(1, 7),),
                speakers=(Party("Zoë Marlow"),),
                role=Span(27, 34),
                affiliation=Span(50, 60),
            ),
        ),
        credits=credited,
        announcements=(Announcement(kind=kind, evidence=Span(0, 8), title="Low Tide"),),
        titles=(Title(name="Low Tide", kind="series"),),
        links=(TitleLink(title="Low Tide", relation="sequel_to", other="High Tide", evidence=Span(0, 3)),),
    )


CREATOR = Credit(party=Party("Zoë Marlow"), role="creator", evidence=Span(0, 9), title="Low Tide")
WREN = Credit(party=Party("Ines Okafor"), role="cast", evidence=Span(0, 9), title="Low Tide", character="Wren")
NOBODY_YET = Credit(party=Party("Bo Rask"), role="cast", evidence=Span(0, 9), title="Low Tide")
HOUSE = Credit(party=Party("Quay Films", "company"), role="studio", evidence=Span(0, 9), title="Low Tide")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path = tmp_path_factory.mktemp("titles") / "archive.db"
    with Archive(path) as archive:
        archive.register(
            [Publisher(slug="lantern", name="Lantern Press"), Publisher(slug="gazette", name="Harbor Gazette")]
        )
        archive.save(story("gazette", 1, credited=(NOBODY_YET, WREN, CREATOR, HOUSE)), captured_at=NOW)
        archive.save(story("lantern", 0, credited=(CREATOR,)), captured_at=NOW)
        archive.save(story("lantern", 200, "renewal", credited=(WREN,)), captured_at=NOW)
        archive.save(story("lantern", 230, "renewal"), captured_at=NOW)
    with start(path) as server:
        yield server


def page(server: Server, path: str) -> str:
    with urlopen(f"{server.url}archive/{path}", timeout=30) as answer:
        found: str = answer.read().decode()
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def section(text: str, heading: str, until: str) -> str:
    return text[text.index(heading) : text.index(until, text.index(heading))]


class TestTitle:
    def test_an_event_is_told_once_with_everybody_who_reported_it(self, server: Server) -> None:
        told = section(page(server, "titles/low-tide"), "From order to premiere", "The timeline as")
        assert told.count("Series order") == 1
        assert re.search(r"First reported by Lantern Press ; then by Harbor Gazette", told)
        assert told.count("Renewal") == 2  # a month apart
        assert told.index("Series order") < told.index("Renewal")

    def test_credits_stand_as_on_a_call_sheet(self, server: Server) -> None:
        sheet = section(page(server, "titles/low-tide"), "Created by", "The credits as")
        assert [sheet.index(part) for part in ("Created by", "Cast", "Companies")] == sorted(
            sheet.index(part) for part in ("Created by", "Cast", "Companies")
        )
        assert re.search(r"Creator Zoë Marlow first reported by Lantern Press , 22 November 2026", sheet)
        assert re.search(r"Wren Ines Okafor first reported by Harbor Gazette , 23 November 2026", sheet)
        assert re.search(r"Studio Quay Films", sheet)

    def test_cast_without_a_part_does_not_stand_under_the_part_of_another(self, server: Server) -> None:
        sheet = section(page(server, "titles/low-tide"), "Created by", "The credits as")
        assert sheet.index("Wren Ines Okafor") < sheet.index("Cast, part not stated") < sheet.index("Bo Rask")

    def test_quotes_are_shown_once_and_links_both_ways(self, server: Server) -> None:
        text = page(server, "titles/low-tide")
        assert section(text, "Said about it", "All quotes").count("We row") == 1
        assert "Sequel to High Tide" in text
        assert "Its sequel Low Tide" in page(server, "titles/high-tide")

    def test_who_covers_it_in_words_and_as_a_table(self, server: Server) -> None:
        told = section(page(server, "titles/low-tide"), "Coverage, outlet by outlet", "CSV of this")
        assert "Lantern Press had it first, on 2026-11-22; 1 more followed." in told
        assert "Lantern Press 3 3 2026-11-22 2027-07-10" in told

    def test_a_title_of_which_little_is_known_says_so(self, server: Server) -> None:
        text = page(server, "titles/high-tide")
        assert "Nothing has been announced of it that the archive knows." in text
        assert "No credit on it has been found." in text


class TestPersonAndCompany:
    def test_a_person_says_and_does(self, server: Server) -> None:
        text = page(server, "people/zoe-marlow")
        assert "creator , Quay Films (2027)" in text
        assert section(text, "Said", "Credits").count("We row") == 1
        assert "Low Tide series Creator First reported by Lantern Press , 22 November 2026 ; in 2 articles" in text

    def test_a_company_has_credits_and_voices(self, server: Server) -> None:
        text = page(server, "companies/quay-films")
        assert "Low Tide series Studio" in text
        assert "Who speaks for it Zoë Marlow , creator 4 quotes" in text

    @pytest.mark.parametrize("path", ["titles/low-tide", "people/zoe-marlow", "companies/quay-films"])
    def test_every_link_of_a_page_leads_somewhere(self, server: Server, path: str) -> None:
        with urlopen(f"{server.url}archive/{path}", timeout=30) as answer:
            links = set(re.findall(r'href="(/[^"#]*)', answer.read().decode()))
        assert len(links) > 20
        for link in links:
            with urlopen(server.url.rstrip("/") + link.replace("&amp;", "&"), timeout=30) as answer:
                assert answer.status == 200, link


def report(day: int, kind: str = "renewal", season: str | None = None) -> dict[str, object]:
    time = stamps.second(NOW + timedelta(days=day))
    return {"kind": kind, "season": season, "date_iso": None, "published_key": f"{time}-x{day}", "source": str(day)}


@pytest.mark.parametrize(
    ("days", "sizes"), [([0, 1, 13], [3]), ([0, 14, 15], [2, 1]), ([0, 20, 33, 40], [1, 2, 1]), ([], [])]
)
def test_reports_within_two_weeks_of_the_first_are_one_event(days: list[int], sizes: list[int]) -> None:
    assert [1 + len(event.others) for event in events([report(day) for day in days])] == sizes


def test_other_seasons_and_kinds_are_other_events() -> None:
    found = events([report(0), report(1, season="2"), report(2, "award"), report(3)])
    assert [(event.first["kind"], event.first["season"], len(event.others)) for event in found] == [
        ("renewal", None, 1),
        ("renewal", "2", 0),
        ("award", None, 0),
    ]
