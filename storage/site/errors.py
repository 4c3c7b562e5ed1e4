"""What a reader sees where there is nothing to see: a page with the way back, and on the console no word of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette.utils.asgi import Base400, Response

TOO_SLOW = "This question takes longer than this server allows. Ask for less, or take the archive home to ask."


def page(datasette: Any, request: Any, exception: BaseException) -> Callable[[], Awaitable[Any]] | None:
    """A page for what is the reader's doing; None leaves all else to Datasette, which says it on the console."""
    from datasette.views.base import DatasetteError  # imports this module's importer

    title, info = None, {}
    if isinstance(exception, Base400):
        status, message = exception.status, str(exception)
    elif isinstance(exception, DatasetteError):
        # All of these are about the address asked for (a column, a sort, SQL); Datasette says 500 for some.
        status, title, info = exception.status, exception.title, exception.error_dict
        status = status if status < 500 else 400
        message = TOO_SLOW if exception.message_is_html else exception.message  # its HTML has a script and a style
    else:
        return None
    found = {**info, "ok": False, "error": message, "status": status, "title": title}

    async def answer() -> Any:
        if request.path.endswith(".json"):
            return Response.json(found, status=status)
        html = await datasette.render_template(["error.html"], found, request=request, view_name="error")
        return Response.html(html, status=status)

    return answer
