"""The demo: the fictional press site collected twice through the real path, with an edit in between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from schedules import alarms, run
from schedules import desk as desks
from schedules.config import Config
from schedules.demo.edition import EDITIONS
from schedules.demo.site import PressSite
from scraper.errors import ArchiveError, ConfigError
from scraper.fetch import Limits
from scraper.model import Report
from storage.archive import Archive
from storage.captures import Captures


@dataclass(frozen=True, kw_only=True)
class Tour:
    """What the demo made: the configuration it ran with, and each pass."""

    config: Config
    passes: tuple[tuple[Report, ...], ...]


def cleared(config: Config) -> None:
    """Take away what an earlier demo left; raises ConfigError where there is an archive that no demo made."""
    for path in (config.archive, config.captures):
        if path.exists() and not _is_of_a_demo(config):
            raise ConfigError(f"{path}: is there already, and no demo made it; choose another folder with --dir")
    for path in (config.archive, config.captures):
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


def _is_of_a_demo(config: Config) -> bool:
    """Whether the demo's sources are all that is in the two files."""
    if not (config.archive.exists() and config.captures.exists()):
        return False  # a demo makes both; to open a missing one would make it
    try:
        with Captures(config.captures) as captures, Archive(config.archive) as archive:
            slugs = {*captures.sources(), *(health.source for health in archive.health())}
    except ArchiveError:
        return False
    return slugs <= config.sources.keys()


@contextmanager
def toured(folder: Path, *, near: int = 0) -> Iterator[Tour]:
    """The press site collected into `folder`, one pass an edition; it is served until the end.

    It listens on the port after `near`, so that its addresses, and so the rows' keys, are the same every time;
    where that is taken, or `near` is 0, on any.
    """
    with _press_site(near + 1 if near else 0) as press:
        config = Config(
            archive=folder / "archive.db",
            contact="the demo of onrecord",
            topics=(),
            sources={source.slug: source for source in press.sources},
        )
        passes = []
        config.archive.parent.mkdir(parents=True, exist_ok=True)
        # No gap between requests: the demo asks nobody but itself.
        limits = Limits(gap=timedelta(0))
        with desks.alone(config):  # to the end: a second demo must not replace what is being looked at
            cleared(config)
            with desks.opened(config, limits=limits, resolve=press.resolve) as desk:
                for edition in EDITIONS:
                    press.edition = edition
                    reports = run.recorded("demo", desk, lambda: run.collect(press.sources, desk))
                    passes.append(tuple(reports))
                    alarms.enrol(press.sources, desk, all_there_is=True)
                    alarms.look(press.sources, desk)
            yield Tour(config=config, passes=tuple(passes))


def _press_site(port: int) -> PressSite:
    try:
        return PressSite(port)
    except OSError:
        return PressSite()
