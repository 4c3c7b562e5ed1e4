"""What public copies are made of: a release, and an article of the press with words that may not be shown."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import lighthouse
from lighthouse import DAY, GAZETTE, LANTERN, NOW, URL, span

from scraper.model import Address, Mark, Report, Span, Story
from storage.archive import Archive
from storage.health import Tally
from storage.publish import Published, publish

PRESS = URL
RELEASE = "https://lantern.example/news/harbor-lights"
SECRET = "Xylophones rusted behind the chandlery"  # a sentence that the copy must not have, in any spelling
OLDER = "Quinces ripened in the vestry"
TEXT = (
    f"{SECRET}. “We built a lighthouse,” said Zoë Marlow, who runs the drama desk. “Then we lit it.”\n\n"
    f"{SECRET} twice. “Harbor Lights” is created by Zoë Marlow for Lantern.\n\n{SECRET} at last."
)


def story(url: str, source: str, text: str = TEXT, **changes: object) -> Story:
    given = {
        "address": Address(url),
        "source": source,
        "subhead": f"{SECRET}, says the line below it",
        "marks": (Mark("link", span("Lantern", text), "https://lantern.example/"), Mark("emphasis", Span(0, 3))),
        **changes,
    }
    found = lighthouse.story(text, **given)
    (quote,) = found.quotes
    return replace(found, quotes=(replace(quote, role=span("runs the drama desk", text)),))


def make_archive(path: Path) -> None:
    with Archive(path) as archive:
        archive.register([GAZETTE, LANTERN])
        whole = TEXT.replace(SECRET, "Lamps shone")
        older = TEXT.replace(f"{SECRET} twice.", f"{OLDER}.")
        archive.save(replace(story(PRESS, "gazette", older), quotes=()), captured_at=NOW - DAY)
        archive.save(story(PRESS, "gazette"), captured_at=NOW)
        archive.save(story(RELEASE, "lantern", whole, subhead="Lamps"), captured_at=NOW)
        run = archive.start_run("collect", NOW)
        archive.finish_run(run, NOW, [Report(source="gazette", failed=("/home/ada/secret: a bug",))])
        failure = Tally(
            source="gazette",
            day="2026-11-22",
            purpose="page",
            outcome="server error",
            count=2,
            last_at=NOW,
            last_detail="500 from intranet.example",
        )
        archive.summarise([failure])


def made(folder: Path, name: str = "public.db") -> Published:
    return publish(folder / "archive.db", folder / name, made_at=NOW, software="onrecord 1")


def one(connection: sqlite3.Connection, sql: str, *values: object) -> sqlite3.Row:
    (row,) = connection.execute(sql, values).fetchall()
    return row  # type: ignore[no-any-return]
