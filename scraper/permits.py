"""Whether a URL may be asked for now, and with what pause: the breaker and robots.txt of its origin."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from scraper import robots
from scraper.manners import Limits, Standings
from scraper.model import Attempt, Host, Outcome, Request
from scraper.wire import Ended

# Ends of a robots.txt that the page would share: it ends the same way, and nothing is learnt of the rules.
_SHARED: Final = frozenset[Outcome](("refused address", "no such host", "tls failed"))
# Ends of a robots.txt that are an answer: it is not there (RFC 9309 section 2.3.1.3) or the server is broken.
_ANSWERED: Final = frozenset[Outcome](
    ("gone", "client error", "server error", "redirect loop", "too many redirects", "bad redirect")
)


@dataclass(frozen=True, slots=True)
class Permit:
    """Leave to ask: the gap to keep from the host's last request, and how long to leave the origin alone afterwards."""

    gap: timedelta
    rest: timedelta = timedelta(0)
    note: str = ""


class Permits:
    """Asks `fetch` for a robots.txt where the one remembered is too old; safe to use from many threads."""

    def __init__(self, standings: Standings, limits: Limits, fetch: Callable[[Request], Attempt]) -> None:
        self._standings = standings
        self._limits = limits
        self._fetch = fetch
        self._asking: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def permit(self, url: str, origin: str, request: Request) -> Permit:
        """Raises Ended (breaker open, robots unavailable, disallowed) where the URL may not be asked for."""
        self.mind_breaker(origin)
        gap = max(self._limits.gap, request.delay)
        if request.purpose == "robots":
            return Permit(gap)
        rules = self._rules(origin, request)
        self.mind_breaker(origin)  # asking for robots.txt may have opened it
        if rules.state == "unavailable":
            raise Ended(
                "robots unavailable",
                f"{origin}/robots.txt answered 5xx or not at all, which forbids everything until it is back",
            )
        if not rules.allows(url):
            raise Ended("disallowed", f"{origin}/robots.txt forbids {url}")
        if rules.crawl_delay <= self._limits.longest_gap:
            return Permit(max(gap, rules.crawl_delay))
        asked = rules.crawl_delay.total_seconds()
        note = f"{origin}/robots.txt asks for {asked:g} s between requests: it is left alone for as long"
        return Permit(gap, rest=rules.crawl_delay, note=note)

    def mind_breaker(self, origin: str) -> None:
        until = self._standings.breaker(origin)
        if until is not None:
            raise Ended("breaker open", f"{origin} told us to wait until {until:%Y-%m-%d %H:%M:%S} UTC")

    def _rules(self, origin: str, request: Request) -> robots.Rules:
        """The origin's rules, remembered or asked for now. One thread asks, others wait for it to learn."""
        with self._lock:
            asking = self._asking.setdefault(origin, threading.Lock())
        with asking:  # a robots.txt needs no leave from another, so that no thread ever holds two of these
            host = self._standings.known(origin)
            if not self._standings.robots_are_fresh(host):
                host = self._learnt(origin, request)
            return robots.rules(host.robots_status, host.robots)

    def _learnt(self, origin: str, request: Request) -> Host:
        """Ask for robots.txt and remember what came of it, unless the breaker opened instead."""
        attempt = self._fetch(
            Request(
                url=f"{origin}/robots.txt",
                source=request.source,
                purpose="robots",
                delay=request.delay,
                loopback=request.loopback,
            )
        )
        if attempt.capture is not None:
            return self._standings.learn(origin, 200, robots.kept(attempt.capture.body))
        if attempt.outcome in _SHARED and not attempt.hops:
            raise Ended(attempt.outcome, attempt.detail)
        if attempt.outcome in ("rate limited", "breaker open"):
            return Host(origin=origin)  # no answer, and not to be remembered as one
        return self._standings.learn(origin, attempt.status if attempt.outcome in _ANSWERED else None, b"")
