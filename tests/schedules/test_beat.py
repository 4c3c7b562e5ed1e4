"""Every decision about when to look at a source, as tables and as properties."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schedules import beat
from schedules.beat import Past
from storage.observations import Beat, Glimpse

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=300)
HALF_HOUR = timedelta(minutes=30)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def every(gap: timedelta, *, last: timedelta = timedelta(0), number: int = 40) -> tuple[datetime, ...]:
    """Items that came out at that gap, the last that long ago."""
    return tuple(sorted(NOW - last - gap * place for place in range(number)))


@pytest.mark.parametrize(
    ("declared", "floor", "ceiling"),
    [
        (minutes(15), minutes(5), minutes(60)),
        (minutes(30), minutes(10), minutes(120)),
        (minutes(120), minutes(40), minutes(360)),
        (timedelta(days=1), timedelta(hours=8), timedelta(days=1)),  # who says once a day gets no more than that
        (minutes(2), minutes(2), minutes(8)),
        (timedelta(seconds=1), timedelta(seconds=1), timedelta(seconds=4)),
    ],
)
def test_a_beat_has_a_floor_and_a_ceiling(declared: timedelta, floor: timedelta, ceiling: timedelta) -> None:
    assert beat.bounds(declared) == (floor, ceiling)


@pytest.mark.parametrize(
    ("came", "known_since", "length"),
    [
        ((), NOW, minutes(30)),  # nothing is known: as declared
        ((), LONG_AGO, minutes(120)),  # nothing came for a fortnight: the ceiling
        (every(minutes(240), number=2), NOW, minutes(30)),  # two make no rate
        (every(minutes(80)), LONG_AGO, minutes(40)),  # half the gap
        (every(minutes(4)), LONG_AGO, minutes(10)),  # the floor
        (every(timedelta(days=2)), LONG_AGO, minutes(120)),  # the ceiling
        (
            every(minutes(40), number=6) + every(timedelta(days=2), last=timedelta(days=2)),
            LONG_AGO,
            minutes(17),
        ),  # busy
        (every(minutes(4), last=timedelta(days=20)), LONG_AGO, minutes(120)),  # what came long ago does not
    ],
)
def test_a_beat_follows_how_often_a_source_publishes(
    came: tuple[datetime, ...], known_since: datetime, length: timedelta
) -> None:
    found = beat.interval(HALF_HOUR, tuple(sorted(came)), known_since=known_since, now=NOW)
    assert abs(found - length) < minutes(3.5)


def test_an_item_came_out_when_it_says_or_when_it_was_first_seen() -> None:
    first, second = NOW - timedelta(days=10), NOW - timedelta(days=3)
    glimpses = [
        Glimpse(first, first - timedelta(days=2)),  # dated
        Glimpse(first),  # undated, on the first look, which sees weeks at once
        Glimpse(second),  # undated, later
        Glimpse(second, NOW + timedelta(days=70)),  # dated after it was seen
        Glimpse(second, NOW - timedelta(days=3000)),  # an old story linked anew
    ]
    assert beat.arrivals(glimpses) == (first - timedelta(days=2), second, second, second)
    assert beat.arrivals([]) == ()


@pytest.mark.parametrize(
    ("chance", "next_visit", "retry_at", "wait"),
    [
        (0.5, None, None, minutes(40)),
        (0.0, None, None, minutes(36)),
        (1.0, None, None, minutes(44)),
        (0.5, minutes(20), None, minutes(20)),  # a page is to be visited sooner
        (0.5, minutes(2), None, minutes(10)),  # but not sooner than the floor
        (0.5, minutes(-900), None, minutes(10)),
        (0.5, minutes(90), None, minutes(40)),
        (0.5, None, minutes(70), minutes(70)),  # the host asked us to wait
        (0.5, minutes(20), minutes(70), minutes(70)),
        (0.5, None, timedelta(days=400), minutes(132)),  # a clock was wrong: the ceiling, with its jitter
    ],
)
def test_what_follows_a_look(
    chance: float, next_visit: timedelta | None, retry_at: timedelta | None, wait: timedelta
) -> None:
    found = beat.following(
        HALF_HOUR,
        minutes(40),
        now=NOW,
        chance=chance,
        next_visit=None if next_visit is None else NOW + next_visit,
        retry_at=None if retry_at is None else NOW + retry_at,
    )
    assert (found.last_at, found.next_at - NOW, found.length) == (NOW, wait, minutes(40))


def test_a_restart_goes_on_where_it_was() -> None:
    kept = Beat(last_at=NOW - minutes(10), next_at=NOW + minutes(20), length=HALF_HOUR)
    pasts = {
        "on time": Past(every=HALF_HOUR, beat=kept),
        "late": Past(every=HALF_HOUR, beat=Beat(last_at=LONG_AGO, next_at=NOW - minutes(5), length=HALF_HOUR)),
        "later": Past(every=HALF_HOUR, beat=Beat(last_at=LONG_AGO, next_at=LONG_AGO, length=HALF_HOUR)),
        "new": Past(every=HALF_HOUR),
        "collected by cron": Past(every=HALF_HOUR, last_look=NOW - minutes(10)),
        "cut short": Past(every=HALF_HOUR, last_look=NOW - minutes(1), next_visit=NOW - minutes(2)),
        "clock was ahead": Past(
            every=HALF_HOUR, beat=Beat(last_at=NOW, next_at=NOW + timedelta(days=365), length=HALF_HOUR)
        ),
    }
    assert {slug: at - NOW for slug, at in beat.opening(pasts, NOW).items()} == {
        "on time": minutes(20),
        "later": timedelta(0),
        "late": beat.SPREAD,
        "cut short": 2 * beat.SPREAD,
        "new": 3 * beat.SPREAD,
        "collected by cron": minutes(20),
        "clock was ahead": minutes(132),
    }


times = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
lengths = st.timedeltas(timedelta(seconds=1), timedelta(days=3))


@given(lengths, st.lists(times, max_size=60), times, times)
def test_whatever_a_source_does_its_beat_is_within_bounds(
    declared: timedelta, came: list[datetime], known_since: datetime, now: datetime
) -> None:
    floor, ceiling = beat.bounds(declared)
    assert floor <= declared <= ceiling
    assert floor <= beat.interval(declared, sorted(came), known_since=known_since, now=now) <= ceiling


@given(lengths, lengths, times, st.floats(0, 1), st.none() | times, st.none() | times)
def test_the_next_look_is_after_the_floor_and_before_the_ceiling(
    declared: timedelta,
    length: timedelta,
    now: datetime,
    chance: float,
    next_visit: datetime | None,
    retry_at: datetime | None,
) -> None:
    floor, ceiling = beat.bounds(declared)
    found = beat.following(declared, length, now=now, chance=chance, next_visit=next_visit, retry_at=retry_at)
    assert floor <= found.next_at - now <= ceiling * 1.1 + timedelta(microseconds=2)


@given(st.dictionaries(st.text("abc", min_size=1), st.builds(Past, every=lengths), max_size=20), times)
def test_sources_that_are_all_new_do_not_start_at_once(sources: dict[str, Past], now: datetime) -> None:
    starts = sorted(beat.opening(sources, now).values())
    assert starts == [now + beat.SPREAD * place for place in range(len(sources))]


@pytest.mark.parametrize("night", [datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)])
def test_the_days_on_which_summer_time_changes_are_days_like_others(night: datetime) -> None:
    """A day of looks across the change in New York: none twice, none left out, whatever the zone of the clock."""
    for zone in (ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("UTC")):
        now, looks = night, 0
        while now < night + timedelta(days=1):
            now = beat.following(HALF_HOUR, HALF_HOUR, now=now.astimezone(zone).astimezone(UTC), chance=0.5).next_at
            looks += 1
        assert looks == 48
