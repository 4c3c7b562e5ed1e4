"""Rows as CSV and as JSON Lines; cells that a spreadsheet would run as formulas are defused in CSV.

Defusing is what OWASP advises ("CSV Injection"): a cell whose first character is one of = + - @, their full-width
forms, a tab or the end of a line gets an apostrophe before it. (LibreOffice 7.4 runs "=" alone; Excel runs the others
too.) A cell that has such a character after apostrophes of its own gets one more, so that taking away one apostrophe
always gives back what was there: see `restored`. Numbers are left alone, also those that stand in a text ("-5").
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from storage.export.columns import Column

Row = Sequence[Any]
_STARTS_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"-\d+(\.\d+)?")


def defused(text: str) -> str:
    """The cell, so that no spreadsheet runs it."""
    return f"'{text}" if _STARTS_FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def restored(cell: str) -> str:
    """What was there before `defused`."""
    return cell[1:] if cell.startswith("'") and _STARTS_FORMULA.match(cell) else cell


def write(
    rows: Iterable[Row],
    columns: Sequence[Column],
    *,
    to_csv: Path | None,
    to_jsonl: Path | None,
    bom: bool = False,
    raw: bool = False,
    wrote: Callable[[], None] = lambda: None,
) -> int:
    """Write the rows to both files, one at a time, and say how many there were.

    CSV is that of RFC 4180: a header, commas, CRLF after each record; UTF-8. Every text stands in quotation marks
    and nothing else does, so that a program can be told to take no text for a number or a date ("007", "3/4"); null is
    an empty cell without them.
    """
    names = [column.name for column in columns]
    count = 0
    with ExitStack() as files:
        table = lines = None
        if to_csv:
            encoding = "utf-8-sig" if bom else "utf-8"
            table = files.enter_context(to_csv.open("w", encoding=encoding, newline=""))
            table.write(",".join(names) + "\r\n")
        if to_jsonl:
            lines = files.enter_context(to_jsonl.open("w", encoding="utf-8", newline=""))
        for row in rows:
            if lines:
                lines.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")
            if table:
                table.write(",".join(_cell(value, raw=raw) for value in row) + "\r\n")
            count += 1
            wrote()
    return count


def _cell(value: Any, *, raw: bool) -> str:
    """What the csv module writes with QUOTE_STRINGS, which it has from Python 3.12 on."""
    if isinstance(value, str):
        text = value if raw else defused(value)
        return '"' + text.replace('"', '""') + '"'
    return "" if value is None else str(value)
