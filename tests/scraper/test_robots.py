"""RFC 9309: which group is ours, which rule wins, and what no answer means."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.robots import PARSE_LIMIT, kept, rules

SITE = "https://press.example"


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/", True),
        ("User-agent: *\nDisallow:", "/", True),
        ("User-agent: *\nDisallow: /", "/news", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("user-AGENT: *\ndisallow: /News", "/news", True),
        ("User-agent: *\nDisallow: /news", "/newsroom", False),
        # our group alone counts, and is found by our product token without regard to case
        ("User-agent: OnRecord\nAllow: /\n\nUser-agent: *\nDisallow: /", "/news", True),
        ("User-agent: *\nAllow: /\n\nUser-agent: onrecord\nDisallow: /", "/news", False),
        ("User-agent: record\nDisallow: /", "/news", True),
        ("User-agent: a\nUser-agent: onrecord\nDisallow: /x", "/x", False),
        # groups of one name are one group (section 2.2.1)
        (
            ("User-agent: onrecord\nDisallow: /a\n\nUser-agent: b\nDisallow:\n\nUser-agent: onrecord\nDisallow: /c"),
            "/c",
            False,
        ),
        # the longest match wins, whatever the order; allow wins a tie (section 2.2.2)
        ("User-agent: *\nDisallow: /news/\nAllow: /news/2026/", "/news/2026/x", True),
        ("User-agent: *\nAllow: /news\nDisallow: /news/2026", "/news/2026/x", False),
        ("User-agent: *\nDisallow: /x\nAllow: /x", "/x", True),
        # wildcards (section 2.2.3)
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", True),
        ("User-agent: *\nDisallow: /*?s=", "/?s=harbor", False),
        # percent-encoding is compared decoded
        ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
        ("User-agent: *\nDisallow: /café", "/caf%c3%a9", False),
        ("\ufeffUser-agent: *\nDisallow: /", "/news", False),
        ("User-agent: *\r\nDisallow: /a\rDisallow: /b", "/b", False),
        ("User-agent: * # all\nDisallow: /x # not this", "/x", False),
    ],
)
def test_rules(text: str, path: str, allowed: bool) -> None:
    found = rules(200, text.encode())
    assert found.state == "parsed"
    assert found.allows(SITE + path) is allowed


@pytest.mark.parametrize("status", [301, 302, 304, 400, 401, 403, 404, 410, 429, 451])
def test_unavailable_allows_everything(status: int) -> None:
    assert rules(status, b"User-agent: *\nDisallow: /").allows(SITE + "/news")


@pytest.mark.parametrize("status", [None, 500, 502, 503, 504])
def test_unreachable_allows_nothing(status: int | None) -> None:
    found = rules(status, b"User-agent: *\nAllow: /")
    assert found.state == "unavailable"
    assert not found.allows(SITE + "/news")
    assert found.crawl_delay == timedelta(0)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("7", 7), ("0.5", 0.5), ("1e9", 86_400), ("-1", 0), ("nan", 0), ("inf", 0), ("soon", 0), ("", 0)],
)
def test_crawl_delay(value: str, seconds: float) -> None:
    text = f"User-agent: *\nCrawl-delay: {value}\n"
    assert rules(200, text.encode()).crawl_delay == timedelta(seconds=seconds)


def test_the_first_500_kib_are_read_to_a_whole_line() -> None:
    body = b"User-agent: *\nDisallow: /first\n" + b"#" * (PARSE_LIMIT - 50) + b"\nDisallow: /news-that-is-cut-here\n"
    assert len(kept(body)) <= PARSE_LIMIT
    found = rules(200, kept(body))
    assert not found.allows(SITE + "/first")
    assert found.allows(SITE + "/news")
    assert kept(b"#" * (PARSE_LIMIT + 1)) == b""
    assert kept(b"x") == b"x"


def test_rules_made_to_be_slow_are_not() -> None:
    hostile = "User-agent: *\n" + f"Disallow: /{'*a' * 500}b\n" * 400
    began = time.process_time()
    assert rules(200, hostile.encode()).allows(SITE + "/" + "a" * 2000)
    assert time.process_time() - began < 3


@given(st.binary(max_size=300))
def test_any_bytes_are_rules(body: bytes) -> None:
    found = rules(200, b"User-agent: *\n" + body)
    assert found.allows(SITE + "/news") in (True, False)
    assert found.crawl_delay >= timedelta(0)
