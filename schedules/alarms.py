"""The alarms of the sources after a look at them: what was seen is read, assessed, written down, and told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from schedules import health, hook, lines
from schedules.config import Config
from schedules.desk import Desk
from scraper.errors import HookError
from scraper.page import Source
from storage import telling, watching
from storage.observations import Alarm, Observed, Plan

REMEMBERED = timedelta(days=60)  # that silences are learned from
AT_LEAST = 50  # items that they are learned from, should that take longer
SHOWN = 20  # pages of a source that could not be read as articles
FIRST_WAIT = timedelta(minutes=15)  # before the hook is tried again with an alarm that it did not take; then twice that
LONGEST_WAIT = timedelta(days=1)
LAST_TRY = 10  # after three days
ENOUGH = 3  # failures of the hook after one look


@dataclass(frozen=True, kw_only=True)
class News:
    """What a look changed."""

    raised: tuple[Alarm, ...] = ()
    cleared: tuple[Alarm, ...] = ()


def look(sources: Iterable[Source], desk: Desk) -> News:
    """Assess the sources; what is wrong with them and what is mended is written down, each once."""
    raised: list[Alarm] = []
    cleared: list[Alarm] = []
    for source in sources:
        now = desk.clock.now()
        seen = observed(source, desk, now)
        found = health.assess(
            seen,
            watching.alarms(desk.archive.file, source.slug),
            now,
            accepted=watching.accepted(desk.archive.file, source.slug),
        )
        watching.note(
            desk.archive.file,
            found.norm,
            found.raised,
            found.cleared,
            now,
            days=found.days,
            refused=[ending for ending in seen.endings if ending.result != "read"][-SHOWN:],
        )
        news = {(alarm.kind, alarm.subject) for alarm in found.raised}
        opened = watching.alarms(desk.archive.file, source.slug)  # with their numbers, by which a person names them
        raised += [alarm for alarm in opened if (alarm.kind, alarm.subject) in news]
        cleared += [replace(alarm, cleared_at=now) for alarm in found.cleared]
    return News(raised=tuple(raised), cleared=tuple(cleared))


def observed(source: Source, desk: Desk, now: datetime) -> Observed:
    """Everything an assessment goes by."""
    captures, archive, slug = desk.captures.file, desk.archive.file, source.slug
    return Observed(
        source=slug,
        feeds={url: watching.looks(captures, slug, url, now) for url in (*source.feeds, *source.listings)},
        glimpses=watching.glimpses(captures, slug, now - REMEMBERED, now, at_least=AT_LEAST),
        endings=watching.endings(captures, slug),
        pages=watching.pages(archive, slug),
        lying_feeds=tuple(url for url in source.feeds if watching.lies(captures, slug, url)),
    )


def retire(desk: Desk, config: Config) -> None:
    """What is configured is what is collected: of other sources there is no next look, and nothing is still wrong."""
    archive = desk.archive.file
    gone = [alarm.id for alarm in watching.alarms(archive) if alarm.source not in config.sources]
    if gone:
        watching.clear(archive, [number for number in gone if number is not None], desk.clock.now())
    watching.forget_beats(archive, config.sources)
    enrol(config.sources.values(), desk, all_there_is=True)


def enrol(sources: Iterable[Source], desk: Desk, *, all_there_is: bool) -> None:
    """Note how these sources are to be collected, so that whoever reads the archive can tell what is overdue."""
    wanted = tuple(sources)
    desk.archive.register(wanted)
    plans = {each.slug: Plan(every=each.every, patience=health.patience(each.every)) for each in wanted}
    watching.keep_plans(desk.archive.file, plans, desk.clock.now(), all_there_is=all_there_is)


def tell(desk: Desk, config: Config) -> tuple[str, ...]:
    """Give the hook what it was not told yet, oldest first; what went wrong, a line each.

    What it does not take is tried again later and later, and given up in the end; the others are told meanwhile. After
    `ENOUGH` failures the rest waits for the next look: a hook that hangs must not hold up the collecting.
    """
    archive, problems = desk.archive.file, list[str]()
    if config.alarm is None:
        telling.tell_nobody(archive, desk.clock.now())
        return ()
    while not desk.stop.is_set() and len(problems) < ENOUGH:
        now = desk.clock.now()
        alarm = telling.untold(archive, now, trusted_until=now + LONGEST_WAIT)
        if alarm is None:
            break
        try:
            hook.tell(config.alarm, alarm, contact=config.contact, stop=desk.stop)
        except HookError as error:
            problems.append(_refused(desk, alarm, str(error)))
        else:
            telling.told(archive, alarm, desk.clock.now())
    return tuple(problems)


def _refused(desk: Desk, alarm: Alarm, trouble: str) -> str:
    """Plan another try, if that is worth it; a line about it."""
    archive, now, tries = desk.archive.file, desk.clock.now(), alarm.tries + 1
    if desk.stop.is_set():  # no fault of the hook's
        return f"alarm {alarm.id} could not be told, and will be at the next start: {trouble}"
    if tries >= LAST_TRY:
        telling.refused(archive, alarm, now, trouble=trouble, again_at=None)
        return (
            f"alarm {alarm.id} could not be told in {tries} tries and is GIVEN UP: {trouble}; "
            "mend [alarm] in onrecord.toml and say so by `onrecord status --try-hook`"
        )
    wait = min(FIRST_WAIT * (1 << (tries - 1)), LONGEST_WAIT)
    telling.refused(archive, alarm, now, trouble=trouble, again_at=now + wait)
    return f"alarm {alarm.id} could not be told, and is tried again in {lines.length(wait)}: {trouble}"
