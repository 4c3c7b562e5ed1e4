"""The demo's press site, in its first edition."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from schedules.demo.site import PressSite


@pytest.fixture(scope="module")
def site() -> Iterator[PressSite]:
    with PressSite() as site:
        yield site


@pytest.fixture(autouse=True)
def _first_edition(site: PressSite) -> None:
    site.edition = 1
