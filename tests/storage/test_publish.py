"""The public copy: nothing in it that may not be shown, everything else as it is, and the archive untouched."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest

from scraper.errors import ArchiveError, ConfigError
from scraper.model import (
    Address,
    Announcement,
    Article,
    Credit,
    Mark,
    Moment,
    Party,
    Publisher,
    Quote,
    Report,
    Span,
    Story,
    Title,
    TitleLink,
)
from storage import names
from storage.archive import Archive
from storage.excerpts import OMITTED
from storage.health import Tally
from storage.publish import PUBLIC, Published, is_publication, publish
from storage.serve import start

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
PRESS = "https://gazette.example/harbor-lights"
RELEASE = "https://lantern.example/news/harbor-lights"
SECRET = "Xylophones rusted behind the chandlery"  # a sentence that the copy must not have, in any spelling
OLDER = "Quinces ripened in the vestry"
TEXT = (
    f"{SECRET}. “We built a lighthouse,” said Zoë Marlow, who runs the drama desk. “Then we lit it.”\n\n"
    f"{SECRET} twice. “Harbor Lights” is created by Zoë Marlow for Lantern.\n\n{SECRET} at last."
)
EVIDENCE_TABLES = ("credits", "announcements", "title_links")
PRIVATE = {"alarms", "beats", "source_norms"}  # and the view open_alarms

COLUMNS = {
    "articles": {
        *("id", "headline", "source", "published_at", "subhead", "byline", "url", "canonical_reason"),
        *("published_precision", "published_verbatim", "modified_at", "modified_precision", "modified_verbatim"),
        *("first_seen_at", "last_seen_at", "text", "words", "language", "marks", "reader", "extractor", "capture"),
        "published_key",
    },
    "versions": {
        *("article", "seq", "captured_at", "last_captured_at", "headline", "text", "text_sha256", "capture"),
        *("captured_key", "edit"),
    },
    "runs": {"id", "command", "started_at", "finished_at", "saved", "unchanged", "failed", "problems"},
    "source_health": {
        *("source", "last_attempt_at", "last_success_at", "last_new_at", "articles", "problem", "failed"),
    },
}


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def story(url: str, source: str, text: str = TEXT, **changes: object) -> Story:
    article = Article(
        source=source,
        address=Address(url),
        headline="A light goes on",
        subhead=f"{SECRET}, says the line below it",
        text=text,
        reader="layout",
        published=Moment(NOW - DAY, "day", "21 Nov"),
        marks=(Mark("link", span("Lantern", text), "https://lantern.example/"), Mark("emphasis", Span(0, 3))),
        capture="c0",
    )
    return Story(
        article=replace(article, **changes),  # type: ignore[arg-type]
        extractor="1",
        quotes=(
            Quote(
                parts=(span("We built a lighthouse", text), span("Then we lit it.", text)),
                speakers=(Party("Zoë Marlow"),),
                cue=span("said", text),
                speaker_as_written=span("Zoë Marlow", text),
                role=span("runs the drama desk", text),
            ),
        ),
        credits=(
            Credit(party=Party("Zoë Marlow"), role="creator", evidence=span("created by", text), title="Harbor Lights"),
        ),
        announcements=(Announcement(kind="series order", evidence=span("created", text), title="Harbor Lights"),),
        titles=(Title(name="Harbor Lights", kind="series"),),
        links=(TitleLink(title="Harbor Lights", relation="spin_off_of", other="Fog", evidence=span("for", text)),),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive with a release and an article of the press, which has an older version."""
    with Archive(tmp_path / "archive.db") as archive:
        archive.register(
            [
                Publisher(slug="gazette", name="Harbor Gazette"),
                Publisher(slug="lantern", name="Lantern Press", kind="studio", reuse="release"),
            ]
        )
        whole = TEXT.replace(SECRET, "Lamps shone")
        older = TEXT.replace(f"{SECRET} twice.", f"{OLDER}.")
        archive.save(replace(story(PRESS, "gazette", older), quotes=()), captured_at=NOW - DAY)
        archive.save(story(PRESS, "gazette"), captured_at=NOW)
        archive.save(story(RELEASE, "lantern", whole, subhead="Lamps"), captured_at=NOW)
        run = archive.start_run("collect", NOW)
        archive.finish_run(run, NOW, [Report(source="gazette", failed=("/home/ada/secret: a bug",))])
        failure = Tally(
            source="gazette",
            day="2026-11-22",
            purpose="page",
            outcome="server error",
            count=2,
            last_at=NOW,
            last_detail="500 from intranet.example",
        )
        archive.summarise([failure])
    return tmp_path


