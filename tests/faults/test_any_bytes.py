"""No bytes make reading or extraction raise what they should not, or take long; what was found once is tried again."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fuzz import SEEDS, TARGETS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HERE = Path(__file__).parent
SAVED = sorted((HERE / "regressions").glob("*/*"))
LONG = bool(os.environ.get("ONRECORD_LONG"))
BUDGET = os.environ.get("ONRECORD_FUZZ", "3600" if LONG else "4")  # seconds of search a target
FEWEST = 20  # executions a target, on a machine however busy: fewer is no search
WORK = 5.0  # seconds of processor, for what was found


@pytest.mark.parametrize("path", SAVED, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_stays_mended(path: Path) -> None:
    began = time.process_time()
    TARGETS[path.parent.name](path.read_bytes())
    assert time.process_time() - began < WORK


@pytest.mark.parametrize("target", TARGETS)
def test_the_seeds_are_read(target: str) -> None:
    TARGETS[target](SEEDS[target])


def torn(seed: bytes) -> st.SearchStrategy[bytes]:
    """The seed with pieces taken out, doubled, and put in elsewhere."""

    def tear(cuts: list[tuple[int, int, int, bytes]]) -> bytes:
        body = seed
        for start, length, times, put_in in cuts:
            at = start % (len(body) + 1)
            body = body[:at] + put_in + body[at : at + length] * times + body[at + length :]
        return body

    cut = st.tuples(st.integers(0, 10_000), st.integers(0, 80), st.integers(0, 3), st.binary(max_size=12))
    return st.lists(cut, max_size=6).map(tear)


@pytest.mark.parametrize("target", TARGETS)
def test_nothing_that_hypothesis_thinks_of(target: str) -> None:
    @settings(max_examples=2000 if LONG else 60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(torn(SEEDS[target]) | st.binary(max_size=300))
    def holds(body: bytes) -> None:
        TARGETS[target](body)

    holds()


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="needs atheris")
@pytest.mark.parametrize("target", TARGETS)
def test_nothing_that_a_search_guided_by_coverage_finds(target: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(HERE / "fuzz.py"), target, BUDGET, str(tmp_path / "corpus")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(HERE.parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    crashes = {path.name: path.read_bytes()[:500] for path in tmp_path.glob("*-*") if path.is_file()}
    assert (done.returncode, crashes) == (0, {}), done.stderr[-3000:]
    said = re.search(r"^Done (\d+) runs? in \d+ second", done.stderr, re.MULTILINE)
    assert said, done.stderr[-3000:]
    assert int(said[1]) >= FEWEST, said[0]
    print(said[0])
