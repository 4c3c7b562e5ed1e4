"""What is watched of a source, as values: how it was seen to behave, what is normal for it, and what is wrong.

They know no database, so that the deciding (`schedules.beat`, `schedules.health`) need not either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

AlarmKind = Literal[
    "quiet",  # we look, and nothing new comes
    "out of reach",  # we cannot look
    "field lost",  # pages that used to have a byline (a date, quotes, ...) no longer have one
    "short",  # texts are a fraction of what they were
    "unreadable",  # pages are had and cannot be read
    "quarantined",  # pages are had and are no articles: bot checks, consent walls, paywall stubs
    "etag",  # a feed changes and says it has not
]
PageResult = Literal["read", "quarantined", "unreadable"]


@dataclass(frozen=True, slots=True)
class Glimpse:
    """An item of a feed or listing: when we first saw it, and when it says it came out."""

    first_seen_at: datetime
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """How the latest reading of a page ended."""

    at: datetime
    result: PageResult
    url: str = ""
    detail: str = ""  # why, where it was not read


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What an article of the archive has."""

    seen_at: datetime  # first
    found: frozenset[str]  # which of `FIELDS` it has
    words: int
    quotes: int
    credits: int


FIELDS = ("text where the layout says", "byline", "date", "subhead", "quotes", "credits")


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """How asking for a feed or listing went. One that could not be read was not had."""

    first_at: datetime | None = None
    last_at: datetime | None = None
    last_success_at: datetime | None = None
    failing_since: datetime | None = None  # the first of the failures since the last success
    failures: int = 0  # since then


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """Everything an assessment of a source goes by; oldest first."""

    source: str
    feeds: Mapping[str, Looks] = field(default_factory=dict)  # and listings, by URL
    glimpses: tuple[Glimpse, ...] = ()
    endings: tuple[Ending, ...] = ()  # one a page
    pages: tuple[PageFacts, ...] = ()
    lying_feeds: tuple[str, ...] = ()  # URLs whose validators stayed as they were when new items came


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """What is normal for a source, as far as it is known."""

    source: str
    new_a_day: float
    days: float | None = None  # that this was learned from; None: an older program did not say
    pages: int  # that the rest was learned from
    read_fully: float | None = None  # share of pages, with every field that its pages usually have
    words: float | None = None  # a page, the median
    quotes: float | None = None  # a page, the mean
    credits: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What a source did on one day, to be held against what is normal."""

    source: str
    day: date  # UTC
    new: int  # items that came out
    pages: int  # articles first seen, of its newest 250; the rest is of these
    read_fully: float | None = None
    words: float | None = None
    quotes: float | None = None
    credits: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something a person must look at. There is one open alarm at most of a source, kind and subject."""

    source: str
    kind: AlarmKind
    message: str  # one line: what is wrong, and what to do
    raised_at: datetime
    subject: str = ""  # which field or feed
    normal: float  # what it was when all was well; an alarm is mended when it is so again
    found: float
    cleared_at: datetime | None = None
    id: int | None = None  # once it is stored
    tries: int = 0  # of the hook to take it, in vain
    trouble: str = ""  # why it did not
    given_up_at: datetime | None = None  # it is not tried again


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """When a source was last looked at by the service, and when it will be next."""

    last_at: datetime
    next_at: datetime
    length: timedelta  # learned, before jitter


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a source is to be collected."""

    every: timedelta
    patience: timedelta  # without a look, after which a person is told
    since: datetime | None = None  # it is to be; None: not known, or not yet
