"""What several commands share: their options, their progress bars, and how they end."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import rich_click as click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from schedules import config as configuration
from schedules import lines
from schedules.config import Config
from schedules.desk import Desk
from scraper.model import Report

FAILED = 1
INTERRUPTED = 130
GRACE = timedelta(seconds=8)  # for the pages in hand, after SIGTERM: a server may keep one waiting for longer

config_option = click.option(
    "--config",
    "config_path",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The configuration; without it ./onrecord.toml, if there is one.",
)
archive_option = click.option(
    "--archive",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The archive; without it the configured one, else ./archive.db. captures.db lies beside it.",
)


def configured(path: Path | None, archive: Path | None) -> Config:
    config = configuration.load(path)
    return replace(config, archive=archive) if archive else config


@contextmanager
def bars() -> Iterator[Callable[[str, int, int], None]]:
    """A bar a source on a terminal, nothing elsewhere: takes source, pages done, pages planned."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:

        def show(name: str, done: int, planned: int) -> None:
            if name not in tasks:
                tasks[name] = progress.add_task(name, total=planned)
            progress.update(tasks[name], completed=done, total=planned)

        yield show


@contextmanager
def stoppable(desk: Desk) -> Iterator[None]:
    """SIGTERM and Ctrl-C let the page in hand be finished and saved, if that takes no longer than `GRACE`; a second one
    stops at once.

    Stopping at once is safe at any moment: what was kept and not read is found at the next start.
    """
    last_call = threading.Timer(GRACE.total_seconds(), os._exit, [INTERRUPTED])
    last_call.daemon = True

    def stop(_number: int, _frame: FrameType | None) -> None:
        if desk.stop.is_set():
            os._exit(INTERRUPTED)
        desk.stop.set()
        last_call.start()

    before: dict[int, Any] = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        last_call.cancel()


def ask_for_contact(config: Config) -> None:
    """Remind a person at a terminal; a crontab is not nagged."""
    if not config.contact and sys.stderr.isatty():
        click.echo(
            "Publishers cannot reach you: set ONRECORD_CONTACT, or contact in onrecord.toml, to an address of yours.",
            err=True,
        )


def ended(reports: Sequence[Report]) -> int:
    """Say each problem on a line of standard error; the exit code they amount to."""
    problems = [line for report in reports for line in lines.problems(report)]
    for problem in problems:
        click.echo(problem, err=True)
    return FAILED if problems else 0
