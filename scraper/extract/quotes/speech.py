"""What a stretch looks like by itself: an utterance, a title of a work, a word in doubtful marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.extract.text.lexicon import FINITE, FIRST_PERSON
from scraper.remembered import remembered

_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_SMALL = frozenset(
    "a an and as at but by de del du el en for from in into is it la le les nor of off on or out over per so "
    "than that the to up via vs with you your my his her their its our be are was & et und der die das n' ’n’".split()
)
_INNER_STOP = re.compile(r"[.?!…][\"'”’)]*\s+[\"'“‘(\[]?[A-Z]")


@dataclass(frozen=True, slots=True)
class Look:
    """Measures of a stretch that decide whether it can be speech."""

    words: int
    title: bool  # capitalised like the title of a work
    lower: bool  # begins in the middle of a sentence
    finished: bool  # ends with . ? ! … inside the marks
    comma: bool  # ends with a comma inside the marks
    sentences: int
    verb: bool
    personal: bool  # I, we, you
    last: str  # last character that is not a closing mark

    @property
    def utterance(self) -> bool:
        """Could stand alone as something said."""
        if self.title or self.words == 0:
            return False
        if self.lower:
            return self.sentences > 1 or (self.personal and self.verb and self.words > 6)
        return self.sentences > 1 or (self.words > 3 and (self.verb or self.personal)) or (self.words > 7)


@remembered(256, longest=2000)
def look(text: str) -> Look:
    """Measures of the words between a pair of marks."""
    head = text[:600]
    words = _WORD.findall(head)
    last = _last(text)
    lows = [word.lower() for word in words]
    if "’" in head:
        lows = [low.replace("’", "'") for low in lows]
    first = next((c for c in text if c.isalnum()), "")
    return Look(
        words=len(words),
        title=_title(words, lows, text),
        lower=first.islower(),
        finished=last in ".?!…" and last != "",
        comma=last == ",",
        sentences=1 + len(_INNER_STOP.findall(head)),
        verb=not FINITE.isdisjoint(lows) or any(low.endswith("n't") for low in lows),
        personal=not FIRST_PERSON.isdisjoint(lows),
        last=last,
    )


def _last(text: str) -> str:
    """The last character that is a letter or ends a clause: closing marks and pictures do not count."""
    for character in reversed(text[-40:]):
        if character.isalnum() or character in ".,;:?!…—–-]":
            return character
    return ""


def _title(words: list[str], lows: list[str], text: str) -> bool:
    """Title case throughout; one-word and two-word stretches count when they are capitalised."""
    if not words or len(words) > 14:
        return False
    if text.rstrip()[-1:] in "?!" and text.isupper() and len(text) > 3:
        return False  # "PLAY IT!"
    weighty = [word for word, low in zip(words, lows, strict=True) if low not in _SMALL]
    if not weighty:
        return bool(words[0][0].isupper() and len(words) < 4 and text.rstrip()[-1:] not in "?!")
    if not (words[0][0].isupper() or words[0][0].isdigit()):
        return all(word[0].isupper() or word[0].isdigit() for word in weighty) and len(weighty) > 1
    return all(word[0].isupper() or word[0].isdigit() for word in weighty)
