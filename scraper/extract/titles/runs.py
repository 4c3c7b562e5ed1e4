"""Titles that no mark sets apart: capitalised runs that stand where only a title can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.names import is_role
from scraper.extract.naming.register import Register
from scraper.extract.text.lexicon import COMPANIES, CUES, OPENERS
from scraper.extract.text.words import MARKED, WORD, Token
from scraper.extract.titles.capitals import CALENDAR
from scraper.extract.titles.past_work import Run
from scraper.extract.titles.programmes import MADE, Programmes
from scraper.extract.titles.trade import (
    MAKERS,
    MEDIA,
    NETWORK_TAILS,
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
_TIES = frozenset("of in on to as include includes including like behind joining joins for before since".split())
_BILLED = frozenset(
    "creator creators co-creator co-creators star stars showrunner showrunners alum alums alumna "
    "actress actor host director "
    "producer writer vet veteran".split()
)
_SOMEONES_DEBUT = frozenset("acting directing directorial screen television tv writing".split())  # else on a network
_SOMEBODYS = _SOMEONES_DEBUT | frozenset(
    "feature film big-screen small-screen stage her his their".split()
)  # else in a town
_OPENING = frozenset("premieres debuts premiered debuted stars follows centers chronicles hails".split())
_TELLS = frozenset("star follow tell see feature".split())
_FATES = frozenset("renewed canceled cancelled axed greenlit scrapped recommissioned".split())
_ARTICLES = frozenset("a an the two three four".split())
_OEUVRE = frozenset(
    "films shows series movies dramas comedies podcast podcasts projects titles hits credits résumé resume".split()
)
_FOOTAGE = frozenset("trailer trailers teaser poster footage featurette".split())
_CONTINUES = frozenset(
    "of about from set starring that which based following with at for to in on co-starring created directed "
    "written inspired".split()
)
_NUMBERS = frozenset("one two three four five six seven eight nine ten".split())
_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth final new latest previous upcoming".split()
)

_CALLING = frozenset({*MEDIA, *TITLED, "project", "latest"})
_WHOLES = frozenset("trilogy tetralogy franchise saga episode finale reboot revival fans".split())
_LEADING = _CALLING | _TIES | _WHOLES | _BILLED | MADE | {"season"}  # small words that a title may stand beside


def runs(tokens: Sequence[Token], register: Register, *, quoted: bool, apart: frozenset[int]) -> list[Run]:
    """Every run the reporter's words present as a title. `quoted`: titles stand in marks here."""
    return list(_Finder(tokens, register, quoted=quoted, apart=apart).found())


def capital_runs(tokens: Sequence[Token], register: Register) -> Iterator[tuple[int, int]]:
    """Every capitalised run as (first, one past the last)."""
    finder = _Finder(tokens, register)
    i = 0
    while i < len(tokens):
        end = finder._run(i)
        if end > i:
            yield i, end
        i = max(end, i + 1)


