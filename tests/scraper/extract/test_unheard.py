"""Networks that no vocabulary has: found by what they do, and nobody else taken for one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scraper.model import Story

Found = Callable[..., Story]


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("A Pilot Comes to Television", "Brindle has ordered “Low Water,” a drama about a pilot."),
        ("‘Low Water’ Will Go On", "Brindle today announced that it will. Brindle has renewed “Low Water.”"),
        ("‘Low Water’ Will Go On", "On Monday, Brindle officially picked up the drama series “Low Water.”"),
        ("‘Low Water’ Will Go On", "Brindle has handed “Low Water” a second season."),
        ("‘Low Water’ Is Over", "The sea is calm. Brindle has canceled the harbor comedy “Low Water.”"),
        ("A Pilot Comes to Television", "Brindle today announced a series order for “Low Water.”"),
        ("‘Low Water’ Has a Date", "Brindle has set a premiere date for “Low Water.”"),
        ("Brindle Renews ‘Low Water’ for a Second Season", "“Low Water” goes on, Brindle said."),
        ("‘Low Water’ Canceled by Brindle After Two Seasons", "“Low Water” ends in May, Brindle said."),
        ("A Pilot Comes to Television", "The streaming service Brindle will make “Low Water.”"),
        ("A Pilot Comes to Television", "Brindle, a streamer from Kaldvik, will make “Low Water.”"),
        ("A Pilot Comes to Television", "Brindle goes to sea. The streaming service has ordered “Low Water.”"),
        ("‘Low Water’ Is Near", "The Brindle series “Low Water” will debut on Brindle on May 4."),
        ("‘Low Water’ Has a Trailer", "Brindle shared the trailer for “Low Water.” It streams on Brindle from May 4."),
        ("Ada Pell Leads Brindle Drama ‘Low Water’", "Ada Pell stars in “Low Water,” Brindle’s new drama."),
    ],
)
def test_a_network_is_known_by_what_it_does(found: Found, headline: str, text: str) -> None:
    assert [title.network for title in found(text, headline).titles] == ["Brindle"]


def test_a_network_of_two_words_keeps_both(found: Found) -> None:
    told = found("Brindle Plus has renewed “Low Water” for a second season.", "‘Low Water’ Renewed")
    assert told.announcements[0].network == "Brindle Plus"


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("‘Low Water’ Will Go On", "Ada Pell made it. Pell has ordered a second season of “Low Water.”"),
        ("Ada Pell Sets ‘Low Water’ Premiere", "Ada Pell has set a premiere for the series “Low Water.”"),
        ("‘Low Water’ Will Go On", "She has ordered a second season of “Low Water.”"),
        ("‘Low Water’ Will Go On", "Producers have ordered a second season of “Low Water.” The producers are glad."),
        ("Theater Cancels ‘Low Water’", "The theater will not show the drama “Low Water.” Theater people mourn."),
        ("Brindle Cancels ‘Low Water’ Premiere", "The premiere of “Low Water” is off, Brindle said."),
        ("‘Low Water’ Will Go On", "Brindle Pictures has ordered a second season of “Low Water.”"),
        ("‘Low Water’ Is Near", "The drama “Low Water” will premiere on Broadway on Friday."),
        ("‘Low Water’ Is Near", "The drama “Low Water” will premiere on Brindle."),
        ("‘Low Water’ Is Near", "The Brindle series “Low Water” won a prize."),
        ("‘Low Water’ Goes On", "Kaldvik renewed for a third season, “Low Water” did too."),
        ("Brindle Orders New Ships", "Brindle has ordered four ships, said Ada Pell, who stars in “Low Water.”"),
        ("A Streamer Plays", "The streamer Ada Pell has a part in “Low Water.”"),
    ],
)
def test_nobody_else_is_a_network(found: Found, headline: str, text: str) -> None:
    assert {title.network for title in found(text, headline).titles} == {None}


def test_who_orders_is_the_network_and_not_who_is_also_named(found: Found) -> None:
    told = found("Brindle has renewed “Low Water.” Ada Pell, who made it, came from Hulu.", "‘Low Water’ Goes On")
    assert told.announcements[0].network == "Brindle"
