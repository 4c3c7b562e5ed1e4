"""A file of records, plain or gzip, as one stream of bytes that knows where in the file each one lies."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO, Final

PIECE: Final = 64 * 1024  # most that is read or decompressed at once
_MAGIC: Final = b"\x1f\x8b\x08"


class BrokenMemberError(Exception):
    """The gzip member at `offset` of the file is damaged. Reading on begins at the next one that looks sound."""

    def __init__(self, why: str, offset: int) -> None:
        super().__init__(why)
        self.offset = offset


class Unpacked:
    """The bytes of a file. A plain file is read as it is, a gzip file member by member."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._gzip = file.read(2) == _MAGIC[:2]
        file.seek(0)
        self._buffer = bytearray()
        self._at = 0  # of the buffer's first byte in the stream
        self._members = [
            (0, 0)
        ]  # (where in the stream, where in the file) the members begin that the buffer reaches into
        self._raw = bytearray()  # read and not yet decompressed
        self._read = 0  # where in the file `_raw` ends
        self._inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._begun = False  # whether the member has had a byte

    def offset(self) -> int:
        """Where in the file the next byte lies; in a gzip file, where its member begins. Raises BrokenMemberError."""
        if not self._gzip:
            return self._at
        self.peek(1)
        return next(where for start, where in reversed(self._members) if start <= self._at)

    def peek(self, size: int) -> bytes:
        """The next bytes, fewer at the end of the file. Raises BrokenMemberError."""
        while len(self._buffer) < size and self._fill():
            pass
        return bytes(self._buffer[:size])

    def read(self, size: int) -> bytes:
        found = self.peek(size)
        self._take(len(found))
        return found

    def readline(self, limit: int = PIECE) -> bytes:
        """Up to and with the next line feed, or `limit` bytes."""
        seen = 0
        while (end := self._buffer.find(b"\n", seen, limit)) < 0:
            seen = len(self._buffer)
            if seen >= limit or not self._fill():
                return self.read(min(limit, seen or len(self._buffer)))
        return self.read(end + 1)

    def skip(self, size: int) -> bool:
        """Pass over bytes. False where the file has not as many: a plain file is then read on from here."""
        if not self._gzip and size > len(self._buffer) + self._left():
            return False
        while size > 0 and (found := self.read(min(size, PIECE))):
            size -= len(found)
        return size == 0

    def parts_after(self, size: int) -> bool:
        """Whether, after so many bytes, a line or the file ends. Nothing is taken, or copied."""
        while len(self._buffer) <= size and self._fill():
            pass
        return len(self._buffer) >= size and bytes(self._buffer[size : size + 1]) in (b"", b"\r", b"\n")

    def give_back(self, taken: bytes) -> None:
        """What was read last, to be read again."""
        self._buffer[:0] = taken
        self._at -= len(taken)

    def _left(self) -> int:
        """Bytes of the file that are not read yet."""
        at = self._file.tell()
        end = self._file.seek(0, io.SEEK_END)
        self._file.seek(at)
        return end - at

    def _take(self, size: int) -> None:
        del self._buffer[:size]
        self._at += size

    def _fill(self) -> bool:
        """One piece more; False at the end of the file."""
        if not self._gzip:
            piece = self._file.read(PIECE)
            self._buffer += piece
            return bool(piece)
        while True:
            if self._inflate.eof:
                self._next_member()
            if not self._raw and not self._more():
                if self._begun:
                    self._begun = False
                    raise BrokenMemberError("the file ends in the middle of a gzip member", self._members[-1][1])
                return False
            if self._inflated():
                return True

    def _inflated(self) -> bool:
        try:
            piece = self._inflate.decompress(bytes(self._raw), PIECE)
        except zlib.error as error:
            member = self._members[-1][1]
            self._resume(member)
            raise BrokenMemberError(f"the gzip member is damaged ({error})", member) from error
        self._begun = True
        self._raw[:] = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
        self._buffer += piece
        return bool(piece)

    def _more(self) -> bool:
        piece = self._file.read(PIECE)
        self._raw += piece
        self._read += len(piece)
        return bool(piece)

    def _next_member(self) -> None:
        self._inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._begun = False
        kept = [member for member in self._members if member[0] > self._at]
        before = [member for member in self._members if member[0] <= self._at][-1:]
        self._members = [*before, *kept, (self._at + len(self._buffer), self._read - len(self._raw))]

    def _resume(self, member: int) -> None:
        """Go to the next place in the file where a gzip member may begin. What was in the buffer was not sound."""
        self._at += len(self._buffer)
        self._buffer.clear()
        self._file.seek(member + 1)
        self._raw.clear()
        self._read = member + 1
        while (found := self._raw.find(_MAGIC)) < 0:
            del self._raw[: max(0, len(self._raw) - len(_MAGIC) + 1)]
            if not self._more():
                self._raw.clear()
                break
        else:
            del self._raw[:found]
        self._next_member()
