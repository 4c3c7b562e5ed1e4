"""Telling a person of an alarm: the operator's command or webhook is given it as JSON."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from datetime import datetime
from threading import Event
from typing import Any

from schedules.config import Hook
from scraper import webhook
from scraper.errors import HookError
from scraper.manners import user_agent
from storage.observations import Alarm
from storage.standing import described

PATIENCE = 30.0  # seconds that a command may take
LAST_PATIENCE = 4.0  # and once we are told to stop, so that nothing of it outlives us
_GLANCE = 0.2  # seconds between two looks whether we are, and whether the command has ended
_GULP, _GULPS = 65536, 64  # bytes read at once, and how often before we look again whether it has ended
_KEPT = 4096  # bytes of what it complains of
_SAID = 300  # characters of that


def tell(hook: Hook, alarm: Alarm, *, contact: str, patience: float = PATIENCE, stop: Event | None = None) -> None:
    """Raises HookError where it was not taken: an exit code but 0, an answer but 2xx, or none in time."""
    event = "cleared" if alarm.cleared_at else "raised"
    _give(hook, {"event": event, **described(alarm)}, contact, patience, stop or Event())


def try_out(hook: Hook, *, now: datetime, contact: str) -> None:
    """Give the hook a test. Raises HookError as `tell` does."""
    alarm = Alarm(
        source="test", kind="quiet", message="a test: this is how an alarm looks", raised_at=now, normal=1, found=2
    )
    _give(hook, {"event": "test", **described(alarm)}, contact, PATIENCE, Event())


def _give(hook: Hook, event: dict[str, Any], contact: str, patience: float, stop: Event) -> None:
    said = json.dumps(event, ensure_ascii=False)
    if hook.webhook:
        webhook.post(hook.webhook, said.encode(), user_agent=user_agent(contact))
    else:
        _run(hook.command, said + "\n", patience, stop)


def _run(command: tuple[str, ...], said: str, patience: float, stop: Event) -> None:
    """The command gets a session of its own, so that nothing of it is left when it takes too long.

    It has ended when its own process has: what it leaves in the background may hold on to standard error for ever.
    """
    with tempfile.TemporaryFile() as paper:  # unlike a pipe, need not be read by anybody
        paper.write(said.encode())
        paper.seek(0)
        try:
            running = subprocess.Popen(  # noqa: S603 - the operator's own command, without a shell
                command, stdin=paper, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
            )
        except OSError as error:
            raise HookError(f"the alarm command {command[0]!r} cannot be run: {error.strerror}") from error
    assert running.stderr is not None
    with running.stderr:
        complaint = _Complaint(running.stderr.fileno())
        if not _ended(running, complaint, patience, stop):
            with suppress(ProcessLookupError):  # it ended just now
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()
            why = (
                "was ended, for we were told to stop"
                if stop.is_set()
                else f"took more than {patience:g} s and was ended"
            )
            raise HookError(f"the alarm command {command[0]!r} {why}")
        complaint.read_for(0)
    if running.returncode:
        raise HookError(f"the alarm command {command[0]!r} exited with {running.returncode}{complaint.first_line()}")


def _ended(running: subprocess.Popen[bytes], complaint: _Complaint, patience: float, stop: Event) -> bool:
    """Wait for the process, reading what it complains of; False where it takes too long."""
    end, stopping = time.monotonic() + patience, False
    while running.poll() is None:
        if stop.is_set() and not stopping:
            end, stopping = min(end, time.monotonic() + LAST_PATIENCE), True
        left = end - time.monotonic()
        if left <= 0:
            return False
        if complaint.is_over:
            with suppress(subprocess.TimeoutExpired):
                running.wait(min(_GLANCE, left))
        else:
            complaint.read_for(min(_GLANCE, left))
    return True


class _Complaint:
    """What a command writes to standard error: the beginning is kept, the rest taken and forgotten."""

    def __init__(self, descriptor: int) -> None:
        os.set_blocking(descriptor, False)
        self._descriptor = descriptor
        self._kept = b""
        self.is_over = False

    def read_for(self, seconds: float) -> None:
        """Take what comes within that time, or is there."""
        select.select([self._descriptor], [], [], seconds)
        with suppress(BlockingIOError):
            for _ in range(_GULPS):
                piece = os.read(self._descriptor, _GULP)
                if not piece:
                    self.is_over = True
                    return
                self._kept += piece[: _KEPT - len(self._kept)]

    def first_line(self) -> str:
        lines = self._kept.decode(errors="replace").strip().splitlines()
        return f": {lines[0][:_SAID]}" if lines else ""
