"""`onrecord reread`: the pure stages again over stored captures."""

from __future__ import annotations

from contextlib import ExitStack
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
@click.option("--rebuild", is_flag=True, help="Put the archive aside, damaged or not, and make a new one.")
def reread(sources: tuple[str, ...], config_path: Path | None, archive: Path | None, rebuild: bool) -> int:
    """Read every stored capture again with today's rules, or those of SOURCES; nothing is fetched.

    All articles concerned are replaced in one transaction: until then a reader of the archive sees the old ones.
    """
    config = options.configured(config_path, archive)
    if rebuild and sources:
        raise ConfigError("--rebuild makes the whole archive anew: name no sources")
    known = {**builtin(), **config.sources, files.ADDED.slug: files.ADDED}
    for slug in sources:
        if slug not in known:
            raise ConfigError(f"no source is called {slug!r}; `onrecord sources` lists them")
    with ExitStack() as opened:
        opened.enter_context(desks.alone(config))
        if rebuild and (aside := rereading.put_aside(config)):
            click.echo(f"{config.archive}: is now {aside}; remove it when you miss nothing", err=True)
        desk, bars = opened.enter_context(desks.opened(config)), opened.enter_context(options.bars())
        # An article that several sources have read is only rebuilt whole from all of them.
        kept = desk.captures.related(*sources) if sources else desk.captures.sources()
        chosen = [known[slug] for slug in kept if slug in known]
        desk.archive.register(chosen)
        reports = run.recorded("reread", desk, lambda: rereading.reread(chosen, desk, bars))
    for slug in kept:
        if slug not in known:
            click.echo(f"{slug}: is not configured here, so what was captured of it was left as it is", err=True)
    return options.ended(reports) or (0 if len(chosen) == len(kept) else options.FAILED)
