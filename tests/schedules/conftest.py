"""A publisher on loopback whose pages a test can change, and a clock it can move."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from schedules import desk as desks
from schedules.config import Config
from schedules.desk import Desk
from scraper.fetch import Limits
from scraper.page import Source

START = datetime(2026, 3, 4, 12, tzinfo=UTC)


class TestClock:
    """Wall time stands still until a test moves it; waiting moves it too."""

    __test__ = False

    def __init__(self, now: datetime = START) -> None:
        self.time = now
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return time.monotonic() + sum(self.slept)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def pass_by(self, **length: float) -> None:
        self.time += timedelta(**length)


@dataclass
class Site:
    """One origin: `put` a page, and it is served with the validators a good server gives."""

    server: HTTPServer
    pages: dict[str, tuple[bytes, str, datetime]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)  # "GET /path" or "GET /path if changed", in order
    custom: dict[str, Callable[[Request], Response]] = field(default_factory=dict)

    def url(self, path: str) -> str:
        return self.server.url_for(path)

    def put(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", at: datetime = START) -> None:
        self.pages[path] = (body.encode() if isinstance(body, str) else body, kind, at)

    def rss(self, *items: tuple[str, str], date: str = "Wed, 04 Mar 2026 11:30:00 GMT") -> str:
        """An RSS feed of (path, title) items."""
        entries = "".join(
            f"<item><title>{title}</title><link>{self.url(path)}</link><guid>{path}</guid>"
            f"<pubDate>{date}</pubDate><description>{title}: an excerpt.</description></item>"
            for path, title in items
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title>{entries}</channel></rss>'

    @staticmethod
    def page(headline: str, *paragraphs: str, published: str = "2026-03-04T11:30:00Z") -> str:
        """An article page with nothing but what it needs."""
        body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        data = f'{{"@type": "NewsArticle", "headline": "{headline}", "datePublished": "{published}"}}'
        return (
            f'<!doctype html><html lang="en"><head><title>{headline}</title>'
            f'<script type="application/ld+json">{data}</script></head>'
            f"<body><main><article><h1>{headline}</h1>{body}</article></main></body></html>"
        )

    def answer(self, request: Request) -> Response:
        conditional = " if changed" if request.headers.get("If-None-Match") else ""
        self.asked.append(f"{request.method} {request.path}{conditional}")
        if request.path in self.custom:
            return self.custom[request.path](request)
        if request.path not in self.pages:
            return Response("not here", 404)
        body, kind, at = self.pages[request.path]
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        headers = {"ETag": etag, "Last-Modified": format_datetime(at, usegmt=True)}
        if request.headers.get("If-None-Match") == etag:
            return Response("", 304, headers)
        return Response(body, 200, headers, content_type=kind)


@pytest.fixture(scope="session")
def served() -> Callable[[HTTPServer], Site]:
    return _served


def _served(server: HTTPServer) -> Site:
    made = Site(server)
    server.expect_request("/robots.txt").respond_with_handler(made.answer)
    server.expect_request(re.compile("^/")).respond_with_handler(made.answer)
    return made


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    return _served(httpserver)


@pytest.fixture
def gazette(site: Site) -> Source:
    return Source(
        slug="harbor-gazette",
        name="Harbor Gazette",
        homepage=site.url("/"),
        feeds=(site.url("/feed/"),),
        loopback=True,
    )


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def config(tmp_path: Path, gazette: Source) -> Config:
    return Config(
        archive=tmp_path / "archive.db",
        contact="test@example.org",
        topics=(),
        sources={gazette.slug: gazette},
    )


@pytest.fixture
def desk(config: Config, clock: TestClock) -> Iterator[Desk]:
    with desks.opened(config, clock=clock, limits=Limits(gap=timedelta(0))) as opened:
        yield opened
