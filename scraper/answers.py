"""What an HTTP status means for a page, where it is neither the page nor a redirect to it."""

from __future__ import annotations

from typing import Final

from scraper.model import Outcome

REDIRECTS: Final = frozenset((301, 302, 303, 307, 308))
_MEANING: Final = {
    204: "there is no page",
    206: "only part of the page, though all of it was asked for",
    300: "several pages to choose from",
    401: "a password is wanted",
    402: "payment is wanted",
    403: "we are not let in",
    404: "there is no such page",
    410: "the page was taken down",
    451: "withheld for legal reasons",
    500: "the server failed",
    502: "the server failed",
    504: "the server failed",
}


def outcome(status: int) -> Outcome:
    """How a try ends that got this status; not for 200, 304, 429, 503 and redirects.

    A 2xx that is not 200 is no page, and asking again does not make it one: "client error", as for a wrong
    request. Statuses of 600 and more are not HTTP's; the sites that use them (LinkedIn's 999) mean "not you".
    """
    if status in (404, 410):
        return "gone"
    if 300 <= status < 400:
        return "bad redirect"
    return "server error" if 500 <= status < 600 else "client error"


def sentence(url: str, status: int) -> str:
    meaning = _MEANING.get(status)
    return f"{url} answered {status}" + (f": {meaning}" if meaning else "")
