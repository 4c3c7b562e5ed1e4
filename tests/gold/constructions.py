"""Which constructions each quote of a gold shows, read off its annotation, and how often each occurs.

python tests/gold/constructions.py      # a table: construction, quotes, share with span and speaker right
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import measure
import score
from corpus import INVENTED, SPEECH, Document, GoldQuote
from likeness import PRONOUNS, bare, full_name_right, surname

_PLAIN_CUES = {"said", "says", "say", "told", "tells", "added", "adds", "wrote", "saying", "continued"}
_FRAMES = {"according to", "in the words of", "per", "citing"}
_POSTS = {"wrote", "tweeted", "posted"}
_PARTICLE = re.compile(r"\b(?:van|der|de|la|e|al|Ní|St\.|von|Thi)\b")
_HONORIFIC = re.compile(r"\b(?:Sir|Dame|Dr\.|Professor|Judge|Chef)\s")
_PAIRS = {
    "“”": "curly marks",
    '""': "straight marks",
    "‘’": "single marks, curly",
    "''": "single marks, straight",
}
_KINDS = {
    "partial": "fragment in the reporter's sentence",
    "doc": "quoted document (logline, ruling, notice)",
    "dialogue": "line of a fictional character",
    "qa": "answer below a name or Q/A, no marks",
    "block": "block without marks",
}

PROMISED = {  # that the gold must hold, whatever happens to single texts
    *_PAIRS.values(),
    *_KINDS.values(),
    "mixed, foreign or missing marks",
    "nested quotation or title",
    "re-opened in the next paragraph",
    "split around its attribution",
    "forgotten close",
    "continuation",
    "attribution before the quote",
    "attribution after the quote",
    "verb before name (said X)",
    "name before verb (X said)",
    "according to X, in the words of X",
    "bare cue (Adding,)",
    "colon",
    "open-class verb",
    "told an outlet or an audience",
    "tweet, post or letter",
    "no verb",
    "joint speakers",
    "joint statement",
    "pronoun",
    "surname alone",
    "first name alone",
    "a noun for a person (the actor, the duo)",
    "organisation, document or unnamed person",
    "full name only later",
    "full name only in the headline",
    "same surname",
    "two women",
    "name inside quote",
    "speaker unknown",
    "role stated",
    "affiliation stated",
    "honorific",
    "mononym",
    "suffix or initials",
    "particle in the name",
    "O’, Mc, Mac",
}


def constructions(quote: GoldQuote, document: Document) -> set[str]:
    """The names of everything that this quote is an example of."""
    return {
        *_stretch(quote, document),
        *_attribution(quote, document),
        *_speaker(quote, document),
        *_name(quote),
        *(tag.replace("-", " ") for tag in quote.tags),
    }


def _stretch(quote: GoldQuote, document: Document) -> Iterator[str]:
    text = document.text
    if quote.kind in _KINDS:
        yield _KINDS[quote.kind]
    if quote.kind not in {"qa", "block"}:
        pairs = {(text[p.start - 1 : p.start] + text[p.end : p.end + 1]).replace("\n", "") for p in quote.parts}
        yield from (_PAIRS.get(pair, "mixed, foreign or missing marks") for pair in pairs)
    gaps = [text[a.end : b.start] for a, b in zip(quote.parts, quote.parts[1:], strict=False)]
    if any("\n" in gap for gap in gaps):
        yield "re-opened in the next paragraph"
    if any("\n" not in gap for gap in gaps):
        yield "split around its attribution"
    if any(re.search(r"[“‘\"«]|(?<!\w)'", part.of(text)) for part in quote.parts):
        yield "nested quotation or title"
    if any(re.search(r"\[|…|—", part.of(text)) for part in quote.parts):
        yield "brackets, dots or dashes inside"


def _attribution(quote: GoldQuote, document: Document) -> Iterator[str]:
    text, cue = document.text, quote.cue
    first, last = quote.parts[0], quote.parts[-1]
    before = text[text.rfind("\n", 0, first.start) + 1 : first.start - 1]
    line = text[last.end : text.find("\n", last.end)] if "\n" in text[last.end :] else text[last.end :]
    between = text[first.end : last.start] if len(quote.parts) > 1 else line
    if not cue:
        yield "no verb" if quote.as_written else "no attribution of its own"
        return
    if not quote.as_written:
        yield "bare cue (Adding,)"
    after = cue in between.split("“")[0]
    yield "attribution after the quote" if after else "attribution before the quote"
    if re.search(rf"{re.escape(cue)}\s+(?:\S+\s+){{0,3}}{re.escape(quote.as_written[:4] or '-')}", between):
        yield "verb before name (said X)"
    elif quote.as_written and re.search(rf"{re.escape(quote.as_written)},? .*{re.escape(cue)}", between):
        yield "name before verb (X said)"
    if before.rstrip().endswith(":"):
        yield "colon"
    if cue.lower() in _FRAMES:
        yield "according to X, in the words of X"
    elif cue.lower() in _POSTS:
        yield "tweet, post or letter"
    elif cue.lower() not in _PLAIN_CUES and quote.kind == "full":
        yield "open-class verb"
    if cue.lower() in {"told", "tells"}:
        yield "told an outlet or an audience"


def _speaker(quote: GoldQuote, document: Document) -> Iterator[str]:
    name = quote.speakers[0] if quote.speakers else ""
    if len(quote.speakers) > 1:
        yield "joint speakers"
    if not name:
        yield "speaker unknown"
    elif not quote.named:
        yield "organisation, document or unnamed person"
    else:
        yield from _mention(quote.as_written, name)
        if quote.parts[-1].end < document.text.find(name):
            yield "full name only later"
        if name not in document.text and name in document.headline:
            yield "full name only in the headline"
    if quote.role:
        yield "role stated"
    if quote.affiliation:
        yield "affiliation stated"
    others = {surname(other) for q in document.quotes for other in q.speakers} - {surname(name), ""}
    said = {word.lower() for part in quote.parts for word in re.findall(r"[\w-]+", part.of(document.text))}
    if others & said:
        yield "name inside quote"


def _mention(written: str, name: str) -> Iterator[str]:
    words = written.lower().split()
    if written.lower() in PRONOUNS:
        yield "pronoun"
    elif words and words[0] in {"the", "his", "her", "a", "one", "both"}:
        yield "a noun for a person (the actor, the duo)"
    elif len(words) == 1 and surname(written) == surname(name) != name.lower():
        yield "surname alone"
    elif len(words) == 1 and name.startswith(written) and " " in name:
        yield "first name alone"


def _name(quote: GoldQuote) -> Iterator[str]:
    for name in quote.speakers if quote.named else ():
        if "-" in name:
            yield "hyphenated name"
        if _PARTICLE.search(name):
            yield "particle in the name"
        if re.search(r"\b(?:O’|Mc|Mac)[A-Z]", name):
            yield "O’, Mc, Mac"
        if re.search(r"(?:,? Jr\.| III?)$|\b[A-Z]\. ", name):
            yield "suffix or initials"
        if not name.replace("’", "'").isascii():
            yield "accented name"
        if " " not in name:
            yield "mononym"
    if _HONORIFIC.search(quote.as_written):
        yield "honorific"


def counts() -> Counter[str]:
    """How many quotes of our gold show each construction."""
    documents = INVENTED.documents() + SPEECH.documents()
    return Counter(name for d in documents for quote in d.quotes for name in constructions(quote, d))


def _right(quote: GoldQuote, document: Document, found: list[score.Found]) -> bool:
    parts = [bare(part, document.text) for part in quote.parts]
    return any(
        [bare(part, document.text) for part in mine.parts] == parts
        and (full_name_right(mine.speakers, quote) if quote.speakers else not mine.speakers)
        for mine in found
    )


def main() -> None:
    shown: Counter[str] = Counter()
    right: dict[str, int] = defaultdict(int)
    for document in INVENTED.documents() + SPEECH.documents():
        found = list(measure.ours(document).quotes)
        for quote in document.quotes:
            good = _right(quote, document, found)
            for name in constructions(quote, document):
                shown[name] += 1
                right[name] += good
    print("| construction | quotes | right, % |\n|---|---:|---:|")
    for name, number in shown.most_common():
        print(f"| {name} | {number} | {100 * right[name] / number:.0f} |")


if __name__ == "__main__":
    main()
