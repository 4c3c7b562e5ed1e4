"""What stands on the pages of the demo's press site, and what is read from them."""

from __future__ import annotations

import csv
import html
import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from newsstand import BOT_CHECK, FEEDS, FIRST_LOOK, SEQUEL, SOFT_404, ask, entries, links
from selectolax.lexbor import LexborHTMLParser

import schedules.demo
from schedules.demo.edition import EDITIONS, NEWSROOM, TRADE
from schedules.demo.site import PressSite
from scraper import read
from scraper.errors import QuarantinedError
from scraper.model import Capture, Purpose
from scraper.page import Source


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


def test_no_title_is_a_real_one(site: PressSite, shared_data: Path) -> None:
    """As far as the gazetteer goes."""
    gazetteer = shared_data / "gazetteers" / "apple_tv_plus_titles_2023-03_justwatch.csv"
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
