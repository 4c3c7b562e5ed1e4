"""The gate: extraction may not fall below what is pinned in floors.json, on the corpora it was pinned for."""

from __future__ import annotations

from pathlib import Path

import constructions
import measure
import pytest
from corpus import CORPORA, INVENTED, Corpus
from measure import shortfalls
from readings import gold_itself, nothing, one_quote_lost, whole_text


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda corpus: corpus.name)
def test_no_figure_is_below_its_floor(corpus: Corpus) -> None:
    if corpus.absent:
        pytest.skip(f"{corpus.name} is not measured: there is no {corpus.absent[0]}")
    measured = measure.measure(corpus)
    print("\n" + measure.table([measured]))
    broken = shortfalls(measure.floors()[corpus.name], measured)
    assert not broken, "\n" + "\n".join(broken)


def test_the_gold_scores_full_marks_against_itself() -> None:
    measured = measure.measure(INVENTED, gold_itself)
    assert min(measured.figures.values()) > 99  # end to end, a speaker nobody can know is never right
    assert set(measured.figures) == set(measure.FIGURES)


@pytest.mark.parametrize("extract", [one_quote_lost, nothing, whole_text])
def test_the_gate_can_fail(extract: measure.Extractor) -> None:
    perfect = measure.measure(INVENTED, gold_itself)
    pinned = measure.raised({}, perfect)
    assert not shortfalls(pinned, perfect)
    broken = shortfalls(pinned, measure.measure(INVENTED, extract))
    assert any("segments F1 is" in line and "worst: " in line for line in broken)
    assert any("full name, end to end" in line for line in broken)


def test_another_corpus_does_not_pass_for_the_pinned_one() -> None:
    measured = measure.measure(INVENTED, gold_itself)
    pinned = measure.raised({}, measured) | {"digest": "0" * 64}
    assert "is not the corpus its floors were pinned on" in shortfalls(pinned, measured)[0]


def test_floors_are_only_ever_raised() -> None:
    perfect, poor = measure.measure(INVENTED, gold_itself), measure.measure(INVENTED, one_quote_lost)
    pinned = {INVENTED.name: measure.raised({}, perfect)}
    assert measure.raised(pinned, poor) == pinned[INVENTED.name]
    low = {INVENTED.name: measure.raised({}, poor)}
    assert measure.raised(low, perfect) == pinned[INVENTED.name]


def test_a_floor_that_falls_with_a_changed_corpus_is_said_out_loud(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    perfect, poor = measure.measure(INVENTED, gold_itself), measure.measure(INVENTED, one_quote_lost)
    assert measure.pin([perfect], floors) == []
    assert measure.pin([poor], floors) == []  # same corpus: the floors stay where they were
    floors.write_text(floors.read_text().replace(perfect.digest, "0" * 64))
    fallen = measure.pin([poor], floors)
    assert any("invented has changed: the floor of segments F1 falls from 99.5" in line for line in fallen)


def test_the_table_has_a_line_for_every_figure() -> None:
    table = measure.table([measure.measure(INVENTED, gold_itself)])
    assert [line for line in table.splitlines() if "segments F1 |" in line] == ["| segments F1 | 100.0 |"]
    assert all(f"| {name} |" in table for name in measure.FIGURES)


def test_the_gold_is_as_large_as_was_asked() -> None:
    documents = INVENTED.documents()
    assert len(documents) >= 60
    assert sum(len(document.quotes) for document in documents) >= 250
    assert sum(len(document.negatives) for document in documents) >= 100
    assert sum(not document.quotes for document in documents) >= 5


def test_every_construction_occurs_several_times() -> None:
    rare = {name: number for name, number in constructions.counts().items() if number < 3}
    assert not rare
    assert set(constructions.counts()) >= constructions.PROMISED
