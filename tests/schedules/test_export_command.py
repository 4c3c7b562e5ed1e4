"""`onrecord export` as a shell sees it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from schedules.demo import tour
from storage.export import manifest

Shell = Callable[..., subprocess.CompletedProcess[str]]
WITHOUT_DUCKDB = (
    "import importlib.util as u; f = u.find_spec; u.find_spec = lambda n, *a: None if n == 'duckdb' else f(n, *a);"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo left its two files."""
    folder = tmp_path_factory.mktemp("demo")
    with tour.toured(folder):
        return folder


@pytest.fixture
def shell(folder: Path, tmp_path: Path) -> Shell:
    """Runs `onrecord COMMAND --archive` the demo's, in a folder of its own."""

    def run(
        command: str, *arguments: str, archive: Path | None = None, before: str = ""
    ) -> subprocess.CompletedProcess[str]:
        words = [command, "--archive", str(archive or folder / "archive.db"), *arguments]
        return subprocess.run(
            [sys.executable, "-c", f"{before}from schedules.cli import main; main()", *words],
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "200"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


def test_it_says_what_it_wrote_and_for_whom(shell: Shell, tmp_path: Path) -> None:
    done = shell("export", "out", "--since", "2026-01-01", "--format", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    first, second = done.stdout.splitlines()
    assert first.startswith("out: 14 articles, ")
    assert "holds articles in full" in second
    made = manifest(tmp_path / "out")
    assert made is not None
    assert made.query.since == "2026-01-01"


def test_from_a_public_copy_it_is_for_the_public(shell: Shell, tmp_path: Path) -> None:
    assert shell("publish", "public.db").returncode == 0
    done = shell("export", "out", "--format", "csv", archive=tmp_path / "public.db")
    assert done.returncode == 0
    assert "in full" not in done.stdout
    made = manifest(tmp_path / "out")
    assert made is not None
    assert made.public


def test_captures_come_with_it_when_asked_for(shell: Shell, tmp_path: Path) -> None:
    assert shell("export", "out", "--format", "csv", "--warc", "--source", "orrery-newsroom").returncode == 0
    with (tmp_path / "out" / "captures.warc.gz").open("rb") as file:
        hosts = {
            record.rec_headers.get_header("WARC-Target-URI", "").split("/")[2:3][0]
            for record in ArchiveIterator(file)
            if record.rec_type == "response"
        }
    assert {host.partition(":")[0] for host in hosts} == {"newsroom.orrery.localhost"}
    made = manifest(tmp_path / "out")
    assert made is not None
    assert "captures.warc.gz" in {file.path for file in made.files}


def test_what_rows_were_read_from_comes_with_them_whenever_it_was_fetched(shell: Shell, tmp_path: Path) -> None:
    """The demo fetches today what was published on days long gone."""
    assert shell("export", "out", "--format", "jsonl", "--warc", "--until", "2026-01-01").returncode == 0
    out = tmp_path / "out"
    with (out / "captures.warc.gz").open("rb") as file:
        there = {record.rec_headers.get_header("X-Onrecord-Sha256") for record in ArchiveIterator(file)}
    rows = [
        json.loads(line)["capture"]
        for name in ("articles", "versions")
        for line in (out / "jsonl" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert rows
    assert there - {None} == set(rows)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--since", "last week"), "'last week' is no day; write it like 2026-11-22"),
        (("--since", "2026-02-01", "--until", "2026-01-01"), "--until 2026-01-01 is before --since 2026-02-01"),
        (("--warc", "--person", "Imogen Achterberg"), "--warc: goes with --since, --until and --source"),
        (("--person", "Imogen Achterburg"), "did you mean imogen-achterberg"),
        (("--format", "xls"), "'xls' is not one of"),
    ],
)
def test_what_cannot_be_meant_exits_2(shell: Shell, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    done = shell("export", "out", *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert not (tmp_path / "out").exists()


def test_no_captures_beside_a_public_copy(shell: Shell, tmp_path: Path) -> None:
    assert shell("publish", "public.db").returncode == 0
    done = shell("export", "out", "--warc", archive=tmp_path / "public.db")
    assert (done.returncode, done.stderr.partition(":")[0]) == (2, "onrecord")


def test_nothing_that_meets_the_filters_is_said(shell: Shell) -> None:
    done = shell("export", "out", "--until", "2001-01-01", "--format", "csv")
    assert done.returncode == 0
    assert done.stderr == "No article meets the filters: the files have no rows about any\n"


def test_without_duckdb_parquet_is_left_out_aloud(shell: Shell, tmp_path: Path) -> None:
    done = shell("export", "out", before=WITHOUT_DUCKDB)
    assert (done.returncode, done.stderr) == (
        0,
        "Parquet is left out: it needs DuckDB (pip install 'onrecord[parquet]')\n",
    )
    assert not (tmp_path / "out" / "parquet").exists()
    asked = shell("export", "out", "--format", "parquet", before=WITHOUT_DUCKDB)
    assert (asked.returncode, "onrecord[parquet]" in asked.stderr) == (2, True)
