"""Constructions of releases, papers and interviews that were once read wrong. All names are invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., list[Any]]

# text -> speakers, role and affiliation of its last quote
OFFICES: dict[str, tuple[str, list[str], str | None, str | None]] = {
    "a unit in capitals": (
        "“It moves,” said Ada Pell, EVP, Scripted Originals at Zephyr.",
        ["Ada Pell"], "EVP, Scripted Originals", "Zephyr",
    ),
    "a unit and a company between commas": (
        "“It moves,” said Ada Pell, Vice President, Original Series, Quay Plus.",
        ["Ada Pell"], "Vice President, Original Series", "Quay Plus",
    ),
    "several units": (
        "“It moves,” said Ada Pell, Executive Vice President, Drama, Comedy and Film, Quay Television.",
        ["Ada Pell"], "Executive Vice President, Drama, Comedy and Film", "Quay Television",
    ),
    "a unit that is no company": (
        "“It moves,” said Ada Pell, SVP & Head of Unscripted, Quay Originals.",
        ["Ada Pell"], "SVP & Head of Unscripted", "Quay Originals",
    ),
    "a director of something": (
        "“It moves,” said Jo Pell, Director of Programming at the Hull Film Festival.",
        ["Jo Pell"], "Director of Programming", "Hull Film Festival",
    ),
    "an unknown company before a title in capitals": (
        "“It moves,” said Orrery Chief Content Officer Zevulon Pell.",
        ["Zevulon Pell"], "Chief Content Officer", "Orrery",
    ),
    "a unit before an unknown name": (
        "“It moves,” said Executive Vice President of Global Originals Zevulon Kask.",
        ["Zevulon Kask"], "Executive Vice President of Global Originals", None,
    ),
    "a title between a verb and a colon": (
        "Added Ned Sorrell, President, Quay Studios: “It moves and we are glad.”",
        ["Ned Sorrell"], "President", "Quay Studios",
    ),
    "an owner, a participle and an office": (
        "“It moves,” said Quay Film’s newly appointed chief of drama, Ada Pell.",
        ["Ada Pell"], "chief of drama", "Quay Film",
    ),
    "an owner's deputy with a title": (
        "Ida Holt left. “It moves,” said Holt’s deputy, Senior Vice President of Iberia Ada Pell.",
        ["Ada Pell"], "Senior Vice President of Iberia", None,
    ),
    "whom somebody is at": ("“It moves,” Ada Pell at Quay Research said.", ["Ada Pell"], None, "Quay Research"),
    "two with an office each": (
        "“It moves,” said Ada Pell, chief executive of Corvid, and Bo Rask, Quay’s founder, in a joint statement.",
        ["Ada Pell", "Bo Rask"], "chief executive", "Corvid",
    ),
    "a given name that is a title": ("“It moves,” said Earl Rask.", ["Earl Rask"], None, None),
    "a union of many": (
        "“It moves,” a spokesperson for the Writers’ Alliance said.",
        ["a spokesperson for the Writers’ Alliance"], "spokesperson", "Writers’ Alliance",
    ),
    "a field at the head": (
        "Labor historian Ana Quintero, a professor at the University of Hexley, was upbeat: “It moves.”",
        ["Ana Quintero"], "Labor historian", "University of Hexley",
    ),
    "a street that is a company": (
        "“It moves,” said Marlin Street co-founders Dee Pasternak and Rob Whitley.",
        ["Dee Pasternak", "Rob Whitley"], "co-founders", "Marlin Street",
    ),
    "the head of what has a plus": (
        "“It moves,” said Ada Pell, Fathom+’s head of nonfiction.", ["Ada Pell"], "head of nonfiction", "Fathom+",
    ),
    "a firm of two": ("“It moves,” said Jo Bell of Hartwell & Pike.", ["Jo Bell"], None, "Hartwell & Pike"),
}  # fmt: skip

# text -> the speakers of its last quote
MEANT: dict[str, tuple[str, list[str]]] = {
    "whoever cuts in": (
        "Alex Holt spoke for an hour, before Jo Bell cuts in: “Stop it now, Alex.”",
        ["Jo Bell"],
    ),
    "who predicted and said": (
        "Bo Rask predicted Orr would be nominated, and said, “When you see it you will know.”",
        ["Bo Rask"],
    ),
    "a noun of saying": ("Jo Holt left. Holt’s advice: “Float on.”", ["Jo Holt"]),
    "a noun of saying and a question": ("Jo Holt wrote it. His verdict? “It moves, and I am glad.”", ["Jo Holt"]),
    "a word after a gesture": ("Bo Rask sat down. Rask paused. “Maybe.”", ["Bo Rask"]),
    "agreed": ("“It moves,” agreed Ada Pell.", ["Ada Pell"]),
    "the judge, by her title": ("Judge Ruth Okoro sat. Ann Bell sued. “It is a boat,” the judge said.", ["Ruth Okoro"]),
    "the driver, by his age": (
        "Gus Orr, for the record, waits outside. “I hear it all,” the driver, 63, tells the camera.",
        ["Gus Orr"],
    ),
    "a lawyer of nobody": ("Ann Bell sued. “It is a boat,” the lawyer said.", ["the lawyer"]),
    "the director of a work": (
        "Ada Pell is sixty. “It moves,” the director of the series says.",
        ["Ada Pell"],
    ),
    "the streaming service": (
        "Quay Pictures is old. Fathom is a streaming service, Orrery a studio. “We stay,” the streaming service said.",
        ["Fathom"],
    ),
    "the studio": (
        "Quay Pictures, the studio behind it, is old. Fathom is a streaming service. “We stay,” the studio said.",
        ["Quay Pictures"],
    ),
    "the executives": (
        "Co-chiefs Ada Pell and Bo Rask wrote to the staff. “It moves,” the executives said.",
        ["Ada Pell", "Bo Rask"],
    ),
    "somebody without a name": ("A woman from sales does sums. “Eleven and a half,” she mutters.", ["A woman"]),
    "his brother": (
        "Nils and Mateo Vasquez came. “We sail,” says Mateo. “We do not,” says his brother.",
        ["Nils Vasquez"],
    ),
    "a surname goes on, whoever else was named": (
        "“It moves,” Ada Pell says. She made it with her husband, Joel Pell. “It was late,” Pell recalls.",
        ["Ada Pell"],
    ),
    "whose gender an attribution gave": (
        "Wen Orrin and Bo Rask wrote it. “It moves,” Orrin says. “A lot,” she adds. Orrin laughs. “No,” he says.",
        ["Bo Rask"],
    ),
    "a topic": ("Ada Nyman directs. For Ida Holt, the anger came first. “I could not type,” she says.", ["Ida Holt"]),
    "according to, in the sentence before": (
        "Bo Rask asked. The answer, according to Jo Bell, is simple. “There is a shop next door.”",
        ["Jo Bell"],
    ),
    "on a topic": (
        "“It moves,” says Ada Pell. On filming with Captain Orr: “We could not afford the boat we wanted.”",
        ["Ada Pell"],
    ),
    "an account": ("“We know about the boat,” replied the show’s official account.", ["the show's official account"]),
    "the letter of a company": ("Quay sent a letter to its partners. “We stay afloat,” the letter said.", ["Quay"]),
    "the Hull-born": ("Ada Pell left. “It moves,” the Hull-born said.", ["Ada Pell"]),
    "a particle with nothing but an apostrophe": ("Lia in ’t Veld left. “It moves,” said ’t Veld.", ["Lia in ’t Veld"]),
    "two apostrophes of one name": ("Gia dell'Orrin left. “It moves,” dell’Orrin said.", ["Gia dell'Orrin"]),
    "a Welsh particle": ("Gwilym ap Rhys left. “It moves,” says ap Rhys.", ["Gwilym ap Rhys"]),
    "a nickname after a name": ("Ondalys “Mags” Orrin laughed. “It moves,” Orrin admits.", ["Ondalys Orrin"]),
    "a quote of the day": ("Quote of the day: “It moves, and I am glad of it.” — Jo Bell, to Quay Daily", ["Jo Bell"]),
    "an aside in brackets": (
        "Host Pip Orr took aim at streamers (“You can’t cancel me, I’m on a roll”) and at himself.",
        ["Pip Orr"],
    ),
    "anybody at all": ("This week, one puppeteer told me, “You could watch the last one.”", ["one puppeteer"]),
    "anybody at all, afterwards": ("“It moves,” said one puppeteer.", ["one puppeteer"]),
    "an exclamation": ("Pip Orr ran. “Pip!” scolded his publicist.", ["Pip Orr's publicist"]),
    "the host of a show": (
        "Jonah Orr ran. “It moves,” said the Tonight Desk host, who was filming.",
        ["Jonah Orr"],
    ),
    "her daughter": (
        "Ada Pell was late. Pell’s mother sat down. “I am not,” her daughter said.",
        ["Ada Pell"],
    ),
    "who says, and what about": (
        "Jon Orr said Bell had “a clown’s timing”, adding: “Nobody owes him a pause.”",
        ["Jon Orr"],
    ),
    "not the report that tells of it": ("Ada Pell came. According to Quay Daily, she said, “It moves.”", ["Ada Pell"]),
    "sources close to somebody": (
        "Sources close to Pell tell Quay Daily “they moved the boat.”",
        ["Sources close to Pell"],
    ),
    "they, of a paper": (
        "Ada Pell met Bo Rask. Quay Daily called it “a boat that moves.” They added that it “floats a little.”",
        ["Quay Daily"],
    ),
    "described by": ("The boat was described by Ada Pell as “the worst of them.”", ["Ada Pell"]),
    "one of those before": ("Ada Pell met Bo Rask. One of whom said: “It is a boat, I think, and it moves.”", []),
}

FRAGMENTS = {
    "termed": "Ada Pell termed it “a very big boat.”",
    "likened": "Ada Pell likened it to “a very big boat.”",
    "dismissed": "Ada Pell dismissed it as “a very big boat.”",
    "labelled": "Ada Pell labelled it “a very big boat.”",
}

NOT_SPEECH = {
    "a memoir": "In his memoir, “The Long Pier,” Jo Vance wrote of his mother.",
    "a finale": "He fell over the side in the finale, “What the River Keeps.”",
    "so-called": "The letter calls on studios to end so-called “mini rooms.”",
    "a word in doubt": "Ada Pell cautioned that a “view” is a broad thing.",
    "credits": "Writing: Ada Pell and Bo Rask, “Low Water”",
}


@pytest.mark.parametrize(("text", "speakers", "role", "affiliation"), OFFICES.values(), ids=OFFICES.keys())
def test_an_office(read: Read, text: str, speakers: list[str], role: str | None, affiliation: str | None) -> None:
    quote = read(text)[-1]
    assert (list(quote.speakers), quote.role, quote.affiliation) == (speakers, role, affiliation)


@pytest.mark.parametrize(("text", "speakers"), MEANT.values(), ids=MEANT.keys())
def test_who_is_meant(read: Read, text: str, speakers: list[str]) -> None:
    assert list(read(text)[-1].speakers) == speakers


@pytest.mark.parametrize("text", FRAGMENTS.values(), ids=FRAGMENTS.keys())
def test_a_fragment(read: Read, text: str) -> None:
    (quote,) = read(text)
    assert (quote.kind, quote.parts, quote.speakers) == ("partial", ("a very big boat.",), ("Ada Pell",))


@pytest.mark.parametrize("text", NOT_SPEECH.values(), ids=NOT_SPEECH.keys())
def test_nobody_speaks(read: Read, text: str) -> None:
    assert read(text) == []


def test_a_translation_is_no_second_quote(read: Read) -> None:
    (quote,) = read("“Nunca digo que no,” Uma Orrin said, which translates roughly as “I never say no.”")
    assert quote.parts == ("Nunca digo que no,",)


INTERVIEW = """\
Lena Marsh: The first day. I looked at him and thought, you are too happy.

THR: How did he take it?

Marsh: He read it on the train. It was coffee, he had spilled it.

Bo Rask: What else?

Marsh: Sleep."""


def test_an_interview_with_somebody_the_prose_does_not_name(read: Read) -> None:
    said = [(quote.parts[0][:9], quote.speakers) for quote in read(INTERVIEW)]
    assert said == [(start, ("Lena Marsh",)) for start in ("The first", "He read i", "Sleep.")]
