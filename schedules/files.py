"""Pages from disk, brought in as if they had just been fetched."""

from __future__ import annotations

import hashlib
import mimetypes
from datetime import datetime
from pathlib import Path

from scraper.errors import ReadError
from scraper.model import Attempt, Capture, Request
from scraper.page import Source

ADDED = Source(slug="added", name="Added by hand", kind="wire", reuse="press")


def attempt(path: Path, source: Source, *, url: str, headline: str, published: str, now: datetime) -> Attempt:
    """A file as an attempt that went well; raises ReadError when the file cannot be read."""
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
    path: Path,
    body: bytes,
    source: Source,
    *,
    now: datetime,
    url: str = "",
    headline: str = "",
    published: str = "",
) -> Capture:
    """The bytes of a file as a capture: HTML, or plain text whose paragraphs a blank line separates.

    Without `url` the page is known by its bytes (`urn:sha256:...`): adding it again adds nothing.
    `headline` and `published` are kept among the headers, where a re-read finds them.
    """
    address = url or "urn:sha256:" + hashlib.sha256(body).hexdigest()
    kind = "text/html" if _is_html(path, body) else "text/plain"
    said = {"x-onrecord-headline": headline or _title(path), "x-onrecord-published": published}
    return Capture(
        source=source.slug,
        purpose="page",
        url=address,
        final_url=address,
        status=200,
        headers=(("content-type", kind), *((name, value) for name, value in said.items() if value)),
        body=body,
        fetched_at=now,
    )


def _is_html(path: Path, body: bytes) -> bool:
    guess = mimetypes.guess_type(path.name)[0] or ""
    return "html" in guess or body[:1024].lstrip().lower().startswith((b"<!doctype html", b"<html"))


def _title(path: Path) -> str:
    words = path.stem.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
