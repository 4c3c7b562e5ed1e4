"""What a role is tied to: where "head of programming" ends, and the company of "for Apple TV+"."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.grammar import unit_end
from scraper.extract.naming.names import is_role
from scraper.extract.naming.register import Place, Register
from scraper.extract.text.lexicon import (
    COMPANY_NOMINALS,
    DETERMINERS,
    PREPOSITIONS,
    RANKS,
    UNITS,
)
from scraper.extract.text.words import PUNCT, WORD, Token
from scraper.model import Span

_TIES = frozenset({"for", "at", "of", "from", "with", "to"})
_OF_A_WORK = frozenset(
    "creator creators co-creator co-creators star stars author writer director showrunner lead".split()
)
_HOUSES = COMPANY_NOMINALS | frozenset("brand label outfit start-up startup banner imprint charity chain".split())
PERSONAL = frozenset(
    "brother sister mother mom father dad son daughter wife husband widow widower twin sibling friend fan co-star "
    "castmate collaborator partner neighbor neighbour aunt uncle niece nephew cousin".split()
)
_GROUND = frozenset("avenue street road square city county island river lake valley beach mountain park".split())


def tied(
    role: int, last: int, tokens: Sequence[Token], register: Register, *, known: bool = False
) -> tuple[int, Span | None]:
    """The end of "head of programming" and the company of "for Apple TV+" in what follows a role noun."""
    end = role
    for i in range(role + 1, last + 1):
        token = tokens[i]
        if token.kind == WORD and token.low in _TIES:
            goes_on, company = _employer_at(i, role, last, tokens, register, known=known)
            if not goes_on:
                return end, company
        elif token.kind == PUNCT and token.text not in {"-", "/", "&", ","}:
            break
        elif token.text == "," and not _lists_on(i, last, tokens):
            return _after_unit(i, end, last, tokens, register)
        elif _ends_role(i, role, tokens):
            break
        end = i
    return end, None


def _employer_at(
    i: int, role: int, last: int, tokens: Sequence[Token], register: Register, *, known: bool
) -> tuple[bool, Span | None]:
    """Whether a role goes on over the tie at i ("of programming"), and the company named there if it does not."""
    low, place = tokens[i].low, object_of(i + 1, last, tokens, register)
    named = i < last and tokens[i + 1].kind == WORD and (place is not None or tokens[i + 1].capital)
    unit = i < last and tokens[i + 1].low in UNITS
    if low == "for" and i + 1 < last and tokens[i + 1].low == "the" and tokens[i + 2].low in COMPANY_NOMINALS:
        return False, None  # "a spokesperson for the company"
    if low == "of" and tokens[role].low in _OF_A_WORK and named and not known and not unit:
        return False, None
    if place is None or (tokens[role].low in PERSONAL and low != "at") or (known and low == "of"):
        # "Quay's vice president of Digital Film": the company is said already
        return low != "with", None  # "an expert with decades of experience"
    if low in {"with", "from"} and place.entry.kind != "company" and not described_as_company(place, tokens):
        return False, None  # "showrunner with Bell", "a producer from Hull"
    if organisation(place) or described_as_company(place, tokens):
        return False, Span(tokens[place.mention.first].start, tokens[min(place.mention.last, last)].end)
    return True, None


def _lists_on(comma: int, last: int, tokens: Sequence[Token]) -> bool:
    """More roles follow the comma."""
    after = comma + 1
    return after <= last and (
        tokens[after].low == "and" or is_role(tokens[after].low) or _more_roles(after, last, tokens)
    )


def _after_unit(
    comma: int, end: int, last: int, tokens: Sequence[Token], register: Register
) -> tuple[int, Span | None]:
    """ "president, Quay", "vice president, limited series, Quay" and "EVP, Scripted Originals at Quay"."""
    ahead = unit_end(tokens, comma + 1, last + 1)
    unit = ahead > comma + 1
    if ahead > last:
        return (ahead - 1 if unit else end), None
    if unit and tokens[ahead].text != "," and tokens[ahead].low not in {"at", "for", "of"}:
        return end, None
    place = register.at(ahead + 1 if unit else ahead)
    if place is None or not organisation(place):
        return end, None
    company = Span(tokens[place.mention.first].start, tokens[min(place.mention.last, last)].end)
    return (ahead - 1 if unit else end), company


def _ends_role(i: int, role: int, tokens: Sequence[Token]) -> bool:
    """A small word that leads away from the role: "filmmaker hot off a win"."""
    token = tokens[i]
    if i == role + 1 and _plain(token) and tokens[role].low not in RANKS | {"fellow"}:
        return True
    return token.low in PREPOSITIONS or token.low in {"who", "which", "whose", "says", "said", "in", "on"}


def object_of(at: int, last: int, tokens: Sequence[Token], register: Register) -> Place | None:
    """The name after "for": over an article, and over "venture capital firm"."""
    while at <= last and tokens[at].low in DETERMINERS:
        at += 1
    ahead = at
    while ahead <= last and ahead - at < 5 and _plain(tokens[ahead]):
        ahead += 1
    if ahead > at and tokens[ahead - 1].low in _HOUSES:
        at = ahead
    return register.at(at) if at <= last else None


def described_as_company(place: Place, tokens: Sequence[Token]) -> bool:
    """ "the fashion brand Jo Bell": called a company, whatever its name is."""
    return place.mention.lead > 0 and tokens[place.mention.lead - 1].low in _HOUSES


def _plain(token: Token) -> bool:
    """A small word that a role does not go on with."""
    low = token.low
    return not (token.kind != WORD or token.capital or low in _TIES or low in {"and", "or", "in", "on"} or is_role(low))


def organisation(place: Place | None) -> bool:
    """Something people work for: an unknown name that acts ("Lantern announced") too, if it is not like a person's."""
    if place is None or place.entry.kind in {"person", "place"}:
        return False
    lows = [word.lower() for word in place.mention.words]
    if all(is_role(low) or low in RANKS or low in UNITS for low in lows):
        return False
    if lows[-1] in _GROUND:
        return False
    if place.entry.kind == "company" or not place.entry.likely:
        return True
    entry = place.entry
    return entry.words == place.mention.words and not entry.roles and entry.words[0].lower() not in GIVEN_NAMES


def _more_roles(first: int, last: int, tokens: Sequence[Token]) -> bool:
    for i in range(first, min(last, first + 6) + 1):
        if tokens[i].kind == PUNCT and tokens[i].text == ",":
            return False
        if is_role(tokens[i].low):
            return True
    return False
