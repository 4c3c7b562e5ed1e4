"""The desk: what a pass works with, opened and closed, and the lock that keeps runs apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event

from filelock import FileLock, Timeout

from schedules import heaps
from schedules.config import Config
from scraper.errors import ArchiveError, BusyError
from scraper.fetch import Clock, Fetcher, Limits, Resolver, SystemClock, system_resolver, user_agent
from storage.archive import Archive
from storage.captures import Captures


class Stopped(Exception):  # noqa: N818 - no error: somebody asked for it
    """The wait between two requests was cut short: nothing more is to be asked."""


class PromptClock:
    """A clock whose waits end at once, by `Stopped`, when we are told to stop: a Crawl-delay is up to a minute."""

    def __init__(self, inner: Clock, stop: Event) -> None:
        self._inner, self._stop = inner, stop

    def now(self) -> datetime:
        return self._inner.now()

    def monotonic(self) -> float:
        return self._inner.monotonic()

    def sleep(self, seconds: float) -> None:
        if isinstance(self._inner, SystemClock):
            self._stop.wait(seconds)
        else:
            self._inner.sleep(seconds)
        if self._stop.is_set():
            raise Stopped


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What every pass works with. Safe to share between threads."""

    captures: Captures
    archive: Archive
    fetcher: Fetcher
    clock: Clock
    topics: tuple[str, ...]
    stop: Event = field(default_factory=Event)  # set: finish the page in hand, and no more


@contextmanager
def opened(
    config: Config,
    *,
    clock: Clock | None = None,
    limits: Limits | None = None,
    resolve: Resolver = system_resolver,
) -> Iterator[Desk]:
    """Both files open and every source registered; everything is closed again at the end."""
    heaps.lean()
    stop = Event()
    clock = PromptClock(clock or SystemClock(), stop)
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
            yield Desk(
                captures=captures, archive=archive, fetcher=fetcher, clock=clock, topics=config.topics, stop=stop
            )


def require_whole(desk: Desk, config: Config) -> None:
    """Raises ArchiveError for an empty archive beside captures that were read: its pages would answer 304 for ever."""
    if not desk.archive.articles() and (kept := desk.captures.pages()):
        raise ArchiveError(
            f"{config.archive}: holds no article, but {config.captures} holds {kept} captures that were read; "
            "rebuild the archive with `onrecord reread`"
        )


@contextmanager
def alone(config: Config) -> Iterator[None]:
    """Hold the run lock of the two files; raises BusyError while another run has it.

    It is the captures' lock, which every archive in a folder shares. The operating system holds it, so a killed
    run leaves none behind.
    """
    path = lock_path(config)
    try:
        lock = FileLock(path, timeout=0, thread_local=False)  # the service's looks share it
        lock.acquire()
    except Timeout as error:
        raise BusyError(f"{config.captures}: another run is at work on it; try again when it has ended") from error
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be locked: {error.strerror}; is the folder there and writable?") from error
    try:
        yield
    finally:
        lock.release()


def lock_path(config: Config) -> Path:
    return config.captures.with_name(config.captures.name + ".lock")


@contextmanager
def watched(captures: Path, *, patience: float = 1.0) -> Iterator[None]:
    """Hold the service's own lock; raises BusyError where another service has it.

    Other commands take it for a moment, to see whether it is held (`is_watched`): that is waited for.
    """
    path = captures.with_name(captures.name + ".watch.lock")
    lock = FileLock(path, timeout=patience)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyError(f"{captures}: another `onrecord watch` is at work on it") from error
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be locked: {error.strerror}; is the folder there and writable?") from error
    try:
        yield
    finally:
        lock.release()


def is_watched(captures: Path) -> bool:
    """Whether a service is at work on these captures, or between two of its looks."""
    try:
        with watched(captures, patience=0):
            return False
    except BusyError:
        return True
