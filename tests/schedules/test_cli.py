"""The command line as a shell sees it: what it prints where, and what it exits with."""

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
from filelock import FileLock
from werkzeug import Response

LONG = "The harbour lights went out one by one, and nobody on the quay could say afterwards who had seen them go."
PARAGRAPHS = (
    f"Lantern orders a drama. {LONG}",
    f"Filming begins in spring. {LONG}",
    f"No date is set. {LONG}",
)

Shell = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def shell(tmp_path: Path, site: Any) -> Shell:
    """Runs `onrecord ARGUMENTS` in a folder of its own, with one source on loopback."""
    (tmp_path / "onrecord.toml").write_text(
        'contact = "test@example.org"\nsources = []\n[[source]]\nslug = "harbor-gazette"\nname = "Harbor Gazette"\n'
        f'feeds = ["{site.url("/feed/")}"]\ntopics = []\ndelay = "1s"\nloopback = true\n'
    )
    site.put("/feed/", site.rss(("/a", "Story a")), "application/rss+xml")
    site.put("/a", site.page("Story a", *PARAGRAPHS))

    def run(*arguments: str, input: str | None = None) -> subprocess.CompletedProcess[str]:  # noqa: A002
        return subprocess.run(
            [sys.executable, "-c", "from schedules.cli import main; main()", *arguments],
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "200"},
            capture_output=True,
            text=True,
            input=input,
            timeout=120,
            check=False,
        )

    return run


def count(folder: Path, table: str) -> int:
    with closing(sqlite3.connect(folder / "archive.db")) as archive:
        (number,) = archive.execute(f"select count(*) from {table}").fetchone()
    return int(number)


def test_collect_is_silent_when_all_went_well(shell: Shell, tmp_path: Path) -> None:
    done = shell("collect")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert count(tmp_path, "articles") == 1
    again = shell("collect", "--json")
    assert (again.returncode, again.stderr) == (0, "")
    assert json.loads(again.stdout)["sources"] == [
        {"source": "harbor-gazette", "saved": 0, "unchanged": 0, "failed": []}
    ]


def test_a_problem_is_a_line_and_exit_code_1(shell: Shell, site: Any) -> None:
    site.custom["/a"] = lambda _request: Response("no", 404)
    done = shell("collect")
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"harbor-gazette: {site.url('/a')}: gone")


