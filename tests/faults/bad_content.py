"""Content that misbehaves: feeds, pages, and what answers 200 and is no article."""

from __future__ import annotations

from collections.abc import Iterator

from bad_servers import PRIVATE
from replies import LONG, MB, READ, Fault, article, feed, fresh, html, http, item, kept, page, rss, tried

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


def faults() -> Iterator[Fault]:
    yield from _feeds()
    yield from _pages()
    yield from _walls()


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
                rss(item(f"/page?utm_id={next(fresh)}", more=f"<guid>{next(fresh)}</guid>")),
                kind="application/rss+xml",
            )
        },
    )
    yield Fault("links inside", tried("refused address", "only the public internet"), feed(rss(*map(item, PRIVATE))))


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
