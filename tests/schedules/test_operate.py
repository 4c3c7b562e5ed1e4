"""docs/operate.md to the letter: what it has an operator type leads to a real alarm."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from apscheduler.triggers.cron import CronTrigger

from schedules.cli import EXIT_CODES, commands
from schedules.commands import options
from scraper.errors import BusyError

MANUAL = Path(__file__).parents[2] / "docs" / "operate.md"


@pytest.mark.skipif(sys.platform == "win32", reason="the manual is for a shell")
def test_the_first_alarm(tmp_path: Path) -> None:
    """As it is typed, but for the port, which is a free one, and for `mail`, which writes a file."""
    text = MANUAL.read_text(encoding="utf-8")
    section = text[text.index("## 4. The first alarm") : text.index("## What raises an alarm")]
    (script,) = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    (said,) = re.findall(r"```\n(ALARM .*?)\n```", section, re.DOTALL)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    mailbox = tmp_path / "mailbox"
    for name, does in (
        ("onrecord", f'exec "{sys.executable}" -c "from schedules.cli import main; main()" "$@"'),
        ("mail", f'echo "$@" >> {mailbox}; cat >> {mailbox}'),
    ):
        (programs / name).write_text(f"#!/bin/sh\n{does}\n")
        (programs / name).chmod(0o755)
    done = subprocess.run(
        ["sh", "-s"],
        input=script.replace("8009", str(port)) + "exit 7\n",
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 7, done.stderr  # came to its end
    assert said in done.stderr.splitlines()
    assert done.stderr.count("bot check") == 5
    subject, event = mailbox.read_text().splitlines()
    assert subject == "-s onrecord desk@example.org"
    assert (json.loads(event)["event"], json.loads(event)["kind"]) == ("raised", "quarantined")
    assert f"ALARM 1 {said.removeprefix('ALARM ')}" in done.stdout
    assert "1 alarm" in done.stdout


def blocks(kind: str) -> str:
    return "\n".join(re.findall(rf"```{kind}\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL))


@pytest.mark.parametrize("kind", ["console", "ini", "cron", "sh"])
def test_every_command_takes_what_the_manual_gives_it(kind: str) -> None:
    lines = re.findall(r"(?:^\$ |bin/)onrecord (.*)$", blocks(kind), re.MULTILINE)
    assert lines
    for line in lines:
        name, *arguments = shlex.split(line.partition(" >")[0], comments=True)
        command = commands.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None, line
        command.make_context(name, arguments)  # raises UsageError; nothing is run


def test_the_lines_for_cron_are_such() -> None:
    lines = [line.split(maxsplit=5) for line in blocks("cron").splitlines() if line and not re.match(r"\w+=", line)]
    assert [line[5].split("bin/onrecord ")[1].split()[0] for line in lines] == ["collect", "backup"]
    for line in lines:
        CronTrigger.from_crontab(" ".join(line[:5]))
        assert not re.search(r"(?<!\\)%", line[5])  # to cron, a percent sign ends the command


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd")
def test_the_units_are_taken_by_systemd(tmp_path: Path) -> None:
    """With a program and a user that are here."""
    named = r"`/etc/systemd/system/([\w.-]+)`:\n\n```ini\n(.*?)```"
    units = dict(re.findall(named, MANUAL.read_text(encoding="utf-8"), re.DOTALL))
    assert list(units) == ["onrecord.service", "onrecord-collect.service", "onrecord-collect.timer"]
    for name, unit in units.items():
        (tmp_path / name).write_text(
            unit.replace("/srv/onrecord/.venv/bin/onrecord", sys.executable).replace("User=onrecord", "User=root")
        )
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in units)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, str(tmp_path) in done.stderr) == (0, False), done.stderr
    assert f"SuccessExitStatus={options.FAILED} {EXIT_CODES[BusyError]}\n" in units["onrecord-collect.service"]
    stop = re.findall(r"TimeoutStopSec=(\d+)", "".join(units.values()))
    assert all(int(seconds) > options.GRACE.total_seconds() + 2 for seconds in stop)
