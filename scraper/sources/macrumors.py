"""MacRumors: its feed carries whole articles, so no page needs to be asked for."""

from __future__ import annotations

from scraper.page import Layout, Source, prose

SOURCE = Source(
    slug="macrumors",
    name="MacRumors",
    kind="fan",
    homepage="https://www.macrumors.com/",
    feeds=("https://feeds.macrumors.com/MacRumors-All",),
    full_text=True,
    layout=Layout(
        text=prose(
            '[itemprop~="articleBody"]',
            "article [class^='content--']",
            "article .ugc, article .content",
            drop=(".linkback", "[class^='linkback']", "[class^='tag']"),
        ),
    ),
    topics=None,
    reuse="press",
    terms_url="https://www.macrumors.com/legal.php",
)
