"""A real schedule replayed: 121 snapshots of one full-text feed, two a day, through real passes.

Run with -s to see the figures of docs/benchmarks.md.
"""

from __future__ import annotations

import gzip
import re
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import lxml.html

from schedules import alarms, run
from schedules.config import Config
from schedules.desk import Desk
from scraper.page import Source

Item = tuple[str, str]  # headline, normalised text
# What this feed puts around its articles, which is no part of their text: labels under it, a channel's
# advertisement in it, and zero-width characters that come and go round product names.
FURNITURE = re.compile(
    r"(?:Related (?:Roundup|Forum)s?:|Buyer.s Guide:|Tags?:|This article, ).*$"
    r"|Subscribe to the \w+ YouTube channel for more videos\.|\u200c"
)


def test_every_item_once_and_every_change_a_version(
    shared_data: Path, site: Any, desk: Desk, gazette: Source, config: Config, clock: Any
) -> None:
    source = replace(gazette, full_text=True)
    snapshots = sorted((shared_data / "feeds" / "macrumors").glob("*.xml.gz"))
    assert len(snapshots) == 121
    histories: dict[str, list[Item]] = {}
    requests, started = [], time.perf_counter()
    for snapshot in snapshots:
        clock.time = datetime.strptime(snapshot.name[:18], "%Y-%m-%dT%H%M%SZ").replace(tzinfo=UTC)
        body = gzip.decompress(snapshot.read_bytes())
        site.put("/feed/", body, "application/rss+xml", at=clock.time)
        remember(body, histories)
        report = run.run(source, desk)
        assert report.failed == (), snapshot.name
        assert alarms.look([source], desk) == alarms.News(), snapshot.name  # sixty days, and nothing to alarm anybody
        before = versions(config)
        clock.pass_by(minutes=15)
        site.asked.clear()
        again = run.run(source, desk)
        requests.append([each for each in site.asked if "robots" not in each])
        assert (again.saved, again.failed, versions(config)) == (0, (), before), snapshot.name
    seconds = time.perf_counter() - started
    assert all(len(each) == 1 for each in requests)
    unconditional = sum(each == ["GET /feed/"] for each in requests)  # once a day, whatever the ETag says
    assert 0 < unconditional <= 70

    stored = history(config)
    assert stored.keys() == histories.keys()
    numbers = {url: (len(stored[url]), len(histories[url])) for url in stored}
    differing = {url: (ours, theirs) for url, (ours, theirs) in numbers.items() if ours != theirs}
    print(
        f"\n{len(snapshots)} snapshots, {len(snapshots) * 2} passes: {len(stored)} items, "
        f"{sum(map(len, stored.values()))} versions, {sum(len(each) > 1 for each in stored.values())} items edited, "
        f"{seconds:.1f} s; captures.db {config.captures.stat().st_size / 2**20:.1f} MiB for "
        f"{sum(len(gzip.decompress(each.read_bytes())) for each in snapshots) / 2**20:.1f} MiB of feeds"
    )
    assert differing == {}
    for url, items in stored.items():
        assert [headline for headline, _ in items] == [headline for headline, _ in histories[url]], url


def remember(body: bytes, histories: dict[str, list[Item]]) -> None:
    """What a reader of its own makes of a snapshot: each item's states, one a change."""
    for entry in feedparser.parse(body).entries:
        html = entry.content[0].value if "content" in entry else entry.summary
        text = folded(lxml.html.fromstring(f"<div>{html}</div>").text_content())
        item = (folded(entry.title), folded(FURNITURE.sub("", text)))
        states = histories.setdefault(entry.link.strip(), [])
        if not states or states[-1] != item:
            states.append(item)


def folded(text: str) -> str:
    return " ".join(text.split())


def history(config: Config) -> dict[str, list[Item]]:
    with closing(sqlite3.connect(config.archive)) as archive:
        rows = archive.execute(
            "select articles.url, versions.headline, versions.text from versions "
            "join articles on articles.id = versions.article order by articles.url, seq"
        )
        found: dict[str, list[Item]] = {}
        for url, headline, text in rows:
            found.setdefault(url, []).append((headline, text))
    return found


def versions(config: Config) -> int:
    with closing(sqlite3.connect(config.archive)) as archive:
        (count,) = archive.execute("select count(*) from versions").fetchone()
    return int(count)
