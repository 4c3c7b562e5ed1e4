"""The same rows and values in the programs that researchers use: pandas, DuckDB and LibreOffice."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas
import pytest

from storage.export import cells

TABLES = ("quotes_flat", "credits_flat", "quotes", "articles", "versions", "runs")
UTF8 = "Text - txt - csv (StarCalc):44,34,76"  # commas, quotation marks, UTF-8
AS_TEXT = f"{UTF8},1,,0,true"  # and “Format quoted field as text”
LONGEST_CELL = 65_535  # of LibreOffice 7.4; Excel's is 32,767


def expected(folder: Path, table: str) -> list[dict[str, str]]:
    """As text, null as nothing."""
    lines = (folder / "jsonl" / f"{table}.jsonl").read_bytes().decode().split("\n")[:-1]
    return [{name: "" if cell is None else str(cell) for name, cell in json.loads(line).items()} for line in lines]


def restored(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{name: cells.restored(str(cell)) for name, cell in row.items()} for row in rows]


@pytest.mark.parametrize("table", TABLES)
def test_pandas(whole: Path, table: str) -> None:
    frame = pandas.read_csv(whole / "csv" / f"{table}.csv", dtype=str, keep_default_na=False)
    assert restored(frame.to_dict("records")) == expected(whole, table)


def test_pandas_guesses_numbers_and_reads_times(whole: Path) -> None:
    frame = pandas.read_csv(whole / "csv" / "quotes_flat.csv", parse_dates=["published_at"])
    assert frame["start"].dtype == "int64"
    assert str(frame["published_at"].dt.tz) == "UTC"
    assert len(frame) == len(expected(whole, "quotes_flat"))


@pytest.mark.parametrize("table", TABLES)
def test_duckdb(whole: Path, table: str) -> None:
    with duckdb.connect() as connection:
        found = connection.execute("from read_csv(?, all_varchar = true)", [str(whole / "csv" / f"{table}.csv")])
        names = [name for name, *_ in found.description or ()]
        rows = [dict(zip(names, (cell or "" for cell in row), strict=True)) for row in found.fetchall()]
    assert restored(rows) == expected(whole, table)


@pytest.mark.parametrize("table", TABLES)
def test_duckdb_finds_out_the_dialect_by_itself(whole: Path, table: str) -> None:
    with duckdb.connect() as connection:
        (count,) = connection.execute(f"select count(*) from '{whole}/csv/{table}.csv'").fetchone() or (None,)
    assert count == len(expected(whole, table))


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """LibreOffice's command, with a profile of its own."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("needs LibreOffice Calc (apt install libreoffice-calc)")
        pytest.skip("needs LibreOffice Calc, and there is no soffice")
    profile = tmp_path_factory.mktemp("profile")
    yield [program, "--headless", f"-env:UserInstallation={profile.as_uri()}"]
    shutil.rmtree(profile)


def converted(soffice: list[str], source: Path, folder: Path, *, how: str = UTF8) -> list[dict[str, str]]:
    """A CSV file as LibreOffice writes it again after opening it: what a formula gives, not the formula."""
    subprocess.run(
        [*soffice, f"--infilter={how}", "--convert-to", f"csv:{UTF8}", "--outdir", str(folder), str(source)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    csv.field_size_limit(1_000_000)
    with (folder / source.name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def without_lines(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{name: cell.replace("\n", "") for name, cell in row.items()} for row in rows]


@pytest.mark.parametrize("table", TABLES)
def test_libreoffice(soffice: list[str], whole: Path, tmp_path: Path, table: str) -> None:
    rows = converted(soffice, whole / "csv" / f"{table}.csv", tmp_path, how=AS_TEXT)
    cut = [{name: cell[:LONGEST_CELL] for name, cell in row.items()} for row in expected(whole, table)]
    if table in ("articles", "versions"):  # of several lines, one longer than LibreOffice keeps whole (about 16,000)
        rows, cut = without_lines(rows), without_lines(cut)
    assert restored(rows) == cut
    assert any(len(cell) >= 40_000 for row in rows for cell in row.values()) == (table not in ("credits_flat", "runs"))


def test_libreoffice_runs_nothing_as_it_comes(soffice: list[str], whole: Path, tmp_path: Path) -> None:
    rows = converted(soffice, whole / "csv" / "quotes_flat.csv", tmp_path)
    assert restored(rows) == expected(whole, "quotes_flat")


def test_libreoffice_runs_what_is_left_raw(soffice: list[str], tmp_path: Path) -> None:
    """Why cells are defused."""
    (tmp_path / "raw.csv").write_text('"a"\n"=1+1"\n"\'=1+1"\n', encoding="utf-8")
    (tmp_path / "out").mkdir()
    assert [row["a"] for row in converted(soffice, tmp_path / "raw.csv", tmp_path / "out")] == ["2", "'=1+1"]
