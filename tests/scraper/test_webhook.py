"""A webhook is told in one POST, in time, and whatever it answers is either taken or said."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from scraper import webhook
from scraper.errors import HookError


def post(url: str, deadline: float = 10) -> None:
    webhook.post(url, '{"said": "Zoë"}'.encode(), user_agent="onrecord/1", deadline=timedelta(seconds=deadline))


def test_it_posts_json_and_says_who_it_is(httpserver: HTTPServer) -> None:
    seen: list[Request] = []

    def take(request: Request) -> Response:
        request.get_data()
        seen.append(request)
        return Response("thanks", 202)

    httpserver.expect_request("/hook").respond_with_handler(take)
    post(httpserver.url_for("/hook?token=a%20b"))
    (request,) = seen
    assert (request.method, request.get_json()) == ("POST", {"said": "Zoë"})
    assert (request.args["token"], request.headers["User-Agent"]) == ("a b", "onrecord/1")
    assert request.headers["Host"] == f"{httpserver.host}:{httpserver.port}"


@pytest.mark.parametrize("status", [301, 302, 400, 404, 500])
def test_what_is_not_2xx_is_not_taken(httpserver: HTTPServer, status: int) -> None:
    headers = {"Location": httpserver.url_for("/elsewhere")}
    httpserver.expect_oneshot_request("/hook").respond_with_data("no", status, headers)
    with pytest.raises(HookError, match=f"the webhook at {httpserver.host}: answered {status}"):
        post(httpserver.url_for("/hook"))


@pytest.fixture
def drip() -> Iterator[int]:
    """A server whose headers never end."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            while not over.wait(0.05):
                try:
                    connection.sendall(b"X-More: 1\r\n")
                except OSError:
                    return

    threading.Thread(target=serve, daemon=True).start()
    yield listener.getsockname()[1]
    over.set()
    listener.close()


def test_it_waits_no_longer_than_it_was_told_to(drip: int) -> None:
    begun = time.monotonic()
    with pytest.raises(HookError, match="too slow"):
        post(f"http://127.0.0.1:{drip}/hook", deadline=0.5)
    assert time.monotonic() - begun < 10  # it drips for ever; the rest is for a busy machine


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://127.0.0.1:9/secret", "the webhook at 127.0.0.1: connection failed"),
        ("http://no-such-host.invalid/secret", "the webhook at no-such-host.invalid: no such host"),
    ],
)
def test_what_went_wrong_names_the_host_and_nothing_secret(url: str, problem: str) -> None:
    with pytest.raises(HookError, match=problem) as caught:
        post(url)
    assert "secret" not in str(caught.value)
