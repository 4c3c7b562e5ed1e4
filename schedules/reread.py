"""The pure stages again over everything kept: how the archive is rebuilt from captures.db."""

from __future__ import annotations

import heapq
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path

from schedules.config import Config
from schedules.desk import Desk
from schedules.digest import Digest, Planned
from schedules.run import Bars, no_bars, unread
from scraper.errors import ArchiveError
from scraper.model import Capture, Report
from scraper.page import Source
from storage.captures import Captures, Result


def reread(sources: Sequence[Source], desk: Desk, progress: Bars = no_bars) -> list[Report]:
    """Every capture of the sources read anew, in the order they came; their articles are replaced in one transaction.

    What was kept and never read is read first, in the ordinary way: its links go on the plan. For the rest the plan
    is left as it is. Captures are marked only when the new articles are safe.
    """
    for source in sources:
        unread(Digest(source, desk), desk)
    marks: list[tuple[Capture, Result, str]] = []

    def later(capture: Capture, result: Result, detail: str, _planned: Planned) -> None:
        marks.append((_without_body(capture), result, detail))

    digests = {source.slug: Digest(source, desk, planning=False, mark=later) for source in sources}
    slugs = [source.slug for source in sources]
    total, done = desk.captures.count(*slugs), 0
    with desk.archive.rebuilding(*slugs):
        for at, step in heapq.merge(_captures(slugs, desk), _sightings(slugs, desk), key=lambda each: each[0]):
            if isinstance(step, Capture):
                progress("reread", done, total)
                digests[step.source].digest(step)
                done += 1
            else:
                desk.archive.seen(step, at)
    desk.captures.mark_all(marks)
    progress("reread", total, total)
    return [digest.report() for digest in digests.values()]


def put_aside(config: Config) -> Path | None:
    """Give the archive another name, in whatever state it is; that name, or None where there is no archive.

    Raises ArchiveError where captures.db, from which it is to be made anew, is not whole: then nothing is touched.
    """
    if not config.captures.is_file():
        raise ArchiveError(f"{config.captures}: is not there, so no archive can be made from it. Put back a copy.")
    with Captures(config.captures) as captures:
        captures.require_whole()
    if not config.archive.exists():
        return None
    names = (config.archive.with_name(f"{config.archive.name}.{number}.damaged") for number in count(1))
    aside = next(name for name in names if not os.path.lexists(name))
    for suffix in ("-wal", "-shm", ""):  # the file last: a kill leaves one that opens, or none
        part = config.archive.with_name(config.archive.name + suffix)
        with suppress(FileNotFoundError):
            part.rename(aside.with_name(aside.name + suffix))
    return aside


def _captures(slugs: Sequence[str], desk: Desk) -> Iterator[tuple[datetime, Capture | str]]:
    for capture in desk.captures.replay(*slugs):
        yield capture.fetched_at, capture


def _sightings(slugs: Sequence[str], desk: Desk) -> Iterator[tuple[datetime, Capture | str]]:
    """When a page was said not to have changed, by the canonical URL of its article."""
    for url, at in desk.captures.sightings(*slugs):
        yield at, desk.captures.article_url(url) or url


def _without_body(capture: Capture) -> Capture:
    """Enough to mark it by: a rebuild must not hold every body in memory."""
    return replace(capture, body=b"")
