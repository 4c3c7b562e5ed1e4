"""Where the real data lies, and how Hypothesis runs: with no deadline, as no test of ours is about time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("onrecord", deadline=None)
settings.load_profile("onrecord")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """`../shared/data` beside the checkout, or below $ONRECORD_SHARED; skips where it is absent."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    data = Path(os.environ.get("ONRECORD_SHARED", beside)) / "data"
    if not data.is_dir():
        pytest.skip(f"needs the real data, and {data} is not there")
    return data
