"""Telling a webhook of the operator's: one POST, within a time, and nothing that comes back is used."""

from __future__ import annotations

import ssl
from contextlib import closing
from datetime import timedelta
from urllib.parse import urlsplit

import httpcore

from scraper.errors import HookError
from scraper.wire import CheckedBackend, Ended, Stopwatch, ends, resolved, system_dial, system_resolver

DEADLINE = timedelta(seconds=10)


def post(url: str, body: bytes, *, user_agent: str, deadline: timedelta = DEADLINE) -> None:
    """Raises HookError unless the answer is 2xx, and comes in time.

    The address may be private or loopback: the operator wrote it, no page did. Redirects are not followed. The URL may
    hold a secret, so that messages name the host alone.
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    watch = Stopwatch(deadline)
    headers: dict[bytes | str, bytes | str] = {
        "Host": parts.netloc.rpartition("@")[2],
        "User-Agent": user_agent,
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    try:
        with watch, ends(watch):
            found = resolved(host, port, system_resolver, watch)
            backend = CheckedBackend(found, watch, system_dial)
            with httpcore.ConnectionPool(ssl.create_default_context(), network_backend=backend) as pool:
                question = httpcore.Request("POST", url, headers=headers, content=body)
                with closing(pool.handle_request(question)) as answer:
                    status = answer.status
    except Ended as end:
        raise HookError(f"the webhook at {host}: {end.outcome}: {end.detail}") from end
    if not 200 <= status < 300:
        raise HookError(f"the webhook at {host}: answered {status}")
