"""The public copy as it is served: immutable, by us and by Datasette alone."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest
from published import PRESS, made

from scraper.errors import ArchiveError
from storage import names
from storage.serve import start


def test_the_site_serves_it_immutable(folder: Path) -> None:
    made(folder)
    before = (folder / "public.db").read_bytes()
    with start(folder / "public.db") as server:
        with urlopen(f"{server.url}public/articles.json?_shape=array", timeout=30) as answer:
            assert len(json.load(answer)) == 2
        with urlopen(f"{server.url}public/articles/{names.article_id(PRESS)}", timeout=30) as answer:
            page = answer.read().decode()
        assert "We built a lighthouse" in page
        assert "chandlery" not in page
        with urlopen(f"{server.url}public.db", timeout=30) as answer:
            assert answer.read() == before
    assert (folder / "public.db").read_bytes() == before
    assert not (folder / "public.db-wal").exists()


def test_datasette_alone_serves_it_immutable(folder: Path) -> None:
    """`datasette -i archive.db -m metadata.yml`: metadata.yml speaks of a database by the name of archive."""
    (folder / "public").mkdir()
    made(folder, "public/archive.db")
    root = Path(__file__).resolve().parents[3]
    arguments = ["-i", "public/archive.db", "-m", str(root / "metadata.yml"), "--get"]
    for page, words in (
        ("/archive/articles.json?_shape=array&_search=lighthouse", "A light goes on"),
        ("/archive/publication.json?_shape=array", "onrecord 1"),
        (f"/archive/articles/{names.article_id(PRESS)}", "We built a lighthouse"),
        ("/archive", "Quotes"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "datasette", *arguments, page],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert words in done.stdout
        assert "chandlery" not in done.stdout


def test_a_copy_of_an_older_version_is_not_served(folder: Path) -> None:
    made(folder)
    with closing(sqlite3.connect(folder / "public.db")) as copy:
        copy.execute("delete from _sqlite_migrations where name = 'publication'")
        copy.commit()
    with pytest.raises(ArchiveError, match="Publish it anew"), start(folder / "public.db"):
        pass
