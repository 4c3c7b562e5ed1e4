"""Files of ours opened for reading only: whatever is done with them, not a byte of them changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from scraper.errors import ArchiveError
from storage.database import PATIENCE, Format, Values, explained


class Snapshot:
    """One state of a file, to be asked like the file itself (`storage.database.Readable`)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, values: Values = ()) -> list[Any]:
        return self._connection.execute(sql, values).fetchall()

    def first(self, sql: str, values: Values = ()) -> Any:
        return self._connection.execute(sql, values).fetchone()


def address(path: Path) -> str:
    """The URI by which SQLite opens a file and can do no more than read it."""
    return f"{path.absolute().as_uri()}?mode=ro"


@contextmanager
def opened(path: Path, file_format: Format, *, older: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection that only reads, and sees one state of the file, however long it lasts and whoever writes.

    Raises ArchiveError where the file is not there, not ours, damaged, or of a newer version than this program's;
    or of an older one, unless `older` says that this is no matter.
    """
    if not path.is_file():
        raise ArchiveError(f"{path}: there is no such {file_format.name}")
    with explained(path), closing(_connected(path)) as connection:
        if not is_current(connection, path, file_format) and not older:
            raise ArchiveError(f"{path}: is of an older onrecord. `onrecord collect` brings it up to date.")
        connection.execute("begin")
        connection.execute("select count(*) from sqlite_schema").fetchone()  # the state is that of the first read
        yield connection


def is_current(connection: sqlite3.Connection, path: Path, file_format: Format) -> bool:
    """Whether a file is of this program's version, not of an older one; raises ArchiveError for any other file."""
    (found,) = connection.execute("pragma application_id").fetchone()
    if found != file_format.application_id:
        raise ArchiveError(f"{path}: is not an onrecord {file_format.name}. Name another file.")
    steps, known = _steps(connection, path, file_format), file_format.known_steps()
    if steps - known:
        raise ArchiveError(f"{path}: is newer than this program. Install the latest onrecord.")
    return not known - steps


def _steps(connection: sqlite3.Connection, path: Path, file_format: Format) -> set[str]:
    """What made its schema."""
    asked = "select name from _sqlite_migrations where migration_set = ?"
    try:
        return {name for (name,) in connection.execute(asked, (file_format.steps.name,))}
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise  # `explained` knows it
        raise ArchiveError(
            f"{path}: is damaged: what its schema was made by cannot be read (SQLite says: {error}). Put back a copy."
        ) from error


def _connected(path: Path) -> sqlite3.Connection:
    try:
        return _asked(address(path))
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) or _has_log(path):
            raise
    # In a folder that may not be written, SQLite cannot make the files that readers and writers agree by. As there is
    # no log, nobody writes: the file is all there is.
    return _asked(f"{address(path)}&immutable=1")


def _asked(uri: str) -> sqlite3.Connection:
    """A connection that has read the file's first page: opening alone does not open it."""
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, timeout=PATIENCE.total_seconds(), check_same_thread=False
    )
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("pragma schema_version")
    except BaseException:
        connection.close()
        raise
    return connection


def _has_log(path: Path) -> bool:
    """Whether something was written that may not be in the file yet."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0
