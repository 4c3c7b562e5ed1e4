"""archive.db: articles, their versions, and what was found in them; what Datasette serves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from sqlite_utils import Database

from scraper.errors import ArchiveError
from scraper.model import Publisher, Report, Story
from storage import articles, findings, index, names, rebuilt, stamps, versions
from storage.articles import Sighting
from storage.database import PATIENCE, File, insert, upsert
from storage.health import Health, Tally, end, enter, health, record, summarise, unsettled
from storage.migrations import ARCHIVE
from storage.rebuilt import Later
from storage.runs import RunEnd
from storage.views import are_current, create_views

Saved = Literal["new", "changed", "unchanged"]
_PUBLISHER = tuple(field.name for field in fields(Publisher))  # a Source is one, and has more


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An article in a list: enough to say what there is to look at."""

    id: str
    headline: str
    source: str  # name
    url: str
    published_at: datetime | None
    first_seen_at: datetime
    versions: int
    quotes: int
    credits: int


class Archive:
    """The archive, open. Any thread may use it; close it in the end, or use `with`."""

    def __init__(self, path: Path, *, patience: timedelta = PATIENCE) -> None:
        """Open an archive, make one where there is no file, bring an older one up to date.

        Raises ArchiveError where the file is not ours, newer than this program, locked or damaged.
        """
        self._file = File(path, ARCHIVE, prepare=create_views, is_prepared=are_current, patience=patience)
        self._later: Later | None = None  # in a rebuild

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()

    @property
    def file(self) -> File:
        """For `storage.watching`."""
        return self._file

    def register(self, publishers: Iterable[Publisher]) -> None:
        """Make the sources known, or say anew what they are."""
        rows = [{name: getattr(publisher, name) for name in _PUBLISHER} for publisher in publishers]
        known = {
            row["slug"]: {name: row[name] for name in _PUBLISHER} for row in self._file.rows("select * from sources")
        }
        if news := [row for row in rows if known.get(row["slug"]) != row]:  # else nobody is waited for
            with self._file.writing() as database:
                upsert(database, "sources", news, key="slug")

    def save(self, story: Story, *, captured_at: datetime) -> Saved:
        """Keep a story, all of it or nothing. Saving it twice is saving it once.

        `captured_at` is when the bytes it was read from were fetched, and decides: the article and its
        findings are those of the latest capture; an earlier capture that arrives late only takes its place
        among the versions. "changed" means that the normalised headline or text has a version more.
        """
        key = names.article_id(story.article.address.url)
        with self._file.writing() as database:
            self._require_source(story.article.source)
            known = self._article(key)
            history = versions.load(database, key) if known is not None else ()
            new = versions.version(story.article, stamps.instant(captured_at))
            after = versions.placed(history, new)
            seen = _sighting(known, captured_at)
            latest = versions.is_latest(after, new, known["capture"] if known else None)
            if known is None or (latest and not self._says_already(known, story)):
                self._replace(database, key, story, seen, new=known is None)
            else:
                _resight(database, known, seen, capture=new.capture if latest else known["capture"])
            versions.store(database, key, history, after)
        if known is None:
            return "new"
        return "changed" if len(after) > len(history) else "unchanged"

    def seen(self, url: str, at: datetime) -> bool:
        """The page was there at that time as we hold it (a 304). False: we hold no article of that URL."""
        with self._file.writing() as database:
            known = self._article(names.article_id(url))
            if known is None:
                return False
            _resight(database, known, _sighting(known, at), capture=known["capture"])
            versions.extend(database, known["id"], stamps.instant(at))
            return True

    def articles(self) -> int:
        """How many articles there are."""
        return int(self._file.first("select count(*) from articles")[0])

    def load(self, url: str) -> Story | None:
        """The story as it was last saved; None where there is no article of that canonical URL."""
        found = self._article(names.article_id(url))
        return None if found is None else self._story(found)

    @contextmanager
    def rebuilding(self, *sources: str) -> Iterator[None]:
        """Take out the sources' articles, versions and findings, to be saved anew within the block.

        An article may have captures of several sources (a text added by hand, then the page itself), and is the
        latest one's: name all of them together (`Captures.related`) and save in the order of capture, for one
        source alone cannot say what the others saw.

        One transaction of this thread: readers see the old state until the end, other writers wait, and an
        exception leaves everything as it was. What only 304s told (a page was still there) is carried over.
        """
        theirs, slugs = "source in (select value from json_each(?))", (json.dumps(sources),)
        with self._file.writing() as database:
            later = Later()
            later.add(index.named_in(database, f"in (select id from articles where {theirs})", slugs), set())  # noqa: S608
            before = self._file.rows(
                "select id, first_seen_at, last_seen_at, "  # noqa: S608 - fixed text
                "(select max(last_captured_at) from versions v where v.article = a.id) as last_captured_at "
                f"from articles a where {theirs}",
                slugs,
            )
            with rebuilt.indexing_put_off(database, len(before)), self._settling(later):
                database.execute(f"delete from articles where {theirs}", slugs)  # noqa: S608 - the rest goes with them
                yield
                for row in before:
                    if (known := self._article(row["id"])) is not None:
                        seen = Sighting(row["first_seen_at"], row["last_seen_at"])
                        seen = seen.including(known["first_seen_at"]).including(known["last_seen_at"])
                        _resight(database, known, seen, capture=known["capture"])
                        versions.extend(database, row["id"], row["last_captured_at"])
                later.settle(database)

    @contextmanager
    def _settling(self, later: Later) -> Iterator[None]:
        """Whoever saves within the block is the thread that holds the write lock."""
        self._later = later
        try:
            yield
        finally:
            self._later = None

    def start_run(self, command: str, at: datetime) -> int:
        """Note that a command began. A run without an end is running, or was killed (`storage.runs`)."""
        with self._file.writing() as database:
            (run,) = database.execute(
                "insert into runs (command, started_at) values (?, ?) returning id",
                (command, stamps.second(at)),
            ).fetchone()
            return int(run)

    def finish_run(self, run: int, at: datetime, reports: Sequence[Report], *, ended: RunEnd = "done") -> None:
        with self._file.writing() as database:
            record(database, run, stamps.second(at), reports, ended)

    def enter_report(self, run: int, report: Report) -> None:
        """A part of a run that goes on."""
        with self._file.writing() as database:
            enter(database, run, report)

    def end_run(self, run: int, at: datetime) -> None:
        """The end of a run whose reports were entered one by one, and which goes on until it is stopped."""
        with self._file.writing() as database:
            end(database, run, stamps.second(at), "stopped")

    def unsettled(self, now: datetime) -> date | None:
        """The first day whose attempts may have to be counted again; None: all of them."""
        with self._file.explained():
            return unsettled(self._file.database(), now)

    def summarise(self, rows: Iterable[Tally], *, since: date | None = None) -> None:
        """Replace what the archive says of attempts, of that day and later, by what `Captures.summary` counted."""
        with self._file.writing() as database:
            summarise(database, rows, since=since)

    def health(self) -> tuple[Health, ...]:
        """How every source is doing, in the order of their slugs."""
        return health(self._file)

    def latest(self, limit: int = 5) -> tuple[Entry, ...]:
        """The newest articles, by publication."""
        found = self._file.rows(
            """
            select a.id, a.headline, s.name as source, a.url, a.published_at, a.first_seen_at,
                (select count(*) from versions v where v.article = a.id) as versions,
                (select count(*) from quotes q where q.article = a.id) as quotes,
                (select count(*) from credits c where c.article = a.id) as credits
            from articles a join sources s on s.slug = a.source
            order by a.published_key desc limit ?
            """,
            (limit,),
        )
        return tuple(
            Entry(
                **{
                    **dict(row),
                    "published_at": stamps.optional(row["published_at"]),
                    "first_seen_at": stamps.moment(row["first_seen_at"]),
                }
            )
            for row in found
        )

    def _require_source(self, slug: str) -> None:
        if self._file.first("select 1 from sources where slug = ?", (slug,)) is None:
            raise ArchiveError(f"{self._file.path}: has no source {slug!r}. Register its publisher first.")

    def _article(self, key: str) -> Any:
        return self._file.first("select * from articles where id = ?", (key,))

    def _story(self, found: Any) -> Story:
        by_article = {
            table: self._file.rows(f"select * from {table} where article = ? order by seq", (found["id"],))  # noqa: S608
            for table in findings.TABLES
        }
        of_quotes = {
            table: self._file.rows(
                f"select p.* from {table} p join quotes q on q.id = p.quote "  # noqa: S608 - fixed names
                f"where q.article = ? order by q.seq, p.{order}",
                (found["id"],),
            )
            for table, order in (("quote_parts", "seq"), ("quote_speakers", "position"))
        }
        return findings.story(articles.article(found), found["extractor"], by_article | of_quotes)

    def _says_already(self, known: Any, story: Story) -> bool:
        """Whether the archive holds this story, whatever bytes it was read from: then it is not rewritten."""
        same_bytes = replace(story, article=replace(story.article, capture=known["capture"]))
        return self._story(known) == same_bytes

    def _replace(self, database: Database, key: str, story: Story, seen: Sighting, *, new: bool) -> None:
        before = set() if new else index.named_in(database, "= ?", (key,))
        for table in () if new else findings.TABLES:
            database.execute(f"delete from {table} where article = ?", (key,))  # noqa: S608 - fixed names
        now = index.named(story)
        index.add(database, now - before)
        row = articles.row(story.article, key=key, extractor=story.extractor, seen=seen)
        upsert(database, "articles", [row], key="id")
        time = articles.published_time(story.article, seen)
        for table, rows in findings.rows(story, key, time).items():
            insert(database, table, rows)
        if self._later is not None:
            self._later.add(before, now)
        else:
            Later(before - now, index.titles_of(before | now)).settle(database)


def _resight(database: Database, known: Any, seen: Sighting, *, capture: str) -> None:
    """The same story, seen again. An undated one is sorted by its first sighting, and so are its findings."""
    database.execute(
        "update articles set first_seen_at = ?, last_seen_at = ?, capture = ? where id = ?",
        (seen.first, seen.last, capture, known["id"]),
    )
    if known["published_at"] is None and seen.first != known["first_seen_at"]:
        database.execute("update articles set published_key = ? || '-' || id where id = ?", (seen.first, known["id"]))
        for table in ("quotes", "credits", "announcements"):
            database.execute(
                f"update {table} set published_key = ? || '-' || id where article = ?",  # noqa: S608
                (seen.first, known["id"]),
            )


def _sighting(known: Any, at: datetime) -> Sighting:
    now = stamps.second(at)
    if known is None:
        return Sighting(now, now)
    return Sighting(known["first_seen_at"], known["last_seen_at"]).including(now)
