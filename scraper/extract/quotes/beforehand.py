"""The attribution that leads up to a stretch: X said, "…"; According to X, "…"; X was blunt: "…"."""

from __future__ import annotations

from scraper.extract.naming.names import is_role
from scraper.extract.naming.phrases import Phrase
from scraper.extract.quotes.subjects import DASHES, REACH, Attribution, Subjects
from scraper.extract.text.lexicon import (
    ADVERBS,
    ANONYMOUS,
    AUXILIARIES,
    CUES,
    DETERMINERS,
    DOCUMENTS,
    NAMING,
    PREPOSITIONS,
    TITLING,
    VOICES,
    WEAK_CUES,
)
from scraper.extract.text.words import MARKED, WORD

_ADRIFT = frozenset("in up out back off on along over".split())  # "cuts in", "pipes up"
_CLAUSES = frozenset("before until while as and but when then so after whereupon because though although".split())


class Beforehand(Subjects):
    """Reads what stands before a stretch."""

    def before(self, i: int, used: int) -> Attribution | None:
        """What leads up to the stretch at token i; tokens up to `used` belong to earlier stretches."""
        tokens = self.tokens
        k = i - 1
        if k < 0:
            return None
        colon = tokens[k].text in {":", ",", ";"} or tokens[k].text in DASHES
        if tokens[k].paragraph != tokens[i].paragraph and tokens[k].text != ":":
            return None
        if tokens[k].sentence != tokens[i].sentence and tokens[k].paragraph == tokens[i].paragraph:
            return None
        left = self._left(k)
        hard = tokens[k].text in {":", ";"}
        if k < left or k <= used:
            return None
        last = (self.voiced(left, k) or self._last_clause(left, k)) if tokens[k].text == ":" else None
        according = self.according(left, k, colon=colon)
        found = last or self._over(according, left, k, used, colon=colon) or self._cue_before(left, k, used, colon)
        if found is None and hard:
            found = self._topic(left, k) or self._verb_before(left, k) or self._named_before(left, k)
        if found is None and colon and tokens[left].low.endswith("ed") and tokens[left].capital and not hard:
            phrase = self.phrases.starting(left + 1, k)  # "Concurred Bell, '…'"
            if phrase is not None and phrase.kind == "name" and phrase.first == left + 1 and phrase.last == k - 1:
                found = Attribution("before", (left, left), phrase, colon, k)
        return found

    def _topic(self, left: int, k: int) -> Attribution | None:
        """ "For Jo Bell, who runs Quay, it was love at first sight:": the person at the head of the sentence."""
        place = self.phrases.register.at(left + 1) if self.tokens[left].low == "for" else None
        if place is None or not place.entry.person or self.tokens[place.mention.last + 1].text != ",":
            return None
        phrase = self.phrases.apposition(Phrase(left + 1, place.mention.last, "name", (place.mention,)), k)
        return Attribution("before", None, phrase, True, k)

    def _left(self, k: int) -> int:
        tokens, left = self.tokens, k
        while left > 0 and k - left < REACH and tokens[left - 1].sentence == tokens[k].sentence:
            if tokens[left - 1].paragraph != tokens[k].paragraph:
                break
            left -= 1
        return left

    def _over(self, according: Attribution | None, left: int, k: int, used: int, *, colon: bool) -> Attribution | None:
        """The report that a sentence goes back to, unless somebody in it says: "According to Quay Daily, she said"."""
        if according is None or according.phrase is None:
            return None
        said = self._cue_before(max(left, according.phrase.last + 1), k, used, colon)
        if said is None or said.cue is None or said.phrase is None or said.phrase.start <= according.phrase.last + 1:
            return according
        return said if self.tokens[said.cue[0]].low in CUES else according

    def voiced(self, left: int, k: int) -> Attribution | None:
        """ "Bell's advice:", "His verdict?": a noun of saying and whose it is, before the mark at k."""
        tokens = self.tokens
        if tokens[k].text not in {":", "?"} or k < left + 2 or tokens[k - 1].low not in VOICES:
            return None
        for j in range(k - 2, max(left, k - 5) - 1, -1):
            if tokens[j].low in {"his", "her"}:
                return Attribution("before", None, Phrase(j, j, "pronoun", noun=j), True, k, voiced=True)
            place = self.phrases.register.ending(j)
            if place is not None and place.mention.possessive and place.entry.kind != "place":
                mention = place.mention
                phrase = Phrase(mention.first, mention.last, "name", (mention,))
                return Attribution("before", None, phrase, True, k, voiced=True)
            if tokens[j].kind != WORD or tokens[j].capital:
                return None
        return None

    def _last_clause(self, left: int, k: int) -> Attribution | None:
        """ "Bell spoke for an hour, before Rask cut in:": the clause that the colon ends, and its verb beside it."""
        tokens, c = self.tokens, k - 1
        if tokens[c].low in _ADRIFT:
            c -= 1
        if c <= left or tokens[c].kind != WORD or tokens[c].capital or not self._may_be_verb(c):
            return None
        phrase = self.subject(c, left)
        if phrase is None or phrase.kind == "nominal" or phrase.last < c - 2 or phrase.start <= left + 1:
            return None
        if phrase.kind == "pronoun" and tokens[phrase.noun].low not in {"he", "she", "they"}:
            return None
        before = tokens[phrase.start - 1]
        return Attribution("before", (c, c), phrase, True, k) if before.low in _CLAUSES or before.text == "," else None

    def according(self, left: int, k: int, *, colon: bool) -> Attribution | None:
        """ "According to Bell, …" in the tokens left..k."""
        tokens = self.tokens
        for a in range(left, min(k, left + 12)):
            if tokens[a].low == "according" and a + 1 < k and tokens[a + 1].low == "to":
                phrase = self.phrases.starting(a + 2, k + 1)
                if phrase is not None:
                    return Attribution("before", (a, a + 1), phrase, colon, k, document=True)
        return None

    def _cue_before(self, left: int, k: int, used: int, colon: bool) -> Attribution | None:
        tokens = self.tokens
        weak: Attribution | None = None
        for c in range(k, max(left, used + 1) - 1, -1):
            form = self._form(c, left)
            if form == "ed" and (by := self._passive_by(c, left, k)) is not None:
                return by
            if form is None or (tokens[c].low in NAMING and not self._names(c, left, k, form)):
                continue
            if form == "ed" and tokens[c].low in TITLING and self._passive(c, left):
                continue
            phrase = self._said_by(c, left, k) or self.speaker(c, left, form)
            if phrase is not None and form == "base" and tokens[phrase.noun].low == "it" and phrase.kind == "pronoun":
                continue  # "it is easy to say"
            if c == k and form == "ed" and tokens[c].low in TITLING and not self._fronted(c, left):
                continue  # "a network of servers called “ponds”"
            if phrase is None and not self._needs_no_subject(c, left, form, colon=colon):
                continue
            found = Attribution("before", (c, c), phrase, colon, k, naming=tokens[c].low in NAMING)
            strong = tokens[c].low in CUES
            if phrase is not None and phrase.kind == "pronoun" and tokens[phrase.noun].low in {"who", "which"}:
                weak = weak or (found if strong else None)  # a clause about someone else: "told a man who asked"
            elif strong:
                return self._nearer(c, k, found)
            elif weak is None and (found.naming or k - c <= self._stretches_over(k, form, colon=colon)):
                weak = found
        return weak

    def _passive_by(self, c: int, left: int, k: int) -> Attribution | None:
        """ "was described by Bell as “…”"."""
        tokens = self.tokens
        if tokens[c].low not in NAMING or k - c > 9 or tokens[c + 1].low != "by" or not self._passive(c, left):
            return None
        phrase = self.phrases.starting(c + 2, k)
        return Attribution("before", (c, c), phrase, False, k, naming=True) if phrase is not None else None

    def _stretches_over(self, k: int, form: str, *, colon: bool) -> int:
        """How far from the marks a weak cue may stand."""
        if not colon:
            return 6 if self.tokens[k].low == "that" and form == "ed" else 2  # "posted on X that “…”"
        return 30 if self.tokens[k].text == ":" else 14

    def _form(self, c: int, left: int) -> str | None:
        """The form of the cue at c, if it is one, and a verb."""
        token, before = self.tokens[c], self.tokens[c - 1]
        form = CUES.get(token.low) or WEAK_CUES.get(token.low)
        if token.low == "going":
            return None  # "how much he has going into it"
        if form is None or token.kind != WORD or (token.capital and c != left) or is_role(token.low):
            return None
        if before.low in DETERMINERS and c > left and form in {"base", "s", "ing"}:
            return None  # "the post", "a report": a noun
        if form == "s" and before.low in PREPOSITIONS and c > left:
            return None  # "in terms of"
        return None if form == "base" and before.low in PREPOSITIONS - {"to"} else form

    def _names(self, c: int, left: int, k: int, form: str) -> bool:
        """ "called it": near the marks, with nothing quoted between, and somebody who does the calling."""
        if k - c > 7 or any(token.kind == MARKED for token in self.tokens[c : k + 1]):
            return False
        return form != "ed" or self._has_subject(c, left)

    def _said_by(self, c: int, left: int, k: int) -> Phrase | None:
        """ "Said Bell, …": at the head of the sentence the subject may follow."""
        if c != left or not self.tokens[c].capital or self.tokens[c].low.endswith("ing"):
            return None
        phrase = self.phrases.starting(c + 1, k)
        return self.phrases.apposition(phrase, k) if phrase is not None else None

    def _needs_no_subject(self, c: int, left: int, form: str, *, colon: bool) -> bool:
        """ "Adding, …", "…, and said, …": whoever spoke last goes on."""
        if form == "ing":
            return c == left or colon
        return colon and c > left and form in {"ed", "s"} and self.tokens[c - 1].low in {"and", "then"}

    def _nearer(self, c: int, k: int, found: Attribution) -> Attribution:
        """ "Nobody asked, but Bell brought it up anyway:": a later clause leads to the colon."""
        tokens = self.tokens
        if tokens[k].text != ":" or not any(
            tokens[m].low in {"but", "and", "so"} and tokens[m - 1].text == "," for m in range(c + 1, k)
        ):
            return found
        return self._verb_before(c + 1, k) or found

    def _passive(self, c: int, left: int) -> bool:
        """ "is called", "It's often called": the stretch is a name, not a statement."""
        k = c - 1
        while k > left and self.tokens[k].low in ADVERBS:
            k -= 1
        low = self.tokens[k].low
        return k >= left and (
            low in AUXILIARIES - {"has", "had", "have"} or low.endswith(("'re", "'s")) or self.tokens[k].possessive
        )

    def _fronted(self, c: int, left: int) -> bool:
        """ "what Bell called “a gift”": the object of naming stands in front."""
        return any(self.tokens[m].low in {"what", "which", "that", "whom"} for m in range(max(left, c - 8), c))

    def _has_subject(self, c: int, left: int) -> bool:
        return self.subject(c, left) is not None or self.tokens[c].low.endswith("ing")

    def _verb_before(self, left: int, k: int) -> Attribution | None:
        """Before a colon the first verb with a person as subject will do: "Bell addressed the decision:"."""
        tokens = self.tokens
        for c in range(left + 1, k):
            if tokens[c].kind != WORD or tokens[c].capital or not self._may_be_verb(c):
                continue
            phrase = self.subject(c, left)
            if phrase is None or phrase.kind == "nominal" or self._governed(phrase, left):
                continue
            if phrase.kind == "pronoun" and tokens[phrase.noun].low not in {"he", "she", "they"}:
                continue
            return Attribution("before", (c, c), phrase, True, k)
        return None

    def _leads(self, phrase: Phrase, left: int) -> bool:
        """The phrase is all there is before the colon, or "from" leads up to it: not "On filming in Hull:"."""
        if self._organisation(phrase) and self._place(phrase):
            return False
        low = self.tokens[phrase.start - 1].low
        if low == "from" and phrase.kind == "name" and phrase.start > left + 2:
            place = self.phrases.register.at(phrase.heads[0].first)
            if place is None or (place.entry.kind == "unknown" and self.tokens[phrase.start - 2].text != ","):
                return False  # "who had flown from Hull:"
        return phrase.start <= left + 1 or low in {"from", "by", ",", "and"}

    def _named_last(self, left: int, k: int) -> Phrase | None:
        """ "It was collected by Bell, who flew in:": whoever the sentence comes to."""
        for at in range(k - 1, left, -1):
            place = self.phrases.register.ending(at)
            if place is not None and place.entry.person and not place.mention.possessive:
                return self.phrases.ending(at, left)
        return None

    def _speaks(self, phrase: Phrase, left: int, k: int) -> bool:
        """A nominal before a colon that is a speaker: a document, somebody unnamed, "Moderator:"."""
        low = self.tokens[phrase.noun].low
        return low in ANONYMOUS | DOCUMENTS or (is_role(low) and phrase.first == left and phrase.last == k - 1)

    @staticmethod
    def _place(phrase: Phrase) -> bool:
        return phrase.heads[0].kind == "place"

    def _headed_on(self, left: int) -> Phrase | None:
        """ "Bell on boats:": a name at the head, and what it speaks on."""
        place = self.phrases.register.at(left)
        if place is None or not place.entry.person or self.tokens[place.mention.last + 1].low != "on":
            return None
        return self.phrases.ending(place.mention.last, left)

    def _named_before(self, left: int, k: int) -> Attribution | None:
        """Before a colon, without a verb: "this, from veteran gaffer Jo Bell:", "Bell is more direct:"."""
        if self.tokens[left].low == "on" and left + 1 < k:
            return Attribution("before", None, None, True, k)  # "On filming with Rask:": whoever is interviewed
        phrase = self.phrases.ending(k - 1, left)
        if phrase is not None and not self._leads(phrase, left):
            phrase = None
        phrase = phrase or self._headed_on(left) or self._clause_subject(k, left)
        if phrase is not None and phrase.kind == "pronoun" and self.tokens[phrase.noun].low == "it":
            phrase = self._named_last(left, k)
        if phrase is None or (phrase.kind == "nominal" and not self._speaks(phrase, left, k)):
            return None
        if self._organisation(phrase) and phrase.last != k - 1:
            return None
        return Attribution("before", None, phrase, True, k)
