"""The parts that are played: a character as named or described, and whose performance it is."""

from __future__ import annotations

import re

from scraper.extract.credits.clauses import Clauses
from scraper.extract.credits.outfits import Item, party
from scraper.extract.credits.subjects import Subject
from scraper.extract.naming.names import is_role
from scraper.extract.text.lexicon import DETERMINERS, PREPOSITIONS
from scraper.extract.text.words import MARKED, PUNCT, WORD
from scraper.extract.titles.titles import Work
from scraper.extract.titles.trade import AWARDS
from scraper.model import Party

_LEADING = re.compile(
    r"^(?:the role of|the part of|the title role of|the titular|the character of|the voice of) ", re.IGNORECASE
)


_DEFINITE = frozenset("the his her their its my our your".split())


_NO_CHARACTERS = ("cast member", "series regular", "guest star", "cast members", "series regulars", "the lead")
_LINKING = frozenset("is was who being to be also will as".split())
_ALIAS = frozenset({"aka", "a.k.a.", "a.k.a"})


class Parts:
    """Reads characters; remembers them, for they are nobody to credit."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses, self.tokens, self.lists = clauses, clauses.tokens, clauses.lists
        self.characters: set[str] = set()
        self._copulas = -9  # the sentence that last told a part by "is"
        self.added: tuple[int, str] = (-9, "cast")  # the sentence that last added players, and as what

    def _as(self, i: int) -> str | None:
        """The character of "stars in Northgate as Captain Bell"."""
        tokens = self.tokens
        for k in range(i + 1, min(i + 14, len(tokens))):
            if (
                tokens[k].sentence != tokens[i].sentence
                or tokens[k].low in {"alongside", "with", "who", "and", "opposite"}
                or tokens[k].text in {",", ";"}
            ):
                return None
            if tokens[k].low == "as":
                return self.character(k + 1)
            if tokens[k].low == "role" and tokens[k - 1].low in {"title", "titular"}:
                return None
        return None

    def _bracketed(self, item: Item) -> str | None:
        """ "A (Officer Wills)": a part in brackets, where titles stand in quotation marks."""
        if item.bracket is None:
            return None
        first, close = item.bracket
        inner = range(first + 1, close)
        if tuple(self.tokens[k].low for k in inner)[:1] == ("as",):
            return self.character(first + 2)  # "(as the Fog)"
        if not 0 < len(inner) < 6 or any(self.tokens[k].kind != WORD for k in inner):
            return None
        seen = self.clauses.works.at.get(first + 1)
        if seen is not None and seen.work.quoted:
            return None
        if seen is None and any(k in self.clauses.works.inside for k in inner):
            return None
        lead = first + 2 if self.tokens[first + 1].low == "the" else first + 1  # "(the Owl)"
        if not self.tokens[lead].capital:
            return None
        return self.clauses.works.doc.text[self.tokens[first + 1].start : self.tokens[close - 1].end]

    def _winner(self, i: int, *, strict: bool = True) -> Subject:
        """ "Jo Bell won an Emmy for playing": the last name before."""
        for k in range(i - 1, max(-1, i - 25), -1):
            if self.tokens[k].sentence != self.tokens[i].sentence:
                break
            place = self.clauses.works.doc.register.ending(k)
            if (
                place is not None
                and (place.entry.person or (not strict and place.entry.kind == "unknown"))
                and place.entry.name not in self.characters
                and not place.mention.possessive
                and k not in self.clauses.works.inside
            ):
                return Subject((party(place.entry),), first=place.mention.first)
            if self.tokens[k].low in {"he", "she"}:
                found = self.clauses._other(k)
                if not any(each.name in self.characters for each in found.parties):
                    return found
        return Subject()

    def owner(self, i: int) -> tuple[Party, ...]:
        """Whose performance, role or work it is: a possessive before the noun."""
        tokens = self.tokens
        for k in range(i - 1, max(-1, i - 6), -1):
            token = tokens[k]
            if token.low in {"his", "her", "their"}:
                entry = self.clauses.people.salient(k, {"his": "m", "her": "f"}.get(token.low, ""))
                if entry is None or entry.name in self.characters:
                    return self._winner(i, strict=False).parties
                return (party(entry),)
            place = self.clauses.works.doc.register.ending(k)
            if place is not None and place.mention.possessive:
                return (party(place.entry),) if place.entry.kind != "company" else ()
            if token.kind != WORD:
                return ()
        return ()

    def _before(self, i: int) -> str | None:
        """The character before ", played by"."""
        tokens, k = self.tokens, i - 1
        while k >= 0 and (tokens[k].text in {",", "(", "—"} or tokens[k].low in _LINKING):
            k -= 1
        if tokens[k].low == "and":
            k = self._relative(k)
        elif tokens[k].text == ")":
            k = next((m for m in range(k - 1, max(0, k - 6), -1) if tokens[m - 1].low in _ALIAS), k)
        return self.described(k)

    def _relative(self, k: int) -> int:
        """ "Mayor Creel, who hates boats and will be played by": the last token before the clause about the part."""
        tokens = self.tokens
        for m in range(k - 1, max(1, k - 20), -1):
            if tokens[m].sentence != tokens[k].sentence:
                break
            if tokens[m].low == "who":
                return m - 2 if tokens[m - 1].kind == PUNCT else m - 1
        return k

    def described(self, k: int) -> str | None:
        """The noun phrase that ends at token k."""
        tokens, first = self.tokens, k
        if k < 0 or tokens[k].kind == PUNCT:
            return None
        if tokens[k].kind == MARKED:
            stretch = self.clauses.works.doc.marked[tokens[k].stretch]
            text = self.clauses.works.doc.text[stretch.start : stretch.end]
            return text if len(text) < 40 else None
        place = self.clauses.works.doc.register.ending(k)
        if place is not None:
            first = place.mention.lead if place.mention.lead >= 0 else place.mention.first
            if (
                first > 0
                and tokens[first - 1].kind == WORD
                and is_role(tokens[first - 1].low)
                and tokens[first - 1].capital
            ):
                first -= 1
        elif tokens[k].capital:
            while (
                first > 0
                and tokens[first - 1].capital
                and tokens[first - 1].sentence == tokens[k].sentence
                and tokens[first - 1].kind == WORD
            ):
                first -= 1
        else:
            while first > 0 and k - first < 9 and tokens[first].low not in DETERMINERS and not tokens[first].possessive:
                before = tokens[first - 1]
                if (
                    before.sentence != tokens[k].sentence
                    or (before.kind != WORD and before.text not in {"-", "’"})
                    or (before.low in {"and", "of", "by", "to", "as", "with"} and before.low != "of")
                ):
                    break
                first -= 1
            if tokens[first].low not in DETERMINERS and not tokens[first].possessive:
                return None
        return self.clauses.works.doc.text[tokens[first].start : tokens[k].end]

    def character(self, i: int) -> str | None:
        """The character named or described from token i on."""
        tokens = self.tokens
        while i < len(tokens) and tokens[i].low in {"both", "either", "again"}:
            i += 1
        end = self.lists.character_end(i)
        if end < i or self._is_office(i, end):
            return None
        text = self.clauses.works.doc.text
        marked = next((k for k in range(i, end + 1) if tokens[k].kind == MARKED), None)
        if marked is not None and marked == end and not any(tokens[k].capital for k in range(i, end)):
            stretch = self.clauses.works.doc.marked[tokens[marked].stretch]
            if tokens[i].low in {"the", "a", "an"} and marked == i + 1:
                inner = text[tokens[i].start : stretch.end].rstrip(",.")
                return inner + text[stretch.end : stretch.outer_end].lstrip(",.")
            return text[stretch.start : stretch.end].rstrip(",.")
        explained = self._explained(i, end)
        if explained is not None:
            return explained
        words = text[tokens[i].start : tokens[end].end]
        words = self._named_last(i, end) or _LEADING.sub("", _LEADING.sub("", words)).strip()
        first = i
        for k in range(i, end + 1):
            if tokens[k].capital and tokens[k].kind == WORD and tokens[k].low not in AWARDS:
                first = k
                break
        if tokens[first].capital and not tokens[first].possessive and first > i:
            rest = [tokens[k] for k in range(first, end + 1)]
            if all(
                token.capital
                or token.kind != WORD
                or token.text.isdigit()
                or token.low in {"de", "van", "of", "the", "von"}
                for token in rest
            ):
                words = text[tokens[first].start : tokens[end].end]
        if words.lower().endswith(_NO_CHARACTERS):
            return None
        self.characters.add(words)
        return words or None

    def _named_last(self, i: int, end: int) -> str:
        """ "the tired Harbor Guard member Joan Creel": the name that a description ends in; "" where it has none."""
        place = self.clauses.works.doc.register.ending(end)
        if place is None or len(place.mention.words) < 2 or place.mention.first <= i + 1:
            return ""
        before = self.tokens[place.mention.first - 1]
        if before.kind != WORD or before.capital or before.low in PREPOSITIONS or before.low in DETERMINERS:
            return ""
        possessive = any(self.tokens[k].possessive for k in range(i, place.mention.first))
        return place.mention.name if possessive and place.entry.kind != "company" else ""

    def _is_office(self, i: int, end: int) -> bool:
        """ "returns as an executive producer": what is made is no part that is played."""
        start = i + 1 if self.tokens[i].low in DETERMINERS else i
        slugs, after = self.lists.roles(start)
        return after > end and any(slug.endswith("_producer") or slug == "showrunner" for slug in slugs)

    def _as_at(self, i: int) -> int:
        k = next((k for k in range(i, min(i + 14, len(self.tokens))) if self.tokens[k].low == "as"), i)
        while k + 1 < len(self.tokens) and self.tokens[k + 1].low in DETERMINERS:
            k += 1
        return k

    def _explained(self, i: int, end: int) -> str | None:
        """ "his wife, Saskia", "the teacher, Ms. Gale": the name that a description is explained by."""
        tokens, comma = self.tokens, end + 1
        definite = tokens[i].possessive or tokens[i].low in _DEFINITE
        if not definite or tokens[comma].text != "," or self._proper(i, end):
            return None
        place = self.clauses.works.doc.register.at(comma + 1)
        first = place.mention.lead if place is not None and place.mention.lead > comma else comma + 1
        if place is None:
            place = next(
                (p for k in (comma + 2, comma + 3) if (p := self.clauses.works.doc.register.at(k)) is not None), None
            )
            if place is None or not all(tokens[k].capital for k in range(comma + 1, place.mention.first)):
                return None
        after = tokens[place.mention.last + 1]
        elsewhere = place.entry.kind == "company" or (place.entry.kind == "place" and after.text != ",")  # "Dutch,"
        if place.mention.possessive or elsewhere or after.low in {"as", "and"}:
            return None
        if (
            after.text == ","
            and len(place.mention.words) > 1
            and not tokens[first].text.isupper()
            and self.clauses.works.doc.register.at(place.mention.last + 2)
        ):
            return None  # "as the editor, Jo Bell, Al Roe and": the list goes on
        if after.kind == WORD and after.low not in {"who", "in", "whose", "opposite", "alongside", "while"}:
            return None
        words = self.clauses.works.doc.text[tokens[first].start : tokens[place.mention.last].end]
        self.characters.add(words)
        self.characters.add(place.entry.name)
        return words

    def _proper(self, i: int, end: int) -> bool:
        """A description that is itself a name; not "the tired captain of the Guard"."""
        low = any(not self.tokens[k].capital and self.tokens[k].low == "of" for k in range(i + 2, end))
        return self.tokens[end].capital and not (low and not self.tokens[i + 1].capital)

    def work_of(self, i: int) -> Work | None:
        """ "plays Ann on Northgate", "Ann, a pilot, in the drama Northgate": the work after the part at token i."""
        tokens, end = self.tokens, self.lists.character_end(i)
        for k in range(end + 1, min(end + 4, len(tokens))):
            seen = self.clauses.works.at.get(k)
            if seen is not None and tokens[k - 1].low in {"in", "on", "of"}:
                return seen.work
        if tokens[end + 1].text == "," and tokens[end + 2].low in {"a", "an", "the"}:
            near = range(end + 3, min(end + 12, len(tokens)))
            end = next((k for k in near if tokens[k].kind == PUNCT), end)  # past an explanation
        if tokens[end + 1].low in {"in", "on", "of"}:
            found = self.clauses.object(end + 2)
            return found.work if found is not None else None
        return None

    def shared(self, i: int, number: int) -> list[str | None]:
        """The parts of several players from token i on: "brothers Ned and Art Loomis", "Dr. Holm and Dr. Pike".

        One for each player where as many are named; else the one that all of them play.
        """
        first = self.character(i)
        found: list[str | None] = [first]
        end = self.lists.character_end(i)
        while first is not None and len(found) < number and self.tokens[end + 1].text in {",", "and", "&"}:
            k = end + 2
            while self.tokens[k].text in {"and", "&"}:
                k += 1
            if not self.tokens[k].capital and self.tokens[k].low not in DETERMINERS:
                break
            end = self.lists.character_end(k)
            if end < k:
                break
            found.append(self.character(k))
        return found if len(found) == number else [first] * number

    def somebody(self, i: int) -> bool:
        """Is it somebody who is named or described from token i on: "a conductor", "the Mayor", and no "a marriage"?"""
        end = self.lists.character_end(i)
        return any(self.tokens[k].capital or is_role(self.tokens[k].low) for k in range(i, end + 1))
