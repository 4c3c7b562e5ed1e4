"""`onrecord status`: how each source is doing."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import rich_click as click
from rich.console import Console
from rich.table import Column, Table

from schedules import health, hook, lines
from schedules.commands import options
from schedules.config import Config
from scraper.errors import ArchiveError, ConfigError
from storage import watching
from storage.archive import Archive
from storage.health import Health
from storage.observations import Alarm, Beat, Norm

WIDE = 160  # characters, in a file or a mail


@dataclass(frozen=True, kw_only=True)
class Standing:
    """All there is to say about a source."""

    health: Health
    alarms: tuple[Alarm, ...]
    norm: Norm | None
    beat: Beat | None
    configured: bool  # else it is in the archive, and nobody is asked to look
    stalled: bool  # nobody has looked for too long

    @property
    def wrong(self) -> bool:
        return self.stalled or bool(self.alarms)


@click.command()
@options.config_option
@options.archive_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--accept",
    "accept",
    type=int,
    multiple=True,
    metavar="NUMBER",
    help="Close an alarm: what it is about is normal from now on.",
)
@click.option("--try-hook", is_flag=True, help="Give the configured alarm hook a test, and nothing else.")
def status(
    config_path: Path | None, archive: Path | None, as_json: bool, accept: tuple[int, ...], try_hook: bool
) -> int:
    """Per source: when it was last looked at, what is normal, and what is wrong.

    Exit code 0: nothing is wrong. 1: an alarm is open, or nobody has looked for a day; for monitoring. A page that the
    last look could not have is shown, but is no reason to wake a person.
    """
    config = options.configured(config_path, archive)
    now = datetime.now(UTC)
    if try_hook:
        return _try_hook(config, now)
    if not config.archive.exists():
        raise ArchiveError(f"{config.archive}: is not there yet; `onrecord collect` makes one")
    with Archive(config.archive) as opened:
        _accept(opened, accept, now)
        found = standings(opened, config, now)
    if as_json:
        click.echo(json.dumps([_row(standing) for standing in found], indent=2))
    else:
        _print(found, now)
    return options.FAILED if any(standing.wrong for standing in found) else 0


def standings(archive: Archive, config: Config, now: datetime) -> tuple[Standing, ...]:
    norms, beats, alarms = watching.norms(archive.file), watching.beats(archive.file), watching.alarms(archive.file)
    known = {each.source: each for each in archive.health()}
    new = {slug: Health(source=slug, name=each.name, articles=0) for slug, each in config.sources.items()}
    return tuple(
        Standing(
            health=each,
            alarms=tuple(alarm for alarm in alarms if alarm.source == each.source),
            norm=norms.get(each.source),
            beat=beats.get(each.source),
            configured=each.source in config.sources,
            stalled=each.source in config.sources
            and health.stalled(each.last_attempt_at, config.sources[each.source].every, now),
        )
        for _, each in sorted((new | known).items())
    )


def _try_hook(config: Config, now: datetime) -> int:
    if config.alarm is None:
        raise ConfigError("--try-hook: onrecord.toml has no [alarm] with a command or a webhook")
    hook.try_out(config.alarm, now=now, contact=config.contact)
    click.echo("The hook took the test.")
    return 0


def _accept(archive: Archive, numbers: tuple[int, ...], now: datetime) -> None:
    closed = watching.clear(archive.file, numbers, now, accept=True) if numbers else ()
    if missing := sorted(set(numbers) - set(closed)):
        raise ConfigError(f"--accept: there is no open alarm {missing[0]}; `onrecord status` shows their numbers")


def _row(standing: Standing) -> dict[str, Any]:
    each = standing.health
    times = {name: getattr(each, name) for name in ("last_attempt_at", "last_success_at", "last_new_at")}
    norm = asdict(standing.norm) if standing.norm else {}
    return {
        "source": each.source,
        "name": each.name,
        "articles": each.articles,
        **{name: at and at.isoformat() for name, at in times.items()},
        "next_look_at": standing.beat.next_at.isoformat() if standing.beat else None,
        "problems": list(each.problems),
        "normal": {name: value for name, value in norm.items() if name != "source"},
        "alarms": [hook.described(alarm) for alarm in standing.alarms],
        "configured": standing.configured,
        "stalled": standing.stalled,
    }


def _print(found: tuple[Standing, ...], now: datetime) -> None:
    console = Console()
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDE
    source = Column("source", no_wrap=True)  # whole, however narrow the page
    table = Table(source, "articles", "last success", "last new article", "normal", "next look", "state")
    for standing in found:
        each = standing.health
        table.add_row(
            each.source,
            str(each.articles),
            ago(each.last_success_at, now),
            ago(each.last_new_at, now),
            _normal(standing.norm),
            _ahead(standing.beat.next_at, now) if standing.beat else "-",
            _state(standing),
        )
    console.print(table)
    plain = {"markup": False, "highlight": False, "soft_wrap": True}  # messages are as they are, to be copied
    for standing in found:
        each = standing.health
        for alarm in standing.alarms:
            console.print(f"ALARM {alarm.id} {lines.alarm(alarm)}", **plain)  # type: ignore[arg-type]
        if standing.stalled:
            tried = ago(each.last_attempt_at, now)
            said = f"{each.source}: last tried {tried}; does the crontab run, or `onrecord watch`?"
            console.print(said, **plain)  # type: ignore[arg-type]
        for problem in each.problems:
            console.print(f"{each.source}: {lines.in_one(problem)}", **plain)  # type: ignore[arg-type]


def _state(standing: Standing) -> str:
    if standing.stalled:
        return "[red]nobody looks[/]"
    if count := len(standing.alarms):
        return f"[red]{count} alarm{'s' if count > 1 else ''}[/]"
    if not standing.configured:
        return "[dim]not collected[/]"
    if standing.health.last_attempt_at is None:
        return "[yellow]not tried yet[/]"
    return "[yellow]some failed[/]" if standing.health.problems else "[green]fine[/]"


def _normal(norm: Norm | None) -> str:
    if norm is None:
        return "not known yet"
    said = [f"{norm.new_a_day:g} new a day"]
    if norm.read_fully is not None:
        said += [f"{norm.read_fully:.0%} read fully", f"{norm.words:.0f} words"]
        said += [f"{norm.quotes:g} quotes", f"{norm.credits:g} credits"]
    return ", ".join(said)


def _ahead(at: datetime, now: datetime) -> str:
    return "now" if at <= now else "in " + _length((at - now).total_seconds(), "a moment")


def ago(at: datetime | None, now: datetime) -> str:
    """How long ago, to the largest unit that says something."""
    if at is None:
        return "never"
    said = _length((now - at).total_seconds(), "")
    return f"{said} ago" if said else "just now"


def _length(seconds: float, short: str) -> str:
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if number := int(seconds) // size:
            return f"{number} {name}{'s' if number > 1 else ''}"
    return short
