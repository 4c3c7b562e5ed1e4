"""What browser tests share: a page that is watched, and what is asked of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode
from urllib.request import urlopen

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

LOOKS: list[tuple[int, Literal["light", "dark"]]] = [(375, "light"), (375, "dark"), (1280, "light"), (1280, "dark")]

Open = Callable[..., AbstractContextManager[Page]]


@dataclass(frozen=True)
class Site:
    """An archive being served, and a way to ask it for keys."""

    url: str

    def rows(self, sql: str) -> list[dict[str, Any]]:
        with urlopen(f"{self.url}archive.json?{urlencode({'sql': sql, '_shape': 'array'})}", timeout=30) as answer:
            found: list[dict[str, Any]] = json.loads(answer.read())
            return found

    def value(self, sql: str) -> Any:
        return next(iter(self.rows(sql)[0].values()))


@contextmanager
def watched(
    browser: Browser,
    url: str,
    *,
    width: int = 1280,
    scheme: Literal["light", "dark"] = "light",
    scripts: bool = True,
    expected: str = "$^",
) -> Iterator[Page]:
    """A page for a site at `url`. In the end, complaints on its console fail the test, except those that match
    `expected`; so do requests to anybody else. What the Content-Security-Policy forbids is such a complaint.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on(
        "request", lambda asked: None if asked.url.startswith((url, "data:image/")) else complaints.append(asked.url)
    )
    yield page
    at = page.url
    context.close()
    assert [said for said in complaints if not re.search(expected, said)] == [], at


def issues(page: Page) -> list[str]:
    """What axe-core finds wrong with a page, whatever it thinks of how serious it is."""
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{v['impact']} {v['id']}: {v['help']}: {node['html'][:200]}" for v in violations for node in v["nodes"]]


def issues_in_every_look(page: Page) -> list[str]:
    """What is wrong on a phone and on a desk, in light and in dark."""
    found = []
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found += [f"{width} {scheme}: {issue}" for issue in issues(page)]
        if wider := overflow(page):
            found.append(f"{width} {scheme}: {wider} px wider than the screen")
    return found


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return max(0, wider)
