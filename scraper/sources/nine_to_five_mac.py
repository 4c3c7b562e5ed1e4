"""9to5Mac: WordPress; its guide to Apple TV covers the box as well as the service."""

from __future__ import annotations

from scraper.page import Layout, Source, prose

SOURCE = Source(
    slug="9to5mac",
    name="9to5Mac",
    kind="fan",
    homepage="https://9to5mac.com/",
    feeds=("https://9to5mac.com/guides/apple-tv/feed/",),
    layout=Layout(
        text=prose(
            '[itemprop~="articleBody"]',
            "div.post-body",
            ".container.med.post-content",
            ".post-content",
            drop=(".ad-disclaimer-container", ".post-meta", ".guides", ".google-news-follow", ".nine-related"),
        ),
    ),
    topics=None,
    reuse="press",
    terms_url="https://9to5mac.com/privacy/",
)
