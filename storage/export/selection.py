"""Which rows an export holds: filters, turned into conditions of SQL that every table follows."""

from __future__ import annotations

import difflib
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scraper.errors import ConfigError
from storage import names
from storage.export.schema import Table, quoted

_KINDS = {  # of names: table -> the table of their spellings, its column, and the option that names one
    "people": ("person_aliases", "person", "--person"),
    "titles": ("title_aliases", "title", "--title"),
}
_SPELLINGS = ("person_aliases", "company_aliases", "title_aliases")
_ABOUT_TITLES = {"credits": ("title",), "announcements": ("title",), "title_links": ("title", "other")}
_DAYS = {"attempts_summary": "day", "runs": "started_at"}


@dataclass(frozen=True, kw_only=True)
class Selection:
    """What to export. Days are those of publication, else of the first sight, in UTC, both included.

    Within one filter any of its values will do; every filter that is given must be met.
    """

    since: date | None = None
    until: date | None = None
    titles: tuple[str, ...] = ()  # names or keys; `resolved` makes them keys
    people: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Selection()

    @property
    def before(self) -> date | None:
        """The first day that is not wanted any more."""
        return None if self.until is None else self.until + timedelta(days=1)


def resolved(connection: sqlite3.Connection, wanted: Selection) -> Selection:
    """The same selection by keys, in order. Raises ConfigError for what the archive does not know."""
    known = sorted(slug for (slug,) in connection.execute("select slug from sources"))
    for slug in wanted.sources:
        if slug not in known:
            raise ConfigError(f"--source {slug!r}: the archive has no such source; it has {', '.join(known)}")
    return replace(
        wanted,
        sources=tuple(sorted(set(wanted.sources))),
        titles=_keys(connection, "titles", wanted.titles),
        people=_keys(connection, "people", wanted.people),
    )


def choose(connection: sqlite3.Connection, wanted: Selection, tables: Sequence[Table]) -> dict[str, str]:
    """The condition that each table's rows (called t) must meet; what they need is put into temporary tables."""
    if not wanted:
        return {table.name: "1" for table in tables}
    for kind, keys in (("titles", wanted.titles), ("people", wanted.people), ("sources", wanted.sources)):
        _collect(connection, f"wanted_{kind}", "select ? where 1", keys)
    _collect(connection, "chosen_articles", f"select a.id from articles a where {_articles(wanted)}")  # noqa: S608 - SQL of ours
    _collect(connection, "chosen_quotes", f"select t.id from quotes t where {_quotes(wanted)}")  # noqa: S608
    conditions = {table.name: _condition(table, wanted) for table in tables}
    for kind in ("people", "titles", "companies"):  # in this order: titles lead to companies
        _collect(connection, f"chosen_{kind}", " union ".join(_used(kind, tables, conditions)))
    return conditions


def _keys(connection: sqlite3.Connection, kind: str, given: Iterable[str]) -> tuple[str, ...]:
    spellings, column, option = _KINDS[kind]
    found: set[str] = set()
    for name in given:
        rows = connection.execute(
            f"select slug from {kind} where slug = ? union "  # noqa: S608 - names of ours
            f"select {column} from {spellings} where name = ? collate nocase",
            (names.slug(name), name),
        ).fetchall()
        if not rows:
            known = [slug for (slug,) in connection.execute(f"select slug from {kind} order by slug")]  # noqa: S608
            near = difflib.get_close_matches(names.slug(name), known)
            advice = f"; did you mean {' or '.join(near)}?" if near else f"; the table {kind} lists them"
            raise ConfigError(f"{option} {name!r}: the archive knows nothing of that name{advice}")
        found.update(slug for (slug,) in rows)
    return tuple(sorted(found))


def _collect(connection: sqlite3.Connection, table: str, query: str, keys: Sequence[str] | None = None) -> None:
    connection.execute(f"create temp table {table} (key text primary key) without rowid")
    rows = [()] if keys is None else [(key,) for key in keys]
    for row in rows:
        connection.execute(f"insert or ignore into temp.{table} {query}", row)


def _articles(wanted: Selection) -> str:
    met = _in_time("coalesce(a.published_at, a.first_seen_at)", wanted)
    if wanted.sources:
        met.append("a.source in temp.wanted_sources")
    if wanted.titles:
        rows = [
            f"select article from {table} where {column} in temp.wanted_titles"  # noqa: S608 - names of ours
            for table, columns in {**_ABOUT_TITLES, "article_titles": ("title",)}.items()
            for column in columns
        ]
        met.append(f"a.id in ({' union '.join(rows)})")
    if wanted.people:
        met.append(
            "a.id in (select article from credits where person in temp.wanted_people union "
            "select q.article from quotes q join quote_speakers p on p.quote = q.id "
            "where p.person in temp.wanted_people)"
        )
    return " and ".join(met) or "1"


def _quotes(wanted: Selection) -> str:
    met = "t.article in temp.chosen_articles"
    if wanted.people:
        met += " and t.id in (select quote from quote_speakers where person in temp.wanted_people)"
    return met


def _condition(table: Table, wanted: Selection) -> str:
    if table.name in ("articles", "quotes"):
        return f"t.id in temp.chosen_{table.name}"
    if table.name in ("people", "companies", "titles"):
        return f"t.slug in temp.chosen_{table.name}"
    points_at = {reference.column: reference.table for reference in table.references}
    met = []
    for column, other in points_at.items():
        if other in ("articles", "quotes") or (table.name in _SPELLINGS):
            met.append(f"t.{quoted(column)} in temp.chosen_{other}")
        elif other == "sources" and wanted.sources:
            met.append(f"t.{quoted(column)} in temp.wanted_sources")
    if table.name == "sources" and wanted.sources:
        met.append("t.slug in temp.wanted_sources")
    if table.name in _ABOUT_TITLES and wanted.titles:
        met.append("(" + " or ".join(f"t.{it} in temp.wanted_titles" for it in _ABOUT_TITLES[table.name]) + ")")
    if table.name == "credits" and wanted.people:
        met.append("t.person in temp.wanted_people")
    if table.name in _DAYS:
        met += _in_time(f"t.{_DAYS[table.name]}", wanted)
    return " and ".join(met) or "1"


def _in_time(column: str, wanted: Selection) -> list[str]:
    """Times and days are text that sorts as they do, and a day comes before every time of it."""
    since = [f"{column} >= '{wanted.since.isoformat()}'"] if wanted.since else []
    return since + ([f"{column} < '{wanted.before.isoformat()}'"] if wanted.before else [])


def _used(kind: str, tables: Sequence[Table], conditions: dict[str, str]) -> list[str]:
    """Queries that together give every name of this kind which a chosen row points at."""
    return [
        f"select t.{quoted(reference.column)} from {table.name} t "  # noqa: S608 - names of the schema
        f"where {conditions[table.name]} and t.{quoted(reference.column)} is not null"
        for table in tables
        if table.name not in _SPELLINGS
        for reference in table.references
        if reference.table == kind
    ]
