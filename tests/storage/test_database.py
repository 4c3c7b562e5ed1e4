"""What is refused, what is locked, and what a kill leaves behind."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scraper.errors import ArchiveError
from scraper.model import Address, Article, Publisher, Quote, Span, Story
from storage.archive import Archive
from storage.captures import Captures

NOW = datetime(2026, 11, 22, tzinfo=UTC)
Opening = Callable[..., Archive | Captures]
ROOT = Path(__file__).resolve().parents[2]


def story(number: int) -> Story:
    text = f"“Statement {number}”. " * 20
    article = Article(
        source="gazette",
        address=Address(f"https://gazette.example/{number}"),
        headline=f"Headline {number}",
        text=text,
        reader="layout",
    )
    quotes = tuple(Quote(parts=(Span(n, n + 5),)) for n in range(0, 100, 5))
    return Story(article=article, extractor="1", quotes=quotes)


@pytest.mark.parametrize("opening", [Archive, Captures])
class TestWhatIsRefused:
    def test_a_database_of_another_program(self, opening: Opening, tmp_path: Path) -> None:
        path = tmp_path / "bookmarks.db"
        connection = sqlite3.connect(path)
        connection.execute("create table bookmarks (url)")
        connection.close()
        before = path.read_bytes()
        with pytest.raises(ArchiveError, match=r"bookmarks\.db: .*not an onrecord"):
            opening(path)
        assert path.read_bytes() == before

    def test_something_that_is_no_database(self, opening: Opening, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").write_text("notes " * 1000)
        with pytest.raises(ArchiveError, match=r"notes\.txt: is not an SQLite file"):
            opening(tmp_path / "notes.txt")

    def test_a_file_of_a_newer_program(self, opening: Opening, tmp_path: Path) -> None:
        opening(tmp_path / "x.db").close()
        connection = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
        connection.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) "
            "select migration_set, 'of_tomorrow', '' from _sqlite_migrations limit 1"
        )
        connection.close()
        with pytest.raises(ArchiveError, match="newer than this program"):
            opening(tmp_path / "x.db")

    def test_a_damaged_file(self, opening: Opening, tmp_path: Path) -> None:
        opening(tmp_path / "x.db").close()
        whole = (tmp_path / "x.db").read_bytes()
        (tmp_path / "x.db").write_bytes(whole[:4096] + b"\x55" * (len(whole) - 4096))
        with pytest.raises(ArchiveError, match="is damaged"):
            opening(tmp_path / "x.db")

    def test_a_folder_that_is_not_there(self, opening: Opening, tmp_path: Path) -> None:
        with pytest.raises(ArchiveError, match="there is no folder"):
            opening(tmp_path / "nowhere" / "x.db")

    def test_a_file_that_must_be_brought_up_to_date_while_somebody_else_is_writing(
        self, opening: Opening, tmp_path: Path
    ) -> None:
        opening(tmp_path / "x.db").close()
        connection = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
        connection.execute("delete from _sqlite_migrations where rowid = (select max(rowid) from _sqlite_migrations)")
        connection.execute("begin immediate")
        with pytest.raises(ArchiveError, match="is locked"):
            opening(tmp_path / "x.db", patience=timedelta(milliseconds=20))
        connection.close()

    def test_use_after_closing(self, opening: Opening, tmp_path: Path) -> None:
        opened = opening(tmp_path / "x.db")
        opened.close()
        opened.close()
        with pytest.raises(ArchiveError, match="is closed"):
            opened._file.rows("select 1")


@pytest.mark.parametrize("opening", [Archive, Captures])
def test_a_file_that_is_up_to_date_opens_while_somebody_else_is_writing(opening: Opening, tmp_path: Path) -> None:
    opening(tmp_path / "x.db").close()
    with closing(sqlite3.connect(tmp_path / "x.db", isolation_level=None)) as connection:
        connection.execute("begin immediate")
        opening(tmp_path / "x.db", patience=timedelta(0)).close()


def test_an_archive_is_read_and_its_sources_are_registered_again_while_it_is_rebuilt(archive: Archive) -> None:
    publishers = [Publisher(slug="gazette", name="The Gazette"), Publisher(slug="new", name="New")]
    archive.register(publishers)
    with Archive(archive._file.path, patience=timedelta(0)) as other, archive.rebuilding("gazette"):
        other.register(publishers)
        assert [health.source for health in other.health()] == ["gazette", "lantern", "new"]
        with pytest.raises(ArchiveError, match="is locked"):
            other.register([Publisher(slug="gazette", name="Another name")])


def test_views_are_brought_up_to_date(tmp_path: Path) -> None:
    Archive(tmp_path / "x.db").close()
    for sql in ("drop view latest_articles", "drop view same_statement; create view same_statement as select 1 as one"):
        with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
            connection.executescript(sql)
        with Archive(tmp_path / "x.db") as archive:
            archive._file.rows("select published from latest_articles")
            archive._file.rows("select statement from same_statement")


def test_the_two_files_are_not_confused(tmp_path: Path) -> None:
    Archive(tmp_path / "x.db").close()
    with pytest.raises(ArchiveError, match="not an onrecord file of captures"):
        Captures(tmp_path / "x.db")


def test_what_is_committed_is_on_the_disk_and_readers_do_not_wait(archive: Archive) -> None:
    assert archive._file.first("pragma journal_mode")[0] == "wal"
    assert archive._file.first("pragma synchronous")[0] == 2
    assert archive._file.first("pragma foreign_keys")[0] == 1


def test_a_thread_that_has_ended_leaves_no_connection(archive: Archive) -> None:
    for _ in range(5):
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(lambda _: archive.health(), range(6)))
    assert len(archive._file._open) <= 4


def test_a_text_that_is_not_unicode_is_an_error_that_says_so(archive: Archive) -> None:
    broken = story(1)
    object.__setattr__(broken.article, "headline", "half \ud800 pair")
    with pytest.raises(ArchiveError, match="surrogate"):
        archive.save(broken, captured_at=NOW)
    assert archive.latest() == ()


def saving(path: Path, numbers: range) -> subprocess.Popen[str]:
    """A process that saves stories, and prints the number of each when it is saved."""
    program = (
        f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(Path(__file__).parent)!r}]\n"
        "from pathlib import Path\n"
        "from scraper.model import Publisher\n"
        "from test_database import *\n"
        f"with Archive(Path({str(path)!r})) as archive:\n"
        "    archive.register([Publisher(slug='gazette', name='Harbor Gazette')])\n"
        f"    for number in {numbers!r}:\n"
        "        archive.save(story(number), captured_at=NOW); print(number, flush=True)\n"
    )
    return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)


def test_six_threads_lose_nothing(archive: Archive) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda number: archive.save(story(number), captured_at=NOW), range(240)))
    assert len(archive.latest(1000)) == 240


def test_six_processes_that_also_make_the_file_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with ExitStack() as stack:
        writers = [stack.enter_context(saving(path, range(n * 1000, n * 1000 + 40))) for n in range(6)]
        assert [(writer.communicate()[0].count("\n"), writer.returncode) for writer in writers] == [(40, 0)] * 6
    with Archive(path) as archive:
        assert len(archive.latest(1000)) == 240
        assert {entry.quotes for entry in archive.latest(1000)} == {20}


@pytest.mark.skipif(sys.platform == "win32", reason="kills with SIGKILL")
def test_a_kill_in_mid_save_leaves_whole_stories(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    for _ in range(3):
        with saving(path, range(10**6)) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if int(line) >= 25:
                    break
            os.kill(process.pid, signal.SIGKILL)
        with Archive(path) as archive:
            assert archive._file.first("pragma integrity_check")[0] == "ok"
            assert archive._file.rows("pragma foreign_key_check") == []
            saved = archive.latest(10**6)
            assert len(saved) > 25
            assert {entry.quotes for entry in saved} == {20}
            assert {entry.versions for entry in saved} == {1}
