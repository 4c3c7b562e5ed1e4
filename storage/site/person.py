"""The page of a person: what they say, what they do on which title, and who reported it first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from storage.site import billing, said
from storage.site.reading import Asked, Reading, Row

PERSON = "select * from people where slug = :key"
SPELLINGS = """
    select x.name from person_aliases x join people p on p.slug = x.person where x.person = :key and x.name <> p.name
    order by x.name limit 12
"""
COUNTS = """
    select (select count(*) from quote_speakers where person = :key) as quotes,
        (select count(*) from credits where person = :key) as credits
"""
OFFICES = 6
QUOTES = 12
WORKS = 60


@dataclass(frozen=True)
class Office:
    """What somebody is, as an article puts it, and the year of the latest that does."""

    role: str
    affiliation: str | None
    year: str


def page(reading: Reading, asked: Asked) -> dict[str, Any]:
    (key,) = asked.key
    newest = reading.rows(said.BY_PERSON, key=key, most=said.LOOKED_AT)
    works = billing.works(reading.rows(billing.OF_PERSON, key=key))
    return {
        "person": reading.the_row(PERSON, key=key),
        "spellings": [row["name"] for row in reading.rows(SPELLINGS, key=key)],
        "counts": reading.the_row(COUNTS, key=key),
        "offices": offices(newest),
        "quotes": said.once(reading, newest, QUOTES),
        "works": works[:WORKS],
        "more_works": max(0, len(works) - WORKS),
    }


def offices(quotes: Iterable[Row]) -> list[Office]:
    """What they are called where they are quoted, each once, the latest first. Takes quotes the newest first."""
    called: dict[tuple[str, str | None], str] = {}
    for row in quotes:
        if row["role"]:
            called.setdefault((row["role"], row["affiliation"]), row["published_key"][:4])
    return [Office(role, where, year) for (role, where), year in called.items()][:OFFICES]
