"""A small archive as a browser gets it: served by a real Datasette on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from served import NOW, ROOT, story

from scraper.model import Publisher
from storage.archive import Archive
from storage.serve import Server, start


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("site") / "archive.db"
    with Archive(path) as archive:
        archive.register([Publisher(slug="gazette", name="Harbor Gazette", homepage="javascript:alert(1)")])
        archive.save(story(), captured_at=NOW)
        archive.save(story(headline="Light off"), captured_at=NOW.replace(hour=12))
        archive.save(story(), captured_at=NOW.replace(hour=13))
    return path


@pytest.fixture(scope="module")
def server(path: Path) -> Iterator[Server]:
    with start(path) as server:
        yield server


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    metadata = yaml.safe_load((ROOT / "metadata.yml").read_text())
    tables: dict[str, Any] = metadata["databases"]["archive"]["tables"]
    return tables
