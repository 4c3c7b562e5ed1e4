"""A work, its names, and where a document names it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scraper.remembered import remembered

_FOLD = re.compile(r"[^\w\s&]+")
_ARTICLE = re.compile(r"^(?:the|a|an) ")
_NOT_LATER = frozenset({"the series", "the movie", "the film", "the show"})


@remembered(1024, longest=300)
def fold(name: str) -> str:
    """A title as it is compared: small letters, no punctuation, no leading article."""
    plain = _FOLD.sub(" ", name.replace("’", "").replace("'", "").replace("\u200c", "")).lower()
    return _ARTICLE.sub("", " ".join(plain.split()))


@dataclass(slots=True, eq=False)
class Work:
    """One work. `rank` says how likely the document is to be about it."""

    name: str
    aliases: list[str] = field(default_factory=list)
    seen: list[Sighting] = field(default_factory=list)
    rank: float = 0.0
    kind: str = ""
    network: str = ""
    genre: str = ""
    logline: str = ""
    source: bool = False  # a book, song or other work that is no title of ours
    quoted: bool = False
    derived: bool = False  # something else is made from it


@dataclass(slots=True, eq=False)
class Sighting:
    """A work where the text names it, tokens first..last. `other`: named in passing, as someone's earlier work."""

    first: int
    last: int
    work: Work
    other: bool = False
    possessive: bool = False


def shortened(short: str, full: str) -> bool:
    """Is the one a shorter way to name the other?"""
    a, b = fold(short).split(), fold(full).split()
    if len(a) >= len(b) or not a:
        return False
    if (
        b[-len(a) :] == a
        and ":" not in full
        and (len(a) > 1 or (len(b) == 2 and full.lower().startswith(("the ", "mr", "mrs"))))
    ):
        return b[-len(a) - 1] not in {"of", "and", "the"} or full.lower().startswith("the ")
    if len(a) == 1 and b[0] == a[0] and len(a[0]) > 3 and len(b) > 2 and ":" not in full and not b[1].isdigit():
        return True
    if ":" in full and (fold(full.split(":", 1)[1]).split() == a or (short[-1:].isdigit() and b[: len(a)] == a)):
        return True  # "Return Crossing" and "Night Boat 2" for "Night Boat 2: Return Crossing"
    if b[: len(a)] == a and ":" in full:
        tail = full.split(":", 1)[1].strip().lower()
        return tail in _NOT_LATER or tail.startswith(("a ", "an "))
    return False
