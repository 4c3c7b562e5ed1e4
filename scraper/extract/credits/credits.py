"""Credits: who does what on which title, as the text states it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from scraper.extract.credits.beside import Beside
from scraper.extract.credits.duties import PROMOTED
from scraper.extract.credits.houses import Link
from scraper.extract.credits.movements import MOVING, Movements
from scraper.extract.credits.predicates import BY_NOUNS, ENSEMBLES
from scraper.extract.credits.tellings import FRONTED, FRONTS, PRIZES
from scraper.extract.credits.wordings import RANKS, Wordings
from scraper.extract.quotes.quotes import Document
from scraper.extract.text.words import WORD
from scraper.extract.titles.scope import Scope
from scraper.extract.titles.titles import Works
from scraper.extract.titles.trade import MEDIA, NOUNS, VERBS
from scraper.model import Credit

_LINKS = frozenset(
    "world universe spinoff spin-off offshoot sequel follow-up remake reboot reimagining prequel adaptation revival "
    "continuation".split()
)
_HEADS = frozenset(
    "executive exec co-executive consulting associate supervising series studio studios distributor eps head story "
    "script scientific technical historical original co-exec writer/executive creator/executive".split()
)
_COPULAS = frozenset("is was are were remains remain remained became becomes become be".split())
_CASTING = frozenset(
    "casts adds added add adding welcomes enlists introduces introduce brings brought bring booked books recruited "
    "recruits tapped taps nabs nabbed lands".split()
)
_PARTS = frozenset("performance appearance portrayal role roles turn part character".split())
_HOUSES = frozenset("hails comes come hailing made association partnership companies".split())
_RIGHTS = frozenset(
    "acquired acquires acquire bought nabbed landed snapped picked secured optioned boarded boards".split()
)


Rule = Callable[["Reading", int], object]  # deals with the word at a token; True: nothing else can


class Reading(Wordings):
    """One pass over the reporter's words: each word that can state a credit has its rules."""

    def __init__(self, doc: Document, works: Works, scope: Scope) -> None:
        super().__init__(doc, works, scope)
        self.movements = Movements(self.clauses, self.casting)
        self.beside = Beside(self.clauses, self.casting)

    def credits(self) -> tuple[Credit, ...]:
        """Every credit, in reading order."""
        moving: list[int] = []
        for i, token in enumerate(self.tokens):
            if token.kind == WORD:
                if i not in self.works.inside:
                    if token.low in _RULES:
                        self._word(i, token.low, capital=token.capital)
                    elif token.capital and "-as-" in token.text:
                        self.reviews.players(i)
                    if token.low in MOVING and (not token.capital or self._opens(i)):
                        moving.append(i)
            elif token.text == "(":
                self.casting.bracket(i)
        self.beside.read()
        self.reviews.owned()
        self.movements.read(moving)
        return tuple(credit for credit in self.clauses.ledger.credits() if not self._part(credit))

    def _part(self, credit: Credit) -> bool:
        """A character taken for a player."""
        name = credit.party.name
        if credit.role not in {"cast", "judge", "voice", "narrator"} or (credit.character and name in credit.character):
            return False
        alone = " " not in name
        return any(
            name == part or (part.endswith(f" {name}") if alone else f" {name}" in part)
            for part in self.casting.characters
        )

    @property
    def links(self) -> list[Link]:
        return self.houses.links

    def _word(self, i: int, low: str, *, capital: bool) -> None:
        rules = _RULES.get(low)
        if rules is None or (capital and low not in {"ep", "eps", "eping"} and not self._opens(i)):
            return
        for rule in rules:
            if rule(self, i) is not False:
                return


