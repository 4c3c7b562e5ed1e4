"""The vocabulary of news: the words that say that something is ordered, renewed, cast, dated, sold ..."""

from __future__ import annotations

import textwrap

from scraper.extract.text.caseless import Caseless

_NTH = r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )"
_SHOWN = (
    r"premieres?|premiered|headed|debuts?|premiering|debuting|bows?|launch(?:es|ing)?|arriv(?:es?|ing)|com(?:es|ing)"
    r"|hit(?:s|ting)?|return(?:s|ing)?|drops?|stream(?:s|ing)?(?! (?:service|platform|giant|video"
    r"|subscription))|airs?|opens?(?! (?:its|his|her|their|the) )|kicks? off"
    r"|lands? on|rolls? out|back"
)
_SERIES = r"(?:series|season|pilot|episodes|show|drama|comedy|sitcom|spin-?offs?|adaptation|docuseries|remake|thriller)"
_AWARDS = (
    r"(?:emmys?|oscars?|golden (?:globes?|lions?|bears?)|awards?|baftas?|grammys?|tonys?|sag|prizes?|nominations?|palme"
    r"|peabodys?|c[eé]sars?)"
)
# What is called off when no work is: "cancels the premiere of ‘Low Water’".
_OCCASION = (
    r"(?:premieres?|screenings?|appearances?|events?|concerts?|tours?|festivals?|part(?:y|ies)|interviews?"
    r"|red carpet|panels?|shoots?|flights?|meetings?|orders?|subscriptions?|trials?)"
)
_OFFICES = (
    r"(?:executives?|head of|chief|president|vice president|vp|evp|svp|ceo|coo|cfo|chair(?:man|woman)?|boss"
    r"|commissioner|controller"
    r"|director of (?:drama|comedy|content|programmes|programming|factual|entertainment|television))"
    r"(?!-elect)"
)
_SOME = r"(?:two|three|four|five|six|seven|eight|nine|ten|a dozen|\d+)"
_PARTS = {
    "<nth>": _NTH,
    "<month>": _MONTH,
    "<weekday>": _WEEKDAY,
    "<shown>": _SHOWN,
    "<series>": _SERIES,
    "<awards>": _AWARDS,
    "<offices>": _OFFICES,
    "<occasion>": _OCCASION,
    "<some>": _SOME,
}

_WORD = r"\b"

