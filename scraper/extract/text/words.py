"""The reporter's own words: the text as tokens in which every marked stretch is a single opaque token."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.extract.text.marks import Stretch

_TOKEN = re.compile(
    r"([a-z]{2,}+)(?=[ ,\n])"  # what nearly every token is, found without a look at the rest
    r"|(?:[^\W\d_]\.){2,}(?:['’]s\b)?"  # U.S., J.J.
    r"|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Rev|Prof|Hon|Lt|Col|Capt|Sgt|Maj|Adm|St|Jr|Sr|Inc|Corp|Co|Ltd|Jan|Feb|Sept|Sep"
    r"|Oct|Nov|Dec|vs|No)\.(?!\w)"
    r"|(?:Mar|Apr|Jun|Jul|Aug)\.(?= \d)"
    r"|[A-Z]\.(?=[\s-])"  # an initial
    r"|(?<!\w)['’]t(?=\s[A-Z])"  # 't Veld
    r"|[^\W_]+(?:['’\-‑.&/@_][^\W_]+)*(?:\+(?:['’]s\b)?)?"
    r"|[.!?…]+|--+|[^\w\s]"
)
_CLITIC = re.compile(r"['’]s?$")
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
WORD, PUNCT, MARKED = 0, 1, 2


@dataclass(slots=True, eq=False)
class Token:
    """`text` has no possessive 's; `low` is it in small letters with plain apostrophes."""

    start: int
    end: int
    text: str
    low: str
    kind: int
    capital: bool = False
    possessive: bool = False
    stretch: int = -1  # for MARKED: which one
    sentence: int = 0
    paragraph: int = 0

    @property
    def stop(self) -> bool:
        """Ends a sentence, whatever follows."""
        return self.kind == PUNCT and self.text[0] in ".!?"


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Tokens of plain text."""
    found: list[Token] = []
    add = found.append
    owned = -1  # where the apostrophe of a plural possessive stands
    for match in _TOKEN.finditer(text, start, end):
        word = match[0]
        at, stop = match.span()
        if match.lastindex:
            add(Token(at, stop, word, word, WORD))
            continue
        first = word[0]
        if first.isalnum():
            possessive, last = False, word[-1]
            if last == "s" or last == "z":
                if last == "s" and len(word) > 2 and word[-2] in "'’":
                    word, possessive = word[:-2], True
                    stop -= 2
                elif stop < end and text[stop] in "'’" and text[stop + 1 : stop + 2].isspace():
                    possessive, owned = True, stop
            low = word.lower()
            if "’" in low:
                low = low.replace("’", "'")
            add(Token(at, stop, word, low, WORD, first.isupper(), possessive))
        elif at == owned:
            continue
        elif len(word) == 2 and first in "'’":
            add(Token(at, stop, word, "'t", WORD))
        else:
            if word == "…":
                word = "..."
            add(Token(at, stop, word, word, PUNCT))
    return found


def reading(text: str, bounds: list[tuple[int, int]], marked: list[Stretch]) -> list[Token]:
    """The whole text as tokens, stretches opaque; sentences and paragraphs numbered."""
    for character in _ZERO_WIDTH:
        text = text.replace(character, " ")
    found: list[Token] = []
    sentence = 0
    at = 0
    for number, (start, end) in enumerate(bounds):
        here: list[Token] = []
        position = start
        while at < len(marked) and marked[at].paragraph == number:
            stretch = marked[at]
            here += tokens(text, position, stretch.outer_start)
            here.append(Token(stretch.outer_start, stretch.outer_end, "", "", MARKED, stretch=at))
            position = max(position, stretch.outer_end)
            at += 1
        here += tokens(text, position, end)
        sentence = _number(here, number, sentence, text, marked) + 1
        found += here
    return found


def _number(here: list[Token], paragraph: int, sentence: int, text: str, marked: list[Stretch]) -> int:
    for i, token in enumerate(here):
        token.paragraph, token.sentence = paragraph, sentence
        follows = here[i + 1] if i + 1 < len(here) else None
        if follows is None:
            break
        if token.kind == PUNCT:
            if token.text[0] in "!?" or (
                token.text[0] == "."
                and (
                    follows.kind == MARKED
                    or follows.text in {"(", "[", "—"}
                    or (follows.kind == WORD and not follows.text[0].islower())
                )
            ):
                sentence += 1
        elif token.kind == WORD and token.text[-1] == "." and follows.kind == MARKED:
            sentence += 1  # "said Pell Jr. “…”"
        elif token.kind == MARKED:
            last = text[marked[token.stretch].end - 1 : marked[token.stretch].end]
            if last in ".!?…’'" and (follows.kind == MARKED or follows.capital):
                inner = text[marked[token.stretch].start : marked[token.stretch].end].rstrip("’'”\" ")
                if inner[-1:] in ".!?…":
                    sentence += 1
    return sentence
