"""Whether both files are what they were: every byte that is evidence is looked at, and what is wrong is named."""

from __future__ import annotations

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from scraper.errors import ArchiveError
from storage import bodies, reading
from storage.database import Format
from storage.findings import QUOTE_SPANS
from storage.migrations import ARCHIVE, CAPTURES
from storage.seals import SEALS, seal
from storage.versions import fingerprint

AT_HAND = 64 * 2**20  # bytes of bodies that are kept for those based on them
EVIDENCE = ("credits", "announcements", "title_links")
_DEFINITIONS = "select name, sql from sqlite_schema where type <> 'view' and name not like '%sqlite_%'"
Progress = Callable[[str, int, int], None]  # what is looked at, how many are done, how many there are
Problems = Iterator[str]


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What was looked at, and what is wrong: one line each, the file first."""

    bodies: int
    captures: int
    articles: int
    findings: int
    problems: tuple[str, ...]


def verify(archive: Path, captures: Path, progress: Progress = lambda _what, _done, _all: None) -> Verified:
    """Look at everything. Nothing is written, and both files may be written by others meanwhile.

    Files of an older version have no seals to look at. Raises ArchiveError where a file is not there, not ours, or so
    damaged that it does not open.
    """
    with ExitStack() as open_files:
        # The archive first: what it points at is then in the captures.
        found = open_files.enter_context(reading.opened(archive, ARCHIVE, older=True))
        kept = open_files.enter_context(reading.opened(captures, CAPTURES, older=True))
        for connection in (found, kept):
            connection.text_factory = _legible
        problems = [
            *_named(captures, _whole(kept, CAPTURES)),
            *_named(captures, _definitions(kept, captures, CAPTURES)),
            *_named(captures, _bodies(kept, progress)),
            *_named(captures, _seals(kept)),
            *_named(archive, _whole(found, ARCHIVE)),
            *_named(archive, _definitions(found, archive, ARCHIVE)),
            *_named(archive, _articles(found, kept, progress)),
            *_named(archive, _findings(found)),
        ]
        return Verified(
            bodies=_count(kept, "bodies"),
            captures=_count(kept, "captures"),
            articles=_count(found, "articles"),
            findings=sum(_count(found, table) for table in ("quotes", *EVIDENCE)),
            problems=tuple(problems),
        )


def _legible(raw: bytes) -> str:
    """A byte that is no UTF-8 any more must not end the search for it."""
    return raw.decode(errors="replace")


def _named(path: Path, problems: Problems) -> Problems:
    """Each problem after the name of its file; where the file cannot be read on, that is the last one."""
    try:
        for problem in problems:
            yield f"{path}: {problem}"
    except sqlite3.DatabaseError as error:
        yield f"{path}: is damaged and cannot be read to its end (SQLite says: {error})"


def _whole(connection: sqlite3.Connection, file_format: Format) -> Problems:
    """What SQLite itself finds: broken pages, indexes that disagree with their tables, rows that point nowhere."""
    for (line,) in connection.execute("pragma integrity_check"):
        if line != "ok":
            yield f"is damaged as a database: {' '.join(line.split())}"
    for row in connection.execute("pragma foreign_key_check"):
        where = f"row {row['rowid']} of {row['table']}"
        yield f"{where} points at a row of {row['parent']} that is not in this {file_format.name}"


def _definitions(connection: sqlite3.Connection, path: Path, file_format: Format) -> Problems:
    """To a connection that only reads, SQLite forgives much of what is wrong with a definition."""
    if not reading.is_current(connection, path, file_format):
        return
    there = dict(connection.execute(_DEFINITIONS))
    for name, sql in _made(file_format).items():
        if there.get(name) != sql:
            yield f"the definition of {name} is not as it was made"


@cache
def _made(file_format: Format) -> dict[str, str]:
    """The definitions of a new file."""
    with Database(memory=True, execute_plugins=False) as blank:
        file_format.steps.apply(blank)
        return dict(blank.execute(_DEFINITIONS).fetchall())


def _bodies(kept: sqlite3.Connection, progress: Progress) -> Problems:
    """Every body decompresses to what its hash says."""
    known = _AtHand()
    keys = [row[0] for row in kept.execute("select sha256 from bodies order by rowid")]  # a base before what needs it
    for done, sha256 in enumerate(keys):
        progress("bodies", done, len(keys))
        problem = ""
        try:
            known[sha256] = bodies.read(kept, sha256, known=known)
        except ArchiveError as error:
            problem = str(error).removesuffix(" Put back a copy.")
        except sqlite3.DatabaseError as error:
            problem = f"body {sha256}: cannot be read (SQLite says: {error})."
        if problem:
            yield f"{problem} {_captured(kept, sha256)}"
    progress("bodies", len(keys), len(keys))
    for sha256, size in kept.execute(
        "select b.sha256, b.size from bodies b left join bodies o on o.sha256 = b.base "
        "where b.depth <> coalesce(o.depth + 1, 0)"
    ):
        yield f"body {sha256}: its row was changed: it says another number of bodies to read first ({size} bytes)."
    for sha256, size in kept.execute("select sha256, size from bodies"):
        if sha256 in known.sizes and known.sizes[sha256] != size:
            yield f"body {sha256}: its row was changed: it says {size} bytes, and there are {known.sizes[sha256]}."


def _captured(kept: sqlite3.Connection, sha256: str) -> str:
    """Which captures a body is the body of."""
    rows = kept.execute("select id, url, fetched_at from captures where sha256 = ? order by id", (sha256,)).fetchall()
    named = "; ".join(f"capture {row['id']}, {row['url']}, fetched {row['fetched_at']}" for row in rows)
    return f"It is what was had in {named}" if named else "No capture has it."


class _AtHand(OrderedDict[str, bytes]):
    """The bodies read last, as many as fit, and how long each one ever read was."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes: dict[str, int] = {}
        self._held = 0

    def __setitem__(self, sha256: str, body: bytes) -> None:
        super().__setitem__(sha256, body)
        self.sizes[sha256] = len(body)
        self._held += len(body)
        while self._held > AT_HAND:
            self._held -= len(self.popitem(last=False)[1])


