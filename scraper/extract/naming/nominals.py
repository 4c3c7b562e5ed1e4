"""Who "the actor", "the duo", "his brother", "the studio" and "the letter" are."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.extract.naming.names import is_role, role_gender
from scraper.extract.naming.phrases import Phrase
from scraper.extract.naming.register import Entry
from scraper.extract.naming.salience import CHAIN, WIDE, Salience, fits, party
from scraper.extract.text.lexicon import (
    ANONYMOUS,
    COMPANY_NOMINALS,
    DOCUMENTS,
    GROUP_WORDS,
    KIN,
    KIN_NOUNS,
    OBLIQUE_PRONOUNS,
    WORKS,
)
from scraper.extract.text.words import WORD
from scraper.model import Party

_SAME = {"actress": "actor", "comic": "comedian", "stand-up": "comedian", "helmer": "director", "exec": "executive",
         "songwriter": "singer", "vocalist": "singer", "crooner": "singer", "emcee": "host", "presenter": "host",
         "novelist": "author", "screenwriter": "writer", "playwright": "writer", "scribe": "writer",
         "ep": "producer", "filmmaker": "director"}  # fmt: skip
_TEAMS = frozenset(
    "actors actresses stars co-stars showrunners creators co-creators writers co-writers directors filmmakers hosts "
    "co-hosts authors singers musicians comedians designers creators founders co-founders presenters".split()
)
_CALLED = frozenset("native alum alumna alumnus winner nominee laureate resident newcomer graduate".split())
_MAKERS = frozenset("creator co-creator showrunner director writer author star host producer composer".split())
_BOSSES = frozenset(
    "chief co-chief president co-president ceo co-ceo head co-head chair co-chair executive boss".split()
)
_SPEAKING = frozenset({"account"})
_LETTER = 200  # tokens within which a letter was told of


class Nominals(Salience):
    """Resolves phrases that describe their speakers."""

    def _nominal(self, phrase: Phrase) -> tuple[Party, ...]:
        """ "the actor" is someone known; "a spokesperson" is nobody else; a document speaks for who wrote it."""
        noun, first = self.tokens[phrase.noun], self.tokens[phrase.first]
        low = noun.low
        definite = first.low in {"the", "this", "that"} or first.possessive or first.low in {"his", "her", "their"}
        if low in GROUP_WORDS and (definite or first.low == "both"):
            return self._kin(low) or self._pair(phrase.first)
        if low in {"latter", "former"}:
            return self._of_two(phrase, low)
        if low in DOCUMENTS:
            return self._author(phrase)
        if low in COMPANY_NOMINALS and definite and phrase.last == phrase.noun:
            company = self._company(phrase.first, low)
            return (party(company),) if company else ()
        if first.low == "the" and phrase.last == phrase.noun and self._just_met(phrase, low):
            return (Party(self._as_written(phrase), "unnamed"),)
        alone = phrase.last == phrase.noun or self._of_a_work(phrase)
        if first.low == "the" and alone and is_role(low):
            if low.endswith("s") and is_role(low[:-1]):
                return self._several(phrase, low)
            entry = self._holder(phrase, low) if low in ANONYMOUS else self._described(phrase)
            if entry is not None or low not in ANONYMOUS:
                return (party(entry),) if entry is not None else ()
        if first.low == "the" and phrase.last == phrase.noun and called(low):
            known = self.salient(phrase.first, "")
            return (party(known),) if known is not None else ()
        owned = first.low in {"his", "her", "their", "its"} or first.possessive
        if owned and is_role(low):
            entry = self._owned(phrase, low)
            if entry is not None:
                return (party(entry),)
        return (Party(self._as_written(phrase), "unnamed"),)

    def _just_met(self, phrase: Phrase, low: str) -> bool:
        """ "One engineer sighed. “Cupcakes,” the engineer said.": somebody without a name, of this paragraph."""
        tokens, paragraph = self.tokens, self.tokens[phrase.first].paragraph
        if not is_role(low) or phrase.first != phrase.noun - 1:
            return False
        for i in range(phrase.first - 1, max(0, phrase.first - CHAIN), -1):
            if tokens[i].paragraph != paragraph:
                return False
            if tokens[i].low == low and tokens[i].kind == WORD:
                opens = i < 2 or tokens[i - 2].sentence != tokens[i].sentence
                return opens and tokens[i - 1].low in {"one", "a", "an"} and self.register.at(i + 1) is None
        return False

    def _of_two(self, phrase: Phrase, low: str) -> tuple[Party, ...]:
        """ "the latter": of the two people named last, the second."""
        named: list[Entry] = []
        for index in self._back(phrase.first):
            entry = self.register.places[index].entry
            if entry.person and len(entry.words) > 1 and all(entry is not other for other in named):
                named.append(entry)
            if len(named) == 2:
                return (party(named[0 if low == "latter" else 1]),)
        return ()

    def _owned(self, phrase: Phrase, low: str) -> Entry | None:
        """ "his co-star", "Quay's vice president": someone of whom that role was told."""
        wanted = frozenset({low, _SAME.get(low, low)})
        if low in KIN_NOUNS and (relative := self._relative(phrase, low)) is not None:
            return relative
        entry = self.salient(phrase.first, role_gender(low), wanted)
        if entry is not None and wanted & entry.roles and len(entry.words) > 1:
            return entry
        place = self.register.at(phrase.first)
        if place is not None and not place.entry.person and low not in ANONYMOUS:
            return entry
        return None

    def _relative(self, phrase: Phrase, low: str) -> Entry | None:
        """ "his brother", "Bell's wife": the one other person of that name."""
        owner = OBLIQUE_PRONOUNS.get(self.tokens[phrase.first].low)
        if owner and (told := self._kin_of(phrase.first)) is not None:
            return told
        place = self.register.at(phrase.first)
        whose = self.salient(phrase.first, owner) if owner else place.entry if place is not None else None
        if whose is None or len(whose.words) < 2:
            return None
        kin = [
            entry
            for entry in self.register.entries[:WIDE]
            if entry is not whose and entry.surname == whose.surname and entry.kind not in {"company", "place"}
        ]
        kin = [entry for entry in kin if fits(entry, role_gender(low))]
        return kin[0] if len(kin) == 1 else None

    def _kin_of(self, at: int) -> Entry | None:
        """ "Bell's mother came. “No,” her daughter said": Bell, of whom a relation was told in this paragraph."""
        tokens = self.tokens
        for i in range(at - 1, max(-1, at - CHAIN), -1):
            if tokens[i].paragraph != tokens[at].paragraph:
                return None
            place = self.register.ending(i)
            if place is not None and place.mention.possessive and tokens[i + 1].low in KIN_NOUNS:
                return place.entry if place.entry.person else None
        return None

    def _holder(self, phrase: Phrase, low: str) -> Entry | None:
        """ "the judge": the one the text calls so, or who is given an age here; else nobody is named."""
        for index in self._back(phrase.first):
            entry = self.register.places[index].entry
            if entry.person and {low, _SAME.get(low, low)} & entry.roles:
                return entry
        aged = self.tokens[phrase.last + 1 : phrase.last + 3]
        if len(aged) == 2 and aged[0].text == "," and aged[1].text.isdigit():
            return self.salient(phrase.first, role_gender(low), paragraph=True)
        return None

    def _described(self, phrase: Phrase) -> Entry | None:
        roles = {self.tokens[i].low for i in range(phrase.first, phrase.last + 1) if is_role(self.tokens[i].low)}
        gender = next((role_gender(role) for role in roles if role_gender(role)), "")
        wanted = frozenset(roles | {_SAME[role] for role in roles if role in _SAME})
        entry = self.salient(phrase.first, gender, wanted)
        if entry is not None and not wanted & entry.roles:
            entry = self._only_holder(phrase, wanted) or entry
        if entry is not None:
            entry.roles |= wanted  # "the host" goes on being the host
        return entry

    def _only_holder(self, phrase: Phrase, wanted: frozenset[str]) -> Entry | None:
        """The one person of whom a maker's role was told so far, however far back."""
        if self.tokens[phrase.noun].low not in _MAKERS:
            return None
        back = [self.register.places[index].entry for index in self._back(phrase.first)]
        holders = {id(entry): entry for entry in back if entry.person and wanted & entry.roles}
        return next(iter(holders.values())) if len(holders) == 1 else None

    def _of_a_work(self, phrase: Phrase) -> bool:
        """ "the showrunner of Quay's adaptation": told of a work, not of a house."""
        tokens = self.tokens
        if tokens[phrase.noun].low not in _MAKERS or tokens[phrase.noun + 1].low not in {"of", "behind"}:
            return False
        return tokens[phrase.last].low in WORKS and not tokens[phrase.last].capital

    def _several(self, phrase: Phrase, low: str) -> tuple[Party, ...]:
        """ "the showrunners": everyone of whom that was told, or the two last named together."""
        wanted = {low, low[:-1], _SAME.get(low[:-1], low)}
        index = self._index(phrase.first)
        near = self.register.places[max(0, index - WIDE) : index + WIDE]
        holders = {id(place.entry): place.entry for place in near if wanted & place.entry.roles}
        people = [entry for entry in holders.values() if entry.person]
        if len(people) > 1:
            return tuple(party(entry) for entry in people)
        pair = self._pair(phrase.first) if low in _TEAMS or low in ANONYMOUS else ()
        if pair and all(" " in party.name for party in pair) and (low in _TEAMS or self._bosses(pair)):
            return pair
        return (Party(self._as_written(phrase), "unnamed"),)

    def _kin(self, low: str) -> tuple[Party, ...]:
        """ "the brothers": the two people of the document who share a surname."""
        if low not in KIN:
            return ()
        people = {id(entry): entry for entry in self.register.entries[:WIDE] if entry.places}
        shared: dict[str, list[Entry]] = {}
        for entry in people.values():
            if entry.kind not in {"company", "place"}:
                shared.setdefault(entry.surname, []).append(entry)
        groups = [group for group in shared.values() if len(group) > 1]
        return tuple(party(entry) for entry in groups[0]) if len(groups) == 1 else ()

    def _bosses(self, pair: Sequence[Party]) -> bool:
        """ "co-chiefs Ada Pell and Bo Rask": may be called "the executives"."""
        entries = [entry for entry in (self._known.get(party.name) for party in pair) if entry is not None]
        return any(role.removesuffix("s") in _BOSSES for entry in entries for role in entry.roles)

    def _author(self, phrase: Phrase) -> tuple[Party, ...]:
        """ "Bell's tweet", "the text under her photograph", "a statement from Apple"; else nobody is named."""
        for i in range(phrase.first, phrase.last + 1):
            token = self.tokens[i]
            if token.low in {"his", "her", "their"}:
                gender = {"his": "m", "her": "f", "their": ""}[token.low]
                entry = self.salient(i, gender)
                return (party(entry),) if entry else ()
            place = self.register.at(i)
            if place is not None:
                return (party(place.entry),)
        if self.tokens[phrase.noun].low in _SPEAKING:
            return (Party(self._as_written(phrase), "unnamed"),)
        return self._sender(phrase)

    def _sender(self, phrase: Phrase) -> tuple[Party, ...]:
        """Whose "the letter" is: where it was last told of, "Quay sent a letter" or "a letter from Quay"."""
        noun = self.tokens[phrase.noun]
        for i in range(phrase.first - 1, max(-1, phrase.first - _LETTER), -1):
            if self.tokens[i].low != noun.low or self.tokens[phrase.first].low not in {"the", "this", "that"}:
                continue
            index = self._index(i + 6)
            for place in reversed(self.register.places[max(0, index - 8) : index]):
                before = self.tokens[place.mention.lead - 1].low if place.mention.lead else ""
                tied = place.mention.first > i and before in {"from", "by"}
                subject = place.mention.first < i and place.weight >= 2.5
                same = self.tokens[place.mention.first].sentence == self.tokens[i].sentence
                if same and (tied or subject or (place.mention.possessive and place.mention.last < i)):
                    return (party(place.entry),)
        return ()

    def _as_written(self, phrase: Phrase) -> str:
        """An unnamed speaker, with a pronoun or surname that leads the phrase spelled out."""
        tokens = self.tokens
        words = []
        for i in range(phrase.first, phrase.last + 1):
            token = tokens[i]
            if i == phrase.first and token.low in {"his", "her"}:
                entry = self.salient(i, {"his": "m", "her": "f"}[token.low])
                if entry is not None:
                    words.append(entry.name + "'s")
                    continue
            place = self.register.at(i)
            if i == phrase.first and place is not None and place.mention.possessive and place.mention.last == i:
                words.append(place.entry.name + "'s")
                continue
            owns = token.possessive and i < phrase.last
            words.append(token.text + (("’" if token.text.endswith("s") else "'s") if owns else ""))
        return " ".join(word for word in words if word)


def called(low: str) -> bool:
    """ "the 67-year-old", "the Hull native": what a person known already is called, though no role."""
    return low in _CALLED or low.endswith(("-year-old", "-born", "-bred", "-raised", "-trained"))
