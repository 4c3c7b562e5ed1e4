"""The grammar of proper names: which capitalised words stand together, and what they are likely to name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.mention import Mention, is_role, role_gender, surname
from scraper.extract.naming.pieces import cut
from scraper.extract.text.lexicon import (
    CALENDAR,
    COMPANIES,
    COMPANY_TAILS,
    COMPOUNDS,
    CUES,
    HONORIFICS,
    LEADING_PARTICLES,
    NEW_PLACES,
    OPENERS,
    PARTICLES,
    ROLES,
    SUBJECT_PRONOUNS,
    WEAK_CUES,
)
from scraper.extract.text.words import MARKED, WORD, Token

__all__ = ["Mention", "is_role", "mentions", "role_gender", "surname"]

_ORDERS = frozenset("meet take see watch join follow give let imagine picture consider enter hear blame forget".split())
_COUNTS = frozenset("two three four five six seven eight nine ten".split())
_SEATS = frozenset(
    "academy alliance association board bureau museum society university union guild institute council department "
    "ministry federation".split()
)
_BODIES = frozenset("alliance club trust league federation coalition forum circle".split())
_FIELDS = frozenset("Sciences Science Arts Letters Technology Culture Design Music Media Sport Sports Trade".split())
_FUSED = ("al-", "el-", "d'", "de'", "dell'", "dall'", "degl'", "l'")
_CONTRACTED = ("'ll", "'d", "'ve", "'re", "'m")


def mentions(tokens: Sequence[Token]) -> list[Mention]:
    """Every proper name in the reporter's words, in reading order."""
    found: list[Mention] = []
    i, count = 0, len(tokens)
    ends = {b.text for a, b in pairwise(tokens) if b.capital and a.capital and not a.possessive}
    often = Counter(token.text for token in tokens if token.capital)
    while i < count:
        token = tokens[i]
        if not token.capital and not (token.low in LEADING_PARTICLES or token.low.startswith(_FUSED)):
            i += 1  # most words: a small letter, and no particle
            continue
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
            found += cut(tokens, i, end, often)
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
    both = (tokens[i], other)
    if tokens[i].text == other.text:
        return True  # "Hull & Hull"
    if any(token.text in ends or is_role(token.low) for token in both):
        return False
    given = sum(token.low in GIVEN_NAMES for token in both)
    return not given or (given == 1 and i > 0 and tokens[i - 1].low in {"of", "at", "for", "with"})


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
    if token.low in _COUNTS and not _opens(tokens, i) and tokens[i - 1].text not in {":", "—", "–"}:
        end = i + 1
        while end < len(tokens) and tokens[end].capital and tokens[end].kind == WORD:
            end += 1
        return end > i + 2 and tokens[end - 1].low in COMPANY_TAILS  # "of Two Reeds Pictures"
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
    if not token.low.startswith(_FUSED):
        return False
    particle = next(each for each in _FUSED if token.low.startswith(each))
    return token.text[len(particle) : len(particle) + 1].isupper()


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
    while j < len(tokens) and not _complete(tokens, i, j):
        token = tokens[j]
        if (
            token.kind == MARKED
            and all(is_role(word.low) for word in tokens[i : j - 1])
            and _nicknamed(tokens, j - 1, j)
        ):
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
        if token.low == "in" and j + 1 < len(tokens) and tokens[j + 1].low == "'t":
            ahead += 1  # "Lia in ’t Veld"
        while ahead < len(tokens) and tokens[ahead].low in PARTICLES and ahead - j < 3:
            ahead += 1
        if ahead == j or ahead >= len(tokens) or not tokens[ahead].capital or tokens[ahead].kind != WORD:
            break
        j = ahead + 1
    if j < len(tokens) and j - i >= 2 and tokens[j].text == "," and _suffix(tokens, j + 1):
        j += 2
    return j


def _complete(tokens: Sequence[Token], i: int, j: int) -> bool:
    """Whether the name that begins at i must end before j: "HBO's Jo", "and Jo Bell Jr. Bo Rask will direct"."""
    if j > i + 1 and tokens[j - 1].low in {"jr.", "sr."}:
        return True
    return tokens[j - 1].possessive and not _guild(tokens, j)


def _guild(tokens: Sequence[Token], j: int) -> bool:
    """ "Writers’ Guild", "Screen Directors’ Union": a plural owner and what the owners are joined in."""
    owners, body = tokens[j - 1], tokens[j]
    plural = owners.text.endswith("s") and body.start - owners.end == 2  # the apostrophe and a blank
    return plural and body.capital and (body.low in COMPANY_TAILS or body.low in _SEATS or body.low in _BODIES)


def _nicknamed(tokens: Sequence[Token], i: int, j: int) -> bool:
    """Jo “The Foghorn” Bell"""
    follows = tokens[j + 1] if j + 1 < len(tokens) else None
    if follows is None or not follows.capital or is_role(follows.low) or follows.low in COMPANY_TAILS:
        return False
    length = tokens[j].end - tokens[j].start
    called = i > 0 and is_role(tokens[i - 1].low)  # "producer Jo “Low Tide” Bell"
    if length >= (25 if tokens[i].low in GIVEN_NAMES or called else 9):
        return False
    return tokens[i].low in GIVEN_NAMES or not (tokens[i].low in COMPANIES or is_role(tokens[i].low))


def _suffix(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].low.strip(".") in {"jr", "sr", "ii", "iii", "phd", "esq"} and tokens[i].capital
