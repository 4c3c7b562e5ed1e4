"""The page of an article: its text with everything that was found in it, and how both are known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from scraper.model import Span
from storage.site.passages import Stretch, passages
from storage.site.reading import Asked, Reading, Row

ARTICLE = """
    select a.*, s.name as source_name, s.reuse, s.terms_url,
        (select min(v.captured_at) from versions v where v.article = a.id and v.capture = a.capture) as captured_at
    from articles a join sources s on s.slug = a.source where a.id = :id
"""
QUOTES = "select * from quotes where article = :id order by seq"
PARTS = """
    select p.* from quote_parts p join quotes q on q.id = p.quote where q.article = :id order by p.quote, p.seq
"""
SPEAKERS = """
    select p.* from quote_speakers p join quotes q on q.id = p.quote where q.article = :id order by p.quote, p.position
"""
CREDITS = """
    select c.*, r.label as role_label from credits c join roles r on r.slug = c.role
    where c.article = :id order by c.start, c."end" desc, c.seq
"""
ANNOUNCEMENTS = 'select * from announcements where article = :id order by start, "end" desc, seq'
LINKS = 'select * from title_links where article = :id order by start, "end" desc, seq'
TITLES = "select * from article_titles where article = :id order by seq"
VERSIONS = "select seq, captured_at, last_captured_at, headline from versions where article = :id order by seq"
KINDS = {"credit": "C", "announcement": "A", "link": "L"}
RELATIONS = {
    "spin_off_of": "spin-off of",
    "based_on": "based on",
    "sequel_to": "sequel to",
    "remake_of": "remake of",
    "season_of": "season of",
}


@dataclass(frozen=True)
class Note:
    """What stands in the margin: one quote, or all credits (announcements, links) read from the same words."""

    kind: str
    label: str
    anchor: str
    findings: tuple[Row, ...]
    speakers: tuple[Row, ...] = ()


def page(reading: Reading, asked: Asked) -> dict[str, Any]:
    (key,) = asked.key
    article = reading.the_row(ARTICLE, id=key)
    notes, stretches = found_in(reading, key)
    return {
        "article": article,
        "passages": passages(article["text"], [*stretches, *emphasis(article["marks"])]),
        "notes": {note.anchor: note for note in notes},
        "counts": {kind: sum(len(n.findings) for n in notes if n.kind == kind) for kind in ("quote", *KINDS)},
        "titles": reading.rows(TITLES, id=key),
        "versions": reading.rows(VERSIONS, id=key),
        "relations": RELATIONS,
    }


def found_in(reading: Reading, article: str) -> tuple[list[Note], list[Stretch]]:
    """An article's findings, as notes in the margin and as the stretches of text they were read from."""
    notes, stretches = _quotes(reading, article)
    for kind, sql in (("credit", CREDITS), ("announcement", ANNOUNCEMENTS), ("link", LINKS)):
        for number, rows in enumerate(_by_evidence(reading.rows(sql, id=article)), start=1):
            note = Note(kind, f"{KINDS[kind]}{number}", anchor(kind, rows[0]), tuple(rows))
            notes.append(note)
            stretches.append(_stretch(note, (Span(rows[0]["start"], rows[0]["end"]),)))
    return notes, stretches


def anchor(kind: str, row: Row) -> str:
    """Where in the page of its article a finding stands."""
    return f"quote-{row['id']}" if kind == "quote" else f"{kind}-{row['start']}-{row['end']}"


def emphasis(marks: str) -> Iterator[Stretch]:
    for mark in json.loads(marks):
        if mark["kind"] == "emphasis":
            yield Stretch(spans=(Span(**mark["span"]),), kind="emphasis")


def attribution(quote: Row) -> Iterator[Stretch]:
    """Where the article says who speaks, and as what."""
    for start, end in json.loads(quote["spans"]).values():
        yield Stretch(spans=(Span(start, end),), kind="attribution")


def _quotes(reading: Reading, article: str) -> tuple[list[Note], list[Stretch]]:
    parts, speakers = reading.rows(PARTS, id=article), reading.rows(SPEAKERS, id=article)
    notes, stretches = [], []
    for number, quote in enumerate(reading.rows(QUOTES, id=article), start=1):
        said_by = tuple(row for row in speakers if row["quote"] == quote["id"])
        note = Note("quote", f"Q{number}", anchor("quote", quote), (quote,), said_by)
        notes.append(note)
        spans = tuple(Span(part["start"], part["end"]) for part in parts if part["quote"] == quote["id"])
        stretches += [_stretch(note, spans), *attribution(quote)]
    return notes, stretches


def _stretch(note: Note, spans: tuple[Span, ...]) -> Stretch:
    parties = note.findings if note.kind == "credit" else note.speakers
    names = [row["name"] for row in parties]
    about = ", ".join([f"{note.kind.capitalize()} {note.label[1:]}", *dict.fromkeys(names)])
    return Stretch(spans=spans, kind=note.kind, label=note.label, anchor=note.anchor, about=about)


def _by_evidence(rows: Iterable[Row]) -> list[list[Row]]:
    groups: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["start"], row["end"]), []).append(row)
    return list(groups.values())
