"""Counts of what was right and wrong, which add up, and the figures computed from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

Figure = Callable[[Counter[str]], float | None]  # in per cent; for all of them more is better


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that was not as the gold has it."""

    figure: str
    document: str
    what: str


@dataclass(slots=True)
class Tally:
    """Counts that can be added up: per document, per corpus."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.counts.update(other.counts)
        self.misses.extend(other.misses)


def share(part: str, *whole: str) -> Figure:
    def figure(counts: Counter[str]) -> float | None:
        total = sum(counts[name] for name in whole)
        return 100 * counts[part] / total if total else None

    return figure


def f1(what: str = "") -> Figure:
    """Of the counts "<what>right", "<what>wrong" and "<what>missed"."""

    def figure(counts: Counter[str]) -> float | None:
        right = 2 * counts[f"{what}right"]
        total = right + counts[f"{what}wrong"] + counts[f"{what}missed"]
        return 100 * right / total if total else None

    return figure


def worst(causes: Collection[str], misses: Iterable[Miss], number: int = 5) -> list[tuple[str, int]]:
    """The documents with most misses of these kinds, and how many each has."""
    return Counter(miss.document for miss in misses if miss.figure in causes).most_common(number)
