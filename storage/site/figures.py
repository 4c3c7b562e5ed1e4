"""Pictures of the archive: the rows they are drawn from, which the page also shows as a table and gives as CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from storage import stamps
from storage.site.reading import Asked, Reading, Row

NEWEST = "select max(published_key) from articles where published_key <= :now"
SPAN = timedelta(days=365)
LONG = 120  # days of coverage from which it is counted by the month
NAMED = 15
# The order matters: from the quotes of the last year, not from everything each speaker ever said.
MOST_QUOTED = """
    with named as (
        select q.article, s.person, 1 as said from quotes q cross join quote_speakers s on s.quote = q.id
        where q.published_key >= :since and s.person is not null
        union all
        select article, person, 0 from credits where published_key >= :since and person is not null
    ), counted as (
        select person, sum(said) as quotes, count(distinct iif(said, article, null)) as quoted_in,
            count(distinct article) as named_in
        from named group by person having sum(said) > 0 order by quotes desc, person limit :named
    )
    select p.name as person, c.quotes, c.quoted_in, c.named_in, c.person as key
    from counted c join people p on p.slug = c.person order by c.quotes desc, c.person
"""
BY_MONTH = """
    select substr(published_key, 1, 7) as month, kind, count(*) as announcements, count(distinct title) as titles
    from announcements where published_key >= :since group by month, kind order by month, kind
"""
COVERAGE = """
    select s.name as source, substr(a.published_key, 1, 10) as time, count(*) as articles,
        sum((select count(*) from quotes q where q.article = a.id)) as quotes, a.source as key,
        min(a.published_key) as first_key, max(a.published_key) as last_key
    from article_titles n join articles a on a.id = n.article join sources s on s.slug = a.source
    where n.title = :title group by a.source, time order by first_key
"""


@dataclass(frozen=True)
class Column:
    name: str  # as in the rows and in CSV
    label: str
    number: bool = False
    table: str = ""  # the table whose rows `key` names


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A picture. static/pictures.js knows how to draw its `kind` from `rows`."""

    kind: str
    title: str
    says: str  # what to see in it, in words
    columns: tuple[Column, ...]
    rows: tuple[dict[str, Any], ...]  # of the table
    drawn: tuple[dict[str, Any], ...]  # of the picture

    @property
    def data(self) -> list[dict[str, Any]]:
        return list(self.drawn)


def figures(reading: Reading, now: datetime) -> dict[str, Figure]:
    """Pictures of the years up to the newest article: an archive that is no longer added to keeps its pictures."""
    newest = reading.value(NEWEST, now=stamps.second(now))
    until = date.fromisoformat(newest[:10]) if newest else now.date()
    return {"announcements": announcements(reading, until), "most-quoted": most_quoted(reading, until)}


def page(reading: Reading, asked: Asked) -> dict[str, Any]:
    return {"figures": figures(reading, asked.now)}


def announcements(reading: Reading, until: date) -> Figure:
    since = _months_before(until, 24)
    rows = _dicts(reading.rows(BY_MONTH, since=since))
    total = sum(row["announcements"] for row in rows)
    busiest = max(rows, key=lambda row: row["announcements"], default=None)
    return Figure(
        kind="announcements",
        title="Announcements over time, by kind",
        says=f"{total:,} announcements since {since}"
        + (
            f"; most of one kind in one month: {busiest['announcements']:,} ({busiest['kind']}, {busiest['month']})."
            if busiest
            else "."
        ),
        columns=(
            Column("month", "Month"),
            Column("kind", "Kind"),
            Column("announcements", "Announcements", number=True),
            Column("titles", "Titles", number=True),
        ),
        rows=tuple(reversed(rows)),
        drawn=rows,
    )


def most_quoted(reading: Reading, until: date) -> Figure:
    since = until - SPAN
    rows = _dicts(reading.rows(MOST_QUOTED, since=since.isoformat(), named=NAMED))
    for row in rows:
        row["share"] = round(row["quoted_in"] / row["named_in"], 3)
    return Figure(
        kind="most-quoted",
        title=f"Most quoted people, {since:%B %Y} to {until:%B %Y}",
        says="Of the articles that quote or credit a person, how many quote them. "
        "To be credited often and quoted seldom is a finding too.",
        columns=(
            Column("person", "Person", table="people"),
            Column("quotes", "Quotes", number=True),
            Column("quoted_in", "Articles that quote them", number=True),
            Column("named_in", "Articles that name them", number=True),
            Column("share", "Share", number=True),
        ),
        rows=rows,
        drawn=rows,
    )


def coverage(reading: Reading, title: str) -> Figure:
    days = _dicts(reading.rows(COVERAGE, title=title))
    digits = _digits(days)
    by_source = _summed(days, lambda row: row["key"])
    rows = tuple({**row, "first": row["first_key"][:10], "last": row["last_key"][:10]} for row in by_source)
    drawn = _summed(days, lambda row: (row["key"], row["time"][:digits]))
    return Figure(
        kind="coverage",
        title="Coverage, outlet by outlet",
        says=_covered(rows),
        columns=(
            Column("source", "Outlet", table="sources"),
            Column("articles", "Articles", number=True),
            Column("quotes", "Quotes in them", number=True),
            Column("first", "First"),
            Column("last", "Last"),
        ),
        rows=rows,
        drawn=tuple(
            {**{name: row[name] for name in ("source", "articles", "quotes")}, "time": row["time"][:digits]}
            for row in drawn
        ),
    )


def _summed(days: Iterable[dict[str, Any]], group: Callable[[dict[str, Any]], object]) -> list[dict[str, Any]]:
    """The days of each group as one row, the earliest group first. Takes days in order of time."""
    found: dict[object, dict[str, Any]] = {}
    for day in days:
        row = found.setdefault(group(day), {**day, "articles": 0, "quotes": 0})
        row["articles"] += day["articles"]
        row["quotes"] += day["quotes"]
        row["last_key"] = max(row["last_key"], day["last_key"])
    return list(found.values())


def _covered(rows: Sequence[dict[str, Any]]) -> str:
    if not rows:
        return "No article names it."
    first, *others = rows
    return f"{first['source']} had it first, on {first['first']}" + (
        f"; {len(others)} more followed." if others else "; nobody else has written about it."
    )


def _digits(rows: Sequence[dict[str, Any]]) -> int:
    """Of a time: as many as make a day, or, where coverage is long, a month."""
    days = [date.fromisoformat(row["time"]) for row in rows]
    return 7 if days and (max(days) - min(days)).days > LONG else 10


def _months_before(day: date, months: int) -> str:
    month = day.year * 12 + day.month - 1 - months
    return f"{month // 12:04}-{month % 12 + 1:02}"


def _dicts(rows: Sequence[Row]) -> tuple[dict[str, Any], ...]:
    return tuple(dict(row) for row in rows)
