"""Announcements of a title as its story: one entry an event, with everybody who reported it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from storage.site.reading import Reading, Row

MOST = 300
SAME_NEWS = timedelta(days=14)  # a later report of the same kind is news of its own
OF_TITLE = """
    select n.*, a.headline, a.url, a.source, a.published_at, a.published_precision, a.first_seen_at,
        s.name as source_name, s.kind as source_kind
    from announcements n join articles a on a.id = n.article join sources s on s.slug = a.source
    where n.title = :title order by n.published_key desc limit :most
"""


@dataclass(frozen=True)
class Event:
    """One piece of news: who had it first, and the others in order of time."""

    first: Row
    others: tuple[Row, ...]

    @property
    def year(self) -> str:
        return str(self.first["published_key"][:4])

    @property
    def sources(self) -> tuple[str, ...]:
        """Who else reported it, each once."""
        return tuple(dict.fromkeys(row["source_name"] for row in self.others if row["source"] != self.first["source"]))

    def stated(self, column: str) -> object:
        """What the first report that says anything of it says."""
        return next((row[column] for row in (self.first, *self.others) if row[column]), None)


def of_title(reading: Reading, title: str) -> list[Event]:
    """In order of time, from the order to the premiere and on."""
    return events(reversed(reading.rows(OF_TITLE, title=title, most=MOST)))


def events(announcements: Iterable[Row]) -> list[Event]:
    """Reports of the same kind, season and date within two weeks are one event. Takes them in order of time."""
    found: list[list[Row]] = []
    latest: dict[tuple[object, ...], list[Row]] = {}
    for row in announcements:
        news = (row["kind"], row["season"], row["date_iso"])
        known = latest.get(news)
        if known and _day(row) - _day(known[0]) <= SAME_NEWS:
            known.append(row)
        else:
            latest[news] = [row]
            found.append(latest[news])
    return [Event(first, tuple(others)) for first, *others in found]


def _day(row: Row) -> date:
    return date.fromisoformat(row["published_key"][:10])
