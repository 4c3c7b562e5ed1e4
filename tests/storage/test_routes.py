"""Pages that are no table: as data, and closed wherever the archive is closed."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from datasette.app import Datasette
from datasette.plugins import pm
from invented import Trade

from storage import site
from storage.archive import Archive
from storage.serve import Server, start

PLACES = (
    *("/", "/-/search?q=the", "/-/search.json?q=the", "/-/pictures", "/-/pictures/most-quoted.csv", "/-/calendar"),
    *("/-/premieres.ics", "/-/feeds/quotes.atom", "/-/dumps", "/-/dumps/manifest.json"),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("routes") / "archive.db"
    trade = Trade(seed=3, articles=60)
    with Archive(path) as archive:
        archive.register(trade.publishers)
        for story, captured_at in trade.stories():
            archive.save(story, captured_at=captured_at)
    return path


@pytest.fixture(scope="module")
def server(path: Path) -> Iterator[Server]:
    with start(path) as server:
        yield server


def get(server: Server, where: str) -> Any:
    with urlopen(f"{server.url}{where}", timeout=30) as answer:
        return answer.read().decode()


def statuses(path: Path, allow: dict[str, str]) -> dict[str, int]:
    """What Datasette answers somebody who is nobody."""
    if not pm.is_registered(site):
        pm.register(site, name="onrecord")

    async def ask() -> dict[str, int]:
        datasette = Datasette([str(path)], metadata={"databases": {"archive": {"allow": allow}}})
        try:
            return {place: (await datasette.client.get(place)).status_code for place in PLACES}
        finally:
            datasette.executor.shutdown()
            for database in datasette.databases.values():
                database.close()

    return asyncio.run(ask())


def test_who_may_not_see_the_archive_sees_none_of_it(path: Path) -> None:
    assert statuses(path, {"id": "desk"}) == dict.fromkeys(PLACES, 403)


def test_the_search_as_json_says_what_the_page_says(server: Server) -> None:
    page = get(server, "-/search?q=the")
    found = json.loads(get(server, "-/search.json?q=the"))
    assert found["q"] == "the"
    hits = found["groups"]["quotes"]["hits"]
    assert len(hits) == 8
    for hit in hits:
        assert f'href="/archive/quotes/{hit["id"]}"' in page
        assert any(is_found for _, is_found in hit["excerpt"])


def test_a_picture_s_csv_is_its_table(server: Server) -> None:
    page = get(server, "-/pictures")
    rows = list(csv.DictReader(io.StringIO(get(server, "-/pictures/announcements.csv"), newline="")))
    assert rows == [
        {name: str(value) for name, value in row.items()}
        for row in json.loads(get(server, "-/pictures/announcements.json"))
    ]
    assert rows
    for row in rows:
        assert f"<bdi>{row['month']}</bdi>" in page
        assert f"<bdi>{row['kind']}</bdi>" in page
    assert sum(int(row["announcements"]) for row in rows) <= 60


def test_most_quoted_people_are_counted_in_the_articles_that_name_them(server: Server) -> None:
    sql = (
        "select p.name as person, count(distinct q.article) as quoted_in from quotes q "
        "join quote_speakers s on s.quote = q.id join people p on p.slug = s.person "
        "where q.published_key >= '{since}' group by p.slug"
    )
    rows = json.loads(get(server, "-/pictures/most-quoted.json"))
    assert rows
    newest = "select date(substr(max(published_key), 1, 10), '-365 days') from articles"
    (since,) = json.loads(get(server, f"archive.json?_shape=arrayfirst&sql={quote(newest)}"))
    counted = json.loads(get(server, f"archive.json?_shape=array&_size=max&sql={quote(sql.format(since=since))}"))
    quoted_in = {row["person"]: row["quoted_in"] for row in counted}
    for row in rows:
        assert row["quoted_in"] == quoted_in[row["person"]]
        assert row["quoted_in"] <= row["named_in"]
        assert row["share"] == round(row["quoted_in"] / row["named_in"], 3)
    assert rows == sorted(rows, key=lambda row: -row["quotes"])


def test_the_first_page_is_datasettes_own_where_other_data_is_served_too(path: Path, server: Server) -> None:
    assert "archive" in json.loads(get(server, ".json"))


def test_the_page_of_the_archive_leaves_sql_json_and_hidden_tables_to_datasette(server: Server) -> None:
    assert 'href="/archive/articles"' in get(server, "archive")
    assert {table["name"] for table in json.loads(get(server, "archive.json"))["tables"]} >= {"articles", "quotes"}
    assert "articles_fts" in get(server, "archive?_show_hidden=1")
    assert json.loads(get(server, "archive.json?sql=select+1+as+one"))["rows"] == [[1]]
