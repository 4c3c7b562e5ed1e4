"""Cells of Datasette's tables: keys and addresses as links, long texts as their beginning, lists as their length."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from datasette.utils import tilde_encode
from markupsafe import Markup, escape

LONG_COLUMNS = {"articles": ("text",), "versions": ("text",)}  # shown in full on the page of their row
EXCERPT = 180
LISTS = {"articles": ("marks",), "article_titles": ("aliases",), "quotes": ("spans",)}  # JSON; here only how many
_FOUND = {"article": "articles", "title": "titles"}
_PARTY = {"person": "people", "company": "companies"}
_NETWORK = {"network_company": "companies"}
POINTERS: dict[str, dict[str, str]] = {  # columns that hold the key of a row of another table
    "articles": {"source": "sources"},
    "versions": {"article": "articles"},
    "quotes": {"article": "articles"},
    "quote_parts": {"quote": "quotes"},
    "quote_speakers": {"quote": "quotes", **_PARTY},
    "credits": {**_FOUND, **_PARTY, "role": "roles"},
    "announcements": {**_FOUND, **_NETWORK},
    "title_links": {**_FOUND, "other": "titles"},
    "article_titles": {**_FOUND, **_NETWORK},
    "titles": _NETWORK,
    "person_aliases": {"person": "people"},
    "company_aliases": {"company": "companies"},
    "title_aliases": {"title": "titles"},
    "attempts_summary": {"source": "sources"},
    "source_health": {"source": "sources"},
    "source_norms": {"source": "sources"},
    "alarms": {"source": "sources"},
    "beats": {"source": "sources"},
    "source_days": {"source": "sources"},
    "collected": {"source": "sources"},
    "quarantine": {"source": "sources"},
    "latest_articles": {"article": "articles"},
    "changed_pages": {"article": "articles"},
    "who_said_what": {"quote_id": "quotes"},
    "who_does_what": {"credit_id": "credits"},
    "quotes_about_titles": {"quote_id": "quotes", "title_key": "titles"},
    "title_coverage": {"title_key": "titles", "source_key": "sources"},
    "announcements_by_month": {},
    "premieres": {"title_key": "titles", "announcement_id": "announcements"},
    "fresh_by_source": {"slug": "sources"},
    "title_credits": {"credit_id": "credits", "title_key": "titles", **_PARTY},
    "person_record": {"person_key": "people", "source": "sources"},
    "title_timeline": {"announcement_id": "announcements", "title_key": "titles"},
    "open_alarms": {"source_key": "sources"},
}


def is_web_address(value: object) -> bool:
    """Whether a value is an http(s) URL and nothing more: the only kind that becomes a link."""
    if not isinstance(value, str) or any(c.isspace() or not c.isprintable() for c in value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def cell(value: object, column: str, table: str | None, database: str, datasette: Any) -> Markup | str | None:
    """Addresses as links that tell the other side nothing; None: as Datasette shows it."""
    if isinstance(value, str) and (other := POINTERS.get(table or "", {}).get(column)):
        url = datasette.urls.row(database, other, tilde_encode(value))
        return Markup('<a href="{}">{}</a>').format(url, value)
    if is_web_address(value):
        return Markup('<a href="{0}" rel="noopener noreferrer">{0}</a>').format(value)
    if isinstance(value, str) and column in LISTS.get(table or "", ()):
        return str(len(json.loads(value)))
    if isinstance(value, str) and column in LONG_COLUMNS.get(table or "", ()) and len(value) > EXCERPT:
        return escape(value[:EXCERPT].rsplit(" ", 1)[0] + " …")
    return None
