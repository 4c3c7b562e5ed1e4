"""The vocabulary of news: the words that say that something is ordered, renewed, cast, dated, sold ..."""

from __future__ import annotations

import textwrap

from scraper.extract.text.caseless import Caseless

_NTH = r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )"
_SHOWN = (
    r"premieres?|premiered|headed|debuts?|premiering|debuting|bows?|launch(?:es|ing)?|arriv(?:es?|ing)|com(?:es|ing)"
    r"|hit(?:s|ting)?|return(?:s|ing)?|drops?|stream(?:s|ing)?|airs?|opens?|kicks? off|lands? on|rolls? out|back"
)
_SERIES = r"(?:series|season|pilot|episodes|show|drama|comedy|sitcom|spin-?offs?|adaptation|docuseries|remake|thriller)"
_AWARDS = r"(?:emmys?|oscars?|golden globes?|awards?|baftas?|grammys?|sag|prizes?|nominations?)"
_OFFICES = (
    r"(?:executives?|head of|chief|president|vice president|vp|evp|svp|ceo|coo|cfo|chair(?:man|woman)?|boss"
    r"|commissioner|controller)(?!-elect)"
)
_PARTS = {
    "<nth>": _NTH,
    "<month>": _MONTH,
    "<weekday>": _WEEKDAY,
    "<shown>": _SHOWN,
    "<series>": _SERIES,
    "<awards>": _AWARDS,
    "<offices>": _OFFICES,
}

