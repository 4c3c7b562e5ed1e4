"""Is it speech? What stands around a stretch decides, together with what it looks like by itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from scraper.extract.quotes.attribution import Attribution, Attributions
from scraper.extract.quotes.speech import Look
from scraper.extract.text.lexicon import BEATS, CUES, WORKS
from scraper.extract.text.marks import Stretch
from scraper.extract.text.words import MARKED, WORD, Token

_SENTENCE = 80  # tokens a sentence is followed back
_BEAT = 12  # tokens of a sentence that tells no more than a gesture


class Doubts:
    """Judges stretches; `apart` are the spans that the page itself set apart."""

    def __init__(self, tokens: Sequence[Token], attributions: Attributions, apart: Collection[tuple[int, int]]) -> None:
        self.tokens, self.attributions, self._apart = tokens, attributions, set(apart)

    def title(
        self, stretch: Stretch, seen: Look, i: int, after: Attribution | None, before: Attribution | None
    ) -> bool:
        """Nobody's words: the title of a work, a name, a gloss."""
        if seen.words == 0:
            return True
        if (stretch.start, stretch.end) in self._apart and not seen.finished:
            return True
        if seen.comma and (stretch.start, stretch.end - 1) in self._apart:
            return True  # "the star of “Low Water,” said"
        if self._glossed(i) or (i and self.tokens[i - 1].low == "so-called"):
            return True
        if not seen.title:
            return False
        lead = self.tokens[i - 1] if i else None
        if lead is not None and lead.kind == WORD and lead.sentence == self.tokens[i].sentence and lead.low not in CUES:
            return True
        if self.names_work(i):
            return True
        if after is not None and (seen.comma or seen.last in "?!—–-" or self._follows(i, ",")):
            return False
        if after is not None and after.cue is None and seen.finished:
            return False  # “No comment.” — Jo Bell
        if before is not None and before.tight and not before.naming and before.cue is not None:
            follows = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
            if i - before.cue[1] > 9:
                return True
            runs_on = follows is not None and follows.sentence == self.tokens[i].sentence and follows.kind == WORD
            return runs_on or not (seen.finished or seen.comma or self._follows(i, "."))
        return not (seen.finished and (self.after_beat(seen, i) or (before is not None and before.voiced)))

    def names_work(self, i: int) -> bool:
        """ "his first play, “…”": the stretch names what the noun before it announces."""
        if i < 2 or self.tokens[i - 1].text not in {",", ":"} or self.tokens[i - 2].low not in WORKS:
            return False
        return i < 3 or self.tokens[i - 3].low != "it"  # "Bell kept it short: …"

    def _follows(self, i: int, mark: str) -> bool:
        return i + 1 < len(self.tokens) and self.tokens[i + 1].text == mark

    def _glossed(self, i: int) -> bool:
        """ "which translates roughly as “…”": said again in other words."""
        near = self.tokens[max(0, i - 6) : i]
        return any(
            token.low in {"translates", "translated", "translation"} and token.sentence == self.tokens[i].sentence
            for token in near
        )

    def credible(self, seen: Look, i: int, before: Attribution) -> bool:
        """A fragment far from its cue, or of a word or two, may be nothing but a word in doubtful marks."""
        if before.tight:
            return True
        if before.cue is None:
            return False
        distance = i - before.cue[1]
        if seen.words == 1 and not before.naming and self._is_noun(i):
            return False
        if seen.words <= 2:
            return distance <= 6 and not seen.title
        return seen.words > 3 or distance <= 12

    def _is_noun(self, i: int) -> bool:
        """ "what a “view” is": a word in doubtful marks."""
        follows = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        return self.tokens[i - 1].low in {"a", "an"} and follows is not None and follows.kind == WORD

    def stands_alone(self, seen: Look, i: int) -> bool:
        """Unattributed, an utterance is speech where it is a sentence of its own."""
        before = self.tokens[i - 1] if i else None
        if not seen.utterance:
            return self.after_beat(seen, i)
        heads = before is None or before.sentence != self.tokens[i].sentence or before.text in {":", "("}
        bracketed = before is not None and before.text == "(" and self._follows(i, ")") and seen.verb
        return heads and (seen.finished or seen.comma or seen.sentences > 1 or seen.words > 12 or bracketed)

    def after_beat(self, seen: Look, i: int) -> bool:
        """ "Rask paused. “Maybe.”": a word or two are speech after a gesture."""
        tokens, k = self.tokens, i - 1
        if k < 1 or not seen.finished or tokens[k].paragraph != tokens[i].paragraph or not tokens[k].stop:
            return False
        left = self.sentence_start(k)
        if k - left > _BEAT or any(token.kind == MARKED for token in tokens[left:k]):
            return False
        phrase = self.attributions.clause_person(left, k)
        return phrase is not None and phrase.start == left and tokens[phrase.last + 1].low in BEATS

    def sentence_start(self, k: int) -> int:
        """The first token of the sentence of token k."""
        left = k
        while left > 0 and self.tokens[left - 1].sentence == self.tokens[k].sentence and k - left < _SENTENCE:
            left -= 1
        return left
