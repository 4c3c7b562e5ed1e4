"""Words that state a credit only in company: "based on", "hails from", "directorial debut", "behind the camera"."""

from __future__ import annotations

from scraper.extract.credits.casting import Casting
from scraper.extract.credits.clauses import Clauses
from scraper.extract.credits.crew import Crew
from scraper.extract.credits.duties import Duties
from scraper.extract.credits.houses import Houses
from scraper.extract.credits.lists import Lists
from scraper.extract.credits.outfits import party
from scraper.extract.credits.predicates import BY_NOUNS, Predicates
from scraper.extract.credits.reviews import Reviews
from scraper.extract.credits.tellings import Tellings
from scraper.extract.quotes.quotes import Document
from scraper.extract.text.words import WORD
from scraper.extract.titles.scope import Scope
from scraper.extract.titles.titles import Works
from scraper.extract.titles.trade import MEDIA, SOURCES, VERBS
from scraper.model import Party

_NOMINAL = frozenset("the a an this that its his her their spec original pilot new shooting final one another".split())
_NOW = frozenset("current former longtime new original first two three".split())
_EXCERPTS = frozenset("synopsis trailer teaser clip clips scene scenes review photo photos still image".split())
_MAKES = frozenset("makes make making made marks".split())
RANKS = frozenset({"executive", "exec", "associate", "co-executive", "consulting"})


