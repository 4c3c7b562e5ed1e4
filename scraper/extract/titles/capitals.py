"""The grammar of capitalised runs: how far one reaches, and whether it can be the title of a work."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.names import is_role
from scraper.extract.naming.register import Register
from scraper.extract.text.lexicon import COMPANIES, COMPANY_TAILS, NEW_PLACES, OPENERS, PLACES
from scraper.extract.text.words import MARKED, PUNCT, WORD, Token
from scraper.extract.titles.trade import (
    AWARDS,
    NETWORKS,
    NOUNS,
    OUTLETS,
)

CALENDAR = frozenset(
    "january february march april may june july august september october november december monday "
    "tuesday "
    "wednesday thursday friday saturday sunday today tonight jan feb mar apr aug sept sep oct nov "
    "dec jan. feb. sept. oct. nov. dec. aug.".split()
)

SMALL = frozenset("v of the and in to for a an on with at by from vs is your my or de la du n' ’n’".split())

_HARD = frozenset("on in at by from for with to".split())  # a network, a place or a date may follow these


# A company's last word; what ends as many titles ("Ember City", "Hull Street") says nothing here.
_TAILS = COMPANY_TAILS - frozenset(
    "street avenue road park city county island river lake valley beach mountain hotel house court league club".split()
)
_AFTER_A_TITLE = frozenset("is was will has in and on as but when which that while at".split())
_NATIONS = frozenset("american british canadian european asian african national australian irish".split())
_LONGEST = 16  # words of a title


class Capitals:
    """Reads runs to the right and to the left."""

    def __init__(
        self, tokens: Sequence[Token], register: Register, *, quoted: bool = False, apart: frozenset[int] = frozenset()
    ) -> None:
        self.tokens, self.register = tokens, register
        self.quoted = quoted  # titles stand in marks
        self.loose = (
            sum(token.kind == MARKED and token.end - token.start < 40 for token in tokens) > 1
        )  # or speech does
        self._reached: dict[int, int] = {}  # where runs end that were asked for
        self.apart = apart  # where a stretch begins that the page set apart: no run reaches into one

    def _run(self, i: int, *, bracketed: bool = False, joined: bool = False) -> int:
        """One past the last token of the run that begins at i; i where none begins."""
        if bracketed or joined:
            return self._reach(i, bracketed=bracketed, joined=joined)
        if i not in self._reached:
            self._reached[i] = self._reach(i)
        return self._reached[i]

    def _reach(self, i: int, *, bracketed: bool = False, joined: bool = False) -> int:
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
                if token.low in CALENDAR and token.low not in GIVEN_NAMES:
                    break
                j += 1
                continue
            if self._linked(j):
                j += 2
                continue
            ahead = self._over_small_words(j)
            if ahead == j or not self._goes_on(j, ahead, joined=bracketed or joined):
                break
            j = ahead + 1
        return self._fable(i, j) if j < count and tokens[j].text == "," and tokens[i].low == "the" else j

    def _fable(self, i: int, j: int) -> int:
        """The end of "The Hare, the Crow, and the Kettle", where i..j is "The Hare"; j where it is none of the kind."""
        tokens, k = self.tokens, j
        while k + 3 < len(tokens) and k - i < _LONGEST:
            last = "and" in {tokens[k].low, tokens[k + 1].low}
            article = k + 1 + (last and tokens[k].text == ",")
            if tokens[k].low not in {",", "and"} or tokens[article].low != "the" or not tokens[article + 1].capital:
                return j
            k = article + 2
            if last:
                return k
        return j

    def _linked(self, j: int) -> bool:
        """A colon or "&" that leads from one part of a title to the next."""
        tokens = self.tokens
        if tokens[j].text == "," and j + 1 < len(tokens) and tokens[j + 1].low.rstrip(".") == "inc":
            return True  # "Small Craft, Inc."
        if tokens[j].text not in {":", "&"} or j + 1 >= len(tokens) or not tokens[j + 1].capital:
            return False
        return tokens[j].text == "&" or (self._close(j) and not self._outside(j + 1) and not self._person_at(j + 1))

    def _over_small_words(self, j: int) -> int:
        """The first token after "of the" and their like; j where none stands there."""
        tokens, ahead = self.tokens, j
        while (
            ahead < len(tokens)
            and ahead - j < 3
            and tokens[ahead].kind == WORD
            and tokens[ahead].low in SMALL
            and tokens[ahead].start not in self.apart
        ):
            ahead += 1
        return ahead

    def _goes_on(self, j: int, ahead: int, *, joined: bool) -> bool:
        """Whether the run reaches over the small words from j to the capital at `ahead`."""
        tokens = self.tokens
        if ahead >= len(tokens) or not tokens[ahead].capital or tokens[ahead].kind != WORD:
            return False
        between = {tokens[k].low for k in range(j, ahead)}
        if between & {"and", "or"} and not joined:
            return False
        if "for" in between and self._for_somebody(j, ahead):
            return True
        if "for" in between and not tokens[j - 1].low.endswith("ing"):
            return False  # "the drama Northgate for Quay"
        going = between == {"to"} and tokens[j - 1].low.endswith("ing")  # "Rowing to Kaldvik"
        if tokens[ahead].start in self.apart or (between & _HARD and self._outside(ahead) and not going):
            return False
        return not (between & {"from", "by"} and self._somebody(ahead))

    def _for_somebody(self, j: int, ahead: int) -> bool:
        """ "A Boat for Ned": a noun with an article before it, and a given name alone."""
        tokens = self.tokens
        alone = tokens[ahead].low in GIVEN_NAMES and not tokens[ahead + 1].capital and not tokens[ahead].possessive
        return alone and j > 1 and tokens[j - 2].capital and tokens[j - 2].low in {"a", "an", "the"}

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

    def _somebody(self, i: int) -> bool:
        """ "from Low Water creator Ada Pell", "from Ada Pell"."""
        place = self.register.at(i)
        if place is not None and place.entry.kind in {"person", "company"}:
            return True
        k = i
        while k < len(self.tokens) and self.tokens[k].capital and k < i + 5:
            k += 1
        low = self.tokens[k].low if k < len(self.tokens) else ""
        return low in NOUNS or low.removesuffix("s") in NOUNS

    def _person_at(self, i: int) -> bool:
        place = self.register.at(i)
        return place is not None and place.entry.kind == "person" and len(place.mention.words) > 1

    def _outside(self, i: int) -> bool:
        low = self.tokens[i].low
        if low == "new" and i + 1 < len(self.tokens) and self.tokens[i + 1].low in NEW_PLACES:
            return True
        return (
            low in COMPANIES
            or low in NETWORKS
            or low in PLACES
            or low in CALENDAR
            or low in GIVEN_NAMES
            or low in OUTLETS
        )

    def _title(self, first: int, end: int, *, owned: bool = False, sure: bool = False) -> bool:
        """May the run be a title, not the name of a person, a company or a place? `sure`: no person stands there."""
        if end <= first:
            return False
        words = self.tokens[first:end]
        lows = [word.low for word in words if word.kind == WORD]
        if (
            (lows[0] in CALENDAR and not _named_after_a_day(lows))
            or (lows[0] in {"season", "series", "episode", "part"} and lows[1:2] and lows[1].isdigit())
            or lows[0] in AWARDS
            or lows[-1] in AWARDS
            or (not owned and all(low in PLACES for low in lows))
        ):
            return False
        if lows[-1] in _TAILS and len(lows) > 1 and lows[0] != "the" and not owned:
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
        if lows[-1] in _NATIONS and len(lows) < 3:
            return False
        if (lows[0] in OPENERS and len(lows) == 1) or lows[:2] == ["prime", "video"]:
            return False
        return not (self._known(first, end) if sure else self._person(first, end, owned))

    def _couple(self, first: int, end: int) -> int:
        """The end of "Ada and Bo" where first..end is "Ada": a pair of given names that is one title."""
        tokens = self.tokens
        if end != first + 1 or tokens[end].low != "and" or tokens[first].low not in GIVEN_NAMES:
            return end
        other, after = tokens[end + 1], tokens[end + 2]
        paired = other.capital and other.low in GIVEN_NAMES and not other.possessive and not after.capital
        return end + 2 if paired else end

    def _known(self, first: int, end: int) -> bool:
        """A company, or the surname of somebody whose full name the text has."""
        place = self.register.at(first)
        if place is None or place.mention.last != end - 1:
            return False
        surname = len(place.entry.words) > 1 and end == first + 1 and place.entry.words[-1] == self.tokens[first].text
        return place.entry.kind == "company" or surname

    def _person(self, first: int, end: int, owned: bool) -> bool:
        place = self.register.at(first)
        if place is not None and place.mention.last == end - 1:
            if place.entry.kind == "person" and end - first > 1:
                return True
            if place.entry.kind == "company" and end - first > 1:
                lows = [word.lower() for word in place.entry.words]
                return lows[-1] in _TAILS or lows[0] in COMPANIES
            if place.entry.kind == "person" and (len(place.entry.words) > 1 or end - first == 1):
                return True
            if place.entry.kind == "company" and not (end - first == 1 and owned):
                return True
            if end - first == 1 and len(place.entry.words) == 2 and place.entry.words[-1] == self.tokens[first].text:
                return not owned
        words = [token.low for token in self.tokens[first:end]]
        return len(words) == 2 and words[0] in GIVEN_NAMES and not self.tokens[first].possessive

    def _before(self, j: int) -> tuple[int, int]:
        """The run that ends at j."""
        tokens, first = self.tokens, j + 1
        k = j
        while k >= 0 and j - k < _LONGEST and tokens[k].sentence == tokens[j].sentence:
            if tokens[k].kind == WORD and tokens[k].capital and not (k < j and tokens[k].possessive):
                first = k
                if tokens[k].start in self.apart:
                    break
                k -= 1
                continue
            small = k
            while (
                small > 0
                and tokens[small].low in SMALL
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
                or (tokens[k].low in _HARD and tokens[first].low in {"the", "a", "an"})  # "in Wales on The Ebb"
                or {"and", "from", "by", "with", "for"} & {tokens[m].low for m in range(small + 1, k + 1)}
            ):
                break
            k = small
        opens = first == 0 or tokens[first - 1].sentence != tokens[j].sentence
        while opens and first <= j and tokens[first].low in OPENERS and tokens[first].low not in {"the", "a", "an"}:
            first += 1
        while first <= j and not (tokens[first].capital or tokens[first].text.isdigit()):
            first += 1
        return first, j + 1

    def _verbal(self, end: int) -> bool:
        after = self.tokens[end] if end < len(self.tokens) else None
        return after is None or after.kind == PUNCT or after.low in _AFTER_A_TITLE


def _named_after_a_day(lows: Sequence[str]) -> bool:
    """ "Friday Lights Out" rather than "Friday", "Friday Night", "June 4"."""
    return len(lows) > 2 and not lows[1].isdigit() and lows[1] not in CALENDAR
