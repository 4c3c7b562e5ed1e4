"""Kills `collect` and `reread` at every commit point, or at any moment, until they have come to their end all the same.

`python tests/faults/doomed.py --pages 300 --random 200 --reread 50` is the long form. A commit point is a transaction
that writes, told by what it writes to and about which page; the process is killed with SIGKILL once just before and
once just after each. Nothing of ours is replaced: SQLite's own trace, put on every connection, says what is about to
be done. What collects is the function that the command calls: first into an empty folder; a month later, when there are
sources, alarms and beats to forget and alarms to raise and to tell; and then without anybody to tell.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import press
from press import Press

from schedules import collecting, run
from schedules import desk as desks
from schedules import reread as rereading
from schedules.config import Config, Hook
from scraper.fetch import Clock, Limits, SystemClock
from scraper.page import Source
from storage import watching
from storage.archive import Archive
from storage.observations import Alarm, Beat, Norm

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # a kill is the same there, and no disk is waited for
LONGEST = 0.9  # seconds until a random kill
_WRITES = re.compile(
    r"\s*(insert|update|delete|replace|create|alter|drop)\b"
    r"(?:\s+(?:or\s+\w+|into|from|unique|virtual|table|index|view|trigger|if\s+(?:not\s+)?exists))*\s+[\"\[]?(\w+)",
    re.IGNORECASE,
)
_ROWS = re.compile("(insert|update|delete) ")
# Which page, source or alarm a transaction is about; numbers of runs differ from kill to kill.
_ABOUT = re.compile(
    r"/story-\d+|(?<=where id = ')\w+(?=')|(?<=')source-\w+(?=')|\w+_told_at(?= = ')|(?<=trouble = '' where id = )\d+"
)
# What tells of runs and of time, not of what was published.
_OF_RUNS = (
    *("runs", "attempts_summary", "source_health", "source_norms", "source_days", "alarms", "beats"),
    *("collected", "quarantine"),
)
# What is remembered of the sources, but for times and what is counted by them; a rebuilt archive has forgotten it.
_REMEMBERED = {
    "alarms": (
        *("source", "kind", "subject", "normal", "accepted", "tries", "trouble", "cleared_at is null"),
        *("raise_told_at is null", "clear_told_at is null", "next_try_at is null", "given_up_at is null"),
    ),
    "beats": ("source", "last_at", "next_at", "seconds"),  # only the service changes them
    "source_norms": ("source", "pages", "read_fully", "words", "quotes", "credits"),
    "collected": ("source", "every", "patience"),
    "quarantine": ("source", "url", "result", "detail"),
    "runs where finished_at is null or ended is null": ("command",),
}
HOOK = Hook(command=("true",))
GONE = Source(slug="source-gone", name="Gone", homepage="http://gone.test/", feeds=("http://gone.test/feed/",))
MONTH = timedelta(days=30)
_SHADOWS = ("_data", "_idx", "_content", "_docsize", "_config")
Point = tuple[str, ...]
Work = Callable[[Config], None]


class Later(SystemClock):
    """A month ahead."""

    def now(self) -> datetime:
        return super().now() + MONTH


def collect(config: Config, clock: Clock | None = None) -> None:
    """What `onrecord collect` does, without the pauses of politeness."""
    limits = replace(Limits(), gap=timedelta(0))
    with desks.alone(config), desks.opened(config, clock=clock, limits=limits, resolve=press.resolve) as desk:
        chosen = list(config.sources.values())
        done = collecting.collect(chosen, desk, config, heard=lambda _reports, _news: None)
    if problems := [*(problem for report in done.reports for problem in report.failed), *done.untold]:
        raise AssertionError(problems)


def collect_later(config: Config) -> None:
    collect(config, Later())


def leave_behind(config: Config) -> None:
    """What the next pass has to put in order: a source that is configured no more, a feed that has moved, and beats."""
    first, at = next(iter(config.sources)), datetime(2026, 3, 4, tzinfo=UTC)
    with Archive(config.archive) as archive:
        archive.register([GONE])
        for slug, kind in ((GONE.slug, "quiet"), (first, "out of reach")):
            alarm = Alarm(source=slug, kind=kind, subject=GONE.feeds[0], message="m", raised_at=at, normal=0, found=2)
            watching.note(archive.file, Norm(source=slug, new_a_day=0, pages=0), [alarm], (), at)
            watching.keep_beat(archive.file, slug, Beat(last_at=at, next_at=at + MONTH, length=MONTH))


def reread(config: Config, *, anew: bool = False) -> None:
    """What `onrecord reread` does, or `onrecord reread --rebuild`."""
    with desks.alone(config):
        if anew:
            rereading.put_aside(config)
        with desks.opened(config) as desk:
            chosen = list(config.sources.values())
            reports = run.recorded("reread", desk, lambda: rereading.reread(chosen, desk))
    for report in reports:
        if report.failed:
            raise AssertionError(report.failed)


@dataclass
class Watch:
    """Follows the transactions of every connection, and ends the process at the first point that is not spared."""

    spared: set[Point]
    last_words: int  # a file descriptor, for the point at which it dies
    open: dict[int, list[str]] = field(default_factory=dict)  # by thread: what its transaction has written so far
    done: dict[int, Point] = field(default_factory=dict)  # by thread: what it has just committed

    def begin(self) -> None:
        """Follow every connection to a file that this process makes from now on."""
        connect = sqlite3.connect

        def traced(*arguments: Any, **named: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*arguments, **named)
            if arguments[0] != ":memory:":
                connection.set_trace_callback(self.told)
            return connection

        sqlite3.connect = traced  # type: ignore[assignment]

    def told(self, sql: str) -> None:
        thread = threading.get_ident()
        if (point := self.done.pop(thread, None)) is not None:
            self.die(("after", *point))
        start = sql[:12].lower()
        if start.startswith("begin"):
            self.open[thread] = []
        elif start.startswith("commit") and self.open.get(thread):
            point = tuple(sorted(set(self.open.pop(thread))))
            self.die(("before", *point))
            self.done[thread] = point
        elif start.startswith("pragma journ"):
            self.die(("before", "journal mode"))
        elif thread in self.open and (written := _WRITES.match(sql)):
            self.open[thread] += [f"{written[1].lower()} {written[2]}", *_ABOUT.findall(sql)]

    def die(self, point: Point) -> None:
        if point not in self.spared:
            os.write(self.last_words, json.dumps(point).encode() + b"\n")
            os.kill(os.getpid(), signal.SIGKILL)


def forked(work: Callable[[], None], *, seconds: float | None = None) -> bool:
    """Do the work in a process of its own; whether it was killed, by itself or after so many seconds.

    Raises RuntimeError where it ended badly otherwise.
    """
    child = os.fork()
    if not child:
        code = 1
        try:
            work()
            code = 0
        except BaseException:  # noqa: BLE001 - the process ends here, whatever it was
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    if os.WEXITSTATUS(status):
        raise RuntimeError("collecting ended badly")
    return False


def at_every_commit_point(config: Config, work: Work) -> set[Point]:
    """The work, killed at each commit point once, until it meets none that is new; the points."""
    met: set[Point] = set()
    while True:
        reading, writing = os.pipe()

        try:
            killed = forked(partial(_watched, partial(work, config), Watch(met, writing)))
            os.close(writing)
            said = os.read(reading, 65536).decode()
        finally:
            os.close(reading)
        check(config)
        if not killed:
            return met
        met |= {tuple(json.loads(line)) for line in said.splitlines()}  # two threads may die at once


def _watched(work: Callable[[], None], watch: Watch) -> None:
    watch.begin()
    work()


def at_random_moments(config: Config, chance: random.Random, kills: int) -> int:
    """Collect, killed now and then, at most so often; how often it was."""
    for number in range(kills):
        if not forked(lambda: collect(config), seconds=chance.uniform(0.02, LONGEST)):
            return number
        check(config)
    forked(lambda: collect(config))
    return kills


def rereads_at_random_moments(config: Config, chance: random.Random, kills: int) -> int:
    """Reread what was collected, with or without the old archive, killed so often; then once to the end."""
    began = time.perf_counter()
    forked(lambda: reread(config))
    longest, killed = time.perf_counter() - began, 0
    while killed < kills:
        anew = chance.random() < 0.3
        killed += forked(partial(reread, config, anew=anew), seconds=chance.uniform(0.02, longest))
        check(config)
    forked(lambda: reread(config))
    check(config)
    return killed


def check(config: Config) -> None:
    """Both files pass SQLite's checks of integrity, of foreign keys and of what full-text indexes say of their tables.

    Copies are looked at: to look is to recover.
    """
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        for path in (config.archive, config.captures):
            for part in path.parent.glob(f"{path.name}*"):
                if not part.name.endswith((".lock", "-shm")):
                    shutil.copy(part, folder)
            copy = Path(folder) / path.name
            if not copy.exists():
                continue
            with closing(sqlite3.connect(copy)) as connection:
                assert connection.execute("pragma integrity_check").fetchall() == [("ok",)], path
                assert connection.execute("pragma foreign_key_check").fetchall() == [], path
                indexes = "select name from sqlite_schema where sql like 'create virtual table%fts5%'"
                for (name,) in connection.execute(indexes).fetchall():  # raises DatabaseError where they differ
                    connection.execute(f"insert into {name} ({name}, rank) values ('integrity-check', 1)")


def archived(config: Config, *, remembered: bool = True) -> dict[str, list[str]]:
    """Every row of the archive, without times and without what is told of runs; and every page that was kept, once.

    `remembered`: with what is remembered of the sources, and runs that have no end.
    """
    found: dict[str, list[str]] = {}
    with closing(sqlite3.connect(config.archive)) as connection:
        named = "select name from sqlite_schema where type = 'table' and name not like 'sqlite%'"
        for (table,) in connection.execute(named).fetchall():
            if table not in _OF_RUNS and not table.startswith("_") and not table.endswith(_SHADOWS):
                found[table] = _rows(connection, table)
        if remembered:
            found |= {table: _rows(connection, table, columns) for table, columns in _REMEMBERED.items()}
    with closing(sqlite3.connect(config.captures)) as connection:
        found["kept bodies"] = _rows(connection, "bodies", ("sha256", "size"))
        page = ("source", "url", "final_url", "status", "result", "detail", "sha256")
        found["kept pages"] = _rows(connection, "captures where purpose = 'page'", page)
        found["plan"] = _rows(connection, "visits", ("source", "url", "state", "visits", "failures", "title"))
        found["asked for"] = _rows(connection, "attempts where purpose = 'page'", ("url", "outcome"))
    return found


def _rows(connection: sqlite3.Connection, table: str, columns: tuple[str, ...] = ()) -> list[str]:
    columns = columns or tuple(
        f'"{row[1]}"'
        for row in connection.execute(f"pragma table_info({table})")
        if not row[1].endswith("_at") and row[1] != "captured_key"
    )
    named = ", ".join(columns)
    return sorted(map(repr, connection.execute(f"select {named} from {table}").fetchall()))


def differences(config: Config, whole: dict[str, list[str]], *, remembered: bool = True) -> list[str]:
    """What is not as in an undisturbed run."""
    found = archived(config, remembered=remembered)
    lines = []
    for table in sorted(found.keys() | (whole.keys() if remembered else whole.keys() - _REMEMBERED.keys())):
        ours, theirs = found.get(table, []), whole.get(table, [])
        if ours != theirs:
            more, less = sorted(set(ours) - set(theirs)), sorted(set(theirs) - set(ours))
            lines.append(f"{table}: {len(ours)} rows, not {len(theirs)}; {more[:2]} instead of {less[:2]}"[:1000])
    return lines


@contextmanager
def configured(port: int, shop: Press) -> Iterator[Config]:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        yield Config(
            archive=Path(folder) / "archive.db", contact="", topics=(), sources=shop.configured(port), alarm=HOOK
        )


def passes(config: Config) -> Iterator[tuple[Config, Work]]:
    """Into an empty folder, a month later, and with nobody to tell."""
    yield config, collect
    forked(partial(leave_behind, config))
    yield config, collect_later
    forked(partial(leave_behind, config))
    yield replace(config, alarm=None), collect_later


def undisturbed(config: Config) -> list[dict[str, list[str]]]:
    """What the archive is to be after each of the passes."""
    found = []
    for settings, work in passes(config):
        forked(partial(work, settings))
        found.append(archived(config))
    return found


def trial(
    *, sources: int, pages: int, kills: int, rereads: int = 0, seed: int = 1, points: bool = True
) -> dict[str, Any]:
    """Everything, on a press of so many pages; what was found."""
    shop, chance = Press(sources, pages), random.Random(seed)
    found: dict[str, Any] = {"pages": pages, "commit points": 0, "random kills": 0, "passes": 0, "differences": []}
    found["written"] = set()
    with press.served(shop) as port:
        with configured(port, shop) as config:
            whole = undisturbed(config)
            found["articles"] = len(whole[0]["articles"])
        if rereads:
            with configured(port, shop) as config:
                forked(lambda: collect(config))
                found["commit points of a reread"] = len(at_every_commit_point(config, reread))
                found["differences"] += differences(config, whole[0])
                found["kills of a reread"] = rereads_at_random_moments(config, chance, rereads)
                found["differences"] += differences(config, whole[0], remembered=False)
        if points:
            with configured(port, shop) as config:
                for part, after in zip(passes(config), whole, strict=True):
                    points_met = at_every_commit_point(*part)
                    found["commit points"] += len(points_met)
                    found["written"] |= {
                        f"{when} {what}" for when, *about in points_met for what in about if _ROWS.match(what)
                    }
                    found["differences"] += differences(config, after)
        while found["random kills"] < kills:
            with configured(port, shop) as config:
                found["random kills"] += at_random_moments(config, chance, kills - found["random kills"])
                found["differences"] += differences(config, whole[0])
                found["passes"] += 1
    return {**found, "written": sorted(found["written"])}


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pages", type=int, default=300)
    asked.add_argument("--sources", type=int, default=3)
    asked.add_argument("--random", type=int, default=200)
    asked.add_argument("--reread", type=int, default=50, help="how often a reread is killed")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--no-points", action="store_true")
    given = asked.parse_args()
    print(
        json.dumps(
            trial(
                sources=given.sources,
                pages=given.pages,
                kills=given.random,
                rereads=given.reread,
                seed=given.seed,
                points=not given.no_points,
            ),
            indent=2,
        )
    )
