"""What stands beside a name: the roles it is given and the part that is played."""

from __future__ import annotations

from scraper.extract.quotes.quotes import Document
from scraper.extract.text.lexicon import AUXILIARIES
from scraper.extract.text.words import MARKED, PUNCT, WORD
from scraper.extract.titles.titles import Works
from scraper.extract.titles.trade import (
    ADJECTIVES,
    MEDIA,
    NOUNS,
    OTHER_TRADES,
    PRODUCERS,
    VERBS,
)

_CHARACTER_ENDS = frozenset(
    "and who whose which that alongside opposite with in on for while but when where from after, whom as joins join "
    "stars is was "
    "will has had are were joined along all this throughout during again".split()
)


_DESKS = frozenset("story script assistant commissioning features culture fashion picture managing news".split())
_ELSEWHERE = frozenset(
    "nba nfl mlb nhl mls wnba nascar wwe ufc f1 soccer football basketball baseball hockey tennis golf boxing rugby "
    "cricket wrestling skating track olympic sports pop rock country rap hip-hop r&b k-pop youtube tiktok internet "
    "instagram social-media reality porn music recording ballet opera chess".split()
)
_AGES = frozenset("old young older younger adult teenage past present good evil".split())
_COMPOUNDS = {
    **dict.fromkeys("consultant consultants adviser advisor".split(), "consultant"),
    **dict.fromkeys(["member", "members"], "cast"),  # "cast member"
}
_PLAIN = frozenset("a an the and or as is was to of for by with".split())


def is_billing(low: str) -> bool:
    if "/" in low and all(part in NOUNS or part in PRODUCERS for part in low.split("/")):
        return True
    return low in NOUNS or (low.endswith("s") and low[:-1] in NOUNS) or compound(low) is not None


def compound(low: str) -> str | None:
    """ "writer/director", "actor-producer", "co-EP"."""
    if low in {"co-ep", "co-eps"}:
        return "co_executive_producer"
    for mark in ("/", "-"):
        if mark in low:
            parts = [NOUNS.get(part) or NOUNS.get(part.rstrip("s")) for part in low.split(mark)]
            known = [part for part in parts if part]
            if (known and parts[-1]) or len(known) == len(parts):
                return "+".join(dict.fromkeys(known))
    return None


