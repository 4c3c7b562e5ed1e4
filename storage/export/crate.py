"""ro-crate-metadata.json: the export as a research object (RO-Crate 1.1, https://w3id.org/ro/crate/1.1)."""

from __future__ import annotations

import json
from typing import Any

from storage.export.manifests import Exported
from storage.export.package import DESCRIPTION, TITLE, Contents, Outlet

NAME = "ro-crate-metadata.json"
_MEDIA_TYPES = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
    "md": "text/markdown",
    "json": "application/json",
    "warc.gz": "application/warc",
}


def crate(contents: Contents, files: tuple[Exported, ...]) -> str:
    """`files` are all of the export but this one."""
    graph = [
        {
            "@id": NAME,
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        _root(contents, files),
        *_making(contents),
        {
            "@id": "#reuse",
            "@type": "CreativeWork",
            "name": "Reuse by source",
            "description": "Texts belong to their publishers. "
            + " ".join(f"{outlet.name}: {outlet.terms}" for outlet in contents.outlets),
        },
        *(_organization(outlet) for outlet in contents.outlets),
        *(_file(file, contents) for file in files),
    ]
    described = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _root(contents: Contents, files: tuple[Exported, ...]) -> dict[str, Any]:
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": TITLE,
        "description": DESCRIPTION,
        "datePublished": contents.as_of,
        "version": contents.as_of,
        "license": {"@id": "#reuse"},
        "hasPart": [{"@id": file.path} for file in files],
        "mentions": [{"@id": "#export"}],
        "sourceOrganization": [{"@id": _id(outlet)} for outlet in contents.outlets],
    }


def _making(contents: Contents) -> tuple[dict[str, Any], ...]:
    """What made it, from what, and what was asked for."""
    name, _, version = contents.software.partition(" ")
    return (
        {"@id": "#software", "@type": "SoftwareApplication", "name": name, "version": version},
        {
            "@id": "#export",
            "@type": "CreateAction",
            "name": "onrecord export",
            "instrument": {"@id": "#software"},
            "object": {"@id": "#archive"},
            "result": {"@id": "./"},
            "description": "Query: " + json.dumps(vars(contents.query), ensure_ascii=False),
        },
        {
            "@id": "#archive",
            "@type": "CreativeWork",
            "name": "The public copy of an archive" if contents.public else "An archive",
            "dateModified": contents.as_of,
        },
    )


def _id(outlet: Outlet) -> str:
    return f"#source-{outlet.slug}"


def _organization(outlet: Outlet) -> dict[str, Any]:
    homepage = {"url": outlet.homepage} if outlet.homepage else {}
    terms = {"publishingPrinciples": outlet.terms_url} if outlet.terms_url else {}
    return {"@id": _id(outlet), "@type": "Organization", "name": outlet.name, **homepage, **terms}


def _file(file: Exported, contents: Contents) -> dict[str, Any]:
    meanings = {sheet.name: sheet.meaning for sheet in contents.sheets}
    said = f"{meanings[file.table]} {file.rows} rows." if file.table else ""
    return {
        "@id": file.path,
        "@type": "File",
        "name": file.path,
        "encodingFormat": _MEDIA_TYPES.get(file.format, "text/plain"),
        "contentSize": str(file.bytes),
        "sha256": file.sha256,
        **({"description": said} if said else {}),
    }
