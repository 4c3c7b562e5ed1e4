"""Feeds and listings, in the dialects and with the faults that real ones have."""

# ruff: noqa: E501 -- a case is a line
from __future__ import annotations

import gzip
import io
import time
from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scraper import read
from scraper.errors import QuarantinedError, ReadError
from scraper.model import Capture, Lead, Purpose
from scraper.page import Source
from scraper.sources import builtin

GAZETTE = Source(
    slug="harbor-gazette",
    name="Harbor Gazette",
    homepage="https://gazette.example/",
    feeds=("https://gazette.example/feed/",),
)
FULL = Source(slug="full", name="Full", full_text=True)


def _capture(body: str | bytes, url: str = "https://gazette.example/feed/", purpose: Purpose = "feed", content_type: str = "") -> Capture:  # fmt: skip
    return Capture(
        source="harbor-gazette",
        purpose=purpose,
        url=url,
        final_url=url,
        status=200,
        headers=(("content-type", content_type),) if content_type else (),
        body=body.encode() if isinstance(body, str) else body,
        fetched_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


def _rss(*items: str, encoding: str = "UTF-8") -> str:
    joined = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><title>Harbor Gazette</title>'
        f"<link>https://gazette.example/</link>{joined}</channel></rss>"
    )


APPLE = """<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Apple TV Press</title>
<entry><title><![CDATA[“Copper Meridian” lands at Apple TV
]]></title><updated><![CDATA[2026-06-22T00:00:00.000Z]]></updated>
<id><![CDATA[https://www.apple.com/tv-pr/news/2026/06/copper-meridian/]]></id>
<link href="https://www.apple.com/tv-pr/news/2026/06/copper-meridian/"/>
<link rel="enclosure" type="image/jpeg" title="x" href="https://www.apple.com/tv-pr/articles/2026/06/x/big-image.jpg"/>
<category term="Press Release"/><content><![CDATA[The ten-episode drama is set in a mining town.]]></content></entry>
<entry><title>Elsewhere</title><updated>2026-06-21T09:30:00Z</updated><id>b</id>
<link href="https://www.apple.com/ca/tv-pr/news/2026/06/elsewhere/?utm_source=feed"/></entry>
<entry><title>A show page</title><id>c</id><link href="https://www.apple.com/tv-pr/originals/copper-meridian/"/></entry>
</feed>"""


def test_apples_feed_is_atom_without_rel_with_cdata() -> None:
    source = builtin()["apple-tv-press"]
    first, second = read.leads(source, _capture(APPLE, source.feeds[0]))
    assert first.url == first.guid == "https://www.apple.com/tv-pr/news/2026/06/copper-meridian/"
    assert first.title == "“Copper Meridian” lands at Apple TV"
    assert first.summary == "The ten-episode drama is set in a mining town."
    assert first.categories == ("Press Release",)
    assert first.published is None
    assert first.updated is not None
    assert (first.updated.at, first.updated.precision) == (datetime(2026, 6, 22, tzinfo=UTC), "day")
    assert second.url == "https://www.apple.com/tv-pr/news/2026/06/elsewhere/"  # the locale copy's original


