"""Full disks, files that cannot be written, locks, damage: said in one line, and mended by one command."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

ROOT = Path(__file__).resolve().parents[2]
LONG = "The harbour lights went out one by one, and nobody on the quay could say afterwards who had seen them go. " * 40
MAIN = "from schedules.cli import main; main()"
LIMIT = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}));"
# Whoever is root may write what nobody may write, unless that right is given up (capabilities(7): CAP_DAC_OVERRIDE).
COMMONER = (
    "import ctypes, os;"
    "head = (ctypes.c_uint32 * 2)(0x20080522, 0); data = (ctypes.c_uint32 * 6)();"
    "os.getuid() or (ctypes.CDLL(None).capset(head, data) and os.abort());"
)
ROWS = {
    "articles": "select id, url, headline, text, published_key, capture from articles order by id",
    "versions": "select article, seq, text_sha256 from versions order by article, seq",
    "quotes": "select id, article, start, end, text from quotes order by id",
    "credits": "select id, article, start, end, person, role from credits order by id",
}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits and rights as Linux has them")


class Program:
    """The program as an operator has it, with a source whose feed carries its articles: one request a pass."""

    def __init__(self, folder: Path, site: Any) -> None:
        self.folder = folder
        (folder / "onrecord.toml").write_text(
            'sources = []\n[[source]]\nslug = "harbor-gazette"\nname = "Harbor Gazette"\n'
            f'feeds = ["{site.url("/feed/")}"]\ntopics = []\nfull_text = true\nloopback = true\n'
        )
        publish(site, 3)

    def __call__(self, *arguments: str, first: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", first + MAIN, *arguments],
            cwd=self.folder,
            env={**os.environ, "COLUMNS": "300", "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def onrecord(folder: Path, site: Any) -> Program:
    return Program(folder, site)


@pytest.fixture(scope="module")
def first_pass(make_httpserver: HTTPServer, served: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which three articles were collected, once for all tests: it waits before its second request."""
    folder = tmp_path_factory.mktemp("first-pass")
    make_httpserver.clear()  # the server is one for all tests of a process: what the last one put on it
    done = Program(folder, served(make_httpserver))("collect")
    make_httpserver.clear()
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def collected(folder: Path, onrecord: Program, first_pass: Path) -> Path:
    """The folder, with three articles collected."""
    shutil.copytree(first_pass, folder, dirs_exist_ok=True)
    return folder


def publish(site: Any, number: int) -> None:
    items = "".join(
        f"<item><title>Story {at}</title><link>{site.url(f'/story-{at}')}</link>"
        f"<pubDate>Wed, 04 Mar 2026 11:{at:02}:00 GMT</pubDate>"
        f"<description>&lt;p&gt;“It is number {at},” said Ada Quillford, the director.&lt;/p&gt;"
        f"&lt;p&gt;{at} {LONG}&lt;/p&gt;</description></item>"
        for at in range(number)
    )
    site.put(
        "/feed/", f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>', "application/rss+xml"
    )


def rows(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(folder / "archive.db")) as connection:
        return {name: connection.execute(query).fetchall() for name, query in ROWS.items()}


def whole(folder: Path) -> bool:
    for name in ("archive.db", "captures.db"):
        with closing(sqlite3.connect(folder / name)) as connection:
            if connection.execute("pragma integrity_check").fetchall() != [("ok",)]:
                return False
            if connection.execute("pragma foreign_key_check").fetchall():
                return False
    return True


def test_a_disk_that_fills_up_in_mid_pass(collected: Path, onrecord: Program, site: Any) -> None:
    publish(site, 59)
    limit = max((collected / name).stat().st_size for name in ("archive.db", "captures.db")) // 2
    full = onrecord("collect", first=LIMIT.format(limit))
    assert full.returncode == 3
    assert "archive.db: cannot be read or written" in full.stderr or "captures.db: cannot be" in full.stderr
    assert len(full.stderr.strip().splitlines()) == 1
    assert whole(collected)
    assert len(rows(collected)["articles"]) < 59
    assert onrecord("collect").returncode == 0
    assert whole(collected)
    assert [row[2] for row in sorted(rows(collected)["articles"], key=lambda row: row[4])] == [
        f"Story {at}" for at in range(59)
    ]
    assert len(rows(collected)["versions"]) == len(rows(collected)["quotes"]) == 59


