"""Roles beside a name: "showrunner Ada Pell", "Bo Rask, the film's director," and what is no credit of this work."""

from __future__ import annotations

from scraper.extract.credits.casting import Casting
from scraper.extract.credits.clauses import Clauses
from scraper.extract.credits.outfits import Item, Names, party
from scraper.extract.text.lexicon import KIN_NOUNS
from scraper.extract.text.words import WORD
from scraper.extract.titles.titles import Work
from scraper.model import Party

# What someone is by trade, which says nothing of this work.
_TRADES = frozenset(
    "judge consultant actor actress actors filmmaker filmmakers alum castmate co-star contestant playwright "
    "documentarian anchor editor".split()
)
_CONTESTS = frozenset("competition contestants competitors judging panel judges contest".split())
_ADDRESSED = frozenset("thanked with opposite alongside and by to kissed thanks joined".split())
_OTHERWISE = frozenset("plaintiff defendant honoree recipient guest founder client victim witness".split())


class Beside:
    """Reads the descriptions of the names of lists."""

    def __init__(self, clauses: Clauses, casting: Casting) -> None:
        self.clauses, self.casting, self.tokens = clauses, casting, clauses.tokens
        self.lists, self.works, self.scope = clauses.lists, clauses.works, clauses.scope
        self._contest = any(token.low in _CONTESTS for token in self.tokens)

    def read(self) -> None:
        """The descriptions of all names, and the sentences that have no verb."""
        for names in self.lists.found:
            self._verbless(names)
            back = self._back(names)
            for item in names.items:
                self._described(item, names, "stays" if back else "stated")

    def _verbless(self, names: Names) -> None:
        """ "Jo Bell (Northgate) and Al Roe in a comedy called Long Road.": a sentence without a verb."""
        tokens, k = self.tokens, names.last + 1
        opens = names.first == 0 or tokens[names.first - 1].sentence != tokens[names.first].sentence
        if (
            not opens
            or any(len(item.entry.words) < 2 for item in names.items)
            or k >= len(tokens)
            or tokens[k].low != "in"
            or tokens[k].sentence != tokens[names.first].sentence
        ):
            return
        seen = self.clauses.object(k + 1, 12)
        if seen is not None and not any(
            tokens[m].low in {"is", "was", "has", "said", "says"} for m in range(k, seen.first)
        ):
            self.casting.billed(names.items, seen.work, names.first)

    def _back(self, names: Names) -> bool:
        """ "returning stars A, B and C"."""
        item = names.items[0]
        near = {self.tokens[k].low for k in range(max(0, item.start - 1), item.place.mention.first)}
        return bool(near & {"returning", "reprising"})

    def _described(self, item: Item, names: Names, status: str) -> None:
        if item.roles and not item.past:
            roles = self._credible(item)
            work = item.work if item.work is not None else self._own(item)
            if roles and (work is not None or item.work is not None):
                self.clauses.enter(
                    [party(item.entry)], roles, work, (item.start, item.place.mention.last), status=status
                )
                if item.owner is not None and item.owner.kind == "company" and {"executive_producer"} & set(roles):
                    self.clauses.enter([party(item.owner)], ["studio"], work, (item.start, item.place.mention.last))
        if item.bracket is not None:
            self._bracketed(item)
        if item.told is not None and self.tokens[item.place.mention.last + 1].text == ",":
            self._playing(item)
        if item.apposition is not None:
            self._apposed(item, names)
        if (
            self.tokens[item.start].low in {"her", "his", "their"}
            and self.tokens[item.place.mention.first - 1].low == "co-star"
        ):
            self._co_star(item)

    def _behind(self, item: Item, k: int) -> None:
        """ "Tall Mast, the studio behind “Northgate” and “Reeds,”": the noun at token k."""
        if self.tokens[k + 1].low != "behind" or item.apposition is None:
            return
        for seen in self.scope.sightings(k + 2, item.apposition[1] + 1):
            house = Party(item.entry.name, "company")
            self.clauses.enter([house], ["studio"], seen.work, (item.start, seen.last))

    def _bracketed(self, item: Item) -> None:
        """ "Executive producers: Ada Pell (writer), Bo Rask (director)": roles alone in brackets."""
        first, close = item.bracket or (0, 0)
        roles, end = self.lists.roles(first + 1)
        if roles and end == close and "cast" not in roles:
            self.clauses.enter([party(item.entry)], roles, self._own(item), (item.start, close))

    def _playing(self, item: Item) -> None:
        """ "Roy, as Ivo's sister Magda, had": a part told of somebody who is known to play."""
        who, work = party(item.entry), self._own(item)
        title = work.name if work is not None else None
        lines = [line for line in self.clauses.ledger.of(who, title) if line.role == "cast"]
        character = self.casting._told(item) if lines and lines[0].character is None else None
        if character is not None:
            self.clauses.enter([who], ["cast"], work, (item.start, item.end), character=character)

    def _co_star(self, item: Item) -> None:
        """ "Her co-star A": in the work last named."""
        token = self.tokens[item.start]
        earlier = [
            seen
            for seen in self.scope.sightings(max(0, item.start - 60), item.start)
            if self.tokens[seen.first].paragraph == token.paragraph
        ]
        work = earlier[-1].work if earlier else self.scope.topic(item.start)
        if work is not None:
            self.clauses.enter([party(item.entry)], ["cast"], work, (item.start, item.place.mention.last))

    def _credible(self, item: Item) -> list[str]:
        """Without a title beside it, "actor" and "writer" say what someone is, not what he does here."""
        words = [self.tokens[k].low for k in range(item.start, item.place.mention.first)]
        if item.work is None:
            if any(word in _TRADES or ("/" in word and word.split("/")[0] in _TRADES) for word in words):
                kept = {"director"} if self._from(item.start) or "debut" in words else set()
                kept |= {"editor"} if words[0] == "editor" and not self._desk(item.start) else set()
                kept |= {"judge"} if self._contest else set()
                kept |= {"cast"} if words[-1] == "co-star" and self.tokens[item.start - 1].low in _ADDRESSED else set()
                return [
                    role
                    for role in item.roles
                    if role not in {"cast", "director", "writer", "host", "editor", "judge", "consultant"} - kept
                ]
            if self._otherwise(item.start) or (len(item.entry.words) == 1 and self.tokens[item.start].text == "Star"):
                return []  # "Star Trek"
            if words and (
                words[0] in {"a", "an", "former", "fellow"} or ("original" in words and "cast" in item.roles)
            ):
                return []
            if item.owner is not None and item.owner.kind == "person":
                return []
        return item.roles

    def _otherwise(self, start: int) -> bool:
        """ "The plaintiff, producer Jo Bell", "her son, the director Al Roe": what he is here was said before."""
        tokens = self.tokens
        if start < 3 or tokens[start - 1].text != "," or tokens[start - 2].kind != WORD or tokens[start - 2].capital:
            return False
        for k in range(start - 2, max(-1, start - 8), -1):
            token = tokens[k]
            if token.sentence != tokens[start].sentence or token.kind != WORD:
                return False
            if token.low in _OTHERWISE or token.low in KIN_NOUNS:
                return True
        return False

    def _desk(self, start: int) -> bool:
        """ "Commissioning editor Jo Bell", "Vogue editor Al Roe"."""
        before = self.tokens[start - 1] if start else None
        return before is not None and (before.low.endswith("ing") or (before.capital and before.kind == WORD))

    def _from(self, start: int) -> bool:
        """ "from Danish filmmaker Jo Bell"."""
        lead = self.tokens[max(0, start - 2) : start]
        return bool(lead) and (lead[-1].low in {"from", "by"} or (lead[-1].capital and lead[0].low in {"from", "by"}))

    def _own(self, item: Item) -> Work | None:
        first = item.start
        return self.clauses.title(first)

    def _apposed(self, item: Item, names: Names) -> None:
        """ "Jo Bell, the show's creator and executive producer," "Jo Bell, director of Northgate"."""
        tokens = self.tokens
        first, last = item.apposition or (0, -1)
        k = self._noun(first, last)
        if k is None:
            return
        if item.entry.kind != "person" and tokens[k].low in {"studio", "company", "banner"}:
            self._behind(item, k)
            return
        seen = self.works.at.get(k)
        work = None
        if seen is not None:
            work, k = seen.work, seen.last + 1
        roles, end = self.lists.roles(k)
        if not roles or (roles == ["cast"] and seen is None and tokens[end - 1].low != "star"):
            return
        if end < len(tokens) and tokens[end].low in {"of", "on", "behind", "for", "at", "with", "to"} and end <= last:
            found = self.clauses.object(end + 1)
            if found is not None:
                work = found.work
            elif tokens[end].low in {"for", "at", "with", "to"} or not any(
                tokens[m].low in {"series", "show", "film", "movie", "drama", "project", "comedy", "season"}
                for m in range(end, min(end + 4, last + 1))
            ):
                return
        elif (
            seen is None
            and not any(tokens[m].low in {"the", "show", "series", "film"} for m in range(first, k))
            and tokens[first].low not in {"co-creator", "creator", "showrunner", "executive"}
        ):
            return
        work = work if work is not None else self._own(item)
        several = item is names.items[-1] and tokens[end - 1].low.endswith("s")  # "A and B, the creators of Northgate"
        for each in names.items if several else [item]:
            if work is not None and (each is item or each.apposition is None):
                self.clauses.enter([party(each.entry)], roles, work, (each.start, end - 1))

    def _noun(self, first: int, last: int) -> int | None:
        """Where the noun of an apposition can begin: past "the show's", "34,"; None where it only tells a trade."""
        tokens, k = self.tokens, first
        while k <= last and (
            tokens[k].low in {"the", "a", "an", "also", "who", "is", "was", "best", "this", "both", "one", "of"}
            or (tokens[k].possessive and tokens[k].low in {"show", "series", "film", "movie", "drama", "comedy"})
            or tokens[k].text.isdigit()
            or (tokens[k].text == "," and k < first + 3)
        ):
            if tokens[k].low in {"who", "a", "an", "best"}:
                return None
            k += 1
        return k
