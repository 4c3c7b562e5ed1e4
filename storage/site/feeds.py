"""New quotes and announcements as Atom (RFC 4287): all of them, or those of one title or person.

feedgen makes the XML. (datasette-atom is made of it too, but answers 500 to an empty feed and to a control
character, and its entries have no author where the archive knows none.)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from datasette.utils.asgi import NotFound
from feedgen.feed import FeedGenerator

from storage.site.reading import Reading, Row

ENTRIES = 50
EPOCH = "1970-01-01T00:00:00Z"  # of a feed in which nothing has stood yet
_SEEN = "a.headline, a.url, a.published_at, a.first_seen_at, s.name as source_name"
_WHERE = "join articles a on a.id = f.article join sources s on s.slug = a.source"
_SPEAKERS = """
    (select group_concat(name, ', ') from
        (select name from quote_speakers p where p.quote = f.id order by p.position))
"""
_WORDS = """
    (select group_concat(text, ' … ') from (select text from quote_parts w where w.quote = f.id order by w.seq))
"""
_QUOTES = f"select f.id, {_WORDS} as text, {_SPEAKERS} as speakers, {_SEEN} from quotes f {_WHERE}"  # noqa: S608 - all of it stands here
_ANNOUNCEMENTS = f"""
    select f.id, f.evidence as text, f.kind, f.season, f.date, coalesce(t.name, f.title_name) as title, {_SEEN}
    from announcements f {_WHERE} left join titles t on t.slug = f.title
"""  # noqa: S608
_NEWEST = "order by f.published_key desc limit :most"
FEEDS: dict[tuple[str, str | None], str] = {
    ("quotes", None): f"{_QUOTES} {_NEWEST}",
    ("quotes", "person"): f"""
        {_QUOTES} where f.id in (select quote from quote_speakers where person = :key) {_NEWEST}
    """,  # noqa: S608
    ("quotes", "title"): f"""
        {_QUOTES} where f.article in (select article from article_titles where title = :key) {_NEWEST}
    """,  # noqa: S608
    ("announcements", None): f"{_ANNOUNCEMENTS} {_NEWEST}",
    ("announcements", "title"): f"{_ANNOUNCEMENTS} where f.title = :key {_NEWEST}",
    # Of titles on which they have a credit.
    ("announcements", "person"): f"""
        {_ANNOUNCEMENTS} where f.title in (select title from credits where person = :key) {_NEWEST}
    """,  # noqa: S608
}
TABLES = {"person": "people", "title": "titles"}
Link = Callable[..., str]  # the absolute address of a row


@dataclass(frozen=True)
class Feed:
    """What a feed is of."""

    what: str  # quotes or announcements
    by: str | None = None  # person or title
    key: str | None = None


def asked(what: str, args: Mapping[str, str]) -> Feed:
    by = next((name for name in TABLES if args.get(name)), None)
    if (what, by) not in FEEDS:
        raise NotFound(f"There is no feed of {what!r}; there are quotes and announcements.")
    return Feed(what, by, args[by] if by else None)


def atom(reading: Reading, feed: Feed, address: str, link: Link) -> bytes:
    """The newest entries, the newest first."""
    name = None
    if feed.by:
        table = TABLES[feed.by]
        name = reading.the_row(f"select name from {table} where slug = :key", key=feed.key)["name"]  # noqa: S608
    rows = reading.rows(FEEDS[feed.what, feed.by], key=feed.key, most=ENTRIES)
    made = FeedGenerator()
    made.id(address)
    made.link(href=address, rel="self", type="application/atom+xml")
    made.link(href=link(TABLES[feed.by], feed.key) if feed.by else link(feed.what), rel="alternate", type="text/html")
    made.title(_printable(f"On the record: {feed.what}{_of(feed, name)}"))
    made.author({"name": "On the record"})
    made.generator("onrecord")
    made.updated(max((row["first_seen_at"] for row in rows), default=EPOCH))
    for row in rows:
        _add(made, feed.what, row, link(feed.what, row["id"]))
    found: bytes = made.atom_str(pretty=True)
    return found


def _add(made: FeedGenerator, what: str, row: Row, address: str) -> None:
    entry = made.add_entry(order="append")
    entry.id(address)
    entry.link(href=address, rel="alternate", type="text/html")
    entry.title(_printable(_headline(what, row)))
    entry.author(
        {"name": _printable(row["speakers"] or row["source_name"] if what == "quotes" else row["source_name"])}
    )
    entry.content(_printable(f"“{row['text']}”\n\n{row['headline']} ({row['source_name']})"), type="text")
    if row["published_at"]:
        entry.published(row["published_at"])
    entry.updated(row["first_seen_at"])


def _headline(what: str, row: Row) -> str:
    if what == "quotes":
        text = row["text"] if len(row["text"]) <= 90 else row["text"][:90].rsplit(" ", 1)[0] + " …"
        return f"{row['speakers'] or 'Speaker unknown'}: “{text}”"
    season = f", season {row['season']}" if row["season"] else ""
    return f"{row['title'] or row['source_name']}{season}: {row['kind']}{', ' + row['date'] if row['date'] else ''}"


def _of(feed: Feed, name: Any) -> str:
    if feed.by is None:
        return ""
    if feed.by == "title":
        return f" about {name}"
    return f" by {name}" if feed.what == "quotes" else f" of titles {name} works on"


def _printable(text: str) -> str:
    """XML has no way to write control characters."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)
