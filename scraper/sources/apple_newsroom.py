"""Apple Newsroom: of all that Apple announces, what is about television. Its feed is Atom."""

from __future__ import annotations

from scraper.page import Layout, Source, css, jsonld, moment, prose

FURNITURE = (".sosumi", ".legal-info", ".docsanddownloads", ".presscontacts", ".nr-article-share", "sup")
SOURCE = Source(
    slug="apple-newsroom",
    name="Apple Newsroom",
    kind="studio",
    homepage="https://www.apple.com/newsroom/",
    feeds=("https://www.apple.com/newsroom/rss-feed.rss",),
    article_urls=r"^https://www\.apple\.com/newsroom/\d{4}/\d{2}/[^/]+/?$",
    layout=Layout(
        headline=css("h1.hero-headline"),
        subhead=css(".article-subhead"),
        published=(jsonld("datePublished") | css(".category-eyebrow__date")) >> moment,
        text=prose("article .pagebody, .article .pagebody", drop=FURNITURE),
    ),
    topics=None,
    reuse="release",
    terms_url="https://www.apple.com/legal/internet-services/terms/site.html",
)
