"""The companies behind a work and what it comes from: studios, distributors, novels, authors, other titles."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.extract.credits.clauses import Clauses
from scraper.extract.credits.outfits import HOUSE_ENDS, party
from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.text.lexicon import DETERMINERS
from scraper.extract.text.words import PUNCT, WORD
from scraper.extract.titles.titles import Work
from scraper.extract.titles.trade import HOUSE_WORDS, SOURCES, VERBS
from scraper.model import Party, Span

_RELATIONS = {
    "spinoff": "spin_off_of",
    "spin-off": "spin_off_of",
    "offshoot": "spin_off_of",
    "sequel": "sequel_to",
    "follow-up": "sequel_to",
    "remake": "remake_of",
    "reboot": "remake_of",
    "reimagining": "remake_of",
    "prequel": "spin_off_of",
    "adaptation": "based_on",
    "world": "spin_off_of",
    "universe": "spin_off_of",
    "revival": "sequel_to",
    "continuation": "sequel_to",
}
_RIGHTS = frozenset(
    "boarded boards acquired acquires acquire bought buys nabbed nabs landed lands snapped picked secured took "
    "scooped".split()
)
_NEAR = 9  # tokens in which whoever owns a source is named
_REACH = 26  # tokens in which a source is told


@dataclass(frozen=True, slots=True)
class Link:
    """How one work stands to another, by name."""

    work: Work
    relation: str
    other: Work
    evidence: Span


class Houses:
    """Rules around companies and sources."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses, self.tokens, self.lists = clauses, clauses.tokens, clauses.lists
        self.links: list[Link] = []

    # Sources.

    def based(self, i: int, *, adapted: bool = False) -> None:
        """ "based on the novel by A", "adapted from A's memoir": the first token after "on" or "from"."""
        clauses, tokens = self.clauses, self.tokens
        stretch = self._stretch(i)
        noun = next((k for k in stretch if tokens[k].low in SOURCES and self._plain(k)), None)
        sightings = clauses.scope.sightings(i, stretch.stop - 1)
        seen = next((s for s in sightings if tokens[s.first - 1].text != "("), None)
        own = self._own(i, seen)
        if adapted and noun is None:
            whose = seen.work if seen is not None and self._itself(i) else own
            self._owner(i, min(i + _NEAR, stretch.stop), whose)
            if whose is not own:
                return
        if own is None and noun is None and seen is None:
            return
        by = next((k for k in stretch[1:] if tokens[k].low in {"by", "from"} or self._of(k, noun)), None)
        limit = next((k for k in stretch[1:] if self._closes(k)), stretch.stop)
        if by is not None and by < limit and (noun is not None or seen is not None) and tokens[by].low != "from":
            self._authors(i, by, own, noun, limit)
        elif noun is not None:
            self._owner(i, min(noun, limit), own)
        if seen is not None and own is not None and seen.work is not own and seen.first < limit + 3:
            segment = any(tokens[k].low in {"segment", "segments", "sketch"} for k in range(i, seen.first))
            self._link(own, "spin_off_of" if segment else "based_on", seen.work, i, seen.last)

    def _itself(self, i: int) -> bool:
        """ "directed an adaptation of “Reeds”": what is made is Reeds, whatever the sentence named before."""
        tokens = self.tokens
        for k in range(i - 3, max(0, i - 10), -1):
            if tokens[k].sentence != tokens[i].sentence or k in self.clauses.works.inside:
                return False
            if tokens[k].low in VERBS or (tokens[k].low, tokens[k + 1].low) == ("working", "on"):
                return True
        return False

    def _stretch(self, i: int) -> range:
        """The tokens from i on in which a source can be told: to a full stop, a semicolon or a dash."""
        tokens, end = self.tokens, i
        while (
            end < min(i + _REACH, len(tokens))
            and tokens[end].sentence == tokens[i].sentence
            and not (tokens[end].kind == PUNCT and tokens[end].text in {";", ".", "—"})
        ):
            end += 1
        return range(i, end)

    def _plain(self, k: int) -> bool:
        return self.tokens[k].kind == WORD and k not in self.clauses.works.inside

    def _of(self, k: int, noun: int | None) -> bool:
        """ "the memoir of Jo Bell", but not "the novel of the same name", "the story of a pilot"."""
        tokens = self.tokens
        if noun is None or k != noun + 1 or tokens[k].low != "of" or tokens[k + 2].low in {"same", "name"}:
            return False
        return tokens[noun].low != "story" or tokens[noun - 1].low == "short"

    def _closes(self, k: int) -> bool:
        """Does a verb at token k begin what is said of the work itself?"""
        low = self.tokens[k].low
        if k in self.clauses.works.inside:
            return False
        told = VERBS.get(low, ("", ""))[1] in {"s", "ed"} and low not in {"plays", "scripts"}
        return told or low in {"stars", "is", "follows", "will", "who"}

    def _authors(self, i: int, by: int, own: Work | None, noun: int | None, limit: int) -> None:
        """The names after the "by" or "of" at a token; where there are none, whoever owns the noun."""
        names = self.lists.at(by + 1)
        if names is None:
            if noun is not None:
                self._owner(i, min(noun, limit), own)
            return
        for item in self.clauses.items(names):
            named = len(item.entry.words) > 1 and item.entry.words[-1].lower() not in HOUSE_ENDS
            if item.entry.kind != "company" or named:
                self.clauses.enter([Party(party(item.entry).name)], ["based_on_author"], own, (i, item.close))

    def _own(self, i: int, source: object) -> Work | None:
        """The work that is based on something: never what it is based on."""
        subject = self.clauses.title(max(0, i - 2))
        found = getattr(source, "work", None)
        return self.clauses.scope.main if subject is found else subject

    def _owner(self, first: int, last: int, own: Work | None) -> None:
        """ "Jo Bell's novel", "author Jo Bell's bestselling novel"."""
        for k in range(first, last):
            place = self.clauses.works.doc.register.at(k)
            if (
                place is not None
                and place.mention.possessive
                and place.entry.kind != "company"
                and len(place.entry.words) > 1
            ):
                self.clauses.enter([party(place.entry)], ["based_on_author"], own, (first, last))

    def adaptation(self, i: int) -> None:
        """ "an adaptation of Jo Bell's novel", "a spinoff of Northgate": the noun at token i."""
        tokens, clauses = self.tokens, self.clauses
        relation = _RELATIONS[tokens[i].low]
        j = i + 1
        if j >= len(tokens) or tokens[j].low not in {"of", "to", "from"}:
            if relation == "spin_off_of" and j < len(tokens) and tokens[i].low not in {"world", "universe"}:
                self._titled(i)
            return
        if any(token.low in {"starred", "appeared", "seen"} for token in tokens[max(0, i - 6) : i]):
            return  # "starred in the adaptation of “Reeds”": other work
        lead = {token.low for token in tokens[max(0, i - 3) : i]}
        if relation == "sequel_to" and (tokens[i - 1].possessive or lead & {"broadway", "stage", "end"}):
            return  # "Bell's follow-up to “Reeds”", "a Broadway revival of “Reeds”": what somebody made next
        if relation == "based_on":
            lead = {tokens[k].low for k in range(max(0, i - 6), i)}
            if (
                lead & {"is", "new", "upcoming", "its", "series", "film", "an", "limited"}
                or clauses.scope.nearest(i) is not None
            ):
                self.based(j + 1, adapted=True)
            return
        seen = clauses.object(j + 1, 14)
        if seen is None:
            return
        own = self._announced(i, seen.work)
        if own is not None:
            self._link(own, relation, seen.work, i, seen.last)

    def _announced(self, i: int, other: Work) -> Work | None:
        nearest = next(
            (
                s
                for s in reversed(self.clauses.scope.sightings(max(0, i - 40), i))
                if s.work is not other and not s.other and self.tokens[s.first].sentence == self.tokens[i].sentence
            ),
            None,
        )
        if nearest is not None:
            return nearest.work
        later = next(
            (
                s
                for s in self.clauses.scope.sightings(i, i + 30)
                if s.work is not other and not s.other and self.tokens[s.first].sentence == self.tokens[i].sentence
            ),
            None,
        )
        if later is not None:
            return later.work
        main = self.clauses.scope.main
        return main if main is not other else None

    def _titled(self, i: int) -> None:
        """ "its series Northgate with a new spinoff titled Southgate", "the Northgate spinoff"."""
        clauses, tokens = self.clauses, self.tokens
        own = clauses.object(i + 1, 4)
        before = next(
            (
                s
                for s in reversed(clauses.scope.sightings(max(0, i - 14), i - 1))
                if tokens[s.first].sentence == tokens[i].sentence
            ),
            None,
        )
        if before is None:
            return
        if own is not None and own.work is not before.work:
            self._link(own.work, "spin_off_of", before.work, before.first, own.last)
        elif own is None and before.last == i - 1:
            main = clauses.scope.main
            if main is not None and main is not before.work:
                self._link(main, "spin_off_of", before.work, before.first, i)

    def _link(self, work: Work, relation: str, other: Work, first: int, last: int) -> None:
        if work is other or any(link.work is work and link.other is other for link in self.links):
            return
        self.links.append(Link(work, relation, other, Span(self.tokens[first].start, self.tokens[last].end)))

    # Companies.

    def production(self, i: int) -> None:
        """ "is a Long Winter production", "a co-production of A and B": the noun at token i."""
        tokens = self.tokens
        if i + 2 < len(tokens) and (
            tokens[i + 1].low in {"of", "between", "from"}
            or (tokens[i + 1].low == "with" and tokens[i].low.startswith("co"))
        ):
            self.association(i + 2)
            return
        k = i - 1
        while (
            k > 0
            and (tokens[k].capital or (tokens[k].text == "&" and tokens[k - 1].capital))
            and tokens[k].sentence == tokens[i].sentence
            and k not in self.clauses.works.inside
        ):
            k -= 1
        if k < i - 1 and tokens[k].low in {"a", "an"}:
            words = self.clauses.works.doc.text[tokens[k + 1].start : tokens[i - 1].end]
            self.clauses.enter([Party(words, "company")], ["studio"], self.clauses.title(i), (k, i))

    def releases(self, i: int) -> None:
        """ "Northbound will release the film": the verb at token i."""
        tokens, clauses = self.tokens, self.clauses
        subject = clauses.subject(i, remember=False)
        fronted = subject.first > 0 and tokens[subject.first - 1].low in {"that", "which"}
        if i + 2 >= len(tokens) or not (
            fronted
            or clauses.object(i + 1)
            or (
                tokens[i + 1].low in {"the", "it"}
                and tokens[i + 2].low in {"film", "movie", "picture", "feature", "documentary"}
            )
        ):
            return
        companies = [
            Party(p.name, "company")
            for p in subject.parties
            if p.name.split()[0].lower() not in GIVEN_NAMES and (p.kind == "company" or len(p.name.split()) == 1)
        ]
        clauses.enter(companies, ["distributor"], clauses.title(i, None, after=i + 1), (subject.first, i + 1))

    def hails(self, i: int) -> None:
        """ "hails from A and B", "comes from studio A": one past "from"."""
        names = self.lists.at(i)
        if names is None:
            return
        for item in self.clauses.items(names):
            company = item.entry
            if company.kind == "company" or (company.kind == "unknown" and not item.roles):
                if company.kind == "unknown":
                    company.kind = "company"
                self.clauses.enter([party(company)], ["studio"], self.clauses.title(i), (i - 1, item.close))
            elif item.roles:
                work = item.work if item.work is not None else self.clauses.title(i)
                self.clauses.enter([party(company)], item.roles, work, (i - 1, item.close))

    def association(self, i: int) -> None:
        """ "in association with A and B", "a co-production of A and B": the first token of the list."""
        names = self.lists.at(i)
        if names is None and self.tokens[i + 1].low in {"and", ","}:
            word = self.tokens[i]  # "quoin and Long Gull Pictures": a company in small letters
            if word.kind == WORD and word.low not in DETERMINERS:
                house = Party(word.text, "company")
                self.clauses.enter([house], ["studio"], self.clauses.title(i), (i, i))
            names = self.lists.at(i + 2)
        if names is None:
            return
        for item in self.clauses.items(names):
            named = item.entry.words[0].lower() in HOUSE_WORDS
            if item.entry.kind == "company" or not item.entry.person or named:
                self.clauses.enter(
                    [Party(item.entry.name, "company")], ["studio"], self.clauses.title(i), (i - 1, item.close)
                )

    def rights(self, i: int) -> None:
        """ "Quay Films has bought the rights to “Northgate”": the verb at token i."""
        tokens, clauses = self.tokens, self.clauses
        if tokens[i].low not in _RIGHTS | {"optioned"}:
            return
        if tokens[i].low == "optioned":
            self._options(i)
            return
        rights = next(
            (
                k
                for k in range(i, min(i + 9, len(tokens)))
                if tokens[k].low in {"rights", "distribution"} and not tokens[k].capital
            ),
            None,
        )
        if rights is None:
            self._acquires(i)
            return
        subject = clauses.subject(i, remember=False)
        companies = [
            Party(p.name, "company")
            for p in subject.parties
            if p.kind == "company" or p.name.split()[0].lower() not in GIVEN_NAMES
        ]
        clauses.enter(companies, ["distributor"], clauses.title(i, None, after=rights + 2), (subject.first, rights))

    def _options(self, i: int) -> None:
        """ "Tall Ferry Studios has optioned the podcast “Reeds”": whoever options a work makes it."""
        subject = self.clauses.subject(i, remember=False)
        houses = [Party(each.name, "company") for each in subject.parties if each.kind == "company"]
        self.clauses.enter(houses, ["studio"], self.clauses.title(i, None, after=i + 1), (subject.first, i))

    def _acquires(self, i: int) -> None:
        """ "Quay has acquired “Northgate,”": the verb at token i has the work itself as its object."""
        tokens, clauses = self.tokens, self.clauses
        seen = clauses.object(i + 1, 5)
        if seen is None or not tokens[i].low.startswith(("acquir", "bought", "buys", "nabbed")):
            return
        subject = clauses.subject(i, remember=False)
        companies = [Party(each.name, "company") for each in subject.parties if each.kind == "company"]
        clauses.enter(companies, ["distributor"], seen.work, (subject.first, i))
