"""Role and affiliation as stated beside a speaker's name: "head of programming" and "Apple TV+"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from scraper.extract.naming.given_names import GIVEN_NAMES
from scraper.extract.naming.names import Mention, is_role
from scraper.extract.naming.phrases import Phrase
from scraper.extract.naming.register import Place, Register
from scraper.extract.text.lexicon import COMPANY_NOMINALS, DETERMINERS, GROUP_WORDS, PREPOSITIONS, RANKS
from scraper.extract.text.words import MARKED, PUNCT, WORD, Token
from scraper.model import Span

_LOOSE = frozenset("and or who with of the a an newly appointed".split())
_PRESENTS = frozenset("host hosts co-host co-hosts".split())
_TIES = frozenset({"for", "at", "of", "from", "with", "to"})
_SERVES = frozenset({"serves", "served", "is", "was", "works", "worked", "acts", "acted"})
_PARTS = frozenset(
    "plays played originated portrays portrayed stars starred voices voiced hosts hosted created co-created "
    "wrote co-wrote directs directed produces produced writes runs heads oversees oversaw leads led composed "
    "scored edits edited represents represented".split()
)
_NO_ROLE = frozenset("woman man girl boy kid teenager friend friends fan fans viewer viewers guy people".split())
_OF_A_WORK = frozenset(
    "creator creators co-creator co-creators star stars author writer director showrunner lead".split()
)
_HOUSES = COMPANY_NOMINALS | frozenset("brand label outfit start-up startup banner imprint charity chain".split())
_PERSONAL = frozenset(
    "brother sister mother mom father dad son daughter wife husband widow widower twin sibling friend fan co-star "
    "castmate collaborator partner neighbor neighbour aunt uncle niece nephew cousin".split()
)
_HELPING = frozenset("will would also has had have been is was executive co now currently both".split())
_TO_DO = frozenset(
    "play star voice host create write direct produce executive-produce co-produce co-write run head oversee lead "
    "compose edit narrate judge starring playing writing directing producing hosting".split()
)
_APPOINTED = frozenset(
    "set serves serve served serving attached tapped hired named appointed aboard board boarded joins joined returns "
    "returning announced".split()
)
_GROUND = frozenset("avenue street road square city county island river lake valley beach mountain park".split())
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
    while first <= last and (tokens[last].kind == PUNCT or tokens[last].low in _LOOSE):
        last -= 1
    if not any(is_role(tokens[i].low) for i in range(first, last + 1)):
        return None
    return Span(tokens[first].start, tokens[last].end)


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
        if later_role is not None and any(token.low.rstrip("s") in _PERSONAL for token in before):
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
    """ "analyst Jo Bell of Hexley Research": what a name is of."""
    tie = phrase.last + 1
    if phrase.apposition is not None or tie >= len(tokens) or tokens[tie].low not in {"of", "from"}:
        return None
    at = tie + 2 if tie + 1 < len(tokens) and tokens[tie + 1].low == "the" else tie + 1
    place = register.at(at)
    if place is None or not _organisation(place) or tokens[at].sentence != tokens[phrase.last].sentence:
        return None
    return Span(tokens[at].start, tokens[place.mention.last].end)


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
                affiliation = Span(tokens[i].start + 1, tokens[i].end - 1)  # "said “Slack Water” host Jo Bell"
            start = i + 1  # "“Low Water” creator Jo Bell": a work is nobody's employer
        elif place is not None and place.mention.last <= last and (not roles or place.mention.last < roles[-1]):
            mention = place.mention
            named = _organisation(place)
            if named and (mention.possessive or not roles or mention.last < roles[0]):
                affiliation = Span(tokens[mention.first].start, tokens[mention.last].end)
                start = mention.last + 1
            i = mention.last
        elif (tokens[i].low in DETERMINERS or tokens[i].text.isdigit()) and i == start:
            start = i + 1
        i += 1
    if not roles:
        return None, affiliation
    end, tied = _tied(roles[-1] if start <= roles[-1] else last, last, tokens, register, known=affiliation is not None)
    stop = max(roles[-1], end)
    if start > stop:
        return None, affiliation or tied
    return Span(tokens[start].start, tokens[stop].end), affiliation or tied


def _tied(
    role: int, last: int, tokens: Sequence[Token], register: Register, *, known: bool = False
) -> tuple[int, Span | None]:
    """The end of "head of programming" and the company of "for Apple TV+" in what follows a role noun."""
    end = role
    for i in range(role + 1, last + 1):
        token = tokens[i]
        if token.kind == WORD and token.low in _TIES:
            goes_on, company = _employer_at(i, role, last, tokens, register, known=known)
            if not goes_on:
                return end, company
        elif token.kind == PUNCT and token.text not in {"-", "/", "&", ","}:
            break
        elif token.text == "," and not _lists_on(i, last, tokens):
            return _after_unit(i, end, last, tokens, register)
        elif _ends_role(i, role, tokens):
            break
        end = i
    return end, None


def _employer_at(
    i: int, role: int, last: int, tokens: Sequence[Token], register: Register, *, known: bool
) -> tuple[bool, Span | None]:
    """Whether a role goes on over the tie at i ("of programming"), and the company named there if it does not."""
    low, place = tokens[i].low, _object(i + 1, last, tokens, register)
    named = i < last and tokens[i + 1].kind == WORD and (place is not None or tokens[i + 1].capital)
    if low == "of" and tokens[role].low in _OF_A_WORK and named and not known:
        return False, None
    if place is None or tokens[role].low in _PERSONAL or (known and low == "of"):
        # "Quay's vice president of Digital Film": the company is said already
        return low != "with", None  # "an expert with decades of experience"
    if low in {"with", "from"} and place.entry.kind != "company" and not _described_as_company(place, tokens):
        return False, None  # "showrunner with Bell", "a producer from Hull"
    if _organisation(place) or _described_as_company(place, tokens):
        return False, Span(tokens[place.mention.first].start, tokens[min(place.mention.last, last)].end)
    return True, None


def _lists_on(comma: int, last: int, tokens: Sequence[Token]) -> bool:
    """More roles follow the comma."""
    after = comma + 1
    return after <= last and (
        tokens[after].low == "and" or is_role(tokens[after].low) or _more_roles(after, last, tokens)
    )


def _after_unit(
    comma: int, end: int, last: int, tokens: Sequence[Token], register: Register
) -> tuple[int, Span | None]:
    """ "president, Quay" and "vice president, limited series, Quay"."""
    ahead = comma + 1
    while ahead <= last and ahead - comma < 5 and tokens[ahead].kind == WORD and not tokens[ahead].capital:
        ahead += 1
    unit = ahead > comma + 1
    if ahead > last or (unit and tokens[ahead].text != ","):
        return end, None
    place = register.at(ahead + 1 if unit else ahead)
    if place is None or not _organisation(place):
        return end, None
    company = Span(tokens[place.mention.first].start, tokens[min(place.mention.last, last)].end)
    return (ahead - 1 if unit else end), company


def _ends_role(i: int, role: int, tokens: Sequence[Token]) -> bool:
    """A small word that leads away from the role: "filmmaker hot off a win"."""
    token = tokens[i]
    if i == role + 1 and _plain(token) and tokens[role].low not in RANKS | {"fellow"}:
        return True
    return token.low in PREPOSITIONS or token.low in {"who", "which", "whose", "says", "said", "in", "on"}


def _object(at: int, last: int, tokens: Sequence[Token], register: Register) -> Place | None:
    """The name after "for": over an article, and over "venture capital firm"."""
    while at <= last and tokens[at].low in DETERMINERS:
        at += 1
    ahead = at
    while ahead <= last and ahead - at < 5 and _plain(tokens[ahead]):
        ahead += 1
    if ahead > at and tokens[ahead - 1].low in _HOUSES:
        at = ahead
    return register.at(at) if at <= last else None


def _described_as_company(place: Place, tokens: Sequence[Token]) -> bool:
    """ "the fashion brand Jo Bell": called a company, whatever its name is."""
    return place.mention.lead > 0 and tokens[place.mention.lead - 1].low in _HOUSES


def _plain(token: Token) -> bool:
    """A small word that a role does not go on with."""
    low = token.low
    return not (token.kind != WORD or token.capital or low in _TIES or low in {"and", "or", "in", "on"} or is_role(low))


def _organisation(place: Place | None) -> bool:
    """Something people work for: an unknown name that acts ("Lantern announced") too, if it is not like a person's."""
    if place is None or place.entry.kind in {"person", "place"}:
        return False
    if all(is_role(word.lower()) or word.lower() in RANKS for word in place.mention.words):
        return False
    if place.mention.words[-1].lower() in _GROUND:
        return False
    if place.entry.kind == "company" or not place.entry.likely:
        return True
    entry = place.entry
    return entry.words == place.mention.words and not entry.roles and entry.words[0].lower() not in GIVEN_NAMES


