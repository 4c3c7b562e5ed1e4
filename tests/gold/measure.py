"""Every figure of extraction on every corpus that is here, as a table; `--raise` pins the floors higher.

    python tests/gold/measure.py [--raise] [--misses WORDS]

Run from the root of the checkout with the packages installed (or PYTHONPATH=.).
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import score
import score_credits
import tally
from corpus import CORPORA, HERE, Corpus, Document
from score_credits import Billing

from scraper.extract import story

FLOORS = HERE / "floors.json"
SLACK = 0.5  # points between what is measured and the floor: room for a change that moves one document

FIGURES = {**score.FIGURES, **score.FIGURES_ALL, **score_credits.FIGURES}


@dataclass(frozen=True, slots=True)
class Findings:
    """What an extractor finds in a document."""

    quotes: Sequence[score.Found] = ()
    billing: Billing = field(default_factory=Billing)


Extractor = Callable[[Document], Findings]


@dataclass(slots=True)
class Measurement:
    """What one corpus measures: its digest, its figures in per cent, and what was missed."""

    corpus: Corpus
    digest: str
    documents: int
    seconds: float
    figures: dict[str, float] = field(default_factory=dict)
    misses: list[tally.Miss] = field(default_factory=list)


def ours(document: Document) -> Findings:
    found = story(document.article())
    return Findings(score.found(found), score_credits.billing(found))


def measure(corpus: Corpus, extract: Extractor = ours) -> Measurement:
    """The figures of one corpus. A figure that nothing in the corpus speaks to is left out."""
    documents = corpus.documents()
    core, everything, credited, seconds = tally.Tally(), tally.Tally(), tally.Tally(), 0.0
    for document in documents:
        begun = time.perf_counter()
        found = extract(document)
        seconds += time.perf_counter() - begun
        core.add(score.score(document, found.quotes))
        everything.add(score.score(document, found.quotes, required=score.ALL))
        credited.add(score_credits.score(document, found.billing))
    figures = {name: figure(core.counts) for name, figure in score.FIGURES.items()}
    figures |= {name: figure(everything.counts) for name, figure in score.FIGURES_ALL.items()}
    figures |= {name: figure(credited.counts) for name, figure in score_credits.FIGURES.items()}
    return Measurement(
        corpus=corpus,
        digest=corpus.digest(),
        documents=len(documents),
        seconds=seconds,
        figures={name: value for name, value in figures.items() if value is not None},
        misses=core.misses + credited.misses,
    )


def worst(figure: str, misses: Sequence[tally.Miss]) -> list[tuple[str, int]]:
    """The documents that cost a figure most, and how many misses each has."""
    return tally.worst((score.CAUSES | score_credits.CAUSES)[figure], misses)


def floors() -> dict[str, Any]:
    """{corpus: {"digest": sha256, "floors": {figure: per cent}}}, as pinned."""
    pinned: dict[str, Any] = json.loads(FLOORS.read_text("utf-8"))
    return pinned


def raised(pinned: dict[str, Any], measured: Measurement) -> dict[str, Any]:
    """The corpus's entry with every floor where it was or higher; where the corpus changed, if it still holds."""
    entry = pinned.get(measured.corpus.name, {})
    same, before = entry.get("digest") == measured.digest, entry.get("floors", {})
    held = {name: floor for name, floor in before.items() if same or measured.figures.get(name, 0.0) >= floor}
    return {
        "digest": measured.digest,
        "floors": {name: max(held.get(name, 0.0), floor_for(value)) for name, value in measured.figures.items()},
    }


def floor_for(value: float) -> float:
    """A hair below: rounded down to a tenth."""
    return max(0.0, math.floor(10 * (value - SLACK)) / 10)


def shortfalls(pinned: dict[str, Any], measured: Measurement) -> list[str]:
    """One line a broken promise. A figure that can no longer be computed counts as nought."""
    if pinned["digest"] != measured.digest:
        digests = f"{measured.digest[:12]}, pinned {pinned['digest'][:12]}"
        changed = f"{measured.corpus.name} is not the corpus its floors were pinned on ({digests})"
        return [f"{changed}: read the new figures, then run tests/gold/measure.py --raise"]
    lines = []
    for name, floor in pinned["floors"].items():
        value = measured.figures.get(name, 0.0)
        if value < floor:
            costly = ", ".join(f"{document} ({n})" for document, n in worst(name, measured.misses))
            lines.append(f"{measured.corpus.name}: {name} is {value:.1f}, its floor {floor}; worst: {costly}")
    return lines


def table(measurements: Sequence[Measurement]) -> str:
    """Markdown: a line a figure, a column a corpus."""
    head = ["| figure, % |"] + [f" {m.corpus.name} ({m.documents}) |" for m in measurements]
    lines = ["".join(head), "|---|" + "---:|" * len(measurements)]
    for name in FIGURES:
        cells = (f"{m.figures[name]:.1f}" if name in m.figures else "" for m in measurements)
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    speeds = (f"{m.documents / m.seconds:.0f}" if m.seconds else "" for m in measurements)
    return "\n".join([*lines, "| documents a second | " + " | ".join(speeds) + " |"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raise", dest="pin", action="store_true", help="pin the floors, upwards only")
    parser.add_argument("--misses", metavar="WORDS", help="list what was missed: words of the kind of miss")
    asked = parser.parse_args()
    present = [corpus for corpus in CORPORA if not corpus.absent]
    measurements = [measure(corpus) for corpus in present]
    print(table(measurements))
    for corpus in CORPORA:
        for path in corpus.absent:
            print(f"{corpus.name} is left out: there is no {path}")
    for measured in measurements if asked.misses else ():
        for miss in measured.misses:
            if asked.misses in miss.figure:
                print(f"{miss.figure:22} {miss.document:40} {miss.what[:120]!r}")
    if asked.pin:
        print(*pin(measurements, FLOORS), sep="\n")


def pin(measurements: Sequence[Measurement], path: Path) -> list[str]:
    """Writes the floors. Returns what a reviewer must be told: floors that fell because the corpus changed."""
    pinned = json.loads(path.read_text("utf-8")) if path.exists() else {}
    fallen = []
    for measured in measurements:
        name = measured.corpus.name
        before, after = pinned.get(name, {"floors": {}}), raised(pinned, measured)
        fallen += [
            f"{name} has changed: the floor of {figure} falls from {floor} to {after['floors'].get(figure, 0.0)}"
            for figure, floor in before["floors"].items()
            if after["floors"].get(figure, 0.0) < floor
        ]
        pinned[name] = after
    path.write_text(json.dumps(pinned, indent=2) + "\n", "utf-8")
    return fallen


if __name__ == "__main__":
    main()
