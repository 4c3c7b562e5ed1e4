"""What was read is forgotten: no page leaves more behind than the next one takes the place of."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEFT = 10  # MB; before caches minded how long a thing is, ten such pages left 54 behind, and it was the first ten


@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux does")
def test_long_pages_leave_nothing_behind(long: bool) -> None:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("hoarding.py")), "200" if long else "15"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout)
    print(found)
    assert found["last"] - found["first"] < LEFT, found
