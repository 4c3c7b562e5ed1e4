"""An article's text as paragraphs in which findings stand out where they stand, nested and overlapping as they may.

HTML cannot say that two stretches overlap, so a paragraph is cut wherever one begins or ends, and each piece
knows all that it is part of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scraper.model import Span
from storage.excerpts import OMITTED
from storage.sentences import around

_BLANK_LINES = re.compile(r"\r?\n\s*\n")


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A part of the text that stands for something. `label` stands before it, and leads to its note."""

    spans: tuple[Span, ...]  # in reading order
    kind: str  # how it looks: quote, credit, announcement, link, attribution, emphasis
    label: str = ""  # Q1; empty: nothing stands before it
    anchor: str = ""  # what leads to it
    about: str = ""  # for those who hear the page: what the label stands for


@dataclass(frozen=True)
class Piece:
    """Text that all of it is part of the same stretches."""

    text: str
    kinds: tuple[str, ...]
    begins: tuple[tuple[Stretch, bool], ...]  # those with a label that begin here, and whether for the first time


@dataclass(frozen=True)
class Passage:
    """A paragraph, and the anchors of what begins in it."""

    pieces: tuple[Piece, ...]
    anchors: tuple[str, ...]

    @property
    def is_gap(self) -> bool:
        """Whether it stands for what was left out of a public copy."""
        return len(self.pieces) == 1 and self.pieces[0].text.strip() == OMITTED


def paragraphs(text: str) -> list[str]:
    """An article's text is paragraphs separated by a blank line; in a text from a file, that line may hold blanks."""
    return [span.of(text) for span in paragraph_spans(text)]


def paragraph_spans(text: str) -> list[Span]:
    breaks = [match.span() for match in _BLANK_LINES.finditer(text)]
    starts = [0, *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), len(text)]
    return [span for span in map(Span, starts, ends) if span.of(text).strip()]


def passages(text: str, stretches: Sequence[Stretch]) -> list[Passage]:
    return [_passage(text, paragraph, stretches) for paragraph in paragraph_spans(text)]


def _passage(text: str, paragraph: Span, stretches: Sequence[Stretch]) -> Passage:
    here = [
        # What began in an earlier paragraph goes on in this one: it has its label again, but not its anchor.
        (stretch, Span(max(span.start, paragraph.start), min(span.end, paragraph.end)), nth == 0 and not earlier)
        for stretch in stretches
        for nth, span in enumerate(stretch.spans)
        if span.start < paragraph.end and span.end > paragraph.start
        for earlier in [span.start < paragraph.start]
    ]
    here.sort(key=lambda one: (one[1].start, -one[1].end))
    cuts = sorted({paragraph.start, paragraph.end, *(edge for _, span, _ in here for edge in (span.start, span.end))})
    pieces = []
    for start, end in pairwise(cuts):
        kinds = {stretch.kind for stretch, span, _ in here if span.start <= start and end <= span.end}
        begins = tuple((stretch, first) for stretch, span, first in here if span.start == start and stretch.label)
        pieces.append(Piece(text[start:end], tuple(sorted(kinds)), begins))
    anchors = (stretch.anchor for stretch, _, first in here if first and stretch.label)
    return Passage(tuple(pieces), tuple(dict.fromkeys(anchors)))


def surroundings(text: str, spans: Iterable[Span], stretches: Sequence[Stretch]) -> list[Passage]:
    """The sentences in which something stands, and at either end one sentence more."""
    spans = tuple(spans)
    here = around(text, Span(min(span.start for span in spans), max(span.end for span in spans)))
    before = len(text[: here.start].rstrip())
    after = len(text) - len(text[here.end :].lstrip())
    start = around(text, Span(before - 1, before)).start if before else here.start
    end = around(text, Span(after, after + 1)).end if after < len(text) else here.end
    return [
        _passage(text, Span(max(paragraph.start, start), min(paragraph.end, end)), stretches)
        for paragraph in paragraph_spans(text)
        if paragraph.start < end and paragraph.end > start
    ]
