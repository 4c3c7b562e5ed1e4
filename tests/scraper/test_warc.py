"""Every sound record of a WARC is read, whatever is wrong with the others, and what is wrong is said with its place."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
from bisect import bisect
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.errors import ReadError
from scraper.warc import Damage, Passed, Response, is_warc, responses

PAGE = b"<!doctype html><html><body><p>The harbour lights went out one by one.</p></body></html>"


def record(
    number: int = 1, *, kind: str = "response", block: bytes | None = None, length: int | None = None, **fields: str
) -> bytes:
    """A record as other tools write it."""
    if block is None:
        http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PAGE)}\r\n\r\n"
        block = http.encode() + PAGE
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
    named = {
        "WARC-Type": kind,
        "WARC-Target-URI": f"https://gazette.example/{number}",
        "WARC-Date": "2026-11-22T09:30:00.25Z",
        "WARC-Block-Digest": f"sha1:{digest}",
        "Content-Length": str(len(block) if length is None else length),
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items() if value)
    return b"WARC/1.1\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


def read(content: bytes) -> list[Response | Passed | Damage]:
    return list(responses(io.BytesIO(content)))


def urls(content: bytes) -> list[str]:
    return [found.url for found in read(content) if isinstance(found, Response)]


def damages(content: bytes) -> list[tuple[int, str]]:
    return [(found.offset, found.why) for found in read(content) if isinstance(found, Damage)]


FIVE = [record(number) for number in range(5)]
ALL = [f"https://gazette.example/{number}" for number in range(5)]


def members(records: list[bytes]) -> bytes:
    return b"".join(gzip.compress(each, mtime=0) for each in records)


@pytest.mark.parametrize("content", [b"".join(FIVE), members(FIVE), gzip.compress(b"".join(FIVE))])
def test_plain_and_gzip_a_member_a_record_or_one_for_all(content: bytes) -> None:
    found = read(content)
    assert [each.url for each in found if isinstance(each, Response)] == ALL
    first = found[0]
    assert isinstance(first, Response)
    assert first.body == PAGE
    assert first.at == datetime(2026, 11, 22, 9, 30, 0, 250000, tzinfo=UTC)
    assert (first.status, dict(first.headers)["content-type"]) == (200, "text/html")


def test_offsets_are_where_a_record_begins_in_the_file() -> None:
    plain, packed = b"".join(FIVE), members(FIVE)
    at = [sum(map(len, FIVE[:n])) for n in range(5)]
    assert [each.offset for each in read(plain)] == at
    sizes = [len(gzip.compress(each, mtime=0)) for each in FIVE]
    assert [each.offset for each in read(packed)] == [sum(sizes[:n]) for n in range(5)]


class TestDamage:
    def test_a_changed_byte(self) -> None:
        bad = FIVE[2].replace(b"harbour", b"harbor!")
        content = b"".join([*FIVE[:2], bad, *FIVE[3:]])
        assert urls(content) == [*ALL[:2], *ALL[3:]]
        ((offset, why),) = damages(content)
        assert (offset, "its digest is not sha1:" in why) == (len(FIVE[0]) * 2, True)

    @pytest.mark.parametrize("wrong", [-9, 9, 200, 100_000_000])
    def test_a_wrong_length_does_not_take_the_next_record_with_it(self, wrong: int) -> None:
        length = len(FIVE[0].split(b"\r\n\r\n", 1)[1]) - 4 + wrong
        bad = record(9, length=length)
        content = b"".join([FIVE[0], bad, *FIVE[1:]])
        assert urls(content) == ALL
        assert damages(content)[0][0] == len(FIVE[0])

    def test_a_large_record_is_passed_over_unread(self) -> None:
        film = record(9, block=b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n" + bytes(20_000_000))
        for content in (FIVE[0] + film + FIVE[1], members([FIVE[0], film, FIVE[1]])):
            assert urls(content) == ALL[:2]
            assert damages(content) == []
        assert "not as long as it says" in damages(members([FIVE[0], film[:-9_000_000]]))[0][1]

    def test_records_that_claim_all_the_rest_take_no_more_time(self) -> None:
        content = b"WARC/1.1\r\nContent-Length: 15000000\r\n\r\n" * 50_000 + FIVE[0]
        assert urls(content) == ALL[:1]
        assert len(damages(content)) > 1000

    def test_a_record_cut_short_in_the_midst_of_the_file(self) -> None:
        content = b"".join([FIVE[0], FIVE[1][:-60], *FIVE[2:]])
        assert urls(content) == [ALL[0], *ALL[2:]]
        assert [offset for offset, _ in damages(content)] == [len(FIVE[0])]

    @pytest.mark.parametrize("cut", [1, 60, 200, len(FIVE[4]) - 3])
    def test_the_end_of_the_file_is_missing(self, cut: int) -> None:
        assert urls(b"".join(FIVE)[:-cut])[:4] == ALL[:4]
        packed = members(FIVE)
        assert urls(packed[: -min(cut, 100)])[:4] == ALL[:4]
        assert "ends in the middle of a gzip member" in damages(packed[: -min(cut, 100)])[0][1]

    def test_a_damaged_member_is_passed_over(self) -> None:
        sizes = [len(gzip.compress(each, mtime=0)) for each in FIVE]
        content = bytearray(members(FIVE))
        for at in range(sizes[0] + 30, sizes[0] + 60):
            content[at] ^= 0xFF
        assert urls(bytes(content)) == [ALL[0], *ALL[2:]]
        ((offset, why),) = damages(bytes(content))
        assert (offset, "gzip member is damaged" in why) == (sizes[0], True)

    def test_bytes_that_belong_to_no_record(self) -> None:
        content = b"".join([FIVE[0], b"neither here\nnor there\n", *FIVE[1:]])
        assert urls(content) == ALL
        assert damages(content) == [(len(FIVE[0]), "no record begins here")]
        assert urls(gzip.compress(FIVE[0]) + b"\0" * 40 + gzip.compress(FIVE[1])) == ALL[:2]

    @pytest.mark.parametrize(
        ("bad", "why"),
        [
            (record(9, Content_Length=""), "it has no Content-Length"),
            (record(9, Content_Length="many"), "its Content-Length is 'many'"),
            (record(9, WARC_Date="soon"), "its WARC-Date is 'soon'"),
            (record(9, block=b"no HTTP\r\n\r\nx"), "there is no HTTP response in it"),
            (
                record(9, block=b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nplain"),
                "not what its content coding says",
            ),
            (
                record(9, block=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n"),
                "chunks are broken",
            ),
            (record(9).replace(b"WARC/1.1", b"WARC/9.9", 1), "its first line is not that of a WARC"),
            (b"WARC/1.1\r\n" + b"X: y\r\n" * 200_000, "its header is longer than"),
        ],
    )
    def test_what_is_wrong_is_said(self, bad: bytes, why: str) -> None:
        content = b"".join([FIVE[0], bad, *FIVE[1:]])
        assert urls(content) == ALL
        assert why in damages(content)[0][1]
        assert damages(content)[0][0] == len(FIVE[0])

    def test_a_bomb_does_not_go_off(self) -> None:
        bomb = gzip.compress(bytes(200 * 2**20))
        content = record(9, block=b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + bomb) + FIVE[0]
        assert urls(content) == ALL[:1]
        assert "larger than" in damages(content)[0][1]


class TestBodies:
    def body(self, http: bytes) -> bytes:
        (found,) = read(record(block=http))
        assert isinstance(found, Response)
        return found.body

    def test_coding_and_chunks_are_taken_off(self) -> None:
        packed = gzip.compress(PAGE)
        assert self.body(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + packed) == PAGE
        chunks = (
            b"5;x=y\r\n"
            + packed[:5]
            + b"\r\n"
            + f"{len(packed) - 5:x}".encode()
            + b"\r\n"
            + packed[5:]
            + b"\r\n0\r\n\r\n"
        )
        head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
        assert self.body(head + chunks) == PAGE

    def test_a_header_that_speaks_of_chunks_that_are_gone(self) -> None:
        assert self.body(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + PAGE) == PAGE

    def test_what_is_no_response_is_passed(self) -> None:
        kinds = ("warcinfo", "request", "metadata", "revisit", "conversion", "made-up")
        content = b"".join(record(kind=kind) for kind in kinds)
        assert [each.what for each in read(content) if isinstance(each, Passed)] == list(kinds)
        (found,) = read(record(WARC_Target_URI="dns:gazette.example"))
        assert found == Passed(0, "'dns:gazette.example', no address of a page")

    def test_a_resource_is_a_page_too(self) -> None:
        (found,) = read(record(kind="resource", block=PAGE, Content_Type="text/html; charset=utf-8"))
        assert isinstance(found, Response)
        assert (found.body, found.headers) == (PAGE, (("content-type", "text/html; charset=utf-8"),))

    @pytest.mark.parametrize(
        "date", ["2026-11-22T09:30:00Z", "2026-11-22T09:30:00.123456789Z", "2026-11-22", "2026-11"]
    )
    def test_dates_as_exact_as_they_are_given(self, date: str) -> None:
        (found,) = read(record(WARC_Date=date))
        assert isinstance(found, Response)
        assert (found.at.year, found.at.month, found.at.tzinfo) == (2026, 11, UTC)


class TestKinds:
    def test_by_how_it_begins(self, tmp_path: Path) -> None:
        path = tmp_path / "x"
        for content, answer in (
            (FIVE[0], True),
            (members(FIVE), True),
            (PAGE, False),
            (b"", False),
            (b"\x1f\x8b!", False),
        ):
            path.write_bytes(content)
            assert is_warc(path) is answer

    def test_an_arc_is_refused_with_a_way_out(self, tmp_path: Path) -> None:
        path = tmp_path / "old.arc.gz"
        path.write_bytes(gzip.compress(b"filedesc://old.arc 0.0.0.0 20060101000000 text/plain 76\n1 0 x\n"))
        with pytest.raises(ReadError, match=r"old\.arc\.gz: is an ARC file.*warcio recompress"):
            is_warc(path)

    @pytest.mark.parametrize("magic", [b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18"])
    def test_zstandard_is_refused_with_a_way_out(self, tmp_path: Path, magic: bytes) -> None:
        path = tmp_path / "new.warc.zst"
        path.write_bytes(magic + b"0" * 100)
        with pytest.raises(ReadError, match=r"new\.warc\.zst: is compressed with Zstandard.*zstd -d"):
            is_warc(path)

    def test_what_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(ReadError, match="absent: cannot be read"):
            is_warc(tmp_path / "absent")


REAL = {  # file -> responses, damaged records
    "example-bad-non-chunked.warc.gz": (1, []),
    "example-bad.warc.gz.bad": (2, []),
    "example-digest.warc": (0, []),
    "example-iana.org-chunked.warc": (1, []),
    "example-resource.warc.gz": (1, []),
    "example-space-in-target-uri.warc.gz": (0, []),
    "example-trunc.warc": (0, [1197]),
    "example-wget-bad-target-uri.warc.gz": (1, []),
    "example-wrong-chunks.warc.gz": (0, [0]),
    "example.warc": (1, []),
    "example.warc.gz": (1, []),
    "post-test.warc.gz": (3, []),
}


@pytest.mark.parametrize("name", REAL)
def test_files_of_other_tools(shared_data: Path, name: str) -> None:
    pages, damaged = REAL[name]
    path = shared_data / "warc" / name
    assert is_warc(path)
    found = read(path.read_bytes())
    assert sum(isinstance(each, Response) for each in found) == pages
    assert [each.offset for each in found if isinstance(each, Damage)] == damaged
    assert all(b"<" in each.body or b"{" in each.body for each in found if isinstance(each, Response))


def test_an_old_file_of_another_tool(shared_data: Path) -> None:
    with pytest.raises(ReadError, match="is an ARC file"):
        is_warc(shared_data / "warc" / "example.arc.gz")


@settings(max_examples=150, deadline=None)
@given(data=st.data(), packed=st.booleans())
def test_one_damage_never_costs_the_records_far_from_it(data: st.DataObject, packed: bool) -> None:
    pieces = [members([each]) if packed else each for each in FIVE]
    content = bytearray(b"".join(pieces))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    ends = list(accumulate(map(len, pieces)))
    hit = {bisect(ends, near) for near in (at - 8, at, at + 8)}
    if at >= 2 or not packed:  # the first two bytes say what kind of file it is
        sure = [url for number, url in enumerate(ALL) if number not in hit]
        assert [url for url in urls(bytes(content)) if url in sure] == sure


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"WARC/1.0\r\n", b"\x1f\x8b\x08\0", FIVE[0][:150], FIVE[0]]))
def test_no_bytes_make_it_raise(content: bytes, head: bytes) -> None:
    read(head + content)
    read(gzip.compress(head + content))
