"""An archive whose cells are awkward in every way that a spreadsheet or a parser might stumble over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lighthouse import GAZETTE, LANTERN, NOW, article

from scraper.model import (
    Address,
    Announcement,
    Credit,
    Mark,
    Moment,
    Party,
    Quote,
    Report,
    Span,
    Story,
    Title,
    TitleLink,
)
from storage.archive import Archive
from storage.export import Manifest, Selection, export
from storage.health import Tally

AWKWARD = (
    "=1+1",
    "-5",
    "-5 degrees",
    "+1 (555) 010",
    "@harbor",
    "\ttab",
    "'=1+1",
    "＝1+1",
    "two\nlines",
    'say "so", then',
    "a 😀 emoji, é and ﷽",
    " space ",
    "x" * 40_000,
    "plain",
)
PUBLISHERS = (
    replace(GAZETTE, name="Harbor | Gazette"),
    replace(LANTERN, name="=Lantern Press", terms_url="https://lantern.example/"),
)


def awkward_story() -> Story:
    """One quote for each awkward cell."""
    text, quotes = "", []
    for words in AWKWARD:
        text += "He went on. “"
        start = len(text)
        text += f"{words}” said Zoë Marlow.\n\n"
        quotes.append(
            Quote(
                parts=(Span(start, start + len(words)),),
                speakers=(Party("Zoë Marlow"), Party("a spokesperson for Quay", "unnamed")),
                speaker_as_written=Span(start + len(words) + 7, start + len(words) + 17),
                role=Span(0, 2),
            )
        )
    return Story(
        article=article(
            text,
            address=Address("https://gazette.example/awkward?a=1&b=2"),
            headline='=HYPERLINK("https://evil.example";"Read")',
            byline="-",
            published=Moment(datetime(2026, 3, 1, tzinfo=UTC), "day", "March 1, 2026"),
            marks=(Mark("link", Span(0, 2), "https://gazette.example/"),),
            capture="ab" * 32,
        ),
        extractor="3",
        quotes=tuple(quotes),
        credits=(Credit(party=Party("Zoë Marlow"), role="creator", evidence=Span(0, 10), title="+ Plus"),),
        titles=(Title(name="+ Plus", kind="series"), Title(name="Harbor Lights")),
    )


def order_story() -> Story:
    text = "Lantern today ordered “Harbor Lights.” Bo Quill stars. “We go,” said Ida Vane."
    return Story(
        article=article(
            text,
            source="lantern",
            address=Address("https://lantern.example/order"),
            headline="Lantern orders “Harbor Lights”",
            published=Moment(datetime(2026, 5, 31, 23, 59, 59, tzinfo=UTC), "second", "2026-05-31T23:59:59Z"),
            capture="cd" * 32,
        ),
        extractor="3",
        quotes=(Quote(parts=(Span(56, 61),), speakers=(Party("Ida Vane"),), cue=Span(64, 68)),),
        credits=(
            Credit(party=Party("Bo Quill"), role="cast", evidence=Span(39, 54), title="Harbor Lights", season="2"),
            Credit(party=Party("Quay Pictures", "company"), role="studio", evidence=Span(0, 7), title="Harbor Lights"),
        ),
        announcements=(Announcement(kind="series order", evidence=Span(0, 38), title="Harbor Lights", episodes=8),),
        titles=(Title(name="Harbor Lights", kind="series", network="Lantern"), Title(name="Harbor")),
        links=(TitleLink(title="Harbor Lights", relation="spin_off_of", other="Harbor", evidence=Span(0, 38)),),
    )


def undated_story() -> Story:
    return Story(
        article=article(
            "Nobody says a thing.",
            address=Address("https://gazette.example/undated"),
            headline="Undated",
            reader="text",
        ),
        extractor="3",
    )


def make_archive(path: Path) -> Path:
    with Archive(path) as archive:
        archive.register(PUBLISHERS)
        run = archive.start_run("collect", NOW)
        for story in (awkward_story(), order_story(), undated_story()):
            archive.save(story, captured_at=NOW)
        archive.finish_run(run, NOW, [Report(source="gazette", saved=3, failed=("=gone",))])
        archive.summarise(
            [
                Tally(source=source, day="2026-11-22", purpose="page", outcome="ok", count=2, last_at=NOW)
                for source in ("gazette", "lantern")
            ]
        )
    return path


@pytest.fixture(scope="session")
def archive_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("awkward") / "archive.db")


Exporting = Callable[..., tuple[Path, Manifest]]


@pytest.fixture
def exported(archive_path: Path, tmp_path: Path) -> Exporting:
    def run(selection: Selection | None = None, **options: Any) -> tuple[Path, Manifest]:
        folder = tmp_path / "export"
        return folder, export(archive_path, folder, software="onrecord 1", selection=selection, **options)

    return run


@pytest.fixture(scope="session")
def whole(archive_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything, in every format; for tests that only read it."""
    folder = tmp_path_factory.mktemp("whole") / "export"
    export(archive_path, folder, software="onrecord 1")
    return folder
