"""What describes an export agrees with it, with metadata.yml and with the schema, and validators accept it."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, validate
from rocrate.rocrate import ROCrate

from schedules.demo import tour
from storage import metadata
from storage.export import Selection, export, flat, manifest
from storage.export.columns import FACTS, ORIGINS, SETTING
from storage.views import VIEWS


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of the demo's archive."""
    folder = tmp_path_factory.mktemp("demo")
    with tour.toured(folder) as made:
        archive = made.config.archive
    export(archive, folder / "export", software="onrecord 1")
    return folder / "export"


@pytest.fixture(scope="module")
def columns(whole: Path) -> list[dict[str, str]]:
    with (whole / "codebook.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def valid(folder: Path) -> bool:
    report = validate(str(folder / "datapackage.json"))
    assert report.flatten(["name", "type", "rowNumber", "fieldName", "message"]) == []
    return bool(report.valid)


class TestDataPackage:
    def test_frictionless_accepts_it(self, whole: Path, demo: Path) -> None:
        assert valid(whole)
        assert valid(demo)

    @pytest.mark.parametrize(
        "selection",
        [Selection(sources=("lantern",)), Selection(people=("zoe-marlow",)), Selection(until=date(2020, 1, 1))],
    )
    def test_also_a_part_of_the_archive(self, archive_path: Path, tmp_path: Path, selection: Selection) -> None:
        export(archive_path, tmp_path / "export", software="onrecord 1", selection=selection, bom=True, raw=True)
        assert valid(tmp_path / "export")

    def test_it_finds_a_changed_byte(self, archive_path: Path, tmp_path: Path) -> None:
        export(archive_path, tmp_path / "export", software="onrecord 1")
        for name in ("csv/people.csv", "jsonl/people.jsonl", "parquet/people.parquet"):
            changed = tmp_path / "export" / name
            changed.write_bytes(changed.read_bytes()[:-2] + b"?\n")
        report = validate(str(tmp_path / "export" / "datapackage.json"))
        assert {task.name for task in report.tasks if not task.valid} == {"people", "people-jsonl", "people-parquet"}

    def test_it_says_what_may_be_done_with_the_texts(self, whole: Path) -> None:
        said = json.loads((whole / "datapackage.json").read_text())
        assert [(source["source"], source["reuse"]) for source in said["onrecord"]["reuse"]] == [
            ("gazette", "press"),
            ("lantern", "release"),
        ]
        assert said["onrecord"]["software"] == "onrecord 1"

    def test_every_file_of_rows_is_a_resource(self, whole: Path) -> None:
        made = manifest(whole)
        assert made is not None
        package = Package(str(whole / "datapackage.json"))
        assert [resource.path for resource in package.resources] == [file.path for file in made.files if file.table]


class TestCrate:
    def test_rocrate_reads_it_and_finds_every_file(self, whole: Path) -> None:
        crate = ROCrate(whole)
        made = manifest(whole)
        assert made is not None
        assert crate.name == "On the record: what entertainment companies announce, and what is said about it"
        assert crate.license["name"] == "Reuse by source"
        assert str(crate.datePublished).startswith("2026-11-22")
        files = {entity.id: entity for entity in crate.data_entities}
        assert set(files) == {file.path for file in made.files} - {"ro-crate-metadata.json"}
        assert all(files[file.path]["sha256"] == file.sha256 for file in made.files if file.path in files)

    def test_every_reference_leads_somewhere(self, whole: Path) -> None:
        graph = json.loads((whole / "ro-crate-metadata.json").read_text())["@graph"]
        known = {entity["@id"] for entity in graph}
        assert len(known) == len(graph)
        assert {name for entity in graph for name in references(entity)} <= {*known, "https://w3id.org/ro/crate/1.1"}


def references(value: Any) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(references, value))
    if isinstance(value, dict):
        own = {value["@id"]} if list(value) == ["@id"] else set()
        return own.union(*map(references, value.values()))
    return set()


class TestCodebook:
    def test_metadata_schema_and_codebook_have_the_same_columns(
        self, archive_path: Path, columns: list[dict[str, str]]
    ) -> None:
        described = metadata.tables()
        of_tables = {name: list(said["columns"]) for name, said in described.items() if name not in VIEWS}
        with closing(sqlite3.connect(archive_path)) as connection:
            schema = {
                name: [column for _, column, *_ in connection.execute(f"pragma table_info({name})")]
                for name in of_tables
            }
        in_codebook: dict[str, list[str]] = {}
        for column in columns:
            in_codebook.setdefault(column["file"], []).append(column["column"])
        assert {name: sorted(found) for name, found in of_tables.items()} == {
            name: sorted(found) for name, found in schema.items()
        }
        assert {name: found for name, found in in_codebook.items() if name in schema} == schema

    def test_the_words_are_those_of_metadata(self, columns: list[dict[str, str]]) -> None:
        described = metadata.tables()
        for column in columns:
            if column["file"] in described:
                assert column["meaning"] == described[column["file"]]["columns"][column["column"]]

    def test_files_have_the_columns_the_codebook_says(self, whole: Path, columns: list[dict[str, str]]) -> None:
        for path in (whole / "csv").iterdir():
            header = path.read_bytes().decode().partition("\r\n")[0].split(",")
            assert header == [column["column"] for column in columns if column["file"] == path.stem]

    def test_every_column_says_everything(self, columns: list[dict[str, str]]) -> None:
        for column in columns:
            assert all(column[part] for part in ("meaning", "type", "origin")), column

    def test_every_table_says_where_it_comes_from(self) -> None:
        """A new table wants a line in `ORIGINS`, and its columns a look at `FACTS`."""
        assert set(metadata.tables()) - set(VIEWS) == set(ORIGINS)

    def test_facts_are_about_columns_there_are(self, columns: list[dict[str, str]]) -> None:
        known = {f"{column['file']}.{column['column']}" for column in columns}
        assert {name for name in FACTS if not name.startswith("*.")} <= known
        assert {name[2:] for name in FACTS if name.startswith("*.")} <= {name.partition(".")[2] for name in known}

    def test_flat_columns_are_columns_of_the_archive_or_explained(self, columns: list[dict[str, str]]) -> None:
        known = {f"{column['file']}.{column['column']}" for column in columns}
        for file in flat.FLAT:
            assert all(cell.of in known or (cell.meaning and cell.origin) for cell in file.cells)

    def test_values_are_among_the_allowed_ones(self, demo: Path, columns: list[dict[str, str]]) -> None:
        closed = {(c["file"], c["column"]): set(c["values"].split(" | ")) for c in columns if c["values"]}
        assert len(closed) > 20
        for (table, name), allowed in closed.items():
            lines = (demo / "jsonl" / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
            assert {json.loads(line)[name] for line in lines} - {None} <= allowed, (table, name)

    def test_flat_columns_speak_of_their_own_rows(self, columns: list[dict[str, str]]) -> None:
        of = {(column["file"], column["column"]): column for column in columns}
        for file, table in (("quotes_flat", "quotes"), ("credits_flat", "credits")):
            for name in ("start", "end"):
                assert of[file, name]["meaning"] == of[table, name]["meaning"]
            assert of[file, "source"]["origin"] == SETTING

    def test_people_can_read_it(self, whole: Path, columns: list[dict[str, str]]) -> None:
        text = (whole / "codebook.md").read_text(encoding="utf-8")
        assert text.count("\n## ") == len({column["file"] for column in columns})
        assert "| **quote_id** | Key of the quote |" in text
