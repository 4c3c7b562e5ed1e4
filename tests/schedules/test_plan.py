"""Every decision about visits, as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schedules import plan
from scraper.model import Lead, Moment, Visit

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
LEAD = Lead(source="gazette", url="https://gazette.example/a", title="A", html="<p>long</p>")


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def updated(at: datetime, title: str = "A") -> Lead:
    return replace(LEAD, title=title, updated=Moment(at, "second", at.isoformat()))


def seen(lead: Lead = LEAD, **changes: object) -> Visit:
    visit = Visit(lead=lead, state="visited", first_seen_at=NOW - hours(48), last_visit_at=NOW - hours(40), visits=1)
    return replace(visit, **changes)


def test_a_new_page_is_due_at_once_and_its_html_is_not_kept() -> None:
    visit = plan.noticed(LEAD, None, on_topic=True, now=NOW)
    assert (visit.state, visit.next_visit_at, visit.first_seen_at, visit.lead.html) == (
        "waiting",
        NOW,
        NOW,
        "",
    )


def test_a_page_off_topic_is_noted_and_never_asked_for() -> None:
    visit = plan.noticed(LEAD, None, on_topic=False, now=NOW)
    assert (visit.state, visit.next_visit_at) == ("off topic", None)


def test_a_page_that_comes_on_topic_later_is_due() -> None:
    before = plan.noticed(LEAD, None, on_topic=False, now=NOW - hours(1))
    after = plan.noticed(LEAD, before, on_topic=True, now=NOW)
    assert (after.state, after.next_visit_at, after.first_seen_at) == ("waiting", NOW, NOW - hours(1))


@pytest.mark.parametrize(
    ("before", "after", "due"),
    [
        (LEAD, LEAD, False),
        (LEAD, replace(LEAD, title="A [Updated]"), True),
        (LEAD, replace(LEAD, summary="another excerpt"), False),
        (updated(NOW), updated(NOW), False),
        (updated(NOW), updated(NOW + hours(1)), True),
        (updated(NOW), updated(NOW, title="B"), False),  # the feed says when it changed: it did not
        (LEAD, updated(NOW), True),  # WordPress gives a time of change only to what was changed
    ],
)
def test_a_page_its_feed_says_has_changed_is_due_again(before: Lead, after: Lead, due: bool) -> None:
    visit = plan.noticed(after, seen(before), on_topic=True, now=NOW)
    assert (visit.next_visit_at == NOW) is due
    assert visit.first_seen_at == NOW - hours(48)


@pytest.mark.parametrize(
    ("age", "next_age"),
    [(0, 1), (0.9, 1), (1, 6), (5, 6), (6, 24), (30, 72), (80, 168), (200, 720), (720, None)],
)
def test_revisits_thin_out(age: float, next_age: float | None) -> None:
    published = NOW - hours(age)
    expected = None if next_age is None else published + hours(next_age)
    assert plan.had(seen(), published=published, now=NOW).next_visit_at == expected


@pytest.mark.parametrize(
    ("outcome", "failures", "state", "wait"),
    [
        ("connection failed", 0, "visited", hours(0.25)),
        ("connection failed", 3, "visited", hours(2)),
        ("server error", 6, "visited", hours(16)),
        ("too large", 7, "given up", None),
        ("gone", 0, "visited", hours(24)),
        ("gone", 1, "gone", None),
        ("disallowed", 0, "visited", hours(24)),
        ("breaker open", 7, "visited", hours(0.25)),
        ("rate limited", 0, "visited", hours(0.25)),
        ("rate limited", 3, "visited", hours(2)),
        ("rate limited", 7, "visited", hours(16)),  # never given up
        ("robots unavailable", 7, "visited", hours(0.25)),
    ],
)
def test_a_missed_page_is_tried_again_then_given_up(
    outcome: str, failures: int, state: str, wait: timedelta | None
) -> None:
    visit = plan.missed(seen(failures=failures), outcome, now=NOW)
    assert visit.state == state
    assert visit.next_visit_at == (None if wait is None else NOW + wait)


def test_a_host_that_says_when_is_believed() -> None:
    visit = plan.missed(seen(), "rate limited", now=NOW, retry_at=NOW + hours(5))
    assert (visit.next_visit_at, visit.failures) == (NOW + hours(5), 1)
    visit = plan.missed(seen(), "breaker open", now=NOW, retry_at=NOW + hours(5))
    assert (visit.next_visit_at, visit.failures) == (NOW + hours(5), 0)


def test_a_date_in_the_future_counts_from_now() -> None:
    assert plan.next_revisit(NOW + hours(24 * 365 * 70), NOW) == NOW + hours(1)


def test_a_page_one_feed_wants_is_not_put_off_by_another() -> None:
    wanted = plan.noticed(LEAD, None, on_topic=True, now=NOW)
    assert plan.noticed(LEAD, wanted, on_topic=False, now=NOW).state == "waiting"


def test_a_page_given_up_gets_another_chance_when_its_feed_says_it_changed() -> None:
    visit = plan.noticed(
        updated(NOW), seen(updated(NOW - hours(1)), state="given up", failures=8), on_topic=True, now=NOW
    )
    assert (visit.state, visit.next_visit_at, visit.failures) == ("visited", NOW, 0)


@pytest.mark.parametrize(("last", "due"), [(None, True), (hours(23), False), (hours(24), True), (hours(-9), True)])
def test_listings_are_read_once_a_day(last: timedelta | None, due: bool) -> None:
    assert plan.listing_due(None if last is None else NOW - last, NOW) is due


@given(st.timedeltas(timedelta(0), timedelta(days=60)))
def test_a_page_is_revisited_at_most_six_times(age: timedelta) -> None:
    published, now, visits = NOW, NOW + age, 0
    while (moment := plan.next_revisit(published, now)) is not None:
        assert moment > now
        now, visits = moment, visits + 1
    assert visits <= len(plan.REVISITS)
