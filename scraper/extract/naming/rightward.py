"""Noun phrases read from their beginning: the speaker that follows a verb."""

from __future__ import annotations

from scraper.extract.naming.grammar import JOINTS, LINKS, Grammar, Phrase
from scraper.extract.naming.names import Mention, is_role
from scraper.extract.text.lexicon import (
    AUXILIARIES,
    CALENDAR,
    CUES,
    DETERMINERS,
    HONORIFICS,
    PREPOSITIONS,
    RANKS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    UNITS,
)
from scraper.extract.text.words import MARKED, PUNCT, WORD, Token

_SEEN = frozenset("man woman boy girl guy kid person voice someone stranger passenger fan".split())
_OF = LINKS - {"in", "on", "to"}


class Rightward(Grammar):
    """Phrases by their first token."""

    def starting(self, i: int, right: int) -> Phrase | None:
        """The phrase that begins at token i and ends before `right`."""
        tokens = self.tokens
        if i >= right or i >= len(tokens):
            return None
        if tokens[i].low in SUBJECT_PRONOUNS and tokens[i].kind == WORD:
            return Phrase(i, i, "pronoun", noun=i)
        noun, company, at = -1, None, i
        right = min(right, i + 16)
        while at < right:
            place = self.register.at(at)
            if place is not None:
                mention = place.mention
                if place.entry.kind in {"person", "unknown"} and not mention.possessive:
                    if at > i and noun < 0 and not self._introduces(i, at):
                        return None
                    if not self._describes(mention, right):
                        return self._joint(i, mention, right)
                company = company if mention.possessive else mention
                at = mention.last + 1
            elif self._more_of_role(at, noun, right):
                at += 1
            elif self._noun(at) and tokens[at].kind == WORD:
                noun, at = at, at + 1
            elif noun >= 0 and tokens[at].low in _OF:
                at = self._past_object(at + 1, right)
            elif self._ends(at, noun):
                break
            else:
                at += 1
        return self._found(i, noun, company, at, right)

    def _more_of_role(self, at: int, noun: int, right: int) -> bool:
        """The token goes on with the role at `noun`: a department, or a comma between roles."""
        if noun >= 0 and self.tokens[at].low in UNITS:
            return self.tokens[noun + 1].low in _OF  # "heads of worldwide video"
        return noun >= 0 and noun == at - 1 and self._lists_roles(at, right)

    def _lists_roles(self, comma: int, right: int) -> bool:
        """ "said creators, writers and executive producers Jo Bell and Bo Rask": more roles, "and", a name."""
        tokens, joined = self.tokens, False
        if tokens[comma].text != ",":
            return False
        for at in range(comma + 1, min(right, comma + 12)):
            if self.register.at(at) is not None:
                return joined and is_role(tokens[at - 1].low)
            joined = joined or tokens[at].low in JOINTS
            listed = is_role(tokens[at].low) or tokens[at].low in RANKS or tokens[at].low in JOINTS
            if not listed and tokens[at].text != ",":
                return False
        return False

    def _found(self, i: int, noun: int, company: Mention | None, at: int, right: int) -> Phrase | None:
        """What the words read so far amount to; `at` is where they end."""
        if noun < 0 and company is None and self._names_after(i, at):
            return self._named_after(i, at - 1, len(self.tokens))
        if noun >= 0 and (company is None or company.last < noun):
            return self._named_after(i, noun, len(self.tokens)) or self._nominal_right(i, noun, right)
        return Phrase(i, company.last, "name", (company,)) if company is not None else None

    def _names_after(self, i: int, at: int) -> bool:
        """ "her dresser, Jo Bell": an article or an owner, a word or two, and a comma."""
        tokens = self.tokens
        if at >= len(tokens) or tokens[at].text != ",":
            return False
        owner = self.register.at(i)
        if owner is not None and owner.mention.possessive:
            return 0 < at - 1 - owner.mention.last < 4
        return tokens[i].low in DETERMINERS and at - i in {2, 3}

    def _past_object(self, at: int, right: int) -> int:
        """Over what a role is tied to: "head of Quay", "a spokesperson for the museum"."""
        while at < right and self.tokens[at].low in DETERMINERS:
            at += 1
        place = self.register.at(at) if at < right else None
        return place.mention.last + 1 if place is not None else at

    def _ends(self, at: int, noun: int) -> bool:
        """The word or mark cannot belong to a phrase that is being read."""
        token = self.tokens[at]
        if token.kind == PUNCT:
            return token.text not in {"/", "-", "&"}
        if token.kind != WORD:
            return False
        if token.low in PREPOSITIONS or token.low in SUBORDINATORS or token.low in AUXILIARIES:
            return True
        if token.low in CALENDAR or token.low in {"but", "or", "so"}:
            return True
        if token.low.endswith("ly"):
            return not self.tokens[at - 1].possessive  # "Quay's newly appointed chief"
        return token.low in CUES and noun >= 0

    def _introduces(self, i: int, at: int) -> bool:
        """Only capitals, articles and roles lead up to a name: not "sadists filled Bell"."""
        return any(
            token.low in DETERMINERS or token.capital or token.possessive or token.kind == MARKED
            for token in self.tokens[i:at]
        )

    def _describes(self, mention: Mention, right: int) -> bool:
        """A role noun and another name follow: "Hexley Research analyst Jo Bell"."""
        for j in range(mention.last + 1, min(right, mention.last + 9)):
            place = self.register.at(j)
            if place is not None and place.mention.lead == mention.lead:
                return any(is_role(token.low) for token in self.tokens[mention.last + 1 : j])  # one run of capitals
        after = mention.last + 1
        before = mention.lead - 1
        while before > 0 and self.tokens[before].capital:
            before -= 1
        articled = before >= 0 and self.tokens[before].low in {"the", "a", "an", "one", "another"}
        if articled and after < right and is_role(self.tokens[after].low) and not self.tokens[after].capital:
            return True  # "the Night Desk host", "a Quay spokesperson"
        for j in range(after, min(right, mention.last + 5)):
            token = self.tokens[j]
            if token.kind != WORD or token.capital or token.low in PREPOSITIONS or token.low in JOINTS:
                return False
            if is_role(token.low):
                return self._titles(j + 1, right)
        return False

    def _titles(self, at: int, right: int) -> bool:
        """What stands between a role and a name is more of the role: "vice president of drama Dr. Jo Bell"."""
        tied = False
        for j in range(at, min(right, at + 8)):
            token = self.tokens[j]
            if self.register.at(j) is not None:
                return self.tokens[j - 1].low != "of"
            if token.kind != WORD or self._verb(j) or (token.capital and token.low not in HONORIFICS):
                return False
            if token.low in JOINTS and not (tied or is_role(self.tokens[j - 1].low)):
                return False
            tied = tied or token.low == "of"
            known = token.low in RANKS or token.low in HONORIFICS or token.low in JOINTS or is_role(token.low)
            if not known and (not tied or token.low in PREPOSITIONS - {"of"} or token.low in AUXILIARIES):
                return False
            if token.low in JOINTS and (j + 1 >= right or self.register.at(j + 1) is not None):
                return False  # "Quay founder and Jo Bell"
        return False

    def _named_after(self, i: int, noun: int, right: int) -> Phrase | None:
        """ "the director, Jo Bell": the name that follows a nominal and a comma."""
        tokens = self.tokens
        at = noun + 1
        while at < right and tokens[at].kind == WORD and at - noun < 6:
            at += 1
        if at >= right or tokens[at].text != ",":
            return None
        start = at + 1
        while start < right and start < at + 7 and tokens[start].kind == WORD and not self._verb(start):
            if self.register.at(start) is not None:
                break
            start += 1
        place = self.register.at(start) if start < right else None
        if place is None or place.entry.kind in {"company", "place"} or place.mention.possessive:
            return None
        if any(
            token.low in PREPOSITIONS and not (token.low == "of" and self._noun(k - 1))
            for k, token in enumerate(tokens[at + 1 : start], at + 1)
        ):
            return None  # "her father, a porter at the Gare du Nord"
        named = self._joint(i, place.mention, right) if tokens[noun].low.endswith("s") else None
        found = named or Phrase(i, place.mention.last, "name", (place.mention,))
        after = found.last + 1
        if after < right and tokens[after].kind == WORD and tokens[after].low not in PREPOSITIONS:
            return None
        return found

    @staticmethod
    def _plain_noun(token: Token) -> bool:
        """A small word that can only be a noun after "one"."""
        if token.kind != WORD or token.capital or token.low.endswith("ly"):
            return False
        small = PREPOSITIONS | SUBORDINATORS | AUXILIARIES | DETERMINERS | JOINTS
        return token.low not in small and token.low not in CUES and token.low not in {"but", "or", "who"}

    def _nominal_right(self, i: int, noun: int, right: int) -> Phrase:
        tokens = self.tokens
        follows = tokens[noun + 1] if noun + 1 < right else None
        if tokens[noun].low in {"one", "another"} and follows is not None and self._plain_noun(follows):
            noun += 1  # "said one puppeteer"
        last = noun
        ties = {"for", "of", "at", "from", "with"} | ({"in"} if tokens[noun].low in _SEEN else set())
        if noun + 1 < right and tokens[noun + 1].low in ties:
            after = noun + 2
            if after < right and tokens[after].low in DETERMINERS:
                after += 1
            place = self.register.at(after)
            if place is not None:
                last = place.mention.last
            elif after < right and tokens[after].kind == WORD and tokens[after - 1].low in DETERMINERS:
                last = after
        first = i
        while first < noun and tokens[first].kind == PUNCT:
            first += 1
        return Phrase(first, last, "nominal", noun=noun)

    def _joint(self, first: int, mention: Mention, right: int) -> Phrase:
        """ "A", "A and B", "A, B and C"; other premodified names may be joined."""
        heads, last = [mention], mention.last
        while True:
            joined = self._joined(last, right)
            if joined is None:
                return Phrase(first, last, "name", tuple(heads))
            heads.append(joined)
            last = joined.last

    def _joined(self, last: int, right: int) -> Mention | None:
        tokens, at = self.tokens, last + 1
        comma = at < right and tokens[at].text == ","
        if comma:
            at += 1
        if at >= right:
            return None
        if tokens[at].low in JOINTS:
            return self._person_from(at + 1, right)
        if comma:
            mention = self._person_from(at, right, bare=True)
            if mention is None:
                return None
            after = mention.last + 1
            if after < right and tokens[after].text == ",":
                after += 1
            if after < right and tokens[after].low in JOINTS and self._person_from(after + 1, right):
                return mention
        return None

    def _person_from(self, at: int, right: int, *, bare: bool = False) -> Mention | None:
        for j in range(at, min(right, at + (1 if bare else 7))):
            place = self.register.at(j)
            if place is not None:
                good = place.entry.kind in {"person", "unknown"} and not place.mention.possessive
                if good:
                    return place.mention
                continue
            token = self.tokens[j]
            if (
                token.kind != WORD
                or token.low in PREPOSITIONS
                or token.low in AUXILIARIES
                or token.low in SUBJECT_PRONOUNS
            ):
                return None
            if self._verb(j):
                return None
        return None
