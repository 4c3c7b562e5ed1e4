"""Lists of names in any shape: each with the roles, character and company the list gives it."""

from __future__ import annotations

from scraper.extract.credits.descriptions import is_billing
from scraper.extract.credits.items import PAST, REACH, Items
from scraper.extract.credits.outfits import Item, Names
from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.names import is_role
from scraper.extract.quotes.quotes import Document
from scraper.extract.text.lexicon import (
    COMPANY_TAILS,
    DETERMINERS,
    PLACE_SURNAMES,
)
from scraper.extract.text.words import MARKED, PUNCT
from scraper.extract.titles.titles import Works
from scraper.extract.titles.trade import (
    ADJECTIVES,
    AWARDS,
    HOUSE_WORDS,
    NOUNS,
    OTHER_TRADES,
    PRODUCERS,
    VERBS,
)

_JOINTS = frozenset({",", ";", "and", "&", "plus"})
_LONG_JOINTS = (("as", "well", "as"), ("along", "with"), ("together", "with"), ("in", "addition", "to"), ("alongside",))
_LONG_STARTS = frozenset(words[0] for words in _LONG_JOINTS)
_ATTACHED = frozenset(
    "overseeing supervising shepherding handling as serving attached set on rounding leading returning behind taking "
    "tapped".split()
)
_SURNAMES = PLACE_SURNAMES - frozenset(
    "house street press school church island wire daily post banner partners".split()
)
_STUDIOS = frozenset({"studio", "atelier", "maison"})
_DESCRIBING = frozenset({"member", "members"}) | ADJECTIVES | OTHER_TRADES | DETERMINERS | PAST
_DEEPEST = 3
_LONGEST = 80  # names in a list


