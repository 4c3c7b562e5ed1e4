"""The scorer of credits and the notes they are read from, on cases small enough to work out by hand."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import billing
import corpus
import likeness
import markup
import pytest
import score_credits
from corpus import Document, GoldCredit, GoldLink
from score_credits import Billing, Named
from tally import Tally

from scraper.model import (
    ANNOUNCEMENT_KINDS,
    ROLES,
    Address,
    Announcement,
    Article,
    Credit,
    Party,
    Span,
    Story,
    Title,
    TitleLink,
)

HERE, THERE = Span(0, 9), Span(20, 30)
GOLD = Document(
    id="tiny",
    text="Pell made it and Rask is in it.",
    kind="series order",
    main_title="Wet Season",
    titles=("Wet Season", "Ashore"),
    date="Friday, June 4, 2027",
    credits=(
        GoldCredit(name="Ada Pell", role="creator", title="Wet Season", evidence=HERE),
        GoldCredit(
            name="Bo Rask", role="cast", title="Wet Season", character="Captain Vane", status="joins", season="2"
        ),
        GoldCredit(name="Quay", role="network", title="Wet Season", required=False),
    ),
    traps=(("Bo Rask", "Ashore"),),
    links=(GoldLink(title="Wet Season", relation="spin_off_of", other="Ashore"),),
)
PELL = Named(name="Ada Pell", role="creator", title="Wet Season", evidence=HERE)
RASK = Named(
    name="Bo Rask",
    role="cast",
    title="Wet Season",
    character="Vane",
    status="joins",
    season="season two",
    evidence=HERE,
)
WHOLE = Billing(
    credits=(PELL, RASK),
    kind="series order",
    date="June 4",
    titles=("wet season", "Ashore"),
    links=(("Wet Season", "spin_off_of", "Ashore"),),
)


def figures(found: Billing) -> dict[str, float | None]:
    counts = score_credits.score(GOLD, found).counts
    return {name: value and round(value, 1) for name, f in score_credits.FIGURES.items() for value in [f(counts)]}


def credited(*named: Named) -> Billing:
    return Billing(credits=named)


CASES = {
    "all right": (WHOLE, dict.fromkeys(score_credits.FIGURES, 100.0)),
    "what is optional counts neither way": (
        credited(PELL, RASK, Named(name="Quay", role="network", title="Wet Season")),
        {"name + role, F1": 100.0, "name + role + title, precision": 100.0},
    ),
    "the surname alone, and a role that is folded": (
        credited(Named(name="Pell", role="developer", title="The Wet Season"), RASK),
        {"name + role + title, F1": 100.0},
    ),
    "other words": (
        credited(Named(name="Ada Pell", role="creator", title="Wet Season", evidence=THERE)),
        {"evidence": 0.0, "name + role + title, precision": 100.0},
    ),
    "nobody we know": (
        credited(PELL, RASK, Named(name="Zed Zebra", role="cast", title="Wet Season")),
        {"name + role, precision": 66.7, "name + role + title, F1": 80.0},
    ),
    "right twice is right once": (credited(PELL, PELL, RASK), {"name + role + title, precision": 100.0}),
    "another title": (
        credited(PELL, Named(name="Bo Rask", role="cast", title="Low Tide")),
        {"name + role, F1": 100.0, "name + role + title, F1": 50.0, "traps avoided": 100.0, "character": None},
    ),
    "no title": (
        credited(Named(name="Ada Pell", role="creator")),
        {"name + role, recall": 50.0, "name + role + title, recall": 0.0},
    ),
    "a trap": (
        credited(PELL, Named(name="Rask", role="cast", title="ashore")),
        {"traps avoided": 0.0, "name + role + title, precision": 50.0},
    ),
    "character, season and status": (
        credited(Named(name="Bo Rask", role="voice", title="Wet Season", character="Dot", season="3")),
        {"character": 0.0, "season": 0.0, "status": 0.0},
    ),
    "another kind, and no date": (Billing(kind="renewal"), {"kind": 0.0, "premiere date": 0.0}),
    "a title too many and one too few": (
        Billing(titles=("Ashore", "Afloat")),
        {"titles, precision": 50.0, "titles, recall": 50.0, "titles, F1": 50.0},
    ),
    "another relation": (Billing(links=(("Wet Season", "remake_of", "Ashore"),)), {"links, F1": 0.0}),
    "nothing": (Billing(), {"name + role, F1": 0.0, "name + role, precision": None, "titles, F1": 0.0}),
}


@pytest.mark.parametrize(("found", "expected"), CASES.values(), ids=CASES.keys())
def test_figures(found: Billing, expected: dict[str, float | None]) -> None:
    measured = figures(found)
    assert {name: measured[name] for name in expected} == expected


def test_every_figure_names_the_misses_that_lower_it() -> None:
    assert set(score_credits.CAUSES) == set(score_credits.FIGURES)
    tally = Tally()
    for found, _ in CASES.values():
        tally.add(score_credits.score(GOLD, found))
    assert {miss.figure for miss in tally.misses} == set().union(*score_credits.CAUSES.values())


def test_an_untitled_project_has_no_title() -> None:
    gold = Document(id="u", text="", kind="deal", credits=(GoldCredit(name="Ada Pell", role="writer"),))
    for title, right in ((None, 1), ("Untitled Ada Pell Project", 1), ("Ashore", 0)):
        tally = score_credits.score(gold, credited(Named(name="Ada Pell", role="writer", title=title)))
        assert tally.counts["by title right"] == right


def test_a_text_that_is_not_annotated_is_not_scored() -> None:
    assert not score_credits.score(Document(id="n", text=""), WHOLE).counts


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Ada Pell", "Dame Ada Pell", True),
        ("A. Pell", "Ada Pell", True),
        ("Pell", "Ada Pell", True),
        ("Alf Pell", "Ada Pell", False),
        ("Ada Bell", "Ada Pell", True),  # one slip apart
        ("Ada Pell", "Bo Rask", False),
        ("", "Ada Pell", False),
    ],
)
def test_names(a: str, b: str, same: bool) -> None:
    assert likeness.same_name(a, b) is same


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [("3", "season three", True), ("the third season", "3", True), (None, "3", False), ("final", "final", True)],
)
def test_seasons(a: str | None, b: str, same: bool) -> None:
    assert likeness.same_season(a, b) is same


def test_a_story_is_read_with_its_spin_off_as_a_credit() -> None:
    story = Story(
        article=Article(source="t", address=Address("urn:t"), headline="", text="Pell made it", reader="text"),
        extractor="t",
        credits=(
            Credit(party=Party("Ada Pell"), role="creator", title="Wet Season", evidence=HERE),
            Credit(
                party=Party("Bo Rask"),
                role="cast",
                title="Wet Season",
                character="Vane",
                season="season two",
                status="joins",
                evidence=HERE,
            ),
        ),
        announcements=(
            Announcement(kind="series order", title="Wet Season", evidence=HERE),
            Announcement(kind="premiere date", title="Wet Season", date="June 4", evidence=HERE),
        ),
        titles=(Title(name="wet season"), Title(name="Ashore")),
        links=(TitleLink(title="Wet Season", relation="spin_off_of", other="Ashore", evidence=HERE),),
    )
    spun = Named(name="Ashore", role="spin_off_of", title="Wet Season")
    assert score_credits.billing(story) == Billing(
        credits=(PELL, RASK, spun), kind="series order", date="June 4", titles=WHOLE.titles, links=WHOLE.links
    )


# ---- the notes


NOTES = 'kind = "deal"\ntitle = "Ashore"\ntitles = ["Afloat"]\ndate = "June"\n'


def noted(folder: Path, notes: str) -> markup.Gold:
    file = folder / "tiny.md"
    file.write_text("Pell and Rask create and direct Ashore for Quay. Rask wrote Afloat.\n+++\n" + notes, "utf-8")
    return markup.read(file)


def test_a_line_is_a_credit_for_each_name_and_role(tmp_path: Path) -> None:
    gold = noted(
        tmp_path,
        NOTES + 'credits = [{who = ["Pell", "Rask"], role = ["creator", "director"], from = "create and direct"},'
        '{who = "Quay", role = "network", from = "Quay"},'
        '{who = "Rask", role = "writer", of = "Afloat", from = "wrote"}]\n'
        'links = [{title = "Ashore", relation = "spin_off_of", other = "Afloat", from = "Afloat"}]\n'
        'traps = [{who = "Pell", title = "Afloat"}]\n',
    )
    read = [(c["name"], c["role"], c["title"], c["required"]) for c in gold["credits"]]
    assert read == [
        ("Pell", "creator", "Ashore", True),
        ("Pell", "director", "Ashore", True),
        ("Rask", "creator", "Ashore", True),
        ("Rask", "director", "Ashore", True),
        ("Quay", "network", "Ashore", False),
        ("Rask", "writer", "Afloat", False),
        ("Afloat", "spin_off_of", "Ashore", True),
    ]
    assert (gold["kind"], gold["main_title"], gold["titles"]) == ("deal", "Ashore", ["Ashore", "Afloat"])
    document = corpus.document(gold)
    assert document.credits[0].evidence == Span(14, 31)
    assert document.text[14:31] == "create and direct"
    assert document.traps == (("Pell", "Afloat"),)


@pytest.mark.parametrize(
    ("notes", "complaint"),
    [
        ("", "no `kind`"),
        (NOTES + 'credits = [{who = "Pell", role = "creator"}]', "'from'"),
        (NOTES + 'credits = [{who = "Pell", roles = "creator", from = "create"}]', "'roles'"),
        (NOTES + 'credits = [{who = "Pell", role = "creator", from = "Rask"}]', "stands 2 times"),
        (NOTES + 'credits = [{who = "Pell", role = "creator", from = "nowhere"}]', "stands 0 times"),
        (
            NOTES + 'credits = [{who = ["Pell", "Rask"], role = "cast", as = ["Dot"], from = "create"}]',
            "as many characters",
        ),
        ('kind = "deal"\ntitle = ["A", "B"]\ncredits = [{who = "Pell", role = "cast", from = "create"}]', "say `of`"),
    ],
)
def test_a_slip_in_the_notes_is_said_out_loud(tmp_path: Path, notes: str, complaint: str) -> None:
    with pytest.raises(billing.BillingError, match=complaint):
        noted(tmp_path, notes)


# ---- the invented gold, read once more by machine


@pytest.mark.parametrize("file", corpus.INVENTED.files(), ids=lambda file: file.stem)
def test_every_credit_can_be_seen_in_its_text(file: Path) -> None:
    gold = markup.read(file)
    text = f"{gold['headline']}\n{gold['text']}"
    words = likeness.plain_title(text).split()
    assert gold["kind"] in ANNOUNCEMENT_KINDS
    assert (gold["premiere_date"] or "") in text
    for credit in gold["credits"]:
        what = f"{credit['name']} | {credit['role']}"
        assert credit["role"] in ROLES or credit["role"] == "spin_off_of", what
        assert credit["status"] in {"stated", "joins", "leaves", "stays"}, what
        assert credit["title"] is None or credit["title"] in gold["titles"], what
        assert gold["text"][credit["evidence_start"] : credit["evidence_end"]] == credit["evidence"], what
    named = [name for credit in gold["credits"] for name in (credit["name"], credit["character"] or "")]
    for name in (*gold["titles"], *named, *(trap["name"] for trap in gold["traps"])):
        assert set(likeness.plain_title(name).split()) <= set(words), name
    once = Counter((credit["name"], credit["role"], credit["title"]) for credit in gold["credits"])
    assert [what for what, times in once.items() if times > 1] == []


@pytest.mark.parametrize("document", corpus.INVENTED.documents(), ids=lambda document: document.id)
def test_no_trap_is_a_credit(document: Document) -> None:
    for name, title in document.traps:
        pairs = [(credit.name, credit.title) for credit in document.credits if likeness.same_name(credit.name, name)]
        assert likeness.plain_title(title) not in {likeness.plain_title(other) for _, other in pairs}, name


# ---- against the scorer that findings-gold came with


def noisy(gold: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Predictions with every kind of mistake in them, the same on each run."""
    found = []
    for credit in gold["credits"]:
        if chance.random() < 0.15:
            continue
        name = chance.choice([credit["name"], credit["name"], credit["name"].split()[-1], "Zed Zebra"])
        role = chance.choice(
            [credit["role"], credit["role"], credit["role"], "developer", "executive_producer", "judge"]
        )
        title = chance.choice([credit["title"], credit["title"], None, *gold["titles"][:2]])
        found.append(
            {"name": name, "role": role, "title": title, "character": chance.choice([credit["character"], None])}
        )
        if chance.random() < 0.1:
            found.append(found[-1])
    found += [
        {"name": trap["name"], "role": "cast", "title": trap["title"], "character": None} for trap in gold["traps"][::2]
    ]
    chance.shuffle(found)
    return {
        "id": gold["id"],
        "credits": found,
        "kind": chance.choice([gold["kind"], gold["kind"], "other"]),
        "premiere_date": chance.choice([gold["premiere_date"], "June", None]),
        "titles": [*gold["titles"][1:], *(["The Nonesuch"] if chance.random() < 0.3 else [])],
    }


