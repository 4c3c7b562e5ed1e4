"""`onrecord add`: single pages by address or from disk, and the pages in a WARC."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from schedules import desk as desks
from schedules import files, run, warcs
from schedules.commands import options
from schedules.config import Config
from schedules.desk import Desk
from scraper.errors import ConfigError, ReadError
from scraper.model import Report, Request
from scraper.page import Source
from scraper.urls import canonical
from scraper.warc import is_warc


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
    """Add single pages, by address or from disk (HTML or plain text), and the pages in a WARC (plain or gzip).

    A page from a WARC is added as of the time it was captured. A damaged record is reported with its place, and the
    rest is added.
    """
    _require_usable(pages, url, headline, published)
    config = options.configured(config_path, archive)
    said = {"url": url, "headline": headline, "published": published}
    lines: list[str] = []

    def work() -> list[Report]:
        return [report for page in pages for report in _each(page, said, config, desk, lines)]

    with desks.alone(config), desks.opened(config) as desk:
        desk.archive.register([files.ADDED])
        reports = run.recorded("add", desk, work)
    for line in lines:
        click.echo(line)
    return options.ended(reports)


def _each(page: str, said: dict[str, str], config: Config, desk: Desk, lines: list[str]) -> list[Report]:
    """Add one page, or all of a WARC. What went well becomes a line."""
    try:
        if not _is_remote(page) and is_warc(Path(page)):
            if any(said.values()):
                raise ConfigError("--url, --headline and --published are for a page: a WARC says all that itself")
            reports, line = warcs.added(Path(page), desk, lambda url: _owner(url, config))
            lines.append(f"{page}: {line}")
            return reports
    except ReadError as error:
        return [Report(source=files.ADDED.slug, failed=(str(error),))]
    report = _added(page, said, config, desk)
    if not report.failed:
        lines.append(f"{page}: {'added' if report.saved else 'nothing new in its text'}")
    return [report]


def _require_usable(pages: tuple[str, ...], url: str, headline: str, published: str) -> None:
    if not (url or headline or published):
        return
    if len(pages) > 1 or _is_remote(pages[0]):
        raise ConfigError("--url, --headline and --published are for one FILE: add other pages in calls of their own")
    if url:
        try:
            canonical(url)
        except ValueError as error:
            raise ConfigError(f"--url: {error}") from error


def _added(page: str, said: dict[str, str], config: Config, desk: Desk) -> Report:
    remote = _is_remote(page)
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


def _is_remote(page: str) -> bool:
    return page.startswith(("http://", "https://"))


def _owner(url: str, config: Config) -> Source:
    return next((source for source in config.sources.values() if url and source.owns(url)), files.ADDED)
