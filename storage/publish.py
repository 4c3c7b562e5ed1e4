"""The public copy of an archive: what may be shown, and nothing else, in a file that is only read.

It is made by copying what is named here into a new file: what is left out was never in it, so that no byte of it
can remain. Text of sources whose reuse is not "release" is copied as excerpts (`storage.excerpts`), and whatever
counts its characters is counted anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from scraper.errors import ArchiveError
from scraper.model import Span
from storage import newfile, reading, stamps
from storage.database import Format, explained
from storage.excerpts import Excerpts, echoes, excerpts
from storage.migrations import ARCHIVE

PUBLICATION = Format("public copy", int.from_bytes(b"onrP"), ARCHIVE.steps)
PUBLIC = (
    *("sources", "articles", "versions", "people", "person_aliases", "companies", "company_aliases"),
    *("titles", "title_aliases", "roles", "article_titles", "quotes", "quote_parts", "quote_speakers"),
    *("credits", "announcements", "title_links", "runs", "attempts_summary", "source_health"),
    *("publication", "_sqlite_migrations"),
)
EVIDENCE = ("credits", "announcements", "title_links")  # tables whose rows point at one stretch of an article
_PRESS = "(select slug from original.sources where reuse <> 'release')"
_PRESS_ARTICLES = f"(select id from original.articles where source in {_PRESS})"  # noqa: S608 - fixed text
INSTEAD = {  # column -> what the copy says in its place, at first
    ("articles", "text"): f"case when source in {_PRESS} then '' else text end",
    ("articles", "subhead"): f"case when source in {_PRESS} then '' else subhead end",
    ("articles", "marks"): f"case when source in {_PRESS} then '[]' else marks end",
    ("versions", "text"): f"case when article in {_PRESS_ARTICLES} then '' else text end",
    ("runs", "problems"): "''",  # messages are for the operator: they may name files and hosts of theirs
    ("source_health", "failed"): "''",
    ("source_health", "problem"): "substr(problem, 1, instr(problem || ':', ':') - 1)",  # "page, server error"
}

Progress = Callable[[int, int], None]  # articles done, articles to be excerpted


@dataclass(frozen=True, kw_only=True)
class Published:
    """What a public copy holds: how many articles, and of how many of them, and how much, only excerpts."""

    articles: int
    excerpted: int
    characters: int  # of the articles that were excerpted
    kept: int


def publish(
    archive: Path, to: Path, *, made_at: datetime, software: str, progress: Progress | None = None
) -> Published:
    """Make the public copy of an archive, which may be written meanwhile: the copy is of one state of it.

    The file appears under its name when it is complete. Raises ConfigError where there is a file of that name,
    ArchiveError where the archive cannot be read or the copy not be written.
    """
    with reading.opened(archive, ARCHIVE):
        pass  # is it ours, and of this version?
    with newfile.made(to) as partial, _explained(archive, to), closing(_blank(partial, archive)) as copy:
        copy.execute("begin")
        views = _tables(copy)
        published = _excerpted(copy, progress or (lambda _done, _total: None), archive)
        copy.execute("insert into publication values (?, ?)", (stamps.second(made_at), software))
        _indexes(copy)
        _views(copy, views)
        copy.execute("commit")
        copy.execute("detach original")
        _proved(copy, archive)
        copy.execute("vacuum")
    return published


def is_publication(path: Path) -> bool:
    """Whether a file is a public copy: a word in its header says so."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError:
        return False
    return head[:6] == b"SQLite" and head[68:72] == PUBLICATION.application_id.to_bytes(4)


@contextmanager
def _explained(archive: Path, to: Path) -> Iterator[None]:
    """What cannot be written is the copy; everything else that goes wrong is about the archive."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        writing = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY)
        with explained(to if writing else archive):
            raise


def _blank(partial: Path, archive: Path) -> sqlite3.Connection:
    copy = sqlite3.connect(partial, uri=True, isolation_level=None)
    copy.row_factory = sqlite3.Row
    for name, value in (("application_id", PUBLICATION.application_id), ("foreign_keys", 0), ("journal_mode", "off")):
        copy.execute(f"pragma {name} = {value}")
    copy.execute("attach ? as original", (reading.address(archive),))
    return copy


def _schema(copy: sqlite3.Connection, kind: str) -> Iterator[tuple[str, str, str]]:
    """Name, table and SQL of what the archive has of a kind, in the order it was made."""
    yield from copy.execute(
        "select name, tbl_name, sql from original.sqlite_schema where type = ? and sql is not null order by rowid",
        (kind,),
    ).fetchall()


def _tables(copy: sqlite3.Connection) -> tuple[str, ...]:
    """The public tables with their rows, in the order of their keys. Gives the SQL of the archive's views."""
    for name, _, sql in _schema(copy, "table"):
        if name not in PUBLIC:
            continue
        copy.execute(sql)
        columns = [row["name"] for row in copy.execute("select name from pragma_table_info(?)", (name,))]
        listed = ", ".join(f'"{column}"' for column in columns)
        values = ", ".join(INSTEAD.get((name, column), f'"{column}"') for column in columns)
        order = "published_key" if "published_key" in columns else "rowid"
        copy.execute(
            f"insert into main.{name} ({listed}) select {values} from original.{name} order by {order}"  # noqa: S608
        )
    return tuple(sql for _, _, sql in _schema(copy, "view"))


