"""Who bears a role: "serves as showrunner", "is an executive producer", "alongside A and B"."""

from __future__ import annotations

from collections.abc import Callable

from scraper.extract.credits.clauses import Clauses
from scraper.extract.credits.outfits import Item, party
from scraper.extract.credits.subjects import Subject
from scraper.extract.text.lexicon import ADVERBS, AUXILIARIES, DETERMINERS
from scraper.extract.text.words import WORD
from scraper.extract.titles.titles import Work
from scraper.extract.titles.trade import FEATURING, MEDIA, NETWORKS, VERBS
from scraper.model import Party

_ALONGSIDE = frozenset("alongside with along together as plus".split())

_SET = frozenset("set tapped cast signed booked board hired promoted upped added named joined".split())
_PARTNERS = frozenset("association partnership conjunction collaboration".split())

_SUCCEEDS = frozenset(
    "succeed succeeds succeeded succeeding replace replaces replaced replacing follow follows".split()
)

_STAYS = frozenset("remains remain remained stays stay staying continues continue continued".split())

_LEAVES = frozenset(
    "exit exits exited exiting depart departs departed departing leave leaves left leaving quit quits".split()
)

_JOINS = frozenset("joins join joined joining boards boarded boarding succeed succeeds succeeded succeeding replace "
                   "replaces replaced "
                   "replacing takes taking tapped named".split())  # fmt: skip

_BEARING = frozenset(
    "serve serves served serving act acts acted acting return returns returned returning board attached set tapped "
    "named lead leads led leading "
    "double doubles takes take taking took over is are was were back remain remains join joins joined joining hired "
    "continue continues "
    "stay stays succeed succeeds steps stepped credited boards boarded signed announced exits exited".split()
)


