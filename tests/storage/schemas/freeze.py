"""Keeps the two files of a release as SQL, with one of everything in them: `python freeze.py 0.2.0`, at the release.

`tests/storage/test_schemas.py` opens them with the program of the day. What is released is never written again.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

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
    Moment,
    Party,
    Publisher,
    Quote,
    Report,
    Request,
    Span,
    Story,
    Title,
    TitleLink,
    Visit,
)
from storage.archive import Archive
from storage.captures import Captures

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
URL = "https://gazette.example/harbor-lights"
TEXT = (
    "“We built a lighthouse,” said Zoë Marlow. “Then we lit it.”\n\n"
    "“Harbor Lights” is created by Zoë Marlow for Lantern. It begins on May 4."
)
OLDER = TEXT.replace("May 4", "April 6")


def body(text: str) -> bytes:
    rest = "".join(f"<p>Paragraph {number} of the weather report.</p>" for number in range(20))
    return f"<html><body>{text}{rest}</body></html>".encode()


def story(text: str) -> Story:
    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    return Story(
        article=Article(
            source="gazette",
            address=Address(URL, "rel=canonical"),
            headline="A light goes on",
            subhead="And stays on",
            byline="Ada Quill",
            text=text,
            reader="layout",
            published=Moment(NOW - DAY, "day", "21 Nov"),
            language="en",
            marks=(Mark("emphasis", span("Harbor Lights")), Mark("link", span("Lantern"), "https://lantern.example/")),
            capture=capture(text, NOW).sha256,
        ),
        extractor="3",
        quotes=(
            Quote(
                parts=(span("We built a lighthouse"), span("Then we lit it.")),
                speakers=(Party("Zoë Marlow"), Party("Lantern", "company")),
                speaker_as_written=span("Zoë Marlow"),
                cue=span("said"),
            ),
        ),
        credits=(
            Credit(party=Party("Zoë Marlow"), role="creator", evidence=span("created by"), title="Harbor Lights"),
            Credit(party=Party("Lantern", "company"), role="network", evidence=span("for Lantern")),
        ),
        announcements=(
            Announcement(kind="premiere date", evidence=span("It begins"), title="Harbor Lights", date="May 4"),
        ),
        titles=(Title(name="Harbor Lights", kind="series", network="Lantern", aliases=("HL",)),),
        links=(TitleLink(title="Harbor Lights", relation="spin_off_of", other="Fog", evidence=span("lit")),),
    )


def capture(text: str, at: datetime) -> Capture:
    return Capture(
        source="gazette",
        purpose="page",
        url=URL,
        final_url=URL,
        status=200,
        headers=(("content-type", "text/html; charset=utf-8"), ("etag", '"a"')),
        body=body(text),
        fetched_at=at,
    )


def fill(folder: Path) -> None:
    request = Request(url=URL, source="gazette", purpose="page")
    with Captures(folder / "captures.db") as captures, Archive(folder / "archive.db") as archive:
        archive.register([Publisher(slug="gazette", name="Harbor Gazette", homepage="https://gazette.example/")])
        run = archive.start_run("collect", NOW)
        for text, at in ((OLDER, NOW - DAY), (TEXT, NOW)):
            had = capture(text, at)
            captures.keep(Attempt(request=request, at=at, seconds=0.5, outcome="ok", status=200, capture=had))
            archive.save(story(text), captured_at=at)
            captures.mark(had, "read", URL)
        captures.keep(
            Attempt(request=request, at=NOW + DAY, seconds=1, outcome="server error", status=500, detail="It failed.")
        )
        lead = Lead(
            source="gazette", url=URL, guid="1", title="A light goes on", published=Moment(NOW, "second", "now")
        )
        captures.plan([Visit(lead=lead, state="visited", first_seen_at=NOW, next_visit_at=NOW + DAY, visits=2)])
        captures.remember(
            Host(origin="https://gazette.example", robots=b"User-agent: *", robots_status=200, robots_at=NOW)
        )
        archive.finish_run(run, NOW, [Report(source="gazette", saved=1, failed=("one problem",))])
        archive.summarise(captures.summary())


def dumped(path: Path) -> Iterator[str]:
    with closing(sqlite3.connect(path)) as connection:
        yield "pragma application_id = {};".format(*connection.execute("pragma application_id").fetchone())
        schema = connection.execute("select type, name, sql from sqlite_schema where sql is not null order by rowid")
        tables = []
        for kind, name, sql in schema.fetchall():
            if "_fts_" in name or name.startswith("sqlite_"):
                continue  # what the search makes of itself
            yield f"{sql};"
            if kind == "table" and not name.endswith("_fts"):
                tables.append(name)
        for table in tables:
            columns = [row[1] for row in connection.execute(f"pragma table_info({table})")]
            quoted = ", ".join(f'quote("{column}")' for column in columns)
            listed = ", ".join(f'"{column}"' for column in columns)
            for row in connection.execute(f"select {quoted} from {table} order by rowid").fetchall():
                yield f"insert into {table} ({listed}) values ({', '.join(row)});"


def main(version: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder)
        for file in ("archive", "captures"):
            to = HERE / f"{file}-{version}.sql"
            with to.open("x", encoding="utf-8") as out:
                out.writelines(f"{line}\n" for line in dumped(folder / f"{file}.db"))


if __name__ == "__main__":
    main(sys.argv[1])
