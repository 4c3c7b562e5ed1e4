"""A proper name where it stands, and the words that say what somebody does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from scraper.extract.text.lexicon import FEMALE_ROLES, MALE_ROLES, ROLES, SUFFIXES
from scraper.remembered import remembered

Kind = Literal["person", "company", "place", "unknown"]


@dataclass(slots=True, eq=False)
class Mention:
    """A proper name where it stands: tokens first..last, without honorific and leading role words."""

    first: int
    last: int
    words: tuple[str, ...]
    kind: Kind
    gender: str = ""
    lead: int = -1  # first token of the capitalised run it was cut from: "Executive Producer Jo Bell"
    possessive: bool = False
    role: str = ""  # the role word directly before it
    honorific: bool = False

    @property
    def name(self) -> str:
        return " ".join(self.words)


@remembered(4096, longest=60)
def is_role(low: str) -> bool:
    """A role noun, singular or plural, plain or compound ("co-host", "Award-winner", "actress/model")."""
    if low in ROLES or low in FEMALE_ROLES:
        return True
    if low.endswith("s") and (low[:-1] in ROLES or low[:-1] in FEMALE_ROLES):
        return True
    if "-" in low or "/" in low:
        tail = low.replace("/", "-").rsplit("-", 1)[1]
        return tail in ROLES or (tail.endswith("s") and tail[:-1] in ROLES)
    return False


def role_gender(low: str) -> str:
    return "f" if low in FEMALE_ROLES else "m" if low in MALE_ROLES else ""


def surname(words: Sequence[str]) -> str:
    """The last word that is not a suffix."""
    last = len(words) - 1
    while last > 0 and words[last].lower().strip(".") in SUFFIXES:
        last -= 1
    return words[last]
