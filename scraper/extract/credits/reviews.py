"""Casts as reviews, recaps and profiles tell them: "performances from", "A's Captain Bell", "is superb as B"."""

from __future__ import annotations

from scraper.extract.credits.casting import Casting
from scraper.extract.credits.clauses import Clauses
from scraper.extract.credits.outfits import HOUSE_ENDS, Item, party
from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.register import Place
from scraper.extract.text.lexicon import ADVERBS, HONORIFICS
from scraper.extract.text.words import WORD
from scraper.extract.titles.trade import VERBS
from scraper.model import Party

_MOVED = frozenset("out back in off on".split())
_FINE = frozenset(
    "amazing outstanding charming stunning riveting chilling convincing astonishing terrifying captivating compelling "
    "commanding dazzling menacing touching moving inspired".split()
)
_IS = frozenset("is was are were be been".split())
_SHINES = frozenset("shines shine shone excels excelled dazzles dazzled stuns impresses impressed".split())
_LIKELIHOOD = ("the", "likes", "of")
_CONCERT = frozenset("musical live concert song songs band halftime stage musicians".split())
_LURED = frozenset("tricked talked convinced lured coaxed persuaded roped".split())
_WON = frozenset("won wins win winning nominated nomination nominations".split())
_STAGED = frozenset("appearing guest-starring starring playing appear".split())
_EXPECTED = frozenset("stars star starring cast joins joined join adds added features featuring".split())
_PLAYERS = frozenset("stars actors actresses cast players faces ensemble performers".split())
_UNNAMED = frozenset("he she they it i we you who".split())
_MOST = 12  # tokens that are looked back at


