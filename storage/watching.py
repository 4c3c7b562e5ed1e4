"""What the service and the alarms must remember, and what they go by, read from and written to the two files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlite_utils import Database

from storage import stamps
from storage.database import File, upsert
from storage.observations import FIELDS, Alarm, Beat, Ending, Glimpse, Looks, Norm, PageFacts

PAGES = 250  # the newest, that a source is judged by
_CAPTURES = 600  # of pages: of one page there may be several
_CHANGES = 20  # of a feed, that say whether its validators can be relied on

# The latest reading of each page. A capture that waits to be read says nothing yet.
_ENDINGS = """
    select url, max(fetched_at) as at, result from (
        select url, fetched_at, result from captures
        where source = ? and purpose = 'page' and result is not null order by fetched_at desc limit ?
    ) group by url order by at desc limit ?
"""
_PAGES = """
    select a.first_seen_at, a.reader, a.byline, a.published_at, a.subhead, a.words,
        (select count(*) from quotes q where q.article = a.id) as quotes,
        (select count(*) from credits c where c.article = a.id) as credits
    from articles a where a.source = ? and a.reader <> 'text' order by a.first_seen_at desc, a.id limit ?
"""
# Newest first. `news`: items were first seen by this very capture; `freely`: a 304 was not possible.
_CHANGES_OF_A_FEED = """
    select c.headers, c.sha256,
        exists (select 1 from visits v where v.source = c.source and v.first_seen_at = c.fetched_at) as news,
        exists (select 1 from attempts a where a.capture = c.id and not a.conditional) as freely
    from captures c where c.url = ? and c.source = ? order by c.fetched_at desc, c.id desc limit ?
