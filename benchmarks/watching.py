"""What a look costs beside the look itself, on a source watched for a year: `python benchmarks/watching.py 100000`.

Makes a file of so many items of one source, each with its page, its article and a poll of the feed, five minutes
apart, and times what the service does after every look: assess the source, plan its next look, count its attempts.
"""

from __future__ import annotations

import hashlib
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from schedules import alarms, service
from schedules import desk as desks
from schedules.config import Config
from scraper.page import Source
from storage import stamps

FEED = "https://gazette.example/feed/"
GAZETTE = Source(slug="gazette", name="Gazette", homepage="https://gazette.example/", feeds=(FEED,))
WORDS = "The harbour lights went out one by one. " * 40
ROUNDS = 9


def fill(config: Config, number: int, now: datetime) -> None:
    times = [stamps.instant(now - timedelta(minutes=5) * place) for place in range(number, 0, -1)]
    urls = [f"https://gazette.example/{place}" for place in range(number)]
    with closing(sqlite3.connect(config.captures)) as captures, captures:
        captures.execute("insert into bodies (sha256, size, depth, data) values ('x', 1, 0, x'00')")
        visit = {"source": "gazette", "state": "visited", "visits": 1, "failures": 0, "categories": "[]"}
        words = dict.fromkeys(("guid", "title", "summary", "byline"), "")
        insert(
            captures,
            "visits",
            ({**visit, **words, "url": u, "first_seen_at": t} for u, t in zip(urls, times, strict=True)),
        )
        page = {"source": "gazette", "purpose": "page", "status": 200, "headers": "[]", "sha256": "x", "result": "read"}
        insert(
            captures,
            "captures",
            (
                {**page, "url": u, "final_url": u, "fetched_at": t, "detail": u}
                for u, t in zip(urls, times, strict=True)
            ),
        )
        poll = {"source": "gazette", "purpose": "feed", "url": FEED, "seconds": 0.1, "outcome": "not modified"}
        rest = {"detail": "", "hops": "[]", "received": 0, "conditional": 1}
        daily = {"outcome": "ok", "conditional": 0}  # in full
        polls = ({**poll, **rest, "at": t, **(daily if n % 288 == 0 else {})} for n, t in enumerate(times))
        insert(captures, "attempts", polls)
    with closing(sqlite3.connect(config.archive)) as archive, archive:
        blank = dict.fromkeys(("subhead", "byline", "canonical_reason"), "")
        fixed = {"headline": "Built", "source": "gazette", "text": WORDS, "words": 320, "language": "en", "marks": "[]"}
        read = {"reader": "layout", "extractor": "1", "capture": "x"}
        rows = (
            {
                **blank,
                **fixed,
                **read,
                "id": key,
                "url": u,
                "first_seen_at": t,
                "last_seen_at": t,
                "published_key": t + key,
            }
            for u, t in zip(urls, times, strict=True)
            for key in [hashlib.sha256(u.encode()).hexdigest()[:12]]
        )
        insert(archive, "articles", rows)


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[dict[str, object]]) -> None:
    for row in rows:
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        connection.execute(f"insert into {table} ({names}) values ({marks})", tuple(row.values()))


def cpu(work: Callable[[], object]) -> float:
    """Milliseconds of processor, the median: the machine may have other work to do."""
    taken = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        taken.append((time.process_time() - begun) * 1000)
    return statistics.median(taken)


def main(number: int) -> None:
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        config = Config(archive=Path(folder, "archive.db"), contact="", topics=(), sources={"gazette": GAZETTE})
        with desks.opened(config) as desk:
            fill(config, number, now)
            yesterday = (now - timedelta(days=1)).date()
            tasks: dict[str, Callable[[], object]] = {
                "assess": lambda: alarms.look([GAZETTE], desk),
                "plan": lambda: service.planned(GAZETTE, desk, now, 0.5),
                "count": lambda: desk.archive.summarise(desk.captures.summary(yesterday), since=yesterday),
                "validators": lambda: desk.captures.validators(FEED, now=now, source="gazette"),
            }
            print(f"{number} items: " + ", ".join(f"{name} {cpu(work):.1f} ms" for name, work in tasks.items()))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
