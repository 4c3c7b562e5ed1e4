"""What holds for the credits of every text: offsets, order, no error, linear time."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.extract import story
from scraper.model import ROLES, Address, Article

PIECES = st.sampled_from(
    [
        *"“”‘’()[],;:.—&\n",
        "\n\n",
        " created by ",
        " written and directed by ",
        " stars ",
        " starring ",
        " as ",
        " with ",
        " alongside ",
        " is ",
        " are ",
        " will play ",
        " executive produced by ",
        " serve as showrunners ",
        " the cast includes ",
        " joins the cast of ",
        " based on the novel by ",
        " a spinoff of ",
        " lends her voice to ",
        " for Tall Mast Pictures ",
        " Ada Pell ",
        " Bo de la Rask ",
        "“Low Water”",
        " who ",
        " she ",
        " season two ",
        " on May 4 ",
        " and ",
        " the series ",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200))
NEWS = (
    "Quay has ordered “Low Water,” created by Ada Pell and Bo Rask. It stars Ines Varga as Joan Creel, alongside "
    "Al Roe (“Grey Gull”). Pell and Rask serve as showrunners and executive produce with "
    "Una Sol of Tall Mast Pictures. "
)


def article(text: str, headline: str = "") -> Article:
    return Article(source="test", address=Address("urn:test"), headline=headline, text=text, reader="text")


@given(TEXTS, st.lists(PIECES, max_size=6).map("".join))
@settings(max_examples=400, deadline=None)
def test_evidence_lies_in_the_text_in_reading_order(text: str, headline: str) -> None:
    found = story(article(text, headline))
    places = [(credit.evidence.start, credit.evidence.end) for credit in found.credits]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(credit.role in ROLES for credit in found.credits)
    evidence = [each.evidence for each in found.announcements] + [each.evidence for each in found.links]
    assert all(0 <= each.start <= each.end <= len(text) for each in evidence)
    assert story(article(text, headline)) == found


def seconds(text: str) -> float:
    begun = time.process_time()
    story(article(text))
    return time.process_time() - begun


def test_time_is_linear_in_paragraphs_and_in_one_endless_sentence() -> None:
    for unit in (NEWS + "\n\n", NEWS.replace(". ", ", "), "“Low Water” star Ada Pell in the film Clear Road, "):
        short, long = unit * (20_000 // len(unit)), unit * (160_000 // len(unit))
        least = max(min(seconds(short) for _ in range(2)), 0.005)
        assert seconds(long) < 8 * 4 * least  # eight times the text; four times as slow a machine as a moment ago


def test_lists_within_lists_raise_nothing() -> None:
    deep = "“Low Water” is a drama " + "with Ada Pell with Bo Rask " * 2000
    assert story(article(deep)).credits == story(article(deep)).credits
