"""Quotes and credits as flat files: a row has everything that a user of a spreadsheet wants, with no table to join."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from sqlite3 import Connection
from typing import Any

from scraper.model import Span
from storage import sentences
from storage.export.columns import MADE, RULES, Column

_NEARBY = 300  # characters: a speaker named further away from a quote is not part of its sentence


@dataclass(frozen=True)
class Cell:
    """A column of a flat file: its SQL, and the column of the archive it is, or what it means if it is none."""

    name: str
    sql: str
    of: str = ""  # table.column
    meaning: str = ""
    origin: str = ""
    limits: str = ""
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Flat:
    """A flat file. Its rows are those of `table`, called t in the SQL; a is the article, s the source."""

    name: str
    table: str
    meaning: str
    key: str
    cells: tuple[Cell, ...]
    joins: str = ""

    def columns(self, known: dict[str, Column]) -> tuple[Column, ...]:
        """`known` are the archive's columns, by table.column."""
        return tuple(_column(cell, known) for cell in self.cells)

    def rows(self, connection: Connection, condition: str) -> Iterator[tuple[Any, ...]]:
        wanted = ", ".join(cell.sql for cell in self.cells)
        place = next(number for number, cell in enumerate(self.cells) if cell.name == "evidence_sentence")
        spans = "t.spans" if self.table == "quotes" else "'{}'"
        found = connection.execute(
            f'select {wanted}, a.text, t.start, t."end", {spans} from {self.table} t '  # noqa: S608 - SQL of ours
            f"join articles a on a.id = t.article join sources s on s.slug = a.source {self.joins} "
            f"where {condition} order by a.published_key, t.seq, t.id"
        )
        for *cells, text, start, end, more in found:
            cells[place] = evidence(text, Span(start, end), more)
            yield tuple(cells)


def evidence(text: str, found: Span, more: str) -> str:
    """The sentence or sentences a finding stands in, with its cue and speaker where they stand close by."""
    start, end = found.start, found.end
    for first, last in sorted(json.loads(more).values()):
        between = text[last:start] if last <= start else text[end:first]
        if len(between) <= _NEARBY and "\n" not in between:
            start, end = min(start, first), max(end, last)
    return sentences.around(text, Span(start, end)).of(text)


def _column(cell: Cell, known: dict[str, Column]) -> Column:
    if not cell.of:
        return Column(
            name=cell.name,
            meaning=cell.meaning,
            type="time" if cell.name.endswith("_at") else "text",
            unit=cell.unit,
            origin=cell.origin,
            limits=cell.limits,
        )
    column = known[cell.of]
    return replace(
        column,
        name=cell.name,
        meaning=cell.meaning or column.meaning,
        limits=cell.limits or column.limits,
        refers=cell.of if cell.of.endswith((".id", ".slug")) else column.refers,
        required=False,
    )


def _listed(what: str, rows: str, order: str) -> str:
    return f"(select group_concat(x, '; ') from (select {what} as x from {rows} order by {order}))"  # noqa: S608 - SQL of ours


def _place(table: str) -> tuple[Cell, Cell]:
    return Cell("start", "t.start", f"{table}.start"), Cell("end", 't."end"', f"{table}.end")


_SPEAKERS = "quote_speakers p where p.quote = t.id", "p.position"
_TITLES = "article_titles n join titles w on w.slug = n.title where n.article = a.id", "n.seq"
_SEVERAL = "Several are separated by “; ”."

