"""Excerpts of a text: the stretches that stay when the rest is left out, and where everything stands afterwards."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scraper.model import Span
from storage.sentences import around

OMITTED = "[…]"  # a paragraph of its own between two excerpts
_GAP = f"\n\n{OMITTED}\n\n"


@dataclass(frozen=True)
class Excerpts:
    """`text` is what is left: the pieces of the whole text, in order, with a mark where something is left out."""

    text: str
    pieces: tuple[Span, ...]  # of the whole text
    starts: tuple[int, ...]  # where each piece begins in what is left

    def moved(self, span: Span) -> Span:
        """Where a stretch stands now; raises ValueError where its ends were left out."""
        return Span(self._position(span.start), self._position(span.end))

    def within(self, span: Span) -> Iterator[Span]:
        """What is left of a stretch, as it stands now."""
        for piece, start in zip(self.pieces, self.starts, strict=True):
            first, end = max(span.start, piece.start), min(span.end, piece.end)
            if first < end:
                yield Span(first - piece.start + start, end - piece.start + start)

    def _position(self, at: int) -> int:
        """No two pieces touch, so the end of one is not the start of another."""
        number = bisect_right(self.pieces, at, key=lambda piece: piece.start) - 1
        if number < 0 or at > self.pieces[number].end:
            raise ValueError(f"character {at} was left out")
        return at - self.pieces[number].start + self.starts[number]


def excerpts(text: str, found: Iterable[Span]) -> Excerpts:
    """The sentences around what was found; raises ValueError for a span out of range."""
    sentences = sorted((_sentence(text, span) for span in found), key=lambda piece: (piece.start, piece.end))
    pieces: list[Span] = []
    for piece in sentences:
        if pieces and not text[pieces[-1].end : piece.start].strip():
            pieces[-1] = Span(pieces[-1].start, max(pieces[-1].end, piece.end))
        else:
            pieces.append(piece)
    starts, length = [], 0
    for piece in pieces:
        starts.append(length)
        length += piece.end - piece.start + len(_GAP)
    return Excerpts(_GAP.join(piece.of(text) for piece in pieces), tuple(pieces), tuple(starts))


def _sentence(text: str, span: Span) -> Span:
    if not 0 <= span.start <= span.end <= len(text):
        raise ValueError(f"characters {span.start} to {span.end} are not in a text of {len(text)}")
    return around(text, span)


def echoes(text: str, found: Iterable[Span], other: str) -> Iterator[Span]:
    """Where what was found in a text stands in another version of it: the same sentences, else the same words.

    Words that stand there more than once say nothing about which of them is meant, and are left.
    """
    for span in found:
        for words in (_sentence(text, span).of(text), span.of(text)):
            if words.strip() and other.count(words) == 1:
                start = other.index(words)
                yield Span(start, start + len(words))
                break
