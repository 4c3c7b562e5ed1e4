"""What the service and the alarms must remember, and what they go by, read from and written to the two files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlite_utils import Database

from storage import stamps
from storage.database import File, Readable, insert, upsert
from storage.observations import FIELDS, Alarm, Beat, Day, Ending, Glimpse, Looks, Norm, PageFacts, Plan

PAGES = 250  # the newest, that a source is judged by
_CAPTURES = 600  # of pages: of one page there may be several
_A_DAY = ("source", "day")  # key of source_days
_CHANGES = 20  # of a feed, that say whether its validators can be relied on

# The latest reading of each page. A capture that waits to be read says nothing yet.
_ENDINGS = """
    select url, max(fetched_at) as at, result, detail from (
        select url, fetched_at, result, detail from captures
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
    return tuple(Ending(stamps.moment(row["at"]), row["result"], row["url"], row["detail"]) for row in reversed(rows))


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


def norms(archive: Readable) -> dict[str, Norm]:
    return {row["source"]: Norm(**dict(row)) for row in archive.rows("select * from source_norms")}


def alarms(archive: Readable, source: str | None = None) -> tuple[Alarm, ...]:
    """The open alarms, oldest first."""
    rows = archive.rows(
        "select * from alarms where cleared_at is null and source = coalesce(?, source) order by id", (source,)
    )
    return tuple(alarm(row) for row in rows)


def accepted(archive: Readable, source: str) -> dict[tuple[str, str], datetime]:
    """Since when a person says that things are normal as they are, by kind and subject of the alarm."""
    rows = archive.rows(
        "select kind, subject, max(cleared_at) from alarms where source = ? and accepted group by kind, subject",
        (source,),
    )
    return {(row[0], row[1]): stamps.moment(row[2]) for row in rows}


def cleared(archive: Readable, since: datetime) -> tuple[Alarm, ...]:
    """The alarms that were cleared since then, the last one first."""
    rows = archive.rows(
        "select * from alarms where cleared_at >= ? order by cleared_at desc, id desc", (stamps.second(since),)
    )
    return tuple(alarm(row) for row in rows)


def note(
    archive: File,
    norm: Norm,
    raised: Sequence[Alarm],
    cleared: Sequence[Alarm],
    at: datetime,
    *,
    days: Sequence[Day] = (),
    refused: Sequence[Ending] = (),
) -> None:
    """Write an assessment down. An alarm that is open already is not raised again.

    `refused` are the newest pages that could not be read as articles, each as it was last captured.
    """
    with archive.writing() as database:
        upsert(database, "source_norms", [asdict(norm)], key="source")
        upsert(database, "source_days", [{**asdict(day), "day": day.day.isoformat()} for day in days], key=_A_DAY)
        database.execute("delete from quarantine where source = ?", (norm.source,))
        insert(database, "quarantine", [_refused(norm.source, ending) for ending in refused])
        for each in raised:
            database.table("alarms").insert(_row(each), ignore=True)
        _clear(database, [each.id for each in cleared if each.id is not None], at)


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


def beats(archive: Readable) -> dict[str, Beat]:
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


def days(archive: Readable, at: datetime) -> dict[str, Day]:
    """What each source did on the day of that time; one that was not looked at on that day is left out."""
    found = archive.rows("select * from source_days where day = ?", (at.astimezone(UTC).date().isoformat(),))
    return {row["source"]: Day(**{**dict(row), "day": date.fromisoformat(row["day"])}) for row in found}


def quarantine(archive: Readable) -> dict[str, tuple[Ending, ...]]:
    """The pages that could not be read as articles, by source, the newest first."""
    pages: dict[str, tuple[Ending, ...]] = {}
    for row in archive.rows("select * from quarantine order by source, at desc, url"):
        ending = Ending(stamps.moment(row["at"]), row["result"], row["url"], row["detail"])
        pages[row["source"]] = (*pages.get(row["source"], ()), ending)
    return pages


def plans(archive: Readable) -> dict[str, Plan]:
    """What the last command that collects was to collect, by slug."""
    return {
        row["source"]: Plan(
            every=timedelta(seconds=row["every"]),
            patience=timedelta(seconds=row["patience"]),
            since=stamps.moment(row["since"]),
        )
        for row in archive.rows("select * from collected")
    }


def keep_plans(archive: File, wanted: Mapping[str, Plan], at: datetime, *, all_there_is: bool) -> None:
    """These are to be collected, from now on if they were not before; with `all_there_is`, nothing else."""
    known = plans(archive)
    rows = [
        {
            "source": slug,
            "since": stamps.second(known[slug].since or at) if slug in known else stamps.second(at),
            "every": plan.every.total_seconds(),
            "patience": plan.patience.total_seconds(),
        }
        for slug, plan in wanted.items()
    ]
    with archive.writing() as database:
        upsert(database, "collected", rows, key="source")
        if all_there_is:
            database.execute(
                "delete from collected where source not in (select value from json_each(?))", (json.dumps([*wanted]),)
            )


def last_attempt(captures: File, since: datetime, until: datetime) -> datetime | None:
    """The last moment between these at which anything was asked for."""
    row = captures.first(
        "select at from attempts where at >= ? and at < ? order by id desc limit 1",
        (stamps.instant(since), stamps.instant(until)),
    )
    return stamps.moment(row["at"]) if row else None


def forget_beats(archive: File, kept: Iterable[str]) -> None:
    """Sources that are no longer configured have no next look."""
    with archive.writing() as database:
        database.execute(
            "delete from beats where source not in (select value from json_each(?))", (json.dumps(sorted(kept)),)
        )


def alarm(row: Any) -> Alarm:
    """An alarm as its row has it."""
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
        tries=row["tries"],
        trouble=row["trouble"],
        given_up_at=stamps.optional(row["given_up_at"]),
    )


def _row(raised: Alarm) -> dict[str, Any]:
    return {
        "source": raised.source,
        "kind": raised.kind,
        "subject": raised.subject,
        "message": raised.message,
        "normal": raised.normal,
        "found": raised.found,
        "raised_at": stamps.second(raised.raised_at),
    }


def _refused(source: str, ending: Ending) -> dict[str, Any]:
    why = ending.detail.removeprefix(f"{ending.url}: ")
    return {
        "source": source,
        "url": ending.url,
        "at": stamps.second(ending.at),
        "result": ending.result,
        "detail": why,
    }


def _validators(headers: str) -> tuple[str, str] | None:
    """What a response could be asked about later; None where it gave nothing."""
    named = dict(reversed(json.loads(headers)))  # the first of a name counts
    found = named.get("etag", ""), named.get("last-modified", "")
    return found if any(found) else None
