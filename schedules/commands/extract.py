"""`onrecord extract`: text or HTML in, one JSON object a line out."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import rich_click as click

from schedules import digest, files, show
from schedules.commands import options
from scraper import extract as extraction
from scraper import read
from scraper.dates import moment
from scraper.errors import ReadError
from scraper.model import Article


class _Line(msgspec.Struct):
    id: str | int
    text: str
    headline: str = ""
    published: str | None = None


@click.command()
@click.argument("paths", nargs=-1, metavar="FILE...", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--jsonl", is_flag=True, help='The input is JSON lines of {"id", "text", "headline"?, "published"?}.')
def extract(paths: tuple[Path, ...], jsonl: bool) -> int:
    """Text or HTML in, one JSON object a line out; without FILE, or for -, standard input is read.

    Plain text is taken unchanged as the article's text: offsets hold in the file itself.
    """
    code = 0
    for path in paths or (Path("-"),):
        for result in _results(path, jsonl):
            if isinstance(result, ReadError):
                click.echo(f"onrecord: {result}", err=True)
                code = options.FAILED
            else:
                click.echo(json.dumps(result, ensure_ascii=False))
    return code


def _results(path: Path, jsonl: bool) -> Iterator[dict[str, Any] | ReadError]:
    try:
        body = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        yield ReadError(f"{path}: cannot be read: {error.strerror}")
        return
    if not jsonl:
        yield _result(str(path), path, body)
        return
    for number, line in enumerate(body.splitlines(), 1):
        if line.strip():
            yield _from_line(line, f"{path}:{number}")


def _result(name: str, path: Path, body: bytes) -> dict[str, Any] | ReadError:
    started = time.perf_counter()
    try:
        capture = files.capture(path, body, files.ADDED, now=datetime.now(UTC))
        return _found(name, digest.article(files.ADDED, capture), started)
    except ReadError as error:
        return error


def _from_line(line: bytes, where: str) -> dict[str, Any] | ReadError:
    """A line of JSON lines: what it is read as, or an error that names the line."""
    started = time.perf_counter()
    try:
        given = msgspec.json.decode(line, type=_Line)
    except msgspec.DecodeError as error:
        return ReadError(f'{where}: expected {{"id", "text", "headline"?, "published"?}}: {error}')
    article = read.plain(
        given.text,
        source=files.ADDED.slug,
        url="urn:sha256:" + hashlib.sha256(line).hexdigest(),
        headline=given.headline,
        published=moment(given.published),
    )
    return _found(given.id, article, started)


def _found(name: str | int, article: Article, started: float) -> dict[str, Any]:
    found = show.findings(extraction.story(article))
    return {"id": name, **found, "seconds": round(time.perf_counter() - started, 6)}
