"""How far the credits, titles and announcement found in a text agree with what a person read there.

The definitions are those of findings-gold's own scorer, so that figures can be compared:

- a credit is right by name and role, or by name, role and title; synonyms of roles are folded, a surname
  alone stands for the full name, "the" and punctuation do not count in titles, and an untitled project has none.
  Credits that are not required (networks, other work, a banner in passing) neither help nor hurt;
- a *trap* is a pair of name and title that the text seems to offer and does not;
- a character is judged on credits that are right; one name may contain the other;
- the kind is that of the first thing announced, the date the first that is stated; titles are compared as a set.

Season, status (of all credits that state them) and links (spin-off, sequel, remake) are ours: findings-gold does not
annotate them. So is evidence:
of the required credits that are right, how many point at words that the gold's evidence shares.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus import Document, GoldCredit
from likeness import plain_name, plain_title, role_folded, same_name, same_season, shared
from tally import Figure, Miss, Tally, f1, share

from scraper.model import Span, Story

_COARSER = {"executive move": "other", "corporate": "other"}  # kinds that findings-gold has no name for
_LINKS_NOTED = ("spin_off_of", "based_on")  # that findings-gold keeps among the credits


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A credit as an extractor gives it."""

    name: str
    role: str
    title: str | None = None
    character: str | None = None
    season: str | None = None
    status: str = "stated"
    evidence: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Billing:
    """Everything but the quotes that an extractor finds."""

    credits: tuple[Named, ...] = ()
    kind: str = "other"
    date: str | None = None
    titles: tuple[str, ...] = ()
    links: tuple[tuple[str, str, str], ...] = ()  # title, relation, other


# ---- what is read


def billing(story: Story) -> Billing:
    """The credits, titles and announcement of a story, as the scorer reads them."""
    credited = [
        Named(
            name=credit.party.name,
            role=credit.role,
            title=credit.title,
            character=credit.character,
            season=credit.season,
            status=credit.status,
            evidence=credit.evidence,
        )
        for credit in story.credits
    ]
    links = tuple((link.title, link.relation, link.other) for link in story.links)
    noted = [Named(name=other, role=how, title=title) for title, how, other in links if how in _LINKS_NOTED]
    return Billing(
        credits=(*credited, *noted),
        kind=story.announcements[0].kind if story.announcements else "other",
        date=next((found.date for found in story.announcements if found.date), None),
        titles=tuple(title.name for title in story.titles),
        links=tuple(link for link in links if link[1] != "season_of"),
    )


def billing_in_json(findings: Mapping[str, Any]) -> Billing:
    """The same from a prediction in the form of findings-gold's scorer."""
    return Billing(
        credits=tuple(
            Named(name=credit["name"], role=credit["role"], title=credit["title"], character=credit.get("character"))
            for credit in findings["credits"]
        ),
        kind=findings["kind"],
        date=findings["premiere_date"],
        titles=tuple(findings["titles"]),
    )


# ---- one document


def score(document: Document, found: Billing) -> Tally:
    """What was found against the gold; nothing where the document's credits are not annotated."""
    tally = Tally()
    if document.kind:
        _score_credits(document, found.credits, "by role", _same_role, tally)
        _score_credits(document, found.credits, "by title", _same_title, tally)
        _score_seasons_and_statuses(document, found.credits, tally)
        _score_announcement(document, found, tally)
        _score_titles(document, found, tally)
        _score_links(document, found, tally)
    return tally


Same = Callable[[Named, GoldCredit], bool]


def _same_role(mine: Named, gold: GoldCredit) -> bool:
    return same_name(mine.name, gold.name) and role_folded(mine.role) == role_folded(gold.role)


def _same_title(mine: Named, gold: GoldCredit) -> bool:
    return _same_role(mine, gold) and plain_title(mine.title) == plain_title(gold.title)


def _score_credits(document: Document, found: Sequence[Named], how: str, same: Same, tally: Tally) -> None:
    required = [credit for credit in document.credits if credit.required]
    optional = [credit for credit in document.credits if not credit.required]
    taken: set[int] = set()
    for mine in found:
        match = next((i for i, gold in enumerate(required) if i not in taken and same(mine, gold)), None)
        if match is not None:
            taken.add(match)
            tally.counts[f"{how} right"] += 1
            if how == "by title":
                _score_details(document, mine, required[match], tally)
        elif not any(same(mine, gold) for gold in (*required, *optional)):
            tally.counts[f"{how} wrong"] += 1
            tally.misses.append(_miss(f"wrong credit {how}", document, mine))
            if how == "by title":
                _score_trap(document, mine, tally)
    missed = [gold for i, gold in enumerate(required) if i not in taken]
    tally.counts[f"{how} missed"] += len(missed)
    tally.misses += [_miss(f"missed credit {how}", document, gold) for gold in missed]
    if how == "by title":
        tally.counts["traps"] += len(document.traps)


def _score_details(document: Document, mine: Named, gold: GoldCredit, tally: Tally) -> None:
    if gold.character:
        a, b = plain_name(mine.character or ""), plain_name(gold.character)
        right = bool(a) and (a in b or b in a)
        _judge("character", right, document, f"{mine.character!r} for {gold.character!r}", tally)
    if gold.evidence and mine.evidence:
        right = shared(mine.evidence, gold.evidence) > 0
        _judge("evidence", right, document, f"{gold.name}: {mine.evidence.of(document.text)}", tally)


