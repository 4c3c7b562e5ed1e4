"""Titles that no mark sets apart: capitalised runs that stand where only a title can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.register import Register
from scraper.extract.text.lexicon import AUXILIARIES, CUES, OPENERS
from scraper.extract.text.words import WORD, Token
from scraper.extract.titles.belongings import OEUVRE, Belongings
from scraper.extract.titles.listings import Chains
from scraper.extract.titles.past_work import Run
from scraper.extract.titles.programmes import MADE
from scraper.extract.titles.subjects import MADE_BY, Subjects
from scraper.extract.titles.trade import MAKERS, MEDIA, TITLED

_HEADS = frozenset("a an my your his her our how when who what don't to".split())
_AMOUNTS = frozenset("a of the ton tons lot lots bunch host dozens dozen many several few countless".split())
_DECIDES = frozenset("renewed renews renewing canceled cancelled cancels axed axes revived revives".split())
_LATEST = frozenset("newest latest next new upcoming last first debut third".split())
_TIES = frozenset(
    "of in on to as include includes including like behind joining joins joined join for from before since".split()
)
_BILLED = frozenset(
    "creator creators co-creator co-creators star stars showrunner showrunners alum alums alumna "
    "actress actor host director producer writer vet veteran".split()
)
_SEVERAL = frozenset("films movies shows dramas comedies sitcoms thrillers documentaries miniseries".split())
_CALLING = frozenset({*MEDIA, *TITLED, "project", "latest"})
_WHOLES = frozenset("trilogy tetralogy franchise saga episode finale reboot revival fans".split())
_LEADING = (
    _CALLING
    | _TIES
    | _WHOLES
    | _BILLED
    | MADE
    | _SEVERAL
    | _DECIDES
    | {"season", "other", "debut", "handed", "hands", "given", "gives"}
)  # small words that a title may stand beside


def runs(tokens: Sequence[Token], register: Register, *, quoted: bool, apart: frozenset[int]) -> list[Run]:
    """Every run the reporter's words present as a title. `quoted`: titles stand in marks here."""
    finder = _Finder(tokens, register, quoted=quoted, apart=apart)
    found = [run for run in finder.found() if not finder.tells(run)]
    return found if quoted else [*found, *finder.beside(found)]


def capital_runs(tokens: Sequence[Token], register: Register) -> Iterator[tuple[int, int]]:
    """Every capitalised run as (first, one past the last)."""
    finder = _Finder(tokens, register)
    i = 0
    while i < len(tokens):
        end = finder._run(i)
        if end > i:
            yield i, end
        i = max(end, i + 1)


