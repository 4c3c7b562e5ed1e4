"""The gold as if an extractor had found it, whole and spoilt: what a gate is proved with."""

from __future__ import annotations

import score
from corpus import Document
from measure import Findings
from score_credits import Billing, Named

from scraper.model import Span


def gold_itself(document: Document) -> Findings:
    return Findings(_quotes(document), _billing(document))


def nothing(document: Document) -> Findings:
    return Findings()


def one_quote_lost(document: Document) -> Findings:
    """Every document without its last quote, and with a title taken for speech."""
    spoilt = [score.Found(parts=(span,), speakers=("Nobody",)) for span in document.negatives[:1]]
    return Findings(_quotes(document)[:-1] + spoilt, _billing(document))


def whole_text(document: Document) -> Findings:
    return Findings([score.Found(parts=(Span(0, len(document.text)),), speakers=("Somebody",))])


def one_credit_lost(document: Document) -> Findings:
    """Every document without its last credit, date, title and link, and with a trap walked into."""
    whole = _billing(document)
    trapped = [Named(name=name, role="cast", title=title) for name, title in document.traps[:1]]
    spoilt = Billing(credits=(*whole.credits[:-1], *trapped), kind=whole.kind, titles=whole.titles[:-1])
    return Findings(_quotes(document), spoilt)


def all_of_one_title(document: Document) -> Findings:
    """Every credit given to one title, which nobody has heard of, and nothing else known of it."""
    whole = _billing(document)
    moved = [Named(name=credit.name, role=credit.role, title="Nonesuch") for credit in whole.credits]
    return Findings(_quotes(document), Billing(credits=tuple(moved), kind="award", titles=("Nonesuch",)))


def _quotes(document: Document) -> list[score.Found]:
    return [
        score.Found(
            parts=quote.parts,
            speakers=quote.speakers,
            cue=quote.cue,
            role=quote.role,
            affiliation=quote.affiliation,
        )
        for quote in document.quotes
    ]


def _billing(document: Document) -> Billing:
    return Billing(
        credits=tuple(
            Named(
                name=credit.name,
                role=credit.role,
                title=credit.title,
                character=credit.character,
                season=credit.season,
                status=credit.status,
                evidence=credit.evidence,
            )
            for credit in document.credits
        ),
        kind=document.kind,
        date=document.date,
        titles=document.titles,
        links=tuple((link.title, link.relation, link.other) for link in document.links or ()),
    )
