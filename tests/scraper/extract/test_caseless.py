"""`Caseless` finds what `re` finds where it ignores case."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extract.text.caseless import Caseless, small_letters
from scraper.extract.titles.kind_words import KINDS

PATTERNS = (
    r"\b(?:renews?|cancel(?:s|l?ed))\b",
    r"\b(?:leaving|exits) (?-i:[A-Z])",
    r"\b(?P<Day>Monday|May \d{1,2})\b(?! \d)",
    r"\Brow\W+is",
    r"(?<!attached )to star",
)
TEXTS = st.text(
    st.sampled_from("aAiIsSkKıİſK RENEWS exits Bo MAY monday 12 row is. attached to star cancelled’"), max_size=60
)


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=TEXTS, start=st.integers(0, 20))
def test_it_finds_what_re_finds(pattern: str, text: str, start: int) -> None:
    start = min(start, len(text))
    expected = [match.span() for match in re.compile(pattern, re.IGNORECASE).finditer(text, start)]
    assert [match.span() for match in Caseless(pattern).finditer(text, start)] == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Quay RENEWS it", "RENEWS"),
        ("she exits Reeds", None),
        ("it was Cancelled", "Cancelled"),
        ("", None),
    ],
)
def test_case_is_nothing(text: str, found: str | None) -> None:
    match = Caseless(PATTERNS[0]).search(text)
    assert (match[0] if match else None) == found


def test_a_capital_that_counts() -> None:
    leaves = Caseless(PATTERNS[1])
    assert leaves.search("EXITS Reeds") is not None
    assert leaves.search("exits reeds") is None


@given(st.text())
def test_small_letters_keep_their_places(text: str) -> None:
    assert len(small_letters(text)) == len(text)


def test_the_vocabulary_minds_case_in_no_exclusion() -> None:
    """In a "(?!...)" what minds case would find less in small letters than in the text."""
    for _, _, pattern in KINDS:
        for piece in re.findall(r"\(\?<?!(?:[^()]|\([^()]*\))*\)", pattern.pattern):
            assert "(?-i:" not in piece
