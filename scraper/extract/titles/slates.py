"""The other titles that an article announces: each with a sentence of its own, or a heading, or a place in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scraper.extract.text.caseless import Caseless
from scraper.extract.titles.kinds import states
from scraper.extract.titles.premieres import Premieres
from scraper.extract.titles.regions import Region, Regions
from scraper.extract.titles.scope import Scope
from scraper.extract.titles.stated_dates import StatedDate
from scraper.extract.titles.titles import Work, Works

_BESIDE = 50  # characters
_MOST = 40  # works that are looked at
_OWN = (
    "renewal",
    "cancellation",
    "series order",
    "film greenlight",
)  # what a sentence may say of a title beside the news
_SHARED = frozenset({"renewal", "cancellation", "series order", "film greenlight", "premiere date", "deal"})
_HEADED = frozenset({"series order", "premiere date", "film greenlight", "first look"})  # slates under headings
_OF_ONE = frozenset({"other", "award", "deal", "casting", "executive move", "corporate"})  # another's date is no news
_JOINED = re.compile(r"[\s,’‘'\"“”]*(?:and|&)?[\s’‘'\"“”]*")
_RENEWED = Caseless(r"\b(?:renew\w*|pick(?:s|ed)[ -]up|order(?:s|ed)|(?:re)?commission\w*)\b")
# "the song “Ebb”", "“Ebb,” from the score", "which began as a project called Low Water", "does not affect Low Water"
_LEADS_PAST = re.compile(
    r"(?:\b(?:song|single|track|album|score|soundtrack|theme|(?:previously|formerly|originally|once) (?:titled|called)"
    r"|known as|project called|working title(?: of)?)|(?:not|n['’]t) affect)[\s“‘\"']*$"
)
_GOES_PAST = re.compile(
    r"[”’\"',\s]*(?:(?:a|an|the|from the) )?(?:[\w-]+ ){0,2}(?:song|single|track|album|score|soundtrack|theme)\b"
    r"|[”’\"',\s]*(?:remains in development|is unaffected|is not affected"
    r"|has (?:confirmed|learned|obtained)|understands|reports\b)"
)
_LONG_AGO = Caseless(
    r"\b(?:last (?:year|month|week|season|fall|spring|summer|winter|june|may)|previously|ago|earlier this"
    r"|in (?:19|20)[01]\d|since|originally|ran for|had|was (?:canceled|cancelled|renewed|ordered)|aired|ended)\b",
)


@dataclass(frozen=True, slots=True)
class Announced:
    """A title besides the main one, and the region that announces it."""

    kind: str
    work: Work
    region: Region
    date: StatedDate | None


class Slate:
    """Judges every work that is neither the main one nor named in passing."""

    def __init__(self, text: str, works: Works, scope: Scope, regions: Regions, premieres: Premieres) -> None:
        self.text, self.works, self.scope = text, works, scope
        self.regions, self.premieres = regions, premieres

    def others(self, kind: str) -> Iterator[Announced]:
        """In reading order; `kind` is that of the article."""
        main = self.scope.main
        listed = self._beside(main)
        for work in self.works.works[:_MOST]:
            if work is main or work.source or all(seen.other for seen in work.seen):
                continue
            regions = [region for region in self.regions.of(work) if region.named]
            if not regions:
                continue
            date = self.premieres.date(work)
            if self._in_passing(work, regions[0]):
                continue
            own = self._kind(kind, work, regions, date, beside=regions[0].position in listed)
            if own is not None:
                yield Announced(*own, date)

    def _kind(
        self, kind: str, work: Work, regions: list[Region], date: StatedDate | None, *, beside: bool
    ) -> tuple[str, Work, Region] | None:
        for region in regions[:6]:
            if _LONG_AGO.search(self.text, region.start, region.end):
                continue
            for own in _OWN:
                if own == "renewal" and kind == "premiere date" and self._only_returns(region, date):
                    continue
                if own != "series order" and states(own, self.text, region.start, region.end):
                    return own, work, region
            if kind == "series order" and states(kind, self.text, region.start, region.end):
                return kind, work, region
        first = regions[0]
        if self.scope.heads(work) and kind in _HEADED:
            return kind, work, first
        if date is not None and kind not in _OF_ONE:
            return ("renewal" if kind == "renewal" and first.listed else "premiere date"), work, first
        if kind in _SHARED and beside and first.listed:
            return kind, work, first
        if kind in _SHARED | {"award"} and self._headlined(work):
            return kind, work, first
        return None

    def _in_passing(self, work: Work, region: Region) -> bool:
        """A song of the main title, its former name, a work of which nothing changes."""
        tokens = self.works.tokens
        for seen in work.seen:
            start, end = tokens[seen.first].start, tokens[seen.last].end
            if region.start <= start < region.end:
                return bool(
                    _LEADS_PAST.search(self.text[max(region.start, start - _BESIDE) : start])
                    or _GOES_PAST.match(self.text[end : min(region.end, end + _BESIDE)])
                )
        return False

    def _only_returns(self, region: Region, date: StatedDate | None) -> bool:
        """ "returns for its second season on May 4": a day, and no word of a renewal."""
        if date is None or date.precision != "day" or not region.start <= date.start < region.end:
            return False
        back = re.search(r"\breturn(?:s|ing)\b", self.text[region.start : region.end])
        return back is not None and not _RENEWED.search(self.text, region.start, region.end)

    def _headlined(self, work: Work) -> bool:
        """ "Quay cancels ‘Low Water’ and ‘Long Road’": beside the main title in a headline."""
        main, headline = self.scope.main, self.works.headline
        if main is None or not self.scope.in_headline(work):
            return False
        names = sorted((main.name, work.name), key=headline.find)
        between = headline[headline.find(names[0]) + len(names[0]) : max(0, headline.find(names[1]))]
        return bool(_JOINED.fullmatch(between))

    def _beside(self, main: Work | None) -> set[int]:
        """Sentences in which the main title stands in a list, among the first."""
        regions = self.regions.of(main)[:3] if main is not None else []
        return {region.position for region in regions if region.listed and region.position < 4}
