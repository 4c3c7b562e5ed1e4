"""How far what was found in a text agrees with what a person found there.

The definitions are those of findings-gold's own scorer, so that figures can be compared:

- a *segment* is one part of a quote; it is exact when it has the gold's offsets once outer marks, blanks
  and a trailing comma are dropped. Kinds that are not required are left out of the account when hit;
- speaker, cue, role and affiliation are judged on segments that overlap the gold's by at least four fifths,
  and counted over *all* gold segments (speaker) or over those where the gold states them (the others, and
  only where the speaker is known);
- a *negative* (a title, a nickname, a scare quote) is taken for speech when half of it is a segment.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus import Document, GoldQuote
from likeness import (
    bare,
    cue_right,
    full_name_right,
    given_names,
    named_surname_right,
    overlap,
    paired,
    shared,
    surname_right,
    wording_right,
)
from tally import Figure, Miss, Tally, f1, share

from scraper.model import Span, Story

CORE = frozenset({"full"})
ALL = frozenset({"full", "partial", "doc", "dialogue"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A quote as an extractor gives it. None: it does not say; "": it says there is none."""

    parts: tuple[Span, ...]
    speakers: tuple[str, ...] = ()
    cue: str | None = None
    role: str | None = None
    affiliation: str | None = None


# ---- what is read


def found(story: Story) -> list[Found]:
    """The quotes of a story, as the scorer reads them."""
    text = story.article.text

    def words(span: Span | None) -> str:
        return span.of(text) if span else ""

    return [
        Found(
            parts=quote.parts,
            speakers=tuple(speaker.name for speaker in quote.speakers),
            cue=words(quote.cue),
            role=words(quote.role),
            affiliation=words(quote.affiliation),
        )
        for quote in story.quotes
    ]


def found_in_json(findings: Mapping[str, Any]) -> list[Found]:
    """The same from what `onrecord extract` prints."""

    def words(quote: Mapping[str, Any], name: str) -> str | None:
        return (quote[name] or "") if name in quote else None

    return [
        Found(
            parts=tuple(Span(part["start"], part["end"]) for part in quote["parts"]),
            speakers=tuple(quote["speakers"]),
            cue=words(quote, "cue"),
            role=words(quote, "role"),
            affiliation=words(quote, "affiliation"),
        )
        for quote in findings["quotes"]
    ]


# ---- one document


def score(document: Document, quotes: Sequence[Found], *, required: Collection[str] = CORE) -> Tally:
    """What was found against the gold. Only the kinds in `required` must be found."""
    tally = Tally()
    ours: dict[Span, Found] = {}
    for quote in quotes:
        for part in quote.parts:
            ours.setdefault(bare(part, document.text), quote)
    gold = [
        (bare(part, document.text), quote)
        for quote in document.quotes
        if quote.kind in required
        for part in quote.parts
    ]
    optional = [
        bare(part, document.text) for quote in document.quotes if quote.kind not in required for part in quote.parts
    ]
    _score_segments(document, list(ours), [span for span, _ in gold], optional, tally)
    _score_whole(document, quotes, required, tally)
    tally.counts["segments"] += len(gold)
    pairs = paired(list(ours), [span for span, _ in gold])
    predictions = list(ours.values())
    for i, j in pairs.items():
        _score_speaker(document, predictions[i], gold[j][1], tally)
        if gold[j][1].speakers:
            _score_words(document, predictions[i], gold[j][1], tally)
    _score_negatives(document, list(ours), tally)
    return tally


def _score_segments(document: Document, ours: list[Span], gold: list[Span], optional: list[Span], tally: Tally) -> None:
    right = set(ours) & set(gold)

    def passes(span: Span) -> bool:
        return any(
            overlap(span, other) >= 0.5 or shared(span, other) >= 0.5 * max(1, span.end - span.start)
            for other in optional
        )

    wrong = [span for span in ours if span not in right and not passes(span)]
    missed = [span for span in gold if span not in right]
    tally.counts.update({"right": len(right), "wrong": len(wrong), "missed": len(missed)})
    tally.misses += [_miss("wrong segment", document, span) for span in wrong]
    tally.misses += [_miss("missed segment", document, span) for span in missed]


