"""Parquet, written by DuckDB from JSON Lines: there every value is as it is in the archive, and null is not empty."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from scraper.errors import ArchiveError, WriteError
from storage.export.columns import Column

_TYPES = {
    "text": "VARCHAR",
    "json": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "time": "TIMESTAMP WITH TIME ZONE",
    "date": "DATE",
}
# One thread, so that rows stay in their order and the bytes are the same every time; and little memory: a group of
# rows is held until it is full, and an article has some kilobytes.
_SETTINGS = {"threads": 1, "memory_limit": "128MB", "preserve_insertion_order": True}
_ROWS_IN_GROUP = 2048


def is_available() -> bool:
    """Whether DuckDB is installed (the extra `parquet`)."""
    return find_spec("duckdb") is not None


def write(source: Path, target: Path, columns: Sequence[Column]) -> None:
    """Turn a file of JSON Lines into Parquet of the same rows, in the same order."""
    import duckdb  # optional, and slow to load

    spill = target.with_name(f"{target.name}.spill")
    types = ", ".join(f"{_literal(column.name)}: {_literal(_TYPES[column.type])}" for column in columns)
    try:
        with duckdb.connect(":memory:") as connection:
            for name, value in _SETTINGS.items():
                connection.execute(f"set {name} = {_literal(str(value))}")
            connection.execute(f"set temp_directory = {_literal(str(spill))}")
            connection.execute(
                f"copy (select * from read_json({_literal(str(source))}, format = 'newline_delimited', "  # noqa: S608
                f"columns = {{{types}}})) to {_literal(str(target))} "
                f"(format parquet, compression zstd, row_group_size {_ROWS_IN_GROUP})"
            )
    except duckdb.IOException as error:
        raise WriteError(f"{target}: cannot be written: {error}") from error
    except duckdb.Error as error:
        raise ArchiveError(f"{target.stem}: holds what Parquet cannot: {error}. Leave out --format parquet.") from error
    finally:
        shutil.rmtree(spill, ignore_errors=True)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
