"""Casts told without a verb of playing: "joins the cast", "the cast includes", "a rookie (A)"."""

from __future__ import annotations

from scraper.extract.credits.billings import Billings
from scraper.extract.credits.outfits import Item, party
from scraper.extract.text.lexicon import DETERMINERS
from scraper.extract.text.words import MARKED, WORD
from scraper.extract.titles.trade import AWARDS

_CREDITS = frozenset("images getty photo photos image pictures news shutterstock ap via".split())

RETURNS = frozenset("return returns returning returned back appear appears appearing cameos debut debuts".split())

_IN_A_ROLE = {("the", "recurring"), ("the", "role"), ("a", "recurring"), ("the", "lead")}
_CAST_NOUNS = frozenset("cast ensemble lineup call".split())

_ANNOUNCED = frozenset("announced previously-announced".split())
_PROJECTS = frozenset("project show series film panel team lineup".split())
_NEW = frozenset("new newcomers joining additions newly".split())
_INCLUDING = frozenset("includes include included including features feature are is stars comprises boasts".split())


class Ensembles(Billings):
    """Rules around casts, brackets and joining."""

    def returns(self, i: int) -> None:
        """ "returns as Dr. Maddox, alongside A as the sheriff": the "as" at token i."""
        clauses, tokens = self.clauses, self.tokens
        verb = next(
            (
                k
                for k in range(i - 1, max(-1, i - 9), -1)
                if (tokens[k].low in RETURNS and k > i - 5)
                or (tokens[k].low.startswith("repris") and tokens[k].sentence == tokens[i].sentence)
            ),
            None,
        )
        if verb is None:
            return
        subject = clauses.subject(self._makes(verb))
        character = self.character(i + 1)
        if character is None or not subject.parties:
            return
        work = clauses.title(verb)
        people = [p for p in subject.parties if p.kind == "person"]
        parts = self.shared(i + 1, len(people)) if len(people) > 1 else [character]
        status = "stays" if tokens[verb].low.startswith(("return", "back", "repris")) else "stated"
        for each, part in zip(people, parts, strict=False):
            clauses.enter([each], ["cast"], work, (subject.first, i + 1), character=part, status=status)
        self._companions(i + 1, work, verb)

    def _makes(self, verb: int) -> int:
        """ "makes his acting debut": the verb before the noun."""
        for k in range(verb - 1, max(-1, verb - 6), -1):
            if self.tokens[k].low in {"makes", "make", "making", "made"}:
                return k
        return verb

    def _features(self, i: int) -> None:
        """ "The cast features A", "It features A as B": a cast only where the text says so."""
        names = self.lists.at(i + 1)
        if names is None or names.items[0].start != i + 1:
            return
        near = {token.low for token in self.tokens[max(0, i - 4) : i]}
        told = any(item.told is not None and self._told(item) for item in names.items)
        if near & _CAST_NOUNS or told:
            self.billed(self.clauses.items(names), self.clauses.title(i), i)

    def bracket(self, i: int) -> None:
        """ "a rookie (Jo Bell)": the bracket at token i holds who plays what stands before it."""
        tokens, register = self.tokens, self.clauses.works.doc.register
        if i == 0 or i + 1 >= len(tokens) or i - 1 in self.clauses.works.ending or tokens[i - 1].kind != WORD:
            return
        names = self.lists.at(i + 1)
        if names is None or names.items[0].roles or not self._honoured(names.items[0]):
            return
        close = next((k for k in range(i + 1, min(i + 16, len(tokens))) if tokens[k].text == ")"), None)
        item = names.items[0]
        after = item.place.mention.last + 1
        if close is None or not (after == close or tokens[after].text == "," or len(names.items) > 1):
            return
        if not self._someone(item) or any(not self._someone(each) for each in names.items):
            return
        before = register.ending(i - 1)
        if before is not None and (
            before.entry.kind == "company"
            or (
                len(before.mention.words) > 1
                and before.mention.lead == before.mention.first
                and (item.entry.kind != "person" or len(item.entry.words) == 1)
            )
        ):
            return
        character = self.described(i - 1)
        if character is None:
            return
        work = self.clauses.title(i)
        if work is None:
            return
        several = len(names.items) > 1 and after != close
        for each in names.items if several and tokens[after].text != "," else names.items[:1]:
            self.clauses.enter(
                [party(each.entry)],
                ["cast"],
                work,
                (i - len(character.split()), close),
                character=None if several else character,
            )

    def _honoured(self, item: Item) -> bool:
        """Only honours stand before the name: "(SAG Award winner Jo Bell)"."""
        return all(
            self.tokens[k].low in AWARDS or self.tokens[k].low in {"winner", "nominee", "newcomer", "-"}
            for k in range(item.start, item.place.mention.first)
        )

    def _someone(self, item: Item) -> bool:
        entry = item.entry
        if len(entry.words[0]) > 1 and entry.words[0].isupper():
            return False
        return entry.kind == "person" or (
            entry.kind == "unknown" and len(entry.words) > 1 and entry.words[-1].lower() not in AWARDS | _CREDITS
        )

    def joins(self, i: int) -> None:
        """ "has joined the cast", "joining the cast are A and B", "joined by A"."""
        clauses, tokens = self.clauses, self.tokens
        after = i + 1
        if after >= len(tokens):
            return
        if tokens[after].low == "by":
            names = self.lists.at(after + 1)
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
        character = self._as(i)
        if character is not None and self.lists.roles(self._as_at(i) + 1)[0]:
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
        if tokens[after].low == "as" and not self.lists.roles(self.lists.past_article(after + 1))[0]:
            return "cast"
        sentence, role = self.added
        if tokens[after + 1].low in _PROJECTS and 0 <= tokens[after].sentence - sentence < 2:
            return role  # "has added A to its mentors. B also joined the project"
        opens = tokens[after].low in DETERMINERS or tokens[after].low in {"for", "season"}
        if not opens and after not in self.clauses.works.at and self.clauses.works.doc.register.at(after) is None:
            return None  # "joined midway through season one"
        for token in tokens[after : after + 8]:
            if token.sentence != tokens[after].sentence or token.text in {",", ";"}:
                break
            if token.low in {"panel", "judges", "judging"}:
                return "judge"
            if token.low in {"mentors", "coaches"}:
                return "mentor"
            if token.low in _CAST_NOUNS or token.low in {"season", "leads", "stars", "co-stars"}:
                return "cast"
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

    def _cast_in(self, i: int, after: str) -> bool:
        """ "has been cast as", "cast opposite A in", "cast in the recurring role of": the verb."""
        clauses, tokens = self.clauses, self.tokens
        character, of_title, other = None, None, None
        if after == "as" and tokens[i - 1].low not in {"the", "main", "ensemble"}:
            lead = self.lists.roles(self.lists.past_article(i + 2))[0]
            character = None if lead else self.character(i + 2)
            if lead == ["cast"]:
                return False  # "has been cast as the lead": said of offices
            if character is None:
                return True
        elif after == "opposite":
            other = self.lists.at(i + 2)
            of_title = other.last + 2 if other is not None else None
        elif after == "in" and (tokens[i + 2].low, tokens[i + 3].low) in _IN_A_ROLE:
            of = next((k for k in range(i + 2, min(i + 8, len(tokens))) if tokens[k].low == "of"), None)
            character = self.character(of + 1) if of is not None else None
        elif after == "in" and tokens[i - 1].low in {"been", "is", "was", "are", "were", "also"}:
            of_title = i + 2
        elif after == "," and (tokens[i - 1].low, tokens[i + 2].low) in {("been", "as"), ("also", "as")}:
            character = self.character(i + 3)  # "has also been cast, as the auditor"
        else:
            return False
        subject = clauses.subject(i)
        people = [each for each in subject.parties if each.kind == "person"]
        work = clauses.title(i, None, after=of_title)
        clauses.enter(people, ["cast"], work, (subject.first, i + 1), character=character, status="joins")
        self.billed(other.items if other is not None else [], work, i)
        return True

    def cast(self, i: int) -> None:
        """The word "cast": a noun with a list after it, or a verb with a part."""
        clauses, tokens = self.clauses, self.tokens
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if after is None:
            return
        if self._cast_in(i, after.low if after.kind == WORD else after.text):
            return
        if self._new_to(i) or self._filled(i):
            return
        k = i + 1
        if tokens[k].text == "," and tokens[k + 1].low in {"which", "that"}:
            k += 1
        while (
            k < len(tokens)
            and tokens[k].low
            in {"also", "members", "member", "additions", "that", "who", "which", "of", "will", "rounding", "out"}
            and k < i + 5
        ):
            k += 1
        if k == i + 1 and tokens[k].low in {"in", "for", "are", "is", "this", "on"}:
            k = next(
                (m for m in range(k, min(k + 7, len(tokens))) if tokens[m].low in {"are", "is", "include", "includes"}),
                k,
            )
        by = self._rounded(i)
        if by:
            names = self.lists.at(by)
        elif tokens[k].low == "led" and tokens[k + 1 : k + 2] and tokens[k + 1].low == "by":
            names = self.lists.at(k + 2)
        elif (tokens[k].text == "," and tuple(t.low for t in tokens[k + 1 : k + 3]) == ("led", "by")) or (
            tokens[k].low in {"is", "are"} and tuple(t.low for t in tokens[k + 1 : k + 3]) == ("led", "by")
        ):
            names = self.lists.at(k + 3)
        elif tokens[k].low in _INCLUDING or tokens[k].text == ":":
            given = (tokens[k + 1].low, tokens[k + 2].low) == ("provided", "by")
            names = self.lists.at(k + 3 if given else k + 1)
        else:
            names = self.lists.at(k) if k > i + 1 and "members" in {tokens[m].low for m in range(i, k)} else None
        if names is not None:
            new = any(token.low in _NEW for token in tokens[max(0, i - 4) : k])
            subject = "members" in {tokens[m].low for m in range(i, k)} and clauses.finite(names.last + 1)
            items = names.items if subject else clauses.items(names)
            role = "voice" if {tokens[i].low, tokens[i - 1].low} & {"voices", "voice"} else "cast"
            back = by and self.tokens[by - 1].low.startswith("includ")
            status = "stays" if back else "joins" if new else "stated"
            self.billed(items, clauses.title(i), i, role=role, status=status)
