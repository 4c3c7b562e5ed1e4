"""A reader's walk from the front page to a file on their own disk, and the pages on the way as axe-core sees them."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import LOOKS, Open, Site, issues, overflow
from invented import Trade
from playwright.sync_api import Page, expect

from storage import serve
from storage.archive import Archive
from storage.export import export

pytestmark = pytest.mark.browser

PAGES = {  # what it is -> its path, or the question that finds it
    "title": "select 'titles/' || title from announcements group by title order by count(*) desc, title",
    "title with little": "select 'titles/' || slug from titles t where not exists "
    "(select 1 from announcements n where n.title = t.slug) order by slug",
    "person": "select 'people/' || person from quote_speakers where person is not null group by person "
    "order by count(*) desc, person",
    "company": "select 'companies/' || company from credits where company is not null group by company "
    "order by count(*) desc, company",
    "search": "/-/search?q=salt",
    "search for a half-remembered line": "/-/search?q=people+came+for+the+wrongword+eight+things",
    "search without an answer": "/-/search?q=zzzz",
    "search without a question": "/-/search",
    "pictures": "/-/pictures",
    "calendar": "/-/calendar?year=2026",
    "no dumps": "/-/dumps",
}


def path_of(site: Site, name: str) -> str:
    found = PAGES[name]
    return found[1:] if found.startswith("/") else f"archive/{site.value(found)}"


def drawn(page: Page) -> int:
    """How many pictures there are; all of them are drawn when this returns."""
    pictures = page.locator("[data-picture]")
    for number in range(pictures.count()):
        expect(pictures.nth(number)).to_have_attribute("data-drawn", "true")
    return pictures.count()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wrong_with_it(name: str, opened: Open, site: Site) -> None:
    path = path_of(site, name)
    for width, scheme in LOOKS:
        with opened(site.url, width=width, scheme=scheme) as page:
            page.goto(site.url + path, wait_until="networkidle")
            drawn(page)
            for table in page.get_by_text("The same as a table").all():
                table.click()
            assert issues(page) == [], (width, scheme)
            assert overflow(page) == 0, (width, scheme)


def test_from_the_front_page_to_a_file(opened: Open, site: Site, tmp_path: Path) -> None:
    with opened(site.url) as page:
        page.goto(site.url)
        page.get_by_label("Search everything").fill("people came for eight other things")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("people came for eight other things")
        expect(page.locator("mark").first).to_have_text("People")
        page.get_by_role("region", name="Quotes").get_by_role("link", name="People came for").click()
        expect(page.locator("figure.pull blockquote")).to_contain_text("People came for")
        page.get_by_role("link", name="See it in the article").click()
        place = page.locator(":target")
        expect(place).to_be_in_viewport()
        assert page.url.endswith(str(place.get_attribute("id")))
        note = page.locator(f"#note-{place.get_attribute('id')}")
        speaker = note.get_by_role("link", name="Gideon Strand")
        speaker.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Gideon Strand")
        page.get_by_role("link", name="People came for").click()
        page.get_by_role("link", name="The Salt Meridian").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("The Salt Meridian")
        timeline = page.get_by_role("region", name="From order to premiere")
        events = timeline.locator("ol.timeline > li")
        assert events.count() >= 3
        with page.expect_download() as begun:
            timeline.get_by_role("link", name="CSV").click()
        begun.value.save_as(tmp_path / "timeline.csv")
        with (tmp_path / "timeline.csv").open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) >= events.count()
        assert {row["title"] for row in rows} == {"The Salt Meridian"}
        assert rows == sorted(rows, key=lambda row: row["published"])


def test_pictures_are_drawn_and_say_the_same_as_their_tables(opened: Open, site: Site) -> None:
    with opened(site.url) as page:
        page.goto(f"{site.url}-/pictures")
        assert drawn(page) == 2
        quoted = page.get_by_role("region", name="Most quoted people", exact=False).first
        bars = quoted.locator("svg .mark-text text").filter(has_text=re.compile(r"^\d+ of \d+$"))
        page.get_by_text("The same as a table").nth(1).click()
        cells = quoted.locator("tbody tr")
        assert bars.count() == cells.count() > 3
        first = [cell.strip() for cell in cells.first.locator("td").all_inner_texts()]
        assert bars.first.text_content() == f"{first[2]} of {first[3]}"
        with page.expect_response("**/most-quoted.csv") as answer:
            page.evaluate("fetch('/-/pictures/most-quoted.csv')")
        assert answer.value.text().splitlines()[1].startswith(first[0])


def test_pictures_follow_the_scheme_and_the_width(opened: Open, site: Site) -> None:
    with opened(site.url) as page:
        page.goto(f"{site.url}-/pictures")
        drawn(page)
        label = page.locator("[data-picture=announcements] svg .role-axis-label text").first
        before = label.get_attribute("fill")
        page.emulate_media(color_scheme="dark")
        expect(label).not_to_have_attribute("fill", str(before))
        page.set_viewport_size({"width": 375, "height": 900})
        expect(page.locator("[data-picture=announcements] svg")).not_to_have_attribute("width", "1024")
        assert overflow(page) == 0


def test_without_scripts_pictures_are_tables(opened: Open, site: Site) -> None:
    with opened(site.url, scripts=False) as page:
        page.goto(f"{site.url}-/pictures")
        expect(page.locator("[data-picture]").first).to_be_hidden()
        page.get_by_text("The same as a table").first.click()
        expect(
            page.get_by_role("region", name="Announcements over time").first.locator("tbody tr").first
        ).to_be_visible()
        page.get_by_label("Search the archive").fill("salt meridian")
        page.keyboard.press("Enter")
        expect(page.locator("mark").first).to_be_visible()


def test_the_keyboard_alone_searches(opened: Open, site: Site) -> None:
    with opened(site.url) as page:
        page.goto(f"{site.url}-/search?q=salt")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Skip to the content")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_attribute("href", re.compile("^/archive/titles"))


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An archive in which the same few are in everything, with its dumps."""
    path: Path = tmp_path_factory.mktemp("busy") / "archive.db"
    trade = Trade(seed=2, articles=150)
    with Archive(path) as archive:
        archive.register(trade.publishers)
        with archive.rebuilding("reel-wire"):
            for story, captured_at in trade.stories():
                archive.save(story, captured_at=captured_at)
    export(path, path.with_name("archive-export"), software="onrecord test", formats=["csv"])
    with serve.start(path) as server:
        yield Site(server.url)


@pytest.mark.parametrize("name", ["title", "person", "company", "dumps", "calendar"])
def test_nor_where_there_is_much(name: str, opened: Open, busy: Site) -> None:
    paths = {"dumps": "-/dumps", "calendar": "-/calendar?year=2024"}
    path = paths.get(name) or f"archive/{busy.value(PAGES[name])}"
    for width, scheme in LOOKS:
        with opened(busy.url, width=width, scheme=scheme) as page:
            page.goto(busy.url + path, wait_until="networkidle")
            drawn(page)
            assert issues(page) == [], (width, scheme)
            assert overflow(page) == 0, (width, scheme)


def test_a_dump_is_what_the_page_says(opened: Open, busy: Site) -> None:
    with opened(busy.url) as page:
        page.goto(f"{busy.url}-/dumps")
        row = page.get_by_role("row", name="csv/quotes.csv")
        with page.expect_download() as begun:
            row.get_by_role("link").click()
        digest = hashlib.sha256(begun.value.path().read_bytes()).hexdigest()
        expect(row.get_by_role("cell").last).to_have_text(digest)