def _indexes(copy: sqlite3.Connection) -> None:
    """Indexes, and the search as built from what is there now."""
    for _, table, sql in list(_schema(copy, "index")):
        if table in PUBLIC:
            copy.execute(sql)
    for name, _, sql in list(_schema(copy, "table")):
        if name.removesuffix("_fts") in PUBLIC and name.endswith("_fts"):
            copy.execute(sql)
            copy.execute(f"insert into main.{name} ({name}) values ('rebuild')")  # noqa: S608


def _views(copy: sqlite3.Connection, views: Iterable[str]) -> None:
    """Those that ask for public tables only."""
    for sql in views:
        copy.execute(sql)
    for (name,) in copy.execute("select name from main.sqlite_schema where type = 'view'").fetchall():
        try:
            copy.execute(f'select * from main."{name}" limit 0')  # noqa: S608
        except sqlite3.OperationalError as error:
            if "no such table" not in str(error):
                raise
            copy.execute(f'drop view main."{name}"')


def _excerpted(copy: sqlite3.Connection, progress: Progress, archive: Path) -> Published:
    keys = [row["id"] for row in copy.execute(f"select id from {_PRESS_ARTICLES} order by id")]  # noqa: S608
    whole = kept = 0
    for done, key in enumerate(keys):
        progress(done, len(keys))
        try:
            before, after = _excerpt(copy, key)
        except ValueError as error:
            raise ArchiveError(
                f"{archive}: article {key}: a finding is not where it should be: {error}. `onrecord verify` tells more."
            ) from error
        whole, kept = whole + before, kept + after
    progress(len(keys), len(keys))
    (articles,) = copy.execute("select count(*) from main.articles").fetchone()
    return Published(articles=articles, excerpted=len(keys), characters=whole, kept=kept)


def _excerpt(copy: sqlite3.Connection, article: str) -> tuple[int, int]:
    """Put an article's excerpts in its place, and count its findings anew: characters before and after."""
    row = copy.execute("select text, marks from original.articles where id = ?", (article,)).fetchone()
    text, parts, spans = row["text"], _parts(copy, article), _quote_spans(copy, article)
    words = [*(span for *_, span in parts), *_evidence(copy, article)]
    left = excerpts(text, [*words, *(span for _, named in spans for span in named.values())])
    marks = [
        {**mark, "span": {"start": span.start, "end": span.end}}
        for mark in json.loads(row["marks"])
        for span in left.within(Span(**mark["span"]))
    ]
    copy.execute(
        "update main.articles set text = ?, marks = ? where id = ?",
        (left.text, json.dumps(marks, ensure_ascii=False), article),
    )
    _recount(copy, article, left, parts, spans)
    known = {text: left.text}
    for seq, old in copy.execute(
        "select seq, text from original.versions where article = ? order by seq", (article,)
    ).fetchall():
        if old not in known:
            known[old] = excerpts(old, echoes(text, words, old)).text
        copy.execute("update main.versions set text = ? where article = ? and seq = ?", (known[old], article, seq))
    return len(text), len(left.text)


def _parts(copy: sqlite3.Connection, article: str) -> list[tuple[str, int, Span]]:
    found = copy.execute(
        "select p.quote, p.seq, p.start, p.end from original.quote_parts p join original.quotes q on q.id = p.quote "
        "where q.article = ? order by q.seq, p.seq",
        (article,),
    )
    return [(quote, seq, Span(start, end)) for quote, seq, start, end in found]


def _quote_spans(copy: sqlite3.Connection, article: str) -> list[tuple[str, dict[str, Span]]]:
    found = copy.execute("select id, spans from original.quotes where article = ? order by seq", (article,))
    return [(key, {name: Span(*ends) for name, ends in json.loads(spans).items()}) for key, spans in found]


def _evidence(copy: sqlite3.Connection, article: str) -> Iterator[Span]:
    for table in EVIDENCE:
        for start, end in copy.execute(
            f'select start, "end" from original.{table} where article = ? order by seq',  # noqa: S608
            (article,),
        ):
            yield Span(start, end)


def _recount(
    copy: sqlite3.Connection,
    article: str,
    left: Excerpts,
    parts: list[tuple[str, int, Span]],
    spans: list[tuple[str, dict[str, Span]]],
) -> None:
    for quote, seq, part in parts:
        now = left.moved(part)
        copy.execute(
            'update main.quote_parts set start = ?, "end" = ? where quote = ? and seq = ?',
            (now.start, now.end, quote, seq),
        )
    for quote, named in spans:
        moved = {name: left.moved(span) for name, span in named.items()}
        said = json.dumps({name: [span.start, span.end] for name, span in moved.items()})
        copy.execute("update main.quotes set spans = ? where id = ?", (said, quote))
    for table in ("quotes", *EVIDENCE):
        for row in copy.execute(
            f'select id, start, "end" from original.{table} where article = ?',  # noqa: S608
            (article,),
        ).fetchall():
            now = left.moved(Span(row["start"], row["end"]))
            copy.execute(
                f'update main.{table} set start = ?, "end" = ? where id = ?',  # noqa: S608
                (now.start, now.end, row["id"]),
            )


def _proved(copy: sqlite3.Connection, archive: Path) -> None:
    """A copy that is not whole is not given away."""
    broken: list[Any] = copy.execute("pragma foreign_key_check").fetchall()
    if broken:
        raise ArchiveError(
            f"{archive}: a row of {broken[0]['table']} points at one of {broken[0]['parent']} that is not there. "
            "`onrecord verify` tells more."
        )
