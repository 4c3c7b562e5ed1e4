"""The kind of news an article brings, weighed from its headline and its first sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.extract.titles.kind_words import KINDS
from scraper.extract.titles.sentences import Sentence
from scraper.model import Span

_I = re.IGNORECASE
_UNTIED = frozenset({"award", "deal", "executive move", "corporate"})  # news that needs no title
_DENIED = re.compile(r"\b(?:won['’]t|not|never|refus\w+ to|despite|without|rumou?rs?|declin\w+)\b", _I)
_STAGE = re.compile(
    r"\b(?:broadway|west end|off-broadway|stage musical|stage play|theater workshop|concert tour)\b", _I
)
_SCREENED = re.compile(r"\b(?:series|season|episodes?|streaming|streamer|film version|movie adaptation)\b", _I)
_ORDERED = re.compile(
    r"\b(?:series order|ordered|greenlit|green-?lit|commissioned|straight[ -]to[ -]series"
    r"|picked up .{0,30}to series)\b",
    _I,
)
_OUTRIGHT = re.compile(r"\b(?:series order|straight[ -]to[ -]series)\b", _I)
_ACQUIRED = re.compile(r"\b(?:in talks to acquire|has acquired|acquires|acquired .{0,30}rights|nabbed|bought)\b", _I)
_DATE_SAID = re.compile(r"\b(?:premiere|release) date\b", _I)
_TRAILED = re.compile(
    r"\b(?:unveiled|released?s?|debuted|dropped|shared|revealed|launched) (?:the |a |an |its )?(?:[\w-]+ ){0,3}"
    r"(?:trailer|teaser)\b",
    _I,
)
_CREW_LEAVES = re.compile(
    r"\b(?:showrunner|creator|director|executive producer)\b.{0,40}"
    r"\b(?:exits?|departs?|leaves|leaving|steps? down|out)\b",
    _I,
)
_FINAL_ORDERED = re.compile(
    r"\b(?:renew(?:s|ed)|pick(?:s|ed) up|order(?:s|ed)|given)\b.{0,80}\b(?:final|last) (?:season|run|series)\b", _I
)
# A headline that says what kind of piece this is: what is spoken of in it is no news.
_PIECE = re.compile(r"^(?:podcast|listen|opinion|column|analysis|review|recap|quiz|q&a|watch party)\b ?:", _I)
_DAY_SAID = re.compile(
    r"\b(?:premier(?:es|ing|e)|debut(?:s|ing)?|arriv(?:es|ing)|launch(?:es|ing)|stream(?:s|ing)|on)\b.{0,25}"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d",
    _I,
)
_OFFICER_LEAVES = re.compile(
    r"\b(?:chief|head of \w+|president|ceo|boss|evp|svp|vp|executive)\b.{0,80}"
    r"\b(?:is exiting|exits|(?:will |is )?step(?:s|ping)? down|is leaving|will leave|has left|is departing|departs)\b",
    _I,
)
_SHORT = 45  # characters: a first sentence that only opens ("It's official.") leads nothing
_SHARES = (1.0, 0.55, 0.4, 0.3)  # of the weight: the first sentence says most
_ENOUGH = 1.9
_REACH = 600  # characters of a sentence


def kind_of(headline: str, text: str, lead: Sequence[Sentence], *, about_a_work: bool) -> tuple[str, Span | None]:
    """The kind with most weight, and the sentence that says so; "other" where none has enough."""
    if _PIECE.search(headline):
        return "other", None
    scores: dict[str, float] = {}
    spans: dict[str, Span] = {}
    for kind, weight, pattern in KINDS:
        if (match := pattern.search(headline)) and not _denied(headline, match):
            scores[kind] = scores.get(kind, 0) + weight * 2
    if len(lead) > 1 and lead[0].end - lead[0].start < _SHORT:
        lead = lead[1:]
    for share, sentence in zip(_SHARES, lead, strict=False):
        if sentence.paragraph > 2:
            break
        for kind, weight, pattern in KINDS:
            match = pattern.search(text, sentence.start, min(sentence.end, sentence.start + _REACH))
            if match and not _denied(text, match, sentence.start):
                along = (match.start() - sentence.start) / max(60, sentence.end - sentence.start)
                scores[kind] = scores.get(kind, 0) + weight * share * (1.15 - 0.3 * min(1.0, along))
                spans.setdefault(kind, Span(sentence.start, sentence.end))
    _weigh_the_lead(scores, headline, text, lead)
    if _CREW_LEAVES.search(headline):
        scores.pop("casting", None)
    if not about_a_work or on_stage(headline, text):
        scores = {kind: score for kind, score in scores.items() if kind in _UNTIED}
    best = max(scores, key=lambda kind: scores[kind], default="other")
    if scores.get(best, 0) < _ENOUGH:
        return "other", None
    return best, spans.get(best)


def states(kind: str, text: str, start: int, end: int) -> bool:
    """Whether the words between two offsets speak of that kind of news."""
    for name, _, pattern in KINDS:
        if name == kind and (match := pattern.search(text, start, end)) and not _denied(text, match, start):
            return True
    return False


def _weigh_the_lead(scores: dict[str, float], headline: str, text: str, lead: Sequence[Sentence]) -> None:
    """ "Pell to star in ‘Low Water’": when the first sentence says it was ordered, the order is the news."""

    def outranks(kind: str, other: str) -> None:
        if kind in scores and other in scores:
            scores[kind] = max(scores[kind], scores[other] + 0.1)

    if not lead:
        return
    start, end = lead[0].start, min(lead[0].end, lead[0].start + 160)
    if (_ORDERED.search(text, start, end) or _OUTRIGHT.search(text, start, lead[0].end)) and not re.search(
        r"\bjoin", headline, _I
    ):
        outranks("series order", "casting")
    if _ACQUIRED.search(text, start, end):
        outranks("deal", "film greenlight")
        if not _ORDERED.search(text, start, end):
            outranks("deal", "series order")
    if _TRAILED.search(text, start, end):
        outranks("trailer", "premiere date")
    if _OFFICER_LEAVES.search(text, start, end):
        outranks("executive move", "casting")
    if _FINAL_ORDERED.search(text, start, end):
        outranks("renewal", "cancellation")
    said = (_DATE_SAID.search(text, sentence.start, sentence.end) for sentence in lead if sentence.paragraph < 3)
    if _DAY_SAID.search(headline) or any(said):
        outranks("premiere date", "first look")


def _denied(text: str, match: re.Match[str], start: int = 0) -> bool:
    """ "won't win him any Oscars": the words are there, the news is not."""
    if text[match.start() : match.start() + 3].lower() in {"not", "n't", "n’t"}:
        return False
    return bool(_DENIED.search(text, max(start, match.start() - 16), match.start()))


def on_stage(headline: str, text: str) -> bool:
    """News of the theatre, which has no kind of its own here."""
    return bool(_STAGE.search(headline)) and not _SCREENED.search(f"{headline} {text[:600]}")
