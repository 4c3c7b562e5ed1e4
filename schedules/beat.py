"""When to look at a source again: its beat, learned from how often it publishes; every decision, and no doing.

All times are aware UTC: there are no hours that a summer time repeats or leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.observations import Beat, Glimpse

SHORTEST = 3  # a source that is busy is looked at up to three times as often as `every` says
LONGEST = 4  # and one that is not, down to a fourth as often
FLOOR = timedelta(minutes=5)  # between two looks, unless `every` itself is shorter
CEILING = timedelta(hours=6)  # likewise, unless `every` is longer
JITTER = 0.1  # up to a tenth earlier or later, so that sources do not fall into step
FEWEST = 3  # items that make a rate
WINDOWS = (timedelta(days=1), timedelta(days=14))  # the busier of the two counts: a busy day is not an average one
SPREAD = timedelta(seconds=5)  # between sources that are all late, or all new
PUT_OFF = timedelta(minutes=1)  # when another run is at work
BELIEVED = timedelta(days=7)  # an item dated longer before we first saw it is old news, or misdated


def bounds(every: timedelta) -> tuple[timedelta, timedelta]:
    """The shortest and the longest beat of a source with that `every`, before jitter."""
    return min(every, max(FLOOR, every / SHORTEST)), max(every, min(CEILING, every * LONGEST))


def arrivals(glimpses: Iterable[Glimpse]) -> tuple[datetime, ...]:
    """When a source's items came out, in order.

    That is when they are dated, where the date can be believed; else when we first saw them, but not if that was
    on our first look, which sees weeks at once.
    """
    seen = sorted(glimpses, key=lambda glimpse: glimpse.first_seen_at)
    if not seen:
        return ()
    first_look = seen[0].first_seen_at
    found = []
    for glimpse in seen:
        dated = glimpse.published_at
        if dated is not None and glimpse.first_seen_at - BELIEVED <= dated <= glimpse.first_seen_at:
            found.append(dated)
        elif glimpse.first_seen_at > first_look:
            found.append(glimpse.first_seen_at)
    return tuple(sorted(found))


def interval(every: timedelta, came: Sequence[datetime], *, known_since: datetime, now: datetime) -> timedelta:
    """How long to leave a source alone: half the time between two of its items, within `bounds`.

    A source of which too little is known has the beat its declaration says; one that has brought hardly
    anything for a fortnight has the longest.
    """
    floor, ceiling = bounds(every)
    gaps = []
    for window in WINDOWS:
        recent = [at for at in came if now - window < at <= now]
        if len(recent) >= FEWEST:
            gaps.append((now - recent[0]) / len(recent))
    if gaps:
        return min(max(min(gaps) / 2, floor), ceiling)
    return ceiling if now - known_since >= WINDOWS[-1] else every


def following(
    every: timedelta,
    length: timedelta,
    *,
    now: datetime,
    chance: float,
    next_visit: datetime | None = None,
    retry_at: datetime | None = None,
) -> Beat:
    """The beat after a look that ended now. `chance` is a random number between 0 and 1.

    A page that is to be visited sooner brings the look forward, down to the floor; a host that asked us to wait
    puts it off, up to the ceiling.
    """
    wait = length * (1 + JITTER * (2 * chance - 1))
    if next_visit is not None:
        wait = min(wait, next_visit - now)
    if retry_at is not None:
        wait = max(wait, retry_at - now)
    wait = max(wait, bounds(every)[0])
    return Beat(last_at=now, next_at=sane(now + wait, every, now), length=length)


def sane(next_at: datetime, every: timedelta, now: datetime) -> datetime:
    """The planned time, or the latest that can be meant: the clock was wrong when it was made, or is now."""
    return min(next_at, now + bounds(every)[1] * (1 + JITTER))


@dataclass(frozen=True, kw_only=True)
class Past:
    """What is known of a source when the service starts."""

    every: timedelta
    beat: Beat | None = None  # of the last service
    last_look: datetime | None = None  # by any command
    next_visit: datetime | None = None


def opening(sources: Mapping[str, Past], now: datetime) -> dict[str, datetime]:
    """When to look at each source first, after a start: where the last service was, if there was one.

    Whatever is late (or new) is looked at once, the longest overdue first, a few seconds apart.
    """
    wanted = {slug: _resumed(past, now) for slug, past in sources.items()}
    late = sorted((slug for slug in wanted if wanted[slug] <= now), key=lambda slug: wanted[slug])
    return wanted | {slug: now + SPREAD * place for place, slug in enumerate(late)}


def _resumed(past: Past, now: datetime) -> datetime:
    if past.beat is not None:
        at = past.beat.next_at
    elif past.last_look is not None:
        at = past.last_look + past.every
    else:
        return now
    if past.next_visit is not None:  # for instance of a look that was cut short
        at = min(at, past.next_visit)
    return sane(at, past.every, now)
