"""Who makes a work: "created by", "serves as showrunner", "will executive produce alongside"."""

from __future__ import annotations

from scraper.extract.credits.enumerations import ENUMERATED, further
from scraper.extract.credits.offices import _ALONGSIDE, Offices
from scraper.extract.credits.outfits import Item, Names, party
from scraper.extract.credits.subjects import Subject
from scraper.extract.text.lexicon import ADVERBS, DETERMINERS
from scraper.extract.text.words import MARKED, WORD
from scraper.extract.titles.titles import Work
from scraper.extract.titles.trade import FEATURING, MEDIA, PLAYING, PRODUCING, SOURCES, STARRING, VERBS

_OBJECTS = frozenset(MEDIA) | frozenset(
    "music theme songs soundtrack competition episode episodes it them season seasons finale script pilot project "
    "both all season score version rest hours hour installments chapters premiere teleplay screenplay format".split()
)
_ADAPTS = frozenset("adapts adapting pens penning scripts scripting".split())
_NOT = frozenset("not never n't didn't doesn't won't".split())
_MUSIC = frozenset("songs score music theme lyrics song soundtrack".split())
_ARTICLES = frozenset({"by", "a", "an"})
_THROUGH = frozenset("through via under".split())
_SPORTING = ("scor", "shoot", "shot")  # what players do too
_KINDS = frozenset("films movies shows projects content programming programs features scripts".split())
_INTRANSITIVE = frozenset(
    {"judge", "mentor", "director", "producer", "narrator", "composer", "editor", "cinematographer", "host"}
)


