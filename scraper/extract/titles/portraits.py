"""What a document says of its works: medium, network, genre and logline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extract.text.caseless import Caseless
from scraper.extract.text.words import MARKED, WORD
from scraper.extract.titles.networks import Networks
from scraper.extract.titles.regions import Regions
from scraper.extract.titles.scope import Scope
from scraper.extract.titles.titles import Sighting, Work, Works
from scraper.extract.titles.trade import DOCUSERIES, GENRE_WORDS, GENRES, MEDIA, TITLED

_BEFORE, _AFTER = 7, 11  # tokens from the title
_DETERMINERS = frozenset("the new this limited".split())
_LIMITED = frozenset("limited miniseries mini-series limited-series event".split())
_EITHER = frozenset("drama comedy dramedy rom-com".split())  # on television or in the cinema
_ENDS = frozenset("who whose which will has have that stars starring premieres debuts follows and".split())
_STATED = (
    rf"((?:(?:{'|'.join(sorted(GENRE_WORDS, key=len, reverse=True))})[ -])*"
    rf"(?:{'|'.join(sorted(GENRES, key=len, reverse=True))}))\b(?!-)"
)
_CALLED = Caseless(
    rf"\b(?:the|a|an|this|its|new|upcoming|\w+-part|\w+-episode)\s+(?:(?!of\b|in\b)[\w+-]+\s+){{0,2}}?{_STATED}",
)
_IN_CINEMAS = Caseless(
    r"\b(?:in|hits?|to) (?:theaters|theatres|cinemas)\b|\btheatrical|\bbox office\b",
)
_SEASONS = Caseless(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|final|new|\d{1,2}(?:st|nd|rd"
    r"|th)) seasons?\b"
    r"|\bseason (?:\d|one|two|three|four|five|six)"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2})-(?:part|episode)\b"
    r"|\bepisodes? of\b|\b(?:next|first|second|third|fourth) episodes?\b"
)
_OF_TELEVISION = Caseless(  # "theaters that show the film" speaks of no show
    r"\b(?:series|episodes?|seasons?|sitcom|pilot (?:episode|order|script)|(?:tv|television|drama"
    r"|comedy) pilot|showrunner|miniseries|shows|(?:tv|television|the|this|its|a|new|hit)"
    r" show)\b",
)
_THE_FILM = Caseless(
    r"\b(?:the|this) (?:[\w-]+ )?(?:film|movie|feature)\b(?! (?:festival|market|version))",
)
_LEAD = 2000  # characters
_GENRE = Caseless(rf"\b{_STATED}")
_ABOUT = Caseless(
    r"\b(?:follows|follow|tells? the story of|telling the story of|cent(?:er|re)(?:s|ed)? (?:on|around)"
    r"|revolves around|chronicles|charts|is about|explores|traces|tracks|documents)\s+(?!up\b|in the footsteps)",
)
_SUBJECT = re.compile(
    r"(?:\b(?:it|series|film|show|drama|comedy|thriller|movie|documentary|story|which|that|mystery|special|adaptation"
    r"|project|parter|saga|docuseries)|[”’\"'])[\w\s,-]{0,24}$",
    re.IGNORECASE,
)
_MIDWAY = re.compile(r"(?:and|but|or|then)\b")  # the second half of a sentence is no logline
_SYNOPSIS = Caseless(r"\b(?:logline|synopsis)\b[^“\"]{0,60}[“\"]([^”\"]{20,600})[”\"]")
_SENTENCE_ENDS = re.compile(
    r"(?<=\w\w)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bJr)[.!?][”’\"']? (?=[A-Z“\"])"
)
_SAID_BY = re.compile(r", (?:according to|per|as told) .*$|, (?:the |a )?[\w ]{1,30} (?:said|says|reported|reports)$")
_TAIL = re.compile(r"[\s.,;:!?”\"]+$")


def describe(works: Works, scope: Scope, regions: Regions, networks: Networks) -> None:
    """Fill in what is said beside each title; for the main one, also what the document says of "the series"."""
    television = _of_television(works)
    for seen in works.sightings:
        _beside(seen, works, scope, networks, television=television)
    main = scope.main
    if main is not None:
        main.kind = main.kind or _most_called(works, television=television) or _in_cinemas(works, regions, main)
        if main.kind in {"", "series"}:
            main.kind = _called_a_film(works, regions, main) or main.kind or _of_headline(works)
        main.kind = main.kind or _in_seasons(works, regions, main)
        main.network = main.network or networks.main()
        main.genre = main.genre or _genre_of_main(works, scope, regions, main)
    for work in works.works:
        if not work.source and any(not seen.other for seen in work.seen):
            work.logline = _logline(works, regions, work)


def _beside(seen: Sighting, works: Works, scope: Scope, networks: Networks, *, television: bool) -> None:
    work, tokens = seen.work, works.tokens
    for stretch in (_leading(seen, works, scope), _following(seen, works)):
        if stretch is None:
            continue
        first, end = stretch
        work.kind = work.kind or _medium(works, first, end, television=television)
        if not work.genre and end > first:
            words = works.doc.text[tokens[first].start : tokens[end - 1].end]
            work.genre = genre(words)
        if not work.network and not seen.other:
            work.network = next(filter(None, map(networks.at, range(first, end))), "")


def _leading(seen: Sighting, works: Works, scope: Scope) -> tuple[int, int] | None:
    """ "the new FX spy drama “Low Water”"."""
    tokens, start = works.tokens, scope.sentence_start(seen.first)
    k = seen.first
    if tokens[k - 1].low in TITLED and tokens[k - 2].text == ",":
        k -= 2  # "the series, titled Low Water"
    while (
        k > max(start, seen.first - _BEFORE)
        and tokens[k - 1].kind != MARKED
        and not (tokens[k - 1].text in {",", ";", "("} and k < seen.first)
        and tokens[k - 1].low not in {"and", "after", "from"}
    ):
        k -= 1
    return (k, seen.first) if k < seen.first else None


def _following(seen: Sighting, works: Works) -> tuple[int, int] | None:
    """ "“Low Water,” a spy drama from …", "“Low Water” is a spy drama"."""
    tokens, first = works.tokens, seen.last + 1
    within = (
        tokens[seen.last].kind == MARKED and "," in works.doc.text[tokens[seen.last].end - 2 : tokens[seen.last].end]
    )
    if not within and tokens[first].text not in {",", "is", "was", "—", "–", "("}:
        return None
    end = first + (0 if within else 1)
    while (
        end < min(first + _AFTER, len(tokens))
        and tokens[end].sentence == tokens[seen.last].sentence
        and tokens[end].kind != MARKED
        and tokens[end].text not in {",", ";", ")"}
        and tokens[end].low not in _ENDS
    ):
        end += 1
    return (first, end) if end > first else None


def _medium(works: Works, first: int, end: int, *, television: bool) -> str:
    tokens = works.tokens
    for k in range(first, end):
        low = tokens[k].low
        if low in _EITHER and not television:
            continue
        if tokens[k].kind == WORD and MEDIA.get(low) and low != "seasons" and not tokens[k].possessive:
            near = {tokens[j].low for j in range(max(first, k - 2), min(end, k + 3))}
            if near & (DOCUSERIES | {"documentary", "documentaries", "docuseries"}) or "doc" in near:
                return "documentary"
            if "special" in near and low != "special" and tokens[min(k + 1, end - 1)].low != "special":
                near.discard("special")
            if near & _LIMITED and MEDIA[low] == "series":
                return "limited series"
            return "special" if "special" in near else MEDIA[low]
    return ""


def _of_television(works: Works) -> bool:
    return bool(_OF_TELEVISION.search(works.headline) or _OF_TELEVISION.search(works.doc.text, 0, _LEAD))


def _most_called(works: Works, *, television: bool) -> str:
    """ "the series", "the film": what the document calls its subject."""
    counts: dict[str, int] = {}
    tokens = works.tokens
    for i, token in enumerate(tokens):
        if token.low in _EITHER and not television:
            continue
        if token.kind == WORD and MEDIA.get(token.low) and _DETERMINERS & {t.low for t in tokens[max(0, i - 3) : i]}:
            kind = MEDIA[token.low]
            if token.low in DOCUSERIES:
                kind = "documentary"
            elif kind == "series" and (tokens[i - 1].low == "limited" or token.low in _LIMITED):
                kind = "limited series"
            counts[kind] = counts.get(kind, 0) + 1
    if counts.get("limited series") and counts.get("series"):
        counts["limited series"] += counts.pop("series")
    return max(counts, key=lambda kind: counts[kind], default="")


def _called_a_film(works: Works, regions: Regions, main: Work) -> str:
    """ "the drama ... The film, written by": "film" where the document never speaks of a series."""
    text = works.doc.text
    if _of_television(works):
        return ""
    about = [each for each in regions.of(main)[:4] if not each.listed]
    return "film" if any(_THE_FILM.search(text, each.start, each.end) for each in about) else ""


def _of_headline(works: Works) -> str:
    return "limited series" if re.search(r"\blimited series\b", works.headline, re.IGNORECASE) else ""


def _in_cinemas(works: Works, regions: Regions, work: Work) -> str:
    text = works.doc.text
    return "film" if any(_IN_CINEMAS.search(text, each.start, each.end) for each in regions.of(work)[:4]) else ""


def _in_seasons(works: Works, regions: Regions, work: Work) -> str:
    text = works.doc.text
    about = [each for each in regions.of(work)[:4] if not each.listed]
    return "series" if any(_SEASONS.search(text, each.start, each.end) for each in about) else ""


def genre(words: str) -> str:
    """The genre as stated: "spy drama"; "" where none is."""
    match = _GENRE.search(words)
    return match[1] if match else ""


def _genre_of_main(works: Works, scope: Scope, regions: Regions, main: Work) -> str:
    for region in regions.of(main)[:8]:
        words = works.doc.text[region.start : region.end]
        if found := _CALLED.search(words):
            return found[1]
    alone = scope.in_headline(main) and sum(map(scope.in_headline, works.works)) == 1
    return genre(works.headline.replace(main.name, "")) if alone else ""


def _logline(works: Works, regions: Regions, work: Work) -> str:
    text = works.doc.text
    for region in regions.of(work)[:20]:
        for found in _stated(text, region.start, region.end, works):
            return found
    return ""


def _stated(text: str, start: int, end: int, works: Works) -> Iterator[str]:
    quoted = _SYNOPSIS.search(text, start, end)
    if quoted is not None:
        yield _TAIL.sub("", quoted[1])
    for match in _ABOUT.finditer(text, start, end):
        words = _SENTENCE_ENDS.split(text[match.end() : end], maxsplit=1)[0]
        words = _TAIL.sub("", _SAID_BY.sub("", words))
        lead = text[max(start, match.start() - 60) : match.start()]
        if (
            len(words) > 12
            and not _MIDWAY.match(words)
            and not works.spoken_at(match.start())
            and _SUBJECT.search(lead)
        ):
            yield words
