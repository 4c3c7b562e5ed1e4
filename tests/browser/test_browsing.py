"""What a reader does: opens the archive, finds an article, reads it, sees that it changed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_from_the_front_page_to_an_article_and_its_versions(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("On the record")
    page.get_by_role("link", name="archive", exact=True).click()
    page.get_by_role("link", name="articles", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Articles")
    page.get_by_label("Search").fill("Vesper sequel")
    page.keyboard.press("Enter")
    row = page.locator("table.rows-and-columns tbody tr").filter(has_text="[Updated]")
    expect(row).to_have_count(1)
    row.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("All the Way to Vesper")
    paragraphs = page.locator("main p, section.content p").filter(has_text="misidentified")
    expect(paragraphs.first).to_be_visible()
    assert page.content().count("<p>") >= 8  # paragraph by paragraph, not one lump


def test_pages_that_changed_are_listed(page: Page, archive_url: str) -> None:
    page.goto(f"{archive_url}archive/changed_pages")
    rows = page.locator("table.rows-and-columns tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="Vesper")).to_have_count(1)


def test_quarantined_pages_are_no_articles_and_are_accounted_for(page: Page, archive_url: str) -> None:
    page.goto(f"{archive_url}archive/articles?_search=moment")
    expect(page.get_by_text("Just a moment")).to_have_count(0)
    page.goto(f"{archive_url}archive/runs")
    expect(page.get_by_text("bot check").first).to_be_visible()
    expect(page.get_by_text("soft 404").first).to_be_visible()
