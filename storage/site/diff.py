"""What differs between two texts, paragraph by paragraph and within these word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from storage.site.passages import paragraphs

_COUNTED = re.compile(r"\w+")
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MOST_COMPARED = 100_000_000  # words times words: 12 MB of bits; what is more is shown as replaced altogether
ALIKE = 0.4  # of the words of two paragraphs, taken together, that stand in both in the same order
MOST_PAIRED = 2_500  # paragraphs times paragraphs

Change = Literal["same", "removed", "added"]


@dataclass(frozen=True)
class Run:
    """Neighbouring words that share a fate."""

    change: Change
    text: str


@dataclass(frozen=True)
class Block:
    """A paragraph as it was and is. `change` is "same" or "added" or "removed" as a whole, else "edited"."""

    change: Literal["same", "removed", "added", "edited"]
    runs: tuple[Run, ...]


def changes(before: str, after: str) -> list[Block]:
    old, new = paragraphs(before), paragraphs(after)
    blocks: list[Block] = []
    for change, a, b in _opcodes(old, new):
        if change == "same":
            blocks += (Block("same", (Run("same", paragraph),)) for paragraph in a)
        else:
            blocks += _edited(a, b)
    return blocks


def summary(blocks: Iterable[Block]) -> dict[Change, int]:
    """Words that stayed, went and came."""
    counts: dict[Change, int] = {"same": 0, "removed": 0, "added": 0}
    for block in blocks:
        for run in block.runs:
            counts[run.change] += sum(1 for _ in _COUNTED.finditer(run.text))
    return counts


def words(before: str, after: str) -> tuple[Run, ...]:
    """The two texts as one: `same` and `removed` make the first, `same` and `added` the second."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    runs: list[Run] = []
    for change, a, b in _opcodes(old, new):
        if change == "same":
            runs.append(Run("same", "".join(a)))
        else:
            runs += [run for run in (Run("removed", "".join(a)), Run("added", "".join(b))) if run.text]
    return tuple(runs)


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Change, Sequence[str], Sequence[str]]]:
    """Stretches of equal things, and between them what was there ("removed": and what is there now)."""
    if len(old) * len(new) > MOST_COMPARED:
        yield "removed", old, new
        return
    gone: list[str] = []
    come: list[str] = []
    for step in Indel.opcodes(old, new):
        if step.tag != "equal":
            gone += old[step.src_start : step.src_end]
            come += new[step.dest_start : step.dest_end]
            continue
        same = old[step.src_start : step.src_end]
        # A blank between two changed words is no island: "a b" to "c d" is one change.
        if (gone or come) and len(same) == 1 and not same[0].strip() and step.src_end < len(old):
            gone += same
            come += same
            continue
        if gone or come:
            yield "removed", tuple(gone), tuple(come)
            gone, come = [], []
        yield "same", same, same
    if gone or come:
        yield "removed", tuple(gone), tuple(come)


def _edited(old: Sequence[str], new: Sequence[str]) -> Iterator[Block]:
    """Paragraphs in whose place others came: each beside the one it resembles, in order."""
    for before, after in _pairs(old, new):
        if before is None or after is None:
            change: Literal["removed", "added"] = "added" if before is None else "removed"
            yield Block(change, (Run(change, after or before or ""),))
        else:
            yield Block("edited", words(before, after))


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    if len(old) * len(new) > MOST_PAIRED:
        yield from ((before, None) for before in old)
        yield from ((None, after) for after in new)
        return
    rest = list(new)
    for before in old:
        near = next((i for i, after in enumerate(rest) if _alike(before, after)), None)
        if near is None:
            yield before, None
            continue
        yield from ((None, after) for after in rest[:near])
        yield before, rest[near]
        del rest[: near + 1]
    yield from ((None, after) for after in rest)


def _alike(before: str, after: str) -> bool:
    old, new = before.split(), after.split()
    return len(old) * len(new) <= MOST_COMPARED and Indel.normalized_similarity(old, new) >= ALIKE
