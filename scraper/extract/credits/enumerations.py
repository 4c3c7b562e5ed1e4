"""Several works of one verb: "directed “Reeds” and “Ashore,” the musical “Lanterns,” and"."""

from __future__ import annotations

from scraper.extract.credits.clauses import Clauses
from scraper.extract.text.lexicon import AUXILIARIES, DETERMINERS
from scraper.extract.titles.titles import Work
from scraper.extract.titles.trade import VERBS

ENUMERATED = 40  # tokens in which further works are named
_CLOSES = frozenset(
    "who whose which that where when while but before than to with alongside starring based about as for from after "
    "because if like".split()
)


def further(clauses: Clauses, end: int, work: Work | None) -> list[Work]:
    """The works after the first, which is given, in the list that begins within the clause at token `end`."""
    tokens, k = clauses.tokens, end
    found: list[Work] = []
    first = True
    while k < min(end + ENUMERATED, len(tokens)) and tokens[k].sentence == tokens[end - 1].sentence:
        seen = clauses.works.at.get(k)
        if seen is not None:
            if seen.possessive or seen.work.source or (first and seen.work is not work):
                break
            found += [seen.work] if not first and seen.work is not work else []
            first, k = False, seen.last + 1
        elif (tokens[k].low, tokens[k + 1].low) == ("after", "that"):
            k += 2
        elif _closes(clauses, k):
            break
        else:
            k += 1
    return found


def _closes(clauses: Clauses, k: int) -> bool:
    """Does the list end before token k?"""
    token = clauses.tokens[k]
    verb = token.low in VERBS and clauses.tokens[k - 1].low not in DETERMINERS  # "directed the plays “Reeds” and"
    return token.text == ";" or token.low in _CLOSES or token.low in AUXILIARIES or verb
