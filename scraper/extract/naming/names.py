"""The grammar of proper names: which capitalised words stand together, and what they are likely to name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.text.lexicon import (
    CALENDAR,
    COMPANIES,
    COMPANY_TAILS,
    COMPOUNDS,
    CUES,
    FEMALE_ROLES,
    HONORIFICS,
    LEADING_PARTICLES,
    MALE_ROLES,
    NEW_PLACES,
    NUMBERS,
    OPENERS,
    PARTICLES,
    PLACE_HEADS,
    PLACE_SURNAMES,
    PLACES,
    RANKS,
    ROLES,
    SUBJECT_PRONOUNS,
    SUFFIXES,
    TITLES_KEPT,
    WEAK_CUES,
)
from scraper.extract.text.words import MARKED, WORD, Token

_GROUND = frozenset("san santa los las lake mount fort port saint new".split())
_ORDERS = frozenset("meet take see watch join follow give let imagine picture consider enter hear blame forget".split())
_SEATS = frozenset(
    "academy alliance association board bureau museum society university union guild institute council department "
    "ministry federation".split()
)
_FIELDS = frozenset("Sciences Science Arts Letters Technology Culture Design Music Media Sport Sports Trade".split())
_FUSED = ("al-", "el-", "d'", "de'", "dell'", "dall'", "degl'", "l'")
_CONTRACTED = ("'ll", "'d", "'ve", "'re", "'m")
_BREAKS = OPENERS - NUMBERS  # small words that part two names; "Channel Six" is one
Kind = Literal["person", "company", "place", "unknown"]


@dataclass(slots=True, eq=False)
class Mention:
    """A proper name where it stands: tokens first..last, without honorific and leading role words."""

    first: int
    last: int
    words: tuple[str, ...]
    kind: Kind
    gender: str = ""
    lead: int = -1  # first token of the capitalised run it was cut from: "Executive Producer Jo Bell"
    possessive: bool = False
    role: str = ""  # the role word directly before it
    honorific: bool = False

    @property
    def name(self) -> str:
        return " ".join(self.words)


def is_role(low: str) -> bool:
    """A role noun, singular or plural, plain or compound ("co-host", "Award-winner", "actress/model")."""
    if low in ROLES or low in FEMALE_ROLES:
        return True
    if low.endswith("s") and (low[:-1] in ROLES or low[:-1] in FEMALE_ROLES):
        return True
    if "-" in low or "/" in low:
        tail = low.replace("/", "-").rsplit("-", 1)[1]
        return tail in ROLES or (tail.endswith("s") and tail[:-1] in ROLES)
    return False


def role_gender(low: str) -> str:
    return "f" if low in FEMALE_ROLES else "m" if low in MALE_ROLES else ""


def surname(words: Sequence[str]) -> str:
    """The last word that is not a suffix."""
    last = len(words) - 1
    while last > 0 and words[last].lower().strip(".") in SUFFIXES:
        last -= 1
    return words[last]


def mentions(tokens: Sequence[Token]) -> list[Mention]:
    """Every proper name in the reporter's words, in reading order."""
    found: list[Mention] = []
    i, count = 0, len(tokens)
    ends = {b.text for a, b in pairwise(tokens) if b.capital and a.capital and not a.possessive}
    while i < count:
        if not _begins(tokens, i, ends):
            i += 1
            continue
        if _commands(tokens, i):
            i += 1
            continue
        end = _run_end(tokens, i)
        if _firm(tokens, i, end, ends):
            end = _run_end(tokens, end + 1)
            found.append(_whole(tokens, i, end))
        elif (seat := _seat(tokens, i, end)) > end:
            end = seat
            found.append(_whole(tokens, i, end))
        else:
            found += _cut(tokens, i, end)
        i = end
    return found


def _commands(tokens: Sequence[Token], i: int) -> bool:
    """ "Ask Jo Bell how": a verb at the head of a sentence, and then a full name."""
    if i + 2 >= len(tokens) or not _opens(tokens, i) or tokens[i].low in GIVEN_NAMES:
        return False
    first, last = tokens[i + 1], tokens[i + 2]
    verb = "base" in {CUES.get(tokens[i].low), WEAK_CUES.get(tokens[i].low)} or tokens[i].low in _ORDERS
    return verb and first.low in GIVEN_NAMES and last.kind == WORD and last.capital


