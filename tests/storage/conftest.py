from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lighthouse import GAZETTE, LANTERN

from storage.archive import Archive
from storage.captures import Captures


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "archive.db") as archive:
        archive.register([GAZETTE, LANTERN])
        yield archive


@pytest.fixture
def captures(tmp_path: Path) -> Iterator[Captures]:
    with Captures(tmp_path / "captures.db") as captures:
        yield captures