_WORDINGS: tuple[tuple[Iterable[str], Rule], ...] = (  # in the order in which they are tried
    (("based", "adapted", "inspired"), lambda on, i: on.based(i)),
    (BY_NOUNS.keys() | MEDIA.keys(), lambda on, i: on.by(i)),
    (_HEADS | NOUNS.keys() | {noun + "s" for noun in NOUNS}, lambda on, i: on.noun(i)),
    (_RIGHTS, lambda on, i: on.houses.rights(i)),
    (("boarded", "boards"), lambda on, i: on.boards(i)),
    (VERBS.keys() | RANKS, lambda on, i: on.verb(i)),
    (("appearances", "appearance", "cameos", "voices"), lambda on, i: on.appearances(i)),
    (("performances",), lambda on, i: on.reviews.performances(i)),
    (("performance", "turn"), lambda on, i: on.reviews.delivered(i)),
    (("including",), lambda on, i: on.reviews.including(i)),
    (FRONTED, lambda on, i: on.tellings.fronted(i)),
    (FRONTS, lambda on, i: on.tellings.fronts(i)),
    (PRIZES, lambda on, i: on.tellings.prize(i)),
    (("opposite", "among"), lambda on, i: on.tellings.opposite(i)),
    (("rounds", "rounded", "round"), lambda on, i: on.tellings.rounds(i)),
    (("dreamed", "dreamt"), lambda on, i: on.tellings.dreamed(i)),
    (("run", "runs", "ran", "running"), lambda on, i: on.tellings.runs(i)),
    (("taking",), lambda on, i: on.tellings.reins(i)),
    (("helm",), lambda on, i: on.tellings.helm(i)),
    (("cut", "cuts"), lambda on, i: on.tellings.cut(i)),
    (("supplied", "supplies", "provided", "provides"), lambda on, i: on.tellings.supplied(i)),
    (("also", "new"), lambda on, i: on.reviews.listed(i)),
    (("follows", "following"), lambda on, i: on.reviews.follows(i)),
    (("partnered", "partners", "partnering", "teamed", "teaming"), lambda on, i: on.partners(i)),
    (("counts", "counted"), lambda on, i: on.reviews.counts(i)),
    (("for",), lambda on, i: on.reviews.won(i) or on.tellings.script(i)),
    (("into",), lambda on, i: on.reviews.into(i)),
    (("as",), lambda on, i: on.as_(i)),
    (("with",), lambda on, i: on.predicates.with_cast(i)),
    (("tapped", "set", "booked", "enlisted"), lambda on, i: on.predicates.lands(i)),
    (("appear", "guest"), lambda on, i: on.predicates.appear(i)),
    (("retains", "retain", "keeps", "retained"), lambda on, i: on.duties.retains(i)),
    (("shares", "share", "adds"), lambda on, i: on.duties.shares(i)),
    (_CASTING, lambda on, i: on.predicates.casts(i)),
    (PROMOTED, lambda on, i: on.duties.promoted(i)),
    (_COPULAS, lambda on, i: on.crew.copula(i)),
    (("join", "joins", "joined", "joining", "board", "boards", "boarded"), lambda on, i: on.casting.joins(i)),
    (("cast", *ENSEMBLES), lambda on, i: on.cast(i)),
    (_PARTS, lambda on, i: on.casting.performance(i)),
    (_LINKS, lambda on, i: on.houses.adaptation(i)),
    (("returning", "rounding", "appearing", "boarding", "featured"), lambda on, i: on.inverted(i)),
    (("production", "co-production", "coproduction"), lambda on, i: on.houses.production(i)),
    (("release", "releases", "releasing"), lambda on, i: on.houses.releases(i)),
    (_HOUSES, lambda on, i: on.company(i)),
    (("lends", "lending", "lend", "lent"), lambda on, i: on.voice(i)),
    (("lead", "leads", "led", "head", "heads"), lambda on, i: on.leads(i)),
    (("behind",), lambda on, i: on.behind(i)),
    (("debut",), lambda on, i: on.debut(i)),
    (("named", "appointed", "announced"), lambda on, i: on.crew.named(i)),
    (("from",), lambda on, i: on.from_source(i)),
)


def _table() -> dict[str, tuple[Rule, ...]]:
    """The rules of each word, in the order in which they are tried: False leaves the word to the next."""
    table: dict[str, tuple[Rule, ...]] = {}
    for words, rule in _WORDINGS:
        for word in words:
            table[word] = (*table.get(word, ()), rule)
    return table


_RULES = _table()


def credited(doc: Document, works: Works, scope: Scope) -> tuple[tuple[Credit, ...], list[Link]]:
    """The credits and the links between titles."""
    reading = Reading(doc, works, scope)
    return reading.credits(), reading.links
