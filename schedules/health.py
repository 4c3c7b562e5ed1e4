"""What is normal for a source, and when to raise the alarm: every decision, and no doing.

What is normal is learned from the source itself: its newest `RECENT` pages are judged by those before them. Where
there are too few to learn from (the first weeks), rules stand in that fit any publisher: nothing new for a week is
too quiet, and half of the pages unreadable is too many. An alarm keeps what was normal when it was raised, and is
cleared when that is so again: a fault that lasts never becomes the norm.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import comb
from statistics import median

from schedules import beat
from schedules.norms import FEWEST, days, norm, share
from storage.observations import FIELDS, Alarm, AlarmKind, Day, Looks, Norm, Observed, PageFacts, PageResult

RECENT = 10  # pages that are judged
LEARNED = 20  # pages that a norm of fields and lengths is learned from
UNLIKELY = 0.001  # chance at which what is found is no longer put down to luck

FIRST_WEEKS = timedelta(days=14)  # and ten items: before that, no longest silence is known
FIRST_ITEMS = 10
FIRST_SILENCE = timedelta(days=7)
SHORTEST_SILENCE = timedelta(days=1)  # that is worth an alarm, however busy the source
LONGER = 2  # times the longest silence known
FOR_AN_OUTLIER = 50  # silences: of so many the longest may have been a fault, which is not to become the norm
UNSEEN_PAGES, UNSEEN_BAD = 10, 0.5  # what is believed of any source: of ten pages, half a page is bad
AT_LEAST_BAD = 3  # pages: one odd page is no jump
MENDED = 0.75  # of the normal share
OUT_OF_REACH = timedelta(days=1)
FAILURES = 3
STALLED = timedelta(days=1)  # or three times the longest beat: nobody has tried

_Accepted = Mapping[tuple[str, str], datetime]
_NOTHING: _Accepted = {}


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """What an assessment of a source changes."""

    norm: Norm
    days: tuple[Day, ...] = ()
    raised: tuple[Alarm, ...] = ()
    cleared: tuple[Alarm, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Sign:
    """One thing that is looked at: whether it is wrong, whether it is right, and neither."""

    kind: AlarmKind
    subject: str = ""
    wrong: bool
    right: Callable[[float], bool]  # given what was normal when the alarm was raised
    normal: float
    found: float
    message: str


def assess(
    seen: Observed,
    open_alarms: Collection[Alarm],
    now: datetime,
    *,
    accepted: _Accepted = _NOTHING,
) -> Assessment:
    """The norm as it is now, the alarms to raise, and those of `open_alarms` that are mended.

    Before a time in `accepted`, what an alarm of that kind and subject goes by does not count.
    """
    held = {(alarm.kind, alarm.subject): alarm for alarm in open_alarms if alarm.source == seen.source}
    raised, cleared = [], []
    for sign in _signs(seen, accepted, held):
        alarm = held.get((sign.kind, sign.subject))
        if alarm is None and sign.wrong:
            raised.append(_alarm(seen.source, sign, now))
        elif alarm is not None and not sign.wrong and sign.right(alarm.normal):
            cleared.append(alarm)
    return Assessment(
        norm=norm(seen, now),
        days=days(seen, now),
        raised=tuple(raised),
        cleared=tuple(cleared),
    )


def patience(every: timedelta) -> timedelta:
    """How long a source may go untried, before the service or the crontab must have stopped."""
    return max(STALLED, 3 * beat.bounds(every)[1])


def _alarm(source: str, sign: _Sign, now: datetime) -> Alarm:
    return Alarm(
        source=source,
        kind=sign.kind,
        subject=sign.subject,
        message=sign.message,
        raised_at=now,
        normal=round(sign.normal, 4),
        found=round(sign.found, 4),
    )


def _signs(seen: Observed, accepted: _Accepted, held: Collection[tuple[str, str]]) -> Iterator[_Sign]:
    unreachable = [_out_of_reach(seen.source, url, looks) for url, looks in seen.feeds.items()]
    yield from unreachable
    if not all(sign.wrong for sign in unreachable):
        yield _quiet(seen, accepted.get(("quiet", "")))
    yield _jump(seen, "quarantined", accepted)
    yield _jump(seen, "unreadable", accepted)
    for field in FIELDS:
        yield from _field(seen, field, accepted)
    yield from _short(seen, accepted)
    for kind, url in held:  # a feed that is no longer in the configuration, or no longer lies
        if kind == "out of reach" and url not in seen.feeds:
            yield _out_of_reach(seen.source, url, Looks())
        if kind == "etag" and url not in seen.lying_feeds:
            yield _etag(url, lies=False)
    for url in seen.lying_feeds:
        yield _etag(url, lies=True)


def _out_of_reach(source: str, url: str, looks: Looks) -> _Sign:
    """Failures alone do not count, but that there has been nothing else for a day of trying."""
    failing = looks.failing_since
    length = looks.last_at - failing if failing and looks.last_at else timedelta(0)
    return _Sign(
        kind="out of reach",
        subject=url,
        wrong=length >= OUT_OF_REACH and looks.failures >= FAILURES,
        right=lambda _normal: failing is None,
        normal=0.0,
        found=_days(length),
        message=f"{url} could not be had or read since {_time(failing)}, {looks.failures} times in a row; "
        f"`onrecord check {source}` says why",
    )


def _quiet(seen: Observed, since: datetime | None) -> _Sign:
    """Silence counts from the last new item to the last look that went well: not while nobody looked."""
    came = beat.arrivals(seen.glimpses)
    first = min((looks.first_at for looks in seen.feeds.values() if looks.first_at), default=None)
    looked = max((looks.last_success_at for looks in seen.feeds.values() if looks.last_success_at), default=None)
    last, limit = came[-1] if came else first, _patience(came, first)
    if since:  # the silence of then is normal, and another begins
        before = max((at for at in came if at <= since), default=first)
        limit = max(limit, LONGER * (since - before)) if before else limit
        last = max(last, since) if last else since
    silence = looked - last if looked and last else timedelta(0)
    return _Sign(
        kind="quiet",
        wrong=silence > limit,
        right=lambda normal: _days(silence) <= normal,
        normal=_days(limit),
        found=_days(silence),
        message=f"nothing new since {_time(last)}, though its feeds answer; "
        f"has the feed moved? `onrecord check {seen.source}` shows what is in it",
    )


def _patience(came: Sequence[datetime], first_look: datetime | None) -> timedelta:
    """How long a silence may last: twice the longest known, and a week at least while little is known.

    That week is then all we know, with the silence from our first look to the first item: a source that publishes
    once a month and gives its items no dates is quiet once, and then it is known for what it is.
    """
    silences = sorted(later - earlier for earlier, later in pairwise(came))
    known = len(came) >= FIRST_ITEMS and came[-1] - came[0] >= FIRST_WEEKS
    if known:
        longest = silences[-2] if len(silences) >= FOR_AN_OUTLIER else silences[-1]
        return max(LONGER * longest, SHORTEST_SILENCE)
    if first_look and 0 < len(came) < FIRST_ITEMS:  # of more, the first that is remembered may not be the first
        silences.append(came[0] - first_look)
    return max(LONGER * max(silences, default=FIRST_SILENCE / LONGER), FIRST_SILENCE)


def _jump(seen: Observed, kind: PageResult, accepted: _Accepted) -> _Sign:
    """Many more pages than usual ended that way."""
    assert kind != "read"
    since = accepted.get((kind, ""))
    bad = [ending.result == kind for ending in seen.endings if since is None or ending.at > since]
    before, recent = bad[:-RECENT], bad[-RECENT:]
    usual = (sum(before) + UNSEEN_BAD) / (len(before) + UNSEEN_PAGES)
    count = sum(recent)
    found = count / len(recent) if recent else 0.0
    advice = {
        "quarantined": "the site may ask for proof that a person is reading, or for consent; ask it less often",
        "unreadable": f"the site may have changed; `onrecord check {seen.source}` shows what is read",
    }[kind]
    return _Sign(
        kind=kind,
        wrong=len(recent) >= FEWEST and count >= AT_LEAST_BAD and _at_least(count, len(recent), usual) < UNLIKELY,
        right=lambda normal: found < normal + 0.15,
        normal=usual,
        found=found,
        message=f"{count} of its last {len(recent)} pages were {kind}, where {usual:.0%} are normal; {advice}",
    )


def _field(seen: Observed, field: str, accepted: _Accepted) -> Iterator[_Sign]:
    """A layout that stops finding something: a share of pages that halves, and not by luck."""
    before, recent = _split(seen.pages, accepted.get(("field lost", field)))
    if len(recent) < FEWEST:
        return
    usual = share(before, field)
    count = sum(field in page.found for page in recent)
    found = count / len(recent)
    unlikely = _at_most(count, len(recent), usual) < UNLIKELY
    yield _Sign(
        kind="field lost",
        subject=field,
        wrong=len(before) >= LEARNED and found <= usual / 2 and unlikely,
        right=lambda normal: found >= normal * MENDED,
        normal=usual,
        found=found,
        message=f"{count} of its last {len(recent)} pages have {_with_article(field)}, where {usual:.0%} are normal; "
        f"the layout needs a look: `onrecord check {seen.source}`",
    )


def _short(seen: Observed, accepted: _Accepted) -> Iterator[_Sign]:
    before, recent = _split(seen.pages, accepted.get(("short", "")))
    if len(recent) < FEWEST:
        return
    usual = float(median(page.words for page in before)) if before else 0.0
    found = float(median(page.words for page in recent))
    yield _Sign(
        kind="short",
        wrong=len(before) >= LEARNED and found < usual / 3,
        right=lambda normal: found >= normal / 2,
        normal=usual,
        found=found,
        message=f"its last {len(recent)} texts have {found:.0f} words, where {usual:.0f} are normal; "
        f"is a part cut off? `onrecord check {seen.source}` shows what is read",
    )


def _etag(url: str, lies: bool) -> _Sign:
    return _Sign(
        kind="etag",
        subject=url,
        wrong=lies,
        right=lambda _normal: True,
        normal=0.0,
        found=float(lies),
        message=f"{url} had new items and the same ETag or Last-Modified as before; it is now fetched in full "
        "on every look, and nothing is lost; tell the publisher",
    )


def _split(pages: Sequence[PageFacts], since: datetime | None) -> tuple[Sequence[PageFacts], Sequence[PageFacts]]:
    """The pages to learn from, and those to judge."""
    counted = [page for page in pages if since is None or page.seen_at > since]
    return counted[:-RECENT], counted[-RECENT:]


def _at_least(count: int, of: int, chance: float) -> float:
    """The chance of `count` or more of `of`, each of which has this chance."""
    return sum(comb(of, k) * chance**k * (1 - chance) ** (of - k) for k in range(count, of + 1))


def _at_most(count: int, of: int, chance: float) -> float:
    return _at_least(of - count, of, 1 - chance)


def _with_article(field: str) -> str:
    return f"a {field}" if field in ("byline", "date", "subhead") else field


def _time(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else "we first looked"


def _days(length: timedelta) -> float:
    return round(length / timedelta(days=1), 3)
