"""What the steps of the schema are written with."""

from __future__ import annotations

import sqlite3
import textwrap
from collections.abc import Iterator

from sqlite_utils import Database


def search(database: Database, table: str, *columns: str) -> None:
    """Full-text search that finds "Zoe" in "Zoë", kept in step by triggers.

    The index points at rows by rowid. For a table whose key is text, SQLite does not promise to keep rowids
    through VACUUM; it does keep them where the table has an index, as each of these has, and a test looks.
    """
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("new", "old"))
    names = ", ".join(columns)
    add = f"insert into {table}_fts (rowid, {names}) values (new.rowid, {new});"  # noqa: S608 - names of ours
    drop = f"insert into {table}_fts ({table}_fts, rowid, {names}) values ('delete', old.rowid, {old});"  # noqa: S608
    execute(
        database,
        f"""
        create virtual table {table}_fts using fts5 (
            {names}, content="{table}", tokenize="unicode61 remove_diacritics 2"
        );
        create trigger {table}_added after insert on {table} begin {add} end;
        create trigger {table}_removed after delete on {table} begin {drop} end;
        create trigger {table}_edited after update of {names} on {table} begin {drop} {add} end;
        """,
    )


def execute(database: Database, script: str) -> None:
    """Statement by statement: `executescript` would commit the step's transaction first."""
    for statement in _statements(script):
        database.execute(statement)


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in textwrap.dedent(script).splitlines(keepends=True):
        statement += line
        if statement.strip() and sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