def _seals(kept: sqlite3.Connection) -> Problems:
    """What came with a body and of it, every attempt, and all that is remembered, is as it was written."""
    for table, name, columns in SEALS:
        if not kept.execute("select 1 from pragma_table_info(?) where name = ?", (table, name)).fetchone():
            continue
        for row in kept.execute(f"select rowid as id, {name}, {', '.join(columns)} from {table}"):  # noqa: S608
            if seal(*(row[column] for column in columns)) != row[name]:
                what = "what came of reading it " if name == "reading_seal" else ""
                yield f"{_row(table, row)}: {what}is not as it was written: its seal is another."


def _row(table: str, row: sqlite3.Row) -> str:
    """A row by its table and key."""
    if table == "hosts":
        return f"row {row['origin']} of hosts"
    if table == "visits":
        return f"row ({row['source']}, {row['url']}) of visits"
    return f"row {row['id']} of {table} ({row['url']})"


def _articles(found: sqlite3.Connection, kept: sqlite3.Connection, progress: Progress) -> Problems:
    """Every article and version comes from a capture that is kept, and its text is as it was read."""
    total = _count(found, "articles")
    for done, row in enumerate(found.execute("select id, url, headline, text, marks, capture from articles")):
        progress("articles", done, total)
        about = f"article {row['id']} ({row['url']})"
        prints = set()
        for version in found.execute("select * from versions where article = ? order by seq", (row["id"],)):
            prints.add(version["text_sha256"])
            if fingerprint(version["headline"], version["text"]) != version["text_sha256"]:
                yield f"{about}: the text of version {version['seq']} is not what its hash says."
            if not _is_kept(kept, version["capture"]):
                yield f"{about}: capture {version['capture']}, of version {version['seq']}, is not kept."
        if fingerprint(row["headline"], row["text"]) not in prints:
            yield f"{about}: its text is that of none of its versions."
        if not _is_kept(kept, row["capture"]):
            yield f"{about}: capture {row['capture']}, which it was read from, is not kept."
        if not _marks_fit(row["marks"], row["text"]):
            yield f"{about}: its marks are not stretches of its text."
    progress("articles", total, total)


def _marks_fit(marks: str, text: str) -> bool:
    try:
        ends = [(mark["span"]["start"], mark["span"]["end"]) for mark in json.loads(marks)]
        return all(0 <= start <= end <= len(text) for start, end in ends)
    except (ValueError, TypeError, KeyError):  # what was JSON of ours is so no more
        return False


def _is_kept(kept: sqlite3.Connection, sha256: str) -> bool:
    return kept.execute("select 1 from captures where sha256 = ? limit 1", (sha256,)).fetchone() is not None


def _findings(found: sqlite3.Connection) -> Problems:
    """Every finding stands where it says, in the words it says."""
    for table in EVIDENCE:
        for row in found.execute(
            f'select f.id, f.start, f."end", f.evidence, a.text as whole, a.url '  # noqa: S608
            f"from {table} f join articles a on a.id = f.article"
        ):
            if not _stands(row["whole"], row["start"], row["end"], row["evidence"]):
                yield f"{row['id']} of {table} ({row['url']}): its evidence does not stand where it says."
    rows = found.execute("select q.*, a.text as whole, a.url from quotes q join articles a on a.id = q.article")
    for row in rows:
        parts = found.execute(
            'select start, "end", text from quote_parts where quote = ? order by seq', (row["id"],)
        ).fetchall()
        if not _is_made_of(row, parts):
            yield f"{row['id']} of quotes ({row['url']}): its words do not stand where it says."


def _is_made_of(quote: sqlite3.Row, parts: list[sqlite3.Row]) -> bool:
    try:
        spans = dict(json.loads(quote["spans"]))
        named = {name for name in QUOTE_SPANS if quote[name] is not None}
        return (
            named == spans.keys()
            and all(_stands(quote["whole"], start, end, quote[name]) for name, (start, end) in spans.items())
            and all(_stands(quote["whole"], part["start"], part["end"], part["text"]) for part in parts)
            and " ".join(part["text"] for part in parts) == quote["text"]
            and bool(parts)
            and (parts[0]["start"], parts[-1]["end"]) == (quote["start"], quote["end"])
        )
    except (ValueError, TypeError):  # what was JSON of ours is so no more
        return False


def _stands(text: str, start: int, end: int, words: str) -> bool:
    return 0 <= start <= end <= len(text) and text[start:end] == words


def _count(connection: sqlite3.Connection, table: str) -> int:
    try:
        return int(connection.execute(f"select count(*) from {table}").fetchone()[0])  # noqa: S608
    except sqlite3.DatabaseError:
        return 0  # said already
