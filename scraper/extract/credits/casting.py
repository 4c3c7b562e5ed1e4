"""Who plays whom: "stars A as B", "will play B", "B (A)", "joins the cast", "lends her voice to"."""

from __future__ import annotations

from scraper.extract.credits.ensembles import Ensembles
from scraper.extract.credits.enumerations import further
from scraper.extract.credits.outfits import party
from scraper.extract.credits.subjects import Subject
from scraper.extract.text.lexicon import PREPOSITIONS
from scraper.extract.text.words import PUNCT, WORD
from scraper.extract.titles.titles import Work
from scraper.extract.titles.trade import FEATURING, PLAYING, PRODUCING, VERBS

_NO_PART = frozenset("role part roles parts host key game golf basketball football guitar himself herself".split())
_TAKING = frozenset(
    "takes take taking took has had have won scored snagged landed lands inhabits fills assumes tackles tackling "
    "steps".split()
)
_INSTRUMENTS = frozenset("piano guitar drums violin saxophone music song songs game games match trumpet bass".split())
_ROLES = frozenset("role roles part parts".split())
_LEADING = frozenset("title titular lead leading starring recurring main supporting".split())


class Casting(Ensembles):
    """Rules around verbs of playing."""

    def verb(self, i: int) -> None:
        """The verb of playing, starring or voicing at token i."""
        low = self.tokens[i].low
        by = self._by(i) if VERBS[low][1] == "ed" else 0
        if by:
            self._played_by(i, by + 1)
        elif low in PLAYING or VERBS[low][0] == "voice":
            self._plays(i)
        elif low in FEATURING:
            self._features(i)
        else:
            self._stars(i)

    def _by(self, i: int) -> int:
        """The "by" of "played by", "played ably by", "(played with great patience by"; else 0."""
        tokens = self.tokens
        for k in range(i + 1, i + 6):
            if tokens[k].low == "by":
                return k
            far = k > i + 1 and tokens[i + 1].low != "with"
            if far or tokens[k].kind != WORD or tokens[k].capital or tokens[k].low in VERBS:
                return 0
        return 0

    # Starring.

    def _stars(self, i: int) -> None:
        clauses, tokens = self.clauses, self.tokens
        low = tokens[i].low
        participle = low.endswith("ing")
        subject = clauses.subject(i)
        direct = subject.names is not None and subject.names.last == i - 1 and low != "starring"
        before = tokens[i - 2].low if tokens[i - 1].low in {"guest", "also"} else tokens[i - 1].low
        if participle and not direct and before not in {"is", "are", "be", "was"}:
            subject = Subject()
        billing = tokens[i - 1].text == "," and VERBS[low][1] == "s" and self._billing(i + 1)
        if subject.parties and not subject.thing and not billing:
            self._persons_star(i, subject)
            return
        if (
            VERBS[low][1] == "base"
            and i
            and tokens[i - 1].low not in {"to", "will", "would", "also", "that", "which", "guest"}
        ):
            return
        names = self.lists.at(i + 1)
        if names is None and low == "starring":
            names = self.lists.explained(i + 1)  # "starring her husband, Al Roe"
        elif names is not None and names.items[0].start != i + 1:
            return
        if names is None or low in {"headline", "headlines", "headlined"}:
            return
        if clauses.finite(names.last + 1) and names.items[-1].told is None and tokens[i - 1].low not in {"it", "that"}:
            return  # "Series stars A and B return": the noun
        work = clauses.title(i, subject if subject.work is not None else None)
        self.billed(clauses.items(names), work, i)
        if names.last + 1 < len(tokens) and tokens[names.last + 1].low in {"opposite", "alongside", ","}:
            self._companions(names.last + 1, work, i)

    def _persons_star(self, i: int, subject: Subject) -> None:
        clauses, tokens = self.clauses, self.tokens
        low, after = tokens[i].low, i + 1
        while (
            after < len(tokens)
            and tokens[after].low in {"in", "on", "again", "also", "both", "together"}
            and after < i + 3
        ):
            after += 1
        work = clauses.title(i, None, after=after)
        seen = clauses.object(after)
        beside = subject.names is not None and subject.names.last == i - 1
        alone = low == "stars" and beside and len(subject.parties) == 1 and " " in subject.parties[0].name
        if low in {"star", "stars", "headline", "headlines"} and not alone and self._noun_star(i):
            return
        joined = tokens[after].low in {"and", ","}  # "will star in and executive produce"
        if seen is None and after > i + 1 and not joined and not self._own_work(after):
            return  # "starred in films": nothing of this title
        if seen is None and low in {"starred", "co-starred"} and tokens[i - 1].low in {"has", "have"}:
            return
        character = self._as(i)
        if character is not None and seen is None:
            work = self.work_of(self._as_at(i) + 1) or work
        people = [each for each in subject.parties if each.kind == "person"]
        clauses.enter(people, ["cast"], work, (subject.first, i), character=character)
        for each in further(clauses, after, work) if seen is not None and character is None else ():
            clauses.enter(people, ["cast"], each, (subject.first, i))
        self._companions(i + 1, work, i)
        if character is not None:
            self._gapped(i, work)

    def _gapped(self, i: int, work: Work | None) -> None:
        """ "A will star as Ann; B as Deck; and C as the Mayor": parts without a verb of their own."""
        tokens = self.tokens
        for k in range(i + 1, min(i + 40, len(tokens) - 2)):
            if tokens[k].sentence != tokens[i].sentence:
                return
            if tokens[k].text == ";":
                names = self.lists.at(k + 2 if tokens[k + 1].low == "and" else k + 1)
                if names is not None and all(item.told is not None for item in names.items):
                    self.billed(names.items, work, i)
                return

    def _billing(self, i: int) -> bool:
        """ "directed by Jo Bell, stars Al Roe": names follow, so a work is what stars them."""
        names = self.lists.at(i)
        return names is not None and names.items[0].place.mention.first == i

    def _noun_star(self, i: int) -> bool:
        """ "the two stars shared", "Walk of Fame stars, maybe": the noun."""
        after, before = self.tokens[i + 1], self.tokens[i - 1].low
        further = self.tokens[i + 2].low
        if after.low == "and" and (further in VERBS or further in PRODUCING):
            return False  # "stars and executive produces"
        if before == "and" and self.tokens[i - 2].low in VERBS:
            return False  # "co-creates and stars"
        if before in {
            "to",
            "will",
            "also",
            "both",
            "who",
            "would",
            "currently",
            "she",
            "he",
            "they",
            "guest",
        } or self.tokens[i].low.startswith("recur"):
            return False
        ends = after.text in {".", ";", ","}
        if (
            self.tokens[i].low in {"star", "co-star"}
            and ends
            and len(self.clauses.subject(i, remember=False).parties) > 1
        ):
            return False
        return after.kind == PUNCT or not (
            after.low in {"in", "on", "as", "alongside", "opposite", "with", "together", "again"}
            or i + 1 in self.clauses.works.at
        )

    def _own_work(self, i: int) -> bool:
        if any(token.low in {"episode", "episodes"} for token in self.tokens[i + 1 : i + 3]):
            return True  # "in several episodes"
        return self.tokens[i].low in {"the", "this", "it", "what", "its", "which"}

    # Playing.

    def _plays(self, i: int) -> None:
        clauses, tokens = self.clauses, self.tokens
        if self._unnamed(i):
            return
        character = self.character(i + 1)
        if character is None or tokens[i + 1].low in _NO_PART or tokens[i + 1].low in PREPOSITIONS:
            return
        subject = clauses.subject(i)
        people = [p for p in subject.parties if p.kind == "person"]
        if tokens[i + 1].low in {"a", "an"} and any(token.low == "into" for token in tokens[i + 2 : i + 8]):
            return  # "played a long ball into the box"
        if tokens[i - 1].low == "for" and "known" in {tokens[i - 2].low, tokens[i - 3].low}:
            return  # "best known for playing": earlier work
        if not people and i and tokens[i - 1].low == "for":
            subject = self._winner(i)
            people = list(subject.parties)
        if not people:
            return
        seen = self.work_of(i + 1)
        work = seen if seen is not None else clauses.title(i)
        role = "voice" if VERBS[tokens[i].low][0] == "voice" else "cast"
        named = (
            any(word[:1].isupper() for word in character.split())
            or tokens[i + 1].low in {"a", "an", "the", "his", "her", "their"}
            or tokens[i + 1].possessive
            or len(people) > 1
        )
        if not named:
            return
        parts = self.shared(i + 1, len(people)) if len(people) > 1 else [character]
        for each, part in zip(people, parts, strict=True):
            clauses.enter([each], [role], work, (subject.first, i + 1 + len(character.split())), character=part)
        self._companions(i + 2, work, i)

    def _unnamed(self, i: int) -> bool:
        """ "A and B play supporting roles in the drama", "plays the lead role": no part is told."""
        tokens = self.tokens
        role = next((k for k in range(i + 1, i + 5) if tokens[k].low in _ROLES), 0)
        if not role or tokens[role + 1].low in {"of", "as"} or tokens[role].sentence != tokens[i].sentence:
            return False
        seen = self.clauses.object(role + 2) if tokens[role + 1].low == "in" else None
        definite = tokens[role + 1].low == "in" and self.clauses._definite(role + 2)
        if seen is not None or definite or tokens[role - 1].low in _LEADING | {"the"}:
            subject = self.clauses.subject(i)
            people = [each for each in subject.parties if each.kind == "person"]
            work = seen.work if seen is not None else self.clauses.title(i)
            self.clauses.enter(people, ["cast"], work, (max(0, subject.first), role))
        return True

    def performance(self, i: int) -> None:
        """ "Jo Bell's performance as a loner in", "her portrayal of Ann": the noun at token i."""
        clauses, tokens = self.clauses, self.tokens
        tie = i + 1
        if tokens[i].low == "character":
            self._called(i)
            return
        if tokens[i].low in {"role", "part"} and tokens[tie].low == "of" and self._taken_on(i):
            return
        if tokens[i].low in {"role", "roles"} and (self._reprised(i) or self._in_role(i) or tokens[i].low == "roles"):
            return
        if tokens[i].low == "role" and tokens[i - 1].low in _LEADING and self._taken_on(i):
            return
        if (
            tie + 1 >= len(tokens)
            or tokens[tie].low not in {"as", "of"}
            or (tokens[tie].low == "of" and tokens[i].low != "portrayal")
        ):
            return
        start = self._as_at(tie) + 1
        roles, end = self.lists.roles(start)
        if tokens[i].low == "work" or roles or (end > start and tokens[end].low in {"of", "at", "for"}):
            return  # "her role as director of drama": an office
        character = self.character(tie + 1)
        owner = self.owner(i)
        if character is None or not owner or (tokens[tie].low == "of" and not self.somebody(tie + 1)):
            return
        end = self.lists.character_end(tie + 1)
        seen = next(
            (
                clauses.works.at[k]
                for k in range(end + 1, min(end + 12, len(tokens)))
                if k in clauses.works.at and tokens[k].sentence == tokens[i].sentence
            ),
            None,
        )
        clauses.enter(
            owner, ["cast"], seen.work if seen is not None else clauses.title(i), (i, end), character=character
        )

    def _reprised(self, i: int) -> bool:
        """ "will reprise their roles in “Northgate”": without a part that is told."""
        tokens, clauses = self.tokens, self.clauses
        verb = next((k for k in range(i - 1, max(-1, i - 7), -1) if tokens[k].low.startswith("repris")), None)
        if verb is None or tokens[i + 1].low in {"as", "of"}:
            return False
        subject = clauses.subject(verb)
        people = [each for each in subject.parties if each.kind == "person"]
        seen = clauses.object(i + 2) if tokens[i + 1].low in {"in", "on", "from"} else None
        work = seen.work if seen is not None and tokens[i + 1].low != "from" else clauses.title(i)
        clauses.enter(people, ["cast"], work, (subject.first, i), status="stays")
        return True

    def _in_role(self, i: int) -> bool:
        """ "with A directing and B in the title role": the noun at token i."""
        tokens = self.tokens
        if tokens[i - 1].low not in _LEADING or (tokens[i - 2].low, tokens[i - 3].low) not in {
            ("the", "in"), ("a", "in"), ("in", "also")
        }:  # fmt: skip
            return False
        names = self.lists.by_end.get(i - 4)
        if names is None:
            return False
        item = names.items[-1]
        character = self.character(i + 2) if tokens[i + 1].low in {"of", "as"} else None
        span = (item.start, i)
        self.clauses.enter([party(item.entry)], ["cast"], self.clauses.title(i), span, character=character)
        return True

    def _called(self, i: int) -> None:
        """ "Teague's character, Deputy Finch,": the noun at token i."""
        owner = self.owner(i)
        start = i + 2 if self.tokens[i + 1].text == "," else i + 1
        if not owner or not self.tokens[start].capital or self.tokens[start].sentence != self.tokens[i].sentence:
            return
        work = self.clauses.title(i)
        title = work.name if work is not None else None
        known = any(line.role == "cast" for each in owner for line in self.clauses.ledger.of(each, title))
        if known or (" " in owner[0].name and not self.clauses.ledger.does(owner[0], crew=True)):
            end = start
            while self.tokens[end + 1].capital and self.tokens[end + 1].kind == WORD and end - start < 3:
                end += 1
            part = self.clauses.works.doc.text[self.tokens[start].start : self.tokens[end].end]
            self.characters.add(part)
            self.clauses.enter(owner, ["cast"], work, (i, end), character=part)

    def _taken_on(self, i: int) -> bool:
        """ "takes on the role of merchant Cornelis": the noun at token i."""
        tokens, clauses = self.tokens, self.clauses
        verb = next((k for k in range(i - 1, max(-1, i - 6), -1) if tokens[k].low in _TAKING), None)
        if verb is None or tokens[verb].sentence != tokens[i].sentence:
            return False
        subject = clauses.subject(verb)
        people = [each for each in subject.parties if each.kind == "person"]
        if tokens[i + 1].low != "of":
            status = "joins" if tokens[verb].low.startswith("land") else "stated"
            seen = clauses.object(i + 2) if tokens[i + 1].low in {"in", "on"} else None
            work = seen.work if seen is not None else clauses.title(verb)
            clauses.enter(people, ["cast"], work, (subject.first, i), status=status)
            self._companions(i + 1, work, i)
            return True
        character = self.character(i + 2)
        if people and character is not None:
            clauses.enter(people, ["cast"], clauses.title(verb), (subject.first, i + 2), character=character)
        return True

    def _played_by(self, i: int, first: int) -> None:
        clauses = self.clauses
        names = self.lists.at(first)
        if names is None:
            return
        role = "voice" if VERBS[self.tokens[i].low][0] == "voice" else "cast"
        work = clauses.title(i)
        items = clauses.items(names)
        if self.tokens[i - 1].low in _INSTRUMENTS:
            return  # "a piano played by"
        character = self._before(i) if role != "cast" or self.tokens[i].low in PLAYING else None
        if len(items) > 1 and self.tokens[i].low in PLAYING and not any(item.told for item in items):
            items = (
                items[: 2 if " and " in (character or "") else 1]
                if self.tokens[items[0].end + 1].text == ","
                else items
            )
        for item in items:
            clauses.enter([party(item.entry)], [role], work, (i, item.close), character=character or self._told(item))

    # Other shapes.
