"""An archive, and the public copy of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from published import made, make_archive


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive with a release and an article of the press, which has an older version."""
    make_archive(tmp_path / "archive.db")
    return tmp_path


@pytest.fixture
def copy(folder: Path) -> Iterator[sqlite3.Connection]:
    made(folder)
    with closing(sqlite3.connect(f"{(folder / 'public.db').as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection
