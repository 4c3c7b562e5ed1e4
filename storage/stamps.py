"""Times as both files write them: UTC text of one width, so that sorting the text sorts the times."""

from __future__ import annotations

from datetime import UTC, datetime


def second(at: datetime) -> str:
    """For people: `2026-11-22T18:35:00Z`."""
    return _utc(at).isoformat(timespec="seconds") + "Z"


def instant(at: datetime) -> str:
    """For telling captures apart: `2026-11-22T18:35:00.250000Z`."""
    return _utc(at).isoformat(timespec="microseconds") + "Z"


def moment(text: str) -> datetime:
    """What `second` or `instant` wrote, as an aware UTC datetime."""
    return datetime.fromisoformat(text)


def optional(text: str | None) -> datetime | None:
    return moment(text) if text else None


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"{at!r} has no time zone: onrecord's times are aware UTC")
    return at.astimezone(UTC).replace(tzinfo=None)
