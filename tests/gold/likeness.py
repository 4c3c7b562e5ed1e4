"""When two stretches of text, two names, roles or titles, or two wordings count as the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from corpus import GoldQuote

from scraper.model import Span

_ALIKE = 0.8  # of the union: the same stretch, give or take a mark
PRONOUNS = {"he", "she", "they", "i", "we", "it"}
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
_HONORIFIC = re.compile(r"^(?:mr|mrs|ms|dr|sir|dame|lord|lady|prof|rev|sen|rep|the)\.?\s+")
_FOLDED = {  # roles that findings-gold's scorer takes for one
    "developer": "creator",
    "story_by": "writer",
    "co_executive_producer": "executive_producer",
    "consulting_producer": "producer",
    "associate_producer": "producer",
    "voice": "cast",
    "narrator": "cast",
    "mentor": "host",
    "judge": "host",
    "distributor": "studio",
}
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_CARDINALS = "one two three four five six seven eight nine ten".split()
_SEASONS = {word: str(n) for words in (_ORDINALS, _CARDINALS) for n, word in enumerate(words, 1)}
_PLAIN_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'"})


def bare(span: Span, text: str) -> Span:
    """The span without outer marks, blanks and trailing commas."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in '"“”«»'):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in '"“”«»,'):
        end -= 1
    if end - start > 2 and text[start] in "‘'" and text[end - 1] in "’'":
        start, end = start + 1, end - 1
    while end > start and text[end - 1] in ", ":
        end -= 1
    return Span(start, end)


def shared(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def overlap(a: Span, b: Span) -> float:
    """Intersection over union."""
    union = max(a.end, b.end) - min(a.start, b.start)
    return shared(a, b) / union if union else 0.0


def paired(ours: Sequence[Span], gold: Sequence[Span]) -> dict[int, int]:
    """Which of ours is which of the gold's, one to one, the best overlap first."""
    candidates = (
        (share, i, j) for i, a in enumerate(ours) for j, b in enumerate(gold) if (share := overlap(a, b)) >= _ALIKE
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(candidates, reverse=True):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def plain_name(name: str) -> str:
    """The name in lower case without accents, nickname, honorifics and possessive."""
    decomposed = unicodedata.normalize("NFKD", name.translate(_PLAIN_MARKS))
    name = "".join(character for character in decomposed if not unicodedata.combining(character))
    name = re.sub(r'"[^"]*"', " ", name)
    name = re.sub(r"'s\b|'$", "", name)
    name = " ".join(re.sub(r"[^\w\s.'&+-]", " ", name).split()).lower()
    while (shorter := _HONORIFIC.sub("", name)) != name:
        name = shorter
    return name.strip(" .'")


def surname(name: str) -> str:
    words = [word.strip(".") for word in plain_name(name).split()]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return words[-1] if words else ""


def alike(a: str, b: str) -> bool:
    """Equal, or one slip of the pen apart in a name of five letters or more."""
    if a == b:
        return True
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[at + 1 :] == b[at + 1 :] or a[at:] == b[at + 1 :] or a[at + 1 :] == b[at:]


def _same(ours: Iterable[str], gold: Iterable[str], equal: Callable[[str, str], bool]) -> bool:
    """The same names, in any order, each once."""
    left = list(gold)
    for name in ours:
        match = next((other for other in left if equal(name, other)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def full_name_right(speakers: Sequence[str], quote: GoldQuote) -> bool:
    """By the gold's full names or an alias; a role before the name ("director Jo Bell") is allowed."""
    ours = [plain_name(name) for name in given_names(speakers)]
    return any(
        _same(ours, map(plain_name, gold), lambda a, b: alike(a, b) or a.endswith(" " + b)) for gold in _readings(quote)
    )


def surname_right(speakers: Sequence[str], quote: GoldQuote) -> bool:
    names = given_names(speakers)
    if full_name_right(speakers, quote):
        return True
    ours = [surname(name) for name in names]
    if any(_same(ours, map(surname, gold), alike) for gold in _readings(quote)):
        return True
    if quote.named or not names:
        return False
    mine, theirs = plain_name(" ".join(names)), plain_name(quote.speakers[0])
    return bool(mine) and (mine in theirs or theirs in mine)


def named_surname_right(speakers: Sequence[str], quote: GoldQuote) -> bool | None:
    """The same where the gold's speaker is a mention ("Jo Bell, 25,"): by its name; None for "she"."""
    gold = [surname(name) for name in given_names(quote.speakers)]
    if not gold or not all(name[:1].isupper() for name in quote.speakers) or set(gold) & PRONOUNS:
        return None
    return _same([surname(name) for name in given_names(speakers)], gold, alike)


def _readings(quote: GoldQuote) -> list[tuple[str, ...]]:
    return [quote.speakers, *((alias,) for alias in quote.aliases)]


def given_names(speakers: Sequence[str]) -> list[str]:
    """One name an entry: "Jo Bell, head of drama" counts as its name, "Jo and Al Bell" as two."""
    names: list[str] = []
    for speaker in filter(str.strip, speakers):
        name = re.split(r",|\s[-—–(]|\bwho\b|\bwhose\b", speaker.strip())[0].strip() or speaker.strip()
        halves = re.split(r"\s+and\s+", name)
        joint = len(halves) == 2 and all(half.split()[-1][:1].isupper() for half in halves if half)
        names.extend(halves if joint else [name])
    return names


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.translate(_PLAIN_MARKS).lower()))


def cue_right(ours: str, gold: str) -> bool:
    return bool(_words(ours) & _words(gold))


def wording_right(ours: str, gold: str) -> bool:
    """Half of the words, or more, are common to both (Dice)."""
    a, b = _words(ours), _words(gold)
    return bool(a) and 2 * len(a & b) / (len(a) + len(b)) >= 0.5


def role_folded(role: str) -> str:
    return _FOLDED.get(role, role)


def plain_title(title: str | None) -> str:
    """The title in lower case without punctuation and leading article; "" for an untitled project."""
    words = re.sub(r"[^\w\s&]", " ", (title or "").translate(_PLAIN_MARKS)).lower()
    plain = re.sub(r"^(the|a|an) ", "", " ".join(words.split()))
    return "" if plain.startswith("untitled") else plain


def same_name(a: str, b: str) -> bool:
    """The same name, one slip apart; a surname alone, or with an initial, stands for the whole."""
    a, b = plain_name(a), plain_name(b)
    if alike(a, b):
        return True
    mine, theirs = a.split(), b.split()
    if not mine or not theirs or surname(a) != surname(b):
        return False
    if len(mine) == 1 or len(theirs) == 1:
        return True
    first, other = mine[0], theirs[0]
    return first[0] == other[0] and (first == other or "." in first + other)


def same_season(a: str | None, b: str) -> bool:
    """ "3", "Season 3" and "the third season" are one."""
    return _season(a or "") == _season(b)


def _season(stated: str) -> str:
    words = re.findall(r"\d+|[a-z]+", stated.lower())
    return next((number for word in words if (number := _SEASONS.get(word, word)).isdigit()), " ".join(words))
