"""The history of a page's text: one row each time the normalised headline or text changed.

What is kept of a page is runs: "this text, first captured then, last captured then". A capture belongs into
the order of capture times wherever it is saved from, so a capture that arrives late (an older file added, an
interrupted pass taken up) goes where it belongs and changes nothing after it:

- within a run of the same text, or next to one: the run is as long as the two together;
- between two runs of other texts: a run of its own;
- in the midst of a run of another text: that run is cut in two around it.

A, B, A are three versions. A late capture can only be placed as finely as runs are known: of a run that is
cut in two, the first half ends and the second begins at its known ends. `onrecord reread` saves in order of
capture, and is exact.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from sqlite_utils import Database

from scraper.model import Article
from storage import names
from storage.database import insert


@dataclass(frozen=True, kw_only=True)
class Version:
    """A run of captures with one text. Times as `stamps.instant` writes them."""

    text_sha256: str
    captured_at: str
    last_captured_at: str
    headline: str
    text: str
    capture: str


def fingerprint(headline: str, text: str) -> str:
    """Of the text as a reader sees it: one form of each letter, single spaces. A change of it is an edit."""
    seen = "\n\n".join(names.composed(part) for part in (headline, *text.split("\n\n")))
    return hashlib.sha256(seen.encode()).hexdigest()


def version(article: Article, captured_at: str) -> Version:
    return Version(
        text_sha256=fingerprint(article.headline, article.text),
        captured_at=captured_at,
        last_captured_at=captured_at,
        headline=article.headline,
        text=article.text,
        capture=article.capture,
    )


def placed(history: tuple[Version, ...], new: Version) -> tuple[Version, ...]:
    """The history with a capture put in its place. In order of time; no two neighbours have one text."""
    at = new.captured_at
    if any(v.text_sha256 == new.text_sha256 and v.captured_at <= at <= v.last_captured_at for v in history):
        return history
    before = [v for v in history if v.last_captured_at <= at]
    after = [v for v in history if v.captured_at > at]
    cut = [v for v in history if v.captured_at <= at < v.last_captured_at]
    halves = [(replace(v, last_captured_at=v.captured_at), replace(v, captured_at=v.last_captured_at)) for v in cut]
    ordered = [*before, *(first for first, _ in halves), new, *(second for _, second in halves), *after]
    return _joined(ordered)


def _joined(runs: list[Version]) -> tuple[Version, ...]:
    joined: list[Version] = []
    for run in runs:
        if joined and joined[-1].text_sha256 == run.text_sha256:
            joined[-1] = replace(joined[-1], last_captured_at=run.last_captured_at)
        else:
            joined.append(run)
    return tuple(joined)


def is_latest(history: tuple[Version, ...], new: Version, current: str | None) -> bool:
    """Whether, of a history that holds it, a capture is the newest, or is the one the article was read from.

    The second is not always the newest sight of the page: a 304 after it lengthens the last run.
    """
    last = history[-1]
    if last.text_sha256 != new.text_sha256 or new.captured_at < last.captured_at:
        return False
    return new.captured_at == last.last_captured_at or new.capture == current


def extend(database: Database, article: str, at: str) -> None:
    """The newest text was still there at that time."""
    database.execute(
        "update versions set last_captured_at = max(last_captured_at, :at) where article = :article "
        "and seq = (select max(seq) from versions where article = :article)",
        {"at": at, "article": article},
    )


def edit(now: Version, before: Version) -> str:
    """What a reader of the page saw change."""
    if now.headline == before.headline:
        return "text"
    return "headline" if now.text == before.text else "both"


def load(database: Database, article: str) -> tuple[Version, ...]:
    rows = database.execute(
        "select text_sha256, captured_at, last_captured_at, headline, text, capture "
        "from versions where article = ? order by seq",
        (article,),
    )
    return tuple(Version(**dict(row)) for row in rows)


def store(database: Database, article: str, before: tuple[Version, ...], after: tuple[Version, ...]) -> None:
    """Write what differs: almost always one row at the end, or the end of the last run."""
    same = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    if same < len(before):
        database.execute("delete from versions where article = ? and seq > ?", (article, same))
    insert(
        database,
        "versions",
        (
            {
                "article": article,
                "seq": seq,
                "captured_at": run.captured_at,
                "last_captured_at": run.last_captured_at,
                "headline": run.headline,
                "text": run.text,
                "text_sha256": run.text_sha256,
                "capture": run.capture,
                "captured_key": f"{run.captured_at}-{article}-{seq}",
                "edit": edit(run, after[seq - 2]) if seq > 1 else None,
            }
            for seq, run in enumerate(after, start=1)
            if seq > same
        ),
    )
