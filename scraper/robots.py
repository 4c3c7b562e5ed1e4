"""What an origin's robots.txt allows us, by RFC 9309."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from protego import Protego

from scraper.remembered import remembered

TOKEN: Final = "onrecord"  # noqa: S105  (the product token of our User-Agent, RFC 9309 section 2.2.1)
PARSE_LIMIT: Final = 500 * 1024  # RFC 9309 section 2.5 asks for at least 500 KiB


@dataclass(frozen=True, slots=True)
class Rules:
    """One origin's rules for us. "unavailable" is a complete disallow (RFC 9309 section 2.3.1.4)."""

    state: Literal["parsed", "allow all", "unavailable"]
    parsed: Protego | None = None

    def allows(self, url: str) -> bool:
        if self.parsed is None:
            return self.state != "unavailable"
        return bool(self.parsed.can_fetch(url, TOKEN))

    @property
    def crawl_delay(self) -> timedelta:
        """Zero where none is asked for; a day at most, whatever is asked for."""
        asked = self.parsed.crawl_delay(TOKEN) if self.parsed is not None else None
        if asked is None or not math.isfinite(asked) or asked <= 0:
            return timedelta(0)
        return timedelta(seconds=min(asked, 86_400.0))


def rules(status: int | None, body: bytes) -> Rules:
    """The rules that an answer to /robots.txt makes; `status` is None where there was no answer.

    2xx is parsed, 3xx (redirects that lead nowhere) and 4xx allow everything, 5xx and no answer allow nothing
    (RFC 9309 sections 2.3.1.1 to 2.3.1.4). Only the first 500 KiB are read, to the last whole line.
    """
    if status is None or status >= 500:
        return Rules("unavailable")
    if status >= 300:
        return Rules("allow all")
    return _parsed(kept(body))


@remembered(64, longest=32 * 1024)  # parsed, it takes 17 times its size: 64 large ones would fill half a gigabyte
def _parsed(body: bytes) -> Rules:
    return Rules("parsed", Protego.parse(body.decode("utf-8-sig", errors="replace")))


def kept(body: bytes) -> bytes:
    """As much of a robots.txt as is read and remembered."""
    if len(body) <= PARSE_LIMIT:
        return body
    cut = max(body.rfind(b"\n", 0, PARSE_LIMIT), body.rfind(b"\r", 0, PARSE_LIMIT))
    return body[: cut + 1] if cut >= 0 else b""
