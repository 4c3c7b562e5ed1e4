"""A real headless Chromium on the demo's archive. Skips where there is none, except in CI.

The browser is a module's own: while it is open, Playwright's event loop is at work in the thread, and no other
can be.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from browsing import Open, Site, watched
from playwright.sync_api import Browser, Page, sync_playwright

from schedules.demo import tour
from storage import serve

QUIET = (
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
    )
    if not path and not os.environ.get("CI"):
        pytest.skip("needs a Chromium (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=[*QUIET])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def archive_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo's archive, served."""
    folder: Path = tmp_path_factory.mktemp("demo")
    with tour.toured(folder) as made, serve.start(made.config.archive) as server:
        yield server.url


@pytest.fixture(scope="session")
def site(archive_url: str) -> Site:
    return Site(archive_url)


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Open:
    """`with opened(url, width=375, scheme="dark") as page`: see `browsing.watched`."""
    return partial(watched, browser)


@pytest.fixture
def page(opened: Open, archive_url: str) -> Iterator[Page]:
    """The first page of the demo's archive, watched."""
    with opened(archive_url) as page:
        page.goto(archive_url)
        yield page
