"""The page of the status: every state that a source can be in, with what a person should do; and the same as JSON."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from ailing import NAMES, WALL, made
from served import get

from storage import standing
from storage.archive import Archive
from storage.publish import publish
from storage.serve import Server, start


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("ailing") / "archive.db", datetime.now(UTC))


@pytest.fixture(scope="module")
def ailing(archive: Path) -> Iterator[Server]:
    with start(archive) as server:
        yield server


@pytest.fixture(scope="module")
def shown(ailing: Server) -> str:
    return get(ailing, "-/status")


def section(shown: str, slug: str) -> str:
    """What is said of a source, in words."""
    (found,) = re.findall(rf'<article class="standing" id="source-{slug}".*?</article>', shown, re.DOTALL)
    return words(found)


def words(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


@pytest.mark.parametrize(
    ("slug", "state"),
    [
        ("gazette", "2 alarms"),
        ("lantern", "some failed"),
        ("lighthouse", "never tried"),
        ("mended", "fine"),
        ("orrery", "fine"),
        ("past", "not collected"),
        ("sleeper", "nobody looks"),
    ],
)
def test_every_source_says_how_it_is(shown: str, slug: str, state: str) -> None:
    assert section(shown, slug).startswith(f"{NAMES[slug]} {state} ")


def test_today_stands_beside_what_is_normal(shown: str) -> None:
    said = section(shown, "orrery")
    assert "Learned in 58.5 days, from 240 pages New items a day" in said
    assert "Normal 7.2 98 % 512 3.2 4.5" in said
    assert "Today 3 50 % 140 1 0.5" in said
    assert "What is normal is not known yet." in section(shown, "lighthouse")


def test_when_it_was_and_will_be_looked_at(shown: str) -> None:
    assert "Last tried 11 minutes ago" in section(shown, "orrery")
    assert "Next look an hour from now , every 1 hour and 30 minutes" in section(shown, "orrery")
    assert "Next look with the next pass" in section(shown, "lantern")
    assert "Next look" not in section(shown, "past")


def test_what_is_wrong_says_since_when_and_what_to_do(shown: str) -> None:
    alarms = words(shown[shown.index('id="alarm-1"') : shown.index('id="sources"')])
    assert "Harbor Gazette : field lost (byline)" not in alarms  # the message names it
    assert "2 of its last 10 pages have a byline" in alarms
    assert "are normal; <code>onrecord check gazette</code>" in shown
    assert "( 2 days ago ). It closes by itself when it is mended; onrecord status --accept 1" in alarms
    assert "nobody was told 10 tries: the alarm command 'mail' exited with 1: <no mail server>" in alarms
    assert "Mend it, then onrecord status --try-hook" in alarms
    assert "the hook fails 1 try:" in alarms
    assert "does the crontab run, or onrecord watch ?" in section(shown, "sleeper")
    assert "It was never tried, though it is to be collected since" in section(shown, "lighthouse")


def test_pages_in_quarantine_and_alarms_cleared_lately(shown: str) -> None:
    said = section(shown, "gazette")
    assert "3 pages that could not be read as articles" in said
    assert said.index("quarantined 20 minutes ago : bot check: <b>are") < said.index("quarantined 40 minutes ago")
    assert WALL not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;1" in shown
    assert "1 alarm cleared lately quiet : nothing new since" in section(shown, "mended")
    assert "alarm" not in section(shown, "orrery")


def test_how_the_last_runs_ended(shown: str, ailing: Server) -> None:
    said = words(shown[shown.index('id="runs"') :])
    first, second, third = said.index("3, collect"), said.index("2, collect"), said.index("1, watch")
    assert first < second < third
    assert "at work, or killed since" in said[first:second]
    assert "done 10 minutes ago" in said[second:third]
    assert "interrupted last seen at work 4 hours ago" in said[third:]
    assert "It was killed, or the power failed: last seen at work" in words(get(ailing, "archive/runs/1"))


def test_json_is_that_of_the_command(ailing: Server, archive: Path) -> None:
    found = json.loads(get(ailing, "-/status.json"))
    with Archive(archive) as opened:
        told = standing.as_json(standing.status(opened.file, datetime.fromisoformat(found["at"])))
    assert found == json.loads(json.dumps(told))
    assert [source["source"] for source in found["sources"]] == list(NAMES)
    assert found["wrong"] is True


@pytest.mark.parametrize("path", ["", "archive/sources/gazette", "archive/sources/orrery"])
def test_other_pages_lead_to_it(ailing: Server, path: str) -> None:
    found = get(ailing, path)
    assert found.count('href="/-/status') >= 2  # the navigation, and where it is of use


def test_the_page_of_a_source_does_not_say_that_all_is_well_when_it_is_not(ailing: Server) -> None:
    gazette = get(ailing, "archive/sources/gazette")
    assert "How it is doing 2 alarms Last tried" in words(gazette)
    assert "are normal; <code>onrecord check gazette</code>" in gazette
    assert "How it is doing All well. Last tried" in words(get(ailing, "archive/sources/orrery"))
    assert "The next look is planned for" in get(ailing, "archive/sources/orrery")


def test_an_archive_in_which_all_is_well(server: Server) -> None:
    assert "Nothing is wrong that a person must look at." in get(server, "-/status")
    assert "There was none yet." in get(server, "-/status")


def test_a_public_copy_says_no_more_than_it_knows(archive: Path, tmp_path: Path) -> None:
    publish(archive, tmp_path / "copy.db", made_at=datetime.now(UTC), software="onrecord")
    with start(tmp_path / "copy.db") as server:
        shown = get(server, "-/status")
        found = json.loads(get(server, "-/status.json"))
    assert "This is a public copy" in shown
    assert "bot check" not in shown
    assert "no mail server" not in shown
    assert {source["state"] for source in found["sources"]} == {"not collected"}
    assert all(not source["alarms"] for source in found["sources"])
