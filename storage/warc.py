"""Captures as a WARC file (ISO 28500:2017, WARC/1.1), which any tool of web archiving reads.

What is written is a function of the captures alone: the same ones give the same bytes every time. A response is
stored here without its content coding and chunks, so that the headers that speak of them are kept under another
name (`x-archive-orig-`), as is the custom of other archives. What a server was asked is not stored: the request is
put together again from the address, and its record says so.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.model import Capture
from storage import stamps
from storage.captures import Captures
from storage.database import explained

UNTRUE = frozenset({"content-encoding", "transfer-encoding", "content-length"})  # of a body as it is stored
RENAMED = "x-archive-orig-"
OURS = "x-onrecord-"
_DESCRIPTION = (
    "Captures of web pages and feeds; bodies are without content coding and chunks; request records are put together "
    "from the address and hold nothing else of what was sent"
)
Progress = Callable[[int, int], None]  # captures written, captures in all


def write_captures(
    captures: Captures,
    to: Path,
    *,
    software: str,
    sources: Sequence[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    also: Collection[str] = (),
    progress: Progress = lambda _done, _total: None,
) -> int:
    """Write a `.warc.gz` of the sources' captures fetched from `since` on and before `until`, oldest first; how many.

    `also` are the sha256 of bodies whose captures are wanted of whichever source and time. One capture is held in
    memory at a time. `to` is overwritten: give the path of a file that is being made.
    """
    asked = tuple(captures.sources() if also or not sources else sources)
    total = captures.count(*asked)
    written = 0
    with explained(to), to.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        for done, capture in enumerate(captures.replay(*asked)):
            progress(done, total)
            at, source = capture.fetched_at, capture.source
            chosen = (not sources or source in sources) and not ((since and at < since) or (until and at >= until))
            if not (chosen or capture.sha256 in also):
                continue
            if not written:
                _write_info(writer, software, capture)
            written += 1
            if capture.header(f"{OURS}file"):
                _write_resource(writer, capture)
            else:
                _write_pair(writer, capture)
        progress(total, total)
    return written


def _write_info(writer: Any, software: str, first: Capture) -> None:
    """What the file is. Its time is that of its first capture: the time of writing would differ each time."""
    about = {"software": software, "format": "WARC File Format 1.1", "description": _DESCRIPTION}
    payload = "".join(f"{name}: {value}\r\n" for name, value in about.items()).encode()
    headers = {"WARC-Record-ID": _id("warcinfo", first), "WARC-Date": stamps.instant(first.fetched_at)}
    _write(writer, "", "warcinfo", payload, headers)


def _write_resource(writer: Any, capture: Capture) -> None:
    """A page from disk: nobody was asked for it."""
    said = {
        f"X-Onrecord-{name.removeprefix(OURS)}": " ".join(value.split())  # a line break would end the field
        for name, value in capture.headers
        if name.startswith(OURS)
    }
    content_type = capture.header("content-type")
    _write(writer, capture.final_url, "resource", capture.body, {**_headers("resource", capture), **said}, content_type)


def _write_pair(writer: Any, capture: Capture) -> None:
    """A response, and the request that brought it."""
    response = _headers("response", capture)
    http = StatusAndHeaders(f"{capture.status} {_reason(capture.status)}", list(_true(capture)), protocol="HTTP/1.1")
    _write(writer, capture.final_url, "response", capture.body, response, http=http)
    parts = urlsplit(capture.final_url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    asked = StatusAndHeaders(f"GET {target} HTTP/1.1", [("Host", parts.netloc)], is_http_request=True)
    request = {
        **_headers("request", capture),
        "WARC-Concurrent-To": response["WARC-Record-ID"],
        "X-Onrecord-Reconstructed": "from the address",
    }
    _write(writer, capture.final_url, "request", b"", request, http=asked)


def _true(capture: Capture) -> Iterator[tuple[str, str]]:
    """The headers, with those under another name that are not true of the stored body."""
    for name, value in capture.headers:
        yield (RENAMED + name if name in UNTRUE else name), value
        if name == "content-length":
            yield name, str(len(capture.body))


def _write(
    writer: Any,
    url: str,
    kind: str,
    payload: bytes,
    headers: dict[str, str],
    content_type: str = "",
    http: StatusAndHeaders | None = None,
) -> None:
    record = writer.create_warc_record(
        url,
        kind,
        payload=BytesIO(payload),
        length=len(payload),
        warc_content_type=content_type,
        warc_headers_dict=headers,
        http_headers=http,
    )
    writer.write_record(record)


def _headers(kind: str, capture: Capture) -> dict[str, str]:
    asked = {} if capture.url == capture.final_url else {"X-Onrecord-Asked": capture.url}
    return {
        "WARC-Record-ID": _id(kind, capture),
        "WARC-Date": stamps.instant(capture.fetched_at),
        "X-Onrecord-Source": capture.source,
        "X-Onrecord-Purpose": capture.purpose,
        "X-Onrecord-Sha256": capture.sha256,
        **asked,
    }


def _id(kind: str, capture: Capture) -> str:
    """The same for the same capture, and for no other."""
    what = " ".join((kind, capture.source, capture.url, stamps.instant(capture.fetched_at), capture.sha256))
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'urn:onrecord:{what}')}>"


def _reason(status: int) -> str:
    """A status line has one; what the server wrote there is not stored."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
