"""Dates as publishers write them, as moments: our own table of formats, time zones by their names."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from scraper.model import Moment, Precision
from scraper.prose import clean

_EASTERN, _CENTRAL, _MOUNTAIN, _PACIFIC, _LONDON, _PARIS = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "Europe/London",
    "Europe/Paris",
)
# "PT" is whatever Los Angeles keeps that day; "PST" in July is taken at its word.
_PLACES: Final = {
    "ET": _EASTERN,
    "CT": _CENTRAL,
    "MT": _MOUNTAIN,
    "PT": _PACIFIC,
    "EASTERN": _EASTERN,
    "PACIFIC": _PACIFIC,
}
_HOURS: Final = {
    "Z": 0.0,
    "UT": 0.0,
    "UTC": 0.0,
    "GMT": 0.0,
    "WET": 0.0,
    "BST": 1.0,
    "CET": 1.0,
    "CEST": 2.0,
    "EET": 2.0,
    "EEST": 3.0,
    "MSK": 3.0,
    "SAST": 2.0,
    "EST": -5.0,
    "EDT": -4.0,
    "CST": -6.0,
    "CDT": -5.0,
    "MST": -7.0,
    "MDT": -6.0,
    "PST": -8.0,
    "PDT": -7.0,
    "AKST": -9.0,
    "AKDT": -8.0,
    "HST": -10.0,
    "IST": 5.5,
    "JST": 9.0,
    "KST": 9.0,
    "AEST": 10.0,
    "AEDT": 11.0,
    "NZST": 12.0,
    "NZDT": 13.0,
}
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb febr",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:r|ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
_MONTH += r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_CLOCK = r"(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?:[:.](?P<second>\d\d?)(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?"
_CLOCK_ALONE = r"(?P<hour2>\d{1,2})\s*(?P<half2>[ap]\.?m\b\.?)"
_ZONE = r"(?P<zone>[+-]\d\d:?\d\d|[+-]\d{3}\b|[+-]\d\d\b|(?:gmt|utc)[+-]\d{1,2}|[a-z]{1,4}\b|eastern|pacific)?"
_TIME = rf"(?:\s*,?\s*(?:at|@|[|•·–—-]|T)?\s*(?:{_CLOCK}|{_CLOCK_ALONE})\s*\(?{_ZONE})?"
_ISO = re.compile(
    r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})"
    r"(?:(?:T|\s+|\s*[|,]\s*)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?)?"
    r"\s*(?P<zone>[+-]\d\d:?\d\d|[+-]\d{3}\b|[+-]\d\d\b|[a-z]{1,4}\b)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?)?"
    r"\s*(?P<zone>[+-]\d\d:?\d\d|[a-z]{1,4}\b)?$",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"(\d{10}|\d{13})(?:\.\d+)?$")
_WORDED = (
    # November 19, 2019, 07:47 PM EST; Jan 7 2019 15:37:00 EST; Mon Jan  7 15:37:00 2019
    re.compile(rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b{_TIME}", re.IGNORECASE),
    # Sat, 14 Jun 2025 06:00:00 PDT; 11 July 2021; 14-Jun-2025
    re.compile(rf"\b{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}\b{_TIME}", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+{_DAY}\s+{_CLOCK}\s*{_ZONE}\s+{_YEAR}\b", re.IGNORECASE),
    # 4/6/2016 4:05:00 PM: American, as all that write so here are
    re.compile(rf"\b(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})/{_YEAR}\b{_TIME}", re.IGNORECASE),
    # 18.11.2019
    re.compile(rf"\b(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}\b{_TIME}", re.IGNORECASE),
    # 22:00, 11 July 2021 BST: the clock before the date
    re.compile(rf"\b{_CLOCK}\s*,?\s+{_DAY}\s+{_MONTH},?\s+{_YEAR}\s*{_ZONE}", re.IGNORECASE),
)
_MONTH_ONLY = re.compile(rf"{_MONTH},?\s+{_YEAR}$|(?P<iso>\d{{4}})-(?P<im>\d\d)$", re.IGNORECASE)
_YEAR_ONLY = re.compile(rf"{_YEAR}$")
_ZONED = re.compile(r"^\d{10,13}$|\d\s*(?:Z|[+-]\d\d:?\d{0,2})\)?$|\b(?!AM|PM)[A-Z]{2,4}\)?(?:[+-]\d+)?$")
_EARLIEST: Final = 1990  # the web is not older; what seems so is "0001-01-01" or a zero epoch


def moment(text: str | float | None, *, zone: tzinfo = UTC) -> Moment | None:
    """What a page said about a time, or None where that is no date; `zone` is for times that name none.

    Midnight in UTC to the second is how feeds write a date without a time (Apple's do): it is a day.
    """
    if text is None or isinstance(text, bool):
        return None
    verbatim = clean(f"{text}")[:200]
    found = _read(verbatim, zone)
    return None if found is None else Moment(found[0], found[1], verbatim)


def zoned(found: Moment) -> bool:
    """Whether the page gave a clock time and said where that clock stands."""
    return found.precision in ("second", "minute") and _ZONED.search(found.verbatim) is not None


@lru_cache(maxsize=4096)
def _read(text: str, zone: tzinfo) -> tuple[datetime, Precision] | None:
    if epoch := _EPOCH.match(text):
        seconds = int(epoch[1]) / (1000 if len(epoch[1]) == 13 else 1)
        return datetime.fromtimestamp(seconds, UTC), "second"
    if found := _COMPACT.match(text) or _ISO.match(text):
        return _at(found, zone)
    # The date before the clock wins, unless a clock stands directly before it.
    for pattern in (_WORDED[5], *_WORDED[:5]):
        if found := pattern.search(text):
            return _at(found, zone)
    if found := _MONTH_ONLY.match(text):
        groups = found.groupdict()
        year, month = int(groups["year"] or groups["iso"]), groups["month"] or groups["im"]
        return _dated(year, _month(month), 1, "month")
    if found := _YEAR_ONLY.match(text):
        return _dated(int(found["year"]), 1, 1, "year")
    return None


def _dated(year: int, month: int, day: int, precision: Precision) -> tuple[datetime, Precision] | None:
    try:
        at = datetime(year, month, day, tzinfo=UTC)
    except ValueError:  # 31 February
        return None
    return (at, precision) if year >= _EARLIEST else None


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS[word.casefold().rstrip(".")]


def _at(found: re.Match[str], zone: tzinfo) -> tuple[datetime, Precision] | None:
    said = found.groupdict()
    day = _dated(int(said["year"]), _month(said["month"]), int(said["day"]), "day")
    hour = said.get("hour") or said.get("hour2")
    if day is None or hour is None:
        return day
    half = (said.get("half") or said.get("half2") or "").casefold()
    hours = int(hour) % 12 + 12 * half.startswith("p") if half else int(hour)
    minute, second = int(said.get("minute") or 0), int(said.get("second") or 0)
    try:
        local = day[0].replace(hour=hours, minute=minute, second=min(second, 59), tzinfo=None)
        at = local.replace(tzinfo=_zone(said.get("zone") or "", zone)).astimezone(UTC)
    except (ValueError, OverflowError):  # 25:61, or the year 1 in a zone east of Greenwich
        return day
    if local.time() == datetime.min.time() and said.get("second") and at == local.replace(tzinfo=UTC):
        return at, "day"
    return at, "second" if said.get("second") else "minute"


def _zone(name: str, otherwise: tzinfo) -> tzinfo:
    name = name.upper()
    if place := _PLACES.get(name):
        return ZoneInfo(place)
    if name in _HOURS:
        return timezone(timedelta(hours=_HOURS[name]))
    offset = re.fullmatch(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d\d?)?", name)
    if offset is None:
        return otherwise
    sign = -1 if offset[1] == "-" else 1
    # "+000": Mashable cuts the last figure off
    return timezone(sign * timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0)))
