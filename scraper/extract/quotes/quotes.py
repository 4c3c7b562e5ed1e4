"""Quotes: stretches that are speech, put together with their parts, their speakers and what is said about them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scraper.extract.naming.documents import Document, document
from scraper.extract.naming.phrases import Phrase
from scraper.extract.quotes.attribution import Attribution, Attributions
from scraper.extract.quotes.blocks import Block, Blocks
from scraper.extract.quotes.context import Context
from scraper.extract.quotes.doubts import Doubts
from scraper.extract.quotes.roles import introduced, stated
from scraper.extract.quotes.speech import Look, look
from scraper.extract.text.lexicon import CUES
from scraper.extract.text.marks import Stretch
from scraper.extract.text.words import MARKED, WORD
from scraper.model import Party, Quote, Span

__all__ = ["Document", "document", "quotes"]

_OPENERS = frozenset({"while", "and", "but", "as", "before"})
_LABEL = re.compile(r"([A-Z][A-Z'’\-]{2,20}): {1,3}(?=\S)")


@dataclass(slots=True, eq=False)
class _Draft:
    """A quote in the making."""

    parts: list[Span]
    kind: str
    speakers: tuple[Party, ...]
    attribution: Attribution | None
    phrase: Phrase | None
    last: int  # token of its last stretch
    spoken: list[Stretch] = field(default_factory=list)


def quotes(doc: Document) -> tuple[Quote, ...]:
    """Every quote, in reading order."""
    return _Assembly(doc).quotes()


class _Assembly:
    def __init__(self, doc: Document) -> None:
        self.doc, self.tokens = doc, doc.tokens
        self.attributions = Attributions(doc.tokens, doc.phrases)
        self.at = [i for i, token in enumerate(doc.tokens) if token.kind == MARKED]
        self.looks = [look(doc.text[s.start : s.end]) for s in doc.marked]
        self.speech = {i for i, each in zip(self.at, self.looks, strict=True) if not each.title and each.words > 2}
        self.drafts: list[_Draft] = []
        self.used = -1  # last token an attribution has used up
        self._heard: set[Party] = set()
        self.doubts = Doubts(doc.tokens, self.attributions, doc.set_apart)
        self.context = Context(doc.tokens, self.attributions, self.doubts)

    def quotes(self) -> tuple[Quote, ...]:
        doc = self.doc
        blocks = Blocks(doc.text, doc.bounds, doc.tokens, doc.phrases, doc.people).found()
        unmarked = {number for block in blocks for number in block.paragraphs}
        for number, i in enumerate(self.at):
            if self.tokens[i].paragraph not in unmarked:
                self._stretch(number, i)
        found = [self._finish(draft) for draft in self.drafts] + [self._block(block) for block in blocks]
        return tuple(sorted(found, key=lambda quote: (quote.span.start, quote.span.end)))

    def _block(self, block: Block) -> Quote:
        draft = _Draft(list(block.parts), "direct", block.speakers, block.attribution, None, 0)
        if block.attribution is not None:
            draft.phrase = block.attribution.phrase
        return self._finish(draft)

    def _stretch(self, number: int, i: int) -> None:
        stretch, seen = self.doc.marked[number], self.looks[number]
        previous = self.drafts[-1] if self.drafts else None
        label = _LABEL.match(self.doc.text, stretch.start, stretch.end)
        if label is not None:
            self._transcribed(stretch, label, i)
            return
        if stretch.resumes and previous is not None and self._is_last(previous, number):
            self._continue(previous, number, i)
            return
        after = self.attributions.after(i, seen.last, self.speech, title=seen.title)
        before = self.attributions.before(i, self.used)
        if after is not None and before is not None and before.cue is not None and self._anothers(after, i):
            after = None
        if self.doubts.title(stretch, seen, i, after, before) and not self._last_word(previous, i, seen):
            return
        if after is not None:
            self._add(number, i, after, seen)
        elif before is not None and self.doubts.credible(seen, i, before):
            self._add(number, i, before, seen)
        elif previous is not None and self._joins(previous, i, seen):
            self._continue(previous, number, i)
        elif self.doubts.stands_alone(seen, i):
            self._unattributed(number, i)
        elif (led := self.context.led_up_to(seen, i)) is not None:
            self._add(number, i, led, seen)

    def _last_word(self, previous: _Draft | None, i: int, seen: Look) -> bool:
        """ "“He is like that,” she says. “Melancholy.”": a word right after an attribution goes on."""
        found, tokens = previous.attribution if previous is not None else None, self.tokens
        if (
            previous is None
            or found is None
            or found.side != "after"
            or found.cue is None
            or previous.kind == "partial"
        ):
            return False
        return seen.finished and seen.words == 1 and found.end == i - 2 and tokens[i - 1].stop

    def _anothers(self, after: Attribution, i: int) -> bool:
        """ "Bell replied, “…” while Rask said, “…”": the clause after a stretch leads on to the next."""
        opener = self.tokens[i + 1 : i + 3]
        leads = self.tokens[after.end + 1 : after.end + 3]
        opens = any(token.low in _OPENERS for token in (opener[1:] if opener[0].text == "," else opener[:1]))
        return opens and len(leads) == 2 and leads[0].text in {",", ":"} and leads[1].kind == MARKED

    def _transcribed(self, stretch: Stretch, label: re.Match[str], i: int) -> None:
        """A line of a transcript: "PELL: It moves."."""
        entry = self.doc.register.find((label[1].title(),), i)
        speakers = (Party(entry.name),) if len(entry.words) > 1 else ()
        draft = _Draft([Span(label.end(), stretch.end)], "direct", speakers, None, None, i, [stretch])
        self.drafts.append(draft)

    # Putting together.

    def _is_last(self, draft: _Draft, number: int) -> bool:
        return number > 0 and draft.spoken[-1] is self.doc.marked[number - 1]

    def _continue(self, draft: _Draft, number: int, i: int) -> None:
        stretch = self.doc.marked[number]
        draft.parts.append(Span(stretch.start, stretch.end))
        draft.spoken.append(stretch)
        draft.last = i
        if draft.attribution is None:
            after = self.attributions.after(i, self.looks[number].last, self.speech)
            if after is not None:
                self._attribute(draft, after)

    def _joins(self, previous: _Draft, i: int, seen: Look) -> bool:
        """No attribution of its own, in the paragraph of a quote, and nobody else has come up between."""
        tokens = self.tokens
        if tokens[previous.last].paragraph != tokens[i].paragraph:
            return False
        gap = i - 1
        if self._splits(previous, gap):
            return not seen.title
        if previous.kind == "partial" and not seen.utterance:
            return False
        mid = tokens[gap].text == "," and previous.attribution is not None and gap - 1 <= previous.attribution.end + 12
        if not (
            seen.utterance
            or (mid and gap > previous.last + 1)
            or (tokens[gap].sentence != tokens[i].sentence and (seen.finished or seen.sentences > 1))
        ):
            return False
        if previous.kind == "partial":
            return False
        return not self._someone_else(previous, i)

    def _splits(self, previous: _Draft, gap: int) -> bool:
        """ "The “good boats,” he explained, “float.”": nothing but the attribution and a comma stands between."""
        found, tokens = previous.attribution, self.tokens
        if found is None or found.side != "after" or tokens[gap].text != "," or found.end != gap - 1:
            return False
        return found.cue is not None and tokens[found.cue[0]].low in CUES and found.end > previous.last

    def _someone_else(self, previous: _Draft, i: int) -> bool:
        start = max(previous.last + 1, self._attribution_end(previous) + 1)
        for first, last in self._sentences(start, i - 1):
            phrase = self.attributions.clause_person(first, last)
            if phrase is None or phrase.kind != "name":
                continue
            if set(self.doc.people.parties(phrase)) - set(previous.speakers):
                return True
        return False

    def _attribution_end(self, draft: _Draft) -> int:
        end = draft.attribution.end if draft.attribution is not None else -1
        sentence = self.tokens[end].sentence if end >= 0 else -1
        while 0 <= end < len(self.tokens) - 1 and self.tokens[end + 1].sentence == sentence:
            end += 1
        return end

    def _sentences(self, first: int, last: int) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        start = first
        for k in range(first, last + 1):
            if k == last or self.tokens[k + 1].sentence != self.tokens[k].sentence:
                found.append((start, k))
                start = k + 1
        return found

    def _add(self, number: int, i: int, attribution: Attribution, seen: Look) -> None:
        stretch = self.doc.marked[number]
        draft = _Draft(
            [Span(stretch.start, stretch.end)], self._kind(i, seen, attribution), (), None, None, i, [stretch]
        )
        self.drafts.append(draft)
        self._attribute(draft, attribution)

    def _attribute(self, draft: _Draft, attribution: Attribution) -> None:
        draft.attribution, draft.phrase = attribution, attribution.phrase
        if attribution.side == "after":
            self.used = max(self.used, attribution.end)
        if attribution.phrase is not None:
            draft.speakers = self.doc.people.parties(attribution.phrase)
            self.doc.people.note(attribution.phrase.first, draft.speakers)
        elif len(self.drafts) > 1:
            draft.speakers = self.drafts[-2].speakers
        elif attribution.cue is None:
            draft.speakers = self.doc.people.likeliest(draft.last)  # "Highlights. On boats: “…”"

    def _kind(self, i: int, seen: Look, attribution: Attribution) -> str:
        before = self.tokens[i - 1] if i else None
        embedded = before is not None and before.sentence == self.tokens[i].sentence and before.kind == WORD
        if attribution.naming:
            return "partial"
        if not embedded or seen.sentences > 1 or (seen.personal and seen.verb and not seen.lower):
            return "direct"
        return "partial" if seen.lower or not seen.utterance else "direct"

    # Without attribution.

    def _unattributed(self, number: int, i: int) -> None:
        stretch = self.doc.marked[number]
        phrase, parties = self._whose(i)
        draft = _Draft([Span(stretch.start, stretch.end)], "direct", parties, None, phrase, i, [stretch])
        self.drafts.append(draft)
        self.doc.people.note(i, parties)

    def _whose(self, i: int) -> tuple[Phrase | None, tuple[Party, ...]]:
        """Whose words these are: the subject of the sentence before, of the one after, or whoever spoke last."""
        phrase = self.context.phrase(i)
        if phrase is not None:
            parties = self.doc.people.parties(phrase)
            if parties:
                return phrase, parties
        previous = self.drafts[-1] if self.drafts else None
        if previous is not None and self.tokens[i].paragraph - self.tokens[previous.last].paragraph <= 2:
            return None, previous.speakers
        return None, ()

    # Finishing.

    def _introduced(self, draft: _Draft) -> tuple[Span | None, Span | None]:
        """At a speaker's first quote, the role stated where the text introduced them."""
        new = [speaker for speaker in draft.speakers if speaker not in self._heard]
        self._heard |= set(draft.speakers)
        if not new or len(new) < len(draft.speakers):
            return None, None
        for place in self.doc.register.naming(draft.speakers[-1].name, draft.last):
            phrase = self.doc.phrases.introducing(place.mention, draft.last)
            found = introduced(phrase, self.tokens, self.doc.register)
            if found[0] is not None:
                return found
        return None, None

    @staticmethod
    def _repeats(draft: _Draft) -> bool:
        """ "the director": somebody whom the text introduced before."""
        phrase = draft.phrase
        if phrase is None or phrase.kind != "nominal" or draft.speakers[0].kind == "unnamed":
            return False
        return phrase.noun - phrase.first < 2  # "the new interim chief" says more than was said before

    def _finish(self, draft: _Draft) -> Quote:
        tokens = self.tokens
        cue = written = role = affiliation = None
        if draft.attribution is not None and draft.attribution.cue is not None:
            a, b = draft.attribution.cue
            cue = Span(tokens[a].start, tokens[b].end)
        if draft.phrase is not None:
            written = Span(tokens[draft.phrase.first].start, tokens[draft.phrase.last].end)
            role, affiliation = stated(draft.phrase, tokens, self.doc.register)
        if draft.speakers and (role is None or self._repeats(draft)):
            earlier = self._introduced(draft)
            role, affiliation = earlier if earlier[0] is not None else (role, affiliation)
        return Quote(
            parts=tuple(draft.parts),
            kind="partial" if draft.kind == "partial" else "direct",
            speakers=draft.speakers,
            speaker_as_written=written,
            cue=cue,
            role=role,
            affiliation=affiliation,
        )
