"""Titles that their own words give away: "Quay Street Live", "Low Water: The Musical", "the Reeds trilogy"."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.extract.titles.past_work import PastWork, Run
from scraper.extract.titles.trade import AWARDS

MADE = frozenset(
    "host hosts hosting made "
    "produced directed created wrote penned helmed co-created co-wrote showran developed".split()
)


class Programmes(PastWork):
    """Runs that need little around them."""

    def _programme(self, i: int) -> Iterator[Run]:
        """ "The Jo Bell Show", "The Long Quay Show": a name that says what it is."""
        tokens, j = self.tokens, i + 1
        while j < len(tokens) and j < i + 6 and tokens[j].capital and tokens[j].sentence == tokens[i].sentence:
            if tokens[j].text == "Show" and j > i + 1 and tokens[i].low == "the":
                yield Run(i, j, 0.5)
                return
            j += 1

    def _live(self, i: int) -> Iterator[Run]:
        """ "Quay Street Live", "Late Show with Ada Pell": names of programmes that air every day or week."""
        tokens = self.tokens
        if (
            i
            and tokens[i - 1].capital
            and tokens[i - 1].sentence == tokens[i].sentence
            and not tokens[i - 1].possessive
        ):
            return
        if tokens[i].low in {"late", "later", "tonight"} and tokens[i + 1].low in {"show", "night"}:
            end = i + 2
            if tokens[end].low == "with" and tokens[end + 1].capital:
                end = max(self._run(end + 1), end)
            if end > i + 2:
                yield Run(i, end - 1, 0.5)
            return
        end = self._run(i)
        k = next((k for k in range(i + 2, min(end, i + 6)) if tokens[k].low == "live"), None)
        ranked = any(token.text.isdigit() or token.low == "best" for token in tokens[i : k or i])
        if k is not None and not ranked and tokens[i].low not in {"watch", "stream"}:
            yield Run(i, end - 1 if tokens[k + 1].text == ":" else k, 0.5)

    def _dated(self, i: int) -> Iterator[Run]:
        """ "1977's Low Water", "the 2014 film Low Water" as "2014's Low Water"."""
        before = self.tokens[i - 1] if i else None
        if (
            before is not None
            and before.possessive
            and (
                (before.text.isdigit() and len(before.text) == 4)
                or (before.low == "year" and self.tokens[i - 2].low == "last")
            )
        ):
            end = self._couple(i, self._run(i))
            lows = {token.low for token in self.tokens[i:end]}
            if end > i and not lows & AWARDS and self.tokens[end].low not in {"ceremony", "awards", "election"}:
                yield Run(i, end - 1, 0.5)

    def _subtitled(self, i: int) -> Iterator[Run]:
        """ "Low Water: The Musical", "The Pale Guest: A Love Story"."""
        tokens = self.tokens
        if (
            i
            and tokens[i - 1].capital
            and tokens[i - 1].sentence == tokens[i].sentence
            and not tokens[i - 1].possessive
        ):
            return
        end = self._run(i)
        for k in range(i + 1, end - 2):
            channel = {"channel", "tv"} & {token.low for token in tokens[i:k]}
            second = tokens[k + 1].low in {"the", "a", "an"} or end - k > 3
            if tokens[k].text == ":" and second and k > i + 1 and not channel:
                yield from self._yield(i, end, 1)

    def _trilogy(self, i: int) -> Iterator[Run]:
        """ "the Reeds trilogy"."""
        first, end = self._before(i - 1)
        lead = self.tokens[first - 1].low if first else ""
        led = lead in {"the", "of", "'s", "on", "for", "an"} or self.tokens[min(first, i)].low == "the"
        led = led or (self.tokens[i].low == "fans" and end - first > 1)
        if first < end and led and self._title(first, end):
            yield Run(first, end - 1, 0.5)

    def _made(self, i: int) -> Iterator[Run]:
        """ "where he executive produced Low Water and Long Road": the objects of a verb of making, in the past."""
        end = self._run(i + 1)
        closed = self._closed(end) or self.tokens[end].low == "for"
        if end > i + 1 and not self.tokens[end - 1].possessive and closed:
            found = [*self._yield(i + 1, end, 0.5), *self._more(end)]
            if end > i + 2 or len(found) > 1:
                yield from found
