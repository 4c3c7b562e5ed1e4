"""Roles as they are kept, shared and given: "retains his credit", "shares duties with", "has been upped to"."""

from __future__ import annotations

from scraper.extract.credits.clauses import Clauses
from scraper.extract.credits.crew import Crew
from scraper.extract.credits.outfits import party
from scraper.extract.text.lexicon import DETERMINERS
from scraper.extract.titles.trade import VERBS

PROMOTED = frozenset("upped promoted elevated bumped".split())


class Duties:
    """Rules around verbs whose object is a role."""

    def __init__(self, clauses: Clauses, crew: Crew) -> None:
        self.clauses, self.crew = clauses, crew
        self.tokens, self.lists = clauses.tokens, clauses.lists

    def promoted(self, i: int) -> None:
        """ "has been upped to executive producer, alongside B"."""
        tokens = self.tokens
        if i + 2 >= len(tokens) or tokens[i + 1].low != "to":
            return
        k = i + 2
        while k < len(tokens) and tokens[k].low in DETERMINERS:
            k += 1
        roles, end = self.lists.roles(k)
        subject = self.clauses.subject(i)
        if roles and subject.parties:
            work = self.clauses.title(i)
            self.clauses.enter(subject.parties, roles, work, (subject.first, end - 1), status="joins")
            self.crew._alongside(end, roles[-1:], work, i)

    def retains(self, i: int) -> bool:
        """ "Bell retains his executive producer credit": the verb at token i."""
        start = self.lists.past_article(i + 1)
        roles, end = self.lists.roles(start)
        if start == i + 1 or not roles or self.tokens[end].low not in {"credit", "credits", "role", "title", "post"}:
            return False
        subject = self.clauses.subject(i)
        span = (max(0, subject.first), end)
        self.clauses.enter(subject.parties, roles, self.clauses.title(i), span, status="stays", personal=True)
        return True

    def shares(self, i: int) -> bool:
        """ "shares showrunner duties with B", "adds a producer credit": the verb at token i."""
        tokens = self.tokens
        start = self.lists.past_article(i + 1)
        roles, end = self.lists.roles(start)
        verb = VERBS.get(tokens[start].low, ("", ""))
        if not roles and verb[1] == "ing":
            roles, end = [verb[0]], start + 1  # "share showrunning duties"
        if not roles or tokens[end].low not in {"duties", "credit", "credits"}:
            return False
        subject, work = self.clauses.subject(i), self.clauses.title(i)
        people = [each for each in subject.parties if each.kind == "person"]
        names = self.lists.at(end + 2) if tokens[end + 1].low == "with" else None
        people += [party(item.entry) for item in (names.items if names is not None else ())]
        self.clauses.enter(people, roles, work, (max(0, subject.first), end), personal=True)
        return True
