"""One pass over one source: the only place where the stages meet.

Whatever a page or a server does, the pass goes on to the next page and the report says what happened.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event
from urllib.parse import urlsplit

from schedules import plan
from scraper import extract, read
from scraper.charset import decoded
from scraper.dates import moment
from scraper.errors import ArchiveError, QuarantinedError, ReadError
from scraper.fetch import Clock, Fetcher
from scraper.model import Article, Attempt, Capture, Lead, Purpose, Report, Request, Visit
from scraper.page import Source
from storage.archive import Archive
from storage.captures import Captures, Result

Bars = Callable[[str, int, int], None]  # source, pages done, pages planned


def _no_bars(_source: str, _done: int, _planned: int) -> None:
    pass


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What every pass works with. Safe to share between threads."""

    captures: Captures
    archive: Archive
    fetcher: Fetcher
    clock: Clock
    topics: tuple[str, ...]
    stop: Event = field(default_factory=Event)


def run(source: Source, desk: Desk, progress: Bars = _no_bars) -> Report:
    """One pass: what was left unread, then feeds and listings, then every page that is due."""
    this = _Pass(source, desk)
    for capture in desk.captures.unread(source.slug):
        this.digest(capture)
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
    return this.report()


def collect(sources: Sequence[Source], desk: Desk, progress: Bars = _no_bars) -> list[Report]:
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
    number = desk.archive.start_run(command, desk.clock.now())
    reports = work()
    desk.archive.finish_run(number, desk.clock.now(), reports)
    desk.archive.summarise(desk.captures.summary())
    return reports


def reread(source: Source, desk: Desk, progress: Bars = _no_bars) -> Report:
    """The pure stages again over everything kept of a source; its articles are replaced in one transaction.

    The plan of visits is left as it is: nothing is asked of anyone.
    """
    this = _Pass(source, desk, planning=False)
    total = desk.captures.count(source.slug)
    with desk.archive.rebuilding(source.slug):
        for done, capture in enumerate(desk.captures.replay(source.slug)):
            progress(source.slug, done, total)
            this.digest(capture)
    progress(source.slug, total, total)
    return this.report()


def add(capture: Capture, source: Source, desk: Desk) -> Report:
    """Read and save one capture that is already kept."""
    this = _Pass(source, desk, planning=False)
    this.digest(capture)
    return this.report()


def article(source: Source, capture: Capture, hint: Lead | None = None) -> Article:
    """The article in a capture: a page, or a plain text that was added from disk. Raises ReadError."""
    if capture.header("content-type").startswith("text/plain"):
        return read.plain(
            decoded(capture.body, capture.header("content-type")).text,
            source=source.slug,
            url=capture.final_url,
            headline=capture.header("x-onrecord-headline"),
            published=moment(capture.header("x-onrecord-published")),
            capture=capture.sha256,
        )
    return read.article(source, capture, hint=hint)


