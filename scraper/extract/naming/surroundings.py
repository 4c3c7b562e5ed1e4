"""What the words around a name say of it: how prominent it is, whether it is a person's, in what role."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from scraper.extract.naming.names import Mention, is_role, role_gender, surname
from scraper.extract.text.lexicon import (
    ADVERBS,
    AUXILIARIES,
    COMPANY_NOMINALS,
    CUES,
    KIN_NOUNS,
    PARTICLES,
    PAST,
    PREPOSITIONS,
    RANKS,
    UNITS,
    WEAK_CUES,
)
from scraper.extract.text.words import PUNCT, WORD, Token

_ARTICLES = frozenset({"La", "Le", "Les", "El", "Los", "Las", "Il", "Der", "Die", "Das", "Een", "Den"})
_NOT_APPOSED = frozenset({"who", "whose", "said", "says", "told", "his", "her", "their"})
_FIELDS = frozenset(
    "labor labour theater theatre dance food fashion science history art culture crime health education climate tech "
    "political military medical literary executive former".split()
)
_DOES = frozenset(
    "meets joins plays sees knows loves likes visits interviews marries finds follows takes gets brings keeps leaves "
    "wants needs replaces succeeds recruits casts hires names taps directs married".split()
)
_MODIFIERS = frozenset("set cut read hit unscripted scripted limited animated related".split())  # "Quay set designer"
_OFFICES = frozenset(
    "president chairman chairwoman chair ceo cfo coo evp svp vp boss founder founders spokesperson".split()
)
_CRAFTS = {
    "directs": "director", "directed": "director", "directing": "director", "created": "creator", "creates": "creator",
    "hosts": "host", "hosted": "host", "hosting": "host", "producing": "producer", "composed": "composer",
    "stars": "star", "starring": "star",
}  # fmt: skip


class Surroundings:
    """Looks at the tokens on either side of a mention; `starts` are the tokens that mentions begin at."""

    def __init__(self, tokens: Sequence[Token], starts: Collection[int]) -> None:
        self.tokens, self._starts = tokens, starts

    def affiliates(self, mention: Mention) -> bool:
        """ "Quay content chief Jo Bell": the first name is a company's, or a work's."""
        i = mention.last + 1
        for j in range(i, min(i + 5, len(self.tokens))):
            token = self.tokens[j]
            if (
                token.kind != WORD
                or token.low in PREPOSITIONS
                or token.low in AUXILIARIES
                or token.low in {"and", "or"}
                or _acts(token.low)
            ):
                return False
            if is_role(token.low) and not token.capital:
                return not mention.possessive and j + 1 in self._starts
            if token.capital:
                return False
        return False

    def employs(self, mention: Mention) -> bool:
        """ "Quay's senior vice president of drama": people have no vice presidents."""
        if not mention.possessive:
            return False
        for token in self.tokens[mention.last + 1 : mention.last + 5]:
            if token.low in _OFFICES:
                return True
            if token.low not in RANKS and token.low not in UNITS:
                return False
        return False

    def field(self, mention: Mention) -> bool:
        """ "Labor historian Jo Bell": a field, with a capital that it owes to the head of the sentence."""
        follows = self.tokens[mention.last + 1] if mention.last + 1 < len(self.tokens) else None
        if follows is None or len(mention.words) > 1 or not self._opens(mention):
            return False
        return mention.words[0].lower() in UNITS | _FIELDS and is_role(follows.low) and not follows.capital

    def weight(self, mention: Mention) -> tuple[float, bool]:
        """How prominent the mention is, and whether a verb of saying has it as subject."""
        tokens = self.tokens
        if mention.possessive:
            return 0.8, False
        after = tokens[mention.last + 1] if mention.last + 1 < len(tokens) else None
        before = tokens[mention.lead - 1] if mention.lead > 0 else None
        if before is not None and before.sentence != tokens[mention.first].sentence:
            before = None
        if before is not None and before.kind == WORD and (ruled := self._ruled(mention, before)) is not None:
            return ruled
        speaks = after is not None and after.kind == WORD and (after.low in CUES or after.low in WEAK_CUES)
        if speaks and len(mention.words) == 1 and self._only_opens(mention):
            speaks = after is not None and after.low in CUES
        if speaks:
            return 3.0, True
        if before is not None and before.low == "named" and mention.kind != "company":
            return 2.6, False  # "a stagehand named Jo Bell"
        return (self._acting(mention, before, after) if after is not None else 1.0), False

    def _ruled(self, mention: Mention, before: Token) -> tuple[float, bool] | None:
        """The weight of what stands behind a verb of saying or a preposition."""
        if CUES.get(before.low) in {"ed", "s"}:
            told = before.low in {"told", "tells"}
            return (0.9 if told else 3.0), not told
        if before.low in PREPOSITIONS:
            lead = (self.tokens[mention.lead - 2].low if mention.lead > 1 else "", before.low)
            topic = lead in {("as", "for"), ("words", "of")} or self._topic(mention, before)
            return (3.0 if topic else 0.9), False
        return None

    def _acting(self, mention: Mention, before: Token | None, after: Token) -> float:
        """The weight that what follows gives: a verb, an apposition, nothing."""
        lower = 1.0 if before is not None and before.low == "that" else 0.0
        head = 0.4 if self._opens(mention) else -lower
        if after.kind == WORD and not after.capital:
            does = after.low in AUXILIARIES or (after.low in ADVERBS and after.low not in PREPOSITIONS)
            if does or after.low.endswith(("ed", "es", "s", "n't")):
                return 3.0 + head
            if after.low not in PREPOSITIONS and after.low != "and" and after.low != "or":
                return 2.5
        if after.text in {",", "—", "–", "("}:
            opens = before is None or before.text == ","
            return 3.1 if opens and self._opens(mention) else 2.8 if opens else 1.2
        if before is None and after.low in {"of", "at", "from"} and len(mention.words) > 1:
            return 2.6  # "Analyst Jo Bell of Quay Research thinks"
        return 1.0

    def _topic(self, mention: Mention, before: Token) -> bool:
        """ "For Bell, the anger came first.", "Next up for Bell: sleep."."""
        after = self.tokens[mention.last + 1] if mention.last + 1 < len(self.tokens) else None
        i = mention.lead - 1
        opens = i == 0 or self.tokens[i - 1].sentence != before.sentence
        if before.low != "for" or after is None:
            return False
        return (opens and after.text == ",") or (after.text == ":" and mention.lead > 2)

    def personal(self, mention: Mention, full: tuple[str, ...], weight: float) -> bool:
        """What only people have: a surname that stands alone, an age, a "who", a hyphen or particle in the name."""
        tokens, words = self.tokens, mention.words
        if len(words) == 1:
            return len(full) > 1 and words[0] == surname(full)
        before = tokens[mention.lead - 1] if mention.lead else None
        if len(words) > 2 and words[0] in _ARTICLES:
            return False  # "La Dernière Valise": a title
        if before is not None and before.low == "the":
            return False  # "the Harbor Covenant": a thing
        i = mention.last + 1
        if i + 1 < len(tokens) and tokens[i].text == "," and tokens[i + 1].low == "which":
            return False
        if "-" in words[-1] or any(word in PARTICLES for word in words[1:-1]):
            return True
        if (
            i + 1 < len(tokens)
            and tokens[i].text in {",", "—", "–", "("}
            and (
                tokens[i + 1].low == "who"
                or self._whose(i + 1)
                or (tokens[i + 1].text.isdigit() and len(tokens[i + 1].text) == 2)
            )
        ):
            return True
        if before is not None and before.low in {"by", "starring", "stars", "starred"}:
            return True
        if before is not None and before.text == "," and mention.lead > 1 and is_role(tokens[mention.lead - 2].low):
            return True  # "the barman, Jo Bell,"
        return weight >= 2.5 and (self._opens(mention) or (before is not None and before.low in {"and", ","}))

    def _whose(self, at: int) -> bool:
        """ "Bell, whose brother …": not "Quay, whose vice president …", which companies have too."""
        follows = self.tokens[at + 1].low if at + 1 < len(self.tokens) else ""
        return self.tokens[at].low == "whose" and follows not in RANKS and follows not in _OFFICES

    def _opens(self, mention: Mention) -> bool:
        first = mention.first
        return first == 0 or self.tokens[first - 1].sentence != self.tokens[first].sentence

    def _only_opens(self, mention: Mention) -> bool:
        """A capital that may be owed to the head of the sentence alone: "Filming began"."""
        return self._opens(mention) and mention.kind == "unknown"

    def dateline(self, mention: Mention) -> bool:
        """LONDON, March 3 -"""
        tokens, i = self.tokens, mention.last + 1
        opens = mention.lead == 0 or tokens[mention.lead - 1].paragraph != tokens[mention.lead].paragraph
        return (
            opens and mention.name.isupper() and i < len(tokens) and tokens[i].text in {",", "—", "–", "-", "--", "("}
        )

    def apposed(self, mention: Mention) -> set[str]:
        """Role words in an apposition right after the name: "Jo Bell, the show's creator and star,"."""
        tokens, i = self.tokens, mention.last + 1
        lead = mention.lead
        if lead > 2 and tokens[lead - 1].text == "," and is_role(tokens[lead - 2].low):
            near = tokens[max(0, lead - 9) : lead - 2]
            if any(token.possessive and token.sentence == tokens[lead].sentence for token in near):
                return {tokens[lead - 2].low}  # "Quay's founder and creative director, Jo Bell"
        if mention.lead > 2 and tokens[mention.lead - 1].low in {"as", "named", "called"}:
            at = mention.lead - (3 if tokens[mention.lead - 2].low == "known" else 2)
            if is_role(tokens[at].low):
                return {tokens[at].low}  # "the singer known as Bell", "a driver named Bell"
        if i + 1 >= len(tokens):
            return set()
        if tokens[i].low in _CRAFTS and not mention.possessive:
            return {_CRAFTS[tokens[i].low]}  # "Bell directing", "Bell wrote"
        if tokens[i].low in {"is", "was"} and tokens[i + 1].low in {"the", "a", "an"}:
            return self._predicated(i + 2)
        if tokens[i].text not in {",", "—", "–", "("}:
            return set()
        found = set()
        for token in tokens[i + 1 : i + 12]:
            if token.kind == PUNCT or token.low in AUXILIARIES or token.low in _NOT_APPOSED:
                break
            if token.kind == WORD and is_role(token.low) and not token.possessive:
                found.add(token.low)
        return found

    def house(self, mention: Mention) -> set[str]:
        """What kind of company it is called: "the studio Quay", "Quay, the streaming service", "Quay is a network"."""
        tokens, i = self.tokens, mention.last + 1
        found = {
            token.low for token in tokens[max(0, mention.lead - 1) : mention.lead] if token.low in COMPANY_NOMINALS
        }
        told = i + 1 < len(tokens) and (tokens[i].text in {",", "—", "–", "("} or tokens[i].low in {"is", "was"})
        if told and tokens[i + 1].low in {"the", "a", "an"}:
            for token in tokens[i + 2 : i + 8]:
                if token.kind != WORD or token.low in PREPOSITIONS or token.capital or token.possessive:
                    break
                if token.low in COMPANY_NOMINALS:
                    found.add(token.low)
        return found

    def _predicated(self, at: int) -> set[str]:
        """ "Bell is the late-night host of": the first noun of a role."""
        for token in self.tokens[at : at + 4]:
            if token.kind != WORD or token.low in PREPOSITIONS:
                break
            if is_role(token.low) and not token.possessive:
                return {token.low}
        return set()

    def related(self, mention: Mention) -> str:
        """ "her son, the director Bo Rask", "a daughter, Ada": the gender that kinship gives."""
        tokens, i = self.tokens, mention.lead - 1
        while i > 0 and mention.lead - i < 5 and tokens[i].kind == WORD and not tokens[i].capital:
            i -= 1
        if i < 1 or tokens[i].text != "," or tokens[i - 1].low not in KIN_NOUNS:
            return ""
        return role_gender(tokens[i - 1].low)


def _acts(low: str) -> bool:
    """A verb, which parts a name from the role of somebody else: "Rask told host Jo Bell"."""
    if low in _MODIFIERS:
        return False
    saying = CUES.get(low) or WEAK_CUES.get(low)
    return saying in {"ed", "s"} or low in PAST or low in _DOES or low.endswith("ed")
