from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from scraper.errors import ArchiveError
from scraper.model import (
    Attempt,
    Capture,
    Host,
    Lead,
    Moment,
    Outcome,
    Purpose,
    Request,
    Validators,
    Visit,
)
from storage.captures import Captures, Result

URL = "https://gazette.example/feed/"
MINUTE = timedelta(minutes=1)
NOTHING = Validators()


def attempt(
    at: datetime,
    body: bytes | None = b"<rss/>",
    *,
    url: str = URL,
    source: str = "gazette",
    purpose: Purpose = "feed",
    outcome: Outcome = "ok",
    headers: tuple[tuple[str, str], ...] = (),
    asked_with: Validators = NOTHING,
    detail: str = "",
) -> Attempt:
    request = Request(url=url, source=source, purpose=purpose, validators=asked_with)
    capture = None
    if body is not None:
        capture = Capture(
            source=source,
            purpose=purpose,
            url=url,
            final_url=url + "?to",
            status=200,
            headers=headers,
            body=body,
            fetched_at=at,
        )
    return Attempt(
        request=request,
        at=at,
        seconds=0.5,
        outcome=outcome,
        detail=detail,
        hops=("https://a.example/",),
        capture=capture,
    )


def read(captures: Captures, kept: Attempt, detail: str = "") -> None:
    captures.keep(kept)
    assert kept.capture is not None
    captures.mark(kept.capture, "read", detail)


def details(path: Path) -> list[str]:
    with Captures(path) as captures:
        return [row["detail"] for row in captures._file.rows("select detail from attempts order by at")]


def test_a_capture_comes_back_as_it_was_until_it_is_marked(captures: Captures, now: datetime) -> None:
    headers = (("set-cookie", "a=1"), ("set-cookie", "b=2"), ("content-type", "text/xml"))
    first = attempt(now + MINUTE, b"\x00\xff second", headers=headers)
    second = attempt(now, b"", purpose="page", url="https://gazette.example/é")
    for one in (
        first,
        second,
        attempt(now, b"User-agent: *", purpose="robots", url="https://gazette.example/robots.txt"),
    ):
        captures.keep(one)
    assert first.capture is not None
    assert second.capture is not None
    assert list(captures.unread("gazette")) == [second.capture, first.capture]
    captures.mark(first.capture, "read")
    assert list(captures.unread("gazette")) == [second.capture]
    captures.mark(second.capture, "quarantined", "bot check")
    assert list(captures.unread("gazette")) == []
    assert list(captures.replay("gazette")) == [second.capture, first.capture]
    assert captures.sources() == ("gazette",)


def test_what_was_kept_is_there_after_reopening(tmp_path: Path, now: datetime) -> None:
    with Captures(tmp_path / "c.db") as captures:
        captures.keep(attempt(now))
    with Captures(tmp_path / "c.db") as captures:
        assert [capture.body for capture in captures.unread("gazette")] == [b"<rss/>"]


def test_keeping_an_attempt_again_adds_an_attempt_and_no_capture(captures: Captures, now: datetime) -> None:
    captures.keep(attempt(now))
    captures.keep(attempt(now))
    assert len(list(captures.replay("gazette"))) == 1
    assert [tally.count for tally in captures.summary()] == [2]


def test_a_capture_that_was_never_kept_cannot_be_marked(captures: Captures, now: datetime) -> None:
    stranger = attempt(now).capture
    assert stranger is not None
    with pytest.raises(ArchiveError, match=URL):
        captures.mark(stranger, "read")


def test_captures_can_be_marked_and_kept_while_they_are_streamed(tmp_path: Path, now: datetime) -> None:
    """An open read would pin an old state, from which this thread cannot write once another has."""
    with Captures(tmp_path / "c.db") as captures, Captures(tmp_path / "c.db") as other:
        for n in range(450):
            captures.keep(attempt(now + n * MINUTE, str(n).encode()))
        seen = []
        for n, capture in enumerate(captures.unread("gazette")):
            seen.append(int(capture.body))
            if n % 50 == 0:
                other.keep(attempt(now, b"new", source="lantern", url=f"https://lantern.example/{n}"))
            captures.mark(capture, "read")
        assert seen == list(range(450))
        assert len(list(captures.unread("lantern"))) == 9