def _firm(tokens: Sequence[Token], i: int, end: int, ends: set[str]) -> bool:
    """ "Hull & Daughters": one company, where neither word is anybody's surname in the text."""
    if end != i + 1 or end + 1 >= len(tokens) or tokens[end].text != "&" or tokens[i].possessive:
        return False
    other = tokens[end + 1]
    if other.kind != WORD or not other.capital or tokens[end].sentence != tokens[i].sentence:
        return False
    return not any(token.low in GIVEN_NAMES or token.text in ends or is_role(token.low) for token in (tokens[i], other))


def _seat(tokens: Sequence[Token], i: int, end: int) -> int:
    """Where "Museum of Modern Art", "Academy of Letters and Sciences" end; `end` where it is nothing of the kind."""
    at = end + 1
    if end + 1 >= len(tokens) or tokens[end - 1].low not in _SEATS or tokens[end].low != "of":
        return end
    if tokens[end - 1].possessive or any(_personal(token) for token in tokens[i:end]):
        return end
    if tokens[at].low == "the":
        at += 1
    stop = at
    while stop < len(tokens) and _goes_on(tokens, stop, at):
        stop += 1
        if tokens[stop - 1].possessive:
            break
    if stop + 1 < len(tokens) and stop > at and tokens[stop].low == "and" and tokens[stop + 1].text in _FIELDS:
        stop += 2
    return stop if stop > at and tokens[at].sentence == tokens[i].sentence else end


def _goes_on(tokens: Sequence[Token], k: int, at: int) -> bool:
    token = tokens[k]
    if token.kind != WORD or not token.capital or token.sentence != tokens[at - 1].sentence:
        return False
    if token.low in GIVEN_NAMES and not (k + 1 < len(tokens) and tokens[k + 1].capital):
        return True  # "of Modern Art"
    return not (_personal(token) or is_role(token.low) or token.low in CALENDAR or token.low in OPENERS)


def _personal(token: Token) -> bool:
    """A word that stands in a person's name or directly before it."""
    return token.low in GIVEN_NAMES or token.low in HONORIFICS or token.low in ROLES


def _whole(tokens: Sequence[Token], first: int, end: int) -> Mention:
    words = tuple(token.text for token in tokens[first:end])
    return Mention(first, end - 1, words, "company", lead=first, possessive=tokens[end - 1].possessive)


def _begins(tokens: Sequence[Token], i: int, ends: set[str]) -> bool:
    token = tokens[i]
    if token.kind != WORD:
        return False
    if not token.capital:
        return _particle(tokens, i)
    if _contracted(token.low):
        return False
    if "-" in token.low and token.low.rsplit("-", 1)[1] in COMPOUNDS:
        return False  # "Lagos-born"
    if token.low.endswith("ed") and token.low not in GIVEN_NAMES and _opens(tokens, i) and token.text not in ends:
        return False  # "Concurred Bell"
    if token.low.endswith("ing") and token.low not in GIVEN_NAMES and _opens(tokens, i) and token.text not in ends:
        return False  # "Filming began"
    if token.low == "new" and i + 1 < len(tokens) and tokens[i + 1].low in NEW_PLACES:
        return True
    return token.low not in OPENERS or _name_in_spite(tokens, i) or (token.text in ends and _speaks(tokens, i))


def _contracted(low: str) -> bool:
    """ "She’d", "There’ll", "Don’t": a small word and the verb or the "not" drawn together with it."""
    stem, mark, _ = low.rpartition("'")
    return low.endswith("n't") or (mark != "" and low.endswith(_CONTRACTED) and stem in OPENERS)


def _particle(tokens: Sequence[Token], i: int) -> bool:
    """A surname that begins with a small letter: "said de la Torre", "al-Rashid"."""
    low = tokens[i].low
    if _fused(tokens[i]):
        return True
    if low not in LEADING_PARTICLES or (
        i and tokens[i - 1].capital and tokens[i - 1].kind == WORD and not _opens(tokens, i - 1)
    ):
        return False
    j = i + 1
    while j < len(tokens) and tokens[j].low in LEADING_PARTICLES and j - i < 3:
        j += 1
    return j < len(tokens) and tokens[j].kind == WORD and tokens[j].capital


