"""Sentence in, credits out: one row for each construction, in invented sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scraper.model import Story

Found = Callable[..., Story]
LEAD = "Quay has ordered “Low Water,” a drama. "


def rows(story: Story) -> set[str]:
    return {
        " | ".join(filter(None, (c.party.name, c.role, c.title, c.character and f"as {c.character}")))
        for c in story.credits
    }


CREW = {
    "“Low Water” is created by Ada Pell, Bo Rask and Ines Varga.": {
        "Ada Pell | creator | Low Water",
        "Bo Rask | creator | Low Water",
        "Ines Varga | creator | Low Water",
    },
    "Ada Pell and Bo Rask serve as showrunners and executive produce alongside Ines Varga of Tall Mast Pictures.": {
        "Ada Pell | showrunner | Low Water",
        "Bo Rask | showrunner | Low Water",
        "Ada Pell | executive_producer | Low Water",
        "Bo Rask | executive_producer | Low Water",
        "Ines Varga | executive_producer | Low Water",
        "Tall Mast Pictures | studio | Low Water",
    },
    "The series is written and directed by Bo Rask.": {
        "Bo Rask | writer | Low Water",
        "Bo Rask | director | Low Water",
    },
    "Bo Rask will direct from a script by Ada Pell.": {
        "Bo Rask | director | Low Water",
        "Ada Pell | writer | Low Water",
    },
    "Ada Pell showruns and exec produces.": {
        "Ada Pell | showrunner | Low Water",
        "Ada Pell | executive_producer | Low Water",
    },
    "Executive producers are Ada Pell; Bo Rask; and, for Tall Mast Pictures, Ines Varga.": {
        "Ada Pell | executive_producer | Low Water",
        "Bo Rask | executive_producer | Low Water",
        "Ines Varga | executive_producer | Low Water",
    },
    "Bo Rask is co-executive producer, Ines Varga a consulting producer and Al Roe associate producer.": {
        "Bo Rask | co_executive_producer | Low Water",
        "Ines Varga | consulting_producer | Low Water",
        "Al Roe | associate_producer | Low Water",
    },
    "Music is by Bo Rask, with cinematography by Ines Varga.": {
        "Bo Rask | composer | Low Water",
        "Ines Varga | cinematographer | Low Water",
    },
    "The series hails from Tall Mast Pictures and is produced in association with Grey Gull Films.": {
        "Tall Mast Pictures | studio | Low Water",
        "Grey Gull Films | studio | Low Water",
    },
    "Additional executive producers for season two are Ada Pell and Bo Rask.": {
        "Ada Pell | executive_producer | Low Water",
        "Bo Rask | executive_producer | Low Water",
    },
    "Joining Ada Pell as executive producers are Bo Rask and Ines Varga.": {
        "Ada Pell | executive_producer | Low Water",
        "Bo Rask | executive_producer | Low Water",
        "Ines Varga | executive_producer | Low Water",
    },
    "The series is written by Ada Pell and directed by Bo Rask, both of whom executive produce.": {
        "Ada Pell | writer | Low Water",
        "Bo Rask | director | Low Water",
        "Ada Pell | executive_producer | Low Water",
        "Bo Rask | executive_producer | Low Water",
    },
    "Ada Pell retains her executive producer credit.": {"Ada Pell | executive_producer | Low Water"},
    "It is based on the novel by Ada Pell.": {"Ada Pell | based_on_author | Low Water"},
    "It is adapted from Ada Pell’s bestselling memoir.": {"Ada Pell | based_on_author | Low Water"},
    "Ada Pell narrates.": {"Ada Pell | narrator | Low Water"},
    "Ada Pell, the show’s creator and executive producer, declined to comment.": {
        "Ada Pell | creator | Low Water",
        "Ada Pell | executive_producer | Low Water",
    },
}
CAST = {
    "“Low Water” stars Ada Pell as pilot Joan Creel, alongside Bo Rask, Ines Varga and Al Roe.": {
        "Ada Pell | cast | Low Water | as Joan Creel",
        "Bo Rask | cast | Low Water",
        "Ines Varga | cast | Low Water",
        "Al Roe | cast | Low Water",
    },
    "Ada Pell will play Joan Creel, a pilot with a secret.": {"Ada Pell | cast | Low Water | as Joan Creel"},
    "A tired pilot (Ada Pell) finds a boat.": {"Ada Pell | cast | Low Water | as A tired pilot"},
    "Joan Creel, played by Ada Pell, finds a boat.": {"Ada Pell | cast | Low Water | as Joan Creel"},
    "Ada Pell returns as Joan Creel.": {"Ada Pell | cast | Low Water | as Joan Creel"},
    "Ada Pell lends her voice to Nib the crab.": {"Ada Pell | voice | Low Water | as Nib the crab"},
    "The ensemble cast also includes Ada Pell, Emmy nominee Bo Rask and Ines Varga.": {
        "Ada Pell | cast | Low Water",
        "Bo Rask | cast | Low Water",
        "Ines Varga | cast | Low Water",
    },
    "Also starring are Ada Pell and, in a surprise cameo, Bo Rask.": {
        "Ada Pell | cast | Low Water",
        "Bo Rask | cast | Low Water",
    },
    "Joining the cast are Ada Pell and Bo Rask.": {"Ada Pell | cast | Low Water", "Bo Rask | cast | Low Water"},
}


@pytest.mark.parametrize(("sentence", "expected"), (CREW | CAST).items())
def test_a_construction_gives_its_credits(found: Found, sentence: str, expected: set[str]) -> None:
    stated = {row for row in rows(found(LEAD + sentence)) if " | network | " not in row}
    assert expected <= stated
    assert {row.split(" | ")[0] for row in stated} <= {row.split(" | ")[0] for row in expected} | {"Tall Mast Pictures"}


@pytest.mark.parametrize(
    "sentence",
    [
        "“Low Water” stars Ada Pell (“Grey Gull,” “The Long Mile”).",
        "“Low Water” stars Ada Pell, best known for “Grey Gull.”",
        "“Low Water” stars Ada Pell, whose credits include “Grey Gull” and “The Long Mile.”",
    ],
)
def test_earlier_work_is_not_credited(found: Found, sentence: str) -> None:
    assert {credit.title for credit in found(sentence).credits} == {"Low Water"}


def test_a_role_stated_on_other_work_is_a_credit_of_that_work(found: Found) -> None:
    text = LEAD + "“Low Water” comes from “Grey Gull” creator Ada Pell."
    assert "Ada Pell | creator | Grey Gull" in rows(found(text))


def test_surnames_and_pronouns_are_the_people_that_quotes_know(found: Found) -> None:
    text = LEAD + "Ada Pell wrote the pilot. “I like boats,” said Pell. She will also serve as showrunner."
    assert {"Ada Pell | showrunner | Low Water", "Ada Pell | writer | Low Water"} <= rows(found(text))


def test_status_says_who_joins_and_who_stays(found: Found) -> None:
    text = LEAD + "Ada Pell remains an executive producer. Bo Rask has joined the cast of “Low Water.”"
    assert {(c.party.name, c.status) for c in found(text).credits} >= {("Ada Pell", "stays"), ("Bo Rask", "joins")}


def test_the_season_is_kept_where_it_is_stated(found: Found) -> None:
    story = found(LEAD + "Season three is directed by Ada Pell.")
    assert [credit.season for credit in story.credits if credit.party.name == "Ada Pell"] == ["3"]


def test_companies_are_companies(found: Found) -> None:
    story = found(LEAD + "The series is produced by Tall Mast Pictures and Fathom 9.")
    kinds = {c.party.name: c.party.kind for c in story.credits}
    assert kinds.get("Tall Mast Pictures") == "company"
    assert kinds.get("Fathom 9") == "company"