def _score_whole(document: Document, quotes: Sequence[Found], required: Collection[str], tally: Tally) -> None:
    ours = {tuple(bare(part, document.text) for part in quote.parts) for quote in quotes}
    for quote in document.quotes:
        if quote.kind in required:
            right = tuple(bare(part, document.text) for part in quote.parts) in ours
            tally.counts.update({"quotes": 1, "quotes right": right})
            if not right:
                tally.misses.append(_miss("whole quote", document, quote.parts[0]))


def _score_speaker(document: Document, ours: Found, gold: GoldQuote, tally: Tally) -> None:
    if not gold.speakers:
        tally.counts.update({"unknown": 1, "unknown right": not given_names(ours.speakers)})
        return
    full, last = full_name_right(ours.speakers, gold), surname_right(ours.speakers, gold)
    tally.counts.update({"speakers": 1, "full right": full, "surname right": last})
    if (named := named_surname_right(ours.speakers, gold)) is not None:
        tally.counts.update({"named": 1, "named right": named})
    if not full:
        what = f"{list(ours.speakers)} for {list(gold.speakers)}"
        tally.misses.append(Miss("surname" if not last else "full name", document.id, what))


def _score_words(document: Document, ours: Found, gold: GoldQuote, tally: Tally) -> None:
    for name, mine, theirs, right in (
        ("cue", ours.cue, gold.cue, cue_right),
        ("role", ours.role, gold.role, wording_right),
        ("affiliation", ours.affiliation, gold.affiliation, wording_right),
    ):
        if mine is None or not theirs:
            continue
        ok = right(mine, theirs)
        tally.counts.update({name: 1, f"{name} right": ok})
        if not ok:
            tally.misses.append(Miss(name, document.id, f"{mine!r} for {theirs!r}"))


def _score_negatives(document: Document, ours: list[Span], tally: Tally) -> None:
    for negative in document.negatives:
        kept = not any(overlap(span, bare(negative, document.text)) >= 0.5 for span in ours)
        tally.counts.update({"negatives": 1, "negatives kept": kept})
        if not kept:
            tally.misses.append(_miss("negative", document, negative))


def _miss(figure: str, document: Document, span: Span) -> Miss:
    return Miss(figure, document.id, span.of(document.text))


# ---- figures


FIGURES: dict[str, Figure] = {
    "segments precision": share("right", "right", "wrong"),
    "segments recall": share("right", "right", "missed"),
    "segments F1": f1(),
    "whole quotes": share("quotes right", "quotes"),
    "surname, end to end": share("surname right", "segments"),
    "full name, end to end": share("full right", "segments"),
    "surname, of segments found": share("surname right", "speakers"),
    "surname, where the gold has a name": share("named right", "named"),
    "cue": share("cue right", "cue"),
    "role": share("role right", "role"),
    "affiliation": share("affiliation right", "affiliation"),
    "unknown left unknown": share("unknown right", "unknown"),
    "negatives not taken": share("negatives kept", "negatives"),
}
FIGURES_ALL: dict[str, Figure] = {"segments F1, all kinds": f1()}  # over a tally with required=ALL
CAUSES: dict[str, set[str]] = {  # figure -> the misses that lower it
    "segments precision": {"wrong segment"},
    "segments recall": {"missed segment"},
    "segments F1": {"wrong segment", "missed segment"},
    "segments F1, all kinds": {"wrong segment", "missed segment"},
    "whole quotes": {"whole quote"},
    "surname, end to end": {"surname", "missed segment"},
    "full name, end to end": {"surname", "full name", "missed segment"},
    "surname, of segments found": {"surname"},
    "surname, where the gold has a name": {"surname"},
    "cue": {"cue"},
    "role": {"role"},
    "affiliation": {"affiliation"},
    "unknown left unknown": set(),
    "negatives not taken": {"negative"},
}
