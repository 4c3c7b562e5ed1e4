"""Runs that were killed, or lost their power: they cannot say so themselves, so the next one does."""

from __future__ import annotations

from collections.abc import Sequence

from schedules import desk as desks
from schedules.desk import Desk
from storage import runs, watching
from storage.runs import Run


def note_runs(desk: Desk) -> None:
    """To be called with the run lock held: what has no end by now was killed.

    But for a service, which is at work between its looks as well, for as long as it holds a lock of its own.
    """
    found = runs.without_end(desk.archive.file)
    if any(run.command == "watch" for run in found) and desks.is_watched(desk.captures.file.path):
        found = tuple(run for run in found if run.command != "watch")
    _note(found, desk)


def note_services(desk: Desk) -> None:
    """To be called with the service's lock held: a service that has no end by now was killed."""
    _note([run for run in runs.without_end(desk.archive.file) if run.command == "watch"], desk)


def _note(found: Sequence[Run], desk: Desk) -> None:
    """The end of each is the last moment, before the next of its kind began, at which anything was asked for."""
    for place, run in enumerate(found):
        until = min([other.started_at for other in found[place + 1 :] if other.command == run.command], default=None)
        last_at = watching.last_attempt(desk.captures.file, run.started_at, until or desk.clock.now())
        runs.interrupt(desk.archive.file, run, last_at or run.started_at)
