"""Stretches in quotation marks that are no titles of works: nicknames, songs, awards, names of things."""

from __future__ import annotations

from scraper.extract.quotes.quotes import Document
from scraper.extract.text.words import WORD
from scraper.extract.titles.trade import BOOKS, MEDIA, SONGS

_NAMED_AS = frozenset({"as", "word", "phrase", "category", "nicknamed", "hashtag", "term", "words", "section", "award",
                       "tour", "account", "chant", "slogan", "headline", "headlined", "letter", "tweet"})  # fmt: skip
HAPPENINGS = frozenset(
    "rally rallies movement campaign tour hashtag movements award awards prize category party".split()
)
_TALKS = frozenset("episode masterclass talk panel lecture keynote speech session essay chapter".split())
_MUSIC = frozenset("singer song band album chart charts single radio pop rapper billboard rock duet musician".split())
_STYLED = frozenset("so-called self-styled self-described self-proclaimed aka ironically-named".split())
_HEADING = 70  # characters


class Marked:
    """Judges the stretches of a document."""

    def __init__(self, doc: Document) -> None:
        self.doc, self.tokens = doc, doc.tokens

    def heading(self, i: int) -> bool:
        """A paragraph of its own."""
        tokens = self.tokens
        before = i == 0 or tokens[i - 1].paragraph != tokens[i].paragraph
        return (
            before
            and (i + 1 == len(tokens) or tokens[i + 1].paragraph != tokens[i].paragraph)
            and tokens[i].end - tokens[i].start < _HEADING
        )

    def nickname(self, i: int) -> bool:
        return (
            0 < i < len(self.tokens) - 1
            and self.tokens[i - 1].capital
            and self.tokens[i + 1].capital
            and not self.tokens[i - 1].possessive
            and self.tokens[i - 1].sentence == self.tokens[i + 1].sentence == self.tokens[i].sentence
            and self.tokens[i].end - self.tokens[i].start < 25
            and self.doc.register.at(i - 1) is not None
            and self.doc.register.ending(i + 1) is not None
        )

    def refused(self, i: int, refused: set[int]) -> bool:
        """Songs, awards, names of things; and what is joined to one of those."""
        tokens = self.tokens
        j = i - 1
        while j >= 0 and tokens[j].text in {",", "and", "&"} and j > i - 3:
            j -= 1
        if j in refused and j < i - 1:
            return True
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if after is not None and after.low in HAPPENINGS:
            return True
        lead = [tokens[k] for k in range(max(0, i - 3), i) if tokens[k].sentence == tokens[i].sentence]
        if not lead:
            return False
        if (
            lead[-1].low in {"a", "an"}
            and after is not None
            and after.kind == WORD
            and not after.capital
            and after.low not in MEDIA
        ):
            return True
        if lead[-1].possessive and lead[-1].low in {"festival", "academy", "guild"}:
            return True
        if lead[-1].low in _STYLED or (lead[-1].text == "," and len(lead) > 1 and lead[-2].low in SONGS):
            return True
        if after is not None and after.low in SONGS and after.low not in {"hit", "hits", "record", "records"}:
            return True
        if lead[-1].low in {"titled", "called"} and any(token.low in _TALKS for token in lead):
            return True
        if lead[-1].low == "as":
            return not any(token.low == "such" for token in lead)
        if self._among_songs(i):
            return True
        return (
            self._song(i, lead[-1].low)
            or lead[-1].low in _NAMED_AS
            or (len(lead) > 1 and lead[-2].low in {"category", "song"})
        )

    def _song(self, i: int, low: str) -> bool:
        """A "hit" may be a series too."""
        if low not in {"hit", "hits", "record", "records"}:
            return low in SONGS
        return any(token.low in _MUSIC for token in self.tokens[max(0, i - 8) : i + 8])

    def _among_songs(self, i: int) -> bool:
        """ "hits on the 2020 outing, including “…,” “…”"."""
        for k in range(i - 1, max(-1, i - 40), -1):
            token = self.tokens[k]
            if token.sentence != self.tokens[i].sentence or token.low in MEDIA or token.low in {"star", "stars", "by"}:
                return False
            if token.low in SONGS and token.low.endswith("s"):
                return True
        return False

    def book(self, i: int) -> bool:
        lead = [tokens.low for tokens in self.tokens[max(0, i - 2) : i]]
        return bool(lead) and (lead[-1] in BOOKS or lead[-1] == "collection")
