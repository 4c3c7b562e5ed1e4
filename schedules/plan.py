"""Which pages are worth asking for, and when: every decision about visits, and no doing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from scraper.model import Lead, Outcome, Visit, VisitState

# Edits cluster in the first hours after publication and thin out; after a month a page is left alone.
REVISITS = (
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=7),
    timedelta(days=30),
)
LISTINGS_EVERY = timedelta(days=1)  # listings are for catching up on what a short feed let fall
# Asked without validators after so long, whatever they say: some servers keep an ETag when what it stands for changes.
FEEDS_IN_FULL = timedelta(days=1)  # a feed is the source's only voice, and there are few of them
PAGES_IN_FULL = timedelta(days=7)
FIRST_RETRY = timedelta(minutes=15)
LONGEST_RETRY = timedelta(days=1)
LAST_FAILURE = 8  # about four days of trying
LAST_GONE = 2  # a 404 is believed the second time: publishers do put pages back

_NOT_ASKED: frozenset[Outcome] = frozenset({"breaker open", "robots unavailable"})


def noticed(lead: Lead, known: Visit | None, *, on_topic: bool, now: datetime) -> Visit:
    """The plan for a page that a feed or listing names, given what was planned before.

    A page not seen before is due at once; one that its feed says has changed since is due again.
    """
    slim = replace(lead, html="")
    if known is None:
        return Visit(
            lead=slim,
            state="waiting" if on_topic else "off topic",
            first_seen_at=now,
            next_visit_at=now if on_topic else None,
        )
    if not on_topic and known.state == "off topic":
        return replace(known, lead=slim)
    if _changed(lead, known.lead) or (on_topic and known.state == "off topic"):
        state: VisitState = "visited" if known.visits else "waiting"
        return replace(known, lead=slim, state=state, failures=0, next_visit_at=now)
    return replace(known, lead=slim)


def _changed(lead: Lead, before: Lead) -> bool:
    """A feed that gives a time of change now and did not before counts as one: a look too many does no harm."""
    if lead.updated:
        return before.updated is None or lead.updated.at != before.updated.at
    return lead.title != before.title


def carried(lead: Lead, known: Visit | None, *, now: datetime) -> Visit:
    """The record of an item whose feed carries its whole text: no page is ever asked for."""
    first = known.first_seen_at if known else now
    return Visit(lead=replace(lead, html=""), state="in feed", first_seen_at=first, last_visit_at=now, visits=1)


def had(visit: Visit, *, published: datetime | None, now: datetime) -> Visit:
    """After a visit that ended well: the next look on the decaying plan, or none."""
    return replace(
        visit,
        state="visited",
        last_visit_at=now,
        next_visit_at=next_revisit(published or visit.first_seen_at, now),
        visits=visit.visits + 1,
        failures=0,
    )


def missed(visit: Visit, outcome: Outcome, *, now: datetime, retry_at: datetime | None = None) -> Visit:
    """After a visit that did not end well: when to try again, or that it is not worth trying.

    What was not even asked for costs no failure. The page that was answered "rate limited" waits longer each time,
    so that it does not close the host to the others for ever, but is never given up.
    """
    if outcome in _NOT_ASKED:
        return replace(visit, last_visit_at=now, next_visit_at=max(retry_at or now, now + FIRST_RETRY))
    failures = visit.failures + 1
    if outcome == "rate limited":
        failures = min(failures, LAST_FAILURE - 1)
        again = max(retry_at or now, now + _backoff(failures))
        return replace(visit, last_visit_at=now, next_visit_at=again, failures=failures)
    if outcome == "gone" and failures >= LAST_GONE:
        return replace(visit, state="gone", last_visit_at=now, next_visit_at=None, failures=failures)
    if failures >= LAST_FAILURE:
        return replace(visit, state="given up", last_visit_at=now, next_visit_at=None, failures=failures)
    wait = LONGEST_RETRY if outcome in ("gone", "disallowed") else _backoff(failures)
    return replace(visit, last_visit_at=now, next_visit_at=now + wait, failures=failures)


def _backoff(failures: int) -> timedelta:
    return min(FIRST_RETRY * (1 << (failures - 1)), LONGEST_RETRY)


def next_revisit(published: datetime, now: datetime) -> datetime | None:
    """The first moment of `REVISITS` after `now`, counted from publication; None when all have passed.

    A date in the future is a mistake or an embargo: it counts from now.
    """
    published = min(published, now)
    return next((published + after for after in REVISITS if published + after > now), None)


def listing_due(last_success: datetime | None, now: datetime) -> bool:
    """A success in the future was noted by a clock that has been put back since."""
    return last_success is None or not timedelta(0) <= now - last_success < LISTINGS_EVERY
