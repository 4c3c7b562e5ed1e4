"""A run that was killed cannot say so: the next one does, with the last moment at which it was seen at work."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from schedules import desk as desks
from schedules import interrupted, run
from schedules.commands.status import status
from schedules.config import Config
from schedules.desk import Desk
from schedules.service import Service
from scraper.page import Source
from storage import runs


def ends(desk: Desk) -> list[tuple[str, str | None, str | None]]:
    return [
        (each.command, each.ended, each.finished_at and f"{each.finished_at:%H:%M}")
        for each in reversed(runs.latest(desk.archive.file, 9))
    ]


def feed(site: Any, *paths: str) -> None:
    site.put("/feed/", site.rss(*((path, f"Story {path}") for path in paths)), "application/rss+xml")


def test_a_run_that_was_killed_gets_its_end_from_the_next(
    gazette: Source, desk: Desk, site: Any, clock: Any, config: Config, capsys: pytest.CaptureFixture[str]
) -> None:
    feed(site)
    assert run.recorded("collect", desk, lambda: [run.run(gazette, desk)])
    clock.pass_by(hours=1)
    desk.archive.start_run("collect", clock.now())  # and then, in the middle of it:
    clock.pass_by(minutes=7)
    run.run(gazette, desk)
    assert ends(desk) == [("collect", "done", "12:00"), ("collect", None, None)]
    clock.pass_by(hours=3)
    run.recorded("add", desk, list)
    assert ends(desk) == [("collect", "done", "12:00"), ("collect", "interrupted", "13:07"), ("add", "done", "16:07")]
    status.main(["--archive", str(config.archive), "--json"], standalone_mode=False)
    found = json.loads(capsys.readouterr().out)["runs"]
    assert [each["ended"] for each in found] == ["done", "interrupted", "done"]
    assert found[1]["finished_at"] == "2026-03-04T13:07:00+00:00"


def test_one_that_asked_for_nothing_ended_when_it_began(desk: Desk, clock: Any) -> None:
    for _ in range(2):
        desk.archive.start_run("reread", clock.now())
        clock.pass_by(hours=1)
    interrupted.note_runs(desk)
    assert ends(desk) == [("reread", "interrupted", "12:00"), ("reread", "interrupted", "13:00")]


def test_a_service_between_two_looks_is_not_taken_for_dead(desk: Desk, config: Config, clock: Any) -> None:
    with desks.watched(config.captures):
        desk.archive.start_run("watch", clock.now())
        run.recorded("add", desk, list)
        assert ends(desk) == [("watch", None, None), ("add", "done", "12:00")]
    clock.pass_by(hours=1)
    run.recorded("add", desk, list)
    assert ends(desk)[0] == ("watch", "interrupted", "12:00")


def test_a_service_leaves_the_run_alone_that_is_at_work_when_it_starts(
    desk: Desk, config: Config, site: Any, clock: Any
) -> None:
    feed(site)
    desk.archive.start_run("watch", clock.now())  # was killed
    service = Service(config, desk, say=lambda _line: None)
    with desks.alone(config):
        desk.archive.start_run("collect", clock.now())
        service.start()
        desk.stop.set()
        assert ends(desk)[:2] == [("watch", "interrupted", "12:00"), ("collect", None, None)]
        assert service.stop(timedelta(seconds=30))
    assert ends(desk)[2] == ("watch", "stopped", "12:00")


def test_told_to_stop_is_not_interrupted(gazette: Source, desk: Desk, site: Any) -> None:
    feed(site)
    desk.stop.set()
    run.recorded("collect", desk, lambda: [run.run(gazette, desk)])
    assert ends(desk) == [("collect", "stopped", "12:00")]
