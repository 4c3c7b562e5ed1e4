"""Titles that what is said of them gives away: "Low Water premieres", "Low Water, a spy drama", "Low Water (2019)"."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.extract.naming.names import is_role
from scraper.extract.text.lexicon import COMPANIES, COMPANY_TAILS, OPENERS, PLACES
from scraper.extract.text.words import MARKED, WORD, Token
from scraper.extract.titles.capitals import CALENDAR, SMALL
from scraper.extract.titles.past_work import Run
from scraper.extract.titles.programmes import Programmes
from scraper.extract.titles.trade import MEDIA, NETWORKS, OUTLETS

_OPENING = frozenset("premieres debuts premiered debuted stars follows centers chronicles hails".split())
_TELLS = frozenset("star follow tell see feature".split())
_FATES = frozenset("renewed canceled cancelled axed greenlit scrapped recommissioned".split())
_ARTICLES = frozenset("a an the two three four".split())
_PLAYS = {  # a verb and what follows it: works alone do so
    "opens": frozenset({"nationwide", "wide", "theatrically"}),
    "opened": frozenset({"to", "nationwide", "theatrically"}),
    "hits": NETWORKS | {"theaters", "cinemas", "screens"},
    "airs": frozenset({"on", "at", "weeknights", "weekly", "mondays", "fridays", "sundays"}),
    "aired": frozenset({"on", "from", "for", "its"}),
    "streams": frozenset({"on", "exclusively", "weekly"}),
    "is": frozenset({"streaming"}),
}
MADE_BY = frozenset("directed written created penned helmed adapted narrated".split())
_SHOWN = frozenset("stars follows premieres premiered debuts debuted aired airs streams chronicles centers".split())
_NEXT = frozenset({"by", "and", ",", "then", "with", "while"})
_SETS = frozenset(
    "premieres premiere debuts debut returns return launches launch arrives arrive lands bows kicks".split()
)
_PICTURED = frozenset({"portrait", "chronicle"})
_HOLDS = frozenset("is has was follows stars tells opens premieres will centers chronicles marks had earned".split())
_CONTINUES = frozenset(
    "of about from set starring that which based following with at for to in on co-starring created directed "
    "written inspired".split()
)


class Subjects(Programmes):
    """Runs of which something is said that holds of works alone."""

    def _explained(self, i: int) -> Iterator[Run]:
        """ "has ordered Northgate, a six-part spy drama": the noun after the comma says what it is."""
        tokens = self.tokens
        if i + 3 >= len(tokens) or tokens[i + 1].text != "," or tokens[i + 2].low not in {"a", "an", "the", "its"}:
            return
        for k in range(i + 3, min(i + 12, len(tokens))):
            if (
                tokens[k].kind != WORD
                or tokens[k].sentence != tokens[i].sentence
                or tokens[k].low in {"who", "of", "by", "behind"}
            ):
                return
            if (tokens[k].low in MEDIA or tokens[k].low in _PICTURED) and not tokens[k].capital:
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

    def _for_season(self, end: int) -> bool:
        """ "returns for its third season"."""
        return any(token.low == "season" for token in self.tokens[end + 2 : end + 7])

    def _made_by(self, i: int) -> Iterator[Run]:
        """ "Low Water, directed by Ada Pell", "Low Water, starring Bo Rask", "Low Water, which aired": i ends it."""
        tokens = self.tokens
        word, after = tokens[i + 2], tokens[i + 3]
        made = word.low in MADE_BY and after.low == "by"
        shown = word.low == "which" and after.low in _SHOWN
        if made or shown or (word.low in {"starring", "co-starring"} and after.capital):
            first, end = self._whole(i)
            if self.tokens[first - 1].kind != MARKED:  # "Ada “Low Tide” Pell, directed by"
                yield from self._yield(first, end, 1.5)

    def _directed(self, i: int) -> Iterator[Run]:
        """ "Directed by Ada Pell, Low Water has": what a participle at the head of a sentence is said of."""
        tokens = self.tokens
        if tokens[i + 1].low != "by":
            return
        for k in range(i + 3, min(i + 24, len(tokens) - 2)):
            if tokens[k].sentence != tokens[i].sentence:
                return
            if tokens[k].text == "," and tokens[k + 1].capital:
                end = self._run(k + 1)
                after = tokens[end]
                if after.kind == WORD and not after.capital and after.low in _HOLDS:
                    yield from self._yield(k + 1, end, 1.5)
                    return

    def _released(self, i: int) -> Iterator[Run]:
        """ "Low Water (1986)": a year in brackets after a name, where i is the bracket."""
        tokens = self.tokens
        year, after = tokens[i + 1].text, tokens[i + 2].text
        if not (len(year) == 4 and year.isdigit() and year[:2] in {"19", "20"}) or after not in {")", ",", "–", "-"}:
            return
        first, end = self._whole(i - 1)
        if first < end and tokens[first - 1].low not in {"the", "a", "an"}:
            yield from self._yield(first, end, 1)

    def _owner(self, i: int, end: int) -> Iterator[Run]:
        """ "(Low Water's Joan Creel)", "A Boat Is Not a House's Ada Pell": companies have people too."""
        tokens = self.tokens
        place = self.register.at(end)
        if place is None or place.entry.kind != "person" or len(place.mention.words) < 2:
            return
        lows = [token.low for token in tokens[i:end]]
        bracketed = tokens[i - 1].text == "(" and tokens[place.mention.last + 1].text == ")" and len(lows) > 1
        wordy = len(lows) > 3 and bool(SMALL.intersection(lows[1:]) - {"of", "and", "for", "the"})
        if (bracketed or wordy) and lows[-1] not in COMPANY_TAILS and not any(low in OUTLETS for low in lows):
            yield from self._yield(i, end, 0.5)

    def _set_for(self, i: int, end: int) -> Iterator[Run]:
        """ "premieres May 4, followed by Low Water on June 8 and Long Ebb on July 9": tokens i..end and a date."""
        tokens = self.tokens
        if tokens[end].low != "on" or tokens[end + 1].low not in CALENDAR or tokens[i - 1].low not in _NEXT:
            return
        opens = range(max(0, i - 30), i)
        if any(tokens[k].low in _SETS and tokens[k].sentence == tokens[i].sentence for k in opens):
            yield from self._yield(i, end, 1)

    def _whole(self, i: int) -> tuple[int, int]:
        """The longest run that ends at i: "The Man Who Sold the Bridge", where _before stops at "the"."""
        first, end = self._before(i)
        for k in range(first - 1, max(0, i - 9), -1):
            token = self.tokens[k]
            if (
                token.sentence != self.tokens[i].sentence
                or not (token.capital or token.low in SMALL)
                or self._placed_before(k)
            ):
                break
            if token.capital and self._run(k) == end and token.low not in NETWORKS and token.low not in COMPANIES:
                first = k
        return first, end

    def _placed_before(self, k: int) -> bool:
        """ "in Wales on The Long Ebb, a drama": what stands before the small word k is where, not what."""
        article = self.tokens[k + 1]
        hard = self.tokens[k].low in {"on", "in", "at", "for", "from"} and not self.tokens[k].capital
        return hard and ((article.capital and article.low in {"the", "a", "an"}) or self.tokens[k - 1].low in PLACES)

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
        played = after in _PLAYS.get(low, ()) or (
            low in {"returns", "return"} and after == "for" and self._for_season(end)
        )
        passive = (
            low in {"is", "was"} and third == "by" and after in {"created", "written", "directed", "produced", "based"}
        )
        if not (
            premiere
            or played
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
