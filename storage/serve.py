"""The archive in a browser: Datasette over HTTP, in the foreground or beside other work."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm
from datasette.utils import parse_metadata

from scraper.errors import ArchiveError, ConfigError
from storage import reading, site
from storage.archive import Archive
from storage.publish import PUBLICATION, is_publication

NAME_IN_METADATA = "archive"
SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 3000,
    "facet_time_limit_ms": 1000,  # at Datasette's 200 ms facets are missing from 100,000 articles on
    "suggest_facets": False,  # metadata.yml says which are of use; trying all takes longer than the page
    "num_sql_threads": 4,
    "allow_download": False,  # a file that is being written is no copy; `onrecord publish` makes one
    "default_cache_ttl": 0,  # the archive is live
}
FINISHED = {"allow_download": True, "default_cache_ttl": 300}  # instead, for a public copy: it does not change


@dataclass(frozen=True)
class Server:
    """An archive being served."""

    url: str
    port: int


def serve(
    archive: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8001,
    open_browser: bool = False,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve an archive until interrupted (Ctrl-C or SIGTERM). `ready` gets the URL once it answers.

    The archive may be written meanwhile. Raises ArchiveError if it cannot be opened, ConfigError if the port
    is taken. Port 0 is any free one.
    """
    with _listening(host, port) as listener, _application(archive) as app:
        url = _url(host, listener)
        # The socket listens already: a browser that comes before the first answer just waits for it.
        if ready:
            ready(url)
        if open_browser:
            webbrowser.open(url)
        # uvicorn stops cleanly on SIGINT and then passes it on; that is how one ends this.
        with suppress(KeyboardInterrupt):
            uvicorn.Server(_config(app)).run(sockets=[listener])


@contextmanager
def start(archive: Path, port: int = 0, *, host: str = "127.0.0.1") -> Iterator[Server]:
    """Serve an archive in a thread for as long as the block lasts."""
    with _listening(host, port) as listener, _application(archive) as app:
        server = uvicorn.Server(_config(app))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="datasette", daemon=True)
        thread.start()
        try:
            yield Server(_url(host, listener), listener.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join()


def metadata(archive: Path) -> dict[str, Any]:
    """metadata.yml, for an archive of whatever file name: Datasette calls a database by its file."""
    described: dict[str, Any] = parse_metadata(site.metadata_path().read_text(encoding="utf-8"))
    databases = described["databases"]
    databases[archive.stem] = databases.pop(NAME_IN_METADATA)
    return described


@contextmanager
def _application(archive: Path) -> Iterator[Any]:
    if not archive.is_file():
        raise ArchiveError(f"{archive}: there is no such archive. Make one with `onrecord collect` or `demo`.")
    public = is_publication(archive)
    if public:
        with reading.opened(archive, PUBLICATION, older=True) as copy:
            if not reading.is_current(copy, archive, PUBLICATION):
                raise ArchiveError(f"{archive}: was made by an older onrecord. Publish it anew.")
    else:
        Archive(archive).close()  # the same questions; and its views are brought up to date
    if not pm.is_registered(site):  # a checkout that is not installed has no entry points
        pm.register(site, name="onrecord")
    datasette = Datasette(
        [] if public else [str(archive)],
        immutables=[str(archive)] if public else (),
        metadata=metadata(archive),
        settings=SETTINGS | FINISHED if public else SETTINGS,
    )
    try:
        yield datasette.app()
    finally:
        datasette.executor.shutdown()
        for database in datasette.databases.values():
            database.close()


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        raise ConfigError(f"--host {host} --port {port}: cannot listen there ({error}). Try --port 0.") from error
    with closing(listener):
        yield listener


def _config(app: Any) -> uvicorn.Config:
    return uvicorn.Config(app, lifespan="on", log_level="warning", timeout_graceful_shutdown=5)


def _url(host: str, listener: socket.socket) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listener.getsockname()[1]}/"
