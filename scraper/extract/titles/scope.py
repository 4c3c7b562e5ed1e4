"""Which work a sentence is about: the main title, the topic of a paragraph, and what is named only in passing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from scraper.extract.text.caseless import Caseless
from scraper.extract.text.words import WORD
from scraper.extract.titles.titles import Sighting, Work, Works, fold
from scraper.extract.titles.trade import GENRE_WORDS, MEDIA, NOUNS

_PASSING = frozenset(
    "known credits previously formerly former recently résumé resume past likes alum alumna "
    "filmography stints nominated "
    "fame competition nominee winner winning won unlike including includes breakout oeuvre next hot".split()
)
_DERIVED = frozenset("spinoff spin-off sequel prequel remake adaptation offshoot universe franchise".split())
_SOURCES_OF = _DERIVED | {"world", "based", "inspired", "adapted"}
_BEFORE = frozenset("like unlike including than from after since following".split())
_MAKERS = frozenset("makers maker team minds studio company duo people outfit".split())
_PAST_STAR = frozenset(
    "starred appeared appears played directed wrote created produced hosted seen worked co-starred".split()
)
_UNTITLED = Caseless(
    r"\b(?:untitled|(?:new|upcoming|original|another|its|a)(?: [\w-]+){0,4}) (?:series|show|drama|comedy|film|movie"
    r"|docuseries|documentary|project|adaptation|thriller)\b",
)
_PRAISE = frozenset(
    "the his her their a hit cult classic acclaimed award-winning popular beloved long-running new".split()
)
_MOST = 40  # works of one paragraph that are looked at
_BACK = 300  # tokens a sentence is followed back


class Scope:
    """Judges every sighting once, then answers `main`, `topic` and `nearest`."""

    def __init__(self, works: Works) -> None:
        self.works, self.tokens = works, works.tokens
        self._starts = [seen.first for seen in works.sightings]
        self._bracketed = self._brackets()
        headline = f" {fold(works.headline)} "
        folded = (f" {fold(work.name)} " for work in works.works)
        self._in_headline = [name for name in folded if len(name.split()) > 1 and name in headline]
        self._sentences: dict[int, int] = {}
        for i, token in enumerate(self.tokens):
            self._sentences.setdefault(token.sentence, i)
        before: Sighting | None = None
        for seen in works.sightings:
            seen.other = self._passing(seen) or (before is not None and self._coupled(before, seen))
            before = seen
        self.main = self._main()
        for seen in works.sightings:
            if seen.work is self.main:
                seen.other = False
        self._headings = self._find_headings()
        self._heading_works = {id(work) for work in self._headings.values()}
        self._under, self._paragraphs = self._find_under()
        self.untitled = self.main is None and bool(_UNTITLED.search(f"{works.headline} {works.doc.text[:600]}"))
        self.network = ""  # of the main title, or of whoever announces several

    # Judging.

    def _brackets(self) -> set[int]:
        inside: set[int] = set()
        opened = -1
        for i, token in enumerate(self.tokens):
            if token.text == "(":
                opened = i
            elif token.text == ")" and opened >= 0 and i - opened < 60:
                inside.update(range(opened, i))
                opened = -1
        return inside

    def _passing(self, seen: Sighting) -> bool:
        """Earlier work, a comparison, a source: not what the sentence announces."""
        if seen.work.source or seen.first in self._bracketed or self._somebodys(seen):
            return True
        after = self.tokens[seen.last + 1] if seen.last + 1 < len(self.tokens) else None
        if after is not None and after.low in _DERIVED:
            seen.work.derived = True
            return True
        start = self._sentences[self.tokens[seen.first].sentence]
        return (
            self._of_makers(seen.first)
            or self._source_of_another(seen, start)
            or self._past(seen.first, start)
            or self._starred_in(seen.first, start)
        )

    def _somebodys(self, seen: Sighting) -> bool:
        """ "“Vantage” creator Jo Bell": Vantage is hers, the sentence is about another."""
        tokens = self.tokens
        if seen.last + 1 >= len(tokens):
            return False
        after = tokens[seen.last + 1]
        further = tokens[seen.last + 2] if seen.last + 2 < len(tokens) else None
        billed = after.kind == WORD and not after.capital and _noun(after.low)
        if billed and further is not None and further.capital:
            return True
        return seen.possessive and after.capital and self.works.doc.register.at(seen.last + 1) is not None

    def _of_makers(self, first: int) -> bool:
        """ "the creator of Low Water", "the team behind the Low Water"."""
        while first > 3 and self._describes(first - 1):
            first -= 1  # "the writer behind the cult film “Mud”"
        lead = [self.tokens[k].low for k in range(max(0, first - 3), first)]
        return len(lead) > 1 and (
            (lead[-1] in {"of", "behind", "on"} and (_noun(lead[-2]) or lead[-2] in _MAKERS))
            or (lead[-1] == "the" and len(lead) > 2 and lead[-2] in {"of", "behind"} and _noun(lead[-3]))
        )

    def _describes(self, k: int) -> bool:
        """A small word between "creator of" and the title: "the hit drama", "cult film"."""
        token = self.tokens[k]
        return (
            token.kind == WORD
            and not token.capital
            and token.low not in {"of", "behind", "on"}
            and not _noun(token.low)
            and (token.low in MEDIA or token.low in GENRE_WORDS or token.low in _PRAISE)
        )

    def _source_of_another(self, seen: Sighting, start: int) -> bool:
        """ "a spin-off of Low Water", "a part originated by ... in Low Water"."""
        tokens, first = self.tokens, seen.first
        for k in range(first - 1, max(start, first - 10) - 1, -1):
            if tokens[k].low in _SOURCES_OF and tokens[k + 1].low in {"of", "to", "on", "from"}:
                seen.work.derived = True
                return True
            if tokens[k].low in {"originated", "played"} and tokens[k + 1].low == "by":
                return True
        return False

    def _past(self, first: int, start: int) -> bool:
        """ "whose credits include Low Water", "previously", "unlike Low Water"."""
        tokens = self.tokens
        for k in range(first - 1, max(start, first - 30) - 1, -1):
            low = tokens[k].low
            idle = low in {"including", "includes", "recently", "next"} and not self._credits(k)
            if low in _PASSING and tokens[k].kind == WORD and not idle:
                return True
            if k >= first - 2 and low in _BEFORE and not tokens[k].capital:
                return True
        return False

    def _starred_in(self, first: int, start: int) -> bool:
        tokens = self.tokens
        return any(
            tokens[k].low in _PAST_STAR and tokens[k].low != "created" and tokens[min(k + 1, first)].low in {"in", "on"}
            for k in range(max(start, first - 4), first)
        )

    def _coupled(self, before: Sighting, seen: Sighting) -> bool:
        """ "the writer of Low Water and Long Road": what holds of the one holds of the other."""
        if not before.other or before.work.derived or before.work.source or before.last + 2 != seen.first:
            return False
        return self.tokens[before.last + 1].low == "and" and before.work is not seen.work

    def _credits(self, k: int) -> bool:
        low = self.tokens[k].low
        if low in {"recently", "next"}:
            return self.tokens[k - 1].low == "most" or (
                k + 1 < len(self.tokens) and self.tokens[k + 1].low in {"seen", "be", "starred", "appeared"}
            )
        return any(
            self.tokens[m].low in {"credits", "work", "films", "film", "shows", "movies", "titles", "projects"}
            for m in range(max(0, k - 3), k)
        )

    def _main(self) -> Work | None:
        headline = fold(self.works.headline)
        best: Work | None = None
        high = 0.0
        for work in self.works.works:
            if work.source:
                continue
            own = [seen for seen in work.seen if not seen.other]
            score = 0.0
            if self.in_headline(work):
                score += 5 if work.seen else 3.2
                score -= 4 if self._passing_in_headline(work) else 0
                score += self._early_in_headline(work)
            if own:
                paragraph = self.tokens[own[0].first].paragraph
                score += 4 if paragraph == 0 else 2.5 if paragraph == 1 else 0.5 if paragraph < 4 else 0
            if own and self.tokens[own[0].first - 1].low in {"titled", "entitled", "called"}:
                score += 1
            score += min(len(own), 6) * 0.7
            score -= 3 if work.derived else 0
            if score > high:
                high, best = score, work
        return best if high >= 3 else self._fallback(headline)

    def _early_in_headline(self, work: Work) -> float:
        """3 where the headline opens with it, then from 1 down to 0: a show is named before what is part of it."""
        if work.derived or self._passing_in_headline(work):
            return 0.0
        headline = fold(self.works.headline)
        found = [at for name in (work.name, *work.aliases) if (at := headline.find(fold(name))) >= 0]
        return 3.0 if 0 in found else 1 - min(found) / len(headline) if found else 0.0

    def _fallback(self, headline: str) -> Work | None:
        """ "its upcoming Long Road spinoff": named only so, and in the headline."""
        named = [
            w
            for w in self.works.works
            if not w.source and f" {fold(w.name)} " in f" {headline} " and not self._passing_in_headline(w)
        ]
        return named[0] if named else None

    def _passing_in_headline(self, work: Work) -> bool:
        """ "‘Gilded Girls’ creator sets new show": the headline names what somebody did before."""
        words = self.works.headline.replace("‘", " ").replace("’ ", " ").replace("'", " ").lower()
        at = words.find(work.name.lower())
        if at < 0:
            return False
        after = words[at + len(work.name) :].split()[:1]
        word = after[0].strip(",.’'\"”") if after else ""
        return _noun(word) or word in _DERIVED or word in _MAKERS

    def _find_headings(self) -> dict[int, Work]:
        """Paragraphs that are a title and nothing more: what follows them is about it."""
        headings: dict[int, Work] = {}
        for seen in self.works.sightings:
            paragraph = self.tokens[seen.first].paragraph
            before = seen.first == 0 or self.tokens[seen.first - 1].paragraph != paragraph
            last = seen.last + 1
            while (
                last < len(self.tokens)
                and self.tokens[last].paragraph == paragraph
                and not self.tokens[last].capital
                and last < seen.last + 3
            ):
                last += 1
            if before and (last >= len(self.tokens) or self.tokens[last].paragraph != paragraph):
                headings[paragraph] = seen.work
        return headings

    # Asking.

    def sentence_start(self, i: int) -> int:
        """The first token of token i's sentence."""
        return self._sentences[self.tokens[i].sentence]

    def heads(self, work: Work) -> bool:
        """Whether a paragraph is that title and nothing more."""
        return id(work) in self._heading_works

    def in_headline(self, work: Work) -> bool:
        """Whether the headline names it, and not only a longer title: "Low Water 2" is not "Low Water"."""
        headline = f" {fold(self.works.headline)} "
        names = [f" {fold(name)} " for name in (work.name, *work.aliases)]
        for longer in self._in_headline:
            if any(name != longer and name in longer for name in names):
                headline = headline.replace(longer, " … ")
        return any(name in headline for name in names)

    def sightings(self, first: int, last: int) -> list[Sighting]:
        """Those that begin between two tokens."""
        return self.works.sightings[bisect_left(self._starts, first) : bisect_right(self._starts, last)]

    def nearest(self, i: int) -> Sighting | None:
        """The work named last before token i in its sentence, or first after it where the sentence opens with i."""
        sentence = self.tokens[i].sentence
        start = max(self._sentences[sentence], i - _BACK)
        earlier = [seen for seen in self.sightings(start, i - 1) if not seen.other]
        if earlier:
            return earlier[-1]
        return None

    def later(self, i: int, reach: int = 40) -> Sighting | None:
        """The first work named after token i in its sentence."""
        sentence = self.tokens[i].sentence
        return next(
            (s for s in self.sightings(i, i + reach) if not s.other and self.tokens[s.first].sentence == sentence), None
        )

    def topic(self, i: int) -> Work | None:
        """What a sentence that names no work is about."""
        token = self.tokens[i]
        heading = self._under.get(token.paragraph)
        if heading is not None:
            return heading
        earlier = [
            seen
            for seen in self._paragraphs.get(token.paragraph, ())
            if seen.first < i and self.tokens[seen.first].sentence < token.sentence
        ]
        if any(seen.work is self.main for seen in earlier):
            return self.main
        return earlier[-1].work if earlier else self.main

    def _find_under(self) -> tuple[dict[int, Work], dict[int, list[Sighting]]]:
        """The heading that each paragraph stands under, and the works each names first."""
        under: dict[int, Work] = {}
        named: dict[int, list[Sighting]] = {}
        for seen in self.works.sightings:
            here = named.setdefault(self.tokens[seen.first].paragraph, [])
            if not seen.other and len(here) < _MOST:
                here.append(seen)
        current: Work | None = None
        for paragraph in range(len(self.works.doc.bounds)):
            current = self._headings.get(paragraph, current)
            if current is not None:
                under[paragraph] = current
        return under, named


def _noun(low: str) -> bool:
    low = low.replace("’s", "").replace("'s", "")
    return low in NOUNS or (low.endswith("s") and low[:-1] in NOUNS)