def test_every_attempt_is_counted(captures: Captures, now: datetime) -> None:
    captures.keep(attempt(now))
    captures.keep(attempt(now + MINUTE, None, outcome="not modified"))
    captures.keep(attempt(now + 3 * MINUTE, None, outcome="too slow", detail="31 s"))
    captures.keep(attempt(now + 2 * MINUTE, None, outcome="too slow", detail="40 s"))
    captures.keep(attempt(now - timedelta(1), None, outcome="too slow", detail="35 s"))
    tallies = captures.summary()
    assert [(t.day, t.outcome, t.count, t.last_detail) for t in tallies] == [
        ("2026-11-21", "too slow", 1, "35 s"),
        ("2026-11-22", "not modified", 1, ""),
        ("2026-11-22", "ok", 1, ""),
        ("2026-11-22", "too slow", 2, "31 s"),
    ]
    assert tallies[-1].last_at == now + 3 * MINUTE
    assert len(captures.summary(since=now.date())) == 3


class TestValidators:
    HEADERS = (("etag", '"1"'), ("last-modified", "Sat, 21 Nov 2026 09:00:00 GMT"))
    SENT = Validators('"1"', "Sat, 21 Nov 2026 09:00:00 GMT")

    def test_a_page_never_fetched_has_none(self, captures: Captures, now: datetime) -> None:
        assert not captures.validators(URL, now=now)

    def test_they_are_those_of_the_newest_capture(self, captures: Captures, now: datetime) -> None:
        read(captures, attempt(now, headers=self.HEADERS))
        read(captures, attempt(now + MINUTE, b"<new/>", headers=(("etag", '"2"'),), asked_with=self.SENT))
        assert captures.validators(URL, now=now + 2 * MINUTE) == Validators('"2"', "")

    def test_now_and_then_there_are_none(self, captures: Captures, now: datetime) -> None:
        read(captures, attempt(now, headers=self.HEADERS))
        read(captures, attempt(now + timedelta(6), b"<new/>", headers=self.HEADERS, asked_with=self.SENT))
        assert captures.validators(URL, now=now + timedelta(7)) == self.SENT
        assert not captures.validators(URL, now=now + timedelta(7, seconds=1))
        assert captures.validators(URL, now=now + timedelta(8), fresh=timedelta(9))
        read(captures, attempt(now + timedelta(8), b"<new/>", headers=self.HEADERS))
        assert captures.validators(URL, now=now + timedelta(15)) == self.SENT

    @pytest.mark.parametrize("result", ["quarantined", "unreadable"])
    def test_those_of_what_could_not_be_read_are_not_used(
        self, captures: Captures, now: datetime, result: Result
    ) -> None:
        """A broken feed that answers 304 from then on would be reported once, and its items never noticed."""
        read(captures, attempt(now, headers=self.HEADERS))
        kept = attempt(now + MINUTE, b"<html>", headers=self.HEADERS)
        captures.keep(kept)
        assert not captures.validators(URL, now=now + MINUTE)  # nor before it is read
        assert kept.capture is not None
        captures.mark(kept.capture, result, "bot check")
        assert not captures.validators(URL, now=now + MINUTE)
        read(captures, attempt(now + 2 * MINUTE, headers=self.HEADERS))
        assert captures.validators(URL, now=now + 2 * MINUTE) == self.SENT

    def test_an_etag_that_stays_while_the_body_changes_is_noted(self, tmp_path: Path, now: datetime) -> None:
        with Captures(tmp_path / "c.db") as captures:
            captures.keep(attempt(now, headers=self.HEADERS))
            captures.keep(attempt(now + MINUTE, headers=self.HEADERS))
            captures.keep(attempt(now + 2 * MINUTE, b"<new/>", headers=self.HEADERS, detail="Slow."))
            captures.keep(attempt(now + 3 * MINUTE, b"<newer/>", headers=(("etag", '"2"'),)))
        found = details(tmp_path / "c.db")
        assert [bool(detail) for detail in found] == [False, False, True, False]
        assert found[2].startswith('Slow. The ETag "1" is that of 2026-11-22T09:31')


