"""`onrecord backup`: a copy of both files that can be trusted."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from schedules.commands import options
from schedules.commands.verify import counted
from scraper.errors import ArchiveError
from storage.backup import backup as make

DAMAGED = 3


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@options.config_option
@options.archive_option
def backup(folder: Path, config_path: Path | None, archive: Path | None) -> int:
    """Copy archive.db and captures.db, as they are at one moment, into the new folder DIR, and verify the copies.

    Collecting may go on meanwhile. DIR appears when the copies are complete. Exit code 3 if something in them is
    damaged, with a line for each thing on standard error: it is damaged in the originals, too.
    """
    config = options.configured(config_path, archive)
    for path in (config.archive, config.captures):
        if not path.is_file():
            raise ArchiveError(f"{path}: is not there, so there is nothing to copy")
    with options.bars() as bars:
        found = make(config.archive, config.captures, folder, bars)
    for problem in found.problems:
        click.echo(problem, err=True)
    click.echo(f"{folder}: {counted(found)}")
    return DAMAGED if found.problems else 0
