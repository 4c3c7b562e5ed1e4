"""Headlines that announce nothing: above a review, a recap, a list, an obituary, a talk with somebody."""

from __future__ import annotations

import re

from scraper.extract.text.caseless import Caseless

_FORMS = (
    r"podcast|listen|opinion|column|analysis|review|recap|quiz|q&a|watch party|photos?|gallery|obituary|interview"
    r"|preview|explainer|video of the day|in memoriam|r\.?i\.?p\.?"
)
_COUNTED = (
    r"things|reasons|times|ways|facts|tips|questions|moments|takeaways|best|greatest|worst|funniest|must-see|shows to"
    r"|movies to"
)
_TITLED = re.compile(r"‘[^‘’]{1,60}’(?!\w)|“[^“”]{1,60}”|\"[^\"]{1,60}\"|(?<!\w)'[^']{1,60}'(?!\w)")
_TELLS = Caseless(
    rf"^(?:{_FORMS})\b ?:|^remembering\b|\b(?:review|obituary)[:!]?$|\breview: "
    r"|\b(?:recaps?|unpacking|ending,? explained|easter eggs)\b"
    r"|\b(?:died|passes away|(?:is|found) dead)(?=$|,| at \d| in | aged | from )|\bdead at \d|\bdies\b"
    rf"|^(?:the )?(?:\d+|[a-z]+teen|twenty|ten|nine|eight|seven|six|five) (?:[a-z]+ ){{0,2}}(?:{_COUNTED})\b"
    r"|^(?:the )?(?:best|greatest|worst|funniest|most) (?:[\w'’-]+ ){0,6}"
    r"(?:of (?:all time|20\d\d|the (?:year|week|month|decade))|ranked|from)\b"
    r"|\b(?:everything|all|what) (?:we|you|to) (?:know|need to know|should know)\b"
    r"|\byears ago(?: today\b|$)|\bdid you know\b|\b(?:didn['’]t|may not) know\b"
    r"|^(?:please,? )?stop (?:renewing|cancell?ing|rebooting|reviving|remaking)\b"
    r"|^(?:in (?:praise|defen[cs]e) of|the case (?:for|against))\b"
    r"|^(?:why|how to|where to|what happened|here['’]s (?:why|how|what)|inside)\b"
    r"(?!.{0,80}\b(?:release|premiere) dates?\b)"
)
# "Ada Pell Talks ‘Low Water’ Ending", "Ada Pell on Leaving ‘Low Water’": somebody is heard.
_HEARD = Caseless(
    r"^[^:;?]{3,70}? (?:(?<!in )(?<!early )(?<!final )(?<!advanced )talks?(?! (?:to|with)\b)|remembers?|recalls?"
    r"|reflects?|looks? back|opens? up|weighs? in|reacts?|dishes|defends?|reminisces?|reunites?(?! (?:with|for))"
    r"|spills?|shuts down)\b"
    r"|^[^:;?]{3,70}? on (?:[a-z]+ing(?! (?:with|by)\b)|the (?:making|ending|finale|end|art)"
    r"|why|how|that|his|her|what|being)\b"
)
# "‘Low Water’ Deserved Better": somebody argues.
_ARGUES = (
    r"\b(?:deserves?|deserved) (?:better|more|another|a |an |the |to )|\bshould(?:n['’]t)? (?:not |never |have |be )"
    r"|\b(?:right|wrong) (?:call|decision|move)\b|^let['’]s\b|\bwe (?:all )?(?:need|deserve)\b"
)
_LEANS = Caseless(
    r"\bround-?up\b|\?[’”\"']?$|\b(?:most[ -]watched|ratings|viewership)\b|\b(?:years|decades) (?:later|on)\b"
    rf"|{_ARGUES}"
)
# "Exhibit of ‘Low Water’ Costumes Opens": what opens is no work.
_OCCASION = Caseless(
    r"\b(?:pop-?ups?|exhibit(?:s|ion|ions)?|screenings?|cafes?|restaurants?|museums?|theme parks?|auctions?|tours?"
    r"|restor(?:ed|ation)|re-?releases?d?|marathons?)\b"
)


def tells(headline: str) -> bool:
    """Whether the headline says what kind of piece this is: what is spoken of in it is no news of its own."""
    bare = _TITLED.sub("‘…’", headline)
    return bool(_TELLS.search(bare) or _HEARD.search(bare))


def leans(headline: str) -> bool:
    """A question, a matter of ratings, a look back: no news, unless the headline has a word of news as well."""
    return _LEANS.search(headline.rstrip()) is not None


def of_an_occasion(headline: str) -> bool:
    """Whether what opens, or comes, is an exhibition, a screening or the like."""
    return _OCCASION.search(_TITLED.sub("‘…’", headline)) is not None
