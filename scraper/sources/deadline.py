"""Deadline: Penske's WordPress. The tag goes further back; the main feed has what is not tagged yet."""

from __future__ import annotations

from scraper.page import Source
from scraper.sources._wordpress import PENSKE

SOURCE = Source(
    slug="deadline",
    name="Deadline",
    homepage="https://deadline.com/",
    feeds=("https://deadline.com/tag/apple-tv/feed/", "https://deadline.com/feed/"),
    layout=PENSKE,
    topics=None,
    reuse="press",
    terms_url="https://pmc.com/terms-of-use/",
)
