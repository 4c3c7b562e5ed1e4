"""One server on loopback with every misbehaviour we know, each at a host of its own, beside a few that behave.

`python tests/faults/hostile.py FOLDER SECONDS` collects from all of them, with so many seconds for a request, and
prints what it took. What came of each is in the two files of the folder.
"""

from __future__ import annotations

import gzip
import json
import os
import socket
import struct
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from itertools import count
from pathlib import Path

from schedules import desk as desks
from schedules import run
from schedules.config import Config
from scraper.fetch import Limits
from scraper.page import Source

LONG = "The harbour lights went out one by one, and nobody on the quay could say afterwards who had seen them go. " * 4
MB = 2**20
GOOD, GOOD_PAGES = 4, 6
Talk = Callable[[socket.socket], None]
Answer = bytes | Talk
_numbers = count()


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
    return http(b"", f"Location: {to}", *headers, status="302 Found")


def packed(body: bytes) -> bytes:
    return http(gzip.compress(body, 9), "Content-Encoding: gzip")


@cache
def twice() -> bytes:
    return http(gzip.compress(gzip.compress(bytes(64 * MB), 9), 9), "Content-Encoding: gzip, gzip")


def chain() -> dict[str, Callable[[], Answer]]:
    return {"*": lambda: redirect(f"/hop-{next(_numbers)}")}


def kept(result: str, words: str = "") -> tuple[str, str, str, str]:
    return ("captures", "page", result, words)


def tried(outcome: str, words: str = "", purpose: str = "page") -> tuple[str, str, str, str]:
    return ("attempts", purpose, outcome, words)


READ = kept("read")
PRIVATE = (
    "http://10.0.0.1/ http://0x0a000001/ http://167772161/ http://012.0.0.1/ http://10.1/ http://[::ffff:10.0.0.1]/ "
    "http://[::ffff:a00:1]/ http://[fe80::1]/ http://[fd00::1]/ http://[64:ff9b::a00:1]/ http://[2002:a00:1::]/ "
    "http://169.254.169.254/latest/ http://192.168.1.1/ http://172.16.0.1/ http://100.64.0.1/ http://0.0.0.0/ "
    "http://0/ http://224.0.0.1/ http://255.255.255.255/ http://[::]/ http://[2001:db8::1]/"
).split()
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
    + f']><rss version="2.0"><channel><title>t</title>{item(title="&k;")}</channel></rss>'
).encode()
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel>'
    f"<title>t</title>{item(title='A story &x;')}</channel></rss>"
).encode()
MANY = 50_000


def faults() -> tuple[Fault, ...]:
    return (*_robots(), *_feeds(), *_networks(), *_answers(), *_codings(), *_redirects(), *_pages(), *_walls())


def _robots() -> Iterator[Fault]:
    yield Fault(
        "robots of 2 megabytes", READ, robots(http(b"User-agent: other\nDisallow: /x\n" * 70_000, kind="text/plain"))
    )
    yield Fault("robots 500", tried("robots unavailable", "5xx", "feed"), robots(http(status="500 Oops")))
    yield Fault("robots drip", tried("robots unavailable", "", "feed"), robots(dripping(http(b"#")[:-1], b"")))
    yield Fault("robots forbid", tried("disallowed", "forbids"), robots(http(b"User-agent: *\nDisallow: /page")))
    yield Fault("robots are html", READ, robots(http(article())))
    yield Fault("robots loop", READ, robots(redirect("/robots.txt")))


def _feeds() -> Iterator[Fault]:
    def unread(words: str) -> tuple[str, str, str, str]:
        return ("captures", "feed", "unreadable", words)

    yield Fault("feed is html", unread("not a feed"), {"/feed/": lambda: http(html("<h1>Welcome</h1>"))})
    yield Fault("feed is empty", unread("empty"), feed(b""))
    yield Fault("feed of nulls", unread("neither RSS nor Atom"), feed(bytes(1000)))
    yield Fault("feed without items", unread("without items"), feed(rss()))
    yield Fault("feed leads nowhere", unread("none of 3"), feed(rss(*map(item, ("file:///a", "data:,b", "mailto:c")))))
    yield Fault("billion laughs", READ, feed(LAUGHS))
    yield Fault("feed asks for a file", READ, feed(OUTSIDE))
    yield Fault("feed cut short", READ, feed(rss(item())[:-20]))
    yield Fault("feed of 2099", READ, feed(rss(item(more="<pubDate>Thu, 01 Jan 2099 00:00:00 GMT</pubDate>"))))
    yield Fault(
        "feed of 50000 items",
        ("captures", "feed", "read", "the first 5000 items"),
        feed(rss(*(item(f"/page-{n}", "Off topic") for n in range(MANY)))),
    )
    yield Fault(
        "ids that change",
        READ,
        {
            "/feed/": lambda: http(
                rss(item(f"/page?utm_id={next(_numbers)}", more=f"<guid>{next(_numbers)}</guid>")),
                kind="application/rss+xml",
            )
        },
    )
    yield Fault("links inside", tried("refused address", "only the public internet"), feed(rss(*map(item, PRIVATE))))


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
    yield Fault("503 for ever", tried("rate limited"), page(http(b"", "Retry-After: 99999999999", status="503 Later")))


