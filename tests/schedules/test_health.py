"""When the alarm is raised and when it is cleared, as tables, as stories of sources over weeks, and as properties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schedules import health
from storage.observations import FIELDS, Alarm, Ending, Glimpse, Looks, Observed, PageFacts

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
FEED = "https://gazette.example/feed/"
ALL = frozenset(FIELDS)
LONG = timedelta(days=300)


def days(number: float) -> timedelta:
    return timedelta(days=number)


def answering(known: timedelta = LONG) -> Looks:
    return Looks(first_at=NOW - known, last_at=NOW, last_success_at=NOW)


def failing(length: timedelta, failures: int, now: datetime = NOW) -> Looks:
    since = now - length
    return Looks(first_at=now - days(300), last_at=now, last_success_at=since, failing_since=since, failures=failures)


def items(gap: timedelta, number: int, *, last: timedelta = timedelta(0)) -> tuple[Glimpse, ...]:
    times = sorted(NOW - last - gap * place for place in range(number))
    return tuple(Glimpse(at, at) for at in times)


def page(found: frozenset[str] = ALL, *, words: int = 500, at: datetime = NOW) -> PageFacts:
    counts = {name: 3 * (name in found) for name in ("quotes", "credits")}
    return PageFacts(seen_at=at, found=found, words=words, quotes=counts["quotes"], credits=counts["credits"])


def endings(*results: str) -> tuple[Ending, ...]:
    return tuple(Ending(NOW, result) for result in results)  # type: ignore[arg-type]


def seen(**what: object) -> Observed:
    well = {"source": "gazette", "feeds": {FEED: answering()}, "glimpses": items(days(0.2), 200)}
    return Observed(**{**well, **what})  # type: ignore[arg-type]


def kinds(observed: Observed) -> list[tuple[str, str]]:
    return [(alarm.kind, alarm.subject) for alarm in health.assess(observed, (), NOW).raised]


def test_a_source_that_does_as_it_did_raises_nothing() -> None:
    observed = seen(pages=(page(),) * 60, endings=endings(*["read"] * 60))
    assert kinds(observed) == []
    norm = health.assess(observed, (), NOW).norm
    assert (norm.new_a_day, norm.read_fully, norm.words, norm.quotes, norm.credits) == (5.03, 1.0, 500, 3, 3)


@pytest.mark.parametrize(
    ("glimpses", "known", "alarmed"),
    [
        (items(days(0.2), 200, last=days(0.9)), days(300), False),  # less than a day is never an alarm
        (items(days(0.2), 200, last=days(1.1)), days(300), True),
        (items(days(3), 15, last=days(5.9)), days(300), False),  # twice the longest silence known
        (items(days(3), 15, last=days(6.1)), days(300), True),
        (items(days(0.2), 200, last=days(0.2)), days(300), False),
        # The first weeks: too little is known of its silences, and a week is too long for any source.
        (items(days(0.1), 30, last=days(6.9)), days(9), False),
        (items(days(0.1), 30, last=days(7.1)), days(10), True),
        (items(days(3), 4, last=days(6.9)), days(9), False),
        ((), days(6.9), False),  # nothing ever came
        ((), days(7.1), True),
        # A source that hardly ever publishes: its own pace counts, from the second item on.
        (items(days(10), 2, last=days(19.9)), days(30), False),
        (items(days(10), 2, last=days(20.1)), days(31), True),
        (items(days(30), 5, last=days(59)), days(180), False),
        # A silence that was a fault does not become the norm: of many, the longest does not count.
        ((*items(days(0.2), 50), *items(days(0.2), 50, last=days(19))), days(300), False),
        ((*items(days(0.2), 50, last=days(1.1)), *items(days(0.2), 50, last=days(21))), days(300), True),
    ],
)
def test_a_source_that_goes_quiet(glimpses: tuple[Glimpse, ...], known: timedelta, alarmed: bool) -> None:
    observed = seen(glimpses=glimpses, feeds={FEED: answering(known=known)})
    assert kinds(observed) == ([("quiet", "")] if alarmed else [])


def test_silence_does_not_count_while_nobody_looked() -> None:
    asleep = Looks(first_at=NOW - days(300), last_at=NOW - days(9), last_success_at=NOW - days(9))
    assert kinds(seen(glimpses=items(days(0.2), 200, last=days(9.1)), feeds={FEED: asleep})) == []


@pytest.mark.parametrize(
    ("length", "failures", "alarmed"),
    [(days(0.9), 40, False), (days(1), 40, True), (days(3), 2, False), (days(3), 3, True)],
)
def test_a_feed_out_of_reach(length: timedelta, failures: int, alarmed: bool) -> None:
    observed = seen(feeds={FEED: failing(length, failures), "https://gazette.example/news/": answering()})
    assert kinds(observed) == ([("out of reach", FEED)] if alarmed else [])


def test_one_cause_is_one_alarm() -> None:
    """A source that cannot be reached is quiet, too; that goes without saying."""
    observed = seen(feeds={FEED: failing(days(8), 99)}, glimpses=items(days(0.2), 200, last=days(8)))
    assert kinds(observed) == [("out of reach", FEED)]


@pytest.mark.parametrize("kind", ["quarantined", "unreadable"])
@pytest.mark.parametrize(
    ("before", "recent", "alarmed"),
    [
        (["read"] * 50, ["read"] * 8 + ["bad"] * 2, False),  # an odd page or two
        (["read"] * 50, ["read"] * 7 + ["bad"] * 3, True),
        (["read", "read", "read", "bad"] * 20, ["read"] * 5 + ["bad"] * 5, False),  # it is often so
        (["read", "read", "read", "bad"] * 20, ["bad"] * 9 + ["read"], True),
        ([], ["read"] * 6 + ["bad"] * 4, False),  # the first weeks: half of the pages
        ([], ["read"] * 5 + ["bad"] * 5, True),
        ([], ["bad"] * 4, False),  # too few to say
        ([], ["bad"] * 5, True),
    ],
)
def test_a_jump_in_pages_that_are_no_articles(
    kind: str, before: Sequence[str], recent: Sequence[str], alarmed: bool
) -> None:
    results = [kind if result == "bad" else result for result in (*before, *recent)]
    assert kinds(seen(endings=endings(*results))) == ([(kind, "")] if alarmed else [])


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    ("before", "without", "alarmed"),
    [
        (30, 4, False),
        (30, 5, True),  # five of ten, where all had it
        (30, 10, True),
        (19, 10, False),  # the first weeks: not known yet that there is such a field
    ],
)
def test_a_layout_that_stops_finding_a_field(field: str, before: int, without: int, alarmed: bool) -> None:
    pages = (page(),) * (before + 10 - without) + (page(ALL - {field}),) * without
    assert kinds(seen(pages=pages)) == ([("field lost", field)] if alarmed else [])


def test_a_field_that_is_only_sometimes_there_is_no_loss() -> None:
    sometimes = (page(), page(ALL - {"quotes"}), page(ALL - {"quotes"}))
    assert kinds(seen(pages=sometimes * 20 + (page(ALL - {"quotes"}),) * 8)) == []


def test_texts_that_become_short() -> None:
    assert kinds(seen(pages=(page(),) * 30 + (page(words=170),) * 10)) == []
    assert kinds(seen(pages=(page(),) * 30 + (page(words=160),) * 10)) == [("short", "")]


def test_a_feed_that_lies_about_its_etag() -> None:
    (alarm,) = health.assess(seen(lying_feeds=(FEED,)), (), NOW).raised
    assert (alarm.kind, alarm.subject, FEED in alarm.message) == ("etag", FEED, True)
    assert health.assess(seen(lying_feeds=(FEED,)), [alarm], NOW).cleared == ()
    assert health.assess(seen(), [alarm], NOW).cleared == (alarm,)


def test_an_alarm_about_a_feed_that_is_no_longer_configured_is_over() -> None:
    (alarm,) = health.assess(seen(feeds={FEED: failing(days(2), 9), "https://b.example/": answering()}), (), NOW).raised
    assert health.assess(seen(feeds={"https://b.example/": answering()}), [alarm], NOW).cleared == (alarm,)


def test_what_a_person_accepted_is_learned_anew() -> None:
    changed, later = NOW - days(5), NOW - days(1)
    pages = (page(at=NOW - days(9)),) * 60 + (page(ALL - {"byline"}, at=later),) * 10
    assert kinds(seen(pages=pages)) == [("field lost", "byline")]
    accepted = {("field lost", "byline"): changed}
    assert health.assess(seen(pages=pages), (), NOW, accepted=accepted).raised == ()


@pytest.mark.parametrize(("since", "alarmed"), [(15.9, False), (16.1, True)])
def test_a_silence_that_a_person_accepted_is_normal_from_then_on(since: float, alarmed: bool) -> None:
    accepted = {("quiet", ""): NOW - days(since)}  # after eight days without news
    observed = seen(glimpses=items(days(0.2), 200, last=days(since + 8)))
    raised = health.assess(observed, (), NOW, accepted=accepted).raised
    assert [alarm.kind for alarm in raised] == (["quiet"] if alarmed else [])


def test_a_silence_that_a_person_accepted_before_anything_came() -> None:
    accepted = {("quiet", ""): NOW - days(15)}
    observed = seen(glimpses=(), feeds={FEED: answering(known=days(23))})
    assert health.assess(observed, (), NOW, accepted=accepted).raised == ()


@pytest.mark.parametrize(
    ("every", "patience"),
    [
        (timedelta(minutes=5), days(1)),
        (timedelta(minutes=30), days(1)),
        (timedelta(hours=12), days(1.5)),
        (days(1), days(3)),  # a source of one look a day
    ],
)
def test_how_long_a_source_may_go_untried(every: timedelta, patience: timedelta) -> None:
    assert health.patience(every) == patience


def told(stream: Sequence[PageFacts]) -> Iterator[tuple[int, str, Alarm]]:
    """What is raised and cleared as pages come one by one, as the archive would remember it."""
    known: list[Alarm] = []
    for number in range(1, len(stream) + 1):
        found = health.assess(seen(pages=tuple(stream[max(0, number - 250) : number])), known, NOW)
        for alarm in found.cleared:
            known.remove(alarm)
            yield number, "cleared", alarm
        for alarm in found.raised:
            known.append(alarm)
            yield number, "raised", alarm


def test_an_alarm_is_raised_once_and_a_fault_that_lasts_never_becomes_the_norm() -> None:
    stream = [page()] * 100 + [page(ALL - {"byline"})] * 400 + [page()] * 100
    events = [(number, what, alarm.subject) for number, what, alarm in told(stream)]
    assert events == [(105, "raised", "byline"), (508, "cleared", "byline")]


def test_two_faults_are_two_alarms() -> None:
    stream = [page()] * 60 + [page(ALL - {"byline"}, words=90)] * 20
    assert sorted(alarm.kind for _, _, alarm in told(stream)) == ["field lost", "short"]


fields = st.sets(st.sampled_from(FIELDS)).map(frozenset)


@given(fields, st.integers(1, 2000), st.integers(0, 80))
def test_a_source_whose_pages_are_all_alike_never_raises_an_alarm(
    found: frozenset[str], words: int, number: int
) -> None:
    assert kinds(seen(pages=(page(found, words=words),) * number, endings=endings(*["read"] * number))) == []


@given(
    st.lists(st.builds(page, fields, words=st.integers(0, 3000)), max_size=60),
    st.lists(st.sampled_from(["read", "quarantined", "unreadable"]), max_size=60),
    st.lists(st.timedeltas(days(-1), days(90)), max_size=40),
    st.timedeltas(days(0), days(40)),
    st.integers(0, 20),
)
def test_no_alarm_is_both_raised_and_cleared_and_none_is_raised_twice(
    pages: list[PageFacts], results: list[str], ages: list[timedelta], length: timedelta, failures: int
) -> None:
    observed = seen(
        pages=tuple(pages),
        endings=endings(*results),
        glimpses=tuple(Glimpse(NOW - age, NOW - age) for age in sorted(ages, reverse=True)),
        feeds={FEED: failing(length, failures) if failures else answering()},
    )
    first = health.assess(observed, (), NOW)
    again = health.assess(observed, first.raised, NOW)
    assert (again.raised, again.cleared) == ((), ())
    assert all("\n" not in alarm.message and alarm.message for alarm in first.raised)
    assert len({(alarm.kind, alarm.subject) for alarm in first.raised}) == len(first.raised)
    strangers = [replace(alarm, source="another") for alarm in first.raised]
    assert health.assess(observed, strangers, NOW).cleared == ()
