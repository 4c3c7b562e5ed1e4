"""The contract every built-in source keeps: a recorded page, and every field of its article as expected."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scraper import read
from scraper.errors import ConfigError
from scraper.model import Article, Capture, Moment
from scraper.page import Source
from scraper.sources import builtin

PAGES = Path(__file__).resolve().parents[1] / "pages"
FIELDS = ("url headline subhead byline published modified language reader text marks").split()
CASES = sorted(path for slug in builtin() for path in (PAGES / slug).glob("*.html"))


def _capture(source: Source, path: Path) -> Capture:
    body = path.read_bytes()
    found = re.search(rb'rel="canonical" href="([^"]+)"', body)
    url = found[1].decode() if found else f"{source.homepage}{path.stem}/"
    return Capture(
        source=source.slug,
        purpose="page",
        url=url,
        final_url=url,
        status=200,
        headers=(("content-type", "text/html; charset=utf-8"),),
        body=body,
        fetched_at=datetime(2026, 11, 22, 12, tzinfo=UTC),
    )


@cache
def _read(path: Path) -> Article:
    source = builtin()[path.parent.name]
    return read.article(source, _capture(source, path))


def _as_json(article: Article) -> dict[str, Any]:
    return {
        "url": article.address.url,
        "headline": article.headline,
        "subhead": article.subhead,
        "byline": article.byline,
        "published": _moment(article.published),
        "modified": _moment(article.modified),
        "language": article.language,
        "reader": article.reader,
        "text": article.text.split("\n\n"),
        "marks": [[mark.kind, mark.span.of(article.text), mark.href] for mark in article.marks],
    }


def _moment(moment: Moment | None) -> list[str] | None:
    return None if moment is None else [moment.at.isoformat(), moment.precision, moment.verbatim]


def _expected(path: Path) -> dict[str, Any]:
    expectation = path.with_suffix(".json")
    if not expectation.exists():
        found = json.dumps(_as_json(_read(path)), indent=1, ensure_ascii=False)
        expectation.write_text(found + "\n", encoding="utf-8")
        pytest.fail(f"{expectation.name} was missing and has been written: read it, then run again")
    expected: dict[str, Any] = json.loads(expectation.read_text(encoding="utf-8"))
    return expected


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_field_of_a_recorded_page(path: Path, field: str) -> None:
    assert _as_json(_read(path))[field] == _expected(path)[field]


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_expectation_has_every_field_and_no_other(path: Path) -> None:
    assert list(_expected(path)) == FIELDS


@pytest.mark.parametrize("slug", builtin())
def test_every_source_has_a_recorded_page(slug: str) -> None:
    assert [path for path in CASES if path.parent.name == slug]


def test_no_recorded_page_is_without_its_source() -> None:
    recorded = {path.parent.name for path in PAGES.glob("*/*.html")}
    assert {slug for slug in recorded if slug not in builtin()} <= {"walls"}


@pytest.mark.parametrize("source", builtin().values(), ids=builtin())
def test_a_source_says_what_the_archive_needs_of_it(source: Source) -> None:
    assert source.name
    assert source.homepage.startswith("https://")
    assert source.terms_url.startswith("https://")
    assert source.feeds
    assert source.reuse == ("release" if source.kind == "studio" else "press")
    assert source.topics is None or source.slug == "apple-tv-press"
    assert all(url.startswith("https://") and source.owns(url) for url in (*source.feeds, *source.listings))
    assert not source.loopback


def test_the_twelve_that_were_asked_for_are_there() -> None:
    assert set(builtin()) == set(
        "apple-tv-press apple-newsroom deadline variety hollywood-reporter tvline indiewire thewrap"
        " collider 9to5mac macrumors appleinsider".split()
    )


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_page_belongs_to_its_own_source_and_no_other(path: Path) -> None:
    url = _read(path).address.url
    assert [slug for slug, source in builtin().items() if source.owns(url)] == [path.parent.name]


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://www.apple.com/tv-pr/news/2026/08/x/", "apple-tv-press"),
        ("https://www.apple.com/ca/tv-pr/news/2026/08/x/", "apple-tv-press"),
        ("https://www.apple.com/newsroom/2026/09/x/", "apple-newsroom"),
        ("https://www.apple.com/uk/newsroom/2026/09/x/", "apple-newsroom"),
        ("https://apple.com/tv-pr", "apple-tv-press"),
        ("https://www.apple.com/iphone/", None),
        ("https://variety.com/2026/x/", "variety"),
        ("https://www.variety.com/2026/x/", "variety"),
        ("https://notvariety.com/2026/x/", None),
        ("https://feeds.macrumors.com/MacRumors-All", "macrumors"),
        ("http://[::1", None),
        ("not a url", None),
    ],
)
def test_whose_url_it_is(url: str, slug: str | None) -> None:
    assert [s for s, source in builtin().items() if source.owns(url)] == ([slug] if slug else [])


def test_apples_listing_takes_articles_alone() -> None:
    source = builtin()["apple-tv-press"]
    assert source.lists("https://www.apple.com/tv-pr/news/2026/08/a-release/")
    assert not source.lists("https://www.apple.com/tv-pr/news/")
    assert not source.lists("https://www.apple.com/tv-pr/originals/copper-meridian/")


@pytest.mark.parametrize("wrong", [{"slug": "Not A Slug"}, {"slug": "x", "article_urls": "("}])
def test_a_source_that_cannot_work_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match=re.escape(wrong["slug"])):
        Source(**{"name": "X", **wrong})  # type: ignore[arg-type]


def test_a_source_is_frozen_and_has_defaults() -> None:
    source = Source(slug="harbor-gazette", name="Harbor Gazette")
    assert (source.delay.total_seconds(), source.every.total_seconds()) == (2, 1800)
    assert {field.name for field in fields(source)} >= {"slug", "feeds", "layout", "topics"}
