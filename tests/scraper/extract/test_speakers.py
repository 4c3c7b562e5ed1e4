"""Whom a phrase means and what it states, construction by construction. All names are invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scraper.extract import story
from scraper.model import Address, Article

Read = Callable[..., list[Any]]

# text -> the speakers of its last quote
MEANT: dict[str, tuple[str, list[str]]] = {
    "a role of two words": ("“It moves,” said Quay principal analyst Ada Pell.", ["Ada Pell"]),
    "a role with its field": ("“It moves,” said Quay senior vice president of drama Ada Pell.", ["Ada Pell"]),
    "two roles and a doctor": (
        "“It moves,” said executive producer and Inkling Hill co-founder Dr. Bo Rask-Orrin.",
        ["Bo Rask-Orrin"],
    ),
    "a role and what it is of": ("“It moves,” said Kestrel Pell star of Quay Harbor.", ["Kestrel Pell"]),
    "a role with two fields": ("“It moves,” said Orrery vice president of drama and comedy Ada Pell.", ["Ada Pell"]),
    "a particle with an apostrophe": ("Luc d’Orrin left. “It moves,” d’Orrin said.", ["Luc d’Orrin"]),
    "a particle at the head of a sentence": ("Luc d’Orrin left. D’Orrin said: “It moves.”", ["Luc d’Orrin"]),
    "a longer particle": ("“It moves,” said Lia dell'Orrin, who left.", ["Lia dell'Orrin"]),
    "an academy that speaks": (
        "“It moves,” the Academy of Rowing Boat Arts and Sciences said.",
        ["Academy of Rowing Boat Arts and Sciences"],
    ),
    "an order at the head of a sentence": ("Ask Ada Pell how it began. “It moves,” Pell says.", ["Ada Pell"]),
    "a thing with an article is no man": (
        "Kites fly. The Harbor Covenant, which binds Harbor, is old. Bo Rask wrote it. “It moves,” he said.",
        ["Bo Rask"],
    ),
    "a product that ends in capitals is no man": (
        "Bo Rask left. Hexley RPA asked for more. “It moves,” he said.",
        ["Bo Rask"],
    ),
    "a title with a foreign article is no woman": (
        "Ada Pell writes. Her new series for Quay, La Grande Valise, is about a boat. “It moves,” she says.",
        ["Ada Pell"],
    ),
    "a place is nobody": ("A man from the Netherlands who said “it moves a lot” left.", []),
    "the host, once known, goes on being the host": (
        "Ada Pell is the host. Bo Rask sat down. “No,” Rask said. “You stole it,” the late night host insisted.",
        ["Ada Pell"],
    ),
    "a plural is everyone with the role": (
        "Showrunner Ada Pell and showrunner Bo Rask met. Cy Orr left. “We promise,” the showrunners said.",
        ["Ada Pell", "Bo Rask"],
    ),
    "a plural of nobody in particular": ("Ada Pell met Bo Rask. “We wait,” the fans said.", ["the fans"]),
    "the pair, with a company before the second name": (
        "Quay Harbor was born. Parallax chief Ada Pell and Quay founder Bo Rask met. “We sail,” the pair said.",
        ["Ada Pell", "Bo Rask"],
    ),
    "an agent before a colon": (
        "It was collected by her mother, Joy Orrin, who had flown from Hull: “She is working.”",
        ["Joy Orrin"],
    ),
    "two first names and one surname": (
        "Her handlers, Ada and Bo Pell-Ray, said: “We wait.”",
        ["Ada Pell-Ray", "Bo Pell-Ray"],
    ),
    "in the words of": (
        "In the words of Bo Rask, a train is a stage. He should know. “I saw it move,” he says.",
        ["Bo Rask"],
    ),
    "a workplace is not a name": (
        "“It moves,” said her father, a porter at the Gare Marlin, who left.",
        ["her father"],
    ),
    "kinship tells the gender": (
        "Ada Orrin died. “She went,” her son, the director Kestrel Orrin, said. She sang. “I wait,” she recalled.",
        ["Ada Orrin"],
    ),
    "several roles before two names": (
        "“It moves,” said creators, writers and executive producers Ada Pell and Bo Rask.",
        ["Ada Pell", "Bo Rask"],
    ),
    "heads, and then their names": (
        "Quay Television began. “It moves,” said Quay Television’s heads of video, Ada Pell and Bo Rask.",
        ["Ada Pell", "Bo Rask"],
    ),
    "the topic of the sentence": (
        "For Ada Pell, who leads family programming at Quay, it was love at first sight: “It moves like the sea.”",
        ["Ada Pell"],
    ),
    "an actor, not the part": (
        "Bo Rask came. In the finale, Rask’s Sheriff Dale walks. The actor smiled. “It moves like the sea,” he said.",
        ["Bo Rask"],
    ),
    "the latter": (
        "Ada Pell writes; Bo Rask directs. Asked about it, the latter replied: “It moves.”",
        ["Bo Rask"],
    ),
    "an apposition without its second comma": (
        "Ada Pell, head of drama at Quay said, “It moves.”",
        ["Ada Pell"],
    ),
    "the expert of a place": (
        "Professor Ada Pell told Quay, “Boats are fine.” The University of Hexley expert continued, “I said so.”",
        ["Ada Pell"],
    ),
    "a role before a colon": ("Moderator: “What can you tell us?”", ["Moderator"]),
    "a sentence about a president": (
        "When Quay president Bo Rask comes to you and says, “Let us try it,” you try it.",
        ["Bo Rask"],
    ),
    "the attribution ends the sentence": (
        "“No money at all” was the plainest reason, Ada Pell said.",
        ["Ada Pell"],
    ),
    "a name beside the name of a picture's owner": (
        "Ada Pell/Photogram Ada Pell waves. “It moves,” Pell said.",
        ["Ada Pell"],
    ),
    "whole sentences inside a sentence": (
        "Ada Pell films on the pier because “nobody asks who you are. They only wave.”",
        ["Ada Pell"],
    ),
}

NOBODY_SPEAKS = {
    "a term": "Rask runs a network of servers called “ponds.”",
    "a small word and its verb": "They’d said “it moves a lot” again.",
    "a small word and its verb after a quote": "“It moves a lot,” We've said.",
    "what it is to say": "It is easy to say “no boats” in Hull.",
    "a season is not two people": "Season one sank. Season two, you can say, “The Pier Hack.”",
    "a synopsis with a subject that is no person": "The film will cover “Pell’s life until 30. It is the story of it.”",
}

STATED: dict[str, tuple[str, str | None, str | None]] = {
    "a society of something": (
        "“It moves,” said Ada Pell, president of the Society of Light.",
        "president",
        "Society of Light",
    ),
    "a university and its town": (
        "“It moves,” said University of Hexley professor Kestrel Pell.",
        "professor",
        "University of Hexley",
    ),
    "a company that ends in plus": ("“It moves,” said Quay Plus president Ada Pell.", "president", "Quay Plus"),
    "a company of one unknown word": (
        "“It moves,” said Ada Pell, head of drama for Orrery.",
        "head of drama",
        "Orrery",
    ),
    "one that acts elsewhere": (
        "Tallgrass Parallax announced a deal. “It moves,” said Ada Pell, founder, Tallgrass Parallax.",
        "founder",
        "Tallgrass Parallax",
    ),
    "a possessive with an article": (
        "Minutes after the Gaffers’ League announced it, “It moves,” the League’s president, Ada Pell, said.",
        "president",
        "League",
    ),
    "a unit between role and company": (
        "“It moves,” said Ada Pell, vice president, limited series, Larkspur.",
        "vice president, limited series",
        "Larkspur",
    ),
    "after the name": ("“It moves,” according to analyst Ada Pell of Hexley Research.", "analyst", "Hexley Research"),
    "a firm with an ampersand": (
        "“It moves,” said Ada Pell, director of research at Hull & Wakely.",
        "director of research",
        "Hull & Wakely",
    ),
    "what kind of company": (
        "“It moves,” said Ada Pell, vice president of operations at venture capital firm Scale Harbor.",
        "vice president of operations",
        "Scale Harbor",
    ),
    "a company with a person's name": (
        "“It moves,” said Ada Pell, chief executive of the fashion brand Orla Rask.",
        "chief executive",
        "Orla Rask",
    ),
    "a company whose vice president": (
        "Quay announced it. Quay, whose SVP Sales, EMEA, Ada Pell, said: “It moves.”",
        "SVP Sales, EMEA",
        "Quay",
    ),
    "a department in capitals": (
        "“It moves,” said Ada Pell, Senior Vice President, Worldwide Marketing at Quay Television.",
        "Senior Vice President, Worldwide Marketing",
        "Quay Television",
    ),
    "a territory": (
        "“It moves,” said Ada Pell, head of programming, Europe and Middle East, Quay TV+.",
        "head of programming, Europe and Middle East",
        "Quay TV+",
    ),
    "the role and house first": (
        "Head of Drama at Quay Television, Ada Pell, says: “It moves.”",
        "Head of Drama",
        "Quay Television",
    ),
    "the network's": (
        "Quay Television ordered it. “It moves,” the network’s drama chief, Ada Pell, said.",
        "network’s drama chief",
        "Quay Television",
    ),
    "nobody works for a brother": (
        "“It moves,” said Ada Pell, the brother of Orrin Vale.",
        "brother of Orrin Vale",
        None,
    ),
    "a role ends where a clause begins": ("“It moves,” said Ada Pell, filmmaker hot off a win.", "filmmaker", None),
    "with what": ("“It moves,” Ada Pell, a boat expert with decades of work, said.", "boat expert", None),
    "what is still to be done": (
        "“It moves,” said Ada Pell, who will also executive produce.",
        "who will also executive produce",
        None,
    ),
    "siblings say less than creators": (
        "“It moves,” said siblings Ada Pell and Bo Pell, co-creators of the show.",
        "co-creators of the show",
        None,
    ),
    "set as": (
        "Quay ordered it, with Ada Pell set as co-creator and showrunner. “It moves,” Pell said.",
        "co-creator and showrunner",
        None,
    ),
    "the actress": ("“It moves,” the actress said.", "actress", None),
}


def parties(text: str) -> list[tuple[str, str]]:
    page = Article(source="test", address=Address("urn:test"), headline="", text=text, reader="text")
    return [(speaker.name, speaker.kind) for speaker in story(page).quotes[-1].speakers]


@pytest.mark.parametrize(("text", "speakers"), MEANT.values(), ids=MEANT.keys())
def test_who_is_meant(read: Read, text: str, speakers: list[str]) -> None:
    assert list(read(text)[-1].speakers) == speakers


def test_fragments_on_both_sides_of_their_attribution(read: Read) -> None:
    (quote,) = read("The “good boats,” Ada Pell explained, “float on anything”.")
    assert (quote.kind, quote.parts) == ("partial", ("good boats,", "float on anything"))


@pytest.mark.parametrize("text", NOBODY_SPEAKS.values(), ids=NOBODY_SPEAKS.keys())
def test_nobody_speaks(read: Read, text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(("text", "role", "affiliation"), STATED.values(), ids=STATED.keys())
def test_role_and_affiliation(read: Read, text: str, role: str | None, affiliation: str | None) -> None:
    quote = read(text)[-1]
    assert (quote.role, quote.affiliation) == (role, affiliation)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It moves,” a Quay spokesperson said.", ("a Quay spokesperson", "unnamed")),
        ("“It moves,” says a man in a lanyard.", ("a man in a lanyard", "unnamed")),
        ("“It moves,” says a man in a lanyard. “A lot,” he adds.", ("a man in a lanyard", "unnamed")),
        ("Ada Pell left. “She is ill,” Pell’s publicist said.", ("Ada Pell's publicist", "unnamed")),
        ("“It moves,” one fan wrote.", ("one fan", "unnamed")),
        ("“It moves,” Netflix said.", ("Netflix", "company")),
        ("“It moves,” Ada Pell said.", ("Ada Pell", "person")),
        ("Kestrelou told host Dinah Wexler that “it moves.”", ("Kestrelou", "person")),
        ("Okonjo met star Bo Rask. “It moves,” Okonjo said.", ("Okonjo", "person")),
    ],
)
def test_who_is_only_described_has_no_name(text: str, expected: tuple[str, str]) -> None:
    assert parties(text) == [expected]
