"""How every source is doing: what `onrecord status` prints and the site's status page shows, and both as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from storage import runs, watching
from storage.database import Readable
from storage.health import Health, health
from storage.observations import Alarm, Beat, Day, Ending, Norm, Plan
from storage.runs import Run

LONGEST_LOOK = timedelta(minutes=10)  # a service is seldom at one source for longer
LATELY = timedelta(days=14)  # alarms cleared since then are shown
RUNS = 10
Level = Literal["good", "warn", "bad", "none"]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """All there is to say about a source."""

    health: Health
    plan: Plan | None  # None: it is in the archive, and nobody is asked to look
    norm: Norm | None = None
    today: Day | None = None
    beat: Beat | None = None  # the service's; None where cron collects
    alarms: tuple[Alarm, ...] = ()  # open
    cleared: tuple[Alarm, ...] = ()  # lately
    quarantine: tuple[Ending, ...] = ()  # the newest pages that could not be read as articles
    stalled: bool = False  # nobody has looked for too long

    @property
    def wrong(self) -> bool:
        return self.stalled or bool(self.alarms)

    @property
    def never_tried(self) -> bool:
        return self.plan is not None and self.health.last_attempt_at is None

    @property
    def next_at(self) -> datetime | None:
        """When a service looks next; None where none does, or another command has looked since it should have."""
        if self.beat is None:
            return None
        tried = self.health.last_attempt_at
        overtaken = tried is not None and tried - self.beat.next_at > LONGEST_LOOK
        return None if overtaken else self.beat.next_at

    @property
    def state(self) -> tuple[str, Level]:
        """In two words, and how bad it is."""
        if self.stalled:
            return ("never tried" if self.never_tried else "nobody looks"), "bad"
        if self.alarms:
            return f"{len(self.alarms)} alarm{'s' if len(self.alarms) > 1 else ''}", "bad"
        if self.plan is None:
            return "not collected", "none"
        if self.never_tried:
            return "not tried yet", "warn"
        return ("some failed", "warn") if self.health.problems else ("fine", "good")


@dataclass(frozen=True, kw_only=True)
class Status:
    """How all of it is doing, at one moment."""

    at: datetime
    sources: tuple[Standing, ...]  # in the order of their slugs
    runs: tuple[Run, ...]  # the last ones, the newest first

    @property
    def wrong(self) -> bool:
        return any(source.wrong for source in self.sources)


def status(
    archive: Readable,
    now: datetime,
    *,
    plans: Mapping[str, Plan] | None = None,
    names: Mapping[str, str] | None = None,
) -> Status:
    """The status by these plans, which say what is collected; without them, by those the archive remembers.

    `names` are of sources that the archive may not know yet.
    """
    kept = watching.plans(archive)
    wanted = kept if plans is None else {slug: _since(plan, kept.get(slug)) for slug, plan in plans.items()}
    known = {each.source: each for each in health(archive)}
    new = {slug: Health(source=slug, name=name, articles=0) for slug, name in (names or {}).items()}
    norms, days, beats = watching.norms(archive), watching.days(archive, now), watching.beats(archive)
    alarms, cleared = watching.alarms(archive), watching.cleared(archive, now - LATELY)
    refused = watching.quarantine(archive)
    return Status(
        at=now,
        sources=tuple(
            Standing(
                health=each,
                plan=wanted.get(slug),
                norm=norms.get(slug),
                today=days.get(slug),
                beat=beats.get(slug),
                alarms=tuple(alarm for alarm in alarms if alarm.source == slug),
                cleared=tuple(alarm for alarm in cleared if alarm.source == slug),
                quarantine=refused.get(slug, ()),
                stalled=_is_stalled(each, wanted.get(slug), now),
            )
            for slug, each in sorted((new | known).items())
        ),
        runs=runs.latest(archive, RUNS),
    )


def public(archive: Readable, now: datetime) -> Status:
    """What a copy for the public can tell: neither plans nor alarms are in it."""
    return Status(
        at=now,
        sources=tuple(Standing(health=each, plan=None) for each in health(archive)),
        runs=runs.latest(archive, RUNS),
    )


def _since(plan: Plan, kept: Plan | None) -> Plan:
    return replace(plan, since=kept.since) if kept else plan


def _is_stalled(known: Health, plan: Plan | None, now: datetime) -> bool:
    """Whether nobody has looked for so long that the service or the crontab must have stopped, or never knew of it."""
    if plan is None:
        return False
    last = max((at for at in (known.last_attempt_at, plan.since) if at), default=None)
    return last is not None and now - last > plan.patience


def as_json(found: Status) -> dict[str, Any]:
    """The status for programs: times as ISO 8601, lengths in seconds."""
    return {
        "at": _time(found.at),
        "wrong": found.wrong,
        "sources": [_source(standing) for standing in found.sources],
        "runs": [
            {**asdict(run), "started_at": _time(run.started_at), "finished_at": _time(run.finished_at)}
            for run in found.runs
        ],
    }


def _source(standing: Standing) -> dict[str, Any]:
    each, plan, beat = standing.health, standing.plan, standing.beat
    return {
        "source": each.source,
        "name": each.name,
        "state": standing.state[0],
        "wrong": standing.wrong,
        "configured": plan is not None,
        "stalled": standing.stalled,
        "articles": each.articles,
        "last_attempt_at": _time(each.last_attempt_at),
        "last_success_at": _time(each.last_success_at),
        "last_new_at": _time(each.last_new_at),
        "next_look_at": _time(standing.next_at),
        "beat_seconds": beat.length.total_seconds() if beat else None,
        "every_seconds": plan.every.total_seconds() if plan else None,
        "problems": list(each.problems),
        "normal": _figures(standing.norm) or {},
        "today": _figures(standing.today),
        "alarms": [_alarm(alarm) for alarm in standing.alarms],
        "cleared": [_alarm(alarm) for alarm in standing.cleared],
        "quarantined": [
            {"url": page.url, "at": _time(page.at), "result": page.result, "detail": page.detail}
            for page in standing.quarantine
        ],
    }


def _figures(found: Norm | Day | None) -> dict[str, Any] | None:
    if found is None:
        return None
    values = {name: value for name, value in asdict(found).items() if name != "source"}
    return values | ({"day": found.day.isoformat()} if isinstance(found, Day) else {})


def described(alarm: Alarm) -> dict[str, Any]:
    """An alarm as every JSON of ours has it."""
    return {
        "id": alarm.id,
        "source": alarm.source,
        "kind": alarm.kind,
        "subject": alarm.subject,
        "message": alarm.message,
        "normal": alarm.normal,
        "found": alarm.found,
        "raised_at": _time(alarm.raised_at),
        "cleared_at": _time(alarm.cleared_at),
    }


def _alarm(alarm: Alarm) -> dict[str, Any]:
    """And how the hook took it."""
    told = {"tries": alarm.tries, "trouble": alarm.trouble, "given_up_at": _time(alarm.given_up_at)}
    return described(alarm) | {"hook": told}


def _time(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
