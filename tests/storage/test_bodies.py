from __future__ import annotations

import hashlib
import random
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import ArchiveError
from scraper.model import Attempt, Capture, Request
from storage import bodies
from storage.captures import Captures


def page(number: int) -> bytes:
    """Pages that share much: 40 kB that does not compress, and a little that changes."""
    return random.Random(7).randbytes(40_000) + f"<p>edition {number}</p>".encode()


def keep(captures: Captures, body: bytes, at: datetime, url: str = "https://gazette.example/") -> Capture:
    request = Request(url=url, source="gazette", purpose="page")
    capture = Capture(
        source="gazette",
        purpose="page",
        url=url,
        final_url=url,
        status=200,
        headers=(),
        body=body,
        fetched_at=at,
    )
    captures.keep(Attempt(request=request, at=at, seconds=0.1, outcome="ok", status=200, capture=capture))
    return capture


def test_what_changes_little_takes_little_room(captures: Captures, tmp_path: Path, now: datetime) -> None:
    kept = [keep(captures, page(n), now + timedelta(minutes=n)) for n in range(40)]
    assert [captures.body(capture.sha256) for capture in kept] == [capture.body for capture in kept]
    with sqlite3.connect(tmp_path / "captures.db") as connection:
        rows = connection.execute("select depth, length(data) from bodies order by rowid").fetchall()
    connection.close()
    assert [depth for depth, _ in rows] == [n % bodies.LONGEST_CHAIN for n in range(40)]
    assert sum(size for _, size in rows) < 4 * 40_000


def test_the_prefix_is_seen_whole_however_long_it_is(captures: Captures, now: datetime) -> None:
    beginning = random.Random(1).randbytes(6_000_000)
    keep(captures, beginning, now)
    again = keep(captures, beginning + b"!", now + timedelta(1))
    assert captures.body(again.sha256) == again.body


def test_what_does_not_resemble_stands_on_its_own(captures: Captures, tmp_path: Path, now: datetime) -> None:
    keep(captures, random.Random(1).randbytes(1000), now)
    keep(captures, random.Random(2).randbytes(1000), now + timedelta(1))
    with sqlite3.connect(tmp_path / "captures.db") as connection:
        assert connection.execute("select count(*) from bodies where base is not null").fetchone() == (0,)
    connection.close()


def test_the_same_bytes_are_kept_once(captures: Captures, tmp_path: Path, now: datetime) -> None:
    keep(captures, page(1), now)
    keep(captures, page(1), now + timedelta(1), url="https://elsewhere.example/")
    with sqlite3.connect(tmp_path / "captures.db") as connection:
        assert connection.execute("select count(*) from bodies").fetchone() == (1,)
        assert connection.execute("select count(*) from captures").fetchone() == (2,)
    connection.close()


@given(st.lists(st.binary(max_size=300), max_size=6))
def test_any_bytes_come_back(contents: list[bytes]) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("create table bodies (sha256 primary key, size, base, depth, data)")
    keys = [hashlib.sha256(content).hexdigest() for content in contents]
    for before, key, content in zip([None, *keys], keys, contents, strict=False):
        bodies.keep(connection, key, content, like=before)
    assert [bodies.read(connection, key) for key in keys] == contents
    connection.close()


def test_a_body_that_is_missing_or_damaged_says_so(captures: Captures, tmp_path: Path, now: datetime) -> None:
    first = keep(captures, page(1), now)
    second = keep(captures, page(2), now + timedelta(1))
    with pytest.raises(ArchiveError, match="is not kept"):
        captures.body("0" * 64)
    connection = sqlite3.connect(tmp_path / "captures.db", isolation_level=None)
    (data,) = connection.execute("select data from bodies where sha256 = ?", (first.sha256,)).fetchone()
    connection.execute("update bodies set data = ? where sha256 = ?", (data[:-100], first.sha256))
    for capture in (first, second):
        with pytest.raises(ArchiveError, match="is damaged"):
            captures.body(capture.sha256)
    connection.execute("delete from bodies where sha256 = ?", (first.sha256,))
    with pytest.raises(ArchiveError, match=f"needs {first.sha256}"):
        captures.body(second.sha256)
    connection.close()


def test_a_damaged_body_does_not_take_the_next_one_with_it(captures: Captures, tmp_path: Path, now: datetime) -> None:
    keep(captures, page(1), now)
    connection = sqlite3.connect(tmp_path / "captures.db", isolation_level=None)
    connection.execute("update bodies set data = x'00'")
    connection.close()
    second = keep(captures, page(2), now + timedelta(1))
    assert captures.body(second.sha256) == second.body
