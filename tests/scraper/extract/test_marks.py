"""The state machine of quotation marks."""

from __future__ import annotations

import pytest

from scraper.extract.text.marks import paragraphs, stretches

CASES = {
    "straight": ('"A," she said. "B."', ["A,", "B."]),
    "curly": ("“A,” she said. “B.”", ["A,", "B."]),
    "curly opened, straight closed": ('“A," she said. “B."', ["A,", "B."]),
    "straight opened, curly closed": ('"A,” she said.', ["A,"]),
    "wrongly turned opening mark": ("“A,” said Pell. ”B is here.”", ["A,", "B is here."]),
    "wrongly turned closing mark": ("“A is here,“ said Pell. “B.”", ["A is here,", "B."]),
    "single mark closed by a double one": ("the ‘Low Water” sketch", ["Low Water"]),
    "British": ("‘It’s the cats’ bowl,’ he said. ‘Yes.’", ["It’s the cats’ bowl,", "Yes."]),
    "British, straight": ("'It's the cats' bowl,' he said.", ["It's the cats' bowl,"]),
    "apostrophes alone": ("the '90s, rock 'n' roll, Jones's dogs' bowls, ’til dawn", []),
    "an apostrophe opens the quotation": ("\"'Cause he's late,\" she said.", ["'Cause he's late,"]),
    "nested": ("“He said, ‘No,’ and left,” she said.", ["He said, ‘No,’ and left,"]),
    "nested at the start": ("\"'Low Water' was it,\" he said.", ["'Low Water' was it,"]),
    "nested at the end": ("“He said, ‘No.’”", ["He said, ‘No.’"]),
    "doubles nested in British singles": ("‘He said “no” to me,’ she said.", ["He said “no” to me,"]),
    "doubles nested in doubles": ('He asks "does "no" mean no," and waits.', ['does "no" mean no,']),
    "guillemets": ("« Bonjour, » dit-elle", ["Bonjour,"]),
    "German": ("„Ja“, sagte er", ["Ja"]),
    "double apostrophes": ("''It is late,'' he said.", ["It is late,"]),
    "inches": ('The 6\'2" actor said "yes" twice', ["yes"]),
    "a space before the closing mark": ("“We see it ” Pell said. “Yes.”", ["We see it", "Yes."]),
    "forgotten closing mark": ("“It ran, she said. “Then it fell,” she said.", ["It ran,", "Then it fell,"]),
    "forgotten at the end of the paragraph": ("“It ran and ran.\n\nPell left.", ["It ran and ran."]),
    "re-opened paragraph": ("“One.\n\n“Two,” he said.", ["One.", "Two,"]),
    "not re-opened, closed later": ("“One is here.\n\nTwo is here,” he said.", ["One is here.", "Two is here,"]),
    "re-opened British paragraph": ("Pell said: ‘One.\n\n‘Two.’", ["One.", "Two."]),
    "nothing inside": ('He said "" twice.', []),
}


@pytest.mark.parametrize(("text", "inside"), CASES.values(), ids=CASES.keys())
def test_stretches(text: str, inside: list[str]) -> None:
    assert [text[s.start : s.end] for s in stretches(text, paragraphs(text))] == inside


def test_a_re_opened_paragraph_resumes_the_running_quotation() -> None:
    text = "“One.\n\n“Two.”\n\n“Three.”"
    assert [s.resumes for s in stretches(text, paragraphs(text))] == [False, True, False]


def test_a_text_wrapped_to_a_width_is_parted_by_blank_lines_alone() -> None:
    text = "“One goes on\nand on,” said Pell.\n\nTwo."
    assert [text[s:e] for s, e in paragraphs(text)] == ["“One goes on\nand on,” said Pell.", "Two."]
    long = "x" * 120 + ".\nTwo.\n\nThree."
    assert len(paragraphs(long)) == 3
