"""Dates in words, as the calendar of premieres needs them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.stated_dates import iso

PUBLISHED = "2026-11-22T15:00:00Z"  # a Sunday


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Friday, February 19, 2027", "2027-02-19"),
        ("19 February 2027", "2027-02-19"),
        ("the 3rd of March 2027", "2027-03-03"),
        ("Feb. 19", "2027-02-19"),
        ("December 4", "2026-12-04"),
        ("November 18", "2026-11-18"),
        ("November 2", "2027-11-02"),
        ("Sept. 9, 2027", "2027-09-09"),
        ("March 2027", "2027-03"),
        ("this March", "2027-03"),
        ("late December", "2026-12"),
        ("spring 2027", "2027"),
        ("2027", "2027"),
        ("later this year", "2026"),
        ("next year", "2027"),
        ("today", "2026-11-22"),
        ("tomorrow", "2026-11-23"),
        ("this Friday", "2026-11-27"),
        ("Sunday", "2026-11-22"),
        ("next Friday", None),
        ("February 30, 2027", None),
        ("February 29, 2028", "2028-02-29"),
        ("this fall", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_words_as_a_date(words: str | None, expected: str | None) -> None:
    assert iso(words, PUBLISHED) == expected


@given(st.dates(date(2020, 1, 1), date(2039, 12, 31)))
def test_a_full_date_is_itself(day: date) -> None:
    assert iso(f"{day:%A, %B} {day.day}, {day.year}", PUBLISHED) == day.isoformat()


@given(st.text())
def test_any_words_do_no_harm(words: str) -> None:
    assert iso(words, PUBLISHED) is None or words.strip()
