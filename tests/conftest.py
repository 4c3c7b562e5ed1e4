"""Where the real data lies, how many processes run the tests, and how Hypothesis does: with no deadline, as no test
of ours is about time.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("onrecord", deadline=None)
settings.load_profile("onrecord")


@pytest.hookimpl(optionalhook=True)  # of pytest-xdist
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """None but this one where somebody wants to see what is printed (-s), or names the tests; else one a processor."""
    named = all("::" in argument for argument in config.args)
    return 0 if named or config.option.capture == "no" else None


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """`../shared/data` beside the checkout, or below $ONRECORD_SHARED; skips where it is absent."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    data = Path(os.environ.get("ONRECORD_SHARED", beside)) / "data"
    if not data.is_dir():
        pytest.skip(f"needs the real data, and {data} is not there")
    return data
