"""A press on loopback: as many invented sources and pages as are asked for, served by a process of its own.

All of it is made up, and the same number always gives the same page, so that two passes over it can be compared.
Every source has a host of its own (`source-03.test`), which `resolve` leads to loopback.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import random
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cached_property, lru_cache
from html import escape
from pathlib import Path
from typing import TypeVar

from invented import COMMON, CONTENT, Trade, Work

from scraper.page import Source

Item = TypeVar("Item")
FIRST = datetime(2026, 2, 2, 9, tzinfo=UTC)
FURNITURE = 120  # links round each article, as on real pages: 25 kB
_WEIGHTS = [1 / (rank + 2) for rank in range(len(COMMON) + len(CONTENT))]


def resolve(host: str, port: int) -> tuple[tuple[str, int], ...]:
    """Every name that ends in .test is here."""
    if not host.endswith(".test"):
        raise OSError(f"{host} is not served here")
    return (("127.0.0.1", port),)


@dataclass(frozen=True)
class Press:
    """So many pages, spread over so many sources."""

    sources: int
    pages: int

    @cached_property
    def trade(self) -> Trade:
        return Trade(7, max(240, self.pages))

    def numbers(self, source: int) -> range:
        """The pages of a source, by their numbers."""
        return range(source, self.pages, self.sources)

    def configured(self, port: int) -> dict[str, Source]:
        made = (
            Source(
                slug=f"source-{number:02}",
                name=f"Source {number}",
                homepage=f"http://source-{number:02}.test:{port}/",
                feeds=(f"http://source-{number:02}.test:{port}/feed/",),
                delay=timedelta(0),
                loopback=True,
            )
            for number in range(self.sources)
        )
        return {source.slug: source for source in made}

    def feed(self, source: int, origin: str) -> bytes:
        items = "".join(
            f"<item><title>{escape(self.headline(number))}</title><link>{origin}/story-{number}</link>"
            f"<pubDate>{format_datetime(_published(number))}</pubDate></item>"
            for number in self.numbers(source)
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>s</title>{items}</channel></rss>'.encode()

    def headline(self, number: int) -> str:
        work = self._work(number)
        return f"{work.house} Orders “{work.title.name}” for a Season of {2 + number % 11} Episodes"

    def page(self, number: int) -> bytes:
        chance, headline = random.Random(number), escape(self.headline(number))
        data = f'{{"@type": "NewsArticle", "datePublished": "{_published(number).isoformat()}"}}'
        prose = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in self._paragraphs(number, chance))
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{headline}</title>'
            f'<script type="application/ld+json">{data}</script></head><body><nav>{_furniture()}</nav>'
            f"<main><article><h1>{headline}</h1>{prose}</article></main><footer>{_furniture()}</footer></body></html>"
        ).encode()

    def _work(self, number: int) -> Work:
        return _uneven(self.trade.works, random.Random(-number - 1))

    def _paragraphs(self, number: int, chance: random.Random) -> Iterator[str]:
        work = self._work(number)
        maker, speaker = work.makers[0][1], _uneven(self.trade.people, chance)
        (star, character), *_ = work.actors
        yield (
            f"{work.house} has ordered “{work.title.name},” a new drama series created by {maker} and starring {star} "
            f"as {character}, the company said on Tuesday. It is number {number} of its kind."
        )
        yield f"“{_sentence(chance)},” said {speaker}, head of drama at {work.house}. “{_sentence(chance)}.”"
        for _ in range(8):
            yield " ".join(f"{_sentence(chance)}." for _ in range(4))
        yield f"“{_sentence(chance)},” {maker} added. The series is produced by {work.house}."


def _uneven(of: Sequence[Item], chance: random.Random) -> Item:
    """A few are in everything, most in little: of 1,700 titles, the busiest has a twentieth of the pages."""
    return of[int(len(of) * chance.random() ** 2.5)]


def _published(number: int) -> datetime:
    return FIRST + timedelta(minutes=number)


def _sentence(chance: random.Random) -> str:
    words = chance.choices(COMMON + CONTENT, _WEIGHTS, k=chance.randint(8, 20))
    return " ".join(words).capitalize()


@lru_cache
def _furniture() -> str:
    chance = random.Random(0)
    links = (f'<li class="item-{n}"><a href="/topic/{n}">{_sentence(chance)}</a></li>' for n in range(FURNITURE))
    return f"<ul>{''.join(links)}</ul>"


async def _serve(press: Press) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):  # whoever asked was killed
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            writer.write(_answer(press, first.split(" ")[1], headers))
            await writer.drain()
        writer.close()

    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    print(listener.getsockname()[1], flush=True)
    server = await asyncio.start_server(answer, sock=listener)
    async with server:
        await asyncio.to_thread(sys.stdin.read)  # until whoever started us has gone


def _answer(press: Press, path: str, headers: dict[str, str]) -> bytes:
    if path == "/feed/":
        host = headers["host"]
        body, kind = press.feed(int(host.partition(".")[0].rpartition("-")[2]), f"http://{host}"), "application/rss+xml"
    elif path.startswith("/story-"):
        body, kind = press.page(int(path.rpartition("-")[2])), "text/html; charset=utf-8"
    else:
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    if headers.get("if-none-match") == etag:
        return f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\nConnection: close\r\n\r\n".encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nETag: {etag}\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Connection: close\r\n\r\n".encode() + body


@contextmanager
def served(press: Press) -> Iterator[int]:
    """The press at work, in a process of its own; gives its port."""
    command = [sys.executable, str(Path(__file__)), str(press.sources), str(press.pages)]
    paths = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={"PYTHONPATH": ":".join(paths)}
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.stdin.close()


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("sources", type=int)
    asked.add_argument("pages", type=int)
    given = asked.parse_args()
    asyncio.run(_serve(Press(given.sources, given.pages)))
