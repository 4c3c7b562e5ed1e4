"""Bytes to text: by byte order mark, Content-Type header, the page's own declaration, detection."""

from __future__ import annotations

import codecs
import re
from typing import Final, Literal, NamedTuple

from charset_normalizer import CharsetMatches, from_bytes
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, to_unicode

Decided = Literal["bom", "header", "declaration", "detection", "default"]

SAMPLE: Final = 64 * 1024  # bytes that detection looks at
_TOLERATED: Final = 10  # one broken character in so many sound ones is a slip, not a wrong label
_WESTERN: Final = frozenset(("cp1252", "iso8859-15"))
# Python's names of the encodings in the WHATWG Encoding Standard. Python has other codecs,
# which are no character encodings of the web (rot13, idna, unicode_escape), and a page may name them.
_KNOWN: Final = frozenset(
    "utf-8 utf-16-le utf-16-be cp866 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8"
    " iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-roman mac-cyrillic cp874"
    " cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 gb18030 big5hkscs euc_jp iso2022_jp"
    " cp932 cp949".split()
)
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_NUL_PAIRS: Final = re.compile(rb"(?:[^\x00]\x00|\x00[^\x00]){4}")


class Decoded(NamedTuple):
    """A body as text, the Python codec that made it, and what decided for that codec."""

    text: str
    encoding: str
    decided: Decided


def decoded(body: bytes, content_type: str = "") -> Decoded:
    """The text of a body. Never raises: what cannot be decoded becomes U+FFFD.

    Labels mean what the WHATWG Encoding Standard says (latin-1 is windows-1252). A label is believed only if
    the bytes bear it out: servers that say `charset=iso-8859-1` of a UTF-8 page, and the other way round, are
    common, and the next opinion is asked then.
    """
    encoding, bom = read_bom(body)
    if encoding is not None and bom is not None:
        return Decoded(to_unicode(body[len(bom) :], encoding), encoding, "bom")
    labels = _labels(body, content_type)
    for label, decided in labels:
        text = to_unicode(body, label)
        if _borne_out(body, text, label):
            return Decoded(text, label, decided)
    detected = _detected(body)
    if detected is not None:
        return Decoded(to_unicode(body, detected), detected, "detection")
    label, decided = labels[0] if labels else ("utf-8", "default")
    return Decoded(to_unicode(body, label), label, decided)


def _labels(body: bytes, content_type: str) -> list[tuple[str, Decided]]:
    header = http_content_type_encoding(content_type)
    declared = html_body_declared_encoding(body)
    if declared is not None and declared.startswith(("utf-16", "utf-32")):
        declared = "utf-8"  # it was read as ASCII, so it cannot be true (HTML section 13.2.3.2)
    if header == "utf-16":
        header = "utf-16-le"  # the WHATWG Encoding Standard's meaning of a bare "utf-16"
    found: list[tuple[str, Decided]] = []
    if header in _KNOWN:
        found.append((header, "header"))
    if declared in _KNOWN:
        found.append((declared, "declaration"))
    return found


def _borne_out(body: bytes, text: str, label: str) -> bool:
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    if broken and broken * _TOLERATED > sum(char > "\x7f" for char in text) - broken:
        return False
    if label in _WESTERN and _HIGH.search(body):
        return not _is_utf8(body)  # text in a Western code page is never sound UTF-8 by accident
    return True


def _is_utf8(body: bytes) -> bool:
    try:
        codecs.decode(body, "utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _detected(body: bytes) -> str | None:
    sample = body[:SAMPLE]
    if (b"\x00" not in sample or _NUL_PAIRS.search(sample) is None) and _is_utf8(body):
        return "utf-8"
    first = _HIGH.search(body)
    start = max(0, (first.start() if first else 0) - SAMPLE // 4) & ~1  # even: it may be UTF-16
    matches = from_bytes(body[start : start + SAMPLE])
    best = matches.best()
    if best is None:
        return None
    return "cp1252" if _western_will_do(matches, best.chaos) else codecs.lookup(best.encoding).name


def _western_will_do(matches: CharsetMatches, chaos: float) -> bool:
    """Few accents and curly quotes look alike in every Latin code page: then it is the web's default.

    charset-normalizer says cp1250 of an English page with curly quotes.
    """
    return any(
        match.chaos <= chaos + 0.1 for match in matches if "cp1252" in (match.encoding, *match.could_be_from_charset)
    )
