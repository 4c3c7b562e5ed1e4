"""A coverage-guided search for bytes that make reading or extraction raise what it should not.

`fuzz.py feed 60 CORPUS` searches feeds (or `page`, `layout`, `text`) for a minute, beginning with what CORPUS holds
already and leaving what it learned there; needs atheris (a wheel for Python 3.11 is on PyPI). What it finds is left as
`crash-*` in the working folder: put it into `regressions/`, where `test_any_bytes.py` tries it ever after.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

if __name__ == "__main__":  # only who searches needs it, and it must be there before what it follows is imported
    import atheris

    with atheris.instrument_imports(include=["scraper", "feedparser"]):
        import scraper.extract
        import scraper.read  # noqa: F401 - imported so that it is followed

from scraper import extract, read
from scraper.errors import ReadError
from scraper.model import Capture, Purpose
from scraper.page import Source
from scraper.sources import builtin

PAGES = Path(__file__).resolve().parents[1] / "pages"
URL = "http://gazette.test/a"
GAZETTE = Source(slug="gazette", name="Gazette", homepage="http://gazette.test/", feeds=("http://gazette.test/feed/",))
LAYOUTS = tuple(builtin().values())
SEEDS = {
    "feed": b'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><item><title>A &amp; b</title>'
    b"<link>http://gazette.test/a</link><pubDate>Wed, 04 Mar 2026 11:30:00 GMT</pubDate></item></channel></rss>",
    "page": b"<!doctype html><html><head><title>Quay</title><script type='application/ld+json'>"
    b'{"@type": "NewsArticle", "datePublished": "2026-03-04"}</script></head><body><article><h1>Quay</h1>'
    b"<p>The lights went out one by one, and nobody could say who had seen them go.</p></article></body></html>",
    "layout": b"<!doctype html><html><head><meta property='og:title' content='Quay'></head><body><main><article>"
    b"<h1>Quay</h1><div class='entry-content article-body'><p>The <i>lights</i> went out <a href='/b'>one by one</a>,"
    b" and nobody saw them go.</p><time datetime='2026-03-04'>today</time></div></article></main></body></html>",
    "text": "“It is late,” said Ada Quillford, the director of “Empty Quay.” The film, starring Björn Hallor as Théo, "
    "premieres on March 4, 2027.".encode(),
}


def captured(body: bytes, purpose: Purpose) -> Capture:
    kind = "application/rss+xml" if purpose == "feed" else "text/html"
    return Capture(
        source="gazette",
        purpose=purpose,
        url=URL,
        final_url=URL,
        status=200,
        headers=(("content-type", kind),),
        body=body,
        fetched_at=datetime(2026, 3, 4, tzinfo=UTC),
    )


def feed(body: bytes) -> None:
    """Leads, or a ReadError: nothing else."""
    try:
        leads = read.leads(GAZETTE, captured(body, "feed"))
    except ReadError:
        return
    assert len({lead.url for lead in leads}) == len(leads) > 0


def page(body: bytes) -> None:
    try:
        found = read.article(GAZETTE, captured(body, "page"))
    except ReadError:
        return
    sound(extract.story(found).article.text, found.text)


def layout(body: bytes) -> None:
    """As `page`, by the layout of a source that is built in."""
    source = LAYOUTS[len(body) % len(LAYOUTS)]
    try:
        found = read.article(source, captured(body, "page"))
    except ReadError:
        return
    assert found.text
    assert all(0 <= mark.span.start < mark.span.end <= len(found.text) for mark in found.marks)


def text(body: bytes) -> None:
    found = read.plain(body.decode(errors="replace"), source="gazette", headline="Quay", url=URL)
    story = extract.story(found)
    for quote in story.quotes:
        assert quote.span.of(found.text)
    for credit in story.credits:
        assert credit.evidence.of(found.text)


def sound(one: str, other: str) -> None:
    assert one == other


def seeds(target: str) -> Iterator[bytes]:
    """What the search begins with: a seed of its own, and the pages that the sources' tests have."""
    yield SEEDS[target]
    for path in sorted(PAGES.glob("*/*.html")):
        if target in ("page", "layout"):
            yield path.read_bytes()
        elif target == "text":
            yield "\n\n".join(json.loads(path.with_suffix(".json").read_bytes())["text"]).encode()


TARGETS: dict[str, Callable[[bytes], None]] = {"feed": feed, "page": page, "layout": layout, "text": text}


def main() -> None:
    target, seconds = sys.argv[1], sys.argv[2]
    corpus = Path(sys.argv[3])
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(target)):
        (corpus / f"seed-{number}").write_bytes(seed)
    regressions = Path(__file__).with_name("regressions") / target
    atheris.Setup(
        [sys.argv[0], f"-max_total_time={seconds}", "-max_len=4096", "-timeout=20", str(corpus), str(regressions)],
        TARGETS[target],
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
