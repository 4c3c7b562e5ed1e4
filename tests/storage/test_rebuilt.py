"""What a rebuild leaves to its end is there at its end: full-text indexes, and what is said of titles and names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from archived import count, dump
from lighthouse import DAY, NOW, URL, story

from scraper.model import Address, Story, Title
from storage.archive import Archive

INDEXED = ("articles", "quotes", "credits", "people", "companies", "titles", "title_aliases")


def triggers(archive: Archive) -> dict[str, str]:
    return {row["name"]: row["sql"] for row in archive._file.rows("select * from sqlite_schema where type = 'trigger'")}


def found(archive: Archive, table: str, words: str) -> int:
    return count(archive, f"{table}_fts where {table}_fts match '{words}'")


def require_sound_indexes(archive: Archive) -> None:
    """Raises sqlite3.DatabaseError where an index does not say what its table says."""
    for table in INDEXED:
        archive._file.database().execute(f"insert into {table}_fts ({table}_fts, rank) values ('integrity-check', 1)")


def named(name: str, network: str | None) -> Story:
    """A story that names one title, and nothing else."""
    return replace(
        story(), quotes=(), credits=(), announcements=(), links=(), titles=(Title(name=name, network=network),)
    )


@pytest.mark.parametrize("others", [0, 30], ids=["all of the archive", "little of it"])
def test_what_is_saved_is_found_and_what_was_is_not(archive: Archive, others: int) -> None:
    for n in range(others):
        archive.save(story(source="lantern", address=Address(f"https://lantern.example/{n}")), captured_at=NOW)
    archive.save(story(headline="A light goes on"), captured_at=NOW)
    kept = triggers(archive)
    with archive.rebuilding("gazette"):
        archive.save(story(headline="Mist"), captured_at=NOW)
        archive.save(story(headline="Fog"), captured_at=NOW + DAY)  # edited, within the same rebuild
        archive.save(story(address=Address(f"{URL}/2"), headline="Haze"), captured_at=NOW)
    assert triggers(archive) == kept
    assert [found(archive, "articles", f"headline:{word}") for word in ("fog", "haze", "mist")] == [1, 1, 0]
    assert found(archive, "quotes", "lighthouse") == others + 2
    require_sound_indexes(archive)
    archive.save(story(headline="Dew"), captured_at=NOW + 2 * DAY)
    assert [found(archive, "articles", f"headline:{word}") for word in ("dew", "fog")] == [1, 0]
    require_sound_indexes(archive)


def test_a_rebuild_that_is_cut_short_keeps_the_indexes_in_step(archive: Archive) -> None:
    archive.save(story(headline="Dew"), captured_at=NOW)
    kept, before = triggers(archive), dump(archive)

    def interrupted() -> None:
        with archive.rebuilding("gazette"):
            archive.save(story(headline="Fog"), captured_at=NOW)
            raise KeyError

    with pytest.raises(KeyError):
        interrupted()
    assert (triggers(archive), dump(archive)) == (kept, before)
    assert [found(archive, "articles", f"headline:{word}") for word in ("dew", "fog")] == [1, 0]
    archive.save(story(headline="Mist"), captured_at=NOW + DAY)
    assert [found(archive, "articles", f"headline:{word}") for word in ("dew", "mist")] == [0, 1]
    require_sound_indexes(archive)


def test_titles_and_networks_are_those_of_what_was_saved(archive: Archive) -> None:
    archive.save(named("Low Water", "Quay"), captured_at=NOW)
    with archive.rebuilding("gazette"):
        archive.save(named("High Tide", "Quay"), captured_at=NOW)
        archive.save(named("Low Water", "Lantern"), captured_at=NOW + DAY)
    rows = archive._file.rows("select name, network, network_company from titles")
    assert [tuple(row) for row in rows] == [("Low Water", "Lantern", "lantern")]
    assert [row["name"] for row in archive._file.rows("select name from companies")] == ["Lantern"]
    archive.save(named("Low Water", None), captured_at=NOW + 2 * DAY)
    assert [tuple(row) for row in archive._file.rows("select name, network from titles")] == [("Low Water", None)]
    assert count(archive, "companies") == 0
