"""How fast kept pages are read again: `python benchmarks/reread.py [--profile] [--processes N] [--pages N]`.

Two sets of pages, each kept in a captures.db of its own and reread whole into an archive, as `onrecord reread`
does: every page read by a layout, its findings extracted, saved, and the capture marked. Time is processor time
of one process, the best of three passes.

- releases: invented press releases of 230 words, each within 144 KB of markup (menus, styles, scripts);
- pages: the real pages of `../shared/data/pages`, where they lie beside the checkout.

`--processes` reads the pages (layout and extraction, nothing saved) in a pool, by the clock on the wall.
"""

from __future__ import annotations

import argparse
import cProfile
import csv
import gzip
import os
import pstats
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import extraction

from schedules.config import Config
from schedules.desk import opened
from schedules.reread import reread
from scraper import extract, read
from scraper.dates import moment
from scraper.model import Attempt, Capture, Request
from scraper.page import Layout, Source, css, meta, prose
from storage.captures import Captures

BESIDE = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).resolve().parents[2] / "shared"))
NOW = datetime(2026, 11, 22, tzinfo=UTC)
HEADERS = (("content-type", "text/html; charset=utf-8"),)
SIZE = 144_000  # bytes of a page on average
SOURCE = Source(
    slug="benchmark",
    name="Benchmark",
    homepage="https://pages.example/",
    layout=Layout(
        headline=css("h1") | meta("og:title"),
        published=(css("time", "datetime") | meta("article:published_time")) >> moment,
        text=prose("article") | prose("main") | prose("body"),
    ),
)
_MENU = '<li class="menu-item depth-{n}"><a href="/section/{n}/" data-track="nav:{n}">Section {n}</a></li>\n'
_SCRIPT = "<script>window.dataLayer=window.dataLayer||[];dataLayer.push({{event:'e{n}',slot:'{n}',id:{n}}});</script>\n"
_CARD = (
    '<div class="card"><img src="/i/{n}.jpg" alt=""><h3><a href="/story/{n}">Another story, number {n}</a></h3></div>\n'
)


def page(seed: int) -> bytes:
    """A press release as a publisher's page: 230 words of news, and the rest of it."""
    paragraphs = extraction.document(seed).split("\n\n")
    prose_ = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    half = ""
    for n in range(SIZE):
        if 2 * len(half) + len(prose_) >= SIZE:
            break
        half += (_MENU, _SCRIPT, _SCRIPT, _CARD)[n % 4].format(n=n)
    return (
        f"<!doctype html><html><head><title>Story {seed}</title></head><body><nav><ul>{half}</ul></nav>"
        f"<main><article><h1>Quay orders story number {seed}</h1>"
        f'<time datetime="2026-11-20T15:00:00Z">November 20, 2026</time>{prose_}</article></main>'
        f"<aside>{half}</aside></body></html>"
    ).encode()


def releases(number: int) -> list[tuple[str, bytes]]:
    return [(f"https://pages.example/{seed}", page(seed)) for seed in range(number)]


def real(number: int) -> list[tuple[str, bytes]]:
    folder = BESIDE / "data/pages"
    if not folder.exists():
        return []
    with (folder / "INDEX.tsv").open(encoding="utf-8", newline="") as index:
        rows = list(csv.DictReader(index, delimiter="\t"))
    return [
        (f"https://pages.example/{n}", gzip.decompress((folder / row["file"]).read_bytes()))
        for n, row in enumerate(rows[:number])
    ]


def kept(path: Path, pages: Sequence[tuple[str, bytes]]) -> None:
    """A captures.db with a capture of each page."""
    with Captures(path) as captures:
        for n, (url, body) in enumerate(pages):
            at = NOW + timedelta(seconds=n)
            capture = Capture(
                source=SOURCE.slug,
                purpose="page",
                url=url,
                final_url=url,
                status=200,
                headers=HEADERS,
                body=body,
                fetched_at=at,
            )
            request = Request(url=url, source=SOURCE.slug, purpose="page")
            captures.keep(Attempt(request=request, at=at, seconds=0.1, outcome="ok", status=200, capture=capture))


def seconds(pages: Sequence[tuple[str, bytes]], profile: cProfile.Profile | None = None) -> tuple[float, int]:
    """Processor seconds of one reread of all of them, and how many articles there are then."""
    with tempfile.TemporaryDirectory() as folder:
        kept(Path(folder) / "captures.db", pages)
        config = Config(archive=Path(folder) / "archive.db", contact="", topics=(), sources={SOURCE.slug: SOURCE})
        with opened(config) as desk:
            reread([SOURCE], desk)  # the first time the captures are new; from then on it is a reread
            if profile is not None:
                profile.enable()
            begun = time.process_time()
            reread([SOURCE], desk)
            took = time.process_time() - begun
            if profile is not None:
                profile.disable()
            return took, desk.archive.articles()


def stages(pages: Sequence[tuple[str, bytes]]) -> dict[str, float]:
    """Milliseconds a page, stage by stage."""
    captures = [
        Capture(
            source="b", purpose="page", url=url, final_url=url, status=200, headers=HEADERS, body=body, fetched_at=NOW
        )
        for url, body in pages
    ]
    articles = []
    begun = time.process_time()
    for capture in captures:
        try:
            articles.append(read.article(SOURCE, capture))
        except read.ReadError:
            continue
    parsed = time.process_time()
    for article in articles:
        extract.story(article)
    ended = time.process_time()
    return {"read": 1000 * (parsed - begun) / len(pages), "extract": 1000 * (ended - parsed) / len(pages)}


def _digest(page_: tuple[str, bytes]) -> int:
    url, body = page_
    capture = Capture(
        source="b", purpose="page", url=url, final_url=url, status=200, headers=HEADERS, body=body, fetched_at=NOW
    )
    return len(extract.story(read.article(SOURCE, capture)).quotes)


def pooled(pages: Sequence[tuple[str, bytes]], processes: int) -> float:
    """Pages a second of a pool, reading and extracting, by the clock on the wall."""
    with ProcessPoolExecutor(processes) as pool:
        list(pool.map(_digest, pages[:processes]))  # the processes are there
        begun = time.perf_counter()
        list(pool.map(_digest, pages, chunksize=4))
        return len(pages) / (time.perf_counter() - begun)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", action="store_true", help="where the time goes")
    parser.add_argument("--processes", type=int, default=0, help="also in a pool of so many")
    parser.add_argument("--pages", type=int, default=120, help="at most so many of each set")
    asked = parser.parse_args()
    sets: dict[str, Callable[[int], list[tuple[str, bytes]]]] = {"releases": releases, "pages": real}
    for name, make in sets.items():
        pages = make(asked.pages)
        if not pages:
            print(f"{name}: left out, there is no {BESIDE / 'data/pages'}")
            continue
        profile = cProfile.Profile() if asked.profile else None
        runs = [seconds(pages, profile) for _ in range(1 if profile else 3)]
        best, articles = min(runs)
        kilobytes = statistics.mean(len(body) for _, body in pages) / 1000
        print(f"{name}: {len(pages) / best:.0f} pages a second, {articles} articles, {kilobytes:.0f} KB a page")
        print("  milliseconds a page:", *(f"{stage} {value:.1f}" for stage, value in stages(pages).items()))
        if asked.processes:
            print(
                f"  in {asked.processes} processes, without saving: {pooled(pages, asked.processes):.0f} pages a second"
            )
        if profile is not None:
            pstats.Stats(profile).sort_stats("tottime").print_stats(40)


if __name__ == "__main__":
    main()
