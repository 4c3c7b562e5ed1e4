"""Sentence in, credits out, in the wordings of trade news and casting notes; all invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scraper.model import Story

Found = Callable[..., Story]
Rows = Callable[[Story], set[str]]
LEAD = "“Low Water” is a drama on Quay. "

CASTS = {
    "The drama is fronted by Ada Pell and Bo Rask as Joan and Art Creel.": {
        "Ada Pell | cast | as Joan",
        "Bo Rask | cast | as Art Creel",
    },
    "Ada Pell fronts the drama as Joan Creel.": {"Ada Pell | cast | as Joan Creel"},
    "Ada Pell will lead the series as showrunner.": {"Ada Pell | showrunner"},
    "She is flanked by Ada Pell and Bo Rask.": {"Ada Pell | cast", "Bo Rask | cast"},
    "Opposite her is Bo Rask as Otto Dunn.": {"Bo Rask | cast | as Otto Dunn"},
    "Ada Pell and Bo Rask rounded out the ensemble.": {"Ada Pell | cast", "Bo Rask | cast"},
    "It stars Ada Pell. Pell and Bo Rask are newlyweds Joan and Art Creel; Ines Varga is the cook.": {
        "Ada Pell | cast | as Joan",
        "Bo Rask | cast | as Art Creel",
        "Ines Varga | cast | as the cook",
    },
    "Also on board: Ada Pell as the nurse, Bo Rask as the priest and Ines Varga.": {
        "Ada Pell | cast | as the nurse | joins",
        "Bo Rask | cast | as the priest | joins",
        "Ines Varga | cast | joins",
    },
    "New this season: Ada Pell as Joan, Bo Rask as Art.": {
        "Ada Pell | cast | as Joan | joins",
        "Bo Rask | cast | as Art | joins",
    },
    "Among the guest stars are Ada Pell and Bo Rask.": {"Ada Pell | cast", "Bo Rask | cast"},
    "Ada Pell and Bo Rask are the latest additions to the cast.": {
        "Ada Pell | cast | joins",
        "Bo Rask | cast | joins",
    },
    "Original star Ada Pell returns, joined by newcomer Bo Rask.": {
        "Ada Pell | cast | stays",
        "Bo Rask | cast | joins",
    },
    "Ada Pell's character Joan Creel hates boats.": {"Ada Pell | cast | as Joan Creel"},
    "Ada Pell grew up in Leeds. The British star plays Joan Creel.": {"Ada Pell | cast | as Joan Creel"},
    "Also starring are Ada Pell as the mate, Dutch, and Bo Rask as his daughter.": {
        "Ada Pell | cast | as Dutch",
        "Bo Rask | cast | as his daughter",
    },
    "The voice cast features Ada Pell as Nib and Bo Rask as Ash.": {
        "Ada Pell | voice | as Nib",
        "Bo Rask | voice | as Ash",
    },
    "Ada Pell, best known for “Reeds,” plays Joan Creel.": {"Ada Pell | cast | as Joan Creel"},
    "Ada Pell, fresh off “Reeds,” has been tapped to play the villain.": {"Ada Pell | cast | as the villain | joins"},
}
MORE_CASTS = {
    "It stars Ada Pell. Pell is joined in the cast by Bo Rask (Otto) and Ines Varga (Nib).": {
        "Ada Pell | cast",
        "Bo Rask | cast | as Otto | joins",
        "Ines Varga | cast | as Nib | joins",
    },
    "Season two will introduce Ada Pell as Mayor Lund.": {"Ada Pell | cast | as Mayor Lund | joins"},
    "Ada Pell and Bo Rask are set as series regulars opposite Otto Dunn.": {
        "Ada Pell | cast | joins",
        "Bo Rask | cast | joins",
        "Otto Dunn | cast",
    },
}
CREWS = {
    "“Mud” stars Ines Varga and was written by Al Roe.": {"Ines Varga | cast | Mud", "Al Roe | writer | Mud"},
    "Bo Rask, the writer behind the cult film “Ebb,” is showrunner.": {"Bo Rask | showrunner"},
    "Bo Rask steps in for Ada Pell as director.": {"Bo Rask | director"},
    "Directors this season are Ada Pell and Bo Rask.": {"Ada Pell | director", "Bo Rask | director"},
    "Ines Varga, author of the story on which the series is based, is here.": {"Ines Varga | based_on_author"},
    "The show's two showrunners, Ada Pell and Bo Rask, wrote it.": {"Ada Pell | showrunner", "Bo Rask | showrunner"},
    "Produced by Ada Pell, p.g.a., and Bo Rask.": {"Ada Pell | producer", "Bo Rask | producer"},
    "Ada Pell will star in and executive produce the drama.": {"Ada Pell | cast", "Ada Pell | executive_producer"},
    "Ada Pell stars and executive produces.": {"Ada Pell | cast", "Ada Pell | executive_producer"},
    "Ada Pell co-creates and stars.": {"Ada Pell | creator", "Ada Pell | cast"},
    "It is directed by Bo Rask and Ada Pell, who both executive produce.": {
        "Bo Rask | director",
        "Ada Pell | director",
        "Bo Rask | executive_producer",
        "Ada Pell | executive_producer",
    },
    "Ada Pell exec produces through her Tall Mast Pictures.": {
        "Ada Pell | executive_producer",
        "Tall Mast Pictures | studio",
    },
    "Bo Rask is producing, with Ada Pell overseeing for the studio.": {"Bo Rask | producer"},
    "Ada Pell and Bo Rask, who share showrunning duties, spoke.": {"Ada Pell | showrunner", "Bo Rask | showrunner"},
    "Ada Pell has run the drama since 2020.": {"Ada Pell | showrunner"},
    "Taking the reins is Ada Pell.": {"Ada Pell | showrunner | joins"},
    "Ada Pell is at the helm of all eight episodes.": {"Ada Pell | director"},
    "Ada Pell directed the rest.": {"Ada Pell | director"},
    "Ada Pell was a co-EP on the show.": {"Ada Pell | co_executive_producer"},
    "The drama was dreamed up by Ada Pell and Bo Rask.": {"Ada Pell | creator", "Bo Rask | creator"},
    "Ada Pell adapted her own stage hit with Bo Rask.": {"Ada Pell | writer", "Bo Rask | writer"},
    "Ada Pell won for her script.": {"Ada Pell | writer"},
    "Ada Pell picked up the directing honor.": {"Ada Pell | director"},
    "Ada Pell cut it, and Bo Rask supplied the score.": {"Ada Pell | editor", "Bo Rask | composer"},
    "Executive producers: Ada Pell (writer) and Bo Rask (director).": {
        "Ada Pell | executive_producer",
        "Ada Pell | writer",
        "Bo Rask | executive_producer",
        "Bo Rask | director",
    },
    "Ada Pell is a writer in Chicago and the author of the novel “Gulls.”": set(),
}
HOUSES = {
    "Long Gull Films is producing.": {"Long Gull Films | studio"},
    "It is made in co-production with Tall Mast Films.": {"Tall Mast Films | studio"},
    "Tall Mast Films is one of the co-production companies.": {"Tall Mast Films | studio"},
}


@pytest.mark.parametrize(("sentence", "expected"), (CASTS | MORE_CASTS | CREWS | HOUSES).items())
def test_a_wording_of_trade_news_gives_its_credits(found: Found, rows: Rows, sentence: str, expected: set[str]) -> None:
    assert rows(found(LEAD + sentence)) == expected
