"""Companies beside names: "for Wet Quay Pictures", and the whole name of a company of which a part was read."""

from __future__ import annotations

from dataclasses import dataclass, field

from scraper.extract.credits.descriptions import Descriptions
from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.names import Mention, is_role
from scraper.extract.naming.register import Entry, Place
from scraper.extract.quotes.quotes import Document
from scraper.extract.text.lexicon import (
    COMPANIES,
    COMPANY_TAILS,
    CUES,
    HONORIFICS,
    NUMBERS,
    PLACE_SURNAMES,
    PLACES,
    PREPOSITIONS,
)
from scraper.extract.text.words import PUNCT, WORD
from scraper.extract.titles.titles import Work, Works
from scraper.extract.titles.trade import (
    AWARDS,
    HOUSE_WORDS,
    NETWORKS,
)
from scraper.model import Party

HOUSE_ENDS = (
    (COMPANY_TAILS - PLACE_SURNAMES - {"live", "show", "series", "prize", "cup"})
    | HOUSE_WORDS
    | NUMBERS
    | frozenset("rights fund trust toons filmproduktion bros. brothers".split())
) - {"street", "hall"}
_TRADES = ("icist", "ologist", "alist", "tician", "sician", "grapher", "philist", "onist", "trician")
_UNNAMED = frozenset("the a an this that these those for from of at by with and as in on its his her".split())
_HOUSED = frozenset("of for via through under from".split())
_OPENING = HOUSE_WORDS | NUMBERS  # "Long Gull Films is": the capital of a sentence's first word may be the house's
_OWNING = frozenset("his her their its the both company banner label outfit production shingle own".split())


@dataclass(slots=True, eq=False)
class Item:
    """One name of a list, tokens start..end with all that belongs to it."""

    start: int
    end: int
    place: Place
    roles: list[str] = field(default_factory=list)
    work: Work | None = None  # "“Northgate” creator Jo Bell"
    past: bool = False
    owner: Entry | None = None  # "Tall Pier's Jo Bell"
    companies: list[Entry] = field(default_factory=list)
    told: tuple[int, int] | None = None  # tokens after "as"
    apposition: tuple[int, int] | None = None
    bracket: tuple[int, int] | None = None
    closed: bool = False  # nothing further of the list can follow

    @property
    def close(self) -> int:
        """The last token of the name and its companies, an apposition left out."""
        return self.apposition[0] - 2 if self.apposition is not None else self.end

    @property
    def entry(self) -> Entry:
        return self.place.entry


@dataclass(slots=True, eq=False)
class Names:
    """A list: tokens first..last."""

    items: list[Item]
    first: int
    last: int
    object: bool = False  # some verb has it as its object


def party(entry: Entry) -> Party:
    """The person or company by its fullest name, without a prize or an order that the capitals ran into it."""
    words = entry.words
    cut = max((i + 1 for i, word in enumerate(words) if _honour(word)), default=0)
    if len(words) - cut >= 2 and words[cut - 1].lower() in CUES and cut == 0:
        cut = 0
    if len(words) > 2 and CUES.get(words[0].lower()) == "base" and words[0].lower() not in GIVEN_NAMES:
        cut = max(cut, 1)
    if len(words) - cut > 2 and words[cut].lower().endswith(_TRADES) and words[cut].lower() not in GIVEN_NAMES:
        cut += 1  # "Ceramicist Jo Bell"
    if len(words) - cut > 2 and words[cut].lower() in PREPOSITIONS:
        cut += 1  # "With Jo Bell": the capital is the sentence's
    name = " ".join(words[cut:]) if len(words) - cut >= 1 else entry.name
    return Party(name, "company" if entry.kind == "company" else "person")


def _honour(word: str) -> bool:
    low = word.lower()
    return "-" in low and low.rsplit("-", 1)[1] in {"winner", "winning", "nominee", "nominated", "born"}


