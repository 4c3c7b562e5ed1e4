"""One address for one page: canonical URLs, and why a URL is the canonical one."""

from __future__ import annotations

import ipaddress
import re
from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from scraper.model import Address, CanonicalReason

_TRACKING: Final = frozenset(
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh li_fat_id mc_cid mc_eid"
    " mkt_tok cmpid cmp ncid icid s_cid ito _ga _gl _hsenc _hsmi hsctatracking __twitter_impression"
    " xtor vero_id oly_anon_id oly_enc_id rb_clickid wickedid soc_src soc_trk guccounter guce_referrer"
    " guce_referrer_sig ocid taid smid smtyp sr_share at_medium at_campaign at_custom1 at_custom2"
    " at_custom3 at_custom4 ref ref_src ref_url referrer feedtype feedname hss_channel spm"
    " share share_id fb_action_ids fb_action_types fb_source campaign_id cvid pk_campaign pk_kwd"
    " mtm_campaign mtm_source mtm_medium fb_ref notif_id notif_t nr_email_referer wpsrc wpisrc"
    " outputtype amp amp_js_v usqp".split()
)
_TRACKING_PREFIX: Final = ("utm_", "stm_", "hsa_", "pf_rd_", "matomo_", "piwik_", "itm_", "aff_", "__cf_")
_PORTS: Final = {"http": ":80", "https": ":443"}
# Apple publishes a release once, and again under every storefront's path: /ca/tv-pr/news/...
_LOCALE_COPY: Final = re.compile(r"^/[a-z]{2}(?:-[a-z]{2,4})?(?=/(?:tv-pr|newsroom)/)")
_AMP_PATH: Final = re.compile(r"/amp(?=/?$)|^/amp(?=/)|(?<=[^/])\.amp(?=\.html$|$)")
_AMP_CACHE: Final = re.compile(r"^/(?:amp/s?|[a-z]/s)/(?P<page>[^/]+\.[^/]+/.*)$")
_SECOND_LEVEL: Final = frozenset(("ac", "co", "com", "edu", "gov", "net", "org", "ne", "or"))


def canonical(url: str) -> Address:
    """The one way this program writes a URL. Raises ValueError where it is not an absolute http(s) URL.

    Host in lower case, no default port, no dot segments, no fragment, no tracking parameters, query in order;
    an AMP or locale copy leads to the page it copies. The scheme is kept: the page is asked for by it.
    """
    given = url.strip()
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"not an absolute http(s) URL: {given[:200]!r}")
    clean = _cleaned(given)
    reason: CanonicalReason = "as requested" if clean == given else "cleaned"
    if (page := _without_amp(clean)) != clean:
        clean, reason = page, "amp"
    parts = urlsplit(clean)
    if site(parts.netloc) == "apple.com" and (path := _LOCALE_COPY.sub("", parts.path)) != parts.path:
        clean, reason = urlunsplit(parts._replace(path=path)), "locale copy"
    return Address(clean, reason)


def address(requested: str, final: str, *, rel_canonical: str = "", og_url: str = "") -> Address:
    """A page's own address: what it declares itself to be, if on the same site, else where it was found."""
    found = canonical(final)
    for declared, reason in ((rel_canonical, "rel=canonical"), (og_url, "og:url")):
        better = _declared(found.url, final, declared)
        if better is None:
            continue
        if better.url != found.url:
            copy = better.reason in ("amp", "locale copy")
            return better if copy else Address(better.url, reason)  # type: ignore[arg-type]
        break
    if found.reason in ("as requested", "cleaned") and canonical(requested).url != found.url:
        return Address(found.url, "redirect")
    if found.reason == "as requested" and requested.strip() != found.url:
        return Address(found.url, "cleaned")
    return found


def _declared(found: str, base: str, declared: str) -> Address | None:
    """A page's claim about itself, where it can be believed: the same site, and not merely its front page."""
    if not declared.strip():
        return None
    try:
        claim = canonical(urljoin(base, declared.strip()))
    except ValueError:
        return None
    theirs, ours = urlsplit(claim.url), urlsplit(found)
    if site(theirs.netloc) != site(ours.netloc) or (theirs.path == "/" != ours.path):
        return None
    return claim


def site(netloc: str) -> str:
    """The registrable domain as near as needed: enough to tell a publisher's hosts from somebody else's."""
    host = netloc.rsplit("@", 1)[-1].casefold()
    bare = host.rsplit(":", 1)[0] if re.search(r":\d*$", host) else host
    try:
        ipaddress.ip_address(bare.strip("[]"))
    except ValueError:
        labels = bare.rstrip(".").split(".")
        keep = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
        return ".".join(labels[-keep:]) if len(labels) > 1 else host
    return host  # an address is only ever itself, port and all


def _cleaned(url: str) -> str:
    tidy = urlsplit(canonicalize_url(url, keep_blank_values=True, keep_fragments=False))
    port = _PORTS[tidy.scheme]
    netloc = tidy.netloc.removesuffix(port).removesuffix(":")
    query = urlencode([pair for pair in parse_qsl(tidy.query, keep_blank_values=True) if not _tracks(pair[0])])
    if query == urlencode(parse_qsl(tidy.query, keep_blank_values=True)):
        query = tidy.query
    return urlunsplit((tidy.scheme, netloc, _resolved(tidy.path), query, ""))


def _resolved(path: str) -> str:
    """The path without `.` and `..`, which w3lib leaves where they would lead above the root."""
    if "/." not in path:
        return path or "/"
    return urlsplit(urljoin("http://x/", "." + path if path.startswith("//") else path)).path or "/"


def _tracks(name: str) -> bool:
    name = name.casefold()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIX)


def _without_amp(url: str) -> str:
    parts = urlsplit(url)
    host, path = parts.netloc, parts.path
    cached = _AMP_CACHE.match(path)
    if cached and (site(host) == "google.com" or host.endswith(".cdn.ampproject.org")):
        return _without_amp(_cleaned("https://" + unquote(cached["page"]) + ("?" + parts.query if parts.query else "")))
    if host.startswith("amp."):
        host = ("www." if host.count(".") == 2 else "") + host.removeprefix("amp.")
    return urlunsplit(parts._replace(netloc=host, path=_AMP_PATH.sub("", path) or "/"))
