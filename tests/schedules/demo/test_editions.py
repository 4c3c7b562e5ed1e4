"""What the second edition of the demo's press site changes, and nothing else."""

from __future__ import annotations

import pytest
from newsstand import DATES, FEEDS, FIRST_LOOK, PAINTERS, SEQUEL, SOFT_404, SUBSCRIBERS, ask, entries
from selectolax.lexbor import LexborHTMLParser

from schedules.demo.edition import NEWSROOM, TRADE
from schedules.demo.site import PressSite


def test_the_second_edition_changes_these_pages_and_no_others(site: PressSite) -> None:
    first = dict(site._server.documents)
    site.edition = 2
    second = dict(site._server.documents)
    assert first.keys() <= second.keys()
    new = {path for _, path in second.keys() - first.keys()}
    assert new == {DATES, f"/uk{DATES}", f"/images/{DATES.strip('/').rsplit('/', 1)[-1]}.svg"}
    changed = {path for key, document in first.items() if second[key].etag != document.etag for path in key[1:]}
    assert changed == {
        *("/", "/news/", "/news-feed.xml", "/feed/"),
        *(FIRST_LOOK, f"/uk{FIRST_LOOK}"),  # a date is put right without a word
        *(SEQUEL, f"{SEQUEL}amp/"),  # two credits, a statement and the headline
        *(SUBSCRIBERS, PAINTERS, SOFT_404),  # only in the margin, where the changed headline stands
    }
    for key in first:
        if second[key].etag != first[key].etag:
            assert first[key].modified < second[key].modified, key


def test_text_changes_only_where_it_was_edited(site: PressSite) -> None:
    def texts() -> dict[str, str]:
        return {
            path: " ".join(node.text() for node in LexborHTMLParser(ask(site, host, path).body).css("article"))
            for host, path in (
                (NEWSROOM, FIRST_LOOK),
                (TRADE, SEQUEL),
                (TRADE, SUBSCRIBERS),
                (TRADE, PAINTERS),
            )
        }

    before = texts()
    site.edition = 2
    after = texts()
    assert {path for path in before if before[path] != after[path]} == {FIRST_LOOK, SEQUEL}
    assert "Friday, November 27, 2026" in before[FIRST_LOOK]
    assert "Friday, December 4, 2026" in after[FIRST_LOOK]
    assert "[Updated]" in after[SEQUEL]


def test_the_feeds_say_what_was_edited_and_what_is_new(site: PressSite) -> None:
    def updated() -> dict[str, str]:
        return {
            entry.id: str(dict(entry).get("updated", "")) for host, path in FEEDS for entry in entries(site, host, path)
        }

    before = updated()
    site.edition = 2
    after = updated()
    base = f"http://{NEWSROOM}:{site.port}"
    assert set(after) - set(before) == {base + DATES}
    assert len(set(before) - set(after)) == 1  # the newsroom's feed is a window of six
    assert {key for key in before if key in after and before[key] != after[key]} == {
        base + FIRST_LOOK,
        f"http://{TRADE}:{site.port}/?p=1235211950",
    }


def test_there_is_no_third_edition(site: PressSite) -> None:
    with pytest.raises(ValueError, match="not 3"):
        site.edition = 3
