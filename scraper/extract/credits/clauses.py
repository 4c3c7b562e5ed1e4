"""The frame of a credit: whose verb it is, which title it is about, and the line it makes in the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scraper.extract.credits.ledger import Ledger
from scraper.extract.credits.lists import Lists
from scraper.extract.credits.outfits import Item, Names, party
from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.grammar import Phrase
from scraper.extract.naming.people import People
from scraper.extract.naming.phrases import Phrases
from scraper.extract.text.lexicon import ADVERBS, AUXILIARIES
from scraper.extract.text.words import MARKED, PUNCT, WORD, Token
from scraper.extract.titles.scope import Scope
from scraper.extract.titles.titles import Sighting, Work, Works
from scraper.extract.titles.trade import HOUSE_WORDS, MEDIA, VERBS
from scraper.model import Credit, Party, Span

_CHAIN = (
    AUXILIARIES
    | ADVERBS
    | {"..."}
    | frozenset(
        "set attached tapped to slated on board signed also both currently hired expected once again due being "
        "boarded "
        "returning "
        "confirmed announced joined committed not only cast be recruited brought each in talks negotiations enlisted "
        "previously "
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
    "creator".split()
)
_REACH = 12
_FAR = 40  # tokens
STANDINGS = {
    **dict.fromkeys(
        "joins joining joined join boards boarded boarding newcomer newcomers additions adds tapped booked".split(),
        "joins",
    ),
    **dict.fromkeys(
        "returns returning return returned reprises reprise reprising remains remain staying".split(), "stays"
    ),
    **dict.fromkeys("exits exited exiting departs departed departing".split(), "leaves"),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose verb it is: people or companies, or else a work."""

    parties: tuple[Party, ...] = ()
    work: Work | None = None
    thing: bool = False  # a work, named or not: "the series"
    first: int = -1
    names: Names | None = None


