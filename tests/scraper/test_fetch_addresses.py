"""Only the public internet is asked, and only at the address that was checked."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from scraper.fetch import Limits

if TYPE_CHECKING:
    from tests.scraper.conftest import Bench, Reply

PUBLIC = "93.184.216.34"
INSIDE = [
    "10.0.0.1",
    "169.254.169.254",
    "192.168.1.1",
    "172.16.0.1",
    "100.64.0.1",
    "0.0.0.0",
    "[::]",
    "[::ffff:10.0.0.1]",
    "[::ffff:a00:1]",
    "[64:ff9b::10.0.0.1]",
    "[2002:a00:1::]",
    "[fe80::1]",
    "[fc00::1]",
    "167772161",  # 10.0.0.1 in decimal
    "0xa.0.0.1",
    "0x0a000001",
    "012.1",
    "10.1",
    "1.2.3.4.5",
]


@pytest.mark.parametrize("host", INSIDE)
def test_a_redirect_from_loopback_to_the_inside_is_refused(bench: Bench, reply: Reply, host: str) -> None:
    bench.site.says("/a", reply(302, Location=f"http://{host}/latest/meta-data/"))
    attempt = bench.fetch("/a", fetcher=bench.public(resolve=never))
    assert attempt.outcome == "refused address"
    assert len(attempt.hops) == 1
    assert {ip for ip, _ in bench.dialled} == {"127.0.0.1"}


def never(host: str, port: int) -> tuple[tuple[str, int], ...]:
    raise AssertionError(f"{host} is an address and was resolved")


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "127.8.8.8", "2130706433", "0177.1", "[::ffff:127.0.0.1]"])
def test_loopback_is_refused_unless_allowed(bench: Bench, host: str) -> None:
    attempt = bench.fetch(f"http://{host}:{bench.site.port}/page", loopback=False)
    assert attempt.outcome == "refused address"
    assert "loopback" in attempt.detail
    assert bench.outcomes() == [("robots", "refused address"), ("page", "refused address")]
    assert bench.site.asked == []
    assert bench.memory.hosts == {}


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "2130706433"])
def test_loopback_is_asked_where_allowed(bench: Bench, reply: Reply, host: str) -> None:
    bench.site.says("/page", reply(200, b"page"))
    fetcher = bench.fetcher(resolve=lambda host, port: (("127.0.0.1", port),))
    assert bench.fetch(f"http://{host}:{bench.site.port}/page", fetcher=fetcher).outcome == "ok"


@pytest.mark.parametrize("target", ["http://127.0.0.1/", "http://inside.example/", "http://2130706433/"])
def test_a_redirect_from_a_public_page_to_loopback_is_refused(bench: Bench, reply: Reply, target: str) -> None:
    bench.site.says("/a", reply(302, Location=target))
    fetcher = bench.public(addresses={"inside.example": ("127.0.0.1",)})
    attempt = bench.fetch("http://press.example/a", fetcher=fetcher, loopback=False)
    assert attempt.outcome == "refused address"
    assert "loopback" in attempt.detail
    assert bench.site.paths() == ["/robots.txt", "/a"]
    assert bench.dialled == [(PUBLIC, 80), (PUBLIC, 80)]


def test_one_bad_address_refuses_the_name(bench: Bench) -> None:
    fetcher = bench.public(addresses={"press.example": (PUBLIC, "192.168.1.1")})
    attempt = bench.fetch("http://press.example/a", fetcher=fetcher)
    assert attempt.outcome == "refused address"
    assert "192.168.1.1" in attempt.detail
    assert bench.dialled == []


def test_a_name_is_resolved_once_a_hop_and_what_was_checked_is_dialled(bench: Bench, reply: Reply) -> None:
    """DNS rebinding: the second answer for the same hop would be loopback, and is never asked for."""
    asked: list[str] = []
    bench.site.says("/page", reply(200, b"page"))

    def rebinding(host: str, port: int) -> tuple[tuple[str, int], ...]:
        asked.append(host)
        return ((PUBLIC if len(asked) < 3 else "127.0.0.1", port),)

    fetcher = bench.public(resolve=rebinding)
    assert bench.fetch("http://press.example/page", fetcher=fetcher, loopback=False).outcome == "ok"
    assert asked == ["press.example"] * 2  # robots.txt and the page
    assert bench.dialled == [(PUBLIC, 80)] * 2
    assert [asked.headers["host"] for asked in bench.site.asked] == ["press.example"] * 2
    again = bench.fetch("http://press.example/page", fetcher=fetcher, loopback=False)
    assert again.outcome == "refused address"
    assert len(bench.site.asked) == 2


def test_a_dead_address_is_passed_over(bench: Bench, reply: Reply) -> None:
    with socket.create_server(("127.0.0.2", 0)) as listener:
        dead = listener.getsockname()[1]
    bench.site.says("/page", reply(200, b"page"))
    fetcher = bench.fetcher(resolve=lambda host, port: (("127.0.0.2", dead), ("127.0.0.1", bench.site.port)))
    assert bench.fetch("http://press.example/page", fetcher=fetcher).outcome == "ok"


def test_the_resolver_says_the_port(bench: Bench, reply: Reply) -> None:
    bench.site.says("/page", reply(200, b"page"))
    fetcher = bench.fetcher(resolve=lambda host, port: (("127.0.0.1", bench.site.port),))
    assert bench.fetch("http://newsroom.localhost/page", fetcher=fetcher).outcome == "ok"
    assert bench.site.asked[-1].headers["host"] == "newsroom.localhost"
    assert bench.memory.hosts.keys() == {"http://newsroom.localhost"}


@pytest.mark.parametrize("error", [socket.gaierror(-2, "Name or service not known"), UnicodeError("label too long")])
def test_a_name_that_does_not_resolve(bench: Bench, error: Exception) -> None:
    def resolve(host: str, port: int) -> tuple[tuple[str, int], ...]:
        raise error

    attempt = bench.fetch("http://gone.example/page", fetcher=bench.fetcher(resolve=resolve))
    assert attempt.outcome == "no such host"
    assert "gone.example" in attempt.detail
    assert bench.memory.hosts == {}  # nothing was learnt about its robots.txt
    assert bench.fetch("http://gone.example/", fetcher=bench.fetcher(resolve=lambda *_: ())).outcome == "no such host"


def test_a_resolver_that_is_broken_is_not_hidden(bench: Bench) -> None:
    def resolve(host: str, port: int) -> tuple[tuple[str, int], ...]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        bench.fetch("http://press.example/page", fetcher=bench.fetcher(resolve=resolve))


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "not a url", "http://", "http://a\nb/", "http://x:0/", "http://[::1"]
)
def test_what_is_no_web_address_is_refused(bench: Bench, url: str) -> None:
    attempt = bench.fetch(url, fetcher=bench.fetcher(limits=Limits()))
    assert (attempt.outcome, bench.outcomes()) == ("refused address", [("page", "refused address")])
    assert attempt.detail


@pytest.mark.parametrize("host", ["１２７.0.0.1", "127。0。0。1", "①②⑦.1"])
def test_loopback_in_other_scripts_is_no_way_in(bench: Bench, host: str) -> None:
    attempt = bench.fetch(f"http://{host}:{bench.site.port}/", fetcher=bench.public(resolve=never), loopback=False)
    assert attempt.outcome == "refused address"


@pytest.mark.parametrize("host", ["012.0.0.1", "256.256.256.256", "[::g]"])
def test_an_address_that_is_none_is_refused(bench: Bench, reply: Reply, host: str) -> None:
    bench.site.says("/a", reply(302, Location=f"http://{host}/"))
    assert bench.fetch("/a", fetcher=bench.public(resolve=never)).outcome == "bad redirect"
    assert bench.fetch(f"http://{host}/", fetcher=bench.public(resolve=never)).outcome == "refused address"
