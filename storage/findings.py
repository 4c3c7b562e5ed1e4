"""A story as rows and rows as a story: what `rows` takes apart, `story` puts together again.

A row says what the article says (`name`, `title_name`: the words) and, beside it, whom or what the archive
takes that for (`person`, `title`: the key). The words never change with what is learned later.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from scraper.model import Announcement, Article, Credit, Party, Quote, Span, Story, Title, TitleLink
from storage import names
from storage.database import Row
from storage.stated_dates import iso

TABLES = (
    "quotes",
    "credits",
    "announcements",
    "title_links",
    "article_titles",
)  # an article's own, by `article`
QUOTE_SPANS = ("speaker_as_written", "cue", "role", "affiliation")


def rows(story: Story, article: str, time: str) -> dict[str, list[Row]]:
    """The findings of a story, by table, parents first. `time` is the first half of `published_key`."""
    text = story.article.text
    quotes = list(_quote_rows(story.quotes, text, article, time))
    return {
        "quotes": quotes,
        "quote_parts": list(_part_rows(story.quotes, text, quotes)),
        "quote_speakers": list(_speaker_rows(story.quotes, quotes)),
        "credits": list(_credit_rows(story.credits, text, article, time)),
        "announcements": list(_announcement_rows(story.announcements, text, article, time)),
        "title_links": list(_link_rows(story.links, text, article)),
        "article_titles": [
            {
                "article": article,
                "seq": seq,
                "title": names.slug(title.name),
                "name": title.name,
                "kind": title.kind,
                **_network_columns(title.network),
                "genre": title.genre,
                "logline": title.logline,
                "aliases": json.dumps(title.aliases, ensure_ascii=False),
            }
            for seq, title in enumerate(story.titles, start=1)
        ],
    }


def story(article: Article, extractor: str, found: dict[str, list[Any]]) -> Story:
    """What `rows` was given. `found` has the rows of each table in the order of `seq`."""
    return Story(
        article=article,
        extractor=extractor,
        quotes=tuple(_quote(row, found["quote_parts"], found["quote_speakers"]) for row in found["quotes"]),
        credits=tuple(
            Credit(
                party=_party(row),
                role=row["role"],
                evidence=_span(row),
                title=row["title_name"],
                character=row["character"],
                season=row["season"],
                status=row["status"],
            )
            for row in found["credits"]
        ),
        announcements=tuple(
            Announcement(
                kind=row["kind"],
                evidence=_span(row),
                title=row["title_name"],
                season=row["season"],
                episodes=row["episodes"],
                date=row["date"],
                date_precision=row["date_precision"],
                premiere_episodes=row["premiere_episodes"],
                rollout=row["rollout"],
                network=row["network"],
            )
            for row in found["announcements"]
        ),
        titles=tuple(
            Title(
                name=row["name"],
                kind=row["kind"],
                network=row["network"],
                genre=row["genre"],
                logline=row["logline"],
                aliases=tuple(json.loads(row["aliases"])),
            )
            for row in found["article_titles"]
        ),
        links=tuple(
            TitleLink(
                title=row["title_name"],
                relation=row["relation"],
                other=row["other_name"],
                evidence=_span(row),
            )
            for row in found["title_links"]
        ),
    )


def _quote_rows(quotes: Iterable[Quote], text: str, article: str, time: str) -> Iterator[Row]:
    quotes = tuple(quotes)
    wordings = [" ".join(part.of(text) for part in quote.parts) for quote in quotes]
    ids = names.finding_ids(article, ((wording,) for wording in wordings))
    for seq, (key, quote, wording) in enumerate(zip(ids, quotes, wordings, strict=True), start=1):
        spans = {name: span for name in QUOTE_SPANS if (span := getattr(quote, name)) is not None}
        yield {
            "id": key,
            "text": wording,
            "article": article,
            "seq": seq,
            "kind": quote.kind,
            **{name: spans[name].of(text) if name in spans else None for name in QUOTE_SPANS},
            "start": quote.span.start,
            "end": quote.span.end,
            "spans": json.dumps({name: [span.start, span.end] for name, span in spans.items()}),
            "statement": names.statement(wording),
            "published_key": f"{time}-{key}",
        }


def _part_rows(quotes: Iterable[Quote], text: str, rows_of: list[Row]) -> Iterator[Row]:
    for quote, row in zip(quotes, rows_of, strict=True):
        for seq, part in enumerate(quote.parts, start=1):
            yield {
                "quote": row["id"],
                "seq": seq,
                "start": part.start,
                "end": part.end,
                "text": part.of(text),
            }


def _speaker_rows(quotes: Iterable[Quote], rows_of: list[Row]) -> Iterator[Row]:
    for quote, row in zip(quotes, rows_of, strict=True):
        for position, speaker in enumerate(quote.speakers, start=1):
            yield {"quote": row["id"], "position": position, **_party_columns(speaker)}


def _credit_rows(credits_: tuple[Credit, ...], text: str, article: str, time: str) -> Iterator[Row]:
    contents = (
        (c.party.kind, c.party.name, c.role, c.title or "", c.character or "", c.season or "", c.status)
        for c in credits_
    )
    for seq, (key, credit) in enumerate(zip(names.finding_ids(article, contents), credits_, strict=True), start=1):
        yield {
            "id": key,
            "article": article,
            "seq": seq,
            **_party_columns(credit.party),
            "role": credit.role,
            **_title_columns(credit.title),
            "character": credit.character,
            "season": credit.season,
            "status": credit.status,
            **_evidence_columns(credit.evidence, text),
            "published_key": f"{time}-{key}",
        }


def _announcement_rows(announcements: tuple[Announcement, ...], text: str, article: str, time: str) -> Iterator[Row]:
    contents = (("announcement", a.kind, a.title or "", a.season or "") for a in announcements)
    for seq, (key, found) in enumerate(zip(names.finding_ids(article, contents), announcements, strict=True), start=1):
        yield {
            "id": key,
            "article": article,
            "seq": seq,
            "kind": found.kind,
            **_title_columns(found.title),
            "season": found.season,
            "episodes": found.episodes,
            "date": found.date,
            "date_precision": found.date_precision,
            "date_iso": iso(found.date, time),
            "premiere_episodes": found.premiere_episodes,
            "rollout": found.rollout,
            **_network_columns(found.network),
            **_evidence_columns(found.evidence, text),
            "published_key": f"{time}-{key}",
        }


def _link_rows(links: tuple[TitleLink, ...], text: str, article: str) -> Iterator[Row]:
    contents = (("link", link.title, link.relation, link.other) for link in links)
    for seq, (key, link) in enumerate(zip(names.finding_ids(article, contents), links, strict=True), start=1):
        yield {
            "id": key,
            **_title_columns(link.title),
            "relation": link.relation,
            "other": names.slug(link.other),
            "other_name": link.other,
            "article": article,
            "seq": seq,
            **_evidence_columns(link.evidence, text),
        }


def _quote(row: Any, parts: list[Any], speakers: list[Any]) -> Quote:
    spans = {name: Span(*ends) for name, ends in json.loads(row["spans"]).items()}
    return Quote(
        parts=tuple(_span(part) for part in parts if part["quote"] == row["id"]),
        kind=row["kind"],
        speakers=tuple(_party(speaker) for speaker in speakers if speaker["quote"] == row["id"]),
        **spans,
    )


def _party_columns(party: Party) -> Row:
    return {
        "person": names.slug(party.name) if party.kind == "person" else None,
        "company": names.company_slug(party.name) if party.kind == "company" else None,
        "name": party.name,
    }


def _title_columns(title: str | None) -> Row:
    return {"title": None if title is None else names.slug(title), "title_name": title}


def _network_columns(network: str | None) -> Row:
    return {"network": network, "network_company": None if network is None else names.company_slug(network)}


def _evidence_columns(span: Span, text: str) -> Row:
    return {"evidence": span.of(text), "start": span.start, "end": span.end}


def _party(row: Any) -> Party:
    if row["person"] is not None:
        return Party(row["name"], "person")
    return Party(row["name"], "company" if row["company"] is not None else "unnamed")


def _span(row: Any) -> Span:
    return Span(row["start"], row["end"])
