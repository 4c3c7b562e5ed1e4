"""`onrecord export`: the archive as files for a researcher."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path

import rich_click as click

from schedules.commands import options
from schedules.config import Config
from scraper.errors import ConfigError
from scraper.manners import software
from storage import export as exports
from storage.archive import Archive
from storage.captures import Captures
from storage.export import FORMATS, Format, Manifest, Selection, parquet
from storage.publish import is_publication
from storage.warc import write_captures


class _Day(click.ParamType[date]):
    """A day as people write it: 2026-11-22."""

    name = "day"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write it like 2026-11-22", param, ctx)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@options.config_option
@options.archive_option
@click.option("--since", metavar="DAY", type=_Day(), help="Published on that day (UTC) or later.")
@click.option("--until", metavar="DAY", type=_Day(), help="Published on that day (UTC) or earlier.")
@click.option("--title", "titles", multiple=True, help="About this title, by name or key; may be given several times.")
@click.option("--person", "people", multiple=True, help="Said by or crediting this person, by name or key; likewise.")
@click.option("--source", "sources", multiple=True, help="Published by this source, by key; likewise.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="Only these formats; without it all (Parquet wants the extra `parquet`).",
)
@click.option("--bom", is_flag=True, help="Begin CSV files with a byte order mark, for Excel.")
@click.option("--raw", is_flag=True, help="Leave cells of CSV as they are, also those that a spreadsheet would run.")
@click.option(
    "--warc", is_flag=True, help="Also captures.warc.gz: what was fetched on those days, and what rows were read from."
)
def export(
    folder: Path,
    config_path: Path | None,
    archive: Path | None,
    since: date | None,
    until: date | None,
    titles: tuple[str, ...],
    people: tuple[str, ...],
    sources: tuple[str, ...],
    formats: tuple[Format, ...],
    bom: bool,
    raw: bool,
    warc: bool,
) -> None:
    """Write the archive into DIR: CSV, JSON Lines and Parquet, with a codebook, a data package and checksums.

    DIR is made if it is not there; an earlier export in it is replaced, all at once. The same archive gives the same
    bytes. Articles of the trade press are in it in full: to publish an export, make it from a public copy
    (`onrecord publish public.db`, then `onrecord export --archive public.db DIR`).
    """
    if since and until and until < since:
        raise ConfigError(f"--until {until} is before --since {since}")
    config = options.configured(config_path, archive)
    selection = Selection(since=since, until=until, titles=titles, people=people, sources=sources)
    if config.archive.is_file() and not is_publication(config.archive):
        Archive(config.archive).close()  # brings one of an earlier onrecord up to date
    if warc:
        _require_captures(config, selection)
    with options.bars() as bars:
        made = exports.export(
            config.archive,
            folder,
            software=software(),
            selection=selection,
            formats=_formats(formats),
            bom=bom,
            raw=raw,
            more=_captures(config, bars) if warc else None,
            progress=bars,
        )
    _tell(folder, made)


def _require_captures(config: Config, selection: Selection) -> None:
    if selection.titles or selection.people:
        raise ConfigError("--warc: goes with --since, --until and --source; captures are of pages, not of names")
    if is_publication(config.archive) or not config.captures.is_file():
        raise ConfigError(f"--warc: there is no {config.captures.name} beside {config.archive}; leave it out")


def _captures(
    config: Config, bars: Callable[[str, int, int], None]
) -> Callable[[Path, Selection, frozenset[str]], None]:
    def write(place: Path, selection: Selection, evidence: frozenset[str]) -> None:
        with Captures(config.captures) as captures:
            write_captures(
                captures,
                place / "captures.warc.gz",
                software=software(),
                sources=selection.sources,
                since=_midnight(selection.since),
                until=_midnight(selection.before),
                also=evidence,
                progress=lambda done, total: bars("captures", done, total),
            )

    return write


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), UTC)


def _formats(asked: tuple[Format, ...]) -> tuple[Format, ...]:
    if parquet.is_available():
        return tuple(kind for kind in FORMATS if kind in asked or not asked)
    if "parquet" in asked:
        raise ConfigError("--format parquet: needs DuckDB; install it with pip install 'onrecord[parquet]'")
    if not asked:
        click.echo("Parquet is left out: it needs DuckDB (pip install 'onrecord[parquet]')", err=True)
    return tuple(kind for kind in FORMATS if kind in asked or (not asked and kind != "parquet"))


def _tell(folder: Path, made: Manifest) -> None:
    rows = {file.table: file.rows for file in made.files if file.table}
    size = sum(file.bytes for file in made.files)
    if not rows["articles"]:
        click.echo("No article meets the filters: the files have no rows about any", err=True)
    click.echo(
        f"{folder}: {rows['articles']:,} articles, {rows['quotes']:,} quotes, {rows['credits']:,} credits "
        f"in {len(made.files)} files, {size / 1e6:,.1f} MB; begin with README.md"
    )
    if not made.public:
        click.echo("It holds articles in full; for the public, export from a copy made by `onrecord publish`")