def made(folder: Path, name: str = "public.db") -> Published:
    return publish(folder / "archive.db", folder / name, made_at=NOW, software="onrecord 1")


@pytest.fixture
def copy(folder: Path) -> Iterator[sqlite3.Connection]:
    made(folder)
    with closing(sqlite3.connect(f"{(folder / 'public.db').as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def one(connection: sqlite3.Connection, sql: str, *values: object) -> sqlite3.Row:
    (row,) = connection.execute(sql, values).fetchall()
    return row  # type: ignore[no-any-return]


class TestWhatMayNotBeShown:
    def test_no_byte_of_the_removed_text_is_left(self, folder: Path) -> None:
        original = (folder / "archive.db").read_bytes()
        made(folder)
        for word in ("Xylophones", "chandlery", "Quinces", "vestry", "xylophones", "quinces", "ada/secret", "intranet"):
            published = (folder / "public.db").read_bytes()
            assert word.encode() not in published
            assert word.encode("utf-16-le") not in published
        assert b"chandlery" in original  # the test would find it

    def test_the_search_does_not_find_it(self, copy: sqlite3.Connection) -> None:
        for word, articles in (("xylophones", 0), ("vestry", 0), ("lighthouse", 2), ("lamps", 1)):
            found = one(copy, "select count(*) from articles_fts where articles_fts match ?", word)
            assert found[0] == articles, word

    def test_what_is_for_the_operator_is_not_in_it(self, copy: sqlite3.Connection) -> None:
        assert one(copy, "select problems, failed, command from runs")[:] == ("", 1, "collect")
        health = one(copy, "select problem, failed from source_health where source = 'gazette'")
        assert health[:] == ("page, server error", "")

    def test_every_table_is_public_or_private_on_purpose(self, folder: Path) -> None:
        with closing(sqlite3.connect(folder / "archive.db")) as archive:
            tables = {
                name
                for (name,) in archive.execute("select name from sqlite_schema where type = 'table'")
                if "_fts" not in name and not name.startswith("sqlite_")
            }
        assert tables - set(PUBLIC) == PRIVATE
        assert set(PUBLIC) <= tables

    @pytest.mark.parametrize("table", COLUMNS)
    def test_every_column_that_could_hold_text_is_thought_of(self, folder: Path, table: str) -> None:
        """A column that is new here may need a line in `publish.INSTEAD`."""
        with closing(sqlite3.connect(folder / "archive.db")) as archive:
            there = {name for (name,) in archive.execute("select name from pragma_table_info(?)", (table,))}
        assert there == COLUMNS[table]


class TestWhatStays:
    def test_an_article_of_the_press_is_its_excerpts(self, copy: sqlite3.Connection) -> None:
        row = one(copy, "select * from articles where url = ?", PRESS)
        assert row["text"] == (
            "“We built a lighthouse,” said Zoë Marlow, who runs the drama desk. “Then we lit it.”\n\n"
            f"{OMITTED}\n\n“Harbor Lights” is created by Zoë Marlow for Lantern."
        )
        assert (row["headline"], row["subhead"], row["capture"]) == ("A light goes on", "", "c0")
        assert row["words"] == len(TEXT.split())
        (mark,) = json.loads(row["marks"])
        assert row["text"][mark["span"]["start"] : mark["span"]["end"]] == "Lantern"

    def test_a_release_is_whole(self, copy: sqlite3.Connection) -> None:
        row = one(copy, "select text, subhead from articles where url = ?", RELEASE)
        assert row["text"] == TEXT.replace(SECRET, "Lamps shone")
        assert row["subhead"]

    def test_every_span_slices_to_its_words(self, copy: sqlite3.Connection) -> None:
        checked = 0
        for table in EVIDENCE_TABLES:
            for row in copy.execute(f"select f.*, a.text from {table} f join articles a on a.id = f.article"):
                assert row["text"][row["start"] : row["end"]] == row["evidence"]
                checked += 1
        for row in copy.execute("select q.*, a.text as whole from quotes q join articles a on a.id = q.article"):
            parts = copy.execute("select * from quote_parts where quote = ? order by seq", (row["id"],)).fetchall()
            assert all(row["whole"][part["start"] : part["end"]] == part["text"] for part in parts)
            assert (row["start"], row["end"]) == (parts[0]["start"], parts[-1]["end"])
            assert row["text"] == " ".join(part["text"] for part in parts)
            for column, ends in json.loads(row["spans"]).items():
                assert row["whole"][slice(*ends)] == row[column]
                checked += 1
        assert checked == 2 * 3 + 2 * 3

    def test_versions_are_excerpts_and_still_say_what_changed(self, copy: sqlite3.Connection) -> None:
        first, second = copy.execute(
            "select * from versions where article = ? order by seq", (names.article_id(PRESS),)
        ).fetchall()
        assert second["text"] == one(copy, "select text from articles where url = ?", PRESS)["text"]
        assert OLDER not in first["text"]
        assert "is created by Zoë Marlow" in first["text"]
        assert first["text_sha256"] != second["text_sha256"]
        assert one(copy, "select headline_changed, text_changed from changed_pages")[:] == (0, 1)

    def test_keys_and_rows_are_those_of_the_archive(self, copy: sqlite3.Connection, folder: Path) -> None:
        with closing(sqlite3.connect(folder / "archive.db")) as archive:
            for table in PUBLIC:
                if table == "publication":
                    continue
                key = "id" if table in ("quotes", "credits", "articles") else "count(*)"
                ask = f"select {key} from {table} order by 1"
                assert [tuple(row) for row in copy.execute(ask)] == archive.execute(ask).fetchall(), table
            views = "select name, sql from sqlite_schema where type = 'view'"
            kept = set(map(tuple, copy.execute(views)))
            assert {name for name, _ in set(archive.execute(views)) - kept} == {"open_alarms"}
            assert kept <= set(archive.execute(views))

    def test_it_says_what_it_is(self, copy: sqlite3.Connection, folder: Path) -> None:
        assert one(copy, "select * from publication")[:] == ("2026-11-22T09:30:00Z", "onrecord 1")
        assert is_publication(folder / "public.db")
        assert not is_publication(folder / "archive.db")
        assert not is_publication(folder / "absent.db")

    def test_it_is_sound_and_compact(self, copy: sqlite3.Connection) -> None:
        assert one(copy, "pragma integrity_check")[0] == "ok"
        assert copy.execute("pragma foreign_key_check").fetchall() == []
        assert one(copy, "pragma freelist_count")[0] == 0
        assert one(copy, "pragma journal_mode")[0] == "delete"

    def test_how_much_of_the_press_is_left_is_counted(self, folder: Path) -> None:
        counted = made(folder)
        assert (counted.articles, counted.excerpted, counted.characters) == (2, 1, len(TEXT))
        assert 0 < counted.kept < counted.characters


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
    root = Path(__file__).resolve().parents[2]
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
    root = Path(__file__).resolve().parents[2]
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


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_kill_leaves_no_half_file_under_its_name(folder: Path) -> None:
    program = (
        "import os, signal; from pathlib import Path; from datetime import datetime, UTC\n"
        "from storage.publish import publish\n"
        "def killed(done, total): os.kill(os.getpid(), signal.SIGKILL)\n"
        "now = datetime.now(UTC)\n"
        "publish(Path('archive.db'), Path('public.db'), made_at=now, software='onrecord 1', progress=killed)\n"
    )
    root = Path(__file__).resolve().parents[2]
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
