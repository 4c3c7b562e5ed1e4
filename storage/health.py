"""What was tried and how each source is doing, as the archive shows it and `onrecord status` prints it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlite_utils import Database

from scraper.model import Outcome, Purpose, Report
from storage import stamps
from storage.database import Readable, insert, upsert
from storage.runs import RunEnd

RECOUNTED = timedelta(days=40)
WENT_WELL: frozenset[Outcome] = frozenset({"ok", "not modified"})


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How often something came out one way, for one source on one day."""

    source: str
    day: str  # 2026-11-22, UTC
    purpose: Purpose
    outcome: Outcome
    count: int
    last_at: datetime  # of the last of them
    last_detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Health:
    """How a source is doing."""

    source: str
    name: str
    articles: int
    last_attempt_at: datetime | None = None
    last_success_at: datetime | None = None
    last_new_at: datetime | None = None  # when we last saw an article for the first time
    problems: tuple[str, ...] = ()


def record(database: Database, run: int, at: str, reports: Sequence[Report], ended: RunEnd) -> None:
    """The end of a run: its sums, and each source's failures until its next pass."""
    failed = [line for report in reports for line in report.failed]
    database.table("runs").update(
        run,
        {
            "finished_at": at,
            "ended": ended,
            "saved": sum(report.saved for report in reports),
            "unchanged": sum(report.unchanged for report in reports),
            "failed": len(failed),
            "problems": "\n".join(failed),
        },
    )
    _make_known(database, {report.source for report in reports})
    by_source: dict[str, list[str]] = {}
    for report in reports:
        by_source.setdefault(report.source, []).extend(report.failed)
    rows = [{"source": source, "failed": "\n".join(lines)} for source, lines in by_source.items()]
    upsert(database, "source_health", rows, key="source")


def enter(database: Database, run: int, report: Report) -> None:
    """A part of a run that goes on: its sums grow, and its problems are those of the last look at each source."""
    _make_known(database, {report.source})
    row = {"source": report.source, "failed": "\n".join(report.failed)}
    upsert(database, "source_health", [row], key="source")
    database.execute(
        "update runs set saved = saved + ?, unchanged = unchanged + ?, failed = failed + ?, problems = ("
        "select coalesce(group_concat(failed, char(10)), '') from source_health where failed <> '') where id = ?",
        (report.saved, report.unchanged, len(report.failed), run),
    )


def end(database: Database, run: int, at: str, ended: RunEnd) -> None:
    database.table("runs").update(run, {"finished_at": at, "ended": ended})


def unsettled(database: Database, now: datetime) -> date | None:
    """The first day whose attempts may have changed since they were last counted; None: nothing is counted yet.

    Attempts are only ever added, so days gone by stay as they are, and need not be counted at each run. To be
    safe, 40 of them are; and, after a longer pause, all since the last counted day, whose count may lack a run
    that was killed. So a clock that was wrong for a while does no harm either.
    """
    (newest,) = database.execute("select max(key) from attempts_summary").fetchone()  # a key begins with the day
    if newest is None:
        return None
    return min((now.astimezone(UTC) - RECOUNTED).date(), date.fromisoformat(newest[:10]) - timedelta(days=1))


def summarise(database: Database, rows: Iterable[Tally], *, since: date | None = None) -> None:
    """Put these counts in the place of those of `since` and later; without it, of all."""
    tallies = sorted(rows, key=lambda tally: tally.last_at)
    _make_known(database, {tally.source for tally in tallies})
    first = since.isoformat() if since else ""
    database.execute("delete from attempts_summary where key >= ?", (first,))
    insert(
        database,
        "attempts_summary",
        (
            {
                "key": f"{tally.day} {tally.source} {tally.purpose} {tally.outcome}",
                "day": tally.day,
                "source": tally.source,
                "purpose": tally.purpose,
                "outcome": tally.outcome,
                "attempts": tally.count,
            }
            for tally in tallies
        ),
    )
    if since is None:
        database.execute("update source_health set last_attempt_at = null, last_success_at = null, problem = ''")
    for row in _attempts_columns(tallies):  # one by one: a row leaves the columns it does not name as they are
        upsert(database, "source_health", [row], key="source")
    database.execute("insert or ignore into source_health (source) select slug from sources")
    database.execute(
        "update source_health set "
        "articles = (select count(*) from articles a where a.source = source_health.source), "
        "last_new_at = (select max(first_seen_at) from articles a where a.source = source_health.source)"
    )


def health(archive: Readable) -> tuple[Health, ...]:
    """How every source is doing, in the order of their slugs."""
    found = archive.rows(
        """
        select s.slug as source, s.name, h.last_attempt_at, h.last_success_at, h.problem, h.failed,
            (select count(*) from articles a where a.source = s.slug) as articles,
            (select max(first_seen_at) from articles a where a.source = s.slug) as last_new_at
        from sources s left join source_health h on h.source = s.slug order by s.slug
        """
    )
    return tuple(
        Health(
            source=row["source"],
            name=row["name"],
            articles=row["articles"],
            last_attempt_at=stamps.optional(row["last_attempt_at"]),
            last_success_at=stamps.optional(row["last_success_at"]),
            last_new_at=stamps.optional(row["last_new_at"]),
            problems=_problems(row["problem"] or "", row["failed"] or ""),
        )
        for row in found
    )


def _problems(problem: str, failed: str) -> tuple[str, ...]:
    """Why the last attempt failed, and what the last pass could not do; the former is often among the latter."""
    lines = [line for line in failed.splitlines() if line]
    _, _, detail = problem.partition(": ")
    said = bool(detail) and any(detail in line for line in lines)
    return tuple(lines if said or not problem else [*problem.splitlines(), *lines])


def _attempts_columns(tallies: list[Tally]) -> list[dict[str, str]]:
    """Per source, from tallies in the order of their times. robots.txt is a means, neither success nor problem:
    one that is not there allows everything, and where it forbids, what was to be asked for says so."""
    columns: dict[str, dict[str, str]] = {}
    for tally in tallies:
        row = columns.setdefault(tally.source, {"source": tally.source})
        at = stamps.second(tally.last_at)
        row["last_attempt_at"] = at
        if tally.purpose == "robots":
            continue
        if tally.outcome not in WENT_WELL:
            row["problem"] = f"{tally.purpose}, {tally.outcome}: {tally.last_detail}".rstrip(": ")
        else:
            row["last_success_at"] = at
            row["problem"] = ""
    return list(columns.values())


def _make_known(database: Database, slugs: Iterable[str]) -> None:
    """A source may be gone from the configuration and still have a past: it is shown under its slug."""
    for slug in sorted(slugs):
        database.execute(
            "insert or ignore into sources (slug, name, kind, reuse) values (?, ?, 'trade', 'press')",
            (slug, slug),
        )
