"""The rules by which both files are opened, shared between threads, locked and written.

- Ours is a file whose `application_id` says so, or an empty one. Anything else is refused, untouched.
- A file with steps this program does not know was written by a newer one, and is refused.
- WAL, so that readers never wait; `synchronous=FULL`, so that what is committed survives a power cut.
- A connection belongs to a thread; every thread that asks gets its own.
- To open a file that is up to date is to read: nobody waits for a writer, be it a rebuild that takes an hour.
- Writers take the write lock first (BEGIN IMMEDIATE): of six writers that began DEFERRED, as
  `sqlite_utils.Database.atomic` does, 160 to 199 of 240 saves were lost to "database is locked".
- What sqlite3 raises about the file comes out as `ArchiveError`, which names the file and what to do.
"""

from __future__ import annotations

import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from sqlite_utils import Database, Migrations

from scraper.errors import ArchiveError

PATIENCE = timedelta(seconds=30)
Row = Mapping[str, Any]
Values = Mapping[str, Any] | tuple[Any, ...]


@dataclass(frozen=True)
class Format:
    """What makes a file ours: four bytes in its header, and the steps that made its schema."""

    name: str
    application_id: int
    steps: Migrations

    def known_steps(self) -> set[str]:
        with Database(memory=True, execute_plugins=False) as blank:  # to a blank file every step is news
            return {step.name for step in self.steps.pending(blank)}


class Readable(Protocol):
    """Whatever can be asked: a file of ours, or one state of it."""

    def rows(self, sql: str, values: Values = ()) -> list[Any]: ...

    def first(self, sql: str, values: Values = ()) -> Any: ...


class File:
    """One SQLite file, open in as many threads as ask for it. Close it in the end, or use `with`."""

    def __init__(
        self,
        path: Path,
        file_format: Format,
        *,
        prepare: Callable[[Database], None] | None = None,
        is_prepared: Callable[[Database], bool] = lambda _: True,
        patience: timedelta = PATIENCE,
    ) -> None:
        self.path = Path(path)
        self._format = file_format
        self._patience = patience
        self._local = threading.local()
        self._open: list[tuple[weakref.ref[threading.Thread], sqlite3.Connection]] = []
        self._lock = threading.Lock()
        self._closed = False
        if not self.path.parent.is_dir():
            raise ArchiveError(f"{self.path}: there is no folder {self.path.parent}. Make it, or name another.")
        try:
            self._bring_up_to_date(prepare, is_prepared)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every thread's connection. Twice is once."""
        with self._lock:
            self._closed = True
            for _, connection in self._open:
                connection.close()
            self._open.clear()

    def database(self) -> Database:
        """This thread's connection, under the names sqlite-utils gives things."""
        if self._closed:
            raise ArchiveError(f"{self.path}: is closed. Open it again to go on.")
        if not hasattr(self._local, "database"):
            with self.explained():
                self._local.database = self._connect()
        database: Database = self._local.database
        return database

    def rows(self, sql: str, values: Values = ()) -> list[Any]:
        """All rows a query gives. None stays open, so that no reader holds on to an old state of the file."""
        with self.explained():
            return self.database().conn.execute(sql, values).fetchall()

    def first(self, sql: str, values: Values = ()) -> Any:
        found = self.rows(sql, values)
        return found[0] if found else None

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """All or nothing. Within another `writing` of its thread: a part of that, which may fail alone."""
        database = self.database()
        with self.explained():
            if database.conn.in_transaction:
                with database.atomic():
                    yield database
                return
            database.execute("begin immediate")
            try:
                yield database
                database.commit()
            except BaseException:
                database.rollback()
                raise

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn what sqlite3 says about the file into an `ArchiveError` a person can act on."""
        with explained(self.path, self._patience):
            yield

    def _connect(self) -> Database:
        connection = sqlite3.connect(
            self.path, timeout=self._patience.total_seconds(), isolation_level=None, check_same_thread=False
        )
        with self._lock:
            self._close_orphans()
            self._open.append((weakref.ref(threading.current_thread()), connection))
        connection.row_factory = sqlite3.Row
        connection.execute("pragma foreign_keys = on")
        connection.execute("pragma synchronous = full")
        return Database(connection, execute_plugins=False)  # a plugin of the user's is not part of the format

    def _close_orphans(self) -> None:
        """A service's pool comes and goes: a thread that has ended leaves no connection behind."""
        kept = []
        for owner, connection in self._open:
            thread = owner()
            if thread is None or not thread.is_alive():
                connection.close()
            else:
                kept.append((owner, connection))
        self._open = kept

    def _bring_up_to_date(
        self, prepare: Callable[[Database], None] | None, is_prepared: Callable[[Database], bool]
    ) -> None:
        with self.explained():
            database = self.database()
            self._refuse_strangers(database)
            if self._is_up_to_date(database) and is_prepared(database):
                return
            self._turn_to_wal(database)
            with self.writing():
                # Asked again now that nobody else can write: two programs may open a new file at once.
                self._refuse_strangers(database)
                database.execute(f"pragma application_id = {self._format.application_id}")
                self._format.steps.apply(database)
                if prepare:
                    prepare(database)

    def _is_up_to_date(self, database: Database) -> bool:
        (found,) = database.execute("pragma application_id").fetchone()
        (mode,) = database.execute("pragma journal_mode").fetchone()
        return (found, mode) == (self._format.application_id, "wal") and not self._format.steps.pending(database)

    def _turn_to_wal(self, database: Database) -> None:
        """Does nothing to a file that is in WAL mode already, which is every file but a new one.

        SQLite does not wait for a lock here, whatever its timeout: of six programs that made one new file at
        once, some were told "database is locked" straight away. So the waiting is ours.
        """
        deadline = time.monotonic() + self._patience.total_seconds()
        while True:
            try:
                database.execute("pragma journal_mode = wal")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)
            else:
                return

    def _refuse_strangers(self, database: Database) -> None:
        kind = self._format.name
        (found,) = database.execute("pragma application_id").fetchone()
        (objects,) = database.execute("select count(*) from sqlite_schema").fetchone()
        if found != self._format.application_id and (found or objects):
            raise ArchiveError(f"{self.path}: is an SQLite file, but not an onrecord {kind}. Name another file.")
        known = self._format.known_steps()
        unknown = [step.name for step in self._format.steps.applied(database) if step.name not in known]
        if unknown:
            raise ArchiveError(
                f"{self.path}: this {kind} is newer than this program (it has the step {unknown[0]!r}). "
                "Install the latest onrecord."
            )


