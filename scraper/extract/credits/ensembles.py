"""Casts told without a verb of playing: "joins the cast", "the cast includes", "a rookie (A)"."""

from __future__ import annotations

from scraper.extract.credits.outfits import Item, party
from scraper.extract.credits.parts import Parts
from scraper.extract.text.lexicon import DETERMINERS
from scraper.extract.text.words import MARKED, WORD
from scraper.extract.titles.titles import Work
from scraper.extract.titles.trade import AWARDS, PLAYING, STARRING, VERBS

_WITH = frozenset("alongside opposite with".split())

_CREDITS = frozenset("images getty photo photos image pictures news shutterstock ap via".split())

RETURNS = frozenset("return returns returning returned back appear appears appearing cameos debut debuts".split())

_IN_A_ROLE = {("the", "recurring"), ("the", "role"), ("a", "recurring"), ("the", "lead")}
_CAST_NOUNS = frozenset("cast ensemble lineup call".split())

_INCLUDING = frozenset("includes include included including features feature are is stars comprises boasts".split())


class Ensembles(Parts):
    """Rules around casts, brackets and joining."""

    def _companions(self, start: int, work: Work | None, v: int) -> None:
        """ "alongside B, C and D"."""
        tokens, clauses = self.tokens, self.clauses
        for k in range(start, min(start + 26, len(tokens))):
            if tokens[k].sentence != tokens[v].sentence or tokens[k].low in {"which", "from"} or tokens[k].text == ";":
                return
            if tokens[k].low in VERBS and k not in clauses.works.inside and tokens[k].low in STARRING:
                return
            if tokens[k].low in _WITH or (
                tokens[k].low == "along" and tokens[k + 1 : k + 2] and tokens[k + 1].low == "with"
            ):
                names = self.lists.at(k + 2 if tokens[k].low == "along" else k + 1)
                if names is not None and names.items[-1].told is None and self.lists.role_follows(k):
                    return
                if names is not None and (tokens[k].low != "with" or names.items[0].place.entry.kind != "company"):
                    self.billed(clauses.items(names), work, v)
                return

    def billed(
        self, items: list[Item], work: Work | None, v: int, *, role: str = "cast", status: str = "stated"
    ) -> None:
        """Members of a list as cast, each with the character told of it."""
        clauses = self.clauses
        for item in items:
            if item.past and not item.roles:
                continue
            if item.entry.kind == "company":
                continue
            told = self._told(item)
            other = self.lists.roles(item.told[0])[0] if item.told is not None else []
            if other and other != ["cast"] and told is None:
                continue
            character = told or self._plays_in(item) or self._bracketed(item)
            clauses.enter([party(item.entry)], [role], work, (v, item.close), character=character, status=status)

    def _told(self, item: Item) -> str | None:
        if item.told is None:
            return None
        i = item.told[0]
        while i < item.told[1] and self.tokens[i].low in DETERMINERS:
            i += 1
        roles, end = self.lists.roles(i)
        return None if roles and end > item.told[1] else self.character(item.told[0])

    def _plays_in(self, item: Item) -> str | None:
        """ "Jo Bell, who will play Captain Orme," "Jo Bell, recurring as Deck"."""
        if item.apposition is None:
            return None
        for k in range(item.apposition[0], min(item.apposition[0] + 7, item.apposition[1])):
            if self.tokens[k].low in PLAYING:
                return self.character(k + 1)
        return None

    def returns(self, i: int) -> None:
        """ "returns as Dr. Maddox, alongside A as the sheriff": the "as" at token i."""
        clauses, tokens = self.clauses, self.tokens
        verb = next(
            (
                k
                for k in range(i - 1, max(-1, i - 5), -1)
                if tokens[k].low in RETURNS and tokens[k].sentence == tokens[i].sentence
            ),
            None,
        )
        if verb is None:
            return
        subject = clauses.subject(verb)
        character = self.character(i + 1)
        if character is None or not subject.parties:
            return
        work = clauses.title(verb)
        status = "stays" if tokens[verb].low.startswith(("return", "back", "repris")) else "stated"
        clauses.enter(
            (p for p in subject.parties if p.kind == "person"),
            ["cast"],
            work,
            (subject.first, i + 1),
            character=character,
            status=status,
        )
        self._companions(i + 1, work, verb)

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
        if names is None or names.items[0].roles or names.items[0].start != names.items[0].place.mention.first:
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
            or (before.entry.kind == "person" and len(before.mention.words) > 1 and item.entry.kind != "person")
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
        end = next(
            (
                k
                for k in range(after, min(after + 16, len(tokens)))
                if tokens[k].low in {"is", "are", "will"} or tokens[k].sentence != tokens[i].sentence
            ),
            after,
        )
        opening = i == 0 or tokens[i - 1].sentence != tokens[i].sentence or tokens[i - 1].low == "also"
        if tokens[i].low == "joining" and opening and tokens[end].low in {"is", "are"}:
            names = self.lists.at(end + 1)
            if names is not None:
                self.billed(clauses.items(names), clauses.title(i, None, after=after), i, status="joins")
            return
        if not any(token.low in _CAST_NOUNS for token in tokens[after : after + 6]):
            seen = clauses.object(after, 5)
            if seen is None or not (
                tokens[after].kind == MARKED or "as" in {token.low for token in tokens[seen.last + 1 : seen.last + 2]}
            ):
                return
        subject = clauses.subject(i)
        people = [p for p in subject.parties if p.kind == "person"]
        if not people:
            return
        character = self._as(i)
        if character is not None and self.lists.roles(self._as_at(i) + 1)[0]:
            return
        clauses.enter(
            people,
            ["cast"],
            clauses.title(i, None, after=self._cast_of(after)),
            (subject.first, after),
            character=character,
            status="joins",
        )

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
            or self.clauses.subject(i, remember=False).work is not None
        )

    def _cast_in(self, i: int, after: str) -> bool:
        """ "has been cast as", "cast opposite A in", "cast in the recurring role of": the verb."""
        clauses, tokens = self.clauses, self.tokens
        character, of_title, other = None, None, None
        if after == "as" and tokens[i - 1].low not in {"the", "main", "ensemble"}:
            character = self.character(i + 2)
            if character is None:
                return True
        elif after == "opposite":
            other = self.lists.at(i + 2)
            of_title = other.last + 2 if other is not None else None
        elif after == "in" and (tokens[i + 2].low, tokens[i + 3].low) in _IN_A_ROLE:
            of = next((k for k in range(i + 2, min(i + 8, len(tokens))) if tokens[k].low == "of"), None)
            character = self.character(of + 1) if of is not None else None
        elif after == "in" and tokens[i - 1].low in {"been", "is", "was", "are", "were"}:
            of_title = i + 2
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
        if self._cast_in(i, after.low):
            return
        k = i + 1
        while (
            k < len(tokens)
            and tokens[k].low
            in {"also", "members", "member", "additions", "that", "who", "which", "of", "will", "rounding", "out"}
            and k < i + 5
        ):
            k += 1
        if k == i + 1 and tokens[k].low in {"in", "for", "are", "is"}:
            k = next(
                (m for m in range(k, min(k + 7, len(tokens))) if tokens[m].low in {"are", "is", "include", "includes"}),
                k,
            )
        if tokens[k].low == "led" and tokens[k + 1 : k + 2] and tokens[k + 1].low == "by":
            names = self.lists.at(k + 2)
        elif (tokens[k].text == "," and tuple(t.low for t in tokens[k + 1 : k + 3]) == ("led", "by")) or (
            tokens[k].low in {"is", "are"} and tuple(t.low for t in tokens[k + 1 : k + 3]) == ("led", "by")
        ):
            names = self.lists.at(k + 3)
        elif tokens[k].low in _INCLUDING or tokens[k].text == ":":
            names = self.lists.at(k + 1)
        else:
            names = self.lists.at(k) if k > i + 1 and "members" in {tokens[m].low for m in range(i, k)} else None
        if names is not None:
            self.billed(clauses.items(names), clauses.title(i), i)
