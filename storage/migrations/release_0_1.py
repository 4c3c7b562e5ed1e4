"""The schema of 0.1.0: what arrived, what was published, who is named in it, what was found, and what was tried."""

from __future__ import annotations

from sqlite_utils import Database

from scraper.model import ROLES
from storage.migrations.formats import ARCHIVE, CAPTURES
from storage.steps import execute, search


@CAPTURES.steps()
def responses(database: Database) -> None:
    """Every body once, every response, every attempt."""
    execute(
        database,
        """
        -- A body is compressed on its own, or against the body it most likely resembles (storage.bodies).
        create table bodies (
            sha256 text primary key,
            size integer not null,                          -- uncompressed
            base text references bodies (sha256),           -- null: on its own
            depth integer not null,                         -- bodies to read before this one
            data blob not null                              -- zstd
        );
        create table captures (
            id integer primary key,
            source text not null,
            purpose text not null,                          -- robots, feed, listing, page
            url text not null,
            final_url text not null,
            status integer not null,
            headers text not null,                          -- JSON: [[name, value], ...]
            fetched_at text not null,
            sha256 text not null references bodies (sha256),
            result text check (result in ('read', 'quarantined', 'unreadable')),  -- null: not yet read
            detail text not null default '',
            unique (source, url, fetched_at, sha256)
        );
        create index captures_by_url on captures (url, fetched_at);
        create index captures_in_order on captures (source, fetched_at, id);
        create index captures_unread on captures (source, fetched_at, id) where result is null;
        create index captures_by_body on captures (sha256);
        create table attempts (
            id integer primary key,
            source text not null,
            purpose text not null,
            url text not null,
            at text not null,
            seconds real not null,
            outcome text not null,
            detail text not null,
            status integer,
            hops text not null,                             -- JSON: [url, ...]
            received integer not null,
            conditional integer not null,                   -- 1: sent with validators, so a 304 was possible
            capture integer references captures (id)
        );
        create index attempts_by_url on attempts (url, at);
        create index attempts_by_source on attempts (source, at);
        create index attempts_by_capture on attempts (capture);
        """,
    )


@CAPTURES.steps()
def plan(database: Database) -> None:
    """What must be remembered between runs: hosts, to stay polite, and pages, to come back to."""
    execute(
        database,
        """
        create table hosts (
            origin text primary key,
            robots blob not null,
            robots_status integer,
            robots_at text,
            retry_at text,
            strikes integer not null
        );
        create table visits (
            source text not null,
            url text not null,
            state text not null,
            first_seen_at text not null,
            last_visit_at text,
            next_visit_at text,
            visits integer not null,
            failures integer not null,
            guid text not null,                             -- the lead, as last seen in a feed or listing
            title text not null,
            summary text not null,
            categories text not null,                       -- JSON: [category, ...]
            byline text not null,
            published_at text, published_precision text, published_verbatim text,
            updated_at text, updated_precision text, updated_verbatim text,
            primary key (source, url)
        );
        create index visits_due on visits (source, next_visit_at, url) where next_visit_at is not null;
        """,
    )


@ARCHIVE.steps()
def articles(database: Database) -> None:
    """Who publishes, what was published, and how its text changed."""
    execute(
        database,
        """
        create table sources (
            slug text primary key,
            name text not null,
            kind text not null check (kind in ('studio', 'trade', 'fan', 'wire')),
            homepage text not null default '',
            reuse text not null check (reuse in ('release', 'press')),
            terms_url text not null default ''
        );
        create table articles (
            id text primary key,                            -- sha256 of the canonical URL, first 12 digits
            headline text not null,
            source text not null references sources (slug),
            published_at text,
            subhead text not null,
            byline text not null,
            url text not null unique,                       -- canonical
            canonical_reason text not null,
            published_precision text,
            published_verbatim text,
            modified_at text,
            modified_precision text,
            modified_verbatim text,
            first_seen_at text not null,
            last_seen_at text not null,
            text text not null,
            words integer not null,
            language text not null,
            marks text not null,                            -- JSON: what the page set apart
            reader text not null,
            extractor text not null,
            capture text not null,                          -- sha256, in captures.db
            published_key text not null unique              -- published_at, else first_seen_at; then the id
        );
        create index articles_by_source on articles (source, published_key);
        create index articles_by_reader on articles (reader);
        create index articles_by_language on articles (language);
        create table versions (
            article text not null references articles (id) on delete cascade,
            seq integer not null,                           -- 1, 2, ... in the order of captured_at
            captured_at text not null,                      -- first capture of this text
            last_captured_at text not null,                 -- last one before the text changed
            headline text not null,
            text text not null,
            text_sha256 text not null,                      -- of the headline and text, normalised
            capture text not null,
            captured_key text not null unique,
            primary key (article, seq)
        );
        """,
    )
    search(database, "articles", "headline", "subhead", "text")