class _Finder(Subjects, Belongings, Chains):
    _times: Counter[int] | None = None  # how often each entry of the register is named

    def found(self) -> Iterator[Run]:
        for i, token in enumerate(self.tokens):
            if token.kind != WORD:
                if token.text == "(" and i:
                    yield from self._bracketed(i)
                    yield from self._released(i)
            elif token.capital:
                yield from self._after_capital(i, token)
            elif token.low in _LEADING:
                yield from self._after_word(i, token.low)

    def tells(self, run: Run) -> bool:
        """ "The Quay Reporter has learned": a paper, which no mark sets apart."""
        after, then = self.tokens[run.last + 1], self.tokens[run.last + 2]
        return after.low in {"has", "have"} and then.low in {"learned", "confirmed", "obtained"}

    def _after_word(self, i: int, low: str) -> Iterator[Run]:
        if low in _CALLING:
            yield from self._named(i)
        elif low in _TIES:
            yield from self._of(i)
        elif low == "season":
            yield from self._season(i)
        elif low == "debut":
            yield from self._debut(i)
        elif low in _DECIDES or low in {"handed", "hands", "given", "gives"}:
            yield from self._decided(i)
        elif low in _WHOLES:
            yield from self._trilogy(i)
        elif low in _SEVERAL:
            yield from self._several(i)
        elif low == "other":
            yield from self._others(i)
        if low in _BILLED:
            yield from self._billed(i)
        if low in MADE:
            yield from self._made(i)

    def _after_capital(self, i: int, token: Token) -> Iterator[Run]:
        before, after = self.tokens[i - 1], self.tokens[i + 1 : i + 2]
        if token.possessive:
            if after and (after[0].capital or after[0].text[:1].isdigit()):
                yield from self._owned(i)
                first, end = self._before(i)
                yield from self._owner(first, end)
        else:
            if after and after[0].text == ",":
                yield from self._relative(i)
                yield from self._explained(i)
                yield from self._made_by(i)
        if i == 0 or before.sentence != token.sentence or before.text in {"—", "–", ":", "--"}:
            yield from self._opens(i)
            yield from self._scheduled(i)
            if token.low in MADE_BY:
                yield from self._directed(i)
        if token.low == "the":
            yield from self._programme(i)
        elif token.low in {"before", "since", "after"}:
            yield from self._of(i)
        if token.low in _HEADS and i and before.sentence == token.sentence:
            yield from self._headed(i)
        yield from self._live(i)
        yield from self._set_for(i, self._run(i))
        yield from self._dated(i)
        yield from self._subtitled(i)

    def _named(self, i: int) -> Iterator[Run]:
        """ "the film Clear Water", "a series called Oasis", "the new series, Swagger,"."""
        tokens, low = self.tokens, self.tokens[i].low
        if i + 1 >= len(tokens) or self._another_word(i):
            return
        apposed = tokens[i + 1].text == "," and (low in MEDIA or low == "latest")
        named = tokens[i + 1].low == "is" and tokens[i - 1].low in {"the", "other", "new", "next", "second"}
        j = i + 2 if apposed or named else i + 1
        end = self._run(j, joined=low in MEDIA and not low.endswith("s"))
        if end == j or end > j + 9 or end >= len(tokens) or self._relative_clause(j, end):
            return
        if apposed and tokens[end].text not in {",", ")"}:
            return
        elsewhere = tokens[j].sentence != tokens[i].sentence or CUES.get(tokens[end].low) == "ed"
        if low in MEDIA and not apposed and elsewhere:
            return
        if low in TITLED and self._title(j, end, owned=True):
            yield Run(j, end - 1, 3)
        elif (
            (low in MEDIA and self._nobody(i, j, end, apposed) and self._title(j, end, sure=True))
            or self._title(j, end, owned=not apposed and tokens[end - 1].low not in MAKERS)
            or self._shown(j, end, apposed)
        ):
            yield Run(j, end - 1, 2.5)

    def _relative_clause(self, j: int, end: int) -> bool:
        """ "the film Pell is starring in": a surname, and what its bearer does."""
        place = self.register.at(j)
        if end > j + 1 or place is None or len(place.entry.words) < 2:
            return False
        return self.tokens[end].low in AUXILIARIES and place.entry.words[-1] == self.tokens[j].text

    def _nobody(self, i: int, j: int, end: int, apposed: bool) -> bool:
        """ "her newest film, Joan Creel,": what looks like a name stands where people do not; i is the medium."""
        if apposed:
            lead = {token.low for token in self.tokens[max(0, i - 3) : i]}
            return bool(lead & {"his", "her", "their"}) and bool(lead & _LATEST)
        return (
            end == j + 1 and self.tokens[i - 1].low != "'s" and self.tokens[end].text in {",", ".", "—", "–", ";", ")"}
        )

    def _several(self, i: int) -> Iterator[Run]:
        """ "the movies Low Water and Long Road"; not "the trailer shows Low Water Bay"."""
        end = self._run(i + 1)
        if end == i + 1 or self.tokens[i + 1].sentence != self.tokens[i].sentence or not self._closed(end):
            return
        rest = list(self._more(end, sure=True))
        if rest and self._title(i + 1, end, sure=self.tokens[i].low != "shows"):
            yield Run(i + 1, end - 1, 2)
            yield from rest

    def _headed(self, i: int) -> Iterator[Run]:
        """ "following A Boat Named Sorrow": a small word that has a capital in the middle of a sentence."""
        tokens, before = self.tokens, self.tokens[i - 1]
        if before.capital or not (before.kind == WORD or before.text == ","):
            return
        end = self._run(i)
        joined = self._run(i, joined=True)
        if joined > end + 1 and self.register.at(end + 1) is None:
            end = joined  # "A Song of Salt and Rope"
        if end > i + 2 and not tokens[end - 1].possessive:
            yield from self._yield(i, end, 0.5)

    def _others(self, i: int) -> Iterator[Run]:
        """ "Low Water, Long Road and a ton of other shows"; i is the "other"."""
        if self.tokens[i + 1].low not in OEUVRE:
            return
        k = i - 1
        while k > 2 and self.tokens[k].low in _AMOUNTS:
            k -= 1
        for first, end in self._leftward(k):
            if self._title(first, end, sure=True):
                yield Run(first, end - 1, 1)

    def _another_word(self, i: int) -> bool:
        """A verb, an adjective, or a name that is nobody's work: "will play", "the latest", "a house called"."""
        low = self.tokens[i].low
        if low == "latest":
            return self.tokens[i + 1].text != ","
        if low == "play":
            return i > 0 and self.tokens[i - 1].low in {"to", "will", "would", "can", "and", "they", "who"}
        return low in {"called", "named", "dubbed"} and not self._of_a_medium(i)

    def _shown(self, first: int, end: int, apposed: bool) -> bool:
        """ "the drama Gale Song.", "the film, Once, has": what a medium is called, though it could be a name."""
        place = self.register.at(first)
        if place is not None and place.entry.kind in {"person", "company"} and len(place.entry.words) > 1:
            if self._times is None:
                self._times = Counter(id(each.entry) for each in self.register.places)
            if self._times[id(place.entry)] > 1:
                return False
        lows = [token.low for token in self.tokens[first:end]]
        return (apposed and lows[0] in OPENERS) or (
            len(lows) == 2 and lows[0] in GIVEN_NAMES and self.tokens[end].text in {".", ")"}
        )

    def _debut(self, i: int) -> Iterator[Run]:
        """ "her directorial debut Low Water,"."""
        end = self._run(i + 1)
        lead = {token.low for token in self.tokens[max(0, i - 3) : i]}
        if end > i + 1 and lead & {"his", "her", "their"} and self._closed(end):
            yield from self._yield(i + 1, end, 1)

    def _decided(self, i: int) -> Iterator[Run]:
        """ "has renewed Low Water,", "has handed Low Water a third season": a work is what it is said of."""
        tokens, end = self.tokens, self._run(i + 1)
        if end == i + 1 or tokens[end - 1].possessive or tokens[i + 1].sentence != tokens[i].sentence:
            return
        season = any(token.low in {"season", "renewal", "order", "pickup"} for token in tokens[end + 1 : end + 7])
        if tokens[i].low in _DECIDES or (season and tokens[end].low in {"a", "an", "its", "another"}):
            yield from self._yield(i + 1, end, 2)

    def _of_a_medium(self, i: int) -> bool:
        """ "a film called Northgate" rather than "a house called Northgate"."""
        for k in range(i - 1, max(-1, i - 9), -1):
            if self.tokens[k].sentence != self.tokens[i].sentence or self.tokens[k].low in {"a", "an"}:
                return False  # "a house called", "a film about a diver named"
            if self.tokens[k].low in MEDIA or self.tokens[k].low in {"it", "project", "script", "season"}:
                return True
        return False
