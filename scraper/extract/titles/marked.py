"""Stretches in quotation marks that are no titles of works: nicknames, songs, awards, names of things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.extract.quotes.quotes import Document
from scraper.extract.text.words import WORD, Token
from scraper.extract.titles.trade import BOOKS, MEDIA, PLAYING, SONGS

_NAMED_AS = frozenset({"as", "word", "phrase", "category", "nicknamed", "hashtag", "term", "words", "section", "award",
                       "tour", "account", "chant", "slogan", "headline", "headlined", "letter", "tweet"})  # fmt: skip
HAPPENINGS = frozenset(
    "rally rallies movement campaign tour hashtag movements award awards prize category party sketch sketches skit "
    "segment segments desk meme exhibition exhibit challenge".split()
)
_TALKS = frozenset(
    "episode masterclass talk panel lecture keynote speech session essay chapter season cycle finale instalment".split()
)
_MUSIC = frozenset("singer song band album chart charts single radio pop rapper billboard rock duet musician".split())
_PIECES = SONGS | {"score", "theme", "hymn", "overture"}
_TUNES = frozenset("music songs soundtrack playlist tracks hits singles setlist".split())
_TOLD = frozenset("told tells".split())
_TOLD_TO = {("spoke", "to"), ("spoke", "with"), ("interview", "with"), ("reported", "by"), ("speaking", "to")}
_REPORTS = frozenset("reported reports".split())
_AS_A_TITLE = frozenset("such ordered announced developed greenlit formerly previously originally".split())
_STYLED = frozenset("so-called self-styled self-described self-proclaimed aka ironically-named".split())
_HEADING = 70  # characters


def outlets(doc: Document) -> Iterator[str]:
    """Papers and sites that the page set apart as it does titles: "told *The Quay Ledger*", "*The Ledger* reports"."""
    at = {token.start: i for i, token in enumerate(doc.tokens)}
    ends = {token.end: i for i, token in enumerate(doc.tokens)}
    for start, end in doc.set_apart:
        first, last = at.get(start), ends.get(end)
        if first is None or last is None or first < 2 or last + 2 >= len(doc.tokens):
            continue
        lead = (doc.tokens[first - 2].low, doc.tokens[first - 1].low)
        after = (doc.tokens[last + 1].low, doc.tokens[last + 2].low)
        told = lead[1] in _TOLD or lead in _TOLD_TO
        if told or after[0] in _REPORTS or (after[0] == "has" and after[1] in {"confirmed", "learned"}):
            yield doc.text[start:end]


def _happens(after: Token) -> bool:
    """ "“Rise Up” rally", "“Made By Sea” BoatFest"."""
    return after.low in HAPPENINGS or (after.capital and after.low.endswith("fest"))


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
        if after is not None and _happens(after):
            return True
        lead = [tokens[k] for k in range(max(0, i - 3), i) if tokens[k].sentence == tokens[i].sentence]
        return bool(lead) and (self._called(lead, after) or self._of_another_kind(i, lead, after))

    def _called(self, lead: Sequence[Token], after: Token | None) -> bool:
        """ "a “Grey Gull” moment", "the academy's “Boats”", "a so-called “Gull”", "a talk titled “Gulls”"."""
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
        if lead[-1].low in _STYLED or (lead[-1].text == "," and len(lead) > 1 and lead[-2].low in _PIECES):
            return True
        if after is not None and after.low in SONGS and after.low not in {"hit", "hits", "record", "records"}:
            return True
        if lead[-1].low == "subtitled" or [token.low for token in lead[-2:]] == ["set", "to"]:
            return True
        return lead[-1].low in {"titled", "called", "dubbed"} and any(token.low in _TALKS for token in lead)

    def _of_another_kind(self, i: int, lead: Sequence[Token], after: Token | None) -> bool:
        """A part, an episode, a song, or what something is named."""
        if self._part(lead, after) or self._episode(i) or self._by_a_band(i):
            return True
        if lead[-1].low == "as":
            return not {token.low for token in lead} & _AS_A_TITLE
        if self._among_songs(i):
            return True
        return (
            self._song(i, lead[-1].low)
            or lead[-1].low in _NAMED_AS
            or (len(lead) > 1 and lead[-2].low in {"category", "song"})
        )

    @staticmethod
    def _part(lead: Sequence[Token], after: Token | None) -> bool:
        """ "who plays “Nib”", "was “Nib” on “Low Water”": whom somebody plays; not "his plays “Grey Gull” and "."""
        verb, subject = lead[-1], lead[-2] if len(lead) > 1 else lead[-1]
        if verb.low in PLAYING:
            return verb.low != "plays" or subject.low == "who" or subject.capital
        return verb.low == "was" and subject.capital and after is not None and after.low == "on"

    def _episode(self, i: int) -> bool:
        """ "one episode (“Ashore”)", "“Ashore” (in which": not "two episodes of “Low Water”"."""
        tokens = self.tokens
        k = i - 2 if tokens[i - 1].text == "(" else i - 1
        after = [token.low for token in tokens[i + 1 : i + 4]]
        if after == ["(", "in", "which"]:
            return True
        return k >= 0 and tokens[k].low in {"episode", "episodes"} and tokens[k].sentence == tokens[i].sentence

    def _by_a_band(self, i: int) -> bool:
        """ "the music includes “Ashore” by The Reeds": said of music."""
        tokens = self.tokens
        if i + 2 >= len(tokens) or tokens[i + 1].low != "by" or not tokens[i + 2].capital:
            return False
        for k in range(i - 1, max(-1, i - 60), -1):
            if tokens[k].sentence != tokens[i].sentence:
                return False
            if tokens[k].low in _TUNES:
                return True
        return False

    def presented(self, i: int) -> bool:
        """ "the film “LOW”": what stands before says that it is a work, though it shouts."""
        return i > 0 and (self.tokens[i - 1].low in MEDIA or self.tokens[i - 1].low in {"winner", "titled", "called"})

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
