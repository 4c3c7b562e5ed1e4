"""The publishers that are built in: one module each, found by looking, no registry to edit."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from scraper.page import Source


@cache
def builtin() -> Mapping[str, Source]:
    """Every module's SOURCE by slug, in order of slugs; a module named "_…" is a shared part."""
    found: dict[str, Source] = {}
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("_"):
            source = import_module(f"{__name__}.{module.name}").SOURCE
            found[source.slug] = source
    return MappingProxyType(dict(sorted(found.items())))
