"""Files of every released version open with today's program, with all that was in them."""

from __future__ import annotations

import importlib.util
import sqlite3
import sys
import tomllib
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from storage.archive import Archive
from storage.captures import Captures
from storage.database import Format
from storage.migrations import ARCHIVE, CAPTURES
from storage.verify import verify

SCHEMAS = Path(__file__).parent / "schemas"
RELEASES = sorted(path.stem.removeprefix("archive-") for path in SCHEMAS.glob("archive-*.sql"))
DEFINITIONS = (
    "select name, sql from sqlite_schema "
    "where sql is not null and type <> 'view' and name not like '%sqlite_%' order by name"
)


def load_freeze() -> Any:
    """tests/ has no packages; a script in it is loaded by its path."""
    spec = importlib.util.spec_from_file_location("freeze", SCHEMAS / "freeze.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["freeze"] = module
    spec.loader.exec_module(module)
    return module


freeze = load_freeze()


def laid_out(folder: Path, release: str) -> Path:
    for name in ("archive", "captures"):
        with closing(sqlite3.connect(folder / f"{name}.db")) as connection:
            connection.executescript((SCHEMAS / f"{name}-{release}.sql").read_text(encoding="utf-8"))
            connection.execute("pragma journal_mode = wal")
    return folder


@pytest.fixture(params=RELEASES)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return laid_out(tmp_path, request.param)


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_the_release_of_the_day_is_kept() -> None:
    project = tomllib.loads((SCHEMAS.parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    version = project["project"]["version"]
    assert version in RELEASES, f"at the release: python tests/storage/schemas/freeze.py {version}"
    assert "0.1.0" in RELEASES


def test_all_that_was_in_the_archive_is_in_it_still(old: Path) -> None:
    before = {
        table: rows(old / "archive.db", f"select count(*) from {table}")
        for (table,) in rows(old / "archive.db", "select name from sqlite_schema where type = 'table'")
        if "_fts" not in table and table not in ("_sqlite_migrations", "companies", "company_aliases")
    }
    assert len(before) > 15
    with Archive(old / "archive.db") as archive:
        found = archive.load(freeze.URL)
        (entry,) = archive.latest()
        (health,) = archive.health()
    assert found is not None
    assert found.article == freeze.story(freeze.TEXT).article
    expected = freeze.story(freeze.TEXT)
    assert found.quotes == expected.quotes
    assert [replace(credit) for credit in found.credits] == list(expected.credits)
    assert [(a.kind, a.title, a.date) for a in found.announcements] == [("premiere date", "Harbor Lights", "May 4")]
    assert [(t.name, t.kind, t.network, t.aliases) for t in found.titles] == [
        ("Harbor Lights", "series", "Lantern", ("HL",))
    ]
    assert found.links == expected.links
    assert (entry.versions, entry.quotes, entry.credits) == (2, 1, 2)
    assert health.problems == ("page, server error: It failed.", "one problem")
    assert {table: rows(old / "archive.db", f"select count(*) from {table}") for table in before} == before


def test_what_a_new_version_adds_is_there(old: Path) -> None:
    with Archive(old / "archive.db"):
        pass
    path = old / "archive.db"
    assert rows(path, "select seq, edit from versions order by seq") == [(1, None), (2, "text")]
    assert rows(path, "select headline_changed, text_changed from changed_pages") == [(0, 1)]
    assert rows(path, "select * from publication") == []


def test_all_that_was_in_the_captures_is_in_them_still(old: Path) -> None:
    with Captures(old / "captures.db") as captures:
        kept = list(captures.replay("gazette"))
        visits = captures.visits("gazette", [freeze.URL])
        host = captures.host("https://gazette.example")
        tallies = captures.summary()
    assert kept == [freeze.capture(freeze.OLDER, freeze.NOW - freeze.DAY), freeze.capture(freeze.TEXT, freeze.NOW)]
    assert (visits[freeze.URL].visits, visits[freeze.URL].lead.title) == (2, "A light goes on")
    assert host is not None
    assert host.robots == b"User-agent: *"
    assert sum(tally.count for tally in tallies) == 3


def test_they_are_verified_before_and_after(old: Path) -> None:
    def problems() -> tuple[str, ...]:
        return verify(old / "archive.db", old / "captures.db").problems

    assert problems() == ()
    with Archive(old / "archive.db"), Captures(old / "captures.db"):
        pass
    assert problems() == ()
    assert rows(old / "captures.db", "select count(*) from attempts where length(seal) = 16") == [(3,)]
    assert rows(old / "captures.db", "select count(*) from visits where length(seal) = 16") == [(1,)]
    assert rows(old / "captures.db", "select count(*) from captures where length(reading_seal) = 16") == [(2,)]


@pytest.mark.parametrize(("name", "file_format"), [("archive", ARCHIVE), ("captures", CAPTURES)])
def test_they_end_with_the_schema_of_a_new_file(old: Path, name: str, file_format: Format) -> None:
    with Archive(old / "archive.db"), Captures(old / "captures.db"):
        pass
    with Database(memory=True, execute_plugins=False) as blank:
        file_format.steps.apply(blank)
        fresh = blank.execute(DEFINITIONS).fetchall()
    assert rows(old / f"{name}.db", DEFINITIONS) == fresh


@pytest.mark.parametrize(("name", "file_format"), [("archive", ARCHIVE), ("captures", CAPTURES)])
def test_no_released_step_was_edited(old: Path, name: str, file_format: Format) -> None:
    with Database(old / f"{name}.db", execute_plugins=False) as database:
        released = {step.name for step in file_format.steps.applied(database)}
    with Database(memory=True, execute_plugins=False) as blank:
        later = [step.name for step in file_format.steps.pending(blank) if step.name not in released]
        file_format.steps.apply(blank, stop_before=later[:1])
        made = {step.name for step in file_format.steps.applied(blank)}
        fresh = blank.execute(DEFINITIONS).fetchall()
    assert made == released  # new steps come after the old ones
    assert rows(old / f"{name}.db", DEFINITIONS) == fresh
