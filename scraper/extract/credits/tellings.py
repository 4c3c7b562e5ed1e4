"""Trade news' own words for a cast and a crew: "fronted by A", "taking the reins is B", "has run the show since"."""

from __future__ import annotations

from scraper.extract.credits.casting import Casting
from scraper.extract.credits.clauses import Clauses
from scraper.extract.credits.crew import Crew
from scraper.extract.credits.joinings import CAST_NOUNS
from scraper.extract.credits.outfits import party
from scraper.extract.credits.predicates import BY_NOUNS
from scraper.extract.credits.subjects import Subject
from scraper.extract.titles.trade import MEDIA
from scraper.model import Party

FRONTED = frozenset("fronted flanked topped anchored".split())
FRONTS = frozenset("fronts front tops top anchors anchor leads lead led leading".split())
PRIZES = frozenset("honor honour prize award awards trophy emmy".split())
_LEADS = frozenset("leads lead led leading".split())
_CRAFTS = {"directing": "director", "writing": "writer", "editing": "editor", "cinematography": "cinematographer"}
_TAKEN = frozenset("won wins win took takes picked earned earns landed received claimed nabbed scored".split())
_SCORED = frozenset("score music soundtrack".split())
_CLOSE = 60  # characters
_THE = frozenset("the its this his her their".split())


