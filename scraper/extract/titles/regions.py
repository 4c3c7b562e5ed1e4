"""Which stretch of the text speaks of which work: whole sentences, and parts of those that name several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scraper.extract.text.words import WORD
from scraper.extract.titles.scope import Scope
from scraper.extract.titles.sentences import Sentence
from scraper.extract.titles.titles import Sighting, Work, Works
from scraper.extract.titles.trade import GENRE_WORDS, MEDIA
from scraper.model import Span

_JOINING = frozenset(", ; and & or plus both the a an new its series' drama's".split())
_MOST = 20  # works a sentence
_LONGEST = 2000  # characters of a sentence that are looked at


@dataclass(frozen=True, slots=True)
class Region:
    """Characters start..end of a sentence that speak of one work. `named`: it stands there, or governs it there."""

    start: int
    end: int
    position: int  # of the sentence
    named: bool
    listed: bool = False  # one of several of which the whole sentence speaks

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Regions:
    """Every region of every work, in reading order."""

    def __init__(self, works: Works, scope: Scope, sentences: Sequence[Sentence]) -> None:
        self._tokens = works.tokens
        self._of: dict[int, list[Region]] = {}
        self._named: set[tuple[int, int]] = set()  # work and position of the sentence
        self._owners: list[list[tuple[Region, Work]]] = []
        for position, sentence in enumerate(sentences):
            here = list(self._regions(scope, position, sentence))
            self._owners.append(here)
            for region, work in here:
                self._of.setdefault(id(work), []).append(region)
                if region.named:
                    self._named.add((id(work), position))

    def of(self, work: Work) -> list[Region]:
        return self._of.get(id(work), [])

    def names(self, work: Work, position: int) -> bool:
        """Whether that sentence names the work."""
        return (id(work), position) in self._named

    def owners(self, position: int, at: int) -> list[Work]:
        """The works that character `at` of a sentence speaks of."""
        return [work for region, work in self._owners[position] if region.start <= at < region.end]

    def _regions(self, scope: Scope, position: int, sentence: Sentence) -> Iterator[tuple[Region, Work]]:
        seen = [s for s in scope.sightings(sentence.first, sentence.last) if not s.other and not s.work.source][:_MOST]
        if not seen:
            topic = scope.topic(sentence.first)
            if topic is not None:
                yield _region(sentence.start, sentence.end, position, named=False), topic
            return
        if len({id(each.work) for each in seen}) == 1:
            yield _region(sentence.start, sentence.end, position, named=True), seen[0].work
            return
        yield from self._shared(sentence, position, seen)

    def _shared(self, sentence: Sentence, position: int, seen: list[Sighting]) -> Iterator[tuple[Region, Work]]:
        """A list shares its sentence; other works have what follows them, and the first what leads up to it."""
        start = sentence.start
        for group, after in self._groups(seen):
            end = self._tokens[after.first].start if after is not None else sentence.end
            for each in group:
                yield _region(start, end, position, named=True, listed=len(group) > 1), each.work
            start = end

    def _groups(self, seen: list[Sighting]) -> Iterator[tuple[list[Sighting], Sighting | None]]:
        """Sightings that are joined, with the first one after them."""
        group = [seen[0]]
        for each in seen[1:]:
            if each.work is group[-1].work or self._joined(group[-1].last, each.first):
                group.append(each)
            else:
                yield group, each
                group = [each]
        yield group, None

    def _joined(self, last: int, first: int) -> bool:
        between = self._tokens[last + 1 : first]
        return len(between) <= 6 and all(
            token.low in _JOINING or (token.kind == WORD and (token.low in MEDIA or token.low in GENRE_WORDS))
            for token in between
        )


def _region(start: int, end: int, position: int, *, named: bool, listed: bool = False) -> Region:
    return Region(start, min(end, start + _LONGEST), position, named, listed)
