"""The page of a title: what it is, what was announced when, who makes it, what is said about it, who covers it."""

from __future__ import annotations

from typing import Any

from storage.site import billing, said, timeline
from storage.site.figures import coverage
from storage.site.reading import Asked, Reading

TITLE = """
    select t.*, m.name as company_name from titles t left join companies m on m.slug = t.network_company
    where t.slug = :key
"""
SPELLINGS = """
    select x.name from title_aliases x join titles t on t.slug = x.title where x.title = :key and x.name <> t.name
    order by x.name limit 12
"""
RELATED = """
    select 1 as forward, l.relation, l.other as slug, t.name, t.kind, min(l.id) as id
    from title_links l join titles t on t.slug = l.other where l.title = :key group by l.relation, l.other
    union all
    select 0, l.relation, l.title, t.name, t.kind, min(l.id)
    from title_links l join titles t on t.slug = l.title where l.other = :key group by l.relation, l.title
    order by forward desc, relation, name limit 40
"""
RELATIONS = {  # this title to the other, the other to this one
    "spin_off_of": ("Spin-off of", "Its spin-off"),
    "based_on": ("Based on", "The basis of"),
    "sequel_to": ("Sequel to", "Its sequel"),
    "remake_of": ("Remake of", "Its remake"),
    "season_of": ("Season of", "Its season"),
}
EVENTS = 60
QUOTES = 8


def page(reading: Reading, asked: Asked) -> dict[str, Any]:
    (key,) = asked.key
    title = reading.the_row(TITLE, key=key)
    covered = coverage(reading, key)
    events = timeline.of_title(reading, key)
    return {
        "title": title,
        "spellings": [row["name"] for row in reading.rows(SPELLINGS, key=key)],
        "counts": {name: sum(row[name] for row in covered.rows) for name in ("articles", "quotes")},
        "events": events[-EVENTS:],
        "earlier": max(0, len(events) - EVENTS),
        "sheet": billing.of_title(reading, key),
        "quotes": said.quotes(reading, said.ABOUT_TITLE, key, QUOTES),
        "related": [(RELATIONS[row["relation"]][1 - row["forward"]], row) for row in reading.rows(RELATED, key=key)],
        "coverage": covered,
    }
