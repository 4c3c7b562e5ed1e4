"""The demo's press site, asked over real HTTP as a reader and as a scraper would."""

from __future__ import annotations

import csv
import gzip
import html
import http.client
import os
import re
import socket
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from selectolax.lexbor import LexborHTMLParser

import schedules.demo
from schedules.demo.edition import EDITIONS, NEWSROOM, TRADE
from schedules.demo.site import PressSite
from scraper import read
from scraper.errors import QuarantinedError
from scraper.model import Capture, Purpose
from scraper.page import Source

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[2].parent / "shared"))
FEEDS = ((NEWSROOM, "/news-feed.xml"), (TRADE, "/feed/"))
FIRST_LOOK = "/news/2026/09/orrery-shares-first-look-at-documentary-forty-winters-the-voices-of-kaldvik/"
DATES = "/news/2026/11/orrery-films-sets-dates-for-a-ledger-of-small-rains/"
SEQUEL = "/2026/film/news/orrery-films-copperline-all-the-way-to-vesper-sequel-1235211950/"
SUBSCRIBERS = "/2026/biz/news/orrery-subscribers-third-quarter-2026-original-spending-1235217004/"
PAINTERS = "/2026/legit/news/scenic-painters-guild-ratifies-contract-1235218790/"
BOT_CHECK = "/2026/biz/news/orrery-talks-acquire-quillback-television-1235216544/"
SOFT_404 = "/2026/biz/news/orrery-live-sports-rights-1235215870/"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@pytest.fixture(scope="module")
def site() -> Iterator[PressSite]:
    with PressSite() as site:
        yield site


@pytest.fixture(autouse=True)
def _first_edition(site: PressSite) -> None:
    site.edition = 1


def ask(
    site: PressSite, host: str, path: str, *, method: str = "GET", headers: Mapping[str, str] | None = None
) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
    try:
        connection.request(method, path, headers={"Host": f"{host}:{site.port}", **(headers or {})})
        response = connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read())
    finally:
        connection.close()


def entries(site: PressSite, host: str, path: str) -> list[feedparser.FeedParserDict]:
    feed = feedparser.parse(ask(site, host, path).body)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version in ("atom10", "rss20")
    return list(feed.entries)


def links(site: PressSite) -> list[tuple[str, str]]:
    """(host, path) of every page that a feed or the newsroom's listing leads to."""
    urls = [entry.link for host, path in FEEDS for entry in entries(site, host, path)]
    listing = LexborHTMLParser(ask(site, NEWSROOM, "/news/").body)
    urls += [node.attributes["href"] or "" for node in listing.css("a.result__item")]
    parts = [urlsplit(url) for url in urls]
    assert {part.port for part in parts} == {site.port}
    return [(part.hostname or "", f"{part.path}?{part.query}") for part in parts]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_that_is_listed_answers(site: PressSite, edition: int) -> None:
    site.edition = edition
    found = links(site)
    for host, path in found:
        answer = ask(site, host, path)
        assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8"), path
    pages = {(host, path.split("?")[0]) for host, path in found}
    newsroom = {path.rstrip("/").rsplit("/", 1)[-1] for host, path in pages if host == NEWSROOM}
    assert len(newsroom) == (9 if edition == 1 else 10)
    assert len([path for host, path in pages if host == TRADE]) == 14


def test_links_on_the_pages_lead_somewhere(site: PressSite) -> None:
    """But for authors, short links and the like, which nobody collects."""
    for host, path in links(site):
        tree = LexborHTMLParser(ask(site, host, path).body)
        nodes = tree.css("link[rel=canonical], link[rel=amphtml], link[rel=alternate], link[rel=stylesheet]")
        hrefs = [node.attributes["href"] or "" for node in nodes + tree.css("aside a")]
        hrefs += [node.attributes["src"] or "" for node in tree.css("img")]
        for href in hrefs:
            parts = urlsplit(href)
            assert ask(site, parts.hostname or host, parts.path).status == 200, (path, href)


@pytest.mark.parametrize("path", ["/robots.txt", "/", "/style.css"])
@pytest.mark.parametrize("host", [NEWSROOM, TRADE])
def test_the_site_around_the_articles(site: PressSite, host: str, path: str) -> None:
    assert ask(site, host, path).status == 200


def test_robots_forbid_a_path_and_allow_the_articles(site: PressSite) -> None:
    for host in (NEWSROOM, TRADE):
        rules = ask(site, host, "/robots.txt")
        assert rules.headers["Content-Type"].startswith("text/plain")
        assert rules.body.startswith(b"User-agent: *\nDisallow: /")


