"""The frame of a credit: which title it is about, and the line it makes in the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scraper.extract.credits.lists import Lists
from scraper.extract.credits.outfits import HOUSE_ENDS, Item, Names, party
from scraper.extract.credits.standings import Standings
from scraper.extract.credits.subjects import Subject, Subjects
from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.people import People
from scraper.extract.naming.phrases import Phrases
from scraper.extract.text.lexicon import PLACE_SURNAMES
from scraper.extract.text.words import MARKED, PUNCT, WORD, Token
from scraper.extract.titles.scope import Scope
from scraper.extract.titles.titles import Sighting, Work, Works
from scraper.extract.titles.trade import HOUSE_WORDS, MEDIA, NETWORK_TAILS, NETWORKS, VERBS
from scraper.model import Credit, Party, Span

UNTITLED = Work("")  # a project that has no title yet
_NAMELESS = frozenset("untitled yet-untitled yet-to-be-titled as-yet-untitled".split())
_FILM = frozenset({"film", "movie"})
_SERIAL = _FILM | {"series", "show"}
_EARLIER = {"first": _FILM, "previous": _FILM, "original": _SERIAL, "earlier": _SERIAL}
_REACH = 40  # tokens
_PARAGRAPH = 300


class Clauses(Subjects):
    """What every rule of credit needs to ask of a document."""

    def __init__(self, works: Works, scope: Scope, lists: Lists, phrases: Phrases, people: People) -> None:
        super().__init__(works, scope, lists, phrases, people)
        self.standings = Standings(works)
        self._networks = {work.network.lower() for work in works.works if work.network}
        self._only = self._sole() if scope.main is None else None
        opening = self.tokens[:_PARAGRAPH] if scope.main is None else ()
        self.untitled = scope.untitled or any(token.low in _NAMELESS for token in opening)
        self._last = max(0, next((i for i in range(len(self.tokens) - 1, -1, -1) if self.tokens[i].sentence >= 0), 0))
        self._entries = {place.entry.name: place.entry for place in reversed(works.doc.register.places)}
        self._persons = {name for name, entry in self._entries.items() if entry.kind == "person"}

    # Titles.

    def title(self, i: int, subject: Subject | None = None, *, after: int | None = None) -> Work | None:
        """The work that a credit stated at token i is for."""
        if subject is not None and subject.work is not None:
            return subject.work
        if self._untitled(i):
            return UNTITLED
        where = self._where(i)
        if where is not None:
            return where
        if after is not None:
            seen = self.object(after)
            if seen is not None:
                return seen.work
            if self._definite(after):
                return self.topic(i)
        beside = self._beside(i)
        if beside is not None:
            return beside
        nearest = self._nearest(i)
        if nearest is not None:
            return nearest.work
        later = self.scope.later(i) if self._opening(i) else None
        return later.work if later is not None else self.topic(i)

    def topic(self, i: int) -> Work | None:
        """What a sentence that names no work is about: the topic, else the only work that could be meant."""
        found = self._earlier_film(i) or self.scope.topic(i)
        if found is not None and found is not self.scope.main and self._someones(found, i):
            found = self.scope.main
        return self._only if found is None and not self.untitled else found

    def _earlier_film(self, i: int) -> Work | None:
        """ "The first film, which Bo Rask directed": what the document's own work is made from, if that is one."""
        first = self.scope.sentence_start(i)
        words = tuple(token.low for token in self.tokens[first : first + 3])
        if len(words) < 3 or words[0] != "the" or words[2] not in _EARLIER.get(words[1], ()):
            return None
        models = [work for work in self.works.works if work.derived and work is not self.scope.main]
        return models[0] if len(models) == 1 else None

    def _sole(self) -> Work | None:
        """Where the document has no main title: the one work that its first two paragraphs name, if it is one."""
        sightings = [seen for seen in self.works.sightings if self.tokens[seen.first].paragraph < 2]
        early = [seen.work for seen in sightings if self.tokens[seen.first - 1].text != "("]
        works = [work for work in dict.fromkeys(early) if not work.source and not work.derived]
        return works[0] if len(works) == 1 else None

    def _untitled(self, i: int) -> bool:
        """ "to direct an untitled thriller", "an untitled comedy, which she will write": the sentence's own project."""
        tokens, sentence = self.tokens, self.tokens[i].sentence
        for k in range(i, max(-1, i - _REACH), -1):
            if tokens[k].sentence != sentence or k in self.works.inside or tokens[k].low in {"while", "whose"}:
                break
            if tokens[k].low in _NAMELESS:
                return True
        for k in range(i, min(i + 8, len(tokens))):
            if tokens[k].sentence != sentence or k in self.works.inside:
                break
            if tokens[k].low in _NAMELESS:
                return True
        return False

    def _nearest(self, i: int) -> Sighting | None:
        """The work named last before token i in its sentence, but not in a clause about somebody that is closed."""
        found = self.scope.nearest(i)
        if found is None or not self._enclosed(found, i):
            return found
        start = found.first
        earlier = [s for s in self.scope.sightings(max(0, start - _REACH), start - 1) if _same(self.tokens, s.first, i)]
        return next((s for s in reversed(earlier) if not s.other), None)

    def _someones(self, work: Work, i: int) -> bool:
        """Is the work named before token i only in clauses about people: "Sant, whose last film was “Reeds,”"?"""
        here = self.tokens[i].paragraph
        before = self.scope.sightings(max(0, i - _PARAGRAPH), i)
        near = [seen for seen in before if seen.work is work and self.tokens[seen.first].paragraph == here]
        return bool(near) and all(self._of_person(seen) for seen in near)

    def _of_person(self, seen: Sighting) -> bool:
        for k in range(seen.first - 1, max(0, seen.first - 14), -1):
            if self.tokens[k].sentence != self.tokens[seen.first].sentence or k in self.works.inside:
                return False
            if self.tokens[k].low in {"who", "whose", "which"}:
                return self.tokens[k - 1].text == ","
        return False

    def _enclosed(self, seen: Sighting, i: int) -> bool:
        """ "Jo Bell, whose last film was “Reeds,” will edit": Reeds is not what is edited."""
        tokens = self.tokens
        closed = tokens[seen.last + 1].text == "," or self.works.doc.text[tokens[seen.last].end - 2] == ","
        if not closed or i <= seen.last:
            return False
        return self._of_person(seen) or (not tokens[i].low.endswith("ing") and self._appended(seen))

    def _appended(self, seen: Sighting) -> bool:
        """ "Bo Rask, fresh off “Reeds,” has been", "Jo Bell, best known for “Reeds,” plays": said of a person."""
        tokens = self.tokens
        for m in range(seen.first - 1, max(1, seen.first - 10), -1):
            if tokens[m].sentence != tokens[seen.first].sentence or tokens[m].low in VERBS:
                return False
            if tokens[m].text == ",":
                names = self.lists.by_end.get(m - 1)
                if names is None or m == seen.first - 1 or tokens[names.first - 1].low == "by":
                    return False
                return all(item.entry.kind != "company" for item in names.items)
        return False

    def _where(self, i: int) -> Work | None:
        """ "“Reeds” is in the works as a film at Quay, where Jo Bell is writing the script": of Reeds."""
        tokens = self.tokens
        for k in range(i - 1, max(0, i - 9), -1):
            if tokens[k].sentence != tokens[i].sentence or k in self.works.inside:
                return None
            if tokens[k].low == "where":
                before = [s for s in self.scope.sightings(max(0, k - _REACH), k) if _same(tokens, s.first, i)]
                return before[-1].work if before else None
        return None

    def _beside(self, i: int) -> Work | None:
        """ "“Low Water,” starring": the work right before, though it is named only in passing."""
        for k in (i - 1, i - 2):
            if k < 0 or (k == i - 2 and self.tokens[i - 1].text != ","):
                continue
            seen = self.works.ending.get(k)
            if seen is None or self.tokens[k].sentence != self.tokens[i].sentence or seen.work.source:
                continue
            participle = (
                self.tokens[i].low.endswith(("ing", "ed")) or VERBS.get(self.tokens[i].low, ("", ""))[1] == "ed"
            )
            if participle or not self._appended(seen):
                return seen.work
        return None

    def _definite(self, i: int) -> bool:
        """ "on the series": the topic, whatever else the sentence names."""
        tokens = self.tokens
        return (
            i + 1 < len(tokens)
            and tokens[i].low in {"the", "this"}
            and tokens[i - 1].low in {"on", "of", "for", "behind", "in"}
            and any(token.low in MEDIA or token.low == "project" for token in tokens[i + 1 : i + 3])
        )

    def _opening(self, i: int) -> bool:
        """Does the verb open its sentence ("Created by …, Northgate follows …")?"""
        return i == 0 or self.tokens[i - 1].sentence != self.tokens[i].sentence

    def object(self, i: int, reach: int = 9) -> Sighting | None:
        """The work named right after token i, with only its description between."""
        tokens = self.tokens
        for k in range(i, min(i + reach, len(tokens))):
            if k in self.works.at:
                return self.works.at[k]
            token = tokens[k]
            if token.sentence != tokens[i - 1].sentence or token.low in {
                "alongside",
                "by",
                "with",
                "opposite",
                "as",
                "who",
                "and",
                "while",
            }:
                return None
            if token.kind == PUNCT and token.text not in {"-", ","}:
                return None
            if token.kind == MARKED and k not in self.works.at:
                return None
            place = self.works.doc.register.at(k)
            if place is not None and place.entry.person and not place.mention.possessive:
                return None
        return None

    # Entering.

    def enter(
        self,
        parties: Iterable[Party],
        roles: Iterable[str],
        work: Work | None,
        span: tuple[int, int],
        *,
        character: str | None = None,
        status: str = "stated",
        personal: bool = False,
    ) -> None:
        """One line for each party and role."""
        first, last = max(0, span[0]), min(max(span), self._last)
        evidence = Span(self.tokens[first].start, max(self.tokens[last].end, self.tokens[first].end))
        season = self.standings.season(first)
        standing = self.standings.standing(first, last)
        if {"joins", "stays"} & {status, standing} and season is None:
            season = self.standings.joined(first)
        for each in self._members(parties):
            if personal and each.kind == "company" and each.name.split()[-1].lower() in PLACE_SURNAMES:
                each = Party(each.name)
            if len(each.name) < 2 or (work is None and not self.untitled):
                continue
            if (
                each.kind == "person"
                and not personal
                and {"producer", "studio", "distributor", "developer"} & set(roles)
                and (
                    self._house(each.name)
                    or ("distributor" in roles and each.name.split()[0].lower() not in GIVEN_NAMES)
                )
            ):
                each = Party(each.name, "company")
            for role in roles:
                slug = _for_company(role) if each.kind == "company" else _for_person(role)
                if slug is None:
                    continue
                self.ledger.enter(
                    Credit(
                        party=each,
                        role=slug,
                        evidence=evidence,
                        title=(work.name or None) if work is not None else None,
                        character=character,
                        season=None if slug in _LASTING else season,
                        status=self._status(slug, status, standing),  # type: ignore[arg-type]
                    )
                )

    def _status(self, role: str, status: str, standing: str) -> str:
        """What is stated of the credit, else what the words around say; creators "remain as showrunners"."""
        return (standing if status == "stated" and role not in _LASTING else status) or "stated"

    def _members(self, parties: Iterable[Party]) -> list[Party]:
        """A family by its members: "Quint, the Manfredis and Roe"."""
        found: list[Party] = []
        for each in parties:
            plural = " " not in each.name and each.name.endswith("s") and each.kind == "person"
            family = self.works.doc.register.family(each.name) if plural else ()
            found += [party(entry) for entry in family] if len(family) > 1 else [each]
        return found

    def shows(self, name: str) -> bool:
        """The network or streamer itself: "produced by Bluejay Street for Apple TV"."""
        low = name.lower()
        return low in self._networks or low in NETWORKS or tuple(low.split()) in NETWORK_TAILS

    def _house(self, name: str) -> bool:
        """A name that reads like a company's and that nothing says is a person's."""
        words = name.lower().split()
        if words[0] in GIVEN_NAMES or (any(seen in name for seen in ("-",)) and words[0] not in HOUSE_WORDS):
            return False
        if "&" in words or words[0] in HOUSE_WORDS or words[-1] in HOUSE_ENDS:
            return name not in self._persons
        return len(words) == 1 and self._nobody(name)

    def _nobody(self, name: str) -> bool:
        """A single word that nothing says is a person: a company, where it produces."""
        entry = self._entries.get(name)
        return entry is not None and entry.kind == "unknown" and not entry.likely and name[:1].isupper()

    def items(self, names: Names) -> list[Item]:
        """The members of a list that is the object of a verb: the last may be the subject of the next verb."""
        names.object = True
        kept = self.lists.by_token.get(names.items[0].place.mention.first)
        if kept is not None:
            kept.object = True
        last = names.items[-1]
        if len(names.items) > 1 and last.end == last.place.mention.last and self.finite(names.last + 1):
            strong = [k for k, item in enumerate(names.items) if self.tokens[item.start - 1].text == ";"]
            return names.items[: strong[-1] if strong and strong[-1] else -1]
        return names.items

    def finite(self, k: int) -> bool:
        """Does a verb stand at token k whose subject comes before it?"""
        after = self.tokens[k]
        verb = VERBS.get(after.low)
        return after.kind == WORD and (after.low in _FINITE or (verb is not None and verb[1] in {"s", "base"}))


_FINITE = frozenset(
    "will is are was has have serves serve executive exec return returns reprise reprises join joins remain remains "
    "stay stays would".split()
)


def _same(tokens: Sequence[Token], a: int, b: int) -> bool:
    return tokens[a].sentence == tokens[b].sentence


_LASTING = frozenset({"creator", "developer", "based_on_author"})  # of no season
_COMPANY_ROLES = {
    "producer": "studio",
    "executive_producer": "studio",
    "co_executive_producer": "studio",
    "studio": "studio",
    "distributor": "distributor",
    "network": "network",
    "developer": "studio",
}


def _for_company(role: str) -> str | None:
    return _COMPANY_ROLES.get(role)


def _for_person(role: str) -> str | None:
    return None if role in {"studio", "distributor", "network"} else role
