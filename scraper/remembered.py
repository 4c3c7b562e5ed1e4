"""Caches for what comes from pages: of many short things and of no long one, so that no page can fill the memory."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Any, TypeVar

Q = TypeVar("Q", bound=Hashable)
V = TypeVar("V")


def remembered(
    most: int, *, longest: int, size: Callable[[Any], int] = len
) -> Callable[[Callable[[Q], V]], Callable[[Q], V]]:
    """Like `functools.lru_cache(most)`, but what is longer than `longest` is worked out anew each time.

    A cache of 2,000 names holds 200 kB, until a page has a name of 50,000 words: then it is 3 MB a page, for good.
    """

    def decorate(work: Callable[[Q], V]) -> Callable[[Q], V]:
        cached = lru_cache(maxsize=most)(work)

        @wraps(work)
        def answer(question: Q) -> V:
            return cached(question) if size(question) <= longest else work(question)

        return answer

    return decorate
