"""datapackage.json: the export as a Frictionless data package (Data Package v1, https://specs.frictionlessdata.io)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storage.export.codebook import Sheet
from storage.export.columns import Column
from storage.export.manifests import Exported, Query

TITLE = "On the record: what entertainment companies announce, and what is said about it"
DESCRIPTION = (
    "Quotes, credits and announcements found in press releases and articles, each with the words it was read from; "
    "collected and extracted by onrecord. codebook.md says what every column is."
)
REUSE = {
    "release": "A press release, made to be reprinted: the text may be quoted and reprinted, naming its publisher.",
    "press": "Journalism: the text belongs to its publisher. Quote it within what the law allows; do not reprint it.",
}
_TYPES = {"text": "string", "integer": "integer", "number": "number", "time": "datetime", "date": "date"}
_MEDIA_TYPES = {"csv": "text/csv", "jsonl": "application/jsonl", "parquet": "application/vnd.apache.parquet"}


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """A source, and what may be done with its text."""

    slug: str
    name: str
    homepage: str
    reuse: str
    terms_url: str

    @property
    def terms(self) -> str:
        return REUSE.get(self.reuse, REUSE["press"])


@dataclass(frozen=True, kw_only=True)
class Contents:
    """Everything that the descriptions of an export are made from."""

    software: str
    as_of: str
    public: bool
    query: Query
    extractors: tuple[str, ...]
    outlets: tuple[Outlet, ...]
    sheets: tuple[Sheet, ...]
    files: tuple[Exported, ...]  # of rows


def datapackage(contents: Contents) -> str:
    sheets = {sheet.name: sheet for sheet in contents.sheets}
    described = {
        "profile": "data-package",
        "name": "onrecord-export",
        "title": TITLE,
        "description": DESCRIPTION,
        "version": contents.as_of,
        "created": contents.as_of,
        "licenses": [
            {
                "name": "other-closed",
                "title": "Texts belong to their publishers; see the reuse terms of each source",
                "path": "README.md",
            }
        ],
        "sources": [
            {"title": outlet.name, **({"path": outlet.homepage} if outlet.homepage.startswith("http") else {})}
            for outlet in contents.outlets
        ],
        "onrecord": {
            "software": contents.software,
            "extractors": list(contents.extractors),
            "public": contents.public,
            "query": _plain(contents.query),
            "reuse": [
                {"source": o.slug, "name": o.name, "reuse": o.reuse, "terms": o.terms, "terms_url": o.terms_url}
                for o in contents.outlets
            ],
        },
        "resources": [_resource(file, sheets[file.table]) for file in contents.files if file.table],
    }
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _resource(file: Exported, sheet: Sheet) -> dict[str, Any]:
    resource = {
        "name": f"{sheet.name}_{file.format}".replace("_csv", "").replace("_", "-"),
        "title": sheet.title,
        "description": sheet.meaning,
        "path": file.path,
        "format": file.format,
        "mediatype": _MEDIA_TYPES[file.format],
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }
    if file.format != "csv":
        return {"profile": "data-resource", "type": "file", **resource}  # "file": validators check its bytes alone
    return {
        "profile": "tabular-data-resource",
        **resource,
        "rows": file.rows,
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in sheet.columns],
            "primaryKey": list(sheet.key),
            **_foreign_keys(sheet),
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    kind = "string" if column.type == "json" else _TYPES[column.type]
    # An empty text cannot be told from null in CSV: only what is never empty can be required.
    constraints: Mapping[str, Any] = {
        **({"required": True} if column.required and kind != "string" else {}),
        **({"enum": list(column.values)} if column.values else {}),
    }
    more = {"unit": column.unit, "origin": column.origin, "limits": column.limits}
    return {
        "name": column.name,
        "type": kind,
        "description": column.meaning,
        **({"format": "any"} if kind == "datetime" else {}),
        **({"constraints": constraints} if constraints else {}),
        **{name: said for name, said in more.items() if said},
    }


def _foreign_keys(sheet: Sheet) -> dict[str, Any]:
    keys = [
        {"fields": [column.name], "reference": {"resource": table.replace("_", "-"), "fields": [key]}}
        for column in sheet.columns
        if column.refers and (table := column.refers.partition(".")[0]) and (key := column.refers.partition(".")[2])
        if column.name not in sheet.key or len(sheet.key) > 1
    ]
    return {"foreignKeys": keys} if keys else {}


def _plain(query: Query) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
        for name, value in vars(query).items()
    }
