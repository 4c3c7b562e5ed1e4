"""What Penske's WordPress sites have in common, read off pages of 2013 to 2024."""

from __future__ import annotations

from scraper.page import Layout, css, prose

PENSKE = Layout(
    subhead=css("article .article-excerpt, .a-article-excerpt, .article-header__excerpt, .article__deck, p.dek"),
    text=prose(
        "div.a-content",
        "article .entry-content",
        "div.article__body",
        "div.article-body",
        "div.post-content, section.post-content",
        '[itemprop~="articleBody"]',
        drop=(".pmc-related-link", ".injected-related-story", ".o-video-card", ".pmc-contextual-player", ".must-read"),
    ),
)
