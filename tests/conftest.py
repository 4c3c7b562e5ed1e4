"""Where the real pages, feeds and gold lie, for the tests that measure against them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """`../shared/data` beside the checkout, or below $ONRECORD_SHARED; skips where it is absent."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    data = Path(os.environ.get("ONRECORD_SHARED", beside)) / "data"
    if not data.is_dir():
        pytest.skip(f"needs the real data, and {data} is not there")
    return data
