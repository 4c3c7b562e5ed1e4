"""The proof of one finding: from the bytes that were kept, read again with today's rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from schedules import digest
from scraper import extract, read
from scraper.errors import ArchiveError, ConfigError, ReadError
from scraper.model import Article, Capture
from scraper.page import Source
from storage.captures import Captures
from storage.evidence import Filed, Finding, findings_of

Verdict = Literal["same", "changed", "gone"]


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What today's rules find in the same bytes. `capture` has just been proved by its sha256."""

    filed: Filed
    capture: Capture
    verdict: Verdict
    today: Finding | None = None  # what is there now; None: nothing is, and `why` may say more
    why: str = ""

    @property
    def differences(self) -> dict[str, tuple[Any, Any]]:
        """Column -> what the archive says, what is found today."""
        if self.today is None:
            return {}
        before, now = self.filed.finding.said, self.today.said
        return {
            name: (before.get(name), now.get(name))
            for name in dict.fromkeys([*before, *now])
            if before.get(name) != now.get(name)
        }


def prove(filed: Filed, captures: Captures, sources: Mapping[str, Source]) -> Proof:
    """Find the finding again. Raises ArchiveError where its capture is missing or damaged, ConfigError where
    the source of that capture is none of `sources`."""
    last: tuple[Capture, str] | None = None
    for capture in captures.having(filed.capture):
        try:
            article = _article(capture, filed, captures, sources)
        except ReadError as error:
            last = capture, str(error)
            continue
        if article is None:
            continue
        today = findings_of(extract.story(article), filed.finding.kind, filed.published_key)
        return _compared(filed, capture, today)
    if last is None:
        raise ArchiveError(f"no capture {filed.capture} is of {filed.url}; `onrecord reread` puts the archive right")
    return Proof(filed=filed, capture=last[0], verdict="gone", why=last[1])


def _article(capture: Capture, filed: Filed, captures: Captures, sources: Mapping[str, Source]) -> Article | None:
    """The article in a capture, if it is the one that is asked for."""
    source = sources.get(capture.source)
    if source is None:
        raise ConfigError(f"no source is called {capture.source!r} here; --config names the file that describes it")
    if capture.purpose == "page":
        visit = captures.visits(source.slug, [capture.url]).get(capture.url)
        found = digest.article(source, capture, visit.lead if visit else None)
        return found if found.address.url == filed.url else None
    return next(_items(source, capture, filed.url), None)


def _items(source: Source, capture: Capture, url: str) -> Iterator[Article]:
    for lead in read.leads(source, capture):
        if source.full_text and lead.url == url:
            yield read.item(source, lead, capture)


def _compared(filed: Filed, capture: Capture, today: list[Finding]) -> Proof:
    before = filed.finding
    same = next((finding for finding in today if finding.id == before.id), None) or _likest(before, today)
    if same is None:
        return Proof(filed=filed, capture=capture, verdict="gone")
    verdict: Verdict = "same" if same.said == before.said else "changed"
    return Proof(filed=filed, capture=capture, verdict=verdict, today=same)


def _likest(before: Finding, today: list[Finding]) -> Finding | None:
    """What stands where it stood, most of it first; else what has the same words."""

    def shared(finding: Finding) -> int:
        return min(finding.span.end, before.span.end) - max(finding.span.start, before.span.start)

    likest = max(today, key=shared, default=None)
    if likest is not None and shared(likest) > 0:
        return likest
    return next((finding for finding in today if finding.words == before.words), None)
