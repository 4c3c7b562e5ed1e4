"""Browsable questions as named SQL. Re-created at start, never migrated; metadata.yml describes them.

Every one ends its order with a unique column: Datasette pages through a view by counting rows.
"""

from __future__ import annotations

from sqlite_utils import Database

VIEWS = {
    "latest_articles": """
        select coalesce(a.published_at, a.first_seen_at) as published, s.name as source,
            a.headline, a.url, a.words,
            (select count(*) from quotes q where q.article = a.id) as quotes,
            (select count(*) from credits c where c.article = a.id) as credits,
            a.id as article
        from articles a join sources s on s.slug = a.source
        order by a.published_key desc
    """,
    "changed_pages": """
        select v.captured_at as changed, s.name as source, v.headline, b.headline as headline_before,
            v.headline <> b.headline as headline_changed, v.text <> b.text as text_changed,
            v.seq as version, a.url, a.id as article
        from versions v
            join versions b on b.article = v.article and b.seq = v.seq - 1
            join articles a on a.id = v.article
            join sources s on s.slug = a.source
        order by v.captured_key desc
    """,
    "who_said_what": """
        select coalesce(a.published_at, a.first_seen_at) as published,
            (select group_concat(name, ', ') from
                (select name from quote_speakers p where p.quote = q.id order by p.position)) as speakers,
            q.role, q.affiliation, q.text as quote, a.headline, s.name as source, a.url, q.id as quote_id
        from quotes q join articles a on a.id = q.article join sources s on s.slug = a.source
        order by q.published_key desc
    """,
    "who_does_what": """
        select c.name, r.label as role, c.title_name as title, c.character, c.season, c.status,
            coalesce(a.published_at, a.first_seen_at) as published, s.name as source, c.evidence, a.url,
            c.id as credit_id
        from credits c
            join roles r on r.slug = c.role
            join articles a on a.id = c.article
            join sources s on s.slug = a.source
        order by c.published_key desc
    """,
    "same_statement": """
        select q.statement, count(distinct q.article) as articles, count(distinct a.source) as sources,
            min(q.text) as quote, min(coalesce(a.published_at, a.first_seen_at)) as first_published
        from quotes q join articles a on a.id = q.article
        group by q.statement having count(distinct q.article) > 1
        order by articles desc, q.statement
    """,
    "fresh_by_source": """
        select s.name as source, count(a.id) as articles, max(a.first_seen_at) as last_new,
            max(a.last_seen_at) as last_seen, h.last_attempt_at as last_attempt,
            h.last_success_at as last_success, h.problem, s.slug
        from sources s
            left join articles a on a.source = s.slug
            left join source_health h on h.source = s.slug
        group by s.slug
        order by s.slug
    """,
}


def are_current(database: Database) -> bool:
    """Whether `create_views` would do nothing."""
    made = dict(database.execute("select name, sql from sqlite_schema where type = 'view'").fetchall())
    with Database(memory=True, execute_plugins=False) as blank:
        create_views(blank)
        return all(made.get(view.name) == view.schema for view in blank.views)


def create_views(database: Database) -> None:
    """Bring the views up to date; one that is as it should be is not touched."""
    for name, sql in VIEWS.items():
        database.create_view(name, sql.strip(), replace=True)
