"""`onrecord add` with a WARC: its pages come in as of their time, and what is damaged is said and left out."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from schedules.cli import main
from schedules.demo import tour
from storage.captures import Captures
from storage.warc import write_captures

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    (tmp_path / "new").mkdir()
    monkeypatch.chdir(tmp_path / "new")

    def onrecord(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["onrecord", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(str(ended.value.code)), printed.out, printed.err

    return onrecord


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    with tour.toured(folder):
        pass
    with Captures(folder / "captures.db") as captures:
        write_captures(captures, folder / "demo.warc.gz", software="onrecord 1")
    return folder


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_every_page_of_an_archive_comes_back(demo: Path, run: Run) -> None:
    code, out, err = run("add", str(demo / "demo.warc.gz"))
    assert code == 1  # two pages of the demo are a bot check and a soft 404
    assert "61 records: 23 pages added, 0 with nothing new in their text, 2 not read" in out
    assert len(err.splitlines()) == 2
    # The demo's sources are not configured here, so that its pages are read without their layouts.
    articles = "select url, capture from articles order by url"
    assert ask(Path("archive.db"), articles) == ask(demo / "archive.db", articles)
    kept = (
        "select url, final_url, status, headers, fetched_at, sha256 from captures where purpose = 'page' order by 1, 5"
    )
    assert ask(Path("captures.db"), kept) == ask(demo / "captures.db", kept)
    code, out, _ = run("verify")
    assert code == 0, out
    before = ask(Path("captures.db"), "select count(*) from captures")
    code, out, _ = run("add", str(demo / "demo.warc.gz"))
    assert " 0 pages added" in out
    assert ask(Path("captures.db"), "select count(*) from captures") == before


def test_a_text_from_disk_survives_the_journey(demo: Path, run: Run, tmp_path: Path) -> None:
    text = tmp_path / "lantern-orders-a-drama.txt"
    text.write_text("The harbour lights went out one by one.\n\nNobody on the quay had seen them go.\n")
    assert run("add", str(text), "--published", "2026-03-04", "--headline", "Lantern orders “Fog”")[0] == 0
    with Captures(Path("captures.db")) as captures:
        write_captures(captures, tmp_path / "a.warc.gz", software="onrecord 1")
    columns = "select url, headline, text, published_at, reader from articles"
    before = ask(Path("archive.db"), columns)
    for name in ("archive.db", "captures.db"):
        Path(name).unlink()
    code, _, err = run("add", str(tmp_path / "a.warc.gz"))
    assert (code, err) == (0, "")
    assert ask(Path("archive.db"), columns) == before


def test_damage_is_said_with_its_place_and_the_rest_is_added(demo: Path, run: Run, tmp_path: Path) -> None:
    content = bytearray((demo / "demo.warc.gz").read_bytes())
    middle = len(content) // 2
    for at in range(middle, middle + 8):
        content[at] ^= 0xFF
    path = tmp_path / "damaged.warc.gz"
    path.write_bytes(content)
    code, out, err = run("add", str(path))
    assert code == 1
    (line,) = [line for line in err.splitlines() if "is damaged" in line]
    assert "damaged.warc.gz: record " in line
    assert ", at byte " in line
    assert ", 1 damaged" in out
    assert int(out.split(" records: ")[1].split()[0]) >= 20


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("old.arc",), 1, "old.arc: is an ARC file"),
        (("demo.warc.gz", "--url", "https://gazette.example/a"), 2, "a WARC says all that itself"),
    ],
)
def test_what_cannot_be_done_is_said(demo: Path, run: Run, arguments: tuple[str, ...], code: int, words: str) -> None:
    Path("old.arc").write_bytes(b"filedesc://old.arc 0.0.0.0 20060101000000 text/plain 76\n1 0 x\n")
    shutil.copy(demo / "demo.warc.gz", "demo.warc.gz")
    ended, _, err = run("add", *arguments)
    assert ended == code
    assert words in err


def test_files_of_other_tools(shared_data: Path, run: Run) -> None:
    files = sorted(str(path) for path in (shared_data / "warc").glob("*.warc*"))
    code, out, err = run("add", *files)
    assert code == 1
    assert len(out.splitlines()) == len(files)
    damaged = [line for line in err.splitlines() if "is damaged" in line]
    assert len(damaged) == len(err.splitlines()) == 2
    assert "example-trunc.warc: record 3, at byte 1197, is damaged" in err
    urls = [url for (url,) in ask(Path("archive.db"), "select url from articles order by url")]
    assert "http://iana.org/" in urls
    times = ask(
        Path("captures.db"), "select substr(fetched_at, 1, 10) from captures where url = 'http://www.iana.org/'"
    )
    assert times == [("2017-03-06",)]
