"""Every address that is not the public internet's is refused, in every notation."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.addresses import literal, refusal


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("127.0.0.1", "loopback"),
        ("127.255.255.254", "loopback"),
        ("::1", "loopback"),
        ("10.1.2.3", "private"),
        ("172.16.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.168.0.1", "private"),
        ("fd12:3456::1", "private"),
        ("fec0::1", "private"),
        ("169.254.169.254", "link-local"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("100.64.0.1", "carrier-grade NAT"),
        ("100.127.255.255", "carrier-grade NAT"),
        ("224.0.0.1", "multicast"),
        ("239.255.255.250", "multicast"),
        ("ff02::1", "multicast"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("192.0.0.8", "reserved"),
        ("4000::1", "reserved"),
        ("0.0.0.0", "unspecified"),
        ("0.1.2.3", "unspecified"),
        ("::", "unspecified"),
        ("192.0.2.1", "documentation"),
        ("2001:db8::1", "documentation"),
        ("198.18.0.1", "benchmarking"),
        ("::ffff:10.0.0.1", "private"),
        ("::ffff:127.0.0.1", "loopback"),
        ("::ffff:0:10.0.0.1", "an IPv4-translated address"),
        ("::10.0.0.1", "an IPv4-compatible address"),
        ("64:ff9b::127.0.0.1", "NAT64 to loopback"),
        ("64:ff9b::10.0.0.1", "NAT64 to private"),
        ("64:ff9b:1::8.8.8.8", "local NAT64"),
        ("2002:7f00:1::", "a 6to4 tunnel"),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "a Teredo tunnel"),
        ("2606:4700::5efe:10.0.0.1", "ISATAP to private"),
        ("example.org", "not an IP address"),
        ("", "not an IP address"),
    ],
)
def test_refused(address: str, why: str) -> None:
    assert refusal(address) == why
    assert refusal(address, loopback=True) == ("" if why == "loopback" else why)


@pytest.mark.parametrize(
    "address",
    [
        "93.184.216.34",
        "17.253.144.10",
        "2606:4700::6810:84e5",
        "::ffff:93.184.216.34",
        "64:ff9b::93.184.216.34",
    ],
)
def test_public(address: str) -> None:
    assert refusal(address) == refusal(address, loopback=True) == ""


@given(st.ip_addresses())
def test_what_python_calls_private_is_never_allowed(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if not refusal(str(ip)) and not str(ip).startswith(("64:ff9b::", "::ffff:")):
        assert ip.is_global
        assert not ip.is_multicast
        assert not ip.is_reserved


@given(st.ip_addresses(v=4))
def test_an_embedded_address_is_allowed_only_where_it_is_itself(ip: ipaddress.IPv4Address) -> None:
    for prefix in ("::ffff:", "64:ff9b::", "2606:4700::5efe:"):
        assert bool(refusal(f"{prefix}{ip}")) == bool(refusal(str(ip)))
    assert refusal(str(ipaddress.IPv6Address(0x2002 << 112 | int(ip) << 80)))


@given(st.ip_addresses(v=4), st.integers(1, 4), st.data())
def test_every_notation_of_an_address_is_that_address(
    ip: ipaddress.IPv4Address, parts: int, data: st.DataObject
) -> None:
    head = list(ip.packed[: parts - 1])
    numbers = [*head, int.from_bytes(ip.packed[parts - 1 :])]
    notations = [data.draw(st.sampled_from([str, hex, lambda n: f"0{n:o}", lambda n: f"0X{n:X}"])) for _ in numbers]
    host = ".".join(notation(number) for notation, number in zip(notations, numbers, strict=True))
    assert literal(host) == literal(host + ".") == str(ip)


@given(st.ip_addresses(v=6))
def test_ipv6_in_brackets_or_without(ip: ipaddress.IPv6Address) -> None:
    assert literal(f"[{ip}]") == literal(ip.exploded) == str(ip)


@pytest.mark.parametrize("host", ["example.org", "0x.org", "127.0.0.1.example", "1e100.net", "x.1a", "localhost."])
def test_names(host: str) -> None:
    assert literal(host) is None


@pytest.mark.parametrize(
    "host", ["1.2.3.4.5", "256.1.1.1", "1.2.3.256", "4294967296", "example.1", "08.1", "a.0x7f", "::g"]
)
def test_neither_name_nor_address(host: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        literal(host)
