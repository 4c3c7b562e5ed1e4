"""Quotes in a list: what was said, by whom and where, each statement once however many places print it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from storage.site.reading import Reading, Row

LOOKED_AT = 150  # the newest, of which those shown are the newest statements
ABOUT_TITLE = """
    select id, statement from quotes where article in (select article from article_titles where title = :key)
    order by published_key desc limit :most
"""
BY_PERSON = """
    select q.id, q.statement, q.role, q.affiliation, q.published_key
    from quote_speakers p join quotes q on q.id = p.quote where p.person = :key
    order by q.published_key desc limit :most
"""
BY_COMPANY = """
    select q.id, q.statement from quote_speakers p join quotes q on q.id = p.quote where p.company = :key
    order by q.published_key desc limit :most
"""
_QUOTES = """
    select q.id, (select group_concat(text, ' … ') from
            (select text from quote_parts w where w.quote = q.id order by w.seq)) as text,
        q.kind, q.role, q.affiliation, q.article, q.statement, a.headline, a.published_at,
        a.published_precision, a.first_seen_at, s.name as source_name,
        (select count(*) from quotes o where o.statement = q.statement) as places
    from quotes q join articles a on a.id = q.article join sources s on s.slug = a.source
    where q.id in (select value from json_each(:ids)) order by q.published_key desc
"""
_SPEAKERS = """
    select quote, name, person, company from quote_speakers
    where quote in (select value from json_each(:ids)) order by quote, position
"""


@dataclass(frozen=True)
class Said:
    """A quote and who said it."""

    quote: Row
    speakers: tuple[Row, ...]


def quotes(reading: Reading, found: str, key: str, limit: int) -> list[Said]:
    """The newest of what a query finds: of each statement the place that printed it last."""
    return once(reading, reading.rows(found, key=key, most=LOOKED_AT), limit)


def once(reading: Reading, rows: Iterable[Row], limit: int) -> list[Said]:
    """Of rows with `id` and `statement`, the first of each statement."""
    first: dict[str, str] = {}
    for row in rows:
        first.setdefault(row["statement"], row["id"])
    return of(reading, list(first.values())[:limit])


def of(reading: Reading, ids: Iterable[str]) -> list[Said]:
    asked = json.dumps(list(ids))
    speakers: dict[str, list[Row]] = {}
    for row in reading.rows(_SPEAKERS, ids=asked):
        speakers.setdefault(row["quote"], []).append(row)
    return [Said(row, tuple(speakers.get(row["id"], ()))) for row in reading.rows(_QUOTES, ids=asked)]
