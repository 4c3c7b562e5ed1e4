"""Whatever servers do: it ends soon and takes little memory, a row says what happened, and the others are read."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from bad_content import MANY
from bad_servers import PRIVATE
from filelock import FileLock
from hostile import GOOD, GOOD_PAGES, faults
from replies import Fault

ROOT = Path(__file__).resolve().parents[2]
MEMORY = 300  # MB
GROWTH = 120  # MB of them, beside the program itself: 74, and 142 where sqlite-utils finds pandas to import
SLACK = 3.0  # seconds, on a busy machine
WORK = 20.0  # seconds of processor, for a whole source

Took = dict[str, Any]
Rows = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all processes that run these tests: pytest-xdist gives each a folder within one of the session's."""
    own = tmp_path_factory.getbasetemp()
    shared = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "hostile"
    shared.mkdir(exist_ok=True)
    return shared


@pytest.fixture(scope="module")
def deadline(long: bool) -> float:
    return 30.0 if long else 3.0


@pytest.fixture(scope="module")
def took(folder: Path, deadline: float) -> Took:
    """What the pass took: made by whoever comes first, and looked at by all."""
    kept = folder / "took.json"
    with FileLock(folder / "took.lock"):
        if not kept.exists():
            kept.write_text(json.dumps(_passed(folder, deadline)))
        found: Took = json.loads(kept.read_text())
        return found


def _passed(folder: Path, deadline: float) -> Took:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("hostile.py")), str(folder), str(deadline)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: Took = json.loads(done.stdout)
    print(f"{found['MB']:.0f} MB, {found['before']:.0f} of them the program; {found['seconds']:.0f} s")
    return found


@pytest.fixture
def rows(folder: Path, took: Took) -> Rows:
    def asked(query: str, *values: Any) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(folder / "captures.db")) as captures:
            captures.execute("attach ? as archive", [str(folder / "archive.db")])
            return captures.execute(query, values).fetchall()

    return asked


@pytest.mark.parametrize("fault", faults(), ids=lambda fault: fault.name)
def test_a_row_says_what_happened(fault: Fault, rows: Rows) -> None:
    table, purpose, ending, words = fault.row
    column = "outcome" if table == "attempts" else "result"
    slug = fault.host.removesuffix(".test")
    found = rows(f"select purpose, {column}, detail from {table} where source = ?", slug)
    assert [row for row in found if row[:2] == (purpose, ending) and words in row[2]], found
    expected = 1 if ending == "read" and purpose == "page" else 0
    assert rows("select count(*) from articles where source = ?", slug) == [(expected,)]


def test_there_are_more_than_forty() -> None:
    assert len({fault.name for fault in faults()}) == len(faults()) > 80


def test_the_other_sources_are_collected_whole(rows: Rows) -> None:
    found = rows("select source, count(*) from articles where source like 'good-%' group by source order by source")
    assert found == [(f"good-{number}", GOOD_PAGES) for number in range(GOOD)]


def test_each_ends_in_time(rows: Rows, took: Took, deadline: float) -> None:
    assert rows("select max(seconds) from attempts")[0][0] < deadline + SLACK
    assert max(took["work"].values()) < WORK, took["work"]
    assert len(took["work"]) == len(faults()) + GOOD


def test_all_of_it_takes_little_memory(took: Took) -> None:
    assert took["MB"] < MEMORY
    assert took["MB"] - took["before"] < GROWTH


def test_nothing_inside_is_ever_asked(rows: Rows) -> None:
    found = rows("select url, outcome from attempts where source = 'links-inside' and purpose = 'page'")
    assert {outcome for _, outcome in found} == {"refused address"}
    assert len(found) >= len(PRIVATE) - 4  # some notations are one address, canonically


def test_no_redirect_inside_is_followed(rows: Rows) -> None:
    found = rows("select hops, outcome from attempts where source = 'redirects-inside-every-way' and purpose = 'page'")
    assert len(found) == len(PRIVATE)
    assert {outcome for _, outcome in found} == {"refused address", "bad redirect"}  # some are no addresses at all


def test_a_storm_of_429s_is_asked_once(rows: Rows) -> None:
    asked = "select count(*) from attempts where source = 'storm-of-429s' and purpose = 'page'"
    assert rows(asked) == [(1,)]
    assert rows("select count(*) from visits where source = 'storm-of-429s'") == [(50,)]


def test_ids_that_change_double_nothing(rows: Rows) -> None:
    assert rows("select count(*) from visits where source = 'ids-that-change'") == [(1,)]


def test_no_more_of_a_feed_is_planned_than_is_said(rows: Rows) -> None:
    ((planned,),) = rows("select count(*) from visits where source = 'feed-of-50000-items'")
    assert planned == 5000 < MANY


def test_a_feed_cannot_bring_in_a_file_of_ours(rows: Rows) -> None:
    assert rows("select count(*) from visits where title like '%root:%'") == [(0,)]
