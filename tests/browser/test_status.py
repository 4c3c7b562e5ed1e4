"""The page of the status where everything is wrong that can be: for eyes, for axe-core, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from ailing import NAMES, made
from browsing import Open, Site, issues_in_every_look
from playwright.sync_api import expect

from storage import serve

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def ailing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    path = made(tmp_path_factory.mktemp("ailing") / "archive.db", datetime.now(UTC))
    with serve.start(path) as server:
        yield Site(server.url)


def test_nothing_is_wrong_with_the_page_itself(ailing: Site, opened: Open) -> None:
    with opened(ailing.url) as page:
        page.goto(f"{ailing.url}-/status")
        for summary in page.locator("summary").all():
            summary.click()
        assert issues_in_every_look(page) == []


def test_from_the_first_page_to_what_is_to_be_done_without_scripts(ailing: Site, opened: Open) -> None:
    with opened(ailing.url, scripts=False, width=375) as page:
        page.goto(ailing.url)
        page.get_by_role("link", name="2 alarms").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("How the sources are doing")
        expect(page.get_by_role("article")).to_have_count(len(NAMES))
        page.get_by_role("article", name="Harbor Gazette").get_by_role("link", name="quiet").click()
        expect(page.locator(":target")).to_be_in_viewport()
        expect(page.locator(":target")).to_contain_text("onrecord status --accept 1")
        page.get_by_role("article", name="Harbor Gazette").locator("summary").click()
        expect(page.get_by_text("are you human?").first).to_be_visible()


def test_from_a_source_to_its_place_and_back(ailing: Site, opened: Open) -> None:
    with opened(ailing.url) as page:
        page.goto(f"{ailing.url}archive/sources/orrery")
        page.get_by_role("link", name="Today beside what is normal").click()
        expect(page.locator(":target")).to_contain_text("Orrery Newsroom")
        page.locator(":target").get_by_role("link", name="Orrery Newsroom").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Orrery Newsroom")
