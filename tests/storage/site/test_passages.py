"""How findings stand out in a text, nested and overlapping as they may."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.model import Span
from storage.site.passages import Passage, Stretch, paragraph_spans, paragraphs, passages, surroundings

TEXT = "Ada Quell will write. “It sings,” said Quell.\n\nNext year."


def stretch(kind: str, *spans: tuple[int, int], label: str = "") -> Stretch:
    return Stretch(spans=tuple(Span(*span) for span in spans), kind=kind, label=label, anchor=f"{kind}-{spans[0][0]}")


def shown(passage: Passage) -> list[tuple[str, str]]:
    """Each piece of text and what it is part of; labels in brackets before it."""
    found = []
    for piece in passage.pieces:
        labels = "".join(f"[{stretch.label}{'' if first else ' again'}]" for stretch, first in piece.begins)
        found.append((labels + piece.text, " ".join(piece.kinds)))
    return found


@pytest.mark.parametrize("blank", ["\n\n", "\r\n\r\n", "\n \t\n", "\r\n \r\n", "\n\n\n\n", "\n\u00a0\n", "\n\r\n"])
def test_blank_lines_part_paragraphs_however_they_are_written(blank: str) -> None:
    assert paragraphs(f"One\nline.{blank}Two.{blank}") == ["One\nline.", "Two."]


@pytest.mark.parametrize(
    ("stretches", "expected"),
    [
        ([], [(TEXT[:45], "")]),
        (
            [stretch("quote", (23, 33), label="Q1")],
            [(TEXT[:23], ""), ("[Q1]" + TEXT[23:33], "quote"), (TEXT[33:45], "")],
        ),
        (  # nested
            [stretch("announcement", (0, 21), label="A1"), stretch("credit", (0, 9), label="C1")],
            [("[A1][C1]Ada Quell", "announcement credit"), (" will write.", "announcement"), (TEXT[21:45], "")],
        ),
        (  # overlapping: the second begins within the first and ends after it
            [stretch("credit", (0, 14), label="C1"), stretch("announcement", (10, 21), label="A1")],
            [
                ("[C1]Ada Quell ", "credit"),
                ("[A1]will", "announcement credit"),
                (" write.", "announcement"),
                (TEXT[21:45], ""),
            ],
        ),
        (  # in two parts: the label stands before each
            [stretch("quote", (0, 3), (4, 9), label="Q1")],
            [("[Q1]Ada", "quote"), (" ", ""), ("[Q1 again]Quell", "quote"), (TEXT[9:45], "")],
        ),
    ],
)
def test_each_piece_knows_all_that_it_is_part_of(stretches: list[Stretch], expected: list[tuple[str, str]]) -> None:
    assert shown(passages(TEXT, stretches)[0]) == expected


def test_what_crosses_a_paragraph_stands_out_in_both_and_has_one_note() -> None:
    first, second = passages(TEXT, [stretch("quote", (34, 51), label="Q1")])
    assert shown(first)[-1] == ("[Q1]said Quell.", "quote")
    assert shown(second)[0] == ("[Q1 again]Next", "quote")
    assert (first.anchors, second.anchors) == (("quote-34",), ())


def test_notes_stand_in_the_order_of_the_text() -> None:
    (passage, _) = passages(TEXT, [stretch("quote", (23, 33), label="Q1"), stretch("credit", (0, 9), label="C1")])
    assert passage.anchors == ("credit-0", "quote-23")


def test_what_was_left_out_of_a_public_copy_is_no_paragraph() -> None:
    assert [passage.is_gap for passage in passages("One.\n\n[…]\n\nTwo […].", [])] == [False, True, False]


def test_around_a_finding_stand_its_sentence_and_its_neighbours() -> None:
    text = "Far away. Before. Here it is, all of it. After.\n\nFurther still."
    (passage,) = surroundings(text, [Span(18, 22)], [])
    assert passage.pieces[0].text.strip() == "Before. Here it is, all of it. After."
    (passage,) = surroundings("Alone", [Span(0, 5)], [])
    assert passage.pieces[0].text == "Alone"
    assert [p.pieces[0].text.strip() for p in surroundings("One.\n\nTwo.\n\nThree.", [Span(6, 10)], [])] == [
        "One.",
        "Two.",
        "Three.",
    ]


texts = st.text(alphabet="ab. \n\r\u202e“”<&", max_size=60)
spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6)


@given(texts, spans)
def test_nothing_of_the_text_is_lost_or_doubled(text: str, found: list[tuple[int, int]]) -> None:
    stretches = [stretch("quote", (min(s), max(s)), label="Q") for s in found if max(s) <= len(text)]
    for paragraph, passage in zip(paragraph_spans(text), passages(text, stretches), strict=True):
        assert "".join(piece.text for piece in passage.pieces) == paragraph.of(text)
        at = paragraph.start
        for piece in passage.pieces:
            inside = any(span.start <= at and at + len(piece.text) <= span.end for s in stretches for span in s.spans)
            assert bool(piece.kinds) == inside
            at += len(piece.text)


@given(texts, st.data())
def test_what_stands_around_contains_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if not Span(start, end).of(text).strip():
        return
    around = "\n".join("".join(piece.text for piece in p.pieces) for p in surroundings(text, [Span(start, end)], []))
    for line in paragraphs(Span(start, end).of(text)):
        assert line.strip() in around