class Reviews:
    """Rules for those who tell a cast without saying so."""

    def __init__(self, clauses: Clauses, casting: Casting) -> None:
        self.clauses, self.casting = clauses, casting
        self.tokens, self.lists = clauses.tokens, clauses.lists

    def performances(self, i: int) -> bool:
        """ "performances from the likes of A and B", "the acclaimed performances of A and B": the noun at token i."""
        tokens = self.tokens
        if tokens[i + 1].low not in {"from", "by", "of"} or self._before(i, _CONCERT, 4):
            return False
        start = i + 2
        if tuple(token.low for token in tokens[start : start + 3]) == _LIKELIHOOD:
            start += 3
        names = self.lists.at(start)
        if names is None or names.items[0].start != start or not all(item.entry.person for item in names.items):
            return False
        self.casting.billed(self.clauses.items(names), self.clauses.title(i), i)
        return True

    def including(self, i: int) -> bool:
        """ "an array of stars, including A as Ann and B as Deck": the word at token i."""
        names = self.lists.at(i + 1)
        if names is None or not self._before(i, _PLAYERS, _MOST) or not any(map(self._plays, names.items)):
            return False
        self.casting.billed(self.clauses.items(names), self.clauses.title(i), i)
        return True

    def listed(self, i: int) -> bool:
        """ "Also on board: A as Ann, B as Deck and C", "Also in the cast: A": the "also" that opens a sentence."""
        tokens = self.tokens
        opens = i == 0 or tokens[i - 1].sentence != tokens[i].sentence
        colon = next((k for k in range(i + 1, i + 6) if tokens[k].text == ":"), 0) if opens else 0
        names = self.lists.at(colon + 1) if colon else None
        if names is None or tokens[colon].sentence != tokens[i].sentence:
            return False
        words = {token.low for token in tokens[i:colon]}
        cast, role = bool(_PLAYERS & words), "voice" if "voice" in words else "cast"
        if cast or (any(map(self._plays, names.items)) and not any(item.roles for item in names.items)):
            self.casting.billed(names.items, self.clauses.title(i), i, role=role, status="joins")
        return True

    def follows(self, i: int) -> bool:
        """ "follows A and B as ferry pilots": players, where one description is told of several; the verb at i."""
        names = self.lists.at(i + 1)
        if names is None or names.items[0].start != i + 1 or len(names.items) < 2:
            return False
        last = names.items[-1]
        described = last.told is not None and not self.tokens[last.told[0]].capital and self._plays(last)
        if not described or any(" " not in item.entry.name or not item.entry.person for item in names.items):
            return False
        self.casting.billed(names.items, self.clauses.title(i), i)
        return True

    def _plays(self, item: Item) -> bool:
        if item.told is None or self.tokens[item.told[0]].low in _UNNAMED:
            return False
        return self.casting._told(item) is not None

    def shines(self, i: int) -> bool:
        """ "A was superb as Ann", "A shines as Ann": the "as" at token i."""
        tokens, k = self.tokens, i - 1
        if tokens[k].low not in _SHINES:
            plain = tokens[k].kind == WORD and not tokens[k].capital and tokens[k].low not in VERBS
            if not plain or tokens[k].low in _MOVED:
                return False
            if tokens[k].low.endswith(("ed", "ing", "own", "well")) and tokens[k].low not in _FINE:
                return False
            k -= 1
            while tokens[k].low in ADVERBS:
                k -= 1
            if tokens[k].low not in _IS or tokens[k].sentence != tokens[i].sentence:
                return False
        subject = self.clauses.subject(k, remember=False)
        people = [each for each in subject.parties if each.kind == "person"]
        return bool(people) and self._named_part(people, i, subject.first)

    def delivered(self, i: int) -> bool:
        """ "A turns in a fine performance as Ann": the noun at token i."""
        tokens = self.tokens
        if tokens[i + 1].low != "as":
            return False
        verb = next((k for k in range(i - 1, max(0, i - 7), -1) if tokens[k].low in _DELIVERS), 0)
        if not verb or tokens[verb].sentence != tokens[i].sentence:
            return False
        subject = self.clauses.subject(verb)
        people = [each for each in subject.parties if each.kind == "person"]
        character = self.casting.character(i + 2) if people and self.casting.somebody(i + 2) else None
        if character is not None:
            self.clauses.enter(people, ["cast"], self.clauses.title(i), (subject.first, i + 2), character=character)
        return character is not None

    def _named_part(self, people: list[Party], i: int, first: int) -> bool:
        """Enter the people for the part with a name of its own after the "as" at token i."""
        end = self.lists.character_end(i + 1)
        named = any(self.tokens[k].capital for k in range(i + 1, end + 1))
        if not named or self.lists.roles(self.lists.past_article(i + 1))[0] or self._office(i + 1):
            return False
        character = self.casting.character(i + 1)
        if character is not None:
            self.clauses.enter(people, ["cast"], self.clauses.title(i), (max(0, first), end), character=character)
        return character is not None

    def _office(self, i: int) -> bool:
        """ "as Mayor of Holm", "as Head of Drama"."""
        end = self.lists.character_end(i)
        return any(self.tokens[k].low == "of" for k in range(i, end + 1))

    def into(self, i: int) -> bool:
        """ "tricked A into appearing on the show": the "into" at token i."""
        names = self.lists.by_end.get(i - 1)
        if names is None or self.tokens[i + 1].low not in _STAGED or self.tokens[names.first - 1].low not in _LURED:
            return False
        people = [party(item.entry) for item in names.items if item.entry.kind != "company"]
        self.clauses.enter(people, ["cast"], self.clauses.title(i, None, after=i + 3), (names.first, i + 1))
        return True

    def won(self, i: int) -> bool:
        """ "A won an Emmy for directing the pilot": the "for" at token i."""
        role, form = VERBS.get(self.tokens[i + 1].low, ("", ""))
        if form != "ing" or role in {"cast", "voice", "developer", "distributor"} or not self._before(i, _WON, _MOST):
            return False
        subject = self.casting._winner(i)
        people = [each for each in subject.parties if each.kind == "person"]
        self.clauses.enter(people, [role], self.clauses.title(i, None, after=i + 2), (max(0, subject.first), i + 1))
        return bool(people)

    def counts(self, i: int) -> bool:
        """ "counted A a writer and producer", "counts A among its writers": the verb at token i."""
        names, tokens = self.lists.at(i + 1), self.tokens
        if names is None or names.items[0].start != i + 1:
            return False
        after = names.items[-1].place.mention.last + 1
        if tokens[after].low not in {"a", "an", "as", "among"}:
            return False
        roles, end = self.lists.roles(self.lists.past_article(after + 1))
        roles = [role for role in roles if role != "cast"] if tokens[after].low != "among" else roles
        people = [party(item.entry) for item in names.items]
        self.clauses.enter(people, roles, self.clauses.title(i), (i, max(after, end - 1)))
        return bool(roles)

    def players(self, i: int) -> None:
        """ "Ada Pell-as-Creel says": the token at i is the surname, "as" and the part in one."""
        surname, _, part = self.tokens[i].text.partition("-as-")
        given = self.tokens[i - 1]
        if part[:1].isupper() and given.capital and given.low in GIVEN_NAMES:
            who = Party(f"{given.text} {surname}")
            self.clauses.enter([who], ["cast"], self.clauses.title(i), (i - 1, i), character=part)

    # "A's Captain Bell".

    def owned(self) -> None:
        """ "a kiss for Ada Pell's Captain Creel": whoever owns a name plays it, unless a cast is being told."""
        register = self.clauses.works.doc.register
        for place in register.places:
            mention = place.mention
            if not mention.possessive or not place.entry.person or mention.first in self.clauses.works.inside:
                continue
            end = self._part_end(mention.last + 1)
            if end and self.tokens[mention.first - 1].low not in {"as", "playing"} and self._player(place, end):
                words = self.clauses.works.doc.text
                part = words[self.tokens[mention.last + 1].start : self.tokens[end].end]
                work, who = self.clauses.title(mention.first), [party(place.entry)]
                self.clauses.enter(who, ["cast"], work, (mention.first, end), character=part)

    def _part_end(self, i: int) -> int:
        """The last token of the name of a person at token i: "Captain Creel", "Steve Creel", "Dana"; else 0."""
        tokens, inside, k = self.tokens, self.clauses.works.inside, i
        titled = tokens[i].low in HONORIFICS or tokens[i].low in _RANKS
        if not tokens[i].capital or i in inside or not (titled or tokens[i].low in GIVEN_NAMES):
            return 0
        while tokens[k].capital and tokens[k].kind == WORD and not tokens[k].possessive and k not in inside:
            if tokens[k].sentence != tokens[i].sentence or k - i > 3:
                return 0
            k += 1
        last = k - 1
        if last < i or tokens[k].possessive or (titled and last == i) or tokens[last].low in HOUSE_ENDS:
            return 0
        place = self.clauses.works.doc.register.at(i)
        return 0 if place is not None and place.entry.kind in {"company", "place"} else last

    def _player(self, place: Place, end: int) -> bool:
        """Is it somebody who plays: known by a full name, not told as crew, and not "Low Water's Ada Pell"?"""
        entry, first = place.entry, place.mention.first
        if " " not in entry.name or entry.words[0].lower() not in GIVEN_NAMES:
            return False
        who, known = party(entry), self.clauses.works.doc.register.at(place.mention.last + 1)
        if known is not None and self.clauses.ledger.known(party(known.entry)):
            return False
        if end == place.mention.last + 1 or self.clauses.ledger.known(who):
            return self.clauses.ledger.does(who, crew=False)
        return not self._before(first, _EXPECTED, _MOST)

    def _before(self, i: int, words: frozenset[str], reach: int) -> bool:
        """Does one of the words stand in the sentence, up to so many tokens before token i?"""
        sentence = self.tokens[i].sentence
        return any(
            self.tokens[k].low in words and self.tokens[k].sentence == sentence for k in range(max(0, i - reach), i)
        )


_DELIVERS = frozenset("turns turned turning gives gave giving delivers delivered delivering offers offered".split())
_RANKS = frozenset(
    "captain mayor president officer detective deputy king queen prince princess agent uncle aunt nurse constable "
    "inspector sergeant chancellor senator general commander lieutenant sheriff chief warden".split()
)
