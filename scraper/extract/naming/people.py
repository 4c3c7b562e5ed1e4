"""Who is meant: pronouns, "the actor" and "the duo", by what fits, how near and how prominent."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from scraper.extract.naming.names import Mention, is_role, role_gender
from scraper.extract.naming.phrases import Phrase
from scraper.extract.naming.register import Entry, Place, Register
from scraper.extract.text.lexicon import (
    ANONYMOUS,
    COMPANY_NOMINALS,
    DOCUMENTS,
    GROUP_WORDS,
    KIN,
    OBLIQUE_PRONOUNS,
    SUBJECT_PRONOUNS,
)
from scraper.extract.text.words import Token
from scraper.model import Party

_SAME = {"actress": "actor", "comic": "comedian", "stand-up": "comedian", "helmer": "director", "exec": "executive",
         "songwriter": "singer", "vocalist": "singer", "crooner": "singer", "emcee": "host", "presenter": "host",
         "novelist": "author", "screenwriter": "writer", "playwright": "writer", "scribe": "writer",
         "ep": "producer"}  # fmt: skip
_TEAMS = frozenset(
    "actors actresses stars co-stars showrunners creators co-creators writers co-writers directors filmmakers hosts "
    "co-hosts authors singers musicians comedians designers creators founders co-founders presenters".split()
)
_CALLED = frozenset("native alum alumna alumnus winner nominee laureate resident newcomer graduate".split())
_PLAYING = frozenset("play plays played playing portray portrays portrayed portraying".split())
_CHAIN = 80  # tokens a chain of pronouns is followed back
_WIDE = 300  # mentions within which "the studio" or "the showrunners" are looked for
_REACH = 9  # sentences a pronoun looks back


class People:
    """Resolves phrases against the register, remembering who spoke last."""

    def __init__(self, tokens: Sequence[Token], register: Register) -> None:
        self.tokens, self.register = tokens, register
        self.spoke: list[tuple[int, Entry]] = []  # (token, who) of resolved attributions so far
        self._known = {place.entry.name: place.entry for place in reversed(register.places)}
        self._counts: dict[int, int] = {}
        for place in register.places:
            self._counts[id(place.entry)] = self._counts.get(id(place.entry), 0) + 1
        self._starts = [place.mention.first for place in register.places]

    def parties(self, phrase: Phrase) -> tuple[Party, ...]:
        """Those who speak, by their fullest names; empty where nobody can be told."""
        if phrase.kind == "name":
            return self._named(phrase)
        if phrase.kind == "pronoun":
            return self._pronoun(phrase)
        return self._nominal(phrase)

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

    def _named(self, phrase: Phrase) -> tuple[Party, ...]:
        found: list[Party] = []
        for head in phrase.heads:
            before = self.tokens[head.first - 1] if head.first else None
            if len(head.words) == 1 and before is not None and before.low == "the" and head.words[0].endswith("s"):
                family = self.register.family(head.words[0])
                found += [_party(entry) for entry in family]
                if family:
                    continue
            place = self.register.at(head.first)
            if place is not None and self._epithet(head, place.entry):
                known = self.salient(head.first, "")
                if known is not None and known is not place.entry:
                    found.append(_party(known))
                    continue
            entry = place.entry if place else self.register.find(head.words, head.first, head.gender)
            found.append(_party(entry))
        return tuple(dict.fromkeys(found))

    def _epithet(self, head: Mention, entry: Entry) -> bool:
        """ "the Dane": a capitalised word after "the" that names nobody elsewhere."""
        alone = len(head.words) == 1 and len(entry.words) == 1 and len(entry.places) == 1
        before = self.tokens[head.first - 1].low if head.first else ""
        return alone and before == "the" and head.kind == "unknown" and not head.words[0].isupper()

    def _pronoun(self, phrase: Phrase) -> tuple[Party, ...]:
        low = self.tokens[phrase.noun].low
        wanted = SUBJECT_PRONOUNS.get(low) or OBLIQUE_PRONOUNS.get(low, "")
        if wanted == "1":
            return ()  # the reporter, or somebody quoted
        if wanted == "p":
            pair = self._pair(phrase.first)
            if pair:
                return pair
            single = self.salient(phrase.first, "")
            return (_party(single),) if single else ()
        if wanted == "r":
            place = self.register.ending(phrase.first - 1) or self.register.ending(phrase.first - 2)
            return (_party(place.entry),) if place and place.entry.kind != "place" else ()
        if wanted == "n":
            company = self._company(phrase.first)
            return (_party(company),) if company else ()
        entry = self.salient(self._anchor(phrase.first, low, wanted), wanted)
        return (_party(entry),) if entry else ()

    def _anchor(self, at: int, low: str, gender: str) -> int:
        """The first of a chain of the same pronoun in this paragraph, with nobody it could mean coming up between."""
        paragraph, anchor = self.tokens[at].paragraph, at
        for i in range(at - 1, max(-1, at - _CHAIN), -1):
            token = self.tokens[i]
            if token.paragraph != paragraph:
                break
            if token.low == low or (token.low.startswith(low) and token.low[len(low) :][:1] == "'"):
                anchor = i
                continue
            place = self.register.at(i)
            if place is not None and place.weight >= 2.5 and place.entry.person and _fits(place.entry, gender):
                break
        return anchor

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
            entry = place.entry
            if not self._may_mean(place, gender) or (paragraph and token.paragraph != here.paragraph):
                continue
            score = place.weight + 1.5 - 0.75 * back - 0.35 * (here.paragraph - token.paragraph)
            if roles & entry.roles:
                score += 3
            elif roles and entry.roles:
                score -= 2  # something else is known of this one
            if back == 0:
                score += 1.2
            if entry.gender == gender and gender:
                score += 1.2
            if entry.kind == "unknown" and len(entry.words) > 1 and not place.entry.gender:
                score -= 0.8
            key = id(entry)
            entries[key] = entry
            scores[key] = max(scores.get(key, -99), score)
        self._add_speakers(at, gender, here, scores, entries, roles)
        if not scores:
            return None
        if dialogue is not None and id(dialogue) in scores and not roles & dialogue.roles:
            scores[id(dialogue)] -= 3
        for key in scores:
            scores[key] += min(1.0, 0.12 * self._counts.get(key, 0))
        return entries[max(scores, key=lambda key: scores[key])]

    def _may_mean(self, place: Place, gender: str) -> bool:
        """A fitting person, but no character: in "known for playing Inspector Quill" he is not there to speak."""
        lead = place.mention.lead
        if lead > 0 and self.tokens[lead - 1].low in _PLAYING:
            return False
        return place.entry.person and _fits(place.entry, gender)

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
            if token >= at or not _fits(entry, gender) or entry.kind == "company":
                continue
            score = (
                4.2
                - 1.2 * back
                - (2 if roles and entry.roles and not roles & entry.roles else 0)
                - 0.45 * (here.sentence - spoken.sentence)
                - 0.3 * (here.paragraph - spoken.paragraph)
            )
            if here.paragraph == spoken.paragraph:
                score += 0.5
            entries[id(entry)] = entry
            scores[id(entry)] = max(scores.get(id(entry), -99), score)

    def _index(self, at: int) -> int:
        """How many mentions begin before the token."""
        return bisect_left(self._starts, at)

    def _back(self, at: int) -> range:
        """The mentions before the token, latest first, as far back as a company may be meant."""
        index = self._index(at)
        return range(index - 1, max(-1, index - _WIDE), -1)

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
                return tuple(_party(entry) for entry in group)
        return ()

    def _kin(self, low: str) -> tuple[Party, ...]:
        """ "the brothers": the two people of the document who share a surname."""
        if low not in KIN:
            return ()
        people = {id(entry): entry for entry in self.register.entries[:_WIDE] if entry.places}
        shared: dict[str, list[Entry]] = {}
        for entry in people.values():
            if entry.kind not in {"company", "place"}:
                shared.setdefault(entry.surname, []).append(entry)
        groups = [group for group in shared.values() if len(group) > 1]
        return tuple(_party(entry) for entry in groups[0]) if len(groups) == 1 else ()

    def _company(self, at: int, noun: str = "") -> Entry | None:
        """The last company named; one whose name says that it is a studio, for "the studio"."""
        for index in self._back(at) if noun else ():
            entry = self.register.places[index].entry
            if entry.kind == "company" and any(word.lower().startswith(noun) for word in entry.words):
                return entry
        last = self.register.company(at)
        return last.entry if last is not None else None

    def _nominal(self, phrase: Phrase) -> tuple[Party, ...]:
        """ "the actor" is someone known; "a spokesperson" is nobody else; a document speaks for who wrote it."""
        noun, first = self.tokens[phrase.noun], self.tokens[phrase.first]
        low = noun.low
        definite = first.low in {"the", "this", "that"} or first.possessive or first.low in {"his", "her", "their"}
        if low in GROUP_WORDS and (definite or first.low == "both"):
            return self._kin(low) or self._pair(phrase.first)
        if low in DOCUMENTS:
            return self._author(phrase)
        if low in COMPANY_NOMINALS and definite and phrase.last == phrase.noun:
            company = self._company(phrase.first, low)
            return (_party(company),) if company else ()
        if definite and first.low == "the" and phrase.last == phrase.noun and (is_role(low) and low not in ANONYMOUS):
            if low.endswith("s") and is_role(low[:-1]):
                return self._several(phrase, low)
            entry = self._described(phrase)
            return (_party(entry),) if entry is not None else ()
        if first.low == "the" and phrase.last == phrase.noun and called(low):
            known = self.salient(phrase.first, "")
            return (_party(known),) if known is not None else ()
        owned = first.low in {"his", "her", "their", "its"} or first.possessive
        if owned and is_role(low):
            entry = self._owned(phrase, low)
            if entry is not None:
                return (_party(entry),)
        return (Party(self._as_written(phrase), "unnamed"),)

    def _owned(self, phrase: Phrase, low: str) -> Entry | None:
        """ "his co-star", "Quay's vice president": someone of whom that role was told."""
        wanted = frozenset({low, _SAME.get(low, low)})
        entry = self.salient(phrase.first, role_gender(low), wanted)
        if entry is not None and wanted & entry.roles and len(entry.words) > 1:
            return entry
        place = self.register.at(phrase.first)
        if place is not None and not place.entry.person and low not in ANONYMOUS:
            return entry
        return None

    def _described(self, phrase: Phrase) -> Entry | None:
        roles = {self.tokens[i].low for i in range(phrase.first, phrase.last + 1) if is_role(self.tokens[i].low)}
        gender = next((role_gender(role) for role in roles if role_gender(role)), "")
        wanted = frozenset(roles | {_SAME[role] for role in roles if role in _SAME})
        entry = self.salient(phrase.first, gender, wanted)
        if entry is not None:
            entry.roles |= wanted  # "the host" goes on being the host
        return entry

    def _several(self, phrase: Phrase, low: str) -> tuple[Party, ...]:
        """ "the showrunners": everyone of whom that was told, or the two last named together."""
        wanted = {low, low[:-1], _SAME.get(low[:-1], low)}
        index = self._index(phrase.first)
        near = self.register.places[max(0, index - _WIDE) : index + _WIDE]
        holders = {id(place.entry): place.entry for place in near if wanted & place.entry.roles}
        people = [entry for entry in holders.values() if entry.person]
        if len(people) > 1:
            return tuple(_party(entry) for entry in people)
        pair = self._pair(phrase.first) if low in _TEAMS else ()
        if pair and all(" " in party.name for party in pair):
            return pair
        return (Party(self._as_written(phrase), "unnamed"),)

    def _author(self, phrase: Phrase) -> tuple[Party, ...]:
        """ "Bell's tweet", "the text under her photograph", "a statement from Apple"; else nobody is named."""
        for i in range(phrase.first, phrase.last + 1):
            token = self.tokens[i]
            if token.low in {"his", "her", "their"}:
                gender = {"his": "m", "her": "f", "their": ""}[token.low]
                entry = self.salient(i, gender)
                return (_party(entry),) if entry else ()
            place = self.register.at(i)
            if place is not None:
                return (_party(place.entry),)
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
            words.append(token.text + ("'s" if token.possessive and i < phrase.last else ""))
        return " ".join(word for word in words if word)


def called(low: str) -> bool:
    """ "the 67-year-old", "the Hull native": what a person known already is called, though no role."""
    return low in _CALLED or low.endswith("-year-old")


def _fits(entry: Entry, gender: str) -> bool:
    return not gender or not entry.gender or entry.gender == gender


def _party(entry: Entry) -> Party:
    if entry.kind == "company":
        return Party(entry.name, "company")
    return Party(entry.name, "unnamed" if entry.kind == "unnamed" else "person")
