"""TVLine: new software and hashed class names since 2025; only its main feed is known."""

from __future__ import annotations

from scraper.page import Layout, Source, css, prose

SOURCE = Source(
    slug="tvline",
    name="TVLine",
    homepage="https://tvline.com/",
    feeds=("https://tvline.com/feed/",),
    layout=Layout(
        subhead=css('[class^="_articleHeader_"] [class*="_excerpt_"], .article-excerpt'),
        text=prose(
            '[class^="_templateArticle_"] [class*="_main_"]',
            "article .columns-holder",
            "article .entry-content",
            "div.a-content",
            drop=('[class*="_related_"]', ".pmc-related-link", ".gallery-info", ".slide-key"),
        ),
    ),
    topics=None,
    reuse="press",
    terms_url="https://www.static.com/terms/",
)
