"""Role and affiliation as stated beside a speaker's name: "head of programming" and "Apple TV+"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from scraper.extract.naming.names import Mention, is_role
from scraper.extract.naming.phrases import Phrase
from scraper.extract.naming.register import Place, Register
from scraper.extract.quotes.ties import PERSONAL, described_as_company, object_of, organisation, tied
from scraper.extract.text.lexicon import (
    AUXILIARIES,
    COMPANY_NOMINALS,
    DETERMINERS,
    GROUP_WORDS,
    PREPOSITIONS,
    RANKS,
    UNITS,
)
from scraper.extract.text.words import MARKED, PUNCT, WORD, Token
from scraper.model import Span

_LOOSE = frozenset("and or who whose with of the a an newly appointed".split())
_PRESENTS = frozenset("host hosts co-host co-hosts".split())
_SERVES = frozenset({"serves", "served", "is", "was", "works", "worked", "acts", "acted"})
_PARTS = frozenset(
    "plays played originated portrays portrayed stars starred voices voiced hosts hosted created co-created "
    "wrote co-wrote directs directed produces produced writes runs heads oversees oversaw leads led composed "
    "scored edits edited represents represented".split()
)
_RUNS = frozenset("run runs ran head heads headed oversee oversees oversaw lead leads led".split())
_NO_ROLE = frozenset("woman man girl boy kid teenager friend friends fan fans viewer viewers guy people".split())
_SECONDS = frozenset("deputy boss assistant partner".split())
_HELPING = frozenset("will would also has had have been is was executive co now currently both".split())
_TO_DO = frozenset(
    "play star voice host create write direct produce executive-produce co-produce co-write run head oversee lead "
    "compose edit narrate judge starring playing writing directing producing hosting".split()
)
_APPOINTED = frozenset(
    "set serves serve served serving attached tapped hired named appointed aboard board boarded joins joined returns "
    "returning announced".split()
)
Found = tuple[Span | None, Span | None]


def stated(phrase: Phrase, tokens: Sequence[Token], register: Register) -> Found:
    """(role, affiliation) as the phrase states them."""
    role, affiliation = _read(phrase, tokens, register)
    return (_trimmed(role, phrase, tokens, register) if role is not None else None), affiliation


def _trimmed(role: Span, phrase: Phrase, tokens: Sequence[Token], register: Register) -> Span | None:
    """The role without a marked stretch, the speaker's own name or loose small words at its ends, if any is left."""
    first = bisect_left(tokens, role.start, key=lambda token: token.start)
    last = bisect_left(tokens, role.end, key=lambda token: token.start) - 1
    words = {word for head in phrase.heads for word in _full_name(head, register)}
    own = {i for i in range(first, last + 1) if tokens[i].text in words}
    foreign = [i for i in range(first, last + 1) if i in own or tokens[i].kind == MARKED]
    if tokens[first].low in {"who", "whose"}:
        return None if last < first + 2 and tokens[last].low in _PARTS | _TO_DO else role  # "who created “Low Water”"
    if foreign:
        last = foreign[0] - 1  # "comedian Percival “Percy” Bell"
    owners = [i for i in range(first, last) if tokens[i].possessive and tokens[i].capital]
    if owners and not any(is_role(tokens[i].low) for i in range(first, owners[0])):
        first = owners[-1] + 1
    while first <= last and (tokens[first].kind == PUNCT or tokens[first].low in _LOOSE):
        first += 1
    if first < last and tokens[first].low in _SECONDS and tokens[first + 1].text == ",":
        first += 2  # "Bell's deputy, Vice President of Drama Bo Rask"
    while first <= last and (tokens[last].kind == PUNCT or tokens[last].low in _LOOSE):
        last -= 1
    last = next((i - 1 for i in range(first, last + 1) if tokens[i].low in AUXILIARIES), last)
    if not any(is_role(tokens[i].low) for i in range(first, last + 1)):
        return None
    if any(_somebody_else(i, phrase, tokens, register) for i in range(first, last + 1)):
        return None
    return Span(tokens[first].start, tokens[last].end)


def _somebody_else(i: int, phrase: Phrase, tokens: Sequence[Token], register: Register) -> bool:
    """Another person is named in full at this token: what was read is theirs."""
    place = register.at(i)
    if place is None or not place.entry.person or len(place.mention.words) < 2:
        return False
    if i and tokens[i - 1].low in PREPOSITIONS:
        return False  # "brother of Jo Bell"
    if all(word.lower() in UNITS or word.lower() in RANKS for word in place.mention.words):
        return False  # "Senior Vice President, Worldwide Marketing"
    return all(place.mention is not head for head in phrase.heads) and not place.mention.possessive