def test_rss_with_everything() -> None:
    (lead,) = read.leads(
        GAZETTE,
        _capture(
            _rss(
                "<title>&#8216;Copper Meridian&#8217; &amp;amp; &lt;em&gt;Slag&lt;/em&gt; Renewed</title>"
                "<link>https://GAZETTE.example:443/2026/story/?utm_medium=rss#c</link>"
                "<pubDate>Sat, 14 Jun 2025 06:00:00 PDT</pubDate><dc:creator><![CDATA[Ann Orr]]></dc:creator>"
                '<category><![CDATA[Apple TV+]]></category><category>TV</category><category>TV</category>'
                '<guid isPermaLink="false">https://gazette.example/?p=12</guid>'
                "<description><![CDATA[<p>The drama returns […]</p>]]></description>"
                "<content:encoded><![CDATA[<p>The drama returns, <em>again</em>.</p>]]></content:encoded>"
            )
        ),
    )  # fmt: skip
    assert lead.url == "https://gazette.example/2026/story/"
    assert lead.guid == "https://gazette.example/?p=12"
    assert lead.title == "‘Copper Meridian’ & Slag Renewed"
    assert lead.byline == "Ann Orr"
    assert lead.categories == ("Apple TV+", "TV")
    assert lead.summary == "The drama returns […]"
    assert lead.html == "<p>The drama returns, <em>again</em>.</p>"
    assert lead.published is not None
    assert lead.published.at == datetime(2025, 6, 14, 13, tzinfo=UTC)
    assert lead.published.verbatim == "Sat, 14 Jun 2025 06:00:00 PDT"
    assert lead.updated is None


def test_urls_are_distinct_and_in_order_and_unusable_ones_left_out() -> None:
    leads = read.leads(
        GAZETTE,
        _capture(
            _rss(
                "<title>B</title><link>/b/</link>",
                "<title>A</title><link>https://gazette.example/a/?fbclid=1</link>",
                "<title>B again</title><link>https://gazette.example/b/</link>",
                "<title>None</title>",
                "<title>Bad</title><link>http://[</link><guid>tag:x</guid>",
                "<title>G</title><guid>https://gazette.example/g/</guid>",
                "<link>https://feeds.example/~r/1</link><feedburner:origLink>https://gazette.example/o/</feedburner:origLink>",
            )
        ),
    )
    assert [lead.url.rsplit("/", 2)[1] for lead in leads] == ["b", "a", "g", "o"]
    assert leads[0].title == "B"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "<!DOCTYPE html><html><title>Gazette</title><body>" + "<p>words words</p>" * 200,
            "an HTML page, not a feed",
        ),
        ("", "an empty answer"),
        ("nonsense", "neither RSS nor Atom"),
        (_rss(), "a feed without items"),
        (_rss("<title>x</title>"), "none of 1 items leads to an article"),
        ("/etc/passwd", "neither RSS nor Atom"),
        ("http://127.0.0.1:1/", "neither RSS nor Atom"),
    ],
)
def test_what_is_no_feed_is_said_out_loud(body: str, message: str) -> None:
    with pytest.raises(ReadError, match=rf"^https://gazette\.example/feed/.*{message}"):
        read.leads(GAZETTE, _capture(body))


def test_a_bot_check_in_a_feeds_place_is_called_so() -> None:
    with pytest.raises(QuarantinedError) as caught:
        read.leads(GAZETTE, _capture("<html><title>Just a moment...</title></html>", content_type="text/html"))
    assert caught.value.reason == "bot check"


def test_entities_do_not_explode_and_no_file_is_read() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    bomb += '<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = bomb + _rss("<title>&i;&f;</title><link>https://gazette.example/a/</link>").split("?>", 1)[1]
    began = time.process_time()
    (lead,) = read.leads(GAZETTE, _capture(body))
    assert time.process_time() - began < 2
    assert len(lead.title) < 1000
    assert "root:" not in lead.title


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_encodings(encoding: str) -> None:
    body = _rss("<title>Café naïve</title><link>https://gazette.example/a/</link>", encoding=encoding)
    (lead,) = read.leads(GAZETTE, _capture(body.encode(encoding)))
    assert lead.title == "Café naïve"


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet="<>/rsfeditmlnkchpu!&;=' \"", max_size=200).map(str.encode))
def test_no_bytes_raise_anything_but_read_error(body: bytes) -> None:
    for prefix in (
        b"",
        b"<?xml version='1.0'?><rss version='2.0'><channel><item><link>https://x.example/</link>",
    ):
        try:
            leads = read.leads(GAZETTE, _capture(prefix + body))
        except ReadError:
            continue
        assert leads


