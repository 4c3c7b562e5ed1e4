"""Titles that a page lists, one a paragraph, and titles that are named together with another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.names import is_role
from scraper.extract.quotes.quotes import Document
from scraper.extract.quotes.speech import look
from scraper.extract.text.caseless import Caseless
from scraper.extract.text.lexicon import PREPOSITIONS
from scraper.extract.text.words import WORD
from scraper.extract.titles.capitals import CALENDAR, Capitals
from scraper.extract.titles.past_work import Run
from scraper.extract.titles.trade import AWARDS

_TAIL = re.compile(r" \((?:season \d{1,2}|\d{1,2})\)$", re.IGNORECASE)
_WORKS = Caseless(
    r"\b(?:shows?|series|films?|movies?|titles?|originals?|line-?ups?|slates?|releases|premieres|new or upcoming"
    r"|what(?:['’]s| is) (?:new|coming)|dramas|comedies|documentaries|programming)\b"
)
_HEADED = re.compile(r"((?!\w[:)])[^—–.!?()]{2,70}?)(?: \([^()]{1,40}\))? ?[—–] ?(?=[A-Z“‘\"])")
_HEADS = 2  # paragraphs that begin alike
_TOLD = Caseless(
    r"\b(?:stars?|starring|creat(?:ed|or)|directed|director|written|writer|showrunners?|executive produc\w+|plays"
    r"|played|follows|premieres|drama|comedy|thriller|series|film|documentary|season|with [A-Z])\b"
)
_LONGEST = 70  # characters of a title in a list
_LONGEST_TAIL = len(" (season 10)")
_FEWEST = 3  # of a list
_CHAIN = 12  # titles named together
_AFTER = PREPOSITIONS | frozenset("both all which that as".split())


def listed(doc: Document) -> list[str]:
    """The titles of lists with one a paragraph: below "Here is what is new:", or counted ("Low Water (3)")."""
    paragraphs = [doc.text[start:end].strip() for start, end in doc.bounds]
    bare = [_TAIL.sub("", text) if _item(text) else "" for text in paragraphs]
    counted = [name for name, text in zip(bare, paragraphs, strict=True) if name and name != text]
    found = counted if len(counted) >= _FEWEST else []
    sentences = [text for text, item in zip(paragraphs, bare, strict=True) if not item]
    heads = {name: text for text in sentences if (name := _head(text))}
    told = sum(bool(_TOLD.search(text)) for text in heads.values())
    found += heads if len(heads) >= _HEADS and told * 2 >= len(heads) else []
    for first, end in _blocks(bare):
        led = first > 0 and paragraphs[first - 1].endswith(":") and _WORKS.search(paragraphs[first - 1])
        if led and end - first >= _FEWEST:
            found += bare[first:end]
    return found


def _item(text: str) -> bool:
    """A paragraph that is a name and no sentence, and nobody's name."""
    if len(text) > _LONGEST + _LONGEST_TAIL:
        return False
    name = _TAIL.sub("", text)
    words = name.split()
    if not words or len(name) > _LONGEST or name[-1] in ".:,;" or not look(name).title:
        return False
    first = words[0].lower()
    if first in AWARDS or first in CALENDAR or {"Outstanding", "Nominees"} & {*words}:
        return False
    return not (len(words) == 2 and first in GIVEN_NAMES)


def _head(text: str) -> str:
    """ "Low Water — A widowed pilot …", "Low Water: Night One — …": the title that heads its paragraph."""
    match = _HEADED.match(text)
    name = _TAIL.sub("", match[1].strip('“”‘’" ')) if match else ""
    labelled = ":" not in name and is_role(name.split()[-1].lower()) if name else True
    return name if not labelled and not name.isupper() and _item(name) else ""


def _blocks(items: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = 0
    for k, item in enumerate([*items, ""]):
        if not item:
            if k > first:
                yield first, k
            first = k + 1


class Chains(Capitals):
    """What is named together with a title: "Low Water, Long Road and Grey Gull", where one of the three is known."""

    def beside(self, found: Sequence[Run]) -> Iterator[Run]:
        known = {run.first for run in found}
        for run in found:
            for first, end in (*self._rightward(run.last + 1), *self._leftward(run.first - 1)):
                if first not in known and self._title(first, end):
                    known.add(first)
                    yield Run(first, end - 1, 0.5)

    def _rightward(self, k: int) -> list[tuple[int, int]]:
        """The rest of a list that goes on at token k, down to the one after "and"; none where it is no list."""
        tokens, chain = self.tokens, list[tuple[int, int]]()
        while k + 1 < len(tokens) and len(chain) < _CHAIN:
            last = tokens[k].low in {"and", "or"} or (tokens[k].text == "," and tokens[k + 1].low in {"and", "or"})
            if not last and tokens[k].text != ",":
                return []
            first = k + 1 if tokens[k + 1].capital else k + 2
            end = self._run(first)
            if end == first or tokens[first].sentence != tokens[k - 1].sentence or tokens[end - 1].possessive:
                return []
            chain.append((first, end))
            if last:
                return chain if self._ends(end) else []
            k = end
        return []

    def _ends(self, end: int) -> bool:
        """Whether the list is over, and no new clause has begun: "Low Water and Quay has ordered"."""
        return self.tokens[end].kind != WORD or self.tokens[end].low in _AFTER

    def _leftward(self, k: int) -> list[tuple[int, int]]:
        """The list that ends at the "and" or comma of token k."""
        tokens, chain = self.tokens, list[tuple[int, int]]()
        if k < 2 or tokens[k].low not in {"and", "or"}:
            return []
        while k > 1 and len(chain) < _CHAIN:
            k -= tokens[k - 1].text == "," and tokens[k].low in {"and", "or"}
            first, end = self._before(k - 1)
            first -= first > 0 and self.tokens[first - 1].text.isdigit()  # "30 Boats"
            if first >= end or end != k or tokens[end - 1].possessive or tokens[first].sentence != tokens[k].sentence:
                return chain
            chain.append((first, end))
            if tokens[first - 1].text != ",":
                return chain if self._placed(first, end) else chain[:-1]
            k = first - 1
        return chain

    def _placed(self, first: int, end: int) -> bool:
        """A single word must follow a small one: "like Oasis and Low Water", not "Oasis and Low Water"."""
        return end > first + 1 or self.tokens[first - 1].low in PREPOSITIONS
