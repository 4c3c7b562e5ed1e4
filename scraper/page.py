"""A small language for saying where things are on a page: fields, layouts, and the sources that have them.

`|` falls back, `>>` maps: `css("h1.headline") | meta("og:title")`, `css("time", "datetime") >> moment`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper import boilerplate, structured
from scraper import dates as _dates
from scraper.errors import ConfigError, ReadError
from scraper.model import Moment, Publisher
from scraper.prose import Block, Prose, blocks, clean, join

T = TypeVar("T")
U = TypeVar("U")

_DEEPEST = 1500  # elements within each other; real pages stay under 160. Parsers take quadratic time in this
_FEW = 3000  # elements: whatever lies within what, they take half a second; 99 of 100 real pages have fewer
_UNUSUAL = 200
_MOST_NODES = 2_500_000  # tags times depth, at most a kilobyte each; 1.2 million is the most among 200 real pages
_TAG = re.compile(r"<(/?[a-zA-Z][^\s/>]*)")
_UNSEEN = re.compile(r"<!--|<(script|style|textarea|title|svg)\b", re.IGNORECASE)
# What stands within <svg> is drawn, and within <title> is text, but not these: they end an <svg> and lie in what it
# lies in (HTML Standard, section 13.2.6.5), and a <title> within <svg> holds elements.
_ELEMENTS = re.compile(
    r"<(?:[bipsu]|big|blockquote|body|center|code|d[dlt]|div|em|embed|foreignobject|h[1-6]|head|hr|img|li|listing|math|menu"
    r"|meta|nobr|ol|pre|ruby|small|span|strong|strike|su[bp]|table|tt|ul|var)[\s/>]",
    re.IGNORECASE,
)
_LONG_TAG = re.compile(r"<[a-zA-Z][^>]{20000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_BETWEEN = re.compile(r"[\s/]+")
_MOST_ATTRIBUTES = 5000
# Elements that hold nothing, or that the next of their kind closes: they cannot nest by being repeated.
_FLAT = frozenset(
    "area base br col embed frame hr img input link meta param source track wbr p li dt dd option optgroup"
    " tr td th thead tbody tfoot colgroup html head body rp rt".split()
)
_FLAT_TAGS = _FLAT | {f"/{name}" for name in _FLAT}


class Page:
    """One HTML document, parsed once; what it says about itself is read when first asked for."""

    def __init__(self, text: str, url: str) -> None:
        if too_deep(text):
            raise ReadError(
                f"{url}: thousands of elements lie within each other, which no article needs. "
                "Not parsed. Look at the stored capture; if the page is real, report it."
            )
        if _crowded(text):
            raise ReadError(
                f"{url}: an element with thousands of attributes, which no article needs. Not parsed; it is kept."
            )
        self.url = url
        self.html = text
        self.tree = LexborHTMLParser(text)

    @cached_property
    def depth(self) -> int:
        """How deep its elements may lie within each other."""
        return depth(self.html)

    @cached_property
    def metas(self) -> dict[str, str]:
        return structured.metas(self.tree)

    @cached_property
    def json_ld(self) -> tuple[structured.Node, ...]:
        return structured.json_ld(self.tree)

    @cached_property
    def title(self) -> str:
        """What stands in the browser's tab."""
        node = self.tree.css_first("head > title") or self.tree.css_first("title")
        return clean(node.text()) if node is not None else ""

    @cached_property
    def article(self) -> structured.Node:
        """The JSON-LD object of the page's article, or an empty one."""
        return structured.article(self.json_ld, title=self.metas.get("og:title") or self.title)

    def links(self, rel: str) -> str:
        """The href of the first link element with that relation, or ""."""
        for node in self.tree.css("link[rel]"):
            attributes = node.attributes
            if rel in (attributes.get("rel") or "").casefold().split():
                return clean(attributes.get("href") or "")
        return ""


