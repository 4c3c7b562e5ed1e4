"""An archive that is made again is the same, or is left as it was."""

from __future__ import annotations

import pytest
from archived import count, dump, letters
from lighthouse import DAY, NOW, URL, story

from scraper.errors import ArchiveError
from scraper.model import Address
from storage.archive import Archive


class TestRebuilding:
    def test_gives_the_same_archive(self, archive: Archive) -> None:
        archive.save(story(), captured_at=NOW)
        archive.save(story(headline="Edited"), captured_at=NOW + DAY)
        archive.save(story(source="lantern", address=Address("https://lantern.example/")), captured_at=NOW)
        archive.seen(URL, NOW + 2 * DAY)
        before = dump(archive)
        with archive.rebuilding("gazette"):
            assert archive.save(story(), captured_at=NOW) == "new"
            assert archive.save(story(headline="Edited"), captured_at=NOW + DAY) == "changed"
        assert dump(archive) == before

    def test_an_article_of_two_sources_is_whole_when_both_are_rebuilt(self, archive: Archive) -> None:
        """A text added by hand and then the page itself, and the other way round: the versions are both's."""
        other = "https://gazette.example/fog"
        captures = [
            (story(source="lantern", headline="Added", capture="c1"), NOW),
            (story(source="gazette", headline="Fetched", capture="c2"), NOW + DAY),
            (story(source="gazette", address=Address(other), capture="c3"), NOW),
            (story(source="lantern", address=Address(other), headline="Late", capture="c4"), NOW + 2 * DAY),
        ]
        for one, at in captures:
            archive.save(one, captured_at=at)
        before = dump(archive)
        assert len(letters(archive)) == 4
        for sources in (("gazette", "lantern"), ("lantern", "gazette")):
            with archive.rebuilding(*sources):
                assert archive.articles() == 0
                for one, at in sorted(captures, key=lambda each: each[1]):
                    archive.save(one, captured_at=at)
            assert dump(archive) == before

    def test_none_is_none(self, archive: Archive) -> None:
        archive.save(story(), captured_at=NOW)
        with archive.rebuilding():
            assert archive.load(URL) == story()

    def test_takes_out_what_is_not_saved_again(self, archive: Archive) -> None:
        archive.save(story(), captured_at=NOW)
        with archive.rebuilding("gazette"):
            assert archive.load(URL) is None
        assert all(
            count(archive, t) == 0 for t in ("articles", "versions", "quotes", "quote_parts", "people", "titles")
        )

    def test_an_exception_leaves_everything_as_it_was(self, archive: Archive) -> None:
        archive.save(story(), captured_at=NOW)
        before = dump(archive)

        def interrupted() -> None:
            with archive.rebuilding("gazette"):
                archive.save(story(headline="Edited"), captured_at=NOW)
                raise KeyError

        with pytest.raises(KeyError):
            interrupted()
        assert dump(archive) == before

    def test_a_save_that_fails_within_takes_only_itself_back(self, archive: Archive) -> None:
        with archive.rebuilding("gazette"):
            archive.save(story(), captured_at=NOW)
            with pytest.raises(ArchiveError):
                archive.save(story(source="nobody", address=Address("https://x.example/")), captured_at=NOW)
        assert archive.load(URL) == story()

    def test_readers_see_the_old_state_until_the_end(self, archive: Archive) -> None:
        archive.save(story(), captured_at=NOW)
        with Archive(archive._file.path) as reader, archive.rebuilding("gazette"):
            assert reader.load(URL) == story()
