"""Each command that collects, adds or reads again is a run: when it began, and how and when it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from storage import stamps
from storage.database import File, Readable

RunEnd = Literal[
    "done",
    "stopped",  # by somebody who asked for it: it finished the page in hand
    "interrupted",  # killed, or the power failed: noted by the next run
]


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run. Of one that was interrupted, the end is the last moment at which it was seen at work."""

    id: int
    command: str
    started_at: datetime
    finished_at: datetime | None  # None: at work, or killed since
    ended: RunEnd | None
    saved: int
    unchanged: int
    failed: int


def latest(archive: Readable, limit: int) -> tuple[Run, ...]:
    """The last runs, the newest first."""
    return tuple(_run(row) for row in archive.rows("select * from runs order by id desc limit ?", (limit,)))


def first_start(archive: Readable) -> datetime | None:
    """When the archive was first collected into; None: never."""
    row = archive.first("select min(started_at) from runs")
    return stamps.optional(row[0])


def without_end(archive: Readable) -> tuple[Run, ...]:
    """The runs that are at work, or were killed; the oldest first."""
    return tuple(_run(row) for row in archive.rows("select * from runs where finished_at is null order by id"))


def interrupt(archive: File, run: Run, last_at: datetime) -> None:
    """It was killed, and was last seen at work then."""
    with archive.writing() as database:
        database.execute(
            "update runs set finished_at = ?, ended = 'interrupted' where id = ?",
            (stamps.second(max(last_at, run.started_at)), run.id),
        )


def _run(row: Any) -> Run:
    return Run(
        id=row["id"],
        command=row["command"],
        started_at=stamps.moment(row["started_at"]),
        finished_at=stamps.optional(row["finished_at"]),
        ended=row["ended"],
        saved=row["saved"],
        unchanged=row["unchanged"],
        failed=row["failed"],
    )
