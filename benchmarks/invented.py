"""An invented trade: people, titles, companies and what is printed about them, as many articles as are asked for.

All of it is made up. The same seed gives the same stories. What matters for measuring is true to life: a few
people and titles are in everything and most in little, one event is reported by several sources which reprint
the same statements, names carry accents, and the words of a text are as unevenly common as those of English.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import TypeVar

from scraper.model import (
    ROLES,
    Address,
    Announcement,
    Article,
    Credit,
    Moment,
    Party,
    Publisher,
    Quote,
    Span,
    Story,
    Title,
    TitleLink,
)

Item = TypeVar("Item")
FIRST_DAY = datetime(2019, 1, 7, 15, tzinfo=UTC)
DAYS = 2870  # until late in 2026
EDITED = 0.04  # of the articles, after publication

_GIVEN = (
    "Ada Amaru Anneliese Araba Benedikt Björn Camille Chidi Clémence Dagny Dafydd Edurne Eilidh Ezra Fintan Françoise "
    "Gáspár Greta Hallam Héloïse Idris Imke Ines Jarek José Josefina Kaito Katarzyna Kwame Lasse Léonie Lucía Maëlle "
    "Marguerite Mirela Naoko Nils Noémi Odalys Oisín Olga Pádraig Petra Quentin Rafaela Renée Rosalind Rüdiger Saoirse "
    "Sefton Siôn Sölvi Tadeusz Théo Tomasz Ulrike Valentín Vigdís Wendeline Ximena Yusuf Zdeněk Zoë Zora"
).split()
_STEMS = (
    "Abbern Aldwyn Ambrø Arkw Balthor Bellam Birkh Bramw Caldw Carrow Castell Corvin Dahlb Delacr Drayc Dunm Eckersl "
    "Ellisb Fairw Fenstr Fjord Galbr Garriq Gravesh Hadd Hallor Harkn Hastr Ingl Jardin Jernb Kald Kestr Kingsb Lachl "
    "Larkh Lindqv Lorim Lunds Mabr Marchb Merriw Montag Moresb Nighting Norw Oakl Ostr Pemb Pendr Penhal Quarr Quillf "
    "Radcl Ravensh Rothb Sallow Sandov Seabr Selw Silverth Stanh Strath Tallim Tarrag Thistl Thornb Tremay Ulvest "
    "Vanterp Verhal Wadsw Wayl Westerg Winterb Wolds Yarb Zeller"
).split()
_ENDINGS = (
    "a ado al ander ard ay berg by croft dale den der dottir dóttir ell en er es eth ette feld ford gaard ham hart "
    "ick ier ín ine ing is kov ley lin lock man mere mont more nen ø on ones or oux ova ó quist rell ri rook sen ski "
    "son stad ström ton torp tree ues uiz um vale ville wall ward well wen wick wood worth yn"
).split()
_ADJECTIVES = (
    "Amber Blind Borrowed Broken Burning Certain Cold Crooked Distant Drowned Early Empty Endless False Feral Final "
    "Forgotten Gentle Gilded Glass Golden Hollow Honest Hungry Idle Inland Iron Last Late Little Lonely Lost Lucky "
    "Mild Minor Narrow Northern Painted Pale Patient Perfect Private Quiet Restless Salt Second Secret Silent Silver "
    "Slow Small Stolen Strange Sudden Sunken Tender Thin Unmarked Unsent Vanishing Velvet Wandering White Wild"
).split()
_NOUNS = (
    "Almanac Anchor Archive Atlas Ballad Bargain Beacon Bridge Cartographer Chapel Choir City Clockmaker Coast "
    "Colony Compass Confession Country Daughter Debt Diver Door Echo Emissary Engine Estate Evidence Fable Ferry "
    "Field Fire Flood Forecast Garden Ghost Glacier Harbor Harvest Heir Horizon Hotel Hour House Inheritance "
    "Island Jury Kingdom Ladder Lake Lantern Ledger Letter Library Lighthouse Machine Map Market Meridian Mirror "
    "Museum Night Oath Orchard Orchestra Passenger Pilot Prophet Quarry Queen Reef Republic River Room Saint "
    "Season Signal Sister Sparrow Station Stranger Summer Surgeon Theory Tide Tower Tribunal Valley Verdict "
    "Voyage Weather Widow Window Winter Witness"
).split()
_COMPANY_WORDS = "Films Pictures Productions Studios Television Media Entertainment Stories Features Animation".split()
COMMON = (
    "the of and a to in that it is was for on with as we this be have you are our from they at not but what all were "
    "there can more when their who will so about would one people out up into them then than could time some its been "
    "has like these very just how do way us only new where because every over know story make world first back after "
    "other think see really always something those get most go through before even here feel never work right much good"
).split()
CONTENT = (
    "absence accident actor ambition ancestor ancient answer anthem apprentice argument audience autumn balance "
    "bargain battle beautiful belief betrayal border bravery brilliant brother camera cast catastrophe century "
    "chapter character childhood chorus cinema clever coast collaboration comedy compassion complicated composer "
    "conflict conscience conspiracy corridor costume courage crew crime culture curious dangerous darkness daring "
    "daughter debut decade delight depth desert desire detective dialogue director disaster discovery documentary "
    "doubt drama dream emotion empire energy ensemble epic episode escape evidence exile expedition experience "
    "extraordinary failure faith family father fear feature festival fiction finale flood forest fortune fragile "
    "freedom friendship frontier future garden generation generous genius ghost gravity grief guilt harbor heart "
    "history home honest honor hope horror humor hunger identity illusion imagination impossible incredible "
    "innocence inspiration instinct intimate island journey joy justice kindness kingdom landscape language "
    "laughter legacy legend letter lighthouse loss loyalty luck machine magic masterpiece melody memory mercy "
    "midnight miracle mischief moment monster mother mountain music mystery myth narrative neighbor night "
    "nostalgia novel ocean orchestra original outsider partner passion patience performance perspective picture "
    "pioneer platform poet power premiere pride prison producer promise proof puzzle question rebellion "
    "redemption regret relationship remarkable republic rescue resilience revenge revolution rhythm rival romance "
    "ruin sacrifice satire scandal scene science score screen script season secret series shadow silence singular "
    "sister slate solitude sorrow soul spectacle spirit stage storm storytelling strange stranger streaming "
    "struggle studio subscriber summer survival suspense sympathy talent temptation tender texture theater "
    "thriller tradition tragedy transformation treasure trilogy triumph truth uncertainty unexpected universe "
    "unforgettable verse victory village violence vision visionary voice volcano voyage vulnerable war weather "
    "wedding wilderness winter wisdom wit witness wonder writer youth"
).split()
_CUES = ("said", "said", "said", "added", "told reporters", "explained", "continued", "noted")
_OFFICES = (
    "head of programming",
    "president of worldwide video",
    "chief content officer",
    "showrunner",
    "creator",
    "head of documentaries",
    "senior vice president of drama",
    "executive producer",
    "director",
)
_KINDS = (
    ("series order", 16),
    ("casting", 26),
    ("premiere date", 18),
    ("trailer", 10),
    ("renewal", 10),
    ("film greenlight", 7),
    ("first look", 5),
    ("deal", 4),
    ("cancellation", 2),
    ("award", 2),
)
_SOURCES = (
    ("orrery-press", "Orrery Press", "studio", "release", 1.0),
    ("marquee-ledger", "Marquee Ledger", "trade", "press", 0.7),
    ("the-slateboard", "The Slateboard", "trade", "press", 0.65),
    ("call-sheet-daily", "Call Sheet Daily", "trade", "press", 0.5),
    ("screen-courier", "Screen Courier", "trade", "press", 0.4),
    ("the-green-room", "The Green Room", "trade", "press", 0.3),
    ("orchard-watch", "Orchard Watch", "fan", "press", 0.25),
    ("pilot-season", "Pilot Season", "fan", "press", 0.2),
    ("reel-wire", "Reel Wire", "wire", "press", 0.15),
)
_MEDIUMS = (("series", 6), ("film", 3), ("documentary", 1), ("special", 1))


@dataclass(frozen=True)
class Work:
    """A title, who makes it and who is in it."""

    title: Title
    makers: tuple[tuple[str, str], ...]  # role, name
    actors: tuple[tuple[str, str], ...]  # name, character
    house: str


@dataclass(frozen=True)
class Statement:
    """Something said once and printed wherever the event is reported."""

    text: str
    speaker: str
    role: str
    affiliation: str
    cue: str


@dataclass
class Draft:
    """The text of an article as it grows, and what is found in it."""

    text: str = ""
    quotes: list[Quote] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    announcements: list[Announcement] = field(default_factory=list)
    links: list[TitleLink] = field(default_factory=list)

    def add(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def paragraph(self) -> None:
        self.text = self.text.rstrip() + "\n\n"


class Trade:
    """Everybody and everything there is, and what is published about it."""

    def __init__(self, seed: int, articles: int) -> None:
        self._chance = random.Random(seed)
        self.articles = articles
        self.people = self._distinct(self._person, max(40, articles // 3))
        self.companies = self._distinct(self._company, max(10, articles // 60))
        self.works = [self._work(name) for name in self._distinct(self._title, max(20, articles // 12))]
        self._words = COMMON + CONTENT
        self._word_weights = list(accumulate(1 / (rank + 2) for rank in range(len(self._words))))

    @property
    def publishers(self) -> tuple[Publisher, ...]:
        return tuple(
            Publisher(slug=slug, name=name, kind=kind, homepage=f"https://{slug}.example/", reuse=reuse)  # type: ignore[arg-type]
            for slug, name, kind, reuse, _ in _SOURCES
        )

    def stories(self) -> Iterator[tuple[Story, datetime]]:
        """Stories with the time of their capture, in its order as nearly as news are."""
        made = 0
        while made < self.articles:
            day = FIRST_DAY + timedelta(days=DAYS * made / self.articles, minutes=self._chance.randrange(480))
            work = self._some(self.works)
            kind = self._weighted(_KINDS)
            statements = [self._statement(work) for _ in range(self._chance.randint(3, 9))]
            for slug, _, _, _, appetite in _SOURCES:
                if self._chance.random() < appetite and made < self.articles:
                    at = day + timedelta(minutes=self._chance.randrange(1, 600) if slug != "orrery-press" else 0)
                    kept = [s for s in statements if slug == "orrery-press" or self._chance.random() < 0.8]
                    story = self._story(slug, made, work, kind, kept, at)
                    yield story, at + timedelta(minutes=20)
                    if self._chance.random() < EDITED:
                        yield self._edited(story), at + timedelta(hours=9)
                    made += 1

    def _story(
        self, source: str, number: int, work: Work, kind: str, statements: Sequence[Statement], at: datetime
    ) -> Story:
        draft = Draft()
        name = work.title.name
        self._announce(draft, work, kind, at)
        for statement in statements:
            draft.paragraph()
            draft.add(self._sentence(self._chance.randint(8, 26)) + " ")
            self._say(draft, statement)
        self._bill(draft, work)
        while self._chance.random() < 0.6:
            draft.paragraph()
            draft.add(" ".join(self._sentence(self._chance.randint(6, 24)) for _ in range(3)))
        headline = f"‘{name}’: {self._sentence(self._chance.randint(4, 9)).rstrip('.')}"
        return Story(
            article=Article(
                source=source,
                address=Address(f"https://{source}.example/{at:%Y/%m}/{number}"),
                headline=headline,
                text=draft.text.rstrip(),
                reader="layout",
                byline=self._some(self.people),
                published=Moment(at, "minute", at.isoformat()),
                language="en",
                capture=f"{number:064x}",
            ),
            extractor="invented",
            quotes=tuple(draft.quotes),
            credits=tuple(draft.credits),
            announcements=tuple(draft.announcements),
            titles=(work.title,),
            links=tuple(draft.links),
        )

    def _edited(self, story: Story) -> Story:
        return replace(story, article=replace(story.article, headline=f"{story.article.headline} [Updated]"))

    def _announce(self, draft: Draft, work: Work, kind: str, at: datetime) -> None:
        date = None
        draft.add(f"{work.house} today announced news of ")
        start = len(draft.text) - len(f"{work.house} today announced news of ")
        draft.add(work.title.name)
        if kind == "premiere date":
            date = f"{(day := at + timedelta(days=self._chance.randrange(20, 120))):%B} {day.day}, {day.year}"
            draft.add(f", which premieres on {date}")
        season = str(self._chance.randint(2, 5)) if kind == "renewal" else None
        if season:
            draft.add(f", renewed for season {season}")
        draft.add(".")
        draft.announcements.append(
            Announcement(
                kind=kind,
                evidence=Span(start, len(draft.text)),
                title=work.title.name,
                season=season,
                date=date,
                date_precision="day" if date else None,
            )
        )
        if self._chance.random() < 0.02:
            other = self._some(self.works).title.name
            span = draft.add(f" It is a spin-off of {other}.")
            draft.links.append(TitleLink(title=work.title.name, relation="spin_off_of", other=other, evidence=span))

    def _say(self, draft: Draft, statement: Statement) -> None:
        draft.add("“")
        part = draft.add(statement.text)
        draft.add(",” ")
        cue = draft.add(statement.cue)
        draft.add(" ")
        speaker = draft.add(statement.speaker)
        draft.add(", ")
        role = draft.add(statement.role)
        draft.add(" at ")
        affiliation = draft.add(statement.affiliation)
        draft.add(".")
        draft.quotes.append(
            Quote(
                parts=(part,),
                speakers=(Party(statement.speaker),),
                speaker_as_written=speaker,
                cue=cue,
                role=role,
                affiliation=affiliation,
            )
        )

    def _bill(self, draft: Draft, work: Work) -> None:
        draft.paragraph()
        for actor, character in self._chance.sample(work.actors, min(4, len(work.actors))):
            span = draft.add(f"{actor} plays {character}.")
            draft.credits.append(
                Credit(party=Party(actor), role="cast", evidence=span, title=work.title.name, character=character)
            )
            draft.add(" ")
        for role, name in self._chance.sample(work.makers, min(3, len(work.makers))):
            span = draft.add(f"{name} serves as {ROLES[role][0].lower()}.")
            draft.credits.append(Credit(party=Party(name), role=role, evidence=span, title=work.title.name))
            draft.add(" ")
        if self._chance.random() < 0.5:
            span = draft.add(f"It is produced by {work.house}.")
            draft.credits.append(
                Credit(party=Party(work.house, "company"), role="studio", evidence=span, title=work.title.name)
            )

    def _statement(self, work: Work) -> Statement:
        speaker = self._chance.choice(work.makers)[1] if self._chance.random() < 0.5 else self._some(self.people)
        return Statement(
            text=self._sentence(self._chance.randint(7, 34)).rstrip("."),
            speaker=speaker,
            role=self._chance.choice(_OFFICES),
            affiliation=work.house,
            cue=self._chance.choice(_CUES),
        )

    def _sentence(self, words: int) -> str:
        chosen = self._chance.choices(self._words, cum_weights=self._word_weights, k=words)
        if self._chance.random() < 0.3:
            chosen[self._chance.randrange(words)] = self._some(self.people).split()[-1]
        return " ".join(chosen).capitalize() + "."

    def _work(self, name: str) -> Work:
        roles = ("creator", "showrunner", "executive_producer", "executive_producer", "director", "writer", "producer")
        return Work(
            title=Title(name=name, kind=self._weighted(_MEDIUMS), network="Orrery"),  # type: ignore[arg-type]
            makers=tuple((role, self._some(self.people)) for role in roles),
            actors=tuple(
                (self._some(self.people), self._chance.choice(_GIVEN)) for _ in range(self._chance.randint(4, 12))
            ),
            house=self._some(self.companies),
        )

    def _person(self) -> str:
        surname = self._chance.choice(_STEMS) + self._chance.choice(_ENDINGS)
        middle = f" {self._chance.choice(_GIVEN)}" if self._chance.random() < 0.1 else ""
        return f"{self._chance.choice(_GIVEN)}{middle} {surname}"

    def _company(self) -> str:
        return f"{self._chance.choice(_NOUNS)} {self._chance.choice(_NOUNS)} {self._chance.choice(_COMPANY_WORDS)}"

    def _title(self) -> str:
        form = self._chance.choice(
            ("The {a} {n}", "{a} {n}", "The {n}", "{n} of {m}", "{a} {n}s", "The {a} {n} of {m}")
        )
        return form.format(
            a=self._chance.choice(_ADJECTIVES), n=self._chance.choice(_NOUNS), m=self._chance.choice(_NOUNS)
        )

    def _distinct(self, make: object, count: int) -> list[str]:
        assert callable(make)
        found: dict[str, None] = {}
        while len(found) < count:
            found.setdefault(make())
        return list(found)

    def _some(self, items: Sequence[Item]) -> Item:
        """The first are by far the most common, as names in the news are."""
        return items[int(len(items) * self._chance.random() ** 2.5)]

    def _weighted(self, items: Sequence[tuple[str, int]]) -> str:
        return self._chance.choices([item for item, _ in items], weights=[weight for _, weight in items])[0]
