"""How long it takes to prove, copy, publish and hand on an archive: `python benchmarks/keeping.py [ARTICLES]`.

Invented pages of about 60 kB, a quarter of them edited once, in both files; then each command once.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from invented import Trade

from scraper.model import Attempt, Capture, Request
from scraper.warc import Response, responses
from storage.archive import Archive
from storage.backup import backup
from storage.captures import Captures
from storage.publish import publish
from storage.verify import verify
from storage.warc import write_captures

FURNITURE = 50_000  # characters of a page that are not its text


def make(folder: Path, articles: int) -> None:
    trade = Trade(1, articles)
    furniture = page_furniture(random.Random(1))
    slugs = [publisher.slug for publisher in trade.publishers]
    with Captures(folder / "captures.db") as captures, Archive(folder / "archive.db") as archive:
        archive.register(trade.publishers)
        with archive.rebuilding(*slugs):  # one transaction: the disk is asked once
            for story, at in trade.stories():
                page, url = story.article, story.article.address.url
                capture = Capture(
                    source=page.source,
                    purpose="page",
                    url=url,
                    final_url=url,
                    status=200,
                    headers=(("content-type", "text/html; charset=utf-8"),),
                    body=f"<html><body><h1>{page.headline}</h1><p>{page.text}</p>{furniture}</body></html>".encode(),
                    fetched_at=at,
                )
                request = Request(url=url, source=page.source, purpose="page")
                captures.keep(Attempt(request=request, at=at, seconds=1, outcome="ok", status=200, capture=capture))
                archive.save(replace(story, article=replace(page, capture=capture.sha256)), captured_at=at)


def page_furniture(chance: random.Random) -> str:
    words = [f"w{chance.getrandbits(40):x}" for _ in range(FURNITURE // 20)]
    return "".join(f'<li><a href="/{word}">{word}</a></li>' for word in words)


def timed(name: str, work: Callable[[], object]) -> None:
    start = time.perf_counter()
    said = work()
    print(f"{name:10} {time.perf_counter() - start:7.1f} s   {said}")


def size(*paths: Path) -> str:
    return ", ".join(f"{path.name} {path.stat().st_size / 1e6:.1f} MB" for path in paths)


def main(articles: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive, captures = folder / "archive.db", folder / "captures.db"
        timed("make", lambda: make(folder, articles))
        print(size(archive, captures))
        timed("verify", lambda: verify(archive, captures))
        timed("backup", lambda: len(backup(archive, captures, folder / "copy").problems))
        now = datetime.now(UTC)
        timed("publish", lambda: publish(archive, folder / "public.db", made_at=now, software="onrecord 0"))
        print(size(folder / "public.db"))
        with Captures(captures) as kept:
            timed("to WARC", lambda: write_captures(kept, folder / "a.warc.gz", software="onrecord 0"))
        print(size(folder / "a.warc.gz"))
        timed("from WARC", lambda: read(folder / "a.warc.gz"))


def read(path: Path) -> int:
    with path.open("rb") as file:
        return sum(isinstance(each, Response) for each in responses(file))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
