"""How long an export of a large archive takes, and in how much memory: `python benchmarks/exporting.py big.db`.

`python benchmarks/archive.py make big.db` makes one. Each row is a process of its own, so that its peak is its own;
what the command takes before it does anything is there for comparison. pandas should not be installed: sqlite-utils
loads it wherever it finds it, which takes 70 MB.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = [sys.executable, "-c", "from schedules.cli import main; main()"]
CASES = {
    "nothing (--version)": ["--version"],
    "CSV": ["export", "--format", "csv"],
    "CSV and JSON Lines": ["export", "--format", "csv", "--format", "jsonl"],
    "CSV, JSON Lines and Parquet": ["export"],
    "CSV of one source": ["export", "--format", "csv", "--source"],
}


def measured(arguments: list[str]) -> tuple[float, float, float]:
    """Seconds, seconds of processor time, and MB at the peak, of a command."""
    began = time.monotonic()
    process = subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{arguments} ended with {os.waitstatus_to_exitcode(status)}")
    process.returncode = 0
    return time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--source", required=True, help="a source for the filtered export")
    arguments = parser.parse_args()
    print("| what | seconds | of processor | MB at the peak | MB written |\n|---|---:|---:|---:|---:|")
    for name, words in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            if words[0] == "export":
                source = [arguments.source] if words[-1] == "--source" else []
                words = [*words, *source, "--archive", str(arguments.archive), f"{folder}/export"]
            took, worked, peak = measured(words)
            size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()) / 1e6
        print(f"| {name} | {took:.0f} | {worked:.0f} | {peak:.0f} | {size:.0f} |", flush=True)


if __name__ == "__main__":
    main()
