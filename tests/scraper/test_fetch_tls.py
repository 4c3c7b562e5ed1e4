"""TLS is verified against the host's name, though the connection goes to the address that was checked."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scraper.fetch import Limits

if TYPE_CHECKING:
    from tests.scraper.conftest import Bench, Reply, Site

OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed: no certificate to test with")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for press.example, with its key."""
    path = tmp_path_factory.mktemp("tls") / "press.pem"
    curve = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1"
    new = f"{OPENSSL} req -x509 {curve} -nodes -days 2 -subj /CN=press.example"
    subprocess.run(
        [
            *new.split(),
            "-addext",
            "subjectAltName=DNS:press.example",
            "-keyout",
            path,
            "-out",
            path.with_suffix(".crt"),
        ],
        check=True,
        capture_output=True,
    )
    path.write_text(path.read_text() + path.with_suffix(".crt").read_text())
    return path


@pytest.fixture
def secure(bench: Bench, certificate: Path) -> Iterator[Bench]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda connection, name, context: named.append(name)
    plain, bench.site = bench.site, type(bench.site)(context)
    named: list[str | None] = []
    bench.names = named  # type: ignore[attr-defined]
    yield bench
    bench.site.close()
    bench.site = plain


def test_a_certificate_nobody_vouches_for_is_refused(secure: Bench, reply: Reply) -> None:
    secure.site.says("/page", reply(200, b"page"))
    attempt = secure.fetch("https://press.example/page", fetcher=secure.public(), loopback=False)
    assert attempt.outcome == "tls failed"
    assert "certificate" in attempt.detail.lower()
    assert secure.outcomes() == [("robots", "tls failed"), ("page", "tls failed")]
    assert secure.site.asked == []


def test_the_name_is_verified_and_the_checked_address_dialled(
    secure: Bench, reply: Reply, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_suffix(".crt")))
    secure.site.says("/page", reply(200, b"page"))
    attempt = secure.fetch("https://press.example/page", fetcher=secure.public(), loopback=False)
    assert attempt.outcome == "ok", attempt.detail
    assert {ip for ip, _ in secure.dialled} == {"93.184.216.34"}
    assert set(secure.names) == {"press.example"}  # type: ignore[attr-defined]
    assert secure.memory.hosts.keys() == {"https://press.example"}
    other = secure.fetch("https://other.example/page", fetcher=secure.public(), loopback=False)
    assert other.outcome == "tls failed"
    assert "other.example" in other.detail


def test_from_https_to_http_is_allowed_and_said(
    secure: Bench, reply: Reply, site: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_suffix(".crt")))
    secure.site.says("/page", reply(301, Location=f"http://127.0.0.1:{site.port}/plain"))
    site.says("/plain", reply(200, b"page"))
    fetcher = secure.fetcher(resolve=lambda host, port: (("127.0.0.1", secure.site.port),))
    attempt = secure.fetch("https://press.example/page", fetcher=fetcher)
    assert attempt.outcome == "ok"
    assert "from https to http" in attempt.detail


def test_a_server_without_tls_is_said(bench: Bench) -> None:
    attempt = bench.fetch(f"https://127.0.0.1:{bench.site.port}/page")
    assert attempt.outcome == "tls failed"


def test_a_handshake_that_never_comes_ends_at_the_deadline(bench: Bench) -> None:
    limits = Limits(deadline=timedelta(seconds=0.5), tries=1)
    with socket.create_server(("127.0.0.1", 0)) as listener:  # the kernel takes the connection, nobody answers
        url = f"https://127.0.0.1:{listener.getsockname()[1]}/robots.txt"
        attempt = bench.fetch(url, purpose="robots", fetcher=bench.fetcher(limits=limits))
    assert attempt.outcome == "too slow"
    assert attempt.seconds < 2
