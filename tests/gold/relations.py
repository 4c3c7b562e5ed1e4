"""A second opinion: our credits beside the relations that others annotated in film and TV articles (Re-DocRED, MIT).

    python tests/gold/relations.py [--plain] [--misses]

Run from the root of the checkout with the packages installed (or PYTHONPATH=.). The articles are Wikipedia's: history,
not announcements; a relation may hold although no sentence states it, so only relations with evidence count, and what
we find beyond them says nothing. Titles, which Wikipedia sets in italics, lost them in the corpus: they are set apart
again, but with `--plain`. The last column is of our credits with a title and role for which the corpus names somebody.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus import SHARED
from likeness import plain_title, same_name

from scraper.extract import story
from scraper.model import Address, Article, Credit, Mark, Span

ROLES: Mapping[str, frozenset[str]] = {
    "director": frozenset({"director"}),
    "screenwriter": frozenset({"writer", "story_by"}),
    "producer": frozenset({"producer", "executive_producer", "co_executive_producer", "studio"}),
    "cast member": frozenset({"cast", "voice", "narrator", "host"}),
    "creator": frozenset({"creator", "developer"}),
    "composer": frozenset({"composer"}),
    "production company": frozenset({"studio", "distributor"}),
}
SOURCE = SHARED / "relations-gold/re_docred_film_dev.jsonl"
_GLUED = re.compile(r" ([.,;:!?)\]’]|'s\b|n't\b)")


@dataclass(frozen=True, slots=True)
class Relation:
    """Who stands in which relation to which title, by all the names the article has for either."""

    kind: str
    titles: tuple[str, ...]
    names: tuple[str, ...]

    def title_of(self, credit: Credit) -> bool:
        return plain_title(credit.title) in {plain_title(title) for title in self.titles}

    def name_of(self, credit: Credit) -> bool:
        return any(same_name(credit.party.name, name) for name in self.names)


def text(sentences: Sequence[str]) -> str:
    """The article as running text: its tokens were set apart by blanks."""
    joined = _GLUED.sub(r"\1", " ".join(sentences).replace(" ( ", " (").replace(' " ', ' "'))
    return re.sub(r"\b([A-Z]\.) ([A-Z][a-z])", r"\1 \2", joined)


def relations(article: Mapping[str, Any]) -> Iterator[Relation]:
    """Those of our roles for which a sentence gives evidence."""
    for each in article["relations"]:
        if each["relation"] in ROLES and each["evidence_sents"]:
            yield Relation(each["relation"], (each["title"], *each["aliases_h"]), (each["value"], *each["aliases_t"]))


def found(article: Mapping[str, Any], *, plain: bool) -> tuple[Credit, ...]:
    """Our credits in the article."""
    words = text(article["sents"])
    names = {name for each in article["relations"] for name in each["aliases_h"] if each["title_type"] != "PER"}
    titles = sorted(map(re.escape, names), key=len, reverse=True)
    places = re.finditer(rf"(?<!\w)(?:{'|'.join(titles)})(?!\w)", words) if titles and not plain else ()
    page = Article(
        source="gold",
        address=Address("urn:gold:relations"),
        headline=article["doc_title"],
        text=words,
        reader="text",
        marks=tuple(Mark("emphasis", Span(*place.span())) for place in places),
    )
    return story(page).credits


@dataclass(slots=True)
class Count:
    """Of one relation: how many are stated, and how many we have by role and by title; ours, and those agreed."""

    stated: int = 0
    by_role: int = 0
    by_title: int = 0
    ours: int = 0
    agreed: int = 0


def compare(stated: Sequence[Relation], credited: Sequence[Credit], kind: str, count: Count) -> list[Relation]:
    """Adds the relations of one kind in one article to the count; returns those that we miss."""
    same, missed = [one for one in stated if one.kind == kind], []
    for one in same:
        ours = [credit for credit in credited if credit.role in ROLES[kind] and one.name_of(credit)]
        count.stated += 1
        count.by_role += bool(ours)
        if any(one.title_of(credit) for credit in ours):
            count.by_title += 1
        else:
            missed.append(one)
    for credit in credited:
        if credit.role in ROLES[kind] and any(one.title_of(credit) for one in same):
            count.ours += 1
            count.agreed += any(one.title_of(credit) and one.name_of(credit) for one in same)
    return missed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plain", action="store_true", help="leave titles as they stand, not set apart")
    parser.add_argument("--misses", action="store_true", help="list the relations that were not found")
    asked = parser.parse_args()
    if not SOURCE.exists():
        raise SystemExit(f"There is no {SOURCE}; set ONRECORD_SHARED to the folder that holds data/")
    counts = {kind: Count() for kind in ROLES}
    for line in SOURCE.read_text("utf-8").splitlines():
        article = json.loads(line)
        credited, stated = found(article, plain=asked.plain), list(relations(article))
        for kind, count in counts.items():
            for one in compare(stated, credited, kind, count):
                if asked.misses:
                    print(f"{article['doc_title']:30} {kind:18} {one.titles[0]} < {one.names[0]}")
    print("| relation | stated | name and role, % | and title, % | ours agreed |\n|---|---:|---:|---:|---:|")
    for kind, count in counts.items():
        shares = [100 * part / count.stated if count.stated else 0.0 for part in (count.by_role, count.by_title)]
        print(f"| {kind} | {count.stated} | {shares[0]:.0f} | {shares[1]:.0f} | {count.agreed} of {count.ours} |")


if __name__ == "__main__":
    main()