# (kind, weight, its words): regular expressions, one a line; a line with "+" continues the one before. A kind may
# have several rows: each counts once.
_WORDS: tuple[tuple[str, float, str], ...] = (
    ("cancellation", 3, r"""
        (?<!noise )(?<!noise-)\bcancel(?:s|l?ed|l?ation)\b(?! (?:[\w‘’“”'",-]+ ){0,6}<occasion>\b)
        \baxe[sd]?\b
        \bscrapp?(?:s|ed)\b
        \bpull(?:s|ed|ing)? the plug\b
        \bending after\b
        \bto end (?:after|with)\b
        \bwill (?:end|conclude) (?:after|with)\b
        \b(?:not|n['’]t) (?:be )?(?:returning(?! (?:to|for) (?:[‘“'"]|the ))|moving forward with)
        \b(?:not|n['’]t) (?:be |come )?(?:returning|return|back|renewed) for (?:season \w+|(?:a |any )?(?:<nth>|another)
        +  (?:season|series|run))\b(?! of)
        \b(?:not to|against|n['’]t) (?:go|going) ahead with\b
        \b(?:drops|(?:has|have) dropped|ditch(?:es|ed)|pass(?:es|ed) on)\b(?=.{0,50}(?:[‘“'"]|\bseason))
        + (?!.{0,60}\b(?:trailers?|teasers?|clips?|posters?|dates?|episodes?)\b)
        \bdropped by\b(?! (?:his|her|their)\b)
        \b(?:drops|dropped|dumps|ends)\b.{0,60}\bafter (?:just |only )?(?:a single|one|two|three|four|five|six|\d+)
        +  (?:series|seasons?)\b
        \bis (?:over|done) after\b
        \b(?:not to|against) (?:renew|move forward with|proceed with|moving forward|renewing|order (?:a |another ))
        \bcomes? to an end\b
        \bcanned\b
        \bshe(?:lved|lves)\b
        \bcalled it quits\b
        \bno (?:second|third|fourth|further|more) seasons?\b
        \bends its run\b
        \bnot be renewed\b
        \b(?:not|n['’]t) (?:be )?(?:renew(?:ing)?|mak(?:e|ing) (?:a |any )?(?:more|another|season|<nth> season))\b
        \b(?:ending|ends|wraps? up|wrapping up|conclud(?:es|ing)) (?:with|after) (?:its |the |her |his )?(?:upcoming )?
        + (?:season|<nth>|final|current)\b(?! (?:finale|episode|scene|shot|image))
        \b(?:revers(?:es|ed)|rescind(?:s|ed)|revok(?:es|ed)) .{0,60}\b(?:renewal|renew|order|pick-?up)\b
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
        (?<!not )(?<!n['’]t )\b(?:back|return(?:s|ing)?) for (?:a |an |its )?(?:<nth>|another|season)\b
        \b(?:getting|confirm(?:s|ed)|announc(?:es|ed)) (?:a |an )?(?:<nth>|another|new) (?:season|series|run)\b
        \bfor (?:\w+ )?more (?:seasons?|series|episodes|runs)\b
        \bthere will be (?:a |an )?(?:<nth>|another|more) (?:season|series|run)\b
        \bseason (?:two|three|four|five|six|\d+) (?:order|pickup|renewal)\b
        \b(?:one|two|three|multi)-season pick-?up\b
        \bfor (?:a )?seasons (?:two|three|four|five|six|\d)\b
        \b(?:orders?|ordered|gets|picks? up|picked up) (?:\w+ ){0,2}more (?:seasons?|series)\b
        \b(?:order(?:s|ed)|(?:re)?commission(?:s|ed)) (?:a |an )?(?:<nth>|\d|another|more) (?:series|installment
        + |run|outing)\b
        \brecommission(?:s|ed)\b
        \byear extension\b
        \bhanded (?:a |an )?(?:\w+ )?season\b
        \bback[ -]nine\b
    """),
    ("trailer", 2.6, r"""
        \b(?:trailer|teaser|sneak peek(?! (?:images?|photos?|pictures))|first footage)s?\b
        \b(?:new|first|exclusive) (?:[‘“'"][^’”'"]{1,40}[’”'"] )?(?:clip|featurette|promo|footage)\b
    """),
    ("first look", 2.6, r"""
        \bfirst[ -]look\b(?!(?: [\w-]+){0,2} (?:deal|pact|agreement))
        \b(?:first|sneak[ -]peek) (?:images?|photos?|pictures|glimpse)\b
        \b(?:new|first) (?:[‘“'"][^’”'"]{1,40}[’”'"] )?(?:images|photos|pictures|stills|poster)\b
        \b(?:exclusive|first|early) (?:look|peek|glimpse) (?:at|inside)\b
    """),
    ("award", 2.4, r"""
        \b(?:wins?|won(?!['’]t)|winners?|awarded|nominat(?:ed|ions?|ion)|bags?|bagged|sweeps?|tak(?:es|ing) home
        + |took home|accolade|snub\w*|best|takes? top|lead(?:s|ing)?)\b.{0,60}\b<awards>\b
        \b(?:emmys?|oscars?|golden globes?|sag|baftas?|grammys?|academy|tonys?) (?:awards? )?(?:\d{4}|win|wins|winners
        + |nomination|nominations|nominees|nods?|race)\b
        \bbest .{0,40} of \d{4}\b
        \bthe winners\b
        \bsweeps the\b
        \bnamed (?:the )?best\b
        \bbest (?:film|picture|movie|series|show|album) of the year\b
        \b(?:dominat(?:es|ed|ing)|sweeps?|swept)\b.{0,60}\b(?:<awards>|categories)\b
        ^(?:emmys|oscars|golden globes|baftas|(?:sag|emmy|bafta|critics choice) awards)(?: \d{4})?:
        \b(?:takes?|took|claims?|claimed|nabs?|nabbed|picks? up|picked up|lands?) (?:the )?(?:best|outstanding|top)
        +  (?:[a-z]+ )?(?:prize|award|honou?rs?|drama|comedy|series|film|picture|actor|actress|director)\b
        \b(?:to be|was|were|will be|is being) honou?red (?:at|with|by)\b
        \bto receive\b.{0,60}\b(?:award|honou?r|prize|tribute|statuette)\b
        \bwon (?:best|outstanding|the top prize)\b
        \b(?:earns?|earned|leads? with|scores?|scored|receives?|received|lands?|landed|garners?|garnered|nabs?|nabbed
        + |gets?|collects?|collected|racks? up) (?:(?:a|an|the) )?(?:record |whopping |leading )?(?:[\w-]+ )?
        + (?:nominations|nods|noms)\b
    """),
    ("casting", 2.4, r"""
        \b(?:joins?|joined|joining(?! (?:director|writer|creator|showrunner|producer)\b)|boards?(?!.{0,40}rights)
        + |boarded(?!.{0,40}rights)|rounds? out(?! (?:its
        + |the) crew)|tapped|casting
        + |casts(?! (?:a |doubt|light|shade|aside|off)\b)|(?:is|are|was|were|been|being|newly|has|have|also) cast
        + |cast as|(?:books|booked)(?= (?:(?:a |an |the )?(?:\w+ )?(?:role|part|lead|gig|regular)\b
        + |(?-i:[A-Z])|two|three|four))
        + |toplines?|set to (?:star|play|lead)|(?<!attached )to (?:co-)?(?:star|topline
        + |headline|lead|play|guest star|recur|host|present|front)|in talks to star|will (?:co-)?(?:play|host|star
        + |co-anchor|portray|topline)|add(?:s|ed)\b.{0,50}\bcast|new host|named (?:the )?(?:new )?host|reprise\w*
        + |upped to series regular|series regulars?|recast\w*)\b
        \b(?:sets?|confirms?|confirmed|announces?|announced|reveals?|revealed|unveils?|unveiled|assembles?|assembled
        + |fills? out|rounds? out|rounded out|completes?|completed|completing|leads?|leading|heads?|lines? up|lined up
        + |names?|named|expands?|rounds? up|rounded up|meet) (?:[\w‘’“”'-]+ ){0,6}cast\b(?! (?:crew|iron))
        \bcast (?:is )?(?:set|confirmed|announced|revealed|additions?|unveiled|complete)\b
        \b(?:voice|guest) cast\b
        \b(?:meet|named?|names|reveals?) the (?:voices|stars|judges|mentors|hosts) of\b
        \b(?:exits|exited|exiting|to leave|leaves|leaving|departs?|departing|departure from
        + |says goodbye to)\b.{0,20}(?:\bthe (?:series|show)|[‘“'\"]|\bafter|\bas\b)
        \bdeparture from\b
        \b(?:not|n['’]t) (?:be |come )?(?:returning|coming back|return|back) (?:to|for) (?:[‘“'"]|the (?:show|series)
        + |(?:the |its )?<nth> season of\b|season \w+ of\b)
        \breplac(?:es|ed|ing)\b.{0,40}?\b(?:in|on|as|for)\b.{0,25}[‘“"]
        \b(?:not|n['’]t) (?:be )?(?:returning|return|back) as a\b
        \bin (?:early |final |advanced )?(?:talks|negotiations) to (?:star|join|play|lead)\b
        \bset (?:for|as) (?:a |the )?(?:recurring|leads?|series regulars?|key|major)\b
        \brecurring roles?\b
        \b(?:leaving|exiting|leaves|departs) (?-i:[A-Z])
        \bsigned (?:on|up)(?: to (?:star|play))?\b
        \bland(?:s|ed) (?:the|a) (?:\w+ )?(?:role|part|lead)\b
        \b(?:eyed|courted|in the running|frontrunner) (?:for|to (?:star|play|lead))\b.{0,40}(?:[‘“"]
        + |\b(?:role|lead|part)\b)
        \b(?:returning|returns|to return|will return|coming back) to [‘“'"]
        \bfinds (?:its|her|his) \b
        \b(?:fired|let go|written out|dropped) (?:from|of) [‘“"]
        \bleave the (?:[\w-]+ )?(?:show|series)\b
    """),
    ("premiere date", 2.5, r"""
        \b(?:sets?|gets?|reveals?|announces?|unveils?|has a|confirms?|dates|lands) .{0,40}\b(?:premiere|release
        + |debut|return|launch|airdate|schedule)(?: date)?s?\b
        \b(?:premiere|release|air|start|return) ?dates?\b
        \b(?:sets?|dates) (?:release )?(?:dates|<some>)\b(?! (?:new |more )?<series>)
        \b(?:will |to |set to )?(?:<shown>)\b.{0,160}?(?:\bon (?:the )?<weekday>?(?:\d\d? )?<month>\b
        + |\b<weekday>?(?:<month> \d|\d\d? <month>)|(?<!ago )\b(?:today|tonight|tomorrow)\b|\bthis (?:fall|autumn|spring
        + |summer|winter)|\bon (?:christmas|thanksgiving|halloween|new year)|\bthis (?:week(?:end)?|(?:mon|tues
        + |wednes|thurs|fri|satur|sun)day)\b|\bin (?:january
        + |february|march|april|may|june|july|august|september|october|november
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
    ("premiere date", 1.4, r"""
        \b(?:is|are|now|finally) (?:now )?(?:streaming|available (?:on|to (?:watch|stream))|in (?:theaters|cinemas))\b
        \bnow (?:streaming|available)\b
        \b(?:to|will) begin (?:on|airing|streaming)\b
    """),
    ("series order", 2.8, r"""
        \bseries order\b
        \bstraight[ -]to[ -]series\b
        \bgreenlit\b
        \bgreen-?lights?\b
        \bpilot (?:order|pick-?up)\b
        \b(?:season|series|multi-season) commitment\b
        \bnew (?:[\w-]+ )?originals\b
        \bto (?:create|write) (?:a |an )?(?:[\w-]+ ){0,3}<series> for\b
        \b(?:sets?|orders?|ordered|unveils?|unveiled|announces?|announced|green-?lights?|picks up|picked up|reveals?)
        +  <some> (?:(?:new|original|scripted|unscripted|limited|more) )*(?:series|shows|dramas|comedies|sitcoms|pilots
        + |originals|docuseries|thrillers)\b
    """),
    ("series order", 2.3, r"""
        \b(?:orders?|ordered)\b.{0,60}?(?:[“‘\"']|\b<series>\b)
        \b(?:greenlights?|greenlit|green-?lights?|green-?lit|picks up|series order|straight-to-series
        + |pilot order|commissions?|commissioned|gives?.{0,25}\border)\b
        \bpicked up (?:a|an) new\b.{0,60}\b<series>\b
        \b(?:gets|lands) (?:its |his |her |their )?(?:own )?series\b
        \bspin-?offs?\b
        \b(?:working on|making|is developing|developing|in development|into development|in the works|develops
        + |teams? up|sets|announces?|announced|unveils?|unveiled|expanding|lands|landed|will air|adapt(?:s|ing)
        + |has (?:just )?added|coming to|to front|moving forward with|remak(?:e|es|ing))\b.{0,80}\b(?:series|drama
        + |comedy|show|spin-?offs?|docuseries|miniseries|adaptation|sitcom|remake|slate)\b
        \b(?:adapted|turned|turning|turns?|made|develop(?:ed|ing)|becom(?:es|ing)) (?:[^.,;]{1,40} )?(?:as|into
        + |for) (?:a |an |its )?
        + (?:new )?(?:[\w-]+ )?(?:tv|television|series|show|drama|comedy)\b
        \b(?:wins?|won) (?:a |the )?(?:bidding war|auction) for\b.{0,60}\b<series>\b
        \bbecoming an? (?:[\w-]+ )?(?:tv|television|series)\b
        \bto (?:make|produce|develop) (?:a |an )(?:new )?(?:[\w-]+ ){0,2}<series>\b
        \b(?:reboot|revival|<series>)\b.{0,30}\b(?:in the works|in development|on the way
        + |is coming|confirmed|happening)\b
        \bslate\b
        \bset at\b
        \badapts\b
    """),
    ("series order", 1.6, r"""
        \b(?:confirms?|confirmed|begins?|began|begun|starts?|started)(?: principal)? (?:production|photography)
        +  (?:of|on)\b.{0,80}\b<series>\b
        \bcameras (?:have |are )?(?:begun |now |started )?(?:roll|rolling)\b.{0,80}\b<series>\b
        \bfilming (?:is |has |gets )?(?:now )?(?:underway|under way|begins|begun|started)\b.{0,80}\b<series>\b
    """),
    ("series order", 2.6, r"""
        \bpartner(?:s|ed|ing)?\b.{0,80}\bon an? (?:[\w-]+ ){0,3}(?:<series>|documentary)\b
    """),
    ("film greenlight", 2.3, r"""
        \b(?:greenlights?|greenlit|sets|lands|landed|developing|in development|to direct|announces?|(?:is|are
        + |to) mak(?:e|ing)
        + |boards|wraps)\b.{0,70}\b(?:film|movie|feature|biopic|documentary film|films|pictures)\b
        \b(?:to remake|remaking|film of(?! the year))\b
        \b(?:film|movie|feature|sequel|prequel|biopic)\b.{0,60}\b(?:moving forward|a go|happening|in the works
        + |in development|greenlit)\b
        \bis (?:officially )?a go\b
        \b(?:becom(?:e|es|ing)|(?:adapted|turned|turning|made|developed) (?:[^.,;]{1,40} )?(?:as|into|for)) (?:a
        +  |an )?(?:new )?
        + (?:feature(?:-length)? )?(?:film|movie|feature|biopic)\b
        \b(?:make|makes|making) (?:his|her|their) (?:feature )?directorial debut\b
        \b(?:teaming(?: up)?|teams(?: up)?|reteam(?:s|ing)?|fast-track(?:s|ed)?|moving ahead)\b.{0,60}\b(?:film|movie
        + |feature
        + |sequel|prequel|biopic)\b
        \bnext (?:film|movie|feature) (?:is|will be)\b
        \b(?:to|will) (?:produce|direct|make)\b.{0,70}\b(?:feature|film|movie)\b(?! (?:festival|rights|division))
        \b\d[’'”"]? (?:is )?(?:officially )?(?:happening|confirmed|in the works|in development)\b
    """),
    ("film greenlight", 5.2, r"""
        \b(?:green-?lights?|greenlit|green light)\b.{0,60}\b(?:film|movie|feature|sequel|prequel|biopic)\b(?! series)
    """),
    ("film greenlight", 1.6, r"""
        \bto direct\b(?! (?:all|the (?:first|pilot)|(?:\w+ )?episodes?)\b)
        \bto be directed by\b
        \battached to direct\b
    """),
    ("deal", 2.3, r"""
        \b(?:overall|first-look|multi-?year|development|exclusive|output|licensing
        + |co-production)(?: [\w-]+){0,2} (?:deal|pact|agreement)\b
        \b(?:inks?|inked|signs?|signed|strikes?|struck|clos(?:es|ed)|extend(?:s|ed)|re-?upped|re-?ups|renew(?:s
        + |ed))\b.{0,50}\b(?:deal|pact|agreement
        + |contract)\b
        \b(?:acquir(?:es|ed|ing|e)|nabs?|buys?|bought|snaps? up|lands?|wins?|pick(?:s|ed) up|board(?:s|ed)
        + |secur(?:es|ed)
        + |snag(?:s|ged)|nabbed|landed|tak(?:es|en)|took)\b.{0,60}\brights\b
        \boptioned\b
        \boptions (?:the )?(?:(?:film|tv|television|screen) )?(?:rights|novel|book|memoir|article|[‘“"])
        \bacquir(?:es?|ed|ing)\b(?! the company)
        \b(?:buys|bought)(?: (?:the|a|its|\w+ hit|hit|drama|comedy|thriller|documentary|doc|film|feature|series|pic
        + |horror
        + |festival|\w+['’]s)){0,4} [‘“"]
        \b(?:six|seven|eight)-figure\b
        \b(?:talks|looking|seeks|seeking) to (?:acquire|license|buy|sell)\b
        \bpartner(?:s|ed|ing)? (?:with|to|on)\b
        \bpartnership\b
        \bsnags\b
        \b(?:snap(?:s|ped) up|scoops? up|scooped up)\b
        \b(?:wins?|won) (?:an? |the )?(?:[\w-]+ )?auction\b
        \bre-?ups?(?: with| at)\b
        \b(?:worldwide|global|north american|international|theatrical|distribution|streaming|film|screen) rights\b
        \bunder the (?:pact|deal|agreement)\b
        \bjoint venture\b
        \bpick(?:s|ed) up\b.{0,60}\bfor (?:[\w-]+ ){0,2}(?:sales|distribution)\b
        \b(?:sells|sold)\b.{0,50}\b(?:to|in|into) (?:\w+ )?(?:\d+|[a-z]+teen|twenty|thirty|forty
        + |fifty) (?:\w+ )?(?:territories|countries|markets)\b
    """),
    ("deal", 1.2, r"""
        \b(?:bidding war|competitive situation)\b
    """),
    ("executive move", 2.5, r"""
        \b(?:hires?|hired|appoint(?:s|ed)?|promot(?:es|ed)|ups|upped|elevat(?:es|ed)|names?|named|taps?|tapped
        + |joins?|joined|steps? down|exits?|exiting|out as|is leaving|poach(?:es|ed))\b.{0,70}\b<offices>\b
        \b(?:chief|head of \w+|president|ceo|boss)\b.{0,60}\b(?:is exiting|exits|(?:to |will |is )?step(?:s|ping)? down
        + |to depart|is leaving|to leave|to exit|ousted)\b
        \b(?:executive|exec|leadership|management|staff|c-suite) shake-?up\b
        \bshake-?up (?:at|of its (?:executives?|leadership))\b
        \b(?:promot(?:es|ed)|ups|upped|elevat(?:es|ed))\b.{0,70}\b(?:team|ranks|programming|development|marketing
        + |publicity|scripted|unscripted)\b
        \b(?:becomes|elevated to|promoted to|succeeds|succeeding|replaces|replacing)\b.{0,60}\b<offices>\b
        \bto (?:run|lead|oversee|head(?: up)?)(?: its| the)? (?:\w+ )?(?:television|tv|film|programming|scripted
        + |unscripted|originals|studio|division|content|marketing|production|drama|comedy)\b
    """),
    ("corporate", 2.4, r"""
        \b(?:million|billion|thousand|m|\d{3}) (?:paid |paying |global |new |[a-z]+ )?(?:subscribers?|subs)\b
        \bsubscriber (?:growth|losses|loss|gains?|base|numbers?|counts?|additions?|target|figures?)\b
        \b(?:add(?:s|ed)?|gain(?:s|ed)?|los(?:t|es|ing)|shed(?:s)?|top(?:s|ped)?|reach(?:es|ed)?|pass(?:es|ed)?
        + |surpass(?:es|ed)?|hits?)\b.{0,30}\bsubscribers\b
        \b(?:price (?:hike|increase|rise)|earnings|revenue|layoffs?|lays? off|merg(?:er|es|ing|e)
        + |quarter(?:ly)? (?:results|profit|loss)|shareholders?|majority stake|stake in|acquisition of
        + |(?:buys?|bought|sells?|sold|acquir\w+|owns?)\b.{0,30}(?:percent|%) of|quarterly (?:report|earnings|results
        + |loss|profit|revenue))\b
        \b(?:rais(?:es?|ed|ing)|hik(?:es?|ed|ing)|increas(?:es?|ed|ing)|cut(?:s|ting)?)\b.{0,50}\bprices?\b
        \bprices? (?:[\w+]+ ){0,4}(?:goes|going|go) up\b
        \b(?:los(?:es|t|ing)|loss of) (?:more than |about |almost |over )?\$[\d.,]+ ?(?:million|billion|m\b|bn\b)
        \b(?:buys?|bought|acquir\w+|takes? over)\b.{0,90}\$[\d.,]+ ?(?:million|billion|m\b|bn\b)
        + (?! (?:[\w-]+ )?(?:house|home|mansion|apartment|condo|penthouse|estate|property|manor|ranch)\b)
        \bspin(?:s|ning)?[ -]off\b.{0,80}\b(?:networks|channels|business|company|division|unit)\b
        \b(?:publicly traded|ipo|bankruptcy|rebrand(?:s|ed|ing)?|antitrust|ad(?:-supported)? tier)\b
        \b(?:cut(?:s|ting)?|eliminat(?:es|ed|ing)) (?:about |some )?[\d,]+ jobs\b
    """),
)  # fmt: skip


def _pattern(words: str) -> Caseless:
    """One pattern of all lines: those that begin at a word are asked about at the beginnings of words alone."""
    joined = textwrap.dedent(words).strip().replace("\n+ ", "")
    for part, meaning in _PARTS.items():
        joined = joined.replace(part, meaning)
    lines = joined.split("\n")
    at_words = [line.removeprefix(_WORD) for line in lines if line.startswith(_WORD)]
    others = [line for line in lines if not line.startswith(_WORD)]
    return Caseless("|".join([rf"\b(?=\w)(?:{'|'.join(at_words)})", *others] if at_words else others))


KINDS = tuple((kind, weight, _pattern(words)) for kind, weight, words in _WORDS)
