"""The public copy: nothing in it that may not be shown, and everything else as it is."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from published import OLDER, PRESS, RELEASE, SECRET, TEXT, made, one

from storage import names
from storage.excerpts import OMITTED
from storage.publish import PUBLIC, is_publication

EVIDENCE_TABLES = ("credits", "announcements", "title_links")
PRIVATE = {"alarms", "beats", "collected", "quarantine", "source_days", "source_norms"}  # and the view open_alarms

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
    "runs": {"id", "command", "started_at", "finished_at", "ended", "saved", "unchanged", "failed", "problems"},
    "source_health": {
        *("source", "last_attempt_at", "last_success_at", "last_new_at", "articles", "problem", "failed"),
    },
}


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
        assert checked == 2 * 4 + 2 * 3

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
