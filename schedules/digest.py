"""From a kept capture to saved rows: read it, extract from it, save it, and mark it as read, in that order."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from threading import Lock

from schedules import plan
from schedules.desk import Desk
from schedules.files import is_plain_text
from scraper import extract, read
from scraper.charset import decoded
from scraper.dates import moment
from scraper.errors import ArchiveError, QuarantinedError, ReadError
from scraper.feeds import MOST_ITEMS
from scraper.model import Article, Capture, Lead, Report, Visit
from scraper.page import Source
from storage.captures import Result

HEAVY = 2**18  # bytes: of such bodies one is read at a time, for the tree of each takes many times its size
_HEAVY = Lock()
Planned = tuple[Visit, ...]
Mark = Callable[[Capture, Result, str, Planned], None]


def article(source: Source, capture: Capture, hint: Lead | None = None) -> Article:
    """The article in a capture: a page, or a plain text that was added from disk. Raises ReadError."""
    if is_plain_text(capture):
        return read.plain(
            decoded(capture.body, capture.header("content-type")).text,
            source=source.slug,
            url=capture.final_url,
            headline=capture.header("x-onrecord-headline"),
            published=moment(capture.header("x-onrecord-published")),
            capture=capture.sha256,
        )
    return read.article(source, capture, hint=hint)


class Digest:
    """Captures of one source, digested one by one; the tallies add up to its report.

    `planning` False leaves the plan of visits as it is. `mark` takes what came of each capture; without it,
    captures.db is told at once.
    """

    def __init__(self, source: Source, desk: Desk, *, planning: bool = True, mark: Mark | None = None) -> None:
        self.source, self.desk, self.planning = source, desk, planning
        self.mark = mark or desk.captures.mark
        self.saved = self.unchanged = 0
        self.failed: list[str] = []

    def report(self) -> Report:
        return Report(source=self.source.slug, saved=self.saved, unchanged=self.unchanged, failed=tuple(self.failed))

    def digest(self, capture: Capture, visit: Visit | None = None) -> None:
        """Whatever is on the page, this returns; ArchiveError alone goes through, for then no page can be saved."""
        with _HEAVY if len(capture.body) > HEAVY else nullcontext():
            self._digest(capture, visit)

    def _digest(self, capture: Capture, visit: Visit | None) -> None:
        try:
            found = self._page(capture, visit) if capture.purpose == "page" else self._links(capture)
        except QuarantinedError as error:
            self._unread(capture, visit, "quarantined", str(error))
        except ReadError as error:
            self._unread(capture, visit, "unreadable", str(error))
        except ArchiveError:
            raise  # no fault of the page: the capture waits, unread
        except Exception as error:  # noqa: BLE001 - a bug met on one page: said in full, and the pass goes on
            self._unread(capture, visit, "unreadable", _bug(capture.final_url, error))
        else:
            self.mark(capture, *found)

    def _page(self, capture: Capture, visit: Visit | None) -> tuple[Result, str, Planned]:
        if visit is None:
            visit = self.desk.captures.visits(self.source.slug, [capture.url]).get(capture.url)
        found = article(self.source, capture, visit.lead if visit else None)
        self._save(found, capture)
        planned: Planned = ()
        if visit and self.planning:
            published = found.published.at if found.published else None
            planned = (plan.had(visit, published=published, now=self.desk.clock.now()),)
        return "read", found.address.url, planned

    def _unread(self, capture: Capture, visit: Visit | None, result: Result, problem: str) -> None:
        self.failed.append(problem)
        planned: Planned = ()
        if visit and self.planning:
            # What is not there to be read today (a bot check) is tried again; what we cannot read is ours to mend.
            now = self.desk.clock.now()
            again = result == "quarantined"
            after = plan.missed(visit, "client error", now=now) if again else plan.had(visit, published=None, now=now)
            planned = (after,)
        self.mark(capture, result, problem, planned)

    def _links(self, capture: Capture) -> tuple[Result, str, Planned]:
        leads = read.leads(self.source, capture)
        topics = self.desk.topics if self.source.topics is None else self.source.topics
        wanted = {lead.url for lead in leads if read.on_topic(lead, topics)}
        bugs = []
        if self.source.full_text:
            bugs = [bug for lead in leads if lead.url in wanted and (bug := self._item(lead, capture))]
        planned = tuple(self._visits(leads, wanted, capture)) if self.planning else ()
        # Not "read": the feed is asked for in full until the bug is mended, so that its items are not lost.
        if bugs:
            return "unreadable", bugs[0], planned
        cut = f"only the first {MOST_ITEMS} items were read" if len(leads) >= MOST_ITEMS else ""
        self.failed += [f"{capture.final_url}: {cut}"] if cut and capture.purpose == "feed" else []
        return "read", cut, planned

    def _item(self, lead: Lead, capture: Capture) -> str:
        """Save a feed item that is the article; the bug it met, if it met one."""
        try:
            self._save(read.item(self.source, lead, capture), capture)
        except ReadError as error:
            self.failed.append(str(error))
        except ArchiveError:
            raise
        except Exception as error:  # noqa: BLE001 - as for a page: one bad item never stops the rest
            self.failed.append(_bug(lead.url, error))
            return self.failed[-1]
        return ""

    def _visits(self, leads: tuple[Lead, ...], wanted: set[str], capture: Capture) -> Iterator[Visit]:
        known = self.desk.captures.visits(self.source.slug, [lead.url for lead in leads])
        now = capture.fetched_at
        for lead in leads:
            before = known.get(lead.url)
            if capture.purpose == "listing" and before and before.state != "off topic":
                continue  # it is for catching up: what it calls a page that is known already is no news
            if self.source.full_text and lead.url in wanted:
                yield plan.carried(lead, before, now=now)
            else:
                yield plan.noticed(lead, before, on_topic=lead.url in wanted, now=now)

    def _save(self, found: Article, capture: Capture) -> None:
        outcome = self.desk.archive.save(extract.story(found), captured_at=capture.fetched_at)
        if outcome == "unchanged":
            self.unchanged += 1
        else:
            self.saved += 1


def _bug(where: str, error: Exception) -> str:
    return f"{where}: a bug in onrecord, please report:\n" + "".join(traceback.format_exception(error)).rstrip()
