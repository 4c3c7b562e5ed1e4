"""Full dumps: an export that lies beside the archive, with the sums that prove each file."""

from __future__ import annotations

from pathlib import Path

from storage.export.manifests import NAME, SUMS, Exported, Manifest, manifest

HEADINGS = {"csv": "CSV", "jsonl": "JSON Lines", "parquet": "Parquet"}


def folder(archive: Path) -> Path:
    """Where `onrecord export` puts what the site offers: archive.db -> archive-export/."""
    return archive.with_name(f"{archive.stem}-export")


def offered(archive: Path, *, public: bool) -> Manifest | None:
    """The finished export, if it may be given to who reads this: a public copy offers public exports alone."""
    found = manifest(folder(archive))
    return found if found and (found.public or not public) else None


def file(archive: Path, path: str, *, public: bool) -> Path | None:
    """A file of the export. None: the manifest does not list it, or it is not as the manifest says."""
    found = offered(archive, public=public)
    if found is None:
        return None
    here = folder(archive) / path
    if path in (NAME, SUMS):
        return here if here.is_file() else None
    listed = next((one for one in found.files if one.path == path), None)
    return here if listed and here.is_file() and here.stat().st_size == listed.bytes else None


def by_kind(found: Manifest) -> dict[str, list[Exported]]:
    """The files under a heading each: first what says what the others are."""
    groups: dict[str, list[Exported]] = {"Read this first": []}
    for one in found.files:
        heading = HEADINGS.get(one.format, "") if one.table else "Read this first"
        groups.setdefault(heading or one.format, []).append(one)
    return groups
