"""Search over everything: a half-remembered line, a name without its accents, a title.

Any input is a safe query: words and phrases in double quotes are all that is understood of it. What is found comes
best first, by four ever weaker readings of the question, of which the weaker are asked only while there is room:
the words as one phrase; all of the words; all of them, the last only begun (`renew` finds "renewed"); some of the
rarer ones, for a line that is remembered with a word that was not in it. Each reading is ranked by BM25.

No question takes long. Words that are in thousands of rows do not choose among them and are not insisted on beside
others; where there are no others, the newest thousands of rows are ranked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, Literal, NamedTuple, Protocol

from storage import names
from storage.question import Question, quoted, words

Row = Mapping[str, Any]
Kind = Literal["quotes", "credits", "articles"]
COMMON = 4000  # a word in more rows than these is not asked for, if there are others
RANKED = 8000  # rows, the newest first
COUNTED = 1000
REPRINTED = 8  # places that print the same statement, of those that are looked at
SPEAKERS = 20
_FOUND = ("\x02", "\x03")  # stand around what is found; neither is in any text (scraper.prose)
_EXCERPT = {  # column shown and how many words of it
    "quotes": (0, 48),
    "credits": (0, 32),
    "articles": (2, 32),
}


class Query(Protocol):
    """Rows for a query with named parameters."""

    def __call__(self, sql: str, **parameters: object) -> list[Row]: ...


@dataclass(frozen=True)
class Piece:
    """A stretch of an excerpt, and whether it is what was looked for."""

    text: str
    found: bool = False


@dataclass(frozen=True)
class Hit:
    """A row that answers the question."""

    key: str
    row: Row
    excerpt: tuple[Piece, ...] = ()
    all_words: bool = True  # False: only some of the words


@dataclass(frozen=True)
class Group:
    """What one table has to say."""

    hits: tuple[Hit, ...]
    expression: str  # of all the words; what Datasette's own search takes with _searchmode=raw
    count: int  # rows that it finds; at most COUNTED + 1

    @property
    def is_counted(self) -> bool:
        return self.count <= COUNTED


class Match(NamedTuple):
    """A row, the expression that found it (None: it was not found by its words), and whether it holds all words."""

    rowid: int
    expression: str | None
    all_words: bool


def search(query: Query, asked: Question, limit: int) -> dict[str, Group]:
    """What each table has to say, by table; nothing where nothing was asked."""
    if not asked.terms:
        return {}
    tables = (titles, people, companies, quotes, credits, articles)
    return {table.__name__: table(query, asked, limit) for table in tables}


def quotes(query: Query, asked: Question, limit: int) -> Group:
    """Quotes that hold the words, or some of them if their speaker is called the rest ("marlow harbor")."""
    many = limit * REPRINTED
    found = _ranked(query, "quotes", asked, many)
    if len(found) < many or not all(match.all_words for match in found):
        ordered = (*(m for m in found if m.all_words), *_said_by(query, asked, many), *found)
        found = _distinct(ordered, many)
    return _group(query, "quotes", asked, _once(query, found)[:limit])


def credits(query: Query, asked: Question, limit: int) -> Group:  # noqa: A001 - the archive's word
    return _group(query, "credits", asked, _ranked(query, "credits", asked, limit))


def articles(query: Query, asked: Question, limit: int) -> Group:
    return _group(query, "articles", asked, _ranked(query, "articles", asked, limit))


def people(query: Query, asked: Question, limit: int) -> Group:
    return _named(query, "people", "person", asked, limit)


def companies(query: Query, asked: Question, limit: int) -> Group:
    return _named(query, "companies", "company", asked, limit)


def titles(query: Query, asked: Question, limit: int) -> Group:
    return _named(query, "titles", "title", asked, limit)


def _ranked(query: Query, table: Kind, asked: Question, limit: int) -> list[Match]:
    counts = {term: _count(query, f"{table}_fts", Question((term,)).expression, COMMON + 1) for term in asked.terms}
    needed = asked.without([term for term, count in counts.items() if count > COMMON])
    found: list[Match] = []
    if all(counts.values()):
        tells = min(counts.values()) <= COMMON
        all_of_it = (_matches if tells else _newest)(query, table, needed.expression, limit)
        said = _newest(query, table, asked.phrase, limit) if asked.phrase and all_of_it else []
        found = [*(Match(row, str(asked.phrase), True) for row in said)]
        found += [Match(row, needed.expression, True) for row in all_of_it]
    last = asked.terms[-1]
    if len(found) < limit and len(last) > 2 and not last.startswith('"') and counts[last] <= COMMON:
        # It may go on: "renew" finds "renewed".
        begun = f"{needed.expression}*" if last in needed.terms else ""
        found += [Match(row, begun, True) for row in _matches(query, table, begun, limit)]
    if len(found) < limit and len(asked.terms) > 2 and (some := _some(counts)):
        found += [Match(row, some, False) for row in _matches(query, table, some, limit)]
    return _distinct(found, limit)


def _some(counts: Mapping[str, int]) -> str | None:
    """Any of the rarer words: as many as together are in few enough rows to rank them all."""
    left, kept = RANKED, []
    for term in sorted(counts, key=counts.__getitem__):
        left -= counts[term]
        if counts[term] and left >= 0:
            kept.append(Question((term,)).expression)
    return " OR ".join(kept) or None


def _once(query: Query, found: list[Match]) -> list[Match]:
    """A statement that many places print is found once."""
    statements = query(
        "select rowid, statement from quotes where rowid in (select value from json_each(:rowids))",
        rowids=json.dumps([match.rowid for match in found]),
    )
    by_rowid = {row["rowid"]: row["statement"] for row in statements}
    first: dict[str, Match] = {}
    for match in found:
        first.setdefault(by_rowid[match.rowid], match)
    return list(first.values())


def _matches(query: Query, table: Kind, expression: str, limit: int) -> list[int]:
    """By BM25; a heading weighs more than the text below it."""
    weights = ", 5.0, 3.0, 1.0" if table == "articles" else ""  # headline, subhead, text
    rows = query(
        f"select rowid from (select rowid, bm25({table}_fts{weights}) as score from {table}_fts "  # noqa: S608
        f"where {table}_fts match :expression order by rowid desc limit :ranked) order by score limit :limit",
        expression=expression,
        ranked=RANKED,
        limit=limit,
    )
    return [row["rowid"] for row in rows]


def _newest(query: Query, table: Kind, expression: str, limit: int) -> list[int]:
    """Where BM25 cannot tell one from another: it would count every row of every word to find that out."""
    rows = query(
        f"select rowid from {table}_fts where {table}_fts match :expression order by rowid desc limit :limit",  # noqa: S608
        expression=expression,
        limit=limit,
    )
    return [row["rowid"] for row in rows]


def _said_by(query: Query, asked: Question, limit: int) -> Iterator[Match]:
    """Quotes of the people that some of the words name; with the other words, where there are any."""
    called = [term for term in asked.terms if _count(query, "people_fts", _name(term), 1)]
    rest = Question(tuple(term for term in asked.terms if term not in called))
    if not called:
        return
    speakers = query(
        "select slug from people where rowid in (select rowid from people_fts where people_fts match :called "
        "limit :speakers)",
        called=" AND ".join(_name(term) for term in called),
        speakers=SPEAKERS + 1,
    )
    if not 0 < len(speakers) <= SPEAKERS:  # "John": too many to say whom is meant
        return
    held = "and q.rowid in (select rowid from quotes_fts where quotes_fts match :rest)" if rest.terms else ""
    rows = query(
        "select q.rowid from quotes q where q.id in "  # noqa: S608 - fixed text
        "(select quote from quote_speakers where person in (select value from json_each(:speakers))) "
        f"{held} order by q.published_key desc limit :limit",
        speakers=json.dumps([row["slug"] for row in speakers]),
        rest=rest.expression,
        limit=limit,
    )
    for row in rows:
        yield Match(row["rowid"], rest.expression or None, True)


_SHOWN = {
    "quotes": """
        select q.id, q.text, a.headline, q.statement,
            (select json_group_array(length(text)) from
                (select text from quote_parts p where p.quote = q.id order by p.seq)) as parts,
            (select count(*) from quotes o where o.statement = q.statement) as places,
            a.id as article, s.name as source,
            coalesce(a.published_at, a.first_seen_at) as published,
            (select group_concat(name, ', ') from
                (select name from quote_speakers p where p.quote = q.id order by p.position)) as speakers,
            (select person from quote_speakers p where p.quote = q.id and p.person is not null
                order by p.position limit 1) as person
        from quotes q join articles a on a.id = q.article join sources s on s.slug = a.source where q.rowid = :rowid
    """,
    "credits": """
        select c.id, c.evidence as text, c.name, c.person, c.company, r.label as role, c.title, c.title_name,
            c.character, a.headline, a.id as article, s.name as source,
            coalesce(a.published_at, a.first_seen_at) as published
        from credits c join roles r on r.slug = c.role join articles a on a.id = c.article
            join sources s on s.slug = a.source
        where c.rowid = :rowid
    """,
    "articles": """
        select a.id, a.headline, s.name as source, coalesce(a.published_at, a.first_seen_at) as published,
            a.published_precision, substr(a.text, 1, 200) as text
        from articles a join sources s on s.slug = a.source where a.rowid = :rowid
    """,
}


def _group(query: Query, table: Kind, asked: Question, found: Iterable[Match]) -> Group:
    hits = []
    for rowid, expression, all_words in found:
        (row,) = query(_SHOWN[table], rowid=rowid)
        excerpt = _excerpt(query, table, rowid, expression, row["text"])
        if table == "quotes":
            excerpt = in_parts(excerpt, row["text"], json.loads(row["parts"]))
        hits.append(Hit(row["id"], row, excerpt, all_words))
    count = _count(query, f"{table}_fts", asked.expression, COUNTED + 1)
    return Group(tuple(hits), asked.expression, count)


def _excerpt(query: Query, table: Kind, rowid: int, expression: str | None, text: str) -> tuple[Piece, ...]:
    if expression is None:
        return (Piece(text),)
    column, words = _EXCERPT[table]
    opened, closed = _FOUND
    rows = query(
        f"select snippet({table}_fts, {column}, :opened, :closed, '…', {words}) as excerpt "  # noqa: S608
        f"from {table}_fts where {table}_fts match :expression and rowid = :rowid",
        opened=opened,
        closed=closed,
        expression=expression,
        rowid=rowid,
    )
    if not rows:
        return (Piece(text),)
    edges = [0, *(match.start() for match in re.finditer("[\x02\x03]", rows[0]["excerpt"])), len(rows[0]["excerpt"])]
    parts = [rows[0]["excerpt"][start:end] for start, end in pairwise(edges)]
    return tuple(
        Piece(part.lstrip(opened + closed), part.startswith(opened)) for part in parts if part.strip("\x02\x03")
    )


def in_parts(excerpt: tuple[Piece, ...], text: str, lengths: list[int]) -> tuple[Piece, ...]:
    """An excerpt of a quote, with a mark for each place where the article breaks into the quote.

    `lengths` are those of its parts, between each two of which there is one blank in `text`.
    """
    shown = "".join(piece.text for piece in excerpt)
    at = text.find(shown.strip("…"))
    if at < 0:
        return excerpt
    at -= len(shown) - len(shown.lstrip("…"))  # where the excerpt would begin, were its own mark in the text
    gaps = {end + number - at for number, end in enumerate(accumulate(lengths[:-1]))}
    pieces, start = [], 0
    for piece in excerpt:
        marked = "".join(" … " if place in gaps else c for place, c in enumerate(piece.text, start))
        pieces.append(Piece(marked, piece.found))
        start += len(piece.text)
    return tuple(pieces)


def _named(query: Query, table: str, column: str, asked: Question, limit: int) -> Group:
    """Names that begin with all the words, as written or as keys spell them; the exact name, then the most used."""
    expression = " AND ".join(_name(term, begun=True) for term in asked.terms)
    also = (
        " union select title from title_aliases where rowid in "
        "(select rowid from title_aliases_fts where title_aliases_fts match :expression limit 50)"
        if table == "titles"
        else ""
    )
    counted = " + ".join(
        f"(select count(*) from (select 1 from {other} o where o.{column} = n.slug limit 500))"  # noqa: S608
        for other in (("credits", "announcements") if table == "titles" else ("credits", "quote_speakers"))
    )
    rows = query(
        f"select n.slug, n.name, {counted} as uses from {table} n where n.slug in (select slug from {table} "  # noqa: S608
        f"where rowid in (select rowid from {table}_fts where {table}_fts match :expression order by rank limit 50)"
        f"{also}) order by n.slug = :slug desc, uses desc, n.slug limit :limit",
        expression=expression,
        slug=names.slug(" ".join(asked.words)),
        limit=limit,
    )
    return Group(
        tuple(Hit(row["slug"], row, (Piece(row["name"]),)) for row in rows),
        expression,
        _count(query, f"{table}_fts", expression, COUNTED + 1),
    )


def _name(term: str, *, begun: bool = False) -> str:
    """A word of a name, as it is written or as the key has it (Ł as l, ø as o)."""
    star = "*" if begun and len(term) > 1 else ""
    plain = " ".join(words(names.slug(term))) if not term.isascii() else ""
    written = quoted(term.strip('"')) + star
    return f'({written} OR "{plain}"{star})' if plain else written


def _count(query: Query, table: str, expression: str, most: int) -> int:
    rows = query(
        f"select count(*) as n from (select 1 from {table} where {table} match :expression limit :most)",  # noqa: S608
        expression=expression,
        most=most,
    )
    return int(rows[0]["n"])


def _distinct(found: Iterable[Match], limit: int) -> list[Match]:
    """The first of each row."""
    first: dict[int, Match] = {}
    for match in found:
        first.setdefault(match.rowid, match)
    return list(first.values())[:limit]
