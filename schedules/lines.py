"""Problems and alarms as they stand in a log or a mail: one line each."""

from __future__ import annotations

from datetime import timedelta

from scraper.model import Report
from storage.observations import Alarm


def problems(report: Report) -> list[str]:
    """What a pass could not do. Of a traceback, the end; the archive's books have it in full."""
    return [f"{report.source}: {in_one(problem)}" for problem in report.failed]


def in_one(text: str) -> str:
    first, *rest = text.strip().splitlines() or [""]
    return f"{first} {rest[-1].strip()} (in full among the problems of the run)" if rest else first


def length(time: timedelta) -> str:
    """A stretch of time by its largest unit: `3 days`, `15 minutes`; "" below a minute."""
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if number := int(time.total_seconds()) // size:
            return f"{number} {name}{'s' if number > 1 else ''}"
    return ""


def alarm(alarm: Alarm) -> str:
    about = f" ({alarm.subject})" if alarm.subject and alarm.subject not in alarm.message else ""
    return f"{alarm.source}: {alarm.kind}{about}: {alarm.message}"


def raised(raised: Alarm) -> str:
    return f"ALARM {alarm(raised)}"


def mended(cleared: Alarm) -> str:
    return f"mended {alarm(cleared)}"
