"""AppleInsider: one feed for all its news."""

from __future__ import annotations

from scraper.page import Layout, Source, css, prose

SOURCE = Source(
    slug="appleinsider",
    name="AppleInsider",
    kind="fan",
    homepage="https://appleinsider.com/",
    feeds=("https://appleinsider.com/rss/news/",),
    layout=Layout(
        subhead=css("p.article-leader, .article-lead"),
        text=prose(
            "#article .art-body, #content-article",
            "article .article-body",
            '[itemprop~="articleBody"]',
            drop=(".article-img", ".adunit-rail", ".article-lead-img", ".deal-box", ".price-table"),
        ),
    ),
    topics=None,
    reuse="press",
    terms_url="https://appleinsider.com/inside/terms-of-use",
)
