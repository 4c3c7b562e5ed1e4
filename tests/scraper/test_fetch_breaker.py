"""429 and 503 open a host's breaker, which survives the run; Retry-After in both its forms."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scraper.manners import retry_after

if TYPE_CHECKING:
    from tests.scraper.conftest import Bench, Reply

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("header", ["3600", "Sun, 22 Nov 2026 13:00:02 GMT"])
def test_the_breaker_opens_for_as_long_as_asked(bench: Bench, reply: Reply, status: int, header: str) -> None:
    bench.site.says("/page", reply(status, Retry_After=header), reply(200, b"page"))
    attempt = bench.fetch("/page")
    assert (attempt.outcome, attempt.status) == ("rate limited", status)
    retry_at = bench.memory.hosts[bench.site.origin].retry_at
    assert retry_at is not None
    assert HOUR <= retry_at - bench.clock.now() <= 1.1 * HOUR
    assert f"{retry_at:%H:%M:%S}" in attempt.detail


def test_while_it_is_open_nothing_is_asked_by_this_run_or_the_next(bench: Bench, reply: Reply) -> None:
    bench.site.says("/page", reply(429, Retry_After="3600"), reply(200, b"page"))
    fetcher = bench.fetcher()
    bench.fetch("/page", fetcher=fetcher)
    asked = len(bench.site.asked)
    assert bench.fetch("/other", fetcher=fetcher).outcome == "breaker open"
    bench.clock.pass_by(timedelta(minutes=59))
    attempt = bench.fetch("/page", fetcher=bench.fetcher())
    assert (attempt.outcome, attempt.status) == ("breaker open", None)
    assert "told us to wait until" in attempt.detail
    assert len(bench.site.asked) == asked
    bench.clock.pass_by(timedelta(minutes=7))
    assert bench.fetch("/page", fetcher=bench.fetcher()).outcome == "ok"
    host = bench.memory.hosts[bench.site.origin]
    assert (host.strikes, host.retry_at) == (0, None)


def test_without_a_header_the_wait_doubles(bench: Bench, reply: Reply) -> None:
    bench.site.says("/page", reply(503))
    waits = []
    for _ in range(3):
        bench.fetch("/page")
        retry_at = bench.memory.hosts[bench.site.origin].retry_at
        assert retry_at is not None
        waits.append((retry_at - bench.clock.now()).total_seconds())
        bench.clock.pass_by(HOUR)
    assert [48 <= waits[0] <= 72, 96 <= waits[1] <= 144, 192 <= waits[2] <= 288] == [True] * 3
    assert bench.memory.hosts[bench.site.origin].strikes == 3


@pytest.mark.parametrize("header", ["999999999999999999999", "Sun, 22 Nov 2037 13:00:00 GMT"])
def test_a_day_is_the_most(bench: Bench, reply: Reply, header: str) -> None:
    bench.site.says("/page", reply(429, Retry_After=header))
    bench.fetch("/page")
    assert bench.memory.hosts[bench.site.origin].retry_at == bench.clock.now() + timedelta(days=1)


def test_many_strikes_without_a_header_stay_within_a_day(bench: Bench, reply: Reply) -> None:
    bench.site.says("/page", reply(429))
    for _ in range(20):
        bench.fetch("/page")
        bench.clock.pass_by(timedelta(days=1))
    retry_at = bench.memory.hosts[bench.site.origin].retry_at
    assert retry_at is not None
    assert retry_at <= bench.clock.now()


def test_a_server_error_forgives_nothing(bench: Bench, reply: Reply) -> None:
    bench.site.says("/page", reply(429), reply(500), reply(500), reply(500))
    bench.fetch("/page")
    bench.clock.pass_by(HOUR)
    assert bench.fetch("/page").outcome == "server error"
    assert bench.memory.hosts[bench.site.origin].strikes == 1


def test_the_breaker_of_a_redirect_is_its_own(bench: Bench, reply: Reply) -> None:
    other = f"http://localhost:{bench.site.port}"
    bench.site.says("/a", reply(302, Location=f"{other}/b"))
    bench.site.says("/b", reply(429))
    bench.site.says("/c", reply(200, b"page"))
    fetcher = bench.fetcher(resolve=lambda host, port: (("127.0.0.1", port),))
    attempt = bench.fetch("/a", fetcher=fetcher)
    assert (attempt.outcome, attempt.hops) == ("rate limited", (f"{other}/b",))
    assert bench.fetch("/c", fetcher=fetcher).outcome == "ok"
    assert bench.fetch("/a", fetcher=fetcher).outcome == "breaker open"


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", timedelta(seconds=120)),
        (" 120 ", timedelta(seconds=120)),
        ("Sun, 22 Nov 2026 13:00:00 GMT", HOUR),
        ("Sunday, 22-Nov-26 13:00:00 GMT", HOUR),
        ("Sun Nov 22 13:00:00 2026", HOUR),
        ("Sun, 22 Nov 2026 11:00:00 GMT", None),
        ("0", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("٣", None),
        ("Sun, 99 Nov 2026 13:00:00 GMT", None),
    ],
)
def test_retry_after(header: str, wait: timedelta | None) -> None:
    assert retry_after(header, NOW) == wait


@given(st.text(max_size=40))
@example("Sun, 22 Nov 99999 13:00:00 GMT")
@example("Sun, 22 Nov 2026 13:00:00 +9999")
@example("Sun, 22 Nov 2026 13:00:00 -99999999")
def test_no_retry_after_raises(header: str) -> None:
    wait = retry_after(header, NOW)
    assert wait is None or wait > timedelta(0)
