"""The notes below a gold text that are no quotes: who is credited with what, and what is announced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

Gold = dict[str, Any]

FIELDS = {"kind", "title", "titles", "date", "season", "episodes", "credits", "links", "traps"}
_CREDIT = {"who", "role", "from", "of", "as", "season", "status", "optional", "is"}
_LINK = {"title", "relation", "other", "from", "optional"}
_TRAP = {"who", "title"}
_COMPANIES = {"studio", "network", "distributor"}


class BillingError(ValueError):
    """Notes that cannot be read; says which text, and what to mend."""


@dataclass(frozen=True, slots=True)
class _Text:
    key: str
    text: str
    titles: tuple[str, ...]  # what the text announces; more than one: a slate; none: an untitled project, or nothing

    def place(self, evidence: str) -> tuple[int, int]:
        if (times := self.text.count(evidence)) != 1 or not evidence:
            raise BillingError(
                f"{self.key}: {evidence!r} stands {times} times in the text; quote words that stand once"
            )
        start = self.text.index(evidence)
        return start, start + len(evidence)

    def title(self, note: Gold) -> str | None:
        if "of" in note:
            return note["of"] or None
        if len(self.titles) > 1:
            raise BillingError(f"{self.key}: several titles are announced; say `of` which this is a credit: {note}")
        return self.titles[0] if self.titles else None

    def subject(self, title: str | None) -> bool:
        """Whether a credit of the title is one that must be found."""
        return title in self.titles if self.titles else title is None


def read(key: str, notes: Gold, text: str) -> Gold:
    """Kind, titles, date, credits, links and traps as findings-gold has them. Raises BillingError."""
    if "kind" not in notes:
        raise BillingError(f"{key}: no `kind`: say what the text announces, or other")
    written = notes.get("title", "")
    titles = tuple(filter(None, [written] if isinstance(written, str) else written))
    page = _Text(key, text, titles)
    links = [_link(note, page) for note in notes.get("links", ())]
    credited = [credit for note in notes.get("credits", ()) for credit in _credits(note, page)]
    credited += [_as_credit(link) for link in links if link["relation"] == "spin_off_of"]
    links += [_as_link(credit) for credit in credited if credit["role"] == "based_on"]
    sources = [credit["name"] for credit in credited if credit["role"] == "based_on"]
    return {
        "kind": notes["kind"],
        "main_title": titles[0] if len(titles) == 1 else None,
        "titles": list(dict.fromkeys([*titles, *notes.get("titles", ()), *sources])),
        "premiere_date": notes.get("date"),
        "season": notes.get("season"),
        "episodes": notes.get("episodes"),
        "credits": credited,
        "links": links,
        "traps": [_trap(note, page) for note in notes.get("traps", ())],
    }


def _known(note: Gold, fields: set[str], needed: set[str], page: _Text) -> None:
    if unknown := set(note) - fields:
        raise BillingError(f"{page.key}: {sorted(unknown)} in {note} are not among {sorted(fields)}")
    if missing := needed - set(note):
        raise BillingError(f"{page.key}: {sorted(missing)} are missing in {note}")


def _credits(note: Gold, page: _Text) -> Iterator[Gold]:
    """One credit for each name and each role of the line."""
    _known(note, _CREDIT, {"who", "role", "from"}, page)
    names = [note["who"]] if isinstance(note["who"], str) else note["who"]
    roles = [note["role"]] if isinstance(note["role"], str) else note["role"]
    characters = note.get("as", "")
    if isinstance(characters, str):
        characters = [characters] * len(names) if len(names) == 1 else [characters or None] * len(names)
    if len(characters) != len(names):
        raise BillingError(f"{page.key}: as many characters as names, please ('' for none): {note}")
    start, end = page.place(note["from"])
    title = page.title(note)
    for (name, character), role in product(zip(names, characters, strict=True), roles):
        optional = note.get("optional", role == "network" or not page.subject(title))
        yield {
            "name": name,
            "kind": note.get("is") or _kind(role),
            "role": role,
            "title": title,
            "character": (character or None) if role in {"cast", "voice"} else None,
            "season": note.get("season"),
            "status": note.get("status", "stated"),
            "required": not optional,
            "evidence": note["from"],
            "evidence_start": start,
            "evidence_end": end,
        }


def _kind(role: str) -> str:
    return "company" if role in _COMPANIES else "work" if role == "based_on" else "person"


def _link(note: Gold, page: _Text) -> Gold:
    _known(note, _LINK, _LINK - {"optional"}, page)
    start, end = page.place(note["from"])
    return {
        "title": note["title"],
        "relation": note["relation"],
        "other": note["other"],
        "required": not note.get("optional", False),
        "evidence": note["from"],
        "evidence_start": start,
        "evidence_end": end,
    }


def _as_credit(link: Gold) -> Gold:
    """findings-gold notes a spin-off as a credit of the title it is spun off from."""
    evidence = {name: link[name] for name in ("required", "evidence", "evidence_start", "evidence_end")}
    unsaid = {"character": None, "season": None, "status": "stated"}
    return {
        "name": link["other"],
        "kind": "work",
        "role": link["relation"],
        "title": link["title"],
        **unsaid,
        **evidence,
    }


def _as_link(credit: Gold) -> Gold:
    """The source of a title, noted as a credit, is a link too."""
    evidence = {name: credit[name] for name in ("required", "evidence", "evidence_start", "evidence_end")}
    return {"title": credit["title"] or "", "relation": "based_on", "other": credit["name"], **evidence}


def _trap(note: Gold, page: _Text) -> Gold:
    _known(note, _TRAP, _TRAP, page)
    return {"name": note["who"], "title": note["title"] or None}
