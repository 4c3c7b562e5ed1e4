"""An article as a row, and back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from scraper.model import Address, Article, Mark, Moment, Span
from storage import stamps
from storage.database import Row


@dataclass(frozen=True)
class Sighting:
    """When a page was first and last known to be there. Times as `stamps.second` writes them."""

    first: str
    last: str

    def including(self, at: str) -> Sighting:
        return Sighting(min(self.first, at), max(self.last, at))


def published_time(article: Article, seen: Sighting) -> str:
    """What the article is sorted by: its publication, or, where it does not say, our first sight of it."""
    return stamps.second(article.published.at) if article.published else seen.first


def row(article: Article, *, key: str, extractor: str, seen: Sighting) -> Row:
    return {
        "id": key,
        "headline": article.headline,
        "source": article.source,
        "subhead": article.subhead,
        "byline": article.byline,
        "url": article.address.url,
        "canonical_reason": article.address.reason,
        **_moment_columns("published", article.published),
        **_moment_columns("modified", article.modified),
        "first_seen_at": seen.first,
        "last_seen_at": seen.last,
        "text": article.text,
        "words": len(article.text.split()),
        "language": article.language,
        "marks": json.dumps([asdict(mark) for mark in article.marks], ensure_ascii=False),
        "reader": article.reader,
        "extractor": extractor,
        "capture": article.capture,
        "published_key": f"{published_time(article, seen)}-{key}",
    }


def article(found: Any) -> Article:
    return Article(
        source=found["source"],
        address=Address(found["url"], found["canonical_reason"]),
        headline=found["headline"],
        text=found["text"],
        reader=found["reader"],
        subhead=found["subhead"],
        byline=found["byline"],
        published=_moment(found, "published"),
        modified=_moment(found, "modified"),
        language=found["language"],
        marks=tuple(_mark(mark) for mark in json.loads(found["marks"])),
        capture=found["capture"],
    )


def _moment_columns(name: str, moment: Moment | None) -> Row:
    return {
        f"{name}_at": stamps.second(moment.at) if moment else None,
        f"{name}_precision": moment.precision if moment else None,
        f"{name}_verbatim": moment.verbatim if moment else None,
    }


def _moment(found: Any, name: str) -> Moment | None:
    if found[f"{name}_at"] is None:
        return None
    return Moment(stamps.moment(found[f"{name}_at"]), found[f"{name}_precision"], found[f"{name}_verbatim"])


def _mark(mark: dict[str, Any]) -> Mark:
    return Mark(mark["kind"], Span(**mark["span"]), mark["href"])
