"""A large invented archive, and how fast its site answers: `python benchmarks/archive.py make big.db`, then `measure`.

`make` saves 20,000 invented articles with 100,000 quotes through the archive itself. `measure` serves the file
with one worker on loopback and asks for each kind of page and search many times, one after the other.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import time
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode
from urllib.request import urlopen

import invented
from invented import Trade

from storage.archive import Archive
from storage.serve import start

ARTICLES = 20_000
WARMED_UP = 5  # answers at the beginning that do not count
COUNTED = ("articles", "quotes", "credits", "announcements", "people", "companies", "titles")


def make(path: Path, articles: int = ARTICLES, seed: int = 1) -> None:
    """An archive of so many articles; about five quotes and six credits each."""
    trade = Trade(seed, articles)
    with Archive(path) as archive:
        archive.register(trade.publishers)
        slugs = [publisher.slug for publisher in trade.publishers]
        with archive.rebuilding(*slugs):  # one transaction: the disk is asked once
            for story, captured_at in trade.stories():
                archive.save(story, captured_at=captured_at)


def counts(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        found = ((table, connection.execute(f"select count(*) from {table}").fetchone()[0]) for table in COUNTED)
        return ", ".join(f"{count:,} {table}" for table, count in found)


@dataclass(frozen=True)
class Asked:
    """Something a reader asks the site for, and how often it is asked here."""

    name: str
    paths: tuple[str, ...]


def measure(path: Path, rounds: int, seed: int) -> None:
    """Times of whole answers over loopback, in the order asked; the first few warm up and do not count."""
    with start(path) as server:
        for asked in _questions(path, random.Random(seed), rounds):
            for where in asked.paths[:WARMED_UP]:
                _timed(server.url + where)
            taken = [_timed(server.url + where) for where in asked.paths[WARMED_UP:]]
            waited, worked = sorted(wait for wait, _ in taken), sorted(work for _, work in taken)
            print(
                f"| {asked.name} | {len(taken)} | {statistics.median(waited):.0f} | {_share(waited, 0.95):.0f} "
                f"| {statistics.median(worked):.0f} | {_share(worked, 0.95):.0f} |"
            )


def _timed(url: str) -> tuple[float, float]:
    """Milliseconds waited for an answer, and of processor time; the second is the same on a busy machine."""
    began, worked = time.perf_counter(), time.process_time()
    with urlopen(url, timeout=30) as answer:
        answer.read()
    return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000


def _share(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))]


def _questions(path: Path, chance: random.Random, rounds: int) -> Iterator[Asked]:
    name = path.stem
    with closing(sqlite3.connect(path)) as connection:
        for table, key in (("titles", "slug"), ("people", "slug"), ("companies", "slug"), ("articles", "id")):
            yield Asked(f"a page of {table}", _rows(connection, name, table, key, rounds))
        for table in ("quotes", "credits", "announcements"):
            yield Asked(f"a page of {table}", _rows(connection, name, table, "id", rounds))
        yield Asked("a source", _rows(connection, name, "sources", "slug", rounds))
        for table, column in (("titles", "title"), ("people", "person")):
            yield Asked(f"the {column} that most is printed of", _busiest(connection, name, table, column, rounds))
        for page in ("", "-/pictures", "-/calendar", "-/feeds/quotes.atom", "-/feeds/announcements.atom"):
            yield Asked(f"/{page}", (page,) * (rounds // 2))
        for table in ("articles", "quotes", "credits"):
            yield Asked(f"the table of {table}", (f"{name}/{table}",) * (rounds // 4))
        for what, words in (
            ("a line, half of them with a wrong word", _lines(connection, chance, rounds)),
            ("a name without its accents", _names(connection, rounds)),
            ("a title", _titles(connection, rounds)),
            ("only the commonest words", _common(chance, rounds)),
        ):
            yield Asked(f"search: {what}", tuple(f"-/search?{urlencode({'q': question})}" for question in words))


def _rows(connection: sqlite3.Connection, name: str, table: str, key: str, count: int) -> tuple[str, ...]:
    found = connection.execute(f"select {key} from {table} order by random() limit ?", (count,)).fetchall()
    keys = [quote(row[0]) for row in found]
    return tuple(f"{name}/{table}/{keys[number % len(keys)]}" for number in range(count))


def _busiest(connection: sqlite3.Connection, name: str, table: str, column: str, count: int) -> tuple[str, ...]:
    (key,) = connection.execute(
        f"select {column} from credits where {column} is not null group by {column} order by count(*) desc limit 1"
    ).fetchone()
    return (f"{name}/{table}/{quote(key)}",) * (count // 2)


def _lines(connection: sqlite3.Connection, chance: random.Random, count: int) -> Iterable[str]:
    for (text,) in connection.execute("select text from quotes order by random() limit ?", (count,)).fetchall():
        words = text.split()
        length = min(len(words), chance.randint(3, 9))
        at = chance.randrange(len(words) - length + 1)
        line = words[at : at + length]
        if chance.random() < 0.5:
            line[chance.randrange(length)] = chance.choice(invented.CONTENT)
        yield " ".join(line)


def _names(connection: sqlite3.Connection, count: int) -> Iterable[str]:
    for (name,) in connection.execute("select name from people order by random() limit ?", (count,)).fetchall():
        yield "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def _titles(connection: sqlite3.Connection, count: int) -> Iterable[str]:
    return [name for (name,) in connection.execute("select name from titles order by random() limit ?", (count,))]


def _common(chance: random.Random, count: int) -> Iterable[str]:
    return [" ".join(chance.choices(invented.COMMON, k=chance.randint(1, 8))) for _ in range(count)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("make", "measure"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=200)
    asked = parser.parse_args()
    began = time.perf_counter()
    if asked.what == "make":
        make(asked.file, asked.articles, asked.seed)
        print(f"{counts(asked.file)}; {asked.file.stat().st_size / 1e6:.0f} MB, {time.perf_counter() - began:.0f} s")
    else:
        print(
            f"{counts(asked.file)}\n\n| asked for | times | median ms | 95th | of work | 95th |\n"
            "|---|---:|---:|---:|---:|---:|"
        )
        measure(asked.file, asked.rounds, asked.seed)


if __name__ == "__main__":
    main()
