"""The grammar of capitalised runs: how far one reaches, and whether it can be the title of a work."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.names import is_role
from scraper.extract.naming.register import Register
from scraper.extract.text.lexicon import COMPANIES, COMPANY_TAILS, OPENERS, PLACES
from scraper.extract.text.words import MARKED, PUNCT, WORD, Token
from scraper.extract.titles.trade import (
    AWARDS,
    NETWORKS,
    OUTLETS,
)

_CALENDAR = frozenset(
    "january february march april may june july august september october november december monday "
    "tuesday "
    "wednesday thursday friday saturday sunday today tonight jan feb mar apr aug sept sep oct nov "
    "dec jan. feb. sept. oct. nov. dec. aug.".split()
)

_SMALL = frozenset("of the and in to for a an on with at by from vs is your my or de la du n' ’n’".split())

_HARD = frozenset("on in at by from for with to".split())  # a network, a place or a date may follow these


_LONGEST = 16  # words of a title


class Capitals:
    """Reads runs to the right and to the left."""

    def __init__(self, tokens: Sequence[Token], register: Register) -> None:
        self.tokens, self.register = tokens, register
        self.quoted = (
            sum(token.kind == MARKED and token.end - token.start < 40 for token in tokens) > 1
        )  # titles stand in marks

    def _run(self, i: int, *, bracketed: bool = False, joined: bool = False) -> int:
        """One past the last token of the run that begins at i; i where none begins."""
        tokens, count = self.tokens, len(self.tokens)
        if i >= count or tokens[i].kind != WORD or not (tokens[i].capital or (tokens[i].text.isdigit() and bracketed)):
            return i
        j = i + 1
        while (
            j < count
            and j - i < _LONGEST
            and tokens[j].sentence == tokens[i].sentence
            and not (tokens[j - 1].possessive and not self._inner(j))
        ):
            token = tokens[j]
            if token.kind == WORD and (token.capital or (token.text.isdigit() and tokens[j - 1].capital)):
                if token.low in _CALENDAR and token.low not in GIVEN_NAMES:
                    break
                j += 1
                continue
            if (
                token.text in {":", "&"}
                and j + 1 < count
                and tokens[j + 1].capital
                and (token.text == "&" or self._close(j))
            ):
                j += 2
                continue
            ahead = j
            while ahead < count and ahead - j < 3 and tokens[ahead].kind == WORD and tokens[ahead].low in _SMALL:
                ahead += 1
            if ahead == j or ahead >= count or not tokens[ahead].capital or tokens[ahead].kind != WORD:
                break
            between = {tokens[k].low for k in range(j, ahead)}
            if "and" in between and not (bracketed or joined):
                break
            if "for" in between and not tokens[j - 1].low.endswith("ing"):
                break  # "the drama Northgate for Quay"
            if between & _HARD and self._outside(ahead):
                break
            j = ahead + 1
        return j

    def _inner(self, j: int) -> bool:
        """A possessive inside a title ("Bishop's Gate"), not one before it ("HBO's Northgate")."""
        owner = self.tokens[j - 1]
        low = owner.low
        if (
            low in NETWORKS
            or low in COMPANIES
            or low in GIVEN_NAMES
            or low in {"tv", "tv+"}
            or not self.tokens[j].capital
        ):
            return False
        place = self.register.ending(j - 1)
        return place is None or (place.entry.kind == "unknown" and len(place.entry.words) == 1)

    def _close(self, j: int) -> bool:
        """A colon inside a title follows its word directly and leads to a capital."""
        return self.tokens[j].start == self.tokens[j - 1].end

    def _outside(self, i: int) -> bool:
        low = self.tokens[i].low
        return (
            low in COMPANIES
            or low in NETWORKS
            or low in PLACES
            or low in _CALENDAR
            or low in GIVEN_NAMES
            or low in OUTLETS
        )

    def _title(self, first: int, end: int, *, owned: bool = False) -> bool:
        """May the run be a title rather than the name of a person, a company or a place?"""
        if end <= first:
            return False
        words = self.tokens[first:end]
        lows = [word.low for word in words if word.kind == WORD]
        if (
            lows[0] in _CALENDAR
            or lows[0] in AWARDS
            or lows[-1] in AWARDS
            or (not owned and all(low in PLACES for low in lows))
        ):
            return False
        if lows[-1] in COMPANY_TAILS and len(lows) > 1 and lows[0] != "the" and not owned:
            return False
        if len(lows) == 1 and (
            lows[0] in COMPANIES or lows[0] in NETWORKS or lows[0] in OUTLETS or (is_role(lows[0]) and not owned)
        ):
            return False
        if (
            lows[0] in NETWORKS
            and len(lows) == 2
            and lows[1]
            in {"tv", "tv+", "max", "video", "music", "channel", "one", "two", "original", "originals", "studios"}
        ):
            return False
        if (lows[0] in OPENERS and len(lows) == 1) or lows[:2] == ["prime", "video"]:
            return False
        return not self._person(first, end, owned)

    def _person(self, first: int, end: int, owned: bool) -> bool:
        place = self.register.at(first)
        if place is not None and place.mention.last == end - 1:
            if place.entry.kind == "person" and end - first > 1:
                return True
            if place.entry.kind == "company" and end - first > 1:
                lows = [word.lower() for word in place.entry.words]
                return lows[-1] in COMPANY_TAILS or lows[0] in COMPANIES
            if place.entry.kind == "person" and (len(place.entry.words) > 1 or end - first == 1):
                return True
            if place.entry.kind == "company" and not (end - first == 1 and owned):
                return True
        words = [token.low for token in self.tokens[first:end]]
        return len(words) == 2 and words[0] in GIVEN_NAMES and not self.tokens[first].possessive

    def _before(self, j: int) -> tuple[int, int]:
        """The run that ends at j."""
        tokens, first = self.tokens, j + 1
        k = j
        while k >= 0 and j - k < _LONGEST and tokens[k].sentence == tokens[j].sentence:
            if tokens[k].kind == WORD and tokens[k].capital and not (k < j and tokens[k].possessive):
                first = k
                k -= 1
                continue
            small = k
            while (
                small > 0
                and tokens[small].low in _SMALL
                and k - small < 2
                and tokens[small].kind == WORD
                and not tokens[small].capital
            ):
                small -= 1
            if (
                small == k
                or first > j
                or not tokens[small].capital
                or tokens[small].possessive
                or tokens[small + 1].low in {"the", "a", "an"}
                or "and" in {tokens[m].low for m in range(small + 1, k + 1)}
            ):
                break
            k = small
        opens = first == 0 or tokens[first - 1].sentence != tokens[j].sentence
        while opens and first <= j and tokens[first].low in OPENERS and tokens[first].low not in {"the", "a", "an"}:
            first += 1
        return first, j + 1

    def _verbal(self, end: int) -> bool:
        after = self.tokens[end] if end < len(self.tokens) else None
        return after is None or after.kind == PUNCT or after.low in {"is", "was", "will", "has", "in", "and", "on"}
