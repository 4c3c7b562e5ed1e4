"""One address for one page."""

# ruff: noqa: E501 -- a case is a line
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.model import Address
from scraper.urls import address, canonical, site


@pytest.mark.parametrize(
    ("url", "expected", "reason"),
    [
        ("https://gazette.example/a/", "https://gazette.example/a/", "as requested"),
        ("HTTPS://Gazette.Example/a/", "https://gazette.example/a/", "cleaned"),
        ("https://gazette.example:443/a", "https://gazette.example/a", "cleaned"),
        ("http://gazette.example:80/a", "http://gazette.example/a", "cleaned"),
        ("http://127.0.0.1:8001/a", "http://127.0.0.1:8001/a", "as requested"),
        ("https://gazette.example", "https://gazette.example/", "cleaned"),
        ("https://gazette.example/a/../../b/./c#top", "https://gazette.example/b/c", "cleaned"),
        ("https://gazette.example/?p=12&utm_source=openai", "https://gazette.example/?p=12", "cleaned"),
        ("https://gazette.example/a?fbclid=x&gclid=y&mc_cid=z&cmpid=w", "https://gazette.example/a", "cleaned"),
        ("https://gazette.example/a?b=2&a=1", "https://gazette.example/a?a=1&b=2", "cleaned"),
        ("https://gazette.example/a b", "https://gazette.example/a%20b", "cleaned"),
        ("  https://gazette.example/a\n", "https://gazette.example/a", "as requested"),
        ("https://gazette.example/2026/story/amp/", "https://gazette.example/2026/story/", "amp"),
        ("https://gazette.example/story.amp.html", "https://gazette.example/story.html", "amp"),
        ("https://gazette.example/story/?amp=1", "https://gazette.example/story/", "cleaned"),
        ("https://amp.gazette.example/story/", "https://www.gazette.example/story/", "amp"),
        ("https://www.google.com/amp/s/gazette.example/story/amp/", "https://gazette.example/story/", "amp"),
        ("https://gazette-example.cdn.ampproject.org/c/s/gazette.example/story/", "https://gazette.example/story/", "amp"),
        ("https://gazette.example/amplifiers/", "https://gazette.example/amplifiers/", "as requested"),
        (
            "https://www.apple.com/ca/tv-pr/news/2026/08/x/?utm_source=openai",
            "https://www.apple.com/tv-pr/news/2026/08/x/",
            "locale copy",
        ),
        ("https://www.apple.com/uk/newsroom/2026/09/x/", "https://www.apple.com/newsroom/2026/09/x/", "locale copy"),
        ("https://gazette.example/uk/newsroom/x/", "https://gazette.example/uk/newsroom/x/", "as requested"),
    ],
)  # fmt: skip
def test_canonical(url: str, expected: str, reason: str) -> None:
    assert canonical(url) == Address(expected, reason)  # type: ignore[arg-type]


@pytest.mark.parametrize("url", ["", "story/", "mailto:a@b.example", "javascript:x()", "http://[::1", "//x/y"])
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical(url)


@settings(deadline=None)
@given(st.from_regex(r"https?://[a-z]{1,8}\.(example|co\.uk)(:[0-9]{2,4})?(/[a-zA-Z0-9.%~+-]{0,8}){0,4}(\?[a-z0-9=&+%]{0,12})?", fullmatch=True))  # fmt: skip
def test_canonical_is_a_fixed_point(url: str) -> None:
    once = canonical(url).url
    assert canonical(once) == Address(once)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_raises_anything_but_value_error(text: str) -> None:
    for prefix in ("", "http://", "https://gazette.example/"):
        try:
            found = canonical(prefix + text).url
        except ValueError:
            continue
        assert found.startswith(("http://", "https://"))


FOUND = "https://www.gazette.example/2026/story/?page=2"


@pytest.mark.parametrize(
    ("requested", "rel", "og", "expected", "reason"),
    [
        (FOUND, "", "", FOUND, "as requested"),
        (FOUND + "#top", "", "", FOUND, "cleaned"),
        ("https://gazette.example/s/1", "", "", FOUND, "redirect"),
        (FOUND, "https://www.gazette.example/2026/story/", "", "https://www.gazette.example/2026/story/", "rel=canonical"),
        (FOUND, "/2026/story/", "", "https://www.gazette.example/2026/story/", "rel=canonical"),
        (FOUND, "https://gazette.example/2026/story/", "", "https://gazette.example/2026/story/", "rel=canonical"),
        (FOUND, "", "https://www.gazette.example/2026/story/", "https://www.gazette.example/2026/story/", "og:url"),
        # Another site's claim, a front page, or nonsense is not believed.
        (FOUND, "https://evil.example/", "", FOUND, "as requested"),
        (FOUND, "https://www.gazette.example/", "", FOUND, "as requested"),
        (FOUND, "http://[", "mailto:x", FOUND, "as requested"),
        # A declared address that is the one we have settles it: og:url is not asked.
        (FOUND, FOUND, "https://www.gazette.example/other/", FOUND, "as requested"),
    ],
)  # fmt: skip
def test_a_page_says_where_it_lives(requested: str, rel: str, og: str, expected: str, reason: str) -> None:
    assert address(requested, FOUND, rel_canonical=rel, og_url=og) == Address(expected, reason)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("netloc", "expected"),
    [
        ("www.gazette.example", "gazette.example"),
        ("amp.news.co.uk:8080", "news.co.uk"),
        ("127.0.0.1:8001", "127.0.0.1:8001"),
        ("[::1]:80", "[::1]:80"),
        ("localhost:80", "localhost:80"),
    ],
)
def test_site(netloc: str, expected: str) -> None:
    assert site(netloc) == expected
