"""The tables of an archive as they lie in its file: columns, keys, and what points at what."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

_ORDER = ("published_key", "captured_key")  # unique, in order of time


@dataclass(frozen=True, kw_only=True)
class Field:
    """A column of a table."""

    name: str
    sqlite_type: str
    required: bool


@dataclass(frozen=True)
class Reference:
    """A column that holds the key of another table's row."""

    column: str
    table: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of the archive."""

    name: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]

    @property
    def order(self) -> tuple[str, ...]:
        """SQL of what its rows, called t, are put in order by; no two rows are equal in it.

        What was found in articles stands by the time of the article, then as in its text: the findings' own key of
        time ends in a hash, which would shuffle those of an article, and of articles of the same time together.
        """
        names = {field.name for field in self.fields}
        if {"article", "seq"} <= names and "captured_key" not in names:
            time = "(select a.published_key from articles a where a.id = t.article)"
            return (time, "t.seq", *(f"t.{quoted(column)}" for column in self.key))
        columns = next(((column,) for column in _ORDER if column in names), self.key)
        return tuple(f"t.{quoted(column)}" for column in columns)


def tables(connection: sqlite3.Connection, names: tuple[str, ...]) -> tuple[Table, ...]:
    """Those of these tables that the file has, in the order of `names`."""
    there = {name for (name,) in connection.execute("select name from sqlite_schema where type = 'table'")}
    return tuple(_table(connection, name) for name in names if name in there)


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _table(connection: sqlite3.Connection, name: str) -> Table:
    columns = connection.execute('select name, type, "notnull", pk from pragma_table_info(?)', (name,)).fetchall()
    keyed = sorted((place, column) for column, _, _, place in columns if place)
    references = connection.execute(
        'select "from", "table", coalesce("to", \'\') from pragma_foreign_key_list(?) order by id, seq', (name,)
    )
    return Table(
        name=name,
        fields=tuple(
            Field(name=column, sqlite_type=kind, required=bool(notnull or place))
            for column, kind, notnull, place in columns
        ),
        key=tuple(column for _, column in keyed),
        references=tuple(sorted((Reference(*row) for row in references), key=lambda found: found.column)),
    )
