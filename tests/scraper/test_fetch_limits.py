"""Bombs, drips and endless answers: each ends, in time and in little memory, and says which it was."""

from __future__ import annotations

import gzip
import threading
import time
import tracemalloc
import zlib
from datetime import timedelta
from typing import TYPE_CHECKING

import brotli
import pytest

from scraper.fetch import Limits

if TYPE_CHECKING:
    from tests.scraper.conftest import Bench, Line, Reply

SOON = Limits(deadline=timedelta(seconds=0.5), tries=1)


def bomb(megabytes: int) -> bytes:
    """That many MiB of zeros as gzip, made without holding them."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return b"".join(deflater.compress(bytes(2**20)) for _ in range(megabytes)) + deflater.flush()


def test_gzip_in_gzip_is_refused_unread(bench: Bench, reply: Reply) -> None:
    nested = gzip.compress(bomb(300), 9)
    assert len(nested) < 1000
    bench.site.says("/page", reply(200, nested, Content_Encoding="gzip, gzip"))
    attempt = bench.fetch("/page")
    assert (attempt.outcome, attempt.status, attempt.received) == ("bad encoding", 200, 0)
    assert "more than once" in attempt.detail


def test_gzip_in_gzip_in_two_headers_is_refused_too(bench: Bench) -> None:
    bench.site.says("/page", b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Encoding: br\r\n\r\nx")
    assert bench.fetch("/page").outcome == "bad encoding"


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_a_bomb_is_too_large_and_takes_little_memory(bench: Bench, reply: Reply, coding: str) -> None:
    body = bomb(200) if coding == "gzip" else brotli.compress(bytes(200 * 2**20), quality=1)
    bench.site.says("/page", reply(200, body, Content_Encoding=coding))
    fetcher = bench.fetcher()
    tracemalloc.start()
    try:
        attempt = bench.fetch("/page", fetcher=fetcher)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert attempt.outcome == "too large"
    assert peak < 40 * 2**20


def test_fifteen_mebibytes_are_the_most(bench: Bench, reply: Reply) -> None:
    limits = Limits(max_bytes=1000)
    bench.site.says("/just", reply(200, b"x" * 1000))
    bench.site.says("/over", reply(200, b"x" * 1001))
    bench.site.says("/packed", reply(200, gzip.compress(b"x" * 1001), Content_Encoding="gzip"))
    assert bench.fetch("/just", fetcher=bench.fetcher(limits=limits)).outcome == "ok"
    over = bench.fetch("/over", fetcher=bench.fetcher(limits=limits))
    assert (over.outcome, over.received) == ("too large", 0)  # its Content-Length says so
    assert bench.fetch("/packed", fetcher=bench.fetcher(limits=limits)).outcome == "too large"
    assert Limits().max_bytes == 15 * 2**20


def endless(line: Line) -> None:
    line.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        line.send(b"x" * 65536)


def test_an_endless_body_ends(bench: Bench) -> None:
    bench.site.says("/page", endless)
    attempt = bench.fetch("/page")
    assert attempt.outcome == "too large"
    assert attempt.received < 16 * 2**20


def drip_in_body(line: Line) -> None:
    line.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    line.drip(b"x")


def drip_in_headers(line: Line) -> None:
    line.send(b"HTTP/1.1 200 OK\r\n")
    line.drip(b"X-Drip: x\r\n")


def drip_in_one_header(line: Line) -> None:
    line.send(b"HTTP/1.1 200 OK\r\nX-Drip: ")
    line.drip(b"x")


def endless_continue(line: Line) -> None:
    line.drip(b"HTTP/1.1 100 Continue\r\n\r\n", every=0.001)


def silence(line: Line) -> None:
    line.drip(b"")


def drip_in_gzip(line: Line) -> None:
    line.send(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 5000)[:10])
    line.drip(b"\x00\x00\x00\xff\xff")  # empty stored blocks: input without output


@pytest.mark.parametrize(
    "answer", [drip_in_body, drip_in_headers, drip_in_one_header, endless_continue, silence, drip_in_gzip]
)
def test_a_drip_ends_at_the_deadline(bench: Bench, answer: object) -> None:
    bench.site.says("/page", answer)
    fetcher = bench.fetcher(limits=SOON)
    began = time.monotonic()
    attempt = bench.fetch("/page", fetcher=fetcher)
    assert attempt.outcome == "too slow"
    # Without a deadline it would go on for ever; ten seconds are for a machine that is busy with other tests.
    assert 0.4 < time.monotonic() - began < 10
    assert 0.4 < attempt.seconds < 10
    assert "0.5 s" in attempt.detail


def test_the_deadline_is_for_all_redirects_together(bench: Bench, reply: Reply) -> None:
    def slow_redirect(line: Line) -> None:
        line.pause(0.8)
        line.send(reply(302, Location="/next"))

    bench.site.says("/page", slow_redirect)
    bench.site.says("/next", drip_in_body)
    limits = Limits(deadline=timedelta(seconds=1), tries=1)
    attempt = bench.fetch("/page", fetcher=bench.fetcher(limits=limits))
    assert (attempt.outcome, len(attempt.hops)) == ("too slow", 1)
    assert attempt.seconds < 1.6


def test_the_deadline_holds_for_the_resolver(bench: Bench) -> None:
    found = threading.Event()

    def stuck(host: str, port: int) -> tuple[tuple[str, int], ...]:
        found.wait(10)
        return (("127.0.0.1", port),)

    fetcher = bench.fetcher(limits=SOON, resolve=stuck)
    attempt = bench.fetch("http://slow.example/robots.txt", purpose="robots", fetcher=fetcher)
    found.set()
    assert attempt.outcome == "too slow"
    assert attempt.seconds < 3


def test_the_pauses_of_politeness_do_not_count(bench: Bench, reply: Reply) -> None:
    bench.site.says("/page", reply(200, b"x"))
    attempt = bench.fetch("/page", fetcher=bench.fetcher(limits=SOON), delay=timedelta(hours=1))
    assert attempt.outcome == "ok"
    assert bench.clock.slept == [3600]
