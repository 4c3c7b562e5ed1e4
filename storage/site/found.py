"""The page of the search: everything that answers a question, in groups, with the words where they stand."""

from __future__ import annotations

from typing import Any

from storage import question, search
from storage.site.reading import Asked, Reading

HITS = 8


def page(reading: Reading, asked: Asked) -> dict[str, Any]:
    typed = asked.args.get("q", "")[: question.LONGEST]
    groups = search.search(reading.rows, question.question(typed), HITS)
    return {
        "typed": typed,
        "groups": groups,
        "names": [(table, groups[table]) for table in ("titles", "people", "companies") if table in groups],
        "is_empty": not any(group.hits for group in groups.values()),
    }


def data(reading: Reading, asked: Asked) -> dict[str, Any]:
    """The same as JSON: of each excerpt the pieces, and whether they are what was looked for."""
    shown = page(reading, asked)
    return {
        "q": shown["typed"],
        "groups": {
            table: {
                "count": group.count,
                "count_is_exact": group.is_counted,
                "hits": [
                    {
                        **{name: value for name, value in dict(hit.row).items() if name not in ("text", "parts")},
                        "all_words": hit.all_words,
                        "excerpt": [[piece.text, piece.found] for piece in hit.excerpt],
                    }
                    for hit in group.hits
                ],
            }
            for table, group in shown["groups"].items()
        },
    }
