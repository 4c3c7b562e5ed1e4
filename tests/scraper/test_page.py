"""The language for saying where things are, and the walk that makes prose of a page."""

# ruff: noqa: E501 -- a case is a line
from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from scraper import structured
from scraper.errors import ReadError
from scraper.page import Field, Page, css, depth, jsonld, meta, moment, prose
from scraper.prose import Block, blocks, clean, join, split

URL = "https://gazette.example/2026/08/a-story/"


def _page(body: str, head: str = "") -> Page:
    return Page(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>", URL)


def _blocks(html: str) -> tuple[Block, ...]:
    root = LexborHTMLParser(html).body
    assert root is not None
    return blocks(root, base=URL)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("<div>One.<p>Two.</p>Three.</div>", ["One.", "Two.", "Three."]),
        ("<p>Ben<b>Stiller</b>, <i>who</i> acts .</p>", ["BenStiller, who acts ."]),
        ("<p>  A\n\t b&nbsp;&nbsp;c&#8203;d </p>", ["A b cd"]),
        ("<p>A <b> b </b> c</p>", ["A b c"]),
        ("One.<br/>\n<br/>Two,<br>still two.", ["One.", "Two, still two."]),
        ("One.<br><br><br><img src=x><br>Two.", ["One.", "Two."]),
        ("<ul><li>a</li><li>b</li></ul>", ["a", "b"]),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", ["a b", "c"]),
        ("<p>x<script>y</script><style>z</style><!-- w --></p>", ["x"]),
        ("<p>x <span hidden>y</span><span style='display: none'>z</span></p>", ["x"]),
        ("<figure><img><figcaption>c</figcaption></figure><p>x</p>", ["x"]),
        ("<p>x</p><div class='related-posts'><p>y</p></div>", ["x"]),
        ("<p>x</p><div class='c-newsletter__box'><p>y</p></div><p>z</p>", ["x", "z"]),
        ("<div class='shared-values'>kept</div>", ["kept"]),
        ("<article class='tag-newsletter'><p>kept</p></article>", ["kept"]),
        ("<p>A&zwnj;pple</p>", ["Apple"]),
        ("<p>می\u200cخواهم</p>", ["می\u200cخواهم"]),
        ("<p></p><p> </p>", []),
    ],
)
def test_paragraphs(html: str, expected: list[str]) -> None:
    assert [block.text for block in _blocks(html)] == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>in <em>Copper Meridian</em>, now</p>", [("emphasis", "Copper Meridian", None)]),
        ("<p>in <i> Copper\n Meridian </i>, now</p>", [("emphasis", "Copper Meridian", None)]),
        ("<p><cite>A</cite> and <span style='font-style: italic'>B</span></p>", [("emphasis", "A", None), ("emphasis", "B", None)]),
        ("<p>see <a href='/b/'>the <i>Guide</i></a></p>", [("link", "the Guide", "https://gazette.example/b/"), ("emphasis", "Guide", None)]),
        ("<p>x <i class='icon-star'></i> y</p>", []),
        ("<p><a href='javascript:x()'>a</a> <a href='#top'>b</a> <a name=c>d</a> <a href='http://['>e</a></p>", []),
        ("<i>one<p>two</p></i>", [("emphasis", "one", None), ("emphasis", "two", None)]),
        ("<p>e<em>\u0301l</em>an</p>", [("emphasis", "l", None)]),
        ("<p><i><i></i>one</i> two</p>", [("emphasis", "one", None)]),
        ("<p><i>one <i>two</i></i></p>", [("emphasis", "one two", None), ("emphasis", "two", None)]),
    ],
)  # fmt: skip
def test_marks(html: str, expected: list[tuple[str, str, str | None]]) -> None:
    found = join(_blocks(html))
    assert [(mark.kind, mark.span.of(found.text), mark.href) for mark in found.marks] == expected


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("<>/abip emldivr=\"'&;\u0301\u00a0\u200c\ne"), max_size=200))
def test_marks_slice_within_text_that_is_clean(html: str) -> None:
    found = join(_blocks(f"<p>x {html}</p>"))
    assert unicodedata.is_normalized("NFC", found.text)
    for paragraph in found.text.split("\n\n"):
        assert paragraph == clean(paragraph) != ""
    for mark in found.marks:
        assert 0 <= mark.span.start < mark.span.end <= len(found.text)
        assert "\n" not in mark.span.of(found.text)


