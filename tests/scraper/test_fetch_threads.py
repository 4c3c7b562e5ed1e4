"""Many threads: never two requests to a host at once, hosts side by side, one robots.txt for all."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from scraper.fetch import Limits

if TYPE_CHECKING:
    from tests.scraper.conftest import Bench, Line, Reply


def test_requests_to_a_host_never_overlap(bench: Bench, reply: Reply) -> None:
    alone, overlaps = threading.Lock(), []

    def lingering(line: Line) -> None:
        if not alone.acquire(blocking=False):
            overlaps.append("two requests at once")
        line.pause(0.01)
        alone.release()  # before the answer: when it has arrived, the next request may come
        line.send(reply(200, b"page"))

    bench.site.says("/page", lingering)
    fetcher = bench.fetcher()
    with ThreadPoolExecutor(12) as pool:
        attempts = list(pool.map(lambda _: bench.fetch("/page", fetcher=fetcher), range(36)))
    assert {attempt.outcome for attempt in attempts} == {"ok"}
    assert overlaps == []
    assert bench.site.paths() == ["/robots.txt"] + ["/page"] * 36
    assert len(bench.attempts) == 37
    began = sorted(attempt.at for attempt in bench.attempts)
    assert all(later - earlier >= timedelta(seconds=2) for earlier, later in pairwise(began))


def test_hosts_are_asked_side_by_side(bench: Bench, reply: Reply) -> None:
    both_here = threading.Barrier(2, timeout=5)

    def meeting(line: Line) -> None:
        both_here.wait()
        line.send(reply(200, b"page"))

    bench.site.says("/page", meeting)
    fetcher = bench.fetcher(resolve=lambda host, port: (("127.0.0.1", port),))
    urls = [f"http://{host}:{bench.site.port}/page" for host in ("localhost", "127.0.0.1")]
    with ThreadPoolExecutor(2) as pool:
        attempts = list(pool.map(lambda url: bench.fetch(url, fetcher=fetcher), urls))
    assert [attempt.outcome for attempt in attempts] == ["ok", "ok"]


def test_hosts_that_redirect_to_each_other_do_not_lock_up(bench: Bench, reply: Reply) -> None:
    here, there = f"http://127.0.0.1:{bench.site.port}", f"http://localhost:{bench.site.port}"
    bench.site.says("/a", reply(302, Location=f"{there}/b"))
    bench.site.says("/c", reply(302, Location=f"{here}/b"))
    bench.site.says("/b", reply(200, b"page"))
    fetcher = bench.fetcher(resolve=lambda host, port: (("127.0.0.1", port),))
    with ThreadPoolExecutor(8) as pool:
        attempts = list(pool.map(lambda url: bench.fetch(url, fetcher=fetcher), [f"{here}/a", f"{there}/c"] * 8))
    assert {attempt.outcome for attempt in attempts} == {"ok"}


def test_threads_that_waited_for_a_host_see_its_breaker(bench: Bench, reply: Reply) -> None:
    bench.site.says("/page", reply(429, Retry_After="3600"))
    fetcher = bench.fetcher(limits=Limits(gap=timedelta(0)))
    with ThreadPoolExecutor(8) as pool:
        attempts = list(pool.map(lambda _: bench.fetch("/page", fetcher=fetcher), range(8)))
    assert sorted(attempt.outcome for attempt in attempts) == ["breaker open"] * 7 + ["rate limited"]
    assert bench.site.paths() == ["/robots.txt", "/page"]
