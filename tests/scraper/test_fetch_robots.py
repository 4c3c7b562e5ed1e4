"""robots.txt by RFC 9309, over real HTTP: asked first, kept a day, and no answer means no."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from scraper.fetch import Limits
from scraper.model import Host

if TYPE_CHECKING:
    from tests.scraper.conftest import Bench, Line, Reply

RULES = b"User-agent: *\nDisallow: /private/\nCrawl-delay: 7\n"


def test_robots_forbid(bench: Bench, reply: Reply) -> None:
    bench.site.says("/robots.txt", reply(200, RULES))
    attempt = bench.fetch("/private/page")
    assert (attempt.outcome, attempt.status, attempt.seconds) == ("disallowed", None, 0)
    assert bench.outcomes() == [("robots", "ok"), ("page", "disallowed")]
    assert bench.site.paths() == ["/robots.txt"]


@pytest.mark.parametrize("status", [404, 403, 410, 401])
def test_no_robots_allow_everything(bench: Bench, reply: Reply, status: int) -> None:
    bench.site.says("/robots.txt", reply(status))
    bench.site.says("/page", reply(200, b"page"))
    assert bench.fetch("/page").outcome == "ok"
    assert bench.memory.hosts[bench.site.origin].robots_status == status


def test_robots_500_forbid_everything_for_half_an_hour(bench: Bench, reply: Reply) -> None:
    bench.site.says("/robots.txt", reply(500))
    bench.site.says("/page", reply(200, b"page"))
    attempt = bench.fetch("/page")
    assert attempt.outcome == "robots unavailable"
    assert "robots.txt" in attempt.detail
    assert bench.outcomes() == [("robots", "server error")] * 3 + [("page", "robots unavailable")]
    bench.clock.pass_by(timedelta(minutes=29))
    assert bench.fetch("/page").outcome == "robots unavailable"
    assert bench.site.paths() == ["/robots.txt"] * 3
    bench.site.says("/robots.txt", reply(404))
    bench.clock.pass_by(timedelta(minutes=2))
    assert bench.fetch("/page").outcome == "ok"


def endless_page(line: Line) -> None:
    line.send(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")


def slow(line: Line) -> None:
    line.drip(b"")


@pytest.mark.parametrize(("answer", "end"), [(endless_page, "too large"), (slow, "too slow"), (b"", "protocol error")])
def test_robots_that_cannot_be_had_forbid_everything(bench: Bench, answer: object, end: str) -> None:
    bench.site.says("/robots.txt", answer)
    limits = Limits(deadline=timedelta(seconds=0.5), tries=1)
    assert bench.fetch("/page", fetcher=bench.fetcher(limits=limits)).outcome == "robots unavailable"
    assert bench.outcomes()[0] == ("robots", end)
    assert bench.memory.hosts[bench.site.origin].robots_status is None


def test_robots_are_kept_a_day_across_runs(bench: Bench, reply: Reply) -> None:
    bench.site.says("/robots.txt", reply(200, RULES))
    bench.site.says("/page", reply(200, b"page"))
    for _ in range(3):  # each with a fetcher of its own, as each run has
        assert bench.fetch("/page").outcome == "ok"
        bench.clock.pass_by(timedelta(hours=7, minutes=55))
    assert bench.site.paths() == ["/robots.txt", "/page", "/page", "/page"]
    bench.clock.pass_by(timedelta(hours=1))
    bench.fetch("/page")
    assert bench.site.paths()[-2:] == ["/robots.txt", "/page"]


def test_crawl_delay_is_kept(bench: Bench, reply: Reply) -> None:
    bench.site.says("/robots.txt", reply(200, RULES))
    bench.site.says("/page", reply(200, b"page"))
    fetcher = bench.fetcher()
    for _ in range(3):
        bench.fetch("/page", fetcher=fetcher)
    assert bench.clock.slept == [7, 7, 7]


def test_a_long_crawl_delay_is_kept_across_passes(bench: Bench, reply: Reply) -> None:
    bench.site.says("/robots.txt", reply(200, b"User-agent: *\nCrawl-delay: 3600\n"))
    bench.site.says("/page", reply(200, b"page"))
    attempt = bench.fetch("/page")
    assert (attempt.outcome, bench.clock.slept) == ("ok", [2])
    assert "3600 s" in attempt.detail
    assert bench.fetch("/page").outcome == "breaker open"  # another fetcher, as another run has
    bench.clock.pass_by(timedelta(minutes=59))
    assert bench.fetch("/page").outcome == "breaker open"
    bench.clock.pass_by(timedelta(minutes=2))
    assert bench.fetch("/page").outcome == "ok"
    assert bench.site.paths() == ["/robots.txt", "/page", "/page"]


def test_the_pause_is_the_longest_of_all(bench: Bench, reply: Reply) -> None:
    bench.site.says("/page", reply(200, b"page"))
    bench.fetch("/page", delay=timedelta(0))
    bench.fetch("/page", fetcher=(again := bench.fetcher()), delay=timedelta(seconds=9))
    bench.fetch("/page", fetcher=again, delay=timedelta(seconds=9))
    assert bench.clock.slept == [2, 9]


def test_time_that_has_passed_is_not_waited_for(bench: Bench, reply: Reply) -> None:
    bench.site.says("/page", reply(200, b"page"))
    fetcher = bench.fetcher()
    bench.fetch("/page", fetcher=fetcher)
    bench.clock.pass_by(timedelta(seconds=1.5))
    bench.fetch("/page", fetcher=fetcher)
    assert bench.clock.slept == [2, 0.5]


def test_robots_may_be_redirected(bench: Bench, reply: Reply) -> None:
    bench.site.says("/robots.txt", reply(301, Location="/r.txt"))
    bench.site.says("/r.txt", reply(200, RULES))
    assert bench.fetch("/private/page").outcome == "disallowed"


def test_robots_that_redirect_for_ever_are_not_there(bench: Bench, reply: Reply) -> None:
    """RFC 9309 section 2.3.1.2."""
    bench.site.says("/robots.txt", reply(301, Location="/robots.txt"))
    bench.site.says("/page", reply(200, b"page"))
    assert bench.fetch("/page").outcome == "ok"


def test_robots_that_redirect_inside_are_unavailable(bench: Bench, reply: Reply) -> None:
    bench.site.says("/robots.txt", reply(301, Location="http://10.0.0.1/robots.txt"))
    assert bench.fetch("/page").outcome == "robots unavailable"
    assert bench.outcomes()[0] == ("robots", "refused address")


def test_robots_429_open_the_breaker_and_are_not_an_answer(bench: Bench, reply: Reply) -> None:
    bench.site.says("/robots.txt", reply(429, Retry_After="60"), reply(404))
    bench.site.says("/page", reply(200, b"page"))
    assert bench.fetch("/page").outcome == "breaker open"
    assert bench.outcomes() == [("robots", "rate limited"), ("page", "breaker open")]
    bench.clock.pass_by(timedelta(seconds=67))
    assert bench.fetch("/page").outcome == "ok"


def test_only_so_much_of_a_huge_robots_is_kept(bench: Bench, reply: Reply) -> None:
    bench.site.says("/robots.txt", reply(200, RULES + b"# padding\n" * 100_000))
    assert bench.fetch("/private/").outcome == "disallowed"
    assert len(bench.memory.hosts[bench.site.origin].robots) <= 500 * 1024


def test_a_clock_that_was_put_back_does_not_keep_robots_for_ever(bench: Bench, reply: Reply) -> None:
    tomorrow = bench.clock.now() + timedelta(days=400)
    bench.memory.remember(
        Host(
            origin=bench.site.origin,
            robots=b"User-agent: *\nDisallow: /",
            robots_status=200,
            robots_at=tomorrow,
        )
    )
    bench.site.says("/page", reply(200, b"page"))
    assert bench.fetch("/page").outcome == "ok"
