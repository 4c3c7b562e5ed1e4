"""Credits without a verb of credit: "the director is A", "music by B", "as does C", "upped to executive producer"."""

from __future__ import annotations

from scraper.extract.credits.casting import Casting
from scraper.extract.credits.clauses import Clauses
from scraper.extract.credits.crew import Crew
from scraper.extract.credits.outfits import party
from scraper.extract.text.lexicon import DETERMINERS
from scraper.extract.text.words import WORD
from scraper.extract.titles.trade import MEDIA

_IS = frozenset("is are include includes remain remains comprise was were will".split())
BY_NOUNS = {
    "script": "writer",
    "scripts": "writer",
    "screenplay": "writer",
    "teleplay": "writer",
    "writing": "writer",
    "editing": "editor",
    "cinematography": "cinematographer",
    "photography": "cinematographer",
    "score": "composer",
    "music": "composer",
    "soundtrack": "composer",
    "direction": "director",
    "story": "story_by",
    "narration": "narrator",
    "revisions": "writer",
}
ENSEMBLES = frozenset("ensemble voices guests castmates additions newcomers".split())
_ITS = frozenset("project season episode pilot team family duo pair".split())
_FEW = 6  # tokens of description before a name
_CAST_WORDS = frozenset("cast ensemble role roles season regular regulars recurring guest roster".split())
_DOES = frozenset("is are does do did will was were has have".split())


