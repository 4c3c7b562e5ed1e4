"""One server on loopback with every misbehaviour we know, each at a host of its own, beside a few that behave.

`python tests/faults/hostile.py FOLDER SECONDS` collects from all of them, with so many seconds for a request, and
prints what it took. What came of each is in the two files of the folder.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import bad_content
import bad_servers
from replies import Answer, Fault, article, http, item, rss

from schedules import desk as desks
from schedules import run
from schedules.config import Config
from scraper.fetch import Limits
from scraper.page import Source

GOOD, GOOD_PAGES = 4, 6


def faults() -> tuple[Fault, ...]:
    return (*bad_servers.faults(), *bad_content.faults())


class Site:
    """Answers for every host; what a fault does not answer for is done well."""

    def __init__(self, misbehaving: tuple[Fault, ...]) -> None:
        self.faults = {fault.host: fault for fault in misbehaving}
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self.listener.getsockname()[1])
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                line, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with suppress(OSError), line:  # whoever asked has hung up, as it should
            head = line.recv(65536).decode("latin-1")
            if " " not in head or "Host: " not in head:
                line.sendall(b"this is no TLS\r\n")
                return
            path, host = head.split(" ")[1], head.partition("Host: ")[2].partition("\r\n")[0].partition(":")[0]
            answer = self._answer(host, path)
            if callable(answer):
                answer(line)
            else:
                line.sendall(answer.replace(b"PORT", str(self.port).encode()) if len(answer) < 1000 else answer)

    def _answer(self, host: str, path: str) -> Answer:
        fault = self.faults.get(host)
        answers = fault.answers if fault else {}
        if path in answers:
            return answers[path]()
        if path == "/robots.txt":
            return http(status="404 Not Found")
        if path == "/feed/":
            pages = (item(f"/page-{n}", f"Story {n}") for n in range(GOOD_PAGES)) if fault is None else (item(),)
            return http(rss(*pages), kind="application/rss+xml")
        return answers["*"]() if "*" in answers else http(article(f"The story at {path}"))


def resolver() -> Callable[[str, int], tuple[tuple[str, int], ...]]:
    asked: dict[str, int] = {}

    def resolve(host: str, port: int) -> tuple[tuple[str, int], ...]:
        asked[host] = asked.get(host, 0) + 1
        if host == "no-such-name.test":
            raise OSError("Name or service not known")
        if host == "name-that-rebinds.test" and asked[host] > 2:  # robots.txt and the feed were on loopback
            return (("10.0.0.1", port),)
        if host == "name-with-two-faces.test":
            return (("127.0.0.1", port), ("192.168.0.1", port))
        if not host.endswith(".test"):  # an address in some notation, as the system reads it; no name is looked up
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
            return tuple((str(address[0]), int(address[1])) for *_, address in found)
        return (("127.0.0.1", port),)

    return resolve


def source(host: str, port: int) -> Source:
    slug, topics = host.removesuffix(".test"), ("A story",) if "50000" in host else ()
    url = f"http://{host}:{port}/"
    return Source(
        slug=slug, name=slug, homepage=url, feeds=(f"{url}feed/",), delay=timedelta(0), loopback=True, topics=topics
    )


@contextmanager
def served() -> Iterator[tuple[int, list[str]]]:
    """The server, in a process of its own, that its memory is not counted; gives its port and the hosts."""
    with subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ}
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            port, hosts = json.loads(process.stdout.readline())
            yield port, hosts
        finally:
            process.stdin.close()


def serve() -> None:
    bad_servers.bombs()
    site = Site(faults())
    print(json.dumps([site.port, list(site.faults)]), flush=True)
    sys.stdin.read()


def collected(folder: Path, seconds: float, port: int, hosts: list[str]) -> dict[str, float]:
    """A pass over every host; gives the seconds of processor that each took."""
    work: dict[str, float] = {}
    last: dict[int, float] = {}
    for number in range(GOOD):  # among the others, not after them
        hosts.insert((number + 1) * len(hosts) // GOOD, f"good-{number}.test")
    sources = {made.slug: made for made in (source(host, port) for host in hosts)}
    config = Config(archive=folder / "archive.db", contact="", topics=(), sources=sources)
    limits = replace(Limits(), gap=timedelta(0), deadline=timedelta(seconds=seconds), tries=1)

    def told(slug: str, done: int, planned: int) -> None:
        if done == planned:
            now, thread = time.thread_time(), threading.get_ident()
            work[slug] = now - last.get(thread, 0.0)
            last[thread] = now

    with desks.opened(config, limits=limits, resolve=resolver()) as desk:
        run.recorded("collect", desk, lambda: run.collect(list(sources.values()), desk, told))
        run.run(sources["ids-that-change"], desk)
    return work


def peak() -> float:
    """The most memory this process has had, in MB. (`ru_maxrss` also counts its parent's: it survives exec.)"""
    status = Path("/proc/self/status").read_text()  # Linux, as everything about memory here
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    if len(sys.argv) == 1:
        serve()
        return
    began, before = time.perf_counter(), peak()
    with served() as (port, hosts):
        work = collected(Path(sys.argv[1]), float(sys.argv[2]), port, hosts)
    print(json.dumps({"MB": peak(), "before": before, "seconds": time.perf_counter() - began, "work": work}))


if __name__ == "__main__":
    main()
