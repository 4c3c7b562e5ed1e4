"""Attempts by outcome over time, as bars that need no script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from storage.site.reading import Row

DAYS = 60
_REFUSED = ("breaker open", "disallowed", "robots unavailable", "rate limited", "refused address")


@dataclass(frozen=True)
class Bar:
    """One part of a day's column, in a drawing 100 high. `kind` is how it looks."""

    kind: str
    label: str
    height: float
    top: float


@dataclass(frozen=True)
class Column:
    day: str
    left: float
    width: float
    bars: tuple[Bar, ...]
    total: int
    label: str


@dataclass(frozen=True)
class Chart:
    columns: tuple[Column, ...]
    kinds: tuple[tuple[str, int], ...]  # with their sums, for the legend
    rows: tuple[tuple[str, str, str, int], ...]  # day, purpose, outcome, attempts: the same as a table
    most: int  # attempts in one day
    first: str
    last: str


KINDS = {"ok": "answered", "same": "not modified", "refused": "we were told to wait or stay away", "failed": "failed"}


def kind(outcome: str) -> str:
    if outcome == "ok":
        return "ok"
    if outcome == "not modified":
        return "same"
    return "refused" if outcome in _REFUSED else "failed"


def chart(attempts: Iterable[Row], days: int = DAYS) -> Chart | None:
    """The last days for which there are attempts. None: nothing was ever tried."""
    rows = [(row["day"], row["purpose"], row["outcome"], int(row["attempts"])) for row in attempts]
    if not rows:
        return None
    last = date.fromisoformat(max(day for day, *_ in rows))
    first = max(date.fromisoformat(min(day for day, *_ in rows)), last - timedelta(days=days - 1))
    shown = [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
    tallies: dict[str, Counter[str]] = {day: Counter() for day in shown}
    for day, _, outcome, count in rows:
        if day in tallies:
            tallies[day][kind(outcome)] += count
    most = max(tally.total() for tally in tallies.values())
    sums = sum(tallies.values(), Counter[str]())
    step = min(12.0, 600 / len(shown))
    return Chart(
        columns=tuple(_column(day, tallies[day], n * step, step, most) for n, day in enumerate(shown)),
        kinds=tuple((name, sums[name]) for name in KINDS if sums[name]),
        rows=tuple(rows),
        most=most,
        first=shown[0],
        last=shown[-1],
    )


def _column(day: str, tally: Counter[str], left: float, step: float, most: int) -> Column:
    bars, top = [], 100.0
    for name in KINDS:
        if count := tally[name]:
            height = 100 * count / most
            top -= height
            bars.append(Bar(name, f"{count} {KINDS[name]}", round(height, 2), round(top, 2)))
    said = ", ".join(bar.label for bar in bars) or "no attempts"
    return Column(day, round(left, 2), round(step * 0.84, 2), tuple(bars), tally.total(), f"{day}: {said}")
