"""Which work a sentence is about: the main title, the topic of a paragraph, and what is named only in passing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from scraper.extract.text.words import MARKED, WORD
from scraper.extract.titles.titles import Sighting, Work, Works, fold
from scraper.extract.titles.trade import DOCUSERIES, MEDIA, NETWORK_TAILS, NETWORKS, NOUNS

_PASSING = frozenset(
    "known credits previously formerly former recently résumé resume past likes alum alumna "
    "filmography stints nominated "
    "fame competition nominee winner winning won unlike including includes breakout oeuvre next hot".split()
)
_DERIVED = frozenset("spinoff spin-off sequel prequel remake reboot adaptation offshoot universe franchise".split())
_SOURCES_OF = _DERIVED | {"world", "based", "inspired", "adapted"}
_BEFORE = frozenset("like unlike including than from after since".split())
_PAST_STAR = frozenset(
    "starred appeared appears played directed wrote created produced hosted seen worked co-starred".split()
)
_UNTITLED = re.compile(
    r"\b(?:untitled|(?:new|upcoming|original|another|its|a)(?: [\w-]+){0,4}) (?:series|show|drama|comedy|film|movie"
    r"|docuseries|documentary|project|adaptation|thriller)\b",
    re.IGNORECASE,
)
_MOST = 40  # works of one paragraph that are looked at
_BACK = 300  # tokens a sentence is followed back


class Scope:
    """Judges every sighting once, then answers `main`, `topic` and `nearest`."""

    def __init__(self, works: Works) -> None:
        self.works, self.tokens = works, works.tokens
        self._starts = [seen.first for seen in works.sightings]
        self._bracketed = self._brackets()
        self._sentences: dict[int, int] = {}
        for i, token in enumerate(self.tokens):
            self._sentences.setdefault(token.sentence, i)
        for seen in works.sightings:
            seen.other = self._passing(seen)
        self.main = self._main()
        for seen in works.sightings:
            if seen.work is self.main:
                seen.other = False
        self._headings = self._find_headings()
        self._under, self._paragraphs = self._find_under()
        self.untitled = self.main is None and bool(_UNTITLED.search(f"{works.headline} {works.doc.text[:600]}"))
        self._describe()

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
        tokens, first = self.tokens, seen.first
        if seen.work.source or first in self._bracketed:
            return True
        after = tokens[seen.last + 1] if seen.last + 1 < len(tokens) else None
        further = tokens[seen.last + 2] if seen.last + 2 < len(tokens) else None
        if (
            after is not None
            and after.kind == WORD
            and not after.capital
            and _noun(after.low)
            and further is not None
            and further.capital
        ):
            return True  # "“Vantage” creator Jo Bell": Vantage is hers, the sentence is about another
        if (
            seen.possessive
            and after is not None
            and after.capital
            and self.works.doc.register.at(seen.last + 1) is not None
        ):
            return True
        if after is not None and after.low in _DERIVED:
            seen.work.derived = True
            return True
        lead = [tokens[k].low for k in range(max(0, first - 3), first)]
        if len(lead) > 1 and (
            (lead[-1] in {"of", "behind", "on"} and _noun(lead[-2]))
            or (lead[-1] == "the" and len(lead) > 2 and lead[-2] in {"of", "behind"} and _noun(lead[-3]))
        ):
            return True
        start = self._sentences[tokens[first].sentence]
        for k in range(first - 1, max(start, first - 10) - 1, -1):
            if tokens[k].low in _SOURCES_OF and tokens[k + 1].low in {"of", "to", "on", "from"}:
                seen.work.derived = True
                return True
            if tokens[k].low in {"originated", "played"} and tokens[k + 1].low == "by":
                return True
        for k in range(first - 1, max(start, first - 30) - 1, -1):
            low = tokens[k].low
            if (
                low in _PASSING
                and tokens[k].kind == WORD
                and not (low in {"including", "includes", "recently", "next"} and not self._credits(k))
            ):
                return True
            if k >= first - 2 and low in _BEFORE and not tokens[k].capital:
                return low != "from" or True
        return any(
            tokens[k].low in _PAST_STAR
            and k >= first - 4
            and tokens[k].low != "created"
            and tokens[min(k + 1, first)].low in {"in", "on"}
            for k in range(max(start, first - 4), first)
        )

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
            in_headline = f" {fold(work.name)} " in f" {headline} " or any(
                f" {fold(alias)} " in f" {headline} " for alias in work.aliases
            )
            score = 0.0
            if in_headline:
                score += 5 if work.seen else 3.2
                score -= 4 if self._passing_in_headline(work) else 0
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
        return _noun(word) or word in _DERIVED

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

    # Describing.

    def _describe(self) -> None:
        """Medium and network as stated beside the title."""
        tokens = self.tokens
        for seen in self.works.sightings:
            work = seen.work
            start = self._sentences[tokens[seen.first].sentence]
            for k in range(seen.first - 1, max(start, seen.first - 7) - 1, -1):
                kind = MEDIA.get(tokens[k].low)
                if kind and not work.kind:
                    work.kind = "documentary" if tokens[k].low in DOCUSERIES else kind
                if not work.network and tokens[k].low in NETWORKS and tokens[k].capital:
                    work.network = self.network(k)
                if tokens[k].kind == MARKED or (tokens[k].text in {",", ";"} and k < seen.first - 1):
                    break
            for k in range(seen.last + 1, min(seen.last + 8, len(tokens))):
                if tokens[k].sentence != tokens[seen.last].sentence or work.kind:
                    break
                kind = MEDIA.get(tokens[k].low)
                if (
                    kind
                    and tokens[k].low not in {"seasons", "feature"}
                    and tokens[seen.last + 1].text in {",", "is"} | {"was"}
                ):
                    work.kind = kind
        if self.main is not None:
            self._main_medium(self.main)

    def _main_medium(self, main: Work) -> None:
        if not main.kind:
            counts: dict[str, int] = {}
            for i, token in enumerate(self.tokens):
                if (
                    token.kind == WORD
                    and MEDIA.get(token.low)
                    and i
                    and self.tokens[i - 1].low in {"the", "new", "this"}
                ):
                    kind = MEDIA[token.low]
                    counts[kind] = counts.get(kind, 0) + 1
            main.kind = max(counts, key=lambda kind: counts[kind], default="")
        if not main.network:
            for i, token in enumerate(self.tokens):
                if (
                    token.capital
                    and token.low in NETWORKS
                    and token.low not in {"max", "fox", "sky", "stan", "binge", "history", "lifetime"}
                    and token.paragraph < 3
                ):
                    main.network = self.network(i)
                    break

    def network(self, k: int) -> str:
        """The network's name as written, where token k is its first word or its last."""
        tokens = self.tokens
        if k + 1 < len(tokens) and (tokens[k].low, tokens[k + 1].low) in NETWORK_TAILS and not tokens[k].possessive:
            return f"{tokens[k].text} {tokens[k + 1].text}"
        return tokens[k].text


def _noun(low: str) -> bool:
    low = low.replace("’s", "").replace("'s", "")
    return low in NOUNS or (low.endswith("s") and low[:-1] in NOUNS)
