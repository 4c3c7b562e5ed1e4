"""`onrecord status`: how each source is doing."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import rich_click as click
from rich.console import Console
from rich.table import Column, Table

from schedules import health, hook, lines
from schedules.commands import options
from schedules.config import Config
from scraper.errors import ArchiveError, ConfigError
from storage import reading, runs, standing, telling, watching
from storage.archive import Archive
from storage.migrations import ARCHIVE
from storage.observations import Alarm, Day, Norm, Plan
from storage.reading import Snapshot
from storage.standing import Level, Status

WIDE = 180  # characters, in a file or a mail
REFUSED = 3  # pages a source that could not be read as articles
LATELY = timedelta(days=1)  # a run that was killed is told of for so long
STYLES: dict[Level, str] = {"good": "green", "warn": "yellow", "bad": "red", "none": "dim"}
_ADVICE = {  # by whether it was never tried
    False: "does the crontab run, or `onrecord watch`?",
    True: "does the crontab run, and was `onrecord watch` started again since this source came?",
}


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
    """Per source: when it was last looked at, what is normal, how it is today, and what is wrong.

    Exit code 0: nothing is wrong. 1: an alarm is open, or nobody has looked for a day; for monitoring. A page that the
    last look could not have is shown, but is no reason to wake a person. Only reads, and so may whoever may read.
    """
    config = options.configured(config_path, archive)
    now = datetime.now(UTC)
    if try_hook:
        return _try_hook(config, now)
    if not config.archive.exists():
        raise ArchiveError(f"{config.archive}: is not there yet; `onrecord collect` makes one")
    _bring_up_to_date(config.archive)
    if accept:
        with Archive(config.archive) as opened:
            _accept(opened, accept, now)
    with reading.opened(config.archive, ARCHIVE) as connection:
        snapshot = Snapshot(connection)
        found = _status(snapshot, config, now, _known_since(config_path, snapshot))
    if as_json:
        click.echo(json.dumps(standing.as_json(found), indent=2))
    else:
        _print(found)
    return options.FAILED if found.wrong else 0


def _bring_up_to_date(archive: Path) -> None:
    """A file of an older version: the one case in which `status` has to write."""
    with reading.opened(archive, ARCHIVE, older=True) as connection:
        current = reading.is_current(connection, archive, ARCHIVE)
    if not current:
        Archive(archive).close()


def _known_since(config_path: Path | None, archive: Snapshot) -> datetime | None:
    """Since when sources are to be collected that no command has met yet.

    Since they were written down; those that are built in, since anything was collected.
    """
    path = config_path or Path("onrecord.toml")
    return datetime.fromtimestamp(path.stat().st_mtime, UTC) if path.exists() else runs.first_start(archive)


def _status(archive: Snapshot, config: Config, now: datetime, known_since: datetime | None) -> Status:
    plans = {
        slug: Plan(every=each.every, patience=health.patience(each.every), since=known_since)
        for slug, each in config.sources.items()
    }
    names = {slug: each.name for slug, each in config.sources.items()}
    return standing.status(archive, now, plans=plans, names=names)


def _try_hook(config: Config, now: datetime) -> int:
    """A hook that works again is told at the next look of what it would not take before."""
    if config.alarm is None:
        raise ConfigError("--try-hook: onrecord.toml has no [alarm] with a command or a webhook")
    hook.try_out(config.alarm, now=now, contact=config.contact)
    click.echo("The hook took the test.")
    if config.archive.exists():
        with Archive(config.archive) as opened:
            if count := telling.renew(opened.file):
                click.echo(f"What it would not take before ({count}) it is told at the next look.")
    return 0


def _accept(archive: Archive, numbers: tuple[int, ...], now: datetime) -> None:
    closed = watching.clear(archive.file, numbers, now, accept=True) if numbers else ()
    if missing := sorted(set(numbers) - set(closed)):
        raise ConfigError(f"--accept: there is no open alarm {missing[0]}; `onrecord status` shows their numbers")


def _print(found: Status) -> None:
    console = Console()
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDE
    now, source = found.at, Column("source", no_wrap=True)  # whole, however narrow the page
    table = Table(source, "articles", "last success", "last new article", "normal", "today", "next look", "state")
    for each in found.sources:
        known, (state, level) = each.health, each.state
        table.add_row(
            known.source,
            str(known.articles),
            ago(known.last_success_at, now),
            ago(known.last_new_at, now),
            _normal(each.norm),
            _today(each.today),
            _ahead(each.next_at, now) if each.next_at else "-",
            f"[{STYLES[level]}]{state}[/]",
        )
    console.print(table)
    plain = {"markup": False, "highlight": False, "soft_wrap": True}  # messages are as they are, to be copied
    for line in _lines(found):
        console.print(line, **plain)  # type: ignore[arg-type]


def _lines(found: Status) -> Iterator[str]:
    """What is wrong, a line each."""
    now = found.at
    for each in found.sources:
        slug = each.health.source
        for alarm in each.alarms:
            yield f"ALARM {alarm.id} {lines.alarm(alarm)}{_untold(alarm)}"
        if each.stalled:
            yield f"{slug}: last tried {ago(each.health.last_attempt_at, now)}; {_ADVICE[each.never_tried]}"
        for problem in each.health.problems:
            yield f"{slug}: {lines.in_one(problem)}"
        earlier = [page for page in each.quarantine if not any(page.url in said for said in each.health.problems)]
        for page in earlier[:REFUSED]:
            yield f"{slug}: {page.result} {ago(page.at, now)}: {page.url}: {lines.in_one(page.detail)}"
        if len(earlier) > REFUSED:
            yield f"{slug}: and {len(earlier) - REFUSED} more that could not be read; `--json` lists them"
    for run in found.runs:
        if run.ended == "interrupted" and run.finished_at and now - run.finished_at < LATELY:
            yield (
                f"run {run.id} ({run.command}, begun {ago(run.started_at, now)}): was killed, and was last seen at "
                f"work {ago(run.finished_at, now)}; what it kept is kept, and the next run went on from there"
            )


def _untold(alarm: Alarm) -> str:
    if not alarm.trouble:
        return ""
    again = "is tried again" if alarm.given_up_at is None else "is NOT tried again; mend it, then --try-hook"
    tries = f"{alarm.tries} time{'s' if alarm.tries > 1 else ''}"
    return f" [the hook would not take it, {tries}: {alarm.trouble}; it {again}]"


def _normal(norm: Norm | None) -> str:
    if norm is None:
        return "not known yet"
    learned = f"in {norm.days:g} day{'s' if norm.days != 1 else ''}" if norm.days else ""
    said = [f"{norm.new_a_day:g} new a day {learned}".strip()]
    if norm.read_fully is not None:
        said += [f"{norm.read_fully:.0%} read fully", f"{norm.words:.0f} words"]
        said += [_counted(norm.quotes, "quote"), _counted(norm.credits, "credit")]
    return ", ".join(said)


def _today(day: Day | None) -> str:
    if day is None:
        return "-"
    said = [f"{day.new} new"]
    if day.words is not None:
        said += [f"{day.read_fully:.0%} read fully", f"{day.words:.0f} words"]
        said += [_counted(day.quotes, "quote"), _counted(day.credits, "credit")]
    return ", ".join(said)


def _counted(number: float | None, name: str) -> str:
    return f"{number:g} {name}{'' if number == 1 else 's'}"


def _ahead(at: datetime, now: datetime) -> str:
    if at > now:
        return "in " + (lines.length(at - now) or "a moment")
    overdue = lines.length(now - at)
    return f"due {overdue} ago" if overdue else "now"


def ago(at: datetime | None, now: datetime) -> str:
    """How long ago, to the largest unit that says something."""
    if at is None:
        return "never"
    said = lines.length(now - at)
    return f"{said} ago" if said else "just now"
