"""Which row is shown by which page: a page is a question to the archive and a template for the answer.

A page stays a row of Datasette, at the row's address and with its JSON; only what is seen is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from datasette.utils import tilde_encode, urlsafe_components
from datasette.utils.asgi import NotFound

from storage.site import (
    article,
    company,
    figures,
    finding,
    found,
    home,
    person,
    premieres,
    quote,
    run,
    source,
    status,
    title,
    version,
)
from storage.site.reading import Asked, Reading, is_archive, read

Read = Callable[[Reading, Asked], Mapping[str, Any]]
Result = TypeVar("Result")


@dataclass(frozen=True)
class Page:
    """A template below templates/onrecord/, and what it gets as `page`."""

    template: str
    read: Read


HOME = Page("home.html", home.page)
ROWS: dict[str, Page] = {  # by the table whose rows are shown so; other rows are shown column by column
    "articles": Page("article.html", article.page),
    "versions": Page("version.html", version.page),
    "quotes": Page("quote.html", quote.page),
    "credits": Page("finding.html", finding.credit),
    "announcements": Page("finding.html", finding.announcement),
    "title_links": Page("finding.html", finding.title_link),
    "titles": Page("title.html", title.page),
    "people": Page("person.html", person.page),
    "companies": Page("company.html", company.page),
    "sources": Page("source.html", source.page),
    "runs": Page("run.html", run.page),
}
PLACE = "onrecord-"  # begins the view name of a page that is neither a row nor a table
PLACES: dict[str, Page] = {
    "search": Page("search.html", found.page),
    "pictures": Page("pictures.html", figures.page),
    "calendar": Page("calendar.html", premieres.page),
    "status": Page("status.html", status.page),
}
NAVIGATION = (  # label, table or view
    ("Articles", "articles"),
    ("Quotes", "quotes"),
    ("Credits", "credits"),
    ("Announcements", "announcements"),
    ("Titles", "titles"),
    ("People", "people"),
    ("Companies", "companies"),
    ("Sources", "sources"),
)
_known: WeakKeyDictionary[Any, bool] = WeakKeyDictionary()  # Datasette's databases: is it an archive of ours?


async def variables(
    datasette: Any, *, database: str | None, table: str | None, view_name: str | None, request: Any
) -> dict[str, Any]:
    """What every template gets beside Datasette's own variables.

    `archive` is the name of the archive's database (None: only others are served); `link(table, *key)` is the
    address of a row in it, or of the table; `page_template` and `page` are how and what this page shows.
    """
    archive = await _archive(datasette, database)
    found: dict[str, Any] = {
        "archive": archive,
        "link": _links(datasette, archive),
        "navigation": NAVIGATION,
        "page": {},
        "page_template": f"onrecord/{view_name}-plain.html",
    }
    page = _page(archive, database, table, view_name)
    if page and archive and request:
        asked = _asked(datasette, request)
        answer = await read(
            datasette.get_database(archive),
            datasette.setting("sql_time_limit_ms"),
            lambda reading: {"publication": reading.publication, **page.read(reading, asked)},
        )
        found |= {"page": answer, "page_template": f"onrecord/{page.template}", "now": asked.now}
    return found


def _page(archive: str | None, database: str | None, table: str | None, view_name: str | None) -> Page | None:
    if view_name == "index":
        return HOME
    if view_name and view_name.startswith(PLACE):
        return PLACES[view_name.removeprefix(PLACE)]
    if view_name == "row" and database == archive:
        return ROWS.get(table or "")
    return None


def _asked(datasette: Any, request: Any) -> Asked:
    keys = request.url_vars.get("pks")
    return Asked(
        key=tuple(urlsafe_components(keys)) if keys else (),
        args={name: request.args[name] for name in request.args},
        address=datasette.absolute_url(request, request.path),
        now=datetime.now(UTC),
    )


async def answer(datasette: Any, request: Any, question: Callable[[Reading, Asked], Result]) -> Result:
    """What the archive answers, for a page that is not made by `variables`."""
    asked = _asked(datasette, request)
    return await read(
        datasette.get_database(await archive_name(datasette)),
        datasette.setting("sql_time_limit_ms"),
        lambda reading: question(reading, asked),
    )


async def permitted(datasette: Any, request: Any) -> None:
    """Raises Forbidden where Datasette would not show the archive to who asks, NotFound where there is none."""
    name = await archive_name(datasette)
    await datasette.ensure_permissions(request.actor, [("view-database", name), "view-instance"])


async def is_one_archive(datasette: Any) -> bool:
    """Whether an archive is served, and nothing beside it (but what Datasette keeps for itself)."""
    served = [name for name in datasette.databases if name != "_internal"]
    return served == [await _archive(datasette, None)]


async def is_named(datasette: Any, name: str) -> bool:
    """Whether this is the name of an archive that is served."""
    return name in datasette.databases and await _archive(datasette, name) == name


async def archive_name(datasette: Any) -> str:
    found = await _archive(datasette, None)
    if found is None:
        raise NotFound("No archive is served here.")
    return found


async def absolute_links(datasette: Any, request: Any) -> Callable[..., str]:
    """`link`, for what is read elsewhere than here."""
    link = _links(datasette, await archive_name(datasette))
    return lambda *parts: str(datasette.absolute_url(request, link(*parts)))


async def _archive(datasette: Any, asked_for: str | None) -> str | None:
    """The archive that a page is about: the one it is in, else the first one served."""
    names = [name for name, database in datasette.databases.items() if await _is_archive(database)]
    return asked_for if asked_for in names else next(iter(names), None)


async def _is_archive(database: Any) -> bool:
    if database.path is None:
        return False
    if database not in _known:
        _known[database] = await database.execute_fn(is_archive)
    return _known[database]


def _links(datasette: Any, archive: str | None) -> Callable[..., str]:
    def link(table: str = "", *key: object, format: str | None = None) -> str:  # noqa: A002 - Datasette's word for it
        if not table:
            return str(datasette.urls.database(archive))
        if not key:
            return str(datasette.urls.table(archive, table, format=format))
        path = ",".join(tilde_encode(str(part)) for part in key)
        return str(datasette.urls.row(archive, table, path, format=format))

    return link