def test_a_browser_that_asks_for_the_port_alone_is_led_to_both(site: PressSite) -> None:
    for host in ("127.0.0.1", "localhost"):
        page = ask(site, host, "/").body.decode()
        assert f"http://{NEWSROOM}:{site.port}/" in page
        assert f"http://{TRADE}:{site.port}/" in page


@pytest.mark.parametrize("coding", ["", "gzip", "gzip;q=0", "br, gzip;q=0.5", "identity"])
@pytest.mark.parametrize(("host", "path"), [*FEEDS, (NEWSROOM, FIRST_LOOK), (TRADE, SEQUEL)])
def test_both_validators_give_304_until_the_edition_changes(site: PressSite, host: str, path: str, coding: str) -> None:
    accept = {"Accept-Encoding": coding} if coding else {}
    first = ask(site, host, path, headers=accept)
    assert first.status == 200
    assert first.headers["ETag"].startswith('"')
    by_tag = accept | {"If-None-Match": f'"other", {first.headers["ETag"]}'}
    by_date = accept | {"If-Modified-Since": first.headers["Last-Modified"]}
    for conditions in (by_tag, by_date):
        again = ask(site, host, path, headers=conditions)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Last-Modified"] == first.headers["Last-Modified"]
    site.edition = 2
    for conditions in (by_tag, by_date):
        changed = ask(site, host, path, headers=conditions)
        assert changed.status == 200
        assert changed.headers["ETag"] != first.headers["ETag"]


def test_conditions_as_rfc_9110_has_them(site: PressSite) -> None:
    host, path = NEWSROOM, FIRST_LOOK
    tag = ask(site, host, path).headers["ETag"]
    cases: list[tuple[dict[str, str], int]] = [
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": f"W/{tag}"}, 304),
        ({"If-None-Match": '"other"', "If-Modified-Since": "Sun, 22 Nov 2026 00:00:00 GMT"}, 200),
        ({"If-Modified-Since": "Thu, 01 Jan 2026 00:00:00 GMT"}, 200),
        ({"If-Modified-Since": "yesterday"}, 200),
        ({"If-Modified-Since": "Sun, 22 Nov 2026 00:00:00 -0000"}, 304),
    ]
    for headers, status in cases:
        assert ask(site, host, path, headers=headers).status == status, headers


