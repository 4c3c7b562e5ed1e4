pragma application_id = 1869509187;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TABLE bodies (
    sha256 text primary key,
    size integer not null,                          -- uncompressed
    base text references bodies (sha256),           -- null: on its own
    depth integer not null,                         -- bodies to read before this one
    data blob not null                              -- zstd
);
CREATE TABLE captures (
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
CREATE INDEX captures_by_url on captures (url, fetched_at);
CREATE INDEX captures_in_order on captures (source, fetched_at, id);
CREATE INDEX captures_unread on captures (source, fetched_at, id) where result is null;
CREATE INDEX captures_by_body on captures (sha256);
CREATE TABLE attempts (
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
CREATE INDEX attempts_by_url on attempts (url, at);
CREATE INDEX attempts_by_source on attempts (source, at);
CREATE INDEX attempts_by_capture on attempts (capture);
CREATE TABLE hosts (
    origin text primary key,
    robots blob not null,
    robots_status integer,
    robots_at text,
    retry_at text,
    strikes integer not null
);
CREATE TABLE visits (
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
CREATE INDEX visits_due on visits (source, next_visit_at, url) where next_visit_at is not null;
insert into _sqlite_migrations ("id", "migration_set", "name", "applied_at") values (1, 'onrecord captures', 'responses', '2026-11-22 22:22:06.039075+00:00');
insert into _sqlite_migrations ("id", "migration_set", "name", "applied_at") values (2, 'onrecord captures', 'plan', '2026-11-22 22:22:06.039412+00:00');
insert into bodies ("sha256", "size", "base", "depth", "data") values ('5f44fbd0d9e41715b1a4b40c0e1830756c203302232d93d369e4fa6fd9aa53c7', 1006, NULL, 0, X'28B52FFD64EE02650700D28C2B2A9029E9FFC777FAB4E06E795A529A9490EC9D9BBD4913821AECA5B434157737EC17FF21FFA6EE7CD57201EB39BA252AC9CCCCCCCC03830206C18040402E2651A93932CBE76DADEB7C5BBF110FF0C6282FCADAB01895187F8E1984C3F806BA65D95BE109F236D4C621ECCAB62E47BC71CDC23932D604E889148AC813A5766FF7BECEE13607E8899E9CF858192E311121AE386D1E79A2C5368FD8BA2DEE5DDFCF3DD8F7017AA205512253EB39BAA919A820B6FA517F07C062A8021F1028225624FE9578DC03DEF3D3325DA52155A3247AA106EAEAB33D7FD95AABA3BB0DD6926BA5251F20BB2B8AD801BB58FE2B');
insert into bodies ("sha256", "size", "base", "depth", "data") values ('86868bd5d6d68023bd2b6cc962ebbfa912e11776f96b9e408c4507ff4aef7fd8', 1004, '5f44fbd0d9e41715b1a4b40c0e1830756c203302232d93d369e4fa6fd9aa53c7', 1, X'28B52FFD64EC028D0000284D6179203402004ADF8B4A2FF12911047D809F80');
insert into captures ("id", "source", "purpose", "url", "final_url", "status", "headers", "fetched_at", "sha256", "result", "detail") values (1, 'gazette', 'page', 'https://gazette.example/harbor-lights', 'https://gazette.example/harbor-lights', 200, '[["content-type", "text/html; charset=utf-8"], ["etag", "\"a\""]]', '2026-11-21T09:30:00.000000Z', '5f44fbd0d9e41715b1a4b40c0e1830756c203302232d93d369e4fa6fd9aa53c7', 'read', 'https://gazette.example/harbor-lights');
insert into captures ("id", "source", "purpose", "url", "final_url", "status", "headers", "fetched_at", "sha256", "result", "detail") values (2, 'gazette', 'page', 'https://gazette.example/harbor-lights', 'https://gazette.example/harbor-lights', 200, '[["content-type", "text/html; charset=utf-8"], ["etag", "\"a\""]]', '2026-11-22T09:30:00.000000Z', '86868bd5d6d68023bd2b6cc962ebbfa912e11776f96b9e408c4507ff4aef7fd8', 'read', 'https://gazette.example/harbor-lights');
insert into attempts ("id", "source", "purpose", "url", "at", "seconds", "outcome", "detail", "status", "hops", "received", "conditional", "capture") values (1, 'gazette', 'page', 'https://gazette.example/harbor-lights', '2026-11-21T09:30:00.000000Z', 0.5, 'ok', '', 200, '[]', 0, 0, 1);
insert into attempts ("id", "source", "purpose", "url", "at", "seconds", "outcome", "detail", "status", "hops", "received", "conditional", "capture") values (2, 'gazette', 'page', 'https://gazette.example/harbor-lights', '2026-11-22T09:30:00.000000Z', 0.5, 'ok', 'The ETag "a" is that of 2026-11-21T09:30:00.000000Z, but the body is another: it cannot be relied on.', 200, '[]', 0, 0, 2);
insert into attempts ("id", "source", "purpose", "url", "at", "seconds", "outcome", "detail", "status", "hops", "received", "conditional", "capture") values (3, 'gazette', 'page', 'https://gazette.example/harbor-lights', '2026-11-23T09:30:00.000000Z', 1.0, 'server error', 'It failed.', 500, '[]', 0, 0, NULL);
insert into hosts ("origin", "robots", "robots_status", "robots_at", "retry_at", "strikes") values ('https://gazette.example', X'557365722D6167656E743A202A', 200, '2026-11-22T09:30:00.000000Z', NULL, 0);
insert into visits ("source", "url", "state", "first_seen_at", "last_visit_at", "next_visit_at", "visits", "failures", "guid", "title", "summary", "categories", "byline", "published_at", "published_precision", "published_verbatim", "updated_at", "updated_precision", "updated_verbatim") values ('gazette', 'https://gazette.example/harbor-lights', 'visited', '2026-11-22T09:30:00.000000Z', NULL, '2026-11-23T09:30:00.000000Z', 2, 0, '1', 'A light goes on', '', '[]', '', '2026-11-22T09:30:00.000000Z', 'second', 'now', NULL, NULL, NULL);
