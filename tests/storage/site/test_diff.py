"""What differs between two versions, word by word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.site import diff
from storage.site.diff import Block, Run, changes, summary, words


def marked(blocks: list[Block]) -> str:
    """[-removed-] and {+added+}, a line a paragraph."""
    signs = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
    return "\n".join("".join(signs[r.change][0] + r.text + signs[r.change][1] for r in b.runs) for b in blocks)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("The same.", "The same.", "The same."),
        ("Ada Quell will edit.", "Bo Marsh will edit.", "[-Ada Quell-]{+Bo Marsh+} will edit."),
        ("Eight episodes.", "Eight long episodes.", "Eight {+long +}episodes."),
        ("One, two.", "One; two.", "One[-,-]{+;+} two."),
        ("A b c.\n\nLast.", "A b c.\n\nNew one.\n\nLast.", "A b c.\n{+New one.+}\nLast."),
        ("Gone.\n\nStays here.", "Stays here.", "[-Gone.-]\nStays here."),
        (
            "A day at the sea.\n\nThe film stars Ada Quell.",
            "The film stars Bo Marsh.",
            "[-A day at the sea.-]\nThe film stars [-Ada Quell-]{+Bo Marsh+}.",
        ),
        ("Naïve café.", "Naive café.", "[-Naïve-]{+Naive+} café."),
    ],
)
def test_words(before: str, after: str, expected: str) -> None:
    assert marked(changes(before, after)) == expected


def test_the_sum_of_it() -> None:
    assert summary(changes("Ada Quell will edit it.", "Bo will edit it now.")) == {"same": 3, "removed": 2, "added": 2}


some_words = st.lists(st.sampled_from(["a", "b", " ", ",", "  ", "c", "\n"]), max_size=30).map("".join)


@given(some_words, some_words)
def test_either_text_can_be_read_off(before: str, after: str) -> None:
    runs = words(before, after)
    assert "".join(run.text for run in runs if run.change != "added") == before
    assert "".join(run.text for run in runs if run.change != "removed") == after


def test_texts_without_a_word_in_common_are_not_compared_for_ever() -> None:
    before = "\n\n".join(" ".join(f"a{n}{m}" for m in range(200)) for n in range(200))
    after = "\n\n".join(" ".join(f"b{n}{m}" for m in range(200)) for n in range(200))
    begun = time.process_time()
    found = changes(before, after)
    assert time.process_time() - begun < 2
    assert {block.change for block in found} == {"removed", "added"}
    assert len(found) == 400


def test_a_paragraph_too_long_to_compare_is_shown_as_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff, "MOST_COMPARED", 10)
    assert words("a b c d", "a b c e") == (Run("removed", "a b c d"), Run("added", "a b c e"))
