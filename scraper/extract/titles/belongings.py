"""Titles that something belongs to: "the second season of Northgate", "will star in Northgate"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.names import is_role
from scraper.extract.text.words import WORD
from scraper.extract.titles.past_work import PastWork, Run
from scraper.extract.titles.trade import NETWORK_TAILS, NETWORKS, NOUNS, OF_A_WORK, PLAYING, STARRING

_NOBODYS = (
    frozenset(  # what people have none of
        "season seasons episode episodes finale screening screenings scene scenes rerun reruns installment sequel "
        "prequel spinoff spin-off remake reboot role roles recurring work performance performances cameo stint".split()
    )
    | STARRING
)
_SHOWINGS = frozenset("screening screenings scene scenes rerun reruns viewing".split())
_PRIZES = frozenset("oscar oscars emmy emmys bafta baftas award awards nomination nominations nominated".split())
_CRAFTS = frozenset("writing directing acting editing screenplay score song picture design drama comedy".split())
_JOINS = frozenset("joining joins joined join".split())
_REGULAR = frozenset("regular regulars recurring guest".split())
_SEEN = frozenset(
    "appear appears appeared appearing role roles performance performances work worked season seasons "
    "part portrayal turn stint stints seen known contestant credits include includes included cameo cameos lead".split()
)
_SOMEONES_DEBUT = frozenset("acting directing directorial screen television tv writing".split())  # else on a network
_SOMEBODYS = _SOMEONES_DEBUT | frozenset(
    "feature film big-screen small-screen stage her his their".split()
)  # else in a town
OEUVRE = frozenset(
    "films shows series movies dramas comedies sitcoms thrillers documentaries podcast podcasts projects titles hits "
    "credits résumé resume offerings fare classics favorites favourites staples".split()
)
_FOOTAGE = frozenset("trailer trailers teaser poster footage featurette".split())
_NUMBERS = frozenset("one two three four five six seven eight nine ten".split())
_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth final new latest previous upcoming".split()
)


class Belongings(PastWork):
    """Runs after a small word that says what of a work it is."""

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
        sure = before in _NOBODYS or self._numbered(i)
        if low == "of" and not sure and tokens[first].low in GIVEN_NAMES and self._some_person(first, end, before):
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
        if (
            low in {"as", "include", "includes", "including", "like", "joining", "joins", "joined", "join"}
            or before in NOUNS
        ):
            yield from self._more(end, sure=before not in NOUNS)
        strength = 1.5 if low == "of" and before in {"season", "cast", "seasons", "episodes", "episode"} else 1
        if sure:
            end = self._couple(first, end)
        listed = low in {"include", "including", "like", "as"} and end == first + 1
        if self._title(first, end, sure=sure or listed, owned=self._earned(i)):
            yield Run(first, end - 1, strength)

    def _fits(self, i: int, before: str, low: str) -> bool:
        """Whether a title may follow token i: "season of", "star in", "known for", "films such as"."""
        tokens = self.tokens
        fits = (
            (low == "of" and (before in OF_A_WORK or before in NOUNS or before in {"member", "members"}))
            or (low == "of" and (before in _SHOWINGS or self._numbered(i)))
            or (low == "of" and before == "versions" and tokens[i - 2].low in {"streaming", "film", "screen", "stage"})
            or (low == "behind" and before in NOUNS)
            or (low == "from" and before in {"scene", "scenes", "clip", "clips"} and self._closed(self._run(i + 1)))
            or (low == "to" and before in {"sequel", "prequel", "follow-up"})
            or (low == "for" and before == "known" and self._closed(self._run(i + 1)))
            or (low == "for" and (before in _FOOTAGE or (before in _PRIZES and self._work_honoured(i))))
            or (low == "to" and before == "series" and tokens[i - 2].low == "companion")
            or (low in _JOINS and self._for_a_season(self._run(i + 1)))
            or (low in {"joining", "joins"} and self._title(i + 1, self._run(i + 1)) and self._run(i + 1) > i + 3)
            or (low in {"before", "since", "after"} and tokens[i].capital and tokens[self._run(i + 1)].text == ",")
        )
        if ((low == "as" and before == "such") or low in {"including", "like", "include", "includes"}) and i > 1:
            back = {tokens[k].low for k in range(max(0, i - 4), i)}
            fits = bool(back & OEUVRE)
        if not fits and low in {"in", "on"}:
            fits = (
                before in STARRING
                or before in _SEEN
                or before in {"starring", "cast", "episodes", "recurring"}
                or (before == "debut" and tokens[i - 2].low in (_SOMEONES_DEBUT if low == "on" else _SOMEBODYS))
                or self._plays(i)
            )
        return bool(fits)

    def _some_person(self, first: int, end: int, before: str) -> bool:
        """ "success of Ada", "a cast of Ada Pell, Bo Rask and": whose, not of what."""
        return end == first + 1 or (before in {"cast", "team", "stars"} and self.tokens[end].text == ",")

    def _earned(self, i: int) -> bool:
        """ "an award for LOW", "for her role in Kaldvik": not where somebody is; i is the "for", the "in"."""
        leads = tuple(token.low for token in self.tokens[max(0, i - 3) : i])
        return leads[-1] in _PRIZES or (leads[0] == "for" and leads[-1] in {"role", "performance", "part"})

    def _for_a_season(self, end: int) -> bool:
        """ "joins Low Water for its third season", "joined Low Water as a series regular"."""
        ahead = [token.low for token in self.tokens[end : end + 7]]
        return (ahead[0] == "for" and "season" in ahead) or (ahead[0] in {"as", "in"} and bool(_REGULAR & {*ahead}))

    def _work_honoured(self, i: int) -> bool:
        """ "an Oscar for Low Water", not "for Directing" or "for Best Boat"; i is the "for"."""
        end = self._run(i + 1)
        crafts = {token.low for token in self.tokens[i + 1 : end]} & _CRAFTS
        return self._closed(end) and not crafts and not is_role(self.tokens[end - 1].low)

    def _numbered(self, i: int) -> bool:
        """ "season 4 of": i is the "of"."""
        number = self.tokens[i - 1].low
        return i > 1 and self.tokens[i - 2].low == "season" and (number.isdigit() or number in _NUMBERS)

    def _plays(self, i: int) -> bool:
        """ "portrays Lieutenant Ann Bell on Northgate", "now plays a tired pilot on Northgate"."""
        place = self.register.ending(i - 1)
        if place is None:
            near = [token.low for token in self.tokens[max(0, i - 7) : i] if token.sentence == self.tokens[i].sentence]
            return any(one in PLAYING and other in {"a", "an"} for one, other in pairwise(near))
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
