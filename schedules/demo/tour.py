"""The demo: the fictional press site collected twice through the real path, with an edit in between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from schedules import desk as desks
from schedules import run
from schedules.config import Config
from schedules.demo.edition import EDITIONS
from schedules.demo.site import PressSite
from scraper.errors import ConfigError
from scraper.fetch import Limits
from scraper.model import Report

_FILES = ("archive.db", "captures.db")


@dataclass(frozen=True, kw_only=True)
class Tour:
    """What the demo made: the configuration it ran with, and each pass."""

    config: Config
    passes: tuple[tuple[Report, ...], ...]


def cleared(folder: Path) -> Path:
    """The folder, empty of what an earlier demo left; raises ConfigError where it holds somebody's archive."""
    marker = folder / "onrecord-demo.txt"
    suffixes = ("", "-wal", "-shm")
    there = [path for name in _FILES for suffix in suffixes if (path := folder / (name + suffix)).exists()]
    if there and not marker.exists():
        raise ConfigError(f"{there[0]}: is there already, and no demo made it; choose another folder with --dir")
    folder.mkdir(parents=True, exist_ok=True)
    marker.write_text("`onrecord demo` made this folder and replaces what is in it.\n", encoding="utf-8")
    for path in there:
        path.unlink()
    return folder


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
        # No gap between requests: the demo asks nobody but itself.
        limits = Limits(gap=timedelta(0))
        with desks.alone(config.archive), desks.opened(config, limits=limits, resolve=press.resolve) as desk:
            for edition in EDITIONS:
                press.edition = edition
                reports = run.recorded("demo", desk, lambda: run.collect(press.sources, desk))
                passes.append(tuple(reports))
        yield Tour(config=config, passes=tuple(passes))


def _press_site(port: int) -> PressSite:
    try:
        return PressSite(port)
    except OSError:
        return PressSite()
