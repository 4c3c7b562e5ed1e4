"""Which works a text names, and which one it is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scraper.model import Mark, Span, Story

Found = Callable[..., Story]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quay has renewed “Low Water” for a second season.", "Low Water"),
        ("Quay has renewed ‘Low Water’ for a second season.", "Low Water"),
        ("Quay has ordered a new series titled Low Water from Ada Pell.", "Low Water"),
        ("Ada Pell will star in the sci-fi series Low Water for Quay.", "Low Water"),
        ("The second season of Low Water will premiere on May 4.", "Low Water"),
        ("HBO’s Low Water, created by Ada Pell, is back.", "Low Water"),
        ("Quay has ordered Low Water, a six-part spy drama.", "Low Water"),
        # What is said of a work alone.
        ("Grey Gull (1986), starring Ada Pell, came first.", "Grey Gull"),
        ("She was also in How to Row a Boat (1953) with Bo Rask.", "How to Row a Boat"),
        ("Grey Gull, directed by Ada Pell, is long.", "Grey Gull"),
        ("Directed by Ada Pell, Grey Gull has won nothing.", "Grey Gull"),
        ("Grey Gull returns for its third season in May.", "Grey Gull"),
        # Where nobody stands, a title may look like a name.
        ("He spoke of his newest film, Blue Joan, and of boats.", "Blue Joan"),
        ("The beloved television program Joan—it ran for years—is back.", "Joan"),
        ("With her was fellow Blue Joan star Bo Rask.", "Blue Joan"),
        ("Joan star Ada Pell cut her hair.", "Joan"),
        ("Joan executive producer Bo Rask was there.", "Joan"),
        ("He may appear in season 4 of Joan.", "Joan"),
        ("He had a role in Ada and Bo as a clerk.", "Ada and Bo"),
        ("It began with 1980's Ada and Bo, a tale of two clerks.", "Ada and Bo"),
        ("She won an award for her role in Kaldvik, a film.", "Kaldvik"),
        # Words that lead to one.
        ("I went to a screening of The Grey Gull by the sea.", "The Grey Gull"),
        ("The first scene of Northern Oasis shows a boat.", "Northern Oasis"),
        ("A scene from Oasis, based on a memoir.", "Oasis"),
        ("It is a companion series to Band of Gulls and The Oasis, both of which ran.", "The Oasis"),
        ("It was her groundbreaking debut Oasis.", "Oasis"),
        ("The studio won an award for OASIS and a short film.", "OASIS"),
        ("The actor's monologue Rowing to London was filmed.", "Rowing to London"),
        ("It came out following A Boat Named Sorrow, and before the war.", "A Boat Named Sorrow"),
        ("They showed streaming versions of Oasis or Grey Gull 90.", "Oasis"),
        ("Ada Pell (Grey Gull's Joan Creel) was cast.", "Grey Gull"),
        ("She made short film The Hare, the Crow, and the Kettle for Quay.", "The Hare, the Crow, and the Kettle"),
        ("Quay has renewed Grey Gull, from creator Ada Pell, for more.", "Grey Gull"),
        ("Quay has handed Grey Gull a ten-episode third season.", "Grey Gull"),
        ("Ada Pell will star in the Netflix movie A Boat for Joan. It is long.", "A Boat for Joan"),
        ("Quay has ordered “Small Craft, Inc.,” from Ada Pell.", "Small Craft, Inc."),
        ("Ada Pell (Low Country Rain) and Bo Rask (The Long Ebb) are in “Grey Gull.”", "Low Country Rain"),
        ("Ada Pell is joining Grey Gull for its third season.", "Grey Gull"),
        ("Bo Rask, star of the series Small Craft, Inc., joins.", "Small Craft, Inc."),
        ("“Oasis” premieres May 4.", "Oasis"),
        ("Oasis premieres May 4, followed by Low Water on June 8 and Grey Gull on July 9.", "Grey Gull"),
        ("The Grey Gull star has been up since four.", "Grey Gull"),
        ("Quay has acquired Wheels, a portrait of a skater.", "Wheels"),
        ("Ada Pell now plays a harbor pilot on The Grey Line, and sings.", "The Grey Line"),
        ("Cameras have begun rolling in the west of Wales on The Long Ebb, a six-part drama.", "The Long Ebb"),
        # Lists.
        ("It is one of the movies Keepers of the Salt Moon and Oasis, which won.", "Keepers of the Salt Moon"),
        ("It competes against movies that include Joan, Oasis, and Past Gulls.", "Joan"),
        ("Many shows did, 30 Boats, Joan, Grey Gull, and a ton of other shows.", "30 Boats"),
        ("It was popular in that genre (Grey Gull, Doc Boat), and then it was not.", "Doc Boat"),
        ("They filmed episodes of Santa Gull, Oasis and Big Small Lies; also a film.", "Big Small Lies"),
    ],
)
def test_a_title_is_found(found: Found, text: str, expected: str) -> None:
    assert expected in [title.name for title in found(text).titles]


@pytest.mark.parametrize(
    "text",
    [
        "The film will be in cinemas ahead of its debut on Orrin.",
        "The film has its festival debut in Kaldvik.",
        "The band played hits including “Grey Gull” and other songs.",
        "She won the award for “Best Boat in a Drama” on Sunday.",
        "Jo “The Glove” Bell was there.",
        "“I never liked boats,” said Ada Pell.",
        "The music includes “Slow Boat” by Gullhat and “Oar” by Bo Rask.",
        "The actor, who plays “Nib” the porter, was late.",
        "Ada Pell was “The Girl Who Rowed” on Friday.",
        "It was the main attraction at the “Made By Sea” BoatFest.",
        "The recurring “Last Oar” segment was cut.",
        "One episode (“Ashore”) has no words.",
        "This article first appeared on “BoatNews.com”.",
        "He is working on an “Untitled Ada Pell Project” for Quay.",
        "The film Pell is starring in has no name, said Ada Pell.",
        "Ada Pell was made by producer Bo Rask (Ada Bell, Goo Goo Gulls, Joan Creel).",
        "She has stepped down from the drama, The Quay Show has learned, after two years.",
        "The images are set to “Ebb Hymn,” from the original score.",
        "Subtitled “The Harbor,” the new season has no end.",
        "He leads a cast of Ada Pell, Bo Rask and Ines Varga.",
        "He flew in the Falklands War (1982) with others.",
    ],
)
def test_songs_awards_nicknames_places_and_speech_are_no_titles(found: Found, text: str) -> None:
    assert found(text).titles == ()


def test_emphasis_marks_a_title(found: Found) -> None:
    text = "Quay has picked up Low Water again."
    story = found(text, marks=(Mark("emphasis", Span(19, 28)),))
    assert [title.name for title in story.titles] == ["Low Water"]


def test_medium_and_network_are_those_stated(found: Found) -> None:
    story = found("Apple TV+ has ordered the drama series “Low Water” from Ada Pell.")
    assert [(t.name, t.kind, t.network) for t in story.titles] == [("Low Water", "series", "Apple TV+")]


def test_a_spinoff_is_linked_to_what_it_comes_from(found: Found) -> None:
    story = found("Quay has ordered “Grey Gull: Landfall,” a spinoff of its drama “Grey Gull.”")
    assert [(x.title, x.relation, x.other) for x in story.links] == [
        ("Grey Gull: Landfall", "spin_off_of", "Grey Gull")
    ]


def test_an_untitled_project_has_no_invented_title(found: Found) -> None:
    story = found("Quay is developing a new series about boats starring Ada Pell.", "Quay Developing New Series")
    assert [(c.party.name, c.role, c.title) for c in story.credits] == [("Ada Pell", "cast", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Here is what is new this year:\n\nLow Water\n\nSugar Boat\n\nJoan\n\nOasis (Season 2)\n\nEnjoy.",
            ["Low Water", "Sugar Boat", "Joan", "Oasis"],
        ),
        (
            "Oasis (3)\n\nOutstanding Boat\n\nLow Water (2)\n\nOutstanding Oar\n\nSugar Boat (1)\n\nOutstanding Sail",
            ["Oasis", "Low Water", "Sugar Boat"],
        ),
        (
            "A slate.\n\nGrey Gull — A pilot (Ada Pell) is lost.\n\nLow Water: Night One — Bo Rask stars as a clerk.",
            ["Grey Gull", "Low Water: Night One"],
        ),
        (
            "New.\n\nGrey Gull (Mondays, 9 p.m.) — Created by Bo Rask.\n\nThe Long Ebb (Tuesdays) — It stars Ada Pell.",
            ["Grey Gull", "The Long Ebb"],
        ),
        ("Q: Junior — Here he is.\n\nA: Sonos — It stars music.", []),
        ("The cast of the new films:\n\nAda Pell\n\nMary Rask\n\nJohn Creel\n\nIt is long.", []),
    ],
)
def test_lists_with_one_title_a_paragraph(found: Found, text: str, expected: list[str]) -> None:
    assert [title.name for title in found(text).titles] == expected


@pytest.mark.parametrize(
    ("headline", "text", "expected"),
    [
        ("Grey Gull Renewed for Season 3 at Quay", "The tale of Grey Gull goes on, Quay said.", ["Grey Gull"]),
        ("Quay Renews Grey Gull for Season 3", "It is the third for Grey Gull, which is long.", ["Grey Gull"]),
        ("Grey Gull's Season Finale: From A Boat To The Sea", "Last night Grey Gull ended with a bang.", ["Grey Gull"]),
        ("Grey Gull to End With Season 4", "Grey Gull will end with its fourth season, Quay said.", ["Grey Gull"]),
        ("Season 3 of Grey Gull Adds Ada Pell", "The tale of Grey Gull goes on.", ["Grey Gull"]),
        ("Inside the Making of Grey Gull", "It took years to make Grey Gull, a film of the sea.", ["Grey Gull"]),
        ("Quay Sets Two Boats", "Quay has two boats.", []),
        ("Ada Pell Returns to the Sea", "Ada Pell returns to the sea.", []),
        ("Quay Boss “Open” To More ‘Grey Gull’", "You watched “Grey Gull” to the end.", ["Grey Gull"]),
    ],
)
def test_titles_that_the_headline_gives(found: Found, headline: str, text: str, expected: list[str]) -> None:
    assert [title.name for title in found(text, headline=headline).titles] == expected


@pytest.mark.parametrize(
    "text",
    [
        "“Low Water,” previously titled “Grey Gull,” stars Ada Pell. Bo Rask, who created “Grey Gull,” is back.",
        "“Low Water,” which was ordered as “Grey Gull,” stars Ada Pell. Bo Rask created “Grey Gull.”",
    ],
)
def test_a_former_name_is_an_alias(found: Found, text: str) -> None:
    told = found(text, headline="‘Low Water’ Sets Date")
    assert [(title.name, title.aliases) for title in told.titles] == [("Low Water", ("Grey Gull",))]
    assert {credit.title for credit in told.credits} == {"Low Water"}


def test_what_somebody_made_before_is_not_what_the_next_sentence_is_about(found: Found) -> None:
    told = found(
        "Quay has renewed “Grey Gull.”\n\nAl Roe is the writer behind the cult film “Mud.” Bo Rask executive produces.",
        headline="Quay Renews ‘Grey Gull’",
    )
    assert [credit.title for credit in told.credits if credit.party.name == "Bo Rask"] == ["Grey Gull"]


def test_a_paper_that_the_page_sets_apart_is_no_title(found: Found) -> None:
    text = "“It floats,” she told The Quay Ledger on Friday. She is filming Low Water."
    marks = tuple(
        Mark("emphasis", Span(at, at + len(name)))
        for name in ("The Quay Ledger", "Low Water")
        if (at := text.index(name))
    )
    assert [title.name for title in found(text, marks=marks).titles] == ["Low Water"]


def test_a_title_that_is_set_apart_elsewhere_is_not_cut(found: Found) -> None:
    told = found("They lead the cast of Joan and the Paper Boat.", headline="Quay sets ‘Joan and the Paper Boat’")
    assert [title.name for title in told.titles] == ["Joan and the Paper Boat"]


def test_words_of_a_title_are_no_network(found: Found) -> None:
    told = found("Ada Pell wrote the film “A Short History of Boats,” a comedy.")
    assert [title.network for title in told.titles] == [None]


@pytest.mark.parametrize(
    ("headline", "text", "main"),
    [
        (
            "Grey Water Bay Adds Cast Members, Names Bo Rask ‘Night Desk’ Host",
            "Grey Water Bay creator Ada Pell has named Bo Rask host of “Night Desk.”\n\nInes Varga will direct.",
            "Grey Water Bay",
        ),
        (
            "Grey Gull Actors Discuss the Sea",
            "The cast saw “Grey Gull: The Exhibition.” The series Grey Gull is back. Ines Varga will direct.",
            "Grey Gull",
        ),
    ],
)
def test_the_main_title_is_the_show_that_the_headline_opens_with(
    found: Found, headline: str, text: str, main: str
) -> None:
    told = found(text, headline=headline)
    assert [credit.title for credit in told.credits if credit.party.name == "Ines Varga"] == [main]
