"""The archive as a browser gets it: a real Datasette on loopback."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
import yaml
from datasette import app as datasette_app
from datasette.app import Datasette
from datasette.utils import parse_metadata

from scraper.errors import ArchiveError, ConfigError
from scraper.model import Address, Article, Credit, Party, Publisher, Quote, Span, Story
from storage import names, site
from storage.archive import Archive
from storage.publish import publish
from storage.serve import Server, serve, start
from storage.views import VIEWS

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
URL = "https://gazette.example/harbor-lights"
TEXT = "“We <b>built</b> it,” said Zoë Marlow.\n\n<script>alert(1)</script> & so on."
ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "storage" / "site" / "templates"


def story(url: str = URL, headline: str = "Light <i>on</i>") -> Story:
    return Story(
        article=Article(source="gazette", address=Address(url), headline=headline, text=TEXT, reader="layout"),
        extractor="1",
        quotes=(Quote(parts=(Span(1, 20),), speakers=(Party("Zoë Marlow"),)),),
        credits=(Credit(party=Party("Zoë Marlow"), role="creator", evidence=Span(0, 4), title="Harbor Lights"),),
    )


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("site") / "archive.db"
    with Archive(path) as archive:
        archive.register([Publisher(slug="gazette", name="Harbor Gazette", homepage="javascript:alert(1)")])
        archive.save(story(), captured_at=NOW)
        archive.save(story(headline="Light off"), captured_at=NOW.replace(hour=12))
        archive.save(story(), captured_at=NOW.replace(hour=13))
    return path


@pytest.fixture(scope="module")
def server(path: Path) -> Iterator[Server]:
    with start(path) as server:
        yield server


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    metadata = yaml.safe_load((ROOT / "metadata.yml").read_text())
    tables: dict[str, Any] = metadata["databases"]["archive"]["tables"]
    return tables


def get(server: Server, path: str, **query: str) -> str:
    with urlopen(f"{server.url}{path}?{urlencode(query)}", timeout=30) as response:
        found: str = response.read().decode()
        return found


def rows(server: Server, path: str, **query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(get(server, f"{path}.json", _shape="array", **query))
    return found


ARTICLE = f"archive/articles/{names.article_id(URL)}"


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


class TestPublicCopy:
    """What a copy made for the public shows of the press: what was found, and where something is left out."""

    PRESS = "Nothing here.\n\n“We built it,” said Zoë Marlow.\n\nNor is there here."

    @pytest.fixture(scope="class")
    @classmethod
    def public(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
        folder = tmp_path_factory.mktemp("public")
        start_of = cls.PRESS.index("We")
        said = Quote(parts=(Span(start_of, start_of + 12),), speakers=(Party("Zoë Marlow"),))
        with Archive(folder / "archive.db") as archive:
            archive.register(
                [Publisher(slug="gazette", name="Harbor Gazette"), Publisher(slug="quay", name="Quay", reuse="release")]
            )
            for source in ("gazette", "quay"):
                for hour, text in ((9, cls.PRESS), (12, cls.PRESS.replace("Nothing", "Something"))):
                    found = Story(
                        article=Article(
                            source=source,
                            address=Address(f"{URL}/{source}"),
                            headline="Built",
                            text=text,
                            reader="layout",
                        ),
                        extractor="1",
                        quotes=(said,) if hour == 9 else (replace(said, parts=(Span(start_of + 2, start_of + 14),)),),
                    )
                    archive.save(found, captured_at=NOW.replace(hour=hour))
        publish(folder / "archive.db", folder / "copy.db", made_at=NOW, software="onrecord")
        with start(folder / "copy.db") as server:
            yield server

    def test_an_article_of_the_press_is_its_excerpts(self, public: Server) -> None:
        page = get(public, f"copy/articles/{names.article_id(f'{URL}/gazette')}")
        assert "Only the sentences around what was found stand here" in page
        assert '<span class="quote">We built it,</span>” said Zoë Marlow.' in page
        assert "Nor is there here" not in page

    def test_a_press_release_is_whole(self, public: Server) -> None:
        page = get(public, f"copy/articles/{names.article_id(f'{URL}/quay')}")
        assert "Only the sentences" not in page
        assert "Nor is there here" in page

    def test_excerpts_are_not_compared(self, public: Server) -> None:
        press = get(public, f"copy/versions/{names.article_id(f'{URL}/gazette')},2")
        assert "cannot show how the text changed" in press
        assert "What changed here: the text." in press
        release = get(public, f"copy/versions/{names.article_id(f'{URL}/quay')},2")
        assert "<del>Nothing</del><ins>Something</ins>" in release

    def test_the_first_page_says_what_it_is(self, public: Server, server: Server) -> None:
        assert "This is a public copy, made 22 November 2026." in get(public, "")
        assert "This is a public copy" not in get(server, "")

    def test_every_page_opens_without_the_private_tables(self, public: Server) -> None:
        for path in ("copy/sources/gazette", "copy", "copy/quotes", "copy/people/zoe-marlow"):
            assert get(public, path)


class TestOtherFiles:
    @pytest.mark.parametrize(
        "page",
        [
            *("", ARTICLE, "archive/sources/gazette", "archive/people/zoe-marlow", "archive/titles/harbor-lights"),
            *("-/search?q=built", "-/pictures", "-/calendar", "-/feeds/quotes.atom"),
        ],
    )
    def test_datasette_with_metadata_yml_shows_the_same(self, page: str, server: Server, path: Path) -> None:
        described = parse_metadata((ROOT / "metadata.yml").read_text())
        found = asyncio.run(_pages([str(path)], f"/{page}", metadata=described))[f"/{page}"]
        served = get(server, *page.split("?")[:1], **dict([page.split("?")[1].split("=")] if "?" in page else []))
        assert _settled(found) == _settled(served)

    def test_beside_a_database_that_is_no_archive(self, path: Path, tmp_path: Path) -> None:
        """It keeps its own look: only rows of an archive are shown as pages."""
        other = tmp_path / "other.db"
        with closing(sqlite3.connect(other)) as connection:
            connection.execute("create table articles (id text primary key, headline text, text text)")
            connection.execute("insert into articles values ('1', '<b>Mine</b>', 'Text')")
            connection.commit()
        found = asyncio.run(_pages([str(other), str(path)], "/", "/other/articles/1", f"/{ARTICLE}"))
        assert "What entertainment companies announce" in found["/"]
        assert "&lt;b&gt;Mine&lt;/b&gt;" in found["/other/articles/1"]
        assert "How this is known" not in found["/other/articles/1"]
        assert "How this is known" in found[f"/{ARTICLE}"]

    def test_without_any_archive(self, tmp_path: Path) -> None:
        other = tmp_path / "other.db"
        with closing(sqlite3.connect(other)) as connection:
            connection.execute("create table notes (note text)")
        found = asyncio.run(_pages([str(other)], "/", "/other", "/other/notes"))
        assert 'href="/other"' in found["/"]
        assert 'role="search"' not in found["/"]

    def test_captures_are_not_served(self, server: Server, path: Path) -> None:
        """Nothing but the archive is attached, and its file cannot be fetched while it is written."""
        assert [database["name"] for database in json.loads(get(server, "-/databases.json"))] == [path.stem]
        with pytest.raises(HTTPError, match="403") as caught:
            get(server, f"{path.stem}.db")
        caught.value.close()

    def test_search_engines_are_kept_out(self, server: Server) -> None:
        assert get(server, "robots.txt").split() == ["User-agent:", "*", "Disallow:", "/"]


def _settled(page: str) -> str:
    """Without what differs from one second, and one server, to the next."""
    page = re.sub(r"https?://(localhost|127\.0\.0\.1)(:\d+)?/", "/", page)
    return re.sub(r"in [\d.]+ ms|\d+ (milli)?seconds? ago|just now|<updated>[^<]*</updated>", "", page)


async def _pages(files: list[str], *paths: str, metadata: dict[str, Any] | None = None) -> dict[str, str]:
    datasette = Datasette(files, metadata=metadata)
    found = {}
    for path in paths:
        answer = await datasette.client.get(path)
        assert answer.status_code == 200, path
        found[path] = answer.text
    datasette.executor.shutdown()
    for database in datasette.databases.values():
        database.close()
    return found


class TestViews:
    def test_changed_pages_say_what_changed(self, server: Server) -> None:
        changes = rows(server, "archive/changed_pages")
        assert [(c["version"], c["headline_before"], c["headline"]) for c in changes] == [
            (3, "Light off", "Light <i>on</i>"),
            (2, "Light <i>on</i>", "Light off"),
        ]
        assert [(c["headline_changed"], c["text_changed"]) for c in changes] == [(1, 0), (1, 0)]

    def test_who_said_and_does_what(self, server: Server) -> None:
        (said,) = rows(server, "archive/who_said_what")
        assert (said["speakers"], said["quote"]) == ("Zoë Marlow", "We <b>built</b> it,")
        (does,) = rows(server, "archive/who_does_what")
        assert (does["name"], does["role"], does["title"]) == ("Zoë Marlow", "Creator", "Harbor Lights")

    def test_they_are_made_anew_at_start(self, tmp_path: Path) -> None:
        Archive(tmp_path / "a.db").close()
        connection = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
        connection.execute("drop view latest_articles")
        connection.execute("drop view who_said_what")
        connection.execute("create view who_said_what as select 'of an older program' as quote")
        connection.close()
        with Archive(tmp_path / "a.db") as archive:
            assert all(archive._file.rows(f"select * from {view}") == [] for view in VIEWS)


class TestMetadata:
    def test_every_table_and_column_is_described_and_nothing_else(self, path: Path, described: dict[str, Any]) -> None:
        with closing(sqlite3.connect(path)) as connection:
            tables = {
                table: [column[1] for column in connection.execute(f"pragma table_info({table})")]
                for (table,) in connection.execute("select name from sqlite_schema where type in ('table', 'view')")
            }
        shown = {table: fields for table, fields in described.items() if not fields.get("hidden")}
        assert set(described) == set(tables)
        assert set(tables) - set(shown) == {t for t in tables if "_fts" in t} | {"_sqlite_migrations"}
        # In any order: columns that were added later stand last in the file, and where they belong in metadata.yml.
        assert {table: set(fields["columns"]) for table, fields in shown.items()} == {t: set(tables[t]) for t in shown}
        for fields in shown.values():
            assert fields["title"]
            assert fields["description"]
            assert all(fields["columns"].values())
            assert "units" not in fields

    def test_only_unique_columns_are_sortable(self, path: Path, described: dict[str, Any]) -> None:
        with closing(sqlite3.connect(path)) as connection:
            for table, fields in described.items():
                if fields.get("hidden"):
                    continue
                unique = _unique_columns(connection, table)
                assert set(fields["sortable_columns"]) <= unique, table
                assert fields.get("sort_desc", "") in {"", *fields["sortable_columns"]}
                # The key in the first column is a link to sort by it, allowed or not.
                assert _single_key(connection, table) <= set(fields["sortable_columns"]), table

    def test_it_is_found(self) -> None:
        assert site.metadata_path().read_bytes() == (ROOT / "metadata.yml").read_bytes()


class TestNoRowIsLost:
    """Datasette loses rows when it sorts by a column in which a value comes twice (see metadata.yml)."""

    ROWS = 5000

    @pytest.fixture(scope="class")
    @classmethod
    def full(cls, tmp_path_factory: pytest.TempPathFactory, described: dict[str, Any]) -> Iterator[Server]:
        path = tmp_path_factory.mktemp("full") / "archive.db"
        Archive(path).close()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("pragma ignore_check_constraints = on")
            for table, fields in described.items():
                if fields.get("sortable_columns") and table not in VIEWS:
                    _fill(connection, table, cls.ROWS)
            connection.commit()
        with start(path) as server:
            yield server

    def test_in_the_csv_of_any_sortable_column(self, full: Server, described: dict[str, Any]) -> None:
        tested = 0
        for table, fields in described.items():
            if table in VIEWS or fields.get("hidden"):
                continue
            orders = [{order: column} for column in fields["sortable_columns"] for order in ("_sort", "_sort_desc")]
            default = {"_sort_desc": fields["sort_desc"]} if "sort_desc" in fields else None
            for order in [{}, *(order for order in orders if order != default)] if orders else []:
                text = get(full, f"archive/{table}.csv", _stream="1", _facet_size="1", **order)
                found = [tuple(row) for row in csv.reader(io.StringIO(text))][1:]
                assert (len(found), len(set(found))) == (self.ROWS, self.ROWS), (table, order)
                tested += 1
        assert tested > 30


class TestServing:
    def test_rows_written_meanwhile_are_seen(self, server: Server, path: Path) -> None:
        with Archive(path) as archive:
            archive.save(story(f"{URL}/2"), captured_at=NOW)
            assert len(rows(server, "archive/articles")) == 2
            with archive.rebuilding("lantern"):
                assert len(rows(server, "archive/articles")) == 2  # nor does a reader wait for a writer
            archive._file.database().execute("delete from articles where url = ?", (f"{URL}/2",))
        assert len(rows(server, "archive/articles")) == 1

    def test_an_archive_of_another_name_is_described_too(self, tmp_path: Path) -> None:
        Archive(tmp_path / "demo.db").close()
        with start(tmp_path / "demo.db") as server:
            assert "as they were when last captured" in get(server, "demo/articles")

    def test_the_port_is_free_again_after_stopping(self, path: Path) -> None:
        with start(path) as server:
            port = server.port
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0

    def test_what_is_not_there_or_not_ours_is_not_served(self, tmp_path: Path) -> None:
        with pytest.raises(ArchiveError, match="there is no such archive"):
            serve(tmp_path / "none.db", port=0)
        (tmp_path / "notes.db").write_text("notes" * 1000)
        with pytest.raises(ArchiveError, match="is not an SQLite file"):
            serve(tmp_path / "notes.db", port=0)

    def test_a_port_that_is_taken_is_named(self, path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ConfigError, match="--port"):
            serve(path, port=taken.getsockname()[1])

    def test_in_the_foreground_until_interrupted(self, path: Path) -> None:
        program = (
            f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
            "from pathlib import Path; from storage.serve import serve\n"
            f"serve(Path({str(path)!r}), port=0, ready=lambda url: print(url, flush=True)); print('stopped')"
        )
        with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            assert "On the record" in get(Server(url, 0), "")
            process.send_signal(2)
            assert process.stdout.read() == "stopped\n"
            assert process.wait() == 0

    def test_plain_datasette_shows_the_same(self, server: Server, path: Path) -> None:
        program = (
            f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
            "from datasette.plugins import pm; import storage.site\n"
            # What the entry point does where onrecord is installed
            "pm.is_registered(storage.site) or pm.register(storage.site, name='onrecord')\n"
            "from datasette.cli import cli; cli()"
        )
        for page in (ARTICLE, "archive/articles", "archive/versions", "archive"):
            arguments = [str(path), "-m", str(ROOT / "metadata.yml"), "--get", f"/{page}"]
            plain = subprocess.run(
                [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True
            )
            assert _content(plain.stdout) == _content(get(server, page))


def _content(page: str) -> str:
    """The page without how long it took, at which address it was and how many rows it asked for."""
    page = re.sub(r"http://(localhost|127\.0\.0\.1:\d+)", "", page)
    page = re.sub(r'<p class="suggested-facets">.*?</p>|<footer.*?</footer>', "", page, flags=re.DOTALL)
    page = re.sub(r"limit(.)\d+", r"limit\1N", page)  # the size of a page is a setting, which metadata.yml cannot say
    return " ".join(page.split())


def _unique_columns(connection: sqlite3.Connection, table: str) -> set[str]:
    found = _single_key(connection, table)
    for _, index, unique, *_ in connection.execute(f"pragma index_list({table})"):
        columns = [row[2] for row in connection.execute(f"pragma index_info({index})")]
        if unique and len(columns) == 1:
            found.update(columns)
    return found


def _single_key(connection: sqlite3.Connection, table: str) -> set[str]:
    key = [row[1] for row in connection.execute(f"pragma table_info({table})") if row[5]]
    return set(key) if len(key) == 1 else set()


def _fill(connection: sqlite3.Connection, table: str, count: int) -> None:
    """Rows that differ only where they must."""
    columns = connection.execute(f"pragma table_info({table})").fetchall()
    unique = _unique_columns(connection, table) | {"article", "seq"}
    connection.execute(f"delete from {table}")
    connection.executemany(
        f"insert into {table} values ({', '.join('?' for _ in columns)})",
        (
            [
                (n if kind == "INTEGER" else f"{n * 7919 % count:05}") if name in unique else "1"
                for _, name, kind, *_ in columns
            ]
            for n in range(count)
        ),
    )
