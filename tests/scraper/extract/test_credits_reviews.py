"""Sentence in, credits out, as reviews, recaps, obituaries and profiles tell who did what; all invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scraper.model import Story

Found = Callable[..., Story]
Rows = Callable[[Story], set[str]]
LEAD = "“Low Water” is a drama on Quay. "

PERFORMANCES = {
    "There are fine performances from the likes of Ada Pell, Bo Rask and Ines Varga.": {
        "Ada Pell | cast",
        "Bo Rask | cast",
        "Ines Varga | cast",
    },
    "Critics praised the performances of Ada Pell and Bo Rask.": {"Ada Pell | cast", "Bo Rask | cast"},
    "The gala had musical performances by Ada Pell and Bo Rask.": set(),
    "It was Ada Pell's first appearance as Captain Creel.": {"Ada Pell | cast | as Captain Creel"},
    "Ada Pell gives a quiet performance as Mayor Creel.": {"Ada Pell | cast | as Mayor Creel"},
    "Ada Pell turns in a frightening performance as a bored surgeon.": {"Ada Pell | cast | as a bored surgeon"},
    "Ada Pell was superb as Joan Creel all year long.": {"Ada Pell | cast | as Joan Creel"},
    "Ada Pell shines as Joan Creel.": {"Ada Pell | cast | as Joan Creel"},
    "Ada Pell was described as Joan Creel.": set(),
    "Ada Pell is as good as Joan Creel.": set(),
    "Ada Pell has been busy as Mayor of Holm.": set(),
}
PARTS = {
    "Captain Creel (played drily by Ada Pell) hates boats.": {"Ada Pell | cast | as Captain Creel"},
    "Joan Creel, as played by the tireless Ada Pell, hates boats.": {"Ada Pell | cast | as Joan Creel"},
    "Mayor Creel, who hates boats and will be played by Ada Pell, moves inland.": {"Ada Pell | cast | as Mayor Creel"},
    "Its only link is a ferryman (aka “The Oar”) played by Ada Pell.": {"Ada Pell | cast | as The Oar"},
    "The drama follows Ada Pell and Bo Rask as ferry pilots whose boat will not sink.": {
        "Ada Pell | cast | as ferry pilots",
        "Bo Rask | cast | as ferry pilots",
    },
    "The drama follows Joan Creel as she learns to swim.": set(),
    "She fights beside Bo Rask's Steve Creel.": {"Bo Rask | cast | as Steve Creel"},
    "It ends with a kiss for Bo Rask's Captain Creel.": {"Bo Rask | cast | as Captain Creel"},
    "It stars Ada Pell. Her sister slaps Ada Pell's Dana.": {"Ada Pell | cast | as Dana"},
    "The prize went to Bo Rask's brother Steve Creel.": set(),
    "Ada Pell-as-Creel says that nobody warned us.": {"Ada Pell | cast | as Creel"},
    "We met Ada Pell, who'll be guest starring this season as Mayor Creel.": {"Ada Pell | cast | as Mayor Creel"},
    "It features a wide array of stars, including Ada Pell as Mayor Creel and Bo Rask as Nib.": {
        "Ada Pell | cast | as Mayor Creel",
        "Bo Rask | cast | as Nib",
    },
    "It has an ensemble cast, including Ada Pell, Bo Rask, and others.": {"Ada Pell | cast", "Bo Rask | cast"},
    "The whole cast—minus Ada Pell, Bo Rask, and Al Roe—came along.": {
        "Ada Pell | cast",
        "Bo Rask | cast",
        "Al Roe | cast",
    },
    "Three of the drama's stars, Ada Pell, Bo Rask and Al Roe, came along.": {
        "Ada Pell | cast",
        "Bo Rask | cast",
        "Al Roe | cast",
    },
    "Bo Rask told how he tricked Ada Pell into appearing on the show.": {"Ada Pell | cast"},
    "Ada Pell, who played Joan Creel with the odd dream about Otto Dunn, laughed.": {"Ada Pell | cast | as Joan Creel"},
    "Tennis star Ada Pell and pop star Bo Rask watched it.": set(),
    "It made a name for a young actor, Bo Rask, who was 30 when he played Otto Dunn.": {
        "Bo Rask | cast | as Otto Dunn"
    },
}
CREW = {
    "“Low Water” was created by Ada Pell, and Bo Rask serves as an executive producer.": {
        "Ada Pell | creator",
        "Bo Rask | executive_producer",
    },
    "The drama counted Ada Pell a writer and producer.": {"Ada Pell | writer", "Ada Pell | producer"},
    "The drama counts Ada Pell among its writers.": {"Ada Pell | writer"},
    "The team includes showrunners/creators Ada Pell and Bo Rask.": {
        "Ada Pell | showrunner",
        "Bo Rask | showrunner",
        "Ada Pell | creator",
        "Bo Rask | creator",
    },
    "Ada Pell, Bo Rask and Ines Varga will be the new cast members.": {
        "Ada Pell | cast | joins",
        "Bo Rask | cast | joins",
        "Ines Varga | cast | joins",
    },
    "Ada Pell is joining as a cast member while Bo Rask will join the writing staff.": {
        "Ada Pell | cast | joins",
        "Bo Rask | writer | joins",
    },
    "The premiere has host and ex-cast member/head writer Ada Pell.": {"Ada Pell | host"},
    "Ada Pell directed the plays “Reeds” and “Grey Gull,” the odd musical “Ashore,” and “Lanterns.”": {
        "Ada Pell | director | Reeds",
        "Ada Pell | director | Grey Gull",
        "Ada Pell | director | Ashore",
        "Ada Pell | director | Lanterns",
    },
    "Ada Pell wrote “Reeds” and now stars in “Ashore.”": {"Ada Pell | writer | Reeds", "Ada Pell | cast | Ashore"},
    "Her first job was to direct Bo Rask and Ines Varga in “Reeds.”": {
        "Bo Rask | cast | Reeds",
        "Ines Varga | cast | Reeds",
    },
    "Ada Pell directed the film “Reeds”; cast Bo Rask as Otto Dunn in “Ashore.”": {
        "Ada Pell | director | Reeds",
        "Bo Rask | cast | as Otto Dunn | Ashore",
    },
}
MORE_PARTS = {
    "Ada Pell starred as Joan Creel in the comedy “Reeds.”": {"Ada Pell | cast | as Joan Creel | Reeds"},
    "Ada Pell played the role of Joan Creel, a clerk, in the drama “Reeds.”": {
        "Ada Pell | cast | as Joan Creel | Reeds"
    },
    "Ada Pell appeared as Joan Creel in the film “Reeds.”": {"Ada Pell | cast | as Joan Creel | Reeds"},
    "Ada Pell appeared as a witness for the defense.": set(),
    "Ada Pell and Bo Rask play significant roles in the drama.": {"Ada Pell | cast", "Bo Rask | cast"},
    "Ada Pell plays the lead role.": {"Ada Pell | cast"},
    "Ada Pell played a key role in saving the show.": set(),
    "Ada Pell has a supporting role in “Reeds,” opposite Bo Rask.": {
        "Ada Pell | cast | Reeds",
        "Bo Rask | cast | Reeds",
    },
    "Ada Pell joins as a series regular in the role of Joan Creel.": {"Ada Pell | cast | as Joan Creel | joins"},
    "Ada Pell leads the cast as the voice of Nib.": {"Ada Pell | voice | as Nib"},
    "Ada Pell is the voice of Nib.": {"Ada Pell | voice | as Nib"},
    "Bo Rask played both old and young Otto Dunn.": {"Bo Rask | cast | as Otto Dunn"},
    "It stars Ada Pell. Pell, as Nib's sister Dana, has the best lines.": {"Ada Pell | cast | as Nib's sister Dana"},
    "Captain Creel (played with great patience by Ada Pell) hates boats.": {"Ada Pell | cast | as Captain Creel"},
    "Ada Pell, a former diver from Lund who plays Constable Reed, laughed.": {"Ada Pell | cast | as Constable Reed"},
    "Ada Pell, a 34-year-old London teacher who plays Nib, laughed.": {"Ada Pell | cast | as Nib"},
    "It features William Dunn as the mayor (and former pilot) Otto Creel and Bo Rask as Nib.": {
        "William Dunn | cast | as Otto Creel",
        "Bo Rask | cast | as Nib",
    },
    "It won a prize for Best Actress in a Leading Role (Ada Pell).": set(),
    "Ada Pell played a long ball into the box.": set(),
    "She takes over from Ada Pell, who played the part last year.": {"Ada Pell | cast"},
}
MORE_CREW = {
    "“Reeds” is written by and starring Ada Pell.": {"Ada Pell | writer | Reeds", "Ada Pell | cast | Reeds"},
    "Ada Pell and Bo Rask, the creators of “Low Water,” have a deal.": {"Ada Pell | creator", "Bo Rask | creator"},
    "Ada Pell, who shares showrunner duties with Bo Rask, spoke.": {"Ada Pell | showrunner", "Bo Rask | showrunner"},
    "Ada Pell, who adds a producer credit, will be happy.": {"Ada Pell | producer | joins"},
    "Ada Pell won an Emmy for directing the pilot.": {"Ada Pell | director"},
    "Bo Rask had the hard task of hosting the first episode.": {"Bo Rask | host"},
    "Its host, Ada Pell, fell off the stage.": {"Ada Pell | host"},
    "The festival's director, Ada Pell, asked about it.": set(),
    "Ada Pell and Bo Rask will write, direct and produce films and shows for Quay.": set(),
    "Newcomers to the franchise are Ada Pell, Bo Rask and Ines Varga.": {
        "Ada Pell | cast | joins",
        "Bo Rask | cast | joins",
        "Ines Varga | cast | joins",
    },
    "Ada Pell starred in “Reeds,” “Ashore” and “Lanterns.”": {
        "Ada Pell | cast | Reeds",
        "Ada Pell | cast | Ashore",
        "Ada Pell | cast | Lanterns",
    },
    "Football director Bo Rask left, and Ada Pell scores.": set(),
    "Quay recruited Bo Rask, who worked as an ad executive.": set(),
}
SOURCES = {
    "Based on the novel by Ines Varga, the film follows Joan Creel (Ada Pell), a clerk.": {
        "Ines Varga | based_on_author",
        "Ada Pell | cast | as Joan Creel",
    },
    "Narrated by Bo Rask, the film draws on tapes made by the librarian, Otto Dunn.": {"Bo Rask | narrator"},
    "They spoke of Tall Mast Television, the studio behind “Low Water” and “Reeds.”": {
        "Tall Mast Television | studio",
        "Tall Mast Television | studio | Reeds",
    },
    "Here is the synopsis of the film from TKF.": set(),
    "Quay has partnered with Tall Mast Films on the series.": {"Tall Mast Films | studio"},
    "It is an adaptation of Gazette reporter Ines Varga's portrait of the crash.": {"Ines Varga | based_on_author"},
}


ALL = PERFORMANCES | PARTS | MORE_PARTS | CREW | MORE_CREW | SOURCES


@pytest.mark.parametrize(("sentence", "expected"), ALL.items())
def test_a_construction_of_reviews_gives_its_credits(
    found: Found, rows: Rows, sentence: str, expected: set[str]
) -> None:
    assert rows(found(LEAD + sentence)) == expected


def test_a_headline_says_which_season_those_who_stay_are_in(found: Found) -> None:
    text = (
        "Quay has renewed “Low Water” after its first season and before a second season was asked for. Ada Pell created"
        " it.\n\nBo Rask remains an executive producer."
    )
    seasons = {c.party.name: c.season for c in found(text, "Quay Renews ‘Low Water’ for Season 2").credits}
    assert seasons == {"Ada Pell": None, "Bo Rask": "2"}


def test_a_part_by_its_name_is_better_than_one_described(found: Found, rows: Rows) -> None:
    text = "“Low Water” stars Ada Pell as a tired pilot.\n\nPell plays Joan Creel."
    assert rows(found(text)) == {"Ada Pell | cast | as Joan Creel"}
