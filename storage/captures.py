"""captures.db: every response exactly as it arrived, every attempt, and the plan of visits.

Whatever `keep` returned from survives a power cut; what is kept and not `mark`ed is given by `unread` at the
next start. So a kill at any moment loses nothing.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from sqlite_utils import Database

from scraper.errors import ArchiveError
from scraper.model import Attempt, Capture, Host, Validators, Visit
from storage import bodies, memory, stamps, watching
from storage.database import PATIENCE, File, upsert
from storage.health import Tally
from storage.migrations import CAPTURES
from storage.seals import SEALED, seal, sealed

BATCH = 200
FRESH = timedelta(days=7)
FURTHEST = timedelta(days=32)
Result = Literal["read", "quarantined", "unreadable"]
# By source, for that is how attempts are indexed by time; the sources are found by hopping through the same index.
# With max(), SQLite takes the bare column `detail` from the row that has the maximum.
_SUMMARY = """
    with recursive sources (source) as (
        select min(source) from attempts
        union all
        select (select min(source) from attempts a where a.source > s.source) from sources s where s.source is not null
    )
    select a.source, substr(a.at, 1, 10) as day, a.purpose, a.outcome, count(*) as count, max(a.at) as last_at,
        a.detail as last_detail
    from sources s cross join attempts a on a.source = s.source and a.at >= ?
    group by 1, 2, 3, 4 order by 1, 2, 3, 4
"""
_RELATED = """
    with chosen (source) as (select value from json_each(?)),
        read_at (source, url) as (
            select source, detail from captures where purpose = 'page' and result = 'read'
            union
            select source, url from visits where state = 'in feed'
        )
    select distinct source from read_at
    where url in (select url from read_at where source in (select source from chosen))
        and source not in (select source from chosen)