LISTING = """<html><head><title>News</title></head><body><nav><a href="/tv-pr/">Home</a></nav>
<a href="/tv-pr/news/2026/08/copper-meridian/"><img alt=""></a>
<h3><a href="/tv-pr/news/2026/08/copper-meridian/">Copper Meridian lands</a></h3>
<a href="/ca/tv-pr/news/2026/07/elsewhere/?utm_id=1"><div><h3>Elsewhere</h3><p>A line about it</p></div></a>
<a href="mailto:x@y.example">Mail</a><a href="http://[">Bad</a>
<a href="https://www.apple.com/tv-pr/originals/copper-meridian/">Show</a></body></html>"""


def test_a_listing() -> None:
    source = builtin()["apple-tv-press"]
    first, second = read.leads(source, _capture(LISTING, source.listings[0], "listing"))
    assert (first.url, first.title) == (
        "https://www.apple.com/tv-pr/news/2026/08/copper-meridian/",
        "Copper Meridian lands",
    )
    assert second.title == "Elsewhere"
    assert second.url.startswith("https://www.apple.com/tv-pr/news/2026/07/elsewhere/")


def test_a_listing_without_a_pattern_takes_slugs_on_its_own_host() -> None:
    html = """<a href="/2026/the-mayor-counts-the-votes/">The mayor</a><a href="/about/">About</a>
    <a href="https://other.example/a-b-c-d-e/">Other</a>"""
    (lead,) = read.leads(GAZETTE, _capture(html, "https://gazette.example/news/", "listing"))
    assert lead.title == "The mayor"


@pytest.mark.parametrize("html", ["", "<p>no links</p>" * 300, "<a href=/about/>About</a>"])
def test_a_listing_without_links_is_said_out_loud(html: str) -> None:
    with pytest.raises(ReadError, match=r"gazette.example/news/"):
        read.leads(GAZETTE, _capture(html, "https://gazette.example/news/", "listing"))


@pytest.mark.parametrize(
    ("lead", "topics", "expected"),
    [
        ({"title": "Apple TV orders “Slag”"}, ("Apple TV",), True),
        ({"title": "apple\u00a0tv orders “Slag”"}, ("Apple TV",), True),
        ({"title": "Apple TV+ orders “Slag”"}, ("Apple TV+",), True),
        ({"title": "Apple TVs on sale"}, ("Apple TV",), False),
        ({"title": "Pineapple TV"}, ("Apple TV",), False),
        ({"summary": "… for Apple Original Films."}, ("Apple TV", "apple original films"), True),
        ({"categories": ("TV", "Apple TV+")}, ("Apple TV",), True),
        ({"title": "Slag"}, ("Apple TV",), False),
        ({"title": "Slag"}, (), True),
    ],
)
def test_on_topic(lead: dict[str, str], topics: tuple[str, ...], expected: bool) -> None:
    assert read.on_topic(Lead(source="x", url="https://x.example/", **lead), topics) is expected  # type: ignore[arg-type]


def test_an_item_that_is_the_article() -> None:
    capture = _capture(
        _rss(
            "<title>Now Streaming</title><link>https://gazette.example/a/</link><dc:creator>Ann Orr</dc:creator>"
            "<description><![CDATA[The first of <a href='/b/'>two</a>.<br/>\n<br/>\n<img src='x'/><br/>\nAnd <i>Slag</i>.<br/>"
            '<div class="linkback">Related: <a href="/r/">R</a></div><br/>This article, "<a href="/a/">Now</a>" first appeared on '
            'Gazette<br/><br/><a href="/f/">Discuss this article</a> in our forums]]></description>'
        )
    )  # fmt: skip
    (lead,) = read.leads(FULL, capture)
    article = read.item(FULL, lead, capture)
    assert article.text == "The first of two.\n\nAnd Slag."
    assert [(m.kind, m.span.of(article.text), m.href) for m in article.marks] == [
        ("link", "two", "https://gazette.example/b/"),
        ("emphasis", "Slag", None),
    ]
    assert (article.reader, article.headline, article.byline) == ("feed", "Now Streaming", "Ann Orr")
    assert article.capture == capture.sha256


