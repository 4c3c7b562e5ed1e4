"""The two kinds of file; the modules beside this one give each its steps."""

from __future__ import annotations

from sqlite_utils import Migrations

from storage.database import Format

ARCHIVE = Format("archive", int.from_bytes(b"onrA"), Migrations("onrecord archive"))
CAPTURES = Format("file of captures", int.from_bytes(b"onrC"), Migrations("onrecord captures"))
