"""The reporter's own words: the text as tokens in which every marked stretch is a single opaque token."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.extract.text.marks import Stretch

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., J.J.
    r"|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Rev|Prof|Hon|Lt|Col|Capt|Sgt|Maj|Adm|St|Jr|Sr|Inc|Corp|Co|Ltd|Jan|Feb|Sept|Sep"
    r"|Oct|Nov|Dec|vs|No)\.(?!\w)"
    r"|[A-Z]\.(?=[\s-])"  # an initial
    r"|[^\W_]+(?:['’\-‑.&/@_][^\W_]+)*\+?"
    r"|[.!?…]+|--+|[^\w\s]"
)
_CLITIC = re.compile(r"['’]s?$")
_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"), " ")
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
    for match in _TOKEN.finditer(text, start, end):
        word = match[0]
        first = word[0]
        if not (first.isalnum()):
            if first == "…" and word == "…":
                word = "..."
            found.append(Token(match.start(), match.end(), word, word, PUNCT))
            continue
        possessive = False
        if len(word) > 2 and word[-2] in "'’" and word[-1] == "s":
            word, possessive = word[:-2], True
        elif match.end() < end and text[match.end()] in "'’" and word[-1] in "sz":
            after = text[match.end() + 1 : match.end() + 2]
            possessive = after.isspace()
        low = word.lower().replace("’", "'")
        found.append(Token(match.start(), match.start() + len(word), word, low, WORD, first.isupper(), possessive))
    return found


def reading(text: str, bounds: list[tuple[int, int]], marked: list[Stretch]) -> list[Token]:
    """The whole text as tokens, stretches opaque; sentences and paragraphs numbered."""
    text = text.translate(_ZERO_WIDTH)
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
