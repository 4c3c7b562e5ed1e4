"""Who is likeliest to be meant at a place in the text: by what fits, how near and how prominent."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from scraper.extract.naming.names import role_gender
from scraper.extract.naming.phrases import Phrases
from scraper.extract.naming.register import Entry, Place, Register
from scraper.extract.text.lexicon import DOCUMENTS
from scraper.extract.text.words import Token
from scraper.model import Party

_KINDS_OF_HOUSE = {
    "streamer": {"streamer", "service", "platform"},
    "service": {"service", "streamer", "platform"},
    "platform": {"platform", "service", "streamer"},
    "network": {"network", "broadcaster", "channel"},
    "broadcaster": {"broadcaster", "network"},
}
_VAGUE = frozenset("nominee winner alum veteran laureate legend newcomer".split())
_PLAYING = frozenset("play plays played playing portray portrays portrayed portraying".split())
CHAIN = 80  # tokens a chain of pronouns is followed back
WIDE = 300  # mentions within which "the studio" or "the showrunners" are looked for
_REACH = 9  # sentences a pronoun looks back


class Salience:
    """Weighs the people and companies of the register, remembering who spoke last."""

    def __init__(self, tokens: Sequence[Token], register: Register, phrases: Phrases) -> None:
        self.tokens, self.register, self.phrases = tokens, register, phrases
        self.spoke: list[tuple[int, Entry]] = []  # (token, who) of resolved attributions so far
        self._known = {place.entry.name: place.entry for place in reversed(register.places)}
        self._counts: dict[int, int] = {}
        for place in register.places:
            self._counts[id(place.entry)] = self._counts.get(id(place.entry), 0) + 1
        self._starts = [place.mention.first for place in register.places]
        self._parts = {id(place.entry): actor for place in register.places if (actor := self._player(place))}

    def note(self, at: int, parties: Sequence[Party]) -> None:
        """These spoke at this token: they are the likeliest antecedents from here on."""
        if len(parties) != 1:
            return
        name = parties[0].name
        entry = self._known.get(name)
        if entry is None:  # nobody named: "a man in a lanyard" may be "he" in the next sentence
            gender = next((role_gender(word) for word in name.lower().split() if role_gender(word)), "")
            entry = self._known[name] = Entry(tuple(name.split()), parties[0].kind, gender)
        self.spoke.append((at, entry))

    def salient(
        self, at: int, gender: str, roles: frozenset[str] = frozenset(), paragraph: bool = False
    ) -> Entry | None:
        """The person likeliest to be meant at this token."""
        here = self.tokens[min(at, len(self.tokens) - 1)]
        dialogue = self._dialogue(here) if roles else None
        scores: dict[int, float] = {}
        entries: dict[int, Entry] = {}
        for index in range(self._index(at) - 1, -1, -1):
            place = self.register.places[index]
            token = self.tokens[place.mention.first]
            back = here.sentence - token.sentence
            if (back > _REACH and len(scores) > 0) or index < self._index(at) - 60:
                break
            entry = self._parts.get(id(place.entry), place.entry)
            if not self._may_mean(place, entry, gender) or (paragraph and token.paragraph != here.paragraph):
                continue
            score = self._fitness(place, entry, gender, roles) - 0.75 * back - 0.35 * (here.paragraph - token.paragraph)
            key = id(entry)
            entries[key] = entry
            scores[key] = max(scores.get(key, -99), score + 1.2 if back == 0 else score)
        self._add_speakers(at, gender, here, scores, entries, roles)
        if not scores:
            return None
        if dialogue is not None and id(dialogue) in scores and not roles & dialogue.roles:
            scores[id(dialogue)] -= 3
        for key in scores:
            scores[key] += min(1.4, 0.12 * self._counts.get(key, 0))
        return entries[max(scores, key=lambda key: scores[key])]

    def _fitness(self, place: Place, entry: Entry, gender: str, roles: frozenset[str]) -> float:
        """How well this mention fits, wherever it stands."""
        score = place.weight + 1.5
        if roles & entry.roles:
            score += 3
        elif roles and entry.roles - _VAGUE:
            score -= 2  # something else is known of this one
        if entry.gender == gender and gender:
            score += 1.2
        if entry.kind == "unknown" and len(entry.words) > 1 and not place.entry.gender:
            score -= 0.8
        if entry is not place.entry:
            score -= 0.5  # of a part, the actor is meant
        elif id(entry) in self._parts:
            score -= 3
        return score

    def _may_mean(self, place: Place, entry: Entry, gender: str) -> bool:
        """A fitting person, but no character: in "known for playing Inspector Quill" he is not there to speak."""
        lead, after = place.mention.lead, place.mention.last + 1
        if lead > 0 and self.tokens[lead - 1].low in _PLAYING:
            return False
        alone = place.entry.kind == "unknown" and len(place.entry.words) == 1 and not place.mention.possessive
        follows = self.tokens[after] if after < len(self.tokens) else None
        if alone and follows is not None and follows.low in DOCUMENTS and not follows.capital:
            return False  # "in a Quay memo"
        return entry.person and fits(entry, gender)

    def _player(self, place: Place) -> Entry | None:
        """ "Bell's Sheriff Quill", "Captain Quill (Bell)", "Bell plays Quill": who plays this, if it is a part."""
        mention, tokens, after = place.mention, self.tokens, place.mention.last + 1
        if mention.possessive or mention.kind == "company" or not mention.lead:
            return None
        owner = self.register.ending(mention.lead - 1)
        if owner is not None and owner.mention.possessive and (mention.lead < mention.first or mention.honorific):
            return owner.entry if owner.entry.kind == "person" else None
        if tokens[mention.lead - 1].low in _PLAYING:
            owner = self.register.ending(mention.lead - 2)
            return owner.entry if owner is not None and owner.entry.person else place.entry
        actor = self.register.at(after + 1)
        if actor is None or tokens[after].text != "(" or actor.entry is place.entry or not actor.entry.person:
            return None
        closes = actor.mention.last + 1
        return actor.entry if closes < len(tokens) and tokens[closes].text == ")" else None

    def _dialogue(self, here: Token) -> Entry | None:
        """Where two people talk in turn in this paragraph: the one who spoke last."""
        recent = [entry for token, entry in self.spoke[-6:] if self.tokens[token].paragraph == here.paragraph]
        return recent[-1] if len({id(entry) for entry in recent}) > 1 else None

    def _add_speakers(
        self,
        at: int,
        gender: str,
        here: Token,
        scores: dict[int, float],
        entries: dict[int, Entry],
        roles: frozenset[str],
    ) -> None:
        """Whoever spoke last goes on being talked about."""
        for back, (token, entry) in enumerate(reversed(self.spoke[-3:])):
            spoken = self.tokens[token]
            if token >= at or not fits(entry, gender) or entry.kind == "company":
                continue
            if roles and entry.kind == "unnamed" and not roles & {word.lower() for word in entry.words}:
                continue
            score = (
                4.2
                - 1.2 * back
                - (2 if roles and entry.roles - _VAGUE and not roles & entry.roles else 0)
                - 0.45 * (here.sentence - spoken.sentence)
                - 0.3 * (here.paragraph - spoken.paragraph)
            )
            if gender and not entry.gender:
                score -= 0.8
            if here.paragraph == spoken.paragraph:
                score += 0.5
            elif entry.kind == "unnamed":
                score -= 2  # a voice from the crowd is soon forgotten
            entries[id(entry)] = entry
            scores[id(entry)] = max(scores.get(id(entry), -99), score)

    def _anchor(self, at: int, low: str, gender: str) -> int:
        """The first of a chain of the same pronoun in this paragraph, with nobody it could mean coming up between."""
        paragraph, anchor = self.tokens[at].paragraph, at
        for i in range(at - 1, max(-1, at - CHAIN), -1):
            token = self.tokens[i]
            if token.paragraph != paragraph:
                break
            if token.low == low or (token.low.startswith(low) and token.low[len(low) :][:1] == "'"):
                anchor = i
                continue
            place = self.register.at(i)
            if place is not None and place.weight >= 2.5 and place.entry.person and fits(place.entry, gender):
                break
        return anchor

    def _pair(self, at: int) -> tuple[Party, ...]:
        """The last people joined by "and" not far back."""
        here = self.tokens[at]
        places = self.register.places
        for index in range(self._index(at) - 1, 0, -1):
            place = places[index]
            token = self.tokens[place.mention.first]
            if here.sentence - token.sentence > 3 * _REACH:
                return ()
            if not place.joined or place.entry.kind in {"company", "place"}:
                continue
            group = [place.entry]
            while index > 0 and (places[index].joined or len(group) < 2):
                index -= 1
                if places[index].entry.kind == "company" and len(group) < 2 and index > 0:
                    index -= 1  # "Jo Bell and Quay founder Bo Rask"
                if places[index].entry.kind in {"company", "place"}:
                    break
                group.insert(0, places[index].entry)
            if len(group) >= 2 and all(entry.person for entry in group):
                return tuple(party(entry) for entry in group)
        return ()

    def _company(self, at: int, noun: str = "") -> Entry | None:
        """The last company named; one whose name says that it is a studio, for "the studio"."""
        for index in self._back(at) if noun else ():
            entry = self.register.places[index].entry
            if entry.kind == "company" and _KINDS_OF_HOUSE.get(noun, {noun}) & entry.roles:
                return entry
        for index in self._back(at) if noun else ():
            entry = self.register.places[index].entry
            if entry.kind == "company" and any(word.lower().startswith(noun) for word in entry.words):
                return entry
        last = self.register.company(at)
        return last.entry if last is not None else None

    def _index(self, at: int) -> int:
        """How many mentions begin before the token."""
        return bisect_left(self._starts, at)

    def _back(self, at: int) -> range:
        """The mentions before the token, latest first, as far back as a company may be meant."""
        index = self._index(at)
        return range(index - 1, max(-1, index - WIDE), -1)


def fits(entry: Entry, gender: str) -> bool:
    return not gender or not entry.gender or entry.gender == gender


def party(entry: Entry) -> Party:
    if entry.kind == "company":
        return Party(entry.name, "company")
    return Party(entry.name, "unnamed" if entry.kind == "unnamed" else "person")