# What both files say of the article, alike: when, where, and what proves it.
_PUBLISHED = Cell("published_at", "a.published_at", "articles.published_at")
_ARTICLE = (
    Cell("outlet", "s.name", "sources.name", "Who published it"),
    Cell("headline", "a.headline", "articles.headline"),
    Cell("byline", "a.byline", "articles.byline"),
    Cell("url", "a.url", "articles.url"),
    Cell("published_precision", "a.published_precision", "articles.published_precision"),
    Cell("first_seen_at", "a.first_seen_at", "articles.first_seen_at"),
    Cell(
        "captured_at",
        "(select v.captured_at from versions v where v.article = a.id order by v.seq desc limit 1)",
        "versions.captured_at",
        "When the text it was read from was first captured, in UTC",
        limits="The capture of capture_sha256 may be a later one of the same text. The change to it lies before this.",
    ),
    Cell(
        "evidence_sentence",
        "null",
        meaning="The whole sentence or sentences it stands in",
        origin=RULES,
        limits="Where a sentence ends is a rule of thumb: an abbreviation at the end of one may join two.",
    ),
)
_PROOF = (
    Cell("capture_sha256", "a.capture", "articles.capture"),
    Cell("reader", "a.reader", "articles.reader"),
    Cell("extractor", "a.extractor", "articles.extractor"),
    Cell("reuse", "s.reuse", "sources.reuse"),
    Cell("source", "a.source", "articles.source"),
    Cell("article_id", "a.id", "articles.id", "Key of the article"),
)

QUOTES = Flat(
    name="quotes_flat",
    table="quotes",
    meaning="One row a quote, with everything about it that a spreadsheet wants.",
    key="quote_id",
    cells=(
        _PUBLISHED,
        Cell("speakers", _listed("p.name", *_SPEAKERS), "quote_speakers.name", f"Who said it. {_SEVERAL}"),
        Cell("role", "t.role", "quotes.role"),
        Cell("affiliation", "t.affiliation", "quotes.affiliation"),
        Cell("quote", "t.text", "quotes.text"),
        Cell("kind", "t.kind", "quotes.kind"),
        Cell(
            "titles",
            _listed("w.name", *_TITLES),
            meaning=f"The titles that the article names. {_SEVERAL}",
            origin=RULES,
            limits="Those of the article: the quote itself may be about one of them, or about none.",
        ),
        *_ARTICLE,
        Cell("speaker_as_written", "t.speaker_as_written", "quotes.speaker_as_written"),
        Cell("cue", "t.cue", "quotes.cue"),
        *_place("quotes"),
        *_PROOF,
        Cell("quote_id", "t.id", "quotes.id", "Key of the quote"),
        Cell("statement", "t.statement", "quotes.statement"),
        Cell(
            "speaker_keys",
            _listed("coalesce(p.person, p.company, '')", *_SPEAKERS),
            meaning=f"Keys of the speakers, in people.slug or companies.slug, in the same order. {_SEVERAL}",
            origin=MADE,
            limits="Empty for a speaker whom the article only describes.",
        ),
        Cell(
            "title_keys",
            _listed("w.slug", *_TITLES),
            meaning=f"Keys of the titles, in titles.slug, in the same order. {_SEVERAL}",
            origin=MADE,
        ),
    ),
)
CREDITS = Flat(
    name="credits_flat",
    table="credits",
    meaning="One row a credit, with everything about it that a spreadsheet wants.",
    key="credit_id",
    joins="join roles r on r.slug = t.role left join titles w on w.slug = t.title",
    cells=(
        _PUBLISHED,
        Cell("name", "t.name", "credits.name"),
        Cell("role", "r.label", "roles.label", "What they do"),
        Cell("title", "coalesce(w.name, t.title_name)", "titles.name"),
        Cell("title_as_written", "t.title_name", "credits.title_name"),
        Cell("character", "t.character", "credits.character"),
        Cell("season", "t.season", "credits.season"),
        Cell("status", "t.status", "credits.status"),
        *_ARTICLE,
        Cell("evidence", "t.evidence", "credits.evidence"),
        *_place("credits"),
        *_PROOF,
        Cell("credit_id", "t.id", "credits.id", "Key of the credit"),
        Cell("role_key", "t.role", "credits.role", "Key of the role"),
        Cell("person", "t.person", "credits.person", "Key of the person"),
        Cell("company", "t.company", "credits.company", "Key of the company, where a company is credited"),
        Cell("title_key", "t.title", "credits.title", "Key of the title; empty for a project without one"),
    ),
)
FLAT = (QUOTES, CREDITS)
