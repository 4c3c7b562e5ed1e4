"""Whatever a server does ends soon, in a row that says what happened, and the next source is collected."""

from __future__ import annotations

import gzip
import socket
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from schedules import desk as desks
from schedules import run
from schedules.config import Config
from scraper.fetch import Limits
from scraper.model import Report
from scraper.page import Source

LONG = "The harbour lights went out one by one, and nobody on the quay could say afterwards who had seen them go. " * 4
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"

Behaviour = Callable[[socket.socket, str], None]


@contextmanager
def server(feed: str, behaviour: Behaviour, robots: bytes = b"") -> Iterator[int]:
    """A server whose feed names one page, /page, and which treats that page as told."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    def answer(connection: socket.socket) -> None:
        with connection:
            request = connection.recv(65536).decode("latin-1")
            path = request.split(" ")[1] if " " in request else ""
            try:
                if path == "/robots.txt":
                    connection.sendall(
                        robots or b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    )
                elif path == "/feed/":
                    body = feed.replace("PORT", str(port)).encode()
                    connection.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)
                else:
                    behaviour(connection, path)
            except OSError:
                pass  # the collector hung up, as it should

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield port
    finally:
        listener.close()


def rss(path: str = "/page") -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>'
        f"<item><title>A story</title><link>http://127.0.0.1:PORT{path}</link></item></channel></rss>"
    )


def article(charset: str = "utf-8") -> bytes:
    body = f"<article><h1>Zoë at the café</h1><p>{LONG}</p></article>"
    text = f"<html><head><title>Zoë at the café</title></head><body>{body}</body></html>"
    return text.encode(charset)


@cache
def nested() -> bytes:
    """A small body that is 64 MiB of zeros under two codings."""
    return gzip.compress(gzip.compress(b"\0" * 64 * 2**20, 9), 9)


@cache
def deflated() -> bytes:
    return zlib.compress(b"\0" * 64 * 2**20, 9)


def bomb(connection: socket.socket, _path: str) -> None:
    body = nested()
    connection.sendall(HEAD + b"Content-Encoding: gzip, gzip\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def flood(connection: socket.socket, _path: str) -> None:
    body = deflated()
    connection.sendall(HEAD + b"Content-Encoding: deflate\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def drip(connection: socket.socket, _path: str) -> None:
    connection.sendall(HEAD + b"Content-Length: 100000\r\n\r\n")
    for _ in range(200):
        connection.sendall(b"x")
        time.sleep(0.05)


def redirect(target: str) -> Behaviour:
    def to(connection: socket.socket, _path: str) -> None:
        connection.sendall(
            f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
        )

    return to


def not_modified(connection: socket.socket, _path: str) -> None:
    connection.sendall(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n")


def bot_check(connection: socket.socket, _path: str) -> None:
    body = b"<html><head><title>Just a moment...</title></head><body>Verify you are human</body></html>"
    connection.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)


def wrong_charset(connection: socket.socket, _path: str) -> None:
    body = article("windows-1252").replace(b"<head>", b'<head><meta charset="windows-1252">')
    head = HEAD.replace(b"; charset=utf-8", b"")
    connection.sendall(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)


def fine(connection: socket.socket, _path: str) -> None:
    body = article()
    connection.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)


@contextmanager
def passed(folder: Path, port: int) -> Iterator[tuple[Report, Callable[[str], list[tuple[Any, ...]]]]]:
    source = Source(
        slug="odd",
        name="Odd",
        homepage=f"http://127.0.0.1:{port}/",
        feeds=(f"http://127.0.0.1:{port}/feed/",),
        delay=timedelta(0),
        loopback=True,
    )
    config = Config(archive=folder / "archive.db", contact="", topics=(), sources={"odd": source})
    limits = replace(Limits(), gap=timedelta(0), deadline=timedelta(seconds=3), tries=1)
    with desks.opened(config, limits=limits) as desk:
        report = run.run(source, desk)

    def rows(query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(config.captures)) as captures:
            captures.execute("attach ? as archive", [str(config.archive)])
            return captures.execute(query).fetchall()

    yield report, rows


@pytest.mark.parametrize(
    ("behaviour", "outcome", "words"),
    [
        (bomb, "bad encoding", "gzip, gzip"),
        (flood, "too large", "15"),
        (drip, "too slow", "3 s"),
        (redirect("http://10.0.0.1/"), "refused address", "10.0.0.1"),
        (redirect("http://[::ffff:10.0.0.1]/"), "refused address", "10.0.0.1"),
        (redirect("/page"), "redirect loop", "/page"),
        (not_modified, "not modified", ""),
    ],
    ids=[
        "gzip, gzip",
        "deflate flood",
        "drip",
        "redirect to 10.0.0.1",
        "mapped address",
        "redirect loop",
        "bare 304",
    ],
)
def test_it_ends_in_a_row_that_says_what_happened(
    tmp_path: Path, behaviour: Behaviour, outcome: str, words: str
) -> None:
    nested()  # both are made before the clock of the request runs
    deflated()
    with server(rss(), behaviour) as port, passed(tmp_path, port) as (report, rows):
        ((said, detail),) = rows("select outcome, detail from attempts where purpose = 'page'")
        assert said == outcome
        assert words in detail
        assert rows("select count(*) from articles") == [(0,)]
        assert (report.saved, len(report.failed)) == (0, 1)


def test_a_redirect_to_loopback_is_refused_where_loopback_is_not_allowed(tmp_path: Path) -> None:
    with server(rss(), fine) as port:
        url = f"http://127.0.0.1:{port}/feed/"
        source = Source(slug="odd", name="Odd", homepage=url, feeds=(url,))
        config = Config(archive=tmp_path / "archive.db", contact="", topics=(), sources={"odd": source})
        with desks.opened(config) as desk:
            (problem,) = run.run(source, desk).failed
    assert "refused address" in problem
    assert "127.0.0.1" in problem


def test_a_bot_check_under_200_is_quarantined(tmp_path: Path) -> None:
    with server(rss(), bot_check) as port, passed(tmp_path, port) as (report, rows):
        assert rows("select result from captures where purpose = 'page'") == [("quarantined",)]
        assert "bot check" in report.failed[0]
        assert rows("select count(*) from articles") == [(0,)]


def test_a_wrong_charset_is_put_right(tmp_path: Path) -> None:
    with server(rss(), wrong_charset) as port, passed(tmp_path, port) as (report, rows):
        assert report.failed == ()
        assert rows("select headline from articles") == [("Zoë at the café",)]


def test_a_feed_that_is_html(tmp_path: Path) -> None:
    with (
        server("<html><body><h1>Welcome</h1></body></html>", fine) as port,
        passed(tmp_path, port) as (report, rows),
    ):
        assert "/feed/" in report.failed[0]
        ((result, detail),) = rows("select result, detail from captures where purpose = 'feed'")
        assert result == "unreadable"
        assert "feed" in detail


def test_robots_txt_answering_500_means_no(tmp_path: Path) -> None:
    robots = b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    with server(rss(), fine, robots) as port, passed(tmp_path, port) as (report, rows):
        assert "robots unavailable" in report.failed[0]
        assert rows("select purpose, outcome from attempts order by at") == [
            ("robots", "server error"),
            ("feed", "robots unavailable"),
        ]
