"""Whose verb it is: the people, the company or the work before it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from scraper.extract.credits.groups import MOST, Groups
from scraper.extract.credits.lists import Lists
from scraper.extract.credits.outfits import Item, Names, party
from scraper.extract.naming.grammar import Phrase
from scraper.extract.naming.people import People
from scraper.extract.naming.phrases import Phrases
from scraper.extract.naming.register import Place
from scraper.extract.text.lexicon import ADVERBS, AUXILIARIES
from scraper.extract.text.words import PUNCT, WORD
from scraper.extract.titles.scope import Scope
from scraper.extract.titles.titles import Sighting, Work, Works
from scraper.extract.titles.trade import MEDIA, VERBS
from scraper.model import Party

_CHAIN = (
    AUXILIARIES
    | ADVERBS
    | {"..."}
    | frozenset(
        "set attached tapped to slated on board signed also both currently hired expected once again due being "
        "boarded returning returns return confirmed "
        "announced joined committed not only cast be recruited brought each in talks negotiations enlisted "
        "previously each most "
        "guest reportedly all recently will going directing agreed chosen selected picked having".split()
    )
)
_WORK_WORDS = frozenset(MEDIA) | frozenset(
    "season episode episodes finale seasons project it title premiere which that package".split()
)
_BREAKS = frozenset({"and", ",", "but", "while", ";", "—", "–"})
_PRONOUNS = {"he": "m", "she": "f", "they": "p"}
_GROUPS = frozenset(
    "duo pair trio two brothers sisters siblings both couple actor actress filmmaker comedian star writer director "
    "creator singer comic performer".split()
)
_SEVERAL = frozenset("both together jointly each all respectively".split())
_PLURAL = frozenset("are were have serve act remain return continue share also-serve".split())
_SINGULAR = frozenset("is was has lends serves remains returns joins stays continues acts works".split())
_TASKS = frozenset("task job duty duties honor honour pleasure chance".split())
_HAVING = frozenset("has had have gets got takes took".split())
_WHEN = frozenset("when before after while since until as".split())
_BOTH = frozenset("both they duo pair two couple brothers sisters siblings twosome".split())
_REACH = 12
_FAR = 90  # tokens


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose verb it is: people or companies, or else a work."""

    parties: tuple[Party, ...] = ()
    work: Work | None = None
    thing: bool = False  # a work, named or not: "the series"
    first: int = -1
    names: Names | None = None


