"""Noun phrases that can speak, with the appositions that describe them."""

from __future__ import annotations

from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.grammar import JOINTS, Phrase, more_units, unit_end
from scraper.extract.naming.leftward import Leftward
from scraper.extract.naming.names import Mention, is_role
from scraper.extract.naming.rightward import Rightward
from scraper.extract.text.lexicon import (
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
)
from scraper.extract.text.words import MARKED, PUNCT, WORD

__all__ = ["Phrase", "Phrases"]

_APPOSED = frozenset({"who", "whose", "which", "where", "aka", "formerly", "now", "then", "also", "himself", "herself"})


class Phrases(Leftward, Rightward):
    """Parses noun phrases to the left and to the right of a place in the text."""

    def introducing(self, mention: Mention, right: int) -> Phrase:
        """The mention with everything said about it where it stands."""
        left = mention.first
        while left > 0 and self.tokens[left - 1].sentence == self.tokens[mention.first].sentence:
            left -= 1
        phrase = self.ending(mention.last, left)
        if phrase is None or phrase.kind != "name":
            phrase = Phrase(self._premodified(mention, left), mention.last, "name", (mention,))
        return self.apposition(phrase, right)

    def apposition(self, phrase: Phrase, right: int) -> Phrase:
        """Adds what follows after a comma, dash or bracket: "Ada Pell, head of programming for Quay"."""
        tokens, at = self.tokens, phrase.last + 1
        if phrase.kind == "pronoun" or at >= right or tokens[at].text not in {",", "—", "–", "(", "-", "--"}:
            return phrase
        if at + 1 >= right or not self.apposes(at + 1):
            return phrase
        closer = {"(": ")", "—": "—", "–": "–", "-": "-", "--": "--"}.get(tokens[at].text, "")
        end = at + 1
        while end < min(right, at + 40):
            token = tokens[end]
            if token.stop or (closer and token.text == closer) or token.text in {";", ":"}:
                break
            if not closer and token.text == "," and self._apposition_over(at, end, right):
                break
            if token.kind == MARKED and end + 1 >= right:
                break
            end += 1
        if end > at + 1:
            phrase.apposition = (at + 1, end - 1)
            self._join(phrase, end, right)
        return phrase

    def _join(self, phrase: Phrase, comma: int, right: int) -> None:
        """ "said Jo Bell, head of Quay, and Bo Rask, its founder": the second speaks too."""
        tokens = self.tokens
        if comma + 2 >= right or tokens[comma].text != "," or tokens[comma + 1].low not in JOINTS:
            return
        other = self.starting(comma + 2, right)
        if other is None or other.kind != "name" or phrase.kind != "name" or len(phrase.heads) > 1:
            return
        follows = tokens[other.last + 1] if other.last + 1 < right else None
        speaks = follows is not None and follows.kind == WORD and (self._verb(other.last + 1) or follows.low == "who")
        if self._someone(other.heads[0].last) and not speaks:
            phrase.heads = (*phrase.heads, *other.heads)

    def _apposition_over(self, start: int, comma: int, right: int) -> bool:
        """A comma ends an apposition unless more of a title follows: "President and CEO, Quay Pictures"."""
        tokens = self.tokens
        follows = tokens[comma + 1] if comma + 1 < right else None
        if follows is None or follows.kind == MARKED:
            return True
        if more_units(tokens, comma) and comma - start <= 8:
            return False
        unit = unit_end(tokens, comma + 1, right) if is_role(tokens[comma - 1].low) else comma + 1
        if unit > comma + 1 and self._unit_closes(unit, right):
            return False  # "vice president, limited series, Quay", "EVP, Scripted Originals at Quay"
        place = self.register.at(comma + 1)
        if place is not None and self._house(comma + 1) and comma - start <= 12:
            after = place.mention.last + 1
            return not (after >= right or tokens[after].text in {",", ".", "and", "in"} or tokens[after].stop)
        return not (follows.low in {"who", "which"} and comma - start < 4 and tokens[start + 1].text.isdigit())

    def _unit_closes(self, unit: int, right: int) -> bool:
        """After a department the phrase ends, or goes on with the company."""
        if unit >= right or self.tokens[unit].stop:
            return True
        token = self.tokens[unit]
        return token.text == "," or (token.low in {"at", "for", "of"} and self._house(unit + 1))

    def _house(self, at: int) -> bool:
        """A name that can be a company's."""
        place = self.register.at(at)
        if place is None or place.entry.kind in {"person", "place"}:
            return False
        return not place.entry.person or place.mention.words[0].lower() not in GIVEN_NAMES

    def apposes(self, at: int) -> bool:
        """Whether what begins here, after a comma, describes what stands before the comma."""
        token = self.tokens[at]
        if token.kind == MARKED or token.low in _APPOSED or token.text.isdigit():
            return True
        if token.kind != WORD:
            return False
        if token.low in SUBJECT_PRONOUNS or token.low in AUXILIARIES or self._verb(at):
            return False
        if token.low.endswith("ing") and not is_role(token.low):
            return False
        if token.low in PREPOSITIONS and token.low != "of":
            return False
        if token.low in {"and", "but", "or", "so", "because", "while", "when", "as", "that"}:
            return False
        for j in range(at, min(len(self.tokens), at + 12)):
            word = self.tokens[j]
            if word.kind == PUNCT and word.text not in {"-", "/", "&"}:
                return False
            if is_role(word.low):
                place = self.register.ending(j)  # "Jo King, …": a surname that is a role elsewhere
                named = place is not None and len(place.mention.words) > 1 and place.entry.kind == "person"
                return not (word.capital and named)
            if word.low in {"who", "whose"}:
                return token.low in DETERMINERS
        return False
