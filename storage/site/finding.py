"""The page of a credit, an announcement or a link between titles: what it says and where it was read."""

from __future__ import annotations

from typing import Any

from scraper.model import Span
from storage.site import article
from storage.site.passages import Stretch, surroundings
from storage.site.reading import Asked, Reading, Row

FOUND_IN = """
    select id, headline, url, source, published_at, published_precision, first_seen_at, capture, language, text,
        (select name from sources where slug = source) as source_name
    from articles where id = :article
"""
CREDIT = "select c.*, r.label as role_label from credits c join roles r on r.slug = c.role where c.id = :id"
SAME_CREDIT = """
    select c.id, c.article, a.headline, a.published_at, a.published_precision, s.name as source_name
    from credits c join articles a on a.id = c.article join sources s on s.slug = a.source
    where c.title = :title and c.role = :role and (c.person = :person or c.company = :company) and c.id <> :id
    order by c.published_key limit 50
"""
SAME_ANNOUNCEMENT = """
    select n.id, n.article, a.headline, a.published_at, a.published_precision, s.name as source_name
    from announcements n join articles a on a.id = n.article join sources s on s.slug = a.source
    where n.title = :title and n.kind = :kind and n.id <> :id order by n.published_key limit 50
"""


def credit(reading: Reading, asked: Asked) -> dict[str, Any]:
    found = reading.the_row(CREDIT, id=asked.key[0])
    same = {name: found[name] for name in ("title", "role", "person", "company", "id")}
    return _page(reading, "credit", found) | {"elsewhere": reading.rows(SAME_CREDIT, **same)}


def announcement(reading: Reading, asked: Asked) -> dict[str, Any]:
    found = reading.the_row("select * from announcements where id = :id", id=asked.key[0])
    same = {name: found[name] for name in ("title", "kind", "id")}
    return _page(reading, "announcement", found) | {"elsewhere": reading.rows(SAME_ANNOUNCEMENT, **same)}


def title_link(reading: Reading, asked: Asked) -> dict[str, Any]:
    found = reading.the_row("select * from title_links where id = :id", id=asked.key[0])
    return _page(reading, "link", found) | {"elsewhere": []}


def _page(reading: Reading, kind: str, found: Row) -> dict[str, Any]:
    printed = reading.the_row(FOUND_IN, article=found["article"])
    span = Span(found["start"], found["end"])
    return {
        "kind": kind,
        "found": found,
        "article": printed,
        "context": surroundings(printed["text"], [span], [Stretch(spans=(span,), kind=kind)]),
        "anchor": article.anchor(kind, found),
        "relations": article.RELATIONS,
    }
