from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.errors import ArchiveError
from scraper.model import (
    ANNOUNCEMENT_KINDS,
    ROLES,
    Address,
    Announcement,
    Article,
    CanonicalReason,
    Credit,
    Mark,
    Medium,
    Moment,
    Party,
    Precision,
    Publisher,
    Quote,
    Reader,
    Report,
    Rollout,
    Span,
    Story,
    Title,
    TitleLink,
)
from storage.archive import Archive
from storage.health import Tally

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
URL = "https://gazette.example/harbor-lights"
TEXT = (
    "“We built a lighthouse,” said Zoë Marlow. “Then we lit it.”\n\n"
    "“Harbor Lights” is created by Zoë Marlow for Lantern."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def story(**changes: object) -> Story:
    """An article with one of everything that can be found."""
    article = Article(
        source="gazette",
        address=Address(URL, "rel=canonical"),
        headline="A light goes on",
        text=TEXT,
        reader="layout",
        published=Moment(NOW - DAY, "day", "21 Nov"),
        marks=(
            Mark("link", span("Lantern"), "https://lantern.example/"),
            Mark("emphasis", span("Harbor Lights")),
        ),
        capture="c0",
    )
    return Story(
        article=replace(article, **changes),  # type: ignore[arg-type]
        extractor="1",
        quotes=(
            Quote(
                parts=(span("We built a lighthouse"), span("Then we lit it.")),
                speakers=(Party("Zoë Marlow"), Party("Lantern", "company")),
                cue=span("said"),
            ),
        ),
        credits=(
            Credit(party=Party("Zoë Marlow"), role="creator", evidence=span("created by"), title="Harbor Lights"),
            Credit(party=Party("Lantern", "company"), role="network", evidence=span("for Lantern")),
        ),
        announcements=(Announcement(kind="series order", evidence=span("created"), title="Harbor Lights"),),
        titles=(Title(name="Harbor Lights", kind="series", network="Lantern", aliases=("HL",)),),
        links=(TitleLink(title="Harbor Lights", relation="spin_off_of", other="Fog", evidence=span("lit")),),
    )


def dump(archive: Archive) -> list[str]:
    """All rows, in no order; how the search index lays out its own does not matter, if it is in step."""
    for table in ("articles", "quotes", "credits"):
        archive._file.database().execute(f"insert into {table}_fts ({table}_fts) values ('integrity-check')")
    with closing(sqlite3.connect(archive._file.path)) as connection:
        return sorted(line for line in connection.iterdump() if "_fts_" not in line)


def count(archive: Archive, sql: str) -> int:
    return int(archive._file.first(f"select count(*) from {sql}")[0])


def letters(archive: Archive) -> list[tuple[int, str]]:
    return [tuple(row) for row in archive._file.rows("select seq, text from versions order by article, seq")]


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


class TestHealth:
    TALLIES = (
        Tally(source="gazette", day="2026-11-21", purpose="feed", outcome="ok", count=3, last_at=NOW - DAY),
        Tally(source="gazette", day="2026-11-22", purpose="robots", outcome="ok", count=1, last_at=NOW),
        Tally(
            source="gazette",
            day="2026-11-22",
            purpose="feed",
            outcome="too slow",
            count=2,
            last_at=NOW,
            last_detail="31 s of 30",
        ),
        Tally(source="gone", day="2026-11-20", purpose="page", outcome="gone", count=1, last_at=NOW - 2 * DAY),
    )

    def test_says_how_each_source_is_doing(self, archive: Archive) -> None:
        archive.save(story(), captured_at=NOW)
        archive.summarise(self.TALLIES)
        archive.summarise(self.TALLIES)
        run = archive.start_run("collect", NOW)
        archive.finish_run(
            run, NOW, [Report(source="gazette", saved=1, failed=("one", "two")), Report(source="lantern")]
        )
        gazette, gone, lantern = archive.health()
        assert (gazette.source, gazette.name, gazette.articles) == ("gazette", "Harbor Gazette", 1)
        assert (gazette.last_attempt_at, gazette.last_success_at, gazette.last_new_at) == (
            NOW,
            NOW - DAY,
            NOW,
        )
        assert gazette.problems == ("feed, too slow: 31 s of 30", "one", "two")
        assert (gone.name, gone.problems) == ("gone", ("page, gone",))
        assert (lantern.articles, lantern.problems, lantern.last_attempt_at) == (0, (), None)
        assert count(archive, "attempts_summary") == 4

    def test_a_pass_without_failures_forgets_those_of_the_one_before(self, archive: Archive) -> None:
        for failed in (("one",), ()):
            archive.finish_run(archive.start_run("collect", NOW), NOW, [Report(source="gazette", failed=failed)])
        assert archive.health()[0].problems == ()
        assert [row["failed"] for row in archive._file.rows("select * from runs order by id")] == [1, 0]

    def test_only_the_last_days_are_counted_again(self, archive: Archive) -> None:
        assert archive.unsettled(NOW) is None
        archive.summarise(self.TALLIES)
        assert archive.unsettled(NOW) == (NOW - 40 * DAY).date()
        since = NOW.date()
        news = [
            Tally(source="gazette", day=since.isoformat(), purpose="page", outcome="gone", count=9, last_at=NOW + DAY),
        ]
        before = archive.health()[0]
        archive.summarise(news, since=since)
        gazette, gone, _ = archive.health()
        assert (gazette.last_attempt_at, gazette.last_success_at) == (NOW + DAY, before.last_success_at)
        assert gazette.problems == ("page, gone",)
        assert gone.problems == ("page, gone",)  # of the day before: as it was
        found = {
            row["key"]: row["attempts"] for row in archive._file.rows("select key, attempts from attempts_summary")
        }
        kept = {tally.day for tally in self.TALLIES} - {since.isoformat()}
        assert {key[:10] for key in found} == {*kept, since.isoformat()}
        assert found[f"{since} gazette page gone"] == 9
        assert sum(key.startswith(since.isoformat()) for key in found) == 1

    def test_after_a_long_pause_all_since_is_counted_again(self, archive: Archive) -> None:
        last = NOW - 100 * DAY
        day = last.date().isoformat()
        archive.summarise([Tally(source="gazette", day=day, purpose="feed", outcome="ok", count=1, last_at=last)])
        assert archive.unsettled(NOW) == (last - DAY).date()

    def test_a_run_that_was_killed_has_no_end(self, archive: Archive) -> None:
        archive.start_run("collect", NOW)
        assert archive._file.first("select finished_at from runs")[0] is None
        archive.summarise([])
        archive.finish_run(archive.start_run("collect", NOW), NOW, [])

    def test_registering_again_says_anew_what_a_source_is(self, archive: Archive) -> None:
        archive.save(story(), captured_at=NOW)
        archive.register([Publisher(slug="gazette", name="The Gazette")])
        assert archive.latest(1)[0].source == "The Gazette"


def test_the_latest_come_first(archive: Archive) -> None:
    for n in range(4):
        published = Moment(NOW + n * DAY, "day", "")
        archive.save(story(address=Address(f"{URL}/{n}"), published=published), captured_at=NOW)
    newest, next_ = archive.latest(2)
    assert (newest.url, newest.quotes, newest.credits, newest.versions) == (f"{URL}/3", 1, 2, 1)
    assert next_.published_at == NOW + 2 * DAY


# Whatever a reader and the extractors may make: any text, any spans of it, names that have a letter.
texts = st.text(max_size=60)
words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
moments = st.builds(
    Moment,
    st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
        lambda at: at.replace(microsecond=0)
    ),
    st.sampled_from(get_args(Precision)),
    words,
)
parties = st.builds(Party, words, st.sampled_from(["person", "company"]))
speakers = st.one_of(parties, st.builds(Party, words, st.just("unnamed")))
perhaps = st.none() | words


