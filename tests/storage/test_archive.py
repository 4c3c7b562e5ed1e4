"""What is saved comes back, once, and names and titles are made of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from archived import count, dump, letters
from lighthouse import DAY, NOW, TEXT, URL, story

from scraper.errors import ArchiveError
from scraper.model import ROLES, Address, Credit, Moment, Party, Quote, Span, Story, Title, TitleLink
from storage.archive import Archive


class TestSaving:
    def test_a_story_comes_back_as_it_was(self, archive: Archive) -> None:
        assert archive.save(story(), captured_at=NOW) == "new"
        assert archive.load(URL) == story()
        assert archive.load("https://gazette.example/other") is None

    def test_a_speaker_without_a_name_is_nobody_in_the_tables_of_names(self, archive: Archive) -> None:
        described = Party("a spokesperson for Lantern", "unnamed")
        said = replace(story(), quotes=(Quote(parts=(Span(0, 5),), speakers=(described,)),), credits=())
        archive.save(said, captured_at=NOW)
        assert archive.load(URL) == said
        assert count(archive, "people") == 0
        assert count(archive, "quote_speakers where person is null and company is null") == 1

    def test_twice_is_once(self, archive: Archive) -> None:
        archive.save(story(), captured_at=NOW)
        once = dump(archive)
        assert archive.save(story(), captured_at=NOW) == "unchanged"
        assert dump(archive) == once

    def test_other_bytes_with_the_same_text_make_no_version(self, archive: Archive) -> None:
        archive.save(story(), captured_at=NOW)
        assert archive.save(story(capture="c1"), captured_at=NOW + DAY) == "unchanged"
        assert archive.load(URL) == story(capture="c1")
        assert archive.latest()[0].versions == 1

    def test_there_and_back_again_is_three_versions(self, archive: Archive) -> None:
        for n, text in enumerate(("A", "B", "A")):
            plain = Story(article=replace(story().article, text=text, marks=()), extractor="1")
            assert archive.save(plain, captured_at=NOW + n * DAY) == ("new" if n == 0 else "changed")
        assert letters(archive) == [(1, "A"), (2, "B"), (3, "A")]

    def test_a_new_headline_is_a_new_version(self, archive: Archive) -> None:
        archive.save(story(), captured_at=NOW)
        assert archive.save(story(headline="A light goes on [Updated]"), captured_at=NOW + DAY) == "changed"

    def test_better_rules_replace_the_findings_and_make_no_version(self, archive: Archive) -> None:
        archive.save(story(), captured_at=NOW)
        better = replace(story(), extractor="2", quotes=())
        assert archive.save(better, captured_at=NOW) == "unchanged"
        assert archive.load(URL) == better
        archive.seen(URL, NOW + DAY)
        assert archive.save(story(), captured_at=NOW) == "unchanged"
        assert archive.load(URL) == story()

    def test_a_late_capture_takes_its_place_and_changes_nothing_else(self, archive: Archive) -> None:
        archive.save(story(), captured_at=NOW)
        earlier = Story(article=replace(story().article, text="Before.", marks=(), published=None), extractor="1")
        assert archive.save(earlier, captured_at=NOW - 2 * DAY) == "changed"
        assert archive.load(URL) == story()
        assert letters(archive) == [(1, "Before."), (2, TEXT)]
        assert archive.latest()[0].first_seen_at == NOW - 2 * DAY

    def test_without_a_date_it_is_sorted_by_first_sight(self, archive: Archive) -> None:
        undated = story(published=None)
        archive.save(undated, captured_at=NOW)
        archive.save(undated, captured_at=NOW - DAY)
        for table in ("articles", "quotes", "credits", "announcements"):
            for (key,) in archive._file.rows(f"select published_key from {table}"):
                assert key.startswith("2026-11-21T09:30:00Z-")
        assert archive.load(URL) == undated

    def test_an_unknown_source_is_refused(self, archive: Archive) -> None:
        with pytest.raises(ArchiveError, match="'nobody'"):
            archive.save(story(source="nobody"), captured_at=NOW)

    def test_a_time_without_a_zone_is_refused(self, archive: Archive) -> None:
        with pytest.raises(ValueError, match="time zone"):
            archive.save(story(), captured_at=datetime(2026, 1, 1))  # noqa: DTZ001

    def test_what_fails_half_way_leaves_nothing(self, archive: Archive) -> None:
        wrong = replace(story(), links=(TitleLink(title="a", relation="spin_off_of", other="b", evidence=None),))  # type: ignore[arg-type]
        before = dump(archive)
        with pytest.raises(AttributeError):
            archive.save(wrong, captured_at=NOW)
        assert dump(archive) == before

    def test_a_304_is_a_sighting(self, archive: Archive) -> None:
        archive.save(story(), captured_at=NOW)
        assert archive.seen(URL, NOW + DAY)
        assert archive.seen(URL, NOW)
        assert not archive.seen("https://gazette.example/unknown", NOW)
        assert archive.articles() == 1
        (row,) = archive._file.rows(
            "select last_seen_at, last_captured_at from articles a join versions v on article = id"
        )
        assert tuple(row) == ("2026-11-23T09:30:00Z", "2026-11-23T09:30:00.000000Z")


class TestNames:
    def test_a_person_is_one_in_every_article_and_spelling(self, archive: Archive) -> None:
        for n, name in enumerate(("ZOE MARLOW", "Zoe Marlow", "Zoë Marlow")):
            credit = Credit(party=Party(name), role="writer", evidence=Span(0, 1))
            article = replace(story().article, address=Address(f"{URL}/{n}"))
            archive.save(Story(article=article, extractor="1", credits=(credit,)), captured_at=NOW)
        assert [tuple(row) for row in archive._file.rows("select * from people")] == [("zoe-marlow", "Zoë Marlow")]
        assert count(archive, "person_aliases") == 3

    def test_names_nobody_uses_any_more_go(self, archive: Archive) -> None:
        archive.save(story(), captured_at=NOW)
        titles = (replace(story().titles[0], network=None),)
        archive.save(replace(story(), credits=(), quotes=(), links=(), titles=titles), captured_at=NOW)
        assert count(archive, "people") == count(archive, "companies") == count(archive, "person_aliases") == 0
        assert [row[0] for row in archive._file.rows("select slug from titles")] == ["harbor-lights"]

    def test_a_title_is_what_the_latest_article_says_it_is(self, archive: Archive) -> None:
        for n, kind in ((2, "film"), (1, "series"), (3, None)):
            titles = (Title(name="Harbor Lights", kind=kind),)  # type: ignore[arg-type]
            published = Moment(NOW + n * DAY, "day", "")
            article = replace(story().article, address=Address(f"{URL}/{n}"), published=published)
            archive.save(Story(article=article, extractor="1", titles=titles), captured_at=NOW)
        assert [tuple(row) for row in archive._file.rows("select name, kind from titles")] == [
            ("Harbor Lights", "film")
        ]

    def test_the_roles_are_there(self, archive: Archive) -> None:
        assert count(archive, "roles") == len(ROLES)


def test_the_latest_come_first(archive: Archive) -> None:
    for n in range(4):
        published = Moment(NOW + n * DAY, "day", "")
        archive.save(story(address=Address(f"{URL}/{n}"), published=published), captured_at=NOW)
    newest, next_ = archive.latest(2)
    assert (newest.url, newest.quotes, newest.credits, newest.versions) == (f"{URL}/3", 1, 2, 1)
    assert next_.published_at == NOW + 2 * DAY
