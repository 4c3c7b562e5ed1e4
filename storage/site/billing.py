"""Credits as a call sheet has them: by what people do, each with who said so first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scraper.model import ROLES
from storage.site.reading import Reading, Row

GROUPS = {
    "creative": "Created by",
    "production": "Production",
    "cast": "Cast",
    "company": "Companies",
    "source material": "Based on",
}
_ORDER = {role: number for number, role in enumerate(ROLES)}
# Beside min() SQLite takes the other columns from the same row (sqlite.org/lang_select.html#bareagg): the first report.
_FOUND = """
    with found as (
        select c.role, c.person, c.company, c.title, c.name, c.title_name, c.article, c.id,
            group_concat(distinct c.character) as characters, group_concat(distinct c.season) as seasons,
            group_concat(distinct nullif(c.status, 'stated')) as changes,
            count(distinct c.article) as articles, min(c.published_key) as first_key
        from credits c where {condition} group by {groups}
    )
    select f.role, f.person, f.company, f.title, f.article, f.id, f.characters, f.seasons, f.changes, f.articles,
        f.first_key, r.label, r."group", coalesce(p.name, m.name, f.name) as name,
        coalesce(t.name, f.title_name) as title_name, t.kind as title_kind,
        a.published_at, a.published_precision, a.first_seen_at, s.name as source_name
    from found f
        join roles r on r.slug = f.role
        join articles a on a.id = f.article
        join sources s on s.slug = a.source
        left join people p on p.slug = f.person
        left join companies m on m.slug = f.company
        left join titles t on t.slug = f.title
    order by f.articles desc, f.first_key, f.id
"""
OF_TITLE = _FOUND.format(condition="c.title = :key", groups="c.role, c.person, c.company")
OF_PERSON = _FOUND.format(condition="c.person = :key", groups="c.title, c.role")
OF_COMPANY = _FOUND.format(condition="c.company = :key", groups="c.title, c.role")


@dataclass(frozen=True)
class Billing:
    """A heading of the call sheet and who stands under it."""

    heading: str
    lines: tuple[Row, ...]


@dataclass(frozen=True)
class Work:
    """A title with everything that somebody does on it. The first line was reported first."""

    title: str | None
    name: str | None
    kind: str | None
    lines: tuple[Row, ...]

    @property
    def first(self) -> Row:
        return min(self.lines, key=lambda line: str(line["first_key"]))

    @property
    def articles(self) -> int:
        return max(int(line["articles"]) for line in self.lines)


def of_title(reading: Reading, title: str) -> list[Billing]:
    """Roles in the order of the vocabulary; within a role, who is in most articles first.

    Cast without a part has a heading of its own where others have one.
    """
    rows = sorted(reading.rows(OF_TITLE, key=title), key=lambda row: _ORDER.get(row["role"], len(_ORDER)))
    sheet: list[tuple[str, list[Row]]] = []
    for group, heading in GROUPS.items():
        lines = [row for row in rows if row["group"] == group]
        unstated = [row for row in lines if row["role"] == "cast" and not row["characters"]]
        if len(unstated) < sum(row["role"] == "cast" for row in lines):  # who stands under a part seems to play it
            lines = [row for row in lines if row not in unstated]
            sheet += [(heading, lines), (f"{heading}, part not stated", unstated)]
        else:
            sheet.append((heading, lines))
    return [Billing(heading, tuple(lines)) for heading, lines in sheet if lines]


def works(rows: Iterable[Row]) -> list[Work]:
    """What somebody does, title by title: the latest first report first."""
    by_title: dict[str | None, list[Row]] = {}
    for row in rows:
        by_title.setdefault(row["title"], []).append(row)
    found = [
        Work(title, lines[0]["title_name"], lines[0]["title_kind"], tuple(lines)) for title, lines in by_title.items()
    ]
    return sorted(found, key=lambda work: str(work.first["first_key"]), reverse=True)
