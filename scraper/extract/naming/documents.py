"""An article taken apart once, for everything that is looked for in it: stretches, tokens, and who is named."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.extract.naming.heard import Heard
from scraper.extract.naming.people import People
from scraper.extract.naming.phrases import Phrases
from scraper.extract.naming.register import Register
from scraper.extract.text.marks import Stretch, paragraphs, stretches
from scraper.extract.text.words import Token, reading
from scraper.extract.text.words import tokens as plain_tokens
from scraper.model import Article


@dataclass(slots=True, eq=False)
class Document:
    """An article under analysis; credits read the same register of people."""

    text: str
    bounds: list[tuple[int, int]]
    marked: list[Stretch]
    tokens: list[Token]
    register: Register
    phrases: Phrases
    people: People
    set_apart: list[tuple[int, int]]  # emphasis and links, in reading order


def document(article: Article, unmarked: frozenset[int] = frozenset()) -> Document:
    """The article as tokens, stretches and a register. Stretches that start at `unmarked` are read as plain text."""
    text = article.text
    bounds = paragraphs(text)
    marked = [stretch for stretch in stretches(text, bounds) if stretch.start not in unmarked]
    tokens = reading(text, bounds, marked)
    headline = plain_tokens(article.headline, 0, len(article.headline))
    register = Register(tokens, headline, Heard(text, marked))
    phrases = Phrases(tokens, register)
    apart = sorted((mark.span.start, mark.span.end) for mark in article.marks)
    return Document(text, bounds, marked, tokens, register, phrases, People(tokens, register, phrases), apart)
