"""Addresses that are no row and no table: the search, pictures, the calendar, the status, feeds, dumps."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from datasette.utils import tilde_decode, to_css_class
from datasette.utils.asgi import AsgiFileDownload, NotFound, Response
from datasette.views.index import IndexView

from storage.export.cells import defused
from storage.site import catalogue, dumps, feeds, figures, found, pages, premieres, status

ATOM = "application/atom+xml; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"
PLAIN = (".md", ".txt", ".jsonl")


def routes() -> list[tuple[str, Callable[..., Any]]]:
    return [
        (r"/(\.(?P<format>jsono?))?$", front),
        (r"/(?P<database>[^/.]+)(?P<format>(?!))?$", database),  # no format: JSON is Datasette's
        (r"/-/search$", _page("search")),
        (r"/-/search\.json$", search_json),
        (r"/-/pictures$", _page("pictures")),
        (r"/-/pictures/(?P<figure>[a-z-]+)\.(?P<format>csv|json)$", figure),
        (r"/-/calendar$", _page("calendar")),
        (r"/-/status$", _page("status")),
        (r"/-/status\.json$", status_json),
        (r"/-/premieres\.ics$", calendar),
        (r"/-/feeds/(?P<what>[a-z]+)\.atom$", feed),
        (r"/-/dumps$", dump_list),
        (r"/-/dumps/(?P<path>.+)$", dump),
    ]


async def front(request: Any, datasette: Any) -> Any:
    """The first page of a site that serves one archive and nothing else.

    Datasette asks four questions of each of eighty tables before it shows that page: 0.15 s for what ours leaves out.
    """
    if request.url_vars["format"] or not await pages.is_one_archive(datasette):
        return await IndexView(datasette).get(request)
    await pages.permitted(datasette, request)
    context = {"metadata": datasette.metadata()}
    return Response.html(
        await datasette.render_template(["index.html"], context, request=request, view_name=IndexView.name)
    )


async def database(request: Any, datasette: Any) -> Any:
    """The page of an archive's tables and views. Datasette's own: with SQL, queries, or plugins' menus."""
    from datasette.plugins import pm  # these two not above: they are this module's importers
    from datasette.views.database import DatabaseView

    name = tilde_decode(request.url_vars["database"])
    more = request.query_string or pm.hook.database_actions.get_hookimpls()
    if more or not await pages.is_named(datasette, name) or await datasette.get_canned_queries(name, request.actor):
        return await DatabaseView(datasette).dispatch_request(request)
    await datasette.ensure_permissions(request.actor, [("view-database", name), "view-instance"])
    context = await catalogue.context(datasette, name, request)
    return Response.html(
        await datasette.render_template(
            [f"database-{to_css_class(name)}.html", "database.html"],
            context,
            request=request,
            view_name=DatabaseView.name,
        )
    )


def _page(name: str) -> Callable[..., Any]:
    async def view(request: Any, datasette: Any) -> Response:
        await pages.permitted(datasette, request)
        return Response.html(
            await datasette.render_template(
                f"onrecord/{name}.html", {}, request=request, view_name=f"{pages.PLACE}{name}"
            )
        )

    return view


async def search_json(request: Any, datasette: Any) -> Response:
    await pages.permitted(datasette, request)
    return Response.json(await pages.answer(datasette, request, found.data))


async def status_json(request: Any, datasette: Any) -> Response:
    await pages.permitted(datasette, request)
    return Response.json(await pages.answer(datasette, request, status.data))


async def figure(request: Any, datasette: Any) -> Response:
    """The rows a picture is drawn from."""
    await pages.permitted(datasette, request)
    drawn = await pages.answer(datasette, request, figures.page)
    shown = drawn["figures"].get(request.url_vars["figure"])
    if shown is None:
        raise NotFound(f"There is no picture {request.url_vars['figure']!r}.")
    rows = [{column.name: row[column.name] for column in shown.columns} for row in shown.rows]
    if request.url_vars["format"] == "json":
        return Response.json(rows)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.name for column in shown.columns])
    writer.writerows([defused(value) if isinstance(value, str) else value for value in row.values()] for row in rows)
    return Response.text(text.getvalue(), headers={"content-type": "text/csv; charset=utf-8"})


async def calendar(request: Any, datasette: Any) -> Response:
    await pages.permitted(datasette, request)
    link = await pages.absolute_links(datasette, request)
    title = request.args.get("title")
    body = await pages.answer(datasette, request, lambda reading, _: premieres.calendar(reading, link, title))
    return Response(body, content_type=CALENDAR)


async def feed(request: Any, datasette: Any) -> Response:
    await pages.permitted(datasette, request)
    link = await pages.absolute_links(datasette, request)
    asked = feeds.asked(request.url_vars["what"], request.args)
    address = datasette.absolute_url(request, request.path)
    if asked.by:
        address += f"?{asked.by}={asked.key}"
    body = await pages.answer(datasette, request, lambda reading, _: feeds.atom(reading, asked, address, link))
    return Response(body, content_type=ATOM)


async def dump_list(request: Any, datasette: Any) -> Response:
    path, public = await _archive(datasette, request)
    offered = dumps.offered(path, public=public)
    context = {
        "offered": offered,
        "groups": dumps.by_kind(offered) if offered else {},
        "folder": dumps.folder(path).name,
    }
    return Response.html(await datasette.render_template("onrecord/dumps.html", context, request=request))


async def dump(request: Any, datasette: Any) -> Any:
    path, public = await _archive(datasette, request)
    here = dumps.file(path, request.url_vars["path"], public=public)
    if here is None:
        raise NotFound("There is no such file among the dumps.")
    kind = "text/plain; charset=utf-8" if here.suffix in PLAIN else guess_type(here.name)[0]
    return AsgiFileDownload(str(here), filename=here.name, content_type=kind or "application/octet-stream")


async def _archive(datasette: Any, request: Any) -> tuple[Path, bool]:
    """Where the archive lies, and whether it is a copy for the public."""
    await pages.permitted(datasette, request)
    public = await pages.answer(datasette, request, lambda reading, _: reading.publication is not None)
    return Path(datasette.get_database(await pages.archive_name(datasette)).path), public
