"""Noun phrases read from their end: the subject that stands before a verb."""

from __future__ import annotations

from scraper.extract.naming.grammar import JOINTS, LINKS, Grammar, Phrase
from scraper.extract.naming.names import Mention, is_role
from scraper.extract.text.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    CONJUNCTIONS,
    CUES,
    DETERMINERS,
    FINITE,
    PREPOSITIONS,
    RANKS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
)
from scraper.extract.text.words import MARKED, PUNCT, WORD

_HANDLED = frozenset({"user", "account", "commenter", "poster", "redditor"})
_OF = LINKS - {"in", "on", "to", "from", "with"}


class Leftward(Grammar):
    """Phrases by their last token."""

    def ending(self, k: int, left: int) -> Phrase | None:
        """The phrase whose last token is k, not reaching left of `left`."""
        if k < left:
            return None
        token = self.tokens[k]
        if token.kind != WORD:
            return None
        if token.low in SUBJECT_PRONOUNS:
            return Phrase(k, k, "pronoun", noun=k)
        place = self.register.ending(k)
        if place is not None and place.entry.kind == "place" and self._noun(k) and token.kind == WORD:
            return self._nominal(k, left)  # "Moderator:"
        if place is not None and place.mention.first >= left and not place.mention.possessive:
            return self._named(place.mention, left)
        if self._noun(k):
            return self._nominal(k, left)
        return None

    def _named(self, mention: Mention, left: int) -> Phrase | None:
        tokens = self.tokens
        if tokens[mention.last].low in CALENDAR and len(mention.words) == 1:
            return None
        object_of = mention.lead - 1
        if object_of > left and tokens[object_of].low in {"the", "a", "an"}:
            object_of -= 1
        if (
            object_of > left
            and tokens[object_of].low in LINKS
            and self._noun(object_of - 1)
            and tokens[object_of].low != "on"
        ):
            return self._nominal(object_of - 1, left, last=mention.last)
        if tokens[object_of - 1].low == "close" and object_of - 2 >= left and self._noun(object_of - 2):
            return self._nominal(object_of - 2, left, last=mention.last)  # "sources close to Bell"
        heads = [mention]
        at = mention.lead - 1
        seen_and = False
        while at > left:
            low = tokens[at].low
            if low in JOINTS or (low == "," and seen_and):
                before = at - 1 if tokens[at - 1].text != "," else at - 2
                place = self.register.ending(before)
                if place is None or place.mention.first < left or place.entry.kind in {"company", "place"}:
                    break
                if place.mention.possessive:
                    break
                heads.insert(0, place.mention)
                at, seen_and = place.mention.lead - 1, True
                continue
            break
        first = self._premodified(heads[0], left)
        before = first - 1
        if not seen_and and before > left and self.tokens[before].low in JOINTS and first < heads[0].first:
            place = self.register.ending(before - 1)  # "Pier chief Jo Bell and Quay founder Bo Rask"
            other = self._named(place.mention, left) if place is not None and self._someone(before - 1) else None
            if other is not None and other.kind == "name" and not place.mention.possessive:  # type: ignore[union-attr]
                first, heads = other.first, [*other.heads, *heads]
        return Phrase(first, mention.last, "name", tuple(heads))

    def _premodified(self, head: Mention, left: int) -> int:
        """The first token of what stands before a name: "Quay's head of comedy and drama Jo Bell"."""
        tokens, at, best, role, far = self.tokens, head.first - 1, head.first, head.lead < head.first, False
        if len(head.words) == 1 and at >= left and tokens[at].low == "the":
            return at  # "the Orrins"
        while at >= left:
            token = tokens[at]
            if token.text == "," and at == head.first - 1 and tokens[min(head.last + 1, len(tokens) - 1)].text == ",":
                at, far = at - 1, True  # "the network's head of drama, Jo Bell, said"
                continue
            if self._bounds(at):
                break
            if token.low in LINKS and not self._headed(at, left, far=far):
                break
            if is_role(token.low) and token.kind == WORD:
                role = True
                best = at
            elif token.possessive and (role or at == head.first - 1):
                owner = self.register.ending(at)
                best = owner.mention.first if owner is not None and owner.mention.first >= left else at
                at = best
            elif token.kind == MARKED and role:
                best = at
            elif token.low in DETERMINERS:
                return at if role else best
            elif role and token.kind == WORD and token.low not in PREPOSITIONS and token.low not in CONJUNCTIONS:
                best = at
            at -= 1
        while best < head.first and tokens[best].low in {"and", "of", "for", "at", "&"}:
            best += 1
        return best

    def _bounds(self, at: int) -> bool:
        """What cannot stand before a name and describe it: other punctuation, verbs, most small words, other people."""
        token = self.tokens[at]
        if token.kind == PUNCT:
            return token.text not in {"-", "/", "'", "’", "&"}
        if token.kind != WORD:
            return False
        if token.low in PREPOSITIONS and token.low not in _OF:
            return True
        if token.low in SUBORDINATORS or token.low in AUXILIARIES or token.low in SUBJECT_PRONOUNS:
            return True
        if token.low in ADVERBS or token.low in {"but", "or"} or self._verb(at):
            return True
        if token.low.endswith("ing") and at and self.tokens[at - 1].low in AUXILIARIES:
            return True  # "is letting creator Jo Bell"
        return token.low in JOINTS and self._someone(at - 1)

    def _nominal(self, k: int, left: int, last: int | None = None) -> Phrase | None:
        """ "a Quay spokesperson", "the singer and guitarist", "sources", "the text under her photograph"."""
        tokens, at, first = self.tokens, k - 1, k
        while at >= left and k - at < 9:
            token = tokens[at]
            if token.kind == MARKED:
                at -= 1
                first = at + 1
                continue
            if token.kind == PUNCT and token.text not in {"-", "/", "&"}:
                break
            if token.low in DETERMINERS:
                first = at
                if at - 1 >= left and tokens[at - 1].low in LINKS and at - 2 >= left and self._noun(at - 2):
                    return self._nominal(at - 2, left, last if last is not None else k)
                break
            if token.low in LINKS and self._noun(at - 1) and at - 1 >= left:
                return self._nominal(at - 1, left, last if last is not None else k)
            if token.low == "of" and at > left and tokens[at - 1].capital and tokens[at + 1].capital:
                first, at = at - 1, at - 2  # "the University of Hexley expert"
                continue
            if (
                token.low in PREPOSITIONS
                or token.low in SUBORDINATORS
                or token.low in AUXILIARIES
                or token.low in ADVERBS
            ):
                break
            if token.low in {"and", "&"}:
                if not self._noun(at - 1):
                    break
            elif (
                token.low in CUES
                or token.low in FINITE
                or token.low in {"but", "or", "so"}
                or token.low in SUBJECT_PRONOUNS
            ):
                break
            first = at
            at -= 1
        return Phrase(first, last if last is not None else k, "nominal", noun=k)

    def named_apposition(self, phrase: Phrase | None, k: int, left: int) -> Phrase | None:
        """ "Her son, the director Jo Bell, said": the name is in the apposition that ends before the comma at k."""
        inner = self._without_house(self.ending(k - 1, left), left)
        if inner is None or inner.kind != "name" or inner.heads[-1].kind == "company":
            return None
        if inner.first < inner.heads[0].first and self.tokens[inner.heads[0].first - 1].text == ",":
            return inner
        comma = inner.first - 1
        while comma >= left and self.tokens[comma].low in DETERMINERS:
            comma -= 1
        if comma <= left or self.tokens[comma].text != ",":
            return None
        outer = phrase if phrase is not None else self.ending(comma - 1, left)
        if outer is None or outer.kind != "nominal" or outer.last != comma - 1:
            return None
        if inner.first == inner.heads[0].first:
            inner.first = outer.first
        inner.lead = outer.first
        return self._with_other(inner, left)

    def _without_house(self, phrase: Phrase | None, left: int) -> Phrase | None:
        """ "her producing partner, Jo Bell of Quay Films": the person, not what they are of."""
        if phrase is None or phrase.kind != "name" or phrase.first - 2 < left:
            return phrase
        person = self._someone(phrase.first - 2) and self.tokens[phrase.first - 1].low in {"of", "at", "from"}
        return self.ending(phrase.first - 2, left) if person else phrase

    def _with_other(self, phrase: Phrase, left: int) -> Phrase:
        """ "Rask and her producing partner, Jo Bell, said": two speak."""
        joint = phrase.lead - 1
        if joint <= left or self.tokens[joint].low not in JOINTS or len(phrase.heads) > 1:
            return phrase
        other = self.register.ending(joint - 1)
        if other is None or not other.entry.person or other.mention.possessive or other.mention.first < left:
            return phrase
        phrase.heads, phrase.first, phrase.lead = (other.mention, *phrase.heads), other.mention.first, -1
        return phrase

    def whose(self, k: int, left: int) -> Phrase | None:
        """ "Quay, whose head of drama, Jo Bell, said": the name before the comma at k, led by company and role."""
        tokens, named = self.tokens, self.register.ending(k - 1)
        if named is None or named.mention.possessive or named.entry.kind in {"company", "place"}:
            return None
        head = named.mention.first
        if head - 1 <= left or tokens[head - 1].text != ",":
            return None
        for at in range(head - 2, max(left, head - 14), -1):
            if tokens[at].low in AUXILIARIES or self._verb(at):
                return None
            if tokens[at].low == "whose":
                owner = self.register.ending(at - 2) if tokens[at - 1].text == "," else None
                if owner is None or not any(is_role(token.low) for token in tokens[at + 1 : head]):
                    return None
                return Phrase(head, k - 1, "name", (named.mention,), lead=owner.mention.first)
        return None

    def trailing(self, k: int, left: int) -> Phrase | None:
        """ "A person with knowledge of the production": a nominal followed by more than it takes to be one."""
        tokens = self.tokens
        if tokens[k].capital or tokens[k].kind != WORD or tokens[k].low in AUXILIARIES or self._verb(k):
            return None
        if tokens[k].low in CONJUNCTIONS or tokens[k].low in DETERMINERS:
            return None
        for at in range(k - 1, max(left, k - 9) - 1, -1):
            token = tokens[at]
            if token.kind != WORD or token.low in CONJUNCTIONS or token.low in AUXILIARIES or self._verb(at):
                return None
            if self._someone(at):
                return None  # "president Jo Bell come to you"
            if token.low in _HANDLED and at == k - 1:
                return self._nominal(at, left, last=k)  # "user bluecouch88"
            if (
                self._noun(at)
                and at > left
                and (
                    tokens[at - 1].low in DETERMINERS
                    or tokens[at - 1].possessive
                    or is_role(tokens[at - 1].low)
                    or tokens[at - 1].low in RANKS
                )
            ):
                return self._nominal(at, left, last=k)
        return None
