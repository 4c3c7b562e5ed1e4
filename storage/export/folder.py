"""The folder of an export: everything is written aside and moved into place when it is whole.

A file has its final name only when it is complete; `manifest.json` goes first and comes back last, so a folder with
a manifest is one finished export. What is there already is replaced only if an earlier export made it. All writing is
done in `.onrecord-export` within the folder (the same disk, so a move copies nothing), which also holds the lock
and the names of the files that are ours; a killed export leaves it behind, and the next one clears it away.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from scraper.errors import BusyError, ConfigError, WriteError
from storage.export.manifests import NAME, SUMS, manifest

STAGE = ".onrecord-export"
_LOCK, _OURS, _WHOLE = "lock", "ours.json", "whole"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A place to write an export; at the end of the block its files move into the folder.

    Raises ConfigError where the folder holds what no export made, BusyError where another export is at work in
    it, WriteError where the disk is full or may not be written: then an earlier export is as it was.
    """
    with _explained(folder):
        stage = folder / STAGE
        _require_ours(folder)
        stage.mkdir(parents=True, exist_ok=True)
        with _alone(folder, stage):
            ours = _remember(folder, stage)
            whole = stage / _WHOLE
            shutil.rmtree(whole, ignore_errors=True)
            whole.mkdir()
            try:
                yield whole
                paths = _files(whole)
                _require_free(folder, paths, ours)
                for path in paths:
                    _flush(whole / path)
            except BaseException:
                shutil.rmtree(whole, ignore_errors=True)
                _leave(folder, stage)
                raise
            _note(stage, {*ours, *paths})
            _move(whole, folder, paths, gone=ours - set(paths))
            _leave(folder, stage)


def _require_ours(folder: Path) -> None:
    """Refuse a folder that is in use for something else, before anything is made in it."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ConfigError(f"{folder}: is a file; name a folder for the export")
    if any(folder.iterdir()) and manifest(folder) is None and not (folder / STAGE).is_dir():
        raise ConfigError(f"{folder}: is not empty, and no export made what is in it; name another folder")


def _require_free(folder: Path, paths: list[str], ours: set[str]) -> None:
    """A file of somebody else's is never replaced."""
    for path in paths:
        if path not in ours and (folder / path).exists():
            raise ConfigError(f"{folder / path}: is in the way, and no export made it; move it, or name another folder")


def _remember(folder: Path, stage: Path) -> set[str]:
    """The files in the folder that exports made: by its manifest, and by what a killed export left word of."""
    ours = {NAME, SUMS} if (stage / _OURS).exists() else set()
    if (stage / _OURS).exists():
        ours |= set(msgspec.json.decode((stage / _OURS).read_bytes(), type=list[str]))
    if finished := manifest(folder):
        ours |= {NAME, SUMS, *(file.path for file in finished.files)}
    _note(stage, ours)
    return ours


def _note(stage: Path, ours: set[str]) -> None:
    new = stage / f"{_OURS}.new"
    new.write_bytes(msgspec.json.encode(sorted(ours)))
    _flush(new)
    new.replace(stage / _OURS)


def _move(whole: Path, folder: Path, paths: list[str], *, gone: set[str]) -> None:
    (folder / NAME).unlink(missing_ok=True)
    for path in gone - {NAME}:
        (folder / path).unlink(missing_ok=True)
    for path in paths:
        (folder / path).parent.mkdir(exist_ok=True)
    for path in sorted(paths, key=lambda path: path == NAME):  # the manifest last
        if path == NAME:
            _flush(folder)
        (whole / path).replace(folder / path)
    _flush(folder)
    for parent in {(folder / path).parent for path in gone} - {folder}:
        if parent.is_dir() and not any(parent.iterdir()):
            parent.rmdir()


def _leave(folder: Path, stage: Path) -> None:
    """Nothing of ours stays but the export; no folder either, if it was made for nothing."""
    shutil.rmtree(stage, ignore_errors=True)
    if not any(folder.iterdir()):
        folder.rmdir()


def _files(whole: Path) -> list[str]:
    return sorted(path.relative_to(whole).as_posix() for path in whole.rglob("*") if path.is_file())


def _flush(path: Path) -> None:
    """Onto the disk: a power cut after the move must not leave an empty file under a final name."""
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folders
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _alone(folder: Path, stage: Path) -> Iterator[None]:
    lock = FileLock(stage / _LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyError(f"{folder}: another export is at work in it; try again when it has ended") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Turn what the system says of the disk into one error that says what to do."""
    try:
        yield
    except OSError as error:
        advice = "make room" if error.errno in _NO_ROOM else "look at the permissions of the folder and the disk"
        raise WriteError(
            f"{folder}: the export cannot be written: {error.strerror or error}; {advice} and try again "
            "(an export that was there is as it was)"
        ) from error
