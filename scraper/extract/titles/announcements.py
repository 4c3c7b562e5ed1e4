"""What an article announces: of its subject first, then of the other titles of a slate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scraper.extract.titles.counts import episodes, season
from scraper.extract.titles.headlines import of_an_occasion, tells
from scraper.extract.titles.kinds import kind_of, on_stage, states
from scraper.extract.titles.premieres import Premieres
from scraper.extract.titles.regions import Region, Regions
from scraper.extract.titles.scope import Scope
from scraper.extract.titles.sentences import Sentence
from scraper.extract.titles.slates import Announced, Slate
from scraper.extract.titles.stated_dates import StatedDate
from scraper.extract.titles.titles import Work, Works
from scraper.model import Announcement, Article, Span

_DATED = frozenset({"premiere date", "series order", "renewal", "first look", "trailer"})  # also without a main title
_UNTIMED = frozenset({"award", "executive move", "corporate"})  # a date they mention is another's
_OF_A_TITLE = frozenset({"cancellation", "renewal", "trailer", "first look"})  # a main title has them, or nobody
_UNTITLED = frozenset({"executive move", "corporate"})  # news of people and companies
_ORDERS = frozenset({"series order", "film greenlight"})
_FEATURE = re.compile(
    r"(?:how|why|what|where|who|inside|behind)\b", re.IGNORECASE
)  # a headline that tells, not announces
_OVERALL = re.compile(
    r"\b(?:overall|first-look|multi-?year|output|development|licensing)\b.{0,30}\b(?:deal|pact)\b", re.IGNORECASE
)
_ORDINAL = re.compile(r"(?:the )?(?:\d|first|second|third|fourth|fifth|sixth|seventh|season|series)", re.IGNORECASE)
_NEAR = 40  # characters
_OPENING = 6  # sentences
_COUNTED = 12  # regions in which seasons and episodes are counted


@dataclass(frozen=True, slots=True)
class Reading:
    """What announcements are read from; made once for a document."""

    article: Article
    works: Works
    scope: Scope
    sentences: Sequence[Sentence]
    regions: Regions


def announcements(reading: Reading) -> tuple[Announcement, ...]:
    """What is announced of the main title first, then of the others of a slate; () where nothing is."""
    return tuple(_Desk(reading).announcements())


class _Desk:
    def __init__(self, reading: Reading) -> None:
        self.reading, self.text = reading, reading.article.text
        self.scope, self.works, self.regions = reading.scope, reading.works, reading.regions
        self.premieres = Premieres(self.text, reading.works, reading.scope, reading.sentences, reading.regions)

    def announcements(self) -> Iterator[Announcement]:
        main = self.scope.main
        kind, evidence = self._kind(main)
        date = self._date(kind, main)
        others = self._others(kind, main)
        if kind in _UNTITLED or (kind == "deal" and self._of_a_company(main)):
            main, date, others = None, None, []
        nothing = kind == "other" and (date is None or main is None)
        of_others = main is None and others and kind != "deal"
        if not nothing and not of_others:
            yield self._first(kind, evidence or self._lead(date), main, date)
        for other in others:
            yield self._another(other.kind, other.work, other.region, other.date)

    def _kind(self, main: Work | None) -> tuple[str, Span | None]:
        headline = self.reading.article.headline
        lead = self.reading.sentences[:4]
        kind, evidence = kind_of(headline, self.text, lead, about_a_work=self._about_a_work())
        kind = _of_medium(kind, main)
        if kind == "other" and main is not None and self._dated_at_once(main):
            return "premiere date", None
        if kind in _OF_A_TITLE and main is None and not self.scope.untitled and not states(kind, headline):
            return "other", None  # "a category of screen savers has been canceled"
        return kind, evidence

    def _others(self, kind: str, main: Work | None) -> list[Announced]:
        if tells(self.reading.article.headline) or (kind == "deal" and main is None):
            return []  # what a review speaks of, what a company made before
        return list(Slate(self.text, self.works, self.scope, self.regions, self.premieres).others(kind))

    def _date(self, kind: str, main: Work | None) -> StatedDate | None:
        if kind in _UNTIMED or (main is None and kind not in _DATED):
            return None
        if kind == "other" and of_an_occasion(self.reading.article.headline):
            return None
        date = self.premieres.date(main)
        if kind == "other" and date is not None and self.text[date.end : date.end + 2] == ").":
            return None  # a calendar: "Low Water (March 5). Jo Bell is ..."
        if kind == "cancellation" and date is not None and date.text.lower() in {"today", "tonight", "tomorrow"}:
            return None  # when it was said, or when somebody was on
        return date

    def _of_a_company(self, main: Work | None) -> bool:
        """An overall or first-look deal: the titles beside it are what somebody made before."""
        headline = self.reading.article.headline
        if main is None or self.scope.in_headline(main):
            return False
        named = (region.position for region in self.regions.of(main) if region.named)
        if next(named, 1) > 0:
            return True  # named further down: what the company has made
        led = (_OVERALL.search(self.text, each.start, each.end) for each in self.reading.sentences[:2])
        return bool(_OVERALL.search(headline)) or any(led)

    def _dated_at_once(self, main: Work) -> bool:
        """Whether the first sentences give a day for it: then that is the news, whatever the headline says."""
        date = self.premieres.date(main)
        first = self.reading.sentences[:3]
        return (
            date is not None
            and date.precision == "day"
            and self.text[date.end : date.end + 1] not in {")", ":"}  # a calendar, which announces nothing by itself
            and any(char.isdigit() for char in date.text)
            and " still " not in self.text[max(0, date.start - _NEAR) : date.start]  # "will still open on May 4"
            and not (_FEATURE.match(self.reading.article.headline) or tells(self.reading.article.headline))
            and not on_stage(self.reading.article.headline, self.text)
            and not of_an_occasion(self.reading.article.headline)
            and any(sentence.start <= date.start < sentence.end for sentence in first)
        )

    def _first(self, kind: str, evidence: Span, main: Work | None, date: StatedDate | None) -> Announcement:
        headline = self.reading.article.headline
        about = self._words(main) if main is not None else self._opening(kind)
        # In a headline of several titles a season is any of theirs.
        own = [] if main is not None and self._several() else [headline, evidence.of(self.text)]
        return Announcement(
            kind=kind,
            evidence=evidence,
            title=main.name if main is not None else None,
            season=_of_kind(kind, season(self._unnamed([*own, *about[:2]]))),
            episodes=episodes(about),
            date=date.text if date is not None else None,
            date_precision=date.precision if date is not None else None,
            premiere_episodes=self.premieres.first_episodes(about) if main is not None else None,
            rollout=self.premieres.rollout(about) if main is not None else None,
            network=(main.network or None) if main is not None else (self.scope.network or None),
        )

    def _another(self, kind: str, work: Work, region: Region, date: StatedDate | None) -> Announcement:
        about = self._words(work)
        return Announcement(
            kind=_of_medium(kind, work),
            evidence=region.span,
            title=work.name,
            season=_of_kind(kind, season(self._unnamed(about))),
            episodes=episodes(about),
            date=date.text if date is not None else None,
            date_precision=date.precision if date is not None else None,
            premiere_episodes=self.premieres.first_episodes(about),
            rollout=self.premieres.rollout(about),
            network=work.network or self.scope.network or None,
        )

    def _opening(self, kind: str) -> list[str]:
        """What the first sentences say of a project without a title."""
        if kind not in {"series order", "film greenlight"} or not self.scope.untitled:
            return []
        return [self.text[each.start : each.end] for each in self.reading.sentences[:_OPENING]]

    def _words(self, work: Work) -> list[str]:
        """What is said of the work, without what is said of several."""
        regions = self.regions.of(work)
        own = [region for region in regions if not region.listed] or regions
        return [region.span.of(self.text) for region in own[:_COUNTED]]

    def _unnamed(self, texts: Sequence[str]) -> list[str]:
        """The words without the titles that hold an ordinal: "Second Helpings season four"."""
        names = [work.name for work in self.works.works[:_COUNTED] if _ORDINAL.match(work.name)]
        masked = list(texts)
        for name in names:
            masked = [words.replace(name, "…") for words in masked]
        return masked

    def _several(self) -> bool:
        main = self.scope.main
        return any(work is not main and self.scope.in_headline(work) for work in self.works.works)

    def _about_a_work(self) -> bool:
        """A title in the headline or the first paragraphs, or a project without one."""
        if self.scope.untitled or (self.scope.main is not None and not self.scope.main.seen):
            return True
        return any(
            self.works.tokens[seen.first].paragraph < 2 and not seen.work.source for seen in self.works.sightings
        )

    def _lead(self, date: StatedDate | None) -> Span:
        """The sentence with the date, if nothing else is announced; otherwise the first."""
        dated = (each for each in self.reading.sentences if date is not None and each.start <= date.start < each.end)
        first = next(dated, self.reading.sentences[0] if self.reading.sentences else None)
        return Span(first.start, first.end) if first is not None else Span(0, min(1, len(self.text)))


def _of_kind(kind: str, number: str | None) -> str | None:
    """A later season than the first is ordered by a renewal: beside an order it is another title's."""
    if kind in _UNTITLED or (kind in _ORDERS and number != "1"):
        return None
    return number


def _of_medium(kind: str, work: Work | None) -> str:
    """An order of a film is a greenlight, and the other way round."""
    if work is not None and work.kind == "film" and kind == "series order":
        return "film greenlight"
    if work is not None and work.kind in {"series", "limited series"} and kind == "film greenlight":
        return "series order"
    return kind
