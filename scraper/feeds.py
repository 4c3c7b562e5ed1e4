"""Feeds and listings: bytes to leads, in document order, each URL once and canonical."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, Final
from urllib.parse import urljoin

import feedparser
from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.charset import decoded
from scraper.dates import moment
from scraper.errors import ReadError
from scraper.model import Capture, Lead, Moment
from scraper.page import Page, Source, line
from scraper.prose import blocks, clean
from scraper.quarantine import check_page
from scraper.urls import canonical

_LARGEST: Final = 15 * 1024 * 1024
MOST_ITEMS: Final = 5000
_SUMMARY: Final = 1000  # characters: to choose by, not to keep
_MARKUP = re.compile(r"<[a-zA-Z/!]|&#?\w+;")
_REFERENCE = re.compile(r"&#([xX][0-9a-fA-F]+|[0-9]+);?")
_REFERENCES = re.compile(r"(?:&#(?:[xX][0-9a-fA-F]+|[0-9]+);?)+")
_ITEM = re.compile(r"<(item|entry)[\s>]")
# An entity made of others ("billion laughs") or of a file: no feed means well by it.
_ENTITY = re.compile(r"<!ENTITY\b(?=[^>]*(?:&\w|%|\bSYSTEM\b|\bPUBLIC\b))[^>]*>")
_LAST_CHARACTER: Final = 0x10FFFF
# What feedparser has been seen to raise on damaged feeds (a Hypothesis test looks for more): it answers for XML
# that is not well-formed, but not for numbers, names, encodings and times that make no sense.
_FEEDPARSER_RAISES: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_HTML_PAGE = re.compile(rb"^[^<]{0,64}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def from_feed(source: Source, capture: Capture) -> tuple[Lead, ...]:
    """The items of an RSS, Atom or RDF feed. Raises ReadError where it is none, or no item leads anywhere."""
    url, body = capture.final_url, capture.body
    if len(body) > _LARGEST:
        raise ReadError(f"{url}: a feed of {len(body)} bytes, more than {_LARGEST}; not read. Check the address.")
    parsed = _parsed(capture)
    if not parsed.get("version") and not parsed.entries:
        raise _not_a_feed(capture)
    if not parsed.entries:
        raise ReadError(f"{url}: a feed without items. Open it in a browser: the site may have moved its feed.")
    base = _text(parsed.feed.get("link")) or url
    base = base if base.startswith(("http://", "https://")) else url
    found = _distinct(lead for entry in parsed.entries[:MOST_ITEMS] if (lead := _lead(source, entry, base)))
    if not found:
        raise ReadError(
            f"{url}: none of {len(parsed.entries)} items leads to an article"
            + (f" (article_urls of {source.slug}: {source.article_urls!r})." if source.article_urls else ".")
        )
    return found


def _parsed(capture: Capture) -> feedparser.FeedParserDict:
    """feedparser's reading, never of a URL or file: it opens what it is given as a string. Raises ReadError.

    Its sanitiser and its rewriting of links are off: they take most of the time, and nothing is shown so.
    """
    headers = {
        "content-type": capture.header("content-type") or "application/xml",
        "content-location": capture.final_url,
    }
    text = _ENTITY.sub("", sound(_first_items(capture.body.decode("latin-1"))))
    body = io.BytesIO(text.encode("latin-1"))
    try:
        return feedparser.parse(body, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except _FEEDPARSER_RAISES as error:
        raise ReadError(
            f"{capture.final_url}: a feed so damaged that it cannot be read ({type(error).__name__}: {error!s:.200})."
            " Look at it in a browser, and tell the publisher."
        ) from error


def _first_items(text: str) -> str:
    """A feed without the items beyond those that are read: to parse 50,000 takes seconds and a hundred megabytes."""
    beyond = next(islice(_ITEM.finditer(text), MOST_ITEMS, None), None)
    if beyond is None:
        return text
    ends = "</feed>" if beyond[1] == "entry" else "</rdf:RDF>" if "<rdf:RDF" in text[:5000] else "</channel></rss>"
    return text[: beyond.start()] + ends


def sound(text: str) -> str:
    """Markup without references to what is no character: half a surrogate pair, or a number beyond Unicode's last.

    Some publishers write an emoji as two references, one to each half of it in UTF-16: those become one. What
    has no other half becomes U+FFFD. feedparser would give up the whole feed for one such reference.
    """
    return _REFERENCES.sub(_sound, text)


def _sound(references: re.Match[str]) -> str:
    codes = [_code(number) for number in _REFERENCE.findall(references[0])]
    if not any(0xD800 <= code <= 0xDFFF or code > _LAST_CHARACTER for code in codes):
        return references[0]
    halves = "".join(chr(code if code <= _LAST_CHARACTER else 0xFFFD) for code in codes)
    joined = halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "".join(f"&#{ord(character)};" for character in joined)


def _code(number: str) -> int:
    digits, base = (number[1:], 16) if number[0] in "xX" else (number, 10)
    digits = digits.lstrip("0")
    return int(digits or "0", base) if len(digits) < 9 else _LAST_CHARACTER + 1


def _not_a_feed(capture: Capture) -> ReadError:
    url = capture.final_url
    text = decoded(capture.body, capture.header("content-type")).text
    if _HTML_PAGE.search(capture.body[:512]) or "html" in capture.header("content-type"):
        check_page(Page(text, url), "")  # a bot check is better called by its name
        return ReadError(f"{url}: an HTML page, not a feed. Look at it in a browser: the site may have moved its feed.")
    if not capture.body.strip():
        return ReadError(f"{url}: an empty answer, not a feed.")
    return ReadError(f"{url}: neither RSS nor Atom (it begins with {text[:40]!r}). Check the address in the source.")


def _lead(source: Source, entry: Mapping[str, Any], base: str) -> Lead | None:
    address = _address(entry, base)
    if address is None or not source.lists(address):
        return None
    summary, content = _text(entry.get("summary")), _content(entry)
    full = content or (summary if source.full_text else "")
    return Lead(
        source=source.slug,
        url=address,
        guid=clean(_text(entry.get("id"))) or address,
        title=plain(_text(entry.get("title"))),
        summary=shorten(plain(summary or content)),
        categories=_categories(entry),
        byline=_byline(entry),
        published=_moment(entry, "published"),
        updated=_moment(entry, "updated"),
        html=full,
    )


def _address(entry: Mapping[str, Any], base: str) -> str | None:
    """The item's page: what the feed's own redirector hides, then its link, then an id that is an address."""
    for said in (entry.get("feedburner_origlink"), entry.get("link"), entry.get("id")):
        link = _text(said).strip()
        if link and (said is not entry.get("id") or link.startswith(("http://", "https://"))):
            try:
                return canonical(urljoin(base, link)).url
            except ValueError:  # "http://[", "tag:", "mailto:"
                continue
    return None


def _content(entry: Mapping[str, Any]) -> str:
    """The item's full text, where it has a place for one: content:encoded in RSS, content in Atom."""
    values = [_text(content.get("value")) for content in entry.get("content") or () if isinstance(content, dict)]
    return max(values, key=len, default="")