@st.composite
def stories(draw: st.DrawFn) -> Story:
    text = draw(texts)
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda ends: Span(*sorted(ends)))
    article = st.builds(
        Article,
        source=st.just("gazette"),
        address=st.builds(Address, st.just(URL), st.sampled_from(get_args(CanonicalReason))),
        headline=texts,
        text=st.just(text),
        reader=st.sampled_from(get_args(Reader)),
        subhead=texts,
        byline=texts,
        published=st.none() | moments,
        modified=st.none() | moments,
        language=st.sampled_from(["", "en-US"]),
        marks=st.lists(st.builds(Mark, st.sampled_from(["emphasis", "link"]), spans, perhaps), max_size=2).map(tuple),
        capture=words,
    )
    quotes = st.builds(
        Quote,
        parts=st.lists(spans, min_size=1, max_size=3).map(tuple),
        kind=st.sampled_from(["direct", "partial"]),
        speakers=st.lists(speakers, max_size=2).map(tuple),
        speaker_as_written=st.none() | spans,
        cue=st.none() | spans,
        role=st.none() | spans,
        affiliation=st.none() | spans,
    )
    credits_ = st.builds(
        Credit,
        party=parties,
        role=st.sampled_from(list(ROLES)),
        evidence=spans,
        title=perhaps,
        character=perhaps,
        season=perhaps,
        status=st.sampled_from(["stated", "joins", "leaves", "stays"]),
    )
    announcements = st.builds(
        Announcement,
        kind=st.sampled_from(ANNOUNCEMENT_KINDS),
        evidence=spans,
        title=perhaps,
        season=perhaps,
        episodes=st.none() | st.integers(0, 1000),
        date=perhaps,
        date_precision=st.none() | st.sampled_from(get_args(Precision)),
        premiere_episodes=st.none() | st.integers(1, 10),
        rollout=st.none() | st.sampled_from(get_args(Rollout)),
        network=perhaps,
    )
    titles = st.builds(
        Title,
        name=words,
        kind=st.none() | st.sampled_from(get_args(Medium)),
        network=perhaps,
        genre=perhaps,
        logline=perhaps,
        aliases=st.lists(words, max_size=2).map(tuple),
    )
    links = st.builds(
        TitleLink,
        title=words,
        relation=st.sampled_from(["spin_off_of", "based_on", "sequel_to", "remake_of", "season_of"]),
        other=words,
        evidence=spans,
    )
    return Story(
        article=draw(article),
        extractor=draw(words),
        quotes=tuple(draw(st.lists(quotes, max_size=3))),
        credits=tuple(draw(st.lists(credits_, max_size=3))),
        announcements=tuple(draw(st.lists(announcements, max_size=2))),
        titles=tuple(draw(st.lists(titles, max_size=2))),
        links=tuple(draw(st.lists(links, max_size=2))),
    )


@given(st.lists(stories(), min_size=1, max_size=3))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_story_comes_back_and_saving_twice_is_saving_once(editions: list[Story]) -> None:
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "archive.db") as archive:
        archive.register([Publisher(slug="gazette", name="Harbor Gazette")])
        for n, edition in enumerate(editions):
            archive.save(edition, captured_at=NOW + n * DAY)
            assert archive.load(URL) == edition
            once = dump(archive)
            assert archive.save(edition, captured_at=NOW + n * DAY) == "unchanged"
            assert dump(archive) == once
        assert archive._file.rows("pragma foreign_key_check") == []
        before = dump(archive)
        with archive.rebuilding("gazette"):
            for n, edition in enumerate(editions):
                archive.save(edition, captured_at=NOW + n * DAY)
        assert dump(archive) == before
