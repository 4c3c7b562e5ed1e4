"""`onrecord reread`: the pure stages again over stored captures."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from schedules import desk as desks
from schedules import files, run
from schedules.commands import options
from scraper.errors import ConfigError


@click.command()
@click.argument("sources", nargs=-1)
@options.config_option
@options.archive_option
def reread(sources: tuple[str, ...], config_path: Path | None, archive: Path | None) -> int:
    """Read every stored capture again with today's rules; nothing is fetched.

    Each source's articles are replaced in one transaction: a reader of the archive sees the old ones until then.
    """
    config = options.configured(config_path, archive)
    known = {**config.sources, files.ADDED.slug: files.ADDED}
    with desks.alone(config.archive), desks.opened(config) as desk, options.bars() as bars:
        chosen = sources or desk.captures.sources()
        for slug in chosen:
            if slug not in known:
                raise ConfigError(f"no source is called {slug!r}: its pages are kept, is it gone from onrecord.toml?")
        desk.archive.register([files.ADDED])
        reports = run.recorded("reread", desk, lambda: [run.reread(known[slug], desk, bars) for slug in chosen])
    return options.ended(reports)