@pytest.mark.parametrize(("title", "html"), [("", "<p>x</p>"), ("T", ""), ("T", "<img src=x>"), ("T", "<b>" * 2000)])
def test_an_item_that_is_none(title: str, html: str) -> None:
    lead = Lead(source="full", url="https://gazette.example/a/", title=title, html=html)
    with pytest.raises(ReadError, match=r"^https://gazette\.example/a/"):
        read.item(FULL, lead, _capture(""))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("&#55357;&#56832;", "😀"),
        ("&#xD83D;&#xde00;", "😀"),
        ("&#55357&#56832;&#8217;", "😀’"),
        ("&#55357;", "�"),
        ("&#xDE00;&#xD83D;", "��"),
        ("&#55357;&#8217;", "�’"),
        ("&#1114112;", "�"),
        ("&#99999999999999999999;", "�"),
        (f"&#{'9' * 5000};", "�"),
        ("&#000128512;", "😀"),
    ],
)
@pytest.mark.parametrize("wrap", ["{}", "<![CDATA[{}]]>"])
def test_references_to_halves_of_characters_and_to_none(written: str, meant: str, wrap: str) -> None:
    said = wrap.format(f"Slag {written} Renewed")
    (lead,) = read.leads(
        GAZETTE,
        _capture(
            _rss(f"<title>{said}</title><link>https://gazette.example/a/</link><description>{said}</description>")
        ),
    )
    assert (lead.title, lead.summary) == (f"Slag {meant} Renewed",) * 2


def test_a_reference_beyond_all_measure_within_escaped_markup() -> None:
    item = f"<title>Slag &amp;#{'9' * 5000};</title><link>https://gazette.example/a/</link>"
    (lead,) = read.leads(GAZETTE, _capture(_rss(item)))
    assert lead.title == "Slag �"


# What has been seen to make feedparser raise, by what it raises; Hypothesis looks for more among their neighbours.
DAMAGE = (
    "<!DOCTYPE rss [<!ENTITY a 'b'>", "<![if x]>", "<!ENTITY", "<![CDATA[", "]]>", "<!", "&#x;", "<a:b:c>", "xmlns:='x'",
    "<georss:point>1</georss:point>", "<gml:pos>1 x</gml:pos>", "<gml:Point srsName='http://[' srsDimension='x'>",
    "<georss:polygon>1 2 3</georss:polygon></georss:where>", "<georss:where/></georss:where>", "</georss:where>",
    "<psc:chapters version='1.1'>", "<psc:chapter start='a'/>", "<psc:chapter/>", "<pubDate>0000-99-99T99:99</pubDate>",
    "<updated>2026-²-01</updated>", "<pubDate>Mon, 01 Jan 0000 99:99:99 +99999999</pubDate>", "<media:rating>",
    "<link href='http://['/>", "<guid>http://[::</guid>", "<enclosure/>", "<category/>", "<itunes:image href='http://['/>",
    "<content type='a/b' mode='base64'>é</content>", "<content type='xhtml'><div><svg>", "xml:base='http://[' ", "\x00",
)  # fmt: skip
HEAD = (
    '<?xml version="1.0" encoding="{encoding}"?><{root} version="2.0" xmlns:georss="http://www.georss.org/georss" '
    'xmlns:gml="http://www.opengis.net/gml" xmlns:psc="http://podlove.org/simple-chapters" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
)
ITEM = (
    "<channel><title>Gazette</title><item><title>Slag &amp; more</title><link>https://gazette.example/a/</link>"
    "<pubDate>Sat, 14 Jun 2025 06:00:00 PDT</pubDate><description><![CDATA[<p>It &#8217;s back]]></description>"
    "<content:encoded>&lt;p&gt;Again&lt;/p&gt;</content:encoded><guid>a</guid></item></channel></rss>"
)
ENCODINGS = st.sampled_from(("utf-8", "utf-16", "latin-1", "punycode", "idna", "undefined", "rot13", "x", "é", "utf-7"))


