"""What the parsers of noun phrases share: the phrase itself, and which words head or end one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from scraper.extract.naming.names import Mention, is_role
from scraper.extract.naming.register import Register
from scraper.extract.text.lexicon import (
    ADVERBS,
    ANONYMOUS,
    AUXILIARIES,
    CUES,
    DOCUMENTS,
    GROUP_WORDS,
    PLACES,
    PREPOSITIONS,
    RANKS,
    UNITS,
    WEAK_CUES,
)
from scraper.extract.text.words import WORD, Token

LINKS = frozenset({"of", "for", "at", "with", "from", "to", "in", "on", "behind", "close"})
JOINTS = frozenset({"and", "&"})
_DEPARTMENT = UNITS | RANKS | JOINTS | {"of"}
_UNIT = UNITS | RANKS | JOINTS | PLACES | {"middle"}  # "head of drama, Europe and Middle East"


@dataclass(slots=True, eq=False)
class Phrase:
    """Tokens first..last as written; `heads` are the names in it that speak."""

    first: int
    last: int
    kind: Literal["name", "pronoun", "nominal"]
    heads: tuple[Mention, ...] = ()
    noun: int = -1  # nominal: the head noun; pronoun: the pronoun
    apposition: tuple[int, int] | None = None  # tokens after a comma, dash or bracket
    lead: int = -1  # first token of a nominal that the name explains: "her son, the director Jo Bell"

    @property
    def start(self) -> int:
        return self.lead if self.lead >= 0 else self.first

    def end(self) -> int:
        return self.apposition[1] if self.apposition else self.last


def unit_end(tokens: Sequence[Token], at: int, right: int) -> int:
    """One past a department that begins at this token: "Original Series", "limited series"; `at` where none does."""
    end = at
    while (
        end < right
        and end - at < 7
        and (tokens[end].low in _UNIT or (tokens[end].text == "," and more_units(tokens, end)))
    ):
        end += 1
    if end > at:
        return end
    while end < right and end - at < 4 and tokens[end].kind == WORD and not tokens[end].capital:
        end += 1
    return end if end < right and tokens[end].text == "," else at


def more_units(tokens: Sequence[Token], comma: int) -> bool:
    """ "Drama, Comedy and Film": the comma goes on with the department."""
    follows = tokens[comma + 1 : comma + 3]
    return (
        len(follows) == 2
        and follows[0].low in _UNIT - JOINTS
        and (follows[1].low in {"and", "&"} or follows[1].text == ",")
    )


class Grammar:
    """Words of one document and its register."""

    def __init__(self, tokens: Sequence[Token], register: Register) -> None:
        self.tokens, self.register = tokens, register

    def _noun(self, k: int) -> bool:
        low = self.tokens[k].low
        if low in AUXILIARIES or low in PREPOSITIONS or low in ADVERBS:
            return False
        if low == "one" and k and self.tokens[k - 1].low in {"no", "any", "every"}:
            return False
        if low == "two" and not (k and self.tokens[k - 1].low in {"the", "these", "those"}):
            return False  # "season two"
        if low in {"latter", "former"} and k and self.tokens[k - 1].low == "the":
            return k + 1 == len(self.tokens) or not is_role(self.tokens[k + 1].low)
        return is_role(low) or low in ANONYMOUS or low in DOCUMENTS or low in GROUP_WORDS

    def _someone(self, k: int) -> bool:
        place = self.register.ending(k)
        return place is not None and place.entry.person and len(place.entry.words) > 1

    def _headed(self, link: int, left: int, *, far: bool = False) -> bool:
        """A role noun stands before "of": "head of comedy and drama at Quay", not "wishes of showrunners"."""
        k = link - 1
        while far and k > left and not is_role(self.tokens[k].low) and self.tokens[k].low in _DEPARTMENT:
            k -= 1
        return link > left and is_role(self.tokens[k].low)

    def _verb(self, at: int) -> bool:
        token = self.tokens[at]
        if token.capital or (token.low not in CUES and token.low not in WEAK_CUES):
            return False
        return not is_role(token.low) and token.low not in DOCUMENTS
