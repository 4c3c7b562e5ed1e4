"""How collecting fares under load: `python benchmarks/load.py --pages 20000`.

One pass of `onrecord collect` over twelve sources on loopback, pauses of politeness set to zero, while somebody reads
the site of the archive as it grows. Each line of the table is a stretch of pages; work is processor time of the
collecting process alone, so that the growth from the first thousand to the last can be told on a busy machine.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import press
from press import Press

from schedules import alarms, run
from schedules import desk as desks
from schedules.config import Config
from scraper.fetch import Limits
from storage.serve import start

SOURCES = 12
PACE = 0.25  # seconds between two questions of the reader


@dataclass(frozen=True)
class Mark:
    """How things stood after so many pages."""

    pages: int
    seconds: float
    work: float  # seconds of processor
    memory: float  # MB at the peak so far
    archive: int  # bytes
    captures: int


@dataclass(frozen=True)
class Load:
    """A pass, by its stretches, and what a reader of the site met meanwhile."""

    marks: tuple[Mark, ...]
    articles: int
    problems: int
    reading: dict[str, Any]

    def work(self, first: int, last: int) -> float:
        """Milliseconds of processor a page, between two numbers of pages."""
        found = {mark.pages: mark for mark in self.marks}
        return (found[last].work - found[first].work) / (last - first) * 1000

    @property
    def seconds(self) -> float:
        return self.marks[-1].seconds - self.marks[0].seconds


class Meter:
    """Told of each page that is done, from whichever thread did it."""

    def __init__(self, config: Config, step: int) -> None:
        self._config, self._step = config, step
        self._done: dict[str, int] = {}
        self._lock = threading.Lock()
        self.marks = [self._mark(0)]

    def __call__(self, source: str, done: int, _planned: int) -> None:
        with self._lock:
            self._done[source] = done
            pages = sum(self._done.values())
            if pages >= self.marks[-1].pages + self._step:
                self.marks.append(self._mark(self.marks[-1].pages + self._step))
                print(f"{self.marks[-1]}", file=sys.stderr, flush=True)  # a long pass shows that it goes on

    def _mark(self, pages: int) -> Mark:
        return Mark(
            pages=pages,
            seconds=time.perf_counter(),
            work=time.process_time(),
            memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            archive=_size(self._config.archive),
            captures=_size(self._config.captures),
        )


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def load(folder: Path, pages: int, *, step: int, sources: int = SOURCES) -> Load:
    """One pass over so many pages."""
    print_shop = Press(sources, pages)
    with press.served(print_shop) as port:
        config = Config(archive=folder / "archive.db", contact="", topics=(), sources=print_shop.configured(port))
        limits = replace(Limits(), gap=timedelta(0))
        with desks.alone(config), desks.opened(config, limits=limits, resolve=press.resolve) as desk:
            meter = Meter(config, step)
            with _reader(config.archive) as found:
                chosen = list(config.sources.values())
                reports = run.recorded("collect", desk, lambda: run.collect(chosen, desk, meter))
            alarms.look(chosen, desk)
            articles = desk.archive.articles()
    return Load(tuple(meter.marks), articles, sum(len(report.failed) for report in reports), found)


@contextmanager
def _reader(archive: Path) -> Iterator[dict[str, Any]]:
    """Somebody who reads the site for as long as the block lasts, in a process of its own; then what it found."""
    found: dict[str, Any] = {}
    with subprocess.Popen(
        [sys.executable, __file__, "--read", str(archive)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": ":".join(filter(None, sys.path))},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()  # it has begun
        try:
            yield found
        finally:
            process.stdin.close()
            found |= json.loads(process.stdout.read())


def read(archive: Path) -> dict[str, Any]:
    """Ask for pages of the site until standard input ends: how many, how long, and how many errors."""
    done, waits, errors = threading.Event(), [], []
    threading.Thread(target=lambda: (sys.stdin.read(), done.set()), daemon=True).start()
    chance = random.Random(1)
    with start(archive) as site:
        print("reading", flush=True)
        while not done.wait(PACE):
            began = time.perf_counter()
            try:
                with urlopen(site.url + chance.choice(_pages(archive)), timeout=30) as answer:
                    answer.read()
            except OSError as error:
                errors.append(str(error))
            waits.append((time.perf_counter() - began) * 1000)
    waits.sort()
    middle, late = (statistics.median(waits), waits[int(len(waits) * 0.95)]) if waits else (0.0, 0.0)
    return {"read": len(waits), "errors": errors, "median": middle, "late": late}


def _pages(archive: Path) -> list[str]:
    """What a reader may ask for now: the first page, the tables, a search, and the newest article and person."""
    with closing(sqlite3.connect(archive, timeout=30)) as connection:
        article = connection.execute("select id from articles order by published_key desc limit 1").fetchone()
        person = connection.execute("select slug from people order by slug desc limit 1").fetchone()
    name = archive.stem
    pages = ["", f"{name}/articles", f"{name}/quotes", "-/search?q=story"]
    pages += [f"{name}/articles/{article[0]}"] if article else []
    return pages + ([f"{name}/people/{person[0]}"] if person else [])


def _table(found: Load) -> None:
    print("| pages | pages a second | ms of work a page | MB of memory | kB of archive.db a page | of captures.db |")
    print("|---:|---:|---:|---:|---:|---:|")
    for before, mark in zip(found.marks, found.marks[1:], strict=False):
        pages = mark.pages - before.pages
        print(
            f"| {mark.pages:,} | {pages / (mark.seconds - before.seconds):.0f} "
            f"| {(mark.work - before.work) / pages * 1000:.1f} | {mark.memory:.0f} "
            f"| {(mark.archive - before.archive) / pages / 1000:.1f} "
            f"| {(mark.captures - before.captures) / pages / 1000:.1f} |"
        )
    reading = found.reading
    print(f"\n{found.articles:,} articles in {found.seconds:.0f} s, {found.problems} problems; the site was read")
    print(
        f"{reading['read']} times meanwhile, {len(reading['errors'])} errors {reading['errors'][:3]}, "
        f"{reading['median']:.0f} ms in the median, {reading['late']:.0f} ms at the 95th percentile"
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pages", type=int, default=20_000)
    asked.add_argument("--step", type=int, default=1000, help="pages a line of the table")
    asked.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.read:
        print(json.dumps(read(given.read)))
        return
    with tempfile.TemporaryDirectory() as folder:
        _table(load(Path(folder), given.pages, step=given.step))


if __name__ == "__main__":
    main()
