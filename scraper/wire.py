"""The socket edge: resolve a name once, check every address, connect to what was checked, in time."""

# ruff: noqa: ARG002  (httpcore hands over host and timeouts: the checked address and the stopwatch replace them)

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import timedelta
from types import TracebackType
from typing import Any, Final

import httpcore

from scraper import addresses
from scraper.errors import FetchError
from scraper.model import Outcome

Resolver = Callable[[str, int], tuple[tuple[str, int], ...]]  # (host, port) -> (IP address, port) pairs
Dial = Callable[[str, int, float], httpcore.NetworkStream]  # (IP address, port, seconds) -> a connection

DIALLED: Final = 4  # addresses of a name that are tried; all are checked


class Ended(FetchError):  # noqa: N818  (an end need not be an error: "not modified" is one)
    """A try came to an end that is not a page."""

    def __init__(self, outcome: Outcome, detail: str) -> None:
        super().__init__(detail)
        self.outcome: Final = outcome
        self.detail: Final = detail


def system_resolver(host: str, port: int) -> tuple[tuple[str, int], ...]:
    """The addresses the machine's resolver gives, in its order. Raises OSError where it knows none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys((str(address[0]), int(address[1])) for *_, address in found))


def system_dial(ip: str, port: int, seconds: float) -> httpcore.NetworkStream:
    return httpcore.SyncBackend().connect_tcp(ip, port, timeout=seconds)


class Stopwatch:
    """The network seconds of one try. It runs inside `with`; the pauses of politeness do not count.

    It reads the machine's own clock, whatever clock is injected: sockets wait in real time.
    """

    def __init__(self, limit: timedelta) -> None:
        self._limit = limit.total_seconds()
        self._spent = 0.0
        self._since: float | None = None

    def __enter__(self) -> Stopwatch:
        self._since = time.monotonic()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._spent, self._since = self.spent, None

    @property
    def spent(self) -> float:
        return self._spent + (0.0 if self._since is None else time.monotonic() - self._since)

    def left(self) -> float:
        """Seconds until the deadline, more than 0. Raises Ended where it has passed."""
        left = self._limit - self.spent
        if left <= 0:
            raise self.too_slow()
        return left

    def too_slow(self) -> Ended:
        return Ended("too slow", f"the answer was not complete within {self._limit:g} s")


def checked(
    host: str, port: int, *, resolve: Resolver, loopback: bool, watch: Stopwatch
) -> tuple[tuple[str, int], ...]:
    """The addresses of a host, every one of which may be connected to.

    Raises Ended("refused address") if a single one may not: a name with one public and one private address
    is how DNS rebinding is done. Raises Ended("no such host") where there are none.
    """
    try:
        literal = addresses.literal(host)
    except ValueError as error:
        raise Ended("refused address", f"{error}; nothing was asked") from error
    found = ((literal, port),) if literal is not None else resolved(host, port, resolve, watch)
    for ip, _ in found:
        why = addresses.refusal(ip, loopback=loopback)
        if why:
            where = f"{host} is {ip}" if ip != host else ip
            raise Ended("refused address", f"{where}, {why}: only the public internet is asked")
    return found


def resolved(host: str, port: int, resolve: Resolver, watch: Stopwatch) -> tuple[tuple[str, int], ...]:
    """Resolve in a thread of its own: getaddrinfo knows no timeout and may take longer than the deadline."""
    answer: Future[tuple[tuple[str, int], ...]] = Future()

    def look_up() -> None:
        try:
            answer.set_result(resolve(host, port))
        except BaseException as error:  # noqa: BLE001  (raised again in the thread that waits)
            answer.set_exception(error)

    threading.Thread(target=look_up, name=f"resolve {host}", daemon=True).start()
    try:
        found = answer.result(timeout=watch.left())
    except TimeoutError as error:
        raise watch.too_slow() from error
    except (OSError, UnicodeError) as error:
        raise Ended("no such host", f"{host} could not be looked up: {error}") from error
    if not found:
        raise Ended("no such host", f"{host} has no address")
    return found


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to the given addresses, whatever name it is asked for. TLS is verified against the name."""

    def __init__(self, found: tuple[tuple[str, int], ...], watch: Stopwatch, dial: Dial) -> None:
        self._found = found[:DIALLED]
        self._watch = watch
        self._dial = dial

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        *first, last = self._found
        for at, (ip, its_port) in enumerate(first):
            try:  # a fair share of the time for each, so that one dead address does not take it all
                return self._connected(ip, its_port, self._watch.left() / (len(self._found) - at))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connected(*last, self._watch.left())

    def _connected(self, ip: str, port: int, seconds: float) -> httpcore.NetworkStream:
        return _TimedStream(self._dial(ip, port, seconds), self._watch)


class _TimedStream(httpcore.NetworkStream):
    """A connection on which every wait is cut to what is left of the deadline, which bounds a drip too."""

    def __init__(self, inner: httpcore.NetworkStream, watch: Stopwatch) -> None:
        self._inner = inner
        self._watch = watch

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._watch.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._watch.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            inner = self._inner.start_tls(ssl_context, server_hostname, self._watch.left())
        except httpcore.ConnectError as error:
            if isinstance(error.__cause__, ssl.SSLError):  # httpcore's pool takes the cause off
                raise Ended("tls failed", f"no trusted TLS connection to {server_hostname}: {error}") from error
            raise
        return _TimedStream(inner, self._watch)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


@contextmanager
def ends(watch: Stopwatch) -> Iterator[None]:
    """Turn what the network does into the `Ended` it is."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise watch.too_slow() from error
    except httpcore.ConnectError as error:
        raise Ended("connection failed", f"could not connect: {error}") from error
    except httpcore.NetworkError as error:
        raise Ended("connection failed", f"the connection broke: {error}") from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise Ended("protocol error", f"the answer is not HTTP as it should be: {error}") from error
