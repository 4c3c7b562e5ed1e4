"""TheWrap: WordPress."""

from __future__ import annotations

from scraper.page import Layout, Source, css, prose

SOURCE = Source(
    slug="thewrap",
    name="TheWrap",
    homepage="https://www.thewrap.com/",
    feeds=("https://www.thewrap.com/tag/apple-tv/feed/", "https://www.thewrap.com/feed/"),
    layout=Layout(
        subhead=css(".wp-block-post-excerpt__excerpt, .entry-subtitle, .article-header__dek"),
        text=prose(
            ".wp-block-post-content",
            "div.entry-content",
            "article .article-content",
            drop=(".wp-block-the-wrap-related-article", ".wp-block-embed", ".wp-block-group.is-style-related"),
        ),
    ),
    topics=None,
    reuse="press",
    terms_url="https://www.thewrap.com/terms-of-use/",
)
