"""The codebook: every column of every file, put together from metadata.yml, the schema, the model and `FACTS`."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from storage.export import columns
from storage.export.columns import Column
from storage.export.flat import FLAT
from storage.export.schema import Table

HEADER = ("file", "column", "meaning", "type", "unit", "values", "refers_to", "required", "origin", "limits")
TYPES = {
    "text": "text (UTF-8)",
    "integer": "whole number",
    "number": "number",
    "time": "time, ISO 8601, UTC",
    "date": "day, ISO 8601",
    "json": "JSON text",
}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One file's worth of the codebook."""

    name: str
    title: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


def sheets(tables: Sequence[Table], said: dict[str, Any]) -> tuple[Sheet, ...]:
    """The flat files first, then the tables."""
    of_tables = [_sheet(table, said[table.name]) for table in tables]
    known = {f"{sheet.name}.{column.name}": column for sheet in of_tables for column in sheet.columns}
    of_flat = [
        Sheet(
            name=flat.name,
            title=f"{said[flat.table]['title']}, flat",
            meaning=flat.meaning,
            key=(flat.key,),
            columns=flat.columns(known),
        )
        for flat in FLAT
    ]
    return (*of_flat, *of_tables)


def as_csv(found: Sequence[Sheet]) -> str:
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(HEADER)
    for sheet in found:
        table.writerows(_cells(sheet, column) for column in sheet.columns)
    return text.getvalue()


def as_markdown(found: Sequence[Sheet]) -> str:
    parts = [_INTRODUCTION]
    for sheet in found:
        parts.append(f"## {sheet.name}\n{sheet.meaning}\n")
        parts.append("| column | meaning | type | unit | allowed | from | limits |\n|---|---|---|---|---|---|---|")
        parts.extend(_line(sheet, column) for column in sheet.columns)
        parts.append("")
    return "\n".join(parts)


_INTRODUCTION = """# Codebook
Every column of every file. The same file exists as csv/NAME.csv, jsonl/NAME.jsonl and parquet/NAME.parquet; rows and
columns are the same in each, and in the same order.

- Text is UTF-8 and is as it was printed; offsets count Unicode code points, as Python, R and DuckDB do (JavaScript
  and Java count otherwise where an emoji stands before).
- Times are UTC. In CSV and JSON Lines they are ISO 8601 text, in Parquet they are times.
- In CSV every text stands in quotation marks. An empty cell with them is an empty text, one without is null; most
  programs take both for nothing. JSON Lines and Parquet tell them apart.
- A spreadsheet takes what looks like a number or a date for one (an id such as 12e45, a season 3/4) unless it is told
  not to: in LibreOffice, tick “Format quoted field as text” when opening the file.
- In CSV, a text that begins with `=`, `+`, `-`, `@` (or their full-width forms), a tab or the end of a line has an
  apostrophe before it, so that no spreadsheet runs it; a text that begins with apostrophes and then one of these has
  one apostrophe more. Taking one away where `^'+[=+\\-@\\t\\r\\n＝＋－＠]` matches gives back the text. A negative
  number is left alone. JSON Lines and Parquet have every text untouched, and so has the CSV of an export that was
  made with `--raw` (manifest.json says so).
- A key is bold. “Allowed” lists all values that can occur, or the column whose values these are.
"""


def _sheet(table: Table, said: dict[str, Any]) -> Sheet:
    points_at = {reference.column: f"{reference.table}.{reference.key}" for reference in table.references}
    return Sheet(
        name=table.name,
        title=said["title"],
        meaning=said["description"].strip(),
        key=table.key,
        columns=tuple(
            _column(table.name, field.name, field.sqlite_type, said, points_at, required=field.required)
            for field in table.fields
        ),
    )


def _column(
    table: str, name: str, sqlite_type: str, said: dict[str, Any], points_at: dict[str, str], *, required: bool
) -> Column:
    known = columns.fact(table, name, sqlite_type)
    return Column(
        name=name,
        meaning=said["columns"].get(name, ""),
        type=known.type or "text",
        unit=known.unit,
        values=known.values,
        origin=known.origin,
        limits=known.limits,
        refers=points_at.get(name, ""),
        required=required,
    )


def _cells(sheet: Sheet, column: Column) -> tuple[str, ...]:
    required = "yes" if column.required else "no"
    return (
        *(sheet.name, column.name, column.meaning, column.type, column.unit, " | ".join(column.values)),
        *(column.refers, required, column.origin, column.limits),
    )


def _line(sheet: Sheet, column: Column) -> str:
    name = f"**{column.name}**" if column.name in sheet.key else column.name
    allowed = ", ".join(column.values) or (f"any of {column.refers}" if column.refers else "")
    cells = (name, column.meaning, TYPES[column.type], column.unit, allowed, column.origin, column.limits)
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
