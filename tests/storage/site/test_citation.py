"""Citations that other programs read back: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json

import bibtexparser
import pytest
import rispy

from storage.site import citation
from storage.site.citation import Citation

HOSTILE = "Zoë} \\input{x} 100% & $5 #1 “hi” _a ~ ^ {\nER  - \nTY  - BOOK\n@book{x, \u202eabc"
ADDRESS = "https://archive.example/archive/quotes/0123456789abcdef"


def quoted(**changed: object) -> Citation:
    row = {
        "id": "0123456789abcdef",
        "text": "It sings.",
        "speakers": json.dumps(["Ada Quell", "Bo Marsh"]),
        "headline": "Harbor Lights renewed",
        "byline": "Cy Dunne",
        "url": "https://gazette.example/harbor_lights?a=1%20b&c#d",
        "published_at": "2026-11-05T22:15:00Z",
        "published_precision": "minute",
        "first_seen_at": "2026-11-06T01:02:03Z",
        "language": "en-US",
        "source_name": "Harbor Gazette",
    }
    return citation.citation({**row, **changed}, ADDRESS)


def test_as_text() -> None:
    assert citation.text(quoted()) == (
        "Ada Quell and Bo Marsh, quoted in Cy Dunne, “Harbor Lights renewed,” Harbor Gazette, 5 November 2026, "
        f"https://gazette.example/harbor_lights?a=1%20b&c#d. Archived at {ADDRESS}."
    )
    assert citation.text(quoted(speakers="[]", byline="", published_at=None, published_precision=None)).startswith(
        "Quoted in “Harbor Lights renewed,” Harbor Gazette, undated, first seen 6 November 2026, "
    )


@pytest.mark.parametrize(
    ("precision", "said", "parts"),
    [
        ("second", "5 November 2026", (2026, 11, 5)),
        ("day", "5 November 2026", (2026, 11, 5)),
        ("month", "November 2026", (2026, 11)),
        ("year", "2026", (2026,)),
    ],
)
def test_a_date_is_no_more_exact_than_it_is_known(precision: str, said: str, parts: tuple[int, ...]) -> None:
    cited = quoted(published_precision=precision)
    assert (cited.published, cited.date_parts) == (said, parts)
    (entry,) = bibtexparser.parse_string(citation.bibtex([cited])).entries
    assert entry["date"] == "-".join(f"{part:02}" for part in parts)
    (item,) = json.loads(citation.csl([cited]))
    assert item["issued"]["date-parts"] == [list(parts)]
    (reference,) = rispy.loads(citation.ris([cited]))
    assert reference["date"].rstrip("/") == "/".join(f"{part:02}" for part in parts)


def test_they_are_read_back() -> None:
    (entry,) = bibtexparser.parse_string(citation.bibtex([quoted()])).entries
    assert (entry.entry_type, entry.key) == ("online", "quote-0123456789abcdef")
    assert entry["url"] == "https://gazette.example/harbor_lights?a=1%20b&c#d"
    assert entry["title"] == "{Harbor Lights renewed}"
    (reference,) = rispy.loads(citation.ris([quoted()]))
    assert reference["title"] == "Harbor Lights renewed"
    assert reference["authors"] == ["Cy Dunne"]
    assert reference["urls"] == ["https://gazette.example/harbor_lights?a=1%20b&c#d", ADDRESS]
    assert "It sings." in reference["notes"][0]
    (item,) = json.loads(citation.csl([quoted()]))
    assert item["author"] == [{"literal": "Cy Dunne"}]
    assert item["accessed"] == {"date-parts": [[2026, 11, 6]]}


def test_without_a_byline_the_publisher_is_the_author() -> None:
    (reference,) = rispy.loads(citation.ris([quoted(byline="", published_at=None, published_precision=None)]))
    assert reference["authors"] == ["Harbor Gazette"]
    assert "date" not in reference


def test_no_text_breaks_out_of_its_field() -> None:
    cited = quoted(headline=HOSTILE, byline=HOSTILE, text=HOSTILE, source_name=HOSTILE, speakers=json.dumps([HOSTILE]))
    parsed = bibtexparser.parse_string(citation.bibtex([cited, quoted(id="f" * 16)]))
    assert parsed.failed_blocks == []
    assert [entry.key for entry in parsed.entries] == ["quote-0123456789abcdef", "quote-" + "f" * 16]
    written = citation.bibtex([cited])
    assert "\\input" not in written
    assert written.count("{") == written.count("}")
    assert len(rispy.loads(citation.ris([cited, quoted()]))) == 2
    assert "\u202e" not in written + citation.ris([cited]) + citation.csl([cited]) + citation.text(cited)
