"""Which season is announced, and how many episodes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scraper.extract.text.caseless import Caseless

_I = re.IGNORECASE
NUMBERS = {
    word: n
    for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen".split())
}
_ORDINALS = {
    word: n for n, word in enumerate("zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split())
}
_ORDINALS |= {"sophomore": 2}
_NTH = "|".join(list(_ORDINALS)[1:])
_EPISODES = Caseless(
    rf"\b(\d{{1,3}}|{'|'.join(list(NUMBERS)[2:])})(?:-| )(?:(?:new|brand[- ]new|half-?hour|hour-long|one-hour|more) )?"
    r"(?:(?:episodes?|part)(?:er)?|parter)\b(?! (?:premiere|weekly|each|every|per|launch|debut|bow))"
    r"|\((\d{1,2}) ?[x×] ?\d{2}",
)
_OPENING = re.compile(
    r"\b(?:first|opening|final|last|with|past|previous|directed|wrote|of those|back-to-back|watch(?:ed|ing)?|saw|seen"
    r"|screen(?:ed|ing|s)|shown)\s+(?:the )?$",
    _I,
)
_WHOLE = 5  # nobody opens "with five episodes": that is all there are
_SEASON = Caseless(
    r"\b(?:season|series) (\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\b"
    rf"|\b({_NTH}|\d{{1,2}}(?:st|nd|rd|th))(?:,? and (?:final|last)|-and-final)?(?: [\w-]+)?"
    r" (?:season|series|run|outing)\b"
    rf"|\b(?:gets?|handed|given|earns?) (?:a |an )?({_NTH})\b(?=[.,;])",
)
_DENIED = re.compile(r"\b(?:not|no|without|never)\b|n['’]t\b", _I)  # "will not return for a third season"
_COMPARED = re.compile(r"\bthan\b[^.,;]*$")  # "more than any other has had in its first season"
_LAST = re.compile(r"\b(?:finale|finales|ended|concluded|wrapped|aired|ahead of)\b", _I)


def episodes(texts: Iterable[str]) -> int | None:
    """How many episodes there are in all; those of the first day are another count."""
    for text in texts:
        for match in _EPISODES.finditer(text):
            word = (match[1] or match[2]).lower()
            number = NUMBERS.get(word) or (int(word) if word.isdigit() else None)
            opening = _OPENING.search(text[max(0, match.start() - 24) : match.start()])
            if not opening or (opening[0].lower().startswith("with") and (number or 0) >= _WHOLE):
                return number
    return None


def season(texts: Iterable[str]) -> str | None:
    """The season that is announced: "2"; not one that has been."""
    found: list[tuple[bool, int]] = []
    for text in texts:
        for match in _SEASON.finditer(text):
            word = (match[1] or match[2] or match[3]).lower()
            number = NUMBERS.get(word) or _ORDINALS.get(word) or int(re.sub(r"\D", "", word) or 0)
            if not number:
                continue
            if _DENIED.search(text[max(0, match.start() - 30) : match.start()]):
                continue
            if _COMPARED.search(text[max(0, match.start() - 100) : match.start()]):
                continue
            over = bool(_LAST.search(text[max(0, match.start() - 40) : match.start()])) or bool(
                re.match(r"\W*finale", text[match.end() : match.end() + 10], _I)
            )
            found.append((over, number))
        if any(not over for over, _ in found):
            break
    return next((str(number) for over, number in found if not over), None)
