"""Pages that answer 200 and are no article."""

# ruff: noqa: E501 -- a case is a line
from __future__ import annotations

import csv
import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper import read
from scraper.errors import QuarantinedError
from scraper.model import Capture
from scraper.page import Source

SOURCE = Source(slug="harbor-gazette", name="Harbor Gazette")
URL = "https://gazette.example/2026/08/a-story/"
LONG = "<p>" + "The harbor was quiet and the mayor was not, which everyone agreed was usual. " * 12 + "</p>"


def _capture(body: str | bytes, url: str = URL, content_type: str = "text/html; charset=utf-8") -> Capture:
    return Capture(
        source=SOURCE.slug,
        purpose="page",
        url=url,
        final_url=url,
        status=200,
        headers=(("content-type", content_type),),
        body=body.encode() if isinstance(body, str) else body,
        fetched_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


def _page(title: str, body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


PAID = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"H","isAccessibleForFree":%s}</script>'


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (_page("Just a moment...", "<div class=main-wrapper><noscript>Enable JavaScript</noscript></div>"), "bot check"),
        (_page("Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1><p>You are unable to access gazette.example</p>"), "bot check"),
        (_page("Access Denied", "<h1>Access Denied</h1>You don't have permission to access this. Reference #18.2f"), "bot check"),
        (_page("Pardon Our Interruption", "<p>Something about your browser made us think you were a bot.</p>"), "bot check"),
        (_page("Access to this page has been denied", "<div id=px-captcha></div>"), "bot check"),
        (_page("gazette.example", "<p>Please enable JS and disable any ad blocker</p><script src='https://ct.captcha-delivery.com/c.js'></script>"), "bot check"),
        (_page("", "<iframe src='/_Incapsula_Resource?SWUDNSAI=31'></iframe><p>Request unsuccessful.</p>"), "bot check"),
        (_page("Are you a robot?", "<p>Tick the box.</p>"), "bot check"),
        (_page("Before you continue", "<p>We use cookies.</p>"), "consent wall"),
        (_page("Gazette", "<p>We and our 800 partners store cookies.</p><script src='https://cdn.cookielaw.example/onetrust.js'></script>"), "consent wall"),
        (_page("Page not found - Harbor Gazette", f"<h1>404</h1>{LONG}"), "soft 404"),
        (_page("Harbor Gazette", "<h1>Oops! That page can’t be found.</h1><p>Try a search.</p>"), "soft 404"),
        (_page("404 Not Found", "<center>nginx</center>"), "soft 404"),
        (_page("A Story", "<h1>A Story</h1><article><p>It begins so.</p></article>", PAID % "false"), "paywall stub"),
        (_page("A Story", "<h1>A Story</h1><article><p>It begins so.</p></article>", PAID % '"False"'), "paywall stub"),
        (_page("A Story", "<h1>A Story</h1><article><p>It begins so.</p><p>Subscribe to continue reading.</p></article>"), "paywall stub"),
        (_page("", "<div id=app></div><script>boot()</script>"), "empty"),
        ("", "empty"),
        (" \n ", "empty"),
        (b"%PDF-1.7 ...", "not html"),
        (b"\x89PNG\r\n\x1a\n", "not html"),
        ('{"error": "no"}', "not html"),
        ("just words", "not html"),
        ("<?xml version='1.0'?><rss version='2.0'></rss>", "not html"),
    ],
)  # fmt: skip
def test_walls(html: str | bytes, reason: str) -> None:
    with pytest.raises(QuarantinedError, match=r"gazette\.example") as caught:
        read.article(SOURCE, _capture(html))
    assert caught.value.reason == reason


def test_by_address_and_content_type() -> None:
    with pytest.raises(QuarantinedError) as caught:
        read.article(SOURCE, _capture(_page("Yahoo", "<p>Hello</p>"), "https://guce.yahoo.example/consent"))
    assert caught.value.reason == "consent wall"
    for content_type in ("image/jpeg", "text/plain", " Text/Plain; charset=utf-8"):
        with pytest.raises(QuarantinedError, match="Content-Type") as caught:
            read.article(SOURCE, _capture(_page("A Story", LONG), content_type=content_type))
        assert caught.value.reason == "not html"


@pytest.mark.parametrize(
    "html",
    [
        # What ordinary pages carry, or are called, is no wall.
        _page("A Story", f"<h1>A Story</h1><article>{LONG}</article><script src='/cdn-cgi/challenge-platform/x.js'></script>"),
        _page("A Story", f"<h1>A Story</h1><article>{LONG}</article><div id=onetrust-banner>We use cookies</div>"),
        _page("Access Denied: A Story", f"<h1>Access Denied: A Story</h1><article>{LONG}</article>", PAID % "true"),
        _page("A Story", f"<h1>A Story</h1><article>{LONG}</article>", PAID % "false"),
        _page("A Story", f"<h1>A Story</h1><article>{LONG}</article><p>Subscribe to read more of this.</p>"),
        _page("In Short", "<h1>In Short</h1><article><p>The mayor has resigned. More to come.</p></article>"),
    ],
)  # fmt: skip
def test_no_walls(html: str) -> None:
    assert read.article(SOURCE, _capture(html)).text


def test_no_real_article_is_quarantined(shared_data: Path) -> None:
    with (shared_data / "pages" / "INDEX.tsv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["url"]]
    pages = [(row["url"], shared_data / "pages" / row["file"]) for row in rows]
    gold = json.loads((shared_data / "pages-gold" / "ground-truth.json").read_text(encoding="utf-8"))
    pages += [(gold[k]["url"], shared_data / "pages-gold" / "html" / f"{k}.html.gz") for k in gold]
    for url, path in pages:
        read.article(SOURCE, _capture(gzip.decompress(path.read_bytes()), url, "text/html"))
