"""The pages of an archive: what each shows, where it leads, and that nothing on it is markup of a captured page."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from datasette import app as datasette_app
from served import ARTICLE, NOW, TEMPLATES, URL, get, rows

from scraper.model import Address, Article, Story
from storage import names, site
from storage.archive import Archive
from storage.serve import Server
from storage.views import VIEWS


class TestPages:
    def test_an_article_is_paragraphs_and_never_markup(self, server: Server) -> None:
        page = get(server, ARTICLE)
        assert '<span class="quote">&lt;b&gt;built&lt;/b&gt; it,</span>” said Zoë Marlow.</p>' in page
        assert '<p class="prose" dir="auto">&lt;script&gt;alert(1)&lt;/script&gt; &amp; so on.</p>' in page
        assert '<h1 dir="auto">Light &lt;i&gt;on&lt;/i&gt;</h1>' in page
        assert "alert(1)</script>" not in page

    def test_an_article_leads_to_its_page_without_telling_it_whence(self, server: Server) -> None:
        assert f'<a class="outside" href="{URL}" rel="noopener noreferrer external">' in get(server, ARTICLE)

    def test_an_address_that_is_not_of_the_web_is_no_link(self, server: Server) -> None:
        page = get(server, "archive/sources/gazette")
        assert "javascript:alert(1)" in page
        assert 'href="javascript' not in page

    def test_a_version_is_shown_like_an_article(self, server: Server) -> None:
        page = get(server, f"archive/versions/{names.article_id(URL)},2")
        assert '<h1 dir="auto">Light off</h1>' in page
        assert page.count('dir="auto">&lt;script&gt;') == 1

    def test_tables_show_the_beginning_of_long_texts(self, server: Server, path: Path) -> None:
        long = Story(
            article=Article(
                source="gazette",
                address=Address(f"{URL}/long"),
                headline="Long",
                text="word " * 500,
                reader="text",
            ),
            extractor="1",
        )
        with Archive(path) as archive:
            archive.save(long, captured_at=NOW)
        page = get(server, "archive/articles")
        assert "word …" in page
        assert page.count("word ") < 50
        with Archive(path) as archive:
            archive._file.database().execute("delete from articles where headline = 'Long'")

    def test_a_finding_leads_to_its_article_and_speaker(self, server: Server) -> None:
        (quote,) = rows(server, "archive/quotes")
        assert f'<a href="/{ARTICLE}">' in get(server, f"archive/quotes/{quote['id']}")
        assert f'<a href="/archive/quotes/{quote["id"]}">' in get(server, "archive/who_said_what")
        assert '<a href="/archive/people/zoe-marlow">' in get(server, f"archive/quote_speakers/{quote['id']},1")

    def test_every_key_is_a_link(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            for (table,) in connection.execute("select name from sqlite_schema where type = 'table'"):
                keys = {row[3]: row[2] for row in connection.execute(f"pragma foreign_key_list({table})")}
                assert site.POINTERS.get(table, {}) == keys, table
        assert set(site.POINTERS) >= set(VIEWS) - {"same_statement"}

    def test_every_table_and_view_opens(self, server: Server, described: dict[str, Any]) -> None:
        for table in described:
            assert get(server, f"archive/{table}")

    def test_internals_are_out_of_sight(self, server: Server) -> None:
        page = get(server, "archive")
        assert 'href="/archive/articles"' in page
        assert "articles_fts" not in page
        assert "_sqlite_migrations" not in page

    def test_search_finds_without_accents(self, server: Server) -> None:
        assert len(rows(server, "archive/articles", _search="zoe")) == 1
        assert len(rows(server, "archive/articles", _search="zoo")) == 0

    @pytest.mark.parametrize("table", ["articles", "versions", "quotes", "credits", "sources"])
    def test_facets_and_default_sort_answer(self, server: Server, table: str) -> None:
        found = json.loads(get(server, f"archive/{table}.json"))
        assert "These facets timed out" not in get(server, f"archive/{table}")
        assert found["rows"]

    def test_answers_have_headers_that_protect(self, server: Server) -> None:
        for address in (server.url, f"{server.url}-/static/app.css", f"{server.url}{ARTICLE}.json"):
            with urlopen(address, timeout=30) as response:
                assert response.headers.get_all("x-content-type-options") == ["nosniff"]
                assert response.headers["referrer-policy"] == "strict-origin-when-cross-origin"
                policy = response.headers["content-security-policy"]
                assert "frame-ancestors 'none'" in policy
                assert "default-src 'none'" in policy
                assert "unsafe" not in policy

    def test_no_template_has_a_script_or_style_in_it(self) -> None:
        """The Content-Security-Policy forbids them; each of Datasette's templates that has one is replaced."""
        inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=\s*[\"']", re.IGNORECASE)
        ours = {str(file.relative_to(TEMPLATES)): file.read_text() for file in TEMPLATES.rglob("*.html")}
        assert [name for name, text in ours.items() if inline.search(text)] == []
        theirs = Path(datasette_app.__file__).parent / "templates"
        assert [file.name for file in theirs.glob("*.html") if inline.search(file.read_text())]
        assert {file.name for file in theirs.glob("*.html") if inline.search(file.read_text())} <= set(ours)

    def test_versions_are_compared_with_any_other(self, server: Server) -> None:
        version = f"archive/versions/{names.article_id(URL)},3"
        page = get(server, version)
        assert "From version 2 to version 3" in page
        assert "<del>off</del>" in page
        assert "From version 1 to version 3" in get(server, version, against="1")
        for nothing in ("0", "9", "x", "-1", "9" * 30, "²"):
            assert "From version" not in get(server, version, against=nothing)

    @pytest.mark.parametrize("extension", ["bib", "ris", "csljson"])
    def test_quotes_can_be_had_as_citations_and_nothing_else_can(self, server: Server, extension: str) -> None:
        (quote,) = rows(server, "archive/quotes")
        one = get(server, f"archive/quotes/{quote['id']}.{extension}")
        assert f"{server.url}archive/quotes/{quote['id']}" in one
        assert get(server, f"archive/quotes.{extension}") == one
        with pytest.raises(HTTPError, match="400") as caught:
            get(server, f"archive/articles.{extension}")
        caught.value.close()

    def test_what_is_not_there_is_404(self, server: Server) -> None:
        with pytest.raises(HTTPError, match="404") as caught:
            get(server, "archive/articles/nothing")
        caught.value.close()
