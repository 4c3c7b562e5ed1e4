"""What a rebuild of the archive leaves to its end: full-text indexes and the index of names, each made right once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlite_utils import Database

from storage import index
from storage.index import Name

_WORTHWHILE = 0.1  # of all articles: for fewer it is quicker to index each as it comes


@dataclass
class Later:
    """Names that may be used no more, and titles that are to be described anew."""

    forgotten: set[Name] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)

    def add(self, before: set[Name], now: set[Name]) -> None:
        """An article named these, and names those now."""
        self.forgotten |= before - now
        self.titles |= index.titles_of(before | now)

    def settle(self, database: Database) -> None:
        """In the transaction of the rebuild, after everything is saved."""
        index.describe_titles(database, self.titles)  # first: a title may hold on to a network
        index.drop(database, self.forgotten)


@contextmanager
def indexing_put_off(database: Database, rebuilt: int) -> Iterator[None]:
    """Within the block no full-text index is kept in step; at its end each is made anew. In the caller's transaction.

    FTS5 takes twenty times as long to index rows as they are saved as to index them all together, for it writes out
    what it has before every statement. Where `rebuilt` articles are few of all, the indexes are kept in step as ever.
    """
    (articles,) = database.execute("select count(*) from articles").fetchone()
    if rebuilt < _WORTHWHILE * articles:
        yield
        return
    triggers = database.execute(
        "select t.name, t.tbl_name, t.sql from sqlite_schema t join sqlite_schema f on f.name = t.tbl_name || '_fts' "
        "where t.type = 'trigger' and substr(t.name, length(t.tbl_name) + 1) in ('_added', '_removed', '_edited')"
    ).fetchall()
    for name, _, _ in triggers:
        database.execute(f"drop trigger {name}")
    yield
    for _, _, sql in triggers:
        database.execute(sql)
    for table in sorted({table for _, table, _ in triggers}):
        database.execute(f"insert into {table}_fts ({table}_fts) values ('rebuild')")  # noqa: S608 - names of ours
