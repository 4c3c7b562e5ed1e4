"""The invented article that tests save: one of everything that can be found, and where its words stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from scraper.model import (
    Address,
    Announcement,
    Article,
    Credit,
    Mark,
    Moment,
    Party,
    Publisher,
    Quote,
    Span,
    Story,
    Title,
    TitleLink,
)

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
URL = "https://gazette.example/harbor-lights"
TEXT = (
    "“We built a lighthouse,” said Zoë Marlow. “Then we lit it.”\n\n"
    "“Harbor Lights” is created by Zoë Marlow for Lantern."
)
GAZETTE = Publisher(slug="gazette", name="Harbor Gazette", homepage="https://gazette.example/")
LANTERN = Publisher(slug="lantern", name="Lantern Press", kind="studio", reuse="release")


def span(words: str, text: str = TEXT) -> Span:
    """Where the words first stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def article(text: str = TEXT, **changes: Any) -> Article:
    """As a layout reads it from a page; `changes` are fields of it."""
    read = Article(source="gazette", address=Address(URL), headline="A light goes on", text=text, reader="layout")
    return replace(read, **changes)


def story(text: str = TEXT, **changes: Any) -> Story:
    """One of everything, in any text that has the words of TEXT; `changes` are fields of the article."""
    usual: dict[str, Any] = {
        "address": Address(URL, "rel=canonical"),
        "published": Moment(NOW - DAY, "day", "21 Nov"),
        "marks": (
            Mark("link", span("Lantern", text), "https://lantern.example/"),
            Mark("emphasis", span("Harbor Lights", text)),
        ),
        "capture": "c0",
    }
    creator = Credit(party=Party("Zoë Marlow"), role="creator", evidence=span("created by", text))
    network = Credit(party=Party("Lantern", "company"), role="network", evidence=span("for Lantern", text))
    return Story(
        article=article(text, **{**usual, **changes}),
        extractor="1",
        quotes=(
            Quote(
                parts=(span("We built a lighthouse", text), span("Then we lit it.", text)),
                speakers=(Party("Zoë Marlow"), Party("Lantern", "company")),
                speaker_as_written=span("Zoë Marlow", text),
                cue=span("said", text),
            ),
        ),
        credits=(replace(creator, title="Harbor Lights"), network),
        announcements=(Announcement(kind="series order", evidence=span("created", text), title="Harbor Lights"),),
        titles=(Title(name="Harbor Lights", kind="series", network="Lantern", aliases=("HL",)),),
        links=(TitleLink(title="Harbor Lights", relation="spin_off_of", other="Fog", evidence=span("lit", text)),),
    )
