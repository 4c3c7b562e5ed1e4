"""The register of works: the titles a document names, where it names them, and which one it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.quotes.quotes import Document
from scraper.extract.quotes.speech import look
from scraper.extract.text.lexicon import COMPANY_TAILS, OPENERS, PLACES
from scraper.extract.text.marks import stretches
from scraper.extract.text.words import MARKED, PUNCT, WORD
from scraper.extract.text.words import tokens as plain_tokens
from scraper.extract.titles.runs import Run, capital_runs, runs
from scraper.extract.titles.trade import BOOKS, MEDIA, SONGS
from scraper.model import Article

_NAMED_AS = frozenset({"as", "word", "phrase", "category", "nicknamed", "hashtag", "term", "words", "section", "award",
                       "tour", "account", "chant", "slogan", "headline", "headlined", "letter", "tweet"})  # fmt: skip
_SCREEN = re.compile(r"\b(?:series|soap|drama|comedy|sitcom|film|movie|episode|season|show)\b")
_HAPPENINGS = frozenset(
    "rally rallies movement campaign tour hashtag movements award awards prize category party".split()
)
_TRAILING = re.compile(r"[\s,;.…]+$")
_FOLD = re.compile(r"[^\w\s&]+")
_ARTICLE = re.compile(r"^(?:the|a|an) ")
_SEASON = re.compile(r"[,:]? (?:season|series|part|volume) (?:\d+|one|two|three|four|five|six|seven)$", re.IGNORECASE)
_NOT_LATER = frozenset({"the series", "the movie", "the film", "the show"})


def fold(name: str) -> str:
    """A title as it is compared: small letters, no punctuation, no leading article."""
    plain = _FOLD.sub(" ", name.replace("’", "").replace("'", "").replace("\u200c", "")).lower()
    return _ARTICLE.sub("", " ".join(plain.split()))


@dataclass(slots=True, eq=False)
class Work:
    """One work. `rank` says how likely the document is to be about it."""

    name: str
    aliases: list[str] = field(default_factory=list)
    seen: list[Sighting] = field(default_factory=list)
    rank: float = 0.0
    kind: str = ""
    network: str = ""
    source: bool = False  # a book, song or other work that is no title of ours
    quoted: bool = False
    derived: bool = False  # something else is made from it


@dataclass(slots=True, eq=False)
class Sighting:
    """A work where the text names it, tokens first..last. `other`: named in passing, as someone's earlier work."""

    first: int
    last: int
    work: Work
    other: bool = False
    possessive: bool = False


