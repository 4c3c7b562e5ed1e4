"""The index of names: everybody and everything that findings name, under every spelling they use.

It is a function of the findings in the archive and of nothing else. Names come in before the rows that point
at them (`add`), and go when the last row that used them is gone (`drop`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from scraper.model import Party, Story
from storage import names

Kind = Literal["people", "companies", "titles"]
ALIASES: dict[Kind, tuple[str, str]] = {  # table, and its column that points at the name
    "people": ("person_aliases", "person"),
    "companies": ("company_aliases", "company"),
    "titles": ("title_aliases", "title"),
}


@dataclass(frozen=True)
class Name:
    """One spelling of somebody or something."""

    kind: Kind
    slug: str
    spelling: str


@dataclass(frozen=True)
class Use:
    """Where findings name somebody or something: the rows, and their columns."""

    kind: Kind
    rows: str
    slug: str
    spelling: str
    article: str


DESCRIBED = ("kind", "network", "network_company", "genre", "logline")  # columns of titles and of article_titles
_SAID = (  # of a title, the latest first
    f"select {', '.join(f't.{column}' for column in DESCRIBED)} from article_titles t "  # noqa: S608 - fixed names
    "join articles a on a.id = t.article "
    f"where t.title = ? and coalesce({', '.join(f't.{column}' for column in DESCRIBED)}) is not null "
    "order by a.published_key desc, t.seq"
)
_DESCRIBE = (
    f"update titles set {', '.join(f'{column} = ?' for column in DESCRIBED)} where slug = ? "  # noqa: S608
    f"and ({', '.join(DESCRIBED)}) is not ({', '.join('?' * len(DESCRIBED))})"
)
_SPEAKERS = "quote_speakers s join quotes q on q.id = s.quote"
USES = (
    Use("people", _SPEAKERS, "s.person", "s.name", "q.article"),
    Use("people", "credits", "person", "name", "article"),
    Use("companies", _SPEAKERS, "s.company", "s.name", "q.article"),
    Use("companies", "credits", "company", "name", "article"),
    Use("companies", "announcements", "network_company", "network", "article"),
    Use("companies", "article_titles", "network_company", "network", "article"),
    Use("titles", "credits", "title", "title_name", "article"),
    Use("titles", "announcements", "title", "title_name", "article"),
    Use("titles", "title_links", "title", "title_name", "article"),
    Use("titles", "title_links", "other", "other_name", "article"),
    Use("titles", "article_titles", "title", "name", "article"),
    Use("titles", "article_titles t, json_each(t.aliases) a", "t.title", "a.value", "t.article"),
)


def named(story: Story) -> set[Name]:
    """What a story names. An alias is a spelling of its title; who is only described is nobody's name."""
    parties = (*(s for q in story.quotes for s in q.speakers), *(credit.party for credit in story.credits))
    found = {_party(party) for party in parties if party.kind != "unnamed"}
    found |= {Name("companies", names.company_slug(network), network) for network in _networks(story)}
    found |= {Name("titles", names.slug(title), title) for title in _titles(story)}
    found |= {Name("titles", names.slug(t.name), alias) for t in story.titles for alias in t.aliases}
    return found


def named_in(database: Database, articles: str, values: tuple[str, ...]) -> set[Name]:
    """What stored articles name. `articles` is the SQL condition on an article's id."""
    found: set[Name] = set()
    for use in USES:
        found.update(
            Name(use.kind, slug, spelling)
            for slug, spelling in database.execute(
                f"select distinct {use.slug}, {use.spelling} from {use.rows} "  # noqa: S608 - from the table above
                f"where {use.slug} is not null and {use.article} {articles}",
                values,
            )
        )
    return found


def add(database: Database, found: Iterable[Name]) -> None:
    for name in _ordered(found):
        table, column = ALIASES[name.kind]
        new = database.execute(
            f"insert or ignore into {name.kind} (slug, name) values (?, ?)",  # noqa: S608 - from the table above
            (name.slug, name.spelling),
        ).rowcount
        spelled = database.execute(
            f"insert or ignore into {table} ({column}, name) values (?, ?)",  # noqa: S608
            (name.slug, name.spelling),
        ).rowcount
        if spelled and not new:
            _choose_spelling(database, name.kind, name.slug)


def drop(database: Database, found: Iterable[Name]) -> None:
    """Take out the spellings that no finding uses any more, and the names that have no spelling left."""
    for name in _ordered(found):
        if _is_used(database, name):
            continue
        table, column = ALIASES[name.kind]
        database.execute(
            f"delete from {table} where {column} = ? and name = ?",  # noqa: S608
            (name.slug, name.spelling),
        )
        _choose_spelling(database, name.kind, name.slug)


def describe_titles(database: Database, slugs: Iterable[str]) -> None:
    """Say of titles what the latest article that says anything says. Its network's key and name come from one row."""
    for slug in sorted(slugs):
        latest: tuple[str | None, ...] = (None,) * len(DESCRIBED)
        for row in database.execute(_SAID, (slug,)):
            latest = tuple(row[i] if value is None else value for i, value in enumerate(latest))
            if None not in latest:
                break
        database.execute(_DESCRIBE, (*latest, slug, *latest))


def titles_of(found: Iterable[Name]) -> set[str]:
    return {name.slug for name in found if name.kind == "titles"}


def _choose_spelling(database: Database, kind: Kind, slug: str) -> None:
    table, column = ALIASES[kind]
    spellings = [
        spelling
        for (spelling,) in database.execute(f"select name from {table} where {column} = ?", (slug,))  # noqa: S608
    ]
    if not spellings:
        database.execute(f"delete from {kind} where slug = ?", (slug,))  # noqa: S608
        return
    # An alias that would have another key ("Sev" of "Severance") is not what its title is called.
    key = names.company_slug if kind == "companies" else names.slug
    own = [spelling for spelling in spellings if key(spelling) == slug]
    best = names.best_spelling(own or spellings)
    database.execute(f"update {kind} set name = ? where slug = ? and name <> ?", (best, slug, best))  # noqa: S608


def _is_used(database: Database, name: Name) -> bool:
    return any(
        database.execute(
            f"select 1 from {use.rows} where {use.slug} = ? and {use.spelling} = ? limit 1",  # noqa: S608
            (name.slug, name.spelling),
        ).fetchone()
        for use in USES
        if use.kind == name.kind
    )


def _party(party: Party) -> Name:
    if party.kind == "person":
        return Name("people", names.slug(party.name), party.name)
    return Name("companies", names.company_slug(party.name), party.name)


def _networks(story: Story) -> Iterator[str]:
    yield from (title.network for title in story.titles if title.network is not None)
    yield from (found.network for found in story.announcements if found.network is not None)


def _titles(story: Story) -> Iterator[str]:
    yield from (title.name for title in story.titles)
    yield from (credit.title for credit in story.credits if credit.title is not None)
    yield from (found.title for found in story.announcements if found.title is not None)
    for link in story.links:
        yield from (link.title, link.other)


def _ordered(found: Iterable[Name]) -> list[Name]:
    return sorted(found, key=lambda name: (name.kind, name.slug, name.spelling))
