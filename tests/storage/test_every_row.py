"""Nothing is lost on the way: tables and views as CSV and as pages of JSON give each row exactly once.

On an archive in which a great deal is printed at the same minute, said twice and named alike: wherever an order is
not total, paging by it loses rows (see metadata.yml).
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
import yaml
from invented import Trade

from scraper.model import Moment, Story
from storage.archive import Archive
from storage.serve import Server, start
from storage.views import VIEWS

ROOT = Path(__file__).resolve().parents[2]
METADATA = yaml.safe_load((ROOT / "metadata.yml").read_text(encoding="utf-8"))["databases"]["archive"]["tables"]
TABLES = [name for name, fields in METADATA.items() if not fields.get("hidden") and name not in VIEWS]
PAGE = 90  # not a divisor of any count


def at_few_times(story: Story) -> Story:
    """Hundreds of articles of one day: what is sorted by time alone is sorted by nothing."""
    published = story.article.published
    assert published
    day = datetime(published.at.year, 1 + published.at.month // 7, 1, tzinfo=published.at.tzinfo)
    return replace(story, article=replace(story.article, published=Moment(day, "day", "")))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rows") / "archive.db"
    trade = Trade(seed=4, articles=400)
    with Archive(path) as archive:
        archive.register(trade.publishers)
        with archive.rebuilding("reel-wire"):
            for story, captured_at in trade.stories():
                archive.save(at_few_times(story), captured_at=captured_at)
    return path


@pytest.fixture(scope="module")
def server(path: Path) -> Iterator[Server]:
    with start(path) as server:
        yield server


def stored(path: Path, name: str) -> Counter[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return Counter(tuple(_cell(value) for value in row) for row in connection.execute(f"select * from {name}"))


def as_csv(server: Server, name: str, **query: str) -> Counter[tuple[str, ...]]:
    with urlopen(f"{server.url}archive/{name}.csv?{urlencode({'_stream': '1', **query})}", timeout=60) as answer:
        rows = list(csv.reader(io.StringIO(answer.read().decode(), newline="")))
    return Counter(tuple(row) for row in rows[1:])


def as_json(server: Server, name: str, **query: str) -> Counter[tuple[str, ...]]:
    """Page by page, as `next_url` leads."""
    url = f"{server.url}archive/{name}.json?{urlencode({'_size': PAGE, **query})}"
    found: Counter[tuple[str, ...]] = Counter()
    while url:
        with urlopen(url, timeout=60) as answer:
            page: dict[str, Any] = json.load(answer)
        found.update(tuple(_cell(value) for value in row) for row in page["rows"])
        url = page["next_url"]
    return found


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def orders(name: str) -> list[dict[str, str]]:
    return [
        {},
        *({order: column} for column in METADATA[name]["sortable_columns"] for order in ("_sort", "_sort_desc")),
    ]


def test_there_is_enough_to_lose(path: Path) -> None:
    assert stored(path, "quotes").total() > 1500
    with closing(sqlite3.connect(path)) as connection:
        (times,) = connection.execute("select count(distinct published_at) from articles").fetchone()
        assert times < 20
        (ties,) = connection.execute(
            "select max(n) from (select count(*) as n from same_statement group by articles)"
        ).fetchone()
        assert ties > PAGE


@pytest.mark.parametrize("name", TABLES)
def test_of_a_table(name: str, server: Server, path: Path) -> None:
    expected = stored(path, name)
    for order in orders(name):
        assert as_csv(server, name, **order) == expected, order
        assert as_json(server, name, **order) == expected, order


@pytest.mark.parametrize("name", VIEWS)
def test_of_a_view(name: str, server: Server, path: Path) -> None:
    expected = stored(path, name)
    assert set(expected.values()) <= {1}
    assert as_csv(server, name) == expected
    assert as_json(server, name) == expected


@pytest.mark.parametrize("table", ["articles", "quotes", "credits"])
def test_of_what_a_search_finds(table: str, server: Server, path: Path) -> None:
    expected = stored(
        path, f"{table} where rowid in (select rowid from {table}_fts where {table}_fts match 'the OR as')"
    )
    assert expected.total() > PAGE
    assert as_json(server, table, _search="the OR as", _searchmode="raw") == expected
