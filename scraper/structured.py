"""What a page says about itself for machines: metas and JSON-LD, read as carelessly as they are written."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from scraper.dates import moment
from scraper.prose import clean

ARTICLE_TYPES: Final = frozenset(
    "NewsArticle Article ReportageNewsArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle"
    " OpinionNewsArticle ReviewNewsArticle BlogPosting LiveBlogPosting SocialMediaPosting Report TechArticle"
    " AdvertiserContentArticle SatiricalArticle ScholarlyArticle PressRelease".split()
)
_WRAPPING = re.compile(r"^\s*(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/)?|(?://|/\*)?\s*(?:\]\]>|-->)\s*(?:\*/)?\s*$")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_MOST_NODES: Final = 5000  # a page whose JSON-LD is larger than this is not describing an article

Node = Mapping[str, Any]


def metas(tree: LexborHTMLParser) -> dict[str, str]:
    """The page's meta elements by lower-case property, name or itemprop; the first that says anything wins.

    `value` counts as `content`: pages saved by Mercury carry their metas so.
    """
    found: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = attributes.get("content") or attributes.get("value")
        if name and content and (content := clean(content)):
            found.setdefault(name.casefold(), content)
    return found


def json_ld(tree: LexborHTMLParser) -> tuple[Node, ...]:
    """Every object of the page's JSON-LD, in document order, lists and graphs taken apart."""
    roots: list[object] = []
    for script in tree.css('script[type*="ld+json" i]'):
        child = script.first_child
        if child is not None and (text := child.text_content):
            roots.extend(_parsed(text))
    return tuple(_objects(roots))


def _parsed(text: str) -> list[object]:
    bare = _WRAPPING.sub("", _WRAPPING.sub("", text)).strip().rstrip(";")
    for attempt in (bare, _TRAILING_COMMA.sub("", bare)):
        try:
            return [json.loads(attempt, strict=False)]
        except (ValueError, RecursionError):  # not JSON, a number of 5,000 figures, or nested past all reason
            continue
    return []


def _objects(roots: Sequence[object]) -> Iterator[Node]:
    todo = list(reversed(roots))
    for _ in range(_MOST_NODES):
        if not todo:
            return
        value = todo.pop()
        if isinstance(value, list):
            todo.extend(reversed(value))
        elif isinstance(value, dict):
            yield value
            todo.extend(value[key] for key in ("mainEntity", "hasPart", "@graph") if key in value)


def types(node: Node) -> tuple[str, ...]:
    said = node.get("@type")
    listed = said if isinstance(said, list) else [said]
    return tuple(t.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for t in listed if isinstance(t, str))


def article(nodes: Sequence[Node], *, title: str = "") -> Node:
    """The one object that describes this page's article, or an empty one.

    Where several do, the one whose headline is the page's title, then one whose dates are in order, then the
    one that says most; a tie goes to the first. (One Rolling Stone page has two that disagree.)
    """
    found = [node for node in nodes if ARTICLE_TYPES.intersection(types(node))]
    if not found:
        return {}
    return max(found, key=lambda node: (_titled(node, title), _in_order(node), _fullness(node)))


def _titled(node: Node, title: str) -> bool:
    ours = string(node.get("headline")) or string(node.get("name"))
    return bool(ours) and words(ours) == words(title)


def _in_order(node: Node) -> bool:
    published, modified = moment(scalar(node.get("datePublished"))), moment(scalar(node.get("dateModified")))
    return published is not None and (modified is None or modified.at >= published.at)


def _fullness(node: Node) -> int:
    return sum(bool(node.get(key)) for key in ("headline", "datePublished", "author", "articleBody", "dateModified"))


def words(text: str) -> tuple[str, ...]:
    """A text reduced to what stays when a typesetter has been over it."""
    return tuple(re.findall(r"\w+", re.sub(r"[’'‘]", "", text.casefold())))


def scalar(value: object) -> str | int | float | None:
    """The first plain value in what may be a list or an object with @value."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("@value", value.get("name"))
    return value if isinstance(value, str | int | float) and not isinstance(value, bool) else None


def string(value: object) -> str:
    """A value as one clean line, its HTML entities read: many publishers escape once too often."""
    found = scalar(value)
    return "" if found is None else clean(html.unescape(f"{found}"))


def text(value: object) -> str:
    """A value as text with its line breaks."""
    found = scalar(value)
    return html.unescape(found) if isinstance(found, str) else ""


def names(value: object) -> tuple[str, ...]:
    """The names in an author or publisher property, in whichever of its six forms it comes."""
    listed = value if isinstance(value, list) else [value]
    found = (string(item.get("name") if isinstance(item, dict) else item) for item in listed)
    return tuple(dict.fromkeys(name for name in found if name and not name.startswith(("http://", "https://"))))
