"""The demo's press site as a server: what answers, with which headers, and when it has nothing new."""

from __future__ import annotations

import gzip
import re
import socket
from urllib.parse import urlsplit

import pytest
from newsstand import DATES, FEEDS, FIRST_LOOK, SEQUEL, ask, links
from selectolax.lexbor import LexborHTMLParser

from schedules.demo.edition import EDITIONS, NEWSROOM, TRADE
from schedules.demo.site import PressSite


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


def test_a_port_that_is_taken_is_said_at_once(site: PressSite) -> None:
    with pytest.raises(OSError, match="in use"):
        PressSite(site.port)
