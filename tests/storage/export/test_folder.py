"""The folder an export is written to: whole or not at all, and never over somebody else's files."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scraper.errors import BusyError, ConfigError, WriteError
from storage.export import Manifest, Selection, export, manifest
from storage.export.folder import STAGE, staged
from storage.export.manifests import exported as measured

Exporting = Callable[..., tuple[Path, Manifest]]

# An export that kills itself: at the nth row written, or at the nth file moved into place.
KILLED = """
import os, signal, sys
from pathlib import Path
from storage.export import Selection, export

archive, folder, when, number = sys.argv[1:]
left = int(number)

def step():
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

if when == "moving":
    sys.addaudithook(lambda event, given: step() if event == "os.rename" and "whole" in str(given[0]) else None)
progress = (lambda *_: step()) if when == "writing" else None
export(Path(archive), Path(folder), software="onrecord 1", selection=Selection(sources=("lantern",)),
       formats=("csv", "jsonl"), progress=progress)
"""
LIMITED = """
import resource, sys
from schedules.cli import main

resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))  # less than a quote of 40,000 letters and its sentence
sys.argv = ["onrecord", "export", *sys.argv[1:]]
main()
"""
LIMITED_PARQUET = """
import json, random, resource, sys
from pathlib import Path
from scraper.errors import WriteError
from storage.export import parquet
from storage.export.columns import Column

folder = Path(sys.argv[1])
letters = random.Random(1).choices("abcdefghijklmnopqrstuvwxyz", k=400_000)  # nothing to compress
(folder / "a.jsonl").write_text(json.dumps({"a": "".join(letters)}))
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
try:
    parquet.write(folder / "a.jsonl", folder / "a.parquet", [Column(name="a", meaning="", type="text", origin="")])
except WriteError as error:
    print(error)
