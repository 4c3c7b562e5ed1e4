"""The network edge: the one module that speaks HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from types import TracebackType
from typing import Final

import httpcore
import httpx
from tenacity import RetryCallState, Retrying, retry_if_result, stop_after_attempt, wait_exponential_jitter

from scraper import answers, coding
from scraper.manners import Clock, Lanes, Limits, Memory, Standings, SystemClock, user_agent
from scraper.model import Attempt, Capture, Outcome, Request
from scraper.permits import Permits
from scraper.wire import (
    CheckedBackend,
    Dial,
    Ended,
    Resolver,
    Stopwatch,
    checked,
    ends,
    system_dial,
    system_resolver,
)

__all__ = [
    "Clock",
    "Dial",
    "Fetcher",
    "Limits",
    "Memory",
    "Resolver",
    "SystemClock",
    "system_resolver",
    "user_agent",
]

ACCEPT: Final = (
    "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,"
    "application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"
)
OURS: Final = "x-onrecord-"  # headers of captures that we make ourselves: no server speaks for us
_PORTS: Final = {"http": 80, "https": 443}
_PASSING: Final = frozenset[Outcome](("connection failed", "protocol error", "server error"))


class Fetcher:
    """Fetches one request at a time per host, politely and within limits; safe to use from many threads.

    Proxies from the environment are not used: a proxy resolves names itself, so the address it connects to
    cannot be checked. Certificates of the operator's own (SSL_CERT_FILE, SSL_CERT_DIR) are. Every hop has a
    connection of its own: with seconds between two requests to a host there is little to reuse, and one that
    was allowed for one request (loopback) must not serve another. Cookies are never kept.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        memory: Memory,
        record: Callable[[Attempt], None],
        clock: Clock | None = None,
        limits: Limits | None = None,
        resolve: Resolver = system_resolver,
        dial: Dial = system_dial,
    ) -> None:
        self._user_agent = user_agent
        self._record = record
        self._clock = clock or SystemClock()
        self._limits = limits or Limits()
        self._resolve = resolve
        self._dial = dial
        self._tls = httpx.create_ssl_context()
        self._lanes = Lanes(self._clock)
        self._standings = Standings(memory, self._clock, self._limits)
        self._permits = Permits(self._standings, self._limits, self.fetch)

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is left open between requests."""

    def fetch(self, request: Request) -> Attempt:
        """The last attempt at the request; it and all before it were given to `record`.

        Never raises for anything the network does. Ends that may pass (connection failed, protocol error,
        server error) are tried again, three times in all, with a growing and jittered wait.
        """
        # tenacity is what stamina is made of; stamina itself cannot be given the injected clock's sleep.
        tries = Retrying(
            retry=retry_if_result(lambda attempt: attempt.outcome in _PASSING),
            stop=stop_after_attempt(self._limits.tries),
            wait=wait_exponential_jitter(initial=self._limits.retry_wait.total_seconds(), max=60, jitter=1),
            sleep=self._clock.sleep,
            retry_error_callback=_last,
        )
        return tries(self._tried, request)

    def _tried(self, request: Request) -> Attempt:
        trail = _Trail(request, Stopwatch(self._limits.deadline))
        capture: Capture | None = None
        outcome: Outcome = "ok"
        try:
            capture = self._followed(trail)
        except Ended as end:
            outcome = end.outcome
            trail.notes.insert(0, end.detail)
        attempt = Attempt(
            request=request,
            at=trail.at or self._clock.now(),
            seconds=trail.watch.spent,
            outcome=outcome,
            detail="; ".join(trail.notes),
            status=trail.status,
            hops=tuple(trail.hops),
            received=trail.received,
            capture=capture,
        )
        self._record(attempt)
        return attempt

    def _followed(self, trail: _Trail) -> Capture:
        """Ask, and follow redirects by hand: each hop is permitted, paced and checked like the first."""
        url = _usable(_parsed(trail.request.url, "refused address"), "refused address")
        seen = {str(url)}
        while True:
            permit = self._permits.permit(str(url), _origin(url), trail.request)
            trail.notes += [permit.note] if permit.note else []
            try:
                answer = self._hop(url, permit.gap, trail)
            finally:
                if permit.rest:
                    self._standings.rest(_origin(url), permit.rest)
            if isinstance(answer, Capture):
                return answer
            if str(answer) in seen:
                trail.hops.append(str(answer))
                raise Ended("redirect loop", f"{url} redirects back to {answer}")
            if len(trail.hops) >= self._limits.max_redirects:
                limit = self._limits.max_redirects
                raise Ended("too many redirects", f"more than {limit} redirects; {answer} was not asked")
            trail.hops.append(str(answer))
            if (url.scheme, answer.scheme) == ("https", "http"):
                trail.notes.append(f"{url} redirects from https to http, {answer}")
            seen.add(str(answer))
            url = answer

    def _hop(self, url: httpx.URL, gap: timedelta, trail: _Trail) -> Capture | httpx.URL:
        """One request and its answer: the page, or where it redirects to."""
        with self._lanes.turn(_host(url), gap):
            self._permits.mind_breaker(_origin(url))  # it may have opened while we waited
            trail.at = trail.at or self._clock.now()
            with trail.watch, ends(trail.watch):
                found = checked(
                    _host(url),
                    _port(url),
                    resolve=self._resolve,
                    loopback=trail.request.loopback,
                    watch=trail.watch,
                )
                backend = CheckedBackend(found, trail.watch, self._dial)
                question = self._question(url, trail.request)
                with (
                    _Transport(httpcore.ConnectionPool(self._tls, network_backend=backend)) as transport,
                    closing(transport.handle_request(question)) as response,
                ):
                    return self._judged(url, response, trail)

    def _question(self, url: httpx.URL, request: Request) -> httpx.Request:
        headers = {
            "User-Agent": self._user_agent,
            "Accept": ACCEPT,
            "Accept-Encoding": coding.ACCEPT_ENCODING,
            "Connection": "close",
        }
        if request.validators.etag:
            headers["If-None-Match"] = request.validators.etag
        if request.validators.last_modified:
            headers["If-Modified-Since"] = request.validators.last_modified
        # Latin-1, as the validators were read: an ETag may hold any byte above 0x7f
        return httpx.Request("GET", url, headers=httpx.Headers(headers, encoding="latin-1"))

    def _judged(self, url: httpx.URL, response: httpx.Response, trail: _Trail) -> Capture | httpx.URL:
        """What an answer means. Raises Ended where it is neither a page nor a redirect."""
        status = trail.status = response.status_code
        origin = _origin(url)
        if status in (429, 503):
            until = self._standings.strike(origin, response.headers.get("retry-after", ""))
            raise Ended("rate limited", f"{url} answered {status}: wait until {until:%Y-%m-%d %H:%M:%S} UTC")
        if status < 400 or status in (404, 410):
            self._standings.absolve(origin)
        if status == 304:
            unasked = "" if trail.request.validators else ", though it was not asked whether it had changed"
            raise Ended("not modified", f"{url} has not changed{unasked}")
        if status == 200:
            return self._captured(url, response, trail)
        if status in answers.REDIRECTS:
            return _redirected(url, response.headers.get("location", ""))
        raise Ended(answers.outcome(status), answers.sentence(str(url), status))

    def _captured(self, url: httpx.URL, response: httpx.Response, trail: _Trail) -> Capture:
        try:
            body = self._body(response, trail)
        except coding.TooLargeError as error:
            raise Ended("too large", f"{url}: {error}") from error
        except coding.BadCodingError as error:
            raise Ended("bad encoding", f"{url}: {error}") from error
        return Capture(
            source=trail.request.source,
            purpose=trail.request.purpose,
            url=trail.request.url,
            final_url=str(url),
            status=response.status_code,
            headers=_headers(response),
            body=body,
            fetched_at=self._clock.now(),
        )

    def _body(self, response: httpx.Response, trail: _Trail) -> bytes:
        name = coding.coding_of(response.headers.get_list("content-encoding"))
        declared = response.headers.get("content-length", "")
        if declared.isdigit() and int(declared) > self._limits.max_bytes:
            raise coding.TooLargeError(f"the body is said to be {declared} bytes, of {self._limits.max_bytes} allowed")
        body = BytesIO()  # which gives what it holds without a copy
        for piece in coding.decoded(_counted(response, trail), name, self._limits.max_bytes):
            trail.watch.left()  # decompressing takes time too
            body.write(piece)
        return body.getvalue()


@dataclass(slots=True)
class _Trail:
    """What is known so far of a try under way."""

    request: Request
    watch: Stopwatch
    at: datetime | None = None
    hops: list[str] = field(default_factory=list)
    status: int | None = None
    received: int = 0
    notes: list[str] = field(default_factory=list)


class _Transport(httpx.BaseTransport):
    """httpx over a connection pool of ours.

    No httpx.Client stands before it: it would keep cookies and send what a URL says before the @.
    """

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def _headers(response: httpx.Response) -> tuple[tuple[str, str], ...]:
    """The headers as they came, less those by which we note something ourselves (`OURS`)."""
    named = ((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers.raw)
    return tuple((name, value) for name, value in named if not name.startswith(OURS))


def _counted(response: httpx.Response, trail: _Trail) -> Iterator[bytes]:
    for chunk in response.iter_raw():
        trail.received += len(chunk)
        yield chunk


def _last(state: RetryCallState) -> Attempt:
    assert state.outcome is not None
    attempt: Attempt = state.outcome.result()
    return attempt


def _parsed(text: str, outcome: Outcome) -> httpx.URL:
    try:
        return httpx.URL(text)
    except (httpx.InvalidURL, ValueError) as error:
        raise Ended(outcome, f"{text[:200]!r} is not a URL: {error}") from error


def _usable(url: httpx.URL, outcome: Outcome) -> httpx.URL:
    """The URL as it is asked for: http(s), with a host, without fragment and credentials."""
    if url.scheme not in _PORTS:
        raise Ended("refused address", f"{str(url)[:200]!r} is neither http nor https")
    if not url.raw_host or not 0 < _port(url) < 65536:
        raise Ended(outcome, f"{str(url)[:200]!r} names no host and port that could be asked")
    return url.copy_with(userinfo=b"", fragment=None)


def _redirected(url: httpx.URL, location: str) -> httpx.URL:
    if not location.strip():
        raise Ended("bad redirect", f"{url} redirects without saying where to")
    try:
        target = url.join(location.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise Ended("bad redirect", f"{url} redirects to what is no URL, {location[:200]!r}: {error}") from error
    return _usable(target, "bad redirect")


def _host(url: httpx.URL) -> str:
    return url.raw_host.decode("ascii")


def _port(url: httpx.URL) -> int:
    return _PORTS[url.scheme] if url.port is None else url.port


def _origin(url: httpx.URL) -> str:
    """scheme://host[:port], the default port left out."""
    host = f"[{_host(url)}]" if ":" in _host(url) else _host(url)
    port = "" if _port(url) == _PORTS[url.scheme] else f":{url.port}"
    return f"{url.scheme}://{host}{port}"
