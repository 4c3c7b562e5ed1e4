"""How far what is announced in a text agrees with what a person read there: slates, dates, seasons, networks, media.

    python tests/gold/announced.py [--misses] [--raise]

The texts of `announced/` are invented. Below `+++` each has `announcements` (the first is what the text is about),
`titles` (the other works it names), `works` (what is stated of a work: kind, genre, logline) and `links`.
Kind, date and titles are scored as in score_credits.py; the rest is ours:

- an announcement is right where kind and title are; season, episodes, network, first episodes and roll-out are judged
  on those that are right, wherever the gold or the extractor has one;
- of a work, what the gold states must be found.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import tally
from likeness import plain_title
from tally import Miss, Tally, f1, share

from scraper.extract import story
from scraper.model import Address, Announcement, Article, Mark, Span, Story

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors_announced.json"
SLACK = 0.5  # points between what is measured and the floor
Gold = dict[str, Any]
Extractor = Callable[[Gold], Story]

_FIELDS = {"announcements", "titles", "works", "links"}
_JUDGED = ("season", "episodes", "network", "premiere_episodes", "rollout")
_ITALIC = re.compile(r"\{\*\|([^}]*)\}")
FIGURES: dict[str, tally.Figure] = {
    "kind": share("kind right", "kind"),
    "premiere date": share("premiere date right", "premiere date"),
    "titles, F1": f1("titles "),
    "announcements, F1": f1("announcements "),
    **{name: share(f"{name} right", name) for name in ("date of each", *_JUDGED)},
    **{name: share(f"{name} right", name) for name in ("medium", "genre", "logline")},
    "links, F1": f1("links "),
}


def documents() -> list[Gold]:
    return [read(path) for path in sorted((HERE / "announced").glob("*.md"))]


def digest() -> str:
    sha = hashlib.sha256()
    for path in sorted((HERE / "announced").glob("*.md")):
        sha.update(f"{path.name}\0{len(content := path.read_bytes())}\0".encode() + content)
    return sha.hexdigest()


def read(path: Path) -> Gold:
    """A text with its notes. Raises ValueError where they cannot be read."""
    body, rule, notes = path.read_text("utf-8").partition("\n+++\n")
    gold: Gold = tomllib.loads(notes)
    if not rule or set(gold) - _FIELDS or "announcements" not in gold:
        raise ValueError(f"{path}: below a line '+++' stand {sorted(_FIELDS)}, of which `announcements` is needed")
    headline, text = "", body
    if body.startswith("# "):
        headline, _, text = body[2:].partition("\n")
    text, marks = _italics(text.strip())
    announced = [note["title"] for note in gold["announcements"] if "title" in note]
    return {
        "titles": [],
        "works": [],
        "links": [],
        **gold,
        "id": path.stem,
        "headline": headline.strip(),
        "text": text,
        "marks": marks,
        "all titles": {*announced, *gold.get("titles", ())},
    }


def _italics(text: str) -> tuple[str, tuple[Mark, ...]]:
    plain, marks, at = "", [], 0
    for match in _ITALIC.finditer(text):
        plain += text[at : match.start()]
        marks.append(Mark("emphasis", Span(len(plain), len(plain) + len(match[1]))))
        plain, at = plain + match[1], match.end()
    return plain + text[at:], tuple(marks)


def found_in(gold: Gold) -> Story:
    return story(
        Article(
            source="gold",
            address=Address(f"urn:gold:{gold['id']}"),
            headline=gold["headline"],
            text=gold["text"],
            marks=gold["marks"],
            reader="text",
        )
    )


def score(gold: Gold, found: Story) -> Tally:
    counted = Tally()
    first, wanted = (found.announcements or (None,))[0], gold["announcements"][0]
    _judge(counted, gold, "kind", first.kind if first else "other", wanted["kind"])
    about = first.title if first else None
    stated = next((each.date for each in found.announcements if each.date and each.title == about), None)
    _judge(counted, gold, "premiere date", stated, wanted.get("date"))
    _count(counted, gold, "titles", (title.name for title in found.titles), gold["all titles"])
    _slate(counted, gold, found)
    _works(counted, gold, found)
    links = {" ".join(map(plain_title, link)) for link in gold["links"]}
    mine = {" ".join(map(plain_title, (link.title, link.relation, link.other))) for link in found.links}
    _sets(counted, gold, "links", mine, links)
    return counted


def _slate(counted: Tally, gold: Gold, found: Story) -> None:
    wanted = {(each["kind"], plain_title(each.get("title"))): each for each in gold["announcements"]}
    mine = {(each.kind, plain_title(each.title)): each for each in found.announcements}
    if not found.announcements and set(wanted) == {("other", "")}:
        return
    named = ({" / ".join(key) for key in keys} for keys in (mine, wanted))
    _sets(counted, gold, "announcements", *named)
    for key in mine.keys() & wanted.keys():
        _judge(counted, gold, "date of each", mine[key].date, wanted[key].get("date"), only_if_any=True)
        for field in _JUDGED:
            ours, theirs = _value(mine[key], field), wanted[key].get(field)
            if field == "network" and theirs is None:
                continue  # not every text is annotated with it
            _judge(counted, gold, field, ours, theirs, only_if_any=True)


def _value(announcement: Announcement, field: str) -> Any:
    return getattr(announcement, field, None)


def _works(counted: Tally, gold: Gold, found: Story) -> None:
    titles = {plain_title(title.name): title for title in found.titles}
    for work in gold["works"]:
        title = titles.get(plain_title(work["name"]))
        for field, figure in (("kind", "medium"), ("genre", "genre"), ("logline", "logline")):
            if field in work:
                _judge(counted, gold, figure, getattr(title, field, None), work[field])


def _judge(counted: Tally, gold: Gold, figure: str, mine: Any, wanted: Any, *, only_if_any: bool = False) -> None:
    if only_if_any and mine is None and wanted is None:
        return
    a, b = (plain_title(str(value)) if value is not None else "" for value in (mine, wanted))
    within = figure in {"premiere date", "date of each", "logline", "genre"}
    right = a == b or (within and bool(a and b) and (a in b or b in a))
    counted.counts.update({figure: 1, f"{figure} right": right})
    if not right:
        counted.misses.append(Miss(figure, gold["id"], f"{mine!r} for {wanted!r}"))


def _count(counted: Tally, gold: Gold, what: str, mine: Iterable[str], wanted: Iterable[str]) -> None:
    _sets(counted, gold, what, set(map(plain_title, mine)) - {""}, set(map(plain_title, wanted)) - {""})


def _sets(counted: Tally, gold: Gold, what: str, mine: set[str], wanted: set[str]) -> None:
    wrong, missed = mine - wanted, wanted - mine
    counted.counts.update(
        {f"{what} right": len(mine & wanted), f"{what} wrong": len(wrong), f"{what} missed": len(missed)}
    )
    counted.misses += [Miss(f"wrong {what}", gold["id"], key) for key in sorted(wrong)]
    counted.misses += [Miss(f"missed {what}", gold["id"], key) for key in sorted(missed)]


def measured(golds: Iterable[Gold], extract: Extractor = found_in) -> Tally:
    total = Tally()
    for gold in golds:
        total.add(score(gold, extract(gold)))
    return total


def figures(total: Tally) -> dict[str, float]:
    values = ((name, figure(total.counts)) for name, figure in FIGURES.items())
    return {name: value for name, value in values if value is not None}


def shortfalls(pinned: Gold, now: dict[str, float], corpus: str) -> list[str]:
    """One line a broken promise."""
    if pinned["digest"] != corpus:
        return ["announced/ is not the corpus its floors were pinned on: run tests/gold/announced.py --raise"]
    return [
        f"announced: {name} is {now.get(name, 0.0):.1f}, its floor {floor}"
        for name, floor in pinned["floors"].items()
        if now.get(name, 0.0) < floor
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list what was missed")
    parser.add_argument("--raise", dest="pin", action="store_true", help="pin the floors, upwards only")
    asked = parser.parse_args()
    golds = documents()
    total = measured(golds)
    now = figures(total)
    print(f"{len(golds)} texts", *(f"{name:20} {value:6.1f}" for name, value in now.items()), sep="\n")
    for miss in total.misses if asked.misses else ():
        print(f"{miss.figure:22} {miss.document:34} {miss.what[:110]}")
    if asked.pin:
        pinned = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"floors": {}}
        same = pinned.get("digest") == digest()
        before = {name: floor for name, floor in pinned["floors"].items() if same or now.get(name, 0.0) >= floor}
        floors = {name: max(before.get(name, 0.0), math.floor(10 * (v - SLACK)) / 10) for name, v in now.items()}
        FLOORS.write_text(json.dumps({"digest": digest(), "floors": floors}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
