"""Whom a phrase names: full names for surnames, pronouns and descriptions."""

from __future__ import annotations

from scraper.extract.naming.names import Mention, is_role, role_gender
from scraper.extract.naming.nominals import Nominals, called
from scraper.extract.naming.phrases import Phrase
from scraper.extract.naming.register import Entry
from scraper.extract.naming.salience import CHAIN, fits, party
from scraper.extract.text.lexicon import ANONYMOUS, KIN_NOUNS, OBLIQUE_PRONOUNS, ROLES, SUBJECT_PRONOUNS
from scraper.model import Party

__all__ = ["People", "called"]

_TURNS = 6  # speakers that are remembered under their surname


class People(Nominals):
    """Resolves phrases against the register."""

    def parties(self, phrase: Phrase) -> tuple[Party, ...]:
        """Those who speak, by their fullest names; empty where nobody can be told."""
        if phrase.kind == "name":
            return self._named(phrase)
        if phrase.kind == "pronoun":
            return self._pronoun(phrase)
        return self._nominal(phrase)

    def likeliest(self, at: int) -> tuple[Party, ...]:
        """Whom the text is about at this token."""
        entry = self.salient(at, "")
        return (party(entry),) if entry is not None else ()

    def _named(self, phrase: Phrase) -> tuple[Party, ...]:
        found: list[Party] = []
        for head in phrase.heads:
            before = self.tokens[head.first - 1] if head.first else None
            if len(head.words) == 1 and before is not None and before.low == "the" and head.words[0].endswith("s"):
                family = self.register.family(head.words[0])
                found += [party(entry) for entry in family]
                if family:
                    continue
            place = self.register.at(head.first)
            if place is not None and self._epithet(head, place.entry):
                known = self.salient(head.first, "")
                if known is not None and known is not place.entry:
                    found.append(party(known))
                    continue
            entry = place.entry if place else self.register.find(head.words, head.first, head.gender)
            found.append(party(self._namesake(head, entry)))
        return tuple(dict.fromkeys(found))

    def _namesake(self, head: Mention, entry: Entry) -> Entry:
        """A surname alone goes on meaning whose it was, though "her husband, Joel Bell" was named since."""
        if len(head.words) > 1 or not entry.person:
            return entry
        recent = self.spoke[-_TURNS:]
        for token, spoken in reversed(recent):
            if spoken is entry or spoken.surname != entry.surname or spoken.kind == "company":
                continue
            since = [place for place in self.register.naming(entry.name, head.first) if place.mention.first > token]
            if since and all(self._as_kin(place.mention) for place in since):
                return spoken
        heard = any(spoken is entry for _, spoken in recent)
        return entry if heard or not self._only_kin(entry, head.first) else self._first_of_name(head, entry)

    def _only_kin(self, entry: Entry, before: int) -> bool:
        """Wherever the full name stood, it was somebody's relation."""
        full = [place.mention for place in self.register.naming(entry.name, before) if len(place.mention.words) > 1]
        return full != [] and all(self._as_kin(mention) for mention in full)

    def _first_of_name(self, head: Mention, kin: Entry) -> Entry:
        """The one other person of this surname who was introduced before; else the relation after all."""
        others = [each for each in self.register.namesakes(head.words[0]) if each is not kin and each.person]
        others = [each for each in others if 0 <= each.begins < head.first]
        return others[0] if len(others) == 1 else kin

    def _as_kin(self, mention: Mention) -> bool:
        """ "her husband, Joel Bell", "her son Joel"."""
        at = mention.lead - 1
        if at > 0 and self.tokens[at].text == ",":
            at -= 1
        return at > 0 and self.tokens[at].low in KIN_NOUNS

    def _epithet(self, head: Mention, entry: Entry) -> bool:
        """ "the Dane": a capitalised word after "the" that names nobody elsewhere."""
        alone = len(head.words) == 1 and len(entry.words) == 1 and len(entry.places) == 1
        before = self.tokens[head.first - 1].low if head.first else ""
        return alone and before == "the" and head.kind in {"unknown", "person"} and not head.words[0].isupper()

    def _pronoun(self, phrase: Phrase) -> tuple[Party, ...]:
        low = self.tokens[phrase.noun].low
        wanted = SUBJECT_PRONOUNS.get(low) or OBLIQUE_PRONOUNS.get(low, "")
        if wanted == "1":
            return ()  # the reporter, or somebody quoted
        if wanted == "p":
            if (house := self._house_before(phrase.first)) is not None:
                return (house,)
            pair = self._pair(phrase.first)
            if pair:
                return pair
            single = self.salient(phrase.first, "")
            return (party(single),) if single else ()
        if wanted == "r":
            place = self.register.ending(phrase.first - 1) or self.register.ending(phrase.first - 2)
            return (party(place.entry),) if place and place.entry.kind != "place" else ()
        if wanted == "n":
            company = self._company(phrase.first)
            return (party(company),) if company else ()
        anchor = self._anchor(phrase.first, low, wanted)
        stranger = self._stranger(anchor, wanted)
        if stranger is not None:
            return (stranger,)
        entry = self.salient(anchor, wanted)
        if entry is not None and not entry.gender:
            entry.gender = wanted  # from here on
        return (party(entry),) if entry else ()

    def _house_before(self, at: int) -> Party | None:
        """ "Quay Daily reviewed it, calling it “dull.” They added": whoever spoke just before is a company."""
        if not self.spoke:
            return None
        token, entry = self.spoke[-1]
        near = self.tokens[token].paragraph == self.tokens[at].paragraph
        return party(entry) if near and entry.kind == "company" and self._opens(at) else None

    def _opens(self, at: int) -> bool:
        return at == 0 or self.tokens[at - 1].sentence != self.tokens[at].sentence

    def _stranger(self, at: int, gender: str) -> Party | None:
        """ "A woman from sales does sums. “Eleven,” she mutters.": somebody without a name, just introduced."""
        tokens, here = self.tokens, self.tokens[at]
        for i in range(at - 1, max(-1, at - CHAIN), -1):
            token = tokens[i]
            if token.paragraph != here.paragraph or here.sentence - token.sentence > 2:
                return None
            place = self.register.at(i)
            if place is not None and place.entry.person and fits(place.entry, gender):
                return None
            if token.low in {"a", "an", "one"} and (self._opens(i) or token.sentence == here.sentence):
                phrase = self.phrases.starting(i, min(len(tokens), i + 8))
                if phrase is None or phrase.kind != "nominal" or tokens[phrase.noun].low not in ROLES | ANONYMOUS:
                    if self._opens(i):
                        return None
                    continue
                if not self._opens(i) and tokens[phrase.noun].low not in ANONYMOUS:
                    continue  # "he plays a singer": not "asked a spokesperson"
                noun = tokens[phrase.noun].low
                single = is_role(noun) and not noun.endswith("s") and role_gender(noun) in {"", gender}
                return Party(self._as_written(phrase), "unnamed") if single else None
        return None
