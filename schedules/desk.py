"""Opening what a pass works with: the two files, the network edge, and the lock that keeps runs apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from schedules.config import Config
from schedules.run import Desk
from scraper.errors import ArchiveError, BusyError
from scraper.fetch import Clock, Fetcher, Limits, Resolver, SystemClock, system_resolver, user_agent
from storage.archive import Archive
from storage.captures import Captures


@contextmanager
def opened(
    config: Config,
    *,
    clock: Clock | None = None,
    limits: Limits | None = None,
    resolve: Resolver = system_resolver,
) -> Iterator[Desk]:
    """Both files open and every source registered; everything is closed again at the end."""
    clock = clock or SystemClock()
    with Captures(config.captures) as captures, Archive(config.archive) as archive:
        archive.register(config.sources.values())
        with Fetcher(
            user_agent=user_agent(config.contact),
            memory=captures,
            record=captures.keep,
            clock=clock,
            limits=limits or Limits(),
            resolve=resolve,
        ) as fetcher:
            yield Desk(captures=captures, archive=archive, fetcher=fetcher, clock=clock, topics=config.topics)


@contextmanager
def alone(archive: Path) -> Iterator[None]:
    """Hold the archive's run lock; raises BusyError while another run has it.

    The operating system holds the lock, so a killed run leaves none behind.
    """
    path = archive.with_name(archive.name + ".lock")
    try:
        lock = FileLock(path, timeout=0)
        lock.acquire()
    except Timeout as error:
        raise BusyError(f"{archive}: another run is at work on it; try again when it has ended") from error
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be locked: {error.strerror}; is the folder there and writable?") from error
    try:
        yield
    finally:
        lock.release()
