"""Every construction of attribution: a text, and who said what in it. All names are invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scraper.model import Mark, Span

Read = Callable[..., list[Any]]
CAST = "Ada Pell runs drama at Quay. Bo Rask created “Low Water.”\n\n"

# text -> what was said, by whom; parts of one quote are parted by " / "
WHO: dict[str, tuple[str, list[tuple[str, list[str]]]]] = {
    "inverted": ("“It moves,” said Ada Pell.", [("It moves,", ["Ada Pell"])]),
    "subject first": ("“It moves,” Ada Pell said.", [("It moves,", ["Ada Pell"])]),
    "before, comma": ("Ada Pell said, “It moves.”", [("It moves.", ["Ada Pell"])]),
    "before, colon": ("Ada Pell told Quay Daily: “It moves.”", [("It moves.", ["Ada Pell"])]),
    "before, semicolon": ("Ada Pell added; “It moves a lot.”", [("It moves a lot.", ["Ada Pell"])]),
    "before, inverted": ("Said Ada Pell, “It moves.”", [("It moves.", ["Ada Pell"])]),
    "the paragraph before, colon": (
        "Ada Pell addressed the decision:\n\n“It moves and I am glad.”",
        [("It moves and I am glad.", ["Ada Pell"])],
    ),
    "a colon alone": ("And this, from veteran gaffer Ada Pell: “It moves.”", [("It moves.", ["Ada Pell"])]),
    "according to": ("“It moves a lot,” according to Ada Pell.", [("It moves a lot,", ["Ada Pell"])]),
    "a pull quote": ("“It moves a lot.” — Ada Pell", [("It moves a lot.", ["Ada Pell"])]),
    "open-class verb, subject first": ("“It moves,” Ada Pell groused.", [("It moves,", ["Ada Pell"])]),
    "open-class verb, inverted": ("“It moves,” harrumphed Ada Pell.", [("It moves,", ["Ada Pell"])]),
    "apposition before the verb": (
        "“It moves,” Ada Pell, head of drama for Quay, told Variety. “A lot.”",
        [("It moves, / A lot.", ["Ada Pell"])],
    ),
    "relative clause": (
        "Ada Pell, who plays Dot, said, “It moves.”",
        [("It moves.", ["Ada Pell"])],
    ),
    "an age": ("“It moves,” Ada Pell, 42, said.", [("It moves,", ["Ada Pell"])]),
    "brackets and dashes": ("Star Ada Pell — who plays Dot — replied, “It moves.”", [("It moves.", ["Ada Pell"])]),
    "a name in apposition": ("“It moves,” her son, the director Bo Rask, said.", [("It moves,", ["Bo Rask"])]),
    "a name after a nominal": ("“It moves,” recalls the director, Bo Rask.", [("It moves,", ["Bo Rask"])]),
    "words between verb and name": (
        "“It moves,” said, after some thought, line producer Bo Rask.",
        [("It moves,", ["Bo Rask"])],
    ),
    "a participle": ("Pell asked about it. Ada Pell nodded, saying, “It moves.”", [("It moves.", ["Ada Pell"])]),
    "split": ("“It moves,” said Ada Pell. “It never stops.”", [("It moves, / It never stops.", ["Ada Pell"])]),
    "split in mid-sentence": ("“It moves,” said Ada Pell, “and stops.”", [("It moves, / and stops.", ["Ada Pell"])]),
    "a new attribution": (
        "“It moves,” said Ada Pell. “It never stops,” she added.",
        [("It moves,", ["Ada Pell"]), ("It never stops,", ["Ada Pell"])],
    ),
    "a beat of action": (
        "“I mean it,” Ada Pell says. She looks up. “I would never wear it.”",
        [("I mean it, / I would never wear it.", ["Ada Pell"])],
    ),
    "re-opened paragraphs": (
        "Ada Pell said: “It moves.\n\n“It never stops.\n\n“I wait.”",
        [("It moves. / It never stops. / I wait.", ["Ada Pell"])],
    ),
    "a paragraph goes on": (
        "“It moves a lot,” Ada Pell said.\n\n“We are going to need it.”",
        [("It moves a lot,", ["Ada Pell"]), ("We are going to need it.", ["Ada Pell"])],
    ),
    "bare Adding": (
        "“It moves,” said Ada Pell.\n\nAdding, “It never stops.”",
        [("It moves,", ["Ada Pell"]), ("It never stops.", ["Ada Pell"])],
    ),
    "the sentence before": (
        "Ada Pell singled out the boat. “It moves and I am glad of it.”",
        [("It moves and I am glad of it.", ["Ada Pell"])],
    ),
    "surname": (CAST + "“It moves,” said Pell.", [("It moves,", ["Ada Pell"])]),
    "full name only later": ("“It moves,” said Pell.\n\nAda Pell runs Quay.", [("It moves,", ["Ada Pell"])]),
    "first name": (CAST + "“It moves,” Ada said.", [("It moves,", ["Ada Pell"])]),
    "pronouns": (
        CAST + "“It moves,” she said.\n\n“It does not,” he said.",
        [("It moves,", ["Ada Pell"]), ("It does not,", ["Bo Rask"])],
    ),
    "joint": (
        "“It moves,” said executive producers Ada Pell and Bo Rask.",
        [("It moves,", ["Ada Pell", "Bo Rask"])],
    ),
    "joint, three": (
        "“It moves,” said Ada Pell, Bo Rask and Cy Dunne in a joint statement.",
        [("It moves,", ["Ada Pell", "Bo Rask", "Cy Dunne"])],
    ),
    "joint, each with a role": (
        "In a joint statement, Parallax chief executive Ada Pell and Quay founder Bo Rask said: “We move.”",
        [("We move.", ["Ada Pell", "Bo Rask"])],
    ),
    "joint surnames": (
        "Ada Pell and Bo Rask are back. “It moves,” Pell and Rask said.",
        [("It moves,", ["Ada Pell", "Bo Rask"])],
    ),
    "the duo": ("Ada Pell and Bo Rask wrote it. “It moves,” the duo said.", [("It moves,", ["Ada Pell", "Bo Rask"])]),
    "a family": (
        "Siblings Tam Orrin and Ada Orrin are back. “It moves,” the Orrins said.",
        [("It moves,", ["Tam Orrin", "Ada Orrin"])],
    ),
    "one surname, two people": (
        "Tam Orrin and Ada Orrin are back. “It moves,” said Ada. “It does not,” Tam said.",
        [("It moves,", ["Ada Orrin"]), ("It does not,", ["Tam Orrin"])],
    ),
    "the director": (
        "Director Bo Rask and actress Ada Pell agree. “It moves,” the actress said. “It does,” the director said.",
        [("It moves,", ["Ada Pell"]), ("It does,", ["Bo Rask"])],
    ),
    "a spokesperson": ("“It moves,” a Quay spokesperson said.", [("It moves,", ["a Quay spokesperson"])]),
    "a spokesperson for": (
        "“It moves,” said a spokesperson for Quay in a statement.",
        [("It moves,", ["a spokesperson for Quay"])],
    ),
    "somebody's publicist": (CAST + "“It moves,” Pell's publicist said.", [("It moves,", ["Ada Pell's publicist"])]),
    "a company": ("Netflix passed. “It moves,” the streamer said.", [("It moves,", ["Netflix"])]),
    "a post": (
        "Ada Pell is 40. The text under her photograph reads: “It moves, and so do I!”",
        [("It moves, and so do I!", ["Ada Pell"])],
    ),
    "particles": ("“It moves,” said Roos van der Velde. “Yes,” van der Velde added.",
                  [("It moves,", ["Roos van der Velde"]), ("Yes,", ["Roos van der Velde"])]),
    "initials, suffixes, hyphens": (
        "“It moves,” said J. P. O'Hara-Lund Jr. “Yes,” O'Hara-Lund added.",
        [("It moves,", ["J. P. O'Hara-Lund Jr."]), ("Yes,", ["J. P. O'Hara-Lund Jr."])],
    ),
    "honorific": ("Harriet Pell won. “It moves,” Dame Harriet said.", [("It moves,", ["Harriet Pell"])]),
    "nickname": ("“It moves,” said Ada “The Glove” Pell.", [("It moves,", ["Ada Pell"])]),
    "a name inside the quote is not its speaker": (
        CAST + "“Bo Rask is a marvel,” said Pell. “I adore Bo.”",
        [("Bo Rask is a marvel, / I adore Bo.", ["Ada Pell"])],
    ),
    "British": (
        "‘It’s the boats’ fault,’ Ada Pell says. ‘She said, “Move.”’",
        [("It’s the boats’ fault, / She said, “Move.”", ["Ada Pell"])],
    ),
    "an interview": (
        "Ada Pell sails.\n\nQ: Does it move?\n\nA: It does. I have seen it.",
        [("It does. I have seen it.", ["Ada Pell"])],
    ),
    "on a subject": ("Ada Pell is here. Pell on boats: “They move.”", [("They move.", ["Ada Pell"])]),
    "an age for a name": ("Bo Rask is back. “It moves,” the 67-year-old said.", [("It moves,", ["Bo Rask"])]),
    "a native": ("Bo Rask is back. “It moves,” the Tulsa native offered.", [("It moves,", ["Bo Rask"])]),
    "two in one sentence": (
        "Ada Pell replied with “Who asked you?” while Bo Rask commented, “It moves.”",
        [("Who asked you?", ["Ada Pell"]), ("It moves.", ["Bo Rask"])],
    ),
    "of a company": ("Ada Pell of Variety said: “It moves.”", [("It moves.", ["Ada Pell"])]),
    "a character": (
        "Bo Rask, best known for playing Inspector Quill. “It moves,” he said.",
        [("It moves,", ["Bo Rask"])],
    ),
    "a transcript": (
        "Ada Pell met Bo Rask. A transcript:\n\n“PELL: Does it move?\n\n“RASK: It does.”",
        [("Does it move?", ["Ada Pell"]), ("It does.", ["Bo Rask"])],
    ),
    "a block": (
        "Ada Pell said in a statement:\n\nI have never liked boats, and boats have never liked me.",
        [("I have never liked boats, and boats have never liked me.", ["Ada Pell"])],
    ),
    "nobody can know": ("“It moves and I am glad of it.”", [("It moves and I am glad of it.", [])]),
}  # fmt: skip

NOT_SPEECH = {
    "a title": "Ada Pell wrote “Low Water” and “High Water.”",
    "titles in a row": "She is known for “Low Water,” “High Water” and “Slack.”",
    "a title before a name": "“Low Water” creator Ada Pell left.",
    "a title and a verb": "“Low Water,” the Quay drama, opens Friday.",
    "called": "The show is called “Low Water,” and it moves.",
    "a nickname": "Ada “Dot” Pell joined.",
    "a scare quote": "The much-hyped “reinvention” failed.",
    "an award": "It won the “Outstanding Boat” prize.",
    "a work in apposition": "Pell confirmed that she will direct her first play, “Low Water.” It opens in May.",
    "inches": 'The 6\'2" sailor stands on a 12" board.',
}

PARTIAL = {
    "after a verb of saying": ("Ada Pell said she was “up a very tall ladder” at home.", "up a very tall ladder"),
    "called it": ("Ada Pell called the show “a long letter to boats.”", "a long letter to boats."),
}

STATED = {
    "after the name": (
        "“It moves,” said Ada Pell, head of programming for Apple TV+.",
        ("said", "head of programming", "Apple TV+"),
    ),
    "at": ("“It moves,” says Ada Pell, vice president and general manager at Quay.",
           ("says", "vice president and general manager", "Quay")),
    "a company after a comma": ("“It moves,” said Ada Pell, president and CEO, Quay Pictures.",
                                ("said", "president and CEO", "Quay Pictures")),
    "before the name": ("“It moves,” said executive producer Ada Pell.", ("said", "executive producer", None)),
    "possessive company": ("“It moves,” Apple’s head of drama Ada Pell said.", ("said", "head of drama", "Apple")),
    "company before the role": ("“It moves,” HBO drama chief Ada Pell said.", ("said", "drama chief", "HBO")),
    "capitalised": ("“It moves,” Senior Vice President Ada Pell said.", ("said", "Senior Vice President", None)),
    "a part played": ("“It moves,” said Ada Pell, who plays Dot.", ("said", "who plays Dot", None)),
    "a spokesperson": ("“It moves,” a Netflix spokesperson said.", ("said", "spokesperson", "Netflix")),
    "where the speaker was introduced": ("Director Ada Pell left. “It moves,” she said.", ("said", "Director", None)),
    "no verb after a preposition": ("Ada Pell on boats: “They move, and I do not.”", (None, None, None)),
    "not stated": ("“It moves,” Ada Pell added.", ("added", None, None)),
    "a work is no employer": ("“It moves,” said “Low Water” creator Ada Pell.", ("said", "creator", None)),
    "a broken clause": ("“It moves,” said Ada Pell, who created “Low Water.”", ("said", None, None)),
    "a nickname in between": ("“It moves,” said comedian Ada “Dot” Pell-Lund.", ("said", "comedian", None)),
    "with somebody": ("“It moves,” said Ada Pell, showrunner with Bo Rask.", ("said", "showrunner", None)),
    "from a place": ("“It moves,” said Ada Pell, a producer from Hexley.", ("said", "producer", None)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WHO.values(), ids=WHO.keys())
def test_who_said_what(read: Read, text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert [(" / ".join(q.parts), list(q.speakers)) for q in read(text)] == expected


@pytest.mark.parametrize("text", NOT_SPEECH.values(), ids=NOT_SPEECH.keys())
def test_not_every_marked_stretch_is_speech(read: Read, text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(("text", "part"), PARTIAL.values(), ids=PARTIAL.keys())
def test_a_fragment_in_the_reporters_sentence_is_partial(read: Read, text: str, part: str) -> None:
    (quote,) = read(text)
    assert (quote.kind, quote.parts, quote.speakers) == ("partial", (part,), ("Ada Pell",))


@pytest.mark.parametrize(("text", "stated"), STATED.values(), ids=STATED.keys())
def test_cue_role_and_affiliation(read: Read, text: str, stated: tuple[str, str | None, str | None]) -> None:
    (quote,) = read(text)
    assert (quote.cue, quote.role, quote.affiliation) == stated


def test_a_name_from_the_headline(read: Read) -> None:
    (quote,) = read("“It moves,” said Pell.", headline="Ada Pell Boards ‘Low Water’")
    assert quote.speakers == ("Ada Pell",)


def test_unknown_stays_unknown_as_written(read: Read) -> None:
    (quote,) = read("“It moves,” she said.")
    assert (quote.speakers, quote.written) == ((), "she")


def test_what_the_page_set_apart_is_a_title(read: Read) -> None:
    text = "Ada Pell said, “I am moving to the sea” is her film."
    start = text.index("I am")
    mark = Mark("emphasis", Span(start, start + len("I am moving to the sea")))
    assert len(read(text)) == 1
    assert read(text, marks=(mark,)) == []
