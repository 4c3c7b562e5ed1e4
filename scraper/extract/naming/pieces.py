"""What a run of capitalised words is cut into: companies, roles and the person they lead up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.mention import Kind, Mention, is_role, role_gender
from scraper.extract.text.lexicon import (
    CALENDAR,
    COMPANIES,
    COMPANY_TAILS,
    HONORIFICS,
    NUMBERS,
    OPENERS,
    PLACE_HEADS,
    PLACE_SURNAMES,
    PLACES,
    RANKS,
    SUFFIXES,
    TITLES_KEPT,
    UNITS,
)
from scraper.extract.text.words import WORD, Token

_GROUND = frozenset("san santa los las lake mount fort port saint new".split())
_SURNAMES = frozenset(
    "king prince duke earl baron judge bishop pope major marshal page cook baker farmer driver gardener dean priest "
    "singer player piper parson porter knight champion fellow head boxer carter hunter fisher miller mason butler "
    "steward archer noble guy friend partner boss sheriff star general admiral captain sergeant justice teacher farmer "
    "model coach chase chambers poet royal lawyer governor mayor senator trainer conductor curator fan".split()
)
_BREAKS = OPENERS - NUMBERS  # small words that part two names; "Channel Six" is one


def cut(tokens: Sequence[Token], first: int, end: int, often: Counter[str]) -> list[Mention]:
    """A capitalised run as names: companies and roles before a person are cut off."""
    if (
        end - first > 1
        and is_role(tokens[end - 1].low)
        and tokens[end - 1].low not in COMPANY_TAILS
        and tokens[first].low not in GIVEN_NAMES
        and tokens[first].low not in HONORIFICS
    ):
        return _companies(tokens, first, end, often)  # "Regional General Manager": a title, nobody's name
    pieces: list[Mention] = []
    start, role, gender, honorific = first, "", "", False
    i = first
    while i < end:
        low = tokens[i].low
        if low in HONORIFICS and i + 1 < end and not (low in GIVEN_NAMES or (i > start and _plain(tokens, start, i))):
            pieces += _piece(tokens, start, i, first, role, gender, honorific=False)
            start, gender, honorific = i + 1, HONORIFICS[low], True
            role = "" if "." in low or low in {"mr", "mrs", "ms", "miss"} else low
        elif is_role(low) and i + 1 < end and low not in TITLES_KEPT and not _part_of_name(tokens, start, i, end):
            if not (role and _unit(tokens, start, i)):  # "Chief Content Officer"
                pieces += _employers(_piece(tokens, start, i, first, role, gender, honorific=False))
            start, role, gender, honorific = i + 1, low, role_gender(low), False
        elif low == "plus" and i > start and (i + 1 == end or is_role(tokens[i + 1].low)):
            pass  # "Quay Plus"
        elif low in UNITS and start < i and _house_tail(tokens, start, i, end):
            pass  # "Hull Film Festival"
        elif (
            tokens[i].capital
            and low in _BREAKS
            and i > start
            and low not in GIVEN_NAMES
            and not tokens[i].text.endswith(".")
        ):
            pieces += _piece(tokens, start, i, first, role, gender, honorific=honorific)
            start, role, gender, honorific = i + 1, "", "", False
        i += 1
    if not role and start > 0 and start == first and is_role(tokens[start - 1].low):
        role = tokens[start - 1].low
        gender = gender or role_gender(role)
    return pieces + _piece(tokens, start, end, first, role, gender, honorific=honorific)


def _companies(tokens: Sequence[Token], first: int, end: int, often: Counter[str]) -> list[Mention]:
    """The company that leads a run of role words: "Quay Pictures President"; an unknown one is named elsewhere too."""
    for stop in range(end - 1, first, -1):
        words = [tokens[i] for i in range(first, stop)]
        kind = _kind(words, "", False)
        if kind == "company":
            return [Mention(first, stop - 1, tuple(word.text for word in words), kind, lead=first)]
    lead = tokens[first]
    if often[lead.text] > 1 and not (_office(lead) or lead.low in UNITS or lead.low in PLACES or lead.low in OPENERS):
        return [Mention(first, first, (lead.text,), "company", lead=first)]
    return []


def _plain(tokens: Sequence[Token], start: int, end: int) -> bool:
    return tokens[start].low in GIVEN_NAMES and end - start == 1


def _house_tail(tokens: Sequence[Token], start: int, i: int, end: int) -> bool:
    """ "Hull Film Festival", "Quay Film": the word belongs to the name of a house."""
    if i + 1 < end:
        return tokens[i + 1].low in COMPANY_TAILS
    return tokens[i].low in COMPANY_TAILS and tokens[start].low not in GIVEN_NAMES


def _part_of_name(tokens: Sequence[Token], start: int, i: int, end: int) -> bool:
    """A role word inside a person's name: "Regina King Alvarez"; one that is a given name: "Earl Bell"."""
    if tokens[i].possessive:
        return True  # "Writers’ Alliance"
    if i == start:
        return tokens[i].low in GIVEN_NAMES and end - i == 2 and tokens[i + 1].low not in GIVEN_NAMES
    return tokens[i - 1].low in GIVEN_NAMES and tokens[i].low in _SURNAMES