def _codings() -> Iterator[Fault]:
    squeezed = gzip.compress(article())
    yield Fault("gzip cut short", tried("bad encoding"), page(http(squeezed[:-40], "Content-Encoding: gzip")))
    yield Fault("gzip that is none", tried("bad encoding"), page(http(article(), "Content-Encoding: gzip")))
    yield Fault("gzip in gzip", tried("bad encoding", "gzip, gzip"), {"*": twice})
    yield Fault("unknown coding", tried("bad encoding"), page(http(article(), "Content-Encoding: klingon")))
    yield Fault("bomb", tried("too large"), {"*": lambda: packed(bytes(64 * MB))})
    deflated = zlib.compress(bytes(64 * MB), 9)
    yield Fault("deflate bomb", tried("too large"), page(http(deflated, "Content-Encoding: deflate")))
    yield Fault(
        "40 times within the limit",
        kept("unreadable", "Not parsed"),
        {"*": lambda: packed(article(more=f"<p>{LONG}</p>" * (14 * MB // len(LONG))))},
    )
    yield Fault("another charset", READ, page(http(article("Zoë").decode().encode("cp1252"), kind="text/html")))
    yield Fault("charset of nobody", READ, page(http(article(), kind="text/html; charset=klingon")))
    yield Fault("utf-16 called utf-8", READ, page(http(article().decode().encode("utf-16"))))


def _redirects() -> Iterator[Fault]:
    yield Fault("redirects to itself", tried("redirect loop"), page(redirect("/page")))
    yield Fault("redirects for ever", tried("too many redirects"), chain())
    yield Fault("redirects inside", tried("refused address", "10.0.0.1"), page(redirect("http://10.0.0.1/")))
    yield Fault("redirects inside oddly", tried("refused address", "10.0.0.1"), page(redirect("http://0xa.1/")))
    yield Fault("redirects to a file", tried("refused address", "neither http"), page(redirect("file:///etc/passwd")))
    yield Fault("redirects to ftp", tried("refused address", "neither http"), page(redirect("ftp://a.test/")))
    yield Fault("redirects to rubbish", tried("bad redirect"), page(redirect("http://[::::]/")))
    yield Fault("redirects nowhere", tried("bad redirect"), page(bare("Content-Length: 0", status="302 Found")))
    yield Fault("cookie wall", tried("redirect loop"), page(redirect("/page", "Set-Cookie: seen=1")))
    yield Fault(
        "redirects to tls", tried("tls failed"), {"*": lambda: redirect("https://redirects-to-tls.test:PORT/x")}
    )


def _pages() -> Iterator[Fault]:
    deep = kept("unreadable", "within each other")
    yield Fault(
        "title of a megabyte",
        kept("unreadable", "a headline of"),
        page(http(html(f"<article><p>{LONG}</p></article>", "x " * (MB // 2)))),
    )
    yield Fault(
        "heading of a megabyte", kept("unreadable", "a headline of"), page(http(article("Harbour " * (MB // 8))))
    )
    yield Fault("100000 nested divs", deep, page(http(html("<div>" * 100_000 + LONG))))
    yield Fault("100000 unclosed bolds", deep, page(http(html("<b><p>x" * 100_000))))
    yield Fault("comments without end", deep, page(http(html("<div>" * 3000 + "<!--" * 200_000 + LONG))))
    yield Fault("scripts without end", deep, page(http(html("<div>" * 3000 + "<script>" * 100_000 + LONG))))
    yield Fault(
        "deep json", READ, page(http(article(head=f"<script type='application/ld+json'>{'[' * 200_000}</script>")))
    )
    yield Fault(
        "200000 attributes",
        kept("unreadable", "attributes"),
        page(http(article(more=f"<p {' '.join(f'a{n}=1' for n in range(200_000))}>x"))),
    )
    yield Fault("word of 250000 letters", READ, page(http(article(more=f"<p>{'a' * 250_000}</p>"))))
    yield Fault("125000 quotation marks", READ, page(http(article(more=f"<p>Then {'“ ' * 125_000}</p>"))))
    yield Fault("50000 names", READ, page(http(article(more=f"<p>{'Ada Quill ' * 25_000}</p>"))))
    yield Fault("halves of surrogates", READ, page(http(article("A &#xD83D; story &#x110000;"))))
    yield Fault("nulls in the page", READ, page(http(article().replace(b"harbour", b"har\0bour"))))
    yield Fault(
        "is somebody else", READ, page(http(article(head='<link rel="canonical" href="http://10.0.0.1/admin">')))
    )


def _walls() -> Iterator[Fault]:
    yield Fault("nothing", kept("quarantined", "empty"), page(http()))
    yield Fault("a pdf", kept("quarantined", "not html"), page(http(b"%PDF-1.7 ...", kind="application/pdf")))
    yield Fault("a picture", kept("quarantined", "not html"), page(http(b"\x89PNG" + bytes(999))))
    yield Fault("plain text", kept("quarantined", "not html"), page(http(LONG.encode(), kind="text/plain")))
    yield Fault("a bot check", kept("quarantined", "bot check"), page(http(html("Wait.", "Just a moment..."))))
    yield Fault("consent", kept("quarantined", "consent wall"), page(http(html("Cookies.", "Before you continue"))))
    yield Fault("soft 404", kept("quarantined", "soft 404"), page(http(html("<h1>Page not found</h1>", "Not found"))))
    yield Fault("404", tried("gone"), page(http(status="404 Not Found")))
    yield Fault("500", tried("server error"), page(http(status="500 Oops")))


class Site:
    """Answers for every host; what a fault does not answer for is done well."""

    def __init__(self, misbehaving: tuple[Fault, ...]) -> None:
        self.faults = {fault.host: fault for fault in misbehaving}
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self.listener.getsockname()[1])
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                line, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with suppress(OSError), line:  # whoever asked has hung up, as it should
            head = line.recv(65536).decode("latin-1")
            if " " not in head or "Host: " not in head:
                line.sendall(b"this is no TLS\r\n")
                return
            path, host = head.split(" ")[1], head.partition("Host: ")[2].partition("\r\n")[0].partition(":")[0]
            answer = self._answer(host, path)
            if callable(answer):
                answer(line)
            else:
                line.sendall(answer.replace(b"PORT", str(self.port).encode()) if len(answer) < 1000 else answer)

    def _answer(self, host: str, path: str) -> Answer:
        fault = self.faults.get(host)
        answers = fault.answers if fault else {}
        if path in answers:
            return answers[path]()
        if path == "/robots.txt":
            return http(status="404 Not Found")
        if path == "/feed/":
            pages = (item(f"/page-{n}", f"Story {n}") for n in range(GOOD_PAGES)) if fault is None else (item(),)
            return http(rss(*pages), kind="application/rss+xml")
        return answers["*"]() if "*" in answers else http(article(f"The story at {path}"))


def resolver() -> Callable[[str, int], tuple[tuple[str, int], ...]]:
    asked: dict[str, int] = {}

    def resolve(host: str, port: int) -> tuple[tuple[str, int], ...]:
        asked[host] = asked.get(host, 0) + 1
        if host == "no-such-name.test":
            raise OSError("Name or service not known")
        if host == "name-that-rebinds.test" and asked[host] > 2:  # robots.txt and the feed were on loopback
            return (("10.0.0.1", port),)
        if host == "name-with-two-faces.test":
            return (("127.0.0.1", port), ("192.168.0.1", port))
        return (("127.0.0.1", port),)

    return resolve


def source(host: str, port: int) -> Source:
    slug, topics = host.removesuffix(".test"), ("A story",) if "50000" in host else ()
    url = f"http://{host}:{port}/"
    return Source(
        slug=slug, name=slug, homepage=url, feeds=(f"{url}feed/",), delay=timedelta(0), loopback=True, topics=topics
    )


@contextmanager
def served() -> Iterator[tuple[int, list[str]]]:
    """The server, in a process of its own, that its memory is not counted; gives its port and the hosts."""
    with subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ}
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            port, hosts = json.loads(process.stdout.readline())
            yield port, hosts
        finally:
            process.stdin.close()


def serve() -> None:
    twice()  # made before anybody waits for it
    site = Site(faults())
    print(json.dumps([site.port, list(site.faults)]), flush=True)
    sys.stdin.read()


def collected(folder: Path, seconds: float, port: int, hosts: list[str]) -> dict[str, float]:
    """A pass over every host; gives the seconds of processor that each took."""
    work: dict[str, float] = {}
    last: dict[int, float] = {}
    for number in range(GOOD):  # among the others, not after them
        hosts.insert((number + 1) * len(hosts) // GOOD, f"good-{number}.test")
    sources = {made.slug: made for made in (source(host, port) for host in hosts)}
    config = Config(archive=folder / "archive.db", contact="", topics=(), sources=sources)
    limits = replace(Limits(), gap=timedelta(0), deadline=timedelta(seconds=seconds), tries=1)

    def told(slug: str, done: int, planned: int) -> None:
        if done == planned:
            now, thread = time.thread_time(), threading.get_ident()
            work[slug] = now - last.get(thread, 0.0)
            last[thread] = now

    with desks.opened(config, limits=limits, resolve=resolver()) as desk:
        run.recorded("collect", desk, lambda: run.collect(list(sources.values()), desk, told))
        run.run(sources["ids-that-change"], desk)
    return work


def peak() -> float:
    """The most memory this process has had, in MB. (`ru_maxrss` also counts its parent's: it survives exec.)"""
    status = Path("/proc/self/status").read_text()  # Linux, as everything about memory here
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    if len(sys.argv) == 1:
        serve()
        return
    began = time.perf_counter()
    with served() as (port, hosts):
        work = collected(Path(sys.argv[1]), float(sys.argv[2]), port, hosts)
    memory = peak()
    print(json.dumps({"MB": memory, "seconds": time.perf_counter() - began, "work": work}))


if __name__ == "__main__":
    main()
