"""Collider: Valnet's own software, with a feed for each tag and category."""

from __future__ import annotations

from scraper.page import Layout, Source, css, prose

SOURCE = Source(
    slug="collider",
    name="Collider",
    homepage="https://collider.com/",
    feeds=("https://collider.com/feed/tag/apple-tv/", "https://collider.com/feed/category/tv-news/"),
    layout=Layout(
        text=prose(
            "#article-body",
            "section.article-body, div.article-body",
            '[itemprop~="articleBody"]',
            drop=(".display-card", ".article-jumplink", ".emaki-custom", ".heading_excerpt", ".next-single"),
        ),
        subhead=css(".article-header .heading_excerpt, .w-article-header .excerpt"),
    ),
    topics=None,
    reuse="press",
    terms_url="https://www.valnetinc.com/en/terms-of-use",
)
