"""What came after 0.1.0: titles and dates in full, the public copy, seals, and the watch over the sources."""

from __future__ import annotations

from sqlite_utils import Database

from storage.migrations.formats import ARCHIVE, CAPTURES
from storage.names import company_slug
from storage.seals import READING, SEALED, seal
from storage.stated_dates import iso
from storage.steps import execute, search


@ARCHIVE.steps()
def descriptions_of_titles(database: Database) -> None:
    """Networks as companies, under the name they had at the time; how a title is released, and what it is about."""
    execute(
        database,
        """
        alter table announcements add column premiere_episodes integer;       -- that are there on the first day
        alter table announcements add column rollout text;                    -- weekly, daily, all at once
        alter table announcements add column network text;                    -- as the article calls it
        alter table announcements add column network_company text references companies (slug);
        alter table article_titles add column network_company text references companies (slug);
        alter table article_titles add column genre text;                     -- as stated
        alter table article_titles add column logline text;                   -- as stated
        alter table titles add column network_company text references companies (slug);
        alter table titles add column genre text;
        alter table titles add column logline text;
        create index announcements_by_network on announcements (network_company, network);
        create index article_titles_by_network on article_titles (network_company, network);
        create index titles_by_network_company on titles (network_company);
        create index titles_by_genre on titles (genre);
        """,
    )
    for (network,) in database.execute(
        "select distinct network from article_titles where network is not null"
    ).fetchall():
        company = company_slug(network)
        database.execute("insert or ignore into companies (slug, name) values (?, ?)", (company, network))
        database.execute("insert or ignore into company_aliases (company, name) values (?, ?)", (company, network))
        for table in ("article_titles", "titles"):
            database.execute(
                f"update {table} set network_company = ? where network = ?",  # noqa: S608 - fixed names
                (company, network),
            )


@ARCHIVE.steps()
def search_of_names(database: Database) -> None:
    """Names are searched by their words and by their keys, which spell "Łukasz" as one types it: "lukasz"."""
    for table in ("people", "companies", "titles"):
        search(database, table, "name", "slug")
    search(database, "title_aliases", "name")
    for table in ("people", "companies", "titles", "title_aliases"):
        database.execute(f"insert into {table}_fts ({table}_fts) values ('rebuild')")  # noqa: S608 - fixed names


@ARCHIVE.steps()
def calendar_dates(database: Database) -> None:
    """Stated dates, as a calendar can be made of them."""
    execute(
        database,
        """
        alter table announcements add column date_iso text;   -- 2027-02-19, 2027-02 or 2027, as exactly as stated
        create index announcements_by_date on announcements (date_iso) where date_iso is not null;
        """,
    )
    stated = database.execute("select id, date, published_key from announcements where date is not null").fetchall()
    for key, words, published in stated:
        database.execute("update announcements set date_iso = ? where id = ?", (iso(words, published), key))


@ARCHIVE.steps()
def publication(database: Database) -> None:
    """What marks a copy made for the public; and what changed between versions, which such a copy cannot tell."""
    execute(
        database,
        """
        create table publication (                          -- no row: the archive itself; one row: a public copy
            made_at text primary key,
            software text not null
        );
        alter table versions add column edit text;          -- headline, text, both; null: the first version
        """,
    )
    database.execute(
        """
        update versions set edit = (
            select case
                when b.headline = versions.headline then 'text'
                when b.text = versions.text then 'headline'
                else 'both'
            end
            from versions b where b.article = versions.article and b.seq = versions.seq - 1
        )
        """
    )


@CAPTURES.steps()
def seals(database: Database) -> None:
    """What was received, sealed: a byte of a response's headers or of an attempt that changes is found, too."""
    for table in ("captures", "attempts"):
        _add_seal(database, table, "seal", SEALED[table])


def _add_seal(database: Database, table: str, name: str, columns: tuple[str, ...]) -> None:
    execute(database, f"alter table {table} add column {name} text not null default '';")
    database.conn.create_function("seal", len(columns), seal, deterministic=True)
    database.execute(f"update {table} set {name} = seal({', '.join(columns)})")  # noqa: S608 - fixed names