class _Finder(Programmes):
    _times: Counter[int] | None = None  # how often each entry of the register is named

    def found(self) -> Iterator[Run]:
        for i, token in enumerate(self.tokens):
            if token.kind != WORD:
                if token.text == "(" and i:
                    yield from self._bracketed(i)
            elif token.capital:
                yield from self._after_capital(i, token)
            elif token.low in _LEADING:
                yield from self._after_word(i, token.low)

    def _after_word(self, i: int, low: str) -> Iterator[Run]:
        if low in _CALLING:
            yield from self._named(i)
        elif low in _TIES:
            yield from self._of(i)
        elif low == "season":
            yield from self._season(i)
        elif low in _WHOLES:
            yield from self._trilogy(i)
        if low in _BILLED:
            yield from self._billed(i)
        if low in MADE:
            yield from self._made(i)

    def _after_capital(self, i: int, token: Token) -> Iterator[Run]:
        before, after = self.tokens[i - 1], self.tokens[i + 1 : i + 2]
        if token.possessive:
            if after and (after[0].capital or after[0].text[:1].isdigit()):
                yield from self._owned(i)
        else:
            if after and after[0].text == ",":
                yield from self._relative(i)
                yield from self._explained(i)
        if i == 0 or before.sentence != token.sentence or before.text in {"—", "–", ":", "--"}:
            yield from self._opens(i)
            yield from self._scheduled(i)
        if token.low == "the":
            yield from self._programme(i)
        elif token.low in {"before", "since", "after"}:
            yield from self._of(i)
        yield from self._live(i)
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
        if end == j or end > j + 9 or end >= len(tokens):
            return
        if apposed and tokens[end].text not in {",", ")"}:
            return
        elsewhere = tokens[j].sentence != tokens[i].sentence or CUES.get(tokens[end].low) == "ed"
        if low in MEDIA and not apposed and elsewhere:
            return
        if low in TITLED and self._title(j, end, owned=True):
            yield Run(j, end - 1, 3)
        elif self._title(j, end, owned=not apposed and tokens[end - 1].low not in MAKERS) or self._shown(
            j, end, apposed
        ):
            yield Run(j, end - 1, 2.5)

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

    def _of_a_medium(self, i: int) -> bool:
        """ "a film called Northgate" rather than "a house called Northgate"."""
        for k in range(i - 1, max(-1, i - 9), -1):
            if self.tokens[k].sentence != self.tokens[i].sentence or self.tokens[k].low in {"a", "an"}:
                return False  # "a house called", "a film about a diver named"
            if self.tokens[k].low in MEDIA or self.tokens[k].low in {"it", "project", "script", "season"}:
                return True
        return False

    def _of(self, i: int) -> Iterator[Run]:
        """ "the second season of Northgate", "will star in Northgate", "known for his role on Northgate"."""
        tokens = self.tokens
        if i == 0 or i + 1 >= len(tokens) or not tokens[i + 1].capital or tokens[i + 1].kind != WORD:
            return
        before, low = tokens[i - 1].low, tokens[i].low
        if not self._fits(i, before, low):
            return
        first = i + 1
        end = self._run(first)
        if end == first + 1 and tokens[first].low in GIVEN_NAMES and low == "of":
            return
        shown = tokens[end - 1].low in NETWORKS or (tokens[end - 2].low, tokens[end - 1].low) in NETWORK_TAILS
        if tokens[end - 1].possessive and tokens[end].capital and not shown:
            end = self._run(end)  # "includes Bishop's Bell"
        if (
            tokens[end - 1].possessive
            or (tokens[end].text == ":" and before in NOUNS)  # "Director of Photography: Ada Pell"
            or (
                before in {"star", "stars"}
                and end + 1 < len(tokens)
                and tokens[end].text == ","
                and tokens[end + 1].low in {"who", "whose"}
            )
            or (low == "on" and before in {"seasons", "season"})
        ):
            return
        if low in {"as", "include", "includes", "including", "like", "joining", "joins"} or before in NOUNS:
            yield from self._more(end)
        strength = 1.5 if low == "of" and before in {"season", "cast", "seasons", "episodes", "episode"} else 1
        yield from self._yield(first, end, strength)

    def _fits(self, i: int, before: str, low: str) -> bool:
        """Whether a title may follow token i: "season of", "star in", "known for", "films such as"."""
        tokens = self.tokens
        fits = (
            (low == "of" and (before in OF_A_WORK or before in NOUNS or before in {"member", "members"}))
            or (low == "behind" and before in NOUNS)
            or (low == "to" and before in {"sequel", "prequel", "follow-up"})
            or (low == "for" and before == "known" and self._closed(self._run(i + 1)))
            or (low == "for" and before in _FOOTAGE)
            or (low in {"joining", "joins"} and self._title(i + 1, self._run(i + 1)) and self._run(i + 1) > i + 3)
            or (low in {"before", "since", "after"} and tokens[i].capital and tokens[self._run(i + 1)].text == ",")
        )
        if ((low == "as" and before == "such") or low in {"including", "like", "include", "includes"}) and i > 1:
            back = {tokens[k].low for k in range(max(0, i - 4), i)}
            fits = bool(back & _OEUVRE)
        if not fits and low in {"in", "on"}:
            fits = (
                before in STARRING
                or before in _SEEN
                or before in {"starring", "cast", "episodes", "recurring"}
                or (before == "debut" and tokens[i - 2].low in (_SOMEONES_DEBUT if low == "on" else _SOMEBODYS))
                or self._plays(i)
            )
        return bool(fits)

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
                first, end = self._whole(i)
                yield from self._yield(first, end, 2)
                return

    def _whole(self, i: int) -> tuple[int, int]:
        """The longest run that ends at i: "The Man Who Sold the Bridge", where _before stops at "the"."""
        first, end = self._before(i)
        for k in range(first - 1, max(0, i - 9), -1):
            token = self.tokens[k]
            if token.sentence != self.tokens[i].sentence or not (token.capital or token.low in {"the", "a", "of"}):
                break
            if token.capital and self._run(k) == end and token.low not in NETWORKS and token.low not in COMPANIES:
                first = k
        return first, end

    def _relative(self, i: int) -> Iterator[Run]:
        """ "Imogen, in which she stars"."""
        tokens = self.tokens
        if tuple(token.low for token in tokens[i + 1 : i + 4]) != (",", "in", "which"):
            return
        first, end = self._before(i)
        if tokens[first - 1].sentence == tokens[i].sentence and (end - first == 1 or self._title(first, end)):
            yield Run(first, end - 1, 1)

    def _scheduled(self, i: int) -> Iterator[Run]:
        """ "April 9: The Long Road (series premiere)", "The Long Road — April 9": a line of a calendar."""
        tokens, paragraph = self.tokens, self.tokens[i].paragraph
        first = i
        while first and tokens[first - 1].paragraph == paragraph and i - first < 6:
            first -= 1
        end = self._run(i, joined=True)
        after = tokens[end]
        if first < i and tokens[i - 1].text == ":" and tokens[first].low in CALENDAR:
            if after.paragraph != paragraph or after.text in {"(", ",", "—", "–", ".", ":"}:
                yield from self._yield(i, end, 1.5)
        elif first == i and after.text in {"(", "—", "–", ":", "-"} and tokens[end + 1].low in CALENDAR:
            yield from self._yield(i, end, 1.5)

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
        starring = low == "will" and after in _TELLS and end - i > 1 and (third in _ARTICLES or _named(further))
        fated = low == "has" and after == "been" and third in _FATES
        passive = (
            low in {"is", "was"} and third == "by" and after in {"created", "written", "directed", "produced", "based"}
        )
        if not (
            premiere
            or passive
            or starring
            or fated
            or (low in _OPENING and (low != "stars" or tokens[end + 1].capital))
        ):
            return
        if low == "follows" and end - i == 1:
            return
        yield from self._yield(i, end, 2)


def _named(token: Token | None) -> bool:
    return token is not None and token.kind == WORD and token.capital
