"""How to cite a quote: as text, BibTeX, RIS and CSL-JSON, on its page and at addresses of their own.

`/archive/quotes/ID.bib` is one quote, `/archive/quotes.bib?…` the page of the table it stands for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import rispy
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexEncodingMiddleware
from bibtexparser.model import Entry, Field
from datasette.utils import tilde_encode
from datasette.utils.asgi import Response

from storage import stamps
from storage.site.reading import Reading, Row, read
from storage.site.words import joined, plain, when

QUOTES = """
    select q.id, (select group_concat(text, ' … ') from
            (select text from quote_parts w where w.quote = q.id order by w.seq)) as text,
        q.role, q.affiliation, q.speaker_as_written, a.headline, a.byline, a.url, a.published_at,
        a.published_precision, a.first_seen_at, a.language, s.name as source_name,
        (select json_group_array(name) from
            (select name from quote_speakers p where p.quote = q.id order by p.position)) as speakers
    from json_each(:ids) wanted join quotes q on q.id = wanted.value
        join articles a on a.id = q.article join sources s on s.slug = a.source
    order by wanted.key
"""
_BRACES = str.maketrans("{}", "()")  # BibTeX counts them even where they are escaped


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A quote, where it was printed, and where it is kept."""

    key: str
    words: str
    speakers: tuple[str, ...]
    headline: str
    byline: str
    publisher: str
    published_at: datetime | None
    published: str  # in words, as exactly as it is known
    precision: str
    seen: str  # the day of the first capture, in words
    seen_at: datetime
    language: str
    url: str  # of the publisher's page
    address: str  # of the quote in the archive

    @property
    def date_parts(self) -> tuple[int, ...]:
        if self.published_at is None:
            return ()
        known = {"year": 1, "month": 2}.get(self.precision, 3)
        return (self.published_at.year, self.published_at.month, self.published_at.day)[:known]


def citation(row: Row, address: str) -> Citation:
    precision = row["published_precision"] or ""
    return Citation(
        key=row["id"],
        words=_line(row["text"]),
        speakers=tuple(map(_line, json.loads(row["speakers"]))),
        headline=_line(row["headline"]),
        byline=_line(row["byline"]),
        publisher=_line(row["source_name"]),
        published_at=stamps.optional(row["published_at"]),
        published=when(row["published_at"], precision if precision in ("month", "year") else "day"),
        precision=precision,
        seen=when(row["first_seen_at"], "day"),
        seen_at=stamps.moment(row["first_seen_at"]),
        language=row["language"],
        url=row["url"],
        address=address,
    )


def text(cited: Citation) -> str:
    speakers = f"{joined(cited.speakers)}, quoted in " if cited.speakers else "Quoted in "
    byline = f"{cited.byline}, " if cited.byline else ""
    date = cited.published or f"undated, first seen {cited.seen}"
    return f"{speakers}{byline}“{cited.headline},” {cited.publisher}, {date}, {cited.url}. Archived at {cited.address}."


def bibtex(citations: Iterable[Citation]) -> str:
    entries = []
    for cited in citations:
        fields = {
            "author": f"{{{_latex(cited.byline or cited.publisher)}}}",
            "title": f"{{{_latex(cited.headline)}}}",
            "organization": _latex(cited.publisher),
            "date": "-".join(f"{part:02}" for part in cited.date_parts),
            "url": cited.url.translate({ord("{"): "%7B", ord("}"): "%7D"}),
            "urldate": cited.seen_at.date().isoformat(),
            "note": _latex(_note(cited)),
        }
        entries.append(Entry("online", f"quote-{cited.key}", [Field(k, v) for k, v in fields.items() if v]))
    written: str = write_string(Library([*entries]))
    return written


def ris(citations: Iterable[Citation]) -> str:
    entries = []
    for cited in citations:
        entry: dict[str, Any] = {
            "type_of_reference": "NEWS",
            "id": f"quote-{cited.key}",
            "authors": [cited.byline or cited.publisher],
            "title": cited.headline,
            "secondary_title": cited.publisher,
            "publisher": cited.publisher,
            "urls": [cited.url, cited.address],
            "access_date": f"{cited.seen_at:%Y/%m/%d}",
            "notes": [_note(cited)],
        }
        if cited.date_parts:
            year, *rest = cited.date_parts
            entry["year"] = f"{year:04}"
            entry["date"] = "/".join([f"{year:04}", *(f"{part:02}" for part in rest)]) + "/" * (3 - len(rest))
        if cited.language:
            entry["language"] = cited.language
        entries.append(entry)
    written: str = rispy.dumps(entries)
    return written


def csl(citations: Iterable[Citation]) -> str:
    items = []
    for cited in citations:
        item: dict[str, Any] = {
            "id": f"quote-{cited.key}",
            "type": "article-newspaper",
            "title": cited.headline,
            "author": [{"literal": cited.byline or cited.publisher}],
            "container-title": cited.publisher,
            "URL": cited.url,
            "accessed": {"date-parts": [[cited.seen_at.year, cited.seen_at.month, cited.seen_at.day]]},
            "archive_location": cited.address,
            "note": _note(cited),
        }
        if cited.date_parts:
            item["issued"] = {"date-parts": [list(cited.date_parts)]}
        if cited.language:
            item["language"] = cited.language
        items.append(item)
    return json.dumps(items, ensure_ascii=False, indent=2)


FORMATS: dict[str, tuple[str, Callable[[Iterable[Citation]], str], str]] = {  # extension -> name, writer, media type
    "bib": ("BibTeX", bibtex, "application/x-bibtex"),
    "ris": ("RIS", ris, "application/x-research-info-systems"),
    "csljson": ("CSL-JSON", csl, "application/vnd.citationstyles.csl+json"),
}


def renderers() -> list[dict[str, Any]]:
    return [{"extension": name, "render": _renderer(name), "can_render": _has_quotes} for name in FORMATS]


def _has_quotes(table: str | None, columns: Sequence[str]) -> bool:
    return table == "quotes" and {"id", "article", "statement"} <= set(columns)


def _renderer(extension: str) -> Callable[..., Any]:
    _, write, media_type = FORMATS[extension]

    async def render(datasette: Any, request: Any, database: str, rows: Sequence[Any], columns: Sequence[str]) -> Any:
        if not _has_quotes("quotes", columns):
            return Response.text(f"Only quotes can be had as .{extension}.", status=400)
        ids = json.dumps([row["id"] for row in rows])
        found = await read(
            datasette.get_database(database),
            datasette.setting("sql_time_limit_ms"),
            lambda reading: reading.rows(QUOTES, ids=ids),
        )
        citations = []
        for row in found:
            path = datasette.urls.row(database, "quotes", tilde_encode(row["id"]))
            citations.append(citation(row, datasette.absolute_url(request, path)))
        return Response(write(citations), content_type=f"{media_type}; charset=utf-8")

    return render


def cited(reading: Reading, quote: str, address: str) -> Citation:
    return citation(reading.the_row(QUOTES, ids=json.dumps([quote])), address)


def _note(cited: Citation) -> str:
    speakers = f" — {joined(cited.speakers)}" if cited.speakers else ""
    return f"“{cited.words}”{speakers}. Archived at {cited.address}"


def _line(value: str) -> str:
    """One line, without characters that turn the direction of writing: a newline would begin another RIS field."""
    return " ".join(plain(value).split())


def _latex(value: str) -> str:
    entry = Entry("misc", "one", [Field("note", value.translate(_BRACES))])
    encoded = LatexEncodingMiddleware(keep_math=False, enclose_urls=False).transform(Library([entry]))
    return str(encoded.entries[0]["note"])
