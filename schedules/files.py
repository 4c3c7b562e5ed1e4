"""Pages from disk, brought in as if they had just been fetched."""

from __future__ import annotations

import hashlib
import mimetypes
from datetime import datetime
from pathlib import Path

from scraper.charset import decoded
from scraper.dates import moment
from scraper.errors import ReadError
from scraper.model import Attempt, Capture, Request
from scraper.page import Source

ADDED = Source(slug="added", name="Added by hand", kind="wire", reuse="press")
OURS = "x-onrecord-"  # no server can send it: the network edge drops headers of this prefix
FILE_HEADER = f"{OURS}file"


def attempt(path: Path, source: Source, *, url: str, headline: str, published: str, now: datetime) -> Attempt:
    """A file as an attempt that went well; raises ReadError when it cannot be read or is no text."""
    try:
        body = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from error
    made = capture(path, body, source, url=url, headline=headline, published=published, now=now)
    return Attempt(
        request=Request(url=made.url, source=source.slug, purpose="page"),
        at=now,
        seconds=0.0,
        outcome="ok",
        detail=f"added from the file {path.name}",
        status=200,
        received=len(body),
        capture=made,
    )


def capture(
    path: Path, body: bytes, source: Source, *, now: datetime, url: str = "", headline: str = "", published: str = ""
) -> Capture:
    """The bytes of a file as a capture: HTML, or plain text whose paragraphs a blank line separates.

    Without `url` the page is known by its bytes (`urn:sha256:...`): adding it again adds nothing.
    `headline` and `published` are kept among the headers, where a re-read finds them; they are for plain text.
    Raises ReadError when the bytes are no text, or what was said of them cannot be used.
    """
    html = _is_html(path, body)
    _require_text(path, body)
    if html and (headline or published):
        raise ReadError(f"{path}: is HTML, which says its own headline and date; leave out --headline and --published")
    if published and moment(published) is None:
        raise ReadError(f"{path}: --published {published!r} is no date; write it like 2026-11-22")
    address = url or "urn:sha256:" + hashlib.sha256(body).hexdigest()
    said = {
        FILE_HEADER: path.name if path.name.isprintable() else "file",
        "x-onrecord-headline": "" if html else headline or _title(path),
        "x-onrecord-published": published,
    }
    return Capture(
        source=source.slug,
        purpose="page",
        url=address,
        final_url=address,
        status=200,
        headers=(
            ("content-type", "text/html" if html else "text/plain"),
            *((name, value) for name, value in said.items() if value),
        ),
        body=body,
        fetched_at=now,
    )


def is_plain_text(capture: Capture) -> bool:
    """Whether a capture is a plain text from disk: what a server calls text/plain is no article."""
    return bool(capture.header(FILE_HEADER)) and capture.header("content-type") == "text/plain"


def _require_text(path: Path, body: bytes) -> None:
    if not body.strip():
        raise ReadError(f"{path}: is empty")
    text = decoded(body).text
    controls = sum(not char.isprintable() and not char.isspace() for char in text[:10_000])
    if "\0" in text or controls * 50 > min(len(text), 10_000):
        raise ReadError(f"{path}: is neither HTML nor plain text")


def _is_html(path: Path, body: bytes) -> bool:
    guess = mimetypes.guess_type(path.name)[0] or ""
    return "html" in guess or body[:1024].lstrip().lower().startswith((b"<!doctype html", b"<html"))


def _title(path: Path) -> str:
    words = path.stem.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