def _more_roles(first: int, last: int, tokens: Sequence[Token]) -> bool:
    for i in range(first, min(last, first + 6) + 1):
        if tokens[i].kind == PUNCT and tokens[i].text == ",":
            return False
        if is_role(tokens[i].low):
            return True
    return False


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
    place = register.at(start) if start <= last else None
    if place is not None and _organisation(place) and place.mention.last < last:
        mention = place.mention
        if any(is_role(tokens[i].low) for i in range(mention.last + 1, min(last, mention.last + 6) + 1)):
            affiliation = Span(tokens[mention.first].start, tokens[mention.last].end)
            start = mention.last + 1
    role = next((i for i in range(start, last + 1) if tokens[i].kind == WORD and is_role(tokens[i].low)), None)
    if role is None or any(tokens[i].low in PREPOSITIONS for i in range(start, role)):
        return None, affiliation
    end, tied = _tied(role, last, tokens, register, known=affiliation is not None)
    return Span(tokens[start].start, tokens[end].end), affiliation or tied


def _relative(first: int, last: int, tokens: Sequence[Token], register: Register) -> Found:
    verb = first + 1
    while verb <= min(last, first + 5) and (tokens[verb].low in _HELPING or tokens[verb].low.endswith("ly")):
        verb += 1
    if verb <= last and (tokens[verb].low in _PARTS or (verb > first + 1 and tokens[verb].low in _TO_DO)):
        owner = _object(verb + 1, last, tokens, register)
        owned = owner if owner is not None and owner.mention.possessive and _organisation(owner) else None
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
        affiliation = _tied(phrase.noun, phrase.last, tokens, register)[1]
    return role, affiliation
