"""`onrecord reread`: the pure stages again over stored captures."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from schedules import desk as desks
from schedules import files, run
from schedules import reread as rereading
from schedules.commands import options
from scraper.errors import ConfigError
from scraper.sources import builtin


@click.command()
@click.argument("sources", nargs=-1)
@options.config_option
@options.archive_option
def reread(sources: tuple[str, ...], config_path: Path | None, archive: Path | None) -> int:
    """Read every stored capture again with today's rules, or those of SOURCES; nothing is fetched.

    All articles concerned are replaced in one transaction: until then a reader of the archive sees the old ones.
    """
    config = options.configured(config_path, archive)
    known = {**builtin(), **config.sources, files.ADDED.slug: files.ADDED}
    for slug in sources:
        if slug not in known:
            raise ConfigError(f"no source is called {slug!r}; `onrecord sources` lists them")
    with desks.alone(config), desks.opened(config) as desk, options.bars() as bars:
        # An article that several sources have read is only rebuilt whole from all of them.
        kept = desk.captures.related(*sources) if sources else desk.captures.sources()
        chosen = [known[slug] for slug in kept if slug in known]
        desk.archive.register(chosen)
        reports = run.recorded("reread", desk, lambda: rereading.reread(chosen, desk, bars))
    for slug in kept:
        if slug not in known:
            click.echo(f"{slug}: is not configured here, so what was captured of it was left as it is", err=True)
    return options.ended(reports) or (0 if len(chosen) == len(kept) else options.FAILED)
