"""Titles of somebody's: "Low Water creator Ada Pell", "Quay's Low Water", "Ada Pell (Low Water)", lists of films."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.names import is_role
from scraper.extract.text.lexicon import COMPANIES, COMPANY_TAILS, HONORIFICS, OPENERS, PLACES, RANKS
from scraper.extract.text.words import MARKED, WORD
from scraper.extract.titles.capitals import CALENDAR, Capitals
from scraper.extract.titles.trade import AWARDS, BOOKS, MEDIA, NETWORKS, NOUNS, PRODUCERS

_FIRM = frozenset("creator creators co-creator co-creators showrunner showrunners alum alums alumna star stars".split())
_ADJECTIVAL = frozenset(
    "hollywood bollywood broadway youtube tiktok instagram disney tv film movie oscar emmy grammy marvel dc pop rock "
    "reality soap fellow british american co west english french".split()
)
_MANY = frozenset("quartet trio films shows series movies dramas comedies titles hits projects credits fare".split())
_POLICE = frozenset("di ds dc dci pc sgt det detective inspector agent officer nurse sister captain chief".split())


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens first..last as a title, and how sure that is."""

    first: int
    last: int
    strength: float
    source: bool = False


class PastWork(Capitals):
    """Runs that stand beside somebody's name."""

    def _yield(self, first: int, end: int, strength: float, *, sure: bool = False) -> Iterator[Run]:
        if self._title(first, end, sure=sure):
            yield Run(first, end - 1, strength)

    def _closed(self, end: int) -> bool:
        """Whether a comma, a full stop or "and" ends the run: it is the whole of what is meant."""
        return end >= len(self.tokens) or self.tokens[end].text in {",", ".", "and", ";", ")"}

    def _more(self, end: int, *, sure: bool = False) -> Iterator[Run]:
        """The rest of "films such as Clear Water, Northgate and Long Road"."""
        tokens = self.tokens
        while end + 1 < len(tokens) and tokens[end].text in {",", "and"}:
            first = end + 2 if tokens[end + 1].low == "and" else end + 1
            end = self._run(first)
            if end == first or tokens[end - 1].possessive:  # "of Clear Water, Quay's new drama"
                return
            yield from self._yield(first, end, 1, sure=sure)

    def _billed(self, i: int) -> Iterator[Run]:
        """ "Gilded Girls creator Amy Bell", "Gilded Girls executive producer Amy Bell"."""
        tokens = self.tokens
        if i == 0 or i + 1 >= len(tokens):
            return
        if not tokens[i + 1].capital or tokens[i + 1].kind != WORD:
            yield from self._the_star(i)
            return
        executive = tokens[i - 1].low in PRODUCERS and tokens[i].low == "producer"
        first, end = self._before(i - 2 if executive else i - 1)
        firm = executive or tokens[i].low in _FIRM
        if first >= end or tokens[first].low in _ADJECTIVAL or tokens[end - 1].possessive:
            return
        lows = [token.low for token in tokens[first:end]]
        if lows[0] in NETWORKS or lows[-1] in _ADJECTIVAL or lows[0] in AWARDS or is_role(lows[-1]):
            return
        if len(lows) == 1 and (not firm or "-" in lows[0] or lows[0] in PLACES or lows[0] in MEDIA):
            return
        plain = len(lows) == 1 and (lows[0] in OPENERS or lows[0] in CALENDAR)
        house = lows[-1] in COMPANY_TAILS or lows[0] in COMPANIES or plain
        if tokens[i].low in _FIRM and not house:
            yield Run(first, end - 1, 0.5)  # no company has a creator, or stars
        else:
            yield from self._yield(first, end, 0.5, sure=firm)

    def _the_star(self, i: int) -> Iterator[Run]:
        """ "The Low Water star has": i is the "star"."""
        tokens = self.tokens
        if tokens[i].low not in {"star", "co-star", "creator", "showrunner"}:
            return
        first, end = self._before(i - 1)
        first += end > first and tokens[first].low == "the"
        lows = [token.low for token in tokens[first:end]]
        led = first > 0 and tokens[first - 1].low == "the"
        if led and len(lows) > 1 and lows[0] not in _ADJECTIVAL and lows[0] not in NETWORKS and lows[0] not in AWARDS:
            yield from self._yield(first, end, 0.5)

    def _owned(self, i: int) -> Iterator[Run]:
        """ "HBO's Northgate", "Jo Bell's Take Me There"."""
        tokens = self.tokens
        first = i + 1
        end = self._run(first)
        if end <= first or (is_role(tokens[end - 1].low) and tokens[end - 1].low not in {"girls", "boys"}):
            return
        place = self.register.ending(i)
        company = tokens[i].low in NETWORKS or (
            i and tokens[i - 1].low in NETWORKS and tokens[i].low in {"tv", "tv+", "max", "video"}
        )
        if company and (self._verbal(end) or self._sure(first, end)) and tokens[first].low not in RANKS:
            if self._title(first, end, owned=True):
                yield Run(first, end - 1, 1.5)
        elif place is not None and place.entry.kind != "company" and len(place.mention.words) > 1:
            if end - first == 1 and tokens[end].low not in {".", ",", "but", "and"}:
                return
            lead = tokens[place.mention.first - 1].low if place.mention.first else ""
            if lead in {"for", "from", "via", "under", "with", "by", "through", "at", "to"} or not self._verbal(end):
                return
            if tokens[end - 1].low not in COMPANY_TAILS and tokens[first].low not in COMPANIES:
                yield from self._yield(first, end, 1)

    def _sure(self, first: int, end: int) -> bool:
        """ "Quay's Low Water took off": two words and more of which none is an office or somebody's name."""
        lows = [token.low for token in self.tokens[first:end]]
        return len(lows) > 1 and lows[0] not in GIVEN_NAMES and not any(is_role(low) or low in NOUNS for low in lows)

    def _bracketed(self, i: int) -> Iterator[Run]:
        """ "Jo Bell (Northgate, The Long Road)": earlier work, in brackets after a name."""
        tokens = self.tokens
        place = self.register.ending(i - 1)
        many = tokens[i - 1].low in _MANY or (tokens[i - 1].kind == WORD and self._of_a_genre(i))
        if not many and (place is None or place.entry.kind == "company" or not (len(place.entry.words) > 1)):
            return
        j = i + 1
        found: list[Run] = []
        items = 0
        while j < len(tokens) and j < i + 30:
            items += 1
            end = self._run(j, bracketed=True)
            if self._somebodys_name(j, end):
                return  # "(Ada Pell, The Reeds)": with whom, not what
            if end == j:
                if tokens[j].kind == MARKED:
                    end = j + 1
                else:
                    return
            elif self._bracket_title(j, end):
                found.append(Run(j, end - 1, 0))
            if end >= len(tokens):
                return
            if tokens[end].text == ")":
                if items > 1 or (found and not many and self._plainly(found[0])):
                    yield from found
                return
            if tokens[end].text not in {",", ";", "and", "&"}:
                return
            j = end + 1
            if j < len(tokens) and tokens[j].low == "and":
                j += 1

    def _somebodys_name(self, first: int, end: int) -> bool:
        place = self.register.at(first)
        known = place is not None and place.entry.kind == "person" and place.mention.last == end - 1
        return known and end == first + 2 and self.tokens[first].low in GIVEN_NAMES

    def _of_a_genre(self, i: int) -> bool:
        """ "the genre popular in those years (Low Water, Long Road)"."""
        near = {token.low for token in self.tokens[max(0, i - 8) : i] if token.sentence == self.tokens[i].sentence}
        return not self.tokens[i - 1].capital and bool(near & (_MANY | {"genre"}))

    def _plainly(self, run: Run) -> bool:
        """A title rather than a part, where nothing shows which of them brackets hold."""
        words = self.tokens[run.first : run.last + 1]
        alone = len(words) == 1 and words[0].low not in GIVEN_NAMES and not words[0].text.isupper()
        long = len(words) > 2 and not any(word.low in GIVEN_NAMES or word.low in HONORIFICS for word in words)
        return alone or long or words[0].low == "the" or any(not word.capital and word.kind == WORD for word in words)

    def _bracket_title(self, first: int, end: int) -> bool:
        lows = [token.low for token in self.tokens[first:end]]
        if lows[-1] in COMPANY_TAILS or lows[0] in CALENDAR or (lows[0] in NETWORKS and len(lows) == 1):
            return False
        if len(lows) == 1 and (lows[0] in PLACES or lows[0] in COMPANIES or self.tokens[first].text.isupper()):
            return False
        if (
            (is_role(lows[0]) and len(lows) < 3)
            or lows[0] in HONORIFICS
            or (lows[0] in _POLICE and len(lows) > 1)
            or (lows[0] in GIVEN_NAMES and len(lows) == 2)
            or (lows[0] in GIVEN_NAMES and len(lows) < 3)
            or lows[0] in {"formerly", "via", "from", "now", "with", "courtesy"}
            or (self.quoted and not self.tokens[first].text.isupper())
        ):
            return False
        place = self.register.at(first)
        return place is None or place.entry.kind != "person" or place.mention.last != end - 1 or bool(set(lows) & BOOKS)
