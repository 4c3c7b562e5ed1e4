"""The book that credits are entered in: one line for each name, role and title, with what else is stated of it."""

from __future__ import annotations

from dataclasses import replace

from scraper.extract.titles.titles import fold
from scraper.model import Credit, Party

_BETTER = {"stated": 0, "stays": 1, "joins": 2, "leaves": 3}


class Ledger:
    """Keeps the first evidence; later statements fill in character, season and status."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str, str], Credit] = {}

    def enter(self, credit: Credit) -> None:
        """Enter a credit, or add what it tells to the line that is there already."""
        key = (credit.party.name.lower(), credit.role, fold(credit.title or ""))
        known = self._lines.get(key)
        if known is None:
            self._lines[key] = credit
            return
        better = credit.status if _BETTER[credit.status] > _BETTER[known.status] else known.status
        evidence = credit.evidence if credit.character and not known.character else known.evidence
        self._lines[key] = replace(
            known,
            character=known.character or credit.character,
            season=known.season or credit.season,
            status=better,
            evidence=evidence,
        )

    def has(self, party: Party, role: str, title: str | None) -> bool:
        return (party.name.lower(), role, fold(title or "")) in self._lines

    def credits(self) -> tuple[Credit, ...]:
        """In the order of reading."""
        return tuple(sorted(self._lines.values(), key=lambda credit: (credit.evidence.start, credit.evidence.end)))
