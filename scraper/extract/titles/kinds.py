"""The kind of news an article brings, weighed from its headline and its first sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.extract.text.caseless import Caseless
from scraper.extract.titles.headlines import leans, of_an_occasion, tells
from scraper.extract.titles.kind_words import KINDS
from scraper.extract.titles.sentences import Sentence
from scraper.model import Span

_JOINING = Caseless(r"\bjoin")
_UNTIED = frozenset({"award", "deal", "executive move", "corporate"})  # news that needs no title
_CALLED = frozenset({"cancellation", "renewal"})
_AFTER = Caseless(r"\w\W+(?:after|following|amid)\b[^,:;]*$")  # "Pell joins ‘Low Water’ after a cancellation"
_DENIED = Caseless(
    r"\b(?:won['’]t|not|never|refus\w+ to|despite|without|rumou?rs?|declin\w+|wants?|hop(?:es|ed|ing)"
    r"|would (?:love|like)|considers|considering|dreams? of|while|when|after|before|since)\b"
)
_CALLED_OFF = re.compile(  # "the premiere of “Low Water” was canceled"
    r"\b(?:premieres?|screenings?|events?|appearances?|red carpet|part(?:y|ies)|tours?|concerts?|festivals?)"
    r"\b[^.;]{0,40}\b(?:was|were|is|are|been|being) $"
)
_STAGE = Caseless(
    r"\b(?:broadway|west end|off-broadway|stage musical|stage play|theater workshop|concert tour)\b",
)
_SCREENED = Caseless(r"\b(?:series|season|episodes?|streaming|streamer|film version|movie adaptation)\b")
_ORDERED = Caseless(
    r"\b(?:series order|ordered|greenlit|green-?lit|commissioned|straight[ -]to[ -]series"
    r"|picked up .{0,30}to series)\b",
)
_PACKAGED = Caseless(r"\b(?:lands?|greenlights?|orders?|picks up|developing)\b.{0,100}\b(?:to (?:co-)?star|starring)\b")
_OUTRIGHT = Caseless(r"\b(?:series order|straight[ -]to[ -]series)\b")
_ACQUIRED = Caseless(r"\b(?:in talks to acquire|has acquired|acquires|acquired .{0,30}rights|nabbed|bought)\b")
_DATE_SAID = Caseless(r"\b(?:premiere|release) date\b")
_TRAILED = Caseless(
    r"\b(?:unveiled|released?s?|debuted|dropped|shared|revealed|launched) (?:the |a |an |its )?(?:[\w-]+ ){0,3}"
    r"(?:trailer|teaser)\b",
)
_CREW_LEAVES = Caseless(
    r"\b(?:showrunner|creator|director|executive producer)\b.{0,40}"
    r"\b(?:exits?|departs?|leaves|leaving|steps? down|out)\b",
)
_FINAL_ORDERED = Caseless(
    r"\b(?:renew(?:s|ed)|pick(?:s|ed) up|order(?:s|ed)|given)\b.{0,80}\b(?:final|last) (?:season|run|series)\b",
)
_RENEWED = Caseless(r"\b(?:renewed|renews|picked up for)\b")
_ENDED = Caseless(
    r"\b(?:un-?renew\w*|cancel\w*|axe[sd]?|scrap\w*|shelve[sd]?|ditch\w*|drop(?:s|ped)|pull(?:s|ed)? the plug"
    r"|end(?:s|ing)?|revers\w+|rescind\w*|revok\w+|fail\w*|never|before|after)\b|(?:\bnot|n['’]t) (?:be )?renew"
)
# A writer who says "I" in the first sentences, outside marks, gives an opinion.
_I_SAY = re.compile(
    r"\bI(?:['’](?:m|ve|d|ll)| (?:am|was|have|had|do|did|don['’]t|didn['’]t|can|can['’]t|could|would|think|thought"
    r"|believe|wish|hope|loved?|admit|confess|suspect|know|knew|find|found|watched|want|miss))\b"
)
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|‘[^’]*(?:’|$)")
_DAY_SAID = Caseless(
    r"\b(?:premier(?:es|ing|e)|debut(?:s|ing)?|arriv(?:es|ing)|launch(?:es|ing)|stream(?:s|ing)|on)\b.{0,25}"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d",
)
_OFFICER_LEAVES = Caseless(
    r"\b(?:chief|head of \w+|president|ceo|boss|evp|svp|vp|executive)\b.{0,80}"
    r"\b(?:is exiting|exits|(?:will |is )?step(?:s|ping)? down|is leaving|will leave|has left|is departing|departs)\b",
)
# Without one of these words who joins something joins no cast, and what comes out in May may be a telephone.
_OF_SCREENS = Caseless(
    r"\b(?:films?|movies?|series|shows?|drama|comed(?:y|ies)|sitcom|seasons?|episodes?|cast|casting|roles?|actors?|actress(?:es)?"
    r"|stars?|starring|pilot|thriller|premieres?|stream(?:s|ing|er)|telev\w+|theat(?:er|re)s?|cinemas?|hosts?|hosting|host's|musical|documentary|program(?:me)?|spin-?off|sequel|voices?)\b"
)
_ON_SCREENS = frozenset({"casting", "premiere date", "cancellation", "first look"})
_MARKED = re.compile(r"[‘“\"]|(?<!\w)'")
_OPENING = 800  # characters
_SHORT = 45  # characters: a first sentence that only opens ("It's official.") leads nothing
_SHARES = (1.0, 0.55, 0.4, 0.3)  # of the weight: the first sentence says most
_PARAGRAPHS = 2  # beside the first: further down nothing is told first
_ENOUGH = 1.9
_REACH = 600  # characters of a sentence


def kind_of(headline: str, text: str, lead: Sequence[Sentence], *, about_a_work: bool) -> tuple[str, Span | None]:
    """The kind with most weight, and the sentence that says so; "other" where none has enough."""
    if tells(headline):
        return "other", None
    scores = _of_headline(headline)
    if not scores and leans(headline):
        return "other", None
    if not scores and _in_first_person(text, lead):
        return "other", None
    if len(lead) > 1 and _only_opens(text, lead[0]):
        lead = lead[1:]
    spans = _add_the_lead(scores, text, lead)
    _weigh_the_lead(scores, headline, text, lead)
    if "renewal" in scores and _RENEWED.search(headline) and not _ENDED.search(headline):
        scores.pop("cancellation", None)  # who leaves it, what else was called off
    if _CREW_LEAVES.search(headline):
        scores.pop("casting", None)
    if not _of_screens(headline, text):
        scores = {kind: score for kind, score in scores.items() if kind not in _ON_SCREENS}
    if of_an_occasion(headline):
        scores.pop("premiere date", None)
    if not about_a_work or on_stage(headline, text):
        scores = {kind: score for kind, score in scores.items() if kind in _UNTIED}
    best = max(scores, key=lambda kind: scores[kind], default="other")
    if scores.get(best, 0) < _ENOUGH:
        return "other", None
    return best, spans.get(best)


def states(kind: str, text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether the words between two offsets speak of that kind of news."""
    for name, _, pattern in KINDS:
        if name == kind and (match := pattern.search(text, start, end)) and not _denied(text, match, start):
            return True
    return False


