"""How the tests of extraction see a text: as what was said, by whom, and how it was written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from scraper.extract import story
from scraper.model import Address, Article, Mark, Quote, Span, Story


@dataclass(frozen=True, slots=True)
class Said:
    """A quote as words: parts, speakers, and as written."""

    parts: tuple[str, ...]
    speakers: tuple[str, ...]
    kind: str
    written: str | None
    cue: str | None
    role: str | None
    affiliation: str | None


Read = Callable[..., list[Said]]


def article(text: str, headline: str = "", marks: tuple[Mark, ...] = ()) -> Article:
    return Article(source="test", address=Address("urn:test"), headline=headline, text=text, reader="text", marks=marks)


def said(quote: Quote, text: str) -> Said:
    def words(span: Span | None) -> str | None:
        return span.of(text) if span is not None else None

    return Said(
        parts=tuple(part.of(text) for part in quote.parts),
        speakers=tuple(speaker.name for speaker in quote.speakers),
        kind=quote.kind,
        written=words(quote.speaker_as_written),
        cue=words(quote.cue),
        role=words(quote.role),
        affiliation=words(quote.affiliation),
    )


def credited(told: Story) -> set[str]:
    """The credits as words, for the series “Low Water” where no other title is said."""
    return {
        " | ".join(
            (
                c.party.name,
                c.role,
                *([f"as {c.character}"] if c.character else []),
                *([c.title or "-"] if c.title != "Low Water" else []),
                *([c.status] if c.status != "stated" else []),
            )
        )
        for c in told.credits
    }


@pytest.fixture
def rows() -> Callable[[Story], set[str]]:
    return credited


@pytest.fixture
def found() -> Callable[..., Story]:
    return lambda text, headline="", marks=(): story(article(text, headline, marks))


@pytest.fixture
def read() -> Read:
    def quotes(text: str, headline: str = "", marks: tuple[Mark, ...] = ()) -> list[Said]:
        return [said(quote, text) for quote in story(article(text, headline, marks)).quotes]

    return quotes
