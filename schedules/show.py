"""A story as JSON: what `check` and `extract` print, and what extraction quality is scored through."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from scraper.model import Announcement, Credit, Moment, Quote, Span, Story, TitleLink


def findings(story: Story) -> dict[str, Any]:
    """Headline, text and findings; offsets count characters of `text`. The fields are those of docs/design.md."""
    text = story.article.text
    return {
        "headline": story.article.headline,
        "text": text,
        "quotes": [_quote(quote, text) for quote in story.quotes],
        "credits": [_credit(credit, text) for credit in story.credits]
        + [_work(link, text) for link in story.links if link.relation in {"spin_off_of", "based_on"}],
        "announcement": _announcement(story),
        "announcements": [_announced(each, text) for each in story.announcements],
        "titles": [title.name for title in story.titles],
        "works": [asdict(title) for title in story.titles],
    }


def article(story: Story) -> dict[str, Any]:
    """Everything that was read off the page, with its findings."""
    page = story.article
    return {
        "source": page.source,
        "url": page.address.url,
        "url_reason": page.address.reason,
        "reader": page.reader,
        "subhead": page.subhead,
        "byline": page.byline,
        "published": _moment(page.published),
        "modified": _moment(page.modified),
        "language": page.language,
        "capture": page.capture,
        "marks": [
            {
                "kind": mark.kind,
                "start": mark.span.start,
                "end": mark.span.end,
                "text": mark.span.of(page.text),
            }
            | ({"href": mark.href} if mark.href else {})
            for mark in page.marks
        ],
        **findings(story),
    }


def _announcement(story: Story) -> dict[str, Any]:
    """The first announcement, which is what the article is about; its date may stand in a later one of the title."""
    if not story.announcements:
        return {"kind": "other", "title": None, "date": None, "season": None}
    first = story.announcements[0]
    dated = (each.date for each in story.announcements if each.date and each.title == first.title)
    return {"kind": first.kind, "title": first.title, "date": next(dated, None), "season": first.season}


def _announced(announcement: Announcement, text: str) -> dict[str, Any]:
    """One announcement in full, as the archive has it."""
    stated = {field.name: getattr(announcement, field.name) for field in fields(announcement)}
    evidence = stated.pop("evidence")
    return {**stated, "start": evidence.start, "end": evidence.end, "evidence": evidence.of(text)}


def _moment(moment: Moment | None) -> dict[str, str] | None:
    if moment is None:
        return None
    return {"at": moment.at.isoformat(), "precision": moment.precision, "verbatim": moment.verbatim}


def _quote(quote: Quote, text: str) -> dict[str, Any]:
    parts = [{"start": part.start, "end": part.end, "text": part.of(text)} for part in quote.parts]
    return {
        "text": " ".join(part.of(text) for part in quote.parts),
        "parts": parts,
        "speakers": [speaker.name for speaker in quote.speakers],
        "cue": _words(quote.cue, text),
        "role": _words(quote.role, text),
        "affiliation": _words(quote.affiliation, text),
        "speaker_as_written": _words(quote.speaker_as_written, text),
        "kind": quote.kind,
    }


def _credit(credit: Credit, text: str) -> dict[str, Any]:
    return {
        "name": credit.party.name,
        "kind": credit.party.kind,
        "role": credit.role,
        "title": credit.title,
        "character": credit.character,
        "season": credit.season,
        "status": credit.status,
        "start": credit.evidence.start,
        "end": credit.evidence.end,
        "evidence": credit.evidence.of(text),
    }


def _work(link: TitleLink, text: str) -> dict[str, Any]:
    """A work that a title springs from, in the form of a credit."""
    return {
        "name": link.other,
        "kind": "work",
        "role": link.relation,
        "title": link.title,
        "character": None,
        "season": None,
        "status": None,
        "start": link.evidence.start,
        "end": link.evidence.end,
        "evidence": link.evidence.of(text),
    }


def _words(span: Span | None, text: str) -> str | None:
    return span.of(text) if span else None
