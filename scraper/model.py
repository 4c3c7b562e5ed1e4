"""The frozen values that flow through everything: what was seen, fetched, read and found.

All times are aware UTC. All offsets count Python characters (code points) into `Article.text`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

Reuse = Literal["release", "press"]
SourceKind = Literal["studio", "trade", "fan", "wire"]
Precision = Literal["second", "minute", "day", "month", "year"]
Medium = Literal["series", "limited series", "film", "special", "documentary"]
Rollout = Literal["weekly", "daily", "all at once"]
Purpose = Literal["robots", "feed", "listing", "page"]
Reader = Literal["layout", "json-ld", "opengraph", "generic", "feed", "text"]
Outcome = Literal[
    "ok",  # 200, body kept
    "not modified",  # 304: what we hold is current
    "gone",  # 404 or 410
    "client error",  # any other 4xx
    "rate limited",  # 429 or 503: the host's breaker is open
    "server error",  # any other 5xx
    "breaker open",  # not asked: the host told us to wait
    "disallowed",  # not asked: robots.txt forbids it
    "robots unavailable",  # not asked: robots.txt answered 5xx or not at all (RFC 9309 section 2.3.1.4)
    "refused address",  # not asked: scheme or address outside the public internet
    "too large",  # more than the size limit, before or after decompression
    "too slow",  # the total deadline passed
    "bad encoding",  # unknown, nested or broken content coding
    "redirect loop",
    "too many redirects",
    "bad redirect",  # a redirect without a usable Location
    "no such host",
    "connection failed",
    "tls failed",
    "protocol error",  # the peer does not speak HTTP as RFC 9110 has it
]
QuarantineReason = Literal["bot check", "consent wall", "paywall stub", "soft 404", "not html", "empty"]
CanonicalReason = Literal["as requested", "cleaned", "redirect", "rel=canonical", "og:url", "amp", "locale copy"]

RoleGroup = Literal["creative", "production", "cast", "company", "source material"]
ROLES: dict[str, tuple[str, RoleGroup]] = {  # slug -> label, group
    "creator": ("Creator", "creative"),
    "developer": ("Developer", "creative"),
    "showrunner": ("Showrunner", "creative"),
    "director": ("Director", "creative"),
    "writer": ("Writer", "creative"),
    "story_by": ("Story by", "creative"),
    "composer": ("Composer", "creative"),
    "editor": ("Editor", "creative"),
    "cinematographer": ("Cinematographer", "creative"),
    "executive_producer": ("Executive producer", "production"),
    "co_executive_producer": ("Co-executive producer", "production"),
    "producer": ("Producer", "production"),
    "consulting_producer": ("Consulting producer", "production"),
    "associate_producer": ("Associate producer", "production"),
    "consultant": ("Consultant", "production"),
    "cast": ("Cast", "cast"),
    "voice": ("Voice", "cast"),
    "host": ("Host", "cast"),
    "narrator": ("Narrator", "cast"),
    "judge": ("Judge", "cast"),
    "mentor": ("Mentor", "cast"),
    "studio": ("Studio", "company"),
    "network": ("Network", "company"),
    "distributor": ("Distributor", "company"),
    "based_on_author": ("Author of the source", "source material"),
    "based_on": ("Source", "source material"),
}
ANNOUNCEMENT_KINDS = (
    "series order",
    "film greenlight",
    "renewal",
    "casting",
    "premiere date",
    "trailer",
    "first look",
    "deal",
    "cancellation",
    "award",
    "executive move",
    "corporate",
    "other",
)


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """Who a page comes from, as the archive needs to know it."""

    slug: str
    name: str
    kind: SourceKind = "trade"
    homepage: str = ""
    reuse: Reuse = "press"
    terms_url: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Evidence: `span.of(article.text)` is what a finding was read from. Half-open, 0 <= start <= end."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as precisely as the page gave it: `verbatim` is what it said."""

    at: datetime
    precision: Precision
    verbatim: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch the page itself set apart: titles of works are usually italic in the trades."""

    kind: Literal["emphasis", "link"]
    span: Span
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """A page's canonical URL and why it is that one."""

    url: str
    reason: CanonicalReason = "as requested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A link seen in a feed or listing, with what the listing said about it."""

    source: str
    url: str  # canonical
    guid: str = ""
    title: str = ""
    summary: str = ""
    categories: tuple[str, ...] = ()
    byline: str = ""
    published: Moment | None = None
    updated: Moment | None = None
    html: str = ""  # the item's full text, where the feed carries it


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us to ask "has it changed?" with (RFC 9110 section 8.8)."""

    etag: str = ""
    last_modified: str = ""

    def __bool__(self) -> bool:
        return bool(self.etag or self.last_modified)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One thing to ask for: a URL, why, for whom, and how politely."""

    url: str
    source: str
    purpose: Purpose
    validators: Validators = Validators()
    delay: timedelta = timedelta(seconds=2)  # least time between two requests to the host
    loopback: bool = False  # allow 127.0.0.0/8 and ::1: the demo and the tests


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One HTTP response as it arrived; `body` is what is left when the content coding is taken off."""

    source: str
    purpose: Purpose
    url: str  # asked for
    final_url: str  # after redirects
    status: int
    headers: tuple[tuple[str, str], ...]  # in order, names in lower case
    body: bytes
    fetched_at: datetime
    sha256: str = field(init=False)  # of body, in hexadecimal

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", hashlib.sha256(self.body).hexdigest())

    def header(self, name: str) -> str:
        """The header's first value, or "" where there is none."""
        return next((value for key, value in self.headers if key == name.lower()), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try at a request, whatever its end. Every one is kept."""

    request: Request
    at: datetime  # when it began
    seconds: float
    outcome: Outcome
    detail: str = ""  # one sentence for a person: what happened and what it means
    status: int | None = None  # of the last response, if there was one
    hops: tuple[str, ...] = ()  # URLs redirected through, without the first
    received: int = 0  # bytes of body on the wire
    capture: Capture | None = None  # on "ok" alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What must be remembered about an origin between runs, to stay polite."""

    origin: str  # scheme://host[:port]
    robots: bytes = b""
    robots_status: int | None = None  # None: no answer
    robots_at: datetime | None = None
    retry_at: datetime | None = None  # the breaker is open until then
    strikes: int = 0  # 429 and 503 answers in a row


VisitState = Literal["waiting", "visited", "given up", "gone", "off topic", "in feed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A page on the plan: what is known of it and when to ask for it next."""

    lead: Lead  # as last seen in a feed or listing, without its html
    state: VisitState
    first_seen_at: datetime
    last_visit_at: datetime | None = None  # last attempt at the page, whatever its end
    next_visit_at: datetime | None = None  # None: no visit is planned
    visits: int = 0  # that ended in "ok" or "not modified"
    failures: int = 0  # in a row


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page, read. `text` is paragraphs separated by one blank line, NFC, single spaces."""

    source: str
    address: Address
    headline: str
    text: str
    reader: Reader
    subhead: str = ""
    byline: str = ""
    published: Moment | None = None
    modified: Moment | None = None
    language: str = ""  # BCP 47, as the page says
    marks: tuple[Mark, ...] = ()
    capture: str = ""  # sha256 of the bytes it was read from


@dataclass(frozen=True, slots=True)
class Party:
    """A person or company named in a finding, by the fullest name the document gives.

    Someone who is only described ("a spokesperson for Quay") is "unnamed": `name` is the description.
    """

    name: str
    kind: Literal["person", "company", "unnamed"] = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One statement by one speaker (or several jointly), in one or more parts."""

    parts: tuple[Span, ...]  # in reading order, outer quotation marks left out
    kind: Literal["direct", "partial"] = "direct"
    speakers: tuple[Party, ...] = ()
    speaker_as_written: Span | None = None
    cue: Span | None = None
    role: Span | None = None
    affiliation: Span | None = None

    @property
    def span(self) -> Span:
        return Span(self.parts[0].start, self.parts[-1].end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Who does what on which title. `role` is a key of `ROLES`."""

    party: Party
    role: str
    evidence: Span
    title: str | None = None  # None: an untitled project
    character: str | None = None
    season: str | None = None
    status: Literal["stated", "joins", "leaves", "stays"] = "stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What an article announces about a title. `kind` is one of `ANNOUNCEMENT_KINDS`."""

    kind: str
    evidence: Span
    title: str | None = None  # None: an untitled project, or news of a company
    season: str | None = None
    episodes: int | None = None
    date: str | None = None  # as stated
    date_precision: Precision | None = None
    premiere_episodes: int | None = None  # that are there on the first day
    rollout: Rollout | None = None
    network: str | None = None  # as the article calls it: "Apple TV+" then, "Apple TV" now


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A work the article names, and what it says of it."""

    name: str
    kind: Medium | None = None
    network: str | None = None
    genre: str | None = None  # as stated: "spy drama"
    logline: str | None = None  # as stated: what it is about
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleLink:
    """How one title stands to another."""

    title: str
    relation: Literal["spin_off_of", "based_on", "sequel_to", "remake_of", "season_of"]
    other: str
    evidence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article and everything found in it: the unit of storage."""

    article: Article
    extractor: str  # version of the rules that found it
    quotes: tuple[Quote, ...] = ()
    credits: tuple[Credit, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    titles: tuple[Title, ...] = ()
    links: tuple[TitleLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How one pass over one source went."""

    source: str
    saved: int = 0  # articles new or changed
    unchanged: int = 0
    failed: tuple[str, ...] = ()  # one line a problem