"""


def glimpses(captures: File, source: str, since: datetime, now: datetime, *, at_least: int = 0) -> tuple[Glimpse, ...]:
    """The items first seen since then, on topic or not; where they are fewer than `at_least`, the newest so many."""
    begin, until = stamps.instant(since), stamps.instant(now)
    if at_least:
        last_of_them = captures.first(
            "select first_seen_at from visits where source = ? and first_seen_at <= ? "
            "order by first_seen_at desc limit 1 offset ?",
            (source, until, at_least - 1),
        )
        begin = min(begin, last_of_them[0]) if last_of_them else ""
    rows = captures.rows(
        "select first_seen_at, published_at from visits where source = ? and first_seen_at between ? and ?",
        (source, begin, until),
    )
    return tuple(Glimpse(stamps.moment(row[0]), stamps.optional(row[1])) for row in rows)


def endings(captures: File, source: str) -> tuple[Ending, ...]:
    """How the newest pages were read, each as it was last captured; oldest first."""
    rows = captures.rows(_ENDINGS, (source, _CAPTURES, PAGES))
    return tuple(Ending(stamps.moment(row["at"]), row["result"]) for row in reversed(rows))


def looks(captures: File, source: str, url: str, now: datetime) -> Looks:
    """How asking for a feed or listing went. What a clock that was ahead noted for later than now does not count."""
    condition = (
        "from attempts a left join captures c on c.id = a.capture where a.url = ? and a.source = ? and a.at <= ?"
    )
    asked = (url, source, stamps.instant(now))
    well = "and (a.outcome = 'not modified' or c.result = 'read')"

    def moment(rest: str) -> datetime | None:
        row = captures.first(f"select a.at {condition} {rest} limit 1", asked)
        return stamps.moment(row["at"]) if row else None

    success = moment(f"{well} order by a.at desc")
    failures = captures.rows(
        f"select a.at {condition} and a.at > ? order by a.at",
        (*asked, stamps.instant(success) if success else ""),
    )
    return Looks(
        first_at=moment("order by a.at"),
        last_at=moment("order by a.at desc"),
        last_success_at=success,
        failing_since=stamps.moment(failures[0]["at"]) if failures else None,
        failures=len(failures),
    )


def lies(captures: File, source: str, url: str) -> bool:
    """Whether a feed was last seen to bring new items under the validators it had before.

    Some bodies change on every load (a clock, an advertisement) and rightly keep their ETag: only new items count.
    """
    rows = captures.rows(_CHANGES_OF_A_FEED, (url, source, _CHANGES))
    for newer, older in pairwise(rows):
        if newer["sha256"] == older["sha256"]:
            continue
        said = _validators(newer["headers"])
        if not said or said != _validators(older["headers"]):
            return False
        if newer["news"] and newer["freely"]:
            return True
    return False


def next_visit(captures: File, source: str) -> datetime | None:
    """When the next page of a source is planned to be visited."""
    row = captures.first(
        "select min(next_visit_at) from visits where source = ? and next_visit_at is not null", (source,)
    )
    return stamps.optional(row[0])


def pages(archive: File, source: str) -> tuple[PageFacts, ...]:
    """What the newest articles of a source have, oldest first."""
    return tuple(_facts(row) for row in reversed(archive.rows(_PAGES, (source, PAGES))))


def _facts(row: Any) -> PageFacts:
    has = (
        row["reader"] == "layout",
        row["byline"],
        row["published_at"],
        row["subhead"],
        row["quotes"],
        row["credits"],
    )
    return PageFacts(
        seen_at=stamps.moment(row["first_seen_at"]),
        found=frozenset(field for field, present in zip(FIELDS, has, strict=True) if present),
        words=row["words"],
        quotes=row["quotes"],
        credits=row["credits"],
    )


def norms(archive: File) -> dict[str, Norm]:
    return {row["source"]: Norm(**dict(row)) for row in archive.rows("select * from source_norms")}


def alarms(archive: File, source: str | None = None) -> tuple[Alarm, ...]:
    """The open alarms, oldest first."""
    rows = archive.rows(
        "select * from alarms where cleared_at is null and source = coalesce(?, source) order by id", (source,)
    )
    return tuple(_alarm(row) for row in rows)


def accepted(archive: File, source: str) -> dict[tuple[str, str], datetime]:
    """Since when a person says that things are normal as they are, by kind and subject of the alarm."""
    rows = archive.rows(
        "select kind, subject, max(cleared_at) from alarms where source = ? and accepted group by kind, subject",
        (source,),
    )
    return {(row[0], row[1]): stamps.moment(row[2]) for row in rows}


def note(archive: File, norm: Norm, raised: Sequence[Alarm], cleared: Sequence[Alarm], at: datetime) -> None:
    """Write an assessment down. An alarm that is open already is not raised again."""
    with archive.writing() as database:
        upsert(database, "source_norms", [asdict(norm)], key="source")
        for alarm in raised:
            database.table("alarms").insert(_row(alarm), ignore=True)
        _clear(database, [alarm.id for alarm in cleared if alarm.id is not None], at)


def clear(archive: File, numbers: Sequence[int], at: datetime, *, accept: bool = False) -> tuple[int, ...]:
    """Close these alarms; gives those that were open."""
    with archive.writing() as database:
        return _clear(database, numbers, at, accept=accept)


def _clear(database: Database, numbers: Sequence[int], at: datetime, *, accept: bool = False) -> tuple[int, ...]:
    rows = database.execute(
        "update alarms set cleared_at = ?, accepted = ? "
        "where cleared_at is null and id in (select value from json_each(?)) returning id",
        (stamps.second(at), int(accept), json.dumps(list(numbers))),
    ).fetchall()
    return tuple(sorted(row[0] for row in rows))


def untold(archive: File) -> Alarm | None:
    """What the hook is to be told next: that an alarm is open, or, once it knows that, that it is cleared."""
    row = archive.first(
        "select * from alarms where raise_told_at is null or (cleared_at is not null and clear_told_at is null) "
        "order by id limit 1"
    )
    if row is None:
        return None
    found = _alarm(row)
    return found if row["raise_told_at"] else replace(found, cleared_at=None)


def told(archive: File, alarm: Alarm, at: datetime) -> None:
    """The hook took this alarm, as `untold` gave it."""
    column = "clear_told_at" if alarm.cleared_at else "raise_told_at"
    with archive.writing() as database:
        database.execute(f"update alarms set {column} = ? where id = ?", (stamps.second(at), alarm.id))  # noqa: S608


def tell_nobody(archive: File, at: datetime) -> None:
    """There is no hook: what is over is not news when there is one. Open alarms are."""
    query = "from alarms where cleared_at is not null and clear_told_at is null"
    if archive.first(f"select 1 {query}"):
        with archive.writing() as database:
            database.execute(
                "update alarms set raise_told_at = coalesce(raise_told_at, ?), clear_told_at = ? "
                "where cleared_at is not null and clear_told_at is null",
                (stamps.second(at), stamps.second(at)),
            )


def beats(archive: File) -> dict[str, Beat]:
    """The beats of all sources, by slug."""
    return {
        row["source"]: Beat(
            last_at=stamps.moment(row["last_at"]),
            next_at=stamps.moment(row["next_at"]),
            length=timedelta(seconds=row["seconds"]),
        )
        for row in archive.rows("select * from beats")
    }


def keep_beat(archive: File, source: str, beat: Beat) -> None:
    row = {
        "source": source,
        "last_at": stamps.instant(beat.last_at),
        "next_at": stamps.instant(beat.next_at),
        "seconds": beat.length.total_seconds(),
    }
    with archive.writing() as database:
        upsert(database, "beats", [row], key="source")


def forget_beats(archive: File, kept: Iterable[str]) -> None:
    """Sources that are no longer configured have no next look."""
    with archive.writing() as database:
        database.execute(
            "delete from beats where source not in (select value from json_each(?))", (json.dumps(sorted(kept)),)
        )


def _alarm(row: Any) -> Alarm:
    return Alarm(
        id=row["id"],
        source=row["source"],
        kind=row["kind"],
        subject=row["subject"],
        message=row["message"],
        normal=row["normal"],
        found=row["found"],
        raised_at=stamps.moment(row["raised_at"]),
        cleared_at=stamps.optional(row["cleared_at"]),
    )


def _row(alarm: Alarm) -> dict[str, Any]:
    return {
        "source": alarm.source,
        "kind": alarm.kind,
        "subject": alarm.subject,
        "message": alarm.message,
        "normal": alarm.normal,
        "found": alarm.found,
        "raised_at": stamps.second(alarm.raised_at),
    }


def _validators(headers: str) -> tuple[str, str] | None:
    """What a response could be asked about later; None where it gave nothing."""
    named = dict(reversed(json.loads(headers)))  # the first of a name counts
    found = named.get("etag", ""), named.get("last-modified", "")
    return found if any(found) else None