def _of_screens(headline: str, text: str) -> bool:
    if _MARKED.search(headline) or _OF_SCREENS.search(headline):
        return True
    return _OF_SCREENS.search(text, 0, min(len(text), _OPENING)) is not None


def _of_headline(headline: str) -> dict[str, float]:
    scores: dict[str, float] = {}
    for kind, weight, pattern in KINDS:
        match = pattern.search(headline)
        if (
            match
            and not _denied(headline, match)
            and not (kind in _CALLED and _AFTER.search(headline, 0, match.start()))
        ):
            scores[kind] = scores.get(kind, 0) + weight * 2
    return scores


def _add_the_lead(scores: dict[str, float], text: str, lead: Sequence[Sentence]) -> dict[str, Span]:
    """Add what the first sentences weigh; gives for each kind the first of them that speaks of it."""
    spans: dict[str, Span] = {}
    lead = [sentence for sentence in lead[: len(_SHARES)] if sentence.paragraph <= _PARAGRAPHS]
    if not lead:
        return spans
    for kind, weight, pattern in KINDS:
        if pattern.search(text, lead[0].start, lead[-1].end) is None:
            continue
        for share, sentence in zip(_SHARES, lead, strict=False):
            match = pattern.search(text, sentence.start, min(sentence.end, sentence.start + _REACH))
            if match and not _denied(text, match, sentence.start):
                along = (match.start() - sentence.start) / max(60, sentence.end - sentence.start)
                scores[kind] = scores.get(kind, 0) + weight * share * (1.15 - 0.3 * min(1.0, along))
                span = Span(sentence.start, sentence.end)
                spans[kind] = min(spans.get(kind, span), span, key=lambda each: each.start)
    return spans


def _in_first_person(text: str, lead: Sequence[Sentence]) -> bool:
    """Whether the writer says "I" in the first paragraphs; what is said in marks is another's."""
    opening = [sentence for sentence in lead if sentence.paragraph < _PARAGRAPHS]
    if not opening:
        return False
    return _I_SAY.search(_QUOTED.sub("…", text[opening[0].start : opening[-1].end])) is not None


def _only_opens(text: str, sentence: Sentence) -> bool:
    """ "It's official.": a short first sentence that tells nothing yet."""
    if sentence.end - sentence.start >= _SHORT:
        return False
    return not any(pattern.search(text, sentence.start, sentence.end) for _, _, pattern in KINDS)


def _weigh_the_lead(scores: dict[str, float], headline: str, text: str, lead: Sequence[Sentence]) -> None:
    """ "Pell to star in ‘Low Water’": when the first sentence says it was ordered, the order is the news."""

    def outranks(kind: str, other: str) -> None:
        if kind in scores and other in scores:
            scores[kind] = max(scores[kind], scores[other] + 0.1)

    if not lead:
        return
    start, end = lead[0].start, min(lead[0].end, lead[0].start + 160)
    ordered = _ORDERED.search(text, start, end) or _OUTRIGHT.search(text, start, lead[0].end)
    if ordered and not _JOINING.search(headline):
        outranks("series order", "casting")
    if _PACKAGED.search(headline):  # "Quay lands ‘Low Water’ with Ada Pell to star"
        outranks("series order", "casting")
        outranks("film greenlight", "casting")
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
    if _DENIED.search(text, max(start, match.start() - 16), match.start()):
        return True
    return bool(_CALLED_OFF.search(text[max(start, match.start() - 80) : match.start()]))


def on_stage(headline: str, text: str) -> bool:
    """News of the theatre, which has no kind of its own here."""
    return bool(_STAGE.search(headline)) and not _SCREENED.search(f"{headline} {text[:600]}")