@ARCHIVE.steps()
def names(database: Database) -> None:
    """People, companies, titles, and the roles that join them. An alias is any spelling seen."""
    execute(
        database,
        """
        create table people (slug text primary key, name text not null);
        create table person_aliases (
            person text not null references people (slug) on delete cascade,
            name text not null,
            primary key (person, name)
        );
        create table companies (slug text primary key, name text not null);
        create table company_aliases (
            company text not null references companies (slug) on delete cascade,
            name text not null,
            primary key (company, name)
        );
        create table titles (slug text primary key, name text not null, kind text, network text);
        create index titles_by_kind on titles (kind);
        create index titles_by_network on titles (network);
        create table title_aliases (
            title text not null references titles (slug) on delete cascade,
            name text not null,
            primary key (title, name)
        );
        create table roles (slug text primary key, label text not null, "group" text not null);
        create table article_titles (                       -- the works an article names
            article text not null references articles (id) on delete cascade,
            seq integer not null,
            title text not null references titles (slug),
            name text not null,                             -- as the article has it
            kind text,                                      -- as far as the article says
            network text,
            aliases text not null,                          -- JSON: [name, ...]
            primary key (article, seq)
        );
        create index article_titles_by_title on article_titles (title, name);
        """,
    )
    database.table("roles").insert_all(
        {"slug": slug, "label": label, "group": group} for slug, (label, group) in ROLES.items()
    )


@ARCHIVE.steps()
def quotes(database: Database) -> None:
    """Who said what. Offsets count characters of the article's text."""
    execute(
        database,
        """
        create table quotes (
            id text primary key,
            text text not null,                             -- its parts, joined by a space
            article text not null references articles (id) on delete cascade,
            seq integer not null,                           -- the article's 1st, 2nd, ... quote
            kind text not null check (kind in ('direct', 'partial')),
            speaker_as_written text,
            cue text,
            role text,
            affiliation text,
            start integer not null,
            "end" integer not null,
            spans text not null,                            -- JSON: where cue, role, ... stand in the article
            statement text not null,                        -- one for each wording, wherever it is printed
            published_key text not null unique,             -- the article's time, and the id
            unique (article, seq)
        );
        create index quotes_by_statement on quotes (statement);
        create index quotes_by_kind on quotes (kind);
        create table quote_parts (
            quote text not null references quotes (id) on delete cascade,
            seq integer not null,
            start integer not null,
            "end" integer not null,
            text text not null,
            primary key (quote, seq)
        );
        create table quote_speakers (
            quote text not null references quotes (id) on delete cascade,
            position integer not null,
            person text references people (slug),
            company text references companies (slug),
            name text not null,                             -- the fullest form in the article, or a description
            primary key (quote, position),
            check (person is null or company is null)       -- neither: "a spokesperson for Quay"
        );
        create index quote_speakers_by_person on quote_speakers (person, name);
        create index quote_speakers_by_company on quote_speakers (company, name);
        """,
    )
    search(database, "quotes", "text")


@ARCHIVE.steps()
def credits_and_announcements(database: Database) -> None:
    """Who does what on which title, what is announced, and how titles hang together."""
    execute(
        database,
        """
        create table credits (
            id text primary key,
            article text not null references articles (id) on delete cascade,
            seq integer not null,
            person text references people (slug),
            company text references companies (slug),
            name text not null,                             -- the fullest form in the article
            role text not null references roles (slug),
            title text references titles (slug),            -- null: an untitled project
            title_name text,                                -- as the article has it
            character text,
            season text,
            status text not null check (status in ('stated', 'joins', 'leaves', 'stays')),
            evidence text not null,
            start integer not null,
            "end" integer not null,
            published_key text not null unique,
            unique (article, seq),
            check ((person is null) <> (company is null))
        );
        create index credits_by_person on credits (person, name);
        create index credits_by_company on credits (company, name);
        create index credits_by_role on credits (role);
        create index credits_by_title on credits (title, title_name);
        create index credits_by_status on credits (status);
        create table announcements (
            id text primary key,
            article text not null references articles (id) on delete cascade,
            seq integer not null,
            kind text not null,
            title text references titles (slug),
            title_name text,
            season text,
            episodes integer,
            date text,                                      -- as stated
            date_precision text,
            evidence text not null,
            start integer not null,
            "end" integer not null,
            published_key text not null unique,
            unique (article, seq)
        );
        create index announcements_by_title on announcements (title, title_name);
        create index announcements_by_kind on announcements (kind);
        create table title_links (
            id text primary key,
            title text not null references titles (slug),
            title_name text not null,
            relation text not null,
            other text not null references titles (slug),
            other_name text not null,
            article text not null references articles (id) on delete cascade,
            seq integer not null,
            evidence text not null,
            start integer not null,
            "end" integer not null,
            unique (article, seq)
        );
        create index title_links_by_title on title_links (title, title_name);
        create index title_links_by_other on title_links (other, other_name);
        """,
    )
    search(database, "credits", "evidence")


@ARCHIVE.steps()
def runs(database: Database) -> None:
    """What was tried, when, and how each source is doing."""
    execute(
        database,
        """
        create table runs (
            id integer primary key,
            command text not null,
            started_at text not null,
            finished_at text,                               -- null: still running, or killed
            saved integer not null default 0,
            unchanged integer not null default 0,
            failed integer not null default 0,
            problems text not null default ''               -- one a line
        );
        create table attempts_summary (
            key text primary key,                           -- day, source, purpose and outcome
            day text not null,
            source text not null references sources (slug),
            purpose text not null,
            outcome text not null,
            attempts integer not null
        );
        create index attempts_summary_by_source on attempts_summary (source);
        create index attempts_summary_by_outcome on attempts_summary (outcome);
        create table source_health (
            source text primary key references sources (slug),
            last_attempt_at text,
            last_success_at text,
            last_new_at text,
            articles integer not null default 0,
            problem text not null default '',               -- why the last attempt failed
            failed text not null default ''                 -- what its last pass could not do, one a line
        );
        """,
    )