# (kind, weight, its words): regular expressions, one a line; a line with "+" continues the one before. A kind may
# have several rows: each counts once.
_WORDS: tuple[tuple[str, float, str], ...] = (
    ("cancellation", 3, r"""
        \bcancel(?:s|l?ed|l?ation)\b
        \baxe[sd]?\b
        \bscrapp?(?:s|ed)\b
        \bpull(?:s|ed|ing)? the plug\b
        \bending after\b
        \bto end (?:after|with)\b
        \bwill (?:end|conclude) (?:after|with)\b
        \b(?:not|n['’]t) (?:be )?(?:returning(?! to (?:[‘“'"]|the ))|return for|moving forward with)
        \b(?:not to|against) (?:renew|move forward with|proceed with|moving forward|renewing|order (?:a |another ))
        \bcomes? to an end\b
        \bcanned\b
        \bshe(?:lved|lves)\b
        \bcalled it quits\b
        \bno (?:second|third|fourth|further|more) seasons?\b
        \bends its run\b
        \bnot be renewed\b
    """),
    ("renewal", 3, r"""
        \brenew(?:s|ed|al|als|ing)?\b(?! dates?\b)(?!.{0,40}\b(?:deal|pact|contract|agreement)\b)
        \bbring(?:s|ing)? back [‘“'"]
        \b(?:gets?|orders?|ordered|greenlights?|commission(?:s|ed)) (?:new|more|additional) (?:seasons|episodes|runs)\b
        \bseason (?:two|three|four|five|six|\d+) (?:is |has been )?(?:officially )?(?:happening|confirmed|a go
        + |ordered|greenlit|on the way|in the works)\b
        \b(?:earns?|scores?|nabs?|secures?|snags?) (?:a |an )?(?:<nth>|another|final)[ -](?:season|series|run|outing)\b
        \bpick(?:s|ed)[ -]?up (?:for )?(?:(?:a|an|its) )?(?:<nth>|final|\d\w*|new season|another season)\b
        \b(?:gets|orders?|ordered|lands?|greenlights?) (?:a |an )?(?:<nth>|final|new|season \w+
        + |another) ?season\b
        \b(?:gets|orders?|ordered) season \w+
        \b(?:back|return(?:s|ing)?) for (?:a |an |its )?(?:<nth>|another|season)\b
        \bseason (?:two|three|four|five|six|\d+) (?:order|pickup|renewal)\b
        \b(?:one|two|three|multi)-season pick-?up\b
        \bfor (?:a )?seasons (?:two|three|four|five|six|\d)\b
        \b(?:orders?|ordered|gets|picks? up|picked up) (?:\w+ ){0,2}more (?:seasons?|series)\b
        \b(?:order(?:s|ed)|(?:re)?commission(?:s|ed)) (?:a |an )?(?:<nth>|\d|another|more) (?:series|installment
        + |run|outing)\b
        \brecommission(?:s|ed)\b
        \byear extension\b
        \bhanded (?:a |an )?(?:\w+ )?season\b
    """),
    ("trailer", 2.6, r"""
        \b(?:trailer|teaser|sneak peek|first footage)s?\b
    """),
    ("first look", 2.6, r"""
        \bfirst[ -]look\b(?!(?: [\w-]+){0,2} (?:deal|pact|agreement))
        \bfirst (?:images?|photos?|pictures|glimpse)\b
        \bnew images\b
        \b(?:exclusive|first|early) (?:look|peek|glimpse) (?:at|inside)\b
    """),
    ("award", 2.4, r"""
        \b(?:wins?|won(?!['’]t)|winners?|awarded|nominat(?:ed|ions?|ion)|bags?|bagged|sweeps?|tak(?:es|ing) home
        + |took home|accolade|snub\w*|best|takes? top|lead(?:s|ing)?)\b.{0,60}\b<awards>\b
        \b(?:emmys?|oscars?|golden globes?|sag|baftas?|grammys?) (?:awards? )?(?:\d{4}|win|wins|winner|winners
        + |nomination|nominations|nominees?|nods?|race)\b
        \bbest .{0,40} of \d{4}\b
        \bthe winners\b
        \bsweeps the\b
        \bnamed (?:the )?best\b
        \bbest (?:film|picture|movie|series|show|album) of the year\b
        \b(?:dominat(?:es|ed|ing)|sweeps?|swept)\b.{0,60}\b(?:<awards>|categories)\b
        ^(?:emmys|oscars|golden globes|baftas|(?:sag|emmy|bafta|critics choice) awards)(?: \d{4})?:
        \b(?:takes?|took|claims?|claimed|nabs?|nabbed|picks? up|picked up|lands?) (?:the )?(?:best|outstanding|top)
        +  (?:[a-z]+ )?(?:prize|award|honou?rs?|drama|comedy|series|film|picture|actor|actress|director)\b
        \b(?:to be|was|were) honou?red (?:at|with|by)\b
        \bwon (?:best|outstanding|the top prize)\b
    """),
    ("casting", 2.4, r"""
        \b(?:joins?|joined|joining|boards?(?!.{0,40}rights)|boarded(?!.{0,40}rights)|rounds? out(?! (?:its
        + |the) crew)|tapped|casts?|casting
        + |cast as|(?:books|booked)(?= (?:(?:a |an |the )?(?:\w+ )?(?:role|part|lead|gig|regular)\b
        + |(?-i:[A-Z])|two|three|four))
        + |toplines?|set to (?:star|play|lead)|(?<!attached )to (?:co-)?(?:star|topline
        + |headline|lead|play|guest star|recur|host|present|front)|in talks to star|will (?:co-)?(?:play|host|star
        + |co-anchor|portray|topline)|add(?:s|ed)\b.{0,50}\bcast|new host|named (?:the )?(?:new )?host|reprise\w*
        + |upped to series regular|series regulars?|recast\w*)\b
        \b(?:exits|exited|exiting|to leave|leaves|leaving|departs?|departing|departure from
        + |says goodbye to)\b.{0,20}(?:\bthe (?:series|show)|[‘“'\"]|\bafter|\bas\b)
        \bdeparture from\b
        \b(?:not|n['’]t) (?:be )?(?:returning|coming back|back) to (?:[‘“'"]|the (?:show|series))
        \b(?:not|n['’]t) (?:be )?(?:returning|return|back) as a\b
        \bin (?:early |final |advanced )?(?:talks|negotiations) to (?:star|join|play|lead)\b
        \bset (?:for|as) (?:a |the )?(?:recurring|leads?|series regulars?|key|major)\b
        \brecurring roles?\b
        \b(?:leaving|exiting|leaves|departs) (?-i:[A-Z])
        \bsigned (?:on|up)(?: to (?:star|play))?\b
        \bland(?:s|ed) (?:the|a) (?:\w+ )?(?:role|part|lead)\b
        \bfinds (?:its|her|his) \b
        \bleave the (?:[\w-]+ )?(?:show|series)\b
    """),
    ("premiere date", 2.5, r"""
        \b(?:sets?|gets?|reveals?|announces?|unveils?|has a|confirms?|dates|lands) .{0,40}\b(?:premiere|release
        + |debut|return|launch|airdate|schedule)(?: date)?s?\b
        \b(?:premiere|release|air) ?dates?\b
        \b(?:sets?|dates) (?:release )?(?:dates|two|three|four|five|six|\d+)\b
        \b(?:will |to |set to )?(?:<shown>)\b.{0,160}?(?:\bon (?:the )?<weekday>?(?:\d\d? )?<month>\b
        + |\b<weekday>?(?:<month> \d|\d\d? <month>)|\b(?:today|tonight|tomorrow)\b|\bthis (?:fall|autumn|spring
        + |summer|winter)|\bin (?:january|february|march|april|may|june|july|august|september|october|november
        + |december))
        \bdates\b.{0,60}\bfor <month>\b
        \bdates? (?-i:[A-Z][\w ]* )?[“‘\"']
        \b(?:moves?|moved|shifts?|shifted|pushe[sd]|delays?|delayed|bumps?|bumped
        + |brings? forward)\b.{0,60}\b(?:release|premiere|debut|to (?:20\d\d|jan|feb|mar|apr|may|jun|jul|aug|sep
        + |oct|nov|dec))
        \b(?:sets?|unveils?|announces?|reveals?) (?:its |the )?(?:\w+ ){0,2}(?:schedule|lineup|line-up)\b
    """),
    ("premiere date", 0.6, r"""
        \b(?:will|to|today) (?:make its .{0,20}debut|premiere|debut|launch|return|stream|arrive|air
        + |open)\b.{0,60}\b<weekday>?<month> \d
    """),
    ("series order", 2.8, r"""
        \bseries order\b
        \bstraight[ -]to[ -]series\b
        \bgreenlit\b
        \bgreen-?lights?\b
        \bpilot order\b
        \bnew originals\b
    """),
    ("series order", 2.3, r"""
        \b(?:orders?|ordered)\b.{0,60}?(?:[“‘\"']|\b<series>\b)
        \b(?:greenlights?|greenlit|green-?lights?|green-?lit|picks up|series order|straight-to-series
        + |pilot order|commissions?|commissioned|gives?.{0,25}\border)\b
        \bpicked up (?:a|an) new\b.{0,60}\b<series>\b
        \b(?:gets|lands) (?:its |his |her |their )?(?:own )?series\b
        \bspin-?offs?\b
        \b(?:working on|making|is developing|developing|in development|into development|in the works|develops
        + |teams? up|sets|announces?|announced|unveils?|expanding|lands|landed|will air|adapt(?:s|ing)
        + |has (?:just )?added|coming to|to front|moving forward with|remak(?:e|es|ing))\b.{0,80}\b(?:series|drama
        + |comedy|show|spin-?offs?|docuseries|miniseries|adaptation|sitcom|remake|slate)\b
        \bslate\b
        \bset at\b
        \badapts\b
    """),
    ("film greenlight", 2.3, r"""
        \b(?:greenlights?|greenlit|sets|lands|landed|developing|in development|to direct|announces?|making|make
        + |makes|boards|wraps)\b.{0,70}\b(?:film|movie|feature|biopic|documentary film|films|pictures)\b
        \b(?:to remake|remaking|film of(?! the year))\b
        \b(?:film|movie|feature|sequel|prequel|biopic)\b.{0,60}\b(?:moving forward|a go|happening|in the works
        + |in development|greenlit)\b
        \bis (?:officially )?a go\b
    """),
    ("film greenlight", 1.6, r"""
        \bto direct\b
        \bto be directed by\b
        \battached to direct\b
    """),
    ("deal", 2.3, r"""
        \b(?:overall|first-look|multi-?year|development|exclusive|output|licensing
        + |co-production)(?: [\w-]+){0,2} (?:deal|pact|agreement)\b
        \b(?:inks?|inked|signs?|signed|strikes?|struck|clos(?:es|ed)|extend(?:s|ed)|re-?upped|re-?ups|renew(?:s|ed))\b.{0,50}\b(?:deal|pact|agreement
        + |contract)\b
        \b(?:acquir(?:es|ed|ing|e)|nabs?|buys?|bought|snaps? up|lands?|wins?|pick(?:s|ed) up|board(?:s|ed)
        + |secur(?:es|ed)
        + |snag(?:s|ged)|nabbed|landed|tak(?:es|en)|took)\b.{0,60}\brights\b
        \boption(?:s|ed)\b
        \bacquir(?:es?|ed|ing)\b(?! the company)
        \bin talks to acquire\b
        \bpartner(?:s|ed|ing)? (?:with|to|on)\b
        \bpartnership\b
        \bsnags\b
        \b(?:snap(?:s|ped) up|scoops? up|scooped up)\b
        \b(?:wins?|won) (?:an? |the )?(?:[\w-]+ )?auction\b
        \bre-?ups?(?: with| at)\b
        \b(?:worldwide|global|north american|international|theatrical|distribution|streaming|film|screen) rights\b
        \bunder the (?:pact|deal|agreement)\b
    """),
    ("executive move", 2.5, r"""
        \b(?:hires?|hired|appoint(?:s|ed)?|promot(?:es|ed)|ups|upped|elevat(?:es|ed)|names?|named|taps?|tapped
        + |joins?|joined|steps? down|exits?|exiting|out as|is leaving|poach(?:es|ed))\b.{0,70}\b<offices>\b
        \b(?:chief|head of \w+|president|ceo|boss)\b.{0,60}\b(?:is exiting|exits|(?:to |will |is )?step(?:s|ping)? down
        + |to depart|is leaving|to leave|to exit|ousted)\b
        \bshake-?up\b
        \b(?:promot(?:es|ed)|ups|upped|elevat(?:es|ed))\b.{0,70}\b(?:team|ranks|programming|development|marketing
        + |publicity|scripted|unscripted)\b
        \b(?:becomes|elevated to|promoted to|succeeds|succeeding|replaces|replacing)\b.{0,60}\b<offices>\b
        \bto (?:run|lead|oversee|head(?: up)?)(?: its| the)? (?:\w+ )?(?:television|tv|film|programming|scripted
        + |unscripted|originals|studio|division|content|marketing|production|drama|comedy)\b
    """),
    ("corporate", 2.4, r"""
        \b(?:subscribers?|price (?:hike|increase|rise)|earnings|revenue|layoffs?|lays? off|merg(?:er|es|ing|e)
        + |quarter(?:ly)? (?:results|profit|loss)|shareholders?|majority stake|stake in|acquisition of|percent of
        + |quarterly)\b
        \b(?:rais(?:es?|ing)|hik(?:es?|ing)|increas(?:es?|ing)|cut(?:s|ting)?)\b.{0,50}\bprices?\b
        \b(?:buys?|bought|acquir\w+|takes? over)\b.{0,90}\$[\d.,]+ ?(?:million|billion|m\b|bn\b)
        \bspin(?:s|ning)?[ -]off\b.{0,80}\b(?:networks|channels|business|company|division|unit)\b
        \b(?:publicly traded|ipo|bankruptcy|rebrand(?:s|ed|ing)?|antitrust|ad(?:-supported)? tier)\b
        \b(?:cut(?:s|ting)?|eliminat(?:es|ed|ing)) (?:about |some )?[\d,]+ jobs\b
    """),
)  # fmt: skip


def _pattern(words: str) -> Caseless:
    joined = textwrap.dedent(words).strip().replace("\n+ ", "").replace("\n", "|")
    for part, meaning in _PARTS.items():
        joined = joined.replace(part, meaning)
    return Caseless(joined)


KINDS = tuple((kind, weight, _pattern(words)) for kind, weight, words in _WORDS)
