"""Files that pages load, at addresses that change with their content, so that none is ever out of date."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader

STATIC = Path(__file__).resolve().parent / "static"
TEMPLATES = Path(__file__).resolve().parent / "templates"


@cache
def fingerprint(file: str) -> str:
    return hashlib.sha256((STATIC / file).read_bytes()).hexdigest()[:12]


def addresses(datasette: Any, plugin: str) -> Callable[[str], str]:
    """`asset("onrecord.css")`: where a file of static/ is, for a plugin that Datasette calls by this name."""

    def asset(file: str) -> str:
        return f"{datasette.urls.static_plugins(plugin, file)}?{fingerprint(file)}"

    return asset


def put_first(loader: Any, *, after: str | None) -> None:
    """Our templates before those of other plugins, whose pages have scripts and styles that ours may not; yet after
    the folder that whoever serves the archive gave as `--template-dir`.
    """
    folders = next(one for one in loader.loaders if isinstance(one, FileSystemLoader)).searchpath
    ours = str(TEMPLATES)
    if ours in folders:
        folders.remove(ours)
    folders.insert(1 if after and folders and folders[0] == str(after) else 0, ours)