def test_a_tree_of_ten_thousand_levels_is_walked() -> None:
    assert [block.text for block in _blocks("<b>" * 10_000 + "x")] == ["x"]


@pytest.mark.parametrize(
    ("html", "deep"),
    [
        ("<div>" * 5, 5),
        ("<div></div>" * 500, 1),
        ("<p>" * 500 + "<br>" * 500 + "<li>" * 500, 0),
        ("<div></b>" * 30, 30),  # a closing tag that closes nothing does not count
        ("<x>" * 40, 40),
    ],
)
def test_depth(html: str, deep: int) -> None:
    assert depth(html) == deep


def test_a_page_too_deep_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(ReadError, match=r"gazette.example.*elements lie within each other"):
        _page("<div>" * 100_000)


def test_a_page_that_would_multiply_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(ReadError, match="elements lie within each other"):
        _page("".join(f"<b id={number}>" for number in range(500)) + "<p>x" * 20_000)


@pytest.mark.parametrize("around", ["svg", "title", "style", "textarea"])
def test_a_drawing_or_a_title_hides_no_depth(around: str) -> None:
    with pytest.raises(ReadError, match="elements lie within each other"):
        _page(f"<svg><{around}>" + "<div>" * 5_000 + f"</{around}></svg>")
    assert _page(f"<{around}>" + "<path d=M0/>" * 5_000 + f"</{around}>").tree.body is not None


def test_drawings_within_each_other_are_looked_through_once() -> None:
    with pytest.raises(ReadError, match="elements lie within each other"):
        _page("<svg>" * 100_000 + "<div></svg>")


def test_few_elements_are_parsed_whatever_lies_within_what() -> None:
    assert _page("<div>" * 2_900).depth > 2_900


def test_tags_that_a_script_writes_do_not_count() -> None:
    assert _page("<script>" + "'<div>'+" * 5000 + "</script>").tree.body is not None


HEAD = """<title>Copper Meridian Adds Two | Harbor Gazette</title>
<meta property="og:title" content="Copper Meridian Adds Two"><meta name="byl" value="Ann Orr">
<link rel="stylesheet" href="x.css"><link rel="canonical" href=" /2026/08/a-story/ ">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"H","author":[{"name":"A. One"},{"name":"B. Two"}],
"publisher":{"name":"Harbor Gazette"}}</script>"""


def test_fields() -> None:
    page = _page("<h1 class=headline> The <i>Headline</i></h1><time datetime='2026-08-03T10:00Z'>x</time>", HEAD)
    assert css("h1.headline")(page) == "The Headline"
    assert css("h1.other")(page) is None
    assert css("time", "datetime")(page) == "2026-08-03T10:00Z"
    assert meta("OG:title")(page) == "Copper Meridian Adds Two"
    assert meta("byl")(page) == "Ann Orr"  # Mercury saved `value` for `content`
    assert jsonld("author")(page) == "A. One, B. Two"
    assert jsonld("publisher", "name")(page) == "Harbor Gazette"
    assert jsonld("publisher", "name", "deeper")(page) is None
    assert page.links("canonical") == "/2026/08/a-story/"
    assert page.links("amphtml") == ""


def test_fall_back_and_map() -> None:
    page = _page("<p id=d>August 3, 2026</p>", HEAD)
    field = (css("time", "datetime") | css("#d")) >> moment
    found = field(page)
    assert found is not None
    assert found.precision == "day"
    assert (css("#d") >> moment | Field(lambda page: None))(page) == found
    assert (css("#none") >> moment)(page) is None


def test_prose_takes_the_first_selector_that_has_text_and_each_element_once() -> None:
    page = _page("<div class='a b'><p>One.</p><div class=a><p>Two.</p></div></div><div class=b><p>Three.</p></div>")
    found = prose(".none", ".a, .b")(page)
    assert found is not None
    assert found.text == "One.\n\nTwo.\n\nThree."
    assert prose(".none")(page) is None


