"""One export from end to end: rows, descriptions, sums, and everything into its place at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal, get_args

from scraper.errors import ArchiveError
from storage import metadata, reading
from storage.export import cells, codebook, crate, manifests, package, parquet, readme, schema
from storage.export.codebook import Sheet
from storage.export.flat import FLAT
from storage.export.folder import staged
from storage.export.manifests import Exported, Manifest, Query
from storage.export.package import Contents, Outlet
from storage.export.schema import Table, quoted
from storage.export.selection import Selection, choose, resolved
from storage.migrations import ARCHIVE
from storage.publish import PUBLICATION, is_publication

Format = Literal["csv", "jsonl", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)
Progress = Callable[[str, int, int], None]  # what is being done, how much of it, of how much


@dataclass(frozen=True)
class _Part:
    """A file's worth of rows to be written."""

    sheet: Sheet
    count: int
    rows: Callable[[], Iterator[Sequence[Any]]]


def export(
    archive: Path,
    folder: Path,
    *,
    software: str,
    selection: Selection | None = None,
    formats: Sequence[Format] = FORMATS,
    bom: bool = False,
    raw: bool = False,
    more: Callable[[Path, Selection, frozenset[str]], None] | None = None,
    progress: Progress | None = None,
) -> Manifest:
    """Export an archive, or a public copy, into a folder, which is new, empty or holds an earlier export.

    The same archive gives the same bytes, whenever and wherever it is exported. `more` may put further files into the
    folder that it is given; it is told what was chosen, and the sha256 of all that the rows were read from. Raises
    ArchiveError for the archive, ConfigError for the folder or the selection, BusyError while another export is at
    work there, WriteError for the disk.
    """
    kind = PUBLICATION if is_publication(archive) else ARCHIVE
    with reading.opened(archive, kind) as connection, staged(folder) as place:
        wanted = resolved(connection, selection or Selection())
        as_of = _as_of(archive, connection)
        said = metadata.tables()
        tables = schema.tables(connection, tuple(said))
        sheets = codebook.sheets(tables, said)
        conditions = choose(connection, wanted, tables)
        parts = _parts(connection, tables, sheets, conditions)
        files = tuple(_written(parts, place, formats, bom=bom, raw=raw, progress=progress or _silent))
        if more:
            more(place, wanted, _evidence(connection, conditions))
        contents = Contents(
            software=software,
            as_of=as_of,
            public=kind is PUBLICATION,
            query=_query(wanted, bom=bom, raw=raw),
            extractors=tuple(
                version for (version,) in connection.execute("select distinct extractor from articles order by 1")
            ),
            outlets=_outlets(connection, wanted),
            sheets=sheets,
            files=files,
        )
        return _described(contents, place)


def _silent(_name: str, _done: int, _planned: int) -> None:
    pass


def _written(
    parts: Sequence[_Part], place: Path, formats: Sequence[Format], *, bom: bool, raw: bool, progress: Progress
) -> Iterator[Exported]:
    planned, done = sum(part.count for part in parts), 0

    def wrote() -> None:
        nonlocal done
        done += 1
        if done % 500 == 0 or done == planned:
            progress("rows", done, planned)

    for kind in formats:
        (place / kind).mkdir()
    for number, part in enumerate(parts, start=1):
        path = {kind: place / kind / f"{part.sheet.name}.{kind}" for kind in formats}
        # Parquet is made from JSON Lines, which are taken away again if nobody asked for them.
        lines = path.get("jsonl") or (place / f"{part.sheet.name}.jsonl" if "parquet" in path else None)
        rows = cells.write(
            part.rows(), part.sheet.columns, to_csv=path.get("csv"), to_jsonl=lines, bom=bom, raw=raw, wrote=wrote
        )
        if "parquet" in path and lines:
            parquet.write(lines, path["parquet"], part.sheet.columns)
            progress("parquet", number, len(parts))
        if lines and "jsonl" not in path:
            lines.unlink()
        for kind in formats:
            yield manifests.exported(place, path[kind], table=part.sheet.name, rows=rows)


