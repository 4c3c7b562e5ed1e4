"""Short forms and long ones: `ONRECORD_LONG=1 pytest -s tests/faults` runs every fault as often as was promised."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(scope="session")
def long() -> bool:
    return bool(os.environ.get("ONRECORD_LONG"))