class Predicates:
    """Rules around nouns."""

    def __init__(self, clauses: Clauses, crew: Crew, casting: Casting) -> None:
        self.clauses, self.crew, self.casting = clauses, crew, casting
        self.tokens, self.lists = clauses.tokens, clauses.lists

    def noun(self, i: int) -> None:
        """ "Producers are A and B", "Executive producers: A", "The studio is C": the first token of the role."""
        tokens = self.tokens
        roles, end = self._roles(i)
        if not roles or end >= len(tokens):
            return
        if tokens[end].text == "," and self._apposed(i, end, roles):
            return
        k = end
        while (
            k < len(tokens)
            and k < end + 6
            and tokens[k].sentence == tokens[i].sentence
            and tokens[k].low not in _IS
            and tokens[k].text != ":"
        ):
            if k in self.clauses.works.inside:
                k += 1
                continue
            if (
                tokens[k].kind != WORD
                or (tokens[k].capital and k not in self.clauses.works.at)
                or (k == end and tokens[k].low not in {"for", "on", "of", "attached", "also", "here", "this"})
            ):
                return
            k += 1
        if k >= len(tokens) or (tokens[k].low not in _IS and tokens[k].text != ":"):
            return
        k += 1
        while k < len(tokens) and tokens[k].low in {"be", "also", "still", "once", "again", "both"}:
            k += 1
        names = self.lists.at(k)
        if names is None or (names.items[0].start != k and tokens[k].low != "the"):
            return
        work = self.clauses.title(i, None, after=end + 1 if tokens[end].low in {"for", "on", "of"} else None)
        if roles == ["cast"]:
            self.casting.billed(self.clauses.items(names), work, i)
            return
        for item in self.clauses.items(names):
            self.crew._billed(item, roles, work, (i, item.close))

    def _apposed(self, i: int, end: int, roles: list[str]) -> bool:
        """ "the director, A, says", "her co-star, B, had been": a name explains the role."""
        tokens = self.tokens
        names = self.lists.at(end + 1)
        if names is None or names.items[0].start != end + 1 or names.items[0].roles:
            return False
        first = names.items[0].place.mention.first
        if any(tokens[k].capital or tokens[k].possessive for k in range(end + 1, first)):
            return False
        lead = tokens[i - 1] if i else None
        if lead is not None and i > 1 and not lead.capital and (tokens[i - 2].low == "its" or tokens[i - 2].possessive):
            lead = tokens[i - 2]  # "Its current showrunner, Jo Bell,"
        if lead is not None and lead.low == "and" and i > 3 and tokens[i - 3].low in {"his", "her", "their", "the"}:
            lead = tokens[i - 3]  # "his sister and co-showrunner, Jo Bell,"
        if lead is None or not (lead.low in {"the", "its", "their", "his", "her", "whose"} or lead.possessive):
            return False
        if lead.possessive and not lead.capital and lead.low not in MEDIA and lead.low not in _ITS:
            return False  # "the festival's director, A"
        trade = tokens[i].low in {"actor", "actress", "writer", "filmmaker", "alum", "editor", "host"}
        if (trade and lead.low != "its") or names.items[0].entry.kind == "company":
            return False
        items = self.clauses.items(names) if tokens[end - 1].low.endswith("s") else names.items[:1]
        for item in items:
            span = (i, item.place.mention.last)
            self.clauses.enter([party(item.entry)], roles, self.clauses.title(i), span)
        return True

    def _roles(self, i: int) -> tuple[list[str], int]:
        tokens = self.tokens
        if tokens[i].low in {"studio", "studios"}:
            return ["studio"], i + 1
        if tokens[i].low in {"distributor", "network"}:
            return ["distributor"] if tokens[i].low == "distributor" else [], i + 1
        return self.lists.roles(i)

    def by(self, i: int) -> bool:
        """ "the screenplay is by A and B, from a story by C", "music by D", "the score, by E,": the noun at token i."""
        tokens = self.tokens
        k = i + 1
        while (
            k < len(tokens)
            and k < i + 5
            and (tokens[k].low in {"is", "will", "be", "was", "comes", "courtesy", "are"} or tokens[k].text == ",")
        ):
            k += 1
        if tokens[i - 1].low == "own" and tokens[i].low in BY_NOUNS:
            owner = self.clauses.remembered.get(tokens[i].sentence)
            if owner is not None:
                self.clauses.enter(owner.parties, [BY_NOUNS[tokens[i].low]], self.clauses.title(i), (i - 2, i))
            return True
        label = k < len(tokens) and tokens[k].text == ":" and k == i + 1
        if k >= len(tokens) or not (tokens[k].low == "by" or label) or self._sourced(i):
            return False
        names = self.lists.at(k + 1)
        if names is None:
            return False
        role = BY_NOUNS.get(tokens[i].low) or (
            "director" if MEDIA[tokens[i].low] in {"film", "documentary"} else "writer"
        )
        work = self.clauses.title(i)
        for item in self.clauses.items(names):
            known = party(item.entry)
            self.clauses.enter([known], [role], work, (i, item.close))
        return True

    def _sourced(self, i: int) -> bool:
        return any(
            self.tokens[k].low in {"based", "adapted", "inspired", "adaptation"}
            for k in range(max(0, i - 9), i)
            if self.tokens[k].sentence == self.tokens[i].sentence
        )

    def as_does(self, i: int) -> None:
        """ "also EPs, as does A", "is an executive producer, as are B and C": the "as" at token i."""
        tokens = self.tokens
        roles = self.crew.stated.get(tokens[i].sentence)
        if not roles or i + 2 >= len(tokens) or tokens[i + 1].low not in _DOES:
            return
        names = self.lists.explained(i + 2) or self.lists.at(i + 2)
        if names is not None:
            work = self.clauses.title(i)
            for item in self.clauses.items(names):
                self.crew._billed(item, roles, work, (i, item.close))

    def with_cast(self, i: int) -> None:
        """ "with A as the Drowned King and B as his twin", "with A in the title role": the "with" at token i."""
        names = self.lists.at(i + 1)
        if names is None or names.items[0].past:
            return
        told = [
            item
            for item in names.items
            if item.told is not None
            and self.casting._told(item)
            and not self.crew._told_roles(item)
            and self.casting.somebody(item.told[0])
        ]
        tokens, after = self.tokens, names.last + 1
        lead = (
            after + 3 < len(tokens)
            and tokens[after].low == "in"
            and "role" in {t.low for t in tokens[after : after + 4]}
        )
        if not told and not lead:
            return
        if any(item.entry.kind == "company" for item in names.items):
            return
        work = self.clauses.title(i)
        if work is not None and any(
            self.tokens[k].low
            in {
                "stars",
                "star",
                "starring",
                "alongside",
                "played",
                "plays",
                "cast",
                "joined",
                "series",
                "film",
                "led",
                "drama",
                "thriller",
                "directing",
            }
            or k in self.clauses.works.inside
            for k in range(max(0, i - 30), i)
            if tokens[k].sentence == tokens[i].sentence
        ):
            self.casting.billed(self.clauses.items(names), work, i)

    def casts(self, i: int) -> None:
        """ "casts A as the captain", "will add A to its cast", "has booked A, B and C for its fifth season"."""
        tokens = self.tokens
        start = i + 2 if tokens[i + 1].low == "in" and tokens[i].low.startswith(("bring", "brought")) else i + 1
        names = self.lists.at(start)
        if names is None or names.items[0].place.mention.first - start > _FEW or self._works_for(i):
            return
        items = [item for item in names.items if item.entry.kind != "company"]
        if any(each.roles and "cast" not in each.roles for each in items) or not items:
            return
        work = self.clauses.title(i)
        roles, character = self._cast_as(names.items[-1].place.mention.last + 1, i)
        self.casting.added = (tokens[i].sentence, roles[0] if roles else "cast")
        if roles and character is None and all(item.told is None for item in items):
            for item in items:
                self.clauses.enter([party(item.entry)], roles, work, (i, item.close), status="joins")
        elif roles or any(item.told is not None and self.casting._told(item) for item in items):
            if character is not None and len(items) == 1 and items[0].told is None:
                self.clauses.enter(
                    [party(items[0].entry)], ["cast"], work, (i, names.last), character=character, status="joins"
                )
            else:
                self.casting.billed(self.clauses.items(names), work, i, status="joins")

    def lands(self, i: int) -> bool:
        """ "A has been tapped for a major recurring role", "are set for a two-episode arc as B": the participle."""
        tokens = self.tokens
        if tokens[i + 1].low != "for" or tokens[i + 2].low not in DETERMINERS:
            return False
        noun = next((k for k in range(i + 3, min(i + 8, len(tokens))) if tokens[k].low in {"role", "roles", "arc"}), 0)
        if not noun or tokens[noun].sentence != tokens[i].sentence:
            return False
        subject = self.clauses.subject(i)
        people = [each for each in subject.parties if each.kind == "person"]
        character = self.casting.character(noun + 2) if tokens[noun + 1].low in {"as", "of"} else None
        span = (max(0, subject.first), noun)
        self.clauses.enter(people, ["cast"], self.clauses.title(i), span, character=character, status="joins")
        return bool(people)

    def appear(self, i: int) -> bool:
        """ "A, B and C will all appear in the new season": the verb at token i, said of what is to come."""
        tokens, near = self.tokens, {token.low for token in self.tokens[max(0, i - 4) : i]}
        if tokens[i + 1].low != "in" or not near & {"will", "to"}:
            return False
        if tokens[i + 2].low not in {"the", "season", "its", "this"} and i + 2 not in self.clauses.works.at:
            return False
        subject = self.clauses.subject(i)
        people = [each for each in subject.parties if each.kind == "person"]
        self.clauses.enter(people, ["cast"], self.clauses.title(i, None, after=i + 2), (max(0, subject.first), i + 2))
        return bool(people)

    def _works_for(self, i: int) -> bool:
        """ "has cast doubt", "adds Jo Bell": a verb of saying, or a noun."""
        low, after = self.tokens[i].low, self.tokens[i + 1]
        return (low in {"adds", "added"} and after.text == ",") or (low.startswith("br") and after.low != "in")

    def _cast_as(self, k: int, i: int) -> tuple[list[str], str | None]:
        """What follows the names says that they play or judge: "to its cast", "in recurring roles", "as the forger"."""
        tokens = self.tokens
        seen: list[str] = []
        for m in range(k, min(k + 13, len(tokens))):
            token = tokens[m]
            if token.sentence != tokens[i].sentence or token.text == ";" or token.low in {"who", "whose"}:
                break
            if token.low in {"judge", "judges", "judging"}:
                return ["judge"], None
            if token.low in {"mentor", "mentors", "host", "hosts"}:
                return [token.low.removesuffix("s")], None
            if token.low == "as" and not self.lists.roles(self.lists.past_article(m + 1))[0] and not seen:
                return ["cast"], self.casting.character(m + 1)
            if token.low in _CAST_WORDS:
                seen.append(token.low)
            if token.low == "as" and seen:
                return ["cast"], self.casting.character(m + 1)
        return (["cast"] if seen else []), None

    def inverted(self, i: int) -> None:
        """ "Also starring are A and B", "Returning to voice their characters are C": the participle at token i."""
        tokens = self.tokens
        end = next(
            (
                k
                for k in range(i + 1, min(i + 12, len(tokens)))
                if tokens[k].low in {"are", "is"} or tokens[k].text == ":" or tokens[k].sentence != tokens[i].sentence
            ),
            None,
        )
        if end is None or (tokens[end].low not in {"are", "is"} and tokens[end].text != ":"):
            return
        names = self.lists.at(end + 1)
        if names is None:
            return
        words = {tokens[k].low for k in range(i, end)}
        made = next((roles for k in range(i + 1, end) if (roles := self.lists.roles(k)[0])), [])
        if made and "cast" not in made and "voice" not in made:
            for item in self.clauses.items(names):
                self.crew._billed(item, made, self.clauses.title(i), (i, item.close))
            return
        role = "voice" if words & {"voice", "voicing", "voices"} else "cast"
        back = words & {"returning", "reprising"}
        self.casting.billed(
            self.clauses.items(names), self.clauses.title(i), i, role=role, status="stays" if back else "stated"
        )
