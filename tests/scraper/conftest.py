"""A loopback server that says what it is told to, byte for byte, and a bench to fetch from it on."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpcore
import pytest

from scraper.fetch import Fetcher, Limits, system_resolver
from scraper.model import Attempt, Host, Request
from scraper.wire import system_dial

PUBLIC = "93.184.216.34"  # an address of the public internet; nothing is ever sent there

Answer = bytes | Callable[["Line"], None]


Reply = Callable[..., bytes]


def _reply(status: int = 200, body: bytes = b"", **headers: str) -> bytes:
    """A whole HTTP answer; keyword `content_type` is the header Content-Type, and so on."""
    fields = {"content-length": str(len(body))} if status not in (204, 304) else {}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status} Said\r\n{head}\r\n".encode("latin-1") + body


@dataclass
class Asked:
    path: str
    headers: dict[str, str]


class Line:
    """One connection, for an answer that is a function of it."""

    def __init__(self, connection: socket.socket, stopping: threading.Event) -> None:
        self._connection = connection
        self._stopping = stopping

    def send(self, data: bytes) -> None:
        self._connection.sendall(data)

    def pause(self, seconds: float) -> None:
        self._stopping.wait(seconds)

    def drip(self, data: bytes, every: float = 0.02) -> None:
        """The same bytes again and again until the client goes away."""
        while not self._stopping.wait(every):
            self.send(data)


class Site:
    """Answers each path with what `says` gave for it, in order, the last for ever; 404 to all else."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.asked: list[Asked] = []
        self._answers: dict[str, list[Answer]] = {}
        self._tls = tls
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._threads = [threading.Thread(target=self._listen, daemon=True)]
        self._threads[0].start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def says(self, path: str, *answers: Answer) -> str:
        self._answers[path] = list(answers)
        return self.origin + path

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def close(self) -> None:
        self._stopping.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=5)

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, plain: socket.socket) -> None:
        with suppress(OSError), plain:
            plain.settimeout(5)
            if self._tls is None:
                self._answer(plain)
            else:
                with self._tls.wrap_socket(plain, server_side=True) as connection:
                    self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            received = connection.recv(65536)
            if not received or received[:1] == b"\x16":  # the client wants TLS, which is not spoken here
                return
            head += received
        first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        path = first.split(" ")[1]
        with self._lock:
            self.asked.append(Asked(path, headers))
            answers = self._answers.get(path, [_reply(404)])
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if callable(answer):
            answer(Line(connection, self._stopping))
        else:
            connection.sendall(answer)


class StillClock:
    """Time passes only in `sleep`, which takes none."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.time.timestamp()

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += timedelta(seconds=seconds)

    def pass_by(self, time: timedelta) -> None:
        self.time += time


class Notebook:
    """A memory that lasts as long as the test."""

    def __init__(self) -> None:
        self.hosts: dict[str, Host] = {}

    def host(self, origin: str) -> Host | None:
        return self.hosts.get(origin)

    def remember(self, host: Host) -> None:
        self.hosts[host.origin] = host


@dataclass
class Bench:
    """A site, a clock that stands still, a memory, and every attempt that was recorded."""

    site: Site
    clock: StillClock = field(default_factory=StillClock)
    memory: Notebook = field(default_factory=Notebook)
    attempts: list[Attempt] = field(default_factory=list)
    dialled: list[tuple[str, int]] = field(default_factory=list)

    def fetcher(self, **options: Any) -> Fetcher:
        given = {
            "user_agent": "onrecord/test (+desk@example.org)",
            "memory": self.memory,
            "record": self.attempts.append,
            "clock": self.clock,
            "limits": Limits(),
            "resolve": system_resolver,
        }
        return Fetcher(**(given | options))

    def fetch(self, url: str, *, fetcher: Fetcher | None = None, **changes: Any) -> Attempt:
        """Fetch with loopback allowed, from the bench's site where the URL is only a path."""
        url = self.site.origin + url if url.startswith("/") else url
        given: dict[str, Any] = {"source": "gazette", "purpose": "page", "loopback": True}
        return (fetcher or self.fetcher()).fetch(Request(url=url, **(given | changes)))

    def public(self, *, addresses: dict[str, tuple[str, ...]] | None = None, **options: Any) -> Fetcher:
        """A fetcher for which names have public addresses, though every connection ends at the site."""

        def resolve(host: str, port: int) -> tuple[tuple[str, int], ...]:
            return tuple((ip, port) for ip in (addresses or {}).get(host, (PUBLIC,)))

        def dial(ip: str, port: int, seconds: float) -> httpcore.NetworkStream:
            self.dialled.append((ip, port))
            return system_dial("127.0.0.1", self.site.port, seconds)

        return self.fetcher(**({"resolve": resolve, "dial": dial} | options))

    def outcomes(self) -> list[tuple[str, str]]:
        return [(attempt.request.purpose, attempt.outcome) for attempt in self.attempts]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def bench(site: Site) -> Bench:
    return Bench(site)


@pytest.fixture
def reply() -> Reply:
    return _reply
