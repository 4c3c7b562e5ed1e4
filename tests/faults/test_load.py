"""Collecting fares as well with many pages as with few, while the site is read: `benchmarks/load.py`, in short."""

from __future__ import annotations

from pathlib import Path

import pytest
from load import load


@pytest.mark.skipif("sys.platform == 'win32'", reason="measures memory as Unix does")
def test_collecting_and_reading_go_on_side_by_side(tmp_path: Path, long: bool) -> None:
    pages, step = (20_000, 1000) if long else (120, 60)
    found = load(tmp_path, pages, step=step, sources=12 if long else 4)
    assert (found.articles, found.problems) == (pages, 0)
    assert found.reading["errors"] == []
    assert found.reading["read"] > 0
    assert [mark.pages for mark in found.marks] == list(range(0, pages + 1, step))
    # In the long form the promise is 10 %. A short one on a busy machine can only tell a slope from a cliff: where each
    # page takes a millisecond more than the one before, it is 2.1.
    growth = found.work(pages - step, pages) / found.work(0, step)
    assert growth < (1.1 if long else 1.7)
