"""The corpora that extraction is measured on: ours, always there, and real ones where they lie beside us."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import markup

from scraper.model import Address, Article, Mark, Span

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("ONRECORD_SHARED", HERE.parents[2] / "shared")) / "data"

Kind = Literal["full", "partial", "doc", "dialogue", "qa", "block"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuote:
    """A quote as a person read it. Only kind "full" must be found; the others neither help nor hurt."""

    id: str
    kind: Kind
    parts: tuple[Span, ...]
    speakers: tuple[str, ...] = ()  # full names; several: a joint statement; none: nobody can know
    aliases: tuple[str, ...] = ()  # other names under which the speaker counts as found
    as_written: str = ""
    named: bool = True  # False: an organisation, a document or an unnamed person, looser to compare
    cue: str = ""
    role: str = ""
    affiliation: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldCredit:
    """Who does what on which title, as a person read it. Those not required neither help nor hurt."""

    name: str
    role: str
    title: str | None = None  # None: an untitled project
    required: bool = True
    character: str | None = None
    season: str | None = None
    status: str = "stated"
    evidence: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldLink:
    """How one title stands to another."""

    title: str
    relation: str
    other: str
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text with everything said, credited and announced in it, by hand."""

    id: str
    text: str
    headline: str = ""
    quotes: tuple[GoldQuote, ...] = ()
    negatives: tuple[Span, ...] = ()  # in quotation marks, the marks included, and nobody's speech
    emphasis: tuple[Span, ...] = ()
    kind: str = ""  # of announcement; "": credits, titles and announcement are not annotated
    coarse: bool = False  # the kind is of findings-gold's vocabulary, which has no executive moves or corporate news
    main_title: str | None = None
    titles: tuple[str, ...] = ()
    date: str | None = None  # of the premiere, as stated
    credits: tuple[GoldCredit, ...] = ()
    traps: tuple[tuple[str, str | None], ...] = ()  # name and title that the text seems to join and does not
    links: tuple[GoldLink, ...] | None = None  # None: not annotated

    def article(self) -> Article:
        """The document as the extractor is given it."""
        return Article(
            source="gold",
            address=Address(f"urn:gold:{self.id}"),
            headline=self.headline,
            text=self.text,
            reader="text",
            marks=tuple(Mark("emphasis", span) for span in self.emphasis),
        )


@dataclass(frozen=True, slots=True)
class Corpus:
    """A named set of documents in files of one kind: our mark-up, or JSON lines."""

    name: str
    paths: tuple[Path, ...]

    @property
    def absent(self) -> tuple[Path, ...]:
        return tuple(path for path in self.paths if not path.exists())

    def files(self) -> list[Path]:
        folders = (sorted(path.glob("*.md")) if path.is_dir() else [path] for path in self.paths)
        return [file for folder in folders for file in folder]

    def digest(self) -> str:
        """sha256 over names and contents: another digest is another measurement."""
        sha = hashlib.sha256()
        for file in self.files():
            sha.update(f"{file.name}\0{len(content := file.read_bytes())}\0".encode() + content)
        return sha.hexdigest()

    def objects(self) -> list[markup.Gold]:
        """The documents in the form of findings-gold, whichever form they are kept in."""
        return [gold for file in self.files() for gold in _objects(file)]

    def documents(self) -> list[Document]:
        return [document(gold) for gold in self.objects()]


INVENTED = Corpus("invented", (HERE / "texts",))
SPEECH = Corpus("speech", (HERE / "speech",))
BILLED = Corpus("billed", (HERE / "billed",))  # read once before any rule was touched
TRADE = Corpus("trade", (HERE / "trade.jsonl",))  # the same, by somebody who never saw the rules
CORPORA = (
    INVENTED,
    SPEECH,
    BILLED,
    TRADE,
    Corpus("findings-gold", (SHARED / "findings-gold/dev.jsonl", SHARED / "findings-gold/dev2.jsonl")),
    Corpus("polnear-dev", (SHARED / "quotes-gold/polnear_dev.jsonl",)),
)


def document(gold: dict[str, Any]) -> Document:
    """A document from the form of findings-gold. Fields a corpus does not annotate may be missing."""
    return Document(
        id=gold["id"],
        text=gold["text"],
        headline=gold.get("headline") or "",
        quotes=tuple(_quote(quote) for quote in gold["quotes"]),
        negatives=tuple(_placed(gold.get("negatives") or (), gold["text"])),
        emphasis=tuple(Span(span["start"], span["end"]) for span in gold.get("emphasis", ())),
        kind=gold.get("kind") or "",
        coarse=gold.get("origin") != "invented",
        main_title=gold.get("main_title"),
        titles=tuple(gold.get("titles") or ()),
        date=gold.get("premiere_date"),
        credits=tuple(_credit(credit) for credit in gold.get("credits") or ()),
        traps=tuple((trap["name"], trap["title"]) for trap in gold.get("traps") or ()),
        links=tuple(map(_link, gold["links"])) if "links" in gold else None,
    )


def _objects(file: Path) -> list[markup.Gold]:
    if file.suffix == ".md":
        return [markup.read(file)]
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def _quote(quote: dict[str, Any]) -> GoldQuote:
    if quote["type"] not in get_args(Kind):
        raise ValueError(f"{quote['id']}: {quote['type']!r} is no kind of quote; these are: {get_args(Kind)}")
    return GoldQuote(
        id=quote["id"],
        kind=quote["type"],
        parts=tuple(Span(part["start"], part["end"]) for part in quote["parts"]),
        speakers=tuple(quote["speakers"]),
        aliases=tuple(quote.get("speaker_aliases") or ()),
        as_written=quote.get("speaker_as_written") or "",
        named=quote.get("speaker_type", "person") not in {"org", "role", "document"},
        cue=quote.get("cue") or "",
        role=quote.get("role") or "",
        affiliation=quote.get("affiliation") or "",
        tags=tuple(quote.get("tags", ())),
    )


def _credit(credit: dict[str, Any]) -> GoldCredit:
    return GoldCredit(
        name=credit["name"],
        role=credit["role"],
        title=credit["title"],
        required=credit["required"],
        character=credit["character"],
        season=credit.get("season"),
        status=credit.get("status", "stated"),
        evidence=Span(credit["evidence_start"], credit["evidence_end"]),
    )


def _link(link: dict[str, Any]) -> GoldLink:
    return GoldLink(title=link["title"], relation=link["relation"], other=link["other"], required=link["required"])


def _placed(stretches: Iterable[str], text: str) -> Iterable[Span]:
    """Each stretch where it stands; one that is listed twice is looked for twice, in reading order."""
    after: dict[str, int] = {}
    for stretch in stretches:
        start = text.find(stretch, after.get(stretch, 0))
        if start >= 0:
            after[stretch] = start + len(stretch)
            yield Span(start, start + len(stretch))
