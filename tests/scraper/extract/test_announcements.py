"""What is announced: the kind of news, and the date as stated."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scraper.extract.titles.stated_dates import stated_dates
from scraper.model import Story

Found = Callable[..., Story]


@pytest.mark.parametrize(
    ("headline", "text", "kind"),
    [
        ("‘Low Water’ Renewed at Quay", "Quay has renewed “Low Water” for a third season.", "renewal"),
        ("Quay Orders ‘Low Water’", "Quay has given a series order to “Low Water,” a drama.", "series order"),
        ("Quay Cancels ‘Low Water’", "Quay has canceled “Low Water” after two seasons.", "cancellation"),
        ("Ada Pell Joins ‘Low Water’", "Ada Pell has joined the cast of “Low Water.”", "casting"),
        ("Watch the ‘Low Water’ Trailer", "Quay has released a trailer for “Low Water.”", "trailer"),
        ("‘Low Water’ Sets Premiere Date", "“Low Water” will premiere on May 4.", "premiere date"),
        ("Quay Buys ‘Low Water’", "Quay has acquired U.S. rights to “Low Water.”", "deal"),
        ("‘Low Water’ Wins Emmy", "“Low Water” won an Emmy award on Sunday.", "award"),
    ],
)
def test_the_kind_of_news(found: Found, headline: str, text: str, kind: str) -> None:
    assert [each.kind for each in found(text, headline).announcements] == [kind]


def test_nothing_is_announced_where_there_is_no_news(found: Found) -> None:
    assert found("It rained all day at the harbor.").announcements == ()


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("It arrives on Friday, February 19, 2027.", "Friday, February 19, 2027", "day"),
        ("It arrives on 19 February 2027.", "19 February 2027", "day"),
        ("It arrives this fall.", "this fall", "month"),
        ("It arrives in March.", "March", "month"),
        ("It arrives in 2027.", "2027", "year"),
    ],
)
def test_dates_keep_their_words_and_their_precision(text: str, date: str, precision: str) -> None:
    assert [(each.text, each.precision) for each in stated_dates(text, 0, len(text))] == [(date, precision)]


def test_the_premiere_is_told_from_other_dates(found: Found) -> None:
    text = (
        "“Low Water” will premiere globally on Friday, February 19, 2027, with the first two episodes, "
        "followed by one new episode weekly through April 16. Production began on June 8."
    )
    only = found(text, "‘Low Water’ Sets Premiere Date").announcements[0]
    assert (only.title, only.date, only.date_precision) == ("Low Water", "Friday, February 19, 2027", "day")


def test_season_and_episodes(found: Found) -> None:
    only = found("Quay has renewed “Low Water” for a third season of 10 episodes.").announcements[0]
    assert (only.kind, only.season, only.episodes) == ("renewal", "3", 10)
