"""The service over a real server and real files, by a clock that a test moves; the scheduler's own clock runs on.

Nothing sleeps: a test waits for what the service says of itself, for 20 seconds at most.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from filelock import FileLock
from werkzeug import Request, Response

from schedules import desk as desks
from schedules import run
from schedules.config import Config
from schedules.desk import Desk
from schedules.service import THREADS, Service, Turn, planned
from scraper.errors import BusyError
from scraper.fetch import Limits
from scraper.page import Source

LONG = "The harbour lights went out one by one, and nobody on the quay could say afterwards who had seen them go. " * 4
PATIENCE = 20.0


@pytest.fixture
def lights(gazette: Source, site: Any) -> Source:
    return replace(gazette, slug="lights", name="Harbor Lights", feeds=(site.url("/lights/"),))


@pytest.fixture
def config(config: Config, gazette: Source, lights: Source, site: Any) -> Config:
    for path in ("/feed/", "/lights/"):
        site.put(path, site.rss((f"{path}a", "Story a")), "application/rss+xml")
        site.put(f"{path}a", site.page("Story a", LONG))
    return replace(config, sources={gazette.slug: gazette, lights.slug: lights})


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def started(config: Config, desk: Desk, lines: list[str]) -> Iterator[Service]:
    service = Service(config, desk, say=lines.append, chance=lambda: 0.5)
    service.start()
    yield service
    assert service.stop(timedelta(seconds=PATIENCE))


@pytest.fixture
def settled(started: Service, clock: Any) -> Callable[..., None]:
    """Lets the clock pass, and waits until everything that is due has been looked at."""

    def wait(**length: float) -> None:
        clock.pass_by(**length)
        started.tick()
        with started.changed:
            assert started.changed.wait_for(
                lambda: not started.going and all(at > clock.time for at in started.next_at.values()), PATIENCE
            ), (started.going, started.next_at)

    return wait


def looks(site: Any) -> dict[str, int]:
    asked = [each.split()[1] for each in site.asked]
    site.asked.clear()
    return {path: asked.count(path) for path in ("/feed/", "/lights/")}


def rows(config: Config, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(config.archive)) as archive:
        return archive.execute(query).fetchall()


def test_each_source_is_looked_at_on_its_own_beat(site: Any, settled: Any, started: Service, clock: Any) -> None:
    settled()  # the first: the second is five seconds later
    assert sorted(looks(site).values()) == [0, 1]
    settled(seconds=5)
    assert sorted(looks(site).values()) == [0, 1]
    begun = dict(started.next_at)
    settled(minutes=9)
    assert looks(site) == {"/feed/": 0, "/lights/": 0}  # nothing is due before the floor of ten minutes
    for _ in range(48):
        settled(minutes=5)
    found = looks(site)
    assert all(2 <= number <= 24 for number in found.values()), found  # four hours between floor and ceiling
    assert started.next_at.keys() == begun.keys()


def test_the_beat_is_learned_from_what_a_source_brings(site: Any, desk: Desk, gazette: Source, clock: Any) -> None:
    lengths = []
    for number in range(1, 8):
        paths = [f"/feed/{at}" for at in range(number)]
        for path in paths:
            site.put(path, site.page("Story", LONG))
        site.put("/feed/", site.rss(*((path, path) for path in paths), date=""), "application/rss+xml")
        run.run(gazette, desk)
        lengths.append(planned(gazette, desk, clock.time, 0.5).length / timedelta(minutes=1))
        clock.pass_by(minutes=30)
    assert lengths[:3] == [30, 30, 30]  # as declared, while too little is known
    assert lengths[3:] == [10, 11.25, 12, 12.5]  # half the time between two items, down to the floor
    clock.pass_by(days=20)
    assert planned(gazette, desk, clock.time, 0.5).length == timedelta(hours=2)  # and up to the ceiling


def test_a_page_to_visit_again_brings_the_next_look_forward(
    settled: Any, desk: Desk, gazette: Source, clock: Any
) -> None:
    begun = clock.time
    settled(seconds=5)
    clock.pass_by(minutes=15)
    assert planned(gazette, desk, clock.time, 0.5).next_at == begun + timedelta(minutes=30)  # an hour after it came out


def test_a_server_that_tells_us_to_wait_puts_the_next_look_off(site: Any, settled: Any, started: Service) -> None:
    settled(seconds=5)
    site.custom["/feed/"] = lambda _request: Response("busy", 503, {"Retry-After": "5400"})
    settled(minutes=31)
    beat = started.next_at["harbor-gazette"] - started.desk.clock.now()
    assert timedelta(minutes=90) <= beat < timedelta(minutes=100)  # a little later at random, as every retry is


def test_after_a_night_asleep_every_source_is_looked_at_once(site: Any, settled: Any, clock: Any) -> None:
    settled(seconds=5)
    settled(minutes=40)
    looks(site)
    settled(hours=9)
    assert looks(site) == {"/feed/": 1, "/lights/": 1}


@pytest.mark.parametrize("jump", [{"days": 3650}, {"days": -3650}, {"hours": -3}, {"hours": 1}, {"seconds": -40}])
def test_a_clock_that_jumps_stops_nothing(
    site: Any, settled: Any, started: Service, clock: Any, jump: dict[str, float]
) -> None:
    settled(seconds=5)
    settled(minutes=40)
    looks(site)
    settled(**jump)
    first = looks(site)
    assert all(number <= 1 for number in first.values())
    settled(hours=2, minutes=13)  # the ceiling, with its jitter
    second = looks(site)
    assert all(number >= 1 for number in second.values()), (first, second)


@pytest.mark.parametrize("start", ["2026-03-08T05:00:00+00:00", "2026-11-01T04:00:00+00:00"])
def test_the_nights_on_which_summer_time_changes(
    site: Any, settled: Any, clock: Any, start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.time = clock.time.fromisoformat(start)
    settled()
    settled(seconds=5)
    looks(site)
    for _ in range(12):
        settled(minutes=30)
    found = looks(site)
    assert all(3 <= number <= 12 for number in found.values()), found


def test_a_restart_goes_on_where_it_was(site: Any, config: Config, clock: Any, gazette: Source, lights: Source) -> None:
    limits = Limits(gap=timedelta(0))
    with desks.opened(config, clock=clock, limits=limits) as desk:
        first = Service(config, desk, say=print, chance=lambda: 0.5)
        first.start()
        for _ in range(2):
            first.tick()
            with first.changed:
                assert first.changed.wait_for(
                    lambda: not first.going and all(at > clock.time for at in first.next_at.values()), PATIENCE
                )
            clock.pass_by(seconds=5)
        assert first.stop(timedelta(seconds=PATIENCE))
    looks(site)
    clock.pass_by(minutes=1)
    with desks.opened(config, clock=clock, limits=limits) as desk:
        second = Service(config, desk, say=print, chance=lambda: 0.5)
        second.start()
        assert second.next_at == first.next_at
        assert second.stop(timedelta(seconds=PATIENCE))
    assert looks(site) == {"/feed/": 0, "/lights/": 0}
    assert rows(config, "select command, saved, finished_at is not null from runs order by id") == [
        ("watch", 2, 1),
        ("watch", 0, 1),
    ]
    forgetful = replace(config, sources={gazette.slug: gazette})
    with desks.opened(forgetful, clock=clock, limits=limits) as desk:
        third = Service(forgetful, desk, say=print)
        third.start()
        assert third.stop(timedelta(seconds=PATIENCE))
    assert rows(config, "select source from beats") == [(gazette.slug,)]


def test_looks_at_one_source_never_overlap(site: Any, started: Service, clock: Any, settled: Any) -> None:
    settled(seconds=5)
    entered, leave, inside, most = threading.Event(), threading.Event(), [], []

    def slow(_request: Request) -> Response:
        inside.append(1)
        most.append(len(inside))
        entered.set()
        assert leave.wait(PATIENCE)
        inside.pop()
        return Response(site.rss(("/feed/a", "Story a")), 200, content_type="application/rss+xml")

    site.custom["/feed/"] = slow
    clock.pass_by(hours=3)
    started.tick()
    assert entered.wait(PATIENCE)
    for _ in range(20):  # hours go by while the server takes its time
        clock.pass_by(hours=1)
        started.tick()
    leave.set()
    settled()
    assert max(most) == 1
    assert looks(site)["/feed/"] <= 3


def test_more_sources_than_seats_are_looked_at_in_turn_and_nothing_is_said(
    site: Any, config: Config, desk: Desk, gazette: Source, lines: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    """On a server that takes its time, some looks wait for others over many a tick."""
    slugs = [f"paper-{number}" for number in range(THREADS + 3)]
    sources = {slug: replace(gazette, slug=slug, feeds=(site.url(f"/{slug}/"),)) for slug in slugs}
    entered, leave = threading.Event(), threading.Event()

    def slow(_request: Request) -> Response:
        entered.set()
        assert leave.wait(PATIENCE)
        return Response(site.rss(), 200, content_type="application/rss+xml")

    site.custom = {f"/{slug}/": slow for slug in slugs}
    service = Service(replace(config, sources=sources), desk, say=lines.append, chance=lambda: 0.5)
    service.start()
    service.next_at = dict.fromkeys(slugs, desk.clock.now())
    service.tick()
    assert entered.wait(PATIENCE)
    with service.changed:
        assert service.changed.wait_for(lambda: len(service.going) == len(slugs), PATIENCE), service.going
    for _ in range(5):
        service.tick()
    leave.set()
    with service.changed:
        assert service.changed.wait_for(lambda: not service.going, PATIENCE)
    assert service.stop(timedelta(seconds=PATIENCE))
    assert sorted(path for path in site.asked if "paper" in path) == sorted(f"GET /{slug}/" for slug in slugs)
    assert [each.getMessage() for each in caplog.records if each.name.startswith("apscheduler")] == []


def test_looks_wait_while_another_run_is_at_work(
    site: Any, started: Service, clock: Any, settled: Any, config: Config, lines: list[str]
) -> None:
    settled(seconds=5)
    looks(site)
    with FileLock(config.captures.with_name("captures.db.lock")):
        for _ in range(3):
            settled(hours=3)
        assert looks(site) == {"/feed/": 0, "/lights/": 0}
        (line,) = lines
        assert "another run is at work" in line
        assert all(at - clock.time <= timedelta(minutes=1) for at in started.next_at.values())
    settled(minutes=1)
    assert looks(site) == {"/feed/": 1, "/lights/": 1}
    assert len(lines) == 1


def test_other_commands_may_run_between_two_looks(settled: Any, config: Config) -> None:
    settled(seconds=5)
    with desks.alone(config):
        pass


def test_the_lock_is_held_from_the_first_look_to_the_last_whichever_that_is(config: Config) -> None:
    turn, inside, leave = Turn(config), threading.Event(), threading.Event()

    def look() -> None:
        with turn.taken():
            inside.set()
            assert leave.wait(PATIENCE)

    first = threading.Thread(target=look)
    first.start()
    assert inside.wait(PATIENCE)
    with turn.taken():
        leave.set()
        first.join(PATIENCE)
        with pytest.raises(BusyError), desks.alone(config):
            pass
    with desks.alone(config):
        pass
    with desks.alone(config), pytest.raises(BusyError), turn.taken():
        pass


def test_a_bug_met_by_one_look_is_said_and_stops_nothing(
    site: Any, settled: Any, lines: list[str], monkeypatch: pytest.MonkeyPatch, lights: Source
) -> None:
    settled(seconds=5)
    looks(site)
    passed = run.run

    def buggy(source: Source, desk: Desk) -> Any:
        if source.slug == "lights":
            raise IndexError("a bug")
        return passed(source, desk)

    monkeypatch.setattr(run, "run", buggy)
    settled(hours=3)
    assert looks(site) == {"/feed/": 1, "/lights/": 0}
    (line,) = lines
    assert line.startswith("lights: a bug in onrecord, please report:\nTraceback")
    assert line.endswith("IndexError: a bug")
    monkeypatch.undo()
    settled(hours=3)
    assert looks(site)["/lights/"] == 1


def test_what_went_wrong_is_a_line_a_problem(site: Any, settled: Any, lines: list[str], config: Config) -> None:
    site.custom["/feed/a"] = lambda _request: Response("no", 404)
    settled(seconds=5)
    (line,) = lines
    assert line.startswith(f"harbor-gazette: {site.url('/feed/a')}: gone")
    assert rows(config, "select saved, failed, problems like '%gone%', finished_at from runs") == [(1, 1, 1, None)]
    assert rows(config, "select sum(attempts) > 3 from attempts_summary") == [(1,)]


def test_told_to_stop_it_finishes_the_page_in_hand(site: Any, config: Config, desk: Desk, clock: Any) -> None:
    service = Service(config, desk, say=print)
    site.put("/feed/", site.rss(("/feed/a", "Story a"), ("/feed/b", "Story b")), "application/rss+xml")
    asked, answer = threading.Event(), threading.Event()

    def slow(_request: Request) -> Response:
        asked.set()
        assert answer.wait(PATIENCE)
        return Response(site.page("Story a", LONG), 200, content_type="text/html")

    site.custom["/feed/a"] = site.custom["/feed/b"] = slow
    service.start()
    clock.pass_by(seconds=5)
    service.tick()
    assert asked.wait(PATIENCE)
    assert not service.stop(timedelta(0))
    answer.set()
    assert service.stop(timedelta(seconds=PATIENCE))
    assert rows(config, "select count(*) from articles where source = 'harbor-gazette'") == [(1,)]
