"""Whom "both", "they" and "the pair" stand for: those last named together who do that kind of thing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from scraper.extract.credits.ledger import Ledger
from scraper.extract.credits.lists import Lists
from scraper.extract.credits.outfits import party
from scraper.extract.naming.register import Place
from scraper.extract.text.words import Token
from scraper.extract.titles.titles import Works
from scraper.extract.titles.trade import VERBS
from scraper.model import Party

_CREW_NOUNS = frozenset(
    "executive exec co-executive consulting producers showrunners writers directors creators".split()
)
MOST = 40  # lists of names that are looked back at


class Groups:
    """Looks back at the lists of names, with the ledger of what is entered so far."""

    def __init__(self, works: Works, lists: Lists) -> None:
        self.works, self.lists = works, lists
        self.tokens: Sequence[Token] = works.tokens
        self.ledger = Ledger()
        self.firsts = [names.first for names in lists.found]

    def group(self, k: int) -> tuple[Party, ...]:
        """Whom "both", "they" and "the pair" stand for: those last listed together who do this kind of thing."""
        low, here = self.tokens[k].low, self.tokens[k]
        crew = self._of_crew(k + 1)
        near: list[tuple[Party, ...]] = []
        last = bisect_left(self.firsts, k) - 1
        for index in range(last, max(-1, last - MOST), -1):
            names = self.lists.found[index]
            first = self.tokens[names.first]
            if here.paragraph - first.paragraph > 1 or here.sentence - first.sentence > 4:
                break
            people = tuple(dict.fromkeys(party(item.entry) for item in names.items if item.entry.kind != "company"))
            if len(people) == 2 or (len(people) > 2 and low == "they"):
                near.append(people)
        fitting = [each for each in near if all(self.ledger.does(one, crew=crew) for one in each)]
        return (fitting or (near if low != "they" else []) or [()])[0] or self._last_two(k, low)

    def _of_crew(self, i: int) -> bool:
        """Does what follows the subject at token i - 1 speak of making rather than of playing?"""
        for token in self.tokens[i : i + 6]:
            if token.low in _CREW_NOUNS:
                return True
            if token.low in {"join", "joined", "return", "appear", "recur"}:
                return False
            if token.low in VERBS:
                return VERBS[token.low][0] not in {"cast", "voice"}
        return True

    def _last_two(self, k: int, low: str) -> tuple[Party, ...]:
        """ "Pell steps down; Rask takes over. Both remain": two who were named one after the other."""
        if low != "both":
            return ()
        seen: list[Party] = []
        for place in self._before(k, 6):
            if place.entry.person and self.tokens[place.mention.first].paragraph == self.tokens[k].paragraph:
                each = party(place.entry)
                if each not in seen:
                    seen.append(each)
            if len(seen) == 2:
                return (seen[1], seen[0])
        return ()

    def _before(self, k: int, most: int) -> list[Place]:
        """The last mentions before token k, latest first."""
        places = self.works.doc.register.places
        end = bisect_left(places, k, key=lambda place: place.mention.first)
        return list(reversed(places[max(0, end - most) : end]))
