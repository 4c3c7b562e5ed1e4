"""Problems and alarms as they stand in a log or a mail: one line each."""

from __future__ import annotations

from scraper.model import Report
from storage.observations import Alarm


def problems(report: Report) -> list[str]:
    """What a pass could not do. Of a traceback, the end; the archive's books have it in full."""
    return [f"{report.source}: {in_one(problem)}" for problem in report.failed]


def in_one(text: str) -> str:
    first, *rest = text.strip().splitlines() or [""]
    return f"{first} {rest[-1].strip()} (in full among the problems of the run)" if rest else first


def alarm(alarm: Alarm) -> str:
    about = f" ({alarm.subject})" if alarm.subject and alarm.subject not in alarm.message else ""
    return f"{alarm.source}: {alarm.kind}{about}: {alarm.message}"


def raised(raised: Alarm) -> str:
    return f"ALARM {alarm(raised)}"


def mended(cleared: Alarm) -> str:
    return f"mended {alarm(cleared)}"