@settings(deadline=None, max_examples=400)
@given(
    st.lists(st.tuples(st.integers(0, len(ITEM)), st.sampled_from(DAMAGE) | st.text(max_size=4)), max_size=4),
    st.sampled_from(("rss", "feed xmlns='http://www.w3.org/2005/Atom'", "rdf:RDF")),
    ENCODINGS,
    st.just("") | ENCODINGS,
    st.lists(st.tuples(st.integers(0, 900), st.integers(0, 255)), max_size=2),
)
@example([(50, "<gml:pos>1 x</gml:pos>")], "rss", "utf-8", "", [])
@example([(50, "<psc:chapters version='1.1'>"), (78, "<psc:chapter/>")], "rss", "utf-8", "", [])
@example([], "rss", "utf-8", "punycode", [])
@example([], "rss", "utf-8", "idna", [(700, 233)])
def test_no_damage_to_a_feed_raises_anything_but_read_error(
    damage: list[tuple[int, str]], root: str, encoding: str, header: str, bytes_: list[tuple[int, int]]
) -> None:
    text = ITEM
    for at, what in damage:
        text = text[:at] + what + text[at:]
    body = bytearray((HEAD.format(encoding=encoding, root=root) + text).encode("utf-8", "replace"))
    for at, byte in bytes_:
        body[at % len(body)] = byte
    with suppress(ReadError):
        for lead in read.leads(
            FULL, _capture(bytes(body), content_type=f"text/xml; charset={header}" if header else "")
        ):
            with suppress(ReadError):
                read.item(FULL, lead, _capture(b""))


@pytest.mark.parametrize(
    ("item", "content_type"),
    [
        ("<gml:pos xmlns:gml='http://www.opengis.net/gml'>1 2</gml:pos>", ""),  # KeyError
        (
            "<p:chapters xmlns:p='http://podlove.org/simple-chapters'><p:chapter title='x'/></p:chapters>",
            "",
        ),  # TypeError
        ("", "text/xml; charset=punycode"),  # UnicodeError
    ],
)
def test_a_feed_damaged_beyond_feedparser_is_named(item: str, content_type: str) -> None:
    body = _rss(f"<title>T</title><link>https://gazette.example/a/</link>{item}")
    with pytest.raises(ReadError, match=r"^https://gazette\.example/feed/: a feed so damaged") as caught:
        read.leads(GAZETTE, _capture(body, content_type=content_type))
    assert caught.value.__cause__ is not None


def test_every_real_feed_is_read(shared_data: Path) -> None:
    for path in sorted((shared_data / "feeds" / "real").iterdir()):
        leads = read.leads(FULL, _capture(path.read_bytes()))
        assert leads, path.name
        assert all(lead.url.startswith(("http://", "https://")) for lead in leads), path.name


def test_the_same_item_reads_the_same_in_every_snapshot(shared_data: Path) -> None:
    seen: dict[str, tuple[str, str]] = {}
    texts: dict[str, str] = {}
    versions: defaultdict[str, set[str]] = defaultdict(set)
    for path in sorted((shared_data / "feeds" / "macrumors").iterdir()):
        with gzip.open(io.BytesIO(path.read_bytes())) as file:
            capture = _capture(file.read(), "https://feeds.macrumors.com/MacRumors-All")
        for lead in read.leads(FULL, capture):
            text = read.item(FULL, lead, capture).text
            assert lead.published is not None
            assert "first appeared on MacRumors" not in text
            if seen.get(lead.url) == (lead.title, lead.html):
                assert texts[lead.url] == text
            seen[lead.url], texts[lead.url] = (lead.title, lead.html), text
            versions[lead.url].add(text)
    assert len(versions) == 709
