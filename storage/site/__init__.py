"""The Datasette plugin: how an archive looks in a browser.

It loads by itself with Datasette (an entry point), so `datasette archive.db -m metadata.yml` shows what
`onrecord serve` shows. Stored text comes from the web and is never markup: all of it is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from datasette import hookimpl
from datasette.utils import tilde_encode
from markupsafe import Markup, escape

from scraper.errors import ConfigError

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

Function = TypeVar("Function", bound=Callable[..., Any])

LONG_COLUMNS = {
    "articles": ("text", "marks"),
    "versions": ("text",),
}  # shown in full on the page of their row
EXCERPT = 180
_BLANK_LINES = re.compile(r"\r?\n\s*\n")
_FOUND = {"article": "articles", "title": "titles"}
_PARTY = {"person": "people", "company": "companies"}
POINTERS: dict[str, dict[str, str]] = {  # columns that hold the key of a row of another table
    "articles": {"source": "sources"},
    "versions": {"article": "articles"},
    "quotes": {"article": "articles"},
    "quote_parts": {"quote": "quotes"},
    "quote_speakers": {"quote": "quotes", **_PARTY},
    "credits": {**_FOUND, **_PARTY, "role": "roles"},
    "announcements": _FOUND,
    "title_links": {**_FOUND, "other": "titles"},
    "article_titles": _FOUND,
    "person_aliases": {"person": "people"},
    "company_aliases": {"company": "companies"},
    "title_aliases": {"title": "titles"},
    "attempts_summary": {"source": "sources"},
    "source_health": {"source": "sources"},
    "latest_articles": {"article": "articles"},
    "changed_pages": {"article": "articles"},
    "who_said_what": {"quote_id": "quotes"},
    "who_does_what": {"credit_id": "credits"},
    "fresh_by_source": {"slug": "sources"},
}
HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"strict-origin-when-cross-origin",
    # Datasette's own pages have inline scripts and styles; nothing at all comes from elsewhere.
    b"content-security-policy": (
        b"default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        b"img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        b"frame-ancestors 'none'"
    ),
}


def _hook(function: Function) -> Function:
    """Datasette's `hookimpl`, which has no types."""
    return cast(Function, hookimpl(function))


def metadata_path() -> Path:
    """Where metadata.yml is: beside this module when installed, at the top of a checkout otherwise."""
    here = Path(__file__).resolve().parent
    for path in (here / "metadata.yml", here.parents[1] / "metadata.yml"):
        if path.is_file():
            return path
    raise ConfigError(f"{here}: metadata.yml is missing from the installation. Install onrecord anew.")


def is_web_address(value: object) -> bool:
    """Whether a value is an http(s) URL and nothing more: the only kind that becomes a link."""
    if not isinstance(value, str) or any(c.isspace() or not c.isprintable() for c in value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


@_hook
def render_cell(value: object, column: str, table: str | None, database: str, datasette: Any) -> Markup | str | None:
    """Addresses as links that tell the other side nothing; keys as links; long texts as their beginning."""
    if isinstance(value, str) and (other := POINTERS.get(table or "", {}).get(column)):
        url = datasette.urls.row(database, other, tilde_encode(value))
        return Markup('<a href="{}">{}</a>').format(url, value)
    if is_web_address(value):
        return Markup('<a href="{0}" rel="noopener noreferrer">{0}</a>').format(value)
    if isinstance(value, str) and column in LONG_COLUMNS.get(table or "", ()) and len(value) > EXCERPT:
        return escape(value[:EXCERPT].rsplit(" ", 1)[0] + " …")
    return None


@_hook
def prepare_jinja2_environment(env: Any) -> None:
    env.filters["paragraphs"] = paragraphs
    env.tests["web_address"] = is_web_address


def paragraphs(text: str) -> list[str]:
    """An article's text is paragraphs separated by a blank line; in a text from a file, that line may hold blanks."""
    return [paragraph for paragraph in _BLANK_LINES.split(text) if paragraph.strip()]


@_hook
def asgi_wrapper() -> Callable[[Application], Application]:
    return _with_headers


def _with_headers(app: Application) -> Application:
    async def wrapped(scope: Message, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                others = [(k, v) for k, v in message.get("headers", []) if k.lower() not in HEADERS]
                message = {**message, "headers": [*others, *HEADERS.items()]}
            await send(message)

        await app(scope, receive, send_with_headers)

    return wrapped
