"""What is announced beside the kind: the titles of a slate, networks, first episodes, roll-out, genre and logline."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scraper.model import Story

Found = Callable[..., Story]


@pytest.mark.parametrize(
    ("text", "headline", "announced"),
    [
        (
            "Quay has renewed “Low Water” and “Long Road.”",
            "Quay Renews Two",
            [("renewal", "Low Water", None), ("renewal", "Long Road", None)],
        ),
        (
            "“Low Water” returns May 4, while “Long Road” will be back for a third season on June 8.",
            "Quay Sets Premiere Dates",
            [("premiere date", "Low Water", "May 4"), ("renewal", "Long Road", "June 8")],
        ),
        (
            "Quay unveiled its slate.\n\n“Low Water”\n\nA drama by Ada Pell.\n\n“Long Road”\n\nIt premieres June 8.",
            "Quay Orders Two Series",
            [("series order", "Low Water", None), ("series order", "Long Road", "June 8")],
        ),
        (
            "Quay has renewed “Low Water.” Ada Pell created “Long Road,” which premiered on May 4, 2019.",
            "Quay Renews ‘Low Water’",
            [("renewal", "Low Water", None)],
        ),
        (
            "Quay has shared a trailer for “Low Water.” It is set to “Ebb,” a song that will be released on June 8.",
            "Watch the ‘Low Water’ Trailer",
            [("trailer", "Low Water", None)],
        ),
        (
            "Quay has canceled “Low Water.” The cancellation does not affect “Long Road.”",
            "Quay Cancels ‘Low Water’",
            [("cancellation", "Low Water", None)],
        ),
        (
            "Quay scored nine Emmy nominations for “Low Water” and “Long Road.”",
            "Quay Earns Emmy Nominations for ‘Low Water’ and ‘Long Road’",
            [("award", "Low Water", None), ("award", "Long Road", None)],
        ),
    ],
)
def test_each_title_of_a_slate_is_announced(
    found: Found, text: str, headline: str, announced: list[tuple[str, str, str | None]]
) -> None:
    story = found(text, headline)
    assert [(each.kind, each.title, each.date) for each in story.announcements] == announced


@pytest.mark.parametrize(
    ("words", "first", "rollout"),
    [
        ("with the first two episodes, followed by one new episode weekly", 2, "weekly"),
        ("with three episodes, followed by new episodes every Friday", 3, "weekly"),
        ("with a two-episode premiere", 2, None),
        ("with back-to-back episodes", 2, None),
        ("with all eight episodes available at once", None, "all at once"),
        ("and runs over four consecutive nights", None, "daily"),
    ],
)
def test_how_a_series_is_released(found: Found, words: str, first: int | None, rollout: str | None) -> None:
    only = found(f"“Low Water” premieres May 4, 2027 {words}.", "‘Low Water’ Sets Premiere Date").announcements[0]
    assert (only.date, only.premiere_episodes, only.rollout) == ("May 4, 2027", first, rollout)


@pytest.mark.parametrize(
    ("text", "network"),
    [
        ("Apple TV+ has renewed “Low Water.”", "Apple TV+"),
        ("Apple TV has renewed “Low Water.”", "Apple TV"),
        ("Apple has renewed “Low Water.” It streams on Apple TV+.", "Apple TV+"),
        ("“Low Water” has been renewed at BBC One.", "BBC One"),
        ("Former Netflix star Ada Pell returns as Hulu has renewed “Low Water.”", "Hulu"),
        ("“Low Water” has been renewed.", None),
    ],
)
def test_the_network_keeps_the_name_it_has_in_the_text(found: Found, text: str, network: str | None) -> None:
    assert found(text, "‘Low Water’ Renewed").announcements[0].network == network


@pytest.mark.parametrize(
    ("words", "medium", "genre"),
    [
        ("the psychological thriller series “Low Water”", "series", "psychological thriller"),
        ("“Low Water,” a six-part limited series", "limited series", None),
        ("“Low Water,” a period drama limited series", "limited series", "period drama"),
        ("“Low Water,” a feature documentary", "documentary", None),
        ("the animated holiday special “Low Water”", "special", None),
        ("the western “Low Water”", None, "western"),
        ("the series, titled “Low Water,”", "series", None),
        ("the second season of the thriller “Low Water”", "series", "thriller"),
        ("the mini-series “Low Water”", "limited series", None),
        ("the six-part thriller “Low Water”", "series", "thriller"),
        ("the romantic comedy “Low Water”", None, "romantic comedy"),
    ],
)
def test_medium_and_genre_as_stated(found: Found, words: str, medium: str | None, genre: str | None) -> None:
    (title,) = found(f"Hulu today unveiled {words} on Monday.").titles
    assert (title.kind, title.genre) == (medium, genre)


@pytest.mark.parametrize(
    ("text", "logline"),
    [
        ("“Low Water” follows a pilot who loses the sea.", "a pilot who loses the sea"),
        ("Hulu ordered “Low Water.” The series tells the story of two sisters in Hull.", "two sisters in Hull"),
        ("Hulu ordered “Low Water.” The logline reads: “A pilot loses the sea.”", "A pilot loses the sea"),
        ("Hulu ordered “Low Water.” The order follows a pilot shot last year.", None),
        ("“Low Water” follows a pilot who loses the sea, according to the Ledger.", "a pilot who loses the sea"),
    ],
)
def test_what_it_is_about_as_stated(found: Found, text: str, logline: str | None) -> None:
    assert found(text, "Hulu Orders ‘Low Water’").titles[0].logline == logline


@pytest.mark.parametrize(
    ("text", "season", "episodes"),
    [
        ("Hulu has renewed “Low Water” for a third season of eight episodes.", "3", 8),
        ("Hulu has renewed “Low Water” for season four.", "4", None),
        ("Hulu has renewed “Low Water” for a second season ahead of the season one finale.", "2", None),
        ("Hulu has canceled “Low Water,” which will not return for a third season.", None, None),
        ("“Low Water” premieres May 4 with the first two of its ten episodes.", None, 10),
        ("Hulu has renewed “Low Water,” with more fans than any other show has had in its first season.", None, None),
        ("“Low Water” premieres May 4. Fans have watched two episodes.", None, None),
    ],
)
def test_the_season_announced_and_all_its_episodes(
    found: Found, text: str, season: str | None, episodes: int | None
) -> None:
    only = found(text, "‘Low Water’").announcements[0]
    assert (only.season, only.episodes) == (season, episodes)
