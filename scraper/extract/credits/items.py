"""One name of a list, with the description before it and the brackets, company, part and apposition after it."""

from __future__ import annotations

from scraper.extract.credits.descriptions import is_billing
from scraper.extract.credits.outfits import Item, Outfits
from scraper.extract.naming.names import is_role
from scraper.extract.naming.register import Entry, Place
from scraper.extract.text.lexicon import ADVERBS, AUXILIARIES, CALENDAR, CONJUNCTIONS, DETERMINERS, PREPOSITIONS
from scraper.extract.text.words import MARKED, PUNCT, WORD, Token
from scraper.extract.titles.titles import Sighting, Work
from scraper.extract.titles.trade import ADJECTIVES, AWARDS, MEDIA, NOUNS, PRODUCERS, VERBS

_TIES = frozenset("of for from via at through under".split())
PAST = frozenset("former ex ex- past late erstwhile onetime one-time".split())
_APPOSED = frozenset("who whose best known also formerly previously now most both himself herself".split())
_PLAYED = frozenset("recurring guest-starring playing portraying voicing guesting starring".split())
_VERBAL = frozenset(
    "is are was were has have had will would stars star starring plays play joins join joined said says told".split()
)
_PARTNERED = frozenset({"producing", "writing"})  # "her producing partner Jo Bell"
REACH = 10  # tokens of description before a name


