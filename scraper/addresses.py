"""Which network addresses may be connected to: the public internet, and loopback where it is asked for."""

from __future__ import annotations

import ipaddress
import re
from typing import Final

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# The IANA special-purpose registries, spelt out: `is_global` alone calls multicast public and has changed its
# mind between Python releases.
_SPECIAL: Final[tuple[tuple[str, str], ...]] = (
    ("0.0.0.0/8", "unspecified"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "carrier-grade NAT"),
    ("127.0.0.0/8", "loopback"),
    ("169.254.0.0/16", "link-local"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "reserved"),
    ("192.0.2.0/24", "documentation"),
    ("192.88.99.0/24", "a 6to4 relay"),
    ("192.168.0.0/16", "private"),
    ("198.18.0.0/15", "benchmarking"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
    ("::/128", "unspecified"),
    ("::1/128", "loopback"),
    ("::/96", "an IPv4-compatible address"),
    ("::ffff:0:0:0/96", "an IPv4-translated address"),
    ("64:ff9b:1::/48", "local NAT64"),
    ("100::/64", "discard-only"),
    ("2001::/32", "a Teredo tunnel"),
    ("2001::/23", "reserved"),
    ("2001:db8::/32", "documentation"),
    ("2002::/16", "a 6to4 tunnel"),
    ("3fff::/20", "documentation"),
    ("fc00::/7", "private"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "private"),
    ("ff00::/8", "multicast"),
)
_NETWORKS: Final = tuple((ipaddress.ip_network(network), why) for network, why in _SPECIAL)
_GLOBAL_UNICAST: Final = ipaddress.IPv6Network("2000::/3")
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: how IPv6-only networks reach any IPv4 host
_ISATAP: Final = (0x00005EFE, 0x02005EFE)  # RFC 5214: the interface identifier names an IPv4 host
_NUMBER: Final = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")


def refusal(address: str, *, loopback: bool = False) -> str:
    """Why this IP address must not be connected to, as a noun phrase; "" where it may be.

    `loopback` allows 127.0.0.0/8 and ::1 besides the public internet, and nothing else.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "not an IP address"
    if isinstance(ip, ipaddress.IPv6Address) and ip.scope_id is not None:
        return "link-local"
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped  # the socket connects to the IPv4 host
    why = _special(ip)
    return "" if loopback and why == "loopback" else why


def _special(ip: IPAddress) -> str:
    for network, why in _NETWORKS:
        if ip.version == network.version and ip in network:
            return why
    if isinstance(ip, ipaddress.IPv4Address):
        return "" if ip.is_global else "reserved"
    if ip in _NAT64:
        inner = _special(_embedded(ip))
        return f"NAT64 to {inner}" if inner else ""
    if ip not in _GLOBAL_UNICAST or not ip.is_global:
        return "reserved"
    if (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP and _special(_embedded(ip)):
        return f"ISATAP to {_special(_embedded(ip))}"
    return ""


def _embedded(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address:
    return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)


def literal(host: str) -> str | None:
    """The IP address a URL's host spells out, in its usual form; None where the host is a name.

    IPv4 is read as the WHATWG URL Standard has it (section 3.5, "IPv4 parser"), so that 2130706433, 0x7f.1
    and 0177.0.0.1 are all 127.0.0.1 here, whatever the system's resolver makes of them.
    Raises ValueError where the host ends in a number and is no IPv4 address.
    """
    if ":" in host:
        return str(ipaddress.ip_address(host.strip("[]")))
    labels = host.removesuffix(".").split(".")
    if not _NUMBER.fullmatch(labels[-1]):
        return None
    if len(labels) > 4 or not all(_NUMBER.fullmatch(label) for label in labels):
        raise ValueError(f"{host} is neither a name nor an IPv4 address")
    *head, last = (_number(label) for label in labels)
    if any(part > 255 for part in head) or last >= 256 ** (5 - len(labels)):
        raise ValueError(f"{host} is not an IPv4 address: a part of it is too large")
    return str(ipaddress.IPv4Address(last + sum(part << (24 - 8 * at) for at, part in enumerate(head))))


def _number(label: str) -> int:
    if label[:2].lower() == "0x":
        return int(label[2:] or "0", 16)
    return int(label, 8 if label.startswith("0") and len(label) > 1 else 10)
