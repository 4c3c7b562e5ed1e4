"""What a reader types, and what is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.model import Address, Article, Credit, Party, Publisher, Quote, Span, Story, Title
from storage import search
from storage.archive import Archive
from storage.question import question
from storage.search import Group, Piece, Query, Row, in_parts
from storage.stamps import moment

NOW = moment("2026-11-22T09:30:00Z")
LINES = (
    ("Zoë Marlow", "We built the harbor out of borrowed lanterns and nobody noticed"),
    ("Łukasz Børresen", "A lighthouse keeper counts the ships that never come"),
    ("Zoë Marlow", "Nobody noticed the lanterns at first"),
    ("Ines Okafor", "The ferry leaves before the tide does, and so do we"),
    ("John Reedy", "Every harbor has a bell that <b>nobody</b> rings"),
)


def story(number: int, speaker: str, line: str, *, source: str = "gazette") -> Story:
    text = f"“{line},” said {speaker}.\n\n{speaker} wrote Salt & Lanterns."
    credit = text.index(f"{speaker} wrote")
    return Story(
        article=Article(
            source=source,
            address=Address(f"https://{source}.example/{number}"),
            headline=f"News {number} of the coast",
            text=text,
            reader="layout",
        ),
        extractor="1",
        quotes=(Quote(parts=(Span(1, 1 + len(line)),), speakers=(Party(speaker),)),),
        credits=(
            Credit(
                party=Party(speaker), role="writer", evidence=Span(credit, len(text)), title="Salt & Lanterns: A Tide"
            ),
        ),
        titles=(Title(name="Salt & Lanterns: A Tide", aliases=("The Brine Show",)),),
    )


@pytest.fixture(scope="module")
def query(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Query]:
    path = tmp_path_factory.mktemp("search") / "archive.db"
    with Archive(path) as archive:
        archive.register([Publisher(slug=slug, name=slug.title()) for slug in ("gazette", "lantern")])
        for number, (speaker, line) in enumerate(LINES):
            archive.save(story(number, speaker, line), captured_at=NOW + timedelta(hours=number))
        archive.save(story(9, *LINES[1], source="lantern"), captured_at=NOW + timedelta(days=1))
    with closing(opened(path)) as connection:

        def rows(sql: str, **parameters: object) -> list[Row]:
            found: list[Row] = connection.execute(sql, parameters).fetchall()
            return found

        yield rows


def opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    return connection


def ask(query: Query, words: str, limit: int = 5) -> dict[str, Group]:
    return search.search(query, question(words), limit)


def lines(group: Group) -> list[str]:
    return [hit.row["text"] for hit in group.hits]


class TestQuotes:
    def test_a_line_is_found_by_some_of_its_words(self, query: Query) -> None:
        assert lines(ask(query, "harbor borrowed")["quotes"]) == [LINES[0][1]]

    def test_words_side_by_side_come_before_words_apart(self, query: Query) -> None:
        assert lines(ask(query, "noticed the lanterns")["quotes"])[0] == LINES[2][1]
        assert lines(ask(query, "nobody noticed")["quotes"])[:2] in (
            [LINES[0][1], LINES[2][1]],
            [LINES[2][1], LINES[0][1]],
        )

    def test_a_line_remembered_with_a_wrong_word_is_found_and_said_to_be_another(self, query: Query) -> None:
        (hit,) = ask(query, "lighthouse captain counts ships")["quotes"].hits
        assert hit.row["text"] == LINES[1][1]
        assert not hit.all_words
        assert ask(query, "lighthouse keeper counts ships")["quotes"].hits[0].all_words

    def test_the_last_word_may_be_only_begun(self, query: Query) -> None:
        assert lines(ask(query, "lighthouse keep")["quotes"]) == [LINES[1][1]]

    def test_what_many_places_print_is_found_once(self, query: Query) -> None:
        group = ask(query, "lighthouse keeper")["quotes"]
        assert [hit.row["places"] for hit in group.hits] == [2]
        assert group.count == 2

    def test_words_and_who_said_them(self, query: Query) -> None:
        assert lines(ask(query, "marlow borrowed")["quotes"]) == [LINES[0][1]]
        assert ask(query, "okafor borrowed")["quotes"].hits == ()

    def test_a_name_alone_finds_what_they_said_the_newest_first(self, query: Query) -> None:
        assert lines(ask(query, "zoe marlow")["quotes"]) == [LINES[2][1], LINES[0][1]]

    def test_the_words_stand_out_where_they_stand(self, query: Query) -> None:
        (hit,) = ask(query, '"harbor out"')["quotes"].hits
        assert [piece.text for piece in hit.excerpt if piece.found] == ["harbor out"]
        assert "".join(piece.text for piece in hit.excerpt) == LINES[0][1]

    def test_markup_in_a_text_is_text(self, query: Query) -> None:
        (hit,) = ask(query, "bell rings")["quotes"].hits
        assert "<b>nobody</b>" in "".join(piece.text for piece in hit.excerpt)


class TestNames:
    @pytest.mark.parametrize(
        ("typed", "person"),
        [
            ("zoe", "zoe-marlow"),
            ("Zoë Marlow", "zoe-marlow"),
            ("MARLOW zo", "zoe-marlow"),
            ("lukasz", "lukasz-borresen"),
            ("Łukasz", "lukasz-borresen"),
            ("borresen", "lukasz-borresen"),
            ("Børresen", "lukasz-borresen"),
            ("ine oka", "ines-okafor"),
        ],
    )
    def test_a_person_is_found_without_accents_and_by_beginnings(self, query: Query, typed: str, person: str) -> None:
        assert [hit.key for hit in ask(query, typed)["people"].hits] == [person]

    @pytest.mark.parametrize("typed", ["salt lanterns", "Salt & Lanterns: A Tide", "brine", "lantern tide"])
    def test_a_title_is_found_by_any_of_its_forms(self, query: Query, typed: str) -> None:
        assert [hit.key for hit in ask(query, typed)["titles"].hits] == ["salt-lanterns-a-tide"]

    @pytest.mark.parametrize("typed", ["zoe", "ine oka", "Łukasz", "the", '"harbor out" borrowed'])
    def test_what_is_counted_is_what_the_table_finds(self, query: Query, typed: str) -> None:
        for table, group in ask(query, typed).items():
            found = query(
                f"select count(*) as n from {table}_fts where {table}_fts match :words", words=group.expression
            )
            assert found[0]["n"] == group.count

    def test_credits_and_articles_have_their_own_groups(self, query: Query) -> None:
        found = ask(query, "okafor wrote")
        assert [hit.row["name"] for hit in found["credits"].hits] == ["Ines Okafor"]
        assert [hit.row["headline"] for hit in found["articles"].hits] == ["News 3 of the coast"]
        assert found["articles"].hits[0].row["source"] == "Gazette"

    def test_a_headline_weighs_more_than_the_text(self, query: Query) -> None:
        assert ask(query, "news 4")["articles"].hits[0].row["headline"] == "News 4 of the coast"


class TestAnyInput:
    @pytest.mark.parametrize(
        "typed",
        [
            "",
            " ",
            '"',
            '""',
            "*",
            "a*",
            "^a",
            "-a",
            "a OR",
            "NEAR(a b",
            "{headline}: a",
            "a:b",
            "AND",
            "(",
            "a\x00b",
            "'",
            ";--",
        ],
    )
    def test_is_a_safe_question(self, query: Query, typed: str) -> None:
        ask(query, typed)

    @given(typed=st.text(max_size=400) | st.text(alphabet='ab"*^:(){}-+ ANDORTE', max_size=60))
    def test_whatever_is_typed(self, query: Query, typed: str) -> None:
        found = ask(query, typed)
        assert all(len(group.hits) <= 5 for group in found.values())

    def test_operators_are_words(self, query: Query) -> None:
        assert lines(ask(query, "ferry AND tide")["quotes"])[0] == LINES[3][1]
        assert not ask(query, "ferry NOT tide")["quotes"].hits[0].all_words  # "not" is in none of them

    def test_nothing_asked_nothing_found(self, query: Query) -> None:
        assert ask(query, " *?! ") == {}


def test_an_excerpt_is_marked_where_the_article_breaks_into_the_quote() -> None:
    text = "Wait here, for me now, all day."
    lengths = [10, 11, 8]
    assert in_parts((Piece(text),), text, lengths) == (Piece("Wait here, … for me now, … all day."),)
    cut = (Piece("…here, "), Piece("for me", found=True), Piece(" now, all…"))
    assert [piece.text for piece in in_parts(cut, text, lengths)] == ["…here, … ", "for me", " now, … all…"]
    assert in_parts((Piece(text),), text, [len(text)]) == (Piece(text),)