class Works:
    """The works of a document, in the order of reading. `spoken` are the parts of its quotes."""

    def __init__(self, doc: Document, article: Article, spoken: Sequence[tuple[int, int]]) -> None:
        self.doc, self.tokens = doc, doc.tokens
        self._known: dict[str, Work] = {}
        self.works: list[Work] = []
        self._marked: dict[int, Work] = {}
        self.headline = article.headline
        self._named = {entry.name for entry in doc.register.entries if entry.kind in {"person", "company"}}
        self._headline()
        self._stretches(spoken)
        self._emphasis(doc.set_apart if any(mark.kind == "emphasis" for mark in article.marks) else ())
        for run in runs(doc.tokens, doc.register):
            self._enter(self._words(run), run.strength, source=run.source)
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

    # Names.

    def _enter(self, name: str, rank: float, *, source: bool = False) -> Work | None:
        name = _SEASON.sub("", _TRAILING.sub("", " ".join(name.split()))).strip("‘’'\"“” ")
        key = fold(name)
        if not key or len(key) > 90:
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

    def _headline(self) -> None:
        text = self.headline
        for stretch in stretches(text, [(0, len(text))]) if text else ():
            inner = text[stretch.start : stretch.end]
            if look(inner).title and not _award(inner) and stretch.outer_end - stretch.outer_start < 80:
                before = text[: stretch.outer_start].split()[-1:]
                if (before and before[0].lower() in SONGS) or not self._in_text(inner):
                    continue
                work = self._enter(inner, 6)
                if work is not None:
                    work.quoted = True

    def _heading(self, i: int) -> bool:
        """A paragraph of its own."""
        tokens = self.tokens
        before = i == 0 or tokens[i - 1].paragraph != tokens[i].paragraph
        return (
            before
            and (i + 1 == len(tokens) or tokens[i + 1].paragraph != tokens[i].paragraph)
            and tokens[i].end - tokens[i].start < 70
        )

    def _in_text(self, name: str) -> bool:
        """Headlines capitalise everything in quotation marks; a title is capitalised in the text too."""
        text = self.doc.text.replace("’", "'")
        words = name.rstrip(".,!?").replace("’", "'")
        found = False
        for match in re.finditer(re.escape(words), text, re.IGNORECASE):
            found = True
            inside = " " in words or text[max(0, match.start() - 9) : match.start()].rstrip()[-1:] not in {
                ".",
                "!",
                "?",
                "",
            }
            long = [word for word in match[0].split() if len(word) > 3 and word[:1].isalpha()]
            if inside and not match[0][:1].islower() and all(word[:1].isupper() for word in long):
                return True
        if found:
            return False
        seen = look(name)
        return not (seen.personal or seen.verb or seen.words > 6)

    def _stretches(self, spoken: Sequence[tuple[int, int]]) -> None:
        taken = set(spoken)
        refused: set[int] = set()
        never: set[str] = set()
        for i, token in enumerate(self.tokens):
            if token.kind != MARKED:
                continue
            stretch = self.doc.marked[token.stretch]
            if (stretch.start, stretch.end) in taken and not self._heading(i):
                continue
            inner = self.doc.text[stretch.start : stretch.end]
            if not look(inner).title or _award(inner) or self._nickname(i) or self._refused(i, refused):
                refused.add(i)
                never.add(fold(inner))
                continue
            if fold(inner) in never and fold(inner) not in self._known:
                continue
            work = self._enter(inner, 1 + (1.5 if token.paragraph == 0 else 0), source=self._book(i))
            if work is not None:
                work.quoted = True
                self._marked[i] = work

    def _nickname(self, i: int) -> bool:
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

    def _refused(self, i: int, refused: set[int]) -> bool:
        """Songs, awards, names of things; and what is joined to one of those."""
        tokens = self.tokens
        j = i - 1
        while j >= 0 and tokens[j].text in {",", "and", "&"} and j > i - 3:
            j -= 1
        if j in refused and j < i - 1:
            return True
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if after is not None and after.low in _HAPPENINGS:
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
        if lead[-1].low == "as":
            return not any(token.low == "such" for token in lead)
        if self._among_songs(i):
            return True
        return (
            lead[-1].low in SONGS
            or lead[-1].low in _NAMED_AS
            or (len(lead) > 1 and lead[-2].low in {"category", "song"})
        )

    def _among_songs(self, i: int) -> bool:
        """ "hits on the 2020 outing, including “…,” “…”"."""
        for k in range(i - 1, max(-1, i - 40), -1):
            token = self.tokens[k]
            if token.sentence != self.tokens[i].sentence or token.low in MEDIA or token.low in {"star", "stars", "by"}:
                return False
            if token.low in SONGS and token.low.endswith("s"):
                return True
        return False

    def _book(self, i: int) -> bool:
        lead = [tokens.low for tokens in self.tokens[max(0, i - 2) : i]]
        return bool(lead) and lead[-1] in BOOKS

    def _emphasis(self, spans: Iterable[tuple[int, int]]) -> None:
        for start, end in spans:
            inner = self.doc.text[start:end]
            seen = look(inner)
            if seen.title and not seen.finished and len(inner) < 80 and not _award(inner) and not self._person(inner):
                self._enter(inner, 2)

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
                words = {
                    place.mention.name.lower() for place in self.doc.register.places if place.entry.kind == "person"
                }
                if stem.lower() not in words and re.search(re.escape(stem) + r"(?!:)\b", self.doc.text):
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

    def _fold_aliases(self) -> None:
        """ "Creel" for "The Patient Mrs. Creel", an acronym, "Hollow Road" for "Hollow Road: The Series"."""
        gone: set[int] = set()
        heir: dict[int, Work] = {}
        sharing: dict[str, list[Work]] = {}  # first or last word -> works
        for work in self.works:
            for word in set(fold(work.name).split()):
                sharing.setdefault(word, []).append(work)
        initials = {"".join(word[0] for word in work.name.split() if word[0].isupper()): work for work in self.works}
        for work in list(self.works):
            longer = initials.get(work.name) if work.name.isupper() and 2 < len(work.name) < 6 else None
            if longer is None:
                first = (fold(work.name).split() or [""])[0]
                near = sharing.get(first, [])[:30]
                longer = next((other for other in near if other is not work and _part(work.name, other.name)), None)
            if longer is not None and longer is not work and id(longer) not in gone:
                longer.aliases.append(work.name)
                longer.rank = max(longer.rank, work.rank)
                longer.quoted |= work.quoted
                self._known[fold(work.name)] = longer
                gone.add(id(work))
                heir[id(work)] = longer
        self.works = [work for work in self.works if id(work) not in gone]
        self._marked = {i: heir.get(id(work), work) for i, work in self._marked.items()}

    # Sightings.

    def _sightings(self) -> list[Sighting]:
        names: dict[str, list[tuple[tuple[str, ...], Work]]] = {}
        for work in self.works:
            for name in (work.name, *work.aliases):
                words = tuple(token.text for token in plain_tokens(name, 0, len(name)))
                if words:
                    names.setdefault(words[0].lower(), []).append((words, work))
        for entries in names.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        found: list[Sighting] = []
        i, tokens = 0, self.tokens
        while i < len(tokens):
            if i in self._marked:
                found.append(Sighting(i, i, self._marked[i]))
                i += 1
                continue
            last = -1
            for words, work in names.get(tokens[i].low, ()) if tokens[i].kind == WORD else ():
                if self._matches(i, words) and self._free(i, i + len(words) - 1):
                    last = i + len(words) - 1
                    found.append(Sighting(i, last, work, possessive=tokens[last].possessive))
                    break
            i = max(i, last) + 1
        return found

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


def _award(name: str) -> bool:
    first = name.split()[0].lower() if name.split() else ""
    return first in {"best", "outstanding"} or bool(re.search(r"\b(?:actor|actress|category) in an?\b", name.lower()))


def _part(short: str, full: str) -> bool:
    """Is the one a shorter way to name the other?"""
    a, b = fold(short).split(), fold(full).split()
    if len(a) >= len(b) or not a:
        return False
    if (
        b[-len(a) :] == a
        and ":" not in full
        and (len(a) > 1 or (len(b) == 2 and full.lower().startswith(("the ", "mr", "mrs"))))
    ):
        return b[-len(a) - 1] not in {"of", "and", "the"} or full.lower().startswith("the ")
    if len(a) == 1 and b[0] == a[0] and len(a[0]) > 3 and len(b) > 2 and ":" not in full and not b[1].isdigit():
        return True
    if ":" in full and fold(full.split(":", 1)[1]).split() == a:
        return True
    if b[: len(a)] == a and ":" in full:
        tail = full.split(":", 1)[1].strip().lower()
        return tail in _NOT_LATER or tail.startswith(("a ", "an "))
    return False
