"""What metadata.yml says of tables and views, and that no row is lost by a sort it allows."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from served import ROOT, get, rows

from storage import site
from storage.archive import Archive
from storage.serve import Server, start
from storage.views import VIEWS


class TestViews:
    def test_changed_pages_say_what_changed(self, server: Server) -> None:
        changes = rows(server, "archive/changed_pages")
        assert [(c["version"], c["headline_before"], c["headline"]) for c in changes] == [
            (3, "Light off", "Light <i>on</i>"),
            (2, "Light <i>on</i>", "Light off"),
        ]
        assert [(c["headline_changed"], c["text_changed"]) for c in changes] == [(1, 0), (1, 0)]

    def test_who_said_and_does_what(self, server: Server) -> None:
        (said,) = rows(server, "archive/who_said_what")
        assert (said["speakers"], said["quote"]) == ("Zoë Marlow", "We <b>built</b> it,")
        (does,) = rows(server, "archive/who_does_what")
        assert (does["name"], does["role"], does["title"]) == ("Zoë Marlow", "Creator", "Harbor Lights")

    def test_they_are_made_anew_at_start(self, tmp_path: Path) -> None:
        Archive(tmp_path / "a.db").close()
        connection = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
        connection.execute("drop view latest_articles")
        connection.execute("drop view who_said_what")
        connection.execute("create view who_said_what as select 'of an older program' as quote")
        connection.close()
        with Archive(tmp_path / "a.db") as archive:
            assert all(archive._file.rows(f"select * from {view}") == [] for view in VIEWS)


class TestMetadata:
    def test_every_table_and_column_is_described_and_nothing_else(self, path: Path, described: dict[str, Any]) -> None:
        with closing(sqlite3.connect(path)) as connection:
            tables = {
                table: [column[1] for column in connection.execute(f"pragma table_info({table})")]
                for (table,) in connection.execute("select name from sqlite_schema where type in ('table', 'view')")
            }
        shown = {table: fields for table, fields in described.items() if not fields.get("hidden")}
        assert set(described) == set(tables)
        assert set(tables) - set(shown) == {t for t in tables if "_fts" in t} | {"_sqlite_migrations"}
        # In any order: columns that were added later stand last in the file, and where they belong in metadata.yml.
        assert {table: set(fields["columns"]) for table, fields in shown.items()} == {t: set(tables[t]) for t in shown}
        for fields in shown.values():
            assert fields["title"]
            assert fields["description"]
            assert all(fields["columns"].values())
            assert "units" not in fields

    def test_only_unique_columns_are_sortable(self, path: Path, described: dict[str, Any]) -> None:
        with closing(sqlite3.connect(path)) as connection:
            for table, fields in described.items():
                if fields.get("hidden"):
                    continue
                unique = _unique_columns(connection, table)
                assert set(fields["sortable_columns"]) <= unique, table
                assert fields.get("sort_desc", "") in {"", *fields["sortable_columns"]}
                # The key in the first column is a link to sort by it, allowed or not.
                assert _single_key(connection, table) <= set(fields["sortable_columns"]), table

    def test_it_is_found(self) -> None:
        assert site.metadata_path().read_bytes() == (ROOT / "metadata.yml").read_bytes()


class TestNoRowIsLost:
    """Datasette loses rows when it sorts by a column in which a value comes twice (see metadata.yml)."""

    ROWS = 2500  # pages of a CSV are a thousand rows: a first one, one in the middle, and a last one that is not full

    @pytest.fixture(scope="class")
    @classmethod
    def full(cls, tmp_path_factory: pytest.TempPathFactory, described: dict[str, Any]) -> Iterator[Server]:
        path = tmp_path_factory.mktemp("full") / "archive.db"
        Archive(path).close()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("pragma ignore_check_constraints = on")
            for table, fields in described.items():
                if fields.get("sortable_columns") and table not in VIEWS:
                    _fill(connection, table, cls.ROWS)
            connection.commit()
        with start(path) as server:
            yield server

    def test_in_the_csv_of_any_sortable_column(self, full: Server, described: dict[str, Any]) -> None:
        tested = 0
        for table, fields in described.items():
            if table in VIEWS or fields.get("hidden"):
                continue
            orders = [{order: column} for column in fields["sortable_columns"] for order in ("_sort", "_sort_desc")]
            default = {"_sort_desc": fields["sort_desc"]} if "sort_desc" in fields else None
            for order in [{}, *(order for order in orders if order != default)] if orders else []:
                text = get(full, f"archive/{table}.csv", _stream="1", _facet_size="1", **order)
                found = [tuple(row) for row in csv.reader(io.StringIO(text))][1:]
                assert (len(found), len(set(found))) == (self.ROWS, self.ROWS), (table, order)
                tested += 1
        assert tested > 30


def _unique_columns(connection: sqlite3.Connection, table: str) -> set[str]:
    found = _single_key(connection, table)
    for _, index, unique, *_ in connection.execute(f"pragma index_list({table})"):
        columns = [row[2] for row in connection.execute(f"pragma index_info({index})")]
        if unique and len(columns) == 1:
            found.update(columns)
    return found


def _single_key(connection: sqlite3.Connection, table: str) -> set[str]:
    key = [row[1] for row in connection.execute(f"pragma table_info({table})") if row[5]]
    return set(key) if len(key) == 1 else set()


def _fill(connection: sqlite3.Connection, table: str, count: int) -> None:
    """Rows that differ only where they must."""
    columns = connection.execute(f"pragma table_info({table})").fetchall()
    unique = _unique_columns(connection, table) | {"article", "seq"}
    connection.execute(f"delete from {table}")
    connection.executemany(
        f"insert into {table} values ({', '.join('?' for _ in columns)})",
        (
            [
                (n if kind == "INTEGER" else f"{n * 7919 % count:05}") if name in unique else "1"
                for _, name, kind, *_ in columns
            ]
            for n in range(count)
        ),
    )
