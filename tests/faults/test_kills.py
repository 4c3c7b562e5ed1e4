"""`collect` and `reread`, killed at every commit point and at any moment: nothing is lost, doubled or left damaged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks, and kills with SIGKILL")


def doomed(*arguments: str) -> dict[str, Any]:
    """In a process of its own, that has one thread: it forks."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("doomed.py")), *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "benchmarks")))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    print(json.dumps(found))
    return found


def test_a_kill_at_every_commit_point_loses_and_doubles_nothing(long: bool) -> None:
    pages, sources = (300, 3) if long else (3, 2)
    found = doomed("--pages", str(pages), "--sources", str(sources), "--random", "0", "--reread", "0")
    assert found["differences"] == []
    assert found["articles"] == pages
    # For each page: kept, saved, and marked as read; before and after each.
    assert found["commit points"] >= 6 * pages + 60
    # And what the command does beside the pages: what is planned, runs that were killed, alarms, who was told of them.
    besides = {"delete beats", "insert collected", "insert runs", "update runs", "insert source_norms"}
    for each in besides | {"insert alarms", "update alarms"}:
        assert {f"before {each}", f"after {each}"} <= set(found["written"])


def test_a_kill_at_any_moment_loses_and_doubles_nothing(long: bool) -> None:
    pages, kills = (300, 200) if long else (12, 6)
    found = doomed("--pages", str(pages), "--sources", "3", "--random", str(kills), "--reread", "0", "--no-points")
    assert found["differences"] == []
    assert found["random kills"] == kills
    assert found["articles"] == pages


def test_a_kill_of_a_reread_loses_and_doubles_nothing(long: bool) -> None:
    pages, kills = (300, 50) if long else (6, 4)
    found = doomed("--pages", str(pages), "--sources", "3", "--random", "0", "--reread", str(kills), "--no-points")
    assert found["differences"] == []
    assert found["kills of a reread"] == kills
    assert found["commit points of a reread"] >= 6
    assert found["articles"] == pages
