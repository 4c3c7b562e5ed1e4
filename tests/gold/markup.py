"""The light mark-up that the invented gold is written in: one text and what is said in it, checked by eye.

A file is Markdown: an optional `# headline`, paragraphs, a line `+++`, one line of TOML a quote, and below them
what is announced and who is credited (billing.py). In the paragraphs `{a|…}` is a part of quote a, `{-|…}` a
stretch in quotation marks that is nobody's speech, and `{*|…}` a stretch the page set in italics. Quotation marks
stand outside the braces. README.md has the fields.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import billing

Gold = dict[str, Any]  # one document in the form of findings-gold (its SCHEMA.md)

_QUOTES_ONLY = "speech"  # the folder of texts that are annotated for quotes alone
_TOKEN = re.compile(r"\{([a-z]|[-*])\||\}")
_FIELDS = {"who", "as", "cue", "role", "at", "is", "by", "aka", "tags"}


class MarkupError(ValueError):
    """A gold text that cannot be read; says which file, and what to mend."""


@dataclass(slots=True)
class _Reading:
    """The plain text so far, and the stretches marked in it, each with its offsets."""

    text: str = ""
    open: list[tuple[str, int]] = field(default_factory=list)
    marked: list[tuple[str, int, int]] = field(default_factory=list)


def read(path: Path) -> Gold:
    """One gold text as a document. Raises MarkupError and billing.BillingError."""
    body, rule, notes = path.read_text("utf-8").partition("\n+++\n")
    if not rule:
        raise MarkupError(f"{path}: no line '+++' between the text and its quotes")
    headline, text = _headline(body)
    reading = _plain(text.strip(), path)
    parts: dict[str, list[tuple[int, int]]] = {}
    for name, start, end in sorted(reading.marked, key=lambda mark: mark[1]):
        parts.setdefault(name, []).append((start, end))
    noted = tomllib.loads(notes)
    quotes = {name: note for name, note in noted.items() if name not in billing.FIELDS}
    billed = {name: note for name, note in noted.items() if name in billing.FIELDS}
    if said := (set(parts) - {"-", "*"}) ^ set(quotes):
        raise MarkupError(f"{path}: {sorted(said)} stand in the text or below it, but not in both")
    return {
        "id": path.stem,
        "origin": "invented",
        "split": "dev",
        "headline": headline,
        "text": reading.text,
        "quotes": [
            _quote(f"{path.stem}.{name}", quotes[name], parts[name], reading.text)
            for name in sorted(quotes, key=lambda name: parts[name][0])
        ],
        "negatives": [reading.text[start - 1 : end + 1] for start, end in parts.get("-", [])],
        "emphasis": [{"start": start, "end": end} for start, end in parts.get("*", [])],
        **(billing.read(path.stem, billed, reading.text) if billed or path.parent.name != _QUOTES_ONLY else {}),
    }


def _headline(body: str) -> tuple[str, str]:
    first, _, rest = body.partition("\n")
    return (first[2:].strip(), rest) if first.startswith("# ") else ("", body)


def _plain(marked: str, path: Path) -> _Reading:
    reading, at = _Reading(), 0
    for token in _TOKEN.finditer(marked):
        reading.text += marked[at : token.start()]
        at = token.end()
        if token[1]:
            reading.open.append((token[1], len(reading.text)))
        elif reading.open:
            name, start = reading.open.pop()
            reading.marked.append((name, start, len(reading.text)))
        else:
            raise MarkupError(f"{path}: a brace closes that was not opened before {marked[at : at + 30]!r}")
    reading.text += marked[at:]
    if reading.open or "{" in reading.text:
        raise MarkupError(f"{path}: a brace is not closed, or its name is not one small letter, '-' or '*'")
    return reading


def _quote(key: str, note: dict[str, Any], parts: list[tuple[int, int]], text: str) -> Gold:
    if unknown := set(note) - _FIELDS:
        raise MarkupError(f"{key}: {sorted(unknown)} are no fields of a quote; these are: {sorted(_FIELDS)}")
    written = note.get("as")
    who = note.get("who", written or [])
    kind = note.get("is", "full")
    pieces: list[dict[str, Any]] = [{"text": text[start:end], "start": start, "end": end} for start, end in parts]
    return {
        "id": key,
        "parts": pieces,
        "text": " ".join(piece["text"] for piece in pieces),
        "speakers": [who] if isinstance(who, str) else who,
        "speaker_as_written": written,
        "speaker_aliases": note.get("aka", []),
        "speaker_type": note.get("by", "person"),
        "cue": note.get("cue"),
        "role": note.get("role"),
        "affiliation": note.get("at"),
        "tags": note.get("tags", "").split(),
        "type": kind,
        "required": kind == "full",
    }
