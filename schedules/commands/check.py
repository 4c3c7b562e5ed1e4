"""`onrecord check`: prove in a minute that a source is read rightly, writing nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import rich_click as click

from schedules import digest, show
from schedules.commands import options
from scraper import extract as extraction
from scraper import read
from scraper.errors import FetchError, ReadError
from scraper.fetch import Fetcher, user_agent
from scraper.model import Article, Attempt, Capture, Host, Purpose, Request
from scraper.page import Source

Get = Callable[[str, Purpose], Capture]


@click.command()
@click.argument("source")
@click.argument("url", required=False)
@options.config_option
def check(source: str, url: str | None, config_path: Path | None) -> None:
    """Read the newest page of SOURCE, or the page at URL, and print its story as JSON; nothing is written.

    Every request and what came of it goes to standard error.
    """
    config = options.configured(config_path, None)
    (chosen,) = config.chosen((source,))
    topics = config.topics if chosen.topics is None else chosen.topics
    with Fetcher(user_agent=user_agent(config.contact), memory=_ShortMemory(), record=_say) as fetcher:

        def get(address: str, purpose: Purpose) -> Capture:
            request = Request(url=address, source=source, purpose=purpose, delay=chosen.delay, loopback=chosen.loopback)
            attempt = fetcher.fetch(request)
            if attempt.capture is None:
                raise FetchError(f"{address}: {attempt.outcome}: {attempt.detail}")
            return attempt.capture

        found = digest.article(chosen, get(url, "page")) if url else _newest(chosen, topics, get)
    click.echo(json.dumps(show.article(extraction.story(found)), indent=2, ensure_ascii=False))


def _newest(source: Source, topics: tuple[str, ...], get: Get) -> Article:
    purposes: list[tuple[str, Purpose]] = [(url, "feed") for url in source.feeds]
    purposes += [(url, "listing") for url in source.listings]
    found: list[Article] = []
    for url, purpose in purposes:
        try:
            capture = get(url, purpose)
            leads = read.leads(source, capture)
        except (FetchError, ReadError) as error:
            click.echo(f"onrecord: {error}", err=True)
            continue
        wanted = [lead for lead in leads if read.on_topic(lead, topics)]
        click.echo(f"{url}: {len(leads)} links, {len(wanted)} on topic", err=True)
        if wanted and not found:
            lead = wanted[0]
            full = source.full_text
            found.append(
                read.item(source, lead, capture) if full else digest.article(source, get(lead.url, "page"), lead)
            )
    if not found:
        raise ReadError(f"{source.slug}: no link on topic to be had; name a page: onrecord check {source.slug} URL")
    return found[0]


class _ShortMemory:
    """What is remembered of hosts while one command runs."""

    def __init__(self) -> None:
        self._hosts: dict[str, Host] = {}

    def host(self, origin: str) -> Host | None:
        return self._hosts.get(origin)

    def remember(self, host: Host) -> None:
        self._hosts[host.origin] = host


def _say(attempt: Attempt) -> None:
    status = f"{attempt.status} " if attempt.status else ""
    detail = f"; {attempt.detail}" if attempt.detail else ""
    click.echo(
        f"{attempt.request.purpose} {attempt.request.url}: {status}{attempt.outcome}, "
        f"{attempt.received} bytes in {attempt.seconds:.1f} s{detail}",
        err=True,
    )
