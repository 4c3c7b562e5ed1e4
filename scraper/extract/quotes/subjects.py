"""Verbs and their subjects in the reporter's sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from scraper.extract.naming.names import is_role
from scraper.extract.naming.phrases import Phrase, Phrases
from scraper.extract.text.lexicon import (
    ADVERBS,
    ANONYMOUS,
    AUXILIARIES,
    CONJUNCTIONS,
    CUES,
    DETERMINERS,
    PAST,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    WEAK_CUES,
)
from scraper.extract.text.words import PUNCT, WORD, Token

_GOVERNING = PREPOSITIONS - SUBORDINATORS
_SKIPPED = (
    ADVERBS
    | AUXILIARIES
    | frozenset("to goes went on begins began quoted as not himself herself themselves itself".split())
)
_NOUNS_TOO = frozenset("hit cut set read shot run cast".split())
_HUMAN = frozenset(
    "said says told tells asked asks replied replies wrote writes joked jokes quipped quips yelled yells shouted "
    "shouts added adds".split()
)
_ONE_OF_MANY = frozenset("a an one another".split())
_NOT_WITHIN = PREPOSITIONS | CONJUNCTIONS | AUXILIARIES
DASHES = frozenset({"—", "–", "-", "--", "―"})
REACH = 45  # tokens an attribution may stretch over


@dataclass(slots=True, eq=False)
class Attribution:
    """`cue` is a token (None: a colon or a dash alone); `phrase` who spoke (None: as before)."""

    side: Literal["after", "before"]
    cue: tuple[int, int] | None
    phrase: Phrase | None
    tight: bool  # nothing but punctuation between it and the marks
    end: int  # last token used
    document: bool = False  # "according to": a report is quoted
    naming: bool = False  # "called it": the stretch is a predicate
    voiced: bool = False  # "Bell's advice:": a noun of saying instead of a verb


class Subjects:
    """Finds the subject of a verb."""

    def __init__(self, tokens: Sequence[Token], phrases: Phrases) -> None:
        self.tokens, self.phrases = tokens, phrases

    def speaker(self, c: int, left: int, form: str) -> Phrase | None:
        """The subject of a verb, or of the clause that a participle hangs on."""
        found = None if form == "ing" else self.subject(c, left)
        if form == "ing" and c > left and self.tokens[c - 1].low in AUXILIARIES:
            found = self.subject(c, left)
        return found or self._coordinated(c, left, form) or self._clause_subject(c, left)

    def _coordinated(self, c: int, left: int, form: str) -> Phrase | None:
        """ "Bell predicted that Rask would win, and said": the subject of a verb that stands like the cue."""
        before = c - 1
        while before > left and (self.tokens[before].low in ADVERBS or self.tokens[before].low.endswith("ly")):
            before -= 1
        if self.tokens[before].low != "and" or form not in {"ed", "s"}:
            return None
        phrase = self.clause_person(left, before - 1)
        if phrase is None or phrase.start > left + 2 or phrase.kind == "nominal":
            return None
        verb = self.tokens[phrase.last + 1].low
        return phrase if (CUES.get(verb) or WEAK_CUES.get(verb)) == form else None

    def subject(self, c: int, left: int) -> Phrase | None:
        """The phrase directly before the verb at c, over adverbs, auxiliaries and appositions."""
        tokens, k = self.tokens, c - 1
        while (
            k > left
            and tokens[k].kind == WORD
            and not tokens[k].capital
            and (tokens[k].low in _SKIPPED or tokens[k].low.endswith("ly") or tokens[k].low.endswith("n't"))
        ):
            k -= 1
        if k < left:
            return None
        if tokens[k].kind == PUNCT:
            return self._over_apposition(k, left)
        found = self.phrases.ending(k, left) or self.phrases.trailing(k, left) or self._whoever(k, c, left)
        return self._comma_forgotten(found, left) or self._affiliated(found, left) or found

    def _whoever(self, k: int, c: int, left: int) -> Phrase | None:
        """ "One coworker told me": before a verb that only people are subjects of, any noun with an article will do."""
        tokens = self.tokens
        if tokens[c].low not in _HUMAN or tokens[k].kind != WORD or tokens[k].capital:
            return None
        for at in range(k - 1, max(left, k - 4) - 1, -1):
            token = tokens[at]
            if token.low in _ONE_OF_MANY:
                return Phrase(at, k, "nominal", noun=k) if at == left or tokens[at - 1].kind != WORD else None
            if token.kind != WORD or token.capital or token.low in _NOT_WITHIN or token.low in CUES:
                return None
        return None

    def _affiliated(self, phrase: Phrase | None, left: int) -> Phrase | None:
        """ "Jo Bell of Variety said": the person, not what they are of."""
        if phrase is None or phrase.kind != "name" or phrase.first != phrase.heads[0].first:
            return None
        tie = phrase.first - 1
        if tie <= left or self.tokens[tie].low not in {"of", "at", "from", "for"}:
            return None
        place = self.phrases.register.ending(tie - 1)
        if place is None or len(place.mention.words) < 2 or place.entry.kind in {"company", "place"}:
            return None
        named = self.phrases.ending(tie - 1, left)
        if named is None or named.kind != "name" or self._governed(named, left):
            return None
        return named

    def _comma_forgotten(self, phrase: Phrase | None, left: int) -> Phrase | None:
        """ "Jo Bell, head of drama at Quay said": the apposition runs into the verb."""
        if phrase is None or phrase.kind == "pronoun" or (phrase.kind == "name" and not self._governed(phrase, left)):
            return None
        near = range(phrase.first - 1, max(left, phrase.first - 12), -1)
        comma = next((k for k in near if self.tokens[k].kind == PUNCT), left)
        if comma <= left or self.tokens[comma].text != "," or not self.phrases.apposes(comma + 1):
            return None
        named = self.phrases.ending(comma - 1, left)
        if named is None or named.kind != "name" or named.first != left:
            return None
        place = self.phrases.register.ending(named.last)
        if place is None or not place.entry.person:
            return None
        named.apposition = (comma + 1, phrase.last)
        return named

    def _over_apposition(self, k: int, left: int) -> Phrase | None:
        tokens, text = self.tokens, self.tokens[k].text
        if text == ")" or text in DASHES:
            return self._over_bracket(k, left)
        if text != ",":
            return None
        if (owned := self.phrases.whose(k, left)) is not None:
            return owned
        best: Phrase | None = None
        for at in range(k - 1, left, -1):
            if tokens[at].text != ",":
                continue
            phrase = self.phrases.ending(at - 1, left)
            if phrase is None or phrase.kind == "pronoun" or not self.phrases.apposes(at + 1):
                if best is not None or (
                    phrase is not None and phrase.kind == "name" and phrase.heads[0].kind == "person"
                ):
                    break
                continue
            if phrase.kind == "nominal" and self._governed(phrase, left):
                continue  # "In a statement, Bell and her agent, Bo Rask, said"
            best = self._affiliated(phrase, left) or phrase
            best.apposition = (at + 1, k - 1)
        if best is None or best.kind == "nominal":
            return self.phrases.named_apposition(best, k, left) or best
        return best

    def _over_bracket(self, k: int, left: int) -> Phrase | None:
        """ "Ada Pell (head of drama) said": over what the bracket or dash at k closes."""
        opens = "(" if self.tokens[k].text == ")" else self.tokens[k].text
        at = next((at for at in range(k - 1, left, -1) if self.tokens[at].text == opens), -1)
        phrase = self.phrases.ending(at - 1, left) if at > 0 else None
        if phrase is not None:
            phrase.apposition = (at + 1, k - 1)
        return phrase

    def _clause_subject(self, c: int, left: int) -> Phrase | None:
        """The subject of the main clause before token c: the nearest one that a verb follows."""
        tokens = self.tokens
        first: Phrase | None = None
        for k in range(c - 1, left - 1, -1):
            follows = tokens[k + 1]
            if tokens[k].kind != WORD or follows.kind != WORD or follows.capital:
                continue
            if (
                follows.low in PREPOSITIONS
                or follows.low in CONJUNCTIONS
                or follows.low in DETERMINERS
                or is_role(follows.low)
            ):
                continue
            verb = (
                (follows.low.endswith("ing") and tokens[k].low in ANONYMOUS)
                or follows.low in AUXILIARIES
                or follows.low in CUES
                or follows.low in WEAK_CUES
                or follows.low in ADVERBS
                or follows.low in PAST
                or follows.low.endswith(("ed", "s"))
                or (tokens[k].low in SUBJECT_PRONOUNS)
            )
            if not verb:
                continue
            phrase = self.phrases.ending(k, left)
            if phrase is None or self._governed(phrase, left):
                continue
            if self._reported(phrase, left):
                first = first or phrase
                continue
            if (
                phrase.kind == "nominal"
                and tokens[phrase.first].low not in DETERMINERS
                and not tokens[phrase.first].possessive
            ):
                first = first or phrase
                continue
            return phrase
        return first or self._appositive_subject(c, left)

    def _reported(self, phrase: Phrase, left: int) -> bool:
        """ "Bell said Rask had …, adding": the subject of what was said."""
        before = phrase.start - 1
        if before <= left or self.tokens[before].kind != WORD:
            return False
        return self.tokens[before].low == "that" or CUES.get(self.tokens[before].low) in {"ed", "s"}

    def _appositive_subject(self, c: int, left: int) -> Phrase | None:
        """ "Bell, who is slight, looks …, saying": a name before a comma at the head of the clause."""
        tokens = self.tokens
        for at in range(left + 1, c):
            if tokens[at].text in {",", "—", "–", "("}:
                phrase = self.phrases.ending(at - 1, left)
                if phrase is not None and phrase.kind == "name" and not self._governed(phrase, left):
                    return self.phrases.apposition(phrase, c)
        return None

    def _governed(self, phrase: Phrase, left: int) -> bool:
        """The phrase hangs on a preposition: not a subject."""
        before = phrase.first - 1
        return before >= left and self.tokens[before].kind == WORD and self.tokens[before].low in _GOVERNING

    def clause_person(self, first: int, last: int) -> Phrase | None:
        """The first phrase in these tokens that is a person and hangs on no preposition."""
        for k in range(first, last + 1):
            place = self.phrases.register.ending(k)
            if place is not None and not place.entry.person:
                continue
            phrase = self.phrases.ending(k, first)
            if phrase is None or (
                phrase.kind == "nominal"
                and (self.tokens[phrase.first].low != "the" or not is_role(self.tokens[phrase.noun].low))
            ):
                continue
            if phrase.kind == "pronoun" and self.tokens[k].low not in {"he", "she", "they"}:
                continue
            if phrase.kind == "name" and phrase.heads[-1].possessive:
                continue
            if self._governed(phrase, first):
                continue
            return phrase
        return None

    @staticmethod
    def _organisation(phrase: Phrase) -> bool:
        return phrase.kind == "name" and phrase.heads[0].kind in {"company", "place"}

    def _may_be_verb(self, c: int) -> bool:
        low = self.tokens[c].low
        if low in PAST and c + 1 < len(self.tokens) and self.tokens[c + 1].low == "of":
            return False  # "the set of"
        if low in _NOUNS_TOO and (self.tokens[c - 1].low in DETERMINERS or self.tokens[c - 1].low.endswith("est")):
            return False  # "its biggest hit"
        if c and self.tokens[c - 1].low in _GOVERNING and self.tokens[c - 1].kind == WORD:
            return False  # "Bell on boats:"
        if low in PAST:
            return True
        if low in WEAK_CUES:
            return WEAK_CUES[low] in {"ed", "s"}
        if low in PREPOSITIONS or low in CONJUNCTIONS or low in DETERMINERS or low in ADVERBS or low in AUXILIARIES:
            return False
        return low.endswith("ed") or (low.endswith("s") and not low.endswith(("ss", "ies")) and not is_role(low))