class Wordings:
    """Rules that look at the words around before a rule of casting, crew or houses is asked."""

    def __init__(self, doc: Document, works: Works, scope: Scope) -> None:
        self.doc, self.works, self.scope, self.tokens = doc, works, scope, doc.tokens
        self.lists = Lists(doc, works)
        self.clauses = Clauses(works, scope, self.lists, doc.phrases, doc.people)
        self.casting, self.houses = Casting(self.clauses), Houses(self.clauses)
        self.crew = Crew(self.clauses, self.casting.owner, self.casting.copular)
        self.predicates = Predicates(self.clauses, self.crew, self.casting)
        self.duties = Duties(self.clauses, self.crew)
        self.tellings = Tellings(self.clauses, self.casting, self.crew)
        self.reviews = Reviews(self.clauses, self.casting)

    def based(self, i: int) -> bool:
        low, after = self.tokens[i].low, self.tokens[i + 1].low
        if after in {"on", "upon"} and self.tokens[i + 2].kind != WORD and self._whose(i):
            return True
        if after not in {"on", "upon", "from"} and low == "based" and self._on_which(i):
            return True
        if after in {"on", "upon", "from"} or (low == "inspired" and after == "by"):
            self.houses.based(i + 2)
            return True
        return False

    def _on_which(self, i: int) -> bool:
        """ "Ines Varga, author of the story on which the series is based": the author stands before the comma."""
        tokens = self.tokens
        near = [tokens[k].low for k in range(max(0, i - 6), i)]
        author = next((k for k in range(i, max(1, i - 16), -1) if tokens[k].low in {"author", "writer"}), 0)
        if "which" not in near or not author or tokens[author].sentence != tokens[i].sentence:
            return False
        place = self.doc.register.ending(author - 2 if tokens[author - 1].text == "," else author - 3)
        if place is not None and place.entry.person:
            self.clauses.enter([party(place.entry)], ["based_on_author"], self.clauses.title(i), (author, i))
        return True

    def _whose(self, i: int) -> bool:
        """ "Jo Bell, whose novels the series is based on": the author stands before "whose"."""
        tokens = self.tokens
        for k in range(i - 1, max(1, i - 10), -1):
            if tokens[k].sentence != tokens[i].sentence:
                return False
            if tokens[k].low == "whose" and tokens[k + 1].low in SOURCES:
                author = self.clauses.subject(k + 1, remember=False)
                names = self.lists.by_token.get(k - 2) or self.lists.by_end.get(k - 2)
                place = self.doc.register.ending(k - 2)
                found = [party(place.entry)] if place is not None else list(author.parties)
                if names is not None and not found:
                    found = [party(names.items[-1].entry)]
                self.clauses.enter(found, ["based_on_author"], self.clauses.title(i), (k, i))
                return True
        return False

    def by(self, i: int) -> bool:
        low = self.tokens[i].low
        return (low in BY_NOUNS or self.tokens[i + 1].low == "by") and self.predicates.by(i)

    def noun(self, i: int) -> bool:
        before = self.tokens[i - 1]
        if before.low in _NOW:
            before = self.tokens[i - 2]  # "Its current showrunner, A,"
        if (
            self._opens(i)
            or before.low in {"the", "its", "his", "her", "whose", "and", ";", "—", "–", ",", "additional", "other"}
            or (before.possessive and before.sentence == self.tokens[i].sentence)
        ):
            self.predicates.noun(i)
        return False

    def verb(self, i: int) -> bool:
        low, after = self.tokens[i].low, self.tokens[i + 1].low
        if VERBS.get(low, ("", ""))[1] == "base" and self.tokens[i - 1].low in _NOMINAL:
            return False  # "the script", "an original score": the noun
        if low == "voices" and (after in {"of", "include", "are", "in"} or self.tokens[i - 1].low in _NOMINAL):
            return False
        if low in RANKS and VERBS.get(after, ("",))[0] != "producer":
            return False
        if not self.crew.verb(i):
            if low == "starring" and after in {"are", "is"}:
                self.predicates.inverted(i)
            elif low not in RANKS:
                self.casting.verb(i)
        return True

    def as_(self, i: int) -> bool:
        if self.tokens[i + 1].low != "well":
            self.crew.role_as(i)
            if self.lists.roles(i + 1)[1] == i + 1:
                self.casting.returns(i)
                self.reviews.shines(i)
            self.predicates.as_does(i)
        return True

    def cast(self, i: int) -> bool:
        if self.tokens[i].low == "cast" and self.tokens[i - 1].low in {"has", "have"}:
            self.predicates.casts(i)
        else:
            self.casting.cast(i)
        return True

    def inverted(self, i: int) -> bool:
        if self._opens(i) or self.tokens[i - 1].low == "also":
            self.predicates.inverted(i)
        return True

    def company(self, i: int) -> bool:
        """ "hails from", "made by", "in association with", "production companies include"."""
        tokens = self.tokens
        low, after = tokens[i].low, tokens[i + 1].low
        if after == "from" and (low == "hails" or self.clauses.subject(i, remember=False).thing):
            self.houses.hails(i + 2)
        elif (low == "made" and after == "by") or after == "with" or (low == "companies" and after == ":"):
            self.houses.association(i + 2)
        elif low == "companies" and tokens[i - 1].low == "production":
            verbs = (k for k in range(i, i + 9) if tokens[min(k, i + 9)].low in {"include", "are", "is", "includes"})
            k = next(verbs, None)
            if k is not None:
                self.houses.association(k + 1)
        return True

    def partners(self, i: int) -> bool:
        """ "has partnered with A on a three-part documentary": the verb at token i."""
        tokens = self.tokens
        k = i + 2 if tokens[i + 1].low == "up" else i + 1
        names = self.lists.at(k + 1) if tokens[k].low == "with" else None
        if names is None or tokens[names.last + 1].low not in {"on", "for"}:
            return False
        on = names.last + 1
        made = on + 1 in self.works.at or any(token.low in MEDIA for token in tokens[on + 1 : on + 7])
        if made and not self.clauses.subject(i, remember=False).thing:
            others = [item.entry for item in names.items if not item.entry.person or item.entry.kind == "company"]
            houses = [Party(entry.name, "company") for entry in others if not self.clauses.shows(entry.name)]
            self.clauses.enter(houses, ["studio"], self.clauses.title(i, None, after=on + 1), (i, names.last))
        return False

    def boards(self, i: int) -> bool:
        """ "has boarded rights to “Northgate”": a company does; people join a cast or a crew."""
        rights = any(token.low in {"rights", "sales"} for token in self.tokens[i + 1 : i + 5])
        if rights:
            self.houses.rights(i)
        return rights

    def behind(self, i: int) -> bool:
        """ "with Jo Bell behind the camera"."""
        if tuple(token.low for token in self.tokens[i + 1 : i + 3]) == ("the", "camera"):
            subject = self.clauses.subject(i)
            self.clauses.enter(subject.parties, ["director"], self.clauses.title(i), (subject.first, i + 2))
        return True

    def appearances(self, i: int) -> bool:
        """ "guest appearances from A and B", "featuring the voices of A as Pip"."""
        voice = self.tokens[i].low == "voices"
        if self.tokens[i + 1].low not in ({"of"} if voice else {"from", "by"}):
            return False
        names = self.lists.at(i + 2)
        if names is not None and names.items[0].entry.kind != "company":
            near = {token.low for token in self.tokens[max(0, i - 7) : i]}
            status = "stays" if near & {"returning", "reprising"} else "stated"
            role = "voice" if voice else "cast"
            self.casting.billed(self.clauses.items(names), self.clauses.title(i), i, role=role, status=status)
        return True

    def debut(self, i: int) -> bool:
        """ "the directorial debut of actor Jo Bell", "makes her directorial debut", "Al Roe's directing debut"."""
        tokens = self.tokens
        if not any(token.low in {"directorial", "directing"} for token in tokens[max(0, i - 3) : i]):
            return False
        if tokens[i + 1].low in {"of", "from", "by"}:
            names = self.lists.at(i + 2)
            parties = tuple(party(item.entry) for item in names.items) if names is not None else ()
        else:
            makes = next((k for k in range(i - 1, max(-1, i - 6), -1) if tokens[k].low in _MAKES), None)
            parties = self.clauses.subject(makes).parties if makes is not None else self.casting.owner(i)
        people = [each for each in parties if each.kind == "person"]
        self.clauses.enter(people, ["director"], self.clauses.title(i), (i, i + 1))
        return False

    def from_source(self, i: int) -> bool:
        """ "adapted by Jo Bell from the novel by Al Roe": a source whose verb stands further back."""
        tokens = self.tokens
        if tokens[i - 1].low in MEDIA:
            self._medium_from(i + 1)
        if tokens[i - 1].low in {"adapted", "based"} or not any(t.low in SOURCES for t in tokens[i + 1 : i + 7]):
            return True
        for k in range(i - 1, max(-1, i - 14), -1):
            if tokens[k].sentence != tokens[i].sentence:
                break
            if tokens[k].low in {"adapted", "adapts", "adapt", "adapting", "developed", "adaptation"}:
                self.houses.based(i + 1)
                break
        return True

    def _medium_from(self, i: int) -> None:
        """ "the new animated feature from Studio Quay": companies right after "from"."""
        names = self.lists.at(i)
        if any(token.low in _EXCERPTS for token in self.tokens[max(0, i - 6) : i]):
            return  # "the synopsis of the film from TKF": whose words they are
        for item in names.items if names is not None and names.items[0].start == i else ():
            if item.entry.kind == "company" and not self.clauses.shows(item.entry.name):
                self.clauses.enter([party(item.entry)], ["studio"], self.clauses.title(i), (i - 1, item.close))

    def leads(self, i: int) -> bool:
        """ "A and B lead the cast"."""
        if self.tokens[i + 1].low == "the" and self.tokens[i + 2].low in {"cast", "ensemble"}:
            subject = self.clauses.subject(i)
            people = [p for p in subject.parties if p.kind == "person"]
            as_ = self.tokens[i + 3].low == "as" and not self.lists.roles(self.lists.past_article(i + 4))[0]
            part = self.casting.character(i + 4) if as_ else None
            role = "voice" if as_ and self.tokens[i + 5].low == "voice" else "cast"
            self.clauses.enter(people, [role], self.clauses.title(i), (subject.first, i + 2), character=part)
        return True

    def voice(self, i: int) -> None:
        """ "lends her voice to Nib"."""
        tokens = self.tokens
        to = next((k for k in range(i, min(i + 6, len(tokens))) if tokens[k].low == "to"), None)
        if to is None or not any(tokens[k].low in {"voice", "voices"} for k in range(i, to)):
            return
        subject = self.clauses.subject(i)
        character = self.casting.character(to + 1)
        seen = self.works.at.get(to + 1)
        work = seen.work if seen is not None else self.clauses.title(i)
        people = subject.parties
        parts = self.casting.shared(to + 1, len(people)) if len(people) > 1 else [character]
        for each, part in zip(people, parts, strict=False):
            self.clauses.enter([each], ["voice"], work, (subject.first, to), character=None if seen else part)

    def _opens(self, i: int) -> bool:
        tokens = self.tokens
        return i == 0 or tokens[i - 1].sentence != tokens[i].sentence or tokens[i - 1].text in {"—", "–", ":"}
