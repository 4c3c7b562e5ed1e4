"""How well pages and feeds are read: `python benchmarks/reading.py`, with the real data beside the checkout.

Body text is scored as Scrapinghub's article-extraction benchmark scores it: multisets of four consecutive
words, precision and recall a document, their means, and F1 of the means. Every page whose headline or date
differs from INDEX.tsv is listed: INDEX.tsv was made by a program too, so a difference is a question.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import trafilatura

from scraper import read
from scraper.charset import decoded
from scraper.dates import moment
from scraper.errors import ReadError
from scraper.model import Article, Capture, Purpose
from scraper.page import Source
from scraper.structured import words

BESIDE = Path(__file__).resolve().parents[2] / "shared"
SOURCE = Source(slug="none", name="None")
FULL_TEXT = Source(slug="full-text", name="Full text", full_text=True)


def capture(url: str, body: bytes, purpose: Purpose = "page") -> Capture:
    return Capture(
        source=SOURCE.slug,
        purpose=purpose,
        url=url,
        final_url=url,
        status=200,
        headers=(),
        body=body,
        fetched_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


def shingles(text: str, length: int = 4) -> Counter[tuple[str, ...]]:
    tokens = re.findall(r"\w+", text)
    runs = (tuple(tokens[at : at + length]) for at in range(max(1, len(tokens) - length + 1)))
    return Counter(run for run in runs if run)


def score(gold: str, found: str) -> tuple[float | None, float | None]:
    """Precision and recall of one document; None where the benchmark leaves it out of that mean."""
    wanted, got = shingles(gold), shingles(found)
    both, all_got, all_wanted = (wanted & got).total(), got.total(), wanted.total()
    return both / all_got if all_got else None, both / all_wanted if all_wanted else None


def f1(pairs: list[tuple[float | None, float | None]]) -> tuple[float, float, float]:
    """F1 of the mean precision and the mean recall, and those."""
    precision = statistics.fmean(p for p, _ in pairs if p is not None)
    recall = statistics.fmean(r for _, r in pairs if r is not None)
    return 2 * precision * recall / (precision + recall), precision, recall


def gold(data: Path) -> Iterator[tuple[str, str, bytes]]:
    """URL, hand-made body text and bytes of each page of pages-gold."""
    truth = json.loads((data / "pages-gold" / "ground-truth.json").read_text(encoding="utf-8"))
    for key, page in truth.items():
        packed = (data / "pages-gold" / "html" / f"{key}.html.gz").read_bytes()
        yield page["url"], page["articleBody"], gzip.decompress(packed)


def ours(url: str, body: bytes) -> str:
    try:
        return read.article(SOURCE, capture(url, body)).text
    except ReadError as error:
        print(f"  not read: {error}")
        return ""


def alone(*, comments: bool = True, fast: bool = False) -> Callable[[str, bytes], str]:
    """trafilatura by itself, given the same decoded page."""

    def extract(_url: str, body: bytes) -> str:
        return trafilatura.extract(decoded(body).text, include_comments=comments, fast=fast) or ""

    return extract


def body_text(data: Path) -> dict[str, tuple[float, float, float]]:
    readers: dict[str, Callable[[str, bytes], str]] = {
        "onrecord": ours,
        "trafilatura": alone(),
        "trafilatura, no comments": alone(comments=False),
        "trafilatura, fast, no comments": alone(comments=False, fast=True),
    }
    found = {}
    for name, reader in readers.items():
        began = time.perf_counter()
        found[name] = f1([score(text, reader(url, body)) for url, text, body in gold(data)])
        seconds = time.perf_counter() - began
        print(
            "  {:32} F1 {:.4f}  precision {:.4f}  recall {:.4f}".format(name, *found[name]),
            f"{seconds:.1f} s",
        )
    return found


def pages(data: Path) -> None:
    with (data / "pages" / "INDEX.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    count: Counter[str] = Counter(pages=len(rows))
    for row in rows:
        url = row["url"] or f"https://{row['file'].partition('__')[0]}.example/"
        try:
            article = read.article(SOURCE, capture(url, gzip.decompress((data / "pages" / row["file"]).read_bytes())))
        except ReadError as error:
            print(f"  not read   {row['file']}: {error}")
            continue
        count.update(["read", *_compared(row, article)])
    print("  " + ", ".join(f"{number} {name}" for name, number in count.items()))


def is_titled(headline: str, title: str) -> bool:
    """Whether INDEX.tsv's title is the headline, or the headline and the site's name behind a sign for it."""
    shorter = (title[: sign.start()] for sign in re.finditer(r"\s[-–—:»]\s|\s*\|\s*", title))
    return words(headline) in (words(title), *map(words, shorter))


def _compared(row: dict[str, str], article: Article) -> Iterator[str]:
    if is_titled(article.headline, row["title"]):
        yield "headline as in INDEX.tsv, less the site's name"
    else:
        print(f"  headline   {row['file'][:60]}\n    ours  {article.headline}\n    INDEX {row['title']}")
    said = moment(row["published"])
    if said is None:
        yield "without a date in INDEX.tsv"
    elif article.published is not None and article.published.at == said.at:
        yield "date as in INDEX.tsv"
    else:
        mine = article.published.verbatim if article.published else None
        print(f"  date       {row['file'][:60]}\n    ours  {mine}\n    INDEX {row['published']}")


def feeds(data: Path) -> None:
    for path in sorted((data / "feeds" / "real").iterdir()):
        leads = read.leads(SOURCE, capture("https://gazette.example/", path.read_bytes(), "feed"))
        dated = sum(1 for lead in leads if lead.published or lead.updated)
        untitled = sum(1 for lead in leads if not lead.title)
        print(f"  {path.name:42} {len(leads):4} leads, {dated} dated, {untitled} untitled")
    snapshots = [gzip.decompress(path.read_bytes()) for path in sorted((data / "feeds" / "macrumors").iterdir())]
    began, read_items, versions = time.perf_counter(), 0, set()
    for body in snapshots:
        snapshot = capture("https://feeds.macrumors.com/MacRumors-All", body, "feed")
        for lead in read.leads(FULL_TEXT, snapshot):
            article = read.item(FULL_TEXT, lead, snapshot)
            versions.add((lead.url, article.headline, article.text))
            read_items += 1
    each = (time.perf_counter() - began) / len(snapshots) * 1000
    urls = {url for url, *_ in versions}
    print(f"  macrumors: {len(snapshots)} snapshots, {each:.0f} ms each, {read_items} items, {len(urls)} URLs,")
    print(f"  {len(versions)} different (URL, headline, text)")


def main() -> None:
    data = Path(os.environ.get("ONRECORD_SHARED", BESIDE)) / "data"
    if not data.is_dir():
        raise SystemExit(f"needs the real data, and {data} is not there; set ONRECORD_SHARED")
    print("body text, pages-gold")
    body_text(data)
    print("headlines and dates, pages")
    pages(data)
    print("feeds")
    feeds(data)


if __name__ == "__main__":
    main()