class Descriptions:
    """Reads roles and characters from a token on."""

    def __init__(self, doc: Document, works: Works) -> None:
        self.doc, self.tokens, self.works, self.register = doc, doc.tokens, works, doc.register

    def roles(self, i: int) -> tuple[list[str], int]:
        """Roles named from token i on ("co-creator, writer and executive producer"), and one past the last."""
        tokens, j, found, end = self.tokens, i, [], i
        while j < len(tokens):
            slugs, after = self._role(j)
            if after == j:
                break
            found += [slug for slug in slugs if slug not in found]
            end = after
            k = after
            while k < len(tokens) and tokens[k].text in {",", "and", "&", "/"} and k - after < 2:
                k += 1
            if tuple(token.low for token in tokens[k : k + 3]) == ("as", "well", "as"):
                k += 3
            while k < len(tokens) and k > after and tokens[k].low in {"a", "an", "the", "also"}:
                k += 1
            if k == after:
                break
            j = k
        return found, end

    def _role(self, i: int) -> tuple[list[str], int]:
        tokens, j, rank = self.tokens, i, ""
        while tokens[j].kind == WORD and j - i < 4:
            low, after = tokens[j].low, tokens[j + 1].low
            second = _COMPOUNDS.get(after)
            if second is not None and low not in _PLAIN and (low == "cast" or second != "cast"):
                return [second], j + 2
            if "/" in low and low.rsplit("/", 1)[1] in PRODUCERS and after.startswith("producer"):
                first = NOUNS.get(low.split("/", 1)[0])
                return [*(first.split("+") if first else []), PRODUCERS[low.rsplit("/", 1)[1]]], j + 2
            if low in _DESKS and after in {"editor", "editors", "director", "directors"}:
                return [], j + 2
            if low in OTHER_TRADES and (after == "consultant" or is_billing(after)):
                return (["consultant"] if after == "consultant" else []), j + 2
            if low not in ADJECTIVES and low not in OTHER_TRADES and low not in PRODUCERS:
                break
            if low == "lead" and not (is_billing(after) or after in ADJECTIVES):
                break
            rank = low if low in PRODUCERS else rank
            j += 1
        if tokens[j].kind != WORD:
            return [], i
        low = tokens[j].low
        if rank and low in {"producer", "producers"}:
            return [PRODUCERS[rank]], j + 1
        special = self._special(i, j)
        if special is not None:
            return special
        role = NOUNS.get(low) or NOUNS.get(low[:-1] if low.endswith("s") else "") or compound(low)
        if role is None:
            return [], i
        return [slug for slug in role.split("+") if slug != "contestant"], j + 1

    def _special(self, i: int, j: int) -> tuple[list[str], int] | None:
        """Nouns of credit that are something else beside these words, or that take two words to say."""
        tokens, low = self.tokens, self.tokens[j].low
        before, after = tokens[j - 1], tokens[j + 1]
        if low == "director" and (after.low, tokens[j + 2].low) == ("of", "photography"):
            return ["cinematographer"], j + 3
        if low in {"runner", "runners"} and before.low == "show" and j > i:
            return ["showrunner"], j + 1
        if low in {"star", "stars", "director", "host", "coach"} and before.low in _ELSEWHERE:
            return [], j + 1  # "NBA star", "pop star"
        if low in {"regular", "regulars"}:
            return (["cast"], j + 1) if j > i and before.low == "series" else ([], i)
        office = low in {"director", "head", "editor", "chief"} and after.low == "of" and tokens[j + 2].kind == WORD
        if office and not tokens[j + 2].capital and tokens[j + 2].low not in {"the", "all", "this", "that", "both"}:
            return [], j + 1  # "director of programming"
        if low == "host" and before.low == "show" and not before.possessive:
            return [], j + 1  # "game show host"
        titled = low == "judge" and tokens[j].capital and after.capital  # a character's title
        verb = low in {"star", "stars"} and before.low in MEDIA and not before.possessive  # "the mystery stars Jo Bell"
        named = low in {"lead", "leads"} and j > i and before.capital
        return ([], i) if titled or verb or named else None

    def character_end(self, i: int) -> int:
        """The last token of the name or description that begins at i; i - 1 where none does."""
        tokens, k = self.tokens, i
        while k < len(tokens) and tokens[k].sentence == tokens[i].sentence and k - i < 24:
            token = tokens[k]
            if (
                token.kind == PUNCT
                and token.text not in {"-", "/", "&", "$", "#"}
                and not (
                    token.text == "."
                    and k + 1 < len(tokens)
                    and tokens[k + 1].capital
                    and tokens[k + 1].start == token.end
                )
            ):
                if (
                    token.text == ","
                    and k > i
                    and k + 1 < len(tokens)
                    and tokens[k - 1].low != "and"
                    and not tokens[k - 1].capital
                    and not tokens[k + 1].capital
                    and self._adjective_comma(i, k)
                ):
                    k += 1
                    continue
                close = self._aside_end(k)
                if close and k > i:
                    k = close + 1
                    continue
                break
            if token.kind == MARKED and (k in self.works.at or k == i):
                if k == i and k not in self.works.at:
                    k += 1
                break
            if k in self.works.at and k > i and tokens[k - 1].low in {"in", "on"}:
                break
            if token.low in _CHARACTER_ENDS and token.kind == WORD and not token.capital and k > i:
                if token.low == "as" and "known" in {tokens[k - 1].low, tokens[k - 2].low}:
                    k += 1
                    continue
                ages = token.low == "and" and {tokens[k - 1].low, tokens[k + 1].low} <= _AGES
                if ages or (token.low == "and" and self._joined_description(k)):
                    k += 1
                    continue
                break
            k += 1
        while k > i and tokens[k - 1].low in {"in", "on", "the", "also"}:
            k -= 1
        return k - 1

    def _aside_end(self, k: int) -> int:
        """ "the mayor (and former pilot) Joan Creel": the bracket that closes before the name; else 0."""
        tokens = self.tokens
        if tokens[k].text != "(" or tokens[k - 1].capital:
            return 0
        close = next((m for m in range(k + 1, min(k + 10, len(tokens))) if tokens[m].text == ")"), 0)
        return close if close and tokens[close + 1].capital and tokens[close + 1].kind == WORD else 0

    def _adjective_comma(self, i: int, k: int) -> bool:
        """ "a desperate, aging Clara Vane": the comma stands between adjectives."""
        return (
            k - i <= 3
            and self.tokens[i].low in {"a", "an", "the"}
            and self.tokens[k + 1].kind == WORD
            and self.tokens[k + 1].low not in {"and", "who", "a", "an", "the", "with", "alongside", "while", "as"}
            and self.tokens[k + 1].low not in AUXILIARIES
            and self.tokens[k + 1].low not in VERBS
            and self.register.at(k + 1) is None
        )

    def _joined_description(self, k: int) -> bool:
        """ "the emperor and military leader": small letters on both sides."""
        after = self.tokens[k + 1] if k + 1 < len(self.tokens) else None
        if after is None or after.capital or after.kind != WORD or self.tokens[k - 1].capital:
            return False
        ahead = self.tokens[k + 1 : k + 5]
        return not any(token.capital or token.kind == MARKED for token in ahead) and not any(
            token.low in VERBS for token in ahead[:3]
        )
