"""What collecting must remember between runs, as rows and back: hosts, and visits with their leads."""

from __future__ import annotations

import json
from typing import Any

from scraper.model import Host, Lead, Moment, Visit
from storage import stamps
from storage.database import Row
from storage.seals import sealed


def host_row(host: Host) -> Row:
    row = {
        "origin": host.origin,
        "robots": host.robots,
        "robots_status": host.robots_status,
        "robots_at": host.robots_at and stamps.instant(host.robots_at),
        "retry_at": host.retry_at and stamps.instant(host.retry_at),
        "strikes": host.strikes,
    }
    return sealed("hosts", row)


def host(row: Any) -> Host:
    return Host(
        origin=row["origin"],
        robots=row["robots"],
        robots_status=row["robots_status"],
        robots_at=stamps.optional(row["robots_at"]),
        retry_at=stamps.optional(row["retry_at"]),
        strikes=row["strikes"],
    )


def visit_row(visit: Visit) -> Row:
    lead = visit.lead
    row = {
        "source": lead.source,
        "url": lead.url,
        "state": visit.state,
        "first_seen_at": stamps.instant(visit.first_seen_at),
        "last_visit_at": visit.last_visit_at and stamps.instant(visit.last_visit_at),
        "next_visit_at": visit.next_visit_at and stamps.instant(visit.next_visit_at),
        "visits": visit.visits,
        "failures": visit.failures,
        "guid": lead.guid,
        "title": lead.title,
        "summary": lead.summary,
        "categories": json.dumps(lead.categories, ensure_ascii=False),
        "byline": lead.byline,
        **_moment_columns("published", lead.published),
        **_moment_columns("updated", lead.updated),
    }
    return sealed("visits", row)


def visit(row: Any) -> Visit:
    lead = Lead(
        source=row["source"],
        url=row["url"],
        guid=row["guid"],
        title=row["title"],
        summary=row["summary"],
        categories=tuple(json.loads(row["categories"])),
        byline=row["byline"],
        published=_moment(row, "published"),
        updated=_moment(row, "updated"),
    )
    return Visit(
        lead=lead,
        state=row["state"],
        first_seen_at=stamps.moment(row["first_seen_at"]),
        last_visit_at=stamps.optional(row["last_visit_at"]),
        next_visit_at=stamps.optional(row["next_visit_at"]),
        visits=row["visits"],
        failures=row["failures"],
    )


def _moment_columns(name: str, moment: Moment | None) -> Row:
    return {
        f"{name}_at": moment and stamps.instant(moment.at),
        f"{name}_precision": moment and moment.precision,
        f"{name}_verbatim": moment and moment.verbatim,
    }


def _moment(row: Any, name: str) -> Moment | None:
    at = stamps.optional(row[f"{name}_at"])
    return None if at is None else Moment(at, row[f"{name}_precision"], row[f"{name}_verbatim"])