def _categories(entry: Mapping[str, Any]) -> tuple[str, ...]:
    said = (plain(_text(tag.get("label")) or _text(tag.get("term"))) for tag in entry.get("tags") or ())
    return tuple(dict.fromkeys(name for name in said if name))


def _byline(entry: Mapping[str, Any]) -> str:
    people = (plain(_text(author.get("name"))) for author in entry.get("authors") or () if isinstance(author, dict))
    return ", ".join(dict.fromkeys(name for name in people if name)) or plain(_text(entry.get("author")))


def _moment(entry: Mapping[str, Any], key: str) -> Moment | None:
    # Asked by containment: feedparser answers "updated" with the published date, and warns that it does.
    return moment(_text(entry[key])) if key in entry.keys() else None  # noqa: SIM118


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def plain(text: str) -> str:
    """Text that may be HTML, as one line."""
    if not _MARKUP.search(text):
        return clean(text)
    text = sound(text)
    root = LexborHTMLParser(text).body if "<" in text and len(text) < 500_000 and text.count("<") < 20_000 else None
    if root is None:
        return clean(html.unescape(re.sub(r"<[^>]*>", " ", text)))
    return clean(html.unescape(" ".join(block.text for block in blocks(root, everything=True))))


def shorten(text: str) -> str:
    """At most as much as a summary needs, cut between words."""
    return text if len(text) <= _SUMMARY else text[:_SUMMARY].rsplit(" ", 1)[0] + " …"


def from_listing(source: Source, capture: Capture) -> tuple[Lead, ...]:
    """The links to articles on a page of links. Raises ReadError where it has none."""
    page = Page(decoded(capture.body, capture.header("content-type")).text, capture.final_url)
    ours = canonical(capture.final_url).url
    leads = (lead for node in page.tree.css("a[href]") if (lead := _linked(source, page, node)) and lead.url != ours)
    found = _distinct(leads)
    if not found:
        check_page(page, "")
        raise ReadError(
            f"{page.url}: a listing with no links to articles of {source.slug}"
            f" (article_urls {source.article_urls!r}). The site may have changed: `onrecord check`."
        )
    return found


def _linked(source: Source, page: Page, node: LexborNode) -> Lead | None:
    try:
        url = canonical(urljoin(page.url, clean(node.attributes.get("href") or ""))).url
    except ValueError:  # mailto:, javascript:
        return None
    if not (source.lists(url) if source.article_urls else source.owns(url) and _slugged(url)):
        return None
    heading = node.css_first("h1, h2, h3, h4, h5")
    title = line(heading if heading is not None else node) or clean(node.attributes.get("aria-label") or "")
    return Lead(source=source.slug, url=url, guid=url, title=title)


def _slugged(url: str) -> bool:
    """Whether an address ends as articles' do where no source says how: in four words or more."""
    return url.rstrip("/").rsplit("/", 1)[-1].count("-") >= 3


def _distinct(leads: Iterable[Lead]) -> tuple[Lead, ...]:
    """The first lead of each URL, with a later one's title where it has none (an image, then the words)."""
    found: dict[str, Lead] = {}
    for lead in leads:
        if lead.url not in found or (not found[lead.url].title and lead.title):
            found[lead.url] = lead
    return tuple(found.values())
