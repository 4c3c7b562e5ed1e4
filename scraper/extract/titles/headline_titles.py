"""Titles that the headline gives: quoted there, or named there as what is renewed, ordered or returns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.register import Register
from scraper.extract.quotes.speech import look
from scraper.extract.text.caseless import Caseless, small_letters
from scraper.extract.text.lexicon import AUXILIARIES, COMPANY_TAILS
from scraper.extract.text.marks import stretches
from scraper.extract.titles.marked import HAPPENINGS
from scraper.extract.titles.trade import NETWORKS, SONGS

_LONGEST = 80  # characters of a title in a headline, marks included
_FATE = (
    r"renewed|renewal|canceled|cancelled|axed|revived|rebooted|scrapped|greenlit|picked up|season \w+|series \d+"
    r"|trailer|teaser|returns|returning|premieres|debuts|ending|to end|to return|wraps|recap|review"
    r"|gets (?:a )?\w+ season"
)
_SCREEN = Caseless(r"\b(?:series|drama|comedy|sitcom|film|movie|episode|season|show)s?\b")
_SUBJECT = re.compile(rf"^(.{{2,50}}?),? (?:(?:is|has been|officially|gets|was) )*(?:{_FATE})\b")
_OBJECT = re.compile(
    r"\b(?:renews|renewed|cancels|axes|revives|hands|gives|greenlights|commissions|picks up|dates|ends|brings back)"
    r" (?:drama |comedy |series |hit )?(.{2,50}?)(?= (?:for|a|an|at|on|after|with|from|as|to|through|ahead|two|premiere"
    r"|early|second|third|fourth|fifth|sixth)\b|[,;:—–]|$)"
)
_OF = re.compile(
    r"\b(?:seasons?(?: \w+)?|trailer|teaser|cast|finale|return|pilot|making|men|women|stars|crew)"
    r" (?:of|for) (.{2,50}?)"
    r"(?= (?:adds|at|on|after|gets|stars|is|has|will|to)\b|[,;:—–]|$)"
)
_OWNER = re.compile(
    r"^(?:.{0,20}: )?(.{2,50}?)['’]s? (?:(?:series|season|mid-?season|\d\w+) )?(?:season|finale|premiere|trailer|cast"
    r"|return|pilot|creator|star|showrunner)\b"
)


def quoted(headline: str, text: str) -> Iterator[tuple[str, bool]]:
    """What the headline has in quotation marks and is a title, and whether the text has it too."""
    found = list(stretches(headline, [(0, len(headline))])) if headline else []
    singles = any(headline[each.outer_start] in "‘'" for each in found)
    for stretch in found:
        inner = headline[stretch.start : stretch.end]
        if not look(inner).title or is_award(inner) or stretch.outer_end - stretch.outer_start >= _LONGEST:
            continue
        if singles and " " not in inner and headline[stretch.outer_start] not in "‘'":
            continue  # "Boss “Open” to More ‘Low Water’"
        before = headline[: stretch.outer_start].split()[-1:]
        after = headline[stretch.outer_end :].split()[:1]
        sung = bool(before) and before[0].lower() in SONGS
        if not _no_title(before, after) and not sung and _in_text(inner, text):
            yield inner, _plain(inner.rstrip(".,!?")) in _plain(text)


def announced(headline: str, text: str, register: Register) -> Iterator[str]:
    """What the headline renews, orders or brings back without marks, where the text has it in capitals too."""
    low = headline.lower()
    if not _SCREEN.search(f"{headline} {text}"):
        return
    for pattern in (_OWNER, _OF, _SUBJECT, _OBJECT):
        match = pattern.search(low)
        name = headline[match.start(1) : match.end(1)].strip(" ‘’'\"“”") if match else ""
        if name and name[0].isupper() and look(name).title and not _somebodys(name, register) and _written(name, text):
            yield name
            return


def _somebodys(name: str, register: Register) -> bool:
    """A person, a network, or a company rather than a work."""
    words = name.lower().split()
    if words[0] in NETWORKS or words[-1] in NETWORKS or words[-1] in COMPANY_TAILS or words[-1] in {"and", "the", "of"}:
        return True
    known = {entry.kind for entry in register.entries if entry.name == name}
    return bool(known & {"person", "company"}) or (words[0] in GIVEN_NAMES and len(words) == 2)


def _written(name: str, text: str) -> bool:
    """Whether the text has it with the capitals of the headline, and not at the head of every sentence it stands in."""
    at = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    inside = [k for k in at if text[max(0, k - 9) : k].rstrip()[-1:] not in {"", ".", "!", "?", "”", '"'}]
    return bool(at) and (" " in name or bool(inside))


def _no_title(before: list[str], after: list[str]) -> bool:
    """ "has ‘abruptly left’", "“Rise Up” rally": quoted in a headline, and no work."""
    verbal = bool(before) and before[0].lower() in AUXILIARIES
    return verbal or (bool(after) and after[0].lower().strip(",:.’'”\"") in HAPPENINGS)


def _in_text(name: str, text: str) -> bool:
    """Headlines capitalise everything in quotation marks; a title is capitalised in the text too."""
    words, low = _plain(name.rstrip(".,!?")), _plain(text)
    if words.endswith(("ing", "ed")) and " " not in words and f" {words} " in low:
        return False  # "Ada Pell “Spotted” on “Low Water” set": a verb the text has too
    at = low.find(words)
    if at < 0 or not words:
        seen = look(name)
        return not (seen.personal or seen.verb or seen.words > 6)
    while at >= 0:
        here = text[at : at + len(words)]
        opens = text[max(0, at - 9) : at].rstrip()[-1:] in {".", "!", "?", ""}
        long = [word for word in here.split() if len(word) > 3 and word[:1].isalpha()]
        if (" " in words or not opens) and not here[:1].islower() and all(word[:1].isupper() for word in long):
            return True
        at = low.find(words, at + len(words))
    return False


def _plain(text: str) -> str:
    """In small letters with plain apostrophes, character for character."""
    return small_letters(text).replace("’", "'")


def is_award(name: str) -> bool:
    """ "Best Boat in a Drama"."""
    first = name.split()[0].lower() if name.split() else ""
    return first in {"best", "outstanding"} or bool(re.search(r"\b(?:actor|actress|category) in an?\b", name.lower()))