class Subjects(Groups):
    """Finds the subject of a verb, and remembers the last one of each sentence."""

    def __init__(self, works: Works, scope: Scope, lists: Lists, phrases: Phrases, people: People) -> None:
        super().__init__(works, lists)
        self.scope, self.phrases, self.people = scope, phrases, people
        self.things: dict[int, Subject] = {}  # sentence -> the last work that was the subject of a verb in it
        self.remembered: dict[int, Subject] = {}  # sentence -> the last subject of a verb in it

    def subject(self, v: int, *, remember: bool = True) -> Subject:
        """The subject of the verb at token v."""
        found = self._subject(v)
        if remember and found.parties:
            self.remembered[self.tokens[v].sentence] = found
        elif remember and found.work is not None:
            self.things[self.tokens[v].sentence] = found
        return found

    def _subject(self, v: int) -> Subject:
        tokens, k, sentence = self.tokens, self._head(v), self.tokens[v].sentence
        if k < 0 or tokens[k].sentence != sentence:
            return Subject(thing=True, first=k + 1)
        token = tokens[k]
        if (token.low in {"who", "that"} or token.low.startswith("who'")) and k > 0:
            found = self._antecedent(k, whole=self._plural(k + 1, v))
            if found is not None:
                return found
        if token.low == "of" and tokens[k - 1].low in _TASKS:
            have = next((m for m in range(k - 1, max(0, k - 7), -1) if tokens[m].low in _HAVING), 0)
            return self._subject(have) if have else Subject(first=k)
        if token.low == "whom" and tokens[k - 1].low == "of":
            return Subject(self.group(k - 2), first=k - 2)
        if token.low == "which":
            return self._thing(k)
        if token.text in _BREAKS or token.low in {"or", "then"}:
            closed = self._closing(k) if token.text in {",", "—", "–"} else None
            thing = self.things.get(sentence) if token.low == "and" else None
            return closed or self.remembered.get(sentence) or thing or self._coordinate(k)
        return self._family(k) or self._listed(k, v) or self._noun(k)

    def _coordinate(self, k: int) -> Subject:
        """ "Idris leads the band and composed": the subject of the verb before the conjunction at token k."""
        if self.tokens[k].low != "and":
            return Subject(first=k)
        last = bisect_left(self.firsts, k) - 1
        for index in range(last, max(-1, last - MOST), -1):
            names = self.lists.found[index]
            if self.tokens[names.first].sentence != self.tokens[k].sentence:
                break
            before, after = self.tokens[names.first - 1], self.tokens[names.last + 1]
            opens = before.sentence != self.tokens[k].sentence or before.text in {";", "—", "–"} or before.low == "and"
            people = all(item.entry.kind != "company" for item in names.items)
            if opens and people and not names.object and after.kind == WORD and after.low.endswith(("s", "ed", "will")):
                return Subject(tuple(party(item.entry) for item in names.items), first=names.first, names=names)
        return Subject(first=k)

    def _plural(self, i: int, v: int) -> bool:
        """ "who also serve", "who will both write", "who are": more than one are meant."""
        tokens = self.tokens
        if any(token.low in _SEVERAL for token in tokens[i : v + 3]):
            return True
        first = next((k for k in range(i, v + 1) if tokens[k].low not in ADVERBS), v)
        low = tokens[first].low
        return low in _PLURAL or VERBS.get(low, ("", ""))[1] == "base"

    def _head(self, v: int) -> int:
        """The last token of the subject of the verb: what stands before its auxiliaries and adverbs."""
        tokens, k = self.tokens, v - 1
        while k >= 0 and v - k < _REACH and tokens[k].sentence == tokens[v].sentence:
            if tokens[k].low not in _CHAIN or (tokens[k].low == "both" and tokens[k - 1].text != ","):
                break
            k -= 1
        return k

    def _family(self, k: int) -> Subject | None:
        """ "The Bakares will executive produce"."""
        token = self.tokens[k]
        if not (token.capital and token.low.endswith("s") and k and self.tokens[k - 1].low == "the"):
            return None
        family = self.works.doc.register.family(token.text)
        return Subject(tuple(party(entry) for entry in family), first=k - 1) if family else None

    def _listed(self, k: int, v: int) -> Subject | None:
        """The list that ends at k; of an object of another verb no more than its last name."""
        names = self._ending(k)
        if names is None:
            return None
        items = self._own_clause(names.items)
        if len(items) > 1 and (self._singular(k + 1, v) or self._new_clause(items)):
            items = items[-1:]  # "…, Saskia, and Okwu is": one does
        own = len(items) < len(names.items)
        if names.object and not own and (len(items) > 1 or any(self.tokens[m].low == "to" for m in range(k + 1, v))):
            items = items[-1:]
        elif names.object and not own:
            return Subject(first=k)
        return Subject(tuple(party(item.entry) for item in items), first=items[0].start, names=names)

    def _singular(self, i: int, v: int) -> bool:
        """Does the verb, or the auxiliary at token i, agree with one subject?"""
        low = self.tokens[i].low
        return low in _SINGULAR or (i == v and VERBS.get(low, ("", ""))[1] == "s" and not low.endswith("eps"))

    def _own_clause(self, items: list[Item]) -> list[Item]:
        """Without what a semicolon or a part told of it cuts off: "A as Ann and B recurs", "her son, C; and D will"."""
        start = 0
        for index in range(1, len(items)):
            before = self.tokens[items[index].start - 1]
            between = self.tokens[items[index - 1].end : items[index].start]
            if items[index - 1].told is not None or before.text == ";" or any(t.text == ";" for t in between):
                start = index
        return items[start:]

    def _new_clause(self, items: list[Item]) -> bool:
        """ "by A and B, C stars": the list was closed by "and"; what a mere comma adds begins another clause."""
        if len(items) < 3 or self.tokens[items[-1].start - 1].text != ",":
            return False
        return any(self.tokens[item.start - 1].low == "and" for item in items[1:-1])

    def _noun(self, k: int) -> Subject:
        if k in self.works.ending:
            seen = self.works.ending[k]
            closed = self._group_closed(k) if self.works.doc.text[self.tokens[k].end - 2] == "," else None
            if closed is not None:
                return closed  # "Jo Bell, who wrote “Reeds,” will direct"
            return Subject(work=seen.work, thing=True, first=seen.first)
        if self.tokens[k].low == "original":
            derived = next((work for work in self.works.works[:MOST] if work.derived), None)
            return Subject(work=derived, thing=derived is not None, first=k)
        if self.tokens[k].low in _WORK_WORDS or (self.tokens[k].low == "s" and k):
            return self._thing(k)
        return self._other(k)

    def _ending(self, k: int) -> Names | None:
        names = self.lists.by_end.get(k)
        if names is None and self.tokens[k].text in {")", "—", "–"}:
            names = next(
                (self.lists.by_end[m] for m in range(k - 1, max(-1, k - 3), -1) if m in self.lists.by_end), None
            )
        return names

    def _closing(self, k: int) -> Subject | None:
        """ "Jo Bell, who created it, will direct": the comma closes an apposition."""
        names = self.lists.by_end.get(k) or self.lists.by_end.get(k - 1)
        if names is None:
            return self._group_closed(k)
        if names.object or self.tokens[names.first - 1].low == "by":
            return None
        lead = self.tokens[names.first - 1] if names.first else None
        if (
            lead is not None
            and lead.text == ","
            and len(names.items) == 1
            and lead.sentence == self.tokens[k].sentence
            and names.last == k - 1
        ):
            return Subject((party(names.items[0].entry),), first=names.first, names=names)
        last = names.items[-1]
        if last.apposition is None or last.apposition[1] < k - 2:
            return None
        return Subject(tuple(party(item.entry) for item in names.items), first=names.first, names=names)

    def _group_closed(self, k: int) -> Subject | None:
        """ "The two, who met on a ferry, wrote", "Bell — who sings — will": whom the clause before token k explains."""
        tokens, mark = self.tokens, self.tokens[k].text
        fresh = self._just_named(k)
        if fresh is not None:
            return fresh
        opening = {mark, ","} if mark in {"—", "–"} else {","}
        for m in range(k - 1, max(1, k - 30), -1):
            if tokens[m].sentence != tokens[k].sentence:
                return None
            if tokens[m].low == "who" and tokens[m - 1].text in opening:
                names = self.lists.by_end.get(m - 2)
                if names is not None:
                    return Subject(tuple(party(item.entry) for item in names.items), first=names.first, names=names)
                place = self.works.doc.register.ending(m - 2)
                if place is not None and place.entry.person:
                    return Subject((party(place.entry),), first=place.mention.first)
                found = self._other(m - 2)
                return found if found.parties else None
        return None

    def _antecedent(self, k: int, *, whole: bool = False) -> Subject | None:
        """Whom "who" stands for: the name before it."""
        for m in (k - 1, k - 2):
            if m < 0 or (m == k - 2 and self.tokens[k - 1].kind != PUNCT):
                continue
            names = self.lists.by_end.get(m)
            place = self._place_ending(m, bracketed=names is None)
            if whole and names is not None and len(names.items) > 1:
                return Subject(tuple(party(item.entry) for item in names.items), first=names.first)
            if place is not None and self._from(place):
                break  # "Jo Bell, a stuntman from Holm who"
            if place is not None and place.mention.first not in self.works.inside:
                return Subject((party(place.entry),), first=place.mention.first)
            if names is not None:
                return Subject((party(names.items[-1].entry),), first=names.first)
        if self.tokens[k - 1].text == "," and k > 2 and self.tokens[k - 3].low == "the":
            described = self._other(k - 2)  # "The actor, who plays"
            if described.parties:
                return described
        return self._apposed(k)

    def _just_named(self, k: int) -> Subject | None:
        """ "Bo Rask, fresh off “Reeds,” has been": the names that open the sentence, a few words between commas."""
        tokens = self.tokens
        for m in range(k - 1, max(1, k - 10), -1):
            if tokens[m].sentence != tokens[k].sentence or tokens[m].low in VERBS:
                return None
            names = self.lists.by_end.get(m - 1) if tokens[m].text == "," else None
            if names is not None:
                opens = names.first == 0 or tokens[names.first - 1].sentence != tokens[m].sentence
                parties = tuple(party(item.entry) for item in names.items)
                return (
                    Subject(parties, first=names.first, names=names) if opens and names.items[-1].end >= m - 1 else None
                )
        return None

    def _place_ending(self, m: int, *, bracketed: bool) -> Place | None:
        """The mention that ends at token m, or before the bracket that does."""
        place = self.works.doc.register.ending(m)
        if place is not None or not bracketed or self.tokens[m].text != ")":
            return place
        open_ = next((q for q in range(m, max(0, m - 40), -1) if self.tokens[q].text == "("), 0)
        return self.works.doc.register.ending(open_ - 1)

    def _apposed(self, k: int) -> Subject | None:
        """ "Jo Bell, 34, the Oscar winner who": whose apposition holds the "who" at token k."""
        for m in range(k - 1, max(-1, k - 14), -1):
            names = self.lists.by_token.get(m)
            for item in names.items if names is not None else ():
                apposition = item.apposition
                if item.place.mention.first == m and apposition is not None and apposition[0] <= k <= apposition[1] + 1:
                    return Subject((party(item.entry),), first=m)
        return None

    def _from(self, place: Place) -> bool:
        first = place.mention.lead if place.mention.lead >= 0 else place.mention.first
        whole = place.entry.kind == "person" and len(place.mention.words) > 1
        return not whole and self.tokens[first - 1].low in {"from", "at", "in"}

    def _thing(self, k: int) -> Subject:
        seen = self.scope.nearest(k) or (self._continued(k) if self.tokens[k].low == "it" else None)
        return Subject(work=seen.work if seen else None, thing=True, first=k)

    def _continued(self, k: int) -> Sighting | None:
        """ "“Reeds” is the third episode of “Low Water.” It was written by": what the sentence before began with."""
        here = self.tokens[k]
        for seen in reversed(self.scope.sightings(max(0, k - _FAR), k)):
            first = self.tokens[seen.first]
            opens = seen.first == 0 or self.tokens[seen.first - 1].sentence != first.sentence
            if first.paragraph == here.paragraph and opens and 0 < here.sentence - first.sentence < 3:
                return seen
        return None

    def _other(self, k: int) -> Subject:
        """Pronouns, "the duo", "the actor"."""
        token = self.tokens[k]
        if token.low in {"both", "they"} or (token.low in _BOTH and k and self.tokens[k - 1].low in {"the", "both"}):
            group = self.group(k)
            if group:
                return Subject(group, first=k)
        if token.low in {"he", "she"} and self.tokens[k - 1].low in _WHEN:
            found = self._explained(k)
            if found is not None:
                return found
        if token.low in _PRONOUNS or token.low.split("'")[0] in _PRONOUNS:
            parties = self.people.parties(Phrase(k, k, "pronoun", noun=k))
            return Subject(parties, first=k)
        if token.low in _GROUPS and k > 1 and {self.tokens[k - 1].low, self.tokens[k - 2].low} & {"the", "both"}:
            phrase = self.phrases.ending(k, max(0, k - 4))
            parties = self.people.parties(phrase) if phrase is not None else ()
            return Subject(tuple(p for p in parties if p.name[:1].isupper()), first=k)
        return Subject(first=k)

    def _explained(self, k: int) -> Subject | None:
        """ "Bo Rask, who was 30 when he played": the pronoun at token k is whom the clause explains."""
        for m in range(k - 2, max(1, k - 12), -1):
            if self.tokens[m].sentence != self.tokens[k].sentence or self.tokens[m].text in {";", "—"}:
                return None
            if self.tokens[m].low == "who" and self.tokens[m - 1].text == ",":
                return self._antecedent(m)
        return None