@contextmanager
def explained(path: Path, patience: timedelta = PATIENCE) -> Iterator[None]:
    """Turn what sqlite3 says about a file into an `ArchiveError` a person can act on."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise ArchiveError(f"{path}: a text holds half a surrogate pair and cannot be kept: {error}") from error
    except sqlite3.DatabaseError as error:
        advice = _advice(error, patience)
        if advice is None:
            raise
        raise ArchiveError(f"{path}: {advice} (SQLite says: {error})") from error


def insert(database: Database, table: str, rows: Iterable[Row]) -> None:
    """Rows with the same columns. As plain SQL: `insert_all` takes longer than reading the page the rows are from."""
    kept = list(rows)
    if not kept:
        return
    columns = tuple(kept[0])
    named, values = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
    database.conn.executemany(
        f"insert into {table} ({named}) values ({values})",  # noqa: S608 - names of ours
        [[row[column] for column in columns] for row in kept],  # by place: to look up names is half of the time
    )


def upsert(database: Database, table: str, rows: Iterable[Row], *, key: str | tuple[str, ...]) -> None:
    """Rows with the same columns, put in or, where their key is there, made what they are now. As plain SQL, too."""
    kept = list(rows)
    if not kept:
        return
    keys = (key,) if isinstance(key, str) else key
    columns = ", ".join(f'"{column}"' for column in kept[0])
    values = ", ".join(f":{column}" for column in kept[0])
    news = ", ".join(f'"{column}" = excluded."{column}"' for column in kept[0] if column not in keys)
    database.conn.executemany(
        f"insert into {table} ({columns}) values ({values}) "  # noqa: S608 - names of ours
        f"on conflict ({', '.join(keys)}) do update set {news}",
        kept,
    )


def _advice(error: sqlite3.DatabaseError, patience: timedelta) -> str | None:
    """What to do about an error that is the file's; None where it is the program's own."""
    waited = f"{patience.total_seconds():g} s"
    advice = {
        sqlite3.SQLITE_BUSY: f"is locked: another program has been writing for {waited}. Try again later.",
        sqlite3.SQLITE_LOCKED: "is locked by this program itself. Please report this.",
        sqlite3.SQLITE_CORRUPT: "is damaged. Put back a copy; an archive is made anew by `onrecord reread --rebuild`.",
        sqlite3.SQLITE_NOTADB: "is not an SQLite file. Name another, or make it anew by `onrecord reread --rebuild`.",
        sqlite3.SQLITE_READONLY: "cannot be written. Look at the permissions of the file and its folder.",
        sqlite3.SQLITE_CANTOPEN: "cannot be opened. Look at the permissions of the file and its folder.",
        sqlite3.SQLITE_PERM: "may not be opened. Look at the permissions of the file.",
        sqlite3.SQLITE_IOERR: "cannot be read or written: the disk fails, or files may not grow so far.",
        sqlite3.SQLITE_FULL: "cannot grow: the disk is full. Make room and try again.",
    }
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None and "Could not decode to UTF-8" in str(error):  # said by Python, which gives no code
        code = sqlite3.SQLITE_CORRUPT
    return None if code is None else advice.get(code & 0xFF)  # the low byte is the primary code
