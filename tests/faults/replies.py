"""What a server may say, and what a fault is: the words that `bad_servers.py` and `bad_content.py` are made of."""

from __future__ import annotations

import gzip
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

LONG = "The harbour lights went out one by one, and nobody on the quay could say afterwards who had seen them go. " * 4
MB = 2**20
Talk = Callable[[socket.socket], None]
Answer = bytes | Talk
fresh = count()  # a number that was not said before


@dataclass(frozen=True)
class Fault:
    """What a host does wrong, and the row that must say so: (table, its purpose, its outcome or result, words)."""

    name: str
    row: tuple[str, str, str, str]
    answers: dict[str, Callable[[], Answer]] = field(default_factory=dict)  # by path; "*" is any other but robots.txt

    @property
    def host(self) -> str:
        return f"{self.name.replace(' ', '-')}.test"


def http(body: bytes = b"", *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    head = (
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *headers,
    )
    return "\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + body


def bare(*headers: str, status: str = "200 OK") -> bytes:
    """The head of an answer, with nothing said that is not told."""
    return "\r\n".join((f"HTTP/1.1 {status}", *headers, "", "")).encode("latin-1")


def html(body: str, title: str = "A story", head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


def article(title: str = "A story", *, more: str = "", head: str = "") -> bytes:
    return html(f"<article><h1>{title}</h1><p>{LONG}</p>{more}</article>", title, head)


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'.encode()


def item(link: str = "/page", title: str = "A story", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def feed(body: bytes) -> dict[str, Callable[[], Answer]]:
    return {"/feed/": lambda: http(body, kind="application/rss+xml")}


def page(answer: Answer) -> dict[str, Callable[[], Answer]]:
    return {"*": lambda: answer}


def robots(answer: Answer) -> dict[str, Callable[[], Answer]]:
    return {"/robots.txt": lambda: answer}


def dripping(head: bytes, drop: bytes) -> Talk:
    def talk(line: socket.socket) -> None:
        line.sendall(head)
        while True:
            line.sendall(drop)
            time.sleep(0.05)

    return talk


def endless(head: bytes, piece: bytes) -> Talk:
    def talk(line: socket.socket) -> None:
        line.sendall(head)
        while True:
            line.sendall(piece)

    return talk


def silent(line: socket.socket) -> None:
    line.recv(1)  # until the other side has gone


def reset(line: socket.socket) -> None:
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # close() sends RST


def redirect(to: str, *headers: str) -> bytes:
    return http(b"", f"Location: {to.encode().decode('latin-1')}", *headers, status="302 Found")  # raw UTF-8


def packed(body: bytes) -> bytes:
    return http(gzip.compress(body, 9), "Content-Encoding: gzip")


def kept(result: str, words: str = "") -> tuple[str, str, str, str]:
    return ("captures", "page", result, words)


def tried(outcome: str, words: str = "", purpose: str = "page") -> tuple[str, str, str, str]:
    return ("attempts", purpose, outcome, words)


READ = kept("read")
