"""Who comes, stays and goes: "exits", "is back", "takes over as showrunner", "replaces her", "stays put"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from scraper.extract.credits.casting import Casting
from scraper.extract.credits.clauses import Clauses
from scraper.extract.credits.outfits import Item, party
from scraper.extract.credits.subjects import Subject
from scraper.extract.naming.names import is_role
from scraper.extract.text.lexicon import DETERMINERS
from scraper.extract.titles.titles import Work
from scraper.model import Credit, Party

_LEAVES = frozenset(
    "exit exits exited exiting depart departs departed departing leave leaves left leaving quit quits stepped steps "
    "stepping bows bowed out".split()
)
_STAYS = frozenset("return returns returning returned back stay stays staying remain remains unaffected".split())
_TAKES = frozenset("takes take taken taking took".split())
_SUCCEEDS = frozenset("succeed succeeds succeeded succeeding replace replaces replaced replacing".split())
_HANDS = frozenset("hands handing handed hand passes passing passed".split())
MOVING = _LEAVES | _STAYS | _TAKES | _SUCCEEDS | _HANDS | {"signed", "signs"}
_IS = frozenset("is are was were be being".split())
_ADDING = re.compile(
    r"\b(?:joins?|joining|adds?|boards?|casts?|books?|taps?|lands?|nabs?|recruits?|sets|toplines?|topline|to star"
    r"|to lead)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:add(?:s|ed)|book(?:s|ed)|cast|recruited) (?:two|three|four|five|six|seven|a trio|several|a pair)\b"
)
_DUTIES = {"hosting": ["host"], "directing": ["director"], "showrunning": ["showrunner"], "judging": ["judge"]}
_MOST = 20  # people who left that are looked back at
_CAST = frozenset({"cast", "voice", "host", "judge", "mentor"})
_NOT = frozenset("not never n't won't".split())


class Movements:
    """A second reading, when the credits are known, for what becomes of people."""

    def __init__(self, clauses: Clauses, casting: Casting) -> None:
        self.clauses, self.casting = clauses, casting
        self.tokens, self.lists, self.ledger = clauses.tokens, clauses.lists, clauses.ledger
        self._stated: tuple[Credit, ...] = ()  # by the first reading, in order
        self._places: list[int] = []
        self._gone: list[tuple[int, Party, list[str], str | None]] = []  # token, who, roles, character

    def read(self, words: Iterable[int]) -> None:
        """Deals with the tokens at which people come, stay or go."""
        self._stated = self.ledger.credits()
        self._places = [line.evidence.start for line in self._stated]
        for i in words:
            low = self.tokens[i].low
            if low in _LEAVES:
                self._leaves(i)
            elif low in _STAYS:
                self._stays(i)
            elif low in _TAKES:
                self._takes_over(i)
            elif low in _SUCCEEDS:
                self._succeeds(i)
            elif low in _HANDS:
                self._hands_over(i)
            elif self.tokens[i + 1].low in {"up", "on", "aboard"}:
                self._move(i, "joins")
        self._joined()

    # The rules.

    def _leaves(self, i: int) -> None:
        tokens, low = self.tokens, self.tokens[i].low
        if low == "out" and tokens[i - 1].low not in _IS:
            return
        if low.startswith(("stepp", "steps", "bow")) and tokens[i + 1].low not in {"down", "away", "out", "back"}:
            return
        if low == "left" and tokens[i + 1].low in {"to", "behind", "in", "off"}:
            return
        if self._inverted(i, "leaves"):
            return
        self._move(i, "leaves")

    def _stays(self, i: int) -> None:
        tokens, low = self.tokens, self.tokens[i].low
        if low == "back" and tokens[i - 1].low not in {*_IS, "all", "also", "both", "not", "expected", "welcomed"}:
            return
        if low == "return" and tokens[i - 1].low == "to" and not self._cast_by_context(i):
            self._expected(i)
        elif tokens[i - 1].low == "not" and self._inverted(i, "leaves"):
            return
        elif any(tokens[k].low in _NOT for k in range(max(0, i - 3), i)):
            self._move(i, "leaves")
        elif not self._inverted(i, "stays"):
            self._move(i, "stays")

    def _expected(self, i: int) -> None:
        """ "with Adu, Grant and Nowak set to return": in a sentence that says no more, players."""
        work = self.clauses.title(i)
        subject = self.clauses.subject(i, remember=False)
        items = self._items(subject)
        title = work.name if work is not None else None
        known = (line for item in items for line in self.ledger.of(party(item.entry), title))
        cast = any(line.role == "cast" for line in known)
        roles = ["cast"] if cast or len(items) > 1 else None
        self._note(items or list(subject.parties), work, "stays", (max(0, subject.first), i), None, roles)

    def _inverted(self, i: int, status: str) -> bool:
        """ "Also exiting are cast members A and B", "Returning are C and D"."""
        tokens = self.tokens
        opens = i == 0 or tokens[i - 1].sentence != tokens[i].sentence or tokens[i - 1].low in {"also", "not"}
        if not (opens and tokens[i].low.endswith("ing") and tokens[i + 1].low in {"is", "are"}):
            return False
        names = self.lists.at(i + 2)
        for item in names.items if names is not None else ():
            self._note([item], self.clauses.title(i), status, (i, item.close), None)
        return True

    def _move(self, i: int, status: str) -> None:
        clauses = self.clauses
        subject = clauses.subject(i, remember=False)
        if not subject.parties or any(each.kind == "company" for each in subject.parties):
            return
        roles, character = self._as(i)
        if not roles:
            start = self.lists.past_article(i + 1)
            roles = self.lists.roles(start)[0] if self.tokens[start].sentence == self.tokens[i].sentence else []
        work = clauses.title(i)
        items = self._items(subject)
        self._note(items or list(subject.parties), work, status, (max(0, subject.first), i), character, roles)
        self._as_do(i, work, status)

    def _as_do(self, i: int, work: Work | None, status: str) -> None:
        """ "Pell stays on, as do A, who plays B, and C": the same of those."""
        tokens = self.tokens
        for k in range(i + 1, min(i + 6, len(tokens) - 2)):
            if tokens[k].low == "as" and tokens[k + 1].low in {"do", "does", "will", "are", "is"}:
                names = self.lists.at(k + 2)
                for item in names.items if names is not None else ():
                    part = self.casting.part_in(item)
                    self._note([item], work, status, (k, item.close), part, list(item.roles) or ["cast"])
                return

    def _takes_over(self, i: int) -> None:
        """ "Rask takes over (as showrunner)", "will be taken over by Rask": the role that somebody left."""
        tokens = self.tokens
        if tokens[i + 1].low != "over":
            return
        by = next((k for k in range(i + 2, min(i + 7, len(tokens))) if tokens[k].low == "by"), None)
        if tokens[i].low == "taken" and by is not None:
            names = self.lists.at(by + 1)
            subject = Subject((party(names.items[0].entry),), first=i) if names is not None else Subject()
        else:
            subject = self.clauses.subject(i, remember=False)
        people = [each for each in subject.parties if each.kind == "person"]
        roles, character = self._as(i)
        left = self._left(i)
        if tokens[i + 3].low in {"role", "part"} and tokens[i + 4].low == "of":
            roles, character = ["cast"], self.casting.character(i + 5)
        roles = roles or next((_DUTIES[t.low].copy() for t in tokens[i + 2 : i + 5] if t.low in _DUTIES), [])
        known = [line.role for each in people for line in self.ledger.of(each, self._title(i)) if line.role in _CAST]
        self._taken_from(i, roles or (left[1] if left is not None else known[:1]))
        if not roles:
            roles, character = left[1:] if left is not None else ([], None)
            if tokens[i - 3].low == "role" or "role" in {t.low for t in tokens[max(0, i - 5) : i]}:
                roles = ["cast"]
        self._enter(people, roles, self.clauses.title(i), "joins", (max(0, subject.first), i + 1), character)

    def _title(self, i: int) -> str | None:
        work = self.clauses.title(i)
        return work.name if work is not None else None

    def _taken_from(self, i: int, roles: list[str]) -> None:
        """ "takes over hosting duties from Lune": who had them before."""
        tokens = self.tokens
        near = range(i + 1, min(i + 6, len(tokens)))
        of = next((k for k in near if tokens[k].low == "from" and tokens[k].sentence == tokens[i].sentence), None)
        names = self.lists.at(of + 1) if of is not None else None
        if names is not None and roles:
            gone = [party(names.items[0].entry)]
            self._enter(gone, roles, self.clauses.title(i), "leaves", (i, names.items[0].place.mention.last), None)

    def _succeeds(self, i: int) -> None:
        """ "Bell replaces Roe (as host)": in Roe's role."""
        tokens = self.tokens
        subject = self.clauses.subject(i, remember=False)
        people = [each for each in subject.parties if each.kind == "person"]
        if not people:
            return
        roles, character = self._as(i)
        work = self.clauses.title(i)
        names = self.lists.at(i + 1)
        if names is not None and names.items[0].start == i + 1:
            gone = party(names.items[0].entry)
            known = self._before(self.ledger.of(gone, work.name if work else None), i)
            own = self.ledger.of(people[0], work.name if work else None)
            roles = roles or [line.role for line in own if line.role in _CAST]
            roles = roles or self._as(names.last + int(self.tokens[names.last + 1].text == ","))[0]
            held = list(names.items[0].roles) or [line.role for line in known]
            roles = roles or held or [line.role for line in own] or self._cast_by_context(i)
            character = character or next((line.character for line in known if line.character), None)
            self._enter([gone], roles, work, "leaves", (i, names.items[0].place.mention.last), None)
        elif tokens[i + 1].low in {"him", "her", "them"}:
            left = self._left(i)
            if left is not None and not roles:
                roles, character = left[1], left[2]
        self._enter(people, roles, work, "joins", (max(0, subject.first), i), character)

    def _hands_over(self, i: int) -> None:
        """ "served as showrunner before handing over to Rask": the role goes to another."""
        tokens = self.tokens
        if not any(token.low in {"over", "reins", "baton"} for token in tokens[i + 1 : i + 4]):
            return
        to = next((k for k in range(i + 1, min(i + 6, len(tokens))) if tokens[k].low == "to"), None)
        names = self.lists.at(to + 1) if to is not None else None
        if names is None or names.items[0].entry.kind == "company":
            return
        first = next((k for k in range(i, -1, -1) if tokens[k].sentence != tokens[i].sentence), -1) + 1
        roles = [
            line.role
            for line in self._stated[
                bisect_left(self._places, tokens[first].start) : bisect_left(self._places, tokens[i].start)
            ]
            if tokens[first].start <= line.evidence.start < tokens[i].start and line.role not in _CAST
        ]
        who = [party(names.items[0].entry)]
        self._enter(who, roles[-1:], self.clauses.title(i), "joins", (i, names.last), None)

    # What is known of those who move.

    def _before(self, lines: list[Credit], i: int) -> list[Credit]:
        """What was stated before token i: a role that is told only later is another."""
        return [line for line in lines if line.evidence.start < self.tokens[i].start or line.role in _CAST]

    def _left(self, i: int) -> tuple[Party, list[str], str | None] | None:
        """Who left last before token i, in this paragraph or the one before, and what from."""
        for at, who, roles, character in reversed(self._gone[-_MOST:]):
            if at < i and self.tokens[i].paragraph - self.tokens[at].paragraph < 2:
                return who, roles, character
        return None

    def _items(self, subject: Subject) -> list[Item]:
        if subject.names is None:
            return []
        return [item for item in subject.names.items if party(item.entry) in subject.parties]

    def _as(self, i: int) -> tuple[list[str], str | None]:
        """Roles or the part after "as", within the clause."""
        tokens = self.tokens
        for k in range(i + 1, min(i + 9, len(tokens))):
            if tokens[k].sentence != tokens[i].sentence or tokens[k].text in {";", ","}:
                break
            if tokens[k].low == "as" and tokens[k + 1].low not in {"well", "the"} | {"do", "does", "did"}:
                break
        else:
            return [], None
        if tokens[k].low != "as":
            return [], None
        start = k + 1
        while tokens[start].low in DETERMINERS:
            start += 1
        roles, end = self.lists.roles(start)
        if roles:
            return roles, None
        office = end > start or any(is_role(token.low) and not token.capital for token in tokens[start : start + 3])
        return ([], None) if office else (["cast"], self.casting.character(k + 1))

    def _note(
        self,
        who: list[Item] | list[Party],
        work: Work | None,
        status: str,
        span: tuple[int, int],
        character: str | None,
        roles: list[str] | None = None,
    ) -> None:
        """Enter the movement for the roles that are stated, else for those that are known."""
        for each in who:
            one = party(each.entry) if isinstance(each, Item) else each
            if one.kind != "person":
                continue
            known = self.ledger.of(one, work.name if work else None)
            held = roles or self._described(each) or [line.role for line in known] or self._cast_by_context(span[1])
            if status == "leaves" and held:
                played = character or next((line.character for line in known if line.character), None)
                self._gone.append((span[1], one, held, played))
            self._enter([one], held, work, status, span, character)

    def _described(self, each: Item | Party) -> list[str]:
        return list(each.roles) if isinstance(each, Item) and not each.past else []

    def _cast_by_context(self, i: int) -> list[str]:
        """ "cast members A and B are back": the sentence says what they are."""
        tokens, k = self.tokens, i
        while k > 0 and tokens[k - 1].sentence == tokens[i].sentence and i - k < 30:
            k -= 1
        while k < len(tokens) and tokens[k].sentence == tokens[i].sentence and k < i + 20:
            low = tokens[k].low
            if low in {"cast", "ensemble", "players", "regulars", "castmates", "stars", "leads"}:
                return ["cast"]
            if low in {"judges", "judging"}:
                return ["judge"]
            k += 1
        return []

    def _enter(
        self,
        people: list[Party],
        roles: list[str],
        work: Work | None,
        status: str,
        span: tuple[int, int],
        character: str | None,
    ) -> None:
        if work is None or work.source:
            return
        cast = [role for role in roles if role in _CAST]
        crew = [role for role in roles if role not in _CAST]
        self.clauses.enter(people, cast, work, span, character=character, status=status)
        self.clauses.enter(people, crew, work, span, status=status)

    # Joining, as headlines and lead sentences tell it.

    def _joined(self) -> None:
        """ "Ada Pell Joins ‘Low Water’"; "has added three to its cast. Pell will play …"."""
        works = self.clauses.works
        main = self.clauses.scope.main
        if main is None:
            return
        headline = works.headline if _ADDING.search(works.headline) else ""
        text = works.doc.text
        ranges = [(found.start(), text.find("\n\n", found.start())) for found in _COUNTED.finditer(text)]
        for line in self.ledger.credits():
            if line.title != main.name or line.role not in _CAST or line.status != "stated":
                continue
            last = line.party.name.split()[-1]
            named = len(last) > 2 and re.search(rf"\b{re.escape(last)}\b", headline)
            at = line.evidence.start
            last_range = bisect_left(ranges, (at, -1)) - 1
            near = last_range >= 0 and (at < ranges[last_range][1] or ranges[last_range][1] < 0)
            if named or near:
                self.ledger.mark(line, "joins")