CREDITED = [each for each in corpus.CORPORA if each.name in {"invented", "findings-gold"}]


@pytest.mark.parametrize("measured", CREDITED, ids=lambda measured: measured.name)
def test_figures_agree_with_the_scorer_of_findings_gold(measured: corpus.Corpus, tmp_path: Path) -> None:
    theirs = corpus.SHARED.parent / "tools/score.py"
    if measured.absent or not theirs.exists():
        pytest.skip(f"needs {theirs} and {measured.name}")
    golds = measured.objects()
    chance = random.Random(7)
    findings = [noisy(gold, chance) for gold in golds]
    tally = Tally()
    for gold, found in zip(golds, findings, strict=True):
        tally.add(score_credits.score(corpus.document(gold), score_credits.billing_in_json(found)))
    ours = {name: figure(tally.counts) for name, figure in score_credits.FIGURES.items()}
    pred, gold_file = tmp_path / "pred.jsonl", tmp_path / "gold.jsonl"
    pred.write_text("".join(json.dumps(found) + "\n" for found in findings))
    gold_file.write_text("".join(json.dumps(gold) + "\n" for gold in golds))
    command = [sys.executable, str(theirs), str(pred), str(gold_file), "--json"]
    printed = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    counted = {"credits_name_role": "by role", "credits_name_role_title": "by title", "titles": "titles"}
    for name, own in counted.items():
        expected = [printed[name][count] for count in ("tp", "fp", "fn")]
        assert [tally.counts[f"{own} {count}"] for count in ("right", "wrong", "missed")] == expected, name
    assert tally.counts["trap hits"] == printed["trap_hits"] > 0
    assert f"{tally.counts['character right']}/{tally.counts['character']}" == printed["character"]
    for name, own in {"kind": "kind", "premiere_date": "premiere date"}.items():
        assert ours[own] == pytest.approx(printed[name], abs=0.051), name
