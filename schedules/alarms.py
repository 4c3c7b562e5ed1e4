"""The alarms of the sources after a look at them: what was seen is read, assessed, written down, and told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from schedules import health, hook
from schedules.config import Config
from schedules.desk import Desk
from scraper.errors import HookError
from scraper.page import Source
from storage import watching
from storage.observations import Alarm, Observed

REMEMBERED = timedelta(days=60)  # that silences are learned from
AT_LEAST = 50  # items that they are learned from, should that take longer


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
        found = health.assess(
            observed(source, desk, now),
            watching.alarms(desk.archive.file, source.slug),
            now,
            accepted=watching.accepted(desk.archive.file, source.slug),
        )
        watching.note(desk.archive.file, found.norm, found.raised, found.cleared, now)
        raised += found.raised
        cleared += found.cleared
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
    """A source that is no longer configured has no next look, and nothing about it is still wrong."""
    archive = desk.archive.file
    gone = [alarm.id for alarm in watching.alarms(archive) if alarm.source not in config.sources]
    if gone:
        watching.clear(archive, [number for number in gone if number is not None], desk.clock.now())
    watching.forget_beats(archive, config.sources)


def tell(desk: Desk, config: Config) -> str:
    """Give the hook what it was not told yet, oldest first; what went wrong, or "".

    After a failure the rest waits with it for the next look: none is lost, and collecting is held up once.
    """
    archive = desk.archive.file
    if config.alarm is None:
        watching.tell_nobody(archive, desk.clock.now())
        return ""
    while not desk.stop.is_set() and (alarm := watching.untold(archive)) is not None:
        try:
            hook.tell(config.alarm, alarm, contact=config.contact, stop=desk.stop)
        except HookError as error:
            return f"alarm {alarm.id} could not be told, and will be again: {error}"
        watching.told(archive, alarm, desk.clock.now())
    return ""
