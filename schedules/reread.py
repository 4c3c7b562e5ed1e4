"""The pure stages again over everything kept: how the archive is rebuilt from captures.db."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from schedules.desk import Desk
from schedules.digest import Digest
from schedules.run import Bars, no_bars, unread
from scraper.model import Capture, Report
from scraper.page import Source
from storage.captures import Result


def reread(sources: Sequence[Source], desk: Desk, progress: Bars = no_bars) -> list[Report]:
    """Every capture of the sources read anew, in the order they came; their articles are replaced in one transaction.

    What was kept and never read is read first, in the ordinary way: its links go on the plan. For the rest the plan
    is left as it is. Captures are marked only when the new articles are safe.
    """
    for source in sources:
        unread(Digest(source, desk), desk)
    marks: list[tuple[Capture, Result, str]] = []

    def later(capture: Capture, result: Result, detail: str) -> None:
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
    for capture, result, detail in marks:
        desk.captures.mark(capture, result, detail)
    progress("reread", total, total)
    return [digest.report() for digest in digests.values()]


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
