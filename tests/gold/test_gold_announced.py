"""The gate of announcements: floors that only rise, and proof that it can fail."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import announced
import pytest

from scraper.extract import story
from scraper.model import ANNOUNCEMENT_KINDS, Address, Article, Story

_WRONG = 6  # headlines of 341; fewer, never more
_REST = (
    "\n\nThe story tells of a pilot who loses the sea. It is a quiet thing with a loud score. Everybody in it is wet."
)


def test_announcements_are_found_as_well_as_was_promised() -> None:
    pinned = json.loads(announced.FLOORS.read_text("utf-8"))
    now = announced.figures(announced.measured(announced.documents()))
    assert announced.shortfalls(pinned, now, announced.digest()) == []


def test_every_figure_has_a_floor() -> None:
    assert set(json.loads(announced.FLOORS.read_text("utf-8"))["floors"]) == set(announced.FIGURES)


def test_the_texts_hold_what_was_asked_for() -> None:
    golds = announced.documents()
    notes = [note for gold in golds for note in gold["announcements"]]
    assert len(golds) >= 40
    assert {note["kind"] for note in notes} == set(ANNOUNCEMENT_KINDS)
    assert sum(len(gold["announcements"]) > 1 for gold in golds) >= 5, "slates"
    assert {note.get("rollout") for note in notes} >= {"weekly", "all at once"}


def _nothing(gold: announced.Gold) -> Story:
    return replace(announced.found_in(gold), announcements=(), titles=(), links=())


def _first_alone(gold: announced.Gold) -> Story:
    found = announced.found_in(gold)
    return replace(found, announcements=found.announcements[:1])


@pytest.mark.parametrize(
    ("spoilt", "figure"),
    [(_nothing, "kind"), (_nothing, "titles, F1"), (_first_alone, "announcements, F1")],
)
def test_the_gate_can_fail(spoilt: announced.Extractor, figure: str) -> None:
    pinned = json.loads(announced.FLOORS.read_text("utf-8"))
    now = announced.figures(announced.measured(announced.documents(), spoilt))
    lines = announced.shortfalls(pinned, now, announced.digest())
    assert any(line.startswith(f"announced: {figure} is") for line in lines)


def _headlines() -> list[dict[str, str]]:
    with (announced.HERE / "headlines.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_kind_of_news_is_told_from_headline_and_lead() -> None:
    """341 headlines, each with what the text begins with; 97 of them bring no news."""
    rows = _headlines()
    wrong = [row["headline"] for row in rows if _kind(row) != row["kind"]]
    assert len(rows) >= 340
    assert len(wrong) <= _WRONG, wrong


def _kind(row: dict[str, str]) -> str:
    found = story(
        Article(
            source="gold",
            address=Address("urn:gold"),
            headline=row["headline"],
            text=row["text"] + _REST,
            reader="text",
        )
    )
    return found.announcements[0].kind if found.announcements else "other"


def test_another_corpus_is_not_compared() -> None:
    pinned = json.loads(announced.FLOORS.read_text("utf-8"))
    (line,) = announced.shortfalls(pinned, {}, "another")
    assert "--raise" in line


@pytest.mark.parametrize("notes", ["", "\n+++\ntitles = []", "\n+++\nannouncements = []\nother = 1"])
def test_a_text_that_cannot_be_read_is_an_error(tmp_path: Path, notes: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# Headline\nText.{notes}")
    with pytest.raises(ValueError, match=r"a\.md"):
        announced.read(path)
