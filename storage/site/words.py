"""Times and numbers as a reader says them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import humanize
from markupsafe import Markup, escape

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


def stamp(at: datetime | None) -> str | None:
    """A time as the archive writes it, for `when`, `ago` and <time>."""
    return stamps.second(at) if at else None


def length(time: timedelta) -> str:
    """`20 seconds`, `12 minutes`, `1 day and 2 hours`."""
    smallest = "minutes" if time >= timedelta(minutes=1) else "seconds"
    return humanize.precisedelta(time, minimum_unit=smallest, format="%0.0f")


def plainly(value: float) -> str:
    """A figure as one says it: `7`, `1.5`, `1,204`."""
    return (
        f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.1f}" if value >= 0.1 else f"{value:.2g}"
    )


def number(count: int | None) -> str:
    return "0" if count is None else f"{count:,}"


def counted(count: int | None, one: str, many: str = "") -> str:
    """`1 quote`, `2,310 quotes`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def joined(words: list[str] | tuple[str, ...]) -> str:
    """`A, B and C`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


_COMMAND = re.compile(r"`(onrecord [^`]*)`")


def commands(text: str) -> Markup:
    """For messages that are also written to a terminal: "`onrecord check gazette`" as code, without its backticks."""
    return Markup(_COMMAND.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - all of it is escaped before


_DIRECTIONS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def plain(text: str | None) -> str:
    """For where there is no <bdi>, as in a page's title: without characters that turn the direction of writing."""
    return (text or "").translate(_DIRECTIONS)
