"""What a reader does: opens the archive, finds an article, reads it, sees what was found and what changed."""

from __future__ import annotations

import re

import pytest
from browsing import Open, Site, overflow
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_from_the_front_page_to_an_article_and_its_versions(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("On the record")
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Articles").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Articles")
    page.get_by_label("Search this table").fill("Vesper sequel")
    page.keyboard.press("Enter")
    row = page.locator("table.rows-and-columns tbody tr").filter(has_text="[Updated]")
    expect(row).to_have_count(1)
    row.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("All the Way to Vesper")
    expect(page.locator("p.prose").filter(has_text="misidentified")).to_be_visible()
    assert page.locator("p.prose").count() >= 8  # paragraph by paragraph, not one lump
    page.get_by_role("link", name="what changed").click()
    expect(page.locator("del").filter(has_text="Hana Vosslund-Ibarra")).to_be_visible()
    expect(page.locator("ins").filter(has_text="misidentified")).to_be_visible()
    page.get_by_role("link", name="none: only read it").click()
    expect(page.locator("ins, del")).to_have_count(0)


def test_a_finding_and_its_place_in_the_text_lead_to_one_another(page: Page, site: Site) -> None:
    quote = site.rows("select quote, text from quote_parts where seq = 2 order by quote")[0]
    page.goto(f"{site.url}archive/quotes/{quote['quote']}")
    page.get_by_role("link", name="See it in the article").click()
    place = page.locator(":target")
    expect(place).to_have_attribute("id", f"quote-{quote['quote']}")
    expect(place).to_be_in_viewport()
    expect(page.locator("p.prose .quote").filter(has_text=quote["text"])).to_be_visible()
    place.click()
    note = page.locator(":target")
    expect(note).to_have_attribute("id", f"note-quote-{quote['quote']}")
    note.get_by_role("link", name=re.compile("back to its place")).click()
    expect(page.locator(":target")).to_have_attribute("id", f"quote-{quote['quote']}")


def test_what_stands_out_is_what_was_found(page: Page, site: Site) -> None:
    """Every quote of the demo is on its article's page, to the character, where its offsets say."""
    for (article,) in (row.values() for row in site.rows("select distinct article from quotes")):
        page.goto(f"{site.url}archive/articles/{article}")
        shown = page.evaluate(
            """() => {
                const found = {};
                let label = null;
                for (const p of document.querySelectorAll("p.prose"))
                    for (const node of p.childNodes) {
                        if (node.classList?.contains("tag-quote")) label = node.getAttribute("href").slice(12);
                        else if (node.classList?.contains("quote")) (found[label] ??= []).push(node.textContent);
                    }
                return found;
            }"""
        )
        parts = site.rows(
            f"select p.quote, group_concat(p.text, '') as words from (select * from quote_parts order by quote, seq) p "
            f"join quotes q on q.id = p.quote where q.article = '{article}' group by p.quote"
        )
        assert {quote: "".join(pieces) for quote, pieces in shown.items()} == {p["quote"]: p["words"] for p in parts}


def test_pages_that_changed_are_listed(page: Page, archive_url: str) -> None:
    page.goto(f"{archive_url}archive/changed_pages")
    rows = page.locator("table.rows-and-columns tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="Vesper")).to_have_count(1)


def test_quarantined_pages_are_no_articles_and_are_accounted_for(page: Page, archive_url: str) -> None:
    page.goto(f"{archive_url}archive/articles?_search=moment")
    expect(page.get_by_text("Just a moment")).to_have_count(0)
    page.goto(f"{archive_url}archive/runs/1")
    expect(page.get_by_text("bot check").first).to_be_visible()
    expect(page.get_by_text("soft 404").first).to_be_visible()


def test_a_quote_can_be_cited_and_its_citation_downloaded(page: Page, site: Site) -> None:
    key = site.value("select quote from quote_parts where seq = 2 order by quote")
    page.goto(f"{site.url}archive/quotes/{key}")
    expect(page.get_by_role("region", name="Text")).to_contain_text(f"Archived at {site.url}archive/quotes/{key}")
    for extension, begins in (("bib", "@online{"), ("ris", "1.\nTY  - NEWS"), ("csljson", "[")):
        with page.expect_download() as download:
            page.get_by_role("link", name=f"download .{extension}").click()
        assert download.value.suggested_filename == f"quote-{key}.{extension}"
        assert download.value.path().read_text(encoding="utf-8").lstrip().startswith(begins)


def test_the_first_page_says_how_fresh_it_is(page: Page) -> None:
    expect(
        page.get_by_text(re.compile(r"^The last pass ended (just now|an? \w+ ago|\d+ \w+ ago): \d+ articles"))
    ).to_be_visible()
    page.get_by_role("region", name="How fresh it is").get_by_role("link", name="Marquee Ledger").click()
    expect(page.get_by_role("main")).to_contain_text("All well.")
    expect(page.get_by_role("img", name=re.compile("Attempts a day by outcome"))).to_be_visible()


def test_by_keyboard_alone(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_attribute("id", "content")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("name", "q")  # the search is the first thing there is


def test_the_sql_editor_answers(page: Page, archive_url: str) -> None:
    page.goto(f"{archive_url}archive")
    editor = page.locator(".CodeMirror")
    expect(editor).to_be_visible()
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("select count(*) as articles from articles")
    page.get_by_role("button", name="Format SQL").click()
    expect(editor).to_contain_text("count(*) as articles")
    page.get_by_role("button", name="Run SQL").click()
    expect(page.locator("td.col-articles")).to_have_text("21")


def test_the_menu_of_a_column_works(page: Page, archive_url: str) -> None:
    page.goto(f"{archive_url}archive/articles")
    page.locator("th .dropdown-menu-icon").first.click()
    expect(page.get_by_text("Sort ascending")).to_be_visible()


def test_it_can_be_read_without_scripts(opened: Open, site: Site) -> None:
    with opened(site.url, width=375, scripts=False) as page:
        page.goto(site.url)
        page.get_by_role("region", name="Said lately").locator("blockquote a").first.click()
        page.get_by_role("link", name="See it in the article").click()
        expect(page.locator("p.prose .quote").first).to_be_visible()
        page.goto(f"{site.url}archive?sql=select+1")
        expect(page.get_by_label("SQL")).to_have_value("select 1")
        page.goto(f"{site.url}archive/quotes?_search=we")
        page.get_by_text("Filter", exact=False).first.click()
        expect(page.get_by_label("Column to filter by")).to_be_visible()


def test_on_paper_it_is_the_text(page: Page, site: Site) -> None:
    page.goto(f"{site.url}archive/articles/{site.value('select article from quotes order by id')}")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Sections")).to_be_hidden()
    expect(page.locator("p.prose").first).to_be_visible()
    assert overflow(page) == 0
