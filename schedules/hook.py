"""Telling a person of an alarm: the operator's command or webhook is given it as JSON."""

from __future__ import annotations

import json
import os
import signal
import subprocess
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

PATIENCE = 30.0  # seconds that a command may take
LAST_PATIENCE = 4.0  # and once we are told to stop, so that nothing of it outlives us
_GLANCE = 0.2  # seconds between two looks whether we are


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


def described(alarm: Alarm) -> dict[str, Any]:
    """An alarm as every JSON of ours has it."""
    return {
        "id": alarm.id,
        "source": alarm.source,
        "kind": alarm.kind,
        "subject": alarm.subject,
        "message": alarm.message,
        "normal": alarm.normal,
        "found": alarm.found,
        "raised_at": _time(alarm.raised_at),
        "cleared_at": _time(alarm.cleared_at),
    }


def _give(hook: Hook, event: dict[str, Any], contact: str, patience: float, stop: Event) -> None:
    said = json.dumps(event, ensure_ascii=False)
    if hook.webhook:
        webhook.post(hook.webhook, said.encode(), user_agent=user_agent(contact))
    else:
        _run(hook.command, said + "\n", patience, stop)


def _time(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None


def _run(command: tuple[str, ...], said: str, patience: float, stop: Event) -> None:
    """The command gets a session of its own, so that nothing of it is left when it takes too long."""
    try:
        running = subprocess.Popen(  # noqa: S603 - the operator's own command, without a shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
    except OSError as error:
        raise HookError(f"the alarm command {command[0]!r} cannot be run: {error.strerror}") from error
    with running:
        complaint = _complaint(running, said, patience, stop)
        if complaint is None:
            with suppress(ProcessLookupError):  # it ended just now
                os.killpg(running.pid, signal.SIGKILL)
            why = (
                "was ended, for we were told to stop"
                if stop.is_set()
                else f"took more than {patience:g} s and was ended"
            )
            raise HookError(f"the alarm command {command[0]!r} {why}")
    if running.returncode:
        why = f": {complaint.strip().splitlines()[0]}" if complaint.strip() else ""
        raise HookError(f"the alarm command {command[0]!r} exited with {running.returncode}{why}")


def _complaint(running: subprocess.Popen[str], said: str, patience: float, stop: Event) -> str | None:
    """What the command says on standard error, once it has ended; None where it takes too long."""
    end, stopping = time.monotonic() + patience, False
    unsaid: str | None = said
    while True:
        try:
            return running.communicate(unsaid, timeout=min(_GLANCE, patience))[1]
        except subprocess.TimeoutExpired:
            unsaid = None  # it has been taken over, and must not be given again
            if stop.is_set() and not stopping:
                end, stopping = min(end, time.monotonic() + LAST_PATIENCE), True
            if time.monotonic() >= end:
                return None
