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


@pytest.mark.parametrize(
    ("headline", "text", "kind"),
    [
        (
            "Quay Is Turning ‘Reeds’ Into a TV Show",
            "The hit podcast “Reeds” is becoming a television show.",
            "series order",
        ),
        (
            "‘Low Water’ Reboot in the Works",
            "A reboot of the drama “Low Water” is in the works at Quay.",
            "series order",
        ),
        ("Quay Bets on ‘Low Water’", "Quay has made a two-season commitment to “Low Water.”", "series order"),
        (
            "Quay to Film ‘Low Water’",
            "Quay has partnered with Tall Mast on a four-part drama, “Low Water.”",
            "series order",
        ),
        ("More ‘Low Water’", "There will be a second season of “Low Water,” Quay said.", "renewal"),
        ("Quay Picks Up ‘Low Water’ for Two More Seasons", "“Low Water” has a future.", "renewal"),
        ("‘Low Water’ Won't Return for Season 2", "“Low Water” will not be back for a second season.", "cancellation"),
        ("Quay drops ‘Low Water’ after two series", "Quay will make no more of “Low Water.”", "cancellation"),
        ("Quay Not Renewing ‘Low Water’", "Quay will not renew “Low Water.”", "cancellation"),
        ("‘Low Water’ Ending With Season 3", "“Low Water” will wrap up with its third season.", "cancellation"),
        ("Pell Will Not Be Back for ‘Low Water’ Season 4", "Ada Pell has left “Low Water.”", "casting"),
        ("‘Low Water’ Confirms Its Cast", "Quay has confirmed the cast of “Low Water.”", "casting"),
        ("Ada Pell Fired From ‘Low Water’", "Ada Pell has been fired.", "casting"),
        ("Bo Rask Replaces Al Roe in ‘Low Water’", "Bo Rask has a new job.", "casting"),
        ("Oscar Winner Ada Pell Joins ‘Low Water’", "Ada Pell will be in “Low Water.”", "casting"),
        ("‘Low Water’ Is Now Streaming on Quay", "“Low Water,” the new spy drama, is here.", "premiere date"),
        ("‘Low Water’ Lands on Quay This Friday", "“Low Water” has two episodes.", "premiere date"),
        ("Pell Fights the Tide in New ‘Low Water’ Clip", "Quay has a clip from “Low Water.”", "trailer"),
        ("Sneak Peek Images of ‘Low Water’", "Quay has shared images from “Low Water.”", "first look"),
        ("Copper Gate Buys Festival Hit ‘Low Water’", "Copper Gate paid millions for “Low Water.”", "deal"),
        ("Quay Looking to License Films", "Quay is in talks to license films such as “Low Water.”", "deal"),
        ("Quay Received 9 Academy Award Nominations", "Quay scored nine nominations, most for “Low Water.”", "award"),
        ("Quay Sells ‘Low Water’ to 30 Countries", "“Low Water” has been sold to 30 countries.", "deal"),
        (
            "Copper Gate Greenlights ‘Low Water’ Sequel",
            "A sequel to the film “Low Water” is coming.",
            "film greenlight",
        ),
        ("Long Road Renewed for Season 3", "Quay renewed the drama “Long Road.” Ada Pell is not returning.", "renewal"),
        (
            "‘Low Water’ Renewed; Pell Not Returning",
            "Ada Pell will not be back for season 3 of “Low Water.”",
            "renewal",
        ),
        (
            "Ada Pell Returning to 'The Early Hour' After Quay Series Cancelation",
            "Ada Pell will host 'The Early Hour' again. Quay canceled her series last month.",
            "casting",
        ),
        ("Quay Sets Four New Dramas", "Quay has announced four new dramas, among them “Low Water.”", "series order"),
        ("Quay Sets Four Release Dates", "“Low Water” is one of four series with a date.", "premiere date"),
        ("‘Low Water’ Leads With Nine Nominations", "“Low Water” earned nine nominations.", "award"),
        ("Cameras Rolling on Quay Drama ‘Low Water’", "Ada Pell is at the harbor for “Low Water.”", "series order"),
        ("Filming Underway on Quay Drama ‘Low Water’", "Ada Pell is at the harbor for “Low Water.”", "series order"),
        ("‘Low Water’ to Become a Film", "“Low Water” is being made into a feature film.", "film greenlight"),
        ("Quay Tops 100 Million Subscribers", "Quay now has more than 100 million subscribers.", "corporate"),
        ("Quay appoints new director of drama", "Quay has appointed Ada Pell.", "executive move"),
    ],
)
def test_the_same_news_in_other_words(found: Found, headline: str, text: str, kind: str) -> None:
    assert [each.kind for each in found(text, headline).announcements] == [kind]


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("Harbor Theater Cancels ‘Low Water’ Premiere", "The premiere of “Low Water” was canceled after threats."),
        (
            "‘Low Water’ Cast, Director Remember That Summer",
            "The cast of “Low Water” met again. All were cast at once.",
        ),
        ("Director Bo Rask Dies at 71", "Bo Rask, who won an Oscar for “Low Water,” was planning to make a film."),
        ("‘Low Water’ Recap: The Trailer Park", "“Low Water” begins where the trailer ended."),
        ("Ada Pell on Leaving ‘Low Water’", "Ada Pell is leaving “Low Water,” and sad."),
        ("Ada Pell Talks ‘Low Water’ Ending", "“Low Water” was canceled, and Ada Pell talks about it."),
        ("Why ‘Low Water’ Was Canceled", "“Low Water” was canceled in May."),
        ("The 20 Best Shows of 2026", "The best of 2026 is “Low Water,” which won awards."),
        ("10 Things You Didn't Know About ‘Low Water’", "“Low Water” was nearly canceled in its first season."),
        ("Is ‘Low Water’ Any Good?", "Quay has an adaptation of “Low Water” in the works, some say."),
        ("Ada Pell Wants to Make a ‘Low Water’ Movie", "Ada Pell would love to make a film of “Low Water.”"),
        ("Quay Turned Five", "The streaming service launched five years ago today, with “Low Water.”"),
        ("Quay Makes ‘Low Water’ Free", "Quay lets those who are not subscribers watch “Low Water.”"),
        ("‘Low Water’ Episode Comes Early", "The third episode of “Low Water” will be released on Wednesday, May 6."),
        ("‘Low Water’ Pop-Up Bar Opens This Weekend", "A bar inspired by “Low Water” opens on Friday."),
        ("Free Outdoor Screening of ‘Low Water’", "“Low Water” will be shown in Harbor Park on August 4."),
        ("‘Low Water’ Exhibit to Open in March", "Costumes of “Low Water” will be shown at the museum in March."),
        ("Tin Phone 16 Likely to Launch on May 4", "The telephone comes out on May 4, in blue."),
        ("Earphones With Better Noise Cancellation", "The earphones have noise cancellation and many options."),
        ("New Box Drops Some Screen Savers", "A category of screen savers has been canceled."),
        ("‘Low Water’ Deserves Better", "Quay renewed “Low Water” for a third season, and nobody cheered."),
        ("‘Low Water’ Should Have Ended Long Ago", "Quay renewed “Low Water” for a third season on Monday."),
        ("Stop Renewing Everything", "Quay renewed “Low Water” for a third season on Monday."),
        ("The Long Tide of ‘Low Water’", "I was asleep on Monday. Quay renewed “Low Water” for a third season."),
        ("The ‘Low Water’ Hotel Is Real", "The hotel of “Low Water” opens its doors to fans this summer."),
    ],
)
def test_what_only_sounds_like_news_announces_nothing(found: Found, headline: str, text: str) -> None:
    assert found(text, headline).announcements == ()


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
        ("It premieres Friday.", "Friday", "day"),
        ("It opens Thursday night.", "Thursday night", "day"),
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


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Tonight, Quay will air “Low Water.”", "Tonight"),
        ("On May 4, Quay will launch “Low Water.”", "May 4"),
        ("“Low Water” returns early next year, says a teaser released today. It will premiere on May 4.", "May 4"),
        ("“Low Water” will still open on May 4, the studio said.", "May 4"),
        ("A trailer for “Low Water” was released today.", None),
        ("“Low Water” had more viewers than the shows that Quay airs have today.", None),
        ("Props of “Low Water” come to the museum, with themes that still matter today.", None),
        ("“Low Water” and Quay launched five years ago today.", None),
        ("“Low Water” is to be shown at this year's Harbor Festival.", None),
        ("Quay did allow “Low Water” to air elsewhere in 2020.", None),
        ("“Low Water” is renewed. It is the most watched series of Quay since its 2024 launch.", None),
        ("“Low Water” has had 40 million viewers since it launched in 2024.", None),
        ("“Low Water” world-premiered in Kaldvik on Sunday. Quay is planning a release in early 2028.", "early 2028"),
        ("“Low Water” had its world premiere in Kaldvik on May 17. A release is set for late 2027.", "late 2027"),
        ("Quay has circled Sunday, April 12 at 9 p.m. ET/PT for the debut of “Low Water.”", "Sunday, April 12"),
        ("Quay picked May 4 for the second-season premiere of “Low Water.”", "May 4"),
        ("“Low Water” will premiere in the spring of 2027.", "spring of 2027"),
        ("“Low Water,” which had been penciled in for late 2027, is now eyeing 2028.", "2028"),
        ("The fourth episode of “Low Water” will be released on May 4.", None),
    ],
)
def test_a_date_is_that_of_the_premiere_or_none(found: Found, text: str, date: str | None) -> None:
    story = found(text, "‘Low Water’ at Quay")
    assert next((each.date for each in story.announcements if each.date), None) == date


def test_the_return_of_another_title_is_not_ones_own(found: Found) -> None:
    text = "“Low Water” has a third season. “Low Water” leads into the return of “Long Road” on May 31."
    story = found(text, "‘Low Water’ Renewed at Quay")
    assert {each.title: each.date for each in story.announcements}["Low Water"] is None


def test_what_somebody_says_of_himself_in_marks_is_no_opinion(found: Found) -> None:
    text = "“I have missed it,” Ada Pell said as Quay renewed “Low Water” for a third season."
    assert [each.kind for each in found(text, "More to Come at the Harbor").announcements] == ["renewal"]


def test_the_evidence_of_a_date_is_the_sentence_that_states_it(found: Found) -> None:
    text = "A photograph by Bo Rask.\n\nThe pier of “Low Water” is real. The film opens on May 4."
    (only,) = found(text, "Where ‘Low Water’ Was Made").announcements
    assert (only.kind, only.evidence.of(text)) == ("other", "The film opens on May 4.")
