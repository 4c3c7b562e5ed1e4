"""Pages that no layout describes: headline, dates, byline and text by what pages have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final, Literal
from urllib.parse import urlsplit

import trafilatura
from selectolax.lexbor import LexborNode

from scraper import boilerplate, structured
from scraper.dates import moment, zoned
from scraper.model import Moment
from scraper.page import Page, body, line
from scraper.prose import Block, Prose, blocks, clean, join, split
from scraper.structured import names, string, words
from scraper.urls import site

_PUBLISHED: Final = (
    "article:published_time article:published article.published datepublished sailthru.date parsely-pub-date"
    " og:article:published_time og:pubdate pubdate published_at cxenseparse:recs:publishtime publication_date"
    " publish-date dc.date.issued dcterms.created dc.date dc.date.created date.created dc.created date"
    " datecreated revision_date"
).split()
_MODIFIED: Final = "article:modified_time datemodified og:updated_time article:modified lastmod last-modified".split()
_BYLINE: Final = "author sailthru.author parsely-author article:author dc.creator byl cxenseparse:author".split()
_TIME: Final = (
    '[itemprop~="datePublished"]',
    "time[pubdate]",
    "time.published, time.entry-date, time.pubdate, time.date",
    "article header time, article time, main time, header time",
    "time",
    '[class*="pubdate" i], [class*="publish" i], [class*="timestamp" i], [class*="dateline" i]',
    '[class*="date" i], [class*="posted" i]',
)
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2]|[a-z]{3})[/-](0?[1-9]|[12]\d|3[01])(?=[/-]|$)")
_SEPARATOR = re.compile(r"\s+(?:[-–—|·•»:]|::)\s+|\s*\|\s*")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*$")
_CONTAINERS: Final = (
    '[itemprop~="articleBody"]',
    ".entry-content, .article-body, .article__body, .post-content, .post-body, .a-content",
    ".articleBody, .article-content, .story-body",
)
_DEEPEST_LXML: Final = 250  # libxml2 gives up on a tree past 256, and what it gives then is not the page


def headline(page: Page) -> str:
    """The headline as the page shows it: the first-level heading that its own metadata agrees with.

    Metadata alone is what the publisher tells search engines and social sites, often another, shorter line.
    """
    said = list(_titles(page))
    shown = [text for node in page.tree.css("h1") if (text := line(node)) and not _is_site(text, page)]
    for text in shown:
        if any(words(text) == words(title) for title in said):
            return text
    if shown:
        best = max(shown, key=lambda text: max((_likeness(text, title) for title in said), default=0.0))
        if max((_likeness(best, title) for title in said), default=0.0) >= 0.4 or len(shown) == 1:
            return best
    return next(iter(said), shown[0] if shown else "")


def _titles(page: Page) -> Iterator[str]:
    """What the page calls itself, the publisher's name taken off."""
    for title in (
        string(page.article.get("headline")),
        *map(page.metas.get, ("og:title", "twitter:title")),
        page.title,
    ):
        if title and (bare := without_site(structured.string(title), page)):
            yield bare


def without_site(title: str, page: Page) -> str:
    """A title without " | Section | Publisher" at its end."""
    for name in sorted(_site_names(page), key=len, reverse=True):
        tail = re.search(rf"\s*[-–—|·•»:]+\s*{re.escape(name)}$", title, re.IGNORECASE)
        if tail and tail.start():
            title = title[: tail.start()]
            break
    while cuts := list(_SEPARATOR.finditer(title)):
        head, tail_text = title[: cuts[-1].start()], title[cuts[-1].end() :]
        if not head or not _is_site(tail_text, page):
            break
        title = head
    bar = title.rfind(" | ")  # nothing but a section stands after a bar
    return title[:bar].strip() if bar > 0 and len(words(title[bar:])) <= 3 else title.strip()


def _site_names(page: Page) -> Iterator[str]:
    for name in ("og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site"):
        if said := page.metas.get(name):
            yield said.removeprefix("@")
    publisher = page.article.get("publisher")
    if isinstance(publisher, dict):
        yield from names(publisher)


def _is_site(text: str, page: Page) -> bool:
    ours = "".join(words(text))
    if not ours:
        return True
    host = site(urlsplit(page.url).netloc).partition(".")[0].replace("-", "")
    return (
        ours == host
        or (len(ours) > 2 and host in (f"the{ours}", f"{ours}mag", f"{ours}online"))
        or (ours.removeprefix("the").startswith(host) and len(host) > 2 and len(words(text)) <= 3)
        or any(ours == "".join(words(name)) for name in _site_names(page))
    )


def _likeness(one: str, other: str) -> float:
    ours, theirs = set(words(one)), set(words(other))
    return len(ours & theirs) / max(1, min(len(ours), len(theirs))) if len(ours) > 1 else 0.0


def published(page: Page) -> Moment | None:
    """When the page says it was published: schema.org, then its metas, then what a reader sees."""
    return _refined(_said(page, "datePublished", _PUBLISHED)) or _shown(page) or url_date(page.url)


def modified(page: Page) -> Moment | None:
    """When the page says it was last changed, if it says so apart from its publication."""
    return _refined(_said(page, "dateModified", _MODIFIED))