def _fused(token: Token) -> bool:
    """A particle and a surname in one word: "al-Rashid", "d’Astier", "dell’Orso"."""
    particle = next((each for each in _FUSED if token.low.startswith(each)), "")
    return particle != "" and token.text[len(particle) : len(particle) + 1].isupper()


def _speaks(tokens: Sequence[Token], i: int) -> bool:
    """ "Oh told the crowd": a surname that looks like a small word."""
    return i + 1 < len(tokens) and CUES.get(tokens[i + 1].low) in {"ed", "s"} and tokens[i].low not in SUBJECT_PRONOUNS


def _name_in_spite(tokens: Sequence[Token], i: int) -> bool:
    """A word that opens sentences can still be a given name: "Will Rask", "May Chen"."""
    follows = tokens[i + 1] if i + 1 < len(tokens) else None
    return tokens[i].low in GIVEN_NAMES and follows is not None and follows.capital and not _opens(tokens, i)


def _opens(tokens: Sequence[Token], i: int) -> bool:
    return i == 0 or tokens[i - 1].sentence != tokens[i].sentence


def _run_end(tokens: Sequence[Token], i: int) -> int:
    """One past the last token of the capitalised run that begins at i."""
    j = i + 1
    while j < len(tokens) and not tokens[j - 1].possessive:
        token = tokens[j]
        if token.kind == MARKED and j == i + 1 and _nicknamed(tokens, i, j):
            j += 1
            continue
        if token.sentence != tokens[i].sentence or token.kind != WORD:
            break
        if token.capital:
            if token.low in CALENDAR and token.low not in GIVEN_NAMES:
                break
            j += 1
            if "/" in token.text and tokens[i].low in GIVEN_NAMES:
                break  # "Jo Bell/Photogram Jo Bell": whose picture it is
            continue
        if _fused(token):
            j += 1
            continue
        ahead = j
        while ahead < len(tokens) and tokens[ahead].low in PARTICLES and ahead - j < 3:
            ahead += 1
        if ahead == j or ahead >= len(tokens) or not tokens[ahead].capital or tokens[ahead].kind != WORD:
            break
        j = ahead + 1
    if j < len(tokens) and j - i >= 2 and tokens[j].text == "," and _suffix(tokens, j + 1):
        j += 2
    return j


def _nicknamed(tokens: Sequence[Token], i: int, j: int) -> bool:
    """Jo “The Foghorn” Bell"""
    follows = tokens[j + 1] if j + 1 < len(tokens) else None
    short = tokens[j].end - tokens[j].start < 25
    return (
        tokens[i].low in GIVEN_NAMES and short and follows is not None and follows.capital and not is_role(follows.low)
    )


def _suffix(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].low.strip(".") in {"jr", "sr", "ii", "iii", "phd", "esq"} and tokens[i].capital


def _cut(tokens: Sequence[Token], first: int, end: int) -> list[Mention]:
    """A capitalised run as names: companies and roles before a person are cut off."""
    if (
        end - first > 1
        and is_role(tokens[end - 1].low)
        and tokens[end - 1].low not in COMPANY_TAILS
        and tokens[first].low not in GIVEN_NAMES
        and tokens[first].low not in HONORIFICS
    ):
        return _companies(tokens, first, end)  # "Regional General Manager": a title, nobody's name
    pieces: list[Mention] = []
    start, role, gender, honorific = first, "", "", False
    i = first
    while i < end:
        low = tokens[i].low
        if low in HONORIFICS and i + 1 < end and not (low in GIVEN_NAMES or (i > start and _plain(tokens, start, i))):
            pieces += _piece(tokens, start, i, first, role, gender, honorific=False)
            start, gender, honorific = i + 1, HONORIFICS[low], True
            role = "" if "." in low or low in {"mr", "mrs", "ms", "miss"} else low
        elif is_role(low) and i + 1 < end and low not in TITLES_KEPT and not _surname_like(tokens, start, i):
            pieces += _piece(tokens, start, i, first, role, gender, honorific=False)
            start, role, gender, honorific = i + 1, low, role_gender(low), False
        elif low == "plus" and i > start and (i + 1 == end or is_role(tokens[i + 1].low)):
            pass  # "Quay Plus"
        elif low in _BREAKS and i > start and low not in GIVEN_NAMES and not tokens[i].text.endswith("."):
            pieces += _piece(tokens, start, i, first, role, gender, honorific=honorific)
            start, role, gender, honorific = i + 1, "", "", False
        i += 1
    if not role and start > 0 and start == first and is_role(tokens[start - 1].low):
        role = tokens[start - 1].low
        gender = gender or role_gender(role)
    return pieces + _piece(tokens, start, end, first, role, gender, honorific=honorific)


