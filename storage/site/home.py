"""The first page: what this archive is, how fresh it is, what is new, and where to begin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from storage import stamps
from storage.site import said
from storage.site.reading import Asked, Reading

COUNTS = """
    select (select count(*) from articles) as articles, (select count(*) from quotes) as quotes,
        (select count(*) from credits) as credits, (select count(*) from announcements) as announcements,
        (select count(*) from titles) as titles, (select count(*) from people) as people,
        (select count(*) from companies) as companies, (select count(*) from sources) as sources
"""
LAST_RUN = "select * from runs where ended in ('done', 'stopped') order by id desc limit 1"
SOURCES = """
    select s.slug, s.name, s.kind, h.last_attempt_at, h.last_success_at, h.problem, h.failed, h.articles, h.last_new_at
    from sources s left join source_health h on h.source = s.slug
    order by h.last_new_at is null, h.last_new_at desc, s.name
"""
# The newest first, and only then whatever is told of them: SQLite would rather begin with the sources, or (hence
# the +, which keeps it from an index) with all quotes of a kind.
NEW_ARTICLES = """
    with newest as materialized (select * from articles order by published_key desc limit 8)
    select a.id, a.headline, a.subhead, a.source, a.published_at, a.published_precision, a.first_seen_at,
        s.name as source_name,
        (select count(*) from quotes q where q.article = a.id) as quotes,
        (select count(*) from credits c where c.article = a.id) as credits,
        (select count(*) from versions v where v.article = a.id) as versions
    from newest a join sources s on s.slug = a.source order by a.published_key desc
"""
NEW_QUOTES = """
    select id, statement from quotes where +kind = 'direct' and length(text) between 40 and 280
    order by published_key desc limit :most
"""
NEW_ANNOUNCEMENTS = """
    with newest as materialized (
        select * from announcements where title is not null order by published_key desc limit 8
    )
    select n.id, n.kind, n.title, n.title_name, n.season, n.date, n.article, a.headline, a.published_at,
        a.published_precision, s.name as source_name
    from newest n join articles a on a.id = n.article join sources s on s.slug = a.source order by n.published_key desc
"""
CHANGES = """
    with newest as materialized (select * from versions where seq > 1 order by captured_key desc limit 4)
    select v.article, v.seq, v.captured_at, v.headline, s.name as source_name
    from newest v join articles a on a.id = v.article join sources s on s.slug = a.source order by v.captured_key desc
"""
ALARMS = "select count(*) from alarms where cleared_at is null"
QUOTES_SHOWN = 7
IDLE = timedelta(days=1)  # without an attempt at anything, somebody should be told


def page(reading: Reading, asked: Asked) -> dict[str, Any]:
    sources = reading.rows(SOURCES)
    attempts = [row["last_attempt_at"] for row in sources if row["last_attempt_at"]]
    live = reading.publication is None
    return {
        "idle_since": idle_since(attempts, asked.now) if live else None,
        "alarms": reading.value(ALARMS) if live else 0,
        "counts": reading.the_row(COUNTS),
        "run": reading.row(LAST_RUN),
        "sources": sources,
        "articles": reading.rows(NEW_ARTICLES),
        "quotes": said.quotes(reading, NEW_QUOTES, "", QUOTES_SHOWN),
        "announcements": reading.rows(NEW_ANNOUNCEMENTS),
        "changes": reading.rows(CHANGES),
    }


def idle_since(attempts: Sequence[str], now: datetime) -> str | None:
    """When anything was last tried, if that is too long ago. A program that does not run cannot say so itself."""
    last = max(attempts, default=None)
    return last if last and now - stamps.moment(last) > IDLE else None
