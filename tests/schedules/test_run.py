"""Passes over a real server on loopback, into real files."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from werkzeug import Request, Response

from schedules import desk as desks
from schedules import reread, run
from schedules.config import Config
from schedules.desk import Desk
from scraper import read
from scraper.errors import ArchiveError
from scraper.fetch import Limits
from scraper.model import Article, Capture, Lead
from scraper.page import Source

LONG = "The harbour lights went out one by one, and nobody on the quay could say afterwards who had seen them go."
PARAGRAPHS = (
    f"Lantern orders a drama. {LONG}",
    f"Filming begins in spring. {LONG}",
    f"No date is set. {LONG}",
)

Rows = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def rows(config: Config) -> Rows:
    """Rows of a query on either file, read as any other program would."""

    def ask(query: str, file: str = "archive") -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(getattr(config, file))) as connection:
            return connection.execute(query).fetchall()

    return ask


def publish(site: Any, *paths: str) -> None:
    site.put("/feed/", site.rss(*((path, f"Story {path}") for path in paths)), "application/rss+xml")
    for path in paths:
        site.put(path, site.page(f"Story {path}", *PARAGRAPHS))


def test_a_first_pass_keeps_reads_and_saves_each_page(site: Any, desk: Desk, gazette: Source, rows: Rows) -> None:
    publish(site, "/a", "/b")
    report = run.run(gazette, desk)
    assert (report.saved, report.unchanged, report.failed) == (2, 0, ())
    assert rows("select headline, source, published_precision from articles order by url") == [
        ("Story /a", "harbor-gazette", "second"),
        ("Story /b", "harbor-gazette", "second"),
    ]
    assert rows("select text from articles limit 1") == [("\n\n".join(PARAGRAPHS),)]
    assert rows("select purpose, outcome, count(*) from attempts group by 1, 2 order by 1", "captures") == [
        ("feed", "ok", 1),
        ("page", "ok", 2),
        ("robots", "gone", 1),
    ]


def test_a_pass_over_an_unchanged_feed_makes_one_request(
    site: Any, desk: Desk, gazette: Source, rows: Rows, clock: Any
) -> None:
    publish(site, "/a")
    run.run(gazette, desk)
    clock.pass_by(minutes=10)
    site.asked.clear()
    report = run.run(gazette, desk)
    assert site.asked == ["GET /feed/ if changed"]
    assert (report.saved, report.unchanged, report.failed) == (0, 0, ())
    assert rows("select count(*) from versions") == [(1,)]


def test_an_edit_is_caught_by_a_revisit(site: Any, desk: Desk, gazette: Source, rows: Rows, clock: Any) -> None:
    publish(site, "/a")
    run.run(gazette, desk)
    site.put("/a", site.page("Story /a", *PARAGRAPHS, "Correction: the series has eight episodes."))
    clock.pass_by(minutes=31)  # an hour after publication
    assert run.run(gazette, desk).saved == 1
    assert rows("select seq, text like '%Correction%' from versions order by seq") == [(1, 0), (2, 1)]
    clock.pass_by(hours=5)
    site.asked.clear()
    report = run.run(gazette, desk)
    assert site.asked == ["GET /feed/ if changed", "GET /a if changed"]
    assert (report.saved, report.unchanged) == (0, 1)
    assert rows("select count(*), max(last_seen_at) like '2026-03-04T17:31%' from versions, articles") == [(2, 1)]


def test_a_feed_that_says_so_brings_the_page_back_at_once(
    site: Any, desk: Desk, gazette: Source, rows: Rows, clock: Any
) -> None:
    publish(site, "/a")
    run.run(gazette, desk)
    clock.pass_by(minutes=2)
    site.put("/feed/", site.rss(("/a", "Story /a [Updated]")), "application/rss+xml")
    site.put("/a", site.page("Story /a [Updated]", *PARAGRAPHS))
    assert run.run(gazette, desk).saved == 1
    assert rows("select headline from versions order by seq") == [("Story /a",), ("Story /a [Updated]",)]


def test_one_bad_page_stops_nothing_and_is_tried_again(
    site: Any, desk: Desk, gazette: Source, rows: Rows, clock: Any
) -> None:
    publish(site, "/a", "/b", "/c")
    site.custom["/b"] = lambda _request: Response("teapot", 418)
    report = run.run(gazette, desk)
    assert report.saved == 2
    assert "client error" in report.failed[0]
    assert "/b" in report.failed[0]
    del site.custom["/b"]
    clock.pass_by(minutes=16)
    assert run.run(gazette, desk).saved == 1  # though the feed itself answered 304
    assert rows("select count(*) from articles") == [(3,)]


def test_a_page_that_is_kept_and_not_read_is_found_at_the_next_start(
    site: Any, desk: Desk, gazette: Source, rows: Rows, config: Config
) -> None:
    publish(site, "/a")
    run.run(gazette, desk)
    with closing(sqlite3.connect(config.archive)) as connection, connection:
        connection.executescript("pragma foreign_keys = on; delete from articles")
    with closing(sqlite3.connect(config.captures)) as connection, connection:
        connection.execute("update captures set result = null")
    site.asked.clear()
    assert run.run(gazette, desk).saved == 1
    assert site.asked == ["GET /feed/ if changed"]
    assert rows("select headline from articles") == [("Story /a",)]


def test_a_bot_check_is_quarantined_and_never_an_article(
    site: Any, desk: Desk, gazette: Source, rows: Rows, clock: Any
) -> None:
    publish(site, "/a")
    wall = "<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
    site.custom["/a"] = lambda _request: Response(wall, 200, content_type="text/html")
    report = run.run(gazette, desk)
    assert report.saved == 0
    assert "bot check" in report.failed[0]
    assert rows("select count(*) from articles") == [(0,)]
    assert rows("select result from captures where purpose = 'page'", "captures") == [("quarantined",)]
    del site.custom["/a"]
    clock.pass_by(minutes=16)
    assert run.run(gazette, desk).saved == 1


def test_only_what_is_on_topic_is_asked_for(site: Any, desk: Desk, gazette: Source, rows: Rows) -> None:
    site.put(
        "/feed/",
        site.rss(("/a", "Apple TV orders a drama"), ("/b", "Phones are thin")),
        "application/rss+xml",
    )
    site.put("/a", site.page("Apple TV orders a drama", *PARAGRAPHS))
    report = run.run(replace(gazette, topics=("Apple TV",)), desk)
    assert (report.saved, report.failed) == (1, ())
    assert "GET /b" not in site.asked
    assert rows("select state, count(*) from visits group by 1 order by 1", "captures") == [
        ("off topic", 1),
        ("visited", 1),
    ]


def test_a_listing_is_read_once_a_day(site: Any, desk: Desk, gazette: Source, clock: Any) -> None:
    publish(site, "/news/a")
    links = "".join(f'<li><a href="/news/{name}">Story {name}</a></li>' for name in "abc")
    site.put("/news/", f"<html><body><main><ul>{links}</ul></main></body></html>")
    for name in "bc":
        site.put(f"/news/{name}", site.page(f"Story {name}", *PARAGRAPHS))
    listed = replace(gazette, listings=(site.url("/news/"),), article_urls=r"/news/[a-z]+$")
    assert run.run(listed, desk).saved == 3
    clock.pass_by(minutes=5)
    site.asked.clear()
    run.run(listed, desk)
    assert site.asked == ["GET /feed/ if changed"]
    clock.pass_by(hours=24)
    run.run(listed, desk)
    assert "GET /news/ if changed" in site.asked


def test_a_feed_that_is_html_is_said_out_loud(site: Any, desk: Desk, gazette: Source, rows: Rows) -> None:
    site.put("/feed/", "<html><body><p>Welcome to the Gazette</p></body></html>")
    (problem,) = run.run(gazette, desk).failed
    assert site.url("/feed/") in problem
    assert rows("select result from captures where purpose = 'feed'", "captures") == [("unreadable",)]


def test_one_bad_source_never_stops_a_run(site: Any, desk: Desk, gazette: Source) -> None:
    publish(site, "/a")
    broken = replace(gazette, slug="broken", feeds=("http://127.0.0.1:9/feed/",))
    desk.archive.register([broken])
    reports = run.recorded("collect", desk, lambda: run.collect([broken, gazette], desk))
    assert [(report.source, report.saved, len(report.failed)) for report in reports] == [
        ("broken", 0, 1),
        ("harbor-gazette", 1, 0),
    ]
    assert "robots unavailable" in reports[0].failed[0]


def test_a_reread_gives_the_same_archive(site: Any, desk: Desk, gazette: Source, rows: Rows, clock: Any) -> None:
    publish(site, "/a", "/b")
    run.run(gazette, desk)
    site.put("/a", site.page("Story /a", *PARAGRAPHS, "Correction: the series has eight episodes."))
    clock.pass_by(minutes=31)
    run.run(gazette, desk)
    tables = ("articles", "versions", "sources")
    before = {table: rows(f"select * from {table} order by 1, 2") for table in tables}
    site.asked.clear()
    (report,) = reread.reread([gazette], desk)
    assert site.asked == []
    assert report.failed == ()
    assert {table: rows(f"select * from {table} order by 1, 2") for table in tables} == before


def test_being_told_to_stop_finishes_the_page_in_hand(site: Any, desk: Desk, gazette: Source, rows: Rows) -> None:
    publish(site, "/a", "/b")
    page = site.page("Story /a", *PARAGRAPHS)

    def stopping(_request: Request) -> Response:
        desk.stop.set()
        return Response(page, 200, content_type="text/html")

    site.custom["/a"] = site.custom["/b"] = stopping
    assert run.run(gazette, desk).saved == 1
    assert rows("select count(*) from articles") == [(1,)]
    desk.stop.clear()
    site.custom.clear()
    assert run.run(gazette, desk).saved == 1


def test_a_broken_feed_is_said_on_every_pass_until_it_is_mended(site: Any, desk: Desk, gazette: Source) -> None:
    site.put("/feed/", "<html><body><p>Welcome to the Gazette</p></body></html>")
    assert [len(run.run(gazette, desk).failed) for _ in range(3)] == [1, 1, 1]
    publish(site, "/a")
    assert run.run(gazette, desk).saved == 1


def test_a_page_that_is_always_refused_does_not_hold_up_the_others(
    site: Any, desk: Desk, gazette: Source, clock: Any, rows: Rows
) -> None:
    publish(site, "/a", "/b", "/c")
    site.custom["/a"] = lambda _request: Response("busy", 503)
    for _ in range(8):
        run.run(gazette, desk)
        clock.pass_by(minutes=30)
    assert rows("select url like '%/a' from articles") == [(0,), (0,)]
    assert site.asked.count("GET /a") < 8


def test_a_server_that_tells_us_to_wait_is_asked_no_more_in_this_pass(site: Any, desk: Desk, gazette: Source) -> None:
    publish(site, "/a", "/b", "/c")
    for path in "abc":
        site.custom[f"/{path}"] = lambda _request: Response("slow down", 429, {"Retry-After": "3600"})
    report = run.run(gazette, desk)
    assert len(report.failed) == 1
    assert sum(asked.startswith("GET /a") or asked in ("GET /b", "GET /c") for asked in site.asked) == 1


def test_what_a_server_calls_plain_text_is_no_article(site: Any, desk: Desk, gazette: Source, rows: Rows) -> None:
    publish(site, "/a")
    headers = {"X-OnRecord-File": "a.txt", "X-OnRecord-Headline": "Injected"}
    site.custom["/a"] = lambda _request: Response(LONG, 200, headers, content_type="text/plain")
    assert "not html" in run.run(gazette, desk).failed[0]
    assert rows("select count(*) from articles") == [(0,)]


def test_a_304_to_a_question_that_held_nothing_is_a_failure(site: Any, desk: Desk, gazette: Source) -> None:
    publish(site, "/a")
    site.custom["/a"] = lambda _request: Response("", 304)
    (problem,) = run.run(gazette, desk).failed
    assert "the server is at fault" in problem


def test_an_unread_feed_met_by_a_reread_loses_no_links(
    site: Any, desk: Desk, gazette: Source, rows: Rows, config: Config
) -> None:
    publish(site, "/a")
    run.run(gazette, desk)
    with closing(sqlite3.connect(config.captures)) as connection, connection:
        connection.executescript(
            "delete from captures where purpose = 'page'; delete from visits; update captures set result = null;"
        )
    reread.reread([gazette], desk)
    assert run.run(gazette, desk).saved == 1


def test_a_reread_that_is_cut_short_changes_nothing(
    site: Any, desk: Desk, gazette: Source, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site, "/a", "/b")
    run.run(gazette, desk)
    before = rows("select * from articles order by id"), rows("select url, result, detail from captures", "captures")

    def full(_name: str, done: int, _total: int) -> None:
        if done == 2:
            raise ArchiveError("the disk is full")

    with pytest.raises(ArchiveError, match="the disk is full"):
        reread.reread([gazette], desk, full)
    after = rows("select * from articles order by id"), rows("select url, result, detail from captures", "captures")
    assert after == before


def test_an_archive_that_was_deleted_is_rebuilt_as_it_was(
    site: Any, config: Config, gazette: Source, rows: Rows, clock: Any
) -> None:
    limits = Limits(gap=timedelta(0))
    tables = ("articles", "versions", "quotes", "quote_speakers", "people", "sources")

    def everything() -> dict[str, list[tuple[Any, ...]]]:
        return {table: rows(f"select * from {table} order by 1, 2") for table in tables}

    publish(site, "/a", "/b")
    with desks.opened(config, clock=clock, limits=limits) as desk:
        run.run(gazette, desk)
        clock.pass_by(minutes=31)
        site.put("/a", site.page("Story /a", *PARAGRAPHS, "Correction: the series has eight episodes."))
        run.run(gazette, desk)
        clock.pass_by(hours=6)
        assert run.run(gazette, desk).unchanged == 2  # said by 304
    before = everything()
    for suffix in ("", "-wal", "-shm"):
        config.archive.with_name(config.archive.name + suffix).unlink(missing_ok=True)
    with desks.opened(config, clock=clock, limits=limits) as desk:
        with pytest.raises(ArchiveError, match="onrecord reread"):
            desks.require_whole(desk, config)
        reread.reread([gazette], desk)
    assert everything() == before


def test_one_item_that_meets_a_bug_loses_no_other(
    site: Any, desk: Desk, gazette: Source, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = replace(gazette, full_text=True)
    publish(site, "/a", "/b", "/c")
    item = read.item

    def buggy(source: Source, lead: Lead, capture: Capture) -> Article:
        if lead.url.endswith("/b"):
            raise IndexError("a bug")
        return item(source, lead, capture)

    monkeypatch.setattr(read, "item", buggy)
    report = run.run(whole, desk)
    assert (report.saved, len(report.failed)) == (2, 1)
    assert "please report" in report.failed[0]
    monkeypatch.undo()
    assert run.run(whole, desk).saved == 1  # the feed is asked for in full again


def test_two_sources_that_read_one_feed_both_see_what_is_in_it(
    site: Any, desk: Desk, gazette: Source, rows: Rows
) -> None:
    site.put("/feed/", site.rss(("/a", "Lantern orders a drama"), ("/b", "Harbor lights")), "application/rss+xml")
    for path in ("/a", "/b"):
        site.put(path, site.page(f"Story {path}", *PARAGRAPHS))
    other = replace(gazette, slug="lights", topics=("Harbor",))
    desk.archive.register([other])
    reports = run.collect([replace(gazette, topics=("Lantern",)), other], desk)
    assert [(report.saved, report.failed) for report in reports] == [(1, ()), (1, ())]
