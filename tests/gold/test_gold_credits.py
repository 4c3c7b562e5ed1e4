"""The gold of credits: that it is as large as was asked, holds what was promised, and that its gate can fail."""

from __future__ import annotations

import constructions_credits
import measure
import pytest
from corpus import INVENTED
from measure import shortfalls
from readings import all_of_one_title, gold_itself, nothing, one_credit_lost

from scraper.model import ANNOUNCEMENT_KINDS, ROLES


@pytest.mark.parametrize("extract", [one_credit_lost, nothing, all_of_one_title])
def test_the_gate_can_fail(extract: measure.Extractor) -> None:
    perfect = measure.measure(INVENTED, gold_itself)
    pinned = measure.raised({}, perfect)
    assert not shortfalls(pinned, perfect)
    broken = shortfalls(pinned, measure.measure(INVENTED, extract))
    for figure in ("name + role + title, F1", "titles, F1", "premiere date", "links, F1"):
        assert any(f"{figure} is" in line and "worst: " in line for line in broken), figure


def test_a_trap_walked_into_is_noticed() -> None:
    pinned = measure.raised({}, measure.measure(INVENTED, gold_itself))
    broken = shortfalls(pinned, measure.measure(INVENTED, one_credit_lost))
    assert any("traps avoided is" in line for line in broken)


def test_the_gold_is_as_large_as_was_asked() -> None:
    documents = INVENTED.documents()
    required = [credit for document in documents for credit in document.credits if credit.required]
    assert sum(any(credit.required for credit in document.credits) for document in documents) >= 60
    assert len(required) >= 500
    assert len({credit.name for credit in required}) >= 300
    assert sum(len(document.traps) for document in documents) >= 100


def test_every_role_and_kind_occurs() -> None:
    documents = INVENTED.documents()
    assert {credit.role for document in documents for credit in document.credits} >= set(ROLES)
    assert {document.kind for document in documents} == set(ANNOUNCEMENT_KINDS)


def test_every_construction_occurs_several_times() -> None:
    counts = constructions_credits.counts()
    assert {name: number for name, number in counts.items() if number < 3} == {}
    assert set(counts) >= constructions_credits.PROMISED
