"""The server itself: what it serves beside an archive, while one is written, and under plain Datasette."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from datasette.app import Datasette
from datasette.utils import parse_metadata
from served import ARTICLE, NOW, ROOT, URL, get, rows, story

from scraper.errors import ArchiveError, ConfigError
from storage.archive import Archive
from storage.serve import Server, serve, start


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
