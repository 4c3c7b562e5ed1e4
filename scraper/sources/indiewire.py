"""IndieWire: Penske's WordPress; newer pages have hashed class names, of which only the beginnings stay."""

from __future__ import annotations

from scraper.page import Layout, Source, css, prose

SOURCE = Source(
    slug="indiewire",
    name="IndieWire",
    homepage="https://www.indiewire.com/",
    feeds=("https://www.indiewire.com/t/apple-tv/feed/", "https://www.indiewire.com/feed/"),
    layout=Layout(
        subhead=css('.a-article-excerpt, [class^="_articleHeader_"] [class*="_excerpt_"]'),
        text=prose(
            "div.entry-content",
            "div.a-content",
            '[class^="_templateArticle_"] [class*="_main_"]',
            drop=(".pmc-related-link", ".injected-related-story", '[class*="_related_"]'),
        ),
    ),
    topics=None,
    reuse="press",
    terms_url="https://pmc.com/terms-of-use/",
)
