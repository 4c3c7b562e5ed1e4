"""What an export holds: the same rows in every format, those that were asked for, and the same bytes every time."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from scraper.errors import ArchiveError, ConfigError
from storage.archive import Archive
from storage.export import Manifest, Selection, cells, export
from storage.publish import publish

Exporting = Callable[..., tuple[Path, Manifest]]


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    lines = (folder / "jsonl" / f"{table}.jsonl").read_bytes().decode().split("\n")[:-1]
    return [json.loads(line) for line in lines]


def column(folder: Path, table: str, name: str) -> list[Any]:
    return [row[name] for row in rows(folder, table)]


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def tables(archive: Path) -> list[str]:
    with closing(sqlite3.connect(archive)) as connection:
        found = connection.execute(
            "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite%'"
        )
        return [name for (name,) in found if name != "_sqlite_migrations"]


class TestRows:
    def test_every_table_is_a_file_and_every_row_a_line(self, whole: Path, archive_path: Path) -> None:
        assert {path.stem for path in (whole / "csv").iterdir()} == {
            *tables(archive_path),
            "quotes_flat",
            "credits_flat",
        }
        with closing(sqlite3.connect(archive_path)) as connection:
            connection.row_factory = sqlite3.Row
            for table in tables(archive_path):
                there = [dict(row) for row in connection.execute(f"select * from {table}")]
                assert sorted(map(str, rows(whole, table))) == sorted(map(str, there)), table

    def test_csv_says_the_same_as_json_lines(self, whole: Path) -> None:
        for path in (whole / "csv").iterdir():
            with path.open(encoding="utf-8", newline="") as file:
                csv.field_size_limit(1_000_000)
                found = [[cells.restored(cell) for cell in row.values()] for row in csv.DictReader(file)]
            said = [["" if cell is None else str(cell) for cell in row.values()] for row in rows(whole, path.stem)]
            assert found == said, path

    def test_parquet_says_the_same_and_knows_the_types(self, whole: Path) -> None:
        with duckdb.connect() as connection:
            for path in (whole / "parquet").iterdir():
                found = connection.execute(f"from '{path}'")
                names = [name for name, *_ in found.description or ()]
                assert [dict(zip(names, map(plain, row), strict=True)) for row in found.fetchall()] == [
                    {name: plain(parsed(name, cell)) for name, cell in row.items()} for row in rows(whole, path.stem)
                ]
            types = dict(
                connection.execute(
                    f"select column_name, column_type from (describe from '{whole}/parquet/quotes_flat.parquet')"
                ).fetchall()
            )
        assert types["published_at"] == "TIMESTAMP WITH TIME ZONE"
        assert types["start"] == "BIGINT"
        assert types["quote"] == "VARCHAR"

    def test_a_flat_quote_has_everything(self, whole: Path) -> None:
        (quote,) = [row for row in rows(whole, "quotes_flat") if row["source"] == "lantern"]
        assert quote | {"first_seen_at": "", "captured_at": "", "quote_id": "", "statement": "", "article_id": ""} == {
            "published_at": "2026-05-31T23:59:59Z",
            "speakers": "Ida Vane",
            "role": None,
            "affiliation": None,
            "quote": "We go",
            "kind": "direct",
            "titles": "Harbor Lights; Harbor",
            "outlet": "=Lantern Press",
            "headline": "Lantern orders “Harbor Lights”",
            "byline": "",
            "url": "https://lantern.example/order",
            "published_precision": "second",
            "first_seen_at": "",
            "captured_at": "",
            "evidence_sentence": "“We go,” said Ida Vane.",
            "speaker_as_written": None,
            "cue": "said",
            "start": 56,
            "end": 61,
            "capture_sha256": "cd" * 32,
            "reader": "layout",
            "extractor": "3",
            "reuse": "release",
            "source": "lantern",
            "article_id": "",
            "quote_id": "",
            "statement": "",
            "speaker_keys": "ida-vane",
            "title_keys": "harbor-lights; harbor",
        }

    def test_joint_speakers_stand_in_their_order(self, whole: Path) -> None:
        speakers = {row["speakers"] for row in rows(whole, "quotes_flat") if row["source"] == "gazette"}
        keys = {row["speaker_keys"] for row in rows(whole, "quotes_flat") if row["source"] == "gazette"}
        assert speakers == {"Zoë Marlow; a spokesperson for Quay"}
        assert keys == {"zoe-marlow; "}

    def test_rows_stand_in_the_order_of_time(self, whole: Path) -> None:
        keys = column(whole, "articles", "published_key")
        assert keys == sorted(keys)
        assert len(keys) == 3

    @pytest.mark.parametrize("table", ["quotes", "credits"])
    def test_findings_stand_by_article_in_order_of_time_then_as_in_its_text(self, whole: Path, table: str) -> None:
        times = dict(zip(column(whole, "articles", "id"), column(whole, "articles", "published_key"), strict=True))
        places = [(times[row["article"]], int(row["seq"])) for row in rows(whole, table)]
        assert places == sorted(places)
        assert places[0][1:] == (1,)
        assert max(place for _, place in places) > 1
        name = {"quotes": "quote_id", "credits": "credit_id"}[table]
        assert column(whole, f"{table}_flat", name) == column(whole, table, "id")


def plain(value: object) -> object:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def parsed(name: str, cell: Any) -> Any:
    if cell is not None and name.endswith("_at"):
        return datetime.fromisoformat(cell)
    return date.fromisoformat(cell) if cell and name == "day" else cell


class TestOptions:
    def test_a_bom_only_when_asked(self, exported: Exporting, whole: Path) -> None:
        folder, _ = exported(bom=True, formats=("csv", "jsonl"))
        assert (folder / "csv/quotes.csv").read_bytes() == b"\xef\xbb\xbf" + (whole / "csv/quotes.csv").read_bytes()
        assert (folder / "jsonl/quotes.jsonl").read_bytes() == (whole / "jsonl/quotes.jsonl").read_bytes()

    def test_raw_leaves_formulas(self, exported: Exporting) -> None:
        folder, made = exported(raw=True, formats=("csv",))
        assert made.query.raw
        with (folder / "csv/articles.csv").open(encoding="utf-8", newline="") as file:
            assert '=HYPERLINK("https://evil.example";"Read")' in [row["headline"] for row in csv.DictReader(file)]

    def test_only_the_formats_that_were_asked_for(self, exported: Exporting) -> None:
        folder, made = exported(formats=("parquet",))
        assert not list(folder.rglob("*.jsonl"))
        assert {file.format for file in made.files if file.table} == {"parquet"}

    def test_progress_reaches_its_end(self, exported: Exporting) -> None:
        told: list[tuple[str, int, int]] = []
        _, made = exported(formats=("csv",), progress=lambda *step: told.append(step))
        planned = sum(file.rows or 0 for file in made.files)
        assert told[-1] == ("rows", planned, planned)


class TestSelection:
    @pytest.mark.parametrize(
        ("selection", "articles", "quotes", "credits_"),
        [
            (Selection(sources=("lantern",)), 1, 1, 2),
            (Selection(since=date(2026, 3, 1)), 3, 15, 3),
            (Selection(since=date(2026, 3, 2)), 2, 1, 2),
            (Selection(until=date(2026, 5, 31)), 2, 15, 3),
            (Selection(until=date(2026, 5, 30)), 1, 14, 1),
            (Selection(titles=("Harbor Lights",)), 2, 15, 2),
            (Selection(titles=("harbor",)), 1, 1, 0),
            (Selection(people=("Zoe Marlow",)), 1, 14, 1),
            (Selection(people=("bo-quill",)), 1, 0, 1),
            (Selection(people=("bo-quill", "zoe-marlow")), 2, 14, 2),
            (Selection(people=("bo-quill",), sources=("gazette",)), 0, 0, 0),
        ],
    )
    def test_filters(
        self, exported: Exporting, selection: Selection, articles: int, quotes: int, credits_: int
    ) -> None:
        folder, made = exported(selection, formats=("jsonl",))
        found = {table: len(rows(folder, table)) for table in ("articles", "quotes", "credits", "credits_flat")}
        assert found == {"articles": articles, "quotes": quotes, "credits": credits_, "credits_flat": credits_}
        assert made.query.people == tuple(sorted({name.lower().replace(" ", "-") for name in selection.people}))

    @pytest.mark.parametrize(
        "selection",
        [
            Selection(sources=("gazette",)),
            Selection(titles=("harbor-lights",)),
            Selection(people=("bo-quill",)),
            Selection(until=date(2026, 5, 30)),
        ],
    )
    def test_no_row_points_at_one_that_was_left_out(
        self, exported: Exporting, archive_path: Path, selection: Selection
    ) -> None:
        folder, _ = exported(selection, formats=("jsonl",))
        with closing(sqlite3.connect(archive_path)) as connection:
            for table in tables(archive_path):
                for _, _, other, name, key, *_ in connection.execute(f"pragma foreign_key_list({table})").fetchall():
                    there = set(column(folder, other, key))
                    assert {value for value in column(folder, table, name) if value is not None} <= there, (table, name)

    def test_only_names_that_the_rows_need(self, exported: Exporting) -> None:
        folder, _ = exported(Selection(people=("bo-quill",)), formats=("jsonl",))
        assert column(folder, "people", "slug") == ["bo-quill"]
        assert column(folder, "person_aliases", "name") == ["Bo Quill"]

    @pytest.mark.parametrize(
        ("selection", "message"),
        [
            (
                Selection(sources=("lanterm",)),
                "--source 'lanterm': the archive has no such source; it has gazette, lantern",
            ),
            (Selection(people=("Zoe Marlowe",)), "--person 'Zoe Marlowe'.*did you mean zoe-marlow"),
            (Selection(titles=("Nothing",)), "--title 'Nothing'.*the table titles lists them"),
        ],
    )
    def test_what_the_archive_does_not_know_is_an_error(
        self, exported: Exporting, tmp_path: Path, selection: Selection, message: str
    ) -> None:
        with pytest.raises(ConfigError, match=message):
            exported(selection)
        assert list(tmp_path.iterdir()) == []


class TestSameBytes:
    def test_twice_is_once(self, whole: Path, exported: Exporting, archive_path: Path) -> None:
        os.utime(archive_path, (1, 1))
        folder, _ = exported()
        assert content(folder) == content(whole)
        exported()
        assert content(folder) == content(whole)

    def test_a_copy_of_the_archive_gives_the_same(self, whole: Path, archive_path: Path, tmp_path: Path) -> None:
        copy = tmp_path / "another name.db"
        with closing(sqlite3.connect(archive_path)) as connection:
            connection.execute("vacuum into ?", (str(copy),))
        export(copy, tmp_path / "export", software="onrecord 1")
        assert content(tmp_path / "export") == content(whole)

    def test_the_archive_is_not_touched(self, tmp_path: Path, archive_path: Path) -> None:
        copy = Path(shutil.copy(archive_path, tmp_path / "archive.db"))
        before = copy.read_bytes()
        export(copy, tmp_path / "export", software="onrecord 1", formats=("csv",))
        assert copy.read_bytes() == before

    def test_one_state_of_an_archive_that_is_written_meanwhile(self, archive_path: Path, tmp_path: Path) -> None:
        copy = Path(shutil.copy(archive_path, tmp_path / "archive.db"))
        with Archive(copy) as archive:

            def write(*_step: object) -> None:
                archive.seen("https://gazette.example/undated", datetime(2027, 1, 1, tzinfo=UTC))

            made = export(copy, tmp_path / "export", software="onrecord 1", progress=write, formats=("jsonl",))
        assert made.as_of == "2026-11-22T09:30:00Z"
        assert set(column(tmp_path / "export", "articles", "last_seen_at")) == {"2026-11-22T09:30:00Z"}


def test_a_public_copy_gives_what_it_has(archive_path: Path, tmp_path: Path) -> None:
    public = tmp_path / "public.db"
    publish(archive_path, public, made_at=datetime(2026, 11, 22, 10, tzinfo=UTC), software="onrecord 1")
    made = export(public, tmp_path / "export", software="onrecord 1")
    assert made.public
    for path, found in content(tmp_path / "export").items():
        assert b"Nobody says a thing" not in found, path
    assert "not for publication" not in (tmp_path / "export/README.md").read_text()
    text = {row["id"]: row["text"] for row in rows(tmp_path / "export", "articles")}
    for row in rows(tmp_path / "export", "quotes"):
        assert text[row["article"]][row["start"] : row["end"]] == row["text"]


def test_an_archive_without_articles_is_not_exported(tmp_path: Path) -> None:
    Archive(tmp_path / "archive.db").close()
    with pytest.raises(ArchiveError, match="holds no article"):
        export(tmp_path / "archive.db", tmp_path / "export", software="onrecord 1")
    assert not (tmp_path / "export").exists()


def test_a_file_of_somebody_elses_is_no_archive(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("create table sources (slug)")
    with pytest.raises(ArchiveError, match="not an onrecord archive"):
        export(tmp_path / "other.db", tmp_path / "export", software="onrecord 1")
