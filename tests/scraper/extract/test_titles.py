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
