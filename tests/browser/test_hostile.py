"""What a page captured from the web may try: every string of an archive is out to run, to link, to break out or to
turn the direction of writing, and every page that shows one is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Open, Site
from datasette.utils import tilde_encode
from lighthouse import NOW, article

from scraper.model import (
    Address,
    Announcement,
    Credit,
    Mark,
    Moment,
    Party,
    Publisher,
    Quote,
    Report,
    Span,
    Story,
    Title,
    TitleLink,
)
from storage import serve
from storage.archive import Archive

pytestmark = pytest.mark.browser

TURNED = "\u202egnp.exe"  # RIGHT-TO-LEFT OVERRIDE: all that follows is written backwards
SCRIPT = "<script>window.owned=1</script>"
IMAGE = '"\'><img src=x onerror="window.owned=1">'
ATTRIBUTE = '\' onmouseover=\'window.owned=2\' x=" onfocus="window.owned=3" autofocus "'
TEMPLATE = "{{ 7 * 7 }}{% raw %}</title></textarea></style><!--"
EVIL = f"{SCRIPT} {IMAGE} {ATTRIBUTE} {TEMPLATE} {TURNED}"
LINK = "javascript:window.owned=1"
PARTS = (SCRIPT, IMAGE, ATTRIBUTE, TEMPLATE, TURNED)
TEXT = "\n\n".join((EVIL, f"“{EVIL}” said {EVIL}, {EVIL} of {EVIL}.", "\r\n \r\n".join(PARTS)))

# Whatever marks a place where one of the tricks would have worked.
# Styles that a script of ours sets on what it has made (the editor, the column menu, a drawing) are no trick.
OWNED = """() => {
    const found = [];
    if (window.owned) found.push("a script ran: " + window.owned);
    if (!document.title) found.push("no title");
    for (const bad of document.querySelectorAll(
        'img[src="x"], [onerror], [onmouseover], [onfocus], [autofocus], [style], script:not([src]), style, iframe'))
        if (!bad.closest(".CodeMirror, .dropdown-menu, .filter-row, #sql-editor, .drawing"))
            found.push(bad.outerHTML.slice(0, 200));
    for (const a of document.querySelectorAll("[href], [src], [action], [cite]"))
        for (const name of ["href", "src", "action", "cite"])
            if (/^\\s*(javascript|data|vbscript):/i.test(a.getAttribute(name) ?? ""))
                found.push(a.outerHTML.slice(0, 200));
    const turning = /[\\u202a-\\u202e\\u2066-\\u2069]/;
    if (turning.test(document.title)) found.push("turned title");
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (turning.test(node.data) && !node.parentElement.closest("bdi, [dir=auto], pre, textarea, .CodeMirror"))
            found.push("not isolated: " + node.parentElement.outerHTML.slice(0, 200));
    }
    for (const element of document.querySelectorAll("[title], [aria-label]"))
        if (turning.test(element.title + element.getAttribute("aria-label")) && !element.closest(".drawing"))
            found.push("turned label: " + element.outerHTML.slice(0, 200));
    return found;
}"""
TABLES = (
    *("articles", "versions", "sources", "quotes", "quote_parts", "quote_speakers", "credits", "announcements"),
    *("title_links", "article_titles", "people", "person_aliases", "companies", "company_aliases", "titles"),
    *("title_aliases", "runs", "attempts_summary", "source_health", "alarms"),
)


def story(url: str, headline: str) -> Story:
    start = TEXT.index("“") + 1
    said = Span(start, start + len(EVIL))
    who = Span(said.end + 7, said.end + 7 + len(EVIL))
    role = Span(who.end + 2, who.end + 2 + len(EVIL))
    return Story(
        article=article(
            TEXT,
            source="evil",
            address=Address(url),
            headline=headline,
            subhead=EVIL,
            byline=EVIL,
            language=ATTRIBUTE,
            published=Moment(NOW, "minute", EVIL),
            modified=Moment(NOW, "day", EVIL),
            marks=(Mark("emphasis", Span(3, 30)), Mark("link", Span(0, 20), LINK)),
            capture=EVIL,
        ),
        extractor=EVIL,
        quotes=(
            Quote(
                parts=(said,),
                speakers=(Party(EVIL), Party(EVIL + "Inc", "company"), Party(EVIL, "unnamed")),
                speaker_as_written=who,
                role=role,
                affiliation=Span(role.end + 4, role.end + 4 + len(EVIL)),
            ),
            *(Quote(parts=(Span(n, n + 40), Span(n + 60, n + 90)), speakers=(Party(PARTS[n]),)) for n in range(5)),
        ),
        credits=tuple(
            Credit(party=Party(name), role="cast", evidence=Span(n, n + 50), title=EVIL, character=name, season=name)
            for n, name in enumerate((EVIL, *PARTS))
        ),
        announcements=(
            Announcement(kind="premiere date", evidence=Span(0, 60), title=EVIL, season=EVIL, date=EVIL, episodes=8),
            Announcement(kind=EVIL, evidence=Span(10, 70), title=SCRIPT, date="2027", date_precision="year"),
        ),
        titles=(Title(name=EVIL, kind="series", network=EVIL, aliases=(IMAGE,)), Title(name=SCRIPT)),
        links=(TitleLink(title=EVIL, relation="spin_off_of", other=SCRIPT, evidence=Span(5, 90)),),
    )


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    path: Path = tmp_path_factory.mktemp("evil") / "archive.db"
    with Archive(path) as archive:
        archive.register(
            [Publisher(slug="evil", name=EVIL, homepage=LINK, terms_url=LINK), Publisher(slug="other", name=IMAGE)]
        )
        archive.save(story("https://evil.example/1", EVIL), captured_at=NOW)
        archive.save(story("https://evil.example/1", SCRIPT), captured_at=NOW.replace(hour=10))
        archive.save(story(LINK, IMAGE), captured_at=NOW)
        archive.save(story("https://evil.example/'\"><script>window.owned=1</script>", TURNED), captured_at=NOW)
        run = archive.start_run("collect", NOW)
        failed = (f"{LINK}: {EVIL}", f"https://evil.example/{EVIL}: {EVIL}")
        archive.finish_run(run, NOW, [Report(source="evil", failed=failed)])
    with serve.start(path) as server:
        yield Site(server.url)


def test_no_row_of_any_table_does_harm(evil: Site, opened: Open) -> None:
    looked_at = 0
    found: list[tuple[str, str]] = []
    with opened(evil.url, width=1280) as page:
        for table in TABLES:
            for path in (table, *_paths(evil, table)[:4]):
                response = page.goto(f"{evil.url}archive/{path}")
                assert response is not None
                assert response.status == 200, path
                page.mouse.move(300, 400)  # over whatever waits for a mouse
                found += [(path, harm) for harm in page.evaluate(OWNED)]
                looked_at += 1
    assert found == []
    assert looked_at > 50


@pytest.mark.parametrize(
    "path",
    [
        *("", "archive", "archive/who_said_what", "archive/latest_articles", "archive/changed_pages"),
        *("-/search?q=script", "archive/quotes?_search=script&_facet=role", "archive?sql=select+*+from+articles"),
        *("archive/articles?_search=%22%27%3E", "-/status"),
        "archive/quotes?role=%3Cscript%3Ewindow.owned=1%3C%2Fscript%3E%E2%80%AE",
    ],
)
def test_nor_does_a_list_of_them(path: str, evil: Site, opened: Open) -> None:
    with opened(evil.url, width=375, scheme="dark") as page:
        page.goto(evil.url + path)
        page.mouse.move(200, 400)
        assert page.evaluate(OWNED) == []


def test_nor_what_a_reader_is_made_to_ask(evil: Site, opened: Open) -> None:
    with opened(evil.url, expected="status of 40[04]") as page:
        for path in (f"archive/{SCRIPT}", "archive/articles/'><img src=x onerror=alert(1)>"):
            page.goto(evil.url + path)
            assert page.evaluate(OWNED) == []
        page.goto(f"{evil.url}archive?sql=select+'</textarea><script>window.owned=1</script>'+from+nothing")
        assert page.evaluate(OWNED) == []


def _paths(site: Site, table: str) -> list[str]:
    """Addresses of the rows of a table."""
    keys = [row["name"] for row in site.rows(f"select name from pragma_table_info('{table}') where pk order by pk")]
    columns = ", ".join(f'"{key}"' for key in keys)
    rows = site.rows(f"select {columns} from {table} order by {columns}")
    return [f"{table}/{','.join(tilde_encode(str(value)) for value in row.values())}" for row in rows]
