"""Dates as publishers write them. Every format here was met on a real page or feed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.dates import moment, zoned


@pytest.mark.parametrize(
    ("said", "at", "precision"),
    [
        ("2026-08-03Z", "2026-08-03T00:00:00", "day"),
        ("2026-08-03", "2026-08-03T00:00:00", "day"),
        ("2026-06-22T00:00:00.000Z", "2026-06-22T00:00:00", "day"),
        ("2021-01-11T00:00:00+01:00", "2021-01-10T23:00:00", "second"),
        ("2026-09-16T14:59:29.399Z", "2026-09-16T14:59:29", "second"),
        ("2025-12-19T11:15:56.012359519Z", "2025-12-19T11:15:56", "second"),
        ("2020-01-20T09:49:32+0000", "2020-01-20T09:49:32", "second"),
        ("2016-11-28 16:23:00 -0500", "2016-11-28T21:23:00", "second"),
        ("2017-11-03 03:01:00.000000", "2017-11-03T03:01:00", "second"),
        ("2020/1/10 14:33:00", "2020-01-10T14:33:00", "second"),
        ("1750680000000", "2025-06-23T12:00:00", "second"),
        (1750680000000, "2025-06-23T12:00:00", "second"),
        (1750680000, "2025-06-23T12:00:00", "second"),
        ("20240102T101500Z", "2024-01-02T10:15:00", "second"),
        ("Sat, 14 Jun 2025 06:00:00 PDT", "2025-06-14T13:00:00", "second"),
        ("Tue, 13 Dec 2016 22:33:06 +000", "2016-12-13T22:33:06", "second"),
        ("Thu,28 Jul 2022 4:35:5 GMT+9", "2022-07-27T19:35:05", "second"),
        ("Mon, Jan 7 2019 15:37:00 EST", "2019-01-07T20:37:00", "second"),
        ("Thu Jan 07 15:37:00 EST 2019", "2019-01-07T20:37:00", "second"),
        ("November 19, 2019, 07:47 PM EST", "2019-11-20T00:47:00", "minute"),
        ("March 8, 2024 6:00am PT", "2024-03-08T14:00:00", "minute"),
        ("July 8, 2024 6:00am PT", "2024-07-08T13:00:00", "minute"),
        ("Nov. 19, 2019 8:03 am ET", "2019-11-19T13:03:00", "minute"),
        ("May 24, 2016, 10:49 PM GMT+2", "2016-05-24T20:49:00", "minute"),
        ("EXCLUSIVE 11/28/2016 11:00 AM PT", "2016-11-28T19:00:00", "minute"),
        ("4/6/2016 4:05:00 PM", "2016-04-06T16:05:00", "second"),
        ("22:00,\u00a011 July 2021 BST", "2021-07-11T21:00:00", "minute"),
        ("Dec 16, 2016 at 1:38 pm", "2016-12-16T13:38:00", "minute"),
        ("September 13, 2011, 8:50 PM EDT", "2011-09-14T00:50:00", "minute"),
        ("September 14, 2026", "2026-09-14T00:00:00", "day"),
        ("Sept. 2, 2016", "2016-09-02T00:00:00", "day"),
        ("Updated on 3rd of August 2026", "2026-08-03T00:00:00", "day"),
        ("18.11.2019", "2019-11-18T00:00:00", "day"),
        ("August 2026", "2026-08-01T00:00:00", "month"),
        ("2026-08", "2026-08-01T00:00:00", "month"),
        ("2026", "2026-01-01T00:00:00", "year"),
        ("May 3, 2026 25:99", "2026-05-03T00:00:00", "day"),
    ],
)
def test_a_date_as_written(said: str | int, at: str, precision: str) -> None:
    found = moment(said)
    assert found is not None
    assert (found.at, found.precision) == (datetime.fromisoformat(at).replace(tzinfo=UTC), precision)


@pytest.mark.parametrize(
    "said",
    [None, True, "", "soon", "12/19/16", "2024-02-31", "0001-01-01T00:00:00", "99999999999999", "31 June"],
)
def test_what_is_no_date(said: str | None) -> None:
    assert moment(said) is None


def test_verbatim_is_what_the_page_said() -> None:
    found = moment(" August\u00a03,\n 2026 ")
    assert found is not None
    assert found.verbatim == "August 3, 2026"


def test_a_time_without_a_zone_is_taken_to_be_where_we_say() -> None:
    found = moment("August 3, 2026 9:00 am", zone=ZoneInfo("America/Los_Angeles"))
    assert found is not None
    assert found.at == datetime(2026, 8, 3, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2026-09-16T14:59:29Z", True),
        ("2026-09-16T14:59:29+0200", True),
        ("March 8, 2024 6:00am PT", True),
        ("May 24, 2016, 10:49 PM GMT+2", True),
        ("1750680000000", True),
        ("2026-09-16T14:59:29", False),
        ("Dec 16, 2016 at 1:38 PM", False),
        ("2026-08-03Z", False),
    ],
)
def test_zoned(said: str, expected: bool) -> None:
    found = moment(said)
    assert found is not None
    assert zoned(found) is expected


@settings(deadline=None)
@given(st.text(max_size=80) | st.integers() | st.floats())
def test_nothing_that_is_said_raises(said: str | float) -> None:
    found = moment(said)
    assert found is None or found.at.utcoffset() == timedelta(0)


@settings(deadline=None)
@given(st.datetimes(datetime(1990, 1, 2), datetime(2099, 12, 30), timezones=st.timezones()))  # noqa: DTZ001
def test_iso_times_come_back_as_they_went(at: datetime) -> None:
    if at.utcoffset() is None or at.utcoffset().total_seconds() % 60:  # type: ignore[union-attr]
        return  # zones of the 19th century count seconds, which no page does
    found = moment(at.isoformat(timespec="seconds"))
    assert found is not None
    assert found.at == at.astimezone(UTC).replace(microsecond=0)
