"""Browsable questions as named SQL. Re-created at start, never migrated; metadata.yml describes them.

No two rows of one are equal in its order: Datasette pages through a view by counting rows. Where all of a large
table is in a view, its order is one that an index gives (`cross join` keeps SQLite from another): the first page of
person_record takes half a millisecond of 250,000 rows, and took 540.
"""

from __future__ import annotations

from sqlite_utils import Database

# A quote as it was said, with a mark where the article breaks into it: "Wait" … "for me" are not "Wait for me".
# A quote that is as long as where it stands is in one part; counting a view's rows asks for no more of that.
_WORDS = """iif(length(q.text) = q."end" - q.start, q.text, (select group_concat(text, ' … ') from
                (select text from quote_parts w where w.quote = q.id order by w.seq)))"""
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
            v.edit in ('headline', 'both') as headline_changed, v.edit in ('text', 'both') as text_changed,
            v.seq as version, a.url, a.id as article
        from versions v
            join versions b on b.article = v.article and b.seq = v.seq - 1
            join articles a on a.id = v.article
            join sources s on s.slug = a.source
        order by v.captured_key desc
    """,
    "who_said_what": f"""
        select coalesce(a.published_at, a.first_seen_at) as published,
            (select group_concat(name, ', ') from
                (select name from quote_speakers p where p.quote = q.id order by p.position)) as speakers,
            q.role, q.affiliation, {_WORDS} as quote, a.headline, s.name as source, a.url, q.id as quote_id
        from articles a cross join quotes q on q.article = a.id cross join sources s on s.slug = a.source
        order by a.published_key desc, q.seq
    """,  # noqa: S608 - all of it stands here
    "who_does_what": """
        select c.name, r.label as role, c.title_name as title, c.character, c.season, c.status,
            coalesce(a.published_at, a.first_seen_at) as published, s.name as source, c.evidence, a.url,
            c.id as credit_id
        from articles a
            cross join credits c on c.article = a.id
            cross join roles r on r.slug = c.role
            cross join sources s on s.slug = a.source
        order by a.published_key desc, c.seq
    """,
    # Beside min() the other columns come from the same row (sqlite.org/lang_select.html#bareagg): the first report.
    "title_credits": """
        select t.name as title, r.label as role, c.name, group_concat(distinct c.character) as characters,
            group_concat(distinct c.season) as seasons,
            group_concat(distinct nullif(c.status, 'stated')) as changes,
            count(distinct c.article) as articles,
            coalesce(a.published_at, a.first_seen_at) as first_reported, s.name as first_reported_by,
            c.evidence, a.url, c.id as credit_id, c.title as title_key, c.person, c.company,
            min(c.published_key) as first_key
        from credits c
            cross join titles t on t.slug = c.title
            cross join roles r on r.slug = c.role
            cross join articles a on a.id = c.article
            cross join sources s on s.slug = a.source
        group by c.title, c.role, c.person, c.company
        order by c.title, c.role, c.person, c.company
    """,
    # Names and source as the rows have them, not looked up: every join is a fifth of a second of counting 250,000 rows.
    "person_record": """
        select c.name as person, 'credit' as what, replace(c.role, '_', ' ') as role, c.title_name as title,
            c.character, c.evidence as words, coalesce(a.published_at, a.first_seen_at) as published, a.source,
            a.headline, a.url, c.id as finding_id, c.person as person_key, c.published_key
        from credits c cross join articles a on a.id = c.article
        where c.person is not null
        union all
        select p.name, 'quote', q.role, null, null, q.text, coalesce(a.published_at, a.first_seen_at), a.source,
            a.headline, a.url, q.id, p.person, q.published_key
        from quotes q
            cross join quote_speakers p on p.quote = q.id
            cross join articles a on a.id = q.article
        where p.person is not null
        order by 13 desc, 12
    """,
    "title_timeline": """
        select t.name as title, coalesce(a.published_at, a.first_seen_at) as published, n.kind, n.season, n.date,
            n.episodes, n.premiere_episodes, n.rollout, n.network, s.name as source, a.headline, n.evidence, a.url,
            n.id as announcement_id, n.title as title_key
        from announcements n
            join titles t on t.slug = n.title
            join articles a on a.id = n.article
            join sources s on s.slug = a.source
        order by n.title, n.published_key
    """,
    "quotes_about_titles": f"""
        select t.name as title, coalesce(a.published_at, a.first_seen_at) as published,
            (select group_concat(name, ', ') from
                (select name from quote_speakers p where p.quote = q.id order by p.position)) as speakers,
            q.role, q.affiliation, {_WORDS} as quote, a.headline, s.name as source, a.url, q.id as quote_id,
            n.title as title_key
        from quotes q
            join article_titles n on n.article = q.article
            join titles t on t.slug = n.title
            join articles a on a.id = q.article
            join sources s on s.slug = a.source
        order by q.published_key desc, n.seq
    """,  # noqa: S608 - all of it stands here
    "title_coverage": """
        select t.name as title, s.name as source, count(*) as articles,
            sum((select count(*) from quotes q where q.article = a.id)) as quotes,
            min(coalesce(a.published_at, a.first_seen_at)) as first,
            max(coalesce(a.published_at, a.first_seen_at)) as last,
            n.title as title_key, a.source as source_key
        from article_titles n
            join articles a on a.id = n.article
            join titles t on t.slug = n.title
            join sources s on s.slug = a.source
        group by n.title, a.source
        order by n.title, a.source
    """,
    "announcements_by_month": """
        select substr(published_key, 1, 7) as month, kind, count(*) as announcements, count(distinct title) as titles
        from announcements group by month, kind order by month desc, kind
    """,
    "premieres": """
        select n.date_iso, t.name as title, n.season, n.date as stated, count(*) as reports,
            min(n.published_key) as first_key, n.title as title_key, n.id as announcement_id
        from announcements n join titles t on t.slug = n.title
        where n.date_iso is not null
            and n.kind not in ('cancellation', 'award', 'executive move', 'corporate', 'deal')
        group by n.date_iso, n.title, n.season
        order by n.date_iso desc, n.title, n.season
    """,
    # Put in order before it is told what they are: only the statements of one page are looked up.
    "same_statement": """
        select r.statement, r.articles,
            (select count(distinct a.source) from quotes q join articles a on a.id = q.article
                where q.statement = r.statement) as sources,
            (select min(q.text) from quotes q where q.statement = r.statement) as quote,
            (select min(coalesce(a.published_at, a.first_seen_at)) from quotes q join articles a on a.id = q.article
                where q.statement = r.statement) as first_published
        from (
            select q.statement, count(distinct q.article) as articles from quotes q
            group by q.statement having count(distinct q.article) > 1
            order by articles desc, q.statement
        ) r
    """,
    "open_alarms": """
        select w.raised_at as raised, s.name as source, w.kind, w.subject, w.message, w.normal, w.found,
            w.id as alarm, w.source as source_key
        from alarms w join sources s on s.slug = w.source
        where w.cleared_at is null
        order by w.id desc
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