def _full_name(head: Mention, register: Register) -> tuple[str, ...]:
    place = register.at(head.first)
    return place.entry.words if place is not None else head.words


def _read(phrase: Phrase, tokens: Sequence[Token], register: Register) -> Found:
    """(role, affiliation) before the role is trimmed."""
    if phrase.kind == "pronoun":
        return None, None
    if phrase.kind == "nominal":
        return _of_nominal(phrase, tokens, register)
    role, affiliation = _before(phrase, tokens, register)
    if role is None and phrase.lead >= 0:
        role, affiliation = _described(phrase.lead, phrase.heads[0].first - 2, tokens, register)
    if phrase.apposition is not None and (role is None or affiliation is None):
        later_role, later_affiliation = _after(*phrase.apposition, tokens, register)
        before = tokens[phrase.first : phrase.heads[0].first]
        if later_role is not None and any(token.low.rstrip("s") in PERSONAL for token in before):
            role = None  # "siblings Ada and Bo Pell, the creators"
        role, affiliation = role or later_role, affiliation or later_affiliation
    return role, affiliation or _following(phrase, tokens, register) or _employer(phrase, tokens, register)


def _employer(phrase: Phrase, tokens: Sequence[Token], register: Register) -> Span | None:
    """ "the streamer's head of drama": the company last named."""
    end = phrase.apposition[1] if phrase.apposition else phrase.last
    for i in range(phrase.first, end):
        if tokens[i].possessive and tokens[i].low in COMPANY_NOMINALS:
            place = register.company(i)
            return Span(tokens[place.mention.first].start, tokens[place.mention.last].end) if place else None
    return None


def introduced(phrase: Phrase, tokens: Sequence[Token], register: Register) -> Found:
    """What the text says of somebody where it names them: "with Jo Bell set as showrunner" too."""
    start = phrase.last + 1
    for i in range(start + 1, min(start + 5, len(tokens))):
        if tokens[i].sentence != tokens[phrase.last].sentence or tokens[i].kind != WORD:
            break
        if tokens[i].low == "as" and any(token.low in _APPOINTED for token in tokens[start:i]):
            end = next((k for k in range(i + 1, len(tokens)) if tokens[k].kind == PUNCT), len(tokens))
            found = _after(i + 1, end - 1, tokens, register) if end > i + 1 else (None, None)
            return found if found[0] is not None else stated(phrase, tokens, register)
    return stated(phrase, tokens, register)


def _following(phrase: Phrase, tokens: Sequence[Token], register: Register) -> Span | None:
    """ "analyst Jo Bell of Hexley Research": what a name is of, or at."""
    tie = phrase.last + 1
    if tie >= len(tokens) or tokens[tie].low not in {"of", "from", "at"}:
        return None
    place = object_of(tie + 1, min(tie + 6, len(tokens) - 1), tokens, register)
    if place is None or not (organisation(place) or described_as_company(place, tokens)):
        return None
    if tokens[place.mention.last].sentence != tokens[phrase.last].sentence:
        return None
    return Span(tokens[place.mention.first].start, tokens[place.mention.last].end)


def _before(phrase: Phrase, tokens: Sequence[Token], register: Register) -> Found:
    head = phrase.heads[0].first
    return _described(phrase.first, head - 1, tokens, register)


def _described(first: int, last: int, tokens: Sequence[Token], register: Register) -> Found:
    """ "Quay's head of comedy and drama": what stands before a name, or before the end of a nominal."""
    start, affiliation = first, None
    roles = [i for i in range(first, last + 1) if tokens[i].kind == WORD and is_role(tokens[i].low)]
    i = first
    while i <= last:
        place = register.at(i)
        if tokens[i].kind == MARKED and roles and i < roles[0]:
            if i + 1 == roles[0] and tokens[i + 1].low in _PRESENTS and tokens[i - 1].kind == WORD and i:
                affiliation = Span(tokens[i].start + 1, tokens[i].end - 1)  # "said “Low Water” host Jo Bell"
            start = i + 1  # "“Low Water” creator Jo Bell": a work is nobody's employer
        elif place is not None and place.mention.last <= last and (not roles or place.mention.last < roles[-1]):
            mention = place.mention
            beside = bool(roles) and mention.last + 1 == roles[0]  # "Marlin Street founder": no address
            named = organisation(place) or (beside and place.entry.kind == "company")
            if named and (mention.possessive or not roles or mention.last < roles[0]):
                affiliation = Span(tokens[mention.first].start, tokens[mention.last].end)
                start = mention.last + 1
            i = mention.last
        elif (tokens[i].low in DETERMINERS or tokens[i].text.isdigit()) and i == start:
            start = i + 1
        i += 1
    if not roles:
        return None, affiliation
    noun = roles[-1] if start <= roles[-1] else last
    end, company = tied(noun, last, tokens, register, known=affiliation is not None)
    stop = max(roles[-1], end)
    if start > stop:
        return None, affiliation or company
    return Span(tokens[start].start, tokens[stop].end), affiliation or company


