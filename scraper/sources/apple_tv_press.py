"""Apple TV Press: releases in full. The feed holds the latest ten; the listing is for catching up."""

from __future__ import annotations

from datetime import timedelta

from scraper.page import Layout, Source, css, prose

FURNITURE = (".category-eyebrow", ".article-subhead", ".sharesheet", ".press-release-boilerplate", ".subhead")
SOURCE = Source(
    slug="apple-tv-press",
    name="Apple TV Press",
    kind="studio",
    homepage="https://www.apple.com/tv-pr/",
    feeds=("https://www.apple.com/tv-pr/news-feed.xml",),
    listings=("https://www.apple.com/tv-pr/news/",),
    article_urls=r"^https://www\.apple\.com/tv-pr/news/\d{4}/\d{2}/[^/]+/?$",
    layout=Layout(
        subhead=css(".article-subhead, article header h2, article .subhead"),
        text=prose("article .pagebody, article .article-body, main .pagebody", "article", "main", drop=FURNITURE),
    ),
    every=timedelta(minutes=15),
    reuse="release",
    terms_url="https://www.apple.com/legal/internet-services/terms/site.html",
)
