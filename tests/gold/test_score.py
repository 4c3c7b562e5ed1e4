"""The scorer and the mark-up, on cases small enough to work out by hand."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import corpus
import likeness
import markup
import measure
import pytest
import score
from tally import Miss, Tally

from scraper.model import Address, Article, Party, Quote, Span, Story

TEXT = (
    "“I never liked boats,” said Ada Pell, head of drama at Quay. “They move.” “Ashore” is her ninth film. "
    "“So do I,” added Bo Rask, who calls it “damp.”"
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


BOATS, MOVE, SO, DAMP = (
    span("I never liked boats,"),
    span("They move."),
    span("So do I,"),
    span("damp."),
)
GOLD = corpus.Document(
    id="tiny",
    text=TEXT,
    quotes=(
        corpus.GoldQuote(
            id="a",
            kind="full",
            parts=(BOATS, MOVE),
            speakers=("Ada Pell",),
            cue="said",
            role="head of drama",
            affiliation="Quay",
        ),
        corpus.GoldQuote(id="b", kind="full", parts=(SO,), speakers=("Bo Rask",), cue="added"),
        corpus.GoldQuote(id="c", kind="partial", parts=(DAMP,), speakers=("Bo Rask",), cue="calls"),
    ),
    negatives=(span("“Ashore”"),),
)


def found(*parts: Span, speakers: tuple[str, ...] = (), **words: str) -> score.Found:
    return score.Found(parts=parts, speakers=speakers, **words)


def figures(*quotes: score.Found) -> dict[str, float | None]:
    tally = score.score(GOLD, quotes)
    return {name: value and round(value, 1) for name, f in score.FIGURES.items() for value in [f(tally.counts)]}


ADA = ("Ada Pell",)
CASES = {
    "all right, and the fragment is neither here nor there": (
        [found(BOATS, MOVE, speakers=ADA), found(SO, speakers=("Bo Rask",)), found(DAMP)],
        {
            "segments precision": 100.0,
            "segments recall": 100.0,
            "whole quotes": 100.0,
            "negatives not taken": 100.0,
        },
    ),
    "a comma and marks at the edges do not count": (
        [found(Span(BOATS.start - 1, BOATS.end + 1), Span(MOVE.start, MOVE.end + 1), speakers=ADA)],
        {"segments precision": 100.0, "segments recall": 66.7, "whole quotes": 50.0, "segments F1": 80.0},
    ),
    "one quote taken for two": (
        [found(BOATS, speakers=ADA), found(MOVE, speakers=ADA)],
        {"segments recall": 66.7, "whole quotes": 0.0, "full name, end to end": 66.7},
    ),
    "a title taken for speech": (
        [found(span("Ashore"), speakers=ADA)],
        {"segments precision": 0.0, "segments F1": 0.0, "negatives not taken": 0.0, "cue": None},
    ),
    "surname only": (
        [found(BOATS, MOVE, speakers=("Pell",))],
        {
            "surname, end to end": 66.7,
            "full name, end to end": 0.0,
            "surname, of segments found": 100.0,
        },
    ),
    "two speakers where there is one": (
        [found(BOATS, MOVE, speakers=("Ada Pell", "Bo Rask"))],
        {"surname, end to end": 0.0, "surname, of segments found": 0.0},
    ),
    "nearly the stretch: not exact, but good enough to judge the speaker by": (
        [found(Span(BOATS.start + 2, BOATS.end), speakers=ADA)],
        {"segments recall": 0.0, "segments precision": 0.0, "surname, end to end": 33.3},
    ),
    "words": (
        [found(BOATS, speakers=ADA, cue="said", role="drama chief", affiliation="")],
        {"cue": 100.0, "role": 0.0, "affiliation": 0.0},
    ),
    "role with its affiliation": (
        [found(BOATS, speakers=ADA, cue="added", role="head of drama at Quay", affiliation="Quay")],
        {"cue": 0.0, "role": 100.0, "affiliation": 100.0},
    ),
}


@pytest.mark.parametrize(("quotes", "expected"), CASES.values(), ids=CASES.keys())
def test_figures(quotes: list[score.Found], expected: dict[str, float | None]) -> None:
    measured = figures(*quotes)
    assert {name: measured[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("name", "plain", "last"),
    [
        ("Dame Zoë O’Hara", "zoe o'hara", "o'hara"),
        ("Joe “Digger” Lund", "joe lund", "lund"),
        ("Rafe Stockwell III", "rafe stockwell iii", "stockwell"),
        ("Ana de la Torre’s", "ana de la torre", "torre"),
        ("The Mr. Sam Yeo, Jr.", "sam yeo jr", "yeo"),
        ("Cher", "cher", "cher"),
        ("", "", ""),
    ],
)
def test_names_are_compared_plainly(name: str, plain: str, last: str) -> None:
    assert likeness.plain_name(name) == plain
    assert likeness.surname(name) == last


@pytest.mark.parametrize(
    ("speakers", "gold", "named", "full", "last"),
    [
        (["Jo Bell"], ["Jo Bell"], True, True, True),
        (["director Jo Bell"], ["Jo Bell"], True, True, True),
        (["Jo Bell, head of drama"], ["Jo Bell"], True, True, True),
        (["Al Ros", "Jo Bell"], ["Jo Bell", "Al Ros"], True, True, True),
        (["Jo Bell and Al Ros"], ["Jo Bell", "Al Ros"], True, True, True),
        (["Jo Bell"], ["Jo Bell", "Al Ros"], True, False, False),
        (["Max Bell"], ["Jo Bell"], True, False, True),
        (["Quay"], ["a spokesperson for Quay"], False, False, True),
        (["Quay"], ["a spokesperson for Quay"], True, False, True),
        (["spokesperson"], ["a spokesperson for Quay"], True, False, False),
        ([], ["Jo Bell"], True, False, False),
        (["Stephan Lindqvist"], ["Stefan Lindqvist"], True, False, True),
        (["Steven Lindqvist"], ["Stefen Lindqvist"], True, True, True),
    ],
)
def test_speakers(speakers: list[str], gold: list[str], named: bool, full: bool, last: bool) -> None:
    quote = corpus.GoldQuote(id="q", kind="full", parts=(), speakers=tuple(gold), named=named)
    assert likeness.full_name_right(speakers, quote) is full
    assert likeness.surname_right(speakers, quote) is last


@pytest.mark.parametrize(
    ("mention", "right"),
    [("Ada Pell, 25,", True), ("Pell, who ran Quay", True), ("Bo Rask", False), ("She", None), ("the aide", None)],
)
def test_a_mention_is_judged_by_the_name_in_it(mention: str, right: bool | None) -> None:
    quote = corpus.GoldQuote(id="q", kind="full", parts=(), speakers=(mention,))
    assert likeness.named_surname_right(["Ada Pell"], quote) is right


def test_an_unknown_speaker_is_to_stay_unknown() -> None:
    document = corpus.Document(id="u", text=TEXT, quotes=(corpus.GoldQuote(id="a", kind="full", parts=(BOATS,)),))
    for speakers, right in ((), 100.0), (("Ada Pell",), 0.0):
        tally = score.score(document, [found(BOATS, speakers=speakers)])
        assert score.FIGURES["unknown left unknown"](tally.counts) == right


def test_all_kinds_can_be_required() -> None:
    counts = score.score(GOLD, [found(BOATS, MOVE), found(SO)], required=score.ALL).counts
    assert (counts["right"], counts["wrong"], counts["missed"]) == (3, 0, 1)


def test_a_story_and_its_json_score_the_same() -> None:
    story = Story(
        article=Article(source="t", address=Address("urn:t"), headline="", text=TEXT, reader="text"),
        extractor="t",
        quotes=(Quote(parts=(BOATS, MOVE), speakers=(Party("Ada Pell"),), cue=span("said")),),
    )
    printed = {
        "quotes": [
            {
                "parts": [{"start": part.start, "end": part.end} for part in (BOATS, MOVE)],
                "speakers": ["Ada Pell"],
                "cue": "said",
                "role": None,
                "affiliation": None,
            }
        ]
    }
    assert score.found(story) == score.found_in_json(printed)


def test_the_worst_documents_are_named() -> None:
    misses = [Miss(*miss) for miss in (("cue", "x", ""), ("role", "y", ""), ("cue", "z", ""), ("cue", "z", ""))]
    assert measure.worst("cue", misses) == [("z", 2), ("x", 1)]


# ---- the mark-up


def written(folder: Path, content: str) -> Path:
    file = folder / "tiny.md"
    file.write_text(content, "utf-8")
    return file


def test_a_marked_up_text_becomes_a_document(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "# Ashore\n\n“{a|I hate {*|Boats},}” said Pell of “{-|Ashore.}” “{a|Truly.}”\n+++\n"
        'a = {who = "Ada Pell", as = "Pell", cue = "said", tags = "x y"}\nkind = "other"\n',
    )
    gold = markup.read(file)
    document = corpus.document(gold)
    assert document.text == "“I hate Boats,” said Pell of “Ashore.” “Truly.”"
    assert [part.of(document.text) for part in document.quotes[0].parts] == ["I hate Boats,", "Truly."]
    assert [mark.of(document.text) for mark in document.emphasis] == ["Boats"]
    assert gold["negatives"] == ["“Ashore.”"]
    assert [negative.of(document.text) for negative in document.negatives] == ["“Ashore.”"]
    assert (document.headline, document.quotes[0].tags) == ("Ashore", ("x", "y"))
    assert document.article().marks[0].span == document.emphasis[0]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("“{a|Yes}” said Pell.\n", "no line '\\+\\+\\+'"),
        ("“{a|Yes” said Pell.\n+++\na = {}\n", "a brace is not closed"),
        ("“Yes}” said Pell.\n+++\n", "closes that was not opened"),
        ("“{a|Yes}” said Pell.\n+++\n", "not in both"),
        ("“{a|Yes}” said Pell.\n+++\na = {}\nb = {}\n", "not in both"),
        ("“{a|Yes}” said Pell.\n+++\na = {whom = 'Pell'}\n", "no fields of a quote"),
    ],
)
def test_a_slip_in_the_mark_up_is_said_out_loud(tmp_path: Path, content: str, complaint: str) -> None:
    with pytest.raises(markup.MarkupError, match=complaint):
        markup.read(written(tmp_path, content))


# ---- the invented gold, read once more by machine


@pytest.mark.parametrize("file", corpus.INVENTED.files() + corpus.SPEECH.files(), ids=lambda file: file.stem)
def test_every_annotation_can_be_seen_in_its_text(file: Path) -> None:
    gold = markup.read(file)
    text = gold["text"]
    assert 70 <= len(text.split()) <= 350
    for quote in gold["quotes"]:
        parts = quote["parts"]
        for part in parts:
            assert text[part["start"] : part["end"]] == part["text"] == part["text"].strip()
        near = text[max(0, parts[0]["start"] - 400) : parts[-1]["end"] + 300]
        for name in ("speaker_as_written", "cue", "role", "affiliation"):
            assert (quote[name] or "") in near, (quote["id"], name)
        for speaker in quote["speakers"]:
            names = [speaker, speaker.split()[-1], *quote["speaker_aliases"]]
            assert any(name.lower() in f"{gold['headline']}\n{text}".lower() for name in names), speaker
    for negative in gold["negatives"]:
        assert negative[0] + negative[-1] in {"“”", '""', "‘’", "''"}


# ---- against the scorer that findings-gold came with


def noisy(gold: dict[str, Any], chance: random.Random) -> list[dict[str, Any]]:
    """Predictions with every kind of mistake in them, the same on each run."""
    quotes = []
    for quote in gold["quotes"]:
        if chance.random() < 0.1:
            continue
        parts = [{"start": part["start"], "end": part["end"]} for part in quote["parts"]]
        if chance.random() < 0.1:
            parts[0]["start"] = min(parts[0]["start"] + 5, parts[0]["end"] - 1)
        speakers = chance.choice(
            [
                quote["speakers"],
                quote["speakers"],
                [],
                ["Zed Zebra"],
                [s.split()[-1] for s in quote["speakers"]],
            ]
        )
        words = {name: chance.choice([quote[name], None, "said"]) for name in ("cue", "role", "affiliation")}
        quotes.append({"parts": parts, "speakers": speakers, **words})
    for stretch in gold.get("negatives", ())[::3]:
        start = gold["text"].find(stretch)
        if start >= 0:
            quotes.append({"parts": [{"start": start, "end": start + len(stretch)}], "speakers": ["X Y"], "cue": None})
    for quote in quotes:
        for part in quote["parts"]:
            part["text"] = gold["text"][part["start"] : part["end"]]
    return quotes


SAME = {  # their names -> ours
    "end_to_end_surname_recall": "surname, end to end",
    "end_to_end_full_recall": "full name, end to end",
    "cue": "cue",
    "role": "role",
    "affiliation": "affiliation",
}


@pytest.mark.parametrize("measured", corpus.CORPORA, ids=lambda measured: measured.name)
@pytest.mark.parametrize(("level", "required"), [("core", score.CORE), ("all", score.ALL)])
def test_figures_agree_with_the_scorer_of_findings_gold(
    measured: corpus.Corpus, level: str, required: frozenset[str], tmp_path: Path
) -> None:
    theirs = corpus.SHARED.parent / "tools/score.py"
    if measured.absent or not theirs.exists():
        pytest.skip(f"needs {theirs} and {measured.name}")
    golds = measured.objects()
    chance = random.Random(11)
    findings = {gold["id"]: noisy(gold, chance) for gold in golds}
    tally = Tally()
    for gold in golds:
        quotes = score.found_in_json({"quotes": findings[gold["id"]]})
        tally.add(score.score(corpus.document(gold), quotes, required=required))
    ours = {name: figure(tally.counts) for name, figure in score.FIGURES.items()}
    pred, gold_file = tmp_path / "pred.jsonl", tmp_path / "gold.jsonl"
    pred.write_text("".join(json.dumps({"id": key, "quotes": quotes}) + "\n" for key, quotes in findings.items()))
    gold_file.write_text("".join(json.dumps(gold) + "\n" for gold in golds))
    command = [sys.executable, str(theirs), str(pred), str(gold_file), "--json", "--level", level]
    printed = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    segments = printed["segments_exact"]
    counted = {"right": segments["tp"], "wrong": segments["fp"], "missed": segments["fn"]}
    assert {name: tally.counts[name] for name in counted} == counted
    assert f"{tally.counts['quotes right']}/{tally.counts['quotes']}" == printed["whole_quotes_exact"]
    for name, own in SAME.items():
        assert (ours[own] is None) == (printed.get(name) is None), name
        assert ours[own] is None or ours[own] == pytest.approx(printed[name], abs=0.051), name