class Tellings:
    """Rules around words that state a credit only with what follows them."""

    def __init__(self, clauses: Clauses, casting: Casting, crew: Crew) -> None:
        self.clauses, self.casting, self.crew = clauses, casting, crew
        self.tokens, self.lists = clauses.tokens, clauses.lists

    # Casts.

    def fronted(self, i: int) -> bool:
        """ "is fronted by A and B as Ann and Deck", "is flanked by C": the participle at token i."""
        names = self.lists.at(i + 2) if self.tokens[i + 1].low == "by" else None
        if names is None or not all(item.entry.person for item in names.items):
            return False
        self.casting.billed(self.clauses.items(names), self.clauses.title(i), i)
        return True

    def fronts(self, i: int) -> bool:
        """ "A fronts the drama as Ann", "B tops the cast": the verb at token i."""
        tokens, noun = self.tokens, self.tokens[i + 2]
        cast = noun.low in CAST_NOUNS
        if tokens[i + 1].low not in _THE or not (cast or noun.low in MEDIA) or (cast and tokens[i].low in _LEADS):
            return False
        as_ = next((k for k in range(i + 3, i + 7) if tokens[k].low == "as"), 0)
        part = self.casting.character(as_ + 1) if as_ and not self._roles(as_ + 1) else None
        if tokens[i].low in _LEADS and part is None:
            return False  # "will lead the series": as a showrunner, too
        return self._enter(i, ["cast"], i + 2, character=part)

    def opposite(self, i: int) -> bool:
        """ "Opposite her is A as Deck", "Among the guest stars are B and C": the word that opens the sentence at i."""
        if not self._opens(i):
            return self._beside(i)
        verb = next((k for k in range(i + 1, i + 6) if self.tokens[k].low in {"is", "are"}), 0)
        told = {token.low for token in self.tokens[i:verb]}
        if "among" in told and not told & {"cast", "stars", "players", "guests"}:
            return False
        names = self.lists.at(verb + 1) if verb else None
        if names is None or names.items[0].roles:
            return False
        self.casting.billed(names.items, self.clauses.title(i), i)
        return True

    def _beside(self, i: int) -> bool:
        """ "A and B are set as series regulars opposite C": where the sentence has told players."""
        names = self.lists.at(i + 1) if self.tokens[i].low == "opposite" else None
        if names is None or not all(item.entry.person for item in names.items):
            return False
        work, start = self.clauses.title(i), self.tokens[i].start
        lines = self.clauses.ledger.credits()
        near = [line for line in lines if line.role == "cast" and start - _CLOSE < line.evidence.end <= start]
        if near and work is not None and near[-1].title == work.name:
            self.casting.billed(names.items, work, i)
        return False

    def rounds(self, i: int) -> bool:
        """ "A and B rounded out the ensemble": the verb at token i."""
        words = tuple(token.low for token in self.tokens[i + 1 : i + 4])
        if words[0] != "out" or words[1] not in _THE or words[2] not in CAST_NOUNS:
            return False
        return self._enter(i, ["cast"], i + 3)

    # Crews.

    def dreamed(self, i: int) -> bool:
        """ "was dreamed up by A and B": the participle at token i."""
        if (self.tokens[i + 1].low, self.tokens[i + 2].low) != ("up", "by"):
            return False
        names = self.lists.at(i + 3)
        people = [party(item.entry) for item in names.items] if names is not None else []
        self.clauses.enter(people, ["creator"], self.clauses.title(i), (i, names.last if names is not None else i))
        return True

    def runs(self, i: int) -> bool:
        """ "A has run the drama since", "ran the first season": the verb at token i."""
        tokens = self.tokens
        if tokens[i + 1].low not in _THE or not any(t.low in MEDIA or t.low == "season" for t in tokens[i + 2 : i + 4]):
            return False
        return self._enter(i, ["showrunner"], i + 2)

    def reins(self, i: int) -> bool:
        """ "Taking the reins is A", "Taking over as director are B and C": the participle at token i."""
        tokens = self.tokens
        verb = next((k for k in range(i + 1, i + 7) if tokens[k].low in {"is", "are"}), 0)
        words = {token.low for token in tokens[i:verb]} if verb and self._opens(i) else set()
        names = self.lists.at(verb + 1) if words & {"reins", "over", "helm"} else None
        if names is None:
            return False
        as_ = next((k for k in range(i, verb) if tokens[k].low == "as"), 0)
        roles = self._roles(as_ + 1) if as_ else ["director" if "helm" in words else "showrunner"]
        people = [party(item.entry) for item in names.items]
        self.clauses.enter(people, roles, self.clauses.title(i), (i, names.last), status="joins")
        return True

    def helm(self, i: int) -> bool:
        """ "A is at the helm of all episodes", "with B at the helm": the noun at token i."""
        tokens = self.tokens
        if (tokens[i - 2].low, tokens[i - 1].low) != ("at", "the"):
            return False
        names = self.lists.by_end.get(i - 3)
        if names is not None:
            people: tuple[Party, ...] = tuple(party(item.entry) for item in names.items)
            self.clauses.enter(people, ["director"], self.clauses.title(i), (names.first, i))
            return True
        return tokens[i - 3].low in {"is", "are", "be"} and self._enter(i - 3, ["director"], i)

    def cut(self, i: int) -> bool:
        """ "A cut it", "B cuts the film": the verb at token i."""
        after = self.tokens[i + 1]
        made = after.low == "it" or (after.low in _THE and self.tokens[i + 2].low in MEDIA)
        return made and self._enter(i, ["editor"], i + 1)

    def supplied(self, i: int) -> bool:
        """ "A supplied the score": the verb at token i."""
        if self.tokens[i + 1].low not in _THE or not any(t.low in _SCORED for t in self.tokens[i + 2 : i + 4]):
            return False
        return self._enter(i, ["composer"], i + 2)

    def prize(self, i: int) -> bool:
        """ "A picked up the directing honor": the noun at token i."""
        role = _CRAFTS.get(self.tokens[i - 1].low)
        verb = self._taken(i - 1) if role is not None else 0
        return bool(verb) and self._enter(verb, [role or ""], i)

    def script(self, i: int) -> bool:
        """ "A won for his script": the "for" at token i."""
        role = BY_NOUNS.get(self.tokens[i + 2].low) if self.tokens[i + 1].low in _THE else None
        verb = self._taken(i) if role is not None else 0
        return bool(verb) and self._enter(verb, [role or ""], i + 2)

    # What they share.

    def _taken(self, i: int) -> int:
        """The verb of winning before token i, in its sentence; else 0."""
        near = range(i - 1, max(0, i - 9), -1)
        tokens = self.tokens
        return next((k for k in near if tokens[k].low in _TAKEN and tokens[k].sentence == tokens[i].sentence), 0)

    def _roles(self, i: int) -> list[str]:
        return self.lists.roles(self.lists.past_article(i))[0]

    def _enter(self, verb: int, roles: list[str], last: int, *, character: str | None = None) -> bool:
        subject: Subject = self.clauses.subject(verb)
        people = [each for each in subject.parties if each.kind == "person"]
        work = self.clauses.title(verb, None, after=last + 1)
        self.clauses.enter(people, roles, work, (max(0, subject.first), last), character=character)
        return bool(people)

    def _opens(self, i: int) -> bool:
        return i == 0 or self.tokens[i - 1].sentence != self.tokens[i].sentence
