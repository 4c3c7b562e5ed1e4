"""The text of a page: one walk over the tree that gives paragraphs and what the page marked in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from scraper.model import Mark, Span

# What a reader cannot see or a database cannot keep: controls, soft hyphens, zero-width spaces, byte order
# marks, direction overrides, lone surrogates. MacRumors wraps product names in ZWNJ, which only means
# something between letters of scripts that join.
_JOINING = "\u0590-\u0dff\u0f00-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefe"
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    f"\ufeff\ufff9-\ufffb\ud800-\udfff]|(?<![{_JOINING}])\u200c|\u200c(?![{_JOINING}])"
)
_SPACE = re.compile(r"\s+")

BLOCKS: Final = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section"
    " summary table tbody tfoot thead tr ul".split()
)
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SPACED: Final = frozenset(("td", "th", "img", "wbr"))
_EMPHASIS: Final = frozenset(("em", "i", "cite"))
_NEVER: Final = frozenset(
    "script style noscript template iframe svg math object embed video audio canvas picture map head"
    " select option textarea input button dialog datalist meter progress rp rt".split()
)
_SIDE: Final = frozenset(("figure", "figcaption", "aside", "nav", "header", "footer", "form", "h1", "time", "label"))
_ASIDE_NAMES: Final = re.compile(
    r"(?:^|[\s_-])(?:"
    r"related|recirc\w*|recommend\w*|read-?(?:more|next|also)|more-(?:stories|news|from|on|about)|trending"
    r"|most-?(?:popular|read)|popular-posts|outbrain|taboola|zergnet|jp-relatedposts|linkback"
    r"|news-?letter\w*|sign-?up|subscri(?:be|ption)|promo\w*|sponsor\w*|advert\w*|ads?|adunit"
    r"|ad-(?:wrap\w*|container|slot|unit)|admz|dfp|google-?ads?"
    r"|share(?:s|bar|daddy|sheet|this|tools|r)?|sharing|social\w*|addtoany\w*|follow-us|toolbar"
    r"|caption\w*|wp-caption-text|image-credit|photo-credit|media-credit|credit-line|gallery\w*|slideshow"
    r"|comments?|disqus\w*|respond|comment-\w+"
    r"|breadcrumbs?|pagination|post-navigation|author-(?:bio|box|info)|about-the-author|post-tags|tag-?list"
    r"|article-tags|entry-tags|topics-list|post-meta|entry-meta|article-meta|byline\w*|dateline-meta"
    r"|twitter-tweet|instagram-media|tiktok-embed|fb-post|bluesky-embed|reddit-embed\w*"
    r"|skip-link|screen-reader-text|sr-only|visually-?hidden|visuallyhidden"
    r"|press-?contacts?|presscontacts|docsanddownloads|sosumi|legal-info|nr-article-share"
    r"|cookie\w*|consent|onetrust\w*|video-player|jw-?player\w*|affiliate\w*|disclaimer|ftc-notice"
    r")(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_ITALIC_CLASS = re.compile(r"(?:^|[\s_-])(?:italics?|ital|emphasi[sz]ed)(?:$|[\s_-])", re.IGNORECASE)

BlockKind = Literal["text", "heading", "item"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or list item, with its marks counted from its own start."""

    text: str
    kind: BlockKind = "text"
    marks: tuple[Mark, ...] = ()

    @property
    def linked(self) -> int:
        """How many of its characters are links."""
        return sum(mark.span.end - mark.span.start for mark in self.marks if mark.kind == "link")


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs joined by one blank line, and the marks on them."""

    text: str
    marks: tuple[Mark, ...] = ()


def clean(text: str) -> str:
    """One line in NFC: white space folded, what cannot be seen or stored left out."""
    return unicodedata.normalize("NFC", " ".join(_INVISIBLE.sub("", text).split()))


def join(blocks: Iterable[Block]) -> Prose:
    """The blocks as article text, their marks moved along."""
    texts: list[str] = []
    marks: list[Mark] = []
    at = 0
    for block in blocks:
        marks.extend(Mark(m.kind, Span(at + m.span.start, at + m.span.end), m.href) for m in block.marks)
        texts.append(block.text)
        at += len(block.text) + 2
    return Prose("\n\n".join(texts), tuple(marks))


def split(text: str) -> tuple[str, ...]:
    """The paragraphs of plain text: separated by blank lines or, where it has none, by line breaks."""
    parts = re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(parts) == 1:
        parts = text.splitlines()
    return tuple(paragraph for part in parts if (paragraph := clean(part)))


@dataclass(slots=True, eq=False)  # two that look alike are two: an empty <i> within an <i> closes itself alone
class _Open:
    kind: Literal["emphasis", "link"]
    href: str | None
    start: int = -1  # not known before its first visible character


@dataclass(slots=True)
class _Writer:
    """Collects text runs into blocks, folding white space across the boundaries of tags."""

    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    space: bool = False
    breaks: int = 0
    kind: BlockKind = "text"
    open: list[_Open] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def write(self, raw: str) -> None:
        text = _SPACE.sub(" ", _INVISIBLE.sub("", raw))
        if not text:
            return
        body = text.strip(" ")
        if not body:
            self.space = True
            return
        if self.breaks > 1:
            self.end()
        self.breaks = 0
        if self.length and (self.space or text[0] == " "):
            self.pieces.append(" ")
            self.length += 1
        for mark in self.open:
            if mark.start < 0:
                mark.start = self.length
        self.pieces.append(body)
        self.length += len(body)
        self.space = text[-1] == " "

    def line(self) -> None:
        self.breaks += 1
        self.space = True

    def shut(self, mark: _Open) -> None:
        self.open.remove(mark)
        self._record(mark)

    def _record(self, mark: _Open) -> None:
        if 0 <= mark.start < self.length:
            self.marks.append(Mark(mark.kind, Span(mark.start, self.length), mark.href))

    def end(self) -> None:
        """Close the paragraph; marks that are still open go on in the next."""
        for mark in self.open:
            self._record(mark)
            mark.start = -1
        if self.length:
            self.marks.sort(key=lambda m: (m.span.start, -m.span.end))
            self.blocks.append(_composed(Block("".join(self.pieces), self.kind, tuple(self.marks))))
            self.pieces, self.marks = [], []
        self.length = self.breaks = 0
        self.space = False


def _composed(block: Block) -> Block:
    """The block in NFC, its marks on the same characters as before."""
    text = block.text
    if unicodedata.is_normalized("NFC", text):
        return block
    composed = unicodedata.normalize("NFC", text)

    def moved(at: int) -> int:
        return min(len(unicodedata.normalize("NFC", text[:at])), len(composed))

    marks = (Mark(m.kind, Span(moved(m.span.start), moved(m.span.end)), m.href) for m in block.marks)
    return Block(composed, block.kind, tuple(m for m in marks if m.span.start < m.span.end))


def blocks(
    root: LexborNode, *, base: str = "", drop: Sequence[str] = (), everything: bool = False
) -> tuple[Block, ...]:
    """What a reader sees under `root`, paragraph by paragraph.

    Navigation, captions, share bars and the like are left out by what they are called and by `drop` (CSS
    selectors); `everything` keeps all but what is never prose. The walk keeps its own stack.
    """
    dropped = {node.mem_id for selector in drop for node in root.css(selector)}
    out = _Writer()
    # What is still to do, last first: enter a node, close a mark, or end a block.
    todo: list[LexborNode | _Open | BlockKind] = list(reversed(_children(root)))
    while todo:
        step = todo.pop()
        if isinstance(step, _Open):
            out.shut(step)
        elif isinstance(step, str):
            out.end()
            out.kind = step
        elif step.is_text_node:
            out.write(step.text_content or "")
        else:
            _enter(step, out, todo, base=base, dropped=dropped, everything=everything)
    out.end()
    return tuple(out.blocks)


def _enter(
    node: LexborNode,
    out: _Writer,
    todo: list[LexborNode | _Open | BlockKind],
    *,
    base: str,
    dropped: set[int],
    everything: bool,
) -> None:
    tag = node.tag or ""
    if tag == "br":
        out.line()
        return
    attributes = node.attributes
    if tag in _NEVER or node.mem_id in dropped or _hidden(attributes):
        return
    if not everything and is_aside(tag, attributes):
        if tag in BLOCKS:
            out.end()
        return
    if tag in BLOCKS:
        out.end()
        todo.append(out.kind)
        if tag in _HEADINGS:
            out.kind = "heading"
        elif tag == "li":
            out.kind = "item"
    elif tag in _SPACED:
        out.space = True
    elif mark := _mark(tag, attributes, base):
        out.open.append(mark)
        todo.append(mark)
    todo.extend(reversed(_children(node)))


def _children(node: LexborNode) -> list[LexborNode]:
    children = []
    child = node.first_child
    while child is not None:
        if child.is_text_node or child.is_element_node:
            children.append(child)
        child = child.next
    return children


def _hidden(attributes: dict[str, str | None]) -> bool:
    style = attributes.get("style")
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or (style is not None and _HIDDEN_STYLE.search(style) is not None)
    )


def is_aside(tag: str, attributes: dict[str, str | None]) -> bool:
    """Whether an element is furniture round the article by its tag, role, class or id."""
    if tag in _SIDE:
        return True
    if not attributes or tag in ("body", "html", "main", "article"):
        return False
    if attributes.get("role") in ("navigation", "complementary", "search", "banner", "contentinfo"):
        return True
    return any((value := attributes.get(name)) and _ASIDE_NAMES.search(value) is not None for name in ("class", "id"))


def _mark(tag: str, attributes: dict[str, str | None], base: str) -> _Open | None:
    if tag == "a":
        href = link(base, attributes.get("href") or "")
        return _Open("link", href) if href else None
    if tag in _EMPHASIS:
        return _Open("emphasis", None)
    if tag == "span" and attributes:
        style, name = attributes.get("style") or "", attributes.get("class") or ""
        if _ITALIC.search(style) or _ITALIC_CLASS.search(name):
            return _Open("emphasis", None)
    return None


def link(base: str, href: str) -> str | None:
    """The absolute http(s) address of a link, or None where it leads nowhere."""
    href = _INVISIBLE.sub("", href).strip()
    if not href or href[0] == "#":
        return None
    try:
        url = urljoin(base, href)
    except ValueError:  # "http://[": an address that cannot be one
        return None
    return url if url.startswith(("http://", "https://")) else None