class Crew(Offices):
    """Rules around verbs and nouns of making. `used` are verbs that a rule has dealt with."""

    def verb(self, i: int) -> bool:
        """The verb of credit at token i; whether it was one."""
        if i in self.used:
            return True
        low = self.tokens[i].low
        playing = low in STARRING or low in PLAYING or low in FEATURING or VERBS.get(low, ("",))[0] == "voice"
        if playing and VERBS[low][1] in {"base", "s"}:
            return False  # "will star and executive produce": the verb after it is one of its own
        roles, end = self._chain(i)
        by = self._by(end)
        if by is not None and (
            VERBS[self.tokens[end - 1].low][1] == "ed" or self.tokens[end - 1].low.endswith("showrun")
        ):
            return self._passive(i, by, roles)
        if playing:
            return False
        return self._active(i, roles, end)

    def _chain(self, i: int) -> tuple[list[str], int]:
        """The roles of "created, written and executive produced", and one past its last verb."""
        tokens, found, j, end = self.tokens, [], i, i
        while j < len(tokens):
            low = tokens[j].low
            if low in PRODUCING and j + 1 < len(tokens) and VERBS.get(tokens[j + 1].low, ("",))[0] == "producer":
                found.append(PRODUCING[low])
                end = j + 2
                self.used.add(j + 1)
            elif low in VERBS:
                if VERBS[low][0] == "cast" and found:
                    break
                found.append(VERBS[low][0])
                end = j + 1
            else:
                break
            if j > i:
                self.used.add(j)
            k = end
            while (
                k < len(tokens)
                and (tokens[k].text in {",", "and", "&", "/"} or (k > end and tokens[k].low in {"also", "will"}))
                and k - end < 4
            ):
                k += 1
            if k == end:
                break
            j = k
        return list(dict.fromkeys(found)), max(end, i + 1)

    def _by(self, end: int) -> int | None:
        """One past "by", directly or after "for Apple TV+", "in season two"."""
        tokens = self.tokens
        if tokens[end].low.endswith("ly") or tokens[end].low == "worldwide":
            end += 1  # "distributed internationally by"
        if end < len(tokens) and tokens[end].low == "by":
            return end + 2 if tokens[end + 1 : end + 2] and tokens[end + 1].text == ":" else end + 1
        if end < len(tokens) and tokens[end].low in {"for", "in", "under", "together", "jointly"}:
            for k in range(end + 1, min(end + 7, len(tokens))):
                if tokens[k].low in VERBS or (tokens[k].kind != WORD and tokens[k].text not in {"/", "&", ","}):
                    return None
                if tokens[k].low == "by":
                    return k + 1
        return None

    def _passive(self, i: int, by: int, roles: list[str]) -> bool:
        clauses = self.clauses
        names = self.lists.at(by) or self._both_ways(by)
        if names is None:
            if self.tokens[by].low == "both":
                clauses.enter(clauses.group(by), roles, clauses.title(i), (i, by))
            return True
        if tuple(roles) == ("cast",):
            return False
        subject = clauses.subject(i, remember=False)
        work = self._original(i) or clauses.title(i, subject if subject.thing else None)
        items = clauses.items(names)
        if "creator" in roles and any(token.low == "characters" for token in self.tokens[max(0, i - 3) : i]):
            roles = ["based_on_author"]
        for item in items:
            if roles == ["producer"] and self.tokens[by - 1].text != ":" and self._outfit(item, work):
                item.entry.kind = "company"
            self._billed(item, roles, work, (i, item.close))
        return True

    def _original(self, i: int) -> Work | None:
        """ "The original, created by A,": what the document's own work is made from."""
        if self.tokens[i - 1].text != "," or self.tokens[i - 2].low != "original":
            return None
        return next((work for work in self.clauses.works.works if work.derived), None)

    def _both_ways(self, by: int) -> Names | None:
        """ "written by and starring A", "directed by, and starring, A": one past "by"."""
        tokens, k = self.tokens, by
        while k < by + 2 and tokens[k].text in {",", "and"}:
            k += 1
        if k == by or tokens[k].low not in STARRING or not tokens[k].low.endswith("ing"):
            return None
        k = k + 2 if tokens[k + 1].text == "," else k + 1
        return self.lists.at(k) or self.lists.explained(k)

    def _outfit(self, item: Item, work: Work | None) -> bool:
        """ "the series is produced by Wet Quay": series are produced by companies, unless the name is a person's."""
        entry = item.entry
        if entry.kind != "unknown" or item.roles or item.companies or work is None or work.kind == "film":
            return False
        after = self.tokens[item.end + 1 : item.end + 3]
        if [token.low for token in after] == ["in", "association"]:
            return True
        return len(entry.places) == 1 and "-" not in entry.words[-1] and not any("." in word for word in entry.words)

    # Active.

    def _active(self, i: int, roles: list[str], end: int) -> bool:
        clauses, tokens = self.clauses, self.tokens
        if any(tokens[k].low in _NOT for k in range(max(0, i - 3), i) if tokens[k].sentence == tokens[i].sentence):
            return True
        if self._inverted(i, roles, end) or self._players(i, end, roles):
            return True
        subject = clauses.subject(i)
        company = any(each.kind == "company" for each in subject.parties)
        if not subject.parties or ({"host", "judge", "mentor"} & set(roles) and company):
            return True
        if roles == ["writer"] and any(token.low in _MUSIC for token in tokens[end : end + 5]):
            roles = ["composer"]
        if roles == ["developer"] and all(" " not in each.name for each in subject.parties):
            return True  # "Quay is developing a series": a network does
        form = VERBS.get(tokens[end - 1].low, ("", "base"))[1]
        absolute = form == "ing" and self._absolute(i, subject)
        if not (absolute or self._fronted(subject.first)) and not self._transitive(
            end,
            roles,
            bare=i > 0
            and (
                tokens[i - 1].low in {"will", "to", "also", "each", "both", "all", "would"}
                or (form == "ing" and tokens[i - 1].low in {"is", "are", "be", "of"})
            ),
            company=subject.parties[0].kind == "company" or roles == ["distributor"],
            plain=form == "s" or len(subject.parties) > 1 or (form == "ed" and tokens[end].text == ";"),
        ):
            return True
        work = clauses.title(i, subject, after=end)
        for each in (work, *(further(clauses, end, work) if "developer" not in roles else [])):
            clauses.enter(subject.parties, roles, each, (subject.first, end - 1))
        self.stated[tokens[i].sentence] = roles[-1:]
        if subject.names is not None and {"executive_producer", "producer"} & set(roles):
            for item in subject.names.items:
                if party(item.entry) in subject.parties:
                    self._billed(item, roles, work, (subject.first, end - 1))
        if tokens[end].low in _THROUGH and {"executive_producer", "producer"} & set(roles):
            houses = [each for each in self.lists.companies(end + 1) if not clauses.shows(each.name)]
            clauses.enter(map(party, houses), ["studio"], work, (subject.first, end))
        self._alongside(end, roles[-1:], work, i)
        return True

    def _inverted(self, i: int, roles: list[str], end: int) -> bool:
        """ "Directing are A and B", "Also producing is C"."""
        tokens = self.tokens
        opens = tokens[i].sentence != tokens[i - 1].sentence or tokens[i - 1].low == "also"
        if end >= len(tokens) or tokens[end].low not in {"are", "is"} or not opens:
            return False
        names = self.lists.at(end + 1)
        for item in names.items if names is not None else ():
            self._billed(item, roles, self.clauses.title(i), (i, item.close))
        return True

    def _players(self, i: int, end: int, roles: list[str]) -> bool:
        """ "to direct A and B in “Reeds”": the first token after the verb."""
        names = self.lists.at(end) if roles == ["director"] else None
        if names is None or names.items[0].start != end:
            return False
        after = names.last + 2 if self.tokens[names.last + 1].text == "," else names.last + 1
        seen = self.clauses.object(after + 1, ENUMERATED) if self.tokens[after].low == "in" else None
        subject = self.clauses.subject(i)
        first = max(2, subject.first)
        if seen is None and (self.tokens[first - 2].low, self.tokens[first - 1].low) == ("in", "which"):
            seen = self.clauses.scope.nearest(first - 2)
        if seen is None or not all(item.entry.kind == "person" for item in names.items):
            return False
        self.clauses.enter(subject.parties, roles, seen.work, (max(0, subject.first), end - 1))
        for item in names.items:
            self.clauses.enter([party(item.entry)], ["cast"], seen.work, (i, item.close))
        return True

    def _fronted(self, first: int) -> bool:
        """ "an episode that she wrote and he directed": the object stands before both."""
        tokens = self.tokens
        if first > 0 and tokens[first - 1].low in {"which", "that", "both"}:
            return True
        if first < 4 or tokens[first - 1].low != "and":
            return False
        return any(tokens[m].low in {"which", "that"} for m in range(first - 4, first - 2))

    def _absolute(self, i: int, subject: Subject) -> bool:
        """ "with Jo Bell directing", ", Jo Bell writing the pilot": a participle right after its subject."""
        tokens, names = self.tokens, subject.names
        if (
            names is None
            or names.last < i - 2
            or tokens[i].low == "shooting"
            or tokens[i - 1].low in {"is", "are", "was", "were", "be", "been"}
        ):
            return False
        lead = tokens[names.first - 1] if names.first else None
        joined = lead is not None and lead.low == "and" and self._with_before(names.first)
        return joined or (lead is not None and (lead.low == "with" or (lead.text == "," and names.last == i - 1)))

    def _with_before(self, first: int) -> bool:
        """ "with A to star and B writing"."""
        tokens = self.tokens
        return any(
            tokens[k].low == "with" and tokens[k].sentence == tokens[first].sentence
            for k in range(max(0, first - 14), first)
        )

    def _transitive(self, end: int, roles: list[str], *, bare: bool, company: bool = False, plain: bool = True) -> bool:
        """Does what follows make the verb one of credit: a work, another verb, or nothing at all?"""
        tokens, k = self.tokens, end
        if "executive_producer" in roles or "showrunner" in roles or company:
            return True
        while tokens[k].low in ADVERBS:
            k += 1
        token = tokens[k]
        alone = bool(_INTRANSITIVE & set(roles)) and not tokens[end - 1].low.startswith(_SPORTING)
        alone = alone or tokens[end - 1].low in _ADAPTS  # "A directs."
        if k in self.clauses.works.at or token.sentence != tokens[end - 1].sentence:
            return True
        if token.kind != WORD:
            return (bare and token.kind != MARKED) or (plain and alone and token.text in {".", ",", ";", ")"})
        if token.low == "and" and tokens[k + 1].low in VERBS and "creator" in roles:
            return True
        if token.low in _ALONGSIDE or token.low in {"and", "from", "for", "as", "under", "via"}:
            return bare or alone or (token.low in {"with", "alongside"} and self.lists.at(k + 1) is not None)
        if bare and {"mentor", "judge", "host"} & set(roles):
            return True
        return (bare and alone and token.low in {"in", "on"}) or self._has_object(k, roles)

    def _has_object(self, k: int, roles: list[str]) -> bool:
        """Is a work, or a part of one, what is made? "a series" and "by a" name none."""
        tokens = self.tokens
        if "developer" in roles and k not in self.clauses.works.at and tokens[k].low in {"a", "an", "new"}:
            return False  # "developing a revival"
        if tokens[k - 1].low.startswith("adapt") and tokens[k].low in {"his", "her", "their"}:
            return True  # "adapted her own play"
        if tokens[k].low not in DETERMINERS and any(token.low in _KINDS for token in tokens[k : k + 2]):
            return False  # "will write, direct and produce films for Quay"
        if (tokens[k].low in MEDIA and "developer" in roles) or (tokens[k].low in _ARTICLES and "creator" in roles):
            return tokens[k].low == "it"
        for m in range(k, min(k + 7, len(tokens))):
            low = tokens[m].low
            if m in self.clauses.works.at:
                return True
            if low in SOURCES and tokens[k - 1].low.startswith("adapt"):
                return True
            if low in _MUSIC and not {"writer", "composer"} & set(roles):
                return False
            if low in _OBJECTS:
                return low not in {"it", "them", "all"} or m == k
            if tokens[m].kind != WORD and tokens[m].text not in {"-", "’"}:
                return False
        return False
