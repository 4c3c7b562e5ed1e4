"""The book that credits are entered in: one line for each name, role and title, with what else is stated of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from scraper.extract.titles.titles import fold
from scraper.model import Credit, Party

_CAST = frozenset({"cast", "voice", "narrator", "host", "judge", "mentor"})
_BETTER = {"stated": 0, "joins": 1, "stays": 2, "leaves": 3}


class Ledger:
    """Keeps the first evidence; later statements fill in character, season and status."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str, str], Credit] = {}
        self._does: dict[str, list[str]] = {}  # name -> roles, for any title

    def enter(self, credit: Credit) -> None:
        """Enter a credit, or add what it tells to the line that is there already."""
        key = (credit.party.name.lower(), credit.role, fold(credit.title or ""))
        known = self._lines.get(key)
        if known is None:
            self._lines[key] = credit
            self._does.setdefault(key[0], []).append(credit.role)
            return
        character = known.character or credit.character
        named = credit.character is not None and credit.character.lower() != credit.character
        if named and known.character is not None and known.character.lower() == known.character:
            character = credit.character  # a name for a description
        better = credit.status if _BETTER[credit.status] > _BETTER[known.status] else known.status
        evidence = credit.evidence if credit.character and not known.character else known.evidence
        self._lines[key] = replace(
            known,
            character=character,
            season=known.season or credit.season,
            status=better,
            evidence=evidence,
        )

    def mark(self, credit: Credit, status: Literal["joins", "leaves", "stays"]) -> None:
        """Say of a credit that is entered that its bearer joins, leaves or stays."""
        key = (credit.party.name.lower(), credit.role, fold(credit.title or ""))
        self._lines[key] = replace(self._lines[key], status=status)

    def does(self, party: Party, *, crew: bool) -> bool:
        """Is the party entered as crew, or else as cast, of anything so far?"""
        return any((role not in _CAST) == crew for role in self._does.get(party.name.lower(), ()))

    def known(self, party: Party) -> bool:
        """Is the party entered as anything?"""
        return party.name.lower() in self._does

    def of(self, party: Party, title: str | None) -> list[Credit]:
        """What the party is entered as for the title."""
        roles = dict.fromkeys(self._does.get(party.name.lower(), ()))
        lines = (self._lines.get((party.name.lower(), role, fold(title or ""))) for role in roles)
        return [line for line in lines if line is not None]

    def has(self, party: Party, role: str, title: str | None) -> bool:
        return (party.name.lower(), role, fold(title or "")) in self._lines

    def credits(self) -> tuple[Credit, ...]:
        """In the order of reading."""
        return tuple(sorted(self._lines.values(), key=lambda credit: (credit.evidence.start, credit.evidence.end)))