"""


class Captures:
    """The captures, open. Any thread may use them; close them in the end, or use `with`."""

    def __init__(self, path: Path, *, patience: timedelta = PATIENCE) -> None:
        """Open the file, make one where there is none, bring an older one up to date.

        Raises ArchiveError where the file is not ours, newer than this program, locked or damaged.
        """
        self._file = File(path, CAPTURES, patience=patience)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()

    @property
    def file(self) -> File:
        """For `storage.watching`."""
        return self._file

    def require_whole(self) -> None:
        """Raises ArchiveError where the structure of the file is damaged. Bodies prove themselves as they are read."""
        ((found, *_), *_) = self._file.rows("pragma quick_check(1)")
        if found != "ok":
            raise ArchiveError(f"{self._file.path}: is damaged ({found}). Put back a copy.")

    def keep(self, attempt: Attempt) -> None:
        """Write down an attempt, and what it brought: durably, and all of it or nothing."""
        request = attempt.request
        with self._file.writing() as database:
            kept, note = (None, "") if attempt.capture is None else _keep(database, attempt.capture, request.validators)
            row = {
                "source": request.source,
                "purpose": request.purpose,
                "url": request.url,
                "at": stamps.instant(attempt.at),
                "seconds": float(attempt.seconds),  # as the column's type gives it back
                "outcome": attempt.outcome,
                "detail": " ".join(filter(None, (attempt.detail, note))),
                "status": attempt.status,
                "hops": json.dumps(attempt.hops),
                "received": attempt.received,
                "conditional": int(bool(request.validators)),
                "capture": kept,
            }
            database.table("attempts").insert(sealed("attempts", row))

    def mark(self, capture: Capture, result: Result, detail: str = "", planned: Iterable[Visit] = ()) -> None:
        """Say how reading a capture ended: `detail` is the article's canonical URL, or what the problem was.

        What it puts on the plan of visits is written with it, so that a kill cannot make one look count twice.
        A capture that is not kept is an ArchiveError.
        """
        visits = [memory.visit_row(visit) for visit in planned]
        key = capture.source, capture.url, stamps.instant(capture.fetched_at)
        with self._file.writing() as database:
            if visits:
                upsert(database, "visits", visits, key=("source", "url"))
            marked = database.execute(
                "update captures set result = ?, detail = ?, reading_seal = ? "
                "where source = ? and url = ? and fetched_at = ?",
                (result, detail, seal(*key, result, detail), *key),
            ).rowcount
        if not marked:
            raise ArchiveError(
                f"{self._file.path}: holds no capture of {capture.url} "
                f"from {stamps.instant(capture.fetched_at)}. Keep it before it is read."
            )

    def mark_all(self, results: Iterable[tuple[Capture, Result, str]]) -> None:
        """`mark` for many, all of them or none: written to the disk once."""
        with self._file.writing():
            for capture, result, detail in results:
                self.mark(capture, result, detail)

    def unread(self, source: str) -> Iterator[Capture]:
        """What was captured and not read, oldest first; without robots.txt, which has no reader here."""
        return self._stream((source,), "and result is null")

    def replay(self, *sources: str) -> Iterator[Capture]:
        """Every feed, listing and page ever captured of these sources, oldest first, whatever came of reading it."""
        return self._stream(sources, "")

    def count(self, *sources: str) -> int:
        """How many captures `replay` gives."""
        row = self._file.first(
            "select count(*) from captures where source in (select value from json_each(?)) and purpose <> 'robots'",
            (json.dumps(sources),),
        )
        return int(row[0])

    def sightings(self, *sources: str) -> Iterator[tuple[str, datetime]]:
        """When which page (the URL asked for) was said not to have changed since we last had it, oldest first."""
        condition = "purpose = 'page' and outcome = 'not modified'"
        for row in self._merged(sources, f"select id, url, at from attempts where {condition}", "at"):  # noqa: S608
            yield row["url"], stamps.moment(row["at"])

    def related(self, *sources: str) -> tuple[str, ...]:
        """These sources, and all that have read an article at an address where one of them has read one, too.

        Such an article has captures of several sources: it is only rebuilt whole from all of them.
        """
        found = set(sources)
        while True:
            more = self._file.rows(_RELATED, (json.dumps(sorted(found)),))
            if not more:
                return tuple(sorted(found))
            found.update(row["source"] for row in more)

    def pages(self, source: str | None = None) -> int:
        """How many captures were read as articles, or as feeds whose items are: what `onrecord reread` would read.

        Feeds that only lead to articles do not count: of a source without one on its topic, nothing is missing.
        """
        row = self._file.first(
            "select count(*) from captures where result = 'read' and source = coalesce(?, source) "
            "and (purpose = 'page' "
            "or purpose = 'feed' and source in (select source from visits where state = 'in feed'))",
            (source,),
        )
        return int(row[0])

    def article_url(self, url: str) -> str:
        """The canonical URL of the article last read at that address, as `mark` was told; else ""."""
        row = self._file.first(
            "select detail from captures where url = ? and result = 'read' order by fetched_at desc, id desc limit 1",
            (url,),
        )
        return row["detail"] if row else ""

    def last_success(self, url: str) -> datetime | None:
        """When the URL was last had, or was said not to have changed."""
        row = self._file.first(
            "select max(at) from attempts where url = ? and outcome in ('ok', 'not modified')", (url,)
        )
        return stamps.moment(row[0]) if row[0] else None

    def sources(self) -> tuple[str, ...]:
        return tuple(row[0] for row in self._file.rows("select distinct source from captures order by source"))

    def validators(self, url: str, *, now: datetime, source: str | None = None, fresh: timedelta = FRESH) -> Validators:
        """What to ask "has it changed?" with; nothing if the last unconditional fetch is older than `fresh`.

        Where several sources read one address (a feed that two of them choose from), name yours: what another has
        read is news to it.

        Some servers give the same ETag after a change, so it is not trusted for ever. And one that came with what
        we could not read (a bot check, a broken feed, a pass that was killed) would bring a 304 from then on: the
        fault would be reported once, and what was in the feed would be lost. A feed that was caught with new items
        under old validators is asked without any until it is seen to have mended its ways.
        """
        unconditional = self._file.first(
            "select at from attempts where url = ? and outcome = 'ok' and not conditional "
            "and source = coalesce(?, source) order by at desc limit 1",
            (url, source),
        )
        if unconditional is None or not stamps.instant(now - fresh) <= unconditional["at"] <= stamps.instant(now):
            return Validators()
        row = self._file.first(
            "select headers, result from captures where url = ? and source = coalesce(?, source) "
            "order by fetched_at desc, id desc limit 1",
            (url, source),
        )
        if row is None or row["result"] != "read":
            return Validators()
        if source is not None and watching.lies(self._file, source, url):
            return Validators()
        headers = dict(reversed(_headers(row["headers"])))  # the first of a name counts
        return Validators(headers.get("etag", ""), headers.get("last-modified", ""))

    def body(self, sha256: str) -> bytes:
        """A body by its hash, proved by it. Raises ArchiveError where it is missing or damaged."""
        with self._named():
            return bodies.read(self._file.database().conn, sha256)

    def having(self, sha256: str) -> Iterator[Capture]:
        """The captures of that body, newest first, proved by their seals.

        Raises ArchiveError where there is none, or one or the body is damaged.
        """
        rows = self._file.rows("select * from captures where sha256 = ? order by fetched_at desc, id desc", (sha256,))
        if not rows:
            raise ArchiveError(f"{self._file.path}: holds no capture {sha256}. Put back a copy.")
        return map(self._proved, rows)

    def host(self, origin: str) -> Host | None:
        row = self._file.first("select * from hosts where origin = ?", (origin,))
        return None if row is None else memory.host(row)

    def remember(self, host: Host) -> None:
        with self._file.writing() as database:
            upsert(database, "hosts", [memory.host_row(host)], key="origin")

    def visits(self, source: str, urls: Sequence[str]) -> dict[str, Visit]:
        """Those of the URLs that are on the plan."""
        rows = self._file.rows(
            "select * from visits where source = ? and url in (select value from json_each(?))",
            (source, json.dumps(list(urls))),
        )
        return {row["url"]: memory.visit(row) for row in rows}

    def plan(self, visits: Iterable[Visit]) -> None:
        """Put pages on the plan, or say anew when to visit them; all of them or none."""
        with self._file.writing() as database:
            upsert(database, "visits", (memory.visit_row(visit) for visit in visits), key=("source", "url"))

    def due(self, source: str, now: datetime, limit: int | None = None) -> tuple[Visit, ...]:
        """Pages whose time has come, the longest overdue first.

        Nothing is planned more than a month ahead: what is was planned by a clock that has been put back since.
        """
        rows = self._file.rows(
            "select * from visits where source = ? and (next_visit_at <= ? or next_visit_at > ?) "
            "order by next_visit_at, url limit ?",
            (source, stamps.instant(now), stamps.instant(now + FURTHEST), -1 if limit is None else limit),
        )
        return tuple(memory.visit(row) for row in rows)

    def summary(self, since: date | None = None) -> tuple[Tally, ...]:
        """Attempts counted by source, day, purpose and outcome, for `Archive.summarise`."""
        rows = self._file.rows(_SUMMARY, (since.isoformat() if since else "",))
        return tuple(Tally(**{**dict(row), "last_at": stamps.moment(row["last_at"])}) for row in rows)

    def _stream(self, sources: Sequence[str], condition: str) -> Iterator[Capture]:
        """Captures in order, one body at a time."""
        query = f"select * from captures where purpose <> 'robots' {condition}"  # noqa: S608 - fixed text
        for row in self._merged(sources, query, "fetched_at"):
            yield self._capture(row)

    def _merged(self, sources: Sequence[str], query: str, time: str) -> Iterator[Any]:
        """Rows of several sources in the order of their times: each has an index of its own to come from."""
        streams = (self._batches(source, query, time) for source in dict.fromkeys(sources))
        return heapq.merge(*streams, key=lambda row: (row[time], row["id"]))

    def _batches(self, source: str, query: str, time: str) -> Iterator[Any]:
        """Rows of a source in order.

        No cursor is open while the caller works: an open one would pin an old state of the file, from which
        its thread could not write any more once another thread had.
        """
        last: tuple[str, int] = ("", 0)
        while True:
            batch = self._file.rows(
                f"{query} and source = ? and ({time}, id) > (?, ?) order by {time}, id limit ?",
                (source, *last, BATCH),
            )
            if not batch:
                return
            yield from batch
            last = (batch[-1][time], batch[-1]["id"])

    def _proved(self, row: Any) -> Capture:
        if seal(*(row[column] for column in SEALED["captures"])) != row["seal"]:
            raise ArchiveError(
                f"{self._file.path}: row {row['id']} of captures ({row['url']}): is damaged: "
                "it is not as it was written, for its seal is another. Put back a copy."
            )
        return self._capture(row)

    def _capture(self, row: Any) -> Capture:
        with self._named():
            capture = Capture(
                source=row["source"],
                purpose=row["purpose"],
                url=row["url"],
                final_url=row["final_url"],
                status=row["status"],
                headers=_headers(row["headers"]),
                body=bodies.unpacked(self._file.database().conn, row["sha256"]),
                fetched_at=stamps.moment(row["fetched_at"]),
            )
            bodies.require_same(row["sha256"], capture.sha256)  # which it has worked out: once is enough
        return capture

    @contextmanager
    def _named(self) -> Iterator[None]:
        """What is wrong with a body, said with the name of the file."""
        try:
            with self._file.explained():
                yield
        except ArchiveError as error:
            raise ArchiveError(f"{self._file.path}: {error}") from error


def _keep(database: Database, capture: Capture, asked_with: Validators) -> tuple[int, str]:
    """Keep a capture: its row's id, and what is to be said of it beside the attempt's own words."""
    before = database.execute(
        "select sha256, headers, fetched_at from captures where url = ? order by fetched_at desc, id desc limit 1",
        (capture.url,),
    ).fetchone()
    bodies.keep(database.conn, capture.sha256, capture.body, like=before["sha256"] if before else None)
    row = {
        "source": capture.source,
        "purpose": capture.purpose,
        "url": capture.url,
        "final_url": capture.final_url,
        "status": capture.status,
        "headers": json.dumps(capture.headers),
        "fetched_at": stamps.instant(capture.fetched_at),
        "sha256": capture.sha256,
        "reading_seal": seal(capture.source, capture.url, stamps.instant(capture.fetched_at), None, ""),
    }
    database.table("captures").insert(sealed("captures", row), ignore=True)
    (kept,) = database.execute(
        "select id from captures where source = ? and url = ? and fetched_at = ? and sha256 = ?",
        (row["source"], row["url"], row["fetched_at"], row["sha256"]),
    ).fetchone()
    return kept, "" if asked_with or before is None else _etag_note(capture, before)


def _etag_note(capture: Capture, before: Any) -> str:
    etag = capture.header("etag")
    known = dict(reversed(_headers(before["headers"]))).get("etag", "")
    if not etag or etag != known or before["sha256"] == capture.sha256:
        return ""
    return f"The ETag {etag} is that of {before['fetched_at']}, but the body is another: it cannot be relied on."


def _headers(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in json.loads(text))