class Clauses:
    """What every rule of credit needs to ask of a document."""

    def __init__(self, works: Works, scope: Scope, lists: Lists, phrases: Phrases, people: People) -> None:
        self.works, self.scope, self.lists = works, scope, lists
        self.phrases, self.people = phrases, people
        self.tokens: Sequence[Token] = works.tokens
        self.ledger = Ledger()
        self._seasons: dict[int, str | None] = {}
        self._last = max(0, next((i for i in range(len(self.tokens) - 1, -1, -1) if self.tokens[i].sentence >= 0), 0))
        self._entries = {place.entry.name: place.entry for place in reversed(works.doc.register.places)}
        self._persons = {name for name, entry in self._entries.items() if entry.kind == "person"}
        self.remembered: dict[int, Subject] = {}  # sentence -> the last subject of a verb in it

    # Subjects.

    def subject(self, v: int, *, remember: bool = True) -> Subject:
        """The subject of the verb at token v."""
        found = self._subject(v)
        if remember and found.parties:
            self.remembered[self.tokens[v].sentence] = found
        return found

    def _subject(self, v: int) -> Subject:
        tokens, k, sentence = self.tokens, self._head(v), self.tokens[v].sentence
        if k < 0 or tokens[k].sentence != sentence:
            return Subject(thing=True, first=k + 1)
        token = tokens[k]
        if token.low in {"who", "that"} and k > 0:
            plural = VERBS.get(tokens[v].low, ("", ""))[1] == "base"
            found = self._antecedent(k, whole=plural and tokens[v - 1].low not in {"will", "to", "would"})
            if found is not None:
                return found
        if token.low == "which":
            return self._thing(k)
        if token.text in _BREAKS or token.low in {"or", "then"}:
            closed = self._closing(k) if token.text in {",", "—", "–"} else None
            return closed or self.remembered.get(sentence) or Subject(first=k)
        return self._family(k) or self._listed(k, v) or self._noun(k)

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
        items = names.items
        if names.object and (len(items) > 1 or any(self.tokens[m].low == "to" for m in range(k + 1, v))):
            items = items[-1:]
        elif names.object:
            return Subject(first=k)
        return Subject(tuple(party(item.entry) for item in items), first=items[0].start, names=names)

    def _noun(self, k: int) -> Subject:
        if k in self.works.ending:
            seen = self.works.ending[k]
            return Subject(work=seen.work, thing=True, first=seen.first)
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
        if names is None or names.object:
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

    def _antecedent(self, k: int, *, whole: bool = False) -> Subject | None:
        """Whom "who" stands for: the name before it."""
        for m in (k - 1, k - 2):
            if m < 0 or (m == k - 2 and self.tokens[k - 1].kind != PUNCT):
                continue
            names = self.lists.by_end.get(m)
            place = self.works.doc.register.ending(m)
            if names is None and place is None and self.tokens[m].text == ")":
                open_ = next((q for q in range(m, max(0, m - 40), -1) if self.tokens[q].text == "("), 0)
                place = self.works.doc.register.ending(open_ - 1)
            if whole and names is not None and len(names.items) > 1:
                return Subject(tuple(party(item.entry) for item in names.items), first=names.first)
            if place is not None and place.mention.first not in self.works.inside:
                return Subject((party(place.entry),), first=place.mention.first)
            if names is not None:
                return Subject((party(names.items[-1].entry),), first=names.first)
        for m in range(k - 1, max(-1, k - 14), -1):  # "Jo Bell, 34, the Oscar winner who"
            names = self.lists.by_token.get(m)
            if names is not None:
                item = next((item for item in names.items if item.place.mention.first == m), None)
                if (
                    item is not None
                    and item.apposition is not None
                    and item.apposition[0] <= k <= item.apposition[1] + 1
                ):
                    return Subject((party(item.entry),), first=m)
        return None

    def _thing(self, k: int) -> Subject:
        seen = self.scope.nearest(k)
        return Subject(work=seen.work if seen else None, thing=True, first=k)

    def _other(self, k: int) -> Subject:
        """Pronouns, "the duo", "the actor"."""
        token = self.tokens[k]
        if token.low in _PRONOUNS:
            parties = self.people.parties(Phrase(k, k, "pronoun", noun=k))
            return Subject(parties, first=k)
        if token.low in _GROUPS and k and self.tokens[k - 1].low in {"the", "both"}:
            phrase = self.phrases.ending(k, max(0, k - 4))
            parties = self.people.parties(phrase) if phrase is not None else ()
            return Subject(tuple(p for p in parties if p.name[:1].isupper()), first=k)
        return Subject(first=k)

    # Titles.

    def title(self, i: int, subject: Subject | None = None, *, after: int | None = None) -> Work | None:
        """The work that a credit stated at token i is for."""
        if subject is not None and subject.work is not None:
            return subject.work
        if after is not None:
            seen = self.object(after)
            if seen is not None:
                return seen.work
            if self._definite(after):
                return self.scope.topic(i)
        beside = self._beside(i)
        if beside is not None:
            return beside
        nearest = self.scope.nearest(i)
        if nearest is not None:
            return nearest.work
        later = self.scope.later(i) if self._opening(i) else None
        return later.work if later is not None else self.scope.topic(i)

    def _beside(self, i: int) -> Work | None:
        """ "“Slack Water,” starring": the work right before, though it is named only in passing."""
        for k in (i - 1, i - 2):
            if k < 0 or (k == i - 2 and self.tokens[i - 1].text != ","):
                continue
            seen = self.works.ending.get(k)
            if seen is not None and self.tokens[k].sentence == self.tokens[i].sentence and not seen.work.source:
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
    ) -> None:
        """One line for each party and role."""
        first, last = max(0, span[0]), min(max(span), self._last)
        evidence = Span(self.tokens[first].start, max(self.tokens[last].end, self.tokens[first].end))
        season = self.season(first)
        standing = self._standing(first, last)
        for each in parties:
            if len(each.name) < 2 or (work is None and not self.scope.untitled):
                continue
            if (
                each.kind == "person"
                and {"producer", "studio", "distributor"} & set(roles)
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
                        title=work.name if work is not None else None,
                        character=character,
                        season=season,
                        status=status if status != "stated" else standing,  # type: ignore[arg-type]
                    )
                )

    def _by_follows(self, i: int) -> bool:
        return any(token.low in {"by", "and", "with"} for token in self.tokens[i : i + 4])

    def _house(self, name: str) -> bool:
        """A name that reads like a company's and that nothing says is a person's."""
        words = name.lower().split()
        if words[0] in GIVEN_NAMES or (any(seen in name for seen in ("-",)) and words[0] not in HOUSE_WORDS):
            return False
        if "&" in words or words[0] in HOUSE_WORDS or words[-1] in HOUSE_WORDS:
            return name not in self._persons
        return len(words) == 1 and self._nobody(name)

    def _nobody(self, name: str) -> bool:
        """A single word that nothing says is a person: a company, where it produces."""
        entry = self._entries.get(name)
        return entry is not None and entry.kind == "unknown" and not entry.likely and name[:1].isupper()

    def season(self, i: int) -> str | None:
        """ "Season three is directed by", "its fifth season": the season that the sentence speaks of."""
        tokens, sentence = self.tokens, self.tokens[i].sentence
        if sentence not in self._seasons:
            first = i
            while first > 0 and tokens[first - 1].sentence == sentence and i - first < _FAR:
                first -= 1
            self._seasons[sentence] = next(
                (found for k in range(first, min(i + _FAR, len(tokens))) if (found := self._numbered(k, sentence))),
                None,
            )
        return self._seasons[sentence]

    def _numbered(self, k: int, sentence: int) -> str | None:
        tokens = self.tokens
        if tokens[k].low != "season" or tokens[k].sentence != sentence or k in self.works.inside:
            return None
        after = tokens[k + 1]
        number = _NUMBERS.get(after.low) or (after.text if after.text.isdigit() else None)
        return number or _ORDINALS.get(tokens[k - 1].low) or _ORDINALS.get(tokens[k - 3].low)

    def _standing(self, first: int, last: int) -> str:
        """Whether the words around a credit say that someone joins, stays or leaves."""
        sentence = self.tokens[first].sentence
        for k in range(max(0, first - 8), min(last + 3, len(self.tokens))):
            token = self.tokens[k]
            if token.sentence == sentence and token.low in STANDINGS:
                return STANDINGS[token.low]
        return "stated"

    def items(self, names: Names) -> list[Item]:
        """The members of a list that is the object of a verb: the last may be the subject of the next verb."""
        names.object = True
        kept = self.lists.by_token.get(names.items[0].place.mention.first)
        if kept is not None:
            kept.object = True
        after = self.tokens[names.last + 1] if names.last + 1 < len(self.tokens) else None
        last = names.items[-1]
        if len(names.items) > 1 and after is not None and after.kind == WORD and last.end == last.place.mention.last:
            verb = VERBS.get(after.low)
            finite = after.low in {
                "will",
                "is",
                "are",
                "was",
                "has",
                "have",
                "serves",
                "serve",
                "executive",
                "exec",
            } or (verb is not None and verb[1] in {"s", "base"})
            if finite:
                return names.items[:-1]
        return names.items


_NUMBERS = {
    word: str(number) for number, word in enumerate("zero one two three four five six seven eight nine ten".split())
}
_ORDINALS = {
    word: str(number)
    for number, word in enumerate("zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split())
}
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
