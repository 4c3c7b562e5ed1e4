"""The demo from end to end: what a person who runs it is shown must be there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from schedules import desk as desks
from schedules import reread
from schedules.demo import tour
from schedules.demo.tour import Tour
from scraper.errors import BusyError, ConfigError


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tour]:
    with tour.toured(tmp_path_factory.mktemp("demo")) as finished:
        yield finished


def rows(made: Tour, query: str, file: str = "archive") -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(getattr(made.config, file))) as connection:
        return connection.execute(query).fetchall()


def test_two_pages_are_not_articles_and_are_accounted_for(made: Tour) -> None:
    first, second = made.passes
    assert [len(report.failed) for report in (*first, *second)] == [0, 2, 0, 0]
    assert rows(made, "select count(*) from captures where result = 'quarantined'", "captures") == [(2,)]


def test_what_was_edited_has_two_versions(made: Tour) -> None:
    edited = rows(made, "select count(*) from versions group by article having count(*) > 1")
    assert edited == [(2,), (2,)]


def test_joint_speakers_are_two_people(made: Tour) -> None:
    speakers = rows(
        made,
        "select group_concat(person, ' ') from (select quote, person from quote_speakers order by quote, position) "
        "group by quote having count(*) = 2",
    )
    assert ("imogen-achterberg kofi-draycott-mensah",) in speakers


def test_a_statement_that_was_reprinted_is_one_statement_in_two_articles(made: Tour) -> None:
    reprinted = rows(
        made,
        "select count(distinct articles.source) from quotes join articles on articles.id = quotes.article "
        "group by statement having count(*) > 1",
    )
    assert (2,) in reprinted


def test_a_person_is_the_same_in_every_article(made: Tour) -> None:
    (count,) = rows(
        made,
        "select count(distinct quotes.article) from quote_speakers join quotes on quotes.id = quote_speakers.quote "
        "where person = 'imogen-achterberg'",
    )[0]
    assert count >= 4


def test_a_reread_changes_nothing(made: Tour) -> None:
    tables = ("articles", "versions", "quotes", "quote_parts", "quote_speakers", "people", "companies", "credits")
    before = {table: rows(made, f"select * from {table} order by 1, 2") for table in tables}
    assert before["quotes"]
    with desks.opened(made.config) as desk:
        reports = reread.reread(list(made.config.sources.values()), desk)
    assert len([problem for report in reports for problem in report.failed]) == 2  # the two that are no articles
    assert {table: rows(made, f"select * from {table} order by 1, 2") for table in tables} == before


def test_a_second_demo_does_not_replace_one_that_is_being_looked_at(made: Tour) -> None:
    with pytest.raises(BusyError), tour.toured(made.config.archive.parent):
        pass


def test_an_archive_that_no_demo_made_is_left_alone(tmp_path: Path) -> None:
    precious = tmp_path / "archive.db"
    precious.write_bytes(b"precious")
    with pytest.raises(ConfigError, match="no demo made it"), tour.toured(tmp_path):
        pass
    assert precious.read_bytes() == b"precious"
    assert not (tmp_path / "captures.db").exists()