class TestPlan:
    def visit(self, now: datetime, number: int, due: timedelta | None) -> Visit:
        lead = Lead(
            source="gazette",
            url=f"https://gazette.example/{number}",
            guid="g",
            title="Title",
            summary="Zusammenfaßung",
            categories=("TV", "Film"),
            byline="By",
            published=Moment(now, "day", "22 Nov"),
        )
        return Visit(
            lead=lead,
            state="waiting",
            first_seen_at=now,
            last_visit_at=now + MINUTE,
            next_visit_at=None if due is None else now + due,
            visits=2,
            failures=1,
        )

    def test_visits_come_back_as_planned(self, captures: Captures, now: datetime) -> None:
        visits = [self.visit(now, number, timedelta(number)) for number in range(3)]
        captures.plan(visits)
        assert captures.visits("gazette", [v.lead.url for v in visits[1:]] + ["https://no.example/"]) == {
            v.lead.url: v for v in visits[1:]
        }
        assert captures.visits("lantern", [visits[0].lead.url]) == {}
        captures.plan([])

    def test_those_are_due_whose_time_has_come(self, captures: Captures, now: datetime) -> None:
        late, later, never, ahead = (
            self.visit(now, 1, -2 * MINUTE),
            self.visit(now, 2, timedelta(0)),
            self.visit(now, 3, None),
            self.visit(now, 4, MINUTE),
        )
        captures.plan([later, never, ahead, late])
        assert captures.due("gazette", now) == (late, later)
        assert captures.due("gazette", now, limit=1) == (late,)
        captures.plan([self.visit(now, 1, None)])
        assert captures.due("gazette", now) == (later,)


def test_a_host_is_remembered(captures: Captures, now: datetime) -> None:
    host = Host(origin="https://gazette.example", robots=b"User-agent: *\n\xff", robots_status=200, robots_at=now)
    assert captures.host(host.origin) is None
    captures.remember(host)
    assert captures.host(host.origin) == host
    captures.remember(Host(origin=host.origin, retry_at=now, strikes=3))
    assert captures.host(host.origin) == Host(origin=host.origin, retry_at=now, strikes=3)


def test_threads_keep_side_by_side(captures: Captures, now: datetime) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: captures.keep(attempt(now + n * MINUTE, str(n).encode())), range(60)))
    assert [int(capture.body) for capture in captures.replay("gazette")] == list(range(60))


def test_snapshots_of_a_real_feed_shrink_and_come_back(
    shared_data: Path, captures: Captures, tmp_path: Path, now: datetime
) -> None:
    snapshots = [gzip.decompress(path.read_bytes()) for path in sorted((shared_data / "feeds/macrumors").glob("*.gz"))]
    for n, body in enumerate(snapshots):
        captures.keep(attempt(now + n * MINUTE, body))
    assert [capture.body for capture in captures.replay("gazette")] == snapshots
    captures.close()
    assert (tmp_path / "captures.db").stat().st_size < sum(map(len, snapshots)) / 10


def test_captures_of_several_sources_come_in_the_order_of_their_times(captures: Captures, now: datetime) -> None:
    for n in range(450):
        source = ("gazette", "lantern", "other")[n % 3]
        captures.keep(attempt(now + n * MINUTE, str(n).encode(), source=source, url=f"{URL}{n}"))
    bodies = [int(capture.body) for capture in captures.replay("lantern", "gazette", "gazette")]
    assert bodies == [n for n in range(450) if n % 3 < 2]
    assert captures.count("lantern", "gazette", "gazette") == 300
    assert list(captures.replay()) == []
    assert captures.count() == 0