class _Pass:
    """A pass in progress: the tallies, and the steps that add to them."""

    def __init__(self, source: Source, desk: Desk, *, planning: bool = True) -> None:
        self.source, self.desk, self.planning = source, desk, planning
        self.saved = self.unchanged = 0
        self.failed: list[str] = []

    def report(self) -> Report:
        return Report(source=self.source.slug, saved=self.saved, unchanged=self.unchanged, failed=tuple(self.failed))

    def poll(self, url: str, purpose: Purpose) -> None:
        if self.desk.stop.is_set():
            return
        attempt = self.ask(url, purpose)
        if attempt.capture:
            self.digest(attempt.capture)
        elif attempt.outcome != "not modified":
            self.failed.append(f"{url}: {_ending(attempt)}")

    def visit(self, visit: Visit) -> None:
        url = visit.lead.url
        attempt = self.ask(url, "page")
        now = self.desk.clock.now()
        if attempt.outcome == "not modified":
            self.desk.archive.seen(self.desk.captures.article_url(url) or url, now)
            published = visit.lead.published.at if visit.lead.published else None
            self.desk.captures.plan([plan.had(visit, published=published, now=now)])
            self.unchanged += 1
        elif attempt.capture:
            self.digest(attempt.capture, visit)
        else:
            host = self.desk.captures.host(origin(url))
            retry_at = host.retry_at if host else None
            self.desk.captures.plan([plan.missed(visit, attempt.outcome, now=now, retry_at=retry_at)])
            self.failed.append(f"{url}: {_ending(attempt)}")

    def ask(self, url: str, purpose: Purpose) -> Attempt:
        validators = self.desk.captures.validators(url, now=self.desk.clock.now())
        return self.desk.fetcher.fetch(
            Request(
                url=url,
                source=self.source.slug,
                purpose=purpose,
                validators=validators,
                delay=self.source.delay,
                loopback=self.source.loopback,
            )
        )

    def digest(self, capture: Capture, visit: Visit | None = None) -> None:
        """Read a kept capture, save what is in it, and mark it as read, in that order."""
        try:
            read_as = self.page(capture, visit) if capture.purpose == "page" else self.links(capture)
        except QuarantinedError as error:
            self.unread(capture, visit, "quarantined", str(error))
        except ReadError as error:
            self.unread(capture, visit, "unreadable", str(error))
        except ArchiveError:
            raise  # no fault of the page: the file needs a person, and the capture waits, unread
        except Exception as error:  # noqa: BLE001 - a bug met on one page: said in full, and the pass goes on
            where = "".join(traceback.format_exception(error)).rstrip()
            self.unread(
                capture,
                visit,
                "unreadable",
                f"{capture.final_url}: a bug in onrecord, please report:\n{where}",
            )
        else:
            self.desk.captures.mark(capture, "read", read_as)

    def unread(self, capture: Capture, visit: Visit | None, result: Result, problem: str) -> None:
        self.failed.append(problem)
        self.desk.captures.mark(capture, result, problem)
        if visit and self.planning:
            # Not there to be read today (a bot check) is tried again; a page we cannot read is ours to mend.
            now = self.desk.clock.now()
            again = result == "quarantined"
            after = plan.missed(visit, "client error", now=now) if again else plan.had(visit, published=None, now=now)
            self.desk.captures.plan([after])

    def links(self, capture: Capture) -> str:
        leads = read.leads(self.source, capture)
        topics = self.desk.topics if self.source.topics is None else self.source.topics
        wanted = {lead.url for lead in leads if read.on_topic(lead, topics)}
        if self.source.full_text:
            for lead in leads:
                if lead.url in wanted:
                    self.item(lead, capture)
        if self.planning:
            listing = capture.purpose == "listing"
            self.desk.captures.plan(self.visits(leads, wanted, capture.fetched_at, listing=listing))
        return ""

    def item(self, lead: Lead, capture: Capture) -> None:
        try:
            self.save(read.item(self.source, lead, capture), capture)
        except ReadError as error:
            self.failed.append(str(error))

    def visits(self, leads: tuple[Lead, ...], wanted: set[str], now: datetime, *, listing: bool) -> Iterator[Visit]:
        known = self.desk.captures.visits(self.source.slug, [lead.url for lead in leads])
        for lead in leads:
            before = known.get(lead.url)
            if listing and before and before.state != "off topic":
                continue  # it is for catching up: what it calls a page that is known already is no news
            if self.source.full_text and lead.url in wanted:
                yield plan.carried(lead, before, now=now)
            else:
                yield plan.noticed(lead, before, on_topic=lead.url in wanted, now=now)

    def page(self, capture: Capture, visit: Visit | None) -> str:
        if visit is None:
            visit = self.desk.captures.visits(self.source.slug, [capture.url]).get(capture.url)
        found = article(self.source, capture, visit.lead if visit else None)
        self.save(found, capture)
        if visit and self.planning:
            published = found.published.at if found.published else None
            self.desk.captures.plan([plan.had(visit, published=published, now=self.desk.clock.now())])
        return found.address.url

    def save(self, found: Article, capture: Capture) -> None:
        outcome = self.desk.archive.save(extract.story(found), captured_at=capture.fetched_at)
        if outcome == "unchanged":
            self.unchanged += 1
        else:
            self.saved += 1


def origin(url: str) -> str:
    """What robots.txt and a breaker are about: scheme and host, and the port where it is not the usual one."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _ending(attempt: Attempt) -> str:
    return f"{attempt.outcome}: {attempt.detail}" if attempt.detail else attempt.outcome
