"""The pages in a WARC, brought in as of the time they were captured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from schedules import files, run
from schedules.desk import Desk
from scraper.errors import ReadError
from scraper.model import Attempt, Capture, Report, Request
from scraper.page import Source
from scraper.urls import canonical
from scraper.warc import Damage, Response, responses

Owner = Callable[[str], Source]  # of a page, by its address
_HTML_BEGINS = (b"<!doctype html", b"<html")


def added(path: Path, desk: Desk, owner: Owner) -> tuple[list[Report], str]:
    """Keep, read and save every page in the file: a report for each source, and in words what there was.

    What is kept already, as of the same time, is not kept twice. Raises ReadError where the file cannot be read.
    """
    counts: Counter[str] = Counter()
    reports: dict[str, Report] = {}
    for report in _reports(path, desk, owner, counts):
        before = reports.get(report.source, Report(source=report.source))
        reports[report.source] = Report(
            source=report.source,
            saved=before.saved + report.saved,
            unchanged=before.unchanged + report.unchanged,
            failed=before.failed + report.failed,
        )
    saved = sum(report.saved for report in reports.values())
    unchanged = sum(report.unchanged for report in reports.values())
    unread = counts["pages"] - saved - unchanged
    return list(reports.values()), (
        f"{counts['records']} records: {saved} pages added, {unchanged} with nothing new in their text, "
        f"{unread} not read, {counts['others']} of other kinds, {counts['damaged']} damaged"
    )


def _reports(path: Path, desk: Desk, owner: Owner, counts: Counter[str]) -> Iterator[Report]:
    """What came of each page, and of each damaged record."""
    try:
        with path.open("rb") as file:
            for number, record in enumerate(responses(file), 1):
                counts["records"] += 1
                where = f"record {number}, at byte {record.offset}"
                if isinstance(record, Damage):
                    counts["damaged"] += 1
                    yield Report(
                        source=files.ADDED.slug,
                        failed=(f"{path}: {where}, is damaged and was left out: {record.why}",),
                    )
                elif isinstance(record, Response) and _is_page(record):
                    counts["pages"] += 1
                    source = owner(record.url)
                    attempt = _attempt(record, source, f"added from {path.name}, {where}", desk.clock.now())
                    desk.captures.keep(attempt)
                    assert attempt.capture
                    yield run.add(attempt.capture, source, desk)
                else:
                    counts["others"] += 1
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from error


def _is_page(record: Response) -> bool:
    """HTML that was had, or a text that was once added from disk; feeds and listings are only read when collected."""
    if record.fields.get("purpose", "page") != "page":
        return False
    if "file" in record.fields:
        return True
    try:
        canonical(record.url)
    except ValueError:
        return False
    kind = dict(reversed(record.headers)).get("content-type", "").lower()
    html = "html" in kind if kind else record.body[:1024].lstrip().lower().startswith(_HTML_BEGINS)
    return record.status == 200 and html and bool(record.body)


def _attempt(record: Response, source: Source, detail: str, now: datetime) -> Attempt:
    """A record as an attempt of now whose capture is of then."""
    headers = tuple((name, value) for name, value in record.headers if not name.startswith(files.OURS))
    if "file" in record.fields:  # it is from a WARC of ours: what a re-read needs was kept in the record's fields
        kept = ((f"{files.OURS}{name}", record.fields.get(name, "")) for name in ("file", "headline", "published"))
        headers += tuple((name, value) for name, value in kept if value)
    made = Capture(
        source=source.slug,
        purpose="page",
        url=record.asked,
        final_url=record.url,
        status=record.status,
        headers=headers,
        body=record.body,
        fetched_at=record.at,
    )
    return Attempt(
        request=Request(url=made.url, source=source.slug, purpose="page"),
        at=now,
        seconds=0.0,
        outcome="ok",
        detail=detail,
        status=record.status,
        received=len(record.body),
        capture=made,
    )
