"""Whose words an unattributed stretch is: the sentences around it say, or nobody does."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.extract.naming.phrases import Phrase
from scraper.extract.quotes.attribution import Attribution, Attributions
from scraper.extract.quotes.doubts import Doubts
from scraper.extract.quotes.speech import Look
from scraper.extract.text.words import MARKED, Token


class Context:
    """Reads the sentences before and after a stretch."""

    def __init__(self, tokens: Sequence[Token], attributions: Attributions, doubts: Doubts) -> None:
        self.tokens, self.attributions, self._doubts = tokens, attributions, doubts

    def phrase(self, i: int) -> Phrase | None:
        """The subject of the sentence before the stretch at token i, or of the one after it."""
        return self._sentence_before(i) or self._sentence_after(i) or self._paragraph_before(i)

    def led_up_to(self, seen: Look, i: int) -> Attribution | None:
        """ "Pell likes the pier because “nobody asks. They wave.”": whole sentences in somebody's sentence."""
        k = i - 1
        if seen.title or seen.sentences < 2 or not seen.verb or k < 1 or self._doubts.names_work(i):
            return None
        left = k
        while left > 0 and self.tokens[left - 1].sentence == self.tokens[k].sentence and k - left < 30:
            left -= 1
        if self.tokens[k].sentence != self.tokens[i].sentence or any(t.kind == MARKED for t in self.tokens[left:i]):
            return None
        phrase = self.attributions.clause_person(left, k)
        if phrase is None or phrase.start > left + 1 or phrase.last + 1 >= i:
            return None
        return Attribution("before", None, phrase, self.tokens[k].text in {",", ":"}, k)

    def _sentence_before(self, i: int) -> Phrase | None:
        tokens, k = self.tokens, i - 1
        if k < 0 or (tokens[k].paragraph != tokens[i].paragraph and tokens[k].text != ":"):
            return None
        left = self._doubts.sentence_start(k)
        according = self.attributions.according(left, k, colon=False)  # "The answer, according to Bell, is simple."
        if according is not None and not any(token.kind == MARKED for token in tokens[left:k]):
            return according.phrase
        voiced = self.attributions.voiced(left, k)
        return voiced.phrase if voiced is not None else self.attributions.clause_person(left, k)

    def _paragraph_before(self, i: int) -> Phrase | None:
        """ "In a long post, Bell thanked the fans." and then, in a paragraph of its own, the post."""
        tokens, k = self.tokens, i - 1
        if k < 0 or tokens[k].paragraph == tokens[i].paragraph or tokens[k].text.startswith("?"):
            return None
        left = self._doubts.sentence_start(k)
        if any(token.kind == MARKED for token in tokens[left : k + 1]) or not tokens[k].stop:
            return None
        return self.attributions.clause_person(left, k)

    def _sentence_after(self, i: int) -> Phrase | None:
        tokens, k = self.tokens, i + 1
        if k >= len(tokens) or tokens[k].paragraph != tokens[i].paragraph:
            return None
        right = k
        while right + 1 < len(tokens) and tokens[right + 1].sentence == tokens[k].sentence and right - k < 80:
            right += 1
        phrase = self.attributions.clause_person(k, min(right, k + 6))
        return phrase if phrase is not None and phrase.first == k else None
