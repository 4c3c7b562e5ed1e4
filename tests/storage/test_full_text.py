"""Full-text search finds what is there, and not what was."""

from __future__ import annotations

from pathlib import Path

import pytest
from archived import count
from lighthouse import DAY, NOW, URL, story

from scraper.model import Address
from storage.archive import Archive


class TestSearch:
    def search(self, archive: Archive, table: str, words: str) -> int:
        return count(
            archive,
            f"{table} where rowid in (select rowid from {table}_fts where {table}_fts match '{words}')",
        )

    @pytest.mark.parametrize("vacuum", ["", "vacuum"])
    def test_finds_what_is_there_and_not_what_was(self, archive: Archive, vacuum: str) -> None:
        for n in range(5):
            archive.save(story(address=Address(f"{URL}/{n}")), captured_at=NOW)
        archive.save(story(address=Address(f"{URL}/0"), headline="Fog"), captured_at=NOW + DAY)
        with archive.rebuilding("lantern"):
            pass
        archive._file.database().execute("delete from articles where url = ?", (f"{URL}/1",))
        archive._file.database().execute(vacuum or "select 1")
        assert self.search(archive, "articles", "zoe") == 4
        assert self.search(archive, "articles", "headline:fog") == 1
        assert self.search(archive, "articles", "headline:light") == 3
        assert self.search(archive, "quotes", "lighthouse") == 4
        assert self.search(archive, "credits", "created") == 4
        for table in ("articles", "quotes", "credits"):
            archive._file.database().execute(f"insert into {table}_fts ({table}_fts) values ('integrity-check')")

    def test_a_copy_made_by_vacuum_into_finds_the_same(self, archive: Archive, tmp_path: Path) -> None:
        for n in range(5):
            archive.save(story(address=Address(f"{URL}/{n}")), captured_at=NOW)
        archive._file.database().execute("delete from articles where url = ?", (f"{URL}/1",))
        archive._file.database().execute("vacuum into ?", (str(tmp_path / "copy.db"),))
        with Archive(tmp_path / "copy.db") as copy:
            copy._file.database().execute("insert into articles_fts (articles_fts) values ('integrity-check')")
            assert self.search(copy, "articles", "zoe") == 4
