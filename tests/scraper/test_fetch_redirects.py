"""Redirects are followed by hand: counted, checked for loops, every hop treated as a request of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scraper.conftest import Bench, Reply


def test_a_redirect_is_followed_and_remembered(bench: Bench, reply: Reply) -> None:
    bench.site.says("/old", reply(301, Location="/news/new/?a=1#part"))
    bench.site.says("/news/new/?a=1", reply(302, Location="../newest"))
    bench.site.says("/news/newest", reply(200, b"page"))
    attempt = bench.fetch("/old#top")
    origin = bench.site.origin
    assert attempt.outcome == "ok"
    assert attempt.hops == (f"{origin}/news/new/?a=1", f"{origin}/news/newest")
    assert attempt.capture is not None
    assert attempt.capture.url == f"{origin}/old#top"
    assert attempt.capture.final_url == f"{origin}/news/newest"


def test_each_hop_keeps_the_pause(bench: Bench, reply: Reply) -> None:
    bench.site.says("/a", reply(307, Location="/b"))
    bench.site.says("/b", reply(200, b"page"))
    bench.fetch("/a", delay=timedelta(seconds=5))
    assert bench.clock.slept == [5, 5]


@pytest.mark.parametrize("back", ["/a", "/b"])
def test_a_loop_ends(bench: Bench, reply: Reply, back: str) -> None:
    bench.site.says("/a", reply(302, Location="/b"))
    bench.site.says("/b", reply(302, Location=back))
    attempt = bench.fetch("/a")
    assert (attempt.outcome, attempt.status) == ("redirect loop", 302)
    assert attempt.hops == (f"{bench.site.origin}/b", bench.site.origin + back)
    assert bench.site.paths() == ["/robots.txt", "/a", "/b"]


def test_five_redirects_are_followed_and_no_sixth(bench: Bench, reply: Reply) -> None:
    for at in range(7):
        bench.site.says(f"/{at}", reply(302, Location=f"/{at + 1}"))
    attempt = bench.fetch("/1")
    assert (attempt.outcome, len(attempt.hops)) == ("too many redirects", 5)
    assert bench.site.paths()[1:] == [f"/{at}" for at in range(1, 7)]
    bench.site.says("/6", reply(200, b"page"))
    assert bench.fetch("/1").outcome == "ok"


@pytest.mark.parametrize("location", ["", " ", "http://[::1", "http://127.0.0.1:99999/", "http://127.0.0.1:0/"])
def test_a_location_that_leads_nowhere(bench: Bench, reply: Reply, location: str) -> None:
    bench.site.says("/a", reply(302, Location=location))
    attempt = bench.fetch("/a")
    assert attempt.outcome == "bad redirect"
    bench.site.says("/b", b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")
    assert bench.fetch("/b").outcome == "bad redirect"


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:6379/_x", "data:,x"]
)
def test_only_http_is_spoken(bench: Bench, reply: Reply, location: str) -> None:
    bench.site.says("/a", reply(302, Location=location))
    attempt = bench.fetch("/a")
    assert attempt.outcome == "refused address"
    assert "neither http nor https" in attempt.detail


def test_another_origin_is_asked_for_its_own_robots(bench: Bench, reply: Reply) -> None:
    other = f"http://localhost:{bench.site.port}"
    bench.site.says("/a", reply(302, Location=f"{other}/b"))
    bench.site.says("/robots.txt", reply(404), reply(200, b"User-agent: *\nDisallow: /b"))
    attempt = bench.fetch("/a", fetcher=bench.fetcher(resolve=lambda host, port: (("127.0.0.1", port),)))
    assert attempt.outcome == "disallowed"
    assert attempt.hops == (f"{other}/b",)
    assert bench.site.paths() == ["/robots.txt", "/a", "/robots.txt"]
    assert bench.memory.hosts.keys() == {bench.site.origin, other}
