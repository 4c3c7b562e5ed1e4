"""Times and numbers as a reader says them."""

from __future__ import annotations

from datetime import datetime

import humanize

from storage import stamps


def when(at: str | None, precision: str | None = "minute") -> str:
    """`22 November 2026, 21:36 UTC`, no more exact than it is known."""
    if not at:
        return ""
    moment = stamps.moment(at)
    if precision == "year":
        return f"{moment:%Y}"
    if precision == "month":
        return f"{moment:%B %Y}"
    day = f"{moment.day} {moment:%B %Y}"
    return day if precision == "day" else f"{day}, {moment:%H:%M} UTC"


def day(at: str | None) -> str:
    return when(at, "day")


def ago(at: str | None, now: datetime) -> str:
    """`3 hours ago`, as seen from `now`."""
    if not at:
        return "never"
    moment = stamps.moment(at)
    return "just now" if abs((now - moment).total_seconds()) < 1 else humanize.naturaltime(now - moment)


def lasting(begun: str, ended: str | None) -> str:
    """How long something took: `4 minutes and 3 seconds`."""
    if not ended:
        return ""
    taken = stamps.moment(ended) - stamps.moment(begun)
    return humanize.precisedelta(taken, minimum_unit="seconds", format="%0.0f")


def number(count: int | None) -> str:
    return "0" if count is None else f"{count:,}"


def counted(count: int | None, one: str, many: str = "") -> str:
    """`1 quote`, `2,310 quotes`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def joined(words: list[str] | tuple[str, ...]) -> str:
    """`A, B and C`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


_DIRECTIONS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def plain(text: str | None) -> str:
    """For where there is no <bdi>, as in a page's title: without characters that turn the direction of writing."""
    return (text or "").translate(_DIRECTIONS)
