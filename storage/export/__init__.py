"""Exports: an archive as files that a researcher can open, cite and prove."""

from __future__ import annotations

from storage.export.manifests import Exported, Manifest, Query, manifest
from storage.export.selection import Selection
from storage.export.write import FORMATS, Format, export

__all__ = ["FORMATS", "Exported", "Format", "Manifest", "Query", "Selection", "export", "manifest"]