def test_a_second_run_refuses_to_overlap(shell: Shell, tmp_path: Path) -> None:
    with FileLock(tmp_path / "captures.db.lock"):
        done = shell("collect")
    assert done.returncode == 75
    assert "another run is at work" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["collect", "nope"], 2, "no source is called 'nope'"),
        (["collect", "--config", "absent.toml"], 2, "absent.toml: cannot be read"),
        (["collect", "--nonsense"], 2, "No such option"),
        (["add", "absent.html"], 1, "absent.html: cannot be read"),
        (["extract", "absent.txt"], 1, "absent.txt: cannot be read"),
        (["serve", "--archive", "absent.db"], 3, "absent.db: there is no such archive"),
        (["check", "harbor-gazette", "http://127.0.0.1:9/x"], 1, "robots unavailable"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(shell: Shell, arguments: list[str], code: int, words: str) -> None:
    done = shell(*arguments)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_archive_is_refused(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_text("This is a shopping list, not a database. " * 200)
    done = shell("collect")
    assert done.returncode == 3
    assert "archive.db" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_text_from_disk_keeps_its_paragraphs(shell: Shell, tmp_path: Path) -> None:
    text = tmp_path / "lantern-orders-a-drama.txt"
    text.write_text("\n\n".join(PARAGRAPHS) + "\n")
    done = shell("add", str(text), "--published", "2026-03-04")
    assert (done.returncode, done.stderr) == (0, "")
    with closing(sqlite3.connect(tmp_path / "archive.db")) as archive:
        row = archive.execute(
            "select headline, text, published_at, published_precision, reader from articles"
        ).fetchone()
    assert row[:2] == ("Lantern orders a drama", "\n\n".join(PARAGRAPHS) + "\n")
    assert (row[2][:10], row[3], row[4]) == ("2026-03-04", "day", "text")
    assert "nothing new" in shell("add", str(text), "--published", "2026-03-04").stdout
    assert shell("reread").returncode == 0
    assert count(tmp_path, "articles") == count(tmp_path, "versions") == 1


def test_what_is_no_text_is_not_added(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("\n")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0")
    (tmp_path / "fine.txt").write_text(LONG)
    done = shell("add", "empty.txt", "picture.txt", "fine.txt")
    assert done.returncode == 1
    assert "empty.txt: is empty" in done.stderr
    assert "picture.txt: is neither HTML nor plain text" in done.stderr
    assert done.stdout == "fine.txt: added\n"
    done = shell("add", "fine.txt", "--published", "next tuesday")
    assert (done.returncode, "is no date" in done.stderr) == (1, True)
    done = shell("add", "fine.txt", "--url", "not a url")
    assert (done.returncode, "--url: not an absolute http(s) URL" in done.stderr) == (2, True)
    assert shell("reread").returncode == 0


def test_a_page_by_its_address(shell: Shell, site: Any, tmp_path: Path) -> None:
    done = shell("add", site.url("/a"))
    assert (done.returncode, done.stderr) == (0, "")
    with closing(sqlite3.connect(tmp_path / "archive.db")) as archive:
        assert archive.execute("select source, headline from articles").fetchall() == [("harbor-gazette", "Story a")]


def test_check_prints_a_story_and_writes_nothing(shell: Shell, site: Any, tmp_path: Path) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    done = shell("check", "harbor-gazette")
    assert done.returncode == 0, done.stderr
    story = json.loads(done.stdout)
    assert (story["headline"], story["url"], story["source"]) == ("Story a", site.url("/a"), "harbor-gazette")
    assert story["published"] == {
        "at": "2026-03-04T11:30:00+00:00",
        "precision": "second",
        "verbatim": "2026-03-04T11:30:00Z",
    }
    assert f"feed {site.url('/feed/')}: 200 ok" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_extract_takes_text_html_and_json_lines(shell: Shell, site: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two  spaces stay.\n\nSo does this.")
    (tmp_path / "b.html").write_text(site.page("Story b", *PARAGRAPHS))
    done = shell("extract", "a.txt", "b.html")
    assert done.returncode == 0, done.stderr
    plain, page = map(json.loads, done.stdout.splitlines())
    assert (plain["id"], plain["text"]) == ("a.txt", "Two  spaces stay.\n\nSo does this.")
    assert (page["headline"], page["text"]) == ("Story b", "\n\n".join(PARAGRAPHS))
    assert plain.keys() >= {
        "id",
        "headline",
        "text",
        "quotes",
        "credits",
        "announcement",
        "titles",
        "seconds",
    }

    whole = '{"id": "z", "text": "Two.", "headline": "H", "published": null}'
    lines = f'{{"id": "x", "text": "One."}}\n{{"id": "y"}}\n{whole}\n'
    done = shell("extract", "--jsonl", "-", input=lines)
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["x", "z"]
    assert "-:2: expected" in done.stderr


def test_a_credit_that_extract_prints_has_its_season_and_status(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ada Pell has joined the cast of “Low Water” for its third season as Joan Creel.")
    (told,) = json.loads(shell("extract", "a.txt").stdout)["credits"]
    assert told["evidence"]
    for field in ("start", "end", "evidence"):
        del told[field]
    assert told == {
        "name": "Ada Pell",
        "kind": "person",
        "role": "cast",
        "title": "Low Water",
        "character": "Joan Creel",
        "season": "3",
        "status": "joins",
    }


def test_sources_and_status(shell: Shell) -> None:
    assert [source["slug"] for source in json.loads(shell("sources", "--json").stdout)] == ["harbor-gazette"]
    assert "Harbor Gazette" in shell("sources").stdout
    shell("collect")
    (row,) = json.loads(shell("status", "--json").stdout)["sources"]
    assert (row["source"], row["articles"], row["problems"]) == ("harbor-gazette", 1, [])
    assert "harbor-gazette" in shell("status").stdout


def test_status_shows_a_source_that_nobody_looked_at_and_one_that_nobody_is_to_look_at(
    shell: Shell, tmp_path: Path
) -> None:
    shell("collect")
    written = tmp_path / "onrecord.toml"
    written.write_text(written.read_text().replace("harbor-gazette", "lighthouse"))
    before, new = json.loads(shell("status", "--json").stdout)["sources"]
    assert (before["source"], before["configured"], before["articles"]) == ("harbor-gazette", False, 1)
    assert (new["source"], new["configured"], new["last_attempt_at"]) == ("lighthouse", True, None)
    done = shell("status")
    assert done.returncode == 0
    states = {
        line.split("│")[1].strip(): line.split("│")[-2].strip() for line in done.stdout.splitlines() if "│" in line
    }
    assert states == {"harbor-gazette": "not collected", "lighthouse": "not tried yet"}


def test_the_demo_collects_twice_and_stops(shell: Shell, tmp_path: Path) -> None:
    done = shell("demo", "--no-serve", "--dir", "tour", "--port", "0")
    assert done.returncode == 0, done.stderr
    assert count(tmp_path / "tour", "articles") >= 15
    assert count(tmp_path / "tour", "versions") > count(tmp_path / "tour", "articles")
    again = shell("demo", "--no-serve", "--dir", "tour", "--port", "0")
    assert again.returncode == 0, again.stderr


def test_the_demo_never_replaces_somebodys_archive(shell: Shell, tmp_path: Path) -> None:
    shell("collect")
    done = shell("demo", "--no-serve", "--dir", ".")
    assert done.returncode == 2
    assert "no demo made it" in done.stderr
