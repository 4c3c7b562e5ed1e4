"""Any story that a reader and the extractors may make comes back as it was."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from archived import dump
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lighthouse import DAY, NOW, URL

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
    Rollout,
    Span,
    Story,
    Title,
    TitleLink,
)
from storage.archive import Archive

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
