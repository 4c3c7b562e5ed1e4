"""`onrecord collect`: one pass, for cron."""

from __future__ import annotations

import json
from pathlib import Path

import rich_click as click

from schedules import desk as desks
from schedules import run
from schedules.commands import options


@click.command()
@click.argument("sources", nargs=-1)
@options.config_option
@options.archive_option
@click.option("--json", "as_json", is_flag=True, help="Print a summary as JSON on standard output.")
def collect(sources: tuple[str, ...], config_path: Path | None, archive: Path | None, as_json: bool) -> int:
    """One pass over every source, or over SOURCES: made for cron.

    Silent when all went well; otherwise one line a problem on standard error, and exit code 1.
    """
    config = options.configured(config_path, archive)
    chosen = config.chosen(sources)
    options.ask_for_contact(config)
    with (
        desks.alone(config),
        desks.opened(config) as desk,
        options.stoppable(desk),
        options.bars() as bars,
    ):
        desks.require_whole(desk, config)
        reports = run.recorded("collect", desk, lambda: run.collect(chosen, desk, bars))
        stopped = desk.stop.is_set()
    code = options.ended(reports)
    if as_json:
        rows = [
            {
                "source": each.source,
                "saved": each.saved,
                "unchanged": each.unchanged,
                "failed": list(each.failed),
            }
            for each in reports
        ]
        click.echo(json.dumps({"sources": rows, "interrupted": stopped}, indent=2))
    return options.INTERRUPTED if stopped else code
