from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import names


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Zoë Kazan", "zoe-kazan"),
        ("ZOE KAZAN", "zoe-kazan"),
        ("J.J. Abrams", "j-j-abrams"),
        ("Conan O’Brien", "conan-obrien"),
        ("Conan O'Brien", "conan-obrien"),
        ("Star City", "star-city"),
    ],
)
def test_a_slug_is_readable_and_the_same_for_spellings_of_one_name(name: str, slug: str) -> None:
    assert names.slug(name) == slug


def test_a_name_that_ascii_cannot_spell_still_has_a_slug_of_its_own() -> None:
    assert len(names.slug("???")) == 12
    assert names.slug("???") != names.slug("!!!")


def test_long_names_that_begin_alike_have_different_slugs() -> None:
    long = "The Very Long " * 20
    assert names.slug(long + "One") != names.slug(long + "Two")
    assert len(names.slug(long)) <= names.LONGEST_SLUG


@given(st.text())
def test_every_name_has_a_slug_that_can_stand_in_a_url(name: str) -> None:
    slug = names.slug(name)
    assert slug
    assert len(slug) <= names.LONGEST_SLUG
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_the_same_wording_has_one_statement_however_it_is_printed() -> None:
    assert names.statement("“It’s a dream,” ") == names.statement("It's a DREAM")
    assert names.statement("It's a dream") != names.statement("It's a nightmare")


def test_equal_findings_are_told_apart_by_counting() -> None:
    first, second, other = names.finding_ids("a", [("We did.",), ("we  did.",), ("We did not.",)])
    assert len({first, second, other}) == 3
    assert names.finding_ids("a", [("We did.",)]) == [first]


def test_the_article_id_is_the_hash_of_its_url() -> None:
    assert names.article_id("https://gazette.example/1") == "69b0a3183847"


def test_the_best_spelling_has_accents_and_is_not_shouted() -> None:
    assert names.best_spelling(["ZOE KAZAN", "Zoe Kazan", "Zoë Kazan", "zoë kazan"]) == "Zoë Kazan"