class Offices:
    """Rules around the nouns of credit."""

    def __init__(
        self, clauses: Clauses, owner: Callable[[int], tuple[Party, ...]], plays: Callable[[int, int], None]
    ) -> None:
        self.clauses, self.tokens, self.lists = clauses, clauses.tokens, clauses.lists
        self.used: set[int] = set()
        self.owner, self.plays = owner, plays
        self.stated: dict[int, list[str]] = {}  # sentence -> the last role stated in it

    def _billed(self, item: Item, roles: list[str], work: Work | None, span: tuple[int, int]) -> None:
        """A member of a list with its owner and its companies."""
        clauses = self.clauses
        clauses.enter([party(item.entry)], roles, work, span)
        if {"producer", "executive_producer", "studio"} & set(roles):
            for company in item.companies:
                if clauses.shows(company.name):
                    continue
                clauses.enter([party(company)], ["studio"], work, span)
            if (
                item.owner is not None
                and item.entry.kind != "company"
                and not item.owner.person
                and item.owner.kind != "place"
                and not clauses.shows(item.owner.name)
            ):
                clauses.enter([Party(item.owner.name, "company")], ["studio"], work, span)

    def _alongside(self, end: int, roles: list[str], work: Work | None, v: int) -> None:
        """ "executive produce alongside C and D of Tall Pier"."""
        tokens, clauses = self.tokens, self.clauses
        for k in range(end, min(end + 14, len(tokens))):
            if (
                tokens[k].sentence != tokens[v].sentence
                or (tokens[k].low in VERBS and k not in clauses.works.inside)
                or tokens[k].low in {"who", "which", "while", "from"}
                or (tokens[k].low == "as" and tuple(t.low for t in tokens[k : k + 3]) != ("as", "well", "as"))
                or tokens[k].text == ";"
            ):
                return
            if k in clauses.works.at or k in clauses.works.inside:
                continue
            if tokens[k].low in _ALONGSIDE:
                start = k + 2 if tokens[k].low in {"along", "together"} else k + 3 if tokens[k].low == "as" else k + 1
                if tokens[k].low == "with" and self.lists.role_follows(k):
                    return
                if tokens[start].sentence != tokens[v].sentence or tokens[k - 1].low in _PARTNERS:
                    return
                names = self.lists.at(start) or self.lists.explained(start)
                if names is not None and tokens[names.last + 1].text == "," and self._attached(names.last + 2):
                    return
                if names is not None:
                    for item in clauses.items(names):
                        if item.told is None or not self._told_roles(item):
                            self._billed(item, list(roles), work, (v, item.close))
                return

    def _attached(self, i: int) -> bool:
        """ "with her sister, Jo Bell, on board as a producer": another role follows."""
        return self.tokens[i].low in {"as", "on", "serving", "attached"} and any(
            token.low == "as" for token in self.tokens[i : i + 3]
        )

    def _told_roles(self, item: Item) -> list[str]:
        return self._named(item.told[0])[0] if item.told is not None else []

    def _named(self, i: int) -> tuple[list[str], int]:
        """Roles at token i after an article or "the film's"."""
        tokens = self.tokens
        while i < len(tokens) and (
            tokens[i].low in DETERMINERS
            or tokens[i].low in {"both", "also", "all", "each", "now", "still"}
            or (tokens[i].possessive and tokens[i].low in MEDIA)
        ):
            i += 1
        return self.lists.roles(i)

    def role_as(self, i: int) -> None:
        """ "serve as showrunners", "lead it as showrunners", "with Jo Bell as host": the "as" at token i."""
        clauses, tokens = self.clauses, self.tokens
        roles, end = self._named(i + 1)
        if roles == ["cast"] and self._set(i):
            subject = clauses.subject(self._set(i))
            people = [each for each in subject.parties if each.kind == "person"]
            clauses.enter(people, ["cast"], clauses.title(i, None, after=self._on(end)), (subject.first, end - 1),
                          status="joins")  # fmt: skip
        if not roles or (len(roles) == 1 and roles[0] == "cast") or self._elsewhere(end):
            return
        if tokens[i + 1].low in {"a", "an"} and self._in_cast(i):
            return  # "features A as a reporter and B as a producer": parts
        if i and tokens[i - 1].low in {"work", "role", "job", "stint"}:
            subject = Subject(self.owner(i - 1), first=i - 2)
        else:
            subject = self._bearer(i)
        if not subject.parties:
            return
        work = clauses.title(i, None, after=self._on(end))
        clauses.enter(subject.parties, roles, work, (subject.first, end - 1), status=self._status(i), personal=True)
        self.stated[tokens[i].sentence] = roles[-1:]
        if subject.names is not None and {"executive_producer", "producer"} & set(roles):
            for item in subject.names.items:
                if party(item.entry) in subject.parties:
                    self._billed(item, roles, work, (subject.first, end - 1))
        self._alongside(end, roles[-1:], work, i)
        self._joined_by(end, roles, work)

    def _in_cast(self, i: int) -> bool:
        """Does the clause list players?"""
        for k in range(i - 1, max(-1, i - 30), -1):
            if self.tokens[k].sentence != self.tokens[i].sentence or self.tokens[k].text == ";":
                return False
            if self.tokens[k].low in FEATURING or self.tokens[k].low in {"stars", "starring"}:
                return True
        return False

    def _set(self, i: int) -> int:
        """ "has been tapped as the male lead", "are set as series regulars": the participle before "as" at token i."""
        return i - 1 if self.tokens[i - 1].low in _SET else 0

    def named(self, i: int) -> None:
        """ "has been named host of “Northgate”": the participle at token i."""
        roles, end = self._named(i + 1)
        if not roles or roles == ["cast"] or self.tokens[i - 1].low not in {"been", "was", "is", "were", "are"}:
            return
        subject = self.clauses.subject(i)
        work = self.clauses.title(i, None, after=self._on(end))
        self.clauses.enter(subject.parties, roles, work, (subject.first, end - 1), status="joins", personal=True)

    def _joined_by(self, end: int, roles: list[str], work: Work | None) -> None:
        """ "are joined as executive producers by A and B"."""
        if end < len(self.tokens) and self.tokens[end].low == "by":
            names = self.lists.at(end + 1)
            for item in names.items if names is not None else ():
                self._billed(item, roles, work, (end, item.close))

    def _on(self, end: int) -> int | None:
        """One past "on" or "of" right after the roles."""
        return (
            end + 1 if end < len(self.tokens) and self.tokens[end].low in {"on", "of", "for", "behind", "in"} else None
        )

    def _elsewhere(self, end: int) -> bool:
        """ "as a producer for HBO's True North": not this work."""
        tokens = self.tokens
        return end + 1 < len(tokens) and tokens[end].low in {"at", "for"} and tokens[end + 1].low in NETWORKS

    def _bearer(self, i: int) -> Subject:
        """Who bears the role: the name right before "as", or the subject of the verb."""
        clauses, tokens = self.clauses, self.tokens
        names = clauses._ending(i - 1)
        if names is None:
            told = next(
                (
                    n
                    for n in (self.lists.by_token.get(k) for k in range(max(0, i - 6), i))
                    if n is not None and n.items[-1].told is not None and n.items[-1].told[0] == i + 1
                ),
                None,
            )
            names = told
        if names is not None and not clauses.works.ending.get(i - 1) and not self._replaced(names.first):
            people = [item for item in names.items if item.entry.kind != "company" or len(names.items) == 1]
            return Subject(tuple(party(item.entry) for item in people), first=names.first, names=names)
        start = i
        while start > 0 and tokens[start - 1].sentence == tokens[i].sentence and i - start < 26:
            start -= 1
            if tokens[start].low == "with" and start + 1 < i:
                with_ = self.lists.at(start + 1) or self.lists.explained(start + 1)
                if with_ is not None and with_.last >= i - 6 and with_.last < i:
                    return Subject(tuple(party(item.entry) for item in with_.items), first=with_.first, names=with_)
        verb = next(
            (
                k
                for k in range(i - 1, max(-1, i - 16), -1)
                if tokens[k].sentence == tokens[i].sentence and self._bears(k)
            ),
            None,
        )
        if verb is None:
            return Subject()
        if tokens[verb - 1].text in {"and", ","} or (
            verb > 1 and tokens[verb - 1].low in ADVERBS | AUXILIARIES and tokens[verb - 2].low == "and"
        ):
            known = clauses.subject(verb)
            return known if known.parties else clauses.remembered.get(tokens[i].sentence, Subject())
        return clauses.subject(verb)

    def _replaced(self, first: int) -> bool:
        """ "will succeed Jo Bell as host", "steps in for Jo Bell": the role goes to the other."""
        if (self.tokens[first - 2].low, self.tokens[first - 1].low) == ("in", "for"):
            return True
        return any(self.tokens[k].low in _SUCCEEDS for k in range(max(0, first - 2), first + 1))

    def _bears(self, k: int) -> bool:
        low = self.tokens[k].low
        if self.tokens[k - 1].low in {"the", "a", "an", "his", "her", "their"}:
            return False  # "takes the helm as director"
        return low in _BEARING or (
            self.tokens[k].kind == WORD and low in VERBS and VERBS[low][0] != "cast" and k not in self.used
        )

    def _status(self, i: int) -> str:
        for k in range(i - 1, max(-1, i - 8), -1):
            low = self.tokens[k].low
            if low in _STAYS or low in {"return", "returns", "returning", "back"}:
                return "stays"
            if low in _JOINS:
                return "joins"
            if low in _LEAVES or low == "stepped":
                return "leaves"
        return "stated"

    def _of_house(self, end: int) -> bool:
        """ "is the anchor of Quay News": an office in a company."""
        if self.tokens[end].low != "of" or end + 1 in self.clauses.works.at:
            return False
        place = self.clauses.works.doc.register.at(end + 1)
        return place is not None and place.entry.kind == "company"

    def _gapped(self, end: int, work: Work | None) -> None:
        """ "A is co-executive producer, B a consulting producer and C associate producer"."""
        tokens, k = self.tokens, end
        for _ in range(4):
            start = k
            while k < len(tokens) and tokens[k].text in {",", "and", ";"} and k - start < 2:
                k += 1
            names = self.lists.at(k) if k > start else None
            if names is None or names.items[0].start != k:
                return
            item = names.items[0]
            roles, after = self._named(item.place.mention.last + 1)
            if not roles or (after < len(tokens) and tokens[after].capital):
                return
            self._billed(item, roles, work, (k, after - 1))
            k = after

    def copula(self, i: int) -> None:
        """ "who is also a producer on the series", "CBS Studios is the studio": the "is" at token i."""
        clauses, tokens = self.clauses, self.tokens
        j = i + 1
        while j < len(tokens) and tokens[j].low in ADVERBS:
            j += 1
        if self._studio_at(j):
            subject = clauses.subject(i, remember=False)
            houses = (Party(p.name, "company") for p in subject.parties)
            clauses.enter(houses, ["studio"], clauses.title(i), (subject.first, j + 1))
            return
        roles, end = self._named(j)
        if not roles:
            self.plays(i, j)
        added = next((k for k in range(j, j + 4) if tokens[k].low in {"addition", "additions"}), 0)
        if (roles == ["cast"] and tokens[end - 1].low in {"member", "members"}) or added:
            self._members(i, max(end, added + 1))
        if not roles or roles == ["cast"]:
            return
        after = self.lists.at(j)
        if after is not None and after.items[0].roles:
            return  # "is director Jo Bell": a name follows
        if tokens[end].low in {"for", "at"} or self._of_house(end):
            return
        subject = clauses.subject(i)
        people = bool(subject.parties) and all(p.kind == "person" for p in subject.parties)
        if people and not self._by_trade(i, j, roles, end):
            work = clauses.title(i, None, after=self._on(end))
            status = "stays" if tokens[i].low in _STAYS or tokens[i + 1].low == "still" else "stated"
            clauses.enter(subject.parties, roles, work, (subject.first, end - 1), status=status, personal=True)
            self.stated[tokens[i].sentence] = roles[-1:]
            self._alongside(end, roles[-1:], work, i)
            self._gapped(end, work)

    def _members(self, i: int, end: int) -> None:
        """ "A and B will be the new cast members": one past the noun."""
        subject = self.clauses.subject(i)
        people = [each for each in subject.parties if each.kind == "person"]
        new = any(
            token.low in {"new", "newest", "latest", "additions", "addition"} for token in self.tokens[i + 1 : end]
        )
        status = "joins" if new else "stated"
        self.clauses.enter(people, ["cast"], self.clauses.title(i), (max(0, subject.first), end - 1), status=status)

    def _studio_at(self, j: int) -> bool:
        """ "is the studio", "are the co-studios", "is the production company": the first token after the verb."""
        tokens = self.tokens
        if (tokens[j].low, tokens[j + 1].low, tokens[j + 2].low) == ("one", "of", "the"):
            return any(token.low in {"companies", "studios"} for token in tokens[j + 3 : j + 6])
        if tokens[j].low not in {"the", "co-studios", "studios", "lead"} or tokens[j + 1].low == "said":
            return False
        near = {token.low for token in tokens[j : j + 3]}
        return bool({"studio", "studios", "co-studios"} & near) or (
            (tokens[j + 1].low, tokens[j + 2].low) == ("production", "company")
        )

    def _by_trade(self, i: int, j: int, roles: list[str], end: int) -> bool:
        """ "is a writer": what someone is by trade, where nothing says that it is said of this work."""
        tokens = self.tokens
        lives = tokens[end].low == "in" and self.clauses.object(end + 1) is None and not self.clauses._definite(end + 1)
        trade = tokens[end - 1].low in {"writer", "filmmaker", "host", "director"}
        if not trade or (self._on(end) is not None and not lives):
            return False
        here = tokens[j].low in {"the", "head", "lead"} or "executive_producer" in roles
        return not (here or tokens[i - 1].low == "also" or tokens[j - 1].low == "also")