class Outfits(Descriptions):
    """Reads companies and completes their names."""

    def __init__(self, doc: Document, works: Works) -> None:
        super().__init__(doc, works)
        self._companies_by_first: dict[str, list[Entry]] = {}
        for entry in self.register.entries:
            if entry.kind == "company" and len(entry.words) > 1:
                self._companies_by_first.setdefault(entry.words[0].lower(), []).append(entry)

    def _complete_company(self, item: Item) -> None:
        """ "Harrow 12", "Brineworks" for "Brineworks Entertainment": a company by its whole name."""
        for entry in [item.entry, *([item.owner] if item.owner is not None else []), *item.companies]:
            if entry.kind == "person" or len(entry.words) > 1:
                continue
            longer = self._companies_by_first.get(entry.words[0].lower(), [])[:20]
            whole = next((e for e in longer if e is not entry and e.words[: len(entry.words)] == entry.words), None)
            if whole is not None and entry.words[0].lower() not in COMPANIES:
                entry.words, entry.kind = whole.words, "company"
        self._whole_house(item)
        after = item.place.mention.last + 1
        if (
            item.entry.kind != "person"
            and after < len(self.tokens)
            and self.tokens[after].text.isdigit()
            and len(self.tokens[after].text) < 3
        ):
            follows = self.tokens[after + 1] if after + 1 < len(self.tokens) else None
            if follows is None or follows.kind == PUNCT or follows.low in {"and", "for"}:
                item.entry.words, item.entry.kind = (*item.entry.words, self.tokens[after].text), "company"
                item.place.mention.last = item.end = max(item.end, after)

    def _whole_house(self, item: Item) -> None:
        """ "Wet Quay Pictures", "Two Left Shoes", "Skarv Film": capitals around a name belong to it."""
        tokens, mention = self.tokens, item.place.mention
        if item.entry.words[0].lower() in GIVEN_NAMES or item.roles:
            return
        left = self._leftward(mention, company=item.entry.kind == "company")
        last = self._rightward(mention.last)
        if item.entry.kind == "person" and last == mention.last:
            return
        if not left and last == mention.last:
            return
        words = (*left, *mention.words, *(token.text for token in tokens[mention.last + 1 : last + 1]))
        if item.entry.kind != "company" and len(item.entry.places) > 1:
            item.place.entry = Entry(words, "company")  # "Lieke Amstel" is not "Amstel Film"
        else:
            item.entry.words, item.entry.kind = words, "company"
        mention.last = last
        item.end = max(item.end, last)

    def _leftward(self, mention: Mention, *, company: bool) -> list[str]:
        """Capitals right before a name that no sentence, honour or other name accounts for."""
        tokens, k = self.tokens, mention.first - 1
        words: list[str] = []
        while (
            k > 0
            and tokens[k].capital
            and tokens[k].kind == WORD
            and not tokens[k].possessive
            and "-" not in tokens[k].text
            and tokens[k].sentence == tokens[mention.first].sentence
            and (tokens[k - 1].sentence == tokens[k].sentence or (company and tokens[k].low in _OPENING))
            and tokens[k - 1].text != ":"
            and k not in self.works.inside
            and self.register.ending(k) is None
            and tokens[k].low not in _UNNAMED
            and tokens[k].low not in AWARDS
            and tokens[k].low not in HONORIFICS
            and tokens[k].low not in NETWORKS
            and tokens[k].low not in PLACES
            and not is_role(tokens[k].low)
        ):
            words.insert(0, tokens[k].text)
            k -= 1
        return words

    def _rightward(self, last: int) -> int:
        """The last token of "Skarv Film", "Baltic Film Fund", "Plough & Stars"."""
        tokens = self.tokens
        while last + 2 < len(tokens):
            after, further = tokens[last + 1], tokens[last + 2]
            if tokens[last].possessive or (after.kind != WORD and after.text != "&"):
                break
            if after.text == "&" and further.capital and further.kind == WORD:
                last += 2
            elif after.capital and after.low in HOUSE_ENDS and last + 1 not in self.works.inside:
                last += 1
            else:
                break
        return last

    def _companies(self, i: int) -> tuple[list[Entry], int]:
        """ "Tall Pier Productions and Wet Quay", "her Long Road banner"."""
        tokens, tie = self.tokens, self.tokens[i - 1].low
        j, end = self._past_banner(i), i - 1
        found: list[Entry] = []
        while j < len(tokens):
            place = self._company_at(j, tie, first=not found)
            if place is None:
                break
            end = self._widened(place)
            found.append(place.entry)
            if end + 1 < len(tokens) and tokens[end + 1].low in {"banner", "label", "shingle"}:
                end += 1
            if not self._company_joined(end + 1):
                break
            j = end + 2
        return found, end

    def companies(self, i: int) -> list[Entry]:
        """ "through her Tall Pier banner": the companies named from token i on."""
        return self._companies(i)[0]

    def _past_banner(self, i: int) -> int:
        """One past "her", "their production company,", "Bell's": where the company's own name begins."""
        tokens, j = self.tokens, i
        while j < len(tokens) and (
            tokens[j].low in _OWNING
            or tokens[j].possessive
            or (tokens[j].text == "," and tokens[j - 1].low in {"company", "banner", "label", "outfit", "shingle"})
        ):
            j += 1
        return j

    def _company_at(self, j: int, tie: str, *, first: bool) -> Place | None:
        """The name at token j, after "for" or "of", where it is a company's."""
        tokens, place = self.tokens, self.register.at(j)
        if place is None and tokens[j].capital and j + 1 < len(tokens) and self._opened(j + 1):
            place = self.register.at(j + 1)  # "Wet Quay Pictures", "Two Magpies": a small word opens the name
        if place is not None and self._outfitted(place, tie):
            place.entry = Entry(place.mention.words, "company")
        if place is None or j in self.works.inside or (place.entry.kind == "person" and not self._built(place, tie)):
            return None
        likely = place.entry.kind == "company" or (first and self._house(place, tie))
        if not likely and place.mention.words[-1].lower() not in HOUSE_ENDS:
            return None
        opened = self.register.at(j) is None and place.entry.kind != "person"
        if opened and place.entry.words[0] != tokens[j].text:
            place.entry.words, place.entry.kind = (tokens[j].text, *place.entry.words), "company"
        return place

    def _widened(self, place: Place) -> int:
        """The last token of the company's whole name, which becomes its name."""
        mention = place.mention
        end = max(mention.last, self._rightward(mention.last))
        if end > mention.last:
            words = (*mention.words, *(token.text for token in self.tokens[mention.last + 1 : end + 1]))
            place.entry = Entry(words, "company")
            mention.last = end
        return end

    def _company_joined(self, k: int) -> bool:
        """Does "and" at token k add a further company, rather than the next person of the list?"""
        tokens = self.tokens
        return (
            k + 1 < len(tokens)
            and tokens[k].text in {"and", "/", "&"}
            and self.register.at(k + 1) is not None
            and not self._next_member(k + 1)
        )

    def _next_member(self, i: int) -> bool:
        """ "A for Two Magpies and B for Quay": B is a person, of another company."""
        place = self.register.at(i)
        if place is None or place.mention.last + 1 >= len(self.tokens):
            return False
        after = self.tokens[place.mention.last + 1]
        if place.mention.possessive:
            return True  # "of Marlowe Means and Kestrel Studios' Jo Bell"
        return after.low in _HOUSED and len(place.mention.words) > 1

    def _outfitted(self, place: Place, tie: str) -> bool:
        """ "Bo Rask for Harbor Rask": nobody works for a person; the name is the outfit's."""
        words = place.mention.words
        if tie != "for" or len(words) < 2 or words[0].lower() in GIVEN_NAMES or place.mention.possessive:
            return False
        return place.entry.kind == "person" and (place.entry.words != words or len(place.entry.places) == 1)

    def _opened(self, i: int) -> bool:
        place = self.register.at(i)
        return place is not None and place.entry.kind != "person" and place.mention.words[0].lower() not in GIVEN_NAMES

    def _built(self, place: Place, tie: str) -> bool:
        """ "for Ada Lane": a given name can begin a company's."""
        words = [word.lower() for word in place.mention.words]
        return tie in {"for", "via", "through"} and len(words) > 1 and words[-1] in HOUSE_WORDS | COMPANY_TAILS

    def _house(self, place: Place, tie: str) -> bool:
        """An unknown name after "for" or "of" is a company where nothing says otherwise."""
        words = [word.lower() for word in place.mention.words]
        loose = (
            not place.entry.likely
            or (tie == "of" and len(place.entry.words) == 1)
            or (tie in _HOUSED and len(words) > 1 and words[0] not in GIVEN_NAMES)
        )
        return words[-1] in COMPANY_TAILS or words[0] in COMPANIES or (place.entry.kind == "unknown" and loose)
