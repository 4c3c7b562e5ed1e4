"""The page of a source: what the archive has of it, how it is doing, and how attempts to reach it ended."""

from __future__ import annotations

from typing import Any

from storage import stamps
from storage.site.outcomes import chart
from storage.site.reading import Asked, Reading
from storage.standing import LONGEST_LOOK

SOURCE = "select * from sources where slug = :slug"
HEALTH = "select * from source_health where source = :slug"
COUNTS = """
    select (select count(*) from articles where source = :slug) as articles,
        (select min(published_key) from articles where source = :slug) as first_key,
        (select max(published_key) from articles where source = :slug) as last_key,
        (select count(*) from quotes q join articles a on a.id = q.article where a.source = :slug) as quotes,
        (select count(*) from credits c join articles a on a.id = c.article where a.source = :slug) as credits,
        (select count(*) from versions v join articles a on a.id = v.article where a.source = :slug and v.seq > 1)
            as edits
"""
LATEST = """
    select id, headline, published_at, published_precision, first_seen_at from articles where source = :slug
    order by published_key desc limit 12
"""
ALARMS = """
    select id, kind, subject, message, raised_at from alarms
    where source = :slug and cleared_at is null order by id desc
"""
NORM = "select * from source_norms where source = :slug"
BEAT = "select next_at from beats where source = :slug"
TRIED = "select last_attempt_at from source_health where source = :slug"
ATTEMPTS = (
    "select day, purpose, outcome, attempts from attempts_summary where source = :slug order by key desc limit 2000"
)


def page(reading: Reading, asked: Asked) -> dict[str, Any]:
    (slug,) = asked.key
    watched = reading.has_table("alarms")  # not in a public copy
    return {
        "alarms": reading.rows(ALARMS, slug=slug) if watched else [],
        "norm": reading.row(NORM, slug=slug) if watched else None,
        "next_at": _next_at(reading, slug) if watched else None,
        "source": reading.the_row(SOURCE, slug=slug),
        "health": reading.row(HEALTH, slug=slug),
        "counts": reading.the_row(COUNTS, slug=slug),
        "latest": reading.rows(LATEST, slug=slug),
        "chart": chart(reading.rows(ATTEMPTS, slug=slug)),
    }


def _next_at(reading: Reading, slug: str) -> str | None:
    """When a service looks at it next; None where none does, or cron has overtaken it."""
    at = reading.value(BEAT, slug=slug)
    tried = reading.value(TRIED, slug=slug)
    return None if at and tried and stamps.moment(tried) - stamps.moment(at) > LONGEST_LOOK else at
