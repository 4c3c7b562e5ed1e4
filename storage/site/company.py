"""The page of a company: what it makes, shows and says, and who speaks for it."""

from __future__ import annotations

from typing import Any

from storage.site import billing, said
from storage.site.reading import Asked, Reading

COMPANY = "select * from companies where slug = :key"
SPELLINGS = """
    select x.name from company_aliases x join companies m on m.slug = x.company
    where x.company = :key and x.name <> m.name order by x.name limit 12
"""
COUNTS = """
    select (select count(*) from quote_speakers where company = :key) as quotes,
        (select count(*) from credits where company = :key) as credits,
        (select count(*) from titles where network_company = :key) as titles
"""
TITLES = """
    select t.slug, t.name, t.kind, max(n.published_key) as last_key
    from titles t left join announcements n on n.title = t.slug
    where t.network_company = :key group by t.slug order by last_key desc, t.slug limit 40
"""
# Of what they say they are, not of what is known: `affiliation` is the article's words.
VOICES = """
    select s.person, p.name, q.role, count(*) as quotes, max(q.published_key) as last_key
    from quotes q cross join quote_speakers s on s.quote = q.id join people p on p.slug = s.person
    where q.affiliation in (select name from company_aliases where company = :key)
    group by s.person order by quotes desc, s.person limit 12
"""
QUOTES = 8
WORKS = 60


def page(reading: Reading, asked: Asked) -> dict[str, Any]:
    (key,) = asked.key
    works = billing.works(reading.rows(billing.OF_COMPANY, key=key))
    return {
        "company": reading.the_row(COMPANY, key=key),
        "spellings": [row["name"] for row in reading.rows(SPELLINGS, key=key)],
        "counts": reading.the_row(COUNTS, key=key),
        "titles": reading.rows(TITLES, key=key),
        "voices": reading.rows(VOICES, key=key),
        "quotes": said.quotes(reading, said.BY_COMPANY, key, QUOTES),
        "works": works[:WORKS],
        "more_works": max(0, len(works) - WORKS),
    }
