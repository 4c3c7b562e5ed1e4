"""A byte that changed is found and named, and a whole archive has no problems."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scraper.errors import ArchiveError
from scraper.model import (
    Address,
    Announcement,
    Article,
    Attempt,
    Capture,
    Credit,
    Host,
    Lead,
    Mark,
    Party,
    Publisher,
    Quote,
    Request,
    Span,
    Story,
    Visit,
)
from storage.archive import Archive
from storage.captures import Captures
from storage.seals import SEALS
from storage.verify import Verified, verify

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
URL = "https://gazette.example/harbor-lights"
OTHER = "https://gazette.example/fog-signal"
TEXT = "“We built a lighthouse,” said Zoë Marlow. “Harbor Lights” is created by Zoë Marlow for Lantern, number {}."


def page(number: int) -> bytes:
    """Pages of one address: much the same, so that one is kept against the other."""
    rest = "".join(f"<p>Paragraph {n} about the weather on the quay.</p>" for n in range(80))
    return f"<html><body><h1>A light</h1><p>{TEXT.format(number)}</p>{rest}</body></html>".encode()


def attempt(url: str, body: bytes, at: datetime) -> Attempt:
    capture = Capture(
        source="gazette",
        purpose="page",
        url=url,
        final_url=url,
        status=200,
        headers=(("content-type", "text/html; charset=utf-8"), ("x-said", "lighthouse keeper")),
        body=body,
        fetched_at=at,
    )
    request = Request(url=url, source="gazette", purpose="page")
    detail = "kept by the keeper"
    return Attempt(request=request, at=at, seconds=1, outcome="ok", status=200, detail=detail, capture=capture)


def story(url: str, number: int, capture: str) -> Story:
    text = TEXT.format(number)

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    return Story(
        article=Article(
            source="gazette",
            address=Address(url),
            headline="A light",
            text=text,
            reader="layout",
            marks=(Mark("emphasis", span("Lantern")),),
            capture=capture,
        ),
        extractor="1",
        quotes=(Quote(parts=(span("We built a lighthouse"),), speakers=(Party("Zoë Marlow"),), cue=span("said")),),
        credits=(
            Credit(party=Party("Zoë Marlow"), role="creator", evidence=span("created by"), title="Harbor Lights"),
        ),
        announcements=(Announcement(kind="series order", evidence=span("created"), title="Lights"),),
    )


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    with Captures(folder / "captures.db") as captures, Archive(folder / "archive.db") as archive:
        archive.register([Publisher(slug="gazette", name="Harbor Gazette")])
        for number in range(20):
            at = NOW + timedelta(hours=number)
            kept = attempt(OTHER if number == 7 else URL, page(number), at)
            captures.keep(kept)
            assert kept.capture
            found = story(kept.request.url, number, kept.capture.sha256)
            archive.save(found, captured_at=at)
            lead = Lead(source="gazette", url=f"{kept.request.url}-{number}", title="A planned light")
            visit = Visit(lead=lead, state="visited", first_seen_at=at, last_visit_at=at)
            captures.mark(kept.capture, "read", kept.request.url, [visit])
        later = Lead(source="gazette", url=OTHER, title="A later light")
        captures.plan([Visit(lead=later, state="waiting", first_seen_at=NOW)])
        captures.remember(Host(origin="https://gazette.example", robots=b"User-agent: a keeper", strikes=1))
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    for name in ("archive.db", "captures.db"):
        shutil.copy(sound / name, tmp_path / name)
    return tmp_path


def verified(folder: Path) -> Verified:
    return verify(folder / "archive.db", folder / "captures.db")


def flip(path: Path, offset: int) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 0b0000_0100]))


def place(path: Path, words: bytes) -> int:
    content = path.read_bytes()
    assert words in content
    return content.index(words) + len(words) // 2


def test_what_is_whole_has_no_problems_and_is_not_touched(folder: Path) -> None:
    before = [(folder / name).read_bytes() for name in ("archive.db", "captures.db")]
    assert verified(folder) == Verified(bodies=20, captures=20, articles=2, findings=6, problems=())
    assert [(folder / name).read_bytes() for name in ("archive.db", "captures.db")] == before


def test_a_flipped_byte_of_a_body_is_named_by_its_capture(folder: Path) -> None:
    path = folder / "captures.db"
    with closing(sqlite3.connect(path)) as connection:
        ((sha256, data),) = connection.execute(
            "select b.sha256, b.data from bodies b join captures c using (sha256) where c.url = ?", (OTHER,)
        )
    flip(path, place(path, data))
    (problem,) = verified(folder).problems
    assert problem.startswith(f"{path}: body {sha256}: is damaged")
    assert f"capture 8, {OTHER}, fetched 2026-11-22T16:30:00.000000Z" in problem


def test_what_is_based_on_a_damaged_body_is_named_too(folder: Path) -> None:
    path = folder / "captures.db"
    with closing(sqlite3.connect(path)) as connection:
        (data,) = connection.execute("select data from bodies where base is null order by rowid").fetchone()
        (based,) = connection.execute("select count(*) from bodies where base is not null").fetchone()
    assert based > 10
    flip(path, place(path, data))
    problems = verified(folder).problems
    assert len(problems) > 10
    assert all(URL in problem for problem in problems)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (b"lighthouse keeper", "captures (https://gazette.example/"),
        (b"kept by the keeper", "attempts (https://gazette.example/"),
        (b"A planned light", "row (gazette, https://gazette.example/"),
        (b"A later light", f"row (gazette, {OTHER}) of visits"),
        (b"User-agent: a keeper", "row https://gazette.example of hosts"),
    ],
)
def test_what_came_with_a_body_is_sealed(folder: Path, words: bytes, named: str) -> None:
    path = folder / "captures.db"
    flip(path, place(path, words))
    (problem,) = verified(folder).problems
    assert named in problem
    assert "its seal is another" in problem


def test_every_flipped_byte_is_found_or_changes_nothing(folder: Path) -> None:
    """Every 257th byte of the file, one after the other."""
    path = folder / "captures.db"
    whole = path.read_bytes()
    before = evidence(path)
    found = harmless = 0
    for offset in range(0, len(whole), 257):
        flip(path, offset)
        if problems(folder):
            found += 1
        else:
            assert evidence(path) == before, f"the flipped byte {offset} was not found"
            harmless += 1
        path.write_bytes(whole)
    assert found > 60  # the rest is room that nothing is written in
    assert harmless > 60


def problems(folder: Path) -> bool:
    try:
        return bool(verified(folder).problems)
    except ArchiveError:
        return True


def evidence(path: Path) -> list[object]:
    """All that is in captures.db, but for the ids of its rows."""
    with closing(sqlite3.connect(path)) as connection:
        return [
            connection.execute("select sha256, data, base from bodies order by sha256").fetchall(),
            *(
                connection.execute(f"select {', '.join(columns)} from {table} order by rowid").fetchall()
                for table, _, columns in SEALS
            ),
        ]


HARMS: dict[str, tuple[str, str]] = {
    "its text is that of none of its versions": ("archive.db", "update articles set text = 'x' || text"),
    "the text of version 1 is not what its hash says": ("archive.db", "update versions set text = 'x' where seq = 1"),
    "which it was read from, is not kept": ("archive.db", "update articles set capture = 'c9'"),
    "of version 1, is not kept": ("archive.db", "update versions set capture = 'c9' where seq = 1"),
    "of credits (https://gazette.example/": ("archive.db", "update credits set start = start + 1"),
    "of announcements (https://gazette.example/": ("archive.db", 'update announcements set "end" = 99999'),
    "its words do not stand where it says": ("archive.db", "update quote_parts set text = upper(text)"),
    "of quotes (https://gazette.example/": ("archive.db", "update quotes set spans = '{'"),
    "its marks are not stretches": ("archive.db", "update articles set marks = '[1]'"),
    "points at a row of": ("archive.db", "delete from titles"),
    "is missing": ("captures.db", "delete from bodies where rowid = 3"),
    "it says another number of bodies": ("captures.db", "update bodies set depth = 5 where depth = 1"),
    "row 2 of captures (https://gazette.example/harbor-lights): what came of reading it": (
        "captures.db",
        "update captures set result = 'unreadable' where id = 2",
    ),
    "row 3 of captures (https://gazette.example/harbor-lights): what came of reading it": (
        "captures.db",
        "update captures set detail = '' where id = 3",
    ),
    "row (gazette, https://gazette.example/fog-signal) of visits:": (
        "captures.db",
        f"update visits set next_visit_at = '2027' where url = '{OTHER}'",
    ),
    "row https://gazette.example of hosts:": ("captures.db", "update hosts set strikes = 0"),
    "it says 9 bytes": ("captures.db", "update bodies set size = 9 where rowid = 1"),
}


@pytest.mark.parametrize("words", HARMS)
def test_every_harm_is_said(folder: Path, words: str) -> None:
    name, harm = HARMS[words]
    with closing(sqlite3.connect(folder / name)) as connection:
        connection.execute("pragma foreign_keys = off")
        connection.execute(harm)
        connection.commit()
    said = verified(folder).problems
    if words == "is missing":
        words = "which is not kept"
    assert any(words in problem and problem.startswith(str(folder / name)) for problem in said), said


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 3 * 4096])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def other(path: Path) -> None:
    path.write_bytes(b"a shopping list" * 1000)


@pytest.mark.parametrize("harm", [cut, emptied, other, Path.unlink])
@pytest.mark.parametrize("name", ["archive.db", "captures.db"])
def test_a_file_that_is_no_more_what_it_was(folder: Path, name: str, harm: Callable[[Path], None]) -> None:
    harm(folder / name)
    try:
        said = "\n".join(verified(folder).problems)
    except ArchiveError as error:
        said = str(error)
    assert str(folder / name) in said


def test_it_is_of_one_state_while_others_write(folder: Path) -> None:
    with Captures(folder / "captures.db") as captures, Archive(folder / "archive.db") as archive:

        def collected(what: str, done: int, _total: int) -> None:
            if what == "bodies" and done % 5 == 0:
                at = NOW + timedelta(days=1 + done)
                kept = attempt(f"{URL}-{done}", page(done + 100), at)
                captures.keep(kept)
                assert kept.capture
                archive.save(story(f"{URL}-{done}", done, kept.capture.sha256), captured_at=at)

        result = verify(folder / "archive.db", folder / "captures.db", collected)
        assert result.problems == ()
        assert result.articles == 2
        assert archive.articles() > 2
