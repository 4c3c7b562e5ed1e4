"""`onrecord collect`: one pass, for cron."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import rich_click as click

from schedules import collecting, lines
from schedules import desk as desks
from schedules.alarms import News
from schedules.commands import options
from scraper.model import Report
from storage.standing import described


@click.command()
@click.argument("sources", nargs=-1)
@options.config_option
@options.archive_option
@click.option("--json", "as_json", is_flag=True, help="Print a summary as JSON on standard output.")
def collect(sources: tuple[str, ...], config_path: Path | None, archive: Path | None, as_json: bool) -> int:
    """One pass over every source, or over SOURCES: made for cron.

    Silent when all went well; otherwise one line a problem or alarm on standard error, and exit code 1. A second run
    while one is going says so and exits with 75.
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
        began = desk.clock.now()
        done = collecting.collect(chosen, desk, config, heard=_heard, bars=bars, all_there_is=not sources)
        stopped, seconds = desk.stop.is_set(), (desk.clock.now() - began).total_seconds()
    for problem in done.untold:
        click.echo(problem, err=True)
    wrong = any(report.failed for report in done.reports) or done.news.raised or done.untold
    code = options.INTERRUPTED if stopped else options.FAILED if wrong else 0
    if as_json:
        summary = {"started_at": began.isoformat(timespec="seconds"), "seconds": round(seconds, 1), "exit_code": code}
        click.echo(json.dumps(summary | _counted(done.reports, done.news) | {"interrupted": stopped}, indent=2))
    return code


def _heard(reports: Sequence[Report], news: News) -> None:
    options.ended(reports)
    for alarm in news.raised:
        click.echo(lines.raised(alarm), err=True)
    for alarm in news.cleared:
        click.echo(lines.mended(alarm), err=True)


def _counted(reports: Sequence[Report], news: News) -> dict[str, Any]:
    rows = [
        {
            "source": each.source,
            "saved": each.saved,
            "unchanged": each.unchanged,
            "failed": list(each.failed),
        }
        for each in reports
    ]
    told = {"raised": news.raised, "cleared": news.cleared}
    return {"sources": rows, "alarms": {name: [described(each) for each in found] for name, found in told.items()}}
