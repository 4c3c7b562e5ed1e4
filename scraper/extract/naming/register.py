"""The register of a document: its people and companies in reading order, and who a word stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from scraper.extract.naming.directory import Directory, Entry
from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.given_names import gender as usual_gender
from scraper.extract.naming.heard import Heard
from scraper.extract.naming.names import Mention, is_role, mentions, role_gender
from scraper.extract.naming.surroundings import Surroundings
from scraper.extract.text.lexicon import (
    COMPANIES,
    COMPANY_TAILS,
    KIN,
    KIN_NOUNS,
    OPENERS,
    PARTICLES,
)
from scraper.extract.text.words import WORD, Token

__all__ = ["Entry", "Place", "Register"]

_PRONOUNS = {"he": "m", "his": "m", "himself": "m", "she": "f", "herself": "f"}  # "her" may be anyone's object


_OWNING = frozenset({"his", "her", "their"})
_REACH = 300  # mentions that "the studio" is looked for in


@dataclass(slots=True, eq=False)
class Place:
    """A mention in the order of reading, with whom it names and how prominently."""

    mention: Mention
    entry: Entry
    weight: float  # subject 3, plain 1, possessor or object less
    joined: bool = False  # "and" ties it to the mention before


class Register:
    """People and companies, looked up by any way of naming them."""

    def __init__(self, tokens: Sequence[Token], headline: Sequence[Token], heard: Heard) -> None:
        self.tokens = tokens
        self.mentions = mentions(tokens)
        self._directory = Directory()
        self.entries = self._directory.entries
        self._single: dict[str, Entry] = {}
        for mention in self.mentions:
            if len(mention.words) > 1:
                self._enter(mention)
        self._headline = mentions(headline)
        self._around = Surroundings(tokens, {mention.first for mention in self.mentions})
        self._alone = {m.words[0]: m for m in reversed(self.mentions) if len(m.words) == 1}
        self._shows = {m.words[1]: m for m in reversed(self.mentions) if _names_show(m)}
        self._heard = heard
        self._headed = self._headlined()
        self._lasts = {mention.last: mention for mention in self.mentions}
        self._siblings()
        self.places = [self._place(mention) for mention in self.mentions]
        self._at = {place.mention.first: place for place in self.places}
        self._ends = {place.mention.last: place for place in self.places}
        self._learn_genders()

    # Building.

    def _enter(self, mention: Mention) -> Entry:
        a_thing = mention.kind == "unknown" and mention.lead > 0 and self.tokens[mention.lead - 1].low == "the"
        return self._directory.enter(mention, a_thing=a_thing)

    def _siblings(self) -> None:
        """ "The siblings, Ada and Bo Pell": the first has the surname of the second."""
        for one, other in pairwise(self.mentions):
            if len(one.words) != 1 or len(other.words) != 2 or one.possessive or other.lead != one.last + 2:
                continue
            if self.tokens[one.last + 1].low not in {"and", "&"} or self._directory.surnamed(one.words[0]):
                continue
            if self._listed(one) or self._related(one):
                self._enter(Mention(one.first, one.first, (one.words[0], other.words[1]), "person"))

    def _related(self, mention: Mention) -> bool:
        """Kin are spoken of just before, or a given name is nobody else's in a text about kin."""
        i = mention.first
        near = self.tokens[max(0, i - 12) : i]
        if any(token.low in KIN and token.sentence == self.tokens[i].sentence for token in near):
            return True
        known = mention.words[0].lower() in GIVEN_NAMES and not self._directory.first_named(mention.words[0])
        return known and self._kin

    @cached_property
    def _kin(self) -> bool:
        """Whether kin are spoken of anywhere."""
        return any(token.low in KIN or token.low in KIN_NOUNS for token in self.tokens)

    def _listed(self, mention: Mention) -> bool:
        """ "her handlers, Ada and Bo Pell": a given name after a plural and a comma, of nobody else in the text."""
        i = mention.first
        if i < 2 or mention.words[0].lower() not in GIVEN_NAMES or self._directory.first_named(mention.words[0]):
            return False
        plural = self.tokens[i - 2]
        return self.tokens[i - 1].text == "," and not plural.capital and plural.low.endswith("s")

    def _place(self, mention: Mention) -> Place:
        entry = self.find(mention.words, mention.first, mention.gender)
        entry.places.append(mention.first)
        affiliates = self._around.affiliates(mention)
        house = len(entry.words) > 1 and entry.words[-1].lower() in COMPANY_TAILS and entry.kind == "person"
        unknown = entry.kind == "unknown" and (not entry.likely or entry.words[0].lower() not in GIVEN_NAMES)
        if affiliates and (house or unknown):
            mention.kind = entry.kind = "company"
        if unknown and not affiliates and self._around.employs(mention) and entry.words[0].lower() not in GIVEN_NAMES:
            mention.kind = entry.kind = "company"
        if self._around.dateline(mention) or self._around.field(mention):
            mention.kind = entry.kind = "place"
        if mention.role:
            entry.roles.add(mention.role)
            if len(mention.words) > 1 or not entry.gender:
                entry.gender = entry.gender or role_gender(mention.role)
        if mention.honorific:
            entry.kind = "person"
        entry.gender = entry.gender or mention.gender or self._around.related(mention)
        weight, verb = self._around.weight(mention)
        if entry.kind == "unknown" and (
            verb or mention.honorific or self._around.personal(mention, entry.words, weight)
        ):
            entry.likely = True
        entry.roles |= self._around.apposed(mention)
        houses = self._around.house(mention) if entry.kind in {"company", "unknown"} and not entry.likely else set()
        if houses:
            entry.roles |= houses
            if entry.kind == "unknown" and entry.words[0].lower() not in GIVEN_NAMES:
                mention.kind = entry.kind = "company"
        return Place(mention, entry, weight, not affiliates and self._joined(mention))

    def _joined(self, mention: Mention) -> bool:
        tokens, i = self.tokens, mention.lead - 1
        while i > 0 and tokens[i].kind == WORD and not tokens[i].capital and (is_role(tokens[i].low)):
            i -= 1  # "and Quay founder Bo Rask"
        if i < mention.lead - 1 and i in self._lasts:
            i = self._lasts[i].lead - 1
        if i < 1 or tokens[i].text not in {"and", "&", ","}:
            return False
        before = i - 1
        if tokens[before].text == ",":
            before -= 1
        return before in self._lasts

    def _learn_genders(self) -> None:
        """A pronoun after a name, with no other person between, says which pronouns fit."""
        counts: dict[int, dict[str, int]] = {}
        by_id: dict[int, Entry] = {}
        last: Entry | None = None
        since = within = 0
        for i, token in enumerate(self.tokens):
            place = self._at.get(i)
            if place is not None and place.entry.kind in {"person", "unknown"}:
                last, since, within = place.entry, token.sentence, token.paragraph
            elif token.low in KIN_NOUNS and i and (self.tokens[i - 1].low in _OWNING or self.tokens[i - 1].possessive):
                last = None  # "Bell, and her husband nods. He": of the husband
            elif token.low in _OWNING and i > 1 and self.tokens[i - 1].text == "," and i - 2 in self._lasts:
                continue  # "Jo Bell, his secretary for years,": of somebody else
            elif (
                last is not None
                and token.low in _PRONOUNS
                and token.sentence - since <= 1
                and token.paragraph == within
            ):
                counts.setdefault(id(last), {}).setdefault(_PRONOUNS[token.low], 0)
                counts[id(last)][_PRONOUNS[token.low]] += 1
                by_id[id(last)] = last
        for place in self.places:
            entry = place.entry
            if not entry.gender:
                entry.gender = next((role_gender(role) for role in entry.roles if role_gender(role)), "")
            if not entry.gender and entry.kind in {"person", "unknown"}:
                entry.gender = role_gender(entry.words[0].lower()) or usual_gender(entry.words[0])
        for key, seen in counts.items():
            entry = by_id[key]
            likeliest = max(seen, key=lambda gender: seen[gender])
            rest = sum(seen.values()) - seen[likeliest]
            if (not entry.gender and seen[likeliest] > rest) or (seen[likeliest] > 4 and rest == 0):
                entry.gender = likeliest

    # Asking.

    def naming(self, name: str, before: int) -> list[Place]:
        """The last few mentions of this name before the token, latest first."""
        entry = self._directory.named(name)
        if entry is None:
            return []
        earlier = entry.places[: bisect_left(entry.places, before)]
        return [self._at[token] for token in reversed(earlier[-8:])]

    def company(self, before: int) -> Place | None:
        """The company last named before the token; a bare acronym may be anything, and comes last."""
        index = bisect_left(self.places, before, key=lambda place: place.mention.first)
        acronym: Place | None = None
        for place in reversed(self.places[max(0, index - _REACH) : index]):
            if place.entry.kind == "company" and not place.entry.acronym:
                return place
            if place.entry.kind == "company" and acronym is None:
                acronym = place
        return acronym or self._nobodys(index)

    def _nobodys(self, index: int) -> Place | None:
        """A name that is nobody's and does something: "Quay fired back"."""
        for place in reversed(self.places[max(0, index - _REACH) : index]):
            if place.entry.kind == "unknown" and not place.entry.likely and place.weight >= 2.5:
                place.entry.kind = "company"
                return place
        return None

    def at(self, token: int) -> Place | None:
        """The mention that begins at this token."""
        return self._at.get(token)

    def ending(self, token: int) -> Place | None:
        """The mention that ends at this token."""
        return self._ends.get(token)

    def find(self, words: tuple[str, ...], at: int, gender: str = "") -> Entry:
        """Whom these words name: a full name, a surname or a first name; a new entry where nobody is known."""
        if len(words) > 1:
            return self._directory.full(words) or self._enter(Mention(at, at, words, "unknown"))
        word = words[0]
        if word.lower() not in COMPANIES:
            known = self._directory.alone(word, at, gender)
            if known is not None:
                return known
        if word not in self._single:
            named = self._elsewhere(word) if word.lower() not in COMPANIES else None
            self._single[word] = named or Entry(words, self._kind_of(word))
        return self._single[word]

    def _kind_of(self, word: str) -> str:
        mention = self._alone.get(word)
        return mention.kind if mention is not None else "unknown"

    def _elsewhere(self, word: str) -> Entry | None:
        """A surname whose full name stands only in the headline or inside a quotation."""
        words = self._headed.get(word)
        if words:
            return self._enter(Mention(-1, -1, words, "person"))
        show = self._shows.get(word)
        if show is not None and show.kind == "company":
            return self._enter(Mention(-1, -1, show.words[:2], "person"))
        heard = self._heard.named(word)
        return self._enter(Mention(-1, -1, heard.words, "person")) if heard is not None else None

    def _headlined(self) -> dict[str, tuple[str, ...]]:
        """Every word of the headline that belongs to a full name, and that name."""
        found: dict[str, tuple[str, ...]] = {}
        for mention in self._headline:
            for word in dict.fromkeys(mention.words):
                words = self._from_headline(mention.words, mention.words.index(word))
                if words:
                    found.setdefault(word, words)
        return found

    @staticmethod
    def _from_headline(words: tuple[str, ...], position: int) -> tuple[str, ...]:
        """Headlines capitalise everything: take the given name before the surname, or the surname after."""
        start = position
        while (
            start > 0 and position - start < 3 and (words[start - 1].lower() in PARTICLES or len(words[start - 1]) <= 2)
        ):
            start -= 1
        if start > 0 and (words[start - 1].lower() in GIVEN_NAMES or start - 1 == 0):
            first = words[start - 1]
            if first.lower() not in OPENERS and not is_role(first.lower()) and first.lower() not in COMPANY_TAILS:
                return words[start - 1 : position + 1]
        if position + 1 < len(words) and words[position].lower() in GIVEN_NAMES and position + 2 == len(words):
            return words[position:]
        return ()

    def family(self, plural: str) -> list[Entry]:
        """The people who share a surname: "the Orrins"."""
        return self._directory.family(plural)

    def namesakes(self, word: str) -> list[Entry]:
        return self._directory.namesakes(word)


def _names_show(mention: Mention) -> bool:
    """ "The Jo Bell Show" names a person too."""
    words = mention.words
    return mention.kind == "company" and len(words) > 2 and words[0].lower() in GIVEN_NAMES
