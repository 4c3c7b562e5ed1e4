"""The demo's press site: two invented publishers, by virtual host, on one loopback server."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Mapping
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from threading import Thread
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

from schedules.demo.edition import EDITIONS, FRONT, NEWSROOM, TRADE, Document, edition
from schedules.demo.sources import sources
from scraper.page import Source

_LOOPBACK: Final = "127.0.0.1"
_HOSTS: Final = {NEWSROOM: NEWSROOM, TRADE: TRADE, FRONT: FRONT, _LOOPBACK: FRONT}
_WORTH_PACKING: Final = 512  # bytes
_IDLE: Final = 30.0  # seconds a connection may stay open with nothing on it


class PressSite:
    """Serves both publishers on 127.0.0.1 while it is entered; `edition` says which state they are in.

    Port 0 takes any free one. Raises OSError where the port is taken.
    """

    def __init__(self, port: int = 0) -> None:
        self._server = _Server((_LOOPBACK, port), _Answer)
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), name="press-site", daemon=True)
        self.edition = EDITIONS[0]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        port: int = self._server.server_address[1]
        return port

    @property
    def edition(self) -> int:
        return self._edition

    @edition.setter
    def edition(self, number: int) -> None:
        if number not in EDITIONS:
            raise ValueError(f"the demo's press site has editions {EDITIONS}, not {number!r}")
        self._server.documents = edition(number, self.port)
        self._edition = number

    @property
    def sources(self) -> tuple[Source, ...]:
        return sources(self.port)

    def resolve(self, host: str, port: int) -> tuple[tuple[str, int], ...]:
        """Where the two hosts live, whatever this machine makes of *.localhost; other hosts are unknown."""
        if host.casefold() not in (NEWSROOM, TRADE):
            raise socket.gaierror(socket.EAI_NONAME, f"the demo's press site has no host {host}:{port}")
        return ((_LOOPBACK, self.port),)


class _Server(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    documents: Mapping[tuple[str, str], Document]


class _Answer(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "onrecord-demo"
    sys_version = ""
    timeout = _IDLE
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        host = _HOSTS.get((self.headers.get("Host") or FRONT).rsplit(":", 1)[0].casefold())
        path = urlsplit(self.path).path
        if host is None:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "This server has no such host.")
        elif document := self.server.documents.get((host, path)):
            self._give(document)
        elif (host, path + "/") in self.server.documents:
            self._move(path + "/")
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "There is nothing at this address.")

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Says nothing: the archive's attempts are the log."""

    def _give(self, document: Document) -> None:
        packed = len(document.body) >= _WORTH_PACKING and _accepts_gzip(self.headers.get("Accept-Encoding", ""))
        # Two codings are two representations, with a strong tag each (RFC 9110 section 8.8.3.3).
        etag = f'{document.etag[:-1]}-gzip"' if packed else document.etag
        headers = {
            "ETag": etag,
            "Last-Modified": format_datetime(document.modified, usegmt=True),
            "Cache-Control": "no-cache",
            "Vary": "Accept-Encoding",
        }
        if self._is_current(etag, document):
            self._send(HTTPStatus.NOT_MODIFIED, headers, b"")
            return
        headers["Content-Type"] = document.content_type
        if packed:
            headers["Content-Encoding"] = "gzip"
        self._send(HTTPStatus.OK, headers, gzip.compress(document.body, mtime=0) if packed else document.body)

    def _is_current(self, etag: str, document: Document) -> bool:
        """RFC 9110 section 13.2.2: If-Modified-Since counts only where there is no If-None-Match."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            held = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
            return "*" in held or etag in held
        try:
            since = parsedate_to_datetime(self.headers.get("If-Modified-Since", ""))
        except ValueError:  # absent, or not a date: to be ignored
            return False
        return document.modified.replace(microsecond=0) <= since.replace(tzinfo=since.tzinfo or UTC)

    def _move(self, path: str) -> None:
        self._send(HTTPStatus.MOVED_PERMANENTLY, {"Location": path}, b"")

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        page = f"<!DOCTYPE html>\n<title>{status.phrase}</title>\n<h1>{status.phrase}</h1>\n<p>{why}</p>\n"
        self._send(status, {"Content-Type": "text/html; charset=utf-8"}, page.encode())

    def _send(self, status: HTTPStatus, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _accepts_gzip(accepted: str) -> bool:
    for coding in accepted.casefold().split(","):
        name, _, weight = coding.partition(";")
        if name.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
