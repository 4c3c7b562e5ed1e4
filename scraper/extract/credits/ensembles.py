"""Casts told without a verb of playing: "joins the cast", "the cast includes", "a rookie (A)"."""

from __future__ import annotations

from scraper.extract.credits.joinings import CAST_NOUNS, Joinings
from scraper.extract.credits.outfits import Item, Names, party
from scraper.extract.text.words import WORD
from scraper.extract.titles.trade import AWARDS
from scraper.model import Credit

_CREDITS = frozenset("images getty photo photos image pictures news shutterstock ap via".split())

RETURNS = frozenset(
    "return returns returning returned back appear appears appeared appearing cameos debut debuts".split()
)

_IN_A_ROLE = {("the", "recurring"), ("the", "role"), ("a", "recurring"), ("the", "lead")}

_NEW = frozenset("new newcomers joining additions newly".split())
_CATEGORIES = frozenset("role actor actress director screenplay series drama comedy".split())  # of an award
_PASSED = frozenset("also members member additions that who which of will rounding out".split())
_EXCEPT = frozenset("minus except sans including".split())
_INCLUDING = _EXCEPT | frozenset(
    "includes include included including features feature are is stars comprises boasts".split()
)


class Ensembles(Joinings):
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
        if verb is None or tokens[i + 1].low in {"is", "are", "was", "do", "does", "did", "will"}:
            return  # "is back, as is B"
        subject = clauses.subject(self._makes(verb))
        character = self.character(i + 1)
        if character is None or not subject.parties:
            return
        seen = self.work_of(i + 1)
        if tokens[verb].low == "appeared" and seen is None and not tokens[i + 1].capital:
            return  # "appeared as a witness"
        work = seen if seen is not None else clauses.title(verb)
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
        also = self.tokens[i - 1].low == "also" and all(item.entry.person for item in names.items) and self._has_cast(i)
        if near & CAST_NOUNS or told or also:
            role = "voice" if "voice" in near else "cast"
            self.billed(self.clauses.items(names), self.clauses.title(i), i, role=role)

    def _has_cast(self, i: int) -> bool:
        """Is a cast told already, so that who is "also featured" plays too?"""
        return any(
            line.role == "cast" and not line.evidence.start > self.tokens[i].start for line in self._billed_so_far()
        )

    def _billed_so_far(self) -> tuple[Credit, ...]:
        return self.clauses.ledger.credits()

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
        if character is None or (tokens[i - 1].capital and tokens[i - 1].low in _CATEGORIES):
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
        elif after in {"in", "for"} and tokens[i - 1].low in {"been", "is", "was", "are", "were", "also"}:
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

    def _of_players(self, i: int) -> Names | None:
        """ "an ensemble cast of A, B and C", but not "the cast of “Northgate”": the noun at token i."""
        names = self.lists.at(i + 2)
        if names is None or names.items[0].start != i + 2 or len(names.items) < 2:
            return None
        return names if all(item.entry.person and not item.roles for item in names.items) else None

    def _chosen(self, i: int) -> bool:
        """ "directed “Reeds” and cast A as Ann in “Ashore”": the verb at token i, with a part told."""
        names = self.lists.at(i + 1) if self.tokens[i].low == "cast" else None
        if names is None or names.items[0].place.mention.first != i + 1 or names.items[-1].told is None:
            return False
        end = names.items[-1].told[1]
        self.billed(names.items, self.clauses.title(i, None, after=end + 1), i)
        return True

    def cast(self, i: int) -> None:
        """The word "cast": a noun with a list after it, or a verb with a part."""
        clauses, tokens = self.clauses, self.tokens
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if after is None:
            return
        if self._cast_in(i, after.low if after.kind == WORD else after.text):
            return
        if self._new_to(i) or self._filled(i) or self._chosen(i):
            return
        k = self._past_noun(i)
        by = self._rounded(i)
        names = self.lists.at(by) if by else self._named_after(i, k)
        if names is not None:
            new = any(token.low in _NEW for token in tokens[max(0, i - 4) : k])
            subject = "members" in {tokens[m].low for m in range(i, k)} and clauses.finite(names.last + 1)
            items = names.items if subject else clauses.items(names)
            role = "voice" if {tokens[i].low, tokens[i - 1].low} & {"voices", "voice"} else "cast"
            back = by and self.tokens[by - 1].low.startswith("includ")
            status = "stays" if back else "joins" if new else "stated"
            self.billed(items, clauses.title(i), i, role=role, status=status)

    def _past_noun(self, i: int) -> int:
        """Where the verb or the list after "cast members", "cast, which also", "cast for the pilot" begins."""
        tokens, k = self.tokens, i + 1
        if (tokens[k].text == "," and tokens[k + 1].low in {"which", "that", "including", "featuring"}) or (
            tokens[k].text in {",", "—", "–", "("} and tokens[k + 1].low in _EXCEPT
        ):
            k += 1
        while k < min(i + 5, len(tokens)) and tokens[k].low in _PASSED:
            k += 1
        if k == i + 1 and tokens[k].low in {"in", "for", "are", "is", "this", "on", "to"}:
            near = range(k, min(k + 7, len(tokens)))
            k = next((m for m in near if tokens[m].low in {"are", "is", "include", "includes"}), k)
        return k

    def _named_after(self, i: int, k: int) -> Names | None:
        """The list that the verb at token k tells of the noun at token i: "includes A", "is led by A", ": A and B"."""
        tokens = self.tokens
        led = tuple(token.low for token in tokens[k + 1 : k + 3]) == ("led", "by")
        if tokens[k].low == "led" and tokens[k + 1].low == "by":
            return self.lists.at(k + 2)
        if led and (tokens[k].text == "," or tokens[k].low in {"is", "are"}):
            return self.lists.at(k + 3)
        if tokens[k].low in _INCLUDING or tokens[k].text == ":":
            given = (tokens[k + 1].low, tokens[k + 2].low) == ("provided", "by")
            return self.lists.at(k + 3 if given else k + 1)
        if tokens[i + 1].low == "of":
            return self._of_players(i)
        members = k > i + 1 and "members" in {tokens[m].low for m in range(i, k)}
        return self.lists.at(k) if members else None
