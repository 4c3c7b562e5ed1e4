"""What an archive holds, as tests compare it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from storage.archive import Archive


def dump(archive: Archive) -> list[str]:
    """All rows, in no order; how the search index lays out its own does not matter, if it is in step."""
    for table in ("articles", "quotes", "credits"):
        archive._file.database().execute(f"insert into {table}_fts ({table}_fts) values ('integrity-check')")
    with closing(sqlite3.connect(archive._file.path)) as connection:
        return sorted(line for line in connection.iterdump() if "_fts_" not in line)


def count(archive: Archive, sql: str) -> int:
    return int(archive._file.first(f"select count(*) from {sql}")[0])


def letters(archive: Archive) -> list[tuple[int, str]]:
    return [tuple(row) for row in archive._file.rows("select seq, text from versions order by article, seq")]
