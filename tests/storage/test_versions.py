from __future__ import annotations

from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.versions import Version, fingerprint, placed


def capture(time: int, letter: str) -> Version:
    at = f"2026-01-01T00:{time // 60:02}:{time % 60:02}.000000Z"
    return Version(
        text_sha256=letter,
        captured_at=at,
        last_captured_at=at,
        headline=letter,
        text=letter,
        capture=str(time),
    )


def history(*captures: tuple[int, str]) -> tuple[Version, ...]:
    found: tuple[Version, ...] = ()
    for time, letter in captures:
        found = placed(found, capture(time, letter))
    return found


def letters(found: tuple[Version, ...]) -> str:
    return "".join(version.text_sha256 for version in found)


@pytest.mark.parametrize(
    ("captures", "expected"),
    [
        ([(1, "A"), (2, "A"), (3, "A")], "A"),
        ([(1, "A"), (2, "B"), (3, "A")], "ABA"),
        ([(2, "A"), (1, "A")], "A"),  # late, the same text: it was there earlier than we knew
        ([(2, "A"), (1, "B")], "BA"),  # late, from before the first
        ([(1, "A"), (3, "B"), (2, "B")], "AB"),  # late: the change came earlier than we knew
        ([(1, "A"), (3, "B"), (2, "C")], "ACB"),  # late, between two
        ([(1, "A"), (2, "A"), (5, "A"), (3, "B")], "ABA"),  # late, in the midst of one
        ([(1, "A"), (5, "A"), (3, "A"), (3, "A")], "A"),
        ([(1, "A"), (1, "B"), (1, "A"), (1, "B")], "AB"),  # at one instant: the first order holds
    ],
)
def test_a_capture_goes_where_its_time_puts_it(captures: list[tuple[int, str]], expected: str) -> None:
    assert letters(history(*captures)) == expected


captures_of_a_page = st.lists(st.tuples(st.integers(0, 3599), st.sampled_from("ABC")), max_size=12)


@given(captures_of_a_page)
def test_in_order_there_is_a_version_for_each_change(captures: list[tuple[int, str]]) -> None:
    in_order = sorted(dict(captures).items())
    assert letters(history(*in_order)) == "".join(letter for letter, _ in groupby(c[1] for c in in_order))


@given(captures_of_a_page)
def test_in_any_order_the_history_is_ordered_and_saving_twice_is_saving_once(
    captures: list[tuple[int, str]],
) -> None:
    found: tuple[Version, ...] = ()
    for time, letter in captures:
        found = placed(found, capture(time, letter))
        assert placed(found, capture(time, letter)) == found
    assert all(v.captured_at <= v.last_captured_at for v in found)
    for one, next_ in pairwise(found):
        assert one.last_captured_at <= next_.captured_at
        assert one.text_sha256 != next_.text_sha256


def test_spacing_and_composition_make_no_version_but_a_headline_does() -> None:
    text = "Caf\u00e9 \u201cStar\u201d.\n\nSecond."
    assert fingerprint("A  head", text) == fingerprint("A\u00a0head", "Cafe\u0301 \u201cStar\u201d.\n\n Second.")
    assert fingerprint("A head", text) != fingerprint("A head [Updated]", text)
    assert fingerprint("A head", text) != fingerprint("A head", text.replace("\n\n", " "))
