"""What is normal for a source, and what it did today, as figures for people to hold against each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from statistics import fmean, median

from schedules import beat
from storage.observations import FIELDS, Day, Ending, Norm, Observed, PageFacts

FEWEST = 5  # pages that say something
USUAL = 0.8  # share of pages that have a field, for it to be one that its pages usually have


def norm(seen: Observed, now: datetime) -> Norm:
    """What is normal, for people to read; what it was learned from includes the newest pages."""
    came = beat.arrivals(seen.glimpses)
    known = max((now - came[0]) / timedelta(days=1), 1.0) if came else 1.0
    rate, pages = round(len(came) / known, 2), seen.pages
    if len(pages) < FEWEST:
        return Norm(source=seen.source, new_a_day=rate, days=round(known, 1), pages=len(pages))
    return Norm(
        source=seen.source,
        new_a_day=rate,
        days=round(known, 1),
        pages=len(pages),
        read_fully=_read_fully(pages, seen.endings, usual(pages)),
        words=float(median(page.words for page in pages)),
        quotes=round(fmean(page.quotes for page in pages), 2),
        credits=round(fmean(page.credits for page in pages), 2),
    )


def days(seen: Observed, now: datetime) -> tuple[Day, Day]:
    """Yesterday, whose last items may have come after the last look at it, and today."""
    today = now.astimezone(UTC).date()
    return _day(seen, today - timedelta(days=1)), _day(seen, today)


def _day(seen: Observed, day: date) -> Day:
    new = sum(at.astimezone(UTC).date() == day for at in beat.arrivals(seen.glimpses))
    pages = [page for page in seen.pages if page.seen_at.astimezone(UTC).date() == day]
    endings = [ending for ending in seen.endings if ending.at.astimezone(UTC).date() == day]
    if not pages:
        read = 0.0 if endings and all(ending.result != "read" for ending in endings) else None
        return Day(source=seen.source, day=day, new=new, pages=0, read_fully=read)
    return Day(
        source=seen.source,
        day=day,
        new=new,
        pages=len(pages),
        read_fully=_read_fully(pages, endings, usual(seen.pages)),
        words=float(median(page.words for page in pages)),
        quotes=round(fmean(page.quotes for page in pages), 2),
        credits=round(fmean(page.credits for page in pages), 2),
    )


def usual(pages: Collection[PageFacts]) -> frozenset[str]:
    """The fields that a source's pages usually have."""
    return frozenset(field for field in FIELDS if share(pages, field) >= USUAL)


def share(pages: Collection[PageFacts], field: str) -> float:
    return fmean(field in page.found for page in pages) if pages else 0.0


def _read_fully(pages: Sequence[PageFacts], endings: Sequence[Ending], expected: frozenset[str]) -> float:
    full = fmean(expected <= page.found for page in pages)
    read = fmean(ending.result == "read" for ending in endings) if endings else 1.0
    return round(full * read, 3)
