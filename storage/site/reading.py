"""One consistent look at the archive, for one page: what is asked, and the rows that answer it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from datasette.database import QueryInterrupted
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import NotFound

from storage.migrations import ARCHIVE
from storage.publish import PUBLICATION
from storage.reading import Snapshot

Row = Mapping[str, Any]  # a sqlite3.Row, as pages use it
Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a reader asked for."""

    key: tuple[str, ...] = ()  # of the row; empty for a page that is no row
    args: Mapping[str, str]  # what stands behind the question mark, the first value of each name
    address: str = ""  # of this page: absolute, nothing behind it
    now: datetime


class Reading:
    """The archive as it was at one moment: everything a page reads comes from one transaction.

    An article may be read again while a page is made of it; offsets must be those of the text beside them.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, **parameters: object) -> list[Row]:
        found: list[Row] = self._connection.execute(sql, parameters).fetchall()
        return found

    def row(self, sql: str, **parameters: object) -> Row | None:
        found: Row | None = self._connection.execute(sql, parameters).fetchone()
        return found

    def the_row(self, sql: str, **parameters: object) -> Row:
        """The row; where there is none any more, the page is not found."""
        found = self.row(sql, **parameters)
        if found is None:
            raise NotFound("The archive has no such row (any more).")
        return found

    def value(self, sql: str, **parameters: object) -> Any:
        found = self._connection.execute(sql, parameters).fetchone()
        return None if found is None else found[0]

    def has_table(self, name: str) -> bool:
        return bool(self.value("select 1 from sqlite_schema where name = :name", name=name))

    @property
    def snapshot(self) -> Snapshot:
        """The same, for questions that are asked elsewhere, too."""
        return Snapshot(self._connection)

    @cached_property
    def publication(self) -> Row | None:
        """When this copy was made for the public and by what; None: it is the archive itself."""
        return self.row("select made_at, software from publication") if self.has_table("publication") else None


async def read(database: Any, limit_ms: int, question: Callable[[Reading], Result]) -> Result:
    """Ask a question of a Datasette database, in one transaction and within its time limit."""

    def ask(connection: sqlite3.Connection) -> Result:
        with sqlite_timelimit(connection, limit_ms):
            connection.execute("begin")
            try:
                return question(Reading(connection))
            except sqlite3.OperationalError as error:
                if error.args == ("interrupted",):
                    raise QueryInterrupted(error, question.__module__, {}) from error
                raise
            finally:
                connection.rollback()

    answer: Result = await database.execute_fn(ask)
    return answer


def is_archive(connection: sqlite3.Connection) -> bool:
    """Whether it is ours: an archive, or a copy of one made for the public."""
    (found,) = connection.execute("pragma application_id").fetchone()
    return found in (ARCHIVE.application_id, PUBLICATION.application_id)
