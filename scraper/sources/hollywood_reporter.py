"""The Hollywood Reporter: Penske's WordPress since 2020."""

from __future__ import annotations

from scraper.page import Source
from scraper.sources._wordpress import PENSKE

SOURCE = Source(
    slug="hollywood-reporter",
    name="The Hollywood Reporter",
    homepage="https://www.hollywoodreporter.com/",
    feeds=("https://www.hollywoodreporter.com/t/apple-tv/feed/", "https://www.hollywoodreporter.com/feed/"),
    layout=PENSKE,
    topics=None,
    reuse="press",
    terms_url="https://pmc.com/terms-of-use/",
)
