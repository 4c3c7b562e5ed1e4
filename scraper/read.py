"""Bytes to leads, bytes to an article: pure, and loud where something is not where its source says it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from scraper import boilerplate, feeds, generic, quarantine
from scraper.charset import decoded
from scraper.errors import ReadError
from scraper.model import Address, Article, CanonicalReason, Capture, Lead, Moment, Reader
from scraper.page import Field, Layout, Page, Source, T, too_deep
from scraper.prose import Block, Prose, blocks, clean, join, split
from scraper.urls import address, canonical

_NO_LAYOUT: Final = Layout()
_LONGEST_PAGE: Final = 4_000_000  # characters: of 200 real pages the longest has 1.8 million
_LONGEST_TEXT: Final = 300_000  # characters: fifty thousand words, a short novel
_LONGEST_HEADLINE: Final = 2000
_NO_BREAKS: Final = re.compile(r"<(?:p|br|div|li|h[1-6]|blockquote)\b", re.IGNORECASE)


def leads(source: Source, capture: Capture) -> tuple[Lead, ...]:
    """The links on a feed or listing, canonical, in document order, each once.

    Raises ReadError where there are none: a feed without items and a listing without links are news.
    """
    if capture.purpose == "listing":
        return feeds.from_listing(source, capture)
    return feeds.from_feed(source, capture)


def on_topic(lead: Lead, topics: Sequence[str]) -> bool:
    """Whether a topic stands as whole words in the lead's title, summary or categories; () is on any."""
    if not topics:
        return True
    said = "\n".join((lead.title, lead.summary, *lead.categories)).casefold()
    return _topics(tuple(topics)).search(said) is not None


@lru_cache(maxsize=64)
def _topics(topics: tuple[str, ...]) -> re.Pattern[str]:
    wanted = (r"\s+".join(map(re.escape, topic.casefold().split())) for topic in topics if topic.strip())
    return re.compile(rf"(?<!\w)(?:{'|'.join(wanted)})(?!\w)")


def article(source: Source, capture: Capture, *, hint: Lead | None = None) -> Article:
    """The article on a page: by the source's layout, then JSON-LD, OpenGraph, and what pages have in common.

    `hint` fills in a date or byline that the page does not give. Raises QuarantinedError where the page is no
    article, ReadError naming the address and the field where the page has none.
    """
    page = _page(capture)
    layout = source.layout or _NO_LAYOUT
    headline = _headline(page, layout)
    prose, reader = _text(page, layout, headline)
    quarantine.check_page(page, prose.text)
    if not headline:
        raise _missing(page, "headline", source)
    if not prose.text:
        raise _missing(page, "text", source)
    _require_length(page.url, headline, prose)
    return Article(
        source=source.slug,
        address=_address(page, capture),
        headline=headline,
        subhead=_first(page, layout.subhead) or "",
        byline=_first(page, layout.byline) or generic.byline(page) or (hint.byline if hint else ""),
        published=_published(page, layout, hint),
        modified=_first(page, layout.modified) or generic.modified(page),
        language=generic.language(page),
        text=prose.text,
        marks=prose.marks,
        reader=reader,
        capture=capture.sha256,
    )


def _page(capture: Capture) -> Page:
    url, content_type = capture.final_url, capture.header("content-type")
    quarantine.check_bytes(url, content_type, capture.body)
    text = decoded(capture.body, content_type).text
    if len(text) > _LONGEST_PAGE:
        raise ReadError(f"{url}: a page of {len(text)} characters, more than {_LONGEST_PAGE}. Not parsed; it is kept.")
    quarantine.check_text(url, text)
    return Page(text, url)


def _first(page: Page, field: Field[T] | None) -> T | None:
    return None if field is None else field(page)


def _headline(page: Page, layout: Layout) -> str:
    if found := _first(page, layout.headline):
        return generic.without_site(found, page)
    return generic.headline(page)


def _text(page: Page, layout: Layout, headline: str) -> tuple[Prose, Reader]:
    if layout.text is not None and (found := layout.text(page)) and found.text:
        return found, "layout"
    return generic.text(page, headline) or (Prose(""), "generic")


