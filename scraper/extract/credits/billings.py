"""Members of a list as players, each with the part told of it, and who else plays opposite them."""

from __future__ import annotations

from scraper.extract.credits.outfits import Item, Names, party
from scraper.extract.credits.parts import Parts
from scraper.extract.text.lexicon import AUXILIARIES, CONJUNCTIONS, DETERMINERS, PREPOSITIONS
from scraper.extract.text.words import WORD
from scraper.extract.titles.titles import Work
from scraper.extract.titles.trade import PLAYING, STARRING, VERBS

_WITH = frozenset("alongside opposite with".split())

_NO_PARTS = frozenset(
    "best known native graduate alum winner nominee fan client veteran partner friend member one first latest same "
    "reason case time way repped represented kind sort lot thing most only".split()
)


_ARTISTS = frozenset("producer director writer host judge editor actor actress star".split())
_NEWCOMERS = frozenset({"newcomer", "newcomers"})
_BACK = frozenset("back return returns returning".split())
_FILLED = frozenset("filled rounded completed expanded out bolstered fills rounds".split())


class Billings(Parts):
    """Enters players and gives each a part."""

    def _companions(self, start: int, work: Work | None, v: int) -> None:
        """ "alongside B, C and D"."""
        tokens, clauses, aside = self.tokens, self.clauses, False
        for k in range(start, min(start + 26, len(tokens))):
            aside = aside or tokens[k].low in {"who", "that", "whose"}
            if aside and tokens[k].low == "with" and tokens[k - 1].text != ",":
                continue
            if tokens[k].sentence != tokens[v].sentence or tokens[k].low in {"which", "from"} or tokens[k].text == ";":
                return
            if tokens[k].low in VERBS and k not in clauses.works.inside and tokens[k].low in STARRING:
                return
            if tokens[k].low in _WITH or (
                tokens[k].low == "along" and tokens[k + 1 : k + 2] and tokens[k + 1].low == "with"
            ):
                names = self.lists.at(k + 2 if tokens[k].low == "along" else k + 1)
                if names is not None and names.items[-1].told is None and self._role_after(k, names):
                    return
                if names is not None and self._adjectival(names):
                    return
                if names is not None and (tokens[k].low != "with" or names.items[0].place.entry.kind != "company"):
                    self.billed(clauses.items(names), work, v)
                return

    def _adjectival(self, names: Names) -> bool:
        """ "with the odd Otto Dunn dream": the name only describes a noun."""
        after = self.tokens[names.items[-1].place.mention.last + 1]
        lead = self.tokens[names.items[-1].start]
        plain = after.kind == WORD and not after.capital and after.low not in VERBS
        return plain and lead.low in DETERMINERS and after.low not in CONJUNCTIONS | PREPOSITIONS | AUXILIARIES

    def _role_after(self, k: int, names: Names) -> bool:
        """ "with A directing", but not "with A rounding out the cast"."""
        return self.lists.role_follows(k) and self.tokens[names.last + 1].low not in {"rounding", "leading", "set"}

    def billed(
        self, items: list[Item], work: Work | None, v: int, *, role: str = "cast", status: str = "stated"
    ) -> None:
        """Members of a list as cast, each with the character told of it."""
        clauses = self.clauses
        parts = self._distributed(items)
        for index, item in enumerate(items):
            if item.past and not item.roles:
                continue
            if item.entry.kind == "company":
                continue
            told = self._told(item)
            other = self.lists.roles(item.told[0])[0] if item.told is not None else []
            if other and other != ["cast"] and told is None:
                continue
            new = any(self.tokens[k].low in _NEWCOMERS for k in range(item.start, item.place.mention.first))
            character = parts.get(index) or told or self.part_in(item) or self._bracketed(item)
            stands = "joins" if new and status == "stated" else status
            clauses.enter([party(item.entry)], [role], work, (v, item.close), character=character, status=stands)

    def _distributed(self, items: list[Item]) -> dict[int, str | None]:
        """ "A and B as the cats Biscuit and Gravy", "A, B and C as pirate broadcasters": by the item's number."""
        found: dict[int, str | None] = {}
        start = 0
        for index, item in enumerate(items):
            if item.told is None:
                if self.tokens[item.start - 1].text == ";":
                    start = index
                continue
            group = range(start, index + 1)
            start = index + 1
            if len(group) < 2 or self._told(item) is None or self.tokens[item.start - 1].low not in {"and", "&"}:
                continue
            pair = range(index - 1, index + 1)
            for numbers in (group, pair):
                parts = self.shared(item.told[0], len(numbers))
                if len(set(parts)) == len(numbers):
                    found.update(zip(numbers, parts, strict=True))
                    break
            else:
                if self._plural(item.told):
                    found.update((number, self._told(item)) for number in group)
        return found

    def _plural(self, told: tuple[int, int]) -> bool:
        """ "as rival doctors": no article, and a noun in the plural."""
        first, last = self.tokens[told[0]], self.tokens[told[1]]
        heads = [self.tokens[k].low for k in range(told[0], min(told[1], told[0] + 3) + 1)]
        return (
            first.low not in {"a", "an", "the"}
            and not first.capital
            and not last.capital
            and any(low.endswith(("s", "men", "women", "in-law")) and not low.endswith("ss") for low in heads)
        )

    def _told(self, item: Item) -> str | None:
        if item.told is None:
            return None
        i = item.told[0]
        if self.tokens[i].low in {"a", "an"} and self.tokens[item.told[1]].low in _ARTISTS:
            return self.character(i)  # "as a reporter … and B as a producer"
        while i < item.told[1] and self.tokens[i].low in DETERMINERS:
            i += 1
        roles, end = self.lists.roles(i)
        return None if roles and end > item.told[1] else self.character(item.told[0])

    def part_in(self, item: Item) -> str | None:
        """ "Jo Bell, who will play Captain Orme," "Jo Bell, recurring as Deck"."""
        if item.apposition is None:
            return None
        for k in range(item.apposition[0], min(item.apposition[0] + 7, item.apposition[1])):
            if self.tokens[k].low in PLAYING:
                return self.character(k + 1)
        return None

    def copular(self, i: int, j: int) -> None:
        """ "Drost is Kip Lowry, a deckhand", "while Jo Bell is the detective": "is" at token i, the part at token j."""
        clauses, tokens = self.clauses, self.tokens
        if tuple(token.low for token in tokens[j : j + 3]) == ("the", "voice", "of"):
            who = clauses.subject(i, remember=False)
            people = [each for each in who.parties if each.kind == "person"]
            part = self.character(j + 3)
            clauses.enter(people, ["voice"], clauses.title(i), (max(0, who.first), j + 2), character=part)
            return
        if tokens[i].low not in {"is", "are"} or tokens[i - 1].low in {"who", "that", "it"}:
            return
        subject = clauses.subject(i, remember=False)
        people = [each for each in subject.parties if each.kind == "person" and " " in each.name]
        if tokens[i].low == "are" and len(people) < 2:
            return
        if not people or len(people) != len(subject.parties) or not self._part_at(j):
            return
        work = clauses.title(i)
        title = work.name if work is not None else None
        playing = [line for each in people for line in clauses.ledger.of(each, title) if line.role == "cast"]
        told = playing or self._told_around(i) or tokens[i].sentence - self._copulas < 2
        if any(line.character for line in playing) or not told:
            return
        self._copulas = tokens[i].sentence
        parts = self.shared(j, len(people))
        if parts[0] is None:
            return
        for each, part in zip(people, parts, strict=False):
            clauses.enter([each], ["cast"], work, (subject.first, self.lists.character_end(j)), character=part)

    def _part_at(self, j: int) -> bool:
        """A name that is no title, company or place; or "the detective on their trail", "their cousin Vi"."""
        token, doc = self.tokens[j], self.clauses.works.doc
        if j in self.clauses.works.inside or token.kind != WORD:
            return False
        place = doc.register.at(j)
        if token.capital:
            return place is None or place.entry.kind not in {"company", "place"}
        end = self.lists.character_end(j)
        plural = token.low.endswith("s") and self.tokens[j + 1].capital  # "are newlyweds Ann and Deck"
        if (token.low not in DETERMINERS and not plural) or end <= j:
            return False
        return not any(self.tokens[k].low in _NO_PARTS for k in range(j, end + 1))

    def _told_around(self, i: int) -> bool:
        """Does the sentence, or the one before it in the paragraph, tell who plays whom?"""
        here = self.tokens[i]
        for k in range(i - 1, max(-1, i - 60), -1):
            token = self.tokens[k]
            if token.paragraph != here.paragraph or here.sentence - token.sentence > 1:
                break
            if token.low in PLAYING or token.low in {"role", "recur", "recurs"}:
                return True
        for k in range(i + 1, min(i + 40, len(self.tokens))):
            if self.tokens[k].sentence != here.sentence:
                break
            if self.tokens[k].low in PLAYING:
                return True
        return False

    def _filled(self, i: int) -> bool:
        """ "has filled out its cast with A and B": the noun at token i."""
        tokens = self.tokens
        if tokens[i + 1].low != "with" or not any(token.low in _FILLED for token in tokens[max(0, i - 4) : i]):
            return False
        names = self.lists.at(i + 2)
        if names is not None:
            self.billed(self.clauses.items(names), self.clauses.title(i), i, status="joins")
        return True

    def _new_to(self, i: int) -> bool:
        """ "A and B are new to the cast": the noun at token i."""
        tokens = self.tokens
        if (tokens[i - 1].low, tokens[i - 2].low, tokens[i - 3].low) != ("the", "to", "new"):
            return False
        subject = self.clauses.subject(i - 3, remember=False)
        people = [each for each in subject.parties if each.kind == "person"]
        self.clauses.enter(people, ["cast"], self.clauses.title(i), (max(0, subject.first), i), status="joins")
        return bool(people)

    def _rounded(self, i: int) -> int:
        """One past "is rounded out by", "is expected back, including" after the noun at token i; else 0."""
        tokens = self.tokens
        for k in range(i + 2, min(i + 8, len(tokens) - 1)):
            if tokens[k].sentence != tokens[i].sentence:
                break
            if tokens[k].low == "by" and {tokens[k - 1].low, tokens[k - 2].low} & _FILLED:
                return k + 1
            if tokens[k].low in {"including", "includes"} and _BACK & {token.low for token in tokens[i + 1 : k]}:
                return k + 1
        return 0
