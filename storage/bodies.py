"""Response bodies, each once: zstd, against the body it most likely resembles.

Of a page fetched again and again nearly nothing is new: with the previous body of the same URL as a prefix
to the compressor, 121 snapshots of a feed (13.0 MB; 3.2 MB each on its own) take 0.9 MB. To read a body, all
before it in its chain are read, so that every sixteenth is kept on its own.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from scraper.errors import ArchiveError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LEVEL = 9  # 1 ms for 100 kB; 3 takes 13 % more room, 19 takes 15 times the time for 5 % less
LONGEST_CHAIN = 16
SHORTEST_PREFIX = 64  # zstd refuses less than 8 bytes
WORTHWHILE = 0.8  # of the size on its own: above that a dependency is not worth what it saves
_NONE: Mapping[str, bytes] = MappingProxyType({})
_WINDOW = range(10, 28)  # what every zstd decoder accepts, as powers of two


@dataclass(frozen=True)
class Packed:
    """A compressed body, and the body it needs to be read."""

    data: bytes
    base: str | None
    depth: int


def keep(connection: sqlite3.Connection, sha256: str, body: bytes, *, like: str | None) -> None:
    """Keep a body, if it is not kept already. `like` is the key of one that it may resemble."""
    if connection.execute("select 1 from bodies where sha256 = ?", (sha256,)).fetchone():
        return
    packed = _pack(connection, body, like)
    connection.execute(
        "insert into bodies (sha256, size, base, depth, data) values (?, ?, ?, ?, ?)",
        (sha256, len(body), packed.base, packed.depth, packed.data),
    )


def read(connection: sqlite3.Connection, sha256: str, *, known: Mapping[str, bytes] = _NONE) -> bytes:
    """The body with that hash. Raises ArchiveError where it is missing or is no longer what it was.

    `known` has bodies that were read before, which need not be read again for one that is based on them.
    """
    body = unpacked(connection, sha256, known=known)
    require_same(sha256, hashlib.sha256(body).hexdigest())
    return body


def require_same(sha256: str, found: str) -> None:
    """Raises ArchiveError where a body's hash is not the one it is kept under."""
    if found != sha256:
        raise ArchiveError(f"body {sha256}: is damaged, its hash is another. Put back a copy.")


def unpacked(connection: sqlite3.Connection, sha256: str, *, known: Mapping[str, bytes] = _NONE) -> bytes:
    """What is kept under that key, not yet proved: for `require_same`. Raises ArchiveError where it is missing."""
    chain, body = _chain(connection, sha256, known)
    for data, based in reversed(chain):
        try:
            body = _decompress(data, body if based else None)
        except zstd.ZstdError as error:
            raise ArchiveError(
                f"body {sha256}: is damaged, it does not decompress ({error}). Put back a copy."
            ) from error
    return body


def _chain(
    connection: sqlite3.Connection, sha256: str, known: Mapping[str, bytes]
) -> tuple[list[tuple[bytes, bool]], bytes]:
    """The compressed body and those it needs, the one that stands on its own last; and what that one stands on."""
    chain: list[tuple[bytes, bool]] = []
    wanted: str | None = sha256
    while wanted is not None and wanted not in known:
        row = connection.execute("select cast(data as blob), base from bodies where sha256 = ?", (wanted,)).fetchone()
        if row is None or len(chain) > LONGEST_CHAIN:
            what = "needs" if chain else "is"
            raise ArchiveError(f"body {sha256}: {what} {wanted}, which is not kept. Put back a copy.")
        data, wanted = row
        chain.append((data, wanted is not None))
    return chain, known[wanted] if wanted is not None else b""


def _pack(connection: sqlite3.Connection, body: bytes, like: str | None) -> Packed:
    alone = Packed(_compress(body, None), None, 0)
    row = connection.execute("select depth from bodies where sha256 = ?", (like,)).fetchone()
    if like is None or row is None or row[0] + 1 >= LONGEST_CHAIN:
        return alone
    try:
        prefix = read(connection, like)
        if len(prefix) < SHORTEST_PREFIX:
            return alone
    except ArchiveError:
        return alone  # a damaged body must not take the next one with it; `onrecord verify` finds it
    based = Packed(_compress(body, prefix), like, row[0] + 1)
    return based if len(based.data) < WORTHWHILE * len(alone.data) else alone


def _compress(body: bytes, prefix: bytes | None) -> bytes:
    # The window must reach back over the whole prefix, or its beginning is out of sight.
    window = (len(body) + len(prefix or b"")).bit_length()
    parameter = zstd.CompressionParameter
    options: dict[int, int] = {
        parameter.compression_level: LEVEL,
        parameter.window_log: min(max(window, _WINDOW.start), _WINDOW.stop - 1),
        parameter.checksum_flag: 1,
    }
    if not prefix:
        return zstd.compress(body, options=options)
    return zstd.compress(body, options=options, zstd_dict=zstd.ZstdDict(prefix, is_raw=True).as_prefix)


def _decompress(data: bytes, prefix: bytes | None) -> bytes:
    if not prefix:
        return zstd.decompress(data)
    return zstd.decompress(data, zstd_dict=zstd.ZstdDict(prefix, is_raw=True).as_prefix)
