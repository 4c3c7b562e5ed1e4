"""The page of the status: how every source is doing, what is normal for it, and how the last runs ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from storage import standing
from storage.observations import Day, Norm
from storage.site.reading import Asked, Reading
from storage.standing import Standing, Status


@dataclass(frozen=True)
class Figure:
    """A figure of a source: what it is, what is normal, and what it is today; None: not known, or no page yet."""

    name: str
    normal: float | None
    today: float | None
    unit: str = ""  # "share": shown in per cent


def page(reading: Reading, asked: Asked) -> dict[str, Any]:
    found = status(reading, asked)
    return {
        "status": found,
        "sources": [{"standing": each, "figures": figures(each)} for each in found.sources],
        "are_plans_known": any(each.plan for each in found.sources),
        "stalled": [each for each in found.sources if each.stalled],
        "alarms": [(each, alarm) for each in found.sources for alarm in each.alarms],
    }


def data(reading: Reading, asked: Asked) -> dict[str, Any]:
    """The same as `onrecord status --json`."""
    return standing.as_json(status(reading, asked))


def status(reading: Reading, asked: Asked) -> Status:
    if reading.publication is not None:
        return standing.public(reading.snapshot, asked.now)
    return standing.status(reading.snapshot, asked.now)


def figures(found: Standing) -> tuple[Figure, ...]:
    """What is normal, with today beside it."""
    norm = found.norm
    if norm is None:
        return ()
    today = found.today
    learned = [("Read fully", "read_fully", "share"), ("Words a page", "words", "")]
    learned += [("Quotes a page", "quotes", ""), ("Credits a page", "credits", "")]
    return (
        Figure("New items a day", norm.new_a_day, float(today.new) if today else None),
        *(
            Figure(name, _value(norm, field), _value(today, field), unit)
            for name, field, unit in learned
            if _value(norm, field) is not None
        ),
    )


def _value(of: Norm | Day | None, field: str) -> float | None:
    value: float | None = getattr(of, field, None)
    return value