"""


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and STAGE not in path.parts
    }


def run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


class TestKilled:
    @pytest.mark.parametrize(("when", "number"), [("writing", 1), ("moving", 1), ("moving", 20), ("moving", 50)])
    def test_a_killed_export_leaves_no_half_file(
        self, archive_path: Path, exported: Exporting, tmp_path: Path, when: str, number: int
    ) -> None:
        before = files(exported(formats=("csv", "jsonl"))[0])
        folder = tmp_path / "export"
        meant = tmp_path / "meant"
        export(
            archive_path,
            meant,
            software="onrecord 1",
            selection=Selection(sources=("lantern",)),
            formats=("csv", "jsonl"),
        )
        after = files(meant)

        killed = run(KILLED, archive_path, folder, when, number)

        assert killed.returncode == -signal.SIGKILL, killed.stderr
        left = files(folder)
        for path, found in left.items():
            assert found in (before.get(path), after.get(path)), path
        if when == "writing":
            assert left == before
        else:
            assert manifest(folder) is None  # a folder between two exports does not pass for one

        export(
            archive_path,
            folder,
            software="onrecord 1",
            selection=Selection(sources=("lantern",)),
            formats=("csv", "jsonl"),
        )
        assert files(folder) == after
        assert not (folder / STAGE).exists()

    def test_the_first_export_into_a_folder_may_be_killed_too(self, archive_path: Path, tmp_path: Path) -> None:
        folder = tmp_path / "export"
        assert run(KILLED, archive_path, folder, "moving", 5).returncode == -signal.SIGKILL
        assert len(files(folder)) == 4
        assert export(archive_path, folder, software="onrecord 1", formats=("csv",)) == manifest(folder)


class TestFullDisk:
    def test_it_is_one_clear_error_and_nothing_is_damaged(self, archive_path: Path, exported: Exporting) -> None:
        folder, _ = exported(formats=("csv",))
        before = files(folder)
        archive = archive_path.read_bytes()
        for kind in ("csv", "jsonl", "parquet"):
            failed = run(LIMITED, "--archive", archive_path, "--format", kind, folder)
            assert failed.returncode == 73
            (line,) = failed.stderr.splitlines()
            assert line.startswith(f"onrecord: {folder}")
            assert "make room" in line
            assert files(folder) == before
            assert not (folder / STAGE).exists()
        assert archive_path.read_bytes() == archive

    def test_parquet_says_so_too(self, tmp_path: Path) -> None:
        done = run(LIMITED_PARQUET, tmp_path)
        assert done.stdout.startswith(f"{tmp_path}/a.parquet: cannot be written"), done.stderr

    def test_a_folder_that_was_made_for_nothing_goes_again(self, archive_path: Path, tmp_path: Path) -> None:
        assert run(LIMITED, "--archive", archive_path, "--format", "csv", tmp_path / "new").returncode == 73
        assert not (tmp_path / "new").exists()


class TestOthersFiles:
    def test_a_folder_in_use_is_refused_untouched(self, exported: Exporting, tmp_path: Path) -> None:
        notes = tmp_path / "export" / "notes.txt"
        notes.parent.mkdir()
        notes.write_text("mine")
        with pytest.raises(ConfigError, match="is not empty, and no export made what is in it"):
            exported()
        assert [path.name for path in notes.parent.iterdir()] == ["notes.txt"]

    def test_a_file_is_no_folder(self, exported: Exporting, tmp_path: Path) -> None:
        (tmp_path / "export").write_text("mine")
        with pytest.raises(ConfigError, match="is a file"):
            exported()

    def test_a_file_put_into_an_export_stays(self, exported: Exporting) -> None:
        folder, _ = exported(formats=("csv",))
        (folder / "notes.txt").write_text("mine")
        exported(formats=("csv",))
        assert (folder / "notes.txt").read_text() == "mine"

    def test_a_file_in_the_way_is_not_replaced(self, exported: Exporting) -> None:
        folder, _ = exported(formats=("csv",))
        before = files(folder)
        (folder / "jsonl").mkdir()
        (folder / "jsonl" / "quotes.jsonl").write_text("mine")
        with pytest.raises(ConfigError, match=r"quotes\.jsonl: is in the way"):
            exported(formats=("csv", "jsonl"))
        assert files(folder) == before | {"jsonl/quotes.jsonl": b"mine"}

    def test_what_the_new_export_does_not_have_goes(self, exported: Exporting) -> None:
        folder, _ = exported(formats=("csv", "jsonl"))
        exported(formats=("csv",))
        assert not (folder / "jsonl").exists()

    def test_two_exports_keep_apart(self, exported: Exporting, tmp_path: Path) -> None:
        with staged(tmp_path / "export"), pytest.raises(BusyError, match="another export is at work"):
            exported()

    def test_a_folder_that_may_not_be_written_is_one_clear_error(self, archive_path: Path) -> None:
        with pytest.raises(WriteError, match="look at the permissions"):
            export(archive_path, Path("/proc/onrecord"), software="onrecord 1")


class TestManifest:
    def test_it_measures_every_file(self, whole: Path) -> None:
        made = manifest(whole)
        assert made is not None
        listed = {file.path for file in made.files}
        assert {*listed, "manifest.json", "SHA256SUMS"} == set(files(whole))
        for file in made.files:
            assert measured(whole, whole / file.path, table=file.table, rows=file.rows) == file
            if file.format == "jsonl":
                assert (whole / file.path).read_bytes().count(b"\n") == file.rows

    def test_the_sums_are_those_of_sha256sum(self, whole: Path) -> None:
        checked = subprocess.run(
            ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=whole, capture_output=True, text=True, check=True
        )
        assert {line.removesuffix(": OK") for line in checked.stdout.splitlines()} == set(files(whole)) - {"SHA256SUMS"}

    def test_there_is_none_where_there_is_no_export(self, tmp_path: Path) -> None:
        assert manifest(tmp_path) is None
        assert manifest(tmp_path / "nowhere") is None
        (tmp_path / "manifest.json").write_text("{}")
        assert manifest(tmp_path) is None

    def test_it_says_what_was_asked_for(self, exported: Exporting) -> None:
        folder, _ = exported(Selection(people=("Zoe Marlow",), titles=("+ Plus",)), formats=("csv",))
        said: dict[str, Any] = json.loads((folder / "manifest.json").read_text())["query"]
        assert (said["people"], said["titles"]) == (["zoe-marlow"], ["plus"])
