"""The page of a quote: what was said, by whom, as what and where; where else it was printed; how to cite it."""

from __future__ import annotations

from typing import Any

from scraper.model import Span
from storage.site import article, citation
from storage.site.passages import Stretch, surroundings
from storage.site.reading import Asked, Reading

QUOTE = """
    select q.*, a.headline, a.subhead, a.byline, a.url, a.source, a.published_at, a.published_precision,
        a.first_seen_at, a.capture, a.language, a.text as article_text, s.name as source_name, s.kind as source_kind
    from quotes q join articles a on a.id = q.article join sources s on s.slug = a.source where q.id = :id
"""
PARTS = "select * from quote_parts where quote = :id order by seq"
SPEAKERS = "select * from quote_speakers where quote = :id order by position"
TITLES = """
    select distinct n.title, t.name, t.kind from article_titles n join titles t on t.slug = n.title
    where n.article = :article order by n.seq
"""
ELSEWHERE = """
    select q.id, q.text, q.article, a.headline, a.published_at, a.published_precision, s.name as source_name,
        (select group_concat(name, ', ') from
            (select name from quote_speakers p where p.quote = q.id order by p.position)) as speakers
    from quotes q join articles a on a.id = q.article join sources s on s.slug = a.source
    where q.statement = :statement and q.id <> :id order by q.published_key limit 50
"""
NEIGHBOURS = """
    select id, (select group_concat(text, ' … ') from
            (select text from quote_parts w where w.quote = quotes.id order by w.seq)) as text, seq from quotes
    where article = :article and seq between :seq - 1 and :seq + 1 and id <> :id
    order by seq
"""


def page(reading: Reading, asked: Asked) -> dict[str, Any]:
    (key,) = asked.key
    quote = reading.the_row(QUOTE, id=key)
    parts = reading.rows(PARTS, id=key)
    spans = tuple(Span(part["start"], part["end"]) for part in parts)
    stretches = [Stretch(spans=spans, kind="quote"), *article.attribution(quote)]
    cited = citation.cited(reading, key, asked.address)
    return {
        "quote": quote,
        "parts": parts,
        "speakers": reading.rows(SPEAKERS, id=key),
        "titles": reading.rows(TITLES, article=quote["article"]),
        "context": surroundings(quote["article_text"], spans, stretches),
        "anchor": article.anchor("quote", quote),
        "elsewhere": reading.rows(ELSEWHERE, statement=quote["statement"], id=key),
        "neighbours": reading.rows(NEIGHBOURS, article=quote["article"], seq=quote["seq"], id=key),
        "cited": cited,
        "citation": citation.text(cited),
        "formats": [
            (name, extension, write([cited]).strip()) for extension, (name, write, _) in citation.FORMATS.items()
        ],
    }