def _score_seasons_and_statuses(document: Document, found: Sequence[Named], tally: Tally) -> None:
    """Of all credits for which the text states them, required or not: one that was not found is wrong."""
    for gold in document.credits:
        ours = [mine for mine in found if _same_title(mine, gold)]
        what = f"{gold.name} | {gold.role}"
        if gold.season:
            right = any(same_season(mine.season, gold.season) for mine in ours)
            _judge("season", right, document, f"{what}: {gold.season!r}", tally)
        if gold.status != "stated":
            right = any(mine.status == gold.status for mine in ours)
            _judge("status", right, document, f"{what}: {gold.status}", tally)


def _score_trap(document: Document, mine: Named, tally: Tally) -> None:
    pairs = ((name, title) for name, title in document.traps if plain_title(title) == plain_title(mine.title))
    if any(same_name(mine.name, name) for name, _ in pairs):
        tally.counts["trap hits"] += 1
        tally.misses.append(_miss("trap", document, mine))


def _score_announcement(document: Document, found: Billing, tally: Tally) -> None:
    kind = _COARSER.get(found.kind, found.kind) if document.coarse else found.kind
    _judge("kind", kind == document.kind, document, f"{found.kind} for {document.kind}", tally)
    a, b = plain_title(found.date), plain_title(document.date)
    right = a == b or bool(a and b and (a in b or b in a))
    _judge("premiere date", right, document, f"{found.date!r} for {document.date!r}", tally)


def _score_titles(document: Document, found: Billing, tally: Tally) -> None:
    mine = {plain: title for title in found.titles if (plain := plain_title(title))}
    gold = {plain: title for title in document.titles if (plain := plain_title(title))}
    _count("titles", document, mine, gold, tally)


def _score_links(document: Document, found: Billing, tally: Tally) -> None:
    if document.links is None:
        return
    mine = {(plain_title(a), how, plain_title(b)): f"{a} {how} {b}" for a, how, b in found.links}
    named = {(plain_title(link.title), link.relation, plain_title(link.other)): link for link in document.links}
    gold = {key: " ".join(key) for key, link in named.items() if link.required}
    _count("links", document, {key: what for key, what in mine.items() if key in gold or key not in named}, gold, tally)


def _count(what: str, document: Document, mine: Mapping[Any, str], gold: Mapping[Any, str], tally: Tally) -> None:
    wrong, missed = mine.keys() - gold.keys(), gold.keys() - mine.keys()
    right = len(mine) - len(wrong)
    tally.counts.update({f"{what} right": right, f"{what} wrong": len(wrong), f"{what} missed": len(missed)})
    tally.misses += [Miss(f"wrong {what}", document.id, mine[key]) for key in sorted(wrong)]
    tally.misses += [Miss(f"missed {what}", document.id, gold[key]) for key in sorted(missed)]


def _judge(figure: str, right: bool, document: Document, what: str, tally: Tally) -> None:
    tally.counts.update({figure: 1, f"{figure} right": right})
    if not right:
        tally.misses.append(Miss(figure, document.id, what))


def _miss(figure: str, document: Document, credit: Named | GoldCredit) -> Miss:
    return Miss(figure, document.id, f"{credit.name} | {credit.role} | {credit.title or 'untitled'}")


# ---- figures


def _spared(counts: Mapping[str, int]) -> float | None:
    """Of the traps, those not walked into."""
    return max(0.0, 100 * (1 - counts["trap hits"] / counts["traps"])) if counts["traps"] else None


FIGURES: dict[str, Figure] = {
    "name + role, precision": share("by role right", "by role right", "by role wrong"),
    "name + role, recall": share("by role right", "by role right", "by role missed"),
    "name + role, F1": f1("by role "),
    "name + role + title, precision": share("by title right", "by title right", "by title wrong"),
    "name + role + title, recall": share("by title right", "by title right", "by title missed"),
    "name + role + title, F1": f1("by title "),
    "character": share("character right", "character"),
    "evidence": share("evidence right", "evidence"),
    "season": share("season right", "season"),
    "status": share("status right", "status"),
    "traps avoided": _spared,
    "kind": share("kind right", "kind"),
    "premiere date": share("premiere date right", "premiere date"),
    "titles, precision": share("titles right", "titles right", "titles wrong"),
    "titles, recall": share("titles right", "titles right", "titles missed"),
    "titles, F1": f1("titles "),
    "links, F1": f1("links "),
}
_COUNTED = {
    "name + role": "credit by role",
    "name + role + title": "credit by title",
    "titles": "titles",
    "links": "links",
}
_KINDS = {"precision": ("wrong",), "recall": ("missed",), "F1": ("wrong", "missed")}
CAUSES: dict[str, set[str]] = {  # figure -> the misses that lower it
    **{
        f"{figure}, {part}": {f"{kind} {what}" for kind in kinds}
        for figure, what in _COUNTED.items()
        for part, kinds in _KINDS.items()
        if f"{figure}, {part}" in FIGURES
    },
    **{name: {name} for name in ("character", "evidence", "season", "status", "kind", "premiere date")},
    "traps avoided": {"trap"},
}
