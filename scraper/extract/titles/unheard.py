"""Networks that no vocabulary has, known by what they do: "Quay has ordered", "the streamer Quay", "debuts on Quay"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence

from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.names import is_role
from scraper.extract.naming.register import Entry, Register
from scraper.extract.text.lexicon import COMPANY_TAILS, OPENERS
from scraper.extract.text.words import MARKED, WORD, Token
from scraper.extract.titles.trade import GENRES, NETWORKS

_DECIDES = frozenset(
    "orders ordered renews renewed cancels canceled cancelled axes axed greenlights greenlit greenlighted "
    "commissions commissioned".split()
)
_PICKS = frozenset("picks picked".split())  # up
_HANDS = frozenset("hands handed gives gave given".split())  # a season, an order
_SETS = frozenset("sets set dates dated".split())  # a premiere
_BETWEEN = frozenset("has have today also now officially formally quietly just already".split())
_MEDIA = GENRES | frozenset("series season seasons show pilot docuseries miniseries sequel spinoff spin-off".split())
_GIVEN = frozenset("season seasons order pickup renewal greenlight green".split())
_SERVICES = r"(?:streaming (?:service|platform)|streamer|broadcaster|(?:cable |television |TV )?network|cable channel)"
_SERVICE = re.compile(rf"{_SERVICES}\b", re.IGNORECASE)
_SHOWN = frozenset(
    "premiere premieres premiered premiering debut debuts debuted debuting stream streams streamed streaming launch "
    "launches air airs aired airing arrives return returns".split()
)
_WHEN = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb sept oct nov dec christmas halloween thanksgiving easter new earth "
    "broadway dvd blu-ray vod bluray digital cannes sundance tribeca venice berlin toronto instagram twitter facebook "
    "x tiktok".split()
)
_NETWORK_ENDS = frozenset("network tv tv+ plus channel".split())
_TELLS = frozenset("announced unveiled unveils revealed reveals shared shares released releases debuts".split())
_NEXT = frozenset("who which said says after before because when while".split())
_LEAD = 3  # paragraphs: who orders it is said early
_REACH = 10  # tokens from the verb to what is ordered
_NAME = r"(?P<name>[A-Z][\w+&]*(?: (?:Network|TV\+?|Plus|Channel))?)"
_MEDIUM = rf"(?i:{'|'.join(sorted(_MEDIA))})"
_WORK = re.compile(rf"[“‘\"]|(?<!\w)'(?=[A-Z])|\b{_MEDIUM}\b")
_HEADED = (
    re.compile(
        rf"^{_NAME} (?:orders|renews|cancels(?!.*\b(?:premiere|screening|event|tour|party)\b)|axes|greenlights"
        r"|commissions|picks up|(?:hands|gives) (?=.*\b(?:season|order))"
        r"|(?:sets|dates) (?=.*\b(?:premiere|season|return))|(?:reveals|announces) (?=.*\bpremiere date))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:renewed|cancell?ed|axed|ordered|commissioned|greenlit|picked up|(?:series|season) order|pickup)"
        rf"(?: (?:to series|for [\w ]{{1,20}}))? (?:by|at|on) {_NAME}(?=$|[,;:]| (?:After|For|Ahead)\b)",
        re.IGNORECASE,
    ),
)


def unheard(
    text: str, headline: str, tokens: Sequence[Token], register: Register, titled: Collection[int]
) -> frozenset[str]:
    """Their names. One strong sign will do, or two weak ones of different kinds."""
    signs: defaultdict[str, set[str]] = defaultdict(set)
    strong: set[str] = set()
    for pattern in _HEADED:
        match = pattern.search(headline) if _WORK.search(headline) else None  # "Quay Orders New Ships"
        if match and match["name"][0].isupper() and not _WHEN & {match["name"].lower()}:
            strong.add(match["name"])
    named = set()
    for k, token in enumerate(tokens):
        if not token.capital or token.kind != WORD or k in titled or _inside_name(tokens, k):
            continue
        name = _name(tokens, k, register)
        if not name:
            continue
        named.add(name)
        end = k + len(name.split())
        if token.paragraph < _LEAD and (_decides(tokens, end, titled) or _called(text, tokens, k, end)):
            strong.add(name)
        for sign in _weak(tokens, k, end, titled):
            signs[name].add(sign)
    for name, seen in signs.items():
        if re.search(rf"\b{re.escape(name)} (?:[\w-]+ ){{0,2}}{_MEDIUM} [‘“\"]", headline):
            seen.add("headline")
    found = (strong & named) | {name for name, seen in signs.items() if len(seen) > 1}
    return frozenset(name for name in found if not _common(name, text) and not _titled(name, text, headline))


def _inside_name(tokens: Sequence[Token], k: int) -> bool:
    """Whether the capitalised word before belongs to the same name: Pell, in "Ada Pell"."""
    before = tokens[k - 1]
    same = before.sentence == tokens[k].sentence and before.kind == WORD
    return same and before.capital and not before.possessive and before.low != "the"


def _name(tokens: Sequence[Token], k: int, register: Register) -> str:
    """A word of its own, or one with "TV", "Network", "Plus" after it; "" of people, places, makers, calendars."""
    first, after = tokens[k], tokens[k + 1]
    low = first.low
    if len(low) < 3 or low in OPENERS or low in GIVEN_NAMES or low in _WHEN or low in NETWORKS or is_role(low):
        return ""
    if low in COMPANY_TAILS or low in _BETWEEN or low in _MEDIA:
        return ""
    name = first.text
    if after.capital and after.kind == WORD and not first.possessive:
        if after.low not in _NETWORK_ENDS or (tokens[k + 2].capital and tokens[k + 2].kind == WORD):
            return ""
        return f"{name} {after.text}"
    place = register.at(k)
    return "" if place is not None and _somebody(place.entry, name) else name


def _somebody(entry: Entry, name: str) -> bool:
    """Whether the word stands for a person, a place or a company with more to its name: Pell, for Ada Pell."""
    if entry.kind in {"person", "place"}:
        return True
    return len(entry.words) > 1 and (entry.kind == "company" or entry.person or entry.words[0] != name)


def _decides(tokens: Sequence[Token], end: int, titled: Collection[int]) -> bool:
    """ "[Quay] has ordered “Low Water”", "[Quay] today handed the drama a second season"."""
    if tokens[end - 1].possessive:
        return False
    k = end
    while k < end + 3 and tokens[k].low in _BETWEEN:
        k += 1
    verb, after = tokens[k], tokens[k + 1]
    rest = _clause(tokens, k + 1)
    lows = {tokens[n].low for n in rest}
    work = any(tokens[n].kind == MARKED or n in titled for n in rest) or bool(lows & _MEDIA)
    if after.low in {"for", "by", "at", "after", "on", "to"} or verb.sentence != tokens[end - 1].sentence:
        return False  # "Oasis renewed for a second season"
    if verb.low in _DECIDES or (verb.low in _PICKS and "up" in lows):
        return work and not ("cancel" in verb.low and "premiere" in lows)
    if verb.low == "announced":  # "a series order for", "the premiere date of"
        return work and bool({tokens[n].low for n in rest[:5]} & {"order", "renewal", "premiere"})
    if verb.low in _HANDS:
        return work and bool(lows & _GIVEN)
    return verb.low in _SETS and work and "premiere" in lows


def _clause(tokens: Sequence[Token], k: int) -> range:
    """The tokens from k to the end of what the verb before says."""
    end = min(k + _REACH, len(tokens))
    ends = (n for n in range(k, end) if tokens[n].low in _NEXT or tokens[n].sentence != tokens[k - 1].sentence)
    return range(k, next(ends, end))


def _called(text: str, tokens: Sequence[Token], k: int, end: int) -> bool:
    """ "the streaming service Quay", "Quay, the streamer", "Quay is going to sea. The streaming service has"."""
    start, stop = tokens[k].start, tokens[end - 1].end
    if re.search(rf"\b[Tt]he (?:\w+ )?{_SERVICES},? $", text[max(0, start - 48) : start]):
        return True
    if re.match(rf", (?:the|a|an) (?:\w+ )?{_SERVICES}\b", text[stop : stop + 48]):
        return True
    if k and tokens[k - 1].sentence == tokens[k].sentence:
        return False
    following = re.match(r"[^.!?“”\"]{1,80}[.!?] The ", text[stop : stop + 96])
    return following is not None and _SERVICE.match(text, stop + following.end()) is not None


def _weak(tokens: Sequence[Token], k: int, end: int, titled: Collection[int]) -> list[str]:
    """Signs that prove nothing alone: "debuts on Quay", "the Quay series “Low Water”", "Quay announced"."""
    found = []
    before = [token.low for token in tokens[max(0, k - 7) : k - 1] if token.sentence == tokens[k].sentence]
    if tokens[k - 1].low == "on" and _SHOWN & set(before):
        found.append("on")
    if tokens[k - 1].low == "with" and "deal" in before[-2:]:
        found.append("deal")
    medium = next((n for n in range(end, end + 4) if tokens[n].low in _MEDIA), 0)
    if medium and all(tokens[n].kind == WORD and not tokens[n].capital for n in range(end, medium + 1)):
        around = (medium + 1, k - 3, k - 2, k - 1)  # “Low Water,” the Quay series
        work = any(n in titled or tokens[n].kind == MARKED for n in around)
        if work and (tokens[end - 1].possessive or tokens[k - 1].low == "the"):
            found.append("series")
    tells = next((n for n in range(end, end + 3) if tokens[n].low not in _BETWEEN), end)
    says = tokens[tells].low in _TELLS and not tokens[end - 1].possessive
    if says and any(tokens[n].kind == MARKED or n in titled for n in _clause(tokens, tells + 1)):
        found.append("tells")
    return found


def _common(name: str, text: str) -> bool:
    """Whether the text also has the word in small letters: "Theater cancels", "the theater"."""
    return re.search(rf"(?<![\w@#./]){re.escape(name.lower())}(?![\w.@])", text) is not None


def _titled(name: str, text: str, headline: str) -> bool:
    """Whether it is, in marks, the name of a work."""
    return re.search(rf"[“‘\"]{re.escape(name)}[,.]?[”’\"]", f"{text} {headline}") is not None
