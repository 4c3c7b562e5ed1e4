"""What the archive makes of titles: networks as companies, and the questions a title's or a person's page asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from scraper.model import Address, Announcement, Article, Credit, Moment, Party, Quote, Span, Story, Title
from storage import names
from storage.archive import Archive
from storage.migrations import ARCHIVE
from storage.steps import execute

TEXT = "Ada Pell created Low Water for Apple TV+. “It is wet,” she said. Bo Rask plays Joan's brother."


def _story(url: str, published: datetime, source: str, **changes: Any) -> Story:
    article = Article(
        source=source,
        address=Address(url),
        headline="Low Water",
        text=TEXT,
        reader="text",
        published=Moment(published, "minute", ""),
    )
    whole = Span(0, len(TEXT))
    return Story(
        article=article,
        extractor="1",
        quotes=(Quote(parts=(Span(43, 52),), speakers=(Party("Ada Pell"),), role=Span(0, 3)),),
        credits=(
            Credit(party=Party("Ada Pell"), role="creator", evidence=whole, title="Low Water"),
            Credit(party=Party("Bo Rask"), role="cast", evidence=whole, title="Low Water", status="joins", **changes),
        ),
        announcements=(
            Announcement(
                kind="premiere date",
                evidence=whole,
                title="Low Water",
                date="June 4",
                date_precision="day",
                premiere_episodes=2,
                rollout="weekly",
                network="Apple TV+",
            ),
        ),
        titles=(
            Title(
                name="Low Water",
                kind="limited series",
                network="Apple TV+",
                genre="family drama",
                logline="a woman who buys a pier",
            ),
        ),
    )


@pytest.fixture
def told(archive: Archive, now: datetime) -> Archive:
    """Two articles on one title, the later one by another publisher, after the network was renamed."""
    early = _story("https://gazette.example/1", now - timedelta(days=9), "gazette", character="Al")
    late = _story("https://lantern.example/2", now, "lantern", character="Al Creel")
    late = replace(
        late,
        announcements=(replace(late.announcements[0], network="Apple TV", kind="renewal", season="2"),),
        titles=(replace(late.titles[0], network="Apple TV", genre=None),),
    )
    archive.save(late, captured_at=now)
    archive.save(early, captured_at=now)
    return archive


def _rows(archive: Archive, sql: str) -> list[dict[str, Any]]:
    return [dict(row) for row in archive._file.rows(sql)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Apple TV+", "Apple TV", True),
        ("apple tv plus", "Apple TV", True),
        ("Max", "HBO Max", True),
        ("Amazon Prime Video", "Prime Video", True),
        ("Paramount+", "Paramount Plus", True),
        ("Paramount+", "Paramount", False),
        ("Disney+", "Disney", False),
        ("HBO", "HBO Max", False),
    ],
)
def test_a_network_has_one_key_whatever_it_was_called_at_the_time(one: str, other: str, same: bool) -> None:
    assert (names.company_slug(one) == names.company_slug(other)) is same


def test_a_renamed_network_is_one_company_and_each_article_keeps_its_name(told: Archive) -> None:
    assert _rows(told, "select slug, name from companies") == [{"slug": "apple-tv", "name": "Apple TV"}]
    assert _rows(told, "select name from company_aliases order by name") == [
        {"name": "Apple TV"},
        {"name": "Apple TV+"},
    ]
    written = _rows(told, "select network, network_company from announcements order by published_key")
    assert written == [
        {"network": "Apple TV+", "network_company": "apple-tv"},
        {"network": "Apple TV", "network_company": "apple-tv"},
    ]


def test_a_title_is_described_by_the_latest_article_that_says_anything(told: Archive) -> None:
    (title,) = _rows(told, "select kind, network, network_company, genre, logline from titles")
    assert title == {
        "kind": "limited series",
        "network": "Apple TV",
        "network_company": "apple-tv",
        "genre": "family drama",  # which only the earlier one states
        "logline": "a woman who buys a pier",
    }


def test_a_network_that_no_article_names_any_more_goes(told: Archive, now: datetime) -> None:
    for url, source in (("https://gazette.example/1", "gazette"), ("https://lantern.example/2", "lantern")):
        silent = replace(_story(url, now, source), announcements=(), titles=())
        told.save(silent, captured_at=now + timedelta(hours=1))
    assert _rows(told, "select * from companies") == []


def test_a_title_has_each_credit_once_with_who_reported_it_first(told: Archive) -> None:
    rows = _rows(told, "select title, role, name, characters, changes, articles, first_reported_by from title_credits")
    common = {"title": "Low Water", "articles": 2, "first_reported_by": "Harbor Gazette"}
    assert rows == [
        {**common, "role": "Cast", "name": "Bo Rask", "characters": rows[0]["characters"], "changes": "joins"},
        {**common, "role": "Creator", "name": "Ada Pell", "characters": None, "changes": None},
    ]
    assert set(rows[0]["characters"].split(",")) == {"Al", "Al Creel"}


def test_a_person_has_credits_and_quotes_with_the_latest_first(told: Archive) -> None:
    rows = _rows(told, "select what, role, title, source from person_record where person_key = 'ada-pell'")
    assert [row["source"] for row in rows] == ["lantern"] * 2 + ["gazette"] * 2
    assert {(row["what"], row["role"], row["title"]) for row in rows} == {
        ("credit", "creator", "Low Water"),
        ("quote", "Ada", None),
    }


def test_a_title_has_its_announcements_in_order_of_time(told: Archive) -> None:
    rows = _rows(told, "select kind, season, date, premiere_episodes, rollout, network, source from title_timeline")
    assert [tuple(row.values()) for row in rows] == [
        ("premiere date", None, "June 4", 2, "weekly", "Apple TV+", "Harbor Gazette"),
        ("renewal", "2", "June 4", 2, "weekly", "Apple TV", "Lantern Press"),
    ]


def test_the_order_of_every_view_is_that_of_a_unique_column(told: Archive) -> None:
    """Datasette pages through a view by counting rows: two orders of one view would lose some."""
    for view, key in (("title_credits", "credit_id"), ("person_record", "finding_id || person_key"),
                      ("title_timeline", "announcement_id")):  # fmt: skip
        keys = [row["key"] for row in _rows(told, f"select {key} as key from {view}")]
        assert len(set(keys)) == len(keys) > 0


def test_an_archive_of_before_gets_its_networks_as_companies(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Database(path) as before:
        before.execute(f"pragma application_id = {ARCHIVE.application_id}")
        ARCHIVE.steps.apply(before, stop_before="descriptions_of_titles")
        execute(
            before,
            """
            insert into titles (slug, name, network) values ('low-water', 'Low Water', 'Disney+');
            insert into sources (slug, name, kind, reuse) values ('gazette', 'Gazette', 'trade', 'press');
            insert into articles (id, headline, source, subhead, byline, url, canonical_reason, first_seen_at,
                last_seen_at, text, words, language, marks, reader, extractor, capture, published_key)
            values ('a', '', 'gazette', '', '', 'u', '', '', '', '', 0, '', '[]', 'text', '1', '', 'k');
            insert into article_titles (article, seq, title, name, kind, network, aliases)
            values ('a', 1, 'low-water', 'Low Water', 'series', 'Disney+', '[]');
            """,
        )
        before.conn.commit()
    with Archive(path) as archive:
        assert _rows(archive, "select slug, name from companies") == [{"slug": "disney-plus", "name": "Disney+"}]
        assert _rows(archive, "select network_company from titles") == [{"network_company": "disney-plus"}]
        assert _rows(archive, "select network_company from article_titles") == [{"network_company": "disney-plus"}]
