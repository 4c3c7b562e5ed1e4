"""The page of a run: what it saved, and each thing it could not do."""

from __future__ import annotations

from typing import Any

from storage.site.cells import is_web_address
from storage.site.reading import Asked, Reading

RUN = "select * from runs where id = :id"
NEW = """
    select a.id, a.headline, a.first_seen_at, s.name as source_name from articles a join sources s on s.slug = a.source
    where a.first_seen_at between :begun and :ended order by a.published_key desc limit 200
"""
CHANGED = """
    select v.article, v.seq, v.headline, v.captured_at, s.name as source_name
    from versions v join articles a on a.id = v.article join sources s on s.slug = a.source
    where v.captured_key >= :begun and v.captured_key < :ended and v.seq > 1 order by v.captured_key desc limit 200
"""
AROUND = """
    select (select max(id) from runs where id < :id) as before, (select min(id) from runs where id > :id) as after
"""


def page(reading: Reading, asked: Asked) -> dict[str, Any]:
    (key,) = asked.key
    run = reading.the_row(RUN, id=key)
    begun, ended = run["started_at"], run["finished_at"] or "9999"
    return {
        "run": run,
        "problems": [_problem(line) for line in run["problems"].splitlines() if line.strip()],
        "new": reading.rows(NEW, begun=begun, ended=ended),
        # A stamp ends in Z or goes on with a fraction: without its last letter it is before all of its second.
        "changed": reading.rows(CHANGED, begun=begun[:-1], ended=ended[:-1] + "~"),
        "around": reading.the_row(AROUND, id=run["id"]),
    }


def _problem(line: str) -> tuple[str, str]:
    """Address and what happened; the first is empty where the line names none."""
    address, colon, happened = line.partition(": ")
    return (address, happened) if colon and is_web_address(address) else ("", line)
