"""The sentence around a finding, in a table of `text, words -> sentence`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.model import Span
from storage import sentences


def around(text: str, words: str) -> str:
    start = text.index(words)
    return sentences.around(text, Span(start, start + len(words))).of(text)


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("One. Two is here. Three.", "is", "Two is here."),
        ("One is first. Two.", "One", "One is first."),
        ("One. Two is last", "last", "Two is last"),
        ("A.\n\nB is here\n\nC.", "is", "B is here"),
        ("Dr. Quill said no. Then left.", "said", "Dr. Quill said no."),
        ("So J. R. Vane of the U.S. Guild spoke. Then left.", "spoke", "So J. R. Vane of the U.S. Guild spoke."),
        (
            "Before. “We built it. It stands,” said Zoë Marlow. After.",
            "built it. It",
            "“We built it. It stands,” said Zoë Marlow.",
        ),
        ("“It stands.” Then he left.", "It stands.", "“It stands.”"),
        ("“Does it stand?” she asked. No.", "Does it stand?", "“Does it stand?” she asked."),
        ("It cost 4.5 million. Two.", "cost", "It cost 4.5 million."),
        ("Wait… Then “yes!” he said. Two.", "yes", "Then “yes!” he said."),
        ("First. Both stand. Here too. Last.", "stand. Here", "Both stand. Here too."),
        ("One line\nand another. Two.", "line", "One line\nand another."),
        ("行く。次。", "次", "行く。次。"),
    ],
)
def test_the_sentence_is_whole(text: str, words: str, sentence: str) -> None:
    assert around(text, words) == sentence


def test_a_text_without_full_stops_is_not_its_own_evidence() -> None:
    text = "word " * 10_000
    found = sentences.around(text, Span(25_000, 25_004))
    assert found.end - found.start <= 4 + 2 * sentences.REACH


@given(text=st.text(alphabet=st.sampled_from("aB. \n“”?J"), max_size=60), data=st.data())
def test_it_contains_the_span_and_no_space_around(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = sentences.around(text, Span(start, end))
    assert found.start <= start <= end <= found.end <= len(text)
    assert sentences.around(text, found).of(text).strip() or not text[start:end].strip()
