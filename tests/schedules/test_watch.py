"""`onrecord watch`, `collect` and `status` as an operator has them: real processes and signals, a site on loopback."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from werkzeug import Request, Response

from schedules.commands.status import status
from scraper.errors import ConfigError

LONG = "The harbour lights went out one by one, and nobody on the quay could say afterwards who had seen them go. " * 4
ONRECORD = [sys.executable, "-c", "from schedules.cli import main; main()"]
# The clock of the day is put forward by a day when a file says so, as a machine finds it that was asleep: the clock by
# which the scheduler waits has stood still. And a heart that beats faster.
ASLEEP = """
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from schedules import desk

class Clock(desk.SystemClock):
    def now(self):
        return super().now() + timedelta(days=Path("slept").exists())

desk.SystemClock = Clock
import_module("schedules.commands.watch").HEARTBEAT = 0.2
"""
PATIENCE = 60.0
PROMPT = 10.0  # seconds, as promised

Start = Callable[..., subprocess.Popen[str]]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path, site: Any) -> Path:
    """A source that is looked at every second: two, as soon as a server is to be left alone for two."""
    (tmp_path / "onrecord.toml").write_text(
        'contact = "test@example.org"\nsources = []\n[[source]]\nslug = "harbor-gazette"\nname = "Harbor Gazette"\n'
        f'feeds = ["{site.url("/feed/")}"]\ntopics = []\nevery = "1s"\nloopback = true\n'
    )
    site.put("/feed/", site.rss(("/a", "Story a")), "application/rss+xml")
    site.put("/a", site.page("Story a", LONG))
    return tmp_path


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    running: list[subprocess.Popen[str]] = []

    def begin(*arguments: str, first: str = "", **environment: str) -> subprocess.Popen[str]:
        python, option, program = ONRECORD
        process = subprocess.Popen(
            [python, option, first + program, *arguments],
            cwd=folder,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def onrecord(folder: Path) -> Run:
    def do(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*ONRECORD, *arguments],
            cwd=folder,
            env={**os.environ, "COLUMNS": "200"},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    return do


class Gate:
    """A page that is not served until the test says so."""

    def __init__(self, answer: Response) -> None:
        self.asked, self.open, self.answer = threading.Event(), threading.Event(), answer

    def __call__(self, _request: Request) -> Response:
        self.asked.set()
        self.open.wait(PATIENCE)
        return self.answer


@pytest.fixture
def gate(site: Any) -> Iterator[Gate]:
    made = Gate(Response(site.page("Story b", LONG), 200, content_type="text/html"))
    site.custom["/b"] = made
    site.put("/feed/", site.rss(("/b", "Story b"), ("/c", "Story c")), "application/rss+xml")
    site.put("/c", site.page("Story c", LONG))
    yield made
    made.open.set()


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    try:
        with closing(sqlite3.connect(f"file:{folder / 'archive.db'}?mode=ro", uri=True)) as archive:
            return archive.execute(query).fetchall()
    except sqlite3.OperationalError:
        return []  # not there yet


def until(true: Callable[[], object]) -> None:
    """Waits for another process, which has no other way to say so than its files."""
    deadline, pause = time.monotonic() + PATIENCE, threading.Event()
    while not true():
        assert time.monotonic() < deadline
        pause.wait(0.05)


def asked_by(process: subprocess.Popen[str], gate: Gate) -> None:
    until(lambda: gate.asked.is_set() or process.poll() is not None)
    assert gate.asked.is_set(), process.communicate()


def stopped(process: subprocess.Popen[str], number: int = signal.SIGTERM) -> tuple[int, str, float]:
    """Exit code, standard error and seconds, after a signal."""
    begun = time.monotonic()
    process.send_signal(number)
    _, errors = process.communicate(timeout=PATIENCE)
    return process.returncode, errors, time.monotonic() - begun


@pytest.mark.parametrize(("number", "looks"), [(signal.SIGTERM, 3), (signal.SIGINT, 1)])
def test_it_watches_until_it_is_told_to_stop(folder: Path, start: Start, site: Any, number: int, looks: int) -> None:
    process = start("watch", TZ="America/New_York")
    until(lambda: sum("/feed/" in each for each in site.asked) >= looks and rows(folder, "select 1 from beats"))
    code, errors, seconds = stopped(process, number)
    assert (code, errors) == (0, "")
    assert seconds < PROMPT
    assert rows(folder, "select count(*) from articles") == [(1,)]
    assert rows(folder, "select command, finished_at is not null from runs") == [("watch", 1)]
    ((next_at, apart),) = rows(folder, "select next_at, abs(julianday(next_at) - julianday('now')) * 86400 from beats")
    assert next_at.endswith("Z")
    assert apart < 600  # UTC, whatever the machine's zone


def test_a_machine_that_wakes_up_finds_what_is_late_at_the_next_heartbeat(
    folder: Path, start: Start, site: Any
) -> None:
    config = folder / "onrecord.toml"
    config.write_text(config.read_text().replace('"1s"', '"6h"'))
    process = start("watch", first=ASLEEP)
    until(lambda: rows(folder, "select 1 from beats"))
    assert sum("/feed/" in each for each in site.asked) == 1
    (folder / "slept").touch()
    until(lambda: sum("/feed/" in each for each in site.asked) == 2)
    assert stopped(process)[:2] == (0, "")


def test_sigterm_finishes_the_page_in_hand(folder: Path, start: Start, gate: Gate) -> None:
    process = start("watch")
    asked_by(process, gate)
    process.send_signal(signal.SIGTERM)
    threading.Timer(1.0, gate.open.set).start()
    code, errors, seconds = stopped(process, 0)
    assert (code, errors) == (0, "")
    assert seconds < PROMPT
    assert rows(folder, "select headline from articles") == [("Story b",)]  # and no page after it


def test_a_server_that_does_not_answer_holds_nothing_up(folder: Path, start: Start, gate: Gate, site: Any) -> None:
    process = start("watch")
    asked_by(process, gate)
    code, errors, seconds = stopped(process)
    assert code == 0
    assert "stopped in the middle of a page" in errors
    assert seconds < PROMPT
    gate.open.set()
    start("watch")
    until(lambda: rows(folder, "select count(*) from articles") == [(2,)])  # the next start goes on from there


def test_a_killed_service_goes_on_at_the_next_start(folder: Path, start: Start, gate: Gate) -> None:
    process = start("watch")
    asked_by(process, gate)
    process.kill()
    process.wait()
    gate.open.set()
    start("watch")
    until(lambda: rows(folder, "select count(*) from articles") == [(2,)])
    for name in ("archive.db", "captures.db"):
        with closing(sqlite3.connect(folder / name)) as database:
            assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
            assert database.execute("pragma foreign_key_check").fetchall() == []
    assert rows(folder, "select command, ended from runs order by id") == [("watch", "interrupted"), ("watch", None)]


def test_only_one_service_at_a_time(start: Start, onrecord: Run) -> None:
    process = start("watch")
    assert process.stdout is not None
    assert process.stdout.readline().startswith("Watching 1 sources")
    second = onrecord("watch")
    assert (second.returncode, "another `onrecord watch` is at work" in second.stderr) == (75, True)
    assert "Traceback" not in second.stderr


def test_collect_and_watch_do_not_overlap(start: Start, onrecord: Run, gate: Gate) -> None:
    process = start("watch")
    asked_by(process, gate)
    second = onrecord("collect")
    assert (second.returncode, second.stdout) == (75, "")
    (line,) = second.stderr.splitlines()
    assert "another run is at work" in line
    gate.open.set()
    assert stopped(process)[0] == 0


def test_a_second_collect_says_so_and_exits_with_75(start: Start, onrecord: Run, gate: Gate, folder: Path) -> None:
    first = start("collect", "--json")
    asked_by(first, gate)
    assert onrecord("collect").returncode == 75
    gate.open.set()
    out, errors = first.communicate(timeout=PATIENCE)
    assert (first.returncode, errors) == (0, "")
    summary = json.loads(out)
    assert summary["sources"] == [{"source": "harbor-gazette", "saved": 2, "unchanged": 0, "failed": []}]
    assert (summary["alarms"], summary["exit_code"], summary["interrupted"]) == (
        {"raised": [], "cleared": []},
        0,
        False,
    )


def test_collect_stops_when_it_is_told_to(start: Start, gate: Gate, folder: Path) -> None:
    process = start("collect", "--json")
    asked_by(process, gate)
    process.send_signal(signal.SIGTERM)
    gate.open.set()
    out, _ = process.communicate(timeout=PATIENCE)
    assert (process.returncode, json.loads(out)["interrupted"]) == (130, True)
    assert rows(folder, "select headline from articles") == [("Story b",)]


def test_collect_is_not_held_up_by_a_server_that_does_not_answer(start: Start, gate: Gate) -> None:
    process = start("collect")
    asked_by(process, gate)
    code, _, seconds = stopped(process)
    assert code == 130
    assert seconds < PROMPT


def old(folder: Path, days: int) -> None:
    """As if everything so far had happened that many days ago."""
    with closing(sqlite3.connect(folder / "captures.db")) as captures, captures:
        for table, column in (("attempts", "at"), ("captures", "fetched_at"), ("visits", "first_seen_at")):
            captures.execute(
                f"update {table} set {column} = strftime('%Y-%m-%dT%H:%M:%f000Z', {column}, '-{days} days')"
            )
        captures.execute("update visits set published_at = null, next_visit_at = null")


def test_from_a_crontab_an_alarm_is_said_told_and_monitored(
    folder: Path, onrecord: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "tell").write_text("#!/bin/sh\ntest -e up || { echo no mail server >&2; exit 1; }\ncat >> told.jsonl\n")
    (folder / "tell").chmod(0o755)
    with (folder / "onrecord.toml").open("a") as config:
        config.write('[alarm]\ncommand = "./tell"\n')
    assert onrecord("collect").returncode == 0
    old(folder, 8)
    done = onrecord("collect", "--json")
    assert done.returncode == 1
    alarm, hook = done.stderr.splitlines()
    assert alarm.startswith("ALARM harbor-gazette: quiet: nothing new since")
    assert hook.startswith("alarm 1 could not be told, and is tried again in 15 minutes: ")
    assert hook.endswith("exited with 1: no mail server")
    (raised,) = json.loads(done.stdout)["alarms"]["raised"]
    assert (raised["id"], raised["kind"], raised["cleared_at"]) == (1, "quiet", None)

    trial = onrecord("status", "--try-hook")
    assert (trial.returncode, "no mail server" in trial.stderr) == (1, True)
    (folder / "up").touch()
    assert onrecord("status", "--try-hook").stdout.splitlines() == [
        "The hook took the test.",
        "What it would not take before (1) it is told at the next look.",
    ]
    again = onrecord("collect")
    assert (again.returncode, again.stderr) == (0, "")  # raised once, and now told
    test, event = map(json.loads, (folder / "told.jsonl").read_text().splitlines())
    assert test["event"] == "test"
    assert (event["event"], event["kind"], event["source"]) == ("raised", "quiet", "harbor-gazette")

    config_file = ["--config", str(folder / "onrecord.toml")]
    assert status.main(config_file, standalone_mode=False) == 1
    assert "ALARM 1 harbor-gazette: quiet: nothing new since" in capsys.readouterr().out
    assert status.main([*config_file, "--json"], standalone_mode=False) == 1
    (row,) = json.loads(capsys.readouterr().out)["sources"]
    assert ([each["id"] for each in row["alarms"]], row["stalled"], row["normal"]["pages"]) == ([1], False, 1)
    with pytest.raises(ConfigError, match="there is no open alarm 7"):
        status.main([*config_file, "--accept", "7"], standalone_mode=False)
    assert status.main([*config_file, "--accept", "1"], standalone_mode=False) == 0
    assert capsys.readouterr().out.count("ALARM") == 0
    with closing(sqlite3.connect(folder / "archive.db")) as archive, archive:
        archive.execute("update source_health set last_attempt_at = '2026-01-01T00:00:00Z'")
        archive.execute("update collected set since = '2026-01-01T00:00:00Z'")
    assert status.main(config_file, standalone_mode=False) == 1
    assert "does the crontab run, or `onrecord watch`?" in capsys.readouterr().out


def test_a_watch_finds_the_lock_taken_and_waits(folder: Path, start: Start, site: Any) -> None:
    lock = FileLock(folder / "captures.db.lock")
    with lock:
        process = start("watch")
        assert process.stderr is not None
        assert "another run is at work" in process.stderr.readline()
        assert site.asked == []
    until(lambda: rows(folder, "select count(*) from articles") == [(1,)])
    assert stopped(process)[0] == 0
