"""The attribution that follows a stretch: "…," said X; "…," X said; "…" — X."""

from __future__ import annotations

from scraper.extract.naming.names import is_role
from scraper.extract.naming.people import called
from scraper.extract.naming.phrases import Phrase
from scraper.extract.quotes.subjects import DASHES, REACH, Attribution, Subjects
from scraper.extract.text.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    CUES,
    DETERMINERS,
    PREPOSITIONS,
    WEAK_CUES,
)
from scraper.extract.text.words import MARKED, WORD


class Afterwards(Subjects):
    """Reads what stands after a stretch."""

    def after(self, i: int, last: str, speech: frozenset[int] | set[int], *, title: bool = False) -> Attribution | None:
        """What follows the stretch at token i, which ends with the character `last`."""
        tokens = self.tokens
        j, paragraph = i + 1, tokens[i].paragraph
        outside = False
        if j < len(tokens) and tokens[j].text in {",", *DASHES} and tokens[j].paragraph == paragraph:
            outside, j = True, j + 1
        if (
            j >= len(tokens)
            or tokens[j].paragraph != paragraph
            or (tokens[j].kind != WORD and tokens[j].kind != MARKED)
        ):
            return None
        right = self._right(j, speech)
        if right <= j:
            return None
        finished = last == "." or (last == "…" and tokens[j].capital)
        if (finished or last in "?!") and tokens[j].capital and self._leads_on(right):
            return None
        inverted = self._inverted(j, right, last, title=title)
        if inverted is not None:
            return inverted
        dashed = self._dashed(i, j, right)
        if dashed is not None:
            return dashed
        found = self._subject_first(j, right, comma=outside or last in ",?!—–-", title=title)
        if found is None:
            return None if title else self._closing(j, right)
        return found if self._belongs(found, last, right, finished, outside=outside, title=title) else None

    def _belongs(
        self, found: Attribution, last: str, right: int, finished: bool, *, outside: bool, title: bool
    ) -> bool:
        """Whether an attribution with its subject first goes with the stretch before it."""
        if found.cue is None or found.phrase is None or (title and not (outside or last in ",?!")):
            return False
        if outside or (not finished and last in ",?!—–-…"):
            return True
        return self._ends_soon(found, right)

    def _closing(self, j: int, right: int) -> Attribution | None:
        """ "“No money at all” was why they left, he said.": the attribution ends the sentence."""
        tokens = self.tokens
        if tokens[j].kind != WORD or tokens[j].capital or right >= len(tokens) or not tokens[right].stop:
            return None
        c = right - 1
        if CUES.get(tokens[c].low) not in {"ed", "s"} or tokens[c].capital:
            return None
        comma = next((k for k in range(c - 1, max(j, c - 8), -1) if tokens[k].text == ","), None)
        if comma is None or any(token.kind == MARKED for token in tokens[j:right]):
            return None
        phrase = self.subject(c, comma + 1)
        if phrase is None or phrase.kind == "nominal" or phrase.start != comma + 1:
            return None
        return Attribution("after", (c, c), phrase, False, c, naming=True)

    def _right(self, j: int, speech: frozenset[int] | set[int]) -> int:
        """Where the clause after a stretch ends: at a full stop, or at the next stretch that may be speech."""
        tokens = self.tokens
        right = j
        while right < len(tokens) and right - j < REACH and tokens[right].paragraph == tokens[j].paragraph:
            token = tokens[right]
            if token.stop and token.sentence != (tokens[right + 1].sentence if right + 1 < len(tokens) else -1):
                break
            if token.text in {";", ":"}:
                break
            if token.kind == MARKED and right in speech:
                break
            right += 1
        return right

    def _leads_on(self, right: int) -> bool:
        """The clause runs, through a comma or colon, into the next stretch: it belongs to that one."""
        tokens = self.tokens
        if right >= len(tokens):
            return False
        if tokens[right].text == ":":
            return right + 1 < len(tokens)
        return tokens[right].kind == MARKED and tokens[right - 1].text in {",", ":", ";"}

    def _inverted(self, j: int, right: int, last: str, *, title: bool) -> Attribution | None:
        tokens = self.tokens
        start = j
        while (
            j < right
            and (tokens[j].low in ADVERBS or tokens[j].low.endswith("ly") or tokens[j].low == "and")
            and j - start < 3
        ):
            j += 1
        if j >= right or tokens[j].kind != WORD or tokens[j].capital:
            return None
        low = tokens[j].low
        if low in {"according", "per"}:
            return self._according_to(j, right)
        open_class = low not in CUES and low not in WEAK_CUES
        if open_class and not (last in ",?!" and self._open_class(low) and not self._after_article(start)):
            return None
        if not open_class and (CUES.get(low) or WEAK_CUES[low]) not in {"ed", "s"}:
            return None
        phrase = self.phrases.starting(self._past_asides(j, right), right)
        if phrase is None or (phrase.kind == "pronoun" and (open_class or not self._stands_last(phrase, right))):
            return None
        exclaimed = low in WEAK_CUES and last != "" and last in "?!"  # "“Pip!” scolded Bell"
        if low not in CUES and ((title and not exclaimed) or self._organisation(phrase)):
            return None
        phrase = self.phrases.apposition(phrase, right)
        return Attribution("after", (j, j), phrase, True, phrase.end())

    @staticmethod
    def _open_class(low: str) -> bool:
        """Any verb will do beside a comma: "quipped Bell", "sniffs Bell"."""
        return low.endswith(("ed", "s")) and not (
            low in PREPOSITIONS or low in CONJUNCTIONS or low in DETERMINERS or low in AUXILIARIES or is_role(low)
        )

    def _after_article(self, start: int) -> bool:
        """'a "good girl" channeled Bell': the stretch is a noun."""
        return start >= 2 and self.tokens[start - 2].low in DETERMINERS

    def _past_asides(self, j: int, right: int) -> int:
        """Over adverbs, and over "said, after some thought, line producer Bell"."""
        tokens, k = self.tokens, j + 1
        while k < right and (tokens[k].low in ADVERBS or tokens[k].low.endswith("ly")):
            k += 1
        if k < right and tokens[k].text == "," and tokens[j].low in CUES:
            return next((m + 1 for m in range(k + 1, min(right, k + 9)) if tokens[m].text == ","), k)
        return k

    def _stands_last(self, phrase: Phrase, right: int) -> bool:
        """ "said he", not "and said they were happy"."""
        follows = self.tokens[phrase.last + 1] if phrase.last + 1 < right else None
        third = self.tokens[phrase.noun].low in {"he", "she", "they", "it"}
        return third and (follows is None or follows.kind != WORD or follows.low in PREPOSITIONS)

    def _according_to(self, j: int, right: int) -> Attribution | None:
        cue = j + 1 if self.tokens[j].low == "according" else j
        phrase = self.phrases.starting(cue + 1, right)
        if phrase is None:
            return None
        return Attribution("after", (j, cue), phrase, True, phrase.last, document=True)

    def _dashed(self, i: int, j: int, right: int) -> Attribution | None:
        """A pull quote: "…" — Jo Bell, head of drama."""
        tokens = self.tokens
        if tokens[j - 1].text not in DASHES:
            return None
        if i and tokens[i - 1].paragraph == tokens[i].paragraph and tokens[i - 1].text != ":":
            return None  # "Quote of the day: “…” — Jo Bell"
        phrase = self.phrases.starting(j, right)
        if phrase is None or phrase.kind != "name" or phrase.heads[0].first - j > 6:
            return None
        after = phrase.last + 1
        if (
            after < len(tokens)
            and tokens[after].paragraph == tokens[i].paragraph
            and tokens[after].text not in {",", ".", "("}
        ):
            return None
        phrase = self.phrases.apposition(phrase, right)
        return Attribution("after", None, phrase, True, phrase.end())

    def _subject_first(self, j: int, right: int, *, comma: bool, title: bool) -> Attribution | None:
        tokens = self.tokens
        joined = tokens[j].low in {"and", "while"}  # another clause, unless it says something: "and Bell added"
        if tokens[j].low in {"as", "and", "while"}:
            j += 1
        for c in range(j + 1, right):
            token = tokens[c]
            if token.kind != WORD or (token.capital and token.low not in CUES):
                continue
            strong = token.low in CUES and not token.capital
            plural = comma and c == j + 1 and tokens[j].low == "they" and self._bare(c, right)
            if not strong and (joined or not (comma and (plural or self._may_be_verb(c)))):
                continue
            phrase = self.subject(c, j) or (self._called(j, c) if comma else None)
            if phrase is None or phrase.start > j + 1:
                continue
            if CUES.get(token.low, "ed") == "ing" and tokens[c - 1].low not in AUXILIARIES | {"as"}:
                continue
            if not strong and phrase.kind == "pronoun" and tokens[phrase.noun].low not in {"he", "she", "they"}:
                continue
            if not strong and token.low not in WEAK_CUES and (title or not self._beside(phrase, c)):
                continue
            return Attribution("after", (c, c), phrase, True, c)
        return None

    def _bare(self, c: int, right: int) -> bool:
        """ "they correct.", "they shrug with a smile": any verb that ends the clause or that a phrase follows."""
        token, follows = self.tokens[c], self.tokens[c + 1] if c + 1 < right else None
        if token.low in AUXILIARIES | ADVERBS | CONJUNCTIONS | PREPOSITIONS | DETERMINERS:
            return False
        return follows is None or follows.kind != WORD or follows.low in PREPOSITIONS

    def _called(self, j: int, c: int) -> Phrase | None:
        """ "the 67-year-old said", "the Hull native offered"."""
        words = self.tokens[j:c]
        if words[0].low != "the" or len(words) > 5 or not called(words[-1].low):
            return None
        return Phrase(j, c - 1, "nominal", noun=c - 1) if all(token.kind == WORD for token in words) else None

    def _beside(self, phrase: Phrase, c: int) -> bool:
        return all(
            self.tokens[m].low in ADVERBS or self.tokens[m].low.endswith("ly") for m in range(phrase.last + 1, c)
        )

    def _ends_soon(self, found: Attribution, right: int) -> bool:
        """After a full stop inside the marks only a bare "Bell said." still belongs to them."""
        if found.cue is None or found.phrase is None:
            return False
        follows = self.tokens[found.end + 1] if found.end + 1 < len(self.tokens) else None
        if found.cue[0] - found.phrase.last > 3:
            return False
        return found.end + 1 >= right and not (follows is not None and follows.text in {":", ","})
