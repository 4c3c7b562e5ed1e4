"""Captures as a WARC: other tools read back what was had, and the same captures are the same bytes."""

from __future__ import annotations

import gzip
import io
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from scraper.model import Attempt, Capture, Purpose, Request
from scraper.warc import Response, responses
from storage.captures import Captures
from storage.warc import write_captures

NOW = datetime(2026, 11, 22, 9, 30, 0, 250000, tzinfo=UTC)
PAGE = "<html><body><p>Die Lichter im Hafen gingen aus. 🌊</p></body></html>".encode()
WIRE = (
    ("content-type", "text/html; charset=utf-8"),
    ("content-encoding", "gzip"),
    ("transfer-encoding", "chunked"),
    ("content-length", "57"),
    ("set-cookie", "a=1"),
    ("set-cookie", "b=2"),
)


def keep(
    captures: Captures,
    url: str,
    body: bytes = PAGE,
    *,
    at: datetime = NOW,
    source: str = "gazette",
    purpose: Purpose = "page",
    final_url: str = "",
    headers: tuple[tuple[str, str], ...] = WIRE,
) -> Capture:
    capture = Capture(
        source=source,
        purpose=purpose,
        url=url,
        final_url=final_url or url,
        status=200,
        headers=headers,
        body=body,
        fetched_at=at,
    )
    request = Request(url=url, source=source, purpose=purpose)
    captures.keep(Attempt(request=request, at=at, seconds=0.1, outcome="ok", status=200, capture=capture))
    return capture


@pytest.fixture
def kept(captures: Captures) -> list[Capture]:
    return [
        keep(captures, "https://gazette.example/feed/", b"<rss/>", purpose="feed"),
        keep(
            captures,
            "https://gazette.example/a?b=c",
            at=NOW + timedelta(hours=1),
            final_url="https://gazette.example/z?b=c",
        ),
        keep(captures, "https://gazette.example/a?b=c", b"", at=NOW + timedelta(hours=2)),
        keep(
            captures,
            "urn:sha256:00",
            b"One.\n\nTwo.",
            at=NOW + timedelta(hours=3),
            source="added",
            headers=(
                ("content-type", "text/plain"),
                ("x-onrecord-file", "a.txt"),
                ("x-onrecord-headline", "Zoë\nsays"),
            ),
        ),
    ]


def written(captures: Captures, folder: Path, name: str = "a.warc.gz", **chosen: Any) -> Path:
    path = folder / name
    write_captures(captures, path, software="onrecord 1", **chosen)
    return path


def test_fastwarc_reads_back_what_was_had(captures: Captures, kept: list[Capture], tmp_path: Path) -> None:
    path = written(captures, tmp_path)
    found = []
    with path.open("rb") as file:
        for record in FastIterator(file):
            kind = record.headers.get("WARC-Type")
            found.append((kind, record.headers.get("WARC-Target-URI"), record.reader.read()))
    pair = [("response", "request")] * 3
    assert [kind for kind, *_ in found] == ["warcinfo", *(kind for both in pair for kind in both), "resource"]
    bodies = [body for kind, _, body in found if kind in ("response", "resource")]
    assert bodies == [capture.body for capture in kept]
    assert [url for kind, url, _ in found if kind == "response"] == [capture.final_url for capture in kept[:3]]


