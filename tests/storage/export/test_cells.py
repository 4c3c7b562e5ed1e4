"""What a cell of CSV looks like, and how little is held in memory while it is written."""

from __future__ import annotations

import csv
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.export import cells
from storage.export.columns import Column

COLUMNS = (
    Column(name="text", meaning="", type="text", origin=""),
    Column(name="number", meaning="", type="integer", origin=""),
)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("'=1+1", "''=1+1"),
        ("''=1+1", "'''=1+1"),
        ("-5", "-5"),
        ("-5.25", "-5.25"),
        ("-5%", "'-5%"),
        ("- dash", "'- dash"),
        ("– dash", "– dash"),
        ("'hello'", "'hello'"),
        ("1=1", "1=1"),
        (" =1", " =1"),
        ("", ""),
    ],
)
def test_only_what_a_spreadsheet_would_run_is_defused(text: str, cell: str) -> None:
    assert cells.defused(text) == cell
    assert cells.restored(cell) == text


@given(st.text(alphabet=st.one_of(st.sampled_from("'=+-@\t\r\n15."), st.characters(exclude_categories=["Cs"]))))
def test_what_was_there_can_always_be_given_back(text: str) -> None:
    cell = cells.defused(text)
    assert cells.restored(cell) == text
    assert cell[:1] not in {*"=+@\t\r\n＝＋－＠"}
    assert not cell.startswith("-") or float(cell) <= 0


@given(
    rows=st.lists(st.tuples(st.none() | st.text(), st.none() | st.integers(-(2**60), 2**60)), max_size=5),
    raw=st.booleans(),
)
def test_both_formats_read_back_as_they_were(rows: list[tuple[str | None, int | None]], raw: bool) -> None:
    with TemporaryDirectory() as name:
        table, objects = Path(name, "a.csv"), Path(name, "a.jsonl")
        assert cells.write(rows, COLUMNS, to_csv=table, to_jsonl=objects, raw=raw) == len(rows)
        with table.open(encoding="utf-8", newline="") as file:
            header, *read = csv.reader(file)
        lines = objects.read_bytes().decode().split("\n")
    assert header == ["text", "number"]
    given_back = read if raw else [[cells.restored(text), number] for text, number in read]
    assert given_back == [[text or "", "" if number is None else str(number)] for text, number in rows]
    assert [tuple(json.loads(line).values()) for line in lines[:-1]] == rows


def test_rows_are_not_gathered(tmp_path: Path) -> None:
    def many() -> Iterator[tuple[str, int]]:
        for number in range(50_000):
            yield "words " * 20, number

    tracemalloc.start()
    try:
        cells.write(many(), COLUMNS, to_csv=tmp_path / "a.csv", to_jsonl=tmp_path / "a.jsonl")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2_000_000
