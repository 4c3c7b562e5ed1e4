"""A text as sentences with their tokens, as far down as anything is announced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scraper.extract.text.words import Token

_MOST = 400  # sentences: nothing is announced further down


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters start..end, tokens first..last."""

    start: int
    end: int
    paragraph: int
    first: int = 0
    last: int = -1


def sentences(tokens: Sequence[Token]) -> list[Sentence]:
    found = []
    first = 0
    for i, token in enumerate(tokens):
        if token.sentence < 0:
            break  # past the end
        follows = tokens[i + 1] if i + 1 < len(tokens) else None
        if follows is None or follows.sentence != token.sentence or follows.paragraph != token.paragraph:
            found.append(Sentence(tokens[first].start, token.end, token.paragraph, first, i))
            first = i + 1
            if len(found) >= _MOST:
                break
    return found
