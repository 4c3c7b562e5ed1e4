"""`onrecord serve`: the archive in Datasette."""

from __future__ import annotations

import sys
from pathlib import Path

import rich_click as click

from schedules.commands import options
from storage import serve as serving


@click.command()
@options.config_option
@options.archive_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", "-p", default=8001, show_default=True, help="The port to listen on; 0 is any free one.")
@click.option("--open/--no-open", "browse", default=None, help="Open a browser; without either, on a terminal.")
def serve(config_path: Path | None, archive: Path | None, host: str, port: int, browse: bool | None) -> None:
    """Browse the archive in Datasette until Ctrl-C; it may be collected into meanwhile."""
    config = options.configured(config_path, archive)
    serving.serve(config.archive, host=host, port=port, open_browser=wanted(browse), ready=_say)


def wanted(browse: bool | None) -> bool:
    """Whether to open a browser: as told, else where a person is looking."""
    return sys.stdout.isatty() if browse is None else browse


def _say(url: str) -> None:
    click.echo(f"The archive is open at {url} (Ctrl-C stops it)")
