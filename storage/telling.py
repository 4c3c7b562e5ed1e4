"""What the hook was told of the alarms and what it would not take, as the archive remembers it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from storage import stamps
from storage.database import File
from storage.observations import Alarm
from storage.watching import alarm

# An alarm that is open, or, once that was told, cleared.
_UNTOLD = "(raise_told_at is null or (cleared_at is not null and clear_told_at is null))"


def untold(archive: File, now: datetime, *, trusted_until: datetime | None = None) -> Alarm | None:
    """What the hook is to be told next: that an alarm is open, or, once it knows that, that it is cleared.

    What it would not take waits for its next try, unless that is later than `trusted_until`: it was planned by a
    clock that was wrong.
    """
    row = archive.first(
        f"select * from alarms where {_UNTOLD} and given_up_at is null "  # noqa: S608 - fixed text
        "and (next_try_at is null or next_try_at <= ? or next_try_at > ?) order by id limit 1",
        (stamps.second(now), stamps.second(trusted_until) if trusted_until else "9999"),
    )
    if row is None:
        return None
    return alarm(row) if row["raise_told_at"] else replace(alarm(row), cleared_at=None)


def told(archive: File, alarm: Alarm, at: datetime) -> None:
    """The hook took this alarm, as `untold` gave it."""
    column = "clear_told_at" if alarm.cleared_at else "raise_told_at"
    with archive.writing() as database:
        database.execute(
            f"update alarms set {column} = ?, tries = 0, next_try_at = null, trouble = '' where id = ?",  # noqa: S608
            (stamps.second(at), alarm.id),
        )


def refused(archive: File, alarm: Alarm, at: datetime, *, trouble: str, again_at: datetime | None) -> None:
    """The hook did not take it; without a time for the next try, it is given up."""
    again, given_up = (stamps.second(again_at), None) if again_at else (None, stamps.second(at))
    with archive.writing() as database:
        database.execute(
            "update alarms set tries = tries + 1, trouble = ?, next_try_at = ?, given_up_at = ? where id = ?",
            (trouble, again, given_up, alarm.id),
        )


def renew(archive: File) -> int:
    """The hook works again: it is told at once of what waits for a try and of what was given up and is still open.

    Gives how many alarms that is.
    """
    due = f"{_UNTOLD} and tries > 0 and (given_up_at is null or cleared_at is null)"
    if archive.first(f"select 1 from alarms where {due}") is None:  # noqa: S608 - fixed text
        return 0
    with archive.writing() as database:
        return len(
            database.execute(
                f"update alarms set tries = 0, next_try_at = null, given_up_at = null where {due} returning id"  # noqa: S608
            ).fetchall()
        )


def tell_nobody(archive: File, at: datetime) -> None:
    """There is no hook: what is over is not news when there is one. Open alarms are."""
    query = "from alarms where cleared_at is not null and clear_told_at is null"
    if archive.first(f"select 1 {query}"):
        with archive.writing() as database:
            database.execute(
                "update alarms set raise_told_at = coalesce(raise_told_at, ?), clear_told_at = ? "
                "where cleared_at is not null and clear_told_at is null",
                (stamps.second(at), stamps.second(at)),
            )