def test_prose_drops_what_it_is_told_to() -> None:
    found = prose("body", drop=(".x", "sup"))(_page("<p>One<sup>1</sup>.</p><p class=x>Two.</p>"))
    assert found is not None
    assert found.text == "One."


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Text.</p><p><b>RELATED: <a href=/x>Other</a></b></p><p>More.</p>", "Text.\n\nMore."),
        ("<p>Text.</p><p>Related Stories</p>", "Text."),
        ("<p>Text.</p><h3>About Apple TV+</h3><p>Slate.</p>", "Text."),
        ("<p>Text.</p><p><b>About Apple TV</b></p><p>Slate.</p>", "Text."),
        ("<p>Text.</p><p>Press Contacts:</p><p>Somebody</p>", "Text."),
        ("<p>One.</p><p>Two.</p><h3>About Larkspur Row</h3><p>Slate.</p>", "One.\n\nTwo."),
        ("<p>One.</p><h3>About Larkspur Row</h3><p>A.</p><p>B.</p><p>C.</p>", "One.\n\nAbout Larkspur Row\n\nA.\n\nB.\n\nC."),
        ("<p>About Apple TV there is much to say, and it was said at length by everyone who could say a thing.</p>", "About Apple TV there is much to say, and it was said at length by everyone who could say a thing."),
        ("<p>Related to the mayor by marriage, the clerk counts every vote twice and says so loudly.</p>", "Related to the mayor by marriage, the clerk counts every vote twice and says so loudly."),
        ("<p>Text.</p><ul><li><a href=/a>Other A</a></li><li><a href=/b>Other B</a></li></ul>", "Text."),
        ("<p>Cast:</p><ul><li>One as Two</li><li><a href=/b>Three</a></li></ul>", "Cast:\n\nOne as Two\n\nThree"),
        ('<p>Text.</p><p>This article, "<a href=/x>Text</a>" first appeared on Harbor Gazette</p>', "Text."),
        ("<p>Text.</p><p>Sign up for the Harbor newsletter to get all of it.</p>", "Text."),
    ],
)  # fmt: skip
def test_boilerplate_is_not_text(html: str, expected: str) -> None:
    found = prose("body")(_page(html))
    assert found is not None
    assert found.text == expected


@pytest.mark.parametrize(
    ("script", "headline"),
    [
        ('{"@type":"NewsArticle","headline":"H"}', "H"),
        ('<![CDATA[ {"@type":"NewsArticle","headline":"H"} ]]>', "H"),
        ('/* <![CDATA[ */\n{"@type":"NewsArticle","headline":"H"}\n/* ]]> */', "H"),
        ('//<![CDATA[\n{"@type":"NewsArticle","headline":"H"}\n//]]>', "H"),
        ('<!-- {"@type":"NewsArticle","headline":"H"} -->', "H"),
        ('[{"@type":"Person"},{"@type":["Thing","NewsArticle"],"headline":"H"}];', "H"),
        ('{"@graph":[{"@type":"WebSite"},{"@type":"http://schema.org/NewsArticle","headline":"H",}]}', "H"),
        ('{"@type":"WebPage","mainEntity":{"@type":"Article","headline":"H"}}', "H"),
        ('{"@type":"NewsArticle","headline":"A\nB &amp; C &#8217;"}', "A B & C ’"),
        ('{"@type":"NewsArticle","headline":["H"]}', "H"),
        ('{"@type":"NewsArticle","headline":{"@value":"H"}}', "H"),
        ('{"@type":"Organization","name":"N"}', ""),
        ("{", ""),
        ("[" * 100_000, ""),
        ("9" * 6000, ""),
        ("null", ""),
    ],
)
def test_json_ld_as_it_comes(script: str, headline: str) -> None:
    page = _page("", f'<script type="application/ld+json">{script}</script>')
    assert structured.string(page.article.get("headline")) == headline


def test_of_two_articles_that_disagree_the_one_in_order_is_believed() -> None:
    page = _page(
        "",
        """<title>T</title><script type="application/ld+json">[
        {"@type":"NewsArticle","headline":"T","datePublished":"2024-04-24T14:05:00Z","dateModified":"2024-04-24T10:05:00Z"},
        {"@type":"NewsArticle","headline":"T","datePublished":"2024-04-24T10:05:00Z","dateModified":"2024-04-24T14:00:00Z"},
        {"@type":"NewsArticle","headline":"Another story","datePublished":"2024-04-25T10:05:00Z"}]</script>""",
    )
    assert page.article["datePublished"] == "2024-04-24T10:05:00Z"


def test_plain_text_is_split_at_blank_lines_or_else_at_line_breaks() -> None:
    assert split("One\ntwo.\r\n \r\nThree.") == ("One two.", "Three.")
    assert split("One.\nTwo.") == ("One.", "Two.")
