"""A backup is of one moment, whole, and can be put back as the manual says."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scraper.errors import ArchiveError, ConfigError
from scraper.model import Address, Article, Attempt, Capture, Publisher, Request, Story
from storage.archive import Archive
from storage.backup import backup
from storage.captures import Captures
from storage.verify import verify

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def collect(captures: Captures, archive: Archive, number: int) -> None:
    """What a pass does with a page, in its order: keep, save, mark."""
    url, at = f"https://gazette.example/{number}", NOW + timedelta(minutes=number)
    body = f"<html><body>{'The weather on the quay. ' * 200}{number}</body></html>".encode()
    capture = Capture(
        source="gazette", purpose="page", url=url, final_url=url, status=200, headers=(), body=body, fetched_at=at
    )
    request = Request(url=url, source="gazette", purpose="page")
    captures.keep(Attempt(request=request, at=at, seconds=1, outcome="ok", status=200, capture=capture))
    article = Article(
        source="gazette",
        address=Address(url),
        headline=f"Light {number}",
        text=f"Number {number}.",
        reader="layout",
        capture=capture.sha256,
    )
    archive.save(Story(article=article, extractor="1"), captured_at=at)
    captures.mark(capture, "read", url)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "onrecord"
    made.mkdir()
    with Captures(made / "captures.db") as captures, Archive(made / "archive.db") as archive:
        archive.register([Publisher(slug="gazette", name="Harbor Gazette")])
        for number in range(12):
            collect(captures, archive, number)
    return made


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [line for line in connection.iterdump() if "_fts_" not in line]


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_both_files_are_copied_and_verified(folder: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.glob("*.db")}
    found = backup(folder / "archive.db", folder / "captures.db", tmp_path / "copy")
    assert (found.captures, found.articles, found.problems) == (12, 12, ())
    assert {path.name for path in (tmp_path / "copy").iterdir()} == {"archive.db", "captures.db"}
    for name, content in before.items():
        assert dump(tmp_path / "copy" / name) == dump(folder / name)
        assert (folder / name).read_bytes() == content
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) & 0o077 == 0  # captures are private


def test_it_reads_from_a_disk_that_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    backup(folder / "archive.db", folder / "captures.db", tmp_path / "copy")
    for path in (tmp_path / "copy").iterdir():
        path.chmod(0o444)
    (tmp_path / "copy").chmod(0o555)
    assert verify(tmp_path / "copy" / "archive.db", tmp_path / "copy" / "captures.db").problems == ()
    assert len(list((tmp_path / "copy").iterdir())) == 2
    (tmp_path / "copy").chmod(0o755)


def test_it_is_of_one_moment_while_pages_are_collected(folder: Path, tmp_path: Path) -> None:
    """Whatever a pass was doing: no page is marked as read that is not in the archive, and none is saved unkept."""
    done, started = threading.Event(), threading.Event()

    def work() -> None:
        with Captures(folder / "captures.db") as captures, Archive(folder / "archive.db") as archive:
            number = 100
            while not done.is_set():
                collect(captures, archive, number)
                number += 1
                started.set()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        assert started.wait(30)
        for name in ("a", "b", "c", "d"):
            assert backup(folder / "archive.db", folder / "captures.db", tmp_path / name).problems == ()
    finally:
        done.set()
        worker.join()
    sizes = []
    for name in ("a", "b", "c", "d"):
        saved = {url for (url,) in ask(tmp_path / name / "archive.db", "select url from articles")}
        kept = {url for (url,) in ask(tmp_path / name / "captures.db", "select url from captures")}
        marked = {
            url for (url,) in ask(tmp_path / name / "captures.db", "select url from captures where result = 'read'")
        }
        assert marked <= saved <= kept
        assert len(kept - marked) <= 1
        sizes.append(len(kept))
    assert sizes == sorted(sizes)
    assert sizes[-1] > 12


def test_the_moment_is_not_chosen_while_a_page_is_marked(folder: Path, tmp_path: Path) -> None:
    """Between the moment of one file and that of the other it could be saved and marked: read, and in no archive."""
    files = folder / "archive.db", folder / "captures.db"
    with closing(sqlite3.connect(files[1], isolation_level=None)) as marking:
        marking.execute("begin immediate")
        worker = threading.Thread(target=backup, args=(*files, tmp_path / "copy"))
        worker.start()
        worker.join(1.0)  # long enough, where it does not wait
        assert worker.is_alive()
        assert not (tmp_path / "copy").exists()
        marking.execute("rollback")
        worker.join(30)
    assert verify(tmp_path / "copy" / "archive.db", tmp_path / "copy" / "captures.db").problems == ()


def test_a_name_that_is_taken_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    backup(folder / "archive.db", folder / "captures.db", tmp_path / "copy")  # an empty folder is no copy
    content = (tmp_path / "copy" / "archive.db").read_bytes()
    with pytest.raises(ConfigError, match="copy: is there already"):
        backup(folder / "archive.db", folder / "captures.db", tmp_path / "copy")
    assert (tmp_path / "copy" / "archive.db").read_bytes() == content
    assert {path.name for path in tmp_path.iterdir()} == {"onrecord", "copy"}


def test_a_link_to_an_empty_folder_is_followed_and_stays(folder: Path, tmp_path: Path) -> None:
    """The usual way to another disk."""
    disk = tmp_path / "disk"
    (disk / "tonight").mkdir(parents=True)
    (tmp_path / "copy").symlink_to(disk / "tonight")
    assert backup(folder / "archive.db", folder / "captures.db", tmp_path / "copy").problems == ()
    assert (tmp_path / "copy").is_symlink()
    assert {path.name for path in (disk / "tonight").iterdir()} == {"archive.db", "captures.db"}
    assert {path.name for path in disk.iterdir()} == {"tonight"}
    for again in ("copy", "nowhere"):  # one that is full by now, and one that leads nowhere
        (tmp_path / "nowhere").unlink(missing_ok=True)
        (tmp_path / "nowhere").symlink_to(disk / "nowhere")
        with pytest.raises(ConfigError, match=f"{again}: is there already"):
            backup(folder / "archive.db", folder / "captures.db", tmp_path / again)


def test_where_a_disk_is_mounted_is_refused_before_the_work(
    folder: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    (tmp_path / "disk").mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(tmp_path / "disk")]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs leave to mount a tmpfs")
    request.addfinalizer(lambda: subprocess.run(["umount", "-l", str(tmp_path / "disk")], check=True))
    with pytest.raises(ConfigError, match="is where a disk is mounted"):
        backup(folder / "archive.db", folder / "captures.db", tmp_path / "disk")


def test_damage_is_said_and_the_copy_kept(folder: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(folder / "captures.db")) as connection:
        connection.execute("update bodies set data = x'00' where rowid = 1")
        connection.commit()
    found = backup(folder / "archive.db", folder / "captures.db", tmp_path / "copy")
    assert found.problems
    assert "is damaged" in found.problems[0]
    assert (tmp_path / "copy" / "captures.db").is_file()


@pytest.mark.parametrize("harm", ["no folder", "absent", "not ours"])
def test_what_cannot_be_done_is_said_and_leaves_nothing(folder: Path, tmp_path: Path, harm: str) -> None:
    to = tmp_path / "copy"
    if harm == "no folder":
        to = tmp_path / "nowhere" / "copy"
    elif harm == "absent":
        (folder / "archive.db").unlink()
    else:
        (folder / "archive.db").write_bytes(b"a shopping list" * 1000)
    with pytest.raises(ArchiveError):
        backup(folder / "archive.db", folder / "captures.db", to)
    assert [path.name for path in tmp_path.iterdir()] == ["onrecord"]


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE is POSIX")
def test_a_full_disk_is_one_error_and_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    program = (
        "import resource, sys; from pathlib import Path\n"
        "from storage.backup import backup; from scraper.errors import ArchiveError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))\n"
        "try: backup(Path('archive.db'), Path('captures.db'), Path('../copy'))\n"
        "except ArchiveError as error: sys.exit(f'said: {error}')\n"
    )
    before = dump(folder / "archive.db"), dump(folder / "captures.db")
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("said: "), done.stderr
    assert "archive.db: " in done.stderr
    assert (dump(folder / "archive.db"), dump(folder / "captures.db")) == before
    assert not (tmp_path / "copy").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["onrecord"]


@pytest.mark.skipif(shutil.which("bash") is None, reason="the manual's commands are for a POSIX shell")
def test_it_is_restored_as_the_manual_says(folder: Path, tmp_path: Path) -> None:
    """The commands of docs/operate.md, to the letter, after something went badly wrong."""
    section = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8").split("## Backup and restore")[1]
    block = re.search(r"```console\n(.*?)```", section, re.DOTALL)
    assert block
    commands = [line.removeprefix("$ ") for line in block[1].splitlines()]
    assert any(command.startswith("mkdir aside && mv") for command in commands)
    (tmp_path / "backup").mkdir()
    backup(folder / "archive.db", folder / "captures.db", tmp_path / "backup" / "2026-11-22")
    before = dump(folder / "archive.db"), dump(folder / "captures.db")
    with Captures(folder / "captures.db") as captures, Archive(folder / "archive.db") as archive:
        collect(captures, archive, 99)
        for path in folder.glob(
            "*.db-wal"
        ):  # a WAL that belongs to the damaged file stays behind, as after a power cut
            shutil.copy(path, f"{path}.kept")
    for path in folder.glob("*.kept"):
        path.rename(str(path).removesuffix(".kept"))
    with (folder / "archive.db").open("r+b") as file:
        file.seek(4096)
        file.write(bytes(20_000))
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "onrecord").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -c "from schedules.cli import main; main()" "$@"\n'
    )
    (tools / "onrecord").chmod(0o755)
    script = "set -e\n" + "\n".join(commands).replace("/srv/onrecord", str(folder)).replace(
        "/mnt/backup", str(tmp_path / "backup")
    )
    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "all as they were written" in done.stdout
    assert (dump(folder / "archive.db"), dump(folder / "captures.db")) == before
    with Captures(folder / "captures.db") as captures, Archive(folder / "archive.db") as archive:
        collect(captures, archive, 99)
        assert archive.articles() == 13


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_kill_leaves_no_half_copy_under_its_name(folder: Path, tmp_path: Path) -> None:
    program = (
        "import os, signal; from pathlib import Path; from storage.backup import backup\n"
        "def killed(what, done, total):\n"
        "    if what == 'bodies' and done == 3: os.kill(os.getpid(), signal.SIGKILL)\n"
        "backup(Path('archive.db'), Path('captures.db'), Path('../copy'), killed)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert not (tmp_path / "copy").exists()
    assert backup(folder / "archive.db", folder / "captures.db", tmp_path / "copy").problems == ()
