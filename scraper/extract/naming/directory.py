"""The people and companies of a document, filed under every way of naming them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from scraper.extract.naming.names import Mention, surname
from scraper.extract.text.lexicon import COMPANIES, SUFFIXES
from scraper.remembered import remembered

_LETTERS = 200  # of a name that is remembered
_TAIL = 8  # words of a name that may be left when its beginning is dropped
_NAMESAKES = 24  # of many people with one surname, those introduced last before a point are asked


@dataclass(slots=True, eq=False)
class Entry:
    """One person or company."""

    words: tuple[str, ...]
    kind: str  # person, company, place, unknown; unnamed: only described
    gender: str = ""
    roles: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)  # first token of every mention
    likely: bool = False  # something in the text says this is a person
    order: int = 0  # its number among the full names
    begins: int = -1  # token of its first full mention; -1: only in the headline or a quotation

    @property
    def name(self) -> str:
        return " ".join(self.words)

    @property
    def surname(self) -> str:
        return even(surname(self.words))

    @property
    def person(self) -> bool:
        return self.kind == "person" or (self.kind == "unknown" and self.likely)

    @property
    def acronym(self) -> bool:
        """Capitals alone, of nothing known: a company, perhaps."""
        return len(self.words) == 1 and self.words[0].isupper() and self.words[0].lower() not in COMPANIES


class Directory:
    """Full names in the order of reading, looked up by surname, first name, both, or the end of a long name."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._by_last: dict[str, list[Entry]] = {}
        self._by_first: dict[str, list[Entry]] = {}
        self._by_both: dict[tuple[str, str], Entry] = {}  # the first of this first and last name
        self._by_core: dict[tuple[str, ...], Entry] = {}  # by the whole name without suffixes
        self._by_tail: dict[tuple[str, tuple[str, ...]], Entry] = {}
        self._by_name: dict[str, Entry] = {}

    def enter(self, mention: Mention, *, a_thing: bool = False) -> Entry:
        """The entry of a full name, new or known. "the Harbor Covenant" is a thing: nobody is called Harbor."""
        known = self.same(mention.words)
        if known is not None:
            if len(mention.words) > len(known.words):
                known.words = mention.words
                self._file(known)
            if known.kind == "unknown":
                known.kind = mention.kind
            return known
        entry = Entry(mention.words, mention.kind, order=len(self.entries), begins=mention.first)
        self.entries.append(entry)
        self._file(entry)
        self._by_last.setdefault(entry.surname, []).append(entry)
        if mention.kind in {"person", "unknown"} and not a_thing:
            self._by_first.setdefault(even(entry.words[0]), []).append(entry)
        return entry

    def _file(self, entry: Entry) -> None:
        core = _core(entry.words)
        self._by_name.setdefault(entry.name, entry)
        if core:
            self._by_both.setdefault((core[0], core[-1]), entry)
            self._by_core.setdefault(core, entry)
        for length in range(2, min(len(entry.words), _TAIL) + 1):
            key = _tail_key(entry.words[-length:])
            if key not in self._by_tail or entry.order < self._by_tail[key].order:
                self._by_tail[key] = entry

    def same(self, words: tuple[str, ...]) -> Entry | None:
        """Same first and last name; middle names and suffixes may be missing from either."""
        core = _core(words)
        first = self._by_both.get((core[0], core[-1])) if core else None
        if first is not None and (len(core) == 2 or len(_core(first.words)) == 2):
            return first
        return self._by_core.get(core)

    def full(self, words: tuple[str, ...]) -> Entry | None:
        """The entry of a full name, also where its beginning is left out: "Van der Velde" is "Roos van der Velde"."""
        known = [entry for entry in (self.same(words), self._by_tail.get(_tail_key(words))) if entry is not None]
        return min(known, key=lambda entry: entry.order, default=None)

    def named(self, name: str) -> Entry | None:
        return self._by_name.get(name)

    def surnamed(self, word: str) -> bool:
        return even(word) in self._by_last

    def first_named(self, word: str) -> bool:
        return even(word) in self._by_first

    def alone(self, word: str, at: int, gender: str) -> Entry | None:
        """Whom a surname, else a first name, stands for at this token."""
        key = even(word)
        small = key[:1].lower() + key[1:]
        if key not in self._by_last and small in self._by_last:
            key = small  # "D’Astier" at the head of a sentence
        for table in (self._by_last, self._by_first):
            people = _people(_near(table.get(key, []), at))
            if people:
                return _nearest(people, at, gender)
        return None

    def family(self, plural: str) -> list[Entry]:
        """The people who share a surname: "the Orrins"."""
        for stem in (plural[:-1], plural[:-2] if plural.endswith("es") else plural[:-1]):
            people = self.namesakes(stem)
            if len(people) > 1:
                return people
        return []

    def namesakes(self, word: str) -> list[Entry]:
        """The first people of this surname."""
        return [entry for entry in self._by_last.get(even(word), ())[:_NAMESAKES] if entry.kind != "company"]


def _near(namesakes: list[Entry], at: int) -> list[Entry]:
    """Those introduced before the token, and the first that is introduced after it."""
    upto = bisect_left(namesakes, at, key=lambda entry: entry.begins)
    return namesakes[max(0, upto - _NAMESAKES) : upto + 1]


def _people(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.kind in {"person", "unknown"}]


def _nearest(known: list[Entry], at: int, gender: str) -> Entry:
    """Of several people of one name the one last named before this point; else the first to come."""
    if gender:
        known = [entry for entry in known if entry.gender in {"", gender}] or known
    people = [entry for entry in known if entry.person] or known
    earlier = [entry for entry in people if entry.places and entry.places[0] < at]
    if not earlier:
        return people[0]
    return max(earlier, key=lambda entry: entry.places[bisect_left(entry.places, at) - 1])


def _letters(words: tuple[str, ...]) -> int:
    return sum(map(len, words))


@remembered(2048, longest=_LETTERS, size=_letters)
def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(even(word) for word in words if word.lower().strip(".") not in SUFFIXES)


@remembered(2048, longest=_LETTERS, size=_letters)
def _tail_key(words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    return even(surname(words)), tuple(even(word.lower()) for word in words)


def even(word: str) -> str:
    """dell’Orso is dell'Orso."""
    return word.replace("’", "'")
