"""The manifest of an export: what it holds, of which archive, and the sha256 of every file. Written last."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import msgspec

NAME = "manifest.json"
SUMS = "SHA256SUMS"


@dataclass(frozen=True, kw_only=True)
class Query:
    """What was asked for. Days in UTC, both included; the rest are keys."""

    since: str | None = None
    until: str | None = None
    titles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    raw: bool = False
    bom: bool = False


@dataclass(frozen=True, kw_only=True)
class Exported:
    """A file, by its path within the folder. `table` and `rows` are those of files of rows."""

    path: str
    format: str
    bytes: int
    sha256: str
    table: str | None = None
    rows: int | None = None


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """No time of export: the same archive gives the same export, to the byte."""

    format: int = 1
    software: str
    as_of: str  # when the archive last saw a page
    public: bool  # made from a copy for the public (`onrecord publish`)
    extractors: tuple[str, ...]  # versions of the rules that found what is in it
    query: Query
    files: tuple[Exported, ...]


def manifest(folder: Path) -> Manifest | None:
    """That of the finished export in a folder; None where there is none."""
    try:
        return msgspec.json.decode((folder / NAME).read_bytes(), type=Manifest)
    except (FileNotFoundError, NotADirectoryError, msgspec.DecodeError):
        return None


def write(folder: Path, made: Manifest) -> None:
    """The manifest, and the sums for `sha256sum --check`, which have the manifest among them."""
    (folder / NAME).write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n")
    own = exported(folder, folder / NAME)
    lines = [f"{file.sha256}  {file.path}\n" for file in (*made.files, own)]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def exported(folder: Path, path: Path, *, table: str | None = None, rows: int | None = None) -> Exported:
    """A file that was just written, measured as it lies on the disk."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Exported(
        path=path.relative_to(folder).as_posix(),
        format=path.name.partition(".")[2] or "text",
        bytes=path.stat().st_size,
        sha256=digest,
        table=table,
        rows=rows,
    )
