"""What a command loads before it does anything: cron starts one every few minutes."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import sys
{before}
from schedules.cli import COMMANDS, commands
for command in {wanted}:
    assert commands.get_command(None, command).name == command
print("pandas" in sys.modules)
import numpy, pandas
print(pandas.DataFrame([1]).size, numpy.zeros(2).size)
"""


def printed(wanted: str, before: str = "") -> list[str]:
    program = PROGRAM.format(wanted=wanted, before=before)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("wanted", ["COMMANDS", "['collect']", "['extract']"])
def test_pandas_is_loaded_by_no_command_and_can_be_after_it(wanted: str) -> None:
    assert printed(wanted) == ["False", "1 2"]


def test_it_stays_where_it_is_loaded_already() -> None:
    assert printed("['collect']", before="import pandas") == ["True", "1 2"]