def _parts(
    connection: sqlite3.Connection, tables: Sequence[Table], sheets: Sequence[Sheet], conditions: dict[str, str]
) -> list[_Part]:
    by_name = {sheet.name: sheet for sheet in sheets}
    counts = {table.name: _count(connection, table.name, conditions[table.name]) for table in tables}
    flat = [
        _Part(
            by_name[file.name],
            counts[file.table],
            partial(file.rows, connection, conditions[file.table]),
        )
        for file in FLAT
    ]
    return flat + [
        _Part(
            by_name[table.name],
            counts[table.name],
            partial(_rows, connection, table, conditions[table.name]),
        )
        for table in tables
    ]


def _rows(connection: sqlite3.Connection, table: Table, condition: str) -> Iterator[Sequence[Any]]:
    columns = ", ".join(f"t.{quoted(field.name)}" for field in table.fields)
    order = ", ".join(table.order)
    yield from connection.execute(
        f"select {columns} from {quoted(table.name)} t where {condition} order by {order}"  # noqa: S608 - ours
    )


def _count(connection: sqlite3.Connection, table: str, condition: str) -> int:
    query = f"select count(*) from {quoted(table)} t where {condition}"  # noqa: S608 - SQL of ours
    return int(connection.execute(query).fetchone()[0])


def _evidence(connection: sqlite3.Connection, conditions: dict[str, str]) -> frozenset[str]:
    """The captures, by their sha256, that the chosen articles and their versions were read from."""
    chosen = (f"select t.capture from {table} t where {conditions[table]}" for table in ("articles", "versions"))  # noqa: S608
    return frozenset(sha256 for (sha256,) in connection.execute(" union ".join(chosen)))


def _described(contents: Contents, place: Path) -> Manifest:
    """Write what describes the rows, each file from those before it, the manifest last."""
    for name, text in (
        ("README.md", readme.readme(contents)),
        ("codebook.md", codebook.as_markdown(contents.sheets)),
        ("codebook.csv", codebook.as_csv(contents.sheets)),
        ("datapackage.json", package.datapackage(contents)),
    ):
        (place / name).write_text(text, encoding="utf-8", newline="")
    of_rows = {file.path for file in contents.files}
    others = tuple(
        manifests.exported(place, path)
        for path in sorted(place.rglob("*"))
        if path.is_file() and path.relative_to(place).as_posix() not in of_rows
    )
    own = place / crate.NAME
    own.write_text(crate.crate(contents, (*contents.files, *others)), encoding="utf-8", newline="")
    made = Manifest(
        software=contents.software,
        as_of=contents.as_of,
        public=contents.public,
        extractors=contents.extractors,
        query=contents.query,
        files=(*contents.files, *others, manifests.exported(place, own)),
    )
    manifests.write(place, made)
    return made


def _query(wanted: Selection, *, bom: bool, raw: bool) -> Query:
    return Query(
        since=wanted.since.isoformat() if wanted.since else None,
        until=wanted.until.isoformat() if wanted.until else None,
        titles=wanted.titles,
        people=wanted.people,
        sources=wanted.sources,
        raw=raw,
        bom=bom,
    )


def _as_of(archive: Path, connection: sqlite3.Connection) -> str:
    """When the archive last saw a page: the date of what is exported, whenever that is done."""
    (found,) = connection.execute("select max(last_seen_at) from articles").fetchone()
    if found is None:
        raise ArchiveError(f"{archive}: holds no article, so there is nothing to export. Collect first.")
    return str(found)


def _outlets(connection: sqlite3.Connection, wanted: Selection) -> tuple[Outlet, ...]:
    rows = connection.execute("select slug, name, homepage, reuse, terms_url from sources order by slug")
    found = (
        Outlet(slug=slug, name=name, homepage=homepage, reuse=reuse, terms_url=terms)
        for slug, name, homepage, reuse, terms in rows
    )
    return tuple(outlet for outlet in found if not wanted.sources or outlet.slug in wanted.sources)
