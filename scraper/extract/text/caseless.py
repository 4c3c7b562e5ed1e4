"""Patterns that are blind to case, and fast: asked of the text in small letters before they are asked of the text.

`re` tries every word of a pattern at every character where case is ignored, and passes over nearly all of them by their
first letter where it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_CAPITAL = re.compile(r"(?<!\\)(?<!\(\?)[A-Z]")  # not the class \W, not the group (?P<name>
_SENSITIVE = "(?-i:"


class Caseless:
    """A pattern as re.IGNORECASE has it; "(?-i:...)" within it minds case, but may not stand in a "(?!...)"."""

    __slots__ = ("_exact", "_small")

    def __init__(self, pattern: str) -> None:
        self._exact = re.compile(pattern, re.IGNORECASE)
        small = _CAPITAL.sub(lambda letter: letter[0].lower(), pattern.replace(_SENSITIVE, "(?:"))
        self._small = re.compile(small)  # finds at least what the other finds

    @property
    def pattern(self) -> str:
        """As it was written."""
        return self._exact.pattern

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match between two offsets."""
        low = small_letters(text)
        stop = len(low) if end is None else end
        first = self._small.search(low, start, stop)
        return self._exact.search(text, first.start(), stop) if first is not None else None

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Every match between two offsets."""
        while (match := self.search(text, start, end)) is not None:
            yield match
            start = max(match.end(), start + 1)


@lru_cache(maxsize=16)  # whole texts, which may be long: few of them
def small_letters(text: str) -> str:
    """The text in small letters, character for character: what re.IGNORECASE takes for an i or an s is one."""
    if not text.isascii():
        text = text.replace("İ", "i").replace("ı", "i").replace("ſ", "s")
    return text.lower()
