"""Article in, story out: everything that was announced in it and said in it."""

from __future__ import annotations

from scraper.extract.findings import announced
from scraper.extract.quotes.quotes import document, quotes
from scraper.model import Article, Story

EXTRACTOR = "5"  # raised with every change that can change a finding; stored beside each article


def story(article: Article) -> Story:
    """The article with its findings. Pure; raises nothing on any text."""
    doc = document(article)
    said = quotes(doc)
    found = announced(doc, article, said)
    return Story(
        article=article,
        extractor=EXTRACTOR,
        quotes=said,
        credits=found.credits,
        announcements=found.announcements,
        titles=found.titles,
        links=found.links,
    )
