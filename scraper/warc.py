"""A WARC file (ISO 28500) as the responses that are in it; what is damaged is said, with its place, and passed over.

Record by record, plain or gzip, with one member a record as the standard has it or with many. No library that reads
WARC goes on after a damaged record: warcio stops with an exception, fastwarc with another or without a word.
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

from scraper import coding
from scraper.dates import moment
from scraper.errors import FetchError, ReadError
from scraper.unpacking import BrokenMemberError, Unpacked

LARGEST: Final = 15 * 2**20  # bytes of a page, as over the network
LONGEST_HEADER: Final = 2**20
RESTORED: Final = "x-archive-orig-"  # what a header is called whose value is not true of the stored body
OURS: Final = "X-Onrecord-"  # fields that `onrecord export --warc` adds to a record
_ZSTANDARD: Final = (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")  # a frame, and a dictionary before the first one
_VERSIONS = ("WARC/1.1", "WARC/1.0", "WARC/0.18", "WARC/0.17")
_RECORD = StatusAndHeadersParser(list(_VERSIONS))
_HTTP = StatusAndHeadersParser(["HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/3"])
_ROOM = LARGEST + LONGEST_HEADER


@dataclass(frozen=True, kw_only=True)
class Response:
    """A response, or a file that was archived as such (a resource): its body is without chunks and coding."""

    offset: int
    url: str
    asked: str  # the URL that was asked for, where the record says that it was another
    at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]  # names in lower case
    body: bytes
    fields: dict[str, str]  # of ours, by their names without the prefix, in lower case


@dataclass(frozen=True)
class Passed:
    """A record that is sound and no response with a body to read: a request, say, or a picture."""

    offset: int
    what: str


@dataclass(frozen=True)
class Damage:
    """A record that cannot be used, or bytes that belong to none."""

    offset: int
    why: str


class _DamagedError(Exception):
    """The record at hand cannot be used."""


@dataclass(frozen=True)
class _Record:
    offset: int
    named: dict[str, str]  # its fields, names in lower case
    block: bytes
    length: int  # of the block, which is not held where it is more than `_ROOM`


def is_warc(path: Path) -> bool:
    """Whether a file is a WARC, by how it begins. Raises ReadError where it is an ARC or a .zst, or cannot be read."""
    try:
        with path.open("rb") as file:
            head = Unpacked(file).readline()
    except BrokenMemberError:
        return False
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from error
    if head.startswith(b"filedesc://"):
        raise ReadError(
            f"{path}: is an ARC file, the format before WARC; `warcio recompress {path.name} NEW` makes it one"
        )
    if head.startswith(_ZSTANDARD):
        raise ReadError(
            f"{path}: is compressed with Zstandard; `zstd -d {path.name}` unpacks it, then add what comes out"
        )
    return head.startswith(b"WARC/")


def responses(file: BinaryIO) -> Iterator[Response | Passed | Damage]:
    """Every record in order. `offset` is where it begins in the file; in a gzip file, where its member begins."""
    source = Unpacked(file)
    lost = False  # after damage, until the next record begins
    while True:
        try:
            offset = source.offset()
            line = source.readline()
            if not line:
                return
            if not line.startswith(b"WARC/"):
                if line.strip() and not lost:
                    lost = True
                    yield Damage(offset, "no record begins here")
                source.give_back(_beginning(line))  # where bytes are missing, even in the midst of a line
                continue
            lost = False
            yield _response(_record(source, line, offset))
        except BrokenMemberError as error:
            if not lost:
                yield Damage(error.offset, str(error))
            lost = True
        except _DamagedError as error:
            yield Damage(offset, str(error))
            lost = True


def _beginning(line: bytes) -> bytes:
    """The first line of a record, where it follows other bytes."""
    return next((version.encode() + b"\r\n" for version in _VERSIONS if line.endswith(version.encode() + b"\r\n")), b"")


def _record(source: Unpacked, line: bytes, offset: int) -> _Record:
    """A whole record. Where it is not, no more than its header is taken: the next one may begin within it."""
    try:
        parsed = _RECORD.parse(_Bounded(source), full_statusline=line)
    except (StatusAndHeadersParserException, EOFError) as error:
        raise _DamagedError(f"its first line is not that of a WARC this program knows: {line[:80]!r}") from error
    named = {name.lower(): value.strip() for name, value in reversed(parsed.headers)}
    said = named.get("content-length", "")
    if not said.isdigit() or len(said) > 18:
        raise _DamagedError(f"its Content-Length is {said!r}" if said else "it has no Content-Length")
    length = int(said)
    sound = source.skip(length) if length > _ROOM else source.parts_after(length)
    if not sound:
        raise _DamagedError(f"it is not as long as it says ({length} bytes)")
    return _Record(offset, named, b"" if length > _ROOM else source.read(length), length)


class _Bounded:
    """A header without an end must not fill the memory."""

    def __init__(self, source: Unpacked) -> None:
        self._source = source
        self._left = LONGEST_HEADER

    def readline(self) -> bytes:
        line = self._source.readline()
        self._left -= len(line)
        if self._left < 0:
            raise _DamagedError(f"its header is longer than {LONGEST_HEADER} bytes")
        return line


def _response(record: _Record) -> Response | Passed:
    kind = record.named.get("warc-type", "")
    if kind not in ("response", "resource"):
        return Passed(record.offset, kind or "a record without a type")
    if record.length > _ROOM:
        return Passed(record.offset, f"{record.length} bytes, more than a page has")
    _require_digest(record.block, record.named.get("warc-block-digest", ""))
    fields = {name.removeprefix(OURS.lower()): v for name, v in record.named.items() if name.startswith(OURS.lower())}
    url = record.named.get("warc-target-uri", "").removeprefix("<").removesuffix(">")
    status, headers, body = _http(record) if kind == "response" else (200, _resource(record), record.block)
    if not url.startswith(("http://", "https://", "urn:")):
        return Passed(record.offset, f"{url[:200]!r}, no address of a page")
    return Response(
        offset=record.offset,
        url=url,
        asked=fields.get("asked", url),
        at=_time(record.named.get("warc-date", "")),
        status=status,
        headers=headers,
        body=body,
        fields=fields,
    )


def _time(text: str) -> datetime:
    """A WARC-Date: UTC, to the microsecond, or as coarse as the tool that wrote it knew."""
    try:
        exact = datetime.fromisoformat(text)
    except ValueError:
        exact = None
    if exact and exact.tzinfo:
        return exact.astimezone(UTC)
    coarse = moment(text)
    if coarse is None:
        raise _DamagedError(f"its WARC-Date is {text[:80]!r}")
    return coarse.at


def _require_digest(block: bytes, digest: str) -> None:
    """Raises where a digest is given, in an algorithm that is known, and is another."""
    algorithm, _, said = digest.partition(":")
    algorithm = algorithm.lower().replace("-", "")
    if not said or algorithm not in hashlib.algorithms_guaranteed or algorithm.startswith("shake"):
        return
    found = hashlib.new(algorithm, block, usedforsecurity=False).digest()
    if said.upper().rstrip("=") not in (base64.b32encode(found).decode().rstrip("="), found.hex().upper()):
        raise _DamagedError(f"its digest is not {digest}: its bytes were changed, or some are missing")


def _resource(record: _Record) -> tuple[tuple[str, str], ...]:
    return (("content-type", record.named.get("content-type", "")),)


def _http(record: _Record) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    """Status, headers and body of the response in a record."""
    stream = io.BytesIO(record.block)
    try:
        parsed = _HTTP.parse(stream)
        status = int(parsed.get_statuscode())
    except (StatusAndHeadersParserException, ArchiveLoadFailed, EOFError, ValueError) as error:
        raise _DamagedError("there is no HTTP response in it") from error
    headers = tuple((name.lower(), value) for name, value in parsed.headers)
    body = stream.read()
    if any(name == "transfer-encoding" and "chunked" in value.lower() for name, value in headers):
        body = _unchunked(body)
    try:
        named = coding.coding_of(value for name, value in headers if name == "content-encoding")
        body = b"".join(coding.decoded([body], named, LARGEST))
    except FetchError as error:
        raise _DamagedError(str(error)) from error
    return status, _restored(headers), body


def _unchunked(body: bytes) -> bytes:
    """Without its chunks (RFC 9112 section 7.1). Some tools take them off and leave the header."""
    pieces: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at)
        size = body[at : max(end, at)].split(b";")[0].strip()
        try:
            length = int(size, 16)
        except ValueError as error:
            if at == 0:
                return body
            raise _DamagedError("its chunks are broken") from error
        if length == 0:
            return b"".join(pieces)
        if length < 0 or end + 2 + length > len(body):
            raise _DamagedError("its chunks are broken")
        pieces.append(body[end + 2 : end + 2 + length])
        at = end + 2 + length + 2


def _restored(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The headers as they came; those that were put in their place, to be true of the stored body, go."""
    orig = {name.removeprefix(RESTORED) for name, _ in headers if name.startswith(RESTORED)}
    return tuple((name.removeprefix(RESTORED), value) for name, value in headers if name not in orig)
