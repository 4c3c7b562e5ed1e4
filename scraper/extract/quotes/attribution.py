"""The cue and the speaker beside a stretch: after it, before it, or around it."""

from __future__ import annotations

from scraper.extract.quotes.afterwards import Afterwards
from scraper.extract.quotes.beforehand import Beforehand
from scraper.extract.quotes.subjects import Attribution

__all__ = ["Attribution", "Attributions"]


class Attributions(Afterwards, Beforehand):
    """Looks for attributions in the reporter's words."""
