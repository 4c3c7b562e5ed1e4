"""One pass over one source: the only place where fetching, reading and storage meet.

Whatever a page or a server does, the pass goes on to the next page and the report says what happened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from urllib.parse import urlsplit

from schedules import interrupted, plan
from schedules.desk import Desk, Stopped
from schedules.digest import Digest
from scraper.model import Attempt, Capture, Purpose, Report, Request, Validators, Visit
from scraper.page import Source
from storage.runs import RunEnd

Bars = Callable[[str, int, int], None]  # source, pages done, pages planned


def no_bars(_source: str, _done: int, _planned: int) -> None:
    """Shows nothing."""


def run(source: Source, desk: Desk, progress: Bars = no_bars) -> Report:
    """One pass: what was left unread, then feeds and listings, then every page that is due.

    Told to stop, it finishes the page in hand; one that waits for its turn is not asked for, and stays on the plan.
    """
    this = _Pass(source, desk)
    with suppress(Stopped):  # said by whoever asked for it
        _run(this, progress)
    return this.digest.report()


def _run(this: _Pass, progress: Bars) -> None:
    source, desk = this.source, this.desk
    unread(this.digest, desk)
    for url in source.feeds:
        this.poll(url, "feed")
    for url in source.listings:
        if plan.listing_due(desk.captures.last_success(url), desk.clock.now()):
            this.poll(url, "listing")
    due = desk.captures.due(source.slug, desk.clock.now())
    for done, visit in enumerate(due):
        if desk.stop.is_set():
            break
        progress(source.slug, done, len(due))
        this.visit(visit)
    progress(source.slug, len(due), len(due))


def collect(sources: Sequence[Source], desk: Desk, progress: Bars = no_bars) -> list[Report]:
    """One pass over each source; hosts side by side, sources that share a host one after another."""
    hosts: dict[str, list[Source]] = {}
    for source in sources:
        hosts.setdefault(urlsplit((source.feeds + source.listings)[0]).netloc, []).append(source)

    def job(group: list[Source]) -> list[Report]:
        return [run(source, desk, progress) for source in group if not desk.stop.is_set()]

    with ThreadPoolExecutor(max_workers=8, thread_name_prefix="host") as pool:
        return [report for reports in pool.map(job, hosts.values()) for report in reports]


def recorded(command: str, desk: Desk, work: Callable[[], list[Report]]) -> list[Report]:
    """Do the work as a run of its own in the archive's books, and bring the health of the sources up to date."""
    interrupted.note_runs(desk)
    number = desk.archive.start_run(command, desk.clock.now())
    reports = work()
    ended: RunEnd = "stopped" if desk.stop.is_set() else "done"
    desk.archive.finish_run(number, desk.clock.now(), reports, ended=ended)
    since = desk.archive.unsettled(desk.clock.now())  # days that are over do not change
    desk.archive.summarise(desk.captures.summary(since), since=since)
    return reports


def unread(digest: Digest, desk: Desk) -> None:
    """Read what an earlier run kept and had no time to read."""
    for capture in desk.captures.unread(digest.source.slug):
        if desk.stop.is_set():
            return
        digest.digest(capture)


def add(capture: Capture, source: Source, desk: Desk) -> Report:
    """Read and save one capture that is already kept."""
    digest = Digest(source, desk, planning=False)
    digest.digest(capture)
    return digest.report()


class _Pass:
    """A pass in progress: what is asked for, and what is done about the answers."""

    def __init__(self, source: Source, desk: Desk) -> None:
        self.source, self.desk = source, desk
        self.digest = Digest(source, desk)
        self.closed: set[str] = set()  # origins that told us to wait: nothing more of theirs in this pass

    def poll(self, url: str, purpose: Purpose) -> None:
        if self.desk.stop.is_set():
            return
        attempt = self.ask(url, purpose)
        if attempt.capture:
            self.digest.digest(attempt.capture)
        elif not _unchanged(attempt):
            self.failed(attempt)

    def visit(self, visit: Visit) -> None:
        if origin(visit.lead.url) in self.closed:
            return  # still due: its turn comes in the next pass
        attempt = self.ask(visit.lead.url, "page")
        if attempt.capture:
            self.digest.digest(attempt.capture, visit)
        elif _unchanged(attempt):
            self.revisited(visit)
        else:
            self.missed(visit, attempt)

    def revisited(self, visit: Visit) -> None:
        """The page is as we hold it."""
        url, now = visit.lead.url, self.desk.clock.now()
        if not self.desk.archive.seen(self.desk.captures.article_url(url) or url, now):
            self.digest.failed.append(
                f"{url}: has not changed, but the archive does not hold it; `onrecord reread {self.source.slug}` "
                "reads it from what was captured"
            )
        published = visit.lead.published.at if visit.lead.published else None
        self.desk.captures.plan([plan.had(visit, published=published, now=now)])
        self.digest.unchanged += 1

    def missed(self, visit: Visit, attempt: Attempt) -> None:
        url = visit.lead.url
        host = self.desk.captures.host(origin(url))
        retry_at = host.retry_at if host else None
        outcome = "protocol error" if attempt.outcome == "not modified" else attempt.outcome
        after = plan.missed(visit, outcome, now=self.desk.clock.now(), retry_at=retry_at)
        self.desk.captures.plan([after])
        self.failed(attempt)
        if attempt.outcome in ("rate limited", "breaker open"):
            self.closed.add(origin(url))

    def ask(self, url: str, purpose: Purpose) -> Attempt:
        return self.desk.fetcher.fetch(
            Request(
                url=url,
                source=self.source.slug,
                purpose=purpose,
                validators=self.validators(url, purpose),
                delay=self.source.delay,
                loopback=self.source.loopback,
            )
        )

    def validators(self, url: str, purpose: Purpose) -> Validators:
        now, fresh = self.desk.clock.now(), plan.FEEDS_IN_FULL if purpose == "feed" else plan.PAGES_IN_FULL
        return self.desk.captures.validators(url, now=now, source=self.source.slug, fresh=fresh)

    def failed(self, attempt: Attempt) -> None:
        detail = f": {attempt.detail}" if attempt.detail else ""
        if attempt.outcome == "not modified":
            detail = ", though nothing was said of what we hold: the server is at fault"
        self.digest.failed.append(f"{attempt.request.url}: {attempt.outcome}{detail}")


def _unchanged(attempt: Attempt) -> bool:
    """A 304 to a question that said what we hold; one to any other question says nothing."""
    return attempt.outcome == "not modified" and bool(attempt.request.validators)


def origin(url: str) -> str:
    """What robots.txt and a breaker are about: scheme and host, and the port where it is not the usual one."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
