"""Titles that no mark sets apart: capitalised runs that stand where only a title can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.names import is_role
from scraper.extract.naming.register import Register
from scraper.extract.text.lexicon import COMPANIES, COMPANY_TAILS, CUES, HONORIFICS, OPENERS, PLACES, RANKS
from scraper.extract.text.words import MARKED, WORD, Token
from scraper.extract.titles.capitals import Capitals
from scraper.extract.titles.trade import (
    AWARDS,
    BOOKS,
    MEDIA,
    NETWORKS,
    NOUNS,
    OF_A_WORK,
    PLAYING,
    STARRING,
    TITLED,
)

_SEEN = frozenset(
    "appear appears appeared appearing role roles performance performances work worked season seasons "
    "part portrayal "
    "turn stint stints seen known contestant credits include includes included cameo cameos lead".split()
)
_TIES = frozenset("of in on to as include includes including like behind joining".split())
_BILLED = frozenset(
    "creator creators co-creator co-creators star stars showrunner showrunners alum alums alumna "
    "actress actor host director "
    "producer writer vet veteran".split()
)
_FIRM = frozenset("creator creators co-creator co-creators showrunner showrunners alum alums alumna star stars".split())
_OPENING = frozenset("premieres debuts premiered debuted stars follows centers chronicles hails".split())
_CONTINUES = frozenset(
    "of about from set starring that which based following with at for to in on co-starring created directed "
    "written inspired".split()
)
_NUMBERS = frozenset("one two three four five six seven eight nine ten".split())
_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth final new latest previous upcoming".split()
)
_ADJECTIVAL = frozenset(
    "hollywood bollywood broadway youtube tiktok instagram disney tv film movie oscar emmy "
    "grammy marvel dc pop rock "
    "reality soap fellow british american co west english french".split()
)


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens first..last as a title, and how sure that is."""

    first: int
    last: int
    strength: float
    source: bool = False


def runs(tokens: Sequence[Token], register: Register) -> list[Run]:
    """Every run the reporter's words present as a title."""
    return list(_Finder(tokens, register).found())


def capital_runs(tokens: Sequence[Token], register: Register) -> Iterator[tuple[int, int]]:
    """Every capitalised run as (first, one past the last)."""
    finder = _Finder(tokens, register)
    i = 0
    while i < len(tokens):
        end = finder._run(i)
        if end > i:
            yield i, end
        i = max(end, i + 1)


