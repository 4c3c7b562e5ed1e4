"""Every type of page, in light and dark, on a phone and on a desk: nothing axe-core objects to, nothing outside."""

from __future__ import annotations

import pytest
from browsing import Open, Site, issues_in_every_look
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGES = {  # what it is -> its path, or the question that finds it
    "home": "/",
    "article": "select 'articles/' || article from quotes group by article order by count(*) desc, article",
    "article with versions": "select 'articles/' || article from versions where seq = 2 order by article",
    "version": "select 'versions/' || article || ',2' from versions where seq = 2 order by article",
    "first version": "select 'versions/' || article || ',1?against=0' from versions where seq = 2 order by article",
    "quote": "select 'quotes/' || quote from quote_parts where seq = 2 order by quote",
    "credit": "select 'credits/' || id from credits where character is not null order by id",
    "announcement": "select 'announcements/' || id from announcements where date is not null order by id",
    "title link": "select 'title_links/' || id from title_links order by id",
    "source": "select 'sources/' || slug from sources order by slug",
    "run": "select 'runs/' || id from runs where failed > 0 order by id",
    "status": "/-/status",
    "row without a page of its own": "select 'roles/writer'",
    "table": "select 'articles'",
    "table with filters": "select 'quotes?_search=we&kind=direct&_facet=article'",
    "view": "select 'who_said_what'",
    "database": "/archive",
    "query": "/archive?sql=select+headline,url+from+articles+where+source=:source&source=marquee-ledger",
    "patterns": "/-/patterns",
    "versions of the software": "/-/versions",
    "allow rules": "/-/allow-debug",
}


def path_of(site: Site, name: str) -> str:
    found = PAGES[name]
    return found[1:] if found.startswith("/") else f"archive/{site.value(found)}"


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wrong_with_it(name: str, opened: Open, site: Site) -> None:
    with opened(site.url) as page:
        page.goto(site.url + path_of(site, name))
        assert issues_in_every_look(page) == []


@pytest.mark.parametrize("path", ["archive/nothing", "archive/articles/no", "nothing", "archive/articles?_sort=url"])
def test_a_page_that_is_not_there_has_a_way_back(path: str, opened: Open, site: Site) -> None:
    with opened(site.url, expected="status of 40[04]") as page:
        page.goto(site.url + path)
        expect(page.get_by_role("main")).to_contain_text("begin at the front page")
        expect(page.get_by_role("search")).to_be_visible()
        assert issues_in_every_look(page) == []


def test_a_query_that_takes_too_long_says_so(opened: Open, site: Site) -> None:
    endless = "with+recursive+n(i)+as+(select+1+union+all+select+i%2B1+from+n)+select+max(i)+from+n"
    with opened(site.url, expected="status of 400") as page:
        page.goto(f"{site.url}archive?sql={endless}")
        expect(page.get_by_role("main")).to_contain_text("takes longer than this server allows")