def test_warcio_finds_every_digest_right(
    captures: Captures, kept: list[Capture], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(captures, tmp_path)

    class Options:
        inputs = [str(path)]  # noqa: RUF012 - warcio's own form
        verbose = True

    checker = Checker(Options())
    checker.process_all()
    assert checker.exit_value == 0
    assert capsys.readouterr().out.count("digest pass") == 8
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            record.content_stream().read()
            assert record.rec_headers.protocol == "WARC/1.1"
            assert record.rec_headers.get_header("WARC-Block-Digest")


def test_each_record_is_a_member_of_its_own(captures: Captures, kept: list[Capture], tmp_path: Path) -> None:
    content = written(captures, tmp_path).read_bytes()
    with written(captures, tmp_path, "b.warc.gz").open("rb") as file:
        iterator = ArchiveIterator(file)
        offsets = []
        for record in iterator:
            record.raw_stream.read()
            offsets.append(iterator.get_record_offset())
    assert len(offsets) == 8
    for start, end in zip(offsets, [*offsets[1:], len(content)], strict=True):
        assert gzip.decompress(content[start:end]).startswith(b"WARC/1.1\r\n")


def test_a_response_is_true_of_the_body_that_is_stored(captures: Captures, kept: list[Capture], tmp_path: Path) -> None:
    with written(captures, tmp_path).open("rb") as file:
        records = [
            (record.rec_type, record.rec_headers, record.http_headers, record.content_stream().read())
            for record in ArchiveIterator(file)
        ]
    _, named, http, body = next(record for record in records if record[0] == "response" and record[3] == PAGE)
    assert (http.get_statuscode(), http.get_header("content-length")) == ("200", str(len(body)))
    assert http.get_header("content-encoding") is None
    assert http.get_header("x-archive-orig-content-encoding") == "gzip"
    assert [value for name, value in http.headers if name == "set-cookie"] == ["a=1", "b=2"]
    assert named.get_header("X-Onrecord-Asked") == "https://gazette.example/a?b=c"
    assert named.get_header("X-Onrecord-Sha256") == kept[1].sha256
    assert named.get_header("WARC-Date") == "2026-11-22T10:30:00.250000Z"
    _, request, asked, _ = next(
        record
        for record in records
        if record[0] == "request" and record[1].get_header("WARC-Target-URI").endswith("z?b=c")
    )
    assert (asked.statusline, asked.headers) == ("/z?b=c HTTP/1.1", [("Host", "gazette.example")])
    assert request.get_header("X-Onrecord-Reconstructed")
    assert request.get_header("WARC-Concurrent-To") == named.get_header("WARC-Record-ID")


def test_our_own_reader_gives_back_the_captures(captures: Captures, kept: list[Capture], tmp_path: Path) -> None:
    with written(captures, tmp_path).open("rb") as file:
        found = [each for each in responses(file) if isinstance(each, Response)]
    for capture, read in zip(kept, found, strict=True):
        assert (read.asked, read.url, read.at, read.status) == (
            capture.url,
            capture.final_url,
            capture.fetched_at,
            capture.status,
        )
        assert read.body == capture.body
        assert read.fields["source"] == capture.source
    assert [read.headers for read in found[:3]] == [capture.headers for capture in kept[:3]]
    assert (found[3].fields["file"], found[3].fields["headline"]) == ("a.txt", "Zoë says")


def test_twice_is_the_same_bytes(captures: Captures, kept: list[Capture], tmp_path: Path) -> None:
    assert written(captures, tmp_path).read_bytes() == written(captures, tmp_path, "b.warc.gz").read_bytes()


def test_some_of_them(captures: Captures, kept: list[Capture], tmp_path: Path) -> None:
    def bodies(**chosen: Any) -> list[bytes]:
        with written(captures, tmp_path, **chosen).open("rb") as file:
            return [each.body for each in responses(file) if isinstance(each, Response)]

    assert bodies(sources=("added",)) == [kept[3].body]
    assert bodies(since=kept[1].fetched_at, until=kept[3].fetched_at) == [kept[1].body, kept[2].body]
    assert bodies(until=NOW) == []
    evidence = {kept[0].sha256}
    assert bodies(since=kept[1].fetched_at, until=kept[3].fetched_at, also=evidence) == [it.body for it in kept[:3]]
    assert bodies(sources=("added",), also=evidence) == [kept[0].body, kept[3].body]


def test_they_are_not_all_held_at_once(captures: Captures, tmp_path: Path) -> None:
    for number in range(60):
        body = PAGE + str(number).encode() * 200_000
        keep(captures, f"https://gazette.example/{number}", body, at=NOW + timedelta(hours=number))
    path = tmp_path / "a.warc.gz"
    tracemalloc.start()
    try:
        assert write_captures(captures, path, software="onrecord 1") == 60
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 10 * 2**20  # 60 bodies are 23 MB
    with path.open("rb") as file:
        assert sum(isinstance(each, Response) for each in responses(io.BytesIO(file.read()))) == 60
