"""The Datasette plugin: how an archive looks in a browser.

It loads by itself with Datasette (an entry point), so `datasette archive.db -m metadata.yml` shows what
`onrecord serve` shows. Stored text comes from the web and is never markup: all of it is escaped.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from typing import Any, TypeVar, cast

from datasette import hookimpl
from markupsafe import Markup

from storage.metadata import path as metadata_path
from storage.site import assets, citation, errors, pages, passages, routes, words
from storage.site.cells import POINTERS, cell, is_web_address
from storage.site.headers import Application, with_headers

__all__ = ["POINTERS", "is_web_address", "metadata_path"]
Function = TypeVar("Function", bound=Callable[..., Any])


def _hook(function: Function) -> Function:
    """Datasette's `hookimpl`, which has no types."""
    return cast(Function, hookimpl(function))


@_hook
def render_cell(value: object, column: str, table: str | None, database: str, datasette: Any) -> Markup | str | None:
    return cell(value, column, table, database, datasette)


@_hook
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    from datasette.plugins import get_plugins  # not above: it is this module's importer

    env.filters |= {
        "ago": words.ago,
        "commands": words.commands,
        "counted": words.counted,
        "day": words.day,
        "joined": words.joined,
        "lasting": words.lasting,
        "length_in_words": words.length,
        "number": words.number,
        "paragraphs": passages.paragraphs,
        "plain": words.plain,
        "plainly": words.plainly,
        "stamp": words.stamp,
        "when": words.when,
    }
    env.tests["web_address"] = is_web_address
    name = next(p["name"] for p in get_plugins() if p["static_path"] == str(assets.STATIC))
    env.globals["asset"] = assets.addresses(datasette, name)
    assets.put_first(env.loader, after=datasette.template_dir)


@_hook
def extra_template_vars(
    database: str | None, table: str | None, view_name: str | None, request: Any, datasette: Any
) -> Callable[[], Awaitable[dict[str, Any]]]:
    async def variables() -> dict[str, Any]:
        return await pages.variables(datasette, database=database, table=table, view_name=view_name, request=request)

    return variables


@hookimpl(hookwrapper=True)  # type: ignore[untyped-decorator]
def handle_exception(datasette: Any, request: Any, exception: BaseException) -> Generator[None, Any, None]:
    """Around Datasette's own: beside another hook it would still print a page of traceback for each 404."""
    outcome = yield
    if page := errors.page(datasette, request, exception):
        outcome.force_result([page])


@_hook
def register_output_renderer() -> list[dict[str, Any]]:
    return citation.renderers()


@_hook
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    return routes.routes()


@_hook
def asgi_wrapper() -> Callable[[Application], Application]:
    return with_headers
