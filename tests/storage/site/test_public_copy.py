"""What a copy made for the public shows of the press: what was found, and where something is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from served import NOW, URL, get

from scraper.model import Address, Article, Party, Publisher, Quote, Span, Story
from storage import names
from storage.archive import Archive
from storage.publish import publish
from storage.serve import Server, start


class TestPublicCopy:
    PRESS = "Nothing here.\n\n“We built it,” said Zoë Marlow.\n\nNor is there here."

    @pytest.fixture(scope="class")
    @classmethod
    def public(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
        folder = tmp_path_factory.mktemp("public")
        start_of = cls.PRESS.index("We")
        said = Quote(parts=(Span(start_of, start_of + 12),), speakers=(Party("Zoë Marlow"),))
        with Archive(folder / "archive.db") as archive:
            archive.register(
                [Publisher(slug="gazette", name="Harbor Gazette"), Publisher(slug="quay", name="Quay", reuse="release")]
            )
            for source in ("gazette", "quay"):
                for hour, text in ((9, cls.PRESS), (12, cls.PRESS.replace("Nothing", "Something"))):
                    found = Story(
                        article=Article(
                            source=source,
                            address=Address(f"{URL}/{source}"),
                            headline="Built",
                            text=text,
                            reader="layout",
                        ),
                        extractor="1",
                        quotes=(said,) if hour == 9 else (replace(said, parts=(Span(start_of + 2, start_of + 14),)),),
                    )
                    archive.save(found, captured_at=NOW.replace(hour=hour))
        publish(folder / "archive.db", folder / "copy.db", made_at=NOW, software="onrecord")
        with start(folder / "copy.db") as server:
            yield server

    def test_an_article_of_the_press_is_its_excerpts(self, public: Server) -> None:
        page = get(public, f"copy/articles/{names.article_id(f'{URL}/gazette')}")
        assert "Only the sentences around what was found stand here" in page
        assert '<span class="quote">We built it,</span>” said Zoë Marlow.' in page
        assert "Nor is there here" not in page

    def test_a_press_release_is_whole(self, public: Server) -> None:
        page = get(public, f"copy/articles/{names.article_id(f'{URL}/quay')}")
        assert "Only the sentences" not in page
        assert "Nor is there here" in page

    def test_excerpts_are_not_compared(self, public: Server) -> None:
        press = get(public, f"copy/versions/{names.article_id(f'{URL}/gazette')},2")
        assert "cannot show how the text changed" in press
        assert "What changed here: the text." in press
        release = get(public, f"copy/versions/{names.article_id(f'{URL}/quay')},2")
        assert "<del>Nothing</del><ins>Something</ins>" in release

    def test_the_first_page_says_what_it_is(self, public: Server, server: Server) -> None:
        assert "This is a public copy, made 22 November 2026." in get(public, "")
        assert "This is a public copy" not in get(server, "")

    def test_every_page_opens_without_the_private_tables(self, public: Server) -> None:
        for path in ("copy/sources/gazette", "copy", "copy/quotes", "copy/people/zoe-marlow"):
            assert get(public, path)
