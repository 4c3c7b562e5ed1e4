"""When what premieres: as a page, month by month, and as an iCalendar (RFC 5545) that calendars can subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from icalendar import Calendar
from icalendar import Event as Entry

from storage import stamps
from storage.site.reading import Asked, Reading, Row

# Of a title's season the most exact date, and of such the last stated: a later article that says "this spring" adds
# nothing, a later one that names another day does. Beside max() the other columns are those of the same row.
PREMIERES = """
    with stated as (
        select n.title, n.season, n.date_iso, n.date, n.article, n.id, n.evidence, n.network, n.premiere_episodes,
            n.rollout, count(*) as reports, min(n.published_key) as first_key,
            max(printf('%02d', length(n.date_iso)) || n.published_key) as best
        from announcements n
        where n.date_iso is not null and n.title is not null and n.kind not in
            ('cancellation', 'award', 'executive move', 'corporate', 'deal')
        group by n.title, n.season
    )
    select f.*, t.name, t.kind, coalesce(f.network, t.network) as shown_on, a.headline, a.url, a.published_at,
        a.published_precision, a.first_seen_at, s.name as source_name
    from stated f
        join titles t on t.slug = f.title
        join articles a on a.id = f.article
        join sources s on s.slug = a.source
    where f.date_iso between :first and :last and (:title is null or f.title = :title)
    order by f.date_iso, t.name, f.season
"""
YEARS = "select distinct substr(date_iso, 1, 4) as year from announcements where date_iso is not null order by year"
EVER = ("0", "9999-99")


@dataclass(frozen=True)
class Month:
    """The premieres of a month; `days` have none of which only the month is known."""

    name: str  # 2027-02, or 2027 for those of which no month is known
    days: tuple[Row, ...]
    vague: tuple[Row, ...]


def page(reading: Reading, asked: Asked) -> dict[str, Any]:
    """`?year=2027`; without it, this year's."""
    years = [row["year"] for row in reading.rows(YEARS)]
    year = asked.args.get("year", str(asked.now.year))
    if year not in years:
        year = min((y for y in years if y >= year), default=years[-1] if years else year)
    rows = reading.rows(PREMIERES, first=year, last=f"{year}-99", title=None)
    return {"year": year, "years": years, "months": months(rows), "today": asked.now.date().isoformat()}


def months(rows: Iterable[Row]) -> list[Month]:
    by_month: dict[str, list[Row]] = {}
    for row in rows:
        by_month.setdefault(row["date_iso"][:7], []).append(row)
    return [
        Month(
            name,
            tuple(row for row in found if len(row["date_iso"]) == 10),
            tuple(row for row in found if len(row["date_iso"]) < 10),
        )
        for name, found in sorted(by_month.items(), key=lambda item: (len(item[0]) == 4, item[0]))
    ]


def calendar(reading: Reading, link: Any, title: str | None = None) -> bytes:
    """All premieres of which the day is known, or those of one title. The same archive gives the same bytes.

    A premiere that is moved keeps its UID, so a calendar that has subscribed moves it too.
    """
    name = reading.the_row("select name from titles where slug = :title", title=title)["name"] if title else None
    made = Calendar()
    made.add("prodid", "-//onrecord//premieres//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", f"Premieres: {_printable(name)}" if name else "Premieres on the record")
    for row in reading.rows(PREMIERES, first=EVER[0], last=EVER[1], title=title):
        if len(row["date_iso"]) == 10:
            made.add_component(_entry(row, link))
    found: bytes = made.to_ical()
    return found


def _entry(row: Row, link: Any) -> Entry:
    day = date.fromisoformat(row["date_iso"])
    season = f", season {row['season']}" if row["season"] else ""
    entry = Entry()
    entry.add("uid", f"{row['title']}{'-' + row['season'] if row['season'] else ''}.premiere@onrecord")
    entry.add("dtstamp", stamps.moment(row["first_seen_at"]))
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    entry.add("summary", _printable(f"{row['name']}{season}"))
    entry.add("description", _printable(f"{row['source_name']}: “{row['evidence']}” ({row['reports']} reports)"))
    entry.add("transp", "TRANSPARENT")
    entry.add("url", link("announcements", row["id"]))
    if row["shown_on"]:
        entry.add("location", _printable(row["shown_on"]))
    return entry


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
