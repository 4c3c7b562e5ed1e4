"""How a public copy is made: of one state, whole or not at all, and the archive is not touched."""

from __future__ import annotations

import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from lighthouse import NOW
from published import PRESS, made, story

from scraper.errors import ArchiveError, ConfigError
from storage.archive import Archive
from storage.publish import publish


class TestTheArchive:
    def test_it_is_not_touched_while_it_is_collected_into(self, folder: Path) -> None:
        path, wal = folder / "archive.db", folder / "archive.db-wal"
        with Archive(path) as archive:
            archive.save(story(f"{PRESS}-2", "gazette"), captured_at=NOW)  # in the WAL, not in the file
            before = path.read_bytes(), wal.read_bytes()
            assert wal.stat().st_size > 0
            counted = made(folder)
            assert (path.read_bytes(), wal.read_bytes()) == before
        assert counted.articles == 3

    def test_the_copy_is_of_one_state(self, folder: Path) -> None:
        """A writer that never rests: every article in the copy has its findings and versions."""
        done = threading.Event()

        def write() -> None:
            with Archive(folder / "archive.db") as archive:
                number = 0
                while not done.is_set():
                    number += 1
                    archive.save(story(f"{PRESS}-{number}", "gazette"), captured_at=NOW)

        writer = threading.Thread(target=write)
        writer.start()
        try:
            counts = [made(folder, f"public-{n}.db").articles for n in range(3)]
        finally:
            done.set()
            writer.join()
        assert sorted(counts) == counts
        for n, articles in enumerate(counts):
            with closing(sqlite3.connect(folder / f"public-{n}.db")) as copy:
                for table in ("quotes", "credits", "announcements", "title_links"):
                    # the first version of the fixture's article is no article of its own
                    assert copy.execute(f"select count(distinct article) from {table}").fetchone() == (articles,)
                assert copy.execute("select count(*) from versions").fetchone() == (articles + 1,)

    def test_nothing_is_replaced(self, folder: Path) -> None:
        (folder / "public.db").write_text("somebody's")
        with pytest.raises(ConfigError, match=r"public\.db: is there already"):
            made(folder)
        assert (folder / "public.db").read_text() == "somebody's"
        assert not list(folder.glob("*.partial")) + list(folder.glob(".*"))

    def test_twice_is_the_same_bytes(self, folder: Path) -> None:
        made(folder, "a.db")
        made(folder, "b.db")
        assert (folder / "a.db").read_bytes() == (folder / "b.db").read_bytes()

    def test_nobody_collects_into_the_copy(self, folder: Path) -> None:
        made(folder)
        with pytest.raises(ArchiveError, match="not an onrecord archive"):
            Archive(folder / "public.db")
        with pytest.raises(ArchiveError, match="not an onrecord archive"):
            publish(folder / "public.db", folder / "again.db", made_at=NOW, software="onrecord 1")
        assert stat.S_IMODE((folder / "public.db").stat().st_mode) == 0o644

    @pytest.mark.parametrize("harm", ["absent", "no folder", "damaged finding"])
    def test_what_cannot_be_done_is_said(self, folder: Path, harm: str) -> None:
        to, words = folder / "public.db", "there is no such archive"
        if harm == "absent":
            (folder / "archive.db").unlink()
        elif harm == "no folder":
            to, words = folder / "nowhere" / "public.db", "Is the folder there"
        else:
            words = "a finding is not where it should be"
            with closing(sqlite3.connect(folder / "archive.db")) as archive:
                archive.execute('update credits set "end" = 9999')
                archive.commit()
        with pytest.raises(ArchiveError, match=words):
            publish(folder / "archive.db", to, made_at=NOW, software="onrecord 1")
        assert not to.exists()
        assert not list(folder.glob(".*"))


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE is POSIX")
def test_a_full_disk_is_one_error_and_leaves_nothing(folder: Path) -> None:
    program = (
        "import resource, sys; from pathlib import Path; from datetime import datetime, UTC\n"
        "from storage.publish import publish; from scraper.errors import ArchiveError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))\n"
        "try: publish(Path('archive.db'), Path('public.db'), made_at=datetime.now(UTC), software='onrecord 1')\n"
        "except ArchiveError as error: sys.exit(f'said: {error}')\n"
    )
    root = Path(__file__).resolve().parents[3]
    before = (folder / "archive.db").read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("said: public.db: "), done.stderr
    assert (folder / "archive.db").read_bytes() == before
    assert {path.name for path in folder.iterdir()} <= {"archive.db", "archive.db-wal", "archive.db-shm"}


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_kill_leaves_no_half_file_under_its_name(folder: Path) -> None:
    program = (
        "import os, signal; from pathlib import Path; from datetime import datetime, UTC\n"
        "from storage.publish import publish\n"
        "def killed(done, total): os.kill(os.getpid(), signal.SIGKILL)\n"
        "now = datetime.now(UTC)\n"
        "publish(Path('archive.db'), Path('public.db'), made_at=now, software='onrecord 1', progress=killed)\n"
    )
    root = Path(__file__).resolve().parents[3]
    before = (folder / "archive.db").read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, env={"PYTHONPATH": str(root)}, timeout=60, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert not (folder / "public.db").exists()
    for path in folder.glob(".public.db.*.partial"):
        assert b"chandlery" not in path.read_bytes()  # not even in what a kill leaves behind
    assert (folder / "archive.db").read_bytes() == before
    assert made(folder).articles == 2