class _Finder(Capitals):
    def found(self) -> Iterator[Run]:
        for i, token in enumerate(self.tokens):
            if token.kind != WORD:
                if token.text == "(" and i:
                    yield from self._bracketed(i)
            elif token.capital:
                yield from self._after_capital(i, token)
            else:
                yield from self._after_word(i, token.low)

    def _after_word(self, i: int, low: str) -> Iterator[Run]:
        if low in MEDIA or low in TITLED or low == "project":
            yield from self._named(i)
        elif low in _TIES:
            yield from self._of(i)
        elif low == "season":
            yield from self._season(i)
        if low in _BILLED:
            yield from self._billed(i)

    def _after_capital(self, i: int, token: Token) -> Iterator[Run]:
        before, after = self.tokens[i - 1], self.tokens[i + 1 : i + 2]
        if token.possessive:
            if after and (after[0].capital or after[0].text[:1].isdigit()):
                yield from self._owned(i)
        else:
            yield from self._relative(i)
            yield from self._explained(i)
        if i == 0 or before.sentence != token.sentence or before.text in {"—", "–", ":", "--"}:
            yield from self._opens(i)
        if token.low == "the":
            yield from self._programme(i)

    def _yield(self, first: int, end: int, strength: float) -> Iterator[Run]:
        if self._title(first, end):
            yield Run(first, end - 1, strength)

    def _named(self, i: int) -> Iterator[Run]:
        """ "the film Clear Water", "a series called Oasis", "the new series, Swagger,"."""
        tokens, j = self.tokens, i + 1
        low = tokens[i].low
        if j >= len(tokens):
            return
        apposed = tokens[j].text == "," and low in MEDIA
        if tokens[j].low == "is" and tokens[i - 1].low in {"the", "other", "new", "next", "second"}:
            j += 1
        if apposed:
            j += 1
        if low == "play" and i and tokens[i - 1].low in {"to", "will", "would", "can", "and", "they", "who"}:
            return
        if low == "called" and not self._of_a_medium(i):
            return
        end = self._run(j, joined=low in MEDIA and not low.endswith("s"))
        if end == j or end > j + 9:
            return
        if apposed and not (end < len(tokens) and tokens[end].text == "," and j < end):
            return
        if not apposed and low in MEDIA and tokens[j].sentence != tokens[i].sentence:
            return
        if (
            low in MEDIA
            and not apposed
            and end < len(tokens)
            and tokens[end].low in CUES
            and CUES[tokens[end].low] == "ed"
        ):
            return
        if low in TITLED and self._title(j, end, owned=True):
            yield Run(j, end - 1, 3)
            return
        yield from self._yield(j, end, 2.5)

    def _of_a_medium(self, i: int) -> bool:
        """ "a film called Northgate" rather than "a house called Northgate"."""
        for k in range(i - 1, max(-1, i - 9), -1):
            if self.tokens[k].sentence != self.tokens[i].sentence:
                return False
            if self.tokens[k].low in MEDIA or self.tokens[k].low in {"it", "project", "script", "season"}:
                return True
        return False

    def _of(self, i: int) -> Iterator[Run]:
        """ "the second season of Northgate", "will star in Northgate", "known for his role on Northgate"."""
        tokens = self.tokens
        if i == 0 or i + 1 >= len(tokens) or not tokens[i + 1].capital or tokens[i + 1].kind != WORD:
            return
        before, low = tokens[i - 1].low, tokens[i].low
        fits = (
            (low == "of" and (before in OF_A_WORK or before in NOUNS or before in {"member", "members"}))
            or (low == "behind" and before in NOUNS)
            or (low == "to" and before in {"sequel", "prequel", "follow-up"})
        )
        if ((low == "as" and before == "such") or low in {"including", "like", "include", "includes"}) and i > 1:
            back = {tokens[k].low for k in range(max(0, i - 4), i)}
            fits = bool(
                back
                & {
                    "films",
                    "shows",
                    "series",
                    "movies",
                    "dramas",
                    "comedies",
                    "podcast",
                    "podcasts",
                    "credits",
                    "résumé",
                    "resume",
                }
            )
        if not fits and low in {"in", "on"}:
            fits = (
                before in STARRING
                or before in _SEEN
                or before in {"starring", "debut", "cast", "episodes", "recurring"}
                or self._plays(i)
            )
        if not fits:
            return
        first = i + 1
        end = self._run(first)
        if end == first + 1 and tokens[first].low in GIVEN_NAMES and low == "of":
            return
        if (
            tokens[end - 1].possessive
            or (
                before in {"star", "stars"}
                and end + 1 < len(tokens)
                and tokens[end].text == ","
                and tokens[end + 1].low in {"who", "whose"}
            )
            or (low == "on" and before in {"seasons", "season"})
        ):
            return
        if low == "as" or before in {"include", "includes"}:
            yield from self._more(end)
        strength = 1.5 if low == "of" and before in {"season", "cast", "seasons", "episodes", "episode"} else 1
        yield from self._yield(first, end, strength)

    def _more(self, end: int) -> Iterator[Run]:
        """The rest of "films such as Clear Water, Northgate and Long Road"."""
        tokens = self.tokens
        while end + 1 < len(tokens) and tokens[end].text in {",", "and"}:
            first = end + 2 if tokens[end + 1].low == "and" else end + 1
            end = self._run(first)
            if end == first:
                return
            yield from self._yield(first, end, 1)

    def _plays(self, i: int) -> bool:
        """ "portrays Lieutenant Ann Bell on Northgate"."""
        place = self.register.ending(i - 1)
        if place is None:
            return False
        for k in range(place.mention.first - 1, max(-1, place.mention.first - 5), -1):
            if self.tokens[k].low in PLAYING:
                return True
        return False

    def _season(self, i: int) -> Iterator[Run]:
        """ "Northgate season 2", "Northgate's second season"."""
        tokens = self.tokens
        follows = tokens[i + 1].low if i + 1 < len(tokens) else ""
        j = i - 1
        if follows.isdigit() or follows in _NUMBERS:
            pass
        elif j > 0 and tokens[j].low in _ORDINALS and tokens[j - 1].possessive:
            j -= 1
        else:
            return
        yield from self._yield(*self._before(j), 2)

    def _billed(self, i: int) -> Iterator[Run]:
        """ "Gilded Girls creator Amy Bell"."""
        tokens = self.tokens
        if i == 0 or i + 1 >= len(tokens) or not tokens[i + 1].capital or tokens[i + 1].kind != WORD:
            return
        first, end = self._before(i - 1)
        if first >= end or tokens[first].low in _ADJECTIVAL or tokens[end - 1].possessive:
            return
        lows = [token.low for token in tokens[first:end]]
        if lows[0] in NETWORKS or lows[-1] in _ADJECTIVAL or lows[0] in AWARDS or is_role(lows[-1]):
            return
        if len(lows) == 1 and (tokens[i].low not in _FIRM or "-" in lows[0] or lows[0] in PLACES):
            return
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
        if company and self._verbal(end) and tokens[first].low not in RANKS:
            if self._title(first, end, owned=True):
                yield Run(first, end - 1, 1.5)
        elif place is not None and place.entry.kind != "company" and len(place.mention.words) > 1 and end - first > 1:
            lead = tokens[place.mention.first - 1].low if place.mention.first else ""
            if lead in {"for", "from", "via", "under", "with", "by", "through", "at", "to"} or not self._verbal(end):
                return
            if tokens[end - 1].low not in COMPANY_TAILS and tokens[first].low not in COMPANIES:
                yield from self._yield(first, end, 1)

    def _explained(self, i: int) -> Iterator[Run]:
        """ "has ordered Northgate, a six-part spy drama": the noun after the comma says what it is."""
        tokens = self.tokens
        if i + 3 >= len(tokens) or tokens[i + 1].text != "," or tokens[i + 2].low not in {"a", "an", "the", "its"}:
            return
        for k in range(i + 3, min(i + 12, len(tokens))):
            if (
                tokens[k].kind != WORD
                or tokens[k].sentence != tokens[i].sentence
                or tokens[k].low in {"who", "of", "by"}
            ):
                return
            if tokens[k].low in MEDIA and not tokens[k].capital:
                after = tokens[k + 1] if k + 1 < len(tokens) else None
                if after is not None and (
                    is_role(after.low)
                    or after.low in MEDIA
                    or after.capital
                    or after.low in {"company", "studio", "network", "veteran", "critic"}
                ):
                    if after.low not in MEDIA:
                        return
                    continue
                if after is not None and after.kind == WORD and after.low not in _CONTINUES:
                    return
                first, end = self._before(i)
                yield from self._yield(first, end, 2)
                return

    def _relative(self, i: int) -> Iterator[Run]:
        """ "Imogen, in which she stars"."""
        tokens = self.tokens
        if tuple(token.low for token in tokens[i + 1 : i + 4]) != (",", "in", "which"):
            return
        first, end = self._before(i)
        if tokens[first - 1].sentence == tokens[i].sentence:
            yield from self._yield(first, end, 1)

    def _programme(self, i: int) -> Iterator[Run]:
        """ "The Jo Bell Show", "The Long Quay Show": a name that says what it is."""
        tokens, j = self.tokens, i + 1
        while j < len(tokens) and j < i + 6 and tokens[j].capital and tokens[j].sentence == tokens[i].sentence:
            if tokens[j].text == "Show" and j > i + 1 and tokens[i].low == "the":
                yield Run(i, j, 0.5)
                return
            j += 1

    def _opens(self, i: int) -> Iterator[Run]:
        """ "Northgate premieres", "Northgate is created by", "Northgate will premiere"."""
        tokens = self.tokens
        end = self._run(i)
        if end >= len(tokens) or end == i or (tokens[i].low in OPENERS and end - i == 1):
            return
        low = tokens[end].low
        after = tokens[end + 1].low if end + 1 < len(tokens) else ""
        third = tokens[end + 2].low if end + 2 < len(tokens) else ""
        further = tokens[end + 2] if end + 2 < len(tokens) else None
        premiere = (
            after in {"premiere", "debut", "stream", "air"}
            and low in {"will", "to"}
            and not (further is not None and (further.kind == MARKED or further.low in {"the", "a", "its", "all"}))
        )
        passive = (
            low in {"is", "was"} and third == "by" and after in {"created", "written", "directed", "produced", "based"}
        )
        if not (premiere or passive or (low in _OPENING and (low != "stars" or tokens[end + 1].capital))):
            return
        if low == "follows" and end - i == 1:
            return
        yield from self._yield(i, end, 2)

    def _bracketed(self, i: int) -> Iterator[Run]:
        """ "Jo Bell (Northgate, The Long Road)": earlier work, in brackets after a name."""
        tokens = self.tokens
        place = self.register.ending(i - 1)
        if place is None or place.entry.kind == "company" or not (len(place.entry.words) > 1):
            return
        j = i + 1
        found: list[Run] = []
        while j < len(tokens) and j < i + 30:
            end = self._run(j, bracketed=True)
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
                yield from found
                return
            if tokens[end].text not in {",", ";", "and", "&"}:
                return
            j = end + 1
            if j < len(tokens) and tokens[j].low == "and":
                j += 1

    def _bracket_title(self, first: int, end: int) -> bool:
        lows = [token.low for token in self.tokens[first:end]]
        if lows[-1] in COMPANY_TAILS or (lows[0] in NETWORKS and len(lows) == 1):
            return False
        if len(lows) == 1 and (lows[0] in PLACES or lows[0] in COMPANIES or self.tokens[first].text.isupper()):
            return False
        if (
            is_role(lows[0])
            or lows[0] in HONORIFICS
            or (lows[0] in GIVEN_NAMES and len(lows) < 3)
            or (self.quoted and not self.tokens[first].text.isupper())
        ):
            return False
        place = self.register.at(first)
        return place is None or place.entry.kind != "person" or place.mention.last != end - 1 or bool(set(lows) & BOOKS)
