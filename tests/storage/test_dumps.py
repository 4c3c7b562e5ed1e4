"""Full dumps on the site: offered when they are whole and may be given, and each with the sum that proves it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from scraper.model import Address, Article, Publisher, Story
from storage import stamps
from storage.archive import Archive
from storage.export import export
from storage.publish import publish
from storage.serve import start

NOW = stamps.moment("2026-11-22T09:30:00Z")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    with Archive(path) as archive:
        archive.register([Publisher(slug="gazette", name="Harbor Gazette")])
        article = Article(
            source="gazette",
            address=Address("https://gazette.example/1"),
            headline="Light on",
            text="All of it.",
            reader="text",
        )
        archive.save(Story(article=article, extractor="1"), captured_at=NOW)
    return path


def exported(archive: Path) -> Path:
    folder = archive.with_name(f"{archive.stem}-export")
    export(archive, folder, software="onrecord test", formats=["csv"])
    return folder


def fetched(url: str) -> bytes:
    with urlopen(url, timeout=30) as answer:
        found: bytes = answer.read()
        return found


def test_every_file_is_what_its_sum_says(archive: Path) -> None:
    folder = exported(archive)
    with start(archive) as server:
        page = fetched(f"{server.url}-/dumps").decode()
        sums = dict(line.split("  ")[::-1] for line in fetched(f"{server.url}-/dumps/SHA256SUMS").decode().splitlines())
        linked = re.findall(r'href="/-/dumps/([^"]+)"', page)
        assert {"csv/articles.csv", "manifest.json", "SHA256SUMS"} < set(linked)
        for path in set(linked) - {"SHA256SUMS"}:
            body = fetched(f"{server.url}-/dumps/{path}")
            assert body == (folder / path).read_bytes()
            assert hashlib.sha256(body).hexdigest() == sums[path]
            assert path == "manifest.json" or sums[path] in page


def test_what_is_not_offered_is_not_there(archive: Path) -> None:
    folder = exported(archive)
    (folder / "notes.txt").write_text("mine")
    (folder / "csv" / "quotes.csv").write_text("cut off")
    with start(archive) as server:
        for path in ("notes.txt", "csv/quotes.csv", "../archive.db", "%2e%2e/archive.db", "csv", "csv/", "/etc/passwd"):
            with pytest.raises(HTTPError, match="404"):
                fetched(f"{server.url}-/dumps/{path}")


def test_without_an_export_the_page_says_how_to_make_one(archive: Path) -> None:
    with start(archive) as server:
        assert "onrecord export archive-export" in fetched(f"{server.url}-/dumps").decode()


def test_an_unfinished_export_is_none(archive: Path) -> None:
    (exported(archive) / "manifest.json").unlink()
    with start(archive) as server:
        assert "There are none here." in fetched(f"{server.url}-/dumps").decode()


def test_a_public_copy_never_gives_away_a_private_export(archive: Path, tmp_path: Path) -> None:
    public = tmp_path / "public.db"
    publish(archive, public, made_at=NOW, software="onrecord test")
    exported(archive).rename(tmp_path / "public-export")
    with start(public) as server:
        assert "There are none here." in fetched(f"{server.url}-/dumps").decode()
        with pytest.raises(HTTPError, match="404"):
            fetched(f"{server.url}-/dumps/csv/articles.csv")


def test_a_public_copy_gives_its_own_export(archive: Path, tmp_path: Path) -> None:
    public = tmp_path / "public.db"
    publish(archive, public, made_at=NOW, software="onrecord test")
    exported(public)
    with start(public) as server:
        assert b"Light on" in fetched(f"{server.url}-/dumps/csv/articles.csv")
        assert b"All of it." not in fetched(f"{server.url}-/dumps/csv/articles.csv")
