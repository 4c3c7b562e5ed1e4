"""Seals: a short hash of each row of captures.db beside the bodies, so that a changed byte of it is found.

A body is proved by its sha256. What came with it (address, status, headers, time) and what is known of each
attempt has no hash of its own: SQLite's own check finds a broken page, but not a letter that became another.
Captures and attempts are sealed once; hosts, visits and what came of reading a capture with every change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

SEALED: dict[str, tuple[str, ...]] = {  # table -> the columns that its `seal` is of
    "captures": ("source", "purpose", "url", "final_url", "status", "headers", "fetched_at", "sha256"),
    "attempts": (
        *("source", "purpose", "url", "at", "seconds", "outcome", "detail", "status", "hops", "received"),
        *("conditional", "capture"),
    ),
    "hosts": ("origin", "robots", "robots_status", "robots_at", "retry_at", "strikes"),
    "visits": (
        *("source", "url", "state", "first_seen_at", "last_visit_at", "next_visit_at", "visits", "failures"),
        *("guid", "title", "summary", "categories", "byline"),
        *("published_at", "published_precision", "published_verbatim"),
        *("updated_at", "updated_precision", "updated_verbatim"),
    ),
}
# Of what `mark` writes, on its own: what was received is sealed before, and stays so. By the columns that it knows.
READING = ("source", "url", "fetched_at", "result", "detail")
SEALS = (*((table, "seal", columns) for table, columns in SEALED.items()), ("captures", "reading_seal", READING))


def seal(*values: str | bytes | int | float | None) -> str:
    """Of a row's values as SQLite gives them back, in the order of `SEALED`."""
    written = json.dumps(values, default=repr)  # bytes, be they a robots.txt or the damage to a text
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def sealed(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with its seal."""
    return {**row, "seal": seal(*(row[column] for column in SEALED[table]))}
