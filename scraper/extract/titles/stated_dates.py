"""Dates as an article states them: "Friday, February 19, 2027", "this fall", "2027", with how precise they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scraper.extract.text.caseless import Caseless, small_letters
from scraper.model import Precision

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept\.?|Sep\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_WEEKDAY = r"(?:(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),? (?:the )?)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?!\d|[,.]\d{3}(?!\d)|:\d)"
_SEASON = r"(?:spring|summer|fall|autumn|winter)"
_FEAST = r"(?:Christmas|Thanksgiving|Easter|Halloween)"
_DATE = Caseless(
    rf"\b(?P<day>{_WEEKDAY}?(?:{_MONTH} {_DAY}(?:,? (?:19|20)\d\d)?|{_DAY} (?:of )?{_MONTH}(?:,? (?:19|20)\d\d)?))\b"
    rf"|\b(?P<month>(?:(?:early|late|mid|next|this)[ -])?{_MONTH}(?: (?:of )?(?:19|20)\d\d))\b"
    rf"|\b(?P<season>(?:(?:early|late|mid|next|this|in) )?(?:the )?{_SEASON}(?:/{_SEASON})?(?: of)? (?:19|20)\d\d"
    rf"|(?:this|next|late|early) (?:{_SEASON}|{_FEAST})|in the {_SEASON}|Christmas (?:Day|Eve|(?:19|20)\d\d))\b"
    rf"|\b(?P<bare>(?:in|this|next|early|late) {_MONTH})\b(?! \d)"
    rf"|\b(?P<weekday>(?:this|next|on|returns|premieres|debuts|airs|opens|launches|arrives|lands|drops) "
    rf"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?: night)?)\b(?!,? (?:the )?(?:\d|{_MONTH}))"
    rf"|\b(?P<year>(?:early |late |mid-|later in |early in |late in )?(?:19|20)\d\d)\b(?!-)"
    rf"|\b(?P<later>later this year|next year|this year|later this month|next month|next week|this month)\b"
    r"(?!['’]s\b)"
    rf"|\b(?P<near>today|tonight|tomorrow)\b",
)
# Without one of these there is no date: a cheap look before the dear one.
_LIKELY = re.compile(
    r"\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|fall|autumn|winter|christ|thanks|easter|hallow"
    r"|day|tonight|tomorrow|year|month|week"
)
_PRECISION: dict[str, Precision] = {
    "day": "day",
    "month": "month",
    "season": "month",
    "bare": "month",
    "weekday": "day",
    "year": "year",
    "near": "day",
    "later": "year",
}
_LEAD = re.compile(
    r"^(?:in|on|returns|premieres|debuts|airs|opens|launches|arrives|lands|drops) (?:the )?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date as written, where it stands, and to what unit it is exact."""

    start: int
    end: int
    text: str
    precision: Precision


def stated_dates(text: str, start: int, end: int) -> Iterator[StatedDate]:
    """Every date between two offsets, in reading order."""
    if _LIKELY.search(small_letters(text), start, end) is None:
        return
    for match in _DATE.finditer(text, start, end):
        words = match[0]
        lead = _LEAD.match(words)
        skip = lead.end() if lead else 0
        yield StatedDate(match.start() + skip, match.end(), words[skip:], _PRECISION[match.lastgroup or "year"])
