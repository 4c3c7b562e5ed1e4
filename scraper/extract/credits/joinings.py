"""Who joins a cast or a crew: "has joined the cast", "joining the cast are A and B", "will be joined by"."""

from __future__ import annotations

from scraper.extract.credits.billings import Billings
from scraper.extract.credits.outfits import party
from scraper.extract.text.lexicon import DETERMINERS
from scraper.extract.text.words import MARKED

CAST_NOUNS = frozenset("cast ensemble lineup call".split())
_TEAMS = {
    **dict.fromkeys("panel judges judging".split(), "judge"),
    **dict.fromkeys("mentors coaches".split(), "mentor"),
    **dict.fromkeys(CAST_NOUNS | {"season", "leads", "stars", "co-stars"}, "cast"),
}
_IN_THE_CAST = frozenset("in the cast ensemble on screen this season".split())  # "is joined in the cast by"
_ANNOUNCED = frozenset("announced previously-announced".split())
_PROJECTS = frozenset("project show series film panel team lineup".split())


class Joinings(Billings):
    """Rules around joining."""

    def joins(self, i: int) -> None:
        """ "has joined the cast", "joining the cast are A and B", "joined by A"."""
        clauses, tokens = self.clauses, self.tokens
        after = i + 1
        if after >= len(tokens):
            return
        by = next((k for k in range(after, min(after + 5, len(tokens))) if tokens[k].low not in _IN_THE_CAST), after)
        if tokens[by].low == "by":
            names = self.lists.at(by + 1)
            if names is not None and self._about_cast(i):
                self.billed(clauses.items(names), clauses.title(i), i)
            return
        if self._joining(i):
            return
        role = self._joined(after)
        if role is None:
            return
        subject = clauses.subject(i)
        people = [p for p in subject.parties if p.kind == "person"]
        if not people:
            return
        character = self._as(i) or self._role_of(i)
        if character is not None and self.lists.roles(self._as_at(i) + 1)[0] not in ([], ["cast"]):
            return
        there = self.lists.at(after)
        if there is not None and there.items[0].place.mention.possessive is False and role == "cast":
            self.billed([item for item in there.items if item.entry.person], clauses.title(i), i, status="")
        clauses.enter(
            people,
            [role],
            clauses.title(i, None, after=self._cast_of(after)),
            (subject.first, after),
            character=character if role == "cast" else None,
            status="joins",
        )

    def _role_of(self, i: int) -> str | None:
        """ "joins as a series regular in the role of Ann": the part."""
        tokens = self.tokens
        for k in range(i + 1, min(i + 16, len(tokens) - 1)):
            if tokens[k].sentence != tokens[i].sentence or tokens[k].text == ";":
                break
            if tokens[k].low in {"role", "part"} and tokens[k + 1].low == "of":
                return self.character(k + 2)
        return None

    def _joining(self, i: int) -> bool:
        """ "Joining the cast are A and B", "Joining director C are editor D and E"."""
        tokens, clauses = self.tokens, self.clauses
        opening = i == 0 or tokens[i - 1].sentence != tokens[i].sentence or tokens[i - 1].low == "also"
        if tokens[i].low != "joining" or not opening:
            return False
        near = range(i + 1, min(i + 17, len(tokens)))
        end = next((k for k in near if tokens[k].low in {"is", "are"}), None)
        names = self.lists.at(end + 1) if end is not None and tokens[end].sentence == tokens[i].sentence else None
        if end is None or names is None:
            return False
        seen = clauses.object(i + 1, end - i - 1)
        work = seen.work if seen is not None else clauses.topic(i)
        crew = any(each.roles and "cast" not in each.roles for each in names.items)
        offices = self._offices(i, end)
        for item in clauses.items(names):
            if offices:
                clauses.enter([party(item.entry)], offices, work, (i, item.close), status="joins")
            elif item.roles and "cast" not in item.roles:
                span = (item.start, item.place.mention.last)
                clauses.enter([party(item.entry)], item.roles, work, span, status="joins")
            elif not crew:
                self.billed([item], work, i, status="joins")
        if offices:
            return True
        there = self.lists.at(i + 1)
        if there is not None and not crew and there.last < end and "cast" not in tokens[i + 2].low:
            self.billed([item for item in there.items if item.entry.person], work, i, status="")
        return True

    def _offices(self, i: int, end: int) -> list[str]:
        """ "Joining Bell as executive producers are": the roles between the participle and the verb."""
        as_ = next((k for k in range(i + 1, end) if self.tokens[k].low == "as"), None)
        roles = self.lists.roles(self.lists.past_article(as_ + 1))[0] if as_ is not None else []
        return [] if "cast" in roles else roles

    def _joined(self, after: int) -> str | None:
        """What those who join at token after become: "the cast", "the judging panel", "season three", "“Northgate”"."""
        tokens = self.tokens
        if tokens[after].low == "as" and self.lists.roles(self.lists.past_article(after + 1))[0] in ([], ["cast"]):
            return "cast"
        sentence, role = self.added
        if tokens[after + 1].low in _PROJECTS and 0 <= tokens[after].sentence - sentence < 2:
            return role  # "has added A to its mentors. B also joined the project"
        opens = tokens[after].low in DETERMINERS or tokens[after].low in {"for", "season"}
        if not opens and after not in self.clauses.works.at and self.clauses.works.doc.register.at(after) is None:
            return None  # "joined midway through season one"
        team = self._team(after)
        if team is not None:
            return team
        names = self.lists.at(after)
        if names is not None and (
            any(token.low in _ANNOUNCED for token in tokens[after : after + 4])
            or "cast" in names.items[0].roles
            or self.clauses.ledger.does(party(names.items[0].entry), crew=False)
        ):
            return "cast"  # "join leads A and B"
        seen = self.clauses.object(after, 5)
        near = {token.low for token in tokens[max(0, after - 25) : after] if token.sentence == tokens[after].sentence}
        if names is not None and names.items[0].entry.person and near & {"cast", "ensemble"}:
            return "cast"  # "has rounded out its cast, with A and B joining C"
        as_ = seen is not None and "as" in {token.low for token in tokens[seen.last + 1 : seen.last + 5]}
        return "cast" if seen is not None and (tokens[after].kind == MARKED or as_) else None

    def _team(self, after: int) -> str | None:
        """The role of those who join "the judging panel", "the writing staff", "the drama as a series regular"."""
        tokens = self.tokens
        for k in range(after, min(after + 8, len(tokens))):
            low = tokens[k].low
            if tokens[k].sentence != tokens[after].sentence or tokens[k].text in {",", ";"}:
                break
            if low in _TEAMS:
                return _TEAMS[low]
            if low in {"staff", "room"} and {"writing", "writers", "writers'"} & {t.low for t in tokens[after:k]}:
                return "writer"
            if low == "as" and self.lists.roles(self.lists.past_article(k + 1))[0] == ["cast"]:
                return "cast"
        return None

    def _cast_of(self, i: int) -> int:
        """One past "the cast of"."""
        for k in range(i, min(i + 7, len(self.tokens))):
            if self.tokens[k].low == "of":
                return k + 1
        return i

    def _about_cast(self, i: int) -> bool:
        near = [token.low for token in self.tokens[max(0, i - 14) : i]]
        return (
            bool({"stars", "cast", "starring", "star", "who", "plays"} & set(near))
            or self._players(i)
            or self.clauses.subject(i, remember=False).work is not None
        )

    def _players(self, i: int) -> bool:
        """ "she will be joined by": those who are joined play in it."""
        parties = self.clauses.subject(i, remember=False).parties
        return bool(parties) and all(self.clauses.ledger.does(each, crew=False) for each in parties)
