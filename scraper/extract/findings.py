"""What an article announces, put together: titles, credits, announcements and links, from one register of works."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import get_args

from scraper.extract.credits.credits import credited
from scraper.extract.quotes.quotes import Document, document
from scraper.extract.text.words import PUNCT, Token
from scraper.extract.titles.announcements import Reading, announcements
from scraper.extract.titles.networks import Networks
from scraper.extract.titles.portraits import describe
from scraper.extract.titles.regions import Regions
from scraper.extract.titles.scope import Scope
from scraper.extract.titles.sentences import sentences
from scraper.extract.titles.titles import Work, Works
from scraper.model import Announcement, Article, Credit, Medium, Quote, Title, TitleLink

_FIRST = re.compile(r"\b(?:I|we|my|our|us|me|I'm|I’m|we're|we’re)\b", re.IGNORECASE)
_MEDIA: dict[str, Medium] = {medium: medium for medium in get_args(Medium)}


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything but the quotes."""

    titles: tuple[Title, ...]
    credits: tuple[Credit, ...]
    announcements: tuple[Announcement, ...]
    links: tuple[TitleLink, ...]


def announced(doc: Document, article: Article, quotes: tuple[Quote, ...]) -> Findings:
    """The findings of a document whose quotes are known."""
    reported = _reported(doc, quotes)
    if reported:
        doc = document(article, reported)
        quotes = tuple(quote for quote in quotes if quote.parts[0].start not in reported)
    doc = _padded(doc)
    works = Works(doc, article, [(part.start, part.end) for quote in quotes for part in quote.parts])
    scope = Scope(works)
    lines = sentences(works.tokens)
    regions = Regions(works, scope, lines)
    networks = Networks(doc.text, article.headline, works.tokens, doc.register, works.inside)
    describe(works, scope, regions, networks)
    scope.network = (scope.main.network if scope.main is not None else "") or networks.main()
    found, links = credited(doc, works, scope)
    linked = {link.other for link in links}
    return Findings(
        titles=tuple(_title(work) for work in works.works if not work.source or work in linked),
        credits=found,
        announcements=announcements(Reading(article, works, scope, lines, regions)),
        links=tuple(
            TitleLink(title=link.work.name, relation=link.relation, other=link.other.name, evidence=link.evidence)  # type: ignore[arg-type]
            for link in links
        ),
    )


_MARGIN = 12  # tokens: the furthest a rule looks ahead without asking
_CREDIT = re.compile(
    r"\b(?:showrunners?|executive producers?|executive produc\w+|directed by|creators?|created by|written by|stars?"
    r"|starring)\b"
)
_LENGTH = 40  # characters: a shorter stretch states no credit


def _padded(doc: Document) -> Document:
    """The document with full stops after its end, so that every rule may look ahead, and back from the first token."""
    end = len(doc.text)
    stops = [Token(end, end, ".", ".", PUNCT, sentence=-1, paragraph=-1) for _ in range(_MARGIN)]
    return replace(doc, tokens=[*doc.tokens, *stops])


def _reported(doc: Document, quotes: tuple[Quote, ...]) -> frozenset[int]:
    """Starts of stretches taken from another report or a release, in which credits are stated as in the text itself."""
    found = set()
    for quote in quotes:
        if any(party.kind == "person" and len(party.name.split()) > 1 for party in quote.speakers):
            continue
        for part in quote.parts:
            words = part.of(doc.text)
            if len(words) > _LENGTH and _CREDIT.search(words) and not _FIRST.search(words):
                found.add(part.start)
    return frozenset(found)


def _title(work: Work) -> Title:
    return Title(
        name=work.name,
        kind=_MEDIA.get(work.kind),
        network=work.network or None,
        genre=work.genre or None,
        logline=work.logline or None,
        aliases=tuple(dict.fromkeys(alias for alias in work.aliases if alias != work.name)),
    )
