"""What is left of a text, and that everything in it is still found where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.model import Span
from storage.excerpts import OMITTED, echoes, excerpts

TEXT = (
    "The quay was empty. “We built a lighthouse,” said Zoë Marlow. Gulls came by.\n\n"
    "Nobody saw them. It rained.\n\n"
    "“Harbor Lights” is created by Marlow. It begins in May. Filming ended."
)


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("found", "left"),
    [
        ((), ""),
        (("built",), "“We built a lighthouse,” said Zoë Marlow."),
        (("Gulls", "Nobody"), "Gulls came by.\n\nNobody saw them."),
        (
            ("built", "created by"),
            f"“We built a lighthouse,” said Zoë Marlow.\n\n{OMITTED}\n\n“Harbor Lights” is created by Marlow.",
        ),
        (("created by", "May"), "“Harbor Lights” is created by Marlow. It begins in May."),
        (("created by", "ended"), f"“Harbor Lights” is created by Marlow.\n\n{OMITTED}\n\nFilming ended."),
        ((TEXT,), TEXT),
    ],
)
def test_the_sentences_around_what_was_found_stay(found: tuple[str, ...], left: str) -> None:
    assert excerpts(TEXT, map(span, found)).text == left


def test_what_is_not_in_the_text_is_said() -> None:
    with pytest.raises(ValueError, match="characters 5 to 9 are not in a text of 3"):
        excerpts("abc", [Span(5, 9)])
    with pytest.raises(ValueError, match="character 0 was left out"):
        excerpts(TEXT, [span("May")]).moved(span("The quay"))


def test_a_mark_that_is_partly_left_out_keeps_the_rest() -> None:
    left = excerpts(TEXT, [span("built"), span("created by")])
    assert [there.of(left.text) for there in left.within(span("Zoë Marlow. Gulls"))] == ["Zoë Marlow."]
    assert list(left.within(span("rained"))) == []


def test_an_older_version_keeps_what_it_has_of_the_same() -> None:
    old = TEXT.replace("is created by Marlow", "was created by Marlow").replace("Gulls", "Terns")
    kept = excerpts(old, echoes(TEXT, [span("We built a lighthouse"), span("created by Marlow")], old)).text
    assert kept == f"“We built a lighthouse,” said Zoë Marlow.\n\n{OMITTED}\n\n“Harbor Lights” was created by Marlow."
    twice = "They built. They built again."
    assert list(echoes("It was built.", [Span(7, 12)], twice)) == []


texts = st.text(alphabet=st.sampled_from("ab .!?\n“”A[…]é"), max_size=120)


@given(data=st.data(), text=texts)
def test_every_span_slices_to_its_words(data: st.DataObject, text: str) -> None:
    ends = st.tuples(*[st.integers(0, len(text))] * 2).map(sorted)
    spans = [Span(*pair) for pair in data.draw(st.lists(ends, max_size=6))]
    left = excerpts(text, spans)
    assert [left.moved(found).of(left.text) for found in spans] == [found.of(text) for found in spans]
    assert all(piece.of(text) in left.text for piece in left.pieces)
    assert len(left.text) <= len(text) + len(left.pieces) * len(f"\n\n{OMITTED}\n\n")