@ARCHIVE.steps()
def watching(database: Database) -> None:
    """What is normal for a source, what is wrong with it, and when the service looks at it next."""
    execute(
        database,
        """
        create table source_norms (
            source text primary key references sources (slug),
            new_a_day real not null,
            pages integer not null,                         -- that the rest was learned from
            read_fully real,                                -- share of pages; null, like the rest: not yet known
            words real,                                     -- a page, the median
            quotes real,                                    -- a page, the mean
            credits real
        );
        create table alarms (
            id integer primary key,
            source text not null references sources (slug),
            kind text not null,
            subject text not null default '',               -- which field or feed
            message text not null,
            normal real not null,
            found real not null,
            raised_at text not null,
            cleared_at text,                                -- null: open
            accepted integer not null default 0,            -- 1: cleared by a person, who says it is normal now
            raise_told_at text,                             -- when the hook took it; null: not yet
            clear_told_at text
        );
        create unique index alarms_open on alarms (source, kind, subject) where cleared_at is null;
        create index alarms_by_source on alarms (source, kind, id);
        create table beats (
            source text primary key references sources (slug),
            last_at text not null,                          -- end of the service's last look
            next_at text not null,
            seconds real not null                           -- the beat as it was learned
        );
        create index articles_by_sighting on articles (source, first_seen_at);
        """,
    )


@CAPTURES.steps()
def sightings(database: Database) -> None:
    """How often a source brings something new is asked after every look."""
    execute(database, "create index visits_by_sighting on visits (source, first_seen_at);")


@ARCHIVE.steps()
def voices_of_companies(database: Database) -> None:
    """Who speaks for a company: found by the affiliation that articles give speakers."""
    execute(database, "create index quotes_by_affiliation on quotes (affiliation) where affiliation is not null;")


@ARCHIVE.steps()
def changes_in_order(database: Database) -> None:
    """The latest edits, without a look at every page that was never edited."""
    execute(database, "create index versions_changed on versions (captured_key) where seq > 1;")


@ARCHIVE.steps()
def credits_by_billing(database: Database) -> None:
    """The order of the view title_credits, so that its first page needs no other."""
    execute(database, "create index credits_by_billing on credits (title, role, person, company);")


@CAPTURES.steps()
def seals_of_what_changes(database: Database) -> None:
    """What is remembered and what came of reading, sealed too: each seal is written anew with what it is of."""
    for table in ("hosts", "visits"):
        _add_seal(database, table, "seal", SEALED[table])
    _add_seal(database, "captures", "reading_seal", READING)


@ARCHIVE.steps()
def statements_by_article(database: Database) -> None:
    """Which statements stand in several articles, answered by an index alone: `same_statement` took 210 ms, now 26."""
    execute(
        database,
        """
        drop index quotes_by_statement;
        create index quotes_by_statement on quotes (statement, article);
        """,
    )


@ARCHIVE.steps()
def standing(database: Database) -> None:
    """What the status of a source is told from: its plan, its days, its pages that are no articles, its runs' ends."""
    execute(
        database,
        """
        create table collected (                            -- what the last command that collects was to collect
            source text primary key references sources (slug),
            since text not null,                            -- when that was first so
            every real not null,                            -- seconds between looks, as its declaration says
            patience real not null                          -- seconds without a look, after which a person is told
        );
        create table source_days (
            source text not null references sources (slug),
            day text not null,                              -- UTC
            new integer not null,                           -- items that came out
            pages integer not null,                         -- articles first seen; the rest is of these
            read_fully real,                                -- null, like the rest: no page
            words real,
            quotes real,
            credits real,
            primary key (source, day)
        );
        create table quarantine (                           -- the newest pages that are no articles, or cannot be read
            source text not null references sources (slug),
            url text not null,
            at text not null,
            result text not null check (result in ('quarantined', 'unreadable')),
            detail text not null,
            primary key (source, url)
        );
        alter table source_norms add column days real;      -- that new_a_day was learned from; null: not noted
        alter table runs add column ended text check (ended in ('done', 'stopped', 'interrupted'));
        alter table alarms add column tries integer not null default 0;       -- of the hook, since it last took it
        alter table alarms add column next_try_at text;
        alter table alarms add column trouble text not null default '';       -- why the hook did not take it
        alter table alarms add column given_up_at text;
        """,
    )
    database.execute("update runs set ended = 'done' where finished_at is not null")
