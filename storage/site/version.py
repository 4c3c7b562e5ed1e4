"""The page of a version: its text, and word by word what differs from any other version of the article."""

from __future__ import annotations

import re
from typing import Any

from storage.site.diff import changes, summary
from storage.site.reading import Asked, Reading

VERSION = """
    select v.*, a.url, a.language, s.name as source_name, s.reuse
    from versions v join articles a on a.id = v.article join sources s on s.slug = a.source
    where v.article = :article and v.seq = :seq
"""
VERSIONS = "select seq, captured_at, last_captured_at, headline from versions where article = :article order by seq"
_NUMBER = re.compile("[0-9]{1,9}")
OTHER = "select * from versions where article = :article and seq = :seq"


def page(reading: Reading, asked: Asked) -> dict[str, Any]:
    """`?against=1` compares with another version; without it, with the one before."""
    article, seq = asked.key
    version = reading.the_row(VERSION, article=article, seq=seq)
    against = asked.args.get("against", str(version["seq"] - 1))
    other = reading.row(OTHER, article=article, seq=int(against)) if _NUMBER.fullmatch(against) else None
    found: dict[str, Any] = {
        "version": version,
        "versions": reading.rows(VERSIONS, article=article),
        "other": other,
    }
    # Excerpts differ where other sentences were left out, which says nothing of what the publisher changed.
    found["excerpts"] = reading.publication is not None and version["reuse"] != "release"
    if other:
        older, newer = sorted((other, version), key=lambda row: int(row["seq"]))
        headline = changes(older["headline"], newer["headline"])
        text = [] if found["excerpts"] else changes(older["text"], newer["text"])
        found |= {"older": older, "newer": newer, "headline": headline, "text": text}
        found["summary"] = summary([*headline, *text])
    return found
