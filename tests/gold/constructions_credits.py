"""Which constructions each credit of the gold shows, read off its words, and how often each occurs.

python tests/gold/constructions_credits.py      # a table: construction, credits, share found
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import measure
from corpus import INVENTED, Document, GoldCredit
from likeness import plain_name, plain_title, role_folded, same_name

from scraper.model import ROLES

_WORDINGS = {  # construction -> what its evidence says
    "created by": r"\bcreat(?:ed|es) (?:\w+ ){0,2}by\b|co-created|devised by|created this",
    "creator X, co-creators X and Y": r"\b(?:co-)?creators? (?:[A-Z]|of\b)|are co-creators|the creator",
    "developed by": r"\bdeveloped\b",
    "written by, penned, a script by": r"\b(?:written|penned|script by|scripts by|screenplay|wrote|writes|adapt\w+)\b",
    "written and directed by": r"written and directed|writes, directs",
    "story by": r"\b[Ss]tory (?:is )?by\b",
    "directed by": r"[Dd]irected by",
    "directs, will direct": r"\b(?:direct|directs|directing)\b",
    "helms": r"\bhelms?\b",
    "showruns, showrun by": r"\bshowr[ua]n(?:s|ning)?\b",
    "serves as": r"\bserv(?:es?|ed|ing)\b",
    "takes over, steps down": r"takes over|taken over|stepped down|exit|depart",
    "executive producers: a list": r"[Ee]xecutive [Pp]roducers\b|\bEPs (?:include|are)\b|out the EPs",
    "executive produces with, alongside": r"(?:exec(?:utive)?[- ]produce[sd]?|EPs) (?:\w+ ){0,3}(?:with|alongside)",
    "executive produced by": r"executive produced by",
    "exec produces, EPs": r"\bexec[- ]produc|\bEPs?\b|co-exec",
    "produced by": r"\b[Pp]roduced (?:\w+ ){0,3}by\b",
    "produces, producing": r"\bproduces?\b(?! with “)|\bproducing\b",
    "as do, as are, as does": r"\bas (?:do|does|are|is)\b",
    "stars X, starring X": r"\b(?:stars|starring|starred|[Ss]tars:)",
    "toplines, leads": r"\btopline|\blead(?:s)?\b|led by",
    "alongside, opposite, with": r"\balongside\b|\bopposite\b|^with\b",
    "will play, plays, portrays": r"\bwill play\b|\bplays?\b|\bportrays\b|\bplayed\b",
    "X as Character": r"[A-Z]\w+ as (?:a|an|the|her|his|[A-Z])",
    "X is Character": r"[a-zé] is (?:a|her|his|Kip|Rook)\b",
    "Character (X)": r"\([A-Z][^()]+\)",
    "joins, boards, adds, casts": r"\bjoin|\bboard|\badd(?:s|ed)?\b|has cast\b|[Nn]ew (?:to|add)|brings in|casts\b",
    "recurring, guest star": r"recur|guest",
    "reprises, returns": r"reprise|\breturn",
    "voices": r"voice",
    "hosts": r"\bhost",
    "narrates": r"narrat",
    "judges, mentors": r"\bjudge|mentor",
    "music, score": r"\bmusic\b|[Mm]usic:|\bscore|\bcompos|\bsongs\b",
    "edits, shoots": r"\bedit|\bEdit|cinematograph|of [Pp]hotography|\bshot\b",
    "hails from, from": r"[Hh]ail(?:s|ing) from",
    "in association with": r"in (?:association|partnership) with",
    "via, under a banner": r"\bbanner\b|\bthrough h|\bvia h",
    "of, for, 's a company": r"\b(?:of|for) [A-Z]\w+ [A-Z&]|’s [A-Z]\w+ [A-Z]\w+ (?:execut|are)",
    "rights, distribution": r"\brights\b|distribut|\breleased?\b",
    "based on": r"[Bb]ased on|\bfrom the\b|novel of the same name",
    "a label and a colon": r"^[A-Z][A-Za-z ]+: ",
    "co-, associate, consulting": r"co-exec|associate producer|consulting producer|co-executive",
}
_STATUS = {"joins": "status: joins", "leaves": "status: leaves", "stays": "status: stays"}
PROMISED = {  # that the gold must hold, whatever happens to single texts
    *_WORDINGS,
    *_STATUS.values(),
    *(f"role {role}" for role in (*ROLES, "spin_off_of")),
    "a list of two",
    "a list of three or more",
    "a list with semicolons",
    "as well as, plus, together with",
    "a company inside a list",
    "surname for a full name",
    "pronoun or noun for a name",
    "season stated",
    "character named",
    "character described",
    "untitled project",
    "one title of several",
    "another work than the one announced",
    "title without marks",
}


def constructions(credit: GoldCredit, document: Document) -> set[str]:
    """The names of everything that this credit is an example of."""
    return {
        f"role {credit.role}",
        *_wording(credit, document),
        *_list(credit, document),
        *_name(credit, document),
        *_title(credit, document),
    }


def _evidence(credit: GoldCredit, document: Document) -> str:
    return credit.evidence.of(document.text) if credit.evidence else ""


def _wording(credit: GoldCredit, document: Document) -> Iterator[str]:
    words = _evidence(credit, document)
    yield from (name for name, pattern in _WORDINGS.items() if re.search(pattern, words))
    if credit.status in _STATUS:
        yield _STATUS[credit.status]
    if credit.season:
        yield "season stated"
    if credit.character:
        yield "character named" if re.search(r"[A-Z]", credit.character.lstrip("“")) else "character described"


def _list(credit: GoldCredit, document: Document) -> Iterator[str]:
    words = _evidence(credit, document)
    names = {other.name for other in document.credits if other.evidence == credit.evidence}
    if len(names) == 2:
        yield "a list of two"
    elif len(names) > 2:
        yield "a list of three or more"
    if len(names) > 1 and ";" in words:
        yield "a list with semicolons"
    if re.search(r"as well as|\bplus\b|together with|along with", words):
        yield "as well as, plus, together with"
    if len(names) > 2 and re.search(r" (?:of|for|from) [A-Z]|’s [A-Z]\w+ [A-Z]", words):
        yield "a company inside a list"


def _name(credit: GoldCredit, document: Document) -> Iterator[str]:
    words = plain_name(_evidence(credit, document))
    last = plain_name(credit.name).split()[-1]
    if plain_name(credit.name) not in words:
        yield "surname for a full name" if last in words else "pronoun or noun for a name"


def _title(credit: GoldCredit, document: Document) -> Iterator[str]:
    if credit.title is None:
        yield "untitled project"
    elif credit.title not in (document.main_title, None):
        yield "another work than the one announced" if document.main_title else "one title of several"
    elif not re.search(rf"[“‘\"']{re.escape(credit.title)}", document.text) and not document.emphasis:
        yield "title without marks"


def counts() -> Counter[str]:
    """How many credits of our gold show each construction."""
    documents = INVENTED.documents()
    return Counter(name for d in documents for credit in d.credits for name in constructions(credit, d))


def _right(credit: GoldCredit, document: Document, found: measure.Findings) -> bool:
    return any(
        same_name(mine.name, credit.name)
        and role_folded(mine.role) == role_folded(credit.role)
        and plain_title(mine.title) == plain_title(credit.title)
        for mine in found.billing.credits
    )


def main() -> None:
    shown: Counter[str] = Counter()
    right: dict[str, int] = defaultdict(int)
    for document in INVENTED.documents():
        found = measure.ours(document)
        for credit in document.credits:
            good = _right(credit, document, found)
            for name in constructions(credit, document):
                shown[name] += 1
                right[name] += good
    print("| construction | credits | found, % |\n|---|---:|---:|")
    for name, number in shown.most_common():
        print(f"| {name} | {number} | {100 * right[name] / number:.0f} |")


if __name__ == "__main__":
    main()
