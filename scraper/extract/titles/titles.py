"""The register of works: the titles a document names, where it names them, and which one it is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.quotes.quotes import Document
from scraper.extract.quotes.speech import look
from scraper.extract.text.caseless import Caseless
from scraper.extract.text.lexicon import COMPANY_TAILS, OPENERS, PLACES
from scraper.extract.text.words import MARKED, PUNCT, WORD
from scraper.extract.text.words import tokens as plain_tokens
from scraper.extract.titles.headline_titles import announced, is_award, quoted
from scraper.extract.titles.listings import listed
from scraper.extract.titles.marked import Marked, outlets
from scraper.extract.titles.past_work import Run
from scraper.extract.titles.runs import capital_runs, runs
from scraper.extract.titles.trade import MEDIA
from scraper.extract.titles.works import Sighting, Work, fold, shortened
from scraper.model import Article

_HEADLINED = 6  # the rank of a title that the headline has in marks
_SPELLINGS = 8  # of one title
_MARKED = 40  # titles set apart that runs are compared with
__all__ = ["Sighting", "Work", "Works", "fold"]

_SCREEN = re.compile(r"\b(?:series|soap|drama|comedy|sitcom|film|movie|episode|season|show)s?\b", re.IGNORECASE)
_UNNAMED = re.compile(r"untitled |(?:season|episode|part|volume|chapter) \d+$")
_SITE = re.compile(r"\w\.(?:com|org|net|co\.uk|tv)$")
_SHORT = (" Inc", " Co", " Jr", " Sr", " Ltd", "P.I", "M.D", "D.C", "U.S")  # words that keep their full stop
_FORMERLY = Caseless(
    r"\b(?:(?:previously|formerly|originally|initially|once) (?:titled|entitled|known as|called|named|announced as)"
    r"|(?:was|were) (?:ordered|announced|developed|greenlit) as|under the working title(?: of)?"
    r"|began (?:life )?as an? (?:\w+ )?(?:project|series|film|drama|comedy) (?:called|titled|named)) [“‘\"']?"
)
_TRAILING = re.compile(r"[\s,;.…]+$")
_SEASON = re.compile(r"[,:]? (?:season|series|part|volume) (?:\d+|one|two|three|four|five|six|seven)$", re.IGNORECASE)


class Works:
    """The works of a document, in the order of reading. `spoken` are the parts of its quotes."""

    def __init__(self, doc: Document, article: Article, spoken: Sequence[tuple[int, int]]) -> None:
        self.doc, self.tokens = doc, doc.tokens
        self._judge = Marked(doc)
        self._known: dict[str, Work] = {}
        self.works: list[Work] = []
        self._marked: dict[int, Work] = {}
        self.headline = article.headline
        self._named = {entry.name for entry in doc.register.entries if entry.kind in {"person", "company"}}
        self._spoken = sorted(spoken)
        self._headline(article.headline)
        self._stretches(spoken)
        emphasised = any(mark.kind == "emphasis" for mark in article.marks)
        self._outlets = set(outlets(doc)) if emphasised else set[str]()
        self._emphasis(doc.set_apart if emphasised else ())
        apart = dict(doc.set_apart)
        marked = [work.name for work in self.works[:_MARKED]]
        for run in runs(doc.tokens, doc.register, quoted=len(self._marked) > 1, apart=frozenset(apart)):
            start, end = self.tokens[run.first].start, self.tokens[run.last].end
            if apart.get(start, 0) <= end and not self._longer(marked, start, end):
                self._enter(self._words(run), run.strength, source=run.source)
        for name in listed(doc):
            self._enter(name, 1)
        self._supported()
        self._fold_aliases()
        self.sightings = self._sightings()
        self.at = {seen.first: seen for seen in self.sightings}
        self.ending = {seen.last: seen for seen in self.sightings}
        self.inside = {i for seen in self.sightings for i in range(seen.first, seen.last + 1)}
        for seen in self.sightings:
            seen.work.seen.append(seen)
        self.works = [work for work in self.works if work.seen or work.quoted]
        self.works.sort(key=lambda work: work.seen[0].first if work.seen else -1)

    def spoken_at(self, at: int) -> bool:
        """Whether character `at` is part of a quote."""
        k = bisect_right(self._spoken, (at, len(self.doc.text)))
        return k > 0 and at < self._spoken[k - 1][1]

    # Names.

    def _enter(self, name: str, rank: float, *, source: bool = False) -> Work | None:
        whole = " ".join(name.split())
        name = _SEASON.sub("", _TRAILING.sub("", whole)).strip("‘’'\"“” ")
        if f"{name}." in whole and name.endswith(_SHORT):
            name += "."
        key = fold(name)
        if not key or len(key) > 90 or _UNNAMED.match(key) or _SITE.search(name):
            return None
        work = self._known.get(key)
        if work is None:
            work = self._known[key] = Work(name, source=source)
            self.works.append(work)
        elif name != work.name and name not in work.aliases:
            work.aliases.append(name)
        work.rank = max(work.rank, rank)
        work.source = work.source and source
        return work

    def _headline(self, headline: str) -> None:
        for name, told in quoted(headline, self.doc.text):
            work = self._enter(name, _HEADLINED if told else 3)
            if work is not None:
                work.quoted = True
        if not self.works:
            for name in announced(headline, self.doc.text, self.doc.register):
                self._enter(name, 3)

    def _stretches(self, spoken: Sequence[tuple[int, int]]) -> None:
        taken = set(spoken)
        refused: set[int] = set()
        never: set[str] = set()
        for i, token in enumerate(self.tokens):
            if token.kind != MARKED:
                continue
            stretch = self.doc.marked[token.stretch]
            if (stretch.start, stretch.end) in taken and not self._judge.heading(i):
                continue
            inner = self.doc.text[stretch.start : stretch.end]
            if (
                not look(inner).title
                or is_award(inner)
                or (_shouted(inner) and not self._judge.presented(i))
                or (len(inner) > 40 and inner == self.headline)
                or inner.endswith((": The Exhibition", ": The Exhibit"))
                or self._judge.nickname(i)
                or self._judge.refused(i, refused)
            ):
                refused.add(i)
                never.add(fold(inner))
                continue
            if fold(inner) in never and fold(inner) not in self._known:
                continue
            work = self._enter(inner, 1 + (1.5 if token.paragraph == 0 else 0), source=self._judge.book(i))
            if work is not None:
                work.quoted = True
                self._marked[i] = work

    def _emphasis(self, spans: Iterable[tuple[int, int]]) -> None:
        for start, end in spans:
            inner = self.doc.text[start:end]
            if inner in self._outlets:
                continue
            seen = look(inner)
            if seen.title and not seen.finished and len(inner) < 80 and not is_award(inner) and not self._person(inner):
                self._enter(inner, 2)

    def _longer(self, names: Sequence[str], start: int, end: int) -> bool:
        """Whether a title that is set apart elsewhere begins here and reaches further: "Joan and the Paper Boat"."""
        text = self.doc.text
        return any(len(name) > end - start and text.startswith(name, start) for name in names)

    def _supported(self) -> None:
        """ "its upcoming Long Road spinoff", where the headline names Long Road too."""
        headline = f" {fold(self.headline)} "
        for place in self.doc.register.places:
            after = self.tokens[place.mention.last + 1] if place.mention.last + 1 < len(self.tokens) else None
            if place.entry.kind != "unknown" or after is None or (after.low not in MEDIA and after.low != "season"):
                continue
            if f" {fold(place.mention.name)} " in headline and len(place.mention.words) > 1:
                self._enter(place.mention.name, 2)
        self._stems()
        if not any(w.quoted or f" {fold(w.name)} " in headline for w in self.works) and _SCREEN.search(self.doc.text):
            self._plain(headline)

    def _stems(self) -> None:
        """Beside "Long Road: The Exhibition" the text may name Long Road itself."""
        for work in self.works[:40]:
            stem = work.name.split(":")[0].strip() if ":" in work.name else ""
            if len(stem.split()) > 1 and re.search(re.escape(stem) + r"(?![:’'\w])", self.doc.text, re.IGNORECASE):
                people = {e.name.lower() for e in self.doc.register.entries if e.kind == "person" or e.likely}
                first = stem.split()[0].lower()
                if (
                    stem.lower() not in people
                    and first not in GIVEN_NAMES
                    and re.search(re.escape(stem) + r"(?!:)\b", self.doc.text)
                ):
                    self._enter(stem, 1)

    def _plain(self, headline: str) -> None:
        """Where nothing is set apart: a name of headline and text that is nobody's."""
        tokens = self.tokens
        for first, end in capital_runs(tokens, self.doc.register):
            words = [token.low for token in tokens[first:end] if token.kind == WORD]
            name = self.doc.text[tokens[first].start : tokens[end - 1].end].removesuffix("'s").removesuffix("’s")
            if (
                len(words) < 2
                or words[0] in GIVEN_NAMES
                or words[-1] in COMPANY_TAILS
                or f" {fold(name)} " not in headline
            ):
                continue
            place = self.doc.register.at(first)
            if place is not None and (place.entry.kind != "unknown" or place.entry.likely) and len(words) < 3:
                continue
            before = tokens[first - 1].low if first else ""
            if (
                (len(words) > 2 or before in {"in", "of", "on", "for", "the", "from"})
                and not all(w in PLACES for w in words)
                and self._enter(name, 1.5)
            ):
                return

    def _person(self, name: str) -> bool:
        return name in self._named

    def _words(self, run: Run) -> str:
        return self.doc.text[self.tokens[run.first].start : self.tokens[run.last].end]

    def _renamed(self) -> dict[int, Work]:
        """ "“Low Water,” previously titled “Grey Gull,”": the work that another name is a former one of."""
        text = self.doc.text
        found: dict[int, Work] = {}
        for match in _FORMERLY.finditer(text):
            rest, lead = text[match.end() : match.end() + 90], text[max(0, match.start() - 150) : match.start()]
            former = next((work for work in self.works[:_MARKED] if rest.startswith(work.name)), None)
            others = ((lead.rfind(work.name), k) for k, work in enumerate(self.works[:_MARKED]) if work is not former)
            at, k = max(others, default=(-1, 0))
            if former is None:
                continue
            if at >= 0 and ". " not in lead[at:]:
                found[id(former)] = self.works[k]
            elif self.works[0].rank >= _HEADLINED and self.works[0] is not former:
                found[id(former)] = self.works[0]  # "The series was ordered as Grey Gull."
        return found

    def _fold_aliases(self) -> None:
        """ "Creel" for "The Patient Mrs. Creel", an acronym, "Hollow Road" for "Hollow Road: The Series"."""
        gone: set[int] = set()
        heir: dict[int, Work] = {}
        renamed = self._renamed()
        sharing: dict[str, list[Work]] = {}  # first or last word -> works
        for work in self.works:
            for word in set(fold(work.name).split()):
                sharing.setdefault(word, []).append(work)
        initials = {"".join(word[0] for word in work.name.split() if word[0].isupper()): work for work in self.works}
        for work in list(self.works):
            if work.source and work.quoted:
                continue  # the novel “Reeds” is no short form of “The Long Reeds”
            longer = renamed.get(id(work))
            if longer is None and work.name.isupper() and 2 < len(work.name) < 6:
                longer = initials.get(work.name)
            if longer is None:
                first = (fold(work.name).split() or [""])[0]
                near = sharing.get(first, [])[:30]
                longer = next((other for other in near if other is not work and shortened(work.name, other.name)), None)
            if longer is not None and longer is not work and id(longer) not in gone:
                longer.aliases.append(work.name)
                longer.rank = max(longer.rank, work.rank)
                longer.quoted |= work.quoted
                self._known[fold(work.name)] = longer
                gone.add(id(work))
                heir[id(work)] = longer
        acronyms = {token.text for token in self.tokens if token.text.isupper()}
        for initials_of, work in initials.items():
            fresh = id(work) not in gone and initials_of not in work.aliases
            if 2 < len(initials_of) < 6 and fresh and initials_of in acronyms:
                work.aliases.append(initials_of)
        self.works = [work for work in self.works if id(work) not in gone]
        self._marked = {i: heir.get(id(work), work) for i, work in self._marked.items()}

    # Sightings.

    def _sightings(self) -> list[Sighting]:
        names: dict[tuple[str, ...], list[tuple[tuple[str, ...], Work]]] = {}  # small letters -> as written
        lengths: dict[str, set[int]] = {}  # by first word
        for work in self.works:
            for name in (work.name, *work.aliases):
                words = tuple(token.text for token in plain_tokens(name, 0, len(name)))
                if words:
                    names.setdefault(_small(words), []).append((words, work))
                    lengths.setdefault(words[0].lower(), set()).add(len(words))
        longest_first = {word: sorted(found, reverse=True) for word, found in lengths.items()}
        found: list[Sighting] = []
        i, tokens = 0, self.tokens
        while i < len(tokens):
            if i in self._marked:
                found.append(Sighting(i, i, self._marked[i]))
                i += 1
                continue
            here = longest_first.get(tokens[i].low)
            seen = self._seen(i, names, here) if here and tokens[i].kind == WORD else None
            if seen is not None:
                found.append(seen)
            i = (seen.last if seen is not None else i) + 1
        return found

    def _seen(
        self, i: int, names: dict[tuple[str, ...], list[tuple[tuple[str, ...], Work]]], lengths: Iterable[int]
    ) -> Sighting | None:
        """The longest title that begins at token i. Looked up, not tried one by one: there may be thousands."""
        for length in lengths:
            key = _small([token.text for token in self.tokens[i : i + length]])
            for words, work in names.get(key, ())[:_SPELLINGS]:
                last = i + length - 1
                if self._matches(i, words) and self._free(i, last):
                    return Sighting(i, last, work, possessive=self.tokens[last].possessive)
        return None

    def _matches(self, i: int, words: tuple[str, ...]) -> bool:
        tokens = self.tokens
        if i + len(words) > len(tokens) or not (tokens[i].capital or tokens[i].text[:1].isdigit()):
            return False
        for offset, word in enumerate(words):
            token = tokens[i + offset]
            if (
                token.text != word
                and not (len(word) < 4 and offset and token.low == word.lower())
                and not (
                    token.text.lower() == word.lower()
                    and (token.capital or not word[0].isupper() or token.kind == PUNCT)
                )
            ):
                return False
        return True

    def _free(self, first: int, last: int) -> bool:
        """Not part of a longer name, and not a plain word that only opens a sentence."""
        tokens = self.tokens
        before = tokens[first - 1] if first else None
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        opens = before is None or before.sentence != tokens[first].sentence
        if last > first:
            return True
        if tokens[first].low in OPENERS and opens:
            return False
        if tokens[first].text.isdigit():
            return False
        glued = before is not None and before.capital and before.kind == WORD and not opens and not before.possessive
        if glued and self.doc.register.at(first) is None:
            return False
        if after is not None and after.capital and after.kind == WORD and after.sentence == tokens[first].sentence:
            place = self.doc.register.at(first)
            return tokens[first].possessive or (place is not None and place.mention.last == first)
        return True


def _small(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.lower().replace("’", "'") for word in words)


def _shouted(name: str) -> bool:
    """ "SOON", "PLAY IT!": words in capitals for emphasis; a title so short is seldom set so."""
    return name.isupper() and len(name.split()) < 3 and not any(c.isdigit() for c in name) and len(name) > 3