def _published(page: Page, layout: Layout, hint: Lead | None) -> Moment | None:
    found = _first(page, layout.published) or generic.published(page)
    return found or (hint.published or hint.updated if hint else None)


def _address(page: Page, capture: Capture) -> Address:
    if capture.url.startswith("urn:"):
        return _declared_address(page, capture)
    try:
        return address(
            capture.url,
            capture.final_url,
            rel_canonical=page.links("canonical"),
            og_url=page.metas.get("og:url", ""),
        )
    except ValueError as error:
        raise ReadError(f"{capture.url}: the capture's address cannot be used: {error}") from error


def _declared_address(page: Page, capture: Capture) -> Address:
    """Where a page that came from disk says it was published, or the URN it is known by."""
    declared: tuple[tuple[str, CanonicalReason], ...] = (
        (page.links("canonical"), "rel=canonical"),
        (page.metas.get("og:url", ""), "og:url"),
    )
    for url, reason in declared:
        try:
            return Address(canonical(url).url, reason)
        except ValueError:  # not said, or not in full
            continue
    return Address(capture.url)


def _missing(page: Page, field: str, source: Source) -> ReadError:
    return ReadError(
        f"{page.url}: no {field} found. If it is an article, the layout of {source.slug} needs a look: "
        f"`onrecord check {source.slug} {page.url}`."
    )


def item(source: Source, lead: Lead, capture: Capture) -> Article:
    """A feed item that carries the whole article, as the article. Raises ReadError without text or title."""
    prose = markup(lead.html, lead.url, headline=lead.title)
    if not lead.title:
        raise ReadError(f"{lead.url}: the item in {capture.url} has no title, and its feed is said to be the article")
    if not prose.text:
        raise ReadError(
            f"{lead.url}: the item in {capture.url} has no text. If the feed carries whole articles no more, "
            f"take full_text from the source {source.slug}."
        )
    _require_length(lead.url, lead.title, prose)
    return Article(
        source=source.slug,
        address=Address(lead.url),
        headline=lead.title,
        byline=lead.byline,
        published=lead.published or lead.updated,
        modified=lead.updated if lead.published else None,
        text=prose.text,
        marks=prose.marks,
        reader="feed",
        capture=capture.sha256,
    )


def _require_length(url: str, headline: str, prose: Prose) -> None:
    """Raises ReadError where something is longer than articles have it, which would take minutes and memory."""
    for what, text, most in (("headline", headline, _LONGEST_HEADLINE), ("text", prose.text, _LONGEST_TEXT)):
        if len(text) > most:
            raise ReadError(f"{url}: a {what} of {len(text)} characters, more than {most}. Not read on; it is kept.")


def markup(text: str, url: str, *, headline: str = "") -> Prose:
    """A fragment of HTML as prose; one with no element that breaks lines is plain text."""
    if _NO_BREAKS.search(text) is None and "<" not in text:
        return join(Block(paragraph) for paragraph in split(text))
    if too_deep(text):
        raise ReadError(f"{url}: thousands of its elements lie within each other, which no article needs; not parsed")
    root = LexborHTMLParser(text).body
    return join(boilerplate.without(blocks(root, base=url), headline=headline)) if root is not None else Prose("")


def plain(
    text: str,
    *,
    source: str,
    headline: str,
    url: str,
    published: Moment | None = None,
    byline: str = "",
    capture: str = "",
) -> Article:
    """Plain text, taken unchanged as the article's text. Raises ReadError where the URL is not one.

    Unchanged means to the character: offsets into the file are offsets into the article. A text that was
    published nowhere is known by a URN (RFC 8141), which is taken as it is.
    """
    try:
        where = Address(url) if url.startswith("urn:") else canonical(url)
    except ValueError as error:
        raise ReadError(f"{url}: give the address it was published at: {error}") from error
    return Article(
        source=source,
        address=where,
        headline=clean(headline),
        byline=clean(byline),
        published=published,
        text=text,
        reader="text",
        capture=capture,
    )