def _companies(tokens: Sequence[Token], first: int, end: int) -> list[Mention]:
    """The company that leads a run of role words: "Quay Pictures President"."""
    for stop in range(end - 1, first, -1):
        words = [tokens[i] for i in range(first, stop)]
        kind = _kind(words, "", False)
        if kind == "company":
            return [Mention(first, stop - 1, tuple(word.text for word in words), kind, lead=first)]
    return []


def _plain(tokens: Sequence[Token], start: int, end: int) -> bool:
    return tokens[start].low in GIVEN_NAMES and end - start == 1


def _surname_like(tokens: Sequence[Token], start: int, i: int) -> bool:
    """A role word inside a person's name: "Regina King Alvarez"."""
    return i > start and tokens[i - 1].low in GIVEN_NAMES


def _piece(
    tokens: Sequence[Token], start: int, end: int, lead: int, role: str, gender: str, *, honorific: bool
) -> list[Mention]:
    while start < end and tokens[start].low in PLACES and end - start > 2:
        start += 1  # "Canadian Jo Bell"
    while start < end and tokens[start].low in CALENDAR and tokens[start].low not in GIVEN_NAMES:
        start += 1
    words = [tokens[i] for i in range(start, end)]
    if all(word.low in RANKS for word in words):
        return []
    if (
        words[0].low in COMPANIES
        and len(words) > 2
        and words[-1].low not in COMPANY_TAILS
        and words[1].low in GIVEN_NAMES
    ):
        start += 1
        words = words[1:]
    kind = _kind(words, role, honorific)
    texts = tuple(word.text for word in words if word.kind == WORD)
    if len(texts) > 1 and "/" in texts[-1] and words[0].low in GIVEN_NAMES:
        texts = (*texts[:-1], texts[-1].partition("/")[0])
    return [Mention(start, end - 1, texts, kind, gender, lead, words[-1].possessive, role, honorific)]


def _acronym(words: Sequence[Token]) -> bool:
    """ "Hexley RPA": capitals alone end the name of a product, a team or a company."""
    last = words[-1].text
    if not (2 <= len(last) <= 5 and last.isalpha() and last.isupper()) or words[-1].low in SUFFIXES:
        return False
    return not words[0].text.isupper() and len(words) == 2


def _kind(words: Sequence[Token], role: str, honorific: bool) -> Kind:
    lows = [word.low for word in words]
    if len(lows) == 1 and not honorific:
        if lows[0] in COMPANIES or words[0].text.endswith("+"):
            return "company"
        if lows[0] in PLACES or (is_role(lows[0]) and lows[0] not in GIVEN_NAMES):
            return "place"
        if words[0].text.isupper() and len(lows[0]) > 1:
            return "company"
        return "person" if lows[0] in GIVEN_NAMES or role else "unknown"
    given = lows[0] in GIVEN_NAMES or honorific
    if not given and not role and _acronym(words):
        return "company"
    if all(low in PLACES for low in lows):
        return "place"
    if len(lows) > 1 and lows[0] in PLACE_HEADS:
        return "place" if lows[0] in _GROUND and lows[-1] not in COMPANY_TAILS else "company"
    if lows[-1] in COMPANY_TAILS or lows[0] in COMPANIES or any("+" in low for low in lows):
        if len(lows) == 2 and given and lows[-1] in PLACE_SURNAMES:
            return "person"
        return "company"
    if lows[-1] in CALENDAR or lows[0] in PLACES:
        return "unknown"
    if given or role:
        return "person"
    return "unknown"
