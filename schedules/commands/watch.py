"""`onrecord watch`: the scheduler, until it is told to stop."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from types import FrameType

import rich_click as click

from schedules import desk as desks
from schedules.commands import options
from schedules.service import Service

HEARTBEAT = 15.0  # seconds: how late a look is at most after the machine slept or its clock was put right


@click.command()
@options.config_option
@options.archive_option
def watch(config_path: Path | None, archive: Path | None) -> int:
    """Look at every source on its own beat until SIGTERM or Ctrl-C: made for systemd.

    The beat is learned from how often a source publishes. One line a problem on standard error, and one an alarm.
    Told to stop, it finishes the pages in hand, within 10 seconds; the next start goes on from there.
    """
    config = options.configured(config_path, archive)
    options.ask_for_contact(config)
    with desks.watched(config.captures), desks.opened(config) as desk:
        desks.require_whole(desk, config)
        service = Service(config, desk, say=_say)
        with _signals() as asked:
            service.start()
            click.echo(f"Watching {len(config.sources)} sources (SIGTERM or Ctrl-C stops it)")
            sys.stdout.flush()
            while not _asked(asked):
                service.tick()
            ended = service.stop(options.GRACE)
        if not ended:  # a server keeps a look waiting: what it was asked for stays on the plan
            _say("stopped in the middle of a page, which the next start asks for again")
            sys.stderr.flush()
            os._exit(0)
    return 0


@contextmanager
def _signals() -> Iterator[SimpleQueue[int]]:
    """SIGTERM and Ctrl-C as a queue, which a signal may be put on at any moment; a second one stops at once."""
    asked: SimpleQueue[int] = SimpleQueue()
    seen: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        if seen:
            os._exit(options.INTERRUPTED)
        seen.append(number)
        asked.put(number)

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _asked(asked: SimpleQueue[int]) -> bool:
    try:
        asked.get(timeout=HEARTBEAT)
    except Empty:
        return False
    return True


def _say(line: str) -> None:
    click.echo(line, err=True)
