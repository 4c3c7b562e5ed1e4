"""What a fetch makes of an answer: the page, or which end it came to."""

from __future__ import annotations

import gzip
import json
import socket
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import brotli
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scraper.errors import ConfigError
from scraper.fetch import Limits, user_agent
from scraper.model import Validators

if TYPE_CHECKING:
    from tests.scraper.conftest import Bench, Line, Reply

try:
    from compression import zstd
except ImportError:
    from backports import zstd

PAGE = b"<!doctype html><title>Harbor</title>" + b"<p>A second season.</p>" * 40


def test_a_page_arrives_as_it_was_sent(bench: Bench, reply: Reply) -> None:
    url = bench.site.says("/page", reply(200, PAGE, Content_Type="text/html; charset=utf-8", ETag='"7"', X_Twice="a"))
    attempt = bench.fetch(url)
    assert (attempt.outcome, attempt.status, attempt.hops, attempt.detail) == ("ok", 200, (), "")
    assert attempt.received == len(PAGE)
    capture = attempt.capture
    assert capture is not None
    assert (capture.url, capture.final_url, capture.status, capture.body) == (url, url, 200, PAGE)
    assert capture.headers == (
        ("content-length", str(len(PAGE))),
        ("content-type", "text/html; charset=utf-8"),
        ("etag", '"7"'),
        ("x-twice", "a"),
    )
    assert capture.fetched_at == bench.clock.now()
    assert capture.fetched_at.tzinfo is UTC


def test_a_server_cannot_send_what_we_note_ourselves(bench: Bench, reply: Reply) -> None:
    page = reply(200, PAGE, X_OnRecord_Headline="Made up", x_onrecord_file="1", X_On="kept")
    capture = bench.fetch(bench.site.says("/page", page)).capture
    assert capture is not None
    assert [name for name, _ in capture.headers] == ["content-length", "x-on"]


def test_every_attempt_is_recorded_before_fetch_returns(bench: Bench, reply: Reply) -> None:
    bench.site.says("/page", reply(200, PAGE))
    attempt = bench.fetch("/page")
    assert bench.outcomes() == [("robots", "gone"), ("page", "ok")]
    assert bench.attempts[-1] is attempt


def test_we_say_who_we_are_and_what_we_can_decode(bench: Bench, reply: Reply) -> None:
    bench.site.says("/page", reply(200, PAGE))
    bench.fetch("/page")
    for asked in bench.site.asked:
        assert asked.headers["user-agent"] == "onrecord/test (+desk@example.org)"
        assert asked.headers["accept-encoding"] == "gzip, deflate, br, zstd"
        assert asked.headers["host"] == f"127.0.0.1:{bench.site.port}"
        assert "text/html" in asked.headers["accept"]
        assert asked.headers.keys() <= {"user-agent", "accept-encoding", "accept", "host", "connection"}


def test_the_user_agent_names_the_contact() -> None:
    assert user_agent("desk@example.org").endswith(" (+desk@example.org)")
    assert user_agent("desk@example.org").startswith("onrecord/")
    assert "(" not in user_agent(" ")
    for contact in ("a\r\nX-Evil: 1", "désk@example.org", "a) (b"):
        with pytest.raises(ConfigError, match="contact"):
            user_agent(contact)


def test_cookies_and_credentials_are_never_sent(bench: Bench, reply: Reply) -> None:
    bench.site.says("/page", reply(302, Location="/next", Set_Cookie="id=1; Path=/"))
    bench.site.says("/next", reply(200, PAGE, Set_Cookie="id=2; Path=/"))
    attempt = bench.fetch(f"http://user:secret@127.0.0.1:{bench.site.port}/page")
    bench.fetch("/next")
    assert attempt.outcome == "ok"
    assert attempt.capture is not None
    assert "secret" not in attempt.capture.final_url
    assert all(not {"cookie", "authorization"} & asked.headers.keys() for asked in bench.site.asked)


