"""Takes the content coding off a response body, a bounded piece at a time: no bomb can fill the memory."""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final, Protocol

import brotli

from scraper.errors import FetchError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ACCEPT_ENCODING: Final = "gzip, deflate, br, zstd"
PIECE: Final = 64 * 1024  # most that is decompressed at once
RATIO: Final = 500  # times its compressed size; real pages stay below 100
RATIO_FROM: Final = 2**20  # bytes of output from which the ratio counts: a short page may well be repetitive
MEMBERS: Final = 1024  # gzip members or zstd frames in one body: bgzip needs 240 for 15 MiB
_ALIASES: Final = {"x-gzip": "gzip", "": "identity"}
_ZSTD_MAGIC: Final = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18", re.DOTALL)  # a frame, or a skippable one
_ZSTD_WINDOW_LOG: Final = 23  # 8 MiB, the most RFC 9659 allows on the web


class BadCodingError(FetchError):
    """The body's content coding is unknown, nested, broken or cut short."""


class TooLargeError(FetchError):
    """The body is larger than allowed, before or after decompression, or swells out of all proportion."""


class Decoder(Protocol):
    """One content coding being taken off."""

    def pieces(self, data: bytes) -> Iterator[bytes]: ...
    def ended(self) -> bool: ...


def coding_of(values: Iterable[str]) -> str:
    """The one coding that the Content-Encoding header's values name: identity, gzip, deflate, br or zstd.

    Raises BadCodingError for an unknown coding and for more than one: 662 bytes of `gzip, gzip` are 300 MiB.
    """
    named = [name.strip().lower() for value in values for name in value.split(",")]
    names = [name for name in (_ALIASES.get(name, name) for name in named) if name != "identity"]
    if len(names) > 1:
        raise BadCodingError(f"the body is coded more than once ({', '.join(names)}), which no honest page is")
    if names and names[0] not in _DECODERS:
        raise BadCodingError(f"the body's content coding {names[0]!r} is none of those asked for ({ACCEPT_ENCODING})")
    return names[0] if names else "identity"


def decoded(chunks: Iterable[bytes], coding: str, max_bytes: int) -> Iterator[bytes]:
    """The body without its content coding, in pieces of about 64 KiB.

    Raises BadCodingError where the stream is broken or ends early, TooLargeError once more than `max_bytes`
    went in or came out, or the output is over 1 MiB and more than 500 times the input. A body of no bytes at
    all is empty under every coding.
    """
    decoder = _DECODERS[coding]()
    taken = given = 0
    for chunk in chunks:
        taken += len(chunk)
        if taken > max_bytes:
            raise TooLargeError(f"the body is larger than {max_bytes} bytes on the wire")
        for piece in decoder.pieces(chunk):
            given += len(piece)
            if given > max_bytes:
                raise TooLargeError(f"the body is larger than {max_bytes} bytes when decompressed")
            if given > RATIO_FROM and given > RATIO * taken:
                raise TooLargeError(f"{taken} compressed bytes swelled to more than {given}: a decompression bomb")
            yield piece
    if taken and not decoder.ended():
        raise BadCodingError(f"the {coding} body ends in the middle, after {taken} bytes")


class _Identity:
    def pieces(self, data: bytes) -> Iterator[bytes]:
        yield data

    def ended(self) -> bool:
        return True


class _Zlib:
    """gzip (RFC 1952), as one or more members; bytes after the last are left alone, as browsers do."""

    def __init__(self, wbits: int = 16 + zlib.MAX_WBITS) -> None:
        self._wbits = wbits
        self._stream = zlib.decompressobj(wbits)
        self._members = 1
        self._garbage = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        while not self._garbage:
            if self._stream.eof and not self._next_member(data):
                return
            piece = self._inflated(data)
            if piece:
                yield piece
            data = self._stream.unused_data or self._stream.unconsumed_tail
            if not data and len(piece) < PIECE:  # a full piece may have left output inside zlib
                return

    def _inflated(self, data: bytes) -> bytes:
        try:
            return self._stream.decompress(data, PIECE)
        except zlib.error as error:
            raise BadCodingError(f"the body is not what its content coding says: {error}") from error

    def _next_member(self, data: bytes) -> bool:
        if not data:
            return False
        if self._wbits <= zlib.MAX_WBITS or not b"\x1f\x8b".startswith(data[:2]):
            self._garbage = True
            return False
        self._members = _counted(self._members)
        self._stream = zlib.decompressobj(self._wbits)
        return True

    def ended(self) -> bool:
        return self._stream.eof


class _Deflate:
    """deflate: zlib as RFC 9110 has it, or the raw stream that some servers send under that name."""

    def __init__(self) -> None:
        self._start = b""
        self._inner: _Zlib | None = None

    def pieces(self, data: bytes) -> Iterator[bytes]:
        if self._inner is None:
            data = self._start = self._start + data
            if len(data) < 2:
                return
            is_zlib = data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0  # RFC 1950 section 2.2
            self._inner = _Zlib(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)
        yield from self._inner.pieces(data)

    def ended(self) -> bool:
        return self._inner is not None and self._inner.ended()


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def pieces(self, data: bytes) -> Iterator[bytes]:
        if self._stream.is_finished() and data:
            raise BadCodingError("there are bytes after the end of the br body")
        while True:
            try:
                piece = self._stream.process(data, output_buffer_limit=PIECE)
            except brotli.error as error:
                raise BadCodingError("the body is not what its content coding (br) says") from error
            if not piece:  # `can_accept_more_data` says yes while there is output left, so it is no sign
                return
            yield piece
            data = b""

    def ended(self) -> bool:
        return bool(self._stream.is_finished())


class _Zstd:
    """zstd (RFC 8878), as one or more frames; bytes after the last are left alone, as for gzip."""

    def __init__(self) -> None:
        self._stream = self._fresh()
        self._held = b""  # the first bytes of what may be a further frame
        self._frames = 1
        self._garbage = False

    @staticmethod
    def _fresh() -> zstd.ZstdDecompressor:
        return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG})

    def pieces(self, data: bytes) -> Iterator[bytes]:
        while not self._garbage:
            if self._stream.eof:
                data, self._held = self._held + data, b""
                if not self._next_frame(data):
                    return
            try:
                piece = self._stream.decompress(data, PIECE)
            except zstd.ZstdError as error:
                raise BadCodingError(f"the body is not what its content coding (zstd) says: {error}") from error
            if piece:
                yield piece
            data = self._stream.unused_data if self._stream.eof else b""
            if not data and (self._stream.eof or self._stream.needs_input):
                return

    def _next_frame(self, data: bytes) -> bool:
        if len(data) < 4:
            self._held = data
            return False
        if not _ZSTD_MAGIC.match(data):
            self._garbage = True
            return False
        self._frames = _counted(self._frames)
        self._stream = self._fresh()
        return True

    def ended(self) -> bool:
        return self._stream.eof


def _counted(members: int) -> int:
    if members >= MEMBERS:
        raise BadCodingError(f"the body is made of more than {MEMBERS} compressed members")
    return members + 1


_DECODERS: Final[dict[str, Callable[[], Decoder]]] = {
    "identity": _Identity,
    "gzip": _Zlib,
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstd,
}