def test_gzip_where_it_is_accepted_and_the_same_text_inside(site: PressSite) -> None:
    plain = ask(site, TRADE, SEQUEL)
    packed = ask(site, TRADE, SEQUEL, headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert gzip.decompress(packed.body) == plain.body


def test_head_has_the_headers_and_no_body(site: PressSite) -> None:
    got, head = ask(site, TRADE, SEQUEL), ask(site, TRADE, SEQUEL, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length"):
        assert head.headers[name] == got.headers[name]


def test_what_is_not_there(site: PressSite) -> None:
    assert ask(site, NEWSROOM, "/news/2026/01/never-was/").status == 404
    assert ask(site, NEWSROOM, SEQUEL).status == 404  # the other host's
    assert ask(site, "press.example", "/").status == 421
    site.edition = 1
    assert ask(site, NEWSROOM, DATES).status == 404
    moved = ask(site, TRADE, SEQUEL.rstrip("/"))
    assert (moved.status, moved.headers["Location"]) == (301, SEQUEL)


def test_the_second_edition_changes_these_pages_and_no_others(site: PressSite) -> None:
    first = dict(site._server.documents)
    site.edition = 2
    second = dict(site._server.documents)
    assert first.keys() <= second.keys()
    new = {path for _, path in second.keys() - first.keys()}
    assert new == {DATES, f"/uk{DATES}", f"/images/{DATES.strip('/').rsplit('/', 1)[-1]}.svg"}
    changed = {path for key, document in first.items() if second[key].etag != document.etag for path in key[1:]}
    assert changed == {
        *("/", "/news/", "/news-feed.xml", "/feed/"),
        *(FIRST_LOOK, f"/uk{FIRST_LOOK}"),  # a date is put right without a word
        *(SEQUEL, f"{SEQUEL}amp/"),  # two credits, a statement and the headline
        *(SUBSCRIBERS, PAINTERS, SOFT_404),  # only in the margin, where the changed headline stands
    }
    for key in first:
        if second[key].etag != first[key].etag:
            assert first[key].modified < second[key].modified, key


def test_text_changes_only_where_it_was_edited(site: PressSite) -> None:
    def texts() -> dict[str, str]:
        return {
            path: " ".join(node.text() for node in LexborHTMLParser(ask(site, host, path).body).css("article"))
            for host, path in (
                (NEWSROOM, FIRST_LOOK),
                (TRADE, SEQUEL),
                (TRADE, SUBSCRIBERS),
                (TRADE, PAINTERS),
            )
        }

    before = texts()
    site.edition = 2
    after = texts()
    assert {path for path in before if before[path] != after[path]} == {FIRST_LOOK, SEQUEL}
    assert "Friday, November 27, 2026" in before[FIRST_LOOK]
    assert "Friday, December 4, 2026" in after[FIRST_LOOK]
    assert "[Updated]" in after[SEQUEL]


def test_the_feeds_say_what_was_edited_and_what_is_new(site: PressSite) -> None:
    def updated() -> dict[str, str]:
        return {
            entry.id: str(dict(entry).get("updated", "")) for host, path in FEEDS for entry in entries(site, host, path)
        }

    before = updated()
    site.edition = 2
    after = updated()
    base = f"http://{NEWSROOM}:{site.port}"
    assert set(after) - set(before) == {base + DATES}
    assert len(set(before) - set(after)) == 1  # the newsroom's feed is a window of six
    assert {key for key in before if key in after and before[key] != after[key]} == {
        base + FIRST_LOOK,
        f"http://{TRADE}:{site.port}/?p=1235211950",
    }


def test_feed_links_carry_tracking_parameters_and_one_leads_to_a_copy(site: PressSite) -> None:
    found = [entry.link for host, path in FEEDS for entry in entries(site, host, path)]
    assert all("utm_source=" in link for link in found)
    assert len([link for link in found if "/amp/?" in link]) == 1
    listing = ask(site, NEWSROOM, "/news/").body.decode()
    assert listing.count('href="http://newsroom.orrery.localhost:' + f"{site.port}/uk/news/") == 1


def test_copies_name_their_original(site: PressSite) -> None:
    for host, copy, original in (
        (NEWSROOM, f"/uk{FIRST_LOOK}", FIRST_LOOK),
        (TRADE, f"{SEQUEL}amp/", SEQUEL),
    ):
        node = LexborHTMLParser(ask(site, host, copy).body).css_first("link[rel=canonical]")
        assert node is not None
        assert node.attributes["href"] == f"http://{host}:{site.port}{original}"


@pytest.mark.parametrize(
    ("path", "words"), [(BOT_CHECK, b"Just a moment..."), (SOFT_404, b"That page can\xe2\x80\x99t be found")]
)
def test_two_pages_answer_200_and_are_no_articles(site: PressSite, path: str, words: bytes) -> None:
    answer = ask(site, TRADE, path)
    assert answer.status == 200
    assert words in answer.body
    assert b"NewsArticle" not in answer.body


def test_every_page_says_that_it_is_fiction(site: PressSite) -> None:
    site.edition = 2
    for host, path in [*links(site), (NEWSROOM, "/news/"), (TRADE, "/"), (TRADE, f"{SEQUEL}amp/")]:
        assert b"onrecord demonstration" in ask(site, host, path).body, path


def test_pages_are_whole(site: PressSite) -> None:
    """Curly marks are balanced in every paragraph but where a quotation runs on, and no entity is raw."""
    for host, path in links(site):
        body = ask(site, host, path).body.decode()
        assert "�" not in body
        tree = LexborHTMLParser(body)
        paragraphs = [node.text() for node in tree.css("div.pagebody-copy, div.a-content > p")]
        for paragraph, following in zip(paragraphs, [*paragraphs[1:], ""], strict=False):
            missing = paragraph.count("“") - paragraph.count("”")
            assert missing == (1 if missing and following.startswith("“") else 0), (path, paragraph)
            assert not re.search(r"&(?:amp|lt|#)|<|  |\{|\+\+\+", paragraph), (path, paragraph)


def test_one_statement_stands_on_both_sites(site: PressSite) -> None:
    statement = "“From the first page of ‘Low Water’ you can hear the shingle move, and we are honored"
    holders = {host for host, path in links(site) if statement in ask(site, host, path).body.decode()}
    assert holders == {NEWSROOM, TRADE}


def test_it_resolves_its_own_hosts_and_no_other(site: PressSite) -> None:
    assert site.resolve(NEWSROOM, site.port) == (("127.0.0.1", site.port),)
    assert site.resolve(TRADE.upper(), 80) == (("127.0.0.1", site.port),)
    for host in ("localhost", "www.example.org", "other.localhost"):
        with pytest.raises(socket.gaierror, match=re.escape(host)):
            site.resolve(host, 80)


def test_its_sources_are_on_its_port_and_stay_on_loopback(site: PressSite) -> None:
    newsroom, trade = site.sources
    assert (newsroom.reuse, trade.reuse) == ("release", "press")
    for source in (newsroom, trade):
        assert source.loopback
        for url in (*source.feeds, *source.listings):
            parts = urlsplit(url)
            assert parts.port == site.port
            assert ask(site, parts.hostname or "", parts.path).status == 200
    assert newsroom.lists(f"http://{NEWSROOM}:{site.port}{DATES}")
    assert not newsroom.lists(f"http://{NEWSROOM}:{site.port}/news/")
    assert trade.lists(f"http://{TRADE}:{site.port}{SEQUEL}")


def test_there_is_no_third_edition(site: PressSite) -> None:
    with pytest.raises(ValueError, match="not 3"):
        site.edition = 3


def test_a_port_that_is_taken_is_said_at_once(site: PressSite) -> None:
    with pytest.raises(OSError, match="in use"):
        PressSite(site.port)


def test_no_title_is_a_real_one(site: PressSite) -> None:
    """As far as the gazetteer goes."""
    gazetteer = SHARED / "data" / "gazetteers" / "apple_tv_plus_titles_2023-03_justwatch.csv"
    if not gazetteer.exists():
        pytest.skip(f"no gazetteer of real titles at {gazetteer}")
    with gazetteer.open(encoding="utf-8", newline="") as rows:
        real = {row["title"].casefold() for row in csv.DictReader(rows)}
    site.edition = 2
    named: set[str] = set()
    for host, path in links(site):
        tree = LexborHTMLParser(ask(site, host, path).body)
        named.update(node.text() for node in tree.css("div.a-content em"))
        text = " ".join(node.text() for node in tree.css("h1, div.pagebody-copy"))
        named.update(match.strip(",.") for match in re.findall(r"[“‘]([A-Z][^”’“‘]{2,60})[”’]", text))
    assert len(named) > 30
    assert not {name.casefold() for name in named} & real


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_is_read_as_a_sub_editor_would(site: PressSite, edition: int) -> None:
    """Headline, day and words are the file's own; nothing that stands round the text gets into it."""
    site.edition = edition
    read_pages, refused = 0, {}
    for source in site.sources:
        for address in (*source.feeds, *source.listings):
            purpose: Purpose = "feed" if address in source.feeds else "listing"
            for lead in read.leads(source, captured(site, source, address, purpose)):
                try:
                    article = read.article(source, captured(site, source, lead.url, "page"), hint=lead)
                except QuarantinedError as error:
                    refused[urlsplit(lead.url).path] = error.reason
                    continue
                read_pages += 1
                file = page_file(source, lead.url, edition)
                facts = tomllib.loads(file.split("+++\n")[1])
                assert (article.reader, article.headline) == ("layout", facts["headline"])
                assert article.subhead == facts.get("subhead", "")
                assert "/amp/" not in article.address.url
                assert "/uk/" not in article.address.url
                assert article.published is not None
                assert article.published.at.date() == facts["published"].date()
                assert article.modified is not None
                assert article.modified.at == facts.get("updated", facts["published"])
                copy = re.sub(r"<related>.*</related>\n\n", "", file.split("+++\n")[2].strip())
                assert article.text == html.unescape(re.sub(r"<[^>]+>", "", copy))
                titles = [mark.span.of(article.text) for mark in article.marks if mark.kind == "emphasis"]
                assert titles == [html.unescape(title) for title in re.findall(r"<em>(.*?)</em>", copy)]
    assert refused == {BOT_CHECK: "bot check", SOFT_404: "soft 404"}
    assert read_pages == 12 + (6 + 9 if edition == 1 else 6 + 10)


def captured(site: PressSite, source: Source, url: str, purpose: Purpose) -> Capture:
    parts = urlsplit(url)
    answer = ask(site, parts.hostname or "", parts.path)
    return Capture(
        source=source.slug,
        purpose=purpose,
        url=url,
        final_url=url,
        status=answer.status,
        headers=tuple((name.lower(), value) for name, value in answer.headers.items()),
        body=answer.body,
        fetched_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


def page_file(source: Source, url: str, edition: int) -> str:
    """The file a page was made from: the newest of its name."""
    folder = Path(schedules.demo.__file__).parent / "pages" / (urlsplit(source.homepage).hostname or "")
    slug = re.sub(r"-\d{9,10}$", "", urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1])
    files = [folder / str(number) / f"{slug}.html" for number in range(edition, 0, -1)]
    return next(file for file in files if file.exists()).read_text("utf-8")


def test_the_readme_says_what_each_page_shows() -> None:
    folder = Path(schedules.demo.__file__).parent
    table = re.findall(
        r"^\| ([\w-]+) \|", (folder / "README.md").read_text("utf-8").split("## What each")[1], re.MULTILINE
    )
    assert sorted(set(table) - {"page"}) == sorted({file.stem for file in folder.glob("pages/*/*/*.html")})