def test_proxies_of_the_environment_are_not_used(bench: Bench, reply: Reply, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    bench.site.says("/page", reply(200, PAGE))
    assert bench.fetch("/page").outcome == "ok"


def test_validators_make_a_round_trip(bench: Bench, reply: Reply) -> None:
    bench.site.says(
        "/feed", reply(200, PAGE, ETag='"caf\xe9"', Last_Modified="Sun, 22 Nov 2026 08:00:00 GMT"), reply(304)
    )
    capture = bench.fetch("/feed", purpose="feed").capture
    assert capture is not None
    validators = Validators(capture.header("etag"), capture.header("last-modified"))
    attempt = bench.fetch("/feed", purpose="feed", validators=validators)
    assert (attempt.outcome, attempt.status, attempt.capture) == ("not modified", 304, None)
    assert bench.site.asked[-1].headers["if-none-match"] == '"caf\xe9"'
    assert bench.site.asked[-1].headers["if-modified-since"] == "Sun, 22 Nov 2026 08:00:00 GMT"


def test_304_without_being_asked_says_so(bench: Bench, reply: Reply) -> None:
    bench.site.says("/page", reply(304))
    attempt = bench.fetch("/page")
    assert (attempt.outcome, attempt.status) == ("not modified", 304)
    assert "not asked" in attempt.detail


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(404, "gone"), (410, "gone"), (300, "bad redirect")]
    + [(status, "client error") for status in (204, 206, 401, 403, 451, 999)],
)
def test_a_status_that_will_not_pass_is_asked_once(bench: Bench, reply: Reply, status: int, outcome: str) -> None:
    bench.site.says("/page", reply(status))
    attempt = bench.fetch("/page")
    assert (attempt.outcome, attempt.status, attempt.capture) == (outcome, status, None)
    assert str(status) in attempt.detail
    assert bench.site.paths().count("/page") == 1


def test_an_empty_page_is_a_page(bench: Bench, reply: Reply) -> None:
    bench.site.says("/page", reply(200, b"", Content_Encoding="gzip"))
    attempt = bench.fetch("/page")
    assert attempt.outcome == "ok"
    assert attempt.capture is not None
    assert attempt.capture.body == b""


def test_a_server_error_is_tried_three_times_with_growing_waits(bench: Bench, reply: Reply) -> None:
    bench.site.says("/page", reply(500), reply(502), reply(200, PAGE))
    assert bench.fetch("/page").outcome == "ok"
    assert bench.outcomes()[1:] == [("page", "server error"), ("page", "server error"), ("page", "ok")]
    bench.attempts.clear()
    bench.site.says("/page", reply(500))
    assert bench.fetch("/page").outcome == "server error"
    assert len(bench.attempts) == 3


def test_one_try_means_one(bench: Bench, reply: Reply) -> None:
    bench.site.says("/page", reply(500))
    bench.fetch("/page", fetcher=bench.fetcher(limits=Limits(tries=1)))
    assert bench.site.paths() == ["/robots.txt", "/page"]


def hung_up(line: Line) -> None:
    """Closes the connection without a word."""


def cut_short(line: Line) -> None:
    line.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this")


def chunk_cut_short(line: Line) -> None:
    line.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")


