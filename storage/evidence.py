"""One finding as the archive has it, with all that it is compared by when it is read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from scraper.errors import ConfigError
from scraper.model import Span, Story
from storage import findings, names, reading
from storage.database import Row
from storage.migrations import ARCHIVE

Kind = Literal["quote", "credit", "announcement", "link"]
TABLES: dict[Kind, str] = {
    "quote": "quotes",
    "credit": "credits",
    "announcement": "announcements",
    "link": "title_links",
}
_PLACE = {"article", "seq", "quote", "published_key", "id"}  # not what a finding says, but where it is filed


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a row says: `said` has its columns, and for a quote its parts and speakers."""

    id: str
    kind: Kind
    span: Span
    words: str
    said: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Filed:
    """A finding, and the article it is filed under."""

    finding: Finding
    headline: str
    url: str
    source: str
    text: str
    capture: str
    extractor: str
    published_key: str


def filed(archive: Path, prefix: str) -> Filed:
    """The finding whose id is, or alone begins with, `prefix`; raises ConfigError where there is none, or several."""
    with reading.opened(archive, ARCHIVE) as connection:
        union = " union all ".join(
            f"select '{kind}' as kind, id from {table} where substr(id, 1, :length) = :prefix"  # noqa: S608
            for kind, table in TABLES.items()
        )
        found = connection.execute(f"{union} limit 6", {"prefix": prefix, "length": len(prefix)}).fetchall()
        if not prefix or not found:
            raise ConfigError(
                f"{prefix!r}: no quote, credit, announcement or link of {archive} has an id that begins so"
            )
        if len(found) > 1:
            raise ConfigError(
                f"{prefix!r}: several ids begin so ({', '.join(row['id'] for row in found)}); give more of it"
            )
        ((kind, key),) = found
        row = connection.execute(f"select * from {TABLES[kind]} where id = ?", (key,)).fetchone()  # noqa: S608
        article = connection.execute("select * from articles where id = ?", (row["article"],)).fetchone()
        parts = connection.execute("select * from quote_parts where quote = ? order by seq", (key,)).fetchall()
        speakers = connection.execute(
            "select * from quote_speakers where quote = ? order by position", (key,)
        ).fetchall()
    return Filed(
        finding=_finding(kind, dict(row), [dict(part) for part in parts], [dict(speaker) for speaker in speakers]),
        **{
            name: article[name]
            for name in ("headline", "url", "source", "text", "capture", "extractor", "published_key")
        },
    )


def findings_of(story: Story, kind: Kind, published_key: str) -> list[Finding]:
    """A story's findings of a kind, as they would be filed."""
    rows = findings.rows(story, names.article_id(story.article.address.url), published_key.rsplit("-", 1)[0])
    return [
        _finding(
            kind,
            row,
            [part for part in rows["quote_parts"] if part["quote"] == row["id"]],
            [speaker for speaker in rows["quote_speakers"] if speaker["quote"] == row["id"]],
        )
        for row in rows[TABLES[kind]]
    ]


def _finding(kind: Kind, row: Row, parts: list[Row], speakers: list[Row]) -> Finding:
    said: dict[str, Any] = {name: value for name, value in row.items() if name not in _PLACE}
    if kind == "quote":
        said["parts"] = [[part["start"], part["end"]] for part in parts]
        said["speakers"] = [speaker["name"] for speaker in speakers]
    return Finding(
        id=row["id"],
        kind=kind,
        span=Span(row["start"], row["end"]),
        words=row["text"] if kind == "quote" else row["evidence"],
        said=said,
    )
