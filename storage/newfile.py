"""New files that appear under their name when they are complete, and never in the place of another."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scraper.errors import ArchiveError, ConfigError


@contextmanager
def made(to: Path) -> Iterator[Path]:
    """Gives the path of an empty file beside `to`; what the block makes of it becomes `to`, durably, at its end.

    Where the block raises, nothing is left. A kill leaves a hidden file that ends in `.partial`. Raises ConfigError
    where there is something of that name, even if it came meanwhile.
    """
    require_free(to)
    try:
        handle, name = tempfile.mkstemp(dir=to.parent, prefix=f".{to.name}.", suffix=".partial")
    except OSError as error:
        raise ArchiveError(f"{to}: cannot be written: {error.strerror}. Is the folder there and writable?") from error
    os.close(handle)
    partial = Path(name)
    try:
        yield partial
        partial.chmod(0o644)  # a temporary file is its owner's alone
        durably(partial)
        _named(partial, to)
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            partial.with_name(partial.name + suffix).unlink(missing_ok=True)


@contextmanager
def folder(to: Path) -> Iterator[Path]:
    """Gives the path of an empty folder beside `to`, which becomes `to` at the end of the block; as for `made`.

    `to` may be there if it is empty; where it is a link to such a folder, that folder is filled and the link stays.
    """
    if not (to.is_dir() and not any(to.iterdir())):
        require_free(to)
    elif to.is_mount():
        raise ConfigError(f"{to}: is where a disk is mounted, and cannot be made anew. Name a folder in it.")
    elif to.is_symlink():
        to = to.resolve()
    try:
        partial = Path(tempfile.mkdtemp(dir=to.parent, prefix=f".{to.name}.", suffix=".partial"))
    except OSError as error:
        raise ArchiveError(f"{to}: cannot be made: {error.strerror}. Is the folder there and writable?") from error
    try:
        yield partial
        durably(partial)
        partial.rename(to)
        durably(to.parent)
    except OSError as error:
        raise ArchiveError(f"{to}: cannot be made: {error.strerror}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def require_free(to: Path) -> None:
    if os.path.lexists(to):
        raise ConfigError(f"{to}: is there already and is not replaced. Name another file, or remove it.")


def _named(partial: Path, to: Path) -> None:
    try:
        os.link(partial, to)  # unlike a renaming, fails where the name is taken
    except FileExistsError:
        require_free(to)
        raise
    except OSError:  # a file system without hard links
        require_free(to)
        partial.rename(to)
    durably(to.parent)


def durably(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folders, and writes names down by itself
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