class Lists(Items):
    """Finds the lists of a document once; gives them by where they begin and end."""

    def __init__(self, doc: Document, works: Works) -> None:
        super().__init__(doc, works)
        self.found: list[Names] = []
        self.by_end: dict[int, Names] = {}
        self.by_token: dict[int, Names] = {}  # by any name's first token
        self._following: dict[int, bool] = {}
        self._deep = 0  # "with" inside "with"
        self._lists: dict[int, Names | None] = {}  # by where they were asked for
        self._settled = False  # while companies are still given their whole names
        for entry in self.register.entries:
            if entry.words[0].lower() in _STUDIOS and len(entry.words) > 1:
                entry.kind = "company"  # "Studio Quay"
            if (
                entry.kind == "company"
                and len(entry.words) == 2
                and entry.words[0].lower() in GIVEN_NAMES
                and (
                    entry.words[1].lower() in PLACE_SURNAMES
                    or entry.words[1].lower() not in COMPANY_TAILS | HOUSE_WORDS
                )
            ):
                entry.kind = "person"  # "Max Bell": the given name is also a network's
        taken = -1
        for place in self.register.places:
            first = place.mention.first
            lead = place.mention.lead if place.mention.lead >= 0 else first
            before = self.tokens[lead - 1].low if lead else ""
            if before == "as" and self.tokens[lead - 2].low != "well":
                continue  # "stars as King Alder": a part, nobody's name
            if first <= taken or first in works.inside or place.entry.kind == "place":
                continue
            names = self.at(self._start(first))
            if names is None or all(item.place is not place for item in names.items):
                names = self.at(first)
            if names is None:
                continue
            for item in names.items:
                self._complete_company(item)
            last = names.items[-1]
            housed = last.companies and last.apposition is None and last.bracket is None and last.told is None
            taken = max(last.place.mention.last, last.end if housed else -1)
            self._keep(names)
        self._settled = True

    def _keep(self, names: Names) -> None:
        if any(item.entry.kind == "person" for item in names.items):
            for item in names.items:
                words = item.entry.words
                if item.entry.kind == "company" and len(words) == 2 and words[1].lower() in _SURNAMES:
                    item.entry.kind = "person"  # "Jo Bell and Ellis Park"
        self.found.append(names)
        last = names.items[-1]
        for end in {names.last, last.place.mention.last, last.bracket[1] if last.bracket else names.last}:
            self.by_end[end] = names
        for item in names.items:
            self.by_token[item.place.mention.first] = names

    def _start(self, first: int) -> int:
        """Where the description before a name begins."""
        tokens, j = self.tokens, first
        while j > 0 and first - j < REACH and tokens[j - 1].sentence == tokens[first].sentence:
            before = self._described_from(j)
            if before == j:
                break
            j = before
        return j

    def _described_from(self, j: int) -> int:
        """One step to the left of token j in a description: the token it begins at; j where it goes no further."""
        before = self.tokens[j - 1]
        if before.kind == MARKED or j - 1 in self.works.ending:
            return self._titled_from(j)
        if before.kind == PUNCT or before.low == "and":
            roles = j > 1 and (before.text in {"/", ",", "&", "and"} or before.low == "and")
            return j - 1 if roles and self._between_roles(j) else j
        if before.possessive:
            place = self.register.ending(j - 1)
            return place.mention.first if place is not None else j - 1
        low = before.low
        ends = low.rsplit("/", 1)[-1]  # "ex-cast member/head writer Jo Bell"
        describes = is_billing(low) or low in PRODUCERS or is_role(low) or ends in _DESCRIBING or low.startswith("ex-")
        return j - 1 if describes or (before.capital and low in AWARDS) else j

    def _titled_from(self, j: int) -> int:
        """ "“Northgate” creator", "Northgate's Jo Bell": where the title before token j begins, if it describes."""
        seen, low = self.works.ending.get(j - 1), self.tokens[j].low
        if seen is None or not (low in NOUNS or is_role(low) or low in PRODUCERS or seen.possessive):
            return j
        return seen.first

    def _between_roles(self, j: int) -> bool:
        """ "creator and executive producer": the mark or the "and" before token j stands between two roles."""
        tokens = self.tokens
        low, joined = tokens[j].low, tokens[j - 1].low == "and"
        after = is_billing(low) or (joined and (low in PRODUCERS or low in PAST or low.startswith("ex-")))
        capital = tokens[j - 2].capital and not joined
        return after and is_billing(tokens[j - 2].low) and not capital

    # Parsing to the right.

    def at(self, i: int) -> Names | None:
        """The list that begins at token i, if one does."""
        if not self._settled:
            return self._read(i)
        if i not in self._lists:
            self._lists[i] = self._read(i)
        return self._lists[i]

    def _read(self, i: int) -> Names | None:
        items: list[Item] = []
        item = self._item(i)
        sticky: list[str] = []
        while item is not None and len(items) < _LONGEST:
            if item.roles:
                plural = self._plural(item)
                sticky = list(item.roles) if plural else []
            elif sticky and not item.past:
                item.roles = list(sticky)
            items.append(item)
            if item.closed:
                break
            follows = self._joint(item.end + 1)
            if follows is None or self._shares_part(items, follows):
                break
            if self.tokens[follows - 1].text in {",", "and"} and self.finite(follows):
                break
            seen = self.works.at.get(follows)
            if seen is not None and self.tokens[follows - 1].text == "," and self.finite(seen.last + 1):
                break  # "created by A, “Northgate” stars B"
            item = self._item(follows)
            if item is not None and item.told is None:
                item.told = self._told_before(items[-1].end + 1, follows)
        if not items:
            return None
        return Names(items, items[0].start, items[-1].end)

    def _plural(self, item: Item) -> bool:
        for k in range(item.place.mention.first - 1, item.start - 1, -1):
            low = self.tokens[k].low.rsplit("/", 1)[-1]
            if low.endswith("s") and low[:-1] in NOUNS:
                return True
        return False

    def _joint(self, i: int) -> int | None:
        """One past a separator at token i."""
        tokens = self.tokens
        if i >= len(tokens):
            return None
        j = i
        while j < len(tokens) and tokens[j].text in _JOINTS and j - i < 3:
            j += 1
        j = self._aside(j) if j > i else j
        if j > i and tokens[j - 1].low == "and" and tokens[j].low == "by":
            j += 1  # "by A for Quay and by B for Long Gull"
        for words in _LONG_JOINTS if j < len(tokens) and tokens[j].low in _LONG_STARTS else ():
            if tuple(token.low for token in tokens[j : j + len(words)]) == words:
                j += len(words)
                break
        else:
            bare = j == i or tokens[j - 1].text == ","
            if j < len(tokens) and bare and tokens[j].low == "with" and not self.role_follows(j):
                j += 1
        return j if j > i else None

    def _told_before(self, i: int, follows: int) -> tuple[int, int] | None:
        """ "and, as the Mayor, Jo Bell": the part, between two members."""
        tokens = self.tokens
        for k in range(i, follows - 2):
            if tokens[k].low == "as" and tokens[k - 1].text == "," and tokens[follows - 1].text == ",":
                return (k + 1, follows - 2)
        return None

    def _aside(self, j: int) -> int:
        """ "and, for Sky, Jo Bell", "and, in a surprise return, Jo Bell": one past what stands between commas."""
        tokens = self.tokens
        if j >= len(tokens) or tokens[j].low not in {"for", "in", "from", "via", "through", "as", "on"}:
            return j
        end = next((k for k in range(j + 1, min(j + 8, len(tokens))) if tokens[k].text == ","), None)
        if end is None or any(self._finite(k) or tokens[k].kind == MARKED for k in range(j, end)):
            return j
        return end + 2 if tokens[end + 1].low == "and" else end + 1

    def _finite(self, k: int) -> bool:
        return VERBS.get(self.tokens[k].low, ("", "ing"))[1] != "ing"

    def role_follows(self, i: int) -> bool:
        """ "with Jo Bell as host", "with Jo Bell directing": what "with" at token i begins is no more of the list."""
        known = self._following.get(i)
        if known is None and self._deep < _DEEPEST:
            self._deep += 1
            known = self._following[i] = self._role_after(self.at(i + 1))
            self._deep -= 1
        return bool(known)

    def _role_after(self, names: Names | None) -> bool:
        if names is None:
            return False
        last, tokens = names.items[-1], self.tokens
        if last.told is not None:
            first = self.past_article(last.told[0])
            return self.roles(first)[1] > first
        after = names.last + 1
        while after < len(tokens) and tokens[after].low in {"also", "both", "then"}:
            after += 1
        low = tokens[after].low
        return (
            low in _ATTACHED
            or VERBS.get(low, ("", ""))[1] == "ing"
            or (low in PRODUCERS and VERBS.get(tokens[after + 1].low, ("", ""))[1] == "ing")
        )

    def past_article(self, i: int) -> int:
        while self.tokens[i].low in DETERMINERS:
            i += 1
        return i

    def explained(self, i: int) -> Names | None:
        """ "her husband, Joel Bell", "the show's hosts, A and B": the names after a description and a comma."""
        tokens = self.tokens
        if not (tokens[i].low in DETERMINERS or tokens[i].possessive):
            return None
        comma = next((k for k in range(i + 1, min(i + 7, len(tokens))) if tokens[k].kind == PUNCT), None)
        if comma is None or tokens[comma].text != ",":
            return None
        if any(tokens[k].low in VERBS and not is_billing(tokens[k].low) for k in range(i, comma)):
            return None
        names = self.at(comma + 1)
        return names if names is not None and names.items[0].start == comma + 1 else None

    def _shares_part(self, items: list[Item], follows: int) -> bool:
        """ "A and B as brothers Ned and Art Loomis": what follows is the second part, no third name."""
        told = items[-1].told
        if told is not None and self._of_several(told) and self.tokens[follows - 1].low in {"and", "&"}:
            return self._item(follows) is None or len(self._item_words(follows)) == 1
        if len(items) < 2 or told is None or items[-2].told is not None:
            return False
        if self.tokens[items[-1].start - 1].low not in {"and", "&"} or self.tokens[follows - 1].low not in {"and", "&"}:
            return False
        if self.tokens[follows - 2].text == "," or not self.tokens[told[1]].capital:
            return False
        item = self._item(follows)
        return item is None or (item.told is None and item.bracket is None and item.apposition is None)

    def _of_several(self, told: tuple[int, int]) -> bool:
        """ "as the cats Biscuit and Gravy": a plural before the name says that another follows."""
        first, last = told
        noun = self.tokens[last - 1]
        return last > first and self.tokens[last].capital and not noun.capital and noun.low.endswith("s")

    def _item_words(self, i: int) -> tuple[str, ...]:
        place = self.register.at(i)
        return place.mention.words if place is not None else ()
