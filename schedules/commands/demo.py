"""`onrecord demo`: the whole job, with no network and no configuration."""

from __future__ import annotations

import socket
from pathlib import Path

import rich_click as click

from schedules.commands.serve import wanted
from schedules.demo import tour
from scraper.errors import ConfigError
from storage import serve as serving
from storage.archive import Archive


@click.command()
@click.option(
    "--dir",
    "folder",
    default="onrecord-demo",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Where archive.db and captures.db go; what an earlier demo left there is replaced.",
)
@click.option("--port", "-p", default=8001, show_default=True, help="The archive's port; 0 is any free one.")
@click.option("--no-serve", is_flag=True, help="Stop after collecting.")
@click.option("--open/--no-open", "browse", default=None, help="Open a browser; without either, on a terminal.")
def demo(folder: Path, port: int, no_serve: bool, browse: bool | None) -> None:
    """Collect a small, fictional press site on this machine, twice, and open the archive.

    Two invented publishers are served on loopback and collected over real HTTP; between the two passes pages are
    edited and one is added. Ctrl-C stops everything.
    """
    if not no_serve:
        _require_free(port)
    with tour.toured(folder, near=port) as made:
        _tell(made)
        if not no_serve:
            serving.serve(made.config.archive, port=port, open_browser=wanted(browse), ready=_guide)


def _require_free(port: int) -> None:
    """Better said before the work than after it."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        raise ConfigError(f"--port {port}: cannot listen there ({error.strerror}); choose another, or 0") from error


def _tell(made: tour.Tour) -> None:
    for number, reports in enumerate(made.passes, 1):
        for report in reports:
            click.echo(
                f"pass {number}, {report.source}: {report.saved} new or changed, {report.unchanged} unchanged, "
                f"{len(report.failed)} not read"
            )
            for problem in report.failed:
                click.echo(f"    {problem}")
    with Archive(made.config.archive) as archive:
        newest = archive.latest(3)
    click.echo(f"\nIn {made.config.archive} (and captures.db beside it), newest first:")
    for entry in newest:
        click.echo(f"    {entry.headline} ({entry.source})")


def _guide(url: str) -> None:
    click.echo(
        f"""
The archive is open at {url} - worth a look:
    {url}archive/who_said_what        every quote, with its speakers and their roles
    {url}archive/articles             every article; open one and read it, paragraph by paragraph
    {url}archive/changed_pages        the pages that were edited between the two passes
    {url}archive/attempts_summary     every request that was made, and how it ended
    {url}archive/articles?_search=premiere
The publishers are invented; while this runs, the links to their pages work too. Ctrl-C stops it."""
    )
