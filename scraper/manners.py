"""How we treat a host: by name, one request at a time, a pause between two, none while we are to wait."""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Final, Protocol

from scraper.errors import ConfigError
from scraper.model import Host

_SECONDS: Final = re.compile(r"[0-9]+")
_LONGEST: Final = 10**9  # seconds: more is not a time that any server means


class Clock(Protocol):
    """The time, and waiting: injected, so that tests and replays need neither."""

    def now(self) -> datetime: ...  # aware, UTC
    def monotonic(self) -> float: ...  # seconds
    def sleep(self, seconds: float) -> None: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class Memory(Protocol):
    """What must survive between runs. It is called under one lock, from whichever thread is fetching."""

    def host(self, origin: str) -> Host | None: ...
    def remember(self, host: Host) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much, how long and how often."""

    deadline: timedelta = timedelta(seconds=30)  # on the network, for one try with all its redirects
    max_bytes: int = 15 * 2**20  # of body, before and after decompression
    max_redirects: int = 5
    tries: int = 3  # in one pass, where the end may be a passing one
    retry_wait: timedelta = timedelta(seconds=1)  # before the second try; doubles, with up to 1 s of jitter
    gap: timedelta = timedelta(seconds=2)  # least time between two requests to a host
    longest_gap: timedelta = timedelta(seconds=60)  # a longer Crawl-delay is kept by the breaker, across passes
    robots_ttl: timedelta = timedelta(hours=24)  # RFC 9309 section 2.4
    robots_failure_ttl: timedelta = timedelta(minutes=30)  # an unavailable robots.txt is asked for again after it
    retry_after_cap: timedelta = timedelta(hours=24)
    breaker_first: timedelta = timedelta(minutes=1)  # where a 429 or 503 names no time; doubles with each strike


def software() -> str:
    """This program and its version, as what it writes is signed: "onrecord 0.1.0"."""
    try:
        return f"onrecord {version('onrecord')}"
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "onrecord 0"


def user_agent(contact: str) -> str:
    """Who we are to every server: onrecord/<version> (+contact).

    Raises ConfigError where the contact cannot stand in a header.
    """
    name = software().replace(" ", "/")
    contact = contact.strip()
    if not contact:
        return name
    if not contact.isascii() or not contact.isprintable() or "(" in contact or ")" in contact:
        raise ConfigError(f"contact {contact!r}: expected an e-mail address or URL in plain ASCII, no brackets")
    return f"{name} (+{contact})"


class Lanes:
    """One lane a host: requests go through it one by one, with a gap between the end of one and the next."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._lanes: dict[str, _Lane] = {}

    @contextmanager
    def turn(self, host: str, gap: timedelta) -> Iterator[None]:
        """Wait for the lane and the gap, then hold the lane. The holder must not ask for another lane."""
        with self._lock:
            lane = self._lanes.setdefault(host, _Lane())
        with lane.lock:
            if lane.left_at is not None:
                wait = lane.left_at + gap.total_seconds() - self._clock.monotonic()
                if wait > 0:
                    self._clock.sleep(wait)
            try:
                yield
            finally:
                lane.left_at = self._clock.monotonic()


class _Lane:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.left_at: float | None = None


class Standings:
    """How we stand with each origin: its breaker and its robots.txt, kept in the memory."""

    def __init__(self, memory: Memory, clock: Clock, limits: Limits) -> None:
        self._memory = memory
        self._clock = clock
        self._limits = limits
        self._lock = threading.Lock()

    def known(self, origin: str) -> Host:
        with self._lock:
            return self._memory.host(origin) or Host(origin=origin)

    def breaker(self, origin: str) -> datetime | None:
        """Until when the origin must not be asked; None where it may be.

        A time later than any wait we grant was written by a clock that has been put back since.
        """
        retry_at, now = self.known(origin).retry_at, self._clock.now()
        return retry_at if retry_at is not None and now < retry_at <= now + self._limits.retry_after_cap else None

    def strike(self, origin: str, header: str) -> datetime:
        """Open the breaker after a 429 or 503 with this Retry-After ("" for none); returns until when."""

        def struck(host: Host) -> Host:
            wait = self._wait(header, host.strikes)
            return replace(host, retry_at=self._clock.now() + wait, strikes=host.strikes + 1)

        host = self._change(origin, struck)
        assert host.retry_at is not None
        return host.retry_at

    def _wait(self, header: str, strikes: int) -> timedelta:
        """Never shorter than asked, and longer at random so that not all clients return at once."""
        asked = retry_after(header, self._clock.now())
        if asked is not None:
            wait = asked * random.uniform(1.0, 1.1)  # noqa: S311  (jitter, not a secret)
        else:
            wait = self._limits.breaker_first * 2 ** min(strikes, 16) * random.uniform(0.8, 1.2)  # noqa: S311
        return min(wait, self._limits.retry_after_cap)

    def rest(self, origin: str, length: timedelta) -> None:
        """Leave the origin alone for as long as its robots.txt asks; a breaker that is open longer stays so."""

        def resting(host: Host) -> Host:
            until = self._clock.now() + min(length, self._limits.retry_after_cap)
            return replace(host, retry_at=max(until, host.retry_at or until))

        self._change(origin, resting)

    def absolve(self, origin: str) -> None:
        """The origin answered as it should: forget its strikes."""
        host = self.known(origin)
        if host.strikes or host.retry_at is not None:
            self._change(origin, lambda host: replace(host, retry_at=None, strikes=0))

    def learn(self, origin: str, status: int | None, robots: bytes) -> Host:
        """Keep what came of asking for robots.txt; `status` None is no answer."""
        now = self._clock.now()
        return self._change(origin, lambda host: replace(host, robots=robots, robots_status=status, robots_at=now))

    def robots_are_fresh(self, host: Host) -> bool:
        if host.robots_at is None:
            return False
        failed = host.robots_status is None or host.robots_status >= 500
        ttl = self._limits.robots_failure_ttl if failed else self._limits.robots_ttl
        return timedelta(0) <= self._clock.now() - host.robots_at < ttl

    def _change(self, origin: str, change: Callable[[Host], Host]) -> Host:
        with self._lock:
            host = change(self._memory.host(origin) or Host(origin=origin))
            self._memory.remember(host)
            return host


def retry_after(header: str, now: datetime) -> timedelta | None:
    """How long a Retry-After asks us to wait, in either of its forms (RFC 9110 section 10.2.3).

    None where it is absent, unreadable, zero or past: a server that sent 429 does not mean "at once".
    """
    text = header.strip()
    if _SECONDS.fullmatch(text):
        wait = timedelta(seconds=min(int(text[:12]), _LONGEST))
        return wait or None
    try:
        at = parsedate_to_datetime(text)
        wait = (at if at.tzinfo is not None else at.replace(tzinfo=UTC)) - now
    except (ValueError, OverflowError):
        return None
    return wait if wait > timedelta(0) else None
