"""Servers that misbehave: their robots.txt, the network, HTTP, how a body is coded, where they redirect to."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from functools import cache

from replies import (
    LONG,
    MB,
    READ,
    Answer,
    Fault,
    article,
    bare,
    dripping,
    endless,
    feed,
    fresh,
    http,
    item,
    kept,
    packed,
    page,
    redirect,
    reset,
    robots,
    rss,
    silent,
    tried,
)

PRIVATE = (
    "http://10.0.0.1/ http://0x0a000001/ http://167772161/ http://012.0.0.1/ http://10.1/ http://[::ffff:10.0.0.1]/ "
    "http://[::ffff:a00:1]/ http://[fe80::1]/ http://[fd00::1]/ http://[64:ff9b::a00:1]/ http://[2002:a00:1::]/ "
    "http://169.254.169.254/latest/ http://192.168.1.1/ http://172.16.0.1/ http://100.64.0.1/ http://0.0.0.0/ "
    "http://0/ http://224.0.0.1/ http://255.255.255.255/ http://[::]/ http://[2001:db8::1]/ "
    "http://012.1/ http://0xA.0.1/ http://0XA000001/ http://10.0.1/ http://0000012.0.0.1/ http://a:b@10.0.0.1/ "
    "http://%31%30.0.0.1/ http://１０.0.0.1/ http://10。0。0。1/ http://10.0.0.1./ http://[0:0:0:0:0:ffff:10.0.0.1]/ "
    "http://[::10.0.0.1]/ http://[64:ff9b:1::a00:1]/ http://[2001:0:a00:1::]/ http://[fec0::1]/ http://[ff02::1]/ "
    "http://[fe80::1%25eth0]/ http://198.18.0.1/ http://192.0.0.1/ http://240.0.0.1/ http://3232235777/"
).split()


@cache
def bombs() -> dict[str, bytes]:
    """Answers that take seconds to make: made once, before anybody waits for them."""
    return {
        "twice": http(gzip.compress(gzip.compress(bytes(64 * MB), 9), 9), "Content-Encoding: gzip, gzip"),
        "zeros": packed(bytes(64 * MB)),
        "deflated": http(zlib.compress(bytes(64 * MB), 9), "Content-Encoding: deflate"),
        "40 times": packed(article(more=f"<p>{LONG}</p>" * (14 * MB // len(LONG)))),
    }


def bomb(name: str) -> dict[str, Callable[[], Answer]]:
    return {"*": lambda: bombs()[name]}


def chain() -> dict[str, Callable[[], Answer]]:
    return {"*": lambda: redirect(f"/hop-{next(fresh)}")}


def faults() -> Iterator[Fault]:
    yield from _robots()
    yield from _networks()
    yield from _answers()
    yield from _codings()
    yield from _redirects()


def _robots() -> Iterator[Fault]:
    yield Fault(
        "robots of 2 megabytes", READ, robots(http(b"User-agent: other\nDisallow: /x\n" * 70_000, kind="text/plain"))
    )
    yield Fault("robots 500", tried("robots unavailable", "5xx", "feed"), robots(http(status="500 Oops")))
    yield Fault("robots drip", tried("robots unavailable", "", "feed"), robots(dripping(http(b"#")[:-1], b"")))
    yield Fault("robots forbid", tried("disallowed", "forbids"), robots(http(b"User-agent: *\nDisallow: /page")))
    yield Fault("robots are html", READ, robots(http(article())))
    yield Fault("robots loop", READ, robots(redirect("/robots.txt")))


def _networks() -> Iterator[Fault]:
    yield Fault("no such name", tried("no such host", "", "robots"))
    yield Fault("name that rebinds", tried("refused address", "10.0.0.1"))
    yield Fault("name with two faces", tried("refused address", "192.168.0.1", "robots"))
    yield Fault("reset", tried("connection failed"), page(reset))
    yield Fault("says nothing", tried("too slow"), page(silent))
    yield Fault("drips headers", tried("too slow"), page(dripping(b"HTTP/1.1 200 OK\r\nX: ", b"x")))
    yield Fault("drips its body", tried("too slow"), page(dripping(bare("Content-Length: 100000"), b"x")))
    yield Fault("goes on for ever", tried("too large"), page(endless(bare(), b"<p>harbour</p>" * 5000)))
    yield Fault("continues for ever", tried("too slow"), page(endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100)))


def _answers() -> Iterator[Fault]:
    yield Fault("not http", tried("protocol error"), page(b"220 mail.test ESMTP\r\n"))
    yield Fault("hangs up", tried("protocol error"), page(b""))
    yield Fault("header of a megabyte", tried("protocol error"), page(bare(f"X: {'x' * MB}") + article()))
    yield Fault("100000 headers", tried("protocol error"), page(bare(*(f"X-{n}: x" for n in range(100_000)))))
    yield Fault("longer than said", READ, page(bare(f"Content-Length: {len(article())}") + article() + b"x" * 1000))
    yield Fault("shorter than said", tried("protocol error"), page(bare("Content-Length: 9999") + article()))
    yield Fault("two lengths", tried("protocol error"), page(bare("Content-Length: 5", "Content-Length: 6") + b"12345"))
    yield Fault("bad chunks", tried("protocol error"), page(bare("Transfer-Encoding: chunked") + b"zz\r\nhello\r\n"))
    yield Fault(
        "endless chunk", tried("protocol error"), page(bare("Transfer-Encoding: chunked") + b"f" * 40 + b"\r\nhello")
    )
    yield Fault("said to be a terabyte", tried("too large", "said to be"), page(bare("Content-Length: 1099511627776")))
    for status in ("204 No", "206 Part", "401 Who", "451 Law", "999 No"):
        yield Fault(f"status {status[:3]}", tried("client error", status[:3]), page(http(status=status)))
    yield Fault("bare 304", tried("not modified", "not asked"), page(bare(status="304 Not Modified")))
    yield Fault(
        "storm of 429", tried("rate limited", "wait until"), page(http(b"", "Retry-After: 9e9", status="429 Slow"))
    )
    yield Fault(
        "storm of 429s",
        tried("rate limited", "wait until"),
        feed(rss(*(item(f"/page-{n}") for n in range(50)))) | page(http(b"", status="429 Slow")),
    )
    yield Fault("503 for ever", tried("rate limited"), page(http(b"", "Retry-After: 99999999999", status="503 Later")))


def _codings() -> Iterator[Fault]:
    squeezed = gzip.compress(article())
    yield Fault("gzip cut short", tried("bad encoding"), page(http(squeezed[:-40], "Content-Encoding: gzip")))
    yield Fault("gzip that is none", tried("bad encoding"), page(http(article(), "Content-Encoding: gzip")))
    yield Fault("gzip in gzip", tried("bad encoding", "gzip, gzip"), bomb("twice"))
    yield Fault("unknown coding", tried("bad encoding"), page(http(article(), "Content-Encoding: klingon")))
    yield Fault("bomb", tried("too large"), bomb("zeros"))
    yield Fault("deflate bomb", tried("too large"), bomb("deflated"))
    yield Fault("40 times within the limit", kept("unreadable", "Not parsed"), bomb("40 times"))
    yield Fault("another charset", READ, page(http(article("Zoë").decode().encode("cp1252"), kind="text/html")))
    yield Fault("charset of nobody", READ, page(http(article(), kind="text/html; charset=klingon")))
    yield Fault("utf-16 called utf-8", READ, page(http(article().decode().encode("utf-16"))))


def _redirects() -> Iterator[Fault]:
    yield Fault("redirects to itself", tried("redirect loop"), page(redirect("/page")))
    yield Fault("redirects for ever", tried("too many redirects"), chain())
    yield Fault("redirects inside", tried("refused address", "10.0.0.1"), page(redirect("http://10.0.0.1/")))
    yield Fault("redirects inside oddly", tried("refused address", "10.0.0.1"), page(redirect("http://0xa.1/")))
    ways = {f"/way-{number}": redirect(url) for number, url in enumerate(PRIVATE)}
    yield Fault(
        "redirects inside every way",
        tried("refused address", "only the public internet"),
        feed(rss(*map(item, ways))) | {path: lambda answer=answer: answer for path, answer in ways.items()},
    )
    yield Fault("redirects to a file", tried("refused address", "neither http"), page(redirect("file:///etc/passwd")))
    yield Fault("redirects to ftp", tried("refused address", "neither http"), page(redirect("ftp://a.test/")))
    yield Fault("redirects to rubbish", tried("bad redirect"), page(redirect("http://[::::]/")))
    yield Fault("redirects nowhere", tried("bad redirect"), page(bare("Content-Length: 0", status="302 Found")))
    yield Fault("cookie wall", tried("redirect loop"), page(redirect("/page", "Set-Cookie: seen=1")))
    yield Fault(
        "redirects to tls", tried("tls failed"), {"*": lambda: redirect("https://redirects-to-tls.test:PORT/x")}
    )
