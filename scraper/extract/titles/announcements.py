"""What an article announces: the kind of news, the title and season, the date and the number of episodes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.extract.titles.scope import Scope
from scraper.extract.titles.stated_dates import StatedDate, stated_dates
from scraper.extract.titles.titles import Work, Works
from scraper.model import Announcement, Article, Span

_I = re.IGNORECASE
_KINDS: tuple[tuple[str, float, re.Pattern[str]], ...] = tuple(
    (kind, weight, re.compile(pattern, _I))
    for kind, weight, pattern in (
        ("cancellation", 3, (r"\bcancel(?:s|l?ed|l?ation)\b|\baxe[sd]?\b|\bscrapp?(?:s|ed)\b|\bpulls? the plug\b"
                            r"|\bending after\b"
         r"|\bto end (?:after|with)\b|\bwill (?:end|conclude) (?:after|with)\b|\b(?:not"
         r"|n['’]t) (?:be )?(?:returning|moving forward with)|\bshe(?:lved|lves)\b")),
        ("renewal", 3, (r"\brenew(?:s|ed|al|ing)?\b|\bpick(?:s|ed)[ -]?up (?:for )?(?:a|an)? ?(?:second|third|fourth"
                       r"|fifth|new|\d)\b"
         r"|\b(?:gets|orders?|ordered|lands?|greenlights?) (?:a |an )?(?:second|third|fourth|fifth|sixth|final|new"
         r"|season \w+|another) ?season\b"
         r"|\b(?:gets|orders?|ordered) season \w+|\b(?:back|returning|return) for (?:a |an |its )?(?:second|third"
         r"|fourth|fifth|sixth|another|season)\b"
         r"|\bseason (?:two|three|four|five|six|\d+) (?:order|pickup|renewal)\b|\b(?:one|two|three"
         r"|multi)-season pick-?up\b|\bfor (?:a )?seasons (?:two|three|four|\d)\b|\border(?:s|ed) (?:a "
         r"|an )(?:second|third|fourth|fifth|sixth|seventh) (?:series|installment|run|outing)\b|\byear extension\b")),
        ("trailer", 2.6, r"\b(?:trailer|teaser|sneak peek|first footage)s?\b"),
        ("first look", 2.6, (r"\bfirst[ -]look\b(?! deal| pact| agreement)|\bfirst (?:images?|photos?|pictures)\b"
                            r"|\bnew images\b")),
        ("award", 2.4, (r"\b(?:wins?|won|winners?|awarded|nominat(?:ed|ions?|ion)|bags?|bagged|sweeps?|tak(?:es"
                       r"|ing) home|took home|accolade|snub\w*|best)\b.{0,60}\b(?:emmys?|oscars?|golden globes?"
                       r"|awards?|baftas?|grammys?|sag|prizes?|nominations?)\b"
         r"|\b(?:emmys?|oscars?|golden globes?|sag|baftas?|grammys?) (?:awards? )?(?:\d{4}|win|wins|winner|winners"
         r"|nomination|nominations|nominees?|nods?|race)\b|\bbest .{0,40} of \d{4}\b|\bthe winners\b|\bsweeps the\b")),
        ("casting", 2.4, (r"\b(?:joins?|joined|joining|boards?|boarded|rounds? out|tapped|casts?|casting|cast as"
                         r"|books|booked|toplines?|set to (?:star|play)|to (?:co-)?(?:star|topline|headline|lead"
                         r"|play|guest star|recur|host)|in talks to star"
         r"|will (?:co-)?(?:play|host|star|co-anchor|portray|topline)|add(?:s|ed)\b.{0,50}\bcast|new host"
         r"|named (?:the )?(?:new )?host|reprise\w*|upped to series regular|series regular|recast\w*)\b"
         r"|\b(?:exits|exited|exiting|to leave|leaves|leaving|departs?|departing|departure from"
         r"|says goodbye to)\b.{0,20}(?:\bthe (?:series|show)|[‘“'\"]|\bafter|\bas\b)|\bdeparture from\b"
         r"|\b(?:leaving|exiting|leaves|departs) (?-i:[A-Z])")),
        ("premiere date", 2.5, (r"\b(?:sets?|gets?|reveals?|announces?|unveils?|has a|confirms?"
                               r"|dates) .{0,40}\b(?:premiere|release|debut|return|launch)(?: date)?s?\b"
                               r"|\b(?:premiere|release|air) dates?\b"
         r"|\b(?:will |to |set to )?(?:premieres?|premiered|headed|debuts?|premiering|debuting|bows?|launch(?:es)?"
         r"|arriv(?:es?|ing)|com(?:es|ing)|hit(?:s|ting)?|return(?:s|ing)?|drops?|stream(?:s|ing)?|airs?"
         r"|opens?)\b.{0,160}?"
         r"(?:\bon (?:\w+day,? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:today|tonight|tomorrow)\b"
         r"|\bthis (?:fall|spring|summer|winter)|\bin (?:january|february|march|april|may|june|july|august"
         r"|september|october|november|december))"
         r"|\bdates\b.{0,60}\bfor (?:january|february|march|april|may|june|july|august|september|october|november"
         r"|december)")),
        ("series order", 2.8, (r"\b(?:series order|straight-to-series|greenlit|green-?lights?|pilot order"
                              r"|new originals)\b")),
        ("series order", 2.3, (r"\b(?:orders?|ordered)\b.{0,60}?(?:[“‘\"']|\b(?:series|season|pilot|episodes|show"
                              r"|drama|comedy|spin-?offs?|adaptation|docuseries|remake)\b)"
         r"|\b(?:greenlights?|greenlit|green-?lights?|green-?lit|picks up|series order|straight-to-series"
         r"|pilot order|commissions?|commissioned|gives?.{0,25}\border)\b|\b(?:gets|lands) (?:its |his |her "
         r"|their )?(?:own )?series\b|\bspin-?offs?\b"
         r"|\b(?:working on|making|is developing|developing|in development|into development|in the works|develops"
         r"|teams? up|sets|announces?|announced|unveils?|expanding|lands|landed|will air|adapt(?:s|ing)"
         r"|has (?:just )?added|coming to|to front|moving forward with)\b.{0,80}\b(?:series|drama|comedy|show"
         r"|spin-?offs?|docuseries|miniseries|adaptation|sitcom|remake|slate)\b|\bslate\b|\bset at\b|\badapts\b")),
        ("film greenlight", 2.3, (r"\b(?:greenlights?|greenlit|sets|lands|developing|in development|to direct"
                                 r"|announces?|making|make|makes)\b.{0,70}\b(?:film|movie|feature|biopic"
                                 r"|documentary film)\b|\b(?:to remake|remaking|film of)\b")),
        ("deal", 2.3, (r"\b(?:overall|first-look|multi-?year|development|exclusive|output|licensing"
                      r"|co-production)(?: \w+)? (?:deal|pact|agreement)\b|\b(?:inks?|inked|signs?|signed|strikes?"
                      r"|struck|closes?|extends?)\b.{0,50}\b(?:deal|pact|agreement|contract)\b"
         r"|\b(?:acquir(?:es|ed|ing|e)|nabs?|buys?|bought|snaps? up|lands?|wins?|pick(?:s|ed) up|secures?"
         r"|snags?)\b.{0,60}\brights\b|\bacquir(?:es?|ed|ing)\b|\bin talks to acquire\b|\bpartner(?:s|ed"
         r"|ing)? (?:with|to|on)\b|\bpartnership\b|\bsnags\b")),
        ("executive move", 2.5, (r"\b(?:hires?|hired|appoint(?:s|ed)?|promot(?:es|ed)|ups|upped|elevat(?:es|ed)"
                                r"|names?|named|joins?|joined|steps? down|exits?|exiting|out as"
                                r"|is leaving)\b.{0,70}\b(?:executive|head of|chief|president|vice president|vp|evp"
                                r"|svp|ceo|coo|cfo|chair(?:man|woman)?|boss)\b"
         r"|\b(?:chief|head of \w+|president|ceo|boss)\b.{0,60}\b(?:is exiting|exits|steps down|to depart"
         r"|is leaving|ousted)\b|\bshake-?up\b")),
        ("corporate", 2.4, (r"\b(?:subscribers?|price (?:hike|increase)|earnings|revenue|layoffs?|merg(?:er|es|ing"
                           r"|e)|quarter(?:ly)? (?:results|profit|loss)|shareholders?|majority stake|stake in"
                           r"|acquisition of|percent of)\b")),
    )
)  # fmt: skip
_PREMIERE = re.compile(
    r"\b(?:premieres?|premiered|premiering|debuts?|debuted|debuting|opens?|opening|releas(?:es?|ed|ing)|launch(?:es"
    r"|ed|ing)?|arriv(?:es?|ing)|hit(?:s|ting)?|return(?:s|ed|ing)?|"
    r"stream(?:s|ing)?|airs?|airing|airdate|drops?|bows?|coming|comes?|available|beginning|begins?|starting|starts?"
    r"|kick(?:s|ing)? off|theaters|theatres|cinemas|rolls? out|lands?|set for|slated for|due|in time for|free)\b",
    _I,
)
_NOT_PREMIERE = re.compile(
    r"\b(?:born|filming|production|shoot(?:ing|s)?|founded|since|ran|until|through|reported|said|told|awards?"
    r"|nominations?|festival|published|announced on|originally|price)\b",
    _I,
)
_EPISODES = re.compile(
    r"\b(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|thirteen)(?:-| )(?:new )?(?:episodes?|part"
    r"|hour-long episodes?)\b(?! (?:premiere|weekly|each|every|per))",
    _I,
)
_NUMBERS = {
    word: n
    for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen".split())
}
_ORDINALS = {
    word: n for n, word in enumerate("zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split())
}
_SEASON = re.compile(
    r"\bseason (\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\b|\b(first|second|third|fourth|fifth"
    r"|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th))(?: and final)? season\b",
    _I,
)
# Without one of these a sentence states no date: a cheap look before the dear ones.
_DATED = re.compile(
    r"\d|[Tt]his |[Nn]ext |[Ll]at|[Ee]arly|[Tt]o(?:day|night|morrow)|[JFMASOND][a-z]{2,8}\b"
    r"|[a-z]+day\b|the (?:sp|su|fa|wi|au)"
)
_MAKING = re.compile(r"\b(?:production|filming|shoot(?:ing)?|cameras?|tickets|principal photography)\b", _I)
_AFTERWARDS = re.compile(r",? (?:airdate|premiere|release|debut|launch|bow)", _I)
_UNTIED = frozenset({"award", "deal", "executive move", "corporate"})  # news that needs no title


_MOST = 400  # sentences: nothing is announced further down


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    paragraph: int
    first: int = 0  # its tokens
    last: int = -1


def announcements(article: Article, works: Works, scope: Scope) -> tuple[Announcement, ...]:
    """What is announced of the main title first, then of the others of a slate; () where nothing is."""
    return _Desk(article, works, scope).announcements()


class _Desk:
    def __init__(self, article: Article, works: Works, scope: Scope) -> None:
        self.article, self.works, self.scope = article, works, scope
        self.text = article.text
        self.bounds = works.doc.bounds
        self.sentences = self._sentences()

    def announcements(self) -> tuple[Announcement, ...]:
        main = self.scope.main
        kind, evidence = self._kind()
        date = self._date(main) if main is not None or kind in {"premiere date", "series order"} else None
        if main is None and kind == "other":
            return ()
        if main is not None and main.kind == "film" and kind == "series order":
            kind = "film greenlight"
        if kind == "other" and date is None:
            return ()
        first = Announcement(
            kind=kind,
            evidence=evidence,
            title=main.name if main is not None else None,
            season=self._season(evidence),
            episodes=self._episodes(main),
            date=date.text if date is not None else None,
            date_precision=date.precision if date is not None else None,
        )
        return (first,)

    def _sentences(self) -> list[_Sentence]:
        found = []
        tokens = self.works.tokens
        first = 0
        for i, token in enumerate(tokens):
            if token.sentence < 0:
                break  # past the end
            follows = tokens[i + 1] if i + 1 < len(tokens) else None
            if follows is None or follows.sentence != token.sentence or follows.paragraph != token.paragraph:
                found.append(_Sentence(tokens[first].start, token.end, token.paragraph, first, i))
                first = i + 1
                if len(found) >= _MOST:
                    break
        return found

    def _kind(self) -> tuple[str, Span]:
        """The kind with the most weight: headline first, then the first sentences."""
        scores: dict[str, float] = {}
        spans: dict[str, Span] = {}
        lead = self.sentences[0] if self.sentences else _Sentence(0, min(1, len(self.text)), 0)
        headline = self.article.headline
        for kind, weight, pattern in _KINDS:
            if headline and pattern.search(headline):
                scores[kind] = scores.get(kind, 0) + weight * 2
        for position, sentence in enumerate(self.sentences[:4]):
            if sentence.paragraph > 2:
                break
            share = (1.0, 0.55, 0.4, 0.3)[position]
            for kind, weight, pattern in _KINDS:
                match = pattern.search(self.text, sentence.start, min(sentence.end, sentence.start + 600))
                if match:
                    early = 1.15 - 0.3 * min(
                        1.0, (match.start() - sentence.start) / max(60, sentence.end - sentence.start)
                    )
                    scores[kind] = scores.get(kind, 0) + weight * share * early
                    spans.setdefault(kind, Span(sentence.start, sentence.end))
        if not self._about_a_work():
            scores = {kind: score for kind, score in scores.items() if kind in _UNTIED}
        best = max(scores, key=lambda kind: scores[kind], default="other")
        if scores.get(best, 0) < 1.9:
            best = "other"
        return best, spans.get(best, Span(lead.start, lead.end))

    def _about_a_work(self) -> bool:
        """A title in the headline or the first paragraphs, or a project without one."""
        if self.scope.untitled or (self.scope.main is not None and not self.scope.main.seen):
            return True
        return any(
            self.works.tokens[seen.first].paragraph < 2 and not seen.work.source for seen in self.works.sightings
        )

    # The date.

    def _date(self, main: Work | None) -> StatedDate | None:
        """When the main title premieres: a date in a sentence that says so and is about it."""
        best: StatedDate | None = None
        high = 1.4
        for position, sentence in enumerate(self.sentences):
            if not _DATED.search(self.text, sentence.start, sentence.end):
                continue
            if not _PREMIERE.search(self.text, sentence.start, sentence.end):
                continue
            for date in stated_dates(self.text, sentence.start, sentence.end):
                score = self._score(date, sentence, main) - min(position, 12) * 0.06
                if score > high:
                    high, best = score, date
        return best

    def _score(self, date: StatedDate, sentence: _Sentence, main: Work | None) -> float:
        before = self.text[max(sentence.start, date.start - 90) : date.start]
        if _AFTERWARDS.match(self.text, date.end):
            return 2.4  # "for a 2027 launch"
        cue = next(reversed(list(_PREMIERE.finditer(before))), None)
        if cue is None:
            return 0.0
        gap = before[cue.end() :]
        past = (
            -1.5
            if date.text.lower() not in {"today", "tonight", "tomorrow"}
            and cue[0].lower() in {"premiered", "debuted", "launched", "released", "returned", "debut"}
            and "to " + cue[0] not in before
            else 0.0
        )
        if _NOT_PREMIERE.search(gap) or _MAKING.search(before[max(0, cue.start() - 45) : cue.start()]):
            return 0.0
        score = past + (2.0 if len(gap) < 40 else 1.2)
        score += {"day": 1.5, "month": 0.6, "year": 0.0}.get(date.precision, 0.0)
        tokens = self.works.tokens
        here = self.scope.sightings(sentence.first, sentence.last)
        if any(tokens[seen.first].start <= date.start < tokens[seen.last].end for seen in here):
            return 0.0
        named = here
        if any(seen.work is main for seen in named):
            score += 1
        elif named:
            score -= 1.5
        if re.search(r"\b(?:festival|in \d{4}|last|ago|was|prior to|since|rights)\b", before[-60:], _I):
            score -= 1
        if date.precision == "year" and not re.search(r"\b(?:in|for|of|a)\s*$", before):
            score -= 1.5
        return score - (0.5 if sentence.paragraph > 6 else 0)

    # Season and episodes.

    def _season(self, evidence: Span) -> str | None:
        for text in (self.article.headline, evidence.of(self.text)):
            match = _SEASON.search(text)
            if match:
                word = (match[1] or match[2]).lower()
                number = _NUMBERS.get(word) or _ORDINALS.get(word) or int(re.sub(r"\D", "", word) or 0)
                return str(number) if number else None
        return None

    def _episodes(self, main: Work | None) -> int | None:
        if main is None:
            return None
        for sentence in self.sentences[:12]:
            match = _EPISODES.search(self.text, sentence.start, sentence.end)
            if match:
                return _NUMBERS.get(match[1].lower()) or (int(match[1]) if match[1].isdigit() else None)
        return None
