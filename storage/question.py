"""What a reader typed into the search, as expressions of FTS5 in which nothing is an operator but ours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

LONGEST = 300  # characters of a question
MOST_WORDS = 24
_BITS = re.compile(r'\s+|(".*?")')  # as Datasette's own search takes a question apart


@dataclass(frozen=True)
class Question:
    """What was typed, taken apart."""

    terms: tuple[str, ...]  # words, and phrases with their quotes

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for term in self.terms for word in words(term))

    @property
    def expression(self) -> str:
        """All of it."""
        return " AND ".join(quoted(term.strip('"')) for term in dict.fromkeys(self.terms))

    @property
    def phrase(self) -> str | None:
        return quoted(" ".join(self.words)) if len(self.words) > 1 else None

    def without(self, terms: Collection[str]) -> Question:
        """The same question less some of its words; all of it, if nothing would be left."""
        left = tuple(term for term in self.terms if term not in terms)
        return Question(left) if left else self


def question(text: str) -> Question:
    """What a reader typed. Empty, or without a letter or a digit, it asks for nothing."""
    typed = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", text[:LONGEST]))
    if typed.count('"') % 2:
        typed = typed.replace('"', " ")
    bits = (bit for bit in _BITS.split(typed) if bit and any(c.isalnum() for c in bit))
    return Question(tuple(bits)[:MOST_WORDS])


def words(term: str) -> list[str]:
    return re.findall(r"[^\W_]+", term)


def quoted(text: str) -> str:
    return '"' + text.replace('"', " ") + '"'
