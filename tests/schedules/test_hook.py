"""The hook as a command: what it may do, how long it may take, and what is kept of what it says."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schedules import hook
from schedules.config import Hook
from scraper.errors import HookError
from storage.observations import Alarm

ALARM = Alarm(
    id=1,
    source="harbor-gazette",
    kind="quiet",
    message="nothing new since 2026-03-04 12:00 UTC",
    raised_at=datetime(2026, 3, 12, tzinfo=UTC),
    normal=7.0,
    found=8.0,
)


def python(script: str) -> Hook:
    return Hook(command=(sys.executable, "-c", script))


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        (python("import sys; sys.stdin.read(); sys.exit('no mail server')"), "exited with 1: no mail server"),
        (python("import sys, signal; signal.pause()"), "took more than 0.5 s"),
        (Hook(command=("no-such-command-here",)), "'no-such-command-here' cannot be run: No such file"),
        (python("pass"), ""),  # need not read what it is given
    ],
)
def test_what_a_command_may_do(command: Hook, problem: str) -> None:
    if not problem:
        hook.tell(command, ALARM, contact="", patience=20)
        return
    with pytest.raises(HookError, match=problem):
        hook.tell(command, ALARM, contact="", patience=20 if "signal" not in str(command) else 0.5)


def test_a_command_has_ended_when_its_process_has(tmp_path: Path) -> None:
    """What it leaves in the background holds on to standard error, and to our patience in vain."""
    fifo = tmp_path / "alive"
    os.mkfifo(fifo)
    child = f"import signal; held = open({str(fifo)!r}, 'w'); held.write('up'); held.flush(); signal.pause()"
    parent = (
        f"import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', {child!r}]); print(child.pid);"
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(child.pid)); sys.exit('said before it left')"
    )
    with pytest.raises(HookError, match="exited with 1: said before it left"):
        hook.tell(python(parent), ALARM, contact="", patience=60)
    with fifo.open() as alive:
        assert alive.read(2) == "up"  # it is left alone
        os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)
        assert alive.read() == ""


def test_of_a_command_that_complains_without_end_little_is_kept() -> None:
    flood = python("import sys; line = 'x' * 100_000\nfor _ in range(500): sys.stderr.write(line)\nsys.exit(7)")
    with pytest.raises(HookError, match=r"exited with 7: x{300}$"):
        hook.tell(flood, ALARM, contact="", patience=60)
    endless = python("import sys\nwhile True: sys.stderr.write('x' * 100_000)")
    with pytest.raises(HookError, match=r"took more than 0\.5 s"):
        hook.tell(endless, ALARM, contact="", patience=0.5)


def test_an_alarm_may_be_longer_than_a_pipe() -> None:
    long = replace(ALARM, message="word " * 100_000)
    hook.tell(python("pass"), long, contact="", patience=60)  # reads nothing
    hook.tell(
        python("import json, sys; assert len(json.load(sys.stdin)['message']) == 500_000"),
        long,
        contact="",
        patience=60,
    )
