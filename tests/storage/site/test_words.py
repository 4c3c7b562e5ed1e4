"""Times and numbers as a reader says them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from storage.site import words
from storage.site.home import idle_since
from storage.site.outcomes import chart

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("second", "5 March 2026, 07:08 UTC"),
        ("minute", "5 March 2026, 07:08 UTC"),
        ("day", "5 March 2026"),
        ("month", "March 2026"),
        ("year", "2026"),
    ],
)
def test_when(precision: str, expected: str) -> None:
    assert words.when("2026-03-05T07:08:09Z", precision) == expected


def test_no_time_is_no_words() -> None:
    assert words.when(None) == ""
    assert words.lasting("2026-03-05T07:08:09Z", None) == ""
    assert words.ago(None, NOW) == "never"


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-22T12:00:00Z", "just now"),
        ("2026-11-22T11:59:50.250000Z", "9 seconds ago"),
        ("2026-11-22T09:00:00Z", "3 hours ago"),
        ("2026-11-20T09:00:00Z", "2 days ago"),
        ("2026-11-22T12:05:00Z", "5 minutes from now"),
    ],
)
def test_ago(at: str, expected: str) -> None:
    assert words.ago(at, NOW) == expected


def test_lasting() -> None:
    assert words.lasting("2026-03-05T07:08:09Z", "2026-03-05T07:12:12Z") == "4 minutes and 3 seconds"


def test_a_command_in_a_message_is_code_and_nothing_else_is_markup() -> None:
    said = words.commands("<b>: `onrecord check a` says why, `rm -rf` and `onrecord <i>` do not")
    assert said.startswith("&lt;b&gt;: <code>onrecord check a</code> says why, `rm -rf` and ")
    assert said.endswith(" and <code>onrecord &lt;i&gt;</code> do not")


def test_numbers() -> None:
    assert [words.counted(n, "person", "people") for n in (0, 1, 2310)] == ["0 people", "1 person", "2,310 people"]
    assert [words.joined(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]


def test_plain_text_turns_nothing() -> None:
    assert words.plain("a\u202eb\u2067c\u200fd") == "abcd"
    assert words.plain(None) == ""


def attempt(day: str, outcome: str, attempts: int) -> dict[str, object]:
    return {"day": day, "purpose": "page", "outcome": outcome, "attempts": attempts}


def test_a_chart_has_a_column_a_day_and_loses_no_attempt() -> None:
    drawn = chart(
        [
            attempt("2026-11-22", "ok", 6),
            attempt("2026-11-22", "server error", 2),
            attempt("2026-11-20", "rate limited", 4),
            attempt("2026-11-20", "not modified", 1),
        ]
    )
    assert drawn is not None
    assert [(column.day, column.total) for column in drawn.columns] == [
        ("2026-11-20", 5),
        ("2026-11-21", 0),
        ("2026-11-22", 8),
    ]
    assert drawn.kinds == (("ok", 6), ("same", 1), ("refused", 4), ("failed", 2))
    assert [(bar.kind, bar.height, bar.top) for bar in drawn.columns[2].bars] == [("ok", 75, 25), ("failed", 25, 0)]
    assert drawn.most == 8
    assert len(drawn.rows) == 4


def test_a_chart_shows_the_last_sixty_days() -> None:
    drawn = chart([attempt("2020-01-01", "ok", 5), attempt("2026-11-22", "ok", 1)])
    assert drawn is not None
    assert (len(drawn.columns), drawn.first, drawn.most) == (60, "2026-09-24", 1)
    assert chart([]) is None


def test_it_is_said_when_nothing_is_tried_any_more() -> None:
    assert idle_since([], NOW) is None
    assert idle_since(["2026-11-01T00:00:00Z", "2026-11-22T09:00:00Z"], NOW) is None
    assert idle_since(["2026-11-01T00:00:00Z", "2026-11-20T09:00:00Z"], NOW) == "2026-11-20T09:00:00Z"


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (timedelta(seconds=20), "20 seconds"),
        (timedelta(minutes=7, seconds=20), "7 minutes"),
        (timedelta(hours=6), "6 hours"),
        (timedelta(days=1, hours=2), "1 day and 2 hours"),
    ],
)
def test_lengths_are_said_in_words(time: timedelta, said: str) -> None:
    assert words.length(time) == said


@pytest.mark.parametrize(
    ("value", "said"), [(7.0, "7"), (1.25, "1.2"), (0.04, "0.04"), (0.0, "0"), (58.5, "58.5"), (1204.4, "1,204")]
)
def test_figures_are_said_plainly(value: float, said: str) -> None:
    assert words.plainly(value) == said
