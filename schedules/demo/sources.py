"""The demo's two publishers as sources, for the port they are served on."""

from __future__ import annotations

from datetime import timedelta

from schedules.demo.edition import NEWSROOM, TRADE
from scraper.page import Layout, Source, css, jsonld, meta, moment, prose

_PAUSE = timedelta(0)  # the server is ours: nobody needs to wait


def sources(port: int) -> tuple[Source, ...]:
    """Both publishers; they leave loopback open to themselves and to nobody else."""
    return _newsroom(f"http://{NEWSROOM}:{port}"), _trade(f"http://{TRADE}:{port}")


def _newsroom(site: str) -> Source:
    return Source(
        slug="orrery-newsroom",
        name="Orrery Newsroom",
        kind="studio",
        homepage=f"{site}/",
        reuse="release",
        feeds=(f"{site}/news-feed.xml",),
        listings=(f"{site}/news/",),
        article_urls=r"/news/\d{4}/\d{2}/[^/]+/?$",
        layout=Layout(
            headline=css("h1.hero-headline") | meta("og:title"),
            subhead=css(".article-subhead"),
            published=(jsonld("datePublished") | css(".category-eyebrow__date")) >> moment,
            modified=jsonld("dateModified") >> moment,
            text=prose("article .pagebody"),
        ),
        delay=_PAUSE,
        loopback=True,
    )


def _trade(site: str) -> Source:
    return Source(
        slug="marquee-ledger",
        name="Marquee Ledger",
        kind="trade",
        homepage=f"{site}/",
        reuse="press",
        feeds=(f"{site}/feed/",),
        article_urls=r"/\d{4}/[a-z]+/news/[^/]+-\d{9,10}/?$",
        layout=Layout(
            headline=css("h1.article-title") | meta("og:title"),
            byline=jsonld("author") | css(".author-byline"),
            published=(meta("article:published_time") | jsonld("datePublished")) >> moment,
            modified=(meta("article:modified_time") | jsonld("dateModified")) >> moment,
            text=prose("div.a-content"),
        ),
        topics=("Orrery",),
        delay=_PAUSE,
        loopback=True,
    )