def too_deep(text: str) -> bool:
    """Whether so many elements may lie within each other, or multiply, that no parser should see them."""
    tags = text.count("<")
    return tags > _FEW and tags - text.count("</") > _FEW and depth(text) > _DEEPEST


def depth(text: str) -> int:
    """How deep a document's elements may lie within each other, from its tags alone.

    Counted before parsing: 100,000 nested elements take the parser half a minute. Where it would make more
    nodes than a machine holds (every <p> within 1,000 unclosed <b> repeats them), it is as deep as it has tags.
    """
    deepest, tags = _depth(text)
    if deepest > _UNUSUAL:  # what scripts and comments hold is no tag
        deepest, tags = _depth(_seen(text))
    return tags if deepest * tags > _MOST_NODES else deepest


def _crowded(text: str) -> bool:
    """Whether an element has so many attributes that the parser would take minutes: it compares each with each."""
    tags = (_QUOTED.sub("", tag[0]) for tag in _LONG_TAG.finditer(text))
    return any(len(_BETWEEN.split(tag)) > _MOST_ATTRIBUTES for tag in tags)


def _seen(text: str) -> str:
    """The text without comments, scripts and drawings. What has no end is looked for once: each from there on has none
    either."""
    pieces, at, endless = [], 0, set()
    while found := _UNSEEN.search(text, at):
        kind = (found[1] or "--").lower()
        end = None
        if kind not in endless:
            end = re.compile("-->" if kind == "--" else rf"</{kind}\s*>", re.IGNORECASE).search(text, found.end())
        if end is not None and kind not in ("--", "script") and _ELEMENTS.search(text, found.end(), end.start()):
            end = None  # it is seen, and so is what else is of its kind
        if end is None:
            endless.add(kind)
        pieces.append(text[at : found.start() if end else found.end()])
        at = end.end() if end else found.end()
    return "".join(pieces) + text[at:]


def _depth(text: str) -> tuple[int, int]:
    level = deepest = 0
    tags = _TAG.findall(text)
    # What each spelling of a tag closes, "" for one that opens: looked up, for there are few of them and many tags.
    closes = {tag: tag[1:] if tag[0] == "/" else "" for tag in set(tags) if tag not in _FLAT_TAGS}
    unclosed = {name or tag: 0 for tag, name in closes.items()}
    for tag in tags:
        name = closes.get(tag)
        if name is None:
            continue
        if not name:
            level += 1
            if level > deepest:  # max() would be a third of the time
                deepest = level
            unclosed[tag] += 1
        elif unclosed[name]:
            unclosed[name] -= 1
            level -= 1
    return deepest, len(tags)


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """Where one thing is on a page: gives it, or None where it is not there."""

    find: Callable[[Page], T | None]

    def __call__(self, page: Page) -> T | None:
        return self.find(page)

    def __or__(self, other: Field[T]) -> Field[T]:
        def either(page: Page) -> T | None:
            found = self.find(page)
            return found if found is not None else other.find(page)

        return Field(either)

    def __rshift__(self, change: Callable[[T], U | None]) -> Field[U]:
        def mapped(page: Page) -> U | None:
            found = self.find(page)
            return None if found is None else change(found)

        return Field(mapped)


def css(selector: str, attribute: str | None = None) -> Field[str]:
    """The text of the first element that matches and has any, or its attribute."""

    def find(page: Page) -> str | None:
        for node in page.tree.css(selector):
            if found := line(node) if attribute is None else clean(node.attributes.get(attribute) or ""):
                return found
        return None

    return Field(find)


def meta(name: str) -> Field[str]:
    """A meta element by property, name or itemprop."""
    return Field(lambda page: page.metas.get(name.casefold()))


def jsonld(*keys: str) -> Field[str]:
    """A property of the article's JSON-LD; further keys lead inwards, several names are joined."""

    def find(page: Page) -> str | None:
        value: object = page.article
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return ", ".join(structured.names(value)) or None

    return Field(find)


