"""What `onrecord status` says for people and for monitoring; and that it only reads, so that anybody may ask."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from schedules import alarms, run
from schedules.config import Config
from schedules.desk import Desk
from scraper.page import Source
from storage import standing, telling, watching
from storage.archive import Archive
from storage.health import Health
from storage.observations import Alarm, Beat, Plan

START = datetime(2026, 3, 4, 12, tzinfo=UTC)
MAIN = "from schedules.cli import main; main()"
# Whoever is root may write what nobody may write, unless that right is given up (capabilities(7): CAP_DAC_OVERRIDE).
COMMONER = (
    "import ctypes, os;"
    "head = (ctypes.c_uint32 * 2)(0x20080522, 0); data = (ctypes.c_uint32 * 6)();"
    "os.getuid() or (ctypes.CDLL(None).capset(head, data) and os.abort());"
)
linux = pytest.mark.skipif(sys.platform != "linux", reason="rights as Linux has them")


def asked(folder: Path, *arguments: str, first: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", first + MAIN, "status", "--archive", str(folder / "archive.db"), *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": "300"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def archive(tmp_path: Path, config: Config, desk: Desk, gazette: Source, site: Any) -> Path:
    """An archive that was collected into once, and closed."""
    site.put("/feed/", site.rss(("/a", "Story a")), "application/rss+xml")
    site.put("/a", site.page("Story a", "The harbour lights went out one by one. " * 30))
    run.recorded("collect", desk, lambda: [run.run(gazette, desk)])
    alarms.look([gazette], desk)
    alarms.retire(desk, config)
    desk.captures.close()
    desk.archive.close()
    return tmp_path


@contextmanager
def sealed(folder: Path) -> Iterator[None]:
    """Nobody may write there, and nobody does."""
    before = {path.name: (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.iterdir()}
    modes = {path: path.stat().st_mode for path in (folder, *folder.iterdir())}
    for path in modes:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
        assert {path.name: (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.iterdir()} == before
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


@linux
def test_it_works_where_it_may_not_write(archive: Path) -> None:
    with sealed(archive):
        refused = subprocess.run([sys.executable, "-c", f"{COMMONER}open('x', 'w')"], cwd=archive, capture_output=True)
        assert b"PermissionError" in refused.stderr  # else this test says nothing
        done = asked(archive, "--json", first=COMMONER)
        assert done.stderr == ""
        found = {each["source"]: each for each in json.loads(done.stdout)["sources"]}
    assert found["harbor-gazette"]["articles"] == 1


@linux
def test_nor_does_it_matter_that_somebody_writes_or_was_killed(archive: Path) -> None:
    """What was written last is in the log beside the file, which is read as well."""
    script = (
        "import signal, sqlite3; db = sqlite3.connect('archive.db');"
        "db.execute(\"update sources set name = 'New'\"); db.commit(); print('ready', flush=True); signal.pause()"
    )
    with subprocess.Popen([sys.executable, "-c", script], cwd=archive, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        for what in ("writing", "killed"):
            if what == "killed":
                writer.send_signal(signal.SIGKILL)
                writer.wait()
            with sealed(archive):
                done = asked(archive, "--json", first=COMMONER)
            assert done.stderr == "", what
            names = {each["source"]: each["name"] for each in json.loads(done.stdout)["sources"]}
            assert names["harbor-gazette"] == "New", what


@linux
def test_an_older_file_that_it_may_not_write_is_refused_in_words(archive: Path) -> None:
    with closing(sqlite3.connect(archive / "archive.db")) as database, database:
        database.execute("drop table quarantine")
        database.execute("delete from _sqlite_migrations where name = 'standing'")
    with closing(sqlite3.connect(archive / "archive.db")) as database:
        database.execute("pragma wal_checkpoint(truncate)")
    with sealed(archive):
        done = asked(archive, first=COMMONER)
    assert done.returncode == 3
    assert "archive.db: cannot be written" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("tried", "since", "stalled"),
    [
        (None, None, False),  # nobody knows since when
        (None, 0.9, False),
        (None, 1.1, True),  # never tried, though it is to be collected
        (0.9, 300, False),
        (1.1, 300, True),
        (300, 0.9, False),  # came back
        (300, 1.1, True),
    ],
)
def test_a_source_that_nobody_looks_at(
    desk: Desk, gazette: Source, clock: Any, tried: float | None, since: float | None, stalled: bool
) -> None:
    now, archive = clock.now(), desk.archive.file
    if tried is not None:
        with archive.writing() as database:
            database.execute("insert or ignore into source_health (source) values (?)", (gazette.slug,))
            at = f"{now - timedelta(days=tried):%Y-%m-%dT%H:%M:%SZ}"
            database.execute("update source_health set last_attempt_at = ?", (at,))
    plan = Plan(
        every=gazette.every,
        patience=timedelta(days=1),
        since=None if since is None else now - timedelta(days=since),
    )
    (found,) = standing.status(archive, now, plans={gazette.slug: plan}).sources
    assert (found.stalled, found.wrong) == (stalled, stalled)
    states = {True: "never tried" if tried is None else "nobody looks", False: "fine" if tried else "not tried yet"}
    assert found.state[0] == states[stalled]


@pytest.mark.parametrize(
    ("due", "tried", "planned"),
    [(5, 60, True), (-5, 60, True), (-5, 1, True), (-60, 1, False), (-60, 55, True)],  # minutes from now, and ago
)
def test_a_plan_of_a_service_that_others_have_overtaken_is_none(due: int, tried: int, planned: bool) -> None:
    now = START
    beat = Beat(last_at=now, next_at=now + timedelta(minutes=due), length=timedelta(minutes=30))
    health = Health(source="a", name="A", articles=0, last_attempt_at=now - timedelta(minutes=tried))
    found = standing.Standing(health=health, plan=None, beat=beat)
    assert found.next_at == (beat.next_at if planned else None)


def test_since_when_a_source_is_collected_is_remembered(
    desk: Desk, gazette: Source, config: Config, clock: Any
) -> None:
    alarms.retire(desk, config)
    first = clock.now()
    clock.pass_by(days=3)
    other = replace(gazette, slug="lantern", name="The Lantern")
    alarms.retire(desk, replace(config, sources={**config.sources, "lantern": other}))
    plans = watching.plans(desk.archive.file)
    assert {slug: plan.since for slug, plan in plans.items()} == {"harbor-gazette": first, "lantern": clock.now()}
    assert plans["lantern"].every == gazette.every
    clock.pass_by(days=3)
    alarms.enrol([gazette], desk, all_there_is=False)  # `onrecord collect harbor-gazette`
    assert set(watching.plans(desk.archive.file)) == {"harbor-gazette", "lantern"}
    alarms.retire(desk, config)
    assert {slug: plan.since for slug, plan in watching.plans(desk.archive.file).items()} == {"harbor-gazette": first}


def test_a_source_in_the_configuration_that_no_command_ever_met(archive: Path) -> None:
    """A service that was not started again does not know of it; the configuration does."""
    config = archive / "onrecord.toml"
    config.write_text(
        'sources = []\n[[source]]\nslug = "lantern"\nname = "L"\nfeeds = ["https://lantern.example/feed/"]\n'
    )
    assert asked(archive).returncode == 0
    old = config.stat().st_mtime - 2 * 86400
    os.utime(config, (old, old))
    done = asked(archive)
    assert done.returncode == 1
    assert "lantern: last tried never; does the crontab run, and was `onrecord watch` started again" in done.stdout


def test_a_source_that_is_built_in_and_that_no_command_ever_met(archive: Path) -> None:
    """There is no configuration: they are to be collected since anything was."""
    done = asked(archive, "--json")
    assert done.returncode == 1
    states = {each["source"]: each["state"] for each in json.loads(done.stdout)["sources"]}
    assert (states["deadline"], states["harbor-gazette"]) == ("never tried", "not collected")
    with Archive(archive / "archive.db") as opened, opened.file.writing() as database:
        database.execute("delete from runs")
    assert asked(archive).returncode == 0


def test_what_the_hook_would_not_take_is_shown(archive: Path, clock: Any) -> None:
    quiet = Alarm(
        source="harbor-gazette", kind="quiet", message="nothing new", raised_at=clock.now(), normal=1, found=9
    )
    with Archive(archive / "archive.db") as opened:
        watching.note(opened.file, watching.norms(opened.file)["harbor-gazette"], [quiet], [], clock.now())
        (alarm,) = watching.alarms(opened.file)
        telling.refused(opened.file, alarm, clock.now(), trouble="no mail server", again_at=clock.now())
        assert "[the hook would not take it, 1 time: no mail server; it is tried again]" in asked(archive).stdout
        telling.refused(opened.file, alarm, clock.now(), trouble="no mail server", again_at=None)
        assert "2 times: no mail server; it is NOT tried again; mend it, then --try-hook]" in asked(archive).stdout
    (found,) = [
        each for each in json.loads(asked(archive, "--json").stdout)["sources"] if each["source"] == "harbor-gazette"
    ]
    hook = found["alarms"][0]["hook"]
    assert (hook["tries"], hook["trouble"], bool(hook["given_up_at"])) == (2, "no mail server", True)