class Items(Outfits):
    """Reads a name and what belongs to it."""

    def _item(self, i: int, *, bare: bool = False) -> Item | None:
        """A name with its description, brackets, company and apposition."""
        tokens, j = self.tokens, i
        item_roles: list[str] = []
        work: Work | None = None
        past = bygone = False
        owner: Entry | None = None
        while j < len(tokens) and j - i <= REACH + 4 and tokens[j].sentence == tokens[i].sentence:
            token = tokens[j]
            seen = self.works.at.get(j)
            if seen is not None:
                if not self._introduces(seen):
                    return None
                work, j = seen.work, seen.last + 1
                continue
            if j in self.works.inside or token.kind == MARKED:
                return None
            place = self.register.at(j)
            if place is not None and len(place.mention.words) == 1 and token.low in PRODUCERS:
                place = None  # "Co-executive producer Jo Bell"
            if place is not None:
                mention = place.mention
                if self._possesses(place, item_roles):
                    owner, j = self._whole_owner(place), mention.last + 1
                    continue
                if self._named(place):
                    item = Item(i, mention.last, place, item_roles, work, past, owner)
                    return item if bare else self._complete(item)
                j = mention.last + 1
                continue
            roles, end = self.roles(j)
            if token.low in PAST or token.low.startswith("ex-"):
                past = past or not item_roles
                bygone = bool(item_roles)  # "host and former cast member Jo Bell": still the host
            elif end > j:
                item_roles += roles if not bygone else []
                j = end
                continue
            elif not self._describes(i, j):
                return None
            j += 1
        return None

    def _whole_owner(self, place: Place) -> Entry:
        """ "Two Herons Pictures' Jo Bell": the company by its whole name."""
        left = self._leftward(place.mention, company=True) if not place.entry.person else []
        return Entry((*left, *place.mention.words), "company") if left else place.entry

    def _describes(self, i: int, j: int) -> bool:
        """May the token stand in the description that begins at i?"""
        token = self.tokens[j]
        if token.kind == PUNCT:
            return token.text in {"-", "/"}
        if self._acts(j):
            return False
        return token.low in PAST or self._descriptive(token) or self._and_role(i, j)

    def _introduces(self, seen: Sighting) -> bool:
        """ "“Northgate” creator Jo Bell", "Northgate's Jo Bell": a title that describes the name."""
        low = self.tokens[seen.last + 1].low
        return seen.possessive or is_billing(low) or is_role(low) or low in PRODUCERS or low in ADJECTIVES

    def _possesses(self, place: Place, roles: list[str]) -> bool:
        mention = place.mention
        if not mention.possessive or mention.last + 1 >= len(self.tokens) or self._ends(mention.last):
            return False
        return not (roles and place.entry.kind != "company" and not self._named_soon(mention.last + 1))

    def _named_soon(self, i: int) -> bool:
        """Does a name follow a possessive ("director Jo Bell's son Al") or a thing ("host Jo Bell's profile")?"""
        return any(self.register.at(k) is not None for k in range(i, min(i + 4, len(self.tokens))))

    def _ends(self, i: int) -> bool:
        return i + 1 < len(self.tokens) and self.tokens[i + 1].kind == PUNCT

    def _and_role(self, i: int, j: int) -> bool:
        """ "author and broadcast journalist Jo Bell": two trades of one person."""
        tokens = self.tokens
        if (
            tokens[j].low != "and"
            or j == i
            or not is_role(tokens[j - 1].low)
            or j + 1 >= len(tokens)
            or tokens[j + 1].capital
        ):
            return False
        return any(self.register.at(k) is not None for k in range(j + 2, min(j + 6, len(tokens))))

    def _descriptive(self, token: Token) -> bool:
        low = token.low
        if low in {"and", "or"} or low in PREPOSITIONS or low in CONJUNCTIONS or low in AUXILIARIES or low in _VERBAL:
            return False
        if low in VERBS:
            return low in _PARTNERED
        return low not in {"he", "she", "they", "it", "who", "we", "i", "you", "him", "them"} and (
            low not in ADVERBS or low == "then"
        )

    def _named(self, place: Place) -> bool:
        """Does the mention name someone, rather than describe the name that follows?"""
        mention, tokens = place.mention, self.tokens
        honour = len(mention.words) == 1 and self.tokens[mention.last + 1].low.startswith("award")
        if any(word.lower() in AWARDS for word in mention.words) and (honour or place.entry.kind != "person"):
            return False  # "Tony Award-winner Jo Bell"
        if place.entry.kind == "place" or (len(mention.words) == 1 and mention.words[0].lower() in CALENDAR):
            return False
        after = tokens[mention.last + 1] if mention.last + 1 < len(tokens) else None
        if (
            after is not None
            and after.kind == WORD
            and not after.capital
            and (is_role(after.low) or after.low in PRODUCERS)
        ):
            further = tokens[mention.last + 2] if mention.last + 2 < len(tokens) else None
            if (
                place.entry.kind != "person"
                and further is not None
                and (
                    further.capital
                    or (further.low in NOUNS and tokens[mention.last + 3].capital)
                    or further.low in {"of", "and"}
                )
            ):
                return False
        return not (len(mention.words) == 1 and mention.words[0].lower() in {"the", "a", "an", "i"})

    def _complete(self, item: Item) -> Item:
        """What follows the name and belongs to it."""
        tokens, k = self.tokens, item.place.mention.last + 1
        while tokens[k].sentence == tokens[item.start].sentence:
            follows = self._further(item, k)
            if follows == k:
                break
            k = follows
            if item.apposition is not None:
                break
        item.end = k - 1
        return item

    def _further(self, item: Item, k: int) -> int:
        """One past a bracket, a company, a part or an apposition at token k; k where there is none."""
        tokens, text, low = self.tokens, self.tokens[k].text, self.tokens[k].low
        if low == "p.g.a." or (text == "," and tokens[k + 1].low == "p.g.a."):
            end = k + (1 if low == "p.g.a." else 2)  # the Producers Guild's mark
            return end if tokens[end + 1].low not in _TIES else k
        if low in {"himself", "herself"} or (low == "again" and tokens[k + 1].text == ","):
            return k + 1
        if text == "(" and item.bracket is None:
            close = next((m for m in range(k + 1, min(k + 40, len(tokens))) if tokens[m].text == ")"), k)
            item.bracket = (k, close) if close > k else None
            return close + 1 if close > k else k
        comma = int(text == ",")
        if not item.companies and tuple(token.low for token in tokens[k : k + 3]) == ("on", "behalf", "of"):
            item.companies, end = self._companies(k + 3)
            return end + 1 if item.companies else k
        tie = tokens[k + comma].low
        if not item.companies and (low in _TIES or (comma and tie in {"through", "via", "of"})):
            item.companies, end = self._companies(k + comma + 1)
            return end + 1 if item.companies else k
        if (
            item.told is None
            and tie == "as"
            and (not comma or self._part(k + 2))
            and tokens[k + comma + 1].low != "well"
        ):
            first = k + comma + 1
            end = self.character_end(first)
            item.told = (first, end) if end >= first else None
            return self._past_name(end) + 1 if end >= first else k
        if item.told is None and comma and tie in _PLAYED and tokens[k + 2].low in {"as", "a", "an", "the"}:
            first = k + 3 if tokens[k + 2].low == "as" else k + 2
            end = self.character_end(first)
            item.told = (first, end) if end >= first else None
            return end + 1 if end >= first else k
        return self._explained(item, k) if text in {",", "—", "–"} and self._apposed(k + 1) else k

    def _past_name(self, end: int) -> int:
        """ "as the mate, Dutch, and": past the name that explains a part, which is no name of the list."""
        tokens = self.tokens
        name, after = tokens[end + 2], tokens[end + 3]
        apart = tokens[end + 1].text == "," and name.capital and after.text == "," and not tokens[end].capital
        place = self.register.at(end + 2) if apart else None
        return end + 2 if place is not None and place.entry.kind == "place" else end

    def _explained(self, item: Item, k: int) -> int:
        """One past the apposition after the mark at token k."""
        tokens = self.tokens
        end = self._apposition_end(k + 1, tokens[k].text)
        item.apposition = (k + 1, end - 1)
        if tokens[k + 1].low == "who" and any(t.low in {"alongside", "with", "along"} for t in tokens[k + 1 : end]):
            item.closed = True
            return k
        closed = tokens[end].text == tokens[k].text
        goes_on = self._item(end + 1, bare=True) is not None or tokens[end + 1].low == "and"
        return end + 1 if closed and not goes_on else end

    def _part(self, i: int) -> bool:
        """ "Jo Bell, as Mr. Grey": a capital after "as" is a part, not a clause."""
        if self.tokens[i].low not in {"the", "a", "an"}:
            return self.tokens[i].capital
        return self.tokens[i + 1].capital or (self.tokens[i + 2].capital and self.tokens[i + 1].kind == WORD)

    def _apposed(self, i: int) -> bool:
        tokens = self.tokens
        if i >= len(tokens):
            return False
        token = tokens[i]
        if token.low in _APPOSED or (token.text.isdigit() and len(token.text) == 2):
            return True
        if token.low in {"along", "alongside", "and", "with", "as"}:
            return False
        item = self._item(i, bare=True)
        if item is not None:
            return token.low in {"a", "an"} and self._adjectival(item)
        seen = self.works.at.get(i)
        if seen is not None:
            return self._introduces(seen)  # "Jo Bell, “Northgate” star and"; else a clause of its own begins
        if token.low in DETERMINERS or token.possessive:
            return not self._clause(i)
        return not self.finite(i) and (self.roles(i)[1] > i or is_role(token.low))

    def _adjectival(self, item: Item) -> bool:
        """ "a Brooklyn yoga teacher": the name describes what follows it."""
        after = self.tokens[item.place.mention.last + 1]
        return item.entry.kind != "person" and after.kind == WORD and not after.capital and self._descriptive(after)

    def _acts(self, i: int) -> bool:
        """ "the film draws on", "the series follows": a verb right after the noun at token i."""
        noun, after = self.tokens[i], self.tokens[i + 1]
        if noun.low not in MEDIA or noun.possessive or self.tokens[i - 1].low != "the" or after.kind != WORD:
            return False
        return after.low.endswith("s") and not after.capital and not is_billing(after.low)

    def _clause(self, i: int) -> bool:
        """ "Jo Bell, the half-hour is developed by": a verb comes before the comma, so this is no apposition."""
        if self._acts(i + 1):
            return True
        for token in self.tokens[i : i + 8]:
            if token.kind == PUNCT or token.low in {"who", "whose", "which", "that"} or token.sentence < 0:
                return False
            if token.low in {"is", "was", "are", "were", "will", "has"}:
                return True
        return False

    def finite(self, i: int) -> bool:
        """ "directed by Jo Bell, stars Al Roe": a verb, though the word could be a noun."""
        low, after = self.tokens[i].low, self.tokens[i + 1]
        return VERBS.get(low, ("", ""))[1] == "s" and (after.capital or after.low in DETERMINERS)

    def _apposition_end(self, i: int, mark: str) -> int:
        """The token after the apposition: its closing comma or dash, or the end of the sentence."""
        tokens, depth, k = self.tokens, 0, i
        while k < len(tokens) and tokens[k].sentence == tokens[i].sentence and k < i + 60:
            text = tokens[k].text
            if text == "(":
                depth += 1
            elif text == ")":
                depth -= 1
            if (
                depth == 0
                and tokens[k].kind == MARKED
                and mark == ","
                and not self._listed(k + 1)
                and self.doc.text[tokens[k].end - 2] == ","
            ):
                return k + 1
            if depth == 0 and text in {mark, ";"} and k > i and not self._more_roles(k):
                return k
            if text == "." and k + 1 < len(tokens) and tokens[k + 1].sentence != tokens[i].sentence:
                return k
            k += 1
        return k

    def _listed(self, k: int) -> bool:
        """Another title of the same list follows."""
        return k < len(self.tokens) and (self.tokens[k].kind == MARKED or self.tokens[k].low in {"and", "or"})

    def _more_roles(self, k: int) -> bool:
        """ "the creator, writer and star of Northgate": a comma between roles does not close."""
        return (
            self.roles(k + 1)[1] > k + 1 and is_billing(self.tokens[k - 1].low) and self._item(k + 1, bare=True) is None
        )