def _unit(tokens: Sequence[Token], start: int, end: int) -> bool:
    """ "Original Series": words that name a department, nobody and no company."""
    return all(token.low in UNITS or token.low in RANKS or token.low in {"and", "&"} for token in tokens[start:end])


def _employers(pieces: list[Mention]) -> list[Mention]:
    """ "Quay Chief Content Officer": what leads up to a title in capitals is a company."""
    for piece in pieces:
        if piece.kind == "unknown":
            piece.kind = "company"
    return pieces


def _piece(
    tokens: Sequence[Token], start: int, end: int, lead: int, role: str, gender: str, *, honorific: bool
) -> list[Mention]:
    while start < end and tokens[start].low in PLACES and end - start > 2:
        start += 1  # "Canadian Jo Bell"
    while start < end and tokens[start].low in CALENDAR and tokens[start].low not in GIVEN_NAMES:
        start += 1
    start = _past_unit(tokens, start, end)
    words = [tokens[i] for i in range(start, end)]
    if all(word.low in RANKS for word in words) or (role and _unit(tokens, start, end)):
        return []  # "SVP Sales"
    if (
        words[0].low in COMPANIES
        and len(words) > 2
        and words[-1].low not in COMPANY_TAILS
        and words[1].low in GIVEN_NAMES
    ):
        start += 1
        words = words[1:]
    kind = _kind(words, role, honorific)
    texts = tuple(
        word.text + ("’" if word.possessive and word is not words[-1] else "") for word in words if word.kind == WORD
    )
    if len(texts) > 1 and "/" in texts[-1] and words[0].low in GIVEN_NAMES:
        texts = (*texts[:-1], texts[-1].partition("/")[0])
    return [Mention(start, end - 1, texts, kind, gender, lead, words[-1].possessive, role, honorific)]


def _past_unit(tokens: Sequence[Token], start: int, end: int) -> int:
    """ "head of Global Originals Jo Bell", "vice president of Iberia Jo Bell": where the name begins."""
    if start < 2 or tokens[start - 1].low != "of" or not _office(tokens[start - 2]):
        return start
    at = start
    while at + 2 < end and (tokens[at].low in UNITS or tokens[at].low in RANKS or tokens[at].low in {"and", "&"}):
        at += 1
    if (
        at == start
        and end - start > 2
        and tokens[start].low not in GIVEN_NAMES
        and tokens[start + 1].low in GIVEN_NAMES
    ):
        return start + 1
    return at if tokens[end - 1].low not in COMPANY_TAILS else start


def _office(token: Token) -> bool:
    return is_role(token.low) or token.low in RANKS


def _acronym(words: Sequence[Token]) -> bool:
    """ "Hexley RPA": capitals alone end the name of a product, a team or a company."""
    last = words[-1].text
    if not (2 <= len(last) <= 5 and last.isalpha() and last.isupper()) or words[-1].low in SUFFIXES:
        return False
    return not words[0].text.isupper() and len(words) == 2


def _kind(words: Sequence[Token], role: str, honorific: bool) -> Kind:
    lows = [word.low for word in words]
    if len(lows) > 1 and words[-2].possessive:
        return "company"  # "Writers’ Alliance"
    if len(lows) == 1 and not honorific:
        return _kind_of_one(words[0], role)
    given = lows[0] in GIVEN_NAMES or honorific
    if not given and not role and _acronym(words):
        return "company"
    if all(low in PLACES for low in lows):
        return "place"
    if len(lows) > 1 and lows[0] in PLACE_HEADS:
        return "place" if lows[0] in _GROUND and lows[-1] not in COMPANY_TAILS else "company"
    if lows[-1] in COMPANY_TAILS or (lows[0] in COMPANIES and not given) or any("+" in low for low in lows):
        return "person" if len(lows) == 2 and given and lows[-1] in PLACE_SURNAMES else "company"
    if lows[-1] in CALENDAR or lows[0] in PLACES:
        return "unknown"
    return "person" if given or role else "unknown"


def _kind_of_one(word: Token, role: str) -> Kind:
    if word.low in COMPANIES or word.text.endswith("+"):
        return "company"
    if word.low in PLACES or (is_role(word.low) and word.low not in GIVEN_NAMES):
        return "place"
    if word.text.isupper() and len(word.low) > 1:
        return "company"
    return "person" if word.low in GIVEN_NAMES or role else "unknown"
