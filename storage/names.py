"""Keys that stay: readable slugs for what has a name, short hashes for what has only its content.

A key is a function of what it stands for and of nothing else: not of the order in which things arrived, nor
of what else is in the archive. So a row keeps its URL through a re-read, and a person has the same slug in
every article. Spellings that give one slug ("Zoe Kazan", "Zoë Kazan") are one person under two spellings.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from slugify import slugify

LONGEST_SLUG = 80
_WORDS = re.compile(r"[^\W_]+")
LONGEST_NAME = 200  # that is remembered: a page may name somebody with 50,000 words
RENAMED = {  # other names of one network or streamer -> the name its key is made from
    "Apple TV+": "Apple TV",
    "Apple TV Plus": "Apple TV",
    "Max": "HBO Max",
    "Amazon Prime": "Prime Video",
    "Amazon Prime Video": "Prime Video",
    "CBS All Access": "Paramount+",
    "Epix": "MGM+",
    "BBC1": "BBC One",
    "BBC2": "BBC Two",
    "ITV1": "ITV",
    "The CW": "CW",
}


def slug(name: str) -> str:
    """A readable key for a name. Where ASCII cannot spell it, or it would be too long, it ends in a hash."""
    return _remembered(name) if len(name) < LONGEST_NAME else _slug(name)


def _slug(name: str) -> str:
    readable: str = slugify(name.replace("'", "’"))  # slugify parts words at the one and not at the other
    if readable and len(readable) <= LONGEST_SLUG:
        return readable
    digest = short_hash(normal(name), length=12)
    return f"{readable[: LONGEST_SLUG - 13].strip('-')}-{digest}".lstrip("-")


_remembered = lru_cache(maxsize=8192)(_slug)  # a name comes many times in an article, and in the next one


def company_slug(name: str) -> str:
    """A company's key: one for all the names a network has had; "Disney+" is another company than Disney."""
    own = _RENAMED.get(normal(name), name)
    return slug(f"{own[:-1]} Plus" if own.endswith("+") else own)


def article_id(url: str) -> str:
    return short_hash(url, length=12)


def finding_ids(article: str, contents: Iterable[tuple[str, ...]]) -> list[str]:
    """A key for each finding of an article: from its content, and counting where the same one comes again."""
    seen: Counter[tuple[str, ...]] = Counter()
    ids = []
    for content in contents:
        same = tuple(normal(part) for part in content)
        seen[same] += 1
        ids.append(short_hash(article, *same, str(seen[same]), length=16))
    return ids


def statement(text: str) -> str:
    """One key for one wording wherever it is printed: case, marks and spacing left out."""
    words = _WORDS.findall(unicodedata.normalize("NFKC", text).casefold())
    return short_hash(" ".join(words) or text, length=16)


def composed(text: str) -> str:
    """NFC, single spaces (of any kind): what a reader of the page cannot tell apart is the same."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def normal(text: str) -> str:
    """The form in which findings are compared: composed, and in lower case."""
    return composed(text.casefold())


_RENAMED = {normal(other): name for other, name in RENAMED.items()}


def best_spelling(spellings: Iterable[str]) -> str:
    """The spelling to show: not all capitals, with its accents, then by the alphabet."""
    return min(
        spellings,
        key=lambda name: (name in (name.upper(), name.lower()), -sum(not c.isascii() for c in name), name),
    )


def short_hash(*parts: str, length: int) -> str:
    # The separator cannot come from the parts' own text: every part is preceded by its length.
    framed = "".join(f"{len(part)}:{part}" for part in parts) if len(parts) > 1 else parts[0]
    return hashlib.sha256(framed.encode()).hexdigest()[:length]