def _after(first: int, last: int, tokens: Sequence[Token], register: Register) -> Found:
    """An apposition: "head of programming for Quay", "42, who also serves as showrunner"."""
    if tokens[first].text.isdigit() and first + 1 <= last and tokens[first + 1].text == ",":
        first += 2
    if first > last:
        return None, None
    if tokens[first].low in {"who", "whose"}:
        return _relative(first, last, tokens, register)
    start, affiliation = first, None
    while start <= last and tokens[start].low in DETERMINERS:
        start += 1
    house = start <= last and tokens[start].possessive and tokens[start].low in COMPANY_NOMINALS
    place = register.at(start) if start <= last else None
    if place is not None and organisation(place) and place.mention.last < last:
        mention = place.mention
        if any(is_role(tokens[i].low) for i in range(mention.last + 1, min(last, mention.last + 6) + 1)):
            affiliation = Span(tokens[mention.first].start, tokens[mention.last].end)
            start = mention.last + 1
    role = next((i for i in range(start, last + 1) if tokens[i].kind == WORD and is_role(tokens[i].low)), None)
    if role is None or any(tokens[i].low in PREPOSITIONS for i in range(start, role)):
        return None, affiliation
    end, company = tied(role, last, tokens, register, known=house or affiliation is not None)
    return Span(tokens[start].start, tokens[end].end), affiliation or company


def _relative(first: int, last: int, tokens: Sequence[Token], register: Register) -> Found:
    verb = first + 1
    while verb <= min(last, first + 5) and (tokens[verb].low in _HELPING or tokens[verb].low.endswith("ly")):
        verb += 1
    if verb <= last and (tokens[verb].low in _PARTS or (verb > first + 1 and tokens[verb].low in _TO_DO)):
        particle = verb + 1 <= last and tokens[verb + 1].low == "up"
        owner = object_of(verb + (2 if particle else 1), last, tokens, register)
        owned = owner if owner is not None and owner.mention.possessive and organisation(owner) else None
        owned = owned or _run_for(verb, last, tokens, register)
        whose = Span(tokens[owned.mention.first].start, tokens[owned.mention.last].end) if owned else None
        return Span(tokens[first].start, tokens[last].end), whose
    serves = next((i for i in range(first + 1, min(last, first + 4) + 1) if tokens[i].low in _SERVES), None)
    if serves is None:
        return None, None
    start = serves + 1
    while start <= last and (tokens[start].low in DETERMINERS or tokens[start].low in {"as", "also"}):
        start += 1
    if start > last or not any(is_role(tokens[i].low) for i in range(start, min(last, start + 4) + 1)):
        return None, None
    role, affiliation = _after(start, last, tokens, register)
    return (Span(tokens[first].start, role.end) if role else None), affiliation


def _run_for(verb: int, last: int, tokens: Sequence[Token], register: Register) -> Place | None:
    """ "who runs drama for Quay": the house that somebody runs something for."""
    if tokens[verb].low not in _RUNS:
        return None
    for i in range(verb + 1, min(last, verb + 9)):
        if tokens[i].kind == PUNCT and tokens[i].text not in {"-", "/", "&"}:
            return None
        place = object_of(i + 1, last, tokens, register) if tokens[i].low in {"for", "at"} else None
        if place is not None and (organisation(place) or described_as_company(place, tokens)):
            return place
    return None


def _of_nominal(phrase: Phrase, tokens: Sequence[Token], register: Register) -> Found:
    """ "a Quay spokesperson", "a spokesperson for Apple", "the actor"."""
    low = tokens[phrase.noun].low
    if not is_role(low) or low in _NO_ROLE or low in GROUP_WORDS:
        return None, None
    role, affiliation = _described(phrase.first, phrase.noun, tokens, register)
    owner = next((i for i in range(phrase.noun - 1, phrase.first - 1, -1) if tokens[i].possessive), None)
    if role is not None and owner is not None:
        role = Span(tokens[owner + 1].start, tokens[phrase.noun].end)
    if affiliation is None and phrase.last > phrase.noun:
        affiliation = tied(phrase.noun, phrase.last, tokens, register)[1]
    return role, affiliation
