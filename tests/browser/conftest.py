"""A real headless Chromium on the demo's archive. Skips where there is none, except in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
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


@pytest.fixture(scope="session")
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


@pytest.fixture
def page(browser: Browser, archive_url: str) -> Iterator[Page]:
    """A page on the archive; complaints on its console and requests to anybody else fail the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda asked: None if asked.url.startswith(archive_url) else complaints.append(asked.url))
    opened.goto(archive_url)
    yield opened
    context.close()
    assert complaints == []
