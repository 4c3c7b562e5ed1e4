"""Speech without quotation marks: answers in an interview and statements set as blocks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.people import People
from scraper.extract.naming.phrases import Phrases
from scraper.extract.naming.register import Entry, Register
from scraper.extract.quotes.attribution import Attribution, Attributions
from scraper.extract.text.lexicon import CUES, FIRST_PERSON
from scraper.extract.text.words import MARKED, WORD, Token
from scraper.model import Party, Span

_LABEL = re.compile(r"((?:[^\W\d_][\w.'’\-]*)(?: [^\W\d_][\w.'’\-]*){0,3}):\s+(?=\S)")
_ANSWER = frozenset({"a", "answer"})
_QUESTION = frozenset({"q", "question"})
_ISSUED = frozenset({"issued", "released", "posted", "shared", "offered", "addressed", "reads", "read"})
_SHORT = 8  # words: a block of fewer is a heading, a caption or a list item


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs of unmarked speech: what was said, by whom, and the attribution that led up to it."""

    parts: tuple[Span, ...]
    paragraphs: frozenset[int]
    speakers: tuple[Party, ...]
    attribution: Attribution | None = None


class Blocks:
    """Looks at whole paragraphs: `ranges` are the tokens of each."""

    def __init__(
        self, text: str, bounds: list[tuple[int, int]], tokens: list[Token], phrases: Phrases, people: People
    ) -> None:
        self.text, self.bounds, self.tokens = text, bounds, tokens
        self.register: Register = phrases.register
        self.people = people
        self.attributions = Attributions(tokens, phrases)
        self.ranges: dict[int, tuple[int, int]] = {}
        first = 0
        for i, token in enumerate(tokens):
            if i + 1 == len(tokens) or tokens[i + 1].paragraph != token.paragraph:
                self.ranges[token.paragraph] = (first, i)
                first = i + 1

    def found(self) -> list[Block]:
        answers = self._answers()
        taken = {number for block in answers for number in block.paragraphs}
        return answers + self._statements(taken)

    # Interviews.

    def _answers(self) -> list[Block]:
        labelled: list[tuple[int, str, int]] = []
        for number, (start, end) in enumerate(self.bounds):
            match = _LABEL.match(self.text, start, min(end, start + 60))
            if match:
                labelled.append((number, match[1], match.end()))
        speakers = self._labelled([label for _, label, _ in labelled])
        for asker in self._askers(labelled, speakers):
            del speakers[asker]
        return [
            Block((Span(start, self.bounds[number][1]),), frozenset({number}), (Party(speakers[label.lower()]),))
            for number, label, start in labelled
            if label.lower() in speakers
        ]

    def _askers(self, labelled: list[tuple[int, str, int]], speakers: dict[str, str]) -> list[str]:
        """The labels of whoever only asks, where somebody else answers."""
        asking: dict[str, bool] = {}
        for number, label, _ in labelled:
            if (name := speakers.get(label.lower())) is not None:
                asking[name] = asking.get(name, True) and self.text[self.bounds[number][1] - 1] == "?"
        if all(asking.values()):
            return []
        return [label for label, name in speakers.items() if asking[name]]

    def _labelled(self, labels: list[str]) -> dict[str, str]:
        """Who speaks under each label: nobody, unless questions and answers alternate or somebody speaks twice."""
        lows = Counter(label.lower() for label in labels)
        asked = any(lows[q] for q in _QUESTION)
        people = [place.entry for place in self.register.places if place.entry.person and len(place.entry.words) > 1]
        if asked and any(lows[a] for a in _ANSWER):
            main = _main(people)
            return dict.fromkeys(_ANSWER, main.name) if main is not None else {}
        known = _labels(people)
        for label in labels:  # somebody the prose does not name: "Lena Marsh: …", and then "Marsh: …"
            words = _as_named(label)
            if len(words) > 1 and words[0].lower() in GIVEN_NAMES and words not in known:
                entry = Entry(words, "person")
                for each in (words, words[-1:], words[:1]):
                    known.setdefault(each, entry)
        named = {label.lower(): known[_as_named(label)].name for label in labels if _as_named(label) in known}
        times = Counter(named[label.lower()] for label in labels if label.lower() in named)
        talk = max(times.values(), default=0) > 1 and (len(lows) > 1 or asked)
        return {low: name for low, name in named.items() if talk and low not in _QUESTION | _ANSWER}

    # Statements.

    def _statements(self, taken: set[int]) -> list[Block]:
        blocks = []
        for number in range(len(self.bounds) - 1):
            if number in taken or number not in self.ranges or number + 1 in taken:
                continue
            attribution = self._announced(number)
            if attribution is None:
                continue
            numbers = self._run(number + 1)
            if not numbers:
                continue
            speakers = self.people.parties(attribution.phrase) if attribution.phrase is not None else ()
            parts = tuple(Span(*self.bounds[n]) for n in numbers)
            blocks.append(Block(parts, frozenset(numbers), speakers, attribution))
            taken |= set(numbers)
        return blocks

    def _announced(self, number: int) -> Attribution | None:
        """The paragraph ends in an attribution and a colon: "Bell said in a statement:"."""
        first, last = self.ranges[number]
        if self.tokens[last].text != ":" or last + 1 >= len(self.tokens) or last - first < 2:
            return None
        found = self.attributions.before(last + 1, -1)
        if found is None or found.cue is None or found.phrase is None:
            return None
        return found if self.tokens[found.cue[0]].low in CUES.keys() | _ISSUED else None

    def _run(self, number: int) -> list[int]:
        """The paragraphs from this one on that speak in the first person and hold no reporter's words."""
        numbers: list[int] = []
        while number in self.ranges and self._speaks(number, first=not numbers):
            numbers.append(number)
            number += 1
        return numbers

    def _speaks(self, number: int, *, first: bool) -> bool:
        start, last = self.ranges[number]
        tokens = self.tokens[start : last + 1]
        words = [token.low for token in tokens if token.kind == WORD]
        if len(words) < _SHORT or tokens[0].kind == MARKED or self.tokens[last].text == ":":
            return False
        if self.text[self.bounds[number][1] - 1] not in '.?!…”"’)':
            return False
        if any(token.kind == MARKED and self._attributed(start + i) for i, token in enumerate(tokens)):
            return False
        mine = sum(word in FIRST_PERSON for word in words)
        if first:
            return mine > 0
        return mine > 1 and not any(word in CUES and word not in {"say", "tell", "report", "state"} for word in words)

    def _attributed(self, i: int) -> bool:
        return self.attributions.before(i, -1) is not None


def _main(people: list[Entry]) -> Entry | None:
    """Whoever is named most, the first of equals."""
    counts = Counter(id(entry) for entry in people)
    return max(people, key=lambda entry: counts[id(entry)], default=None)


def _labels(people: list[Entry]) -> dict[tuple[str, ...], Entry]:
    """What a label may call each person: the full name, the surname or the first name; the first named goes first."""
    labels: dict[tuple[str, ...], Entry] = {}
    for entry in people:
        for words in (entry.words, (entry.surname,), entry.words[:1]):
            labels.setdefault(words, entry)
    return labels


def _as_named(label: str) -> tuple[str, ...]:
    """JO BELL is Jo Bell."""
    return tuple(word.capitalize() if word.isupper() and len(word) > 2 else word for word in label.split())
