"""`onrecord add`: single pages, by address or from disk."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from schedules import desk as desks
from schedules import files, run
from schedules.commands import options
from schedules.config import Config
from schedules.run import Desk
from scraper.errors import ConfigError, ReadError
from scraper.model import Report, Request
from scraper.page import Source


@click.command()
@click.argument("pages", nargs=-1, required=True, metavar="URL|FILE...")
@click.option("--url", default="", help="Where a FILE came from.")
@click.option("--headline", default="", help="The headline of a plain text FILE; without it, from its name.")
@click.option("--published", default="", help="The date of a plain text FILE, such as 2026-11-22.")
@options.config_option
@options.archive_option
def add(
    pages: tuple[str, ...],
    url: str,
    headline: str,
    published: str,
    config_path: Path | None,
    archive: Path | None,
) -> int:
    """Add single pages, by address or from disk (HTML or plain text)."""
    if len(pages) > 1 and (url or headline or published):
        raise ConfigError("--url, --headline and --published are for one FILE: add the others in calls of their own")
    config = options.configured(config_path, archive)
    said = {"url": url, "headline": headline, "published": published}
    with desks.alone(config.archive), desks.opened(config) as desk:
        desk.archive.register([files.ADDED])
        reports = run.recorded("add", desk, lambda: [_added(page, said, config, desk) for page in pages])
    for page, report in zip(pages, reports, strict=True):
        if not report.failed:
            click.echo(f"{page}: {'added' if report.saved else 'already there, unchanged'}")
    return options.ended(reports)


def _added(page: str, said: dict[str, str], config: Config, desk: Desk) -> Report:
    remote = page.startswith(("http://", "https://"))
    source = _owner(page if remote else said["url"], config)
    if remote:
        request = Request(url=page, source=source.slug, purpose="page", delay=source.delay, loopback=source.loopback)
        attempt = desk.fetcher.fetch(request)
    else:
        try:
            attempt = files.attempt(Path(page), source, now=desk.clock.now(), **said)
        except ReadError as error:
            return Report(source=source.slug, failed=(str(error),))
        desk.captures.keep(attempt)
    if attempt.capture is None:
        return Report(source=source.slug, failed=(f"{page}: {attempt.outcome}: {attempt.detail}",))
    return run.add(attempt.capture, source, desk)


def _owner(url: str, config: Config) -> Source:
    return next((source for source in config.sources.values() if url and source.owns(url)), files.ADDED)