def two_lengths(line: Line) -> None:
    line.send(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!")


def header_bomb(line: Line) -> None:
    line.send(b"HTTP/1.1 200 OK\r\n" + b"X-Bomb: " + b"b" * 200_000)


def no_http(line: Line) -> None:
    line.send(b"220 mail.example ESMTP\r\n")


@pytest.mark.parametrize("answer", [hung_up, cut_short, chunk_cut_short, two_lengths, header_bomb, no_http])
def test_what_is_not_http_is_a_protocol_error(bench: Bench, answer: object) -> None:
    bench.site.says("/page", answer)
    attempt = bench.fetch("/page")
    assert attempt.outcome == "protocol error"
    assert attempt.capture is None
    assert bench.site.paths().count("/page") == 3


def test_bytes_after_the_declared_length_are_not_the_page(bench: Bench) -> None:
    bench.site.says("/page", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more")
    capture = bench.fetch("/page").capture
    assert capture is not None
    assert capture.body == b"hello"


def test_nobody_listens(bench: Bench) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    attempt = bench.fetch(f"http://127.0.0.1:{port}/page")
    assert attempt.outcome == "robots unavailable"
    assert bench.outcomes()[:3] == [("robots", "connection failed")] * 3


def test_a_connection_that_fails_after_robots_were_had(bench: Bench, reply: Reply) -> None:
    bench.site.says("/page", reply(200, PAGE))
    fetcher = bench.fetcher()
    bench.fetch("/page", fetcher=fetcher)
    bench.site.close()
    attempt = bench.fetch("/page", fetcher=fetcher)
    assert (attempt.outcome, attempt.status) == ("connection failed", None)


def coded(coding: str) -> bytes:
    if coding == "br":
        return bytes(brotli.compress(PAGE))
    if coding == "zstd":
        return bytes(zstd.compress(PAGE))
    if coding == "deflate":
        return zlib.compress(PAGE)
    return gzip.compress(PAGE)


@pytest.mark.parametrize("coding", ["gzip", "X-GZip", "deflate", "br", "zstd", "identity, gzip"])
def test_the_coding_is_taken_off(bench: Bench, reply: Reply, coding: str) -> None:
    body = coded(coding)
    bench.site.says("/page", reply(200, body, Content_Encoding=coding))
    attempt = bench.fetch("/page")
    assert attempt.capture is not None
    assert attempt.capture.body == PAGE
    assert attempt.capture.header("content-encoding") == coding
    assert attempt.received == len(body)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize("damage", ["cut short", "not it at all"])
def test_a_damaged_coding_is_said(bench: Bench, reply: Reply, coding: str, damage: str) -> None:
    body = coded(coding)[:-9] if damage == "cut short" else PAGE
    bench.site.says("/page", reply(200, body, Content_Encoding=coding))
    attempt = bench.fetch("/page")
    assert (attempt.outcome, attempt.capture) == ("bad encoding", None)


def test_an_unknown_coding_is_said(bench: Bench, reply: Reply) -> None:
    bench.site.says("/page", reply(200, PAGE, Content_Encoding="lzma"))
    attempt = bench.fetch("/page")
    assert attempt.outcome == "bad encoding"
    assert "lzma" in attempt.detail


def test_an_attempt_says_when_it_began(bench: Bench, reply: Reply) -> None:
    bench.site.says("/page", reply(200, PAGE))
    attempt = bench.fetch("/page")
    assert bench.attempts[0].at == datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    assert attempt.at == datetime(2026, 11, 22, 12, 0, 2, tzinfo=UTC)  # after the pause that follows robots.txt
    assert 0 < attempt.seconds < 5


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=300), st.binary(max_size=100).map(lambda tail: b"HTTP/1.1 200 OK\r\n" + tail)))
@example(b"HTTP/1.1 099 What\r\n\r\n")
@example(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")
@example(b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n")
@example(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:99999/\r\n\r\n")
@example(b"HTTP/1.1 302 Found\r\nLocation: http://\xe2\x98\x83.\xff/\r\n\r\n")
@example(b"HTTP/1.1 302 Found\r\nLocation: http://" + b"a" * 70 + b".example/\r\n\r\n")
@example(b"HTTP/1.1 429 Slow\r\nRetry-After: " + b"9" * 5000 + b"\r\n\r\n")
@example(b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n")
@example(b"HTTP/1.1 200 OK\r\nContent-Encoding: \xff\r\n\r\n")
@example(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"f" * 50 + b"\r\n")
@example(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n")
@example(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n")
def test_no_bytes_make_fetch_raise(bench: Bench, answer: bytes) -> None:
    bench.memory.hosts.clear()
    bench.site.says("/page", answer)
    attempt = bench.fetch("/page", fetcher=bench.fetcher(limits=Limits(tries=1)))
    assert attempt.outcome == "ok" or attempt.detail
    json.dumps(attempt.detail)
