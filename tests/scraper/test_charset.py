"""Text comes out right whatever the header, the page and the bytes say of each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.charset import decoded

LINE = "“We’re thrilled,” said Anaïs. It’s a “café” show."
HTML = f"<!doctype html><html><head><title>Harbor</title></head><body><p>{LINE}</p></body></html>"
META = HTML.replace("<head>", '<head><meta charset="{}">')


@pytest.mark.parametrize(
    ("body", "content_type", "encoding", "decided"),
    [
        (HTML.encode(), "text/html; charset=utf-8", "utf-8", "header"),
        (HTML.encode(), 'text/html; charset="UTF-8"', "utf-8", "header"),
        (HTML.encode("cp1252"), "text/html; charset=iso-8859-1", "cp1252", "header"),
        (HTML.encode("cp1252"), "text/html; charset=ASCII", "cp1252", "header"),
        (META.replace("{}", "windows-1252").encode("cp1252"), "text/html", "cp1252", "declaration"),
        (META.replace("{}", "utf-8").encode(), "text/html", "utf-8", "declaration"),
        (META.replace("{}", "utf-16").encode(), "text/html", "utf-8", "declaration"),
        (b"\xef\xbb\xbf" + HTML.encode(), "text/html; charset=iso-8859-1", "utf-8", "bom"),
        (b"\xff\xfe" + HTML.encode("utf-16-le"), "", "utf-16-le", "bom"),
        (b"\xfe\xff" + HTML.encode("utf-16-be"), "", "utf-16-be", "bom"),
        (HTML.encode("utf-16-le"), "text/html; charset=utf-16", "utf-16-le", "header"),
        (HTML.encode("utf-16-le"), "text/html", "utf-16-le", "detection"),
        (HTML.encode(), "", "utf-8", "detection"),
        (HTML.encode("cp1252"), "", "cp1252", "detection"),
    ],
)
def test_the_order_of_trust(body: bytes, content_type: str, encoding: str, decided: str) -> None:
    found = decoded(body, content_type)
    assert (found.encoding, found.decided) == (encoding, decided)
    assert LINE in found.text
    assert not found.text.startswith("\ufeff")


@pytest.mark.parametrize(
    ("body", "content_type", "encoding", "decided"),
    [
        (HTML.encode(), "text/html; charset=iso-8859-1", "utf-8", "detection"),
        (META.replace("{}", "utf-8").encode(), "text/html; charset=iso-8859-1", "utf-8", "declaration"),
        (HTML.encode("cp1252"), "text/html; charset=utf-8", "cp1252", "detection"),
        (META.replace("{}", "utf-8").encode("cp1252"), "text/html; charset=utf-8", "cp1252", "detection"),
        (META.replace("{}", "latin1").encode("cp1252"), "text/html; charset=utf-8", "cp1252", "declaration"),
        (HTML.encode(), "text/html; charset=no-such-thing", "utf-8", "detection"),
        (HTML.encode(), "text/html; charset=rot13", "utf-8", "detection"),
        (HTML.encode(), "text/html; charset=utf-7", "utf-8", "detection"),
        (HTML.encode(), "text/html; charset=idna", "utf-8", "detection"),
    ],
)
def test_a_label_the_bytes_do_not_bear_out_is_not_believed(
    body: bytes, content_type: str, encoding: str, decided: str
) -> None:
    found = decoded(body, content_type)
    assert (found.encoding, found.decided) == (encoding, decided)
    assert LINE in found.text


def test_one_broken_character_does_not_change_the_label() -> None:
    body = HTML.encode() * 20 + b"\xff"
    found = decoded(body, "text/html; charset=utf-8")
    assert (found.encoding, found.decided) == ("utf-8", "header")
    assert found.text.count("\ufffd") == 1


def test_an_xml_declaration_counts() -> None:
    body = f'<?xml version="1.0" encoding="ISO-8859-1"?><rss><title>{LINE}</title></rss>'.encode("cp1252")
    found = decoded(body, "application/rss+xml")
    assert (found.encoding, found.decided) == ("cp1252", "declaration")
    assert LINE in found.text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("<p>Новости телевидения: премьера сериала состоится весной.</p>" * 5, "cp1251"),
        ("<p>日本のテレビドラマのニュースです。</p>" * 5, "cp932"),
        ("<p>Wszystkie odcinki będą dostępne już w środę, zażółć gęślą jaźń.</p>" * 5, "cp1250"),
        ("<p>Le café crème à la française est déjà prêt, où êtes-vous ?</p>" * 5, "cp1252"),
        ("The show’s back", "cp1252"),
    ],
)
def test_detection(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == (text, encoding, "detection")


def test_accents_far_down_the_page_are_found() -> None:
    body = b"<p>plain</p>" * 50_000 + "<p>café — “Anaïs”</p>".encode("cp1252") + b"<p>plain</p>" * 50_000
    assert "café — “Anaïs”" in decoded(body).text


@given(st.binary(max_size=400), st.text(max_size=40))
def test_any_bytes_under_any_header_are_text(body: bytes, content_type: str) -> None:
    found = decoded(body, content_type)
    assert isinstance(found.text, str)
    found.text.encode("utf-8")  # no lone surrogates


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff\ufffe\0"), max_size=200))
def test_utf8_under_its_own_name_is_itself(text: str) -> None:
    assert decoded(text.encode(), "text/html; charset=utf-8").text == text
