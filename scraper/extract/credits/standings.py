"""What a sentence says beside the credit: which season it is for, and whether someone joins, stays or leaves."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from scraper.extract.text.words import Token
from scraper.extract.titles.titles import Works

_FAR = 40  # tokens
_PARAGRAPH = 300
STANDINGS = {
    **dict.fromkeys(
        "joins joining joined join boards boarded boarding newcomer newcomers additions adds tapped booked".split(),
        "joins",
    ),
    **dict.fromkeys(
        "returns returning return returned reprises reprise reprising remains remain staying".split(), "stays"
    ),
    **dict.fromkeys("exits exited exiting departs departed departing".split(), "leaves"),
}
_NUMBERS = {
    word: str(number) for number, word in enumerate("zero one two three four five six seven eight nine ten".split())
}
_ORDINALS = {
    word: str(number)
    for number, word in enumerate("zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split())
}


_WORDS = {number: [word for table in (_NUMBERS, _ORDINALS) for word in table if table[word] == number]
          for number in _NUMBERS.values()}  # fmt: skip
_HEADED = re.compile(r"(?:(\w+) )?season(?: (\w+))?")
_INSTEAD = {("in", his, word) for his in ("his", "her", "their") for word in ("stead", "place")}


_THIS = frozenset("this new the upcoming coming".split())
_NEW = frozenset("new upcoming coming".split())


class Standings:
    """Reads seasons and statuses off the sentence of a credit."""

    def __init__(self, works: Works) -> None:
        self.works = works
        self.tokens: Sequence[Token] = works.tokens
        self._seasons: dict[int, str | None] = {}
        self._at = [k for k, token in enumerate(self.tokens) if token.low == "season"]
        named = {self._numbered(k, self.tokens[k].sentence) for k in self._at}
        numbers = [number for number in named if number is not None]
        decimals = [number for number in numbers if number.isdecimal()]
        self._latest = max(decimals, key=int, default=None)  # the new season, where several are named
        headed = {word for pair in _HEADED.findall(works.headline.lower()) for word in pair}
        news = self._latest is not None and bool(headed & {self._latest, *_WORDS.get(self._latest, ())})
        self._announced = self._latest if news else None  # the season that the headline is about
        self._sole = numbers[0] if len(numbers) == 1 else None  # the only season that is named

    def season(self, i: int) -> str | None:
        """ "Season three is directed by", "its fifth season": the season that the sentence speaks of."""
        if not self._at:
            return None
        tokens, sentence = self.tokens, self.tokens[i].sentence
        if sentence not in self._seasons:
            first = i
            while first > 0 and tokens[first - 1].sentence == sentence and i - first < _FAR:
                first -= 1
            self._seasons[sentence] = next(
                (found for k in self._between(first, i + _FAR) if (found := self._numbered(k, sentence))),
                None,
            )
        return self._seasons[sentence] or self._current(i)

    def _current(self, i: int) -> str | None:
        """ "this season": the one that the document names; "the new season": the latest of those it names."""
        tokens, sentence = self.tokens, self.tokens[i].sentence
        if self._latest is None:
            return None
        for k in self._between(max(1, i - _FAR), i + _FAR):
            if tokens[k].sentence == sentence and tokens[k - 1].low in _THIS:
                return self._latest if tokens[k - 1].low in _NEW else self._sole
        return None

    def joined(self, i: int) -> str | None:
        """What someone joins or stays for: the season of the sentence, the last of the paragraph, or the only one."""
        found = self.season(i)
        if found is not None:
            return found
        for k in reversed(self._between(max(0, i - _PARAGRAPH), i)):
            if self.tokens[k].paragraph != self.tokens[i].paragraph:
                break
            if (found := self._numbered(k, self.tokens[k].sentence)) is not None:
                return found
        return self._sole or self._announced

    def _between(self, first: int, end: int) -> list[int]:
        """Where "season" stands, from one token up to another."""
        return self._at[bisect_left(self._at, first) : bisect_left(self._at, end)]

    def _numbered(self, k: int, sentence: int) -> str | None:
        tokens = self.tokens
        if tokens[k].low != "season" or tokens[k].sentence != sentence or k in self.works.inside:
            return None
        after = tokens[k + 1]
        number = _NUMBERS.get(after.low) or (after.text if after.text.isdigit() else None)
        return number or _ORDINALS.get(tokens[k - 1].low) or _ORDINALS.get(tokens[k - 3].low)

    def standing(self, first: int, last: int) -> str:
        """Whether the words around a credit, in its clause, say that someone joins, stays or leaves."""
        tokens, sentence = self.tokens, self.tokens[first].sentence
        before = first
        while before > max(0, first - 8) and not self._breaks(before - 1, sentence):
            before -= 1
        for k in range(before, min(last + 3, len(tokens))):
            token = tokens[k]
            if token.sentence == sentence and k > last and self._breaks(k, sentence):
                break
            if token.sentence == sentence and token.low in STANDINGS and tokens[k - 1].low not in {"not", "never"}:
                return STANDINGS[token.low]
        if tuple(token.low for token in tokens[last + 1 : last + 4]) in _INSTEAD:
            return "joins"
        return "stated"

    def _breaks(self, k: int, sentence: int) -> bool:
        token = self.tokens[k]
        return token.sentence != sentence or token.text in {";", "—", "–"} or token.low in {"while", "who", "whose"}
