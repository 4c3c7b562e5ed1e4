"""A copy of both files, of one moment, made while they are used; and proved before it is given its name."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from storage import newfile, reading
from storage.database import explained
from storage.migrations import ARCHIVE, CAPTURES
from storage.verify import Verified, verify

PAGES = 2048  # copied at once: 8 MiB
Progress = Callable[[str, int, int], None]  # what is done, how much of it, how much there is


def backup(archive: Path, captures: Path, to: Path, progress: Progress = lambda _what, _done, _all: None) -> Verified:
    """Make the folder `to` with a copy of each file, and look at every byte of evidence in the copies.

    The folder appears when it is complete. What is wrong in it was wrong in the files: it is reported, and the copy
    is kept, for it may be the best there is. Raises ConfigError where there is something of that name, ArchiveError
    where a file cannot be read or its copy not be written.
    """
    with newfile.folder(to) as partial:
        with _moment(archive, captures) as files:
            for source, path in zip(files, (archive, captures), strict=True):
                _copied(source, path, partial / path.name, progress)
        return verify(partial / archive.name, partial / captures.name, progress)


@contextmanager
def _moment(archive: Path, captures: Path) -> Iterator[tuple[sqlite3.Connection, sqlite3.Connection]]:
    """Both files as they were at one moment, however long it takes to read them.

    A page is kept in one file, then read into the other, then marked as read in the first. For the blink of an eye
    in which the two states are chosen nothing may be marked: a page would be marked as read and be in no archive.
    """
    with ExitStack() as chosen:
        with _held(captures):
            found = chosen.enter_context(reading.opened(archive, ARCHIVE, older=True))
            kept = chosen.enter_context(reading.opened(captures, CAPTURES, older=True))
        yield found, kept


@contextmanager
def _held(path: Path) -> Iterator[None]:
    with explained(path), closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as writer:
        writer.execute("begin immediate")
        yield


def _copied(source: sqlite3.Connection, path: Path, to: Path, progress: Progress) -> None:
    def show(_status: int, left: int, total: int) -> None:
        progress(f"copying {path.name}", total - left, total)

    with explained(to), closing(sqlite3.connect(to, isolation_level=None)) as target:
        source.backup(target, pages=PAGES, progress=show, sleep=0)
        target.execute("pragma journal_mode = delete")  # one file, that can be read from a disk that is not written
    newfile.durably(to)
