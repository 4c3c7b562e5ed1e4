"""What holds for every text: offsets, order, and time."""

from __future__ import annotations

import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.extract import story
from scraper.extract.text.marks import paragraphs, stretches
from scraper.model import Address, Article, Span

PIECES = st.sampled_from(
    [
        *"“”‘’\"'«»„`().,;:!?—–-… \n",
        "''",
        "\n\n",
        " said ",
        " told Quay Daily, ",
        " according to ",
        "Ada Pell",
        "Pell",
        " she ",
        " he ",
        "the duo",
        "a spokesperson for Quay",
        ", head of drama at Quay, ",
        " and ",
        "Bo de la Rask",
        "the text under her photograph reads: ",
        "Q: ",
        "A: I was there. ",
        "I never liked boats",
        "Low Water",
        "adding, ",
        "\u200b",
        "👇",
        "é",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200))


def article(text: str, headline: str = "") -> Article:
    return Article(source="test", address=Address("urn:test"), headline=headline, text=text, reader="text")


@given(TEXTS, st.lists(PIECES, max_size=6).map("".join))
@settings(max_examples=400, deadline=None)
def test_spans_slice_to_their_text_and_findings_stand_in_reading_order(text: str, headline: str) -> None:
    quotes = story(article(text, headline)).quotes
    starts = [quote.span.start for quote in quotes]
    assert starts == sorted(starts)
    for quote in quotes:
        spans = [*quote.parts, quote.cue, quote.role, quote.affiliation, quote.speaker_as_written]
        assert all(0 <= span.start < span.end <= len(text) for span in spans if isinstance(span, Span))
        ends = [part.end for part in quote.parts]
        assert all(part.of(text).strip() for part in quote.parts)
        assert all(end <= part.start for end, part in zip(ends, quote.parts[1:], strict=False))
        assert all(speaker.name.strip() for speaker in quote.speakers)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_stretches_do_not_overlap_and_lie_in_their_paragraph(text: str) -> None:
    bounds = paragraphs(text)
    end = 0
    for stretch in stretches(text, bounds):
        start, stop = bounds[stretch.paragraph]
        assert end <= stretch.outer_start <= stretch.start < stretch.end <= stretch.outer_end
        assert start <= stretch.outer_start
        assert stretch.outer_end <= stop
        end = stretch.outer_end


def test_extraction_is_pure() -> None:
    text = "“I never liked boats,” said Ada Pell, head of drama at Quay. “They move.”"
    assert story(article(text)) == story(article(text))


def steps(text: str) -> int:
    """Lines of our own code run while a text is read: a clock that no busy machine can slow."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> object:
        nonlocal counted
        counted += event == "line"
        return count

    page = article(text)
    sys.settrace(count)  # type: ignore[arg-type]
    try:
        story(page)
    finally:
        sys.settrace(None)
    return counted


SENTENCE = (
    "“I never liked boats,” said Ada Pell, head of drama at Quay. “They move, 'you' know.” She wrote “Low Water.” "
)
HOSTILE = {
    "prose": SENTENCE,
    "paragraphs": SENTENCE + "\n\n",
    "only opening marks": "“a ",
    "only straight marks": '"',
    "only single marks": "'a ",
    "names without end": "Ada Pell and ",
    "commas without end": "Pell, who, ",
    "colons": "She said: ",
    "running quotations": "“One.\n\n",
    "one long word": "a",
    "of of of": "head of ",
    "blanks": "  \t",
    "line ends": "\n ",
    "marks and line ends": "“\n",
    "labels": "JO BELL: Yes.\n\n",
}


def test_work_grows_no_faster_than_the_text() -> None:
    for name, piece in HOSTILE.items():
        count = max(1, 6000 // len(piece))
        small, large = steps(piece * count), steps(piece * count * 4)
        assert large < 6 * small + 2000, f"{name}: {small} steps for one, {large} for four times the text"


CROWDS = {
    "one surname": "{} Pell met. ",
    "lone surnames": "{} said. ",
    "namesakes": "{} Pell met. “It moves,” Pell said. ",
}


def test_work_grows_no_faster_than_the_number_of_names() -> None:
    names = ["K" + "".join("abcdefghij"[int(digit)] for digit in str(number)) + "o" for number in range(1600)]
    for shape, piece in CROWDS.items():
        small, large = (steps("".join(piece.format(name) for name in names[:count])) for count in (400, 1600))
        assert large < 5 * small, f"{shape}: {small} steps for one, {large} for four times the names"
