"""Variety: Penske's WordPress; its JSON-LD comes wrapped in CDATA."""

from __future__ import annotations

from scraper.page import Source
from scraper.sources._wordpress import PENSKE

SOURCE = Source(
    slug="variety",
    name="Variety",
    homepage="https://variety.com/",
    feeds=("https://variety.com/t/apple-tv/feed/", "https://variety.com/feed/"),
    layout=PENSKE,
    topics=None,
    reuse="press",
    terms_url="https://pmc.com/terms-of-use/",
)
