"""What is known of columns besides their meaning: type, unit, allowed values, origin and limits.

The meaning of a column is written once, in metadata.yml; its key and what it points at, once, in the schema; closed
vocabularies, once, in `scraper.model`. Here is the rest. The codebook puts them together (`storage.export.codebook`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from scraper import model
from storage.runs import RunEnd

Type = Literal["text", "integer", "number", "time", "date", "json"]

PAGE = "the publisher's page, as it says"
RULES = "onrecord's rules, read from the article's text"
ADDRESS = "the page's address"
CLOCK = "onrecord's clock at the time of the request"
COUNTED = "counted by onrecord"
MADE = "computed from the row's content"
SETTING = "the definition of the source"
VOCABULARY = "onrecord's fixed vocabulary"
PROGRAM = "onrecord itself"

ORIGINS = {  # of a table's columns, where `FACTS` does not say it of the column
    "articles": PAGE,
    "versions": PAGE,
    "sources": SETTING,
    "quotes": RULES,
    "quote_parts": RULES,
    "quote_speakers": RULES,
    "credits": RULES,
    "announcements": RULES,
    "title_links": RULES,
    "article_titles": RULES,
    "people": RULES,
    "person_aliases": RULES,
    "companies": RULES,
    "company_aliases": RULES,
    "titles": RULES,
    "title_aliases": RULES,
    "roles": VOCABULARY,
    "runs": PROGRAM,
    "attempts_summary": COUNTED,
    "source_health": COUNTED,
    "publication": PROGRAM,
    "source_norms": COUNTED,
    "alarms": PROGRAM,
    "beats": PROGRAM,
    "source_days": COUNTED,
    "collected": PROGRAM,
    "quarantine": PROGRAM,
}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What is known of a column; what is left empty is that of any column of its name, else of its table."""

    type: Type | None = None
    unit: str = ""
    values: tuple[str, ...] = ()
    origin: str = ""
    limits: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of an exported file, as the codebook says it."""

    name: str
    meaning: str
    type: Type
    unit: str = ""
    values: tuple[str, ...] = ()  # allowed ones; none: any
    origin: str
    limits: str = ""
    refers: str = ""  # the column whose values these are: people.slug
    required: bool = False


_CHARACTERS = "characters of articles.text (Unicode code points), counted from 0"
_EXCERPTED = "In a public copy it counts the excerpts that are left of a press article."
_PRECISE = "A page that gives a day only has the time 00:00:00: see the column of the precision."
_JSON = "JSON in one cell, the same text in every format."
_PRINTED = "The printed words are evidence of what was printed, not of what was said."
_WORDS = "As the text has it; not made uniform."
_PRECISION = get_args(model.Precision)
_ROLES = tuple(model.ROLES)
_GROUPS = get_args(model.RoleGroup)

FACTS: dict[str, Fact] = {
    # any table
    "*.start": Fact(unit=_CHARACTERS, limits=_EXCERPTED),
    "*.end": Fact(unit=_CHARACTERS, limits=f"The first character after it. {_EXCERPTED}"),
    "*.seq": Fact(unit="place in an order, from 1"),
    "*.position": Fact(unit="place in an order, from 1"),
    "*.url": Fact(origin=ADDRESS),
    "*.published_key": Fact(origin=MADE),
    "*.statement": Fact(origin=MADE, limits="A wording that differs by a word is another statement."),
    "*.slug": Fact(origin=MADE, limits="Two people of one name are one row."),
    "*.language": Fact(limits="Only as good as what the page declares."),
    "*.status": Fact(limits="An article that only names somebody in a role states it; it may be older news."),
    "*.season": Fact(limits=_WORDS),
    # articles and versions
    "articles.id": Fact(origin=MADE),
    "articles.source": Fact(origin=SETTING),
    "articles.canonical_reason": Fact(values=get_args(model.CanonicalReason), origin=ADDRESS),
    "articles.published_at": Fact(limits=_PRECISE),
    "articles.modified_at": Fact(limits=_PRECISE),
    "articles.published_precision": Fact(values=_PRECISION),
    "articles.modified_precision": Fact(values=_PRECISION),
    "articles.first_seen_at": Fact(origin=CLOCK, limits="Never earlier than the day the collecting began."),
    "articles.last_seen_at": Fact(origin=CLOCK, limits="A page that is not asked for again is not seen again."),
    "articles.text": Fact(limits="In a public copy, press articles hold only the sentences around their findings."),
    "articles.words": Fact(unit="words", origin=COUNTED, limits="Of the whole text, also where it is excerpted."),
    "articles.marks": Fact(type="json", limits=_JSON),
    "articles.reader": Fact(values=get_args(model.Reader), origin=PROGRAM),
    "articles.extractor": Fact(origin=PROGRAM),
    "articles.capture": Fact(origin=MADE, limits="Of the latest capture with this text, which may not be the first."),
    "versions.seq": Fact(origin=MADE),
    "versions.captured_at": Fact(origin=CLOCK, limits="The change itself lies between this and the capture before."),
    "versions.last_captured_at": Fact(origin=CLOCK),
    "versions.text": Fact(limits="In a public copy, press articles hold only the sentences around their findings."),
    "versions.text_sha256": Fact(origin=MADE, limits="Of the whole text, also where it is excerpted."),
    "versions.capture": Fact(origin=MADE),
    "versions.captured_key": Fact(origin=MADE),
    "versions.edit": Fact(values=("headline", "text", "both"), origin=MADE),
    # sources
    "sources.slug": Fact(origin=SETTING, limits="Stays the same; the name may not."),
    "sources.kind": Fact(values=get_args(model.SourceKind)),
    "sources.reuse": Fact(values=get_args(model.Reuse)),
    # findings
    "quotes.id": Fact(origin=MADE),
    "quotes.text": Fact(limits=f"Without the outer quotation marks. {_PRINTED}"),
    "quotes.kind": Fact(values=("direct", "partial")),
    "quotes.speaker_as_written": Fact(limits=_WORDS),
    "quotes.cue": Fact(limits=_WORDS),
    "quotes.role": Fact(limits=f"{_WORDS} Empty where this article does not say it."),
    "quotes.affiliation": Fact(limits=f"{_WORDS} Empty where this article does not say it."),
    "quotes.spans": Fact(type="json", unit=_CHARACTERS, limits=_JSON),
    "quote_speakers.name": Fact(limits="Worked out from the article where it says “she” or a surname; may be wrong."),
    "credits.id": Fact(origin=MADE),
    "credits.name": Fact(limits="Two people of one name cannot be told apart."),
    "credits.role": Fact(values=_ROLES),
    "credits.character": Fact(limits=_WORDS),
    "credits.status": Fact(values=("stated", "joins", "leaves", "stays")),
    "announcements.id": Fact(origin=MADE),
    "announcements.kind": Fact(values=model.ANNOUNCEMENT_KINDS),
    "announcements.date": Fact(limits=f"{_WORDS} Usually the premiere."),
    "announcements.date_precision": Fact(values=_PRECISION),
    "announcements.date_iso": Fact(origin=MADE, limits="Text: a year, a month or a day, as exactly as it is stated."),
    "announcements.episodes": Fact(unit="episodes"),
    "announcements.premiere_episodes": Fact(unit="episodes"),
    "announcements.rollout": Fact(values=get_args(model.Rollout)),
    "title_links.id": Fact(origin=MADE),
    "title_links.relation": Fact(values=("spin_off_of", "based_on", "sequel_to", "remake_of", "season_of")),
    "article_titles.kind": Fact(values=get_args(model.Medium)),
    "article_titles.aliases": Fact(type="json", limits=_JSON),
    # names
    "people.name": Fact(limits="Includes whom the rules took for a person by mistake."),
    "companies.name": Fact(limits="Includes what the rules took for a company by mistake."),
    "titles.name": Fact(limits="Includes what the rules took for a title by mistake; a renamed work is two titles."),
    "titles.kind": Fact(values=get_args(model.Medium)),
    "roles.slug": Fact(values=_ROLES, origin=VOCABULARY, limits=" "),
    "roles.group": Fact(values=_GROUPS),
    # the collecting
    "runs.started_at": Fact(origin=CLOCK),
    "runs.finished_at": Fact(origin=CLOCK),
    "runs.saved": Fact(unit="articles"),
    "runs.unchanged": Fact(unit="articles"),
    "runs.failed": Fact(unit="problems"),
    "runs.problems": Fact(limits="Empty in a public copy."),
    "attempts_summary.day": Fact(type="date", limits="UTC: a day may begin on the evening before."),
    "attempts_summary.purpose": Fact(values=get_args(model.Purpose)),
    "attempts_summary.outcome": Fact(values=get_args(model.Outcome)),
    "attempts_summary.attempts": Fact(unit="requests"),
    "source_health.articles": Fact(unit="articles"),
    "source_health.failed": Fact(limits="Empty in a public copy."),
    "publication.made_at": Fact(origin=CLOCK),
    "runs.ended": Fact(values=get_args(RunEnd), limits="Empty while it runs."),
    "source_norms.new_a_day": Fact(unit="items a day"),
    "source_norms.days": Fact(unit="days"),
    "source_norms.pages": Fact(unit="articles"),
    "source_norms.read_fully": Fact(unit="share, from 0 to 1"),
    "source_norms.words": Fact(unit="words a page"),
    "source_norms.quotes": Fact(unit="quotes a page"),
    "source_norms.credits": Fact(unit="credits a page"),
    "source_days.day": Fact(type="date", limits="UTC: a day may begin on the evening before."),
    "source_days.new": Fact(unit="items"),
    "source_days.pages": Fact(unit="articles"),
    "source_days.read_fully": Fact(unit="share, from 0 to 1"),
    "source_days.words": Fact(unit="words a page"),
    "source_days.quotes": Fact(unit="quotes a page"),
    "source_days.credits": Fact(unit="credits a page"),
    "collected.since": Fact(type="time", origin=CLOCK),
    "collected.every": Fact(unit="seconds"),
    "collected.patience": Fact(unit="seconds"),
    "quarantine.at": Fact(type="time", origin=CLOCK),
    "quarantine.result": Fact(values=("quarantined", "unreadable")),
}


def fact(table: str, column: str, sqlite_type: str) -> Fact:
    """What is known of a column of the archive. Times end in `_at`; everything else is what SQLite calls it."""
    own, any_table = FACTS.get(f"{table}.{column}", Fact()), FACTS.get(f"*.{column}", Fact())
    return Fact(
        type=own.type or any_table.type or _type(column, sqlite_type),
        unit=own.unit or any_table.unit,
        values=own.values or any_table.values,
        origin=own.origin or any_table.origin or ORIGINS.get(table, PROGRAM),
        limits=(own.limits or any_table.limits).strip(),
    )


def _type(column: str, sqlite_type: str) -> Type:
    if column.endswith("_at"):
        return "time"
    return {"integer": "integer", "real": "number"}.get(sqlite_type.lower(), "text")  # type: ignore[return-value]
