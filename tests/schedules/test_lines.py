"""What is written to standard error is one line a problem, whatever it says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from schedules import lines
from scraper.model import Report
from storage.observations import Alarm

FEED = "https://gazette.example/feed/"
TRACE = (
    f"{FEED}: a bug in onrecord, please report:\nTraceback (most recent call last):\n"
    '  File "digest.py", line 1, in digest\nIndexError: a bug'
)


def test_a_traceback_is_one_line_that_says_where_all_of_it_is() -> None:
    report = Report(source="gazette", saved=0, unchanged=0, failed=(TRACE, f"{FEED}: gone", ""))
    assert lines.problems(report) == [
        f"gazette: {FEED}: a bug in onrecord, please report: IndexError: a bug (in full among the problems of the run)",
        f"gazette: {FEED}: gone",
        "gazette: ",
    ]


@pytest.mark.parametrize(("message", "about"), [("it is gone", f" ({FEED})"), (f"{FEED} is gone", "")])
def test_an_alarm_names_its_subject_once(message: str, about: str) -> None:
    alarm = Alarm(
        source="gazette",
        kind="out of reach",
        subject=FEED,
        message=message,
        raised_at=datetime(2026, 3, 4, tzinfo=UTC),
        normal=0,
        found=1,
    )
    assert lines.raised(alarm) == f"ALARM gazette: out of reach{about}: {message}"
    assert lines.mended(alarm) == f"mended gazette: out of reach{about}: {message}"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(59, ""), (60, "1 minute"), (3599, "59 minutes"), (7200, "2 hours"), (86400, "1 day"), (864000, "10 days")],
)
def test_a_stretch_of_time_is_said_by_its_largest_unit(seconds: int, said: str) -> None:
    assert lines.length(timedelta(seconds=seconds)) == said
