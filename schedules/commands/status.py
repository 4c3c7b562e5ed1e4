"""`onrecord status`: how each source is doing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import rich_click as click
from rich.console import Console
from rich.table import Table

from schedules.commands import options
from scraper.errors import ArchiveError
from storage.archive import Archive
from storage.health import Health


@click.command()
@options.config_option
@options.archive_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def status(config_path: Path | None, archive: Path | None, as_json: bool) -> int:
    """Per source: the last attempt, success and new article, and what is wrong; exit code 1 if anything is."""
    config = options.configured(config_path, archive)
    if not config.archive.exists():
        raise ArchiveError(f"{config.archive}: is not there yet; `onrecord collect` makes one")
    with Archive(config.archive) as opened:
        found = opened.health()
    if as_json:
        click.echo(json.dumps([_row(health) for health in found], indent=2))
    else:
        _print(found, datetime.now(UTC))
    return options.FAILED if any(health.problems for health in found) else 0


def _row(health: Health) -> dict[str, object]:
    times = {name: getattr(health, name) for name in ("last_attempt_at", "last_success_at", "last_new_at")}
    return {
        "source": health.source,
        "name": health.name,
        "articles": health.articles,
        **{name: at and at.isoformat() for name, at in times.items()},
        "problems": list(health.problems),
    }


def _print(found: tuple[Health, ...], now: datetime) -> None:
    table = Table("source", "articles", "last attempt", "last success", "last new article", "problems")
    for health in found:
        times = (health.last_attempt_at, health.last_success_at, health.last_new_at)
        said = "\n".join(health.problems) or "none"
        table.add_row(health.source, str(health.articles), *(ago(at, now) for at in times), said)
    Console().print(table)


def ago(at: datetime | None, now: datetime) -> str:
    """How long ago, to the largest unit that says something."""
    if at is None:
        return "never"
    seconds = max(0, int((now - at).total_seconds()))
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if number := seconds // size:
            return f"{number} {name}{'s' if number > 1 else ''} ago"
    return "just now"
