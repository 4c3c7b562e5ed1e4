"""`onrecord publish`: the copy of the archive that may be shown to everybody."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import rich_click as click

from schedules.commands import options
from scraper.manners import software
from storage.publish import Published
from storage.publish import publish as make


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@options.config_option
@options.archive_option
def publish(file: Path, config_path: Path | None, archive: Path | None) -> None:
    """Make FILE, the public copy of the archive, for `datasette -i FILE`; the archive itself is only read.

    Articles of sources with reuse "press" keep headline, link, findings and the sentence around each finding; what is
    for the operator alone is left out. A FILE that is there is never replaced. It may be made while collecting goes on.
    """
    config = options.configured(config_path, archive)
    with options.bars() as bars:
        made = make(
            config.archive,
            file,
            made_at=datetime.now(UTC),
            software=software(),
            progress=lambda done, total: bars("articles", done, total),
        )
    click.echo(f"{file}: {_in_words(made)}")


def _in_words(made: Published) -> str:
    if not made.excerpted:
        return f"{made.articles} articles, all in full"
    share = made.kept / made.characters if made.characters else 0
    return f"{made.articles} articles; {made.excerpted} of them as excerpts, with {share:.0%} of their characters"
