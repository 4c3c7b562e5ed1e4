"""Where a work is shown: the network or streamer, under the name the article gives it."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property

from scraper.extract.naming.register import Register
from scraper.extract.text.lexicon import COMPANY_TAILS
from scraper.extract.text.words import WORD, Token
from scraper.extract.titles.trade import BUYING, MAKERS, NETWORK_TAILS, NETWORKS
from scraper.extract.titles.unheard import unheard

# Words of everyday language, or of companies that also make things: a network only where the sentence says so.
_AMBIGUOUS = frozenset("max fox sky stan binge history lifetime abc usa stv discovery crave bet".split())
_AT = frozenset("on for at to by from with via".split())
_MAKERS = COMPANY_TAILS | MAKERS
_FULLER = {"apple": r"\bApple TV(?:\+| Plus)?(?!\w)", "amazon": r"\b(?:Amazon )?Prime Video\b", "disney": r"\bDisney\+"}
_LEAD = 800  # tokens: who orders it is said early
_FORMER = frozenset("former ex-".split())


class Networks:
    """The networks of a document. `tokens` end in full stops, so that every rule may look ahead."""

    def __init__(
        self,
        text: str,
        headline: str,
        tokens: list[Token],
        register: Register,
        titled: Collection[int] = frozenset(),  # tokens of titles: "A Short History of Boats" is shown by nobody
    ) -> None:
        self._titled_at = titled
        self._text, self._headline, self._tokens, self._register = text, headline, tokens, register
        self._names: dict[str, str] = {}

    def at(self, k: int) -> str:
        """The name as written, where token k is its first word; "" where it is no network's."""
        tokens = self._tokens
        first = tokens[k]
        if not first.capital or first.kind != WORD or k in self._titled_at:
            return ""
        pair = (first.low, tokens[k + 1].low)
        if pair in NETWORK_TAILS and not first.possessive:
            return f"{first.text} {tokens[k + 1].text}"
        after = tokens[k + 1]
        if first.text in self._learned_firsts and f"{first.text} {after.text}" in self._learned:
            return f"{first.text} {after.text}"
        if first.low not in NETWORKS and first.text not in self._learned:
            return ""
        if k and (tokens[k - 1].low, first.low) in NETWORK_TAILS:
            return ""
        if after.capital and after.kind == WORD and not first.possessive and after.low in _MAKERS:
            return ""  # "HBO Films", "Netflix Studios": who makes it
        return self._fuller(first.text)

    def main(self) -> str:
        """Who orders, renews or shows what the document is about; "" where nobody is said to."""
        best, high = "", 0.0
        for k, token in enumerate(self._tokens[:_LEAD]):
            if token.paragraph > 2:
                break
            if not token.capital or token.kind != WORD:
                continue
            name = self.at(k)
            if (score := self._score(k, name)) > high:
                best, high = name or self._company(k), score
        return best or self._titled() or (next(iter(self._learned)) if len(self._learned) == 1 else "")

    @cached_property
    def _learned(self) -> frozenset[str]:
        """Networks that only this text makes known."""
        return unheard(self._text, self._headline, self._tokens, self._register, self._titled_at)

    @cached_property
    def _learned_firsts(self) -> frozenset[str]:
        return frozenset(name.split()[0] for name in self._learned)

    def _score(self, k: int, name: str) -> float:
        token, before = self._tokens[k], self._tokens[k - 1]
        if before.low in _FORMER or (not name and not self._company(k)):
            return 0.0
        end = k + len(name.split()) if name else k + len(self._company(k).split())
        subject = self._buys(end)
        placed = before.low in _AT or (before.low == "the" and self._tokens[k - 2].low in _AT)
        if not name:
            return 1.6 if subject and before.sentence != token.sentence else 0.0
        ends = self._headline.rstrip().endswith((f"at {name}", f"on {name}", f"for {name}", f"to {name}"))
        if token.low in _AMBIGUOUS and " " not in name and not (subject or placed or ends):
            return 0.0
        known = 1.0 + (1.5 if subject else 0.7 if placed else 0.4 if self._tokens[end - 1].possessive else 0.2)
        return known + (0.5 if name in self._headline else 0) - 0.4 * token.paragraph

    def _buys(self, end: int) -> bool:
        """Whether what ends before token `end` orders, renews, shows: "Quay today announced", "Quay has ordered"."""
        for token in self._tokens[end : end + 4]:
            if token.low in BUYING:
                return True
            if token.kind != WORD or token.capital:
                return False
        return False

    def _company(self, k: int) -> str:
        place = self._register.at(k)
        if place is None or place.entry.kind != "company":
            return ""
        words = place.mention.name.split()
        return "" if words[-1].lower() in _MAKERS else place.mention.name

    def _titled(self) -> str:
        """ "… at Quay", at the end of a headline, where the text knows Quay as a company."""
        match = re.search(r"\b(?:at|on|for|to) ([A-Z][\w+]*(?: [A-Z][\w+]*)?)$", self._headline.strip())
        if match is None:
            return ""
        known = {entry.name for entry in self._register.entries if entry.kind == "company"}
        return match[1] if match[1] in known and match[1].split()[-1].lower() not in _MAKERS else ""

    def _fuller(self, name: str) -> str:
        """ "Apple" in an article that also says "Apple TV+"."""
        if name not in self._names:
            pattern = _FULLER.get(name.lower())
            match = re.search(pattern, f"{self._text} {self._headline}") if pattern else None
            self._names[name] = match[0] if match else name
        return self._names[name]
