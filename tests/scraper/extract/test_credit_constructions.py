"""Sentence in, credits out, for what is told across clauses: parts, groups, houses, and who comes, stays and goes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scraper.model import Story

Found = Callable[..., Story]
LEAD = "Quay has ordered “Low Water,” a drama. "


def rows(story: Story) -> set[str]:
    """Name, role, and what else is stated; the title is Low Water throughout."""
    return {
        " | ".join(
            (
                c.party.name,
                c.role,
                *([f"as {c.character}"] if c.character else []),
                *([f"season {c.season}"] if c.season else []),
                *([c.status] if c.status != "stated" else []),
            )
        )
        for c in story.credits
        if c.title == "Low Water"
    }


LISTS = {
    "Created by Ada Pell, “Low Water” stars Bo Rask, Ines Varga and Al Roe.": {
        "Ada Pell | creator",
        "Bo Rask | cast",
        "Ines Varga | cast",
        "Al Roe | cast",
    },
    "It is adapted by Ada Pell; Bo Rask and Ines Varga star.": {
        "Ada Pell | writer",
        "Bo Rask | cast",
        "Ines Varga | cast",
    },
    "The director of photography is Al Roe; Ada Pell is the editor.": {
        "Al Roe | cinematographer",
        "Ada Pell | editor",
    },
    "The drama is produced by Ada Pell for Tall Mast Films and by Bo Rask for Long Gull.": {
        "Ada Pell | producer",
        "Tall Mast Films | studio",
        "Bo Rask | producer",
        "Long Gull | studio",
    },
    "Ada Pell directs, with Bo Rask writing and Ines Varga as executive producer.": {
        "Ada Pell | director",
        "Bo Rask | writer",
        "Ines Varga | executive_producer",
    },
    "Ada Pell executive produces with director Bo Rask, who will helm the pilot.": {
        "Ada Pell | executive_producer",
        "Bo Rask | executive_producer",
        "Bo Rask | director",
    },
    "Ada Pell and Bo Rask created it. Both executive produce, as does Ines Varga.": {
        "Ada Pell | creator",
        "Bo Rask | creator",
        "Ada Pell | executive_producer",
        "Bo Rask | executive_producer",
        "Ines Varga | executive_producer",
    },
    "Story consultant is Al Roe, and Ada Pell is head writer.": {"Al Roe | consultant", "Ada Pell | writer"},
    "Bo Rask makes his directorial debut.": {"Bo Rask | director"},
    "Bo Rask does not write.": set(),
}
PARTS = {
    "Ada Pell and Bo Rask will play brothers Ned and Art Loomis.": {
        "Ada Pell | cast | as Ned",
        "Bo Rask | cast | as Art Loomis",
    },
    "Ada Pell plays his ex-wife, Deputy Mayor Krantz.": {"Ada Pell | cast | as Deputy Mayor Krantz"},
    "Ada Pell will play Ann Vale, and Bo Rask is her brother Tom.": {
        "Ada Pell | cast | as Ann Vale",
        "Bo Rask | cast | as Tom",
    },
    "The cast includes Ada Pell as the pilot and, as the Mayor, Bo Rask.": {
        "Ada Pell | cast | as the pilot",
        "Bo Rask | cast | as Mayor",
    },
    "The drama features Ada Pell as a reporter and Bo Rask as a producer.": {
        "Ada Pell | cast | as a reporter",
        "Bo Rask | cast | as a producer",
    },
    "Bo Rask returns as an executive producer.": {"Bo Rask | executive_producer | stays"},
    "It is a sequel to “Long Road.”\n\nThe first film, which Bo Rask directed, was a hit. Ada Pell edits.": {
        "Ada Pell | editor"
    },
    "Ada Pell takes on the role of merchant Jan Steen.": {"Ada Pell | cast | as Jan Steen"},
    "Ada Pell, Bo Rask and Al Roe star as pirate broadcasters.": {
        "Ada Pell | cast | as pirate broadcasters",
        "Bo Rask | cast | as pirate broadcasters",
        "Al Roe | cast | as pirate broadcasters",
    },
    "It features guest appearances from Ada Pell and Bo Rask.": {"Ada Pell | cast", "Bo Rask | cast"},
    "The crew sang around a piano played by Ada Pell.": set(),
}
COMING_AND_GOING = {
    "Ada Pell has stepped down as showrunner; Bo Rask takes over.": {
        "Ada Pell | showrunner | leaves",
        "Bo Rask | showrunner | joins",
    },
    "Bo Rask has joined the third season in a recurring role.": {"Bo Rask | cast | season 3 | joins"},
    "Season three will add Ada Pell as a series regular.": {"Ada Pell | cast | season 3 | joins"},
    "Also exiting are cast members Ada Pell and Bo Rask.": {
        "Ada Pell | cast | leaves",
        "Bo Rask | cast | leaves",
    },
    "Stars Ada Pell and Bo Rask will both be back, but cast member Al Roe is leaving.": {
        "Ada Pell | cast | stays",
        "Bo Rask | cast | stays",
        "Al Roe | cast | leaves",
    },
    "Ada Pell is still the showrunner.": {"Ada Pell | showrunner | stays"},
    "New to the cast are Ada Pell and Bo Rask.": {"Ada Pell | cast | joins", "Bo Rask | cast | joins"},
    "Ada Pell has been named host.": {"Ada Pell | host | joins"},
}
HOUSES = {
    "The drama comes from Tall Mast Pictures and Halcyon Television.": {
        "Tall Mast Pictures | studio",
        "Halcyon Television | studio",
    },
    "It is produced by Skarv Film for Apple TV+.": {"Skarv Film | studio"},
    "The studio is Two Left Shoes.": {"Two Left Shoes | studio"},
    "Production companies include quoin and Long Gull Pictures.": {"quoin | studio", "Long Gull Pictures | studio"},
    "It is distributed internationally by Curlew Rights.": {"Curlew Rights | distributor"},
    "It is based on the novel of the same name by Ada Pell.": {"Ada Pell | based_on_author"},
    "It follows characters created by Ada Pell.": {"Ada Pell | based_on_author"},
}


@pytest.mark.parametrize(
    ("sentence", "expected"), [*LISTS.items(), *PARTS.items(), *COMING_AND_GOING.items(), *HOUSES.items()]
)
def test_a_sentence_gives_its_credits(found: Found, sentence: str, expected: set[str]) -> None:
    assert rows(found(LEAD + sentence)) == expected


def test_a_clause_about_somebody_lends_its_title_to_nothing_else(found: Found) -> None:
    story = found(LEAD + "Ada Pell, whose last film was “Reeds,” will edit the drama with Bo Rask.")
    assert rows(story) == {"Ada Pell | editor", "Bo Rask | editor"}


def test_an_untitled_project_beside_a_titled_one_has_no_title(found: Found) -> None:
    story = found("Ada Pell, the creator of “Low Water,” signed a deal. She will write an untitled comedy for Quay.")
    assert {(c.party.name, c.role, c.title) for c in story.credits} >= {("Ada Pell", "writer", None)}


def test_a_part_is_nobody_to_credit(found: Found) -> None:
    story = found(LEAD + "Ada Pell stars as a widow, with Bo Rask as the cats Biscuit and Gravy.")
    assert {c.party.name for c in story.credits} == {"Ada Pell", "Bo Rask"}
