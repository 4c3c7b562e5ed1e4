"""Pages that answer 200 and are no article: bot checks, consent walls, paywall stubs, soft 404s."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from scraper.errors import QuarantinedError
from scraper.model import QuarantineReason
from scraper.page import Page
from scraper.prose import blocks, clean

_ADVICE: Final[dict[QuarantineReason, str]] = {
    "bot check": "the site asks for proof that a person is reading; ask it less often, or ask the publisher",
    "consent wall": "the site shows its consent form first; nothing of the article was sent",
    "paywall stub": "only the beginning was sent; the article needs a subscription",
    "soft 404": "the page says that it does not exist, under status 200; the address may have changed",
    "not html": "an article is an HTML page; check the address",
    "empty": "the answer has no text; try again later",
}
_BOT_TITLE: Final = re.compile(
    r"just a moment|attention required|access (?:to this page has been )?denied"
    r"|pardon our interruption|are you a robot"
    r"|.{0,40}\b(?:robot or human|verify (?:that )?you are (?:a )?human|human verification|are you human)"
    r"|security check(?: required)?$|checking your browser|ddos-guard|please wait\.{0,3}(?: \| cloudflare)?$"
    r"|you have been blocked|request blocked|403 forbidden|forbidden$"
    r"|error: the request could not be satisfied"
    r"|one more step|verification required|unusual traffic|captcha",
    re.IGNORECASE,
)
_BOT_MARK: Final = re.compile(
    r"cf-chl|cf_chl_opt|/cdn-cgi/challenge-platform|cf-browser-verification|px-captcha|_pxAppId|perimeterx"
    r"|captcha-delivery\.com|datadome|_Incapsula_Resource|incapsula incident|awsWafCookieDomainList|gokuProps"
    r"|errors\.edgesuite\.net|distil_r_captcha|kpsdk|ddos-guard|hcaptcha\.com|g-recaptcha|turnstile",
    re.IGNORECASE,
)
_CONSENT_TITLE: Final = re.compile(
    r"before you continue|yahoo (?:is part of|fait partie|ist teil)|your privacy choices?$"
    r"|we value your privacy"
    r"|cookie consent|privacy (?:settings|consent)$|consent(?: required)?$|manage your consent",
    re.IGNORECASE,
)
_CONSENT_HOST: Final = re.compile(r"(?:^|\.)(?:guce\.[\w.]+|consent\.(?:yahoo|google|youtube)\.com)$|^consent\.")
_CONSENT_MARK: Final = re.compile(
    r"onetrust|cookiebot|didomi|sourcepoint|sp_message|quantcast choice|trustarc|consent-?manager"
    r"|collectConsent",
    re.IGNORECASE,
)
_CONSENT: Final = re.compile(r"cookies|consent|privacy", re.IGNORECASE)
_MISSING: Final = re.compile(
    r"(?:error\s*)?(?:40[34]|410)\b(?:\W*$|\W+.{0,60}(?:not found|error|missing|gone|forbidden))"
    r"|(?:oops\W+|sorry\W+)?(?:the |this |that )?(?:page|article|content|story|url)"
    r"(?: you(?:[’']re| are| were)? .{0,30})?"
    r" (?:not found|could ?n[o’']t be found|can ?n?[o’']t be found|does(?: not|n[’']t) exist"
    r"|(?:is )?no longer (?:available|exists)|is(?: not|n[’']t) available)"
    r"|(?:page|nothing|file) not found|we can[’']t find that page|not found(?:\W|$)",
    re.IGNORECASE,
)
_SUBSCRIBE: Final = re.compile(
    r"subscribe to (?:continue|read|keep)|to (?:continue|keep) reading|(?:for|only for) subscribers"
    r"|subscribers only"
    r"|already a (?:subscriber|member)|log ?in to (?:continue|read)|unlock this (?:article|story)"
    r"|become a (?:subscriber|member)"
    r"|subscription required|this (?:article|story|content) is (?:reserved )?for",
    re.IGNORECASE,
)
_NOT_HTML_TYPE: Final = re.compile(
    r"^(?:image|audio|video|font)/|^text/plain\b|^application/(?!xhtml|xml|octet-stream|x-httpd)", re.IGNORECASE
)
_NOT_HTML_START: Final = (
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"{",
    b"[",
)
_TAG: Final = re.compile(
    r"<(?:!doctype html|html|head|body|title|meta|div|p|h1|article|main|section|span|a)\b", re.IGNORECASE
)
_FEED: Final = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.DOTALL
)

FEW_WORDS: Final = 120  # a page with fewer has no room for an article and a wall
STUB_WORDS: Final = 80  # an article's beginning, as paywalls give it
MANY_WORDS: Final = 480  # no wall says so much

_Verdict = tuple[QuarantineReason, str]
_TITLES: Final[tuple[tuple[QuarantineReason, re.Pattern[str]], ...]] = (
    ("bot check", _BOT_TITLE),
    ("consent wall", _CONSENT_TITLE),
    ("soft 404", _MISSING),
)


def quarantined(url: str, reason: QuarantineReason, why: str) -> QuarantinedError:
    return QuarantinedError(f"{url}: {reason} ({why}): {_ADVICE[reason]}", reason=reason)


def check_bytes(url: str, content_type: str, body: bytes) -> None:
    """Raises QuarantinedError where an answer is not a page at all."""
    start = body[:256].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if not start:
        if not body.strip(b"\xef\xbb\xbf \t\r\n\x00"):
            raise quarantined(url, "empty", f"{len(body)} bytes")
        start = body.lstrip()[:256]
    if _NOT_HTML_TYPE.match(content_type.strip()):
        raise quarantined(url, "not html", f"its Content-Type is {content_type}")
    if start.startswith(_NOT_HTML_START):
        raise quarantined(url, "not html", f"it begins with {start[:8]!r}")


def check_text(url: str, text: str) -> None:
    """Raises QuarantinedError where a decoded answer has no HTML in it."""
    if _FEED.match(text[:2000]):
        raise quarantined(url, "not html", "it is a feed or sitemap")
    if _TAG.search(text) is None:
        raise quarantined(url, "not html", "it has no HTML element")


def check_page(page: Page, text: str) -> None:
    """Raises QuarantinedError where a page is a wall or an excuse; `text` is what was read from it.

    Told by its title and address, by what it says of payment, and by the marks of products that put up walls.
    Ordinary pages carry those too: they count only where there is hardly any text.
    """
    count = len(text.split())
    if count >= MANY_WORDS:
        return
    found = _by_address(page) or _by_title(page)
    if found is None and count < FEW_WORDS:
        found = _by_mark(page) or _paid(page, count)
    if found is not None:
        raise quarantined(page.url, *found)


def _by_address(page: Page) -> _Verdict | None:
    host = urlsplit(page.url).hostname or ""
    return ("consent wall", f"the address is on {host}") if _CONSENT_HOST.search(host) else None


def _by_title(page: Page) -> _Verdict | None:
    heading = page.tree.css_first("h1")
    for shown in (page.title, clean(heading.text()) if heading is not None else ""):
        for reason, pattern in _TITLES:
            # "Access Denied" may also be what an article is called; then it says so to machines.
            if pattern.match(shown) and not page.article:
                return reason, f"titled {shown[:80]!r}"
    return None


def _by_mark(page: Page) -> _Verdict | None:
    visible = _visible(page)
    if page.article or len(visible.split()) >= FEW_WORDS:
        return ("empty", "no visible text") if not visible else None
    if mark := _BOT_MARK.search(page.html):
        return "bot check", f"it carries {mark[0]!r} and hardly any text"
    if (mark := _CONSENT_MARK.search(page.html)) and _CONSENT.search(visible):
        return "consent wall", f"it carries {mark[0]!r} and hardly any text"
    return ("empty", "no visible text") if not visible else None


def _paid(page: Page, count: int) -> _Verdict | None:
    if count >= STUB_WORDS:
        return None
    if any(f"{node.get('isAccessibleForFree', '')}".casefold().endswith("false") for node in page.json_ld):
        return "paywall stub", f"{count} words, and the page says it is not free"
    found = _SUBSCRIBE.search(_visible(page))
    return ("paywall stub", f"{count} words and {found[0]!r}") if found and count < STUB_WORDS // 2 else None


def _visible(page: Page) -> str:
    root = page.tree.body
    return " ".join(block.text for block in blocks(root, everything=True)) if root is not None else ""