def test_sightings_are_pages_that_had_not_changed_oldest_first(captures: Captures, now: datetime) -> None:
    page = "https://gazette.example/1"
    captures.keep(attempt(now, purpose="page", url=page))
    for n in range(2, 500):  # more than a batch
        captures.keep(attempt(now + n * MINUTE, None, purpose="page", url=f"{page}?{n}", outcome="not modified"))
    captures.keep(attempt(now + MINUTE, None, purpose="page", url=page, outcome="not modified"))
    captures.keep(attempt(now + MINUTE, None, outcome="not modified"))  # a feed
    captures.keep(attempt(now, None, purpose="page", url=page, outcome="too slow"))
    captures.keep(
        attempt(now, None, purpose="page", url="https://l.example/", source="lantern", outcome="not modified")
    )
    found = list(captures.sightings("gazette"))
    assert found[:2] == [(page, now + MINUTE), (f"{page}?2", now + 2 * MINUTE)]
    assert len(found) == 499
    assert next(captures.sightings("gazette", "lantern")) == ("https://l.example/", now)


def test_sources_that_read_the_same_article_are_related(captures: Captures, now: datetime) -> None:
    shared = "https://gazette.example/canonical"
    read(captures, attempt(now, purpose="page", source="added", url="https://gazette.example/file"), shared)
    read(captures, attempt(now, b"2", purpose="page", url="https://gazette.example/page"), shared)
    read(captures, attempt(now, b"3", purpose="page", url="https://gazette.example/own"), "https://gazette.example/own")
    lead = Lead(source="wire", url="https://gazette.example/own", guid="g", title="T")
    captures.plan([Visit(lead=lead, state="in feed", first_seen_at=now)])
    read(
        captures, attempt(now, b"4", purpose="page", source="alone", url="https://alone.example/"), "https://a.example/"
    )
    for source in ("added", "gazette", "wire"):
        assert captures.related(source) == ("added", "gazette", "wire")
    assert captures.related("alone") == ("alone",)
    assert captures.related("unknown") == ("unknown",)
    assert captures.related() == ()


def test_pages_are_what_a_rebuild_would_make_articles_of(captures: Captures, now: datetime) -> None:
    assert captures.pages() == 0
    captures.keep(attempt(now, purpose="page", url="https://gazette.example/unread"))
    read(captures, attempt(now))  # a feed that only leads to articles
    assert captures.pages() == 0
    read(captures, attempt(now, b"page", purpose="page"), URL)
    read(captures, attempt(now, b"<rss>2", source="lantern"))
    lead = Lead(source="lantern", url="https://lantern.example/1", guid="g", title="T")
    captures.plan([Visit(lead=lead, state="in feed", first_seen_at=now)])
    assert (captures.pages(), captures.pages("gazette"), captures.pages("lantern")) == (2, 1, 1)


def test_what_was_read_at_an_address_and_when_is_known(captures: Captures, now: datetime) -> None:
    first, second = attempt(now, purpose="page"), attempt(now + MINUTE, b"new", purpose="page")
    assert captures.article_url(URL) == ""
    assert captures.last_success(URL) is None
    for one in (first, second, attempt(now + 2 * MINUTE, None, outcome="too slow")):
        captures.keep(one)
    assert first.capture is not None
    assert second.capture is not None
    captures.mark(first.capture, "read", "https://gazette.example/canonical")
    captures.mark(second.capture, "unreadable", "no headline")
    assert captures.article_url(URL) == "https://gazette.example/canonical"
    assert captures.last_success(URL) == now + MINUTE
    assert captures.count("gazette") == 2
