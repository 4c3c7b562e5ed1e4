"""A cache holds on to many short things, and to nothing that is long."""

from __future__ import annotations

from collections import Counter

from scraper.remembered import remembered


def test_what_is_short_is_worked_out_once_and_what_is_long_each_time() -> None:
    asked: Counter[str] = Counter()

    @remembered(10, longest=5)
    def shout(word: str) -> str:
        """Loudly."""
        asked[word] += 1
        return word.upper()

    assert [shout("quay"), shout("quay"), shout("harbour"), shout("harbour")] == ["QUAY", "QUAY", "HARBOUR", "HARBOUR"]
    assert asked == {"quay": 1, "harbour": 2}
    assert shout.__doc__ == "Loudly."


def test_it_holds_no_more_than_was_said() -> None:
    asked: Counter[str] = Counter()

    @remembered(2, longest=5)
    def known(word: str) -> bool:
        asked[word] += 1
        return True

    assert all(map(known, ("a", "b", "c", "a")))
    assert asked["a"] == 2


def test_how_long_a_thing_is_may_be_measured_otherwise() -> None:
    asked: Counter[tuple[str, ...]] = Counter()

    @remembered(10, longest=5, size=lambda words: sum(map(len, words)))
    def last(words: tuple[str, ...]) -> str:
        asked[words] += 1
        return words[-1]

    for words in (("a", "b"), ("a", "b"), ("harbour",), ("harbour",)):
        last(words)
    assert asked == {("a", "b"): 1, ("harbour",): 2}
