"""Content codings come off whole, in bounded pieces, or not at all."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import suppress

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.coding import (
    ACCEPT_ENCODING,
    MEMBERS,
    PIECE,
    BadCodingError,
    TooLargeError,
    coding_of,
    decoded,
)

try:
    from compression import zstd
except ImportError:
    from backports import zstd

LIMIT = 15 * 2**20
CODINGS = ("gzip", "deflate", "raw deflate", "br", "zstd")


def coded(body: bytes, coding: str) -> tuple[bytes, str]:
    """The body under a coding, and the coding's name."""
    if coding == "raw deflate":
        deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        return deflater.compress(body) + deflater.flush(), "deflate"
    compress = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd.compress}
    return compress[coding](body), coding


def cut(body: bytes, size: int) -> Iterator[bytes]:
    return (body[at : at + size] for at in range(0, len(body), size))


def text(chunks: Iterator[bytes] | list[bytes], coding: str, limit: int = LIMIT) -> bytes:
    return b"".join(decoded(chunks, coding, limit))


@given(st.binary(max_size=5000), st.integers(1, 40), st.sampled_from(CODINGS), st.sampled_from((1, 50)))
def test_round_trip_however_the_network_cuts_it(body: bytes, size: int, coding: str, times: int) -> None:
    packed, name = coded(body * times, coding)
    assert text(cut(packed, size), name) == body * times


@given(st.binary(min_size=1, max_size=500), st.sampled_from(CODINGS), st.data())
def test_a_stream_cut_short_is_never_taken_for_a_whole(body: bytes, coding: str, data: st.DataObject) -> None:
    packed, name = coded(body, coding)
    short = packed[: data.draw(st.integers(1, len(packed) - 1))]
    with pytest.raises(BadCodingError):
        text([short], name)


@given(st.binary(max_size=2000), st.sampled_from(("gzip", "deflate", "br", "zstd")), st.integers(1, 2000))
def test_any_bytes_decode_or_raise_what_is_promised(body: bytes, coding: str, size: int) -> None:
    with suppress(BadCodingError, TooLargeError):
        assert len(text(cut(body, size), coding, 100_000)) <= 100_000


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7])
def test_bodies_around_the_size_of_a_piece(coding: str, length: int) -> None:
    for body in (b"\0" * length, bytes(at * at % 251 for at in range(length))):
        packed, name = coded(body, coding)
        assert text([packed], name) == body
        assert text(cut(packed, 1000), name) == body


@pytest.mark.parametrize("coding", CODINGS)
def test_a_bomb_gives_small_pieces_and_stops(coding: str) -> None:
    packed, name = coded(bytes(100 * 2**20), coding)
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError):
            assert max(map(len, decoded(cut(packed, 65536), name, LIMIT))) <= 2 * PIECE
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * 2**20


def test_out_of_all_proportion() -> None:
    packed = brotli.compress(bytes(2 * 2**20))
    with pytest.raises(TooLargeError, match="bomb"):
        text([packed], "br")
    assert len(text([brotli.compress(bytes(2**19))], "br")) == 2**19  # a short page may be repetitive


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_the_limit_is_exact(coding: str) -> None:
    body = bytes(at % 251 for at in range(2000))
    packed = gzip.compress(body) if coding == "gzip" else body
    assert text([packed], coding, 2000) == body
    with pytest.raises(TooLargeError, match="1999"):
        text([packed], coding, 1999)


def test_input_without_output_is_limited_too() -> None:
    empty_blocks = gzip.compress(b"")[:10] + b"\0\0\0\xff\xff" * 1000
    with pytest.raises(TooLargeError, match="on the wire"):
        text(cut(empty_blocks, 100), "gzip", 4000)


def test_further_members_are_read_and_garbage_is_not() -> None:
    one, two = gzip.compress(b"one"), gzip.compress(b"two")
    assert text(cut(one + two, 7), "gzip") == b"onetwo"
    assert text([one + b"\0\0\0 trailing"], "gzip") == b"one"
    assert text([one, b"\0"], "gzip") == b"one"
    frames = zstd.compress(b"one") + b"\x50\x2a\x4d\x18\x03\0\0\0abc" + zstd.compress(b"two")
    assert text(cut(frames, 3), "zstd") == b"onetwo"
    assert text([zstd.compress(b"one") + b"trailing"], "zstd") == b"one"
    for junk in ([brotli.compress(b"one") + b"!"], [brotli.compress(b"one"), b"!"]):
        with pytest.raises(BadCodingError):
            text(junk, "br")


def test_there_is_an_end_to_members() -> None:
    with pytest.raises(BadCodingError, match="members"):
        text([gzip.compress(b"") * (MEMBERS + 1)], "gzip")
    assert text([gzip.compress(b"x") * MEMBERS], "gzip") == b"x" * MEMBERS


def test_zstd_windows_beyond_rfc_9659_are_refused() -> None:
    options = {zstd.CompressionParameter.window_log: 27, zstd.CompressionParameter.compression_level: 1}
    stream = zstd.ZstdCompressor(options=options)
    packed = stream.compress(b"x" * 100) + stream.flush()
    with pytest.raises(BadCodingError):
        text([packed], "zstd")


@pytest.mark.parametrize("coding", ["identity", "gzip", "deflate", "br", "zstd"])
def test_nothing_is_an_empty_body(coding: str) -> None:
    assert text([], coding) == text([b""], coding) == b""


@pytest.mark.parametrize(
    ("values", "coding"),
    [
        ([], "identity"),
        ([""], "identity"),
        (["identity"], "identity"),
        (["GZIP"], "gzip"),
        (["x-gzip"], "gzip"),
        (["identity, br"], "br"),
        (["zstd", ""], "zstd"),
        (["deflate"], "deflate"),
    ],
)
def test_the_coding_of_a_header(values: list[str], coding: str) -> None:
    assert coding_of(values) == coding


@pytest.mark.parametrize("values", [["gzip, gzip"], ["gzip", "br"], ["lzma"], ["utf-8"], ["gzip, lzma"], ["dcb"]])
def test_codings_that_are_refused(values: list[str]) -> None:
    with pytest.raises(BadCodingError):
        coding_of(values)


def test_we_ask_only_for_what_we_can_decode() -> None:
    for name in ACCEPT_ENCODING.split(", "):
        assert coding_of([name]) == name