def _said(page: Page, key: str, metas: Iterable[str]) -> Iterator[Moment | None]:
    yield moment(structured.scalar(page.article.get(key)))
    node = page.tree.css_first(f'time[itemprop~="{key}"]')
    yield moment(node.attributes.get("datetime")) if node is not None else None
    for name in metas:
        yield moment(page.metas.get(name))
    for other in page.json_ld:  # a WebPage's date is its article's, where the article gives none
        if "WebPage" in structured.types(other):
            yield moment(structured.scalar(other.get(key)))


def _refined(moments: Iterable[Moment | None]) -> Moment | None:
    """The first that was said, unless a later one says the same more exactly: with a zone, or a clock."""
    said = [found for found in moments if found is not None]
    if not said or zoned(said[0]):
        return said[0] if said else None
    near = [found for found in said if abs(found.at - said[0].at) < timedelta(hours=36)]
    clocked = (
        m for m in near if said[0].precision == "day" and m.precision != "day" and m.at.date() == said[0].at.date()
    )
    return next((m for m in near if zoned(m)), None) or next(clocked, said[0])


def _shown(page: Page) -> Moment | None:
    """The first date a reader sees where pages show when they were published."""
    nodes = (node for selector in _TIME for node in page.tree.css(selector)[:20])
    return next((found for node in nodes if (found := _shown_in(node))), None)


def _shown_in(node: LexborNode) -> Moment | None:
    attributes = node.attributes
    for said in (attributes.get("datetime"), attributes.get("content"), line(node)[:120]):
        if (found := moment(said)) and found.precision not in ("year", "month"):
            return found
    return None


def url_date(url: str) -> Moment | None:
    """/2019/11/18/ in the address."""
    found = _URL_DATE.search(urlsplit(url).path.casefold())
    if found is None:
        return None
    year, month, day = found.groups()
    return moment(f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}")


def byline(page: Page) -> str:
    """Who the page says wrote it, names joined by commas."""
    if authors := names(page.article.get("author")):
        return ", ".join(map(_by, authors))
    for name in _BYLINE:
        said = page.metas.get(name, "")
        if said and not said.startswith(("http://", "https://")):
            return _by(said)
    for node in page.tree.css('[rel~="author"], [itemprop~="author"], .byline')[:3]:
        if (shown := line(node)) and len(shown) < 120:
            return _by(shown)
    return ""


def _by(text: str) -> str:
    return re.sub(r"^(?:written\s+)?by\b:?\s+", "", text, flags=re.IGNORECASE).strip()


def language(page: Page) -> str:
    """BCP 47, as the page says: its root element first, then JSON-LD and OpenGraph."""
    root = page.tree.css_first("html")
    said = (root.attributes.get("lang") if root is not None else "") or ""
    for tag in (said, string(page.article.get("inLanguage")), page.metas.get("og:locale", "")):
        if _LANGUAGE.match(tag.strip()):
            return tag.strip().replace("_", "-")
    return ""


def text(page: Page, title: str) -> tuple[Prose, Literal["json-ld", "generic"]] | None:
    """The article's paragraphs, and what told which they are; None where there are none."""
    root = page.tree.body
    if root is None:
        return None
    seen: dict[str, Block] = {}
    for block in blocks(root, base=page.url, everything=True):
        seen.setdefault(_key(block.text), block)
    generic = boilerplate.without(_within(page, _extracted(page, seen)), headline=title)
    stated = boilerplate.without(_matched(split(_body(page)), seen), headline=title)
    # trafilatura reads the same statement where it finds nothing on the page
    if _size(stated) > 1.5 * _size(block for block in generic if _key(block.text) in seen):
        return join(stated), "json-ld"
    return (join(generic), "generic") if generic else None


def _body(page: Page) -> str:
    stated = structured.text(page.article.get("articleBody"))
    return "" if re.search(r"</?[a-z]+[\s>/]", stated) else stated


def _extracted(page: Page, seen: dict[str, Block]) -> tuple[Block, ...]:
    """What trafilatura takes for the text, as the page's own blocks: with their marks.

    `fast` leaves out its second opinions, which score lower here: F1 0.963 against 0.955 on pages-gold.
    """
    if page.depth > _DEEPEST_LXML:
        return ()
    try:
        for fast in (True, False):
            if found := trafilatura.extract(page.html, fast=fast, include_comments=False):
                return _matched(found.splitlines(), seen)
        return ()
    finally:
        _forget()


def _forget() -> None:
    """Empty trafilatura's caches, which hold the last thousand texts of elements, however long each is.

    `trafilatura.meta.reset_caches` also empties those that are small and slow to fill, and collects garbage.
    """
    for cached in (trafilatura.utils.trim, trafilatura.utils.line_processing):
        cached.cache_clear()


def _matched(lines: Iterable[str], seen: dict[str, Block]) -> tuple[Block, ...]:
    return tuple(seen.get(_key(plain)) or Block(plain) for said in lines if (plain := clean(said)))


def _within(page: Page, found: tuple[Block, ...]) -> tuple[Block, ...]:
    """Only what lies in what the page calls its article's body, where it has one and most lies there."""
    for selector in _CONTAINERS:
        inside = boilerplate.without(body(page, selector))
        if _size(inside) > 200:
            keys = {_key(block.text) for block in inside}
            kept = tuple(block for block in found if _key(block.text) in keys)
            if _size(kept) >= 0.45 * _size(found):
                return inside if _size(inside) > 2 * _size(found) else kept
            break
    return found


def _size(found: Iterable[Block]) -> int:
    return sum(len(block.text) for block in found)


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
