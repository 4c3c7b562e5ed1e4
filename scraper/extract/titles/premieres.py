"""When a work is there to be seen: the date as stated, how many episodes there are that day, and how others follow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from scraper.extract.text.caseless import Caseless
from scraper.extract.titles.counts import NUMBERS
from scraper.extract.titles.regions import Regions
from scraper.extract.titles.scope import Scope
from scraper.extract.titles.sentences import Sentence
from scraper.extract.titles.stated_dates import StatedDate, stated_dates
from scraper.extract.titles.titles import Work, Works
from scraper.model import Rollout

_I = re.IGNORECASE
_PREMIERE = Caseless(
    r"\b(?:premieres?|premiered|premiering|debuts?|debuted|debuting|opens(?! (?:its|his|her|their) )|(?:to"
    r"|will)(?: (?:\w+ly|still|now"
    r"|also))? open|opening"
    r"|releas(?:es?|ed|ing)|launch(?:es|ed|ing)?|arriv(?:es?|ing)"
    r"|hit(?:s|ting)?(?! (?:this|last|of|with|from)\b)|return(?:s|ed|ing)?|stream(?:s|ing)?|airs?|airing|airdate|drops?"
    r"|bows?|coming|comes?|available|beginning|begins?|starting|starts?|kick(?:s|ing)? off|theaters|theatres|cinemas"
    r"|rolls? out|lands?|set for|slated for|due|in time for|dated|(?:is|are|be|['’]s|comes?) back|screens"
    r"|transmit(?:s|ted)?|shown|rounds out|first up|next up|up next|up first|follows on"
    r"|(?:is|are|now|be) (?:eyeing|targeting|aiming for)|pencill?ed in"
    r"|moved|moves|shifts|shifted|pushed|pushes|delayed|expected|planned|broadcast|transmission)\b",
)
_NOT_PREMIERE = Caseless(
    r"\b(?:born|filming|production|shoot(?:ing|s)?|founded|since|ran|until|through|reported|said|told|awards?"
    r"|nominations?|festival|published|announced on|originally|price|finale|aired|ended|wrapped)\b",
)
_BEFOREHAND = re.compile(r"\b(?:originally|previously|initially|had been|was to have)\s*$", _I)
# What comes then is no premiere. (An article of a renewal that states when the finale "airs" is taken at its word.)
_FINALE = re.compile(r"\bfinales?\b[^,;.]*$|\b(?:decisions?|announcements?)\b[^;.]{0,80}$", _I)
_LINE = re.compile(r" ?[:—–|]")
_LINE_ENDS = re.compile(r"[:—–(|-] ?$")
_MAKING = Caseless(r"\b(?:production|filming|shoot(?:ing)?|cameras?|tickets|photography|effective)\b")
_AFTERWARDS = re.compile(
    r",? (?:airdate|(?:\w+ )?premiere|release|debut|launch|bow|start|delivery|return|rollout)\b(?! of)"
    r"|(?:(?: night)?,?(?: at)? \d\d?(?::\d\d)?(?: ?[ap]\.?m\.?)?(?: [ECMP]T(?:/[ECMP]T)?)?,?)?"  # "at 9 p.m."
    r" for (?:the|its) (?:[\w-]+ ){0,2}(?:premiere|debut|release|launch|return)\b",
    _I,
)
_OPENING = re.compile(r"[^.“”\"]{0,25}\bwith (?:the )?(?:first|two|three|all)\b", _I)
# "The trailer was released today", "the third episode will be released May 4": no premiere of the work.
_OF_A_PIECE = re.compile(
    r"\b(?:trailers?|teasers?|videos?|clips?|posters?|images?|photos?|statements?|songs?|singles?|albums?|books?|memos?"
    r"|letters?|(?:the|this|that) episode|(?:second|third|fourth|fifth|sixth|next|penultimate|latest|final|last)"
    r" (?:\w+ )?episode)"
    r"(?: (?:that|which)| (?:of|for|from) [^,;(]{1,60}?)?"
    r"(?: (?:was|were|is|has|have|had|been|being|will|should|would|could|might|also|instead|just|then|be|to|now))*\s*$"
)
_AHEAD = re.compile(
    r"(?: night)?, [^.;“”\"]{0,60}?\b(?:will (?:air|premiere|debut|launch|release|return|stream|arrive|open|begin|show"
    r"|broadcast|bring)|airs|premieres|debuts|returns|launches|arrives|opens|releases|begins)\b"
)
# "its biggest hit since its 2024 launch", "since it launched in 2024": an earlier one.
_SINCE = re.compile(r"\bsince (?:its|their|the|[\w’']+['’]s)?\s*(?:[\w-]+ ){0,2}$", _I)
# At a festival, and over: "which world-premiered in Kaldvik on Sunday", "had its world premiere".
_WORLD = re.compile(
    r"\b(?:world[ -]premiered|(?:had|held|made|received) (?:its|their|a|the) (?:world|international|festival)[ -]"
    r"(?:premiere|debut))$",
    _I,
)
_YEAR_AHEAD = re.compile(r"\b(?:in|for|of|a|to|eyeing|targeting)\s*$")
_STILL = re.compile(r"[,;:—]|\b(?:than|that|as|still|who|which|whether|ago|announced|have|had)\b")  # "matter today"
_PAST = Caseless(r"\b(?:festival|in \d{4}|last|ago|was|prior to|since|rights|from)\b")
_EVENT = re.compile(  # "the Harbor Cup is expected to begin in May" beside a project without a title
    r"[A-Z]\w+ [A-Z]\w+ (?:is|are|was|were) (?:expected|set|due|scheduled|slated) to $"
)
_DID = re.compile(r"\b(?:did|allowed|used)\b")
_RUMOURED = Caseless(r"\b(?:could|might|speculat\w+|rumou?r\w*|possibly|may)\b")
_GONE = frozenset({"premiered", "debuted", "launched", "released", "returned", "debut"})
_PASSED = _GONE | {"premiere", "launch", "release"}
_NEAR = frozenset({"today", "tonight", "tomorrow"})
# Without one of these a sentence states no date: a cheap look before the dear ones.
_DATED = re.compile(
    r"\d|[Tt]his |[Nn]ext |[Ll]at|[Ee]arly|[Tt]o(?:day|night|morrow)|[JFMASOND][a-z]{2,8}\b"
    r"|[a-z]day\b|the (?:sp|su|fa|wi|au)"  # one letter, not all: a word of a million takes no time
)
_LEAST = 1.4
_CLOSE = 40  # characters from what happens to when
_FURTHEST = 9  # sentences down a date loses weight

_COUNT = rf"(?P<n>\d{{1,2}}|{'|'.join(NUMBERS)})"
_FIRST_EPISODES = Caseless(
    rf"\b(?:with|of) (?:the |its )?(?:first )?{_COUNT} episodes?\b(?! (?:season|weekly|each|every|order))"
    rf"|\bfirst (?P<first>\d{{1,2}}|{'|'.join(NUMBERS)}) episodes\b"
    rf"|\b(?P<part>two|three|four|2|3|4)-(?:episode|part) (?:series |season )?(?:premiere|launch|debut|bow|opener)\b"
    r"|\b(?P<back>back-to-back|double)[ -](?:episodes?|bill|premiere)\b"
    r"|\bopen(?:s|ing)? with (?P<open>two|three|four) episodes\b",
)
_ELSEWHERE = Caseless(  # what was shown before
    r"\b(?:initially|originally|previously) (?:premiered|aired|released|shown|streamed)\b|\bbetween (?:19|20)\d\d\b"
)
_ROLLOUT: tuple[tuple[Rollout, Caseless], ...] = (
    (
        "weekly",
        Caseless(
            r"\b(?:episodes?|one|installments?|instalments?)\b[^.;]{0,40}"
            r"\b(?:weekly|(?:every|each) (?:week|\w+day)|\w+days)\b"
            r"|\bweekly (?:episodes?|through|until|thereafter|release|roll-?out|drops?)\b|\broll(?:s|ing)? out weekly\b"
            r"|\ba new episode (?:every|each|on)\b|\bfollowed (?:by|weekly)\b[^.;]{0,40}\b(?:weekly|every|each)\b",
        ),
    ),
    (
        "all at once",
        Caseless(
            r"\b(?:all|entire|whole)\b[^.;]{0,50}\b(?:episodes|season|series)\b[^.;]{0,60}"
            r"\b(?:at once|same day|on day one|available (?:to (?:stream|binge)|on|at)|drop(?:s|ping)?|box ?set"
            r"|immediately)\b"
            r"|\ball (?:\w+ )?episodes (?:will )?"
            r"(?:premiere|debut|drop|launch|stream|arrive|land|be available|are available|at once|on)\b"
            r"|\ball (?:\w+ )?episodes\b[^.;]{0,50}\b(?:that|the same) day\b"
            r"|\bas a (?:boxset|box set|binge)\b|\bat once\b|\bbinge release\b",
        ),
    ),
    (
        "daily",
        Caseless(
            r"\b(?:episodes?|one)\b[^.;]{0,30}\b(?:daily|(?:every|each) (?:day|weekday|weeknight|night))\b"
            r"|\bstripped across\b|\bover (?:two|three|four|five) (?:consecutive|successive) nights\b",
        ),
    ),
)


class Premieres:
    """Dates of a document's works."""

    def __init__(self, text: str, works: Works, scope: Scope, sentences: Sequence[Sentence], regions: Regions) -> None:
        self.text, self.works, self.scope = text, works, scope
        self._sentences, self._regions = sentences, regions
        self._stated = list(self._dates())

    def date(self, work: Work | None) -> StatedDate | None:
        """When the work premieres: a date in a sentence that says so and is about it."""
        best: StatedDate | None = None
        high = _LEAST
        for position, date in self._stated:
            score = self._score(date, position, work) - min(position, _FURTHEST) * 0.06
            if score > high:
                high, best = score, date
        return best

    def first_episodes(self, texts: Iterable[str]) -> int | None:
        for text in texts:
            if not _ELSEWHERE.search(text) and _PREMIERE.search(text) and (match := _FIRST_EPISODES.search(text)):
                if match["back"]:
                    return 2
                word = (match["n"] or match["first"] or match["part"] or match["open"]).lower()
                return int(word) if word.isdigit() else NUMBERS.get(word)
        return None

    def rollout(self, texts: Iterable[str]) -> Rollout | None:
        for text in texts:
            for kind, pattern in _ROLLOUT:
                if pattern.search(text):
                    return kind
        return None

    def _dates(self) -> Iterable[tuple[int, StatedDate]]:
        for position, sentence in enumerate(self._sentences):
            if not _DATED.search(self.text, sentence.start, sentence.end):
                continue
            first = _FIRST_EPISODES.search(self.text, sentence.start, sentence.end)
            cued = first or _PREMIERE.search(self.text, sentence.start, sentence.end)
            for date in stated_dates(self.text, sentence.start, sentence.end):
                if cued or self._listed(date, sentence):
                    yield position, date

    def _listed(self, date: StatedDate, sentence: Sentence) -> bool:
        """A line of a calendar: "April 9: Low Water", "Low Water (April 9)"."""
        ahead = self.text[sentence.start : date.start].strip(" •*-")
        rest = self.text[date.end : sentence.end]
        if "finale" in rest.lower() or "finale" in ahead.lower():
            return False
        return (not ahead and bool(_LINE.match(rest))) or (not rest.strip(" ).") and bool(_LINE_ENDS.search(ahead)))

    def _score(self, date: StatedDate, position: int, work: Work | None) -> float:
        sentence = self._sentences[position]
        owned = self._owned(date, position, work)
        if owned is None or self._in_a_title(date, sentence):
            return 0.0
        before = self.text[max(sentence.start, date.start - 170) : date.start]
        if self._listed(date, sentence):
            return 2.4 + owned
        if _SINCE.search(before):
            return 0.0
        if _AFTERWARDS.match(self.text, date.end) and not re.search(r"\b(?:his|her|their)\s*$", before):
            return 2.4 + owned  # "for a 2027 launch"
        if self._leads(date, sentence):
            return 3.0 + owned
        cue = next(reversed(list(_PREMIERE.finditer(before))), None)
        if cue is None:
            return 2.4 + owned if _OPENING.match(self.text, date.end) else 0.0
        if self._of_something_else(date, before, cue) or self._of_another(date, before, cue, position, work):
            return 0.0
        if work is None and _EVENT.search(before[: cue.start()]):
            return 0.0
        gone = _gone(cue[0], date, before)
        if work is not self.scope.main and gone < 0:
            return 0.0  # of another title only what is to come
        score = owned + (2.0 if len(before) - cue.end() < _CLOSE else 1.2) + gone
        score += {"day": 1.5, "month": 0.6, "year": 0.0}.get(date.precision, 0.0)
        score -= 1 if _PAST.search(before[-60:]) and not re.search(r"\bto\s*$", before) else 0
        score -= 1 if _RUMOURED.search(before[-60:]) else 0
        if date.precision == "year" and date.text[:1].isdigit() and not _YEAR_AHEAD.search(before):
            score -= 1.5
        return score - (0.5 if sentence.paragraph > 6 else 0)

    def _of_something_else(self, date: StatedDate, before: str, cue: re.Match[str]) -> bool:
        """Whether what happens on that day is no premiere, or no longer."""
        gap, ahead = before[cue.end() :], before[: cue.start()]
        lead = ahead[-45:]
        if date.text.lower() in _NEAR and _STILL.search(gap):
            return True
        if (cue[0].lower() in _PASSED and _SINCE.search(ahead)) or _WORLD.search(before[: cue.end()]):
            return True
        if _BEFOREHAND.search(ahead) or (cue[0].lower() != "airs" and _FINALE.search(ahead)):
            return True  # "originally set for May 4", "the finale airs May 4"
        if _NOT_PREMIERE.search(gap) or (_MAKING.search(lead) and not lead.endswith("for ")):
            return True  # "Filming begins May 4", but "Filming begins soon, for broadcast in May"
        if before.endswith("from ") and re.match(r" to (?:\w+day, )?[A-Z\d]", self.text[date.end : date.end + 14]):
            return True  # "moved from May 4 to June 5"
        return bool(_OF_A_PIECE.search(ahead.lower())) or (date.precision == "year" and bool(_DID.search(lead)))

    def _of_another(self, date: StatedDate, before: str, cue: re.Match[str], position: int, work: Work | None) -> bool:
        """ "It leads into the return of “Long Road” on May 31": whether only another title is named in between."""
        if not before[cue.end() :].startswith(" of "):
            return False
        sentence, tokens = self._sentences[position], self.works.tokens
        after = date.start - len(before) + cue.end()
        between = {
            id(seen.work)
            for seen in self.scope.sightings(sentence.first, sentence.last)
            if after <= tokens[seen.first].start < date.start
        }
        return bool(between) and id(work) not in between

    def _leads(self, date: StatedDate, sentence: Sentence) -> bool:
        """ "Tonight, Quay will air Low Water": the date opens the sentence, and what happens then follows."""
        ahead = self.text[sentence.start : date.start].strip().lower()
        return ahead in {"", "on", "in", "starting", "beginning"} and bool(
            _AHEAD.match(self.text, date.end, sentence.end)
        )

    def _owned(self, date: StatedDate, position: int, work: Work | None) -> float | None:
        """What it is worth that the words are about the work; None: a date of another."""
        if work is None:
            return 0.0
        owners = self._regions.owners(position, date.start)
        here = self._regions.names(work, position)
        if any(owner is work for owner in owners):
            return 1.0 if here else 0.0
        if work is not self.scope.main or any(map(self.scope.heads, owners)):
            return None
        return -1.5 if owners else 0.0

    def _in_a_title(self, date: StatedDate, sentence: Sentence) -> bool:
        tokens = self.works.tokens
        return any(
            tokens[seen.first].start <= date.start < tokens[seen.last].end
            for seen in self.scope.sightings(sentence.first, sentence.last)
        )


def _gone(cue: str, date: StatedDate, before: str) -> float:
    if cue.lower() in _GONE and date.text.lower() not in _NEAR and f"to {cue}" not in before:
        return 0.0 if re.search(r"\b(?:will|global|series|season|be) " + cue, before, _I) else -1.5
    return 0.0