def test_a_disk_that_is_full(
    onrecord: Program, first_pass: Path, site: Any, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """No limit of ours but SQLite's own ENOSPC, on a file system of 1.5 MiB."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1536k", "tmpfs", str(tmp_path)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("needs leave to mount a tmpfs")
    request.addfinalizer(lambda: subprocess.run(["umount", "-l", str(tmp_path)], check=True))
    shutil.copytree(first_pass, tmp_path, dirs_exist_ok=True)
    publish(site, 59)
    full = onrecord("collect")
    assert full.returncode == 3
    assert "the disk is full. Make room and try again." in full.stderr
    assert whole(tmp_path)
    subprocess.run(["mount", "-o", "remount,size=64m", str(tmp_path)], check=True)
    assert onrecord("collect").returncode == 0
    assert len(rows(tmp_path)["articles"]) == 59
    assert whole(tmp_path)


@pytest.mark.parametrize("name", ["archive.db", "captures.db"])
def test_a_file_that_cannot_be_written(collected: Path, onrecord: Program, site: Any, name: str) -> None:
    before = rows(collected)
    publish(site, 5)
    (collected / name).chmod(0o444)
    refused = onrecord("collect", first=COMMONER)
    assert refused.returncode == 3, refused.stderr
    assert f"{name}: cannot be written. Look at the permissions" in refused.stderr
    assert whole(collected)
    assert rows(collected) == before
    (collected / name).chmod(0o644)
    assert onrecord("collect").returncode == 0
    assert len(rows(collected)["articles"]) == 5


def test_a_folder_that_cannot_be_written(folder: Path, onrecord: Program) -> None:
    folder.chmod(0o555)
    refused = onrecord("collect", first=COMMONER)
    folder.chmod(0o755)
    assert refused.returncode == 3
    assert "is the folder there and writable?" in refused.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["onrecord.toml"]


def test_a_lock_that_is_let_go_is_waited_for(collected: Path, onrecord: Program, site: Any) -> None:
    publish(site, 5)
    with closing(sqlite3.connect(collected / "archive.db", isolation_level=None, check_same_thread=False)) as other:
        other.execute("begin immediate")
        later = threading.Timer(4, other.execute, ["rollback"])
        later.start()
        assert onrecord("collect").returncode == 0
        later.join()
    assert len(rows(collected)["articles"]) == 5


@pytest.mark.skipif("ONRECORD_LONG" not in os.environ, reason="waits for 30 s; ONRECORD_LONG=1 runs it")
def test_a_lock_that_is_not_let_go_ends_the_pass(collected: Path, onrecord: Program, site: Any) -> None:
    publish(site, 5)
    with closing(sqlite3.connect(collected / "archive.db", isolation_level=None)) as other:
        other.execute("begin immediate")
        locked = onrecord("collect")
    assert locked.returncode == 3
    assert "archive.db: is locked: another program has been writing for 30 s. Try again later." in locked.stderr
    assert onrecord("collect").returncode == 0
    assert len(rows(collected)["articles"]) == 5
    assert whole(collected)


def zeroed(path: Path) -> None:
    """All but the first page."""
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(bytes(path.stat().st_size - 4096))


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 3)


def overwritten(path: Path) -> None:
    path.write_bytes(b"this is not a database any more\n" * 100)


@pytest.mark.parametrize("damage", [zeroed, cut_short, overwritten])
def test_a_damaged_archive_is_made_anew_by_one_command(
    collected: Path, onrecord: Program, damage: Callable[[Path], None]
) -> None:
    before = rows(collected)
    damage(collected / "archive.db")
    bytes_of_it = (collected / "archive.db").read_bytes()
    refused = onrecord("collect")
    assert refused.returncode == 3
    assert "archive.db: is " in refused.stderr
    assert "onrecord reread --rebuild" in refused.stderr
    rebuilt = onrecord("reread", "--rebuild")
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert "archive.db.1.damaged" in rebuilt.stderr
    assert rows(collected) == before
    assert whole(collected)
    assert (collected / "archive.db.1.damaged").read_bytes() == bytes_of_it
    assert onrecord("collect").returncode == 0


def test_nothing_is_put_aside_where_the_captures_are_damaged_too(collected: Path, onrecord: Program) -> None:
    zeroed(collected / "captures.db")
    refused = onrecord("reread", "--rebuild")
    assert refused.returncode == 3
    assert "captures.db" in refused.stderr
    assert len(rows(collected)["articles"]) == 3


def test_captures_of_a_newer_version_are_refused_untouched(collected: Path, onrecord: Program) -> None:
    with closing(sqlite3.connect(collected / "captures.db")) as connection, connection:
        connection.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values (?, 'of_tomorrow', '2027-01-01')",
            ("onrecord captures",),
        )
    before = (collected / "captures.db").read_bytes()
    for command in (["collect"], ["reread"], ["reread", "--rebuild"]):
        refused = onrecord(*command)
        assert refused.returncode == 3
        assert "newer than this program" in refused.stderr
        assert "Install the latest onrecord." in refused.stderr
    assert (collected / "captures.db").read_bytes() == before
    assert len(rows(collected)["articles"]) == 3
