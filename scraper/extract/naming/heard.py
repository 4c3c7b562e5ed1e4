"""People who are named in full only inside quotations: read when somebody asks for a word that stands there."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.names import Mention, mentions, surname
from scraper.extract.text.marks import Stretch
from scraper.extract.text.words import Token, tokens

_ASKED = 20  # words that are looked for one by one; after that the quotations are read


class Heard:
    """The full names of a document's quotations, by surname."""

    def __init__(self, text: str, marked: Sequence[Stretch]) -> None:
        self._text, self._marked = text, marked
        self._named: dict[str, Mention] | None = None
        self._asked = 0

    def named(self, word: str) -> Mention | None:
        """The first full name inside a quotation that ends in this word."""
        if self._named is None:
            self._asked += 1
            text = self._text
            if self._asked < _ASKED and all(text.find(word, s.start, s.end) < 0 for s in self._marked):
                return None
            self._named = self._read()
        return self._named.get(word)

    def _read(self) -> dict[str, Mention]:
        inside: list[Token] = []
        for number, stretch in enumerate(self._marked):
            found = tokens(self._text, stretch.start, stretch.end)
            for token in found:
                token.sentence = number
            inside += found
        full = [m for m in mentions(inside) if len(m.words) > 1 and m.kind in {"person", "unknown"}]
        return {surname(m.words): m for m in reversed(full) if m.words[0].lower() in GIVEN_NAMES}
