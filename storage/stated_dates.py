"""A date as an article states it, as a day, a month or a year of the calendar: what a calendar can be made of."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = re.compile(
    r"\b(january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DAY = re.compile(r"\b([1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b(?!\d)")
_NEAR = {"today": 0, "tonight": 0, "tomorrow": 1}


def iso(words: str | None, published: str) -> str | None:
    """`2027-02-19`, `2027-02` or `2027`, as exactly as the words say; None where they name no date.

    A date without a year is the next one, counted from the day of publication (ISO 8601): "Friday, February 19" in
    an article of November is in February. "Next Friday" means two different days to two readers, and is none.
    """
    if not words:
        return None
    said, today = words.casefold(), date.fromisoformat(published[:10])
    years, month = _YEAR.findall(said), _MONTH.search(said)
    if month:
        number = _MONTHS.index(month[1][:3]) + 1
        day = _DAY.search(_YEAR.sub(" ", said))
        if day:
            return _day(int(years[0]) if years else None, number, int(day[1]), today)
        year = int(years[0]) if years else today.year + (number < today.month)
        return f"{year:04}-{number:02}"
    if years:
        return str(years[0])
    return _relative(said, today)


def _day(year: int | None, month: int, day: int, today: date) -> str | None:
    for candidate in [year] if year else [today.year, today.year + 1]:
        try:
            found = date(candidate, month, day)
        except ValueError:  # February 30, or the 29th in a year without one
            continue
        # A week of grace: what is printed on the day after says "March 5" of yesterday.
        if year or found >= today - timedelta(days=7):
            return found.isoformat()
    return None


def _relative(said: str, today: date) -> str | None:
    for word, days in _NEAR.items():
        if word in said:
            return (today + timedelta(days=days)).isoformat()
    if "next" not in said:
        for number, weekday in enumerate(_WEEKDAYS):
            if weekday in said:
                return (today + timedelta(days=(number - today.weekday()) % 7)).isoformat()
    if "year" in said:
        return str(today.year + ("next" in said))
    return None
