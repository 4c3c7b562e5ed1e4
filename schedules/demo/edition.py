"""An edition of the demo's two invented publishers: every address on their sites and what it answers."""

from __future__ import annotations

import hashlib
import html
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

NEWSROOM: Final = "newsroom.orrery.localhost"
TRADE: Final = "marquee-ledger.localhost"
FRONT: Final = "localhost"  # a page that leads to both
EDITIONS: Final = (1, 2)
NEWSROOM_FEED_LENGTH: Final = 6  # short, as the real ones are: the listing page holds the rest
TRADE_FEED_LENGTH: Final = 20

_EPOCH: Final = datetime(2025, 1, 2, 9, tzinfo=UTC)  # when the pages that never change were made
_ROBOTS: Final = {
    NEWSROOM: "User-agent: *\nDisallow: /preview/\n",
    TRADE: "User-agent: *\nDisallow: /wp-admin/\nDisallow: /print/\n",
}
_RELATED: Final = re.compile(r"<related>(.*)</related>", re.DOTALL)
_TEMPLATES: Final = Environment(
    loader=PackageLoader("schedules.demo"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What an address answers with."""

    body: bytes
    content_type: str
    modified: datetime
    etag: str = field(init=False)  # strong, with its quotation marks

    def __post_init__(self) -> None:
        object.__setattr__(self, "etag", f'"{hashlib.sha256(self.body).hexdigest()[:24]}"')


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of copy; `related` ones are the trade's links to other stories, set between paragraphs."""

    html: str
    related: bool = False


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page as its file has it, and what the templates ask of it."""

    site: str  # scheme://host:port
    slug: str
    headline: str
    published: datetime
    updated: datetime
    blocks: tuple[Block, ...]
    template: str
    subhead: str = ""
    byline: str = ""
    summary: str = ""
    caption: str = ""
    eyebrow: str = "Press Release"
    id: int = 0
    section: str = ""
    categories: tuple[str, ...] = ()
    feed_link: str = ""  # "amp" or "locale": listings lead to the copy
    earlier: tuple[Page, ...] = ()  # the two articles before it: their headlines stand in its margin

    @property
    def path(self) -> str:
        if self.id:
            return f"/{self.published:%Y}/{self.section}/news/{self.slug}-{self.id}/"
        return f"/news/{self.published:%Y/%m}/{self.slug}/"

    @property
    def copy_path(self) -> str:
        """Where the same text stands again: the trade's AMP page, the newsroom's British one."""
        return f"{self.path}amp/" if self.id else f"/uk{self.path}"

    @property
    def url(self) -> str:
        return self.site + self.path

    @property
    def copy_url(self) -> str:
        return self.site + self.copy_path

    @property
    def listed(self) -> str:
        """The address that feeds and front pages give."""
        return self.copy_url if self.feed_link else self.url

    @property
    def image_path(self) -> str:
        return f"/images/{self.slug}.svg"

    @property
    def image(self) -> str:
        return self.site + self.image_path

    @property
    def day(self) -> str:
        return f"{self.published:%B} {self.published.day}, {self.published.year}"

    @property
    def stamp(self) -> str:
        return f"{self.day} {self.published:%H:%M} UTC"

    @property
    def authors(self) -> list[dict[str, str]]:
        """As JSON-LD has them."""
        return [
            {"@type": "Person", "name": name, "url": f"{self.site}/author/{name.lower().replace(' ', '-')}/"}
            for name in self.byline.split(" and ")
        ]

    @property
    def excerpt(self) -> str:
        """The first words of the text, as WordPress cuts them for a feed."""
        words = html.unescape(re.sub(r"<[^>]+>", "", self.blocks[0].html)).split()
        return " ".join(words[:40]) + (" […]" if len(self.blocks) > 1 or len(words) > 40 else "")

    @property
    def modified(self) -> datetime:
        """When its bytes last changed: the headlines in its margin are part of them."""
        return max(self.updated, *(other.updated for other in self.earlier), self.published)


def edition(number: int, port: int) -> dict[tuple[str, str], Document]:
    """(host, path) -> document, for both sites as they are in edition `number` and served on `port`."""
    documents = dict(_fixed(port))
    for host in (NEWSROOM, TRADE):
        pages = _pages(host, number, port)
        documents.update(_articles(host, pages))
        documents.update(_listings(host, pages))
    return documents


def _pages(host: str, number: int, port: int) -> tuple[Page, ...]:
    """The host's pages, newest first; a later edition's file takes the place of an earlier one's."""
    texts: dict[str, str] = {}
    for earlier in range(1, number + 1):
        folder = files("schedules.demo") / "pages" / host / str(earlier)
        for file in folder.iterdir():
            if file.name.endswith(".html"):
                texts[file.name.removesuffix(".html")] = file.read_text("utf-8")
    pages: list[Page] = []
    for facts in sorted((_facts(text) | {"slug": slug} for slug, text in texts.items()), key=_published):
        articles = [page for page in pages if page.template.endswith("article.html")]
        pages.append(_page(host, port, facts, tuple(reversed(articles[-2:]))))
    return tuple(reversed(pages))


def _published(facts: dict[str, Any]) -> datetime:
    published: datetime = facts["published"]
    return published


def _facts(text: str) -> dict[str, Any]:
    """A page file: TOML between two lines of `+++`, then paragraphs of HTML separated by blank lines."""
    _, head, copy = re.split(r"^\+\+\+\n", text, maxsplit=2, flags=re.MULTILINE)
    blocks = []
    for block in re.split(r"\n{2,}", copy.strip()):
        related = _RELATED.fullmatch(block)
        blocks.append(Block(related[1], related=True) if related else Block(block))
    return tomllib.loads(head) | {"blocks": tuple(blocks)}


def _page(host: str, port: int, facts: dict[str, Any], earlier: tuple[Page, ...]) -> Page:
    page = Page(
        **{
            "site": f"http://{host}:{port}",
            "template": "newsroom-article.html" if host == NEWSROOM else "trade-article.html",
            "updated": facts["published"],
            **facts,
            "categories": tuple(facts.get("categories", ())),
            "earlier": earlier,
        }
    )
    return page if page.summary else replace(page, summary=page.excerpt)


def _articles(host: str, pages: tuple[Page, ...]) -> Iterator[tuple[tuple[str, str], Document]]:
    for page in pages:
        yield (host, page.path), _html(page.template, page.modified, page=page, **_frame(page))
        yield (
            (host, page.image_path),
            Document(body=_picture(page.slug), content_type="image/svg+xml", modified=page.published),
        )
        if host == NEWSROOM:
            yield (
                (host, page.copy_path),
                _html(page.template, page.modified, page=page, **_frame(page) | {"language": "en-GB"}),
            )
        elif page.template == "trade-article.html":
            yield (host, page.copy_path), _html("trade-amp.html", page.updated, page=page)


def _frame(page: Page) -> dict[str, str]:
    """What the base templates ask for."""
    return {
        "kind": "article",
        "language": "en-US",
        "body_class": f"wp-singular post-template-default single single-post postid-{page.id}",
    }


def _listings(host: str, pages: tuple[Page, ...]) -> Iterator[tuple[tuple[str, str], Document]]:
    name = "newsroom" if host == NEWSROOM else "trade"
    updated = max(page.updated for page in pages)
    values = {
        "site": pages[0].site,
        "kind": "archive",
        "language": "en-US",
        "body_class": "home blog",
        "updated": updated,
    }
    front = _html(f"{name}-front.html", updated, pages=pages, **values)
    yield (host, "/"), front
    if host == NEWSROOM:
        yield (host, "/news/"), front
        feed = _TEMPLATES.get_template("newsroom-feed.xml").render(pages=pages[:NEWSROOM_FEED_LENGTH], **values)
        yield (host, "/news-feed.xml"), _text(feed, "application/atom+xml; charset=utf-8", updated)
    else:
        feed = _TEMPLATES.get_template("trade-feed.xml").render(pages=pages[:TRADE_FEED_LENGTH], **values)
        yield (host, "/feed/"), _text(feed, "application/rss+xml; charset=UTF-8", updated)


def _fixed(port: int) -> Iterator[tuple[tuple[str, str], Document]]:
    """What is the same in every edition."""
    for host, name in ((NEWSROOM, "newsroom"), (TRADE, "trade")):
        style = _TEMPLATES.get_template(f"{name}-style.css").render()
        yield (host, "/style.css"), _text(style, "text/css; charset=utf-8", _EPOCH)
        yield (host, "/robots.txt"), _text(_ROBOTS[host], "text/plain; charset=utf-8", _EPOCH)
    sites = ((f"http://{NEWSROOM}:{port}", "Orrery Newsroom"), (f"http://{TRADE}:{port}", "Marquee Ledger"))
    yield (FRONT, "/"), _html("front.html", _EPOCH, sites=sites)


def _html(template: str, modified: datetime, **values: object) -> Document:
    return _text(_TEMPLATES.get_template(template).render(values), "text/html; charset=utf-8", modified)


def _text(text: str, content_type: str, modified: datetime) -> Document:
    return Document(body=text.encode(), content_type=content_type, modified=modified)


def _picture(slug: str) -> bytes:
    """A picture for the page that is nobody's: hills under a sky, in colors drawn from its slug."""
    seed = hashlib.sha256(slug.encode()).digest()
    hue, sun, hills = seed[0] * 360 // 256, 150 + seed[1] * 3, [260 + byte for byte in seed[2:8]]
    land = " ".join(f"L {number * 240} {height}" for number, height in enumerate(hills))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630" width="1200" height="630">'
        f'<rect width="1200" height="630" fill="hsl({hue} 45% 78%)"/>'
        f'<circle cx="{sun}" cy="170" r="80" fill="hsl({(hue + 40) % 360} 80% 90%)"/>'
        f'<path d="M 0 630 {land} L 1200 630 Z" fill="hsl({hue} 35% 32%)"/></svg>\n'
    ).encode()
