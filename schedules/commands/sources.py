"""`onrecord sources`: what is collected."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import rich_click as click
from rich.console import Console
from rich.table import Table

from schedules.commands import options
from scraper.page import Source

_FIELDS = (
    "slug",
    "name",
    "kind",
    "homepage",
    "reuse",
    "terms_url",
    "feeds",
    "listings",
    "topics",
    "full_text",
)


@click.command()
@options.config_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def sources(config_path: Path | None, as_json: bool) -> None:
    """List the sources that are collected."""
    known = options.configured(config_path, None).sources.values()
    if as_json:
        click.echo(json.dumps([_described(source) for source in known], indent=2))
        return
    table = Table("source", "name", "kind", "reuse", "reads")
    for source in known:
        reads = "\n".join(source.feeds + source.listings)
        table.add_row(source.slug, source.name, source.kind, source.reuse, reads)
    Console().print(table)


def _described(source: Source) -> dict[str, Any]:
    every = {
        "every_seconds": int(source.every.total_seconds()),
        "delay_seconds": source.delay.total_seconds(),
    }
    return {name: getattr(source, name) for name in _FIELDS} | every
