"""Credits: who does what on which title, as the text states it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from scraper.extract.credits.casting import Casting
from scraper.extract.credits.clauses import Clauses
from scraper.extract.credits.crew import Crew
from scraper.extract.credits.houses import Houses, Link
from scraper.extract.credits.lists import Lists
from scraper.extract.credits.outfits import Item, Names, party
from scraper.extract.credits.predicates import BY_NOUNS, ENSEMBLES, PROMOTED, Predicates
from scraper.extract.quotes.quotes import Document
from scraper.extract.text.words import WORD
from scraper.extract.titles.scope import Scope
from scraper.extract.titles.titles import Work, Works
from scraper.extract.titles.trade import MEDIA, NOUNS, VERBS
from scraper.model import Credit

_LINKS = frozenset(
    "world universe spinoff spin-off offshoot sequel follow-up remake reboot reimagining prequel adaptation revival "
    "continuation".split()
)
_HEADS = frozenset(
    "executive exec co-executive consulting associate supervising series studio studios distributor eps".split()
)
# What someone is by trade, which says nothing of this work.
_TRADES = frozenset(
    "judge consultant actor actress actors filmmaker filmmakers alum castmate co-star contestant playwright "
    "documentarian anchor editor".split()
)
_COPULAS = frozenset("is was are were remains remain remained became becomes become be".split())
_RANKS = frozenset({"executive", "exec", "associate"})
_RIGHTS = frozenset("acquired acquires acquire bought nabbed landed snapped picked secured".split())


Rule = Callable[[int], bool]  # deals with the word at a token; True: nothing else can


class Reading:
    """One pass over the reporter's words: each word that can state a credit has its rules."""

    def __init__(self, doc: Document, works: Works, scope: Scope) -> None:
        self.doc, self.works, self.scope, self.tokens = doc, works, scope, doc.tokens
        self.lists = Lists(doc, works)
        self.clauses = Clauses(works, scope, self.lists, doc.phrases, doc.people)
        self.casting, self.houses = Casting(self.clauses), Houses(self.clauses)
        self.crew = Crew(self.clauses, self.casting.owner)
        self.predicates = Predicates(self.clauses, self.crew, self.casting)
        self.rules = self._table()

    def _table(self) -> dict[str, tuple[Rule, ...]]:
        """The rules of each word, in the order in which they are tried."""
        rules: tuple[tuple[Iterable[str], Rule], ...] = (
            (("based", "adapted", "inspired"), self._based),
            (BY_NOUNS.keys() | MEDIA.keys(), self._by),
            (_HEADS | NOUNS.keys() | {noun + "s" for noun in NOUNS}, self._noun),
            (_RIGHTS, self._rights),
            (VERBS.keys() | _RANKS, self._verb),
            (("as",), self._as),
            (("with",), self._rule(self.predicates.with_cast)),
            (("casts", "adds", "added", "add", "welcomes", "enlists", "introduces"), self._rule(self.predicates.casts)),
            (PROMOTED, self._rule(self.predicates.promoted)),
            (_COPULAS, self._rule(self.crew.copula)),
            (("join", "joins", "joined", "joining"), self._rule(self.casting.joins)),
            (("cast", *ENSEMBLES), self._cast),
            (("performance", "portrayal", "role", "turn"), self._rule(self.casting.performance)),
            (_LINKS, self._rule(self.houses.adaptation)),
            (("returning", "rounding", "appearing", "boarding"), self._inverted),
            (("production", "co-production", "coproduction"), self._rule(self.houses.production)),
            (("release", "releases", "releasing"), self._rule(self.houses.releases)),
            (("hails", "made", "association", "partnership", "companies"), self._company),
            (("lends", "lending", "lend", "lent"), self._rule(self._voice)),
            (("lead",), self._leads),
        )
        table: dict[str, tuple[Rule, ...]] = {}
        for words, rule in rules:
            for word in words:
                table[word] = (*table.get(word, ()), rule)
        return table

    @staticmethod
    def _rule(act: Callable[[int], None]) -> Rule:
        def rule(i: int) -> bool:
            act(i)
            return True

        return rule

    def credits(self) -> tuple[Credit, ...]:
        """Every credit, in reading order."""
        for i, token in enumerate(self.tokens):
            if token.kind == WORD:
                if i not in self.works.inside:
                    self._word(i, token.low, capital=token.capital)
            elif token.text == "(":
                self.casting.bracket(i)
        for names in self.lists.found:
            self._verbless(names)
            for item in names.items:
                self._described(item)
        return tuple(credit for credit in self.clauses.ledger.credits() if not self._part(credit))

    def _part(self, credit: Credit) -> bool:
        """A character taken for a player."""
        name = credit.party.name
        if credit.role not in {"cast", "judge", "voice", "narrator"} or (credit.character and name in credit.character):
            return False
        return any(name == part or (f" {name}" in part and len(name.split()) > 1) for part in self.casting.characters)

    @property
    def links(self) -> list[Link]:
        return self.houses.links

    def _word(self, i: int, low: str, *, capital: bool) -> None:
        rules = self.rules.get(low)
        if rules is None or (capital and low not in {"ep", "eps"} and not self._opens(i)):
            return
        for rule in rules:
            if rule(i):
                return

    def _opens(self, i: int) -> bool:
        tokens = self.tokens
        return i == 0 or tokens[i - 1].sentence != tokens[i].sentence or tokens[i - 1].text in {"—", "–", ":"}

    # The rules that need a second look.

    def _based(self, i: int) -> bool:
        low, after = self.tokens[i].low, self.tokens[i + 1].low
        if after in {"on", "upon", "from"} or (low == "inspired" and after == "by"):
            self.houses.based(i + 2)
            return True
        return False

    def _by(self, i: int) -> bool:
        low = self.tokens[i].low
        return (low in BY_NOUNS or self.tokens[i + 1].low == "by") and self.predicates.by(i)

    def _noun(self, i: int) -> bool:
        before = self.tokens[i - 1]
        if (
            self._opens(i)
            or before.low in {"the", "its", "his", "her", "and", ";", "—", "–", ","}
            or (before.possessive and before.sentence == self.tokens[i].sentence)
        ):
            self.predicates.noun(i)
        return False

    def _rights(self, i: int) -> bool:
        self.houses.rights(i)
        return True

    def _verb(self, i: int) -> bool:
        low, after = self.tokens[i].low, self.tokens[i + 1].low
        if low in _RANKS and VERBS.get(after, ("",))[0] != "producer":
            return False
        if not self.crew.verb(i):
            if low == "starring" and after in {"are", "is"}:
                self.predicates.inverted(i)
            elif low not in _RANKS:
                self.casting.verb(i)
        return True

    def _as(self, i: int) -> bool:
        if self.tokens[i + 1].low != "well":
            self.crew.role_as(i)
            if not self.lists.roles(i + 1)[0]:
                self.casting.returns(i)
            self.predicates.as_does(i)
        return True

    def _cast(self, i: int) -> bool:
        if self.tokens[i].low == "cast" and self.tokens[i - 1].low in {"has", "have"}:
            self.predicates.casts(i)
        else:
            self.casting.cast(i)
        return True

    def _inverted(self, i: int) -> bool:
        if self._opens(i) or self.tokens[i - 1].low == "also":
            self.predicates.inverted(i)
        return True

    def _company(self, i: int) -> bool:
        """ "hails from", "made by", "in association with", "production companies include"."""
        tokens = self.tokens
        low, after = tokens[i].low, tokens[i + 1].low
        if low == "hails" and after == "from":
            self.houses.hails(i + 2)
        elif (low == "made" and after == "by") or after == "with" or (low == "companies" and after == ":"):
            self.houses.association(i + 2)
        elif low == "companies" and tokens[i - 1].low == "production":
            verbs = (k for k in range(i, i + 8) if tokens[min(k, i + 8)].low in {"include", "are", "is", "includes"})
            k = next(verbs, None)
            if k is not None:
                self.houses.association(k + 1)
        return True

    def _leads(self, i: int) -> bool:
        """ "A and B lead the cast"."""
        if self.tokens[i + 1].low == "the" and self.tokens[i + 2].low in {"cast", "ensemble"}:
            subject = self.clauses.subject(i)
            people = [p for p in subject.parties if p.kind == "person"]
            self.clauses.enter(people, ["cast"], self.clauses.title(i), (subject.first, i + 2))
        return True

    def _voice(self, i: int) -> None:
        """ "lends her voice to Nib"."""
        tokens = self.tokens
        to = next((k for k in range(i, min(i + 6, len(tokens))) if tokens[k].low == "to"), None)
        if to is None or not any(tokens[k].low in {"voice", "voices"} for k in range(i, to)):
            return
        subject = self.clauses.subject(i)
        character = self.casting.character(to + 1)
        seen = self.works.at.get(to + 1)
        work = seen.work if seen is not None else self.clauses.title(i)
        self.clauses.enter(
            subject.parties, ["voice"], work, (subject.first, to), character=None if seen is not None else character
        )

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

    # Described beside the name.

    def _described(self, item: Item) -> None:
        if item.roles and not item.past:
            roles = self._credible(item)
            work = item.work if item.work is not None else self._own(item)
            if roles and (work is not None or item.work is not None):
                self.clauses.enter([party(item.entry)], roles, work, (item.start, item.place.mention.last))
                if item.owner is not None and item.owner.kind == "company" and {"executive_producer"} & set(roles):
                    self.clauses.enter([party(item.owner)], ["studio"], work, (item.start, item.place.mention.last))
        if item.apposition is not None:
            self._apposed(item)
        if (
            self.tokens[item.start].low in {"her", "his", "their"}
            and self.tokens[item.place.mention.first - 1].low == "co-star"
        ):
            self._co_star(item)

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
                lead = self.tokens[item.start - 1].low if item.start else ""
                kept = {"director"} if lead in {"from", "by"} or "debut" in words else set()
                return [
                    role
                    for role in item.roles
                    if role not in {"cast", "director", "writer", "host", "editor", "judge", "consultant"} - kept
                ]
            if words and (
                words[0] in {"a", "an", "former", "fellow"} or ("original" in words and "cast" in item.roles)
            ):
                return []
            if item.owner is not None and item.owner.kind == "person":
                return []
        return item.roles

    def _own(self, item: Item) -> Work | None:
        first = item.start
        return (
            self.clauses.title(first) if self.scope.main is not None or self.scope.nearest(first) is not None else None
        )

    def _apposed(self, item: Item) -> None:
        """ "Jo Bell, the show's creator and executive producer," "Jo Bell, director of Northgate"."""
        tokens = self.tokens
        first, last = item.apposition or (0, -1)
        k = first
        while k <= last and (
            tokens[k].low in {"the", "a", "an", "also", "who", "is", "was", "best", "this", "both", "one", "of"}
            or (tokens[k].possessive and tokens[k].low in {"show", "series", "film", "movie", "drama", "comedy"})
            or tokens[k].text.isdigit()
            or (tokens[k].text == "," and k < first + 3)
        ):
            if tokens[k].low in {"who", "a", "an", "best"}:
                return
            k += 1
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
                tokens[m].low in {"series", "show", "film", "movie", "drama", "project", "comedy"}
                for m in range(end, min(end + 4, last + 1))
            ):
                return
        elif (
            seen is None
            and not any(tokens[m].low in {"the", "show", "series", "film"} for m in range(first, k))
            and tokens[first].low not in {"co-creator", "creator", "showrunner", "executive"}
        ):
            return
        if work is None:
            work = self._own(item)
        if work is not None:
            self.clauses.enter([party(item.entry)], roles, work, (item.start, end - 1))


def credited(doc: Document, works: Works, scope: Scope) -> tuple[tuple[Credit, ...], list[Link]]:
    """The credits and the links between titles."""
    reading = Reading(doc, works, scope)
    return reading.credits(), reading.links
