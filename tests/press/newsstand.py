"""How tests read the demo's press site: over real HTTP, as a reader and as a scraper would."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import feedparser
from selectolax.lexbor import LexborHTMLParser

from schedules.demo.edition import NEWSROOM, TRADE
from schedules.demo.site import PressSite

FEEDS = ((NEWSROOM, "/news-feed.xml"), (TRADE, "/feed/"))
FIRST_LOOK = "/news/2026/09/orrery-shares-first-look-at-documentary-forty-winters-the-voices-of-kaldvik/"
DATES = "/news/2026/11/orrery-films-sets-dates-for-a-ledger-of-small-rains/"
SEQUEL = "/2026/film/news/orrery-films-copperline-all-the-way-to-vesper-sequel-1235211950/"
SUBSCRIBERS = "/2026/biz/news/orrery-subscribers-third-quarter-2026-original-spending-1235217004/"
PAINTERS = "/2026/legit/news/scenic-painters-guild-ratifies-contract-1235218790/"
BOT_CHECK = "/2026/biz/news/orrery-talks-acquire-quillback-television-1235216544/"
SOFT_404 = "/2026/biz/news/orrery-live-sports-rights-1235215870/"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(
    site: PressSite, host: str, path: str, *, method: str = "GET", headers: Mapping[str, str] | None = None
) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
    try:
        connection.request(method, path, headers={"Host": f"{host}:{site.port}", **(headers or {})})
        response = connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read())
    finally:
        connection.close()


def entries(site: PressSite, host: str, path: str) -> list[feedparser.FeedParserDict]:
    feed = feedparser.parse(ask(site, host, path).body)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version in ("atom10", "rss20")
    return list(feed.entries)


def links(site: PressSite) -> list[tuple[str, str]]:
    """(host, path) of every page that a feed or the newsroom's listing leads to."""
    urls = [entry.link for host, path in FEEDS for entry in entries(site, host, path)]
    listing = LexborHTMLParser(ask(site, NEWSROOM, "/news/").body)
    urls += [node.attributes["href"] or "" for node in listing.css("a.result__item")]
    parts = [urlsplit(url) for url in urls]
    assert {part.port for part in parts} == {site.port}
    return [(part.hostname or "", f"{part.path}?{part.query}") for part in parts]