def prose(*selectors: str, drop: Sequence[str] = ()) -> Field[Prose]:
    """The article's paragraphs under the first selector that has any, without furniture and without `drop`.

    Where a selector matches several elements, none within another, they are read one after the other.
    """

    def find(page: Page) -> Prose | None:
        for selector in selectors:
            if found := boilerplate.without(body(page, selector, drop)):
                return join(found)
        return None

    return Field(find)


def body(page: Page, selector: str, drop: Sequence[str] = ()) -> tuple[Block, ...]:
    """Every block under the outermost elements that match."""
    found: list[Block] = []
    for node in _outermost(page.tree.css(selector)):
        found.extend(blocks(node, base=page.url, drop=drop))
    return tuple(found)


def _outermost(nodes: Sequence[LexborNode]) -> list[LexborNode]:
    if len(nodes) < 2:
        return list(nodes)
    # By identity: an element that matches two selectors of a list is given twice.
    matched = {node.mem_id: node for node in nodes}
    kept = []
    for node in matched.values():
        above = node.parent
        while above is not None and above.mem_id not in matched:
            above = above.parent
        if above is None:
            kept.append(node)
    return kept


def line(node: LexborNode) -> str:
    """An element's visible text as one line."""
    return " ".join(block.text for block in blocks(node, everything=True))


def moment(text: str) -> Moment | None:
    """`css("time", "datetime") >> moment`: what a page said as a moment; times without a zone are UTC."""
    return _dates.moment(text)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where a publisher's pages keep what an article has. What a layout does not say is looked for in
    JSON-LD, OpenGraph and semantic elements."""

    headline: Field[str] | None = None
    subhead: Field[str] | None = None
    byline: Field[str] | None = None
    published: Field[Moment] | None = None
    modified: Field[Moment] | None = None
    text: Field[Prose] | None = None


@dataclass(frozen=True, kw_only=True)
class Source(Publisher):
    """A publisher and how to collect it: feeds or listings, layout, beat, reuse terms."""

    feeds: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()  # pages of links, for catching up
    article_urls: str = ""  # regular expression an article's canonical URL must match
    layout: Layout | None = None  # None: JSON-LD, OpenGraph, generic reader
    every: timedelta = timedelta(minutes=30)
    delay: timedelta = timedelta(seconds=2)
    topics: tuple[str, ...] | None = ()  # (): everything; None: the topics of onrecord.toml
    full_text: bool = False  # the feed item is the article: no page is fetched
    loopback: bool = False  # demo and tests

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", self.slug):
            raise ConfigError(f"source {self.slug!r}: a slug is lower-case letters and figures joined by hyphens")
        try:
            re.compile(self.article_urls)
        except re.error as error:
            raise ConfigError(
                f"source {self.slug}: article_urls {self.article_urls!r} is not a regular expression: {error}"
            ) from error

    def owns(self, url: str) -> bool:
        """Whether the URL is on a host of the source's, and under its homepage's path if it is on that host.

        Two sources may share a host (Apple TV Press and Newsroom do): the homepage's path tells them apart.
        """
        try:
            host, path = _place(url)
        except ValueError:
            return False
        home, within = _place(self.homepage) if self.homepage else ("", "/")
        if host == home:
            return _LOCALE.sub("/", path, count=1).startswith(within)
        return any(host == _place(other)[0] for other in (*self.feeds, *self.listings))

    def lists(self, url: str) -> bool:
        """Whether a canonical URL may be one of its articles."""
        return re.search(self.article_urls, url) is not None


_LOCALE = re.compile(r"^/[a-z]{2}(?:-[a-z]{2,4})?/(?=tv-pr/|newsroom/)")


def _place(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    path = parts.path if parts.path.endswith("/") else parts.path + "/"
    return parts.netloc.casefold().removeprefix("www."), path
