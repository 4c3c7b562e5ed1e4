"""Alarms end to end: real passes over a source that breaks and is mended, real files, a real hook."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from werkzeug import Request, Response

from schedules import alarms, hook, run
from schedules.config import Config, Hook
from schedules.desk import Desk
from scraper.page import Layout, Source, css, prose
from storage import telling, watching
from storage.observations import Alarm

LONG = "The harbour lights went out one by one, and nobody on the quay could say afterwards who had seen them go. " * 6
WALL = "<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"

Publish = Callable[..., None]


@pytest.fixture
def paper(gazette: Source) -> Source:
    return replace(gazette, layout=Layout(byline=css(".by"), text=prose("#story")))


@pytest.fixture
def publish(site: Any) -> Publish:
    """Puts numbered stories on the site, and the latest ten in its feed."""
    titles: list[str] = []

    def add(number: int, *, byline: str = '<p class="by">Ada Quill</p>', frame: str = "", etag: str = "") -> None:
        for _ in range(number):
            path = f"/story-{len(titles)}"
            titles.append(path)
            body = f'<h1>Story {len(titles)}</h1>{byline}<div id="story"><p>{LONG}</p></div>'
            site.put(path, frame or f"<!doctype html><html><head><title>s</title></head><body>{body}</body></html>")
        items = "".join(
            f"<item><title>Story {path}</title><link>{site.url(path)}</link></item>" for path in titles[-30:]
        )
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title>{items}</channel></rss>'
        site.put("/feed/", feed, "application/rss+xml")
        if etag:
            site.custom["/feed/"] = lambda request: stubborn(request, feed, etag)

    return add


def stubborn(request: Request, body: str, etag: str) -> Response:
    """A server that gives one ETag whatever it serves, and answers 304 to whoever has it."""
    if request.headers.get("If-None-Match") == etag:
        return Response("", 304, {"ETag": etag})
    return Response(body, 200, {"ETag": etag}, content_type="application/rss+xml")


def pass_over(source: Source, desk: Desk) -> alarms.News:
    run.recorded("collect", desk, lambda: [run.run(source, desk)])
    return alarms.look([source], desk)


def said(news: alarms.News) -> tuple[list[str], list[str]]:
    raised, cleared = (
        [f"{each.kind} {each.subject}".strip() for each in found] for found in (news.raised, news.cleared)
    )
    return raised, cleared


def test_a_layout_that_stops_finding_a_byline(
    paper: Source, desk: Desk, publish: Publish, site: Any, clock: Any
) -> None:
    publish(22)
    assert said(pass_over(paper, desk)) == ([], [])
    clock.pass_by(hours=2)
    publish(6, byline="")
    assert said(pass_over(paper, desk)) == ([], [])  # there are too few before them: the first weeks
    clock.pass_by(hours=2)
    publish(4, byline='<p class="author-v2">Ada Quill</p>')
    assert said(pass_over(paper, desk)) == (["field lost byline"], [])
    clock.pass_by(hours=2)
    assert said(pass_over(paper, desk)) == ([], [])  # raised once
    publish(9)
    clock.pass_by(hours=2)
    assert said(pass_over(paper, desk)) == ([], ["field lost byline"])
    clock.pass_by(hours=2)
    assert said(pass_over(paper, desk)) == ([], [])


def test_a_jump_in_quarantined_pages(paper: Source, desk: Desk, publish: Publish, site: Any, clock: Any) -> None:
    publish(20)
    pass_over(paper, desk)
    publish(4, frame=WALL)
    clock.pass_by(hours=2)
    assert said(pass_over(paper, desk)) == (["quarantined"], [])
    site.pages = {path: page for path, page in site.pages.items() if page[0] != WALL.encode()}
    for number in range(20, 24):
        site.put(f"/story-{number}", f"<html><body><h1>Story</h1><div id='story'><p>{LONG}</p></div></body></html>")
    clock.pass_by(hours=2)
    assert said(pass_over(paper, desk)) == ([], ["quarantined"])  # each page counts as it was last captured


def test_a_source_that_goes_quiet_and_speaks_again(paper: Source, desk: Desk, publish: Publish, clock: Any) -> None:
    publish(3)
    for day in range(7):
        assert said(pass_over(paper, desk)) == ([], []), day
        clock.pass_by(days=1)
    clock.pass_by(hours=1)
    news = pass_over(paper, desk)
    assert said(news) == (["quiet"], [])
    assert news.raised[0].message.startswith("nothing new since 2026-03-04 12:00 UTC")
    clock.pass_by(days=1)
    publish(1)
    assert said(pass_over(paper, desk)) == ([], ["quiet"])


def test_a_source_that_publishes_once_a_month_is_not_quiet(
    paper: Source, desk: Desk, publish: Publish, clock: Any
) -> None:
    raised: list[list[str]] = []
    for _ in range(6):
        publish(1)
        month = [pass_over(paper, desk)]
        for _ in range(5):
            clock.pass_by(days=6)
            month.append(pass_over(paper, desk))
        raised.append([alarm.kind for news in month for alarm in news.raised])
    # Its items have no dates: its pace is known when the second has come, a month after our first look.
    assert raised == [["quiet"], [], [], [], [], []]


def test_a_feed_out_of_reach(paper: Source, desk: Desk, publish: Publish, site: Any, clock: Any) -> None:
    publish(2)
    pass_over(paper, desk)
    site.custom["/feed/"] = lambda _request: Response("no", 404)
    for _ in range(4):
        clock.pass_by(hours=8)
        news = pass_over(paper, desk)
    assert said(news) == ([f"out of reach {site.url('/feed/')}"], [])
    site.custom.clear()
    clock.pass_by(hours=8)
    assert said(pass_over(paper, desk)) == ([], [f"out of reach {site.url('/feed/')}"])


def test_a_feed_that_became_a_page_is_out_of_reach(
    paper: Source, desk: Desk, publish: Publish, site: Any, clock: Any
) -> None:
    publish(2)
    pass_over(paper, desk)
    site.custom["/feed/"] = lambda _request: Response(WALL, 200, content_type="text/html")
    for _ in range(4):
        clock.pass_by(hours=8)
        news = pass_over(paper, desk)
    assert said(news) == ([f"out of reach {site.url('/feed/')}"], [])


def test_a_feed_that_lies_about_its_etag_is_caught_within_a_day_and_loses_nothing(
    paper: Source, desk: Desk, publish: Publish, site: Any, clock: Any, config: Config
) -> None:
    feed = site.url("/feed/")
    publish(2, etag='"always"')
    pass_over(paper, desk)
    publish(1, etag='"always"')
    clock.pass_by(hours=2)
    assert said(pass_over(paper, desk)) == ([], [])  # it was believed
    clock.pass_by(hours=23)
    assert said(pass_over(paper, desk)) == ([f"etag {feed}"], [])
    publish(1, etag='"always"')
    clock.pass_by(hours=2)
    assert pass_over(paper, desk) == alarms.News()  # it is believed no more
    clock.pass_by(hours=2)
    assert pass_over(paper, desk) == alarms.News()
    with closing(sqlite3.connect(config.archive)) as archive:
        assert archive.execute("select count(*) from articles").fetchone() == (4,)
    site.custom.clear()
    publish(1)
    clock.pass_by(hours=2)
    assert said(pass_over(paper, desk)) == ([], [f"etag {feed}"])
    publish(1)
    clock.pass_by(hours=2)
    site.asked.clear()
    pass_over(paper, desk)
    assert site.asked[0] == "GET /feed/ if changed"  # and is trusted again


def test_a_feed_whose_bytes_change_on_every_load_does_not_lie(
    paper: Source, desk: Desk, publish: Publish, site: Any, clock: Any
) -> None:
    publish(1)
    body, loads = site.pages["/feed/"][0].decode(), iter(range(9))
    site.custom["/feed/"] = lambda request: stubborn(request, f"{body}<!-- {next(loads)} -->", '"items"')
    for _ in range(3):
        assert said(pass_over(paper, desk)) == ([], [])
        clock.pass_by(hours=25)
    assert next(loads) == 3


def test_a_source_that_left_the_configuration_is_nobodys_alarm(
    paper: Source, desk: Desk, publish: Publish, config: Config, clock: Any
) -> None:
    publish(3)
    pass_over(paper, desk)
    clock.pass_by(days=8)
    assert said(pass_over(paper, desk)) == (["quiet"], [])
    alarms.retire(desk, replace(config, sources={"other": replace(paper, slug="other")}))
    assert watching.alarms(desk.archive.file) == ()


def test_a_clock_that_was_a_year_ahead_holds_nothing_up_when_it_is_put_right(
    paper: Source, desk: Desk, publish: Publish, site: Any, clock: Any, config: Config
) -> None:
    clock.pass_by(days=400)
    publish(2)
    site.custom["/story-1"] = lambda _request: Response("busy", 503)
    pass_over(paper, desk)
    clock.pass_by(days=-400)
    site.custom.clear()
    publish(1)
    site.asked.clear()
    assert run.run(paper, desk).saved == 2  # the breaker and the plans of a year ahead are not believed
    assert site.asked[1:3] == ["GET /feed/", "GET /story-2"]
    site.custom["/feed/"] = lambda _request: Response("no", 404)
    for _ in range(4):
        clock.pass_by(hours=8)
        news = pass_over(paper, desk)
    assert said(news) == ([f"out of reach {site.url('/feed/')}"], [])


# The hook


@pytest.fixture
def alarmed(paper: Source, desk: Desk, publish: Publish, clock: Any) -> Alarm:
    """A source that has gone quiet."""
    publish(3)
    pass_over(paper, desk)
    clock.pass_by(days=8)
    pass_over(paper, desk)
    (alarm,) = watching.alarms(desk.archive.file, paper.slug)
    return alarm


def python(script: str) -> Hook:
    return Hook(command=(sys.executable, "-c", script))


def test_a_command_gets_each_alarm_once_on_its_standard_input(
    paper: Source, alarmed: Alarm, desk: Desk, config: Config, publish: Publish, tmp_path: Path, clock: Any
) -> None:
    log = tmp_path / "told.jsonl"
    told = replace(config, alarm=python(f"import sys; open({str(log)!r}, 'a').write(sys.stdin.read())"))
    assert [alarms.tell(desk, told) for _ in range(3)] == [(), (), ()]
    publish(1)
    clock.pass_by(hours=1)
    assert pass_over(paper, desk).cleared == (replace(alarmed, cleared_at=clock.now()),)
    assert [alarms.tell(desk, told) for _ in range(3)] == [(), (), ()]
    events = [json.loads(line) for line in log.read_text().splitlines()]
    assert [(event["event"], event["id"], event["kind"]) for event in events] == [
        ("raised", alarmed.id, "quiet"),
        ("cleared", alarmed.id, "quiet"),
    ]
    assert (events[0]["source"], events[0]["message"]) == ("harbor-gazette", alarmed.message)
    assert events[1]["cleared_at"] > events[0]["raised_at"]


def test_a_hook_that_fails_is_said_and_tried_again(
    alarmed: Alarm, desk: Desk, config: Config, site: Any, paper: Source, publish: Publish, clock: Any
) -> None:
    bodies: list[dict[str, Any]] = []

    def take(request: Request) -> Response:
        assert request.method == "POST"
        bodies.append(json.loads(request.get_data()))
        return Response("", 204 if len(bodies) > 1 else 500)

    site.custom["/hook"] = take
    told = replace(config, alarm=Hook(webhook=site.url("/hook?token=secret")))
    (problem,) = alarms.tell(desk, told)
    assert "answered 500" in problem
    assert "secret" not in problem
    publish(1)
    clock.pass_by(hours=1)
    pass_over(paper, desk)  # mended meanwhile: both are told, in order
    assert alarms.tell(desk, told) == ()
    assert [body["event"] for body in bodies] == ["raised", "raised", "cleared"]
    assert {body["id"] for body in bodies} == {alarmed.id}


def test_one_alarm_that_the_hook_refuses_does_not_hold_up_the_next(
    alarmed: Alarm, desk: Desk, config: Config, tmp_path: Path, clock: Any
) -> None:
    """It is tried later and later, given up after three days, said so loudly, and told when the hook is mended."""
    log = tmp_path / "told.txt"
    script = (
        f"import json, sys; event = json.load(sys.stdin); open({str(log)!r}, 'a').write(event['kind'] + '\\n');"
        "sys.exit('cannot take this one' if event['kind'] == 'quiet' else 0)"
    )
    told, archive = replace(config, alarm=python(script)), desk.archive.file
    short = replace(alarmed, kind="short", id=None)
    watching.note(archive, watching.norms(archive)[alarmed.source], [short], [], clock.now())
    (said,) = alarms.tell(desk, told)
    assert said.startswith("alarm 1 could not be told, and is tried again in 15 minutes: the alarm command")
    assert log.read_text().split() == ["quiet", "short"]
    tries, begun = [clock.now()], clock.now()
    while (alarm := watching.alarms(archive)[0]).given_up_at is None:
        assert alarm.tries == len(tries)
        assert alarm.trouble.endswith("exited with 1: cannot take this one")
        clock.pass_by(minutes=5)
        if lines := alarms.tell(desk, told):
            tries.append(clock.now())
    assert [(later - earlier).total_seconds() / 60 for earlier, later in pairwise(tries)] == [
        *(15, 30, 60, 120, 240, 480, 960, 1440, 1440)
    ]
    assert 3 <= (alarm.given_up_at - begun).days < 4
    assert lines[0].startswith("alarm 1 could not be told in 10 tries and is GIVEN UP: the alarm command")
    clock.pass_by(days=9)
    assert alarms.tell(desk, told) == ()
    assert log.read_text().split().count("short") == 1
    assert telling.renew(archive) == 1
    log.unlink()
    mended = replace(config, alarm=python(script.replace("'quiet'", "'none'")))
    assert alarms.tell(desk, mended) == ()
    assert log.read_text().split() == ["quiet"]
    assert (watching.alarms(archive)[0].tries, watching.alarms(archive)[0].trouble) == (0, "")
    assert telling.renew(archive) == 0


def test_a_hook_that_is_down_holds_collecting_up_a_few_times_only(
    alarmed: Alarm, desk: Desk, config: Config, clock: Any
) -> None:
    archive = desk.archive.file
    more = [replace(alarmed, kind="short", subject=str(number), id=None) for number in range(5)]
    watching.note(archive, watching.norms(archive)[alarmed.source], more, [], clock.now())
    down = replace(config, alarm=python("import sys; sys.exit(1)"))
    assert [len(alarms.tell(desk, down)) for _ in range(3)] == [3, 3, 0]  # each has its turn
    clock.pass_by(days=-300)  # the clock was wrong: what it planned is not believed
    assert len(alarms.tell(desk, down)) == 3


def test_a_hook_that_was_cut_short_by_us_is_not_blamed(alarmed: Alarm, desk: Desk, config: Config, clock: Any) -> None:
    desk.stop.set()
    assert alarms.tell(desk, replace(config, alarm=python("import sys; sys.exit(1)"))) == ()
    assert watching.alarms(desk.archive.file)[0].tries == 0


def test_without_a_hook_nothing_waits_for_one_but_what_is_open(
    alarmed: Alarm, desk: Desk, config: Config, paper: Source, publish: Publish, clock: Any
) -> None:
    assert alarms.tell(desk, config) == ()
    assert telling.untold(desk.archive.file, desk.clock.now()) == alarmed
    publish(1)
    clock.pass_by(hours=1)
    pass_over(paper, desk)
    assert alarms.tell(desk, config) == ()
    assert telling.untold(desk.archive.file, desk.clock.now()) is None


def test_a_command_that_hangs_does_not_outlive_us(
    alarmed: Alarm, desk: Desk, config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hook, "LAST_PATIENCE", 0.0)
    fifo = tmp_path / "alive"
    os.mkfifo(fifo)
    script = f"import signal; held = open({str(fifo)!r}, 'w'); held.write('up'); held.flush(); signal.pause()"
    problems: list[str] = []
    thread = threading.Thread(
        target=lambda: problems.extend(alarms.tell(desk, replace(config, alarm=python(script)))), daemon=True
    )
    thread.start()
    with fifo.open() as alive:
        assert alive.read(2) == "up"
        desk.stop.set()
        assert alive.read() == ""  # its end was closed: the command is gone
    thread.join(20)
    assert len(problems) == 1
    assert "was ended, for we were told to stop" in problems[0]
    assert telling.untold(desk.archive.file, desk.clock.now()) == alarmed  # not counted as a try
