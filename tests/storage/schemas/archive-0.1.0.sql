pragma application_id = 1869509185;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TABLE sources (
    slug text primary key,
    name text not null,
    kind text not null check (kind in ('studio', 'trade', 'fan', 'wire')),
    homepage text not null default '',
    reuse text not null check (reuse in ('release', 'press')),
    terms_url text not null default ''
);
CREATE TABLE articles (
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
CREATE INDEX articles_by_source on articles (source, published_key);
CREATE INDEX articles_by_reader on articles (reader);
CREATE INDEX articles_by_language on articles (language);
CREATE TABLE versions (
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
CREATE VIRTUAL TABLE articles_fts using fts5 (
    headline, subhead, text, content="articles", tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER articles_added after insert on articles begin insert into articles_fts (rowid, headline, subhead, text) values (new.rowid, new.headline, new.subhead, new.text); end;
CREATE TRIGGER articles_removed after delete on articles begin insert into articles_fts (articles_fts, rowid, headline, subhead, text) values ('delete', old.rowid, old.headline, old.subhead, old.text); end;
CREATE TRIGGER articles_edited after update of headline, subhead, text on articles begin insert into articles_fts (articles_fts, rowid, headline, subhead, text) values ('delete', old.rowid, old.headline, old.subhead, old.text); insert into articles_fts (rowid, headline, subhead, text) values (new.rowid, new.headline, new.subhead, new.text); end;
CREATE TABLE people (slug text primary key, name text not null);
CREATE TABLE person_aliases (
    person text not null references people (slug) on delete cascade,
    name text not null,
    primary key (person, name)
);
CREATE TABLE companies (slug text primary key, name text not null);
CREATE TABLE company_aliases (
    company text not null references companies (slug) on delete cascade,
    name text not null,
    primary key (company, name)
);
CREATE TABLE titles (slug text primary key, name text not null, kind text, network text);
CREATE INDEX titles_by_kind on titles (kind);
CREATE INDEX titles_by_network on titles (network);
CREATE TABLE title_aliases (
    title text not null references titles (slug) on delete cascade,
    name text not null,
    primary key (title, name)
);
CREATE TABLE roles (slug text primary key, label text not null, "group" text not null);
CREATE TABLE article_titles (                       -- the works an article names
    article text not null references articles (id) on delete cascade,
    seq integer not null,
    title text not null references titles (slug),
    name text not null,                             -- as the article has it
    kind text,                                      -- as far as the article says
    network text,
    aliases text not null,                          -- JSON: [name, ...]
    primary key (article, seq)
);
CREATE INDEX article_titles_by_title on article_titles (title, name);
CREATE TABLE quotes (
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
CREATE INDEX quotes_by_statement on quotes (statement);
CREATE INDEX quotes_by_kind on quotes (kind);
CREATE TABLE quote_parts (
    quote text not null references quotes (id) on delete cascade,
    seq integer not null,
    start integer not null,
    "end" integer not null,
    text text not null,
    primary key (quote, seq)
);
CREATE TABLE quote_speakers (
    quote text not null references quotes (id) on delete cascade,
    position integer not null,
    person text references people (slug),
    company text references companies (slug),
    name text not null,                             -- the fullest form in the article, or a description
    primary key (quote, position),
    check (person is null or company is null)       -- neither: "a spokesperson for Quay"
);
CREATE INDEX quote_speakers_by_person on quote_speakers (person, name);
CREATE INDEX quote_speakers_by_company on quote_speakers (company, name);
CREATE VIRTUAL TABLE quotes_fts using fts5 (
    text, content="quotes", tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER quotes_added after insert on quotes begin insert into quotes_fts (rowid, text) values (new.rowid, new.text); end;
CREATE TRIGGER quotes_removed after delete on quotes begin insert into quotes_fts (quotes_fts, rowid, text) values ('delete', old.rowid, old.text); end;
CREATE TRIGGER quotes_edited after update of text on quotes begin insert into quotes_fts (quotes_fts, rowid, text) values ('delete', old.rowid, old.text); insert into quotes_fts (rowid, text) values (new.rowid, new.text); end;
CREATE TABLE credits (
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
CREATE INDEX credits_by_person on credits (person, name);
CREATE INDEX credits_by_company on credits (company, name);
CREATE INDEX credits_by_role on credits (role);
CREATE INDEX credits_by_title on credits (title, title_name);
CREATE INDEX credits_by_status on credits (status);
CREATE TABLE announcements (
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
CREATE INDEX announcements_by_title on announcements (title, title_name);
CREATE INDEX announcements_by_kind on announcements (kind);
CREATE TABLE title_links (
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
CREATE INDEX title_links_by_title on title_links (title, title_name);
CREATE INDEX title_links_by_other on title_links (other, other_name);
CREATE VIRTUAL TABLE credits_fts using fts5 (
    evidence, content="credits", tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER credits_added after insert on credits begin insert into credits_fts (rowid, evidence) values (new.rowid, new.evidence); end;
CREATE TRIGGER credits_removed after delete on credits begin insert into credits_fts (credits_fts, rowid, evidence) values ('delete', old.rowid, old.evidence); end;
CREATE TRIGGER credits_edited after update of evidence on credits begin insert into credits_fts (credits_fts, rowid, evidence) values ('delete', old.rowid, old.evidence); insert into credits_fts (rowid, evidence) values (new.rowid, new.evidence); end;
CREATE TABLE runs (
    id integer primary key,
    command text not null,
    started_at text not null,
    finished_at text,                               -- null: still running, or killed
    saved integer not null default 0,
    unchanged integer not null default 0,
    failed integer not null default 0,
    problems text not null default ''               -- one a line
);
CREATE TABLE attempts_summary (
    key text primary key,                           -- day, source, purpose and outcome
    day text not null,
    source text not null references sources (slug),
    purpose text not null,
    outcome text not null,
    attempts integer not null
);
CREATE INDEX attempts_summary_by_source on attempts_summary (source);
CREATE INDEX attempts_summary_by_outcome on attempts_summary (outcome);
CREATE TABLE source_health (
    source text primary key references sources (slug),
    last_attempt_at text,
    last_success_at text,
    last_new_at text,
    articles integer not null default 0,
    problem text not null default '',               -- why the last attempt failed
    failed text not null default ''                 -- what its last pass could not do, one a line
);
CREATE VIEW "latest_articles" AS select coalesce(a.published_at, a.first_seen_at) as published, s.name as source,
            a.headline, a.url, a.words,
            (select count(*) from quotes q where q.article = a.id) as quotes,
            (select count(*) from credits c where c.article = a.id) as credits,
            a.id as article
        from articles a join sources s on s.slug = a.source
        order by a.published_key desc;
CREATE VIEW "changed_pages" AS select v.captured_at as changed, s.name as source, v.headline, b.headline as headline_before,
            v.headline <> b.headline as headline_changed, v.text <> b.text as text_changed,
            v.seq as version, a.url, a.id as article
        from versions v
            join versions b on b.article = v.article and b.seq = v.seq - 1
            join articles a on a.id = v.article
            join sources s on s.slug = a.source
        order by v.captured_key desc;
CREATE VIEW "who_said_what" AS select coalesce(a.published_at, a.first_seen_at) as published,
            (select group_concat(name, ', ') from
                (select name from quote_speakers p where p.quote = q.id order by p.position)) as speakers,
            q.role, q.affiliation, q.text as quote, a.headline, s.name as source, a.url, q.id as quote_id
        from quotes q join articles a on a.id = q.article join sources s on s.slug = a.source
        order by q.published_key desc;
CREATE VIEW "who_does_what" AS select c.name, r.label as role, c.title_name as title, c.character, c.season, c.status,
            coalesce(a.published_at, a.first_seen_at) as published, s.name as source, c.evidence, a.url,
            c.id as credit_id
        from credits c
            join roles r on r.slug = c.role
            join articles a on a.id = c.article
            join sources s on s.slug = a.source
        order by c.published_key desc;
CREATE VIEW "same_statement" AS select q.statement, count(distinct q.article) as articles, count(distinct a.source) as sources,
            min(q.text) as quote, min(coalesce(a.published_at, a.first_seen_at)) as first_published
        from quotes q join articles a on a.id = q.article
        group by q.statement having count(distinct q.article) > 1
        order by articles desc, q.statement;
CREATE VIEW "fresh_by_source" AS select s.name as source, count(a.id) as articles, max(a.first_seen_at) as last_new,
            max(a.last_seen_at) as last_seen, h.last_attempt_at as last_attempt,
            h.last_success_at as last_success, h.problem, s.slug
        from sources s
            left join articles a on a.source = s.slug
            left join source_health h on h.source = s.slug
        group by s.slug
        order by s.slug;
insert into _sqlite_migrations ("id", "migration_set", "name", "applied_at") values (1, 'onrecord archive', 'articles', '2026-11-22 22:22:06.091244+00:00');
insert into _sqlite_migrations ("id", "migration_set", "name", "applied_at") values (2, 'onrecord archive', 'names', '2026-11-22 22:22:06.091986+00:00');
insert into _sqlite_migrations ("id", "migration_set", "name", "applied_at") values (3, 'onrecord archive', 'quotes', '2026-11-22 22:22:06.092643+00:00');
insert into _sqlite_migrations ("id", "migration_set", "name", "applied_at") values (4, 'onrecord archive', 'credits_and_announcements', '2026-11-22 22:22:06.102732+00:00');
insert into _sqlite_migrations ("id", "migration_set", "name", "applied_at") values (5, 'onrecord archive', 'runs', '2026-11-22 22:22:06.103283+00:00');
insert into sources ("slug", "name", "kind", "homepage", "reuse", "terms_url") values ('gazette', 'Harbor Gazette', 'trade', 'https://gazette.example/', 'press', '');
insert into articles ("id", "headline", "source", "published_at", "subhead", "byline", "url", "canonical_reason", "published_precision", "published_verbatim", "modified_at", "modified_precision", "modified_verbatim", "first_seen_at", "last_seen_at", "text", "words", "language", "marks", "reader", "extractor", "capture", "published_key") values ('aa3867264673', 'A light goes on', 'gazette', '2026-11-21T09:30:00Z', 'And stays on', 'Ada Quill', 'https://gazette.example/harbor-lights', 'rel=canonical', 'day', '21 Nov', NULL, NULL, NULL, '2026-11-21T09:30:00Z', '2026-11-22T09:30:00Z', '“We built a lighthouse,” said Zoë Marlow. “Then we lit it.”

“Harbor Lights” is created by Zoë Marlow for Lantern. It begins on May 4.', 25, 'en', '[{"kind": "emphasis", "span": {"start": 62, "end": 75}, "href": null}, {"kind": "link", "span": {"start": 106, "end": 113}, "href": "https://lantern.example/"}]', 'layout', '3', '86868bd5d6d68023bd2b6cc962ebbfa912e11776f96b9e408c4507ff4aef7fd8', '2026-11-21T09:30:00Z-aa3867264673');
insert into versions ("article", "seq", "captured_at", "last_captured_at", "headline", "text", "text_sha256", "capture", "captured_key") values ('aa3867264673', 1, '2026-11-21T09:30:00.000000Z', '2026-11-21T09:30:00.000000Z', 'A light goes on', '“We built a lighthouse,” said Zoë Marlow. “Then we lit it.”

“Harbor Lights” is created by Zoë Marlow for Lantern. It begins on April 6.', 'e7f263ed491d7a48b183e4da56e92141fabcc58ac4a3b59741e5ba62dd47dd5d', '5f44fbd0d9e41715b1a4b40c0e1830756c203302232d93d369e4fa6fd9aa53c7', '2026-11-21T09:30:00.000000Z-aa3867264673-1');
insert into versions ("article", "seq", "captured_at", "last_captured_at", "headline", "text", "text_sha256", "capture", "captured_key") values ('aa3867264673', 2, '2026-11-22T09:30:00.000000Z', '2026-11-22T09:30:00.000000Z', 'A light goes on', '“We built a lighthouse,” said Zoë Marlow. “Then we lit it.”

“Harbor Lights” is created by Zoë Marlow for Lantern. It begins on May 4.', 'a68ce653a1beb2822245e079b0ffbddd2d387701a01009cb203813aa010fde86', '86868bd5d6d68023bd2b6cc962ebbfa912e11776f96b9e408c4507ff4aef7fd8', '2026-11-22T09:30:00.000000Z-aa3867264673-2');
insert into people ("slug", "name") values ('zoe-marlow', 'Zoë Marlow');
insert into person_aliases ("person", "name") values ('zoe-marlow', 'Zoë Marlow');
insert into companies ("slug", "name") values ('lantern', 'Lantern');
insert into company_aliases ("company", "name") values ('lantern', 'Lantern');
insert into titles ("slug", "name", "kind", "network") values ('fog', 'Fog', NULL, NULL);
insert into titles ("slug", "name", "kind", "network") values ('harbor-lights', 'Harbor Lights', 'series', 'Lantern');
insert into title_aliases ("title", "name") values ('fog', 'Fog');
insert into title_aliases ("title", "name") values ('harbor-lights', 'HL');
insert into title_aliases ("title", "name") values ('harbor-lights', 'Harbor Lights');
insert into roles ("slug", "label", "group") values ('creator', 'Creator', 'creative');
insert into roles ("slug", "label", "group") values ('developer', 'Developer', 'creative');
insert into roles ("slug", "label", "group") values ('showrunner', 'Showrunner', 'creative');
insert into roles ("slug", "label", "group") values ('director', 'Director', 'creative');
insert into roles ("slug", "label", "group") values ('writer', 'Writer', 'creative');
insert into roles ("slug", "label", "group") values ('story_by', 'Story by', 'creative');
insert into roles ("slug", "label", "group") values ('composer', 'Composer', 'creative');
insert into roles ("slug", "label", "group") values ('editor', 'Editor', 'creative');
insert into roles ("slug", "label", "group") values ('cinematographer', 'Cinematographer', 'creative');
insert into roles ("slug", "label", "group") values ('executive_producer', 'Executive producer', 'production');
insert into roles ("slug", "label", "group") values ('co_executive_producer', 'Co-executive producer', 'production');
insert into roles ("slug", "label", "group") values ('producer', 'Producer', 'production');
insert into roles ("slug", "label", "group") values ('consulting_producer', 'Consulting producer', 'production');
insert into roles ("slug", "label", "group") values ('associate_producer', 'Associate producer', 'production');
insert into roles ("slug", "label", "group") values ('consultant', 'Consultant', 'production');
insert into roles ("slug", "label", "group") values ('cast', 'Cast', 'cast');
insert into roles ("slug", "label", "group") values ('voice', 'Voice', 'cast');
insert into roles ("slug", "label", "group") values ('host', 'Host', 'cast');
insert into roles ("slug", "label", "group") values ('narrator', 'Narrator', 'cast');
insert into roles ("slug", "label", "group") values ('judge', 'Judge', 'cast');
insert into roles ("slug", "label", "group") values ('mentor', 'Mentor', 'cast');
insert into roles ("slug", "label", "group") values ('studio', 'Studio', 'company');
insert into roles ("slug", "label", "group") values ('network', 'Network', 'company');
insert into roles ("slug", "label", "group") values ('distributor', 'Distributor', 'company');
insert into roles ("slug", "label", "group") values ('based_on_author', 'Author of the source', 'source material');
insert into roles ("slug", "label", "group") values ('based_on', 'Source', 'source material');
insert into article_titles ("article", "seq", "title", "name", "kind", "network", "aliases") values ('aa3867264673', 1, 'harbor-lights', 'Harbor Lights', 'series', 'Lantern', '["HL"]');
insert into quotes ("id", "text", "article", "seq", "kind", "speaker_as_written", "cue", "role", "affiliation", "start", "end", "spans", "statement", "published_key") values ('23fa52b33bbf0c36', 'We built a lighthouse Then we lit it.', 'aa3867264673', 1, 'direct', 'Zoë Marlow', 'said', NULL, NULL, 1, 58, '{"speaker_as_written": [30, 40], "cue": [25, 29]}', 'f54754a4fbce9438', '2026-11-21T09:30:00Z-23fa52b33bbf0c36');
insert into quote_parts ("quote", "seq", "start", "end", "text") values ('23fa52b33bbf0c36', 1, 1, 22, 'We built a lighthouse');
insert into quote_parts ("quote", "seq", "start", "end", "text") values ('23fa52b33bbf0c36', 2, 43, 58, 'Then we lit it.');
insert into quote_speakers ("quote", "position", "person", "company", "name") values ('23fa52b33bbf0c36', 1, 'zoe-marlow', NULL, 'Zoë Marlow');
insert into quote_speakers ("quote", "position", "person", "company", "name") values ('23fa52b33bbf0c36', 2, NULL, 'lantern', 'Lantern');
insert into credits ("id", "article", "seq", "person", "company", "name", "role", "title", "title_name", "character", "season", "status", "evidence", "start", "end", "published_key") values ('328db2c20f12be11', 'aa3867264673', 1, 'zoe-marlow', NULL, 'Zoë Marlow', 'creator', 'harbor-lights', 'Harbor Lights', NULL, NULL, 'stated', 'created by', 80, 90, '2026-11-21T09:30:00Z-328db2c20f12be11');
insert into credits ("id", "article", "seq", "person", "company", "name", "role", "title", "title_name", "character", "season", "status", "evidence", "start", "end", "published_key") values ('4333ae2c6fdfee0f', 'aa3867264673', 2, NULL, 'lantern', 'Lantern', 'network', NULL, NULL, NULL, NULL, 'stated', 'for Lantern', 102, 113, '2026-11-21T09:30:00Z-4333ae2c6fdfee0f');
insert into announcements ("id", "article", "seq", "kind", "title", "title_name", "season", "episodes", "date", "date_precision", "evidence", "start", "end", "published_key") values ('ddb68e3119ec24e3', 'aa3867264673', 1, 'premiere date', 'harbor-lights', 'Harbor Lights', NULL, NULL, 'May 4', NULL, 'It begins', 115, 124, '2026-11-21T09:30:00Z-ddb68e3119ec24e3');
insert into title_links ("id", "title", "title_name", "relation", "other", "other_name", "article", "seq", "evidence", "start", "end") values ('903911f09bb0e643', 'harbor-lights', 'Harbor Lights', 'spin_off_of', 'fog', 'Fog', 'aa3867264673', 1, 'lit', 51, 54);
insert into runs ("id", "command", "started_at", "finished_at", "saved", "unchanged", "failed", "problems") values (1, 'collect', '2026-11-22T09:30:00Z', '2026-11-22T09:30:00Z', 1, 0, 1, 'one problem');
insert into attempts_summary ("key", "day", "source", "purpose", "outcome", "attempts") values ('2026-11-21 gazette page ok', '2026-11-21', 'gazette', 'page', 'ok', 1);
insert into attempts_summary ("key", "day", "source", "purpose", "outcome", "attempts") values ('2026-11-22 gazette page ok', '2026-11-22', 'gazette', 'page', 'ok', 1);
insert into attempts_summary ("key", "day", "source", "purpose", "outcome", "attempts") values ('2026-11-23 gazette page server error', '2026-11-23', 'gazette', 'page', 'server error', 1);
insert into source_health ("source", "last_attempt_at", "last_success_at", "last_new_at", "articles", "problem", "failed") values ('gazette', '2026-11-23T09:30:00Z', '2026-11-22T09:30:00Z', '2026-11-21T09:30:00Z', 1, 'page, server error: It failed.', 'one problem');
