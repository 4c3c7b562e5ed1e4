"""onrecord.toml: what it may say, and what is said about what it may not."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from schedules import config
from scraper.errors import ConfigError

GAZETTE = """
[[source]]
slug = "harbor-gazette"
name = "Harbor Gazette"
feeds = ["https://gazette.example/feed/"]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "onrecord.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_everything_has_a_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_CONTACT", raising=False)
    found = config.load()
    assert (found.archive, found.captures) == (Path("archive.db"), Path("captures.db"))
    assert found.topics == config.TOPICS
    assert {"apple-tv-press", "deadline", "variety", "macrumors"} <= set(found.sources)
    assert found.contact == ""


def test_the_contact_may_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_CONTACT", "desk@env.example")
    assert config.load(written(tmp_path, "")).contact == "desk@env.example"
    assert config.load(written(tmp_path, 'contact = "desk@file.example"')).contact == "desk@file.example"


def test_a_source_needs_no_python(tmp_path: Path) -> None:
    text = GAZETTE + 'reuse = "release"\nevery = "2h"\ndelay = "5s"\ntopics = ["Lantern"]\n'
    source = config.load(written(tmp_path, text)).sources["harbor-gazette"]
    assert (source.name, source.reuse, source.topics) == ("Harbor Gazette", "release", ("Lantern",))
    assert (source.every, source.delay) == (timedelta(hours=2), timedelta(seconds=5))
    assert source.homepage == "https://gazette.example/"
    assert source.owns("https://gazette.example/2026/a/")


def test_the_sources_named_are_collected_and_those_defined_here(tmp_path: Path) -> None:
    found = config.load(written(tmp_path, 'sources = ["variety", "deadline"]\n' + GAZETTE))
    assert list(found.sources) == ["variety", "deadline", "harbor-gazette"]
    with pytest.raises(ConfigError, match=r"no source is called 'tvline'.*variety, deadline"):
        found.chosen(("tvline",))


def test_who_is_told_of_alarms(tmp_path: Path) -> None:
    assert config.load(written(tmp_path, "")).alarm is None
    found = config.load(written(tmp_path, "[alarm]\ncommand = \"mail -s 'on record' desk@example.org\""))
    assert found.alarm == config.Hook(command=("mail", "-s", "on record", "desk@example.org"))
    found = config.load(written(tmp_path, '[alarm]\nwebhook = "http://127.0.0.1:8000/hook"'))
    assert found.alarm == config.Hook(webhook="http://127.0.0.1:8000/hook")


def test_what_the_manual_says_to_write_can_be_read(tmp_path: Path) -> None:
    manual = (Path(__file__).resolve().parents[2] / "docs" / "operate.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", manual, re.DOTALL)
    assert blocks
    for block in blocks:
        assert config.load(written(tmp_path, block)).alarm is not None


def test_the_archive_lies_where_the_file_says_from_the_file(tmp_path: Path) -> None:
    found = config.load(written(tmp_path, 'archive = "data/record.db"'))
    assert found.archive == tmp_path / "data/record.db"
    assert found.captures == tmp_path / "data/captures.db"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("colour = 1", r"onrecord\.toml: .*unknown key `colour`; expected one of contact, archive, topics"),
        ("topics = 3", r"onrecord\.toml: topics: expected `array`, got `int`"),
        ('topics = ["a", 1]', r"onrecord\.toml: topics\[(?:1|\.\.\.)\]: expected `str`, got `int`"),
        ("contact = ", r"onrecord\.toml: is not TOML"),
        ('sources = ["nope"]', r"onrecord\.toml: sources: no source is called 'nope'"),
        (
            GAZETTE + 'reuse = "free"',
            r"onrecord\.toml: source\[(?:0|\.\.\.)\]\.reuse: invalid enum value 'free'",
        ),
        (
            GAZETTE + 'every = "soon"',
            r"onrecord\.toml: source\[0\]\.every: expected a number and s, m, h or d",
        ),
        (
            GAZETTE + 'layout = "x"',
            r"onrecord\.toml: source\[(?:0|\.\.\.)\]: unknown key `layout`; expected one of slug",
        ),
        (GAZETTE.replace("https://gazette", "ftp://gazette"), r"source\[0\]\.feeds: expected http"),
        (GAZETTE.replace("harbor-gazette", "Harbor Gazette"), r"source\[0\]\.slug: expected small letters"),
        (GAZETTE.replace("harbor-gazette", "variety"), r"source\[0\]\.slug: 'variety' is taken"),
        ('[[source]]\nslug = "a"\nname = "A"', r"source\[(?:0|\.\.\.)\]: missing required field `feeds`"),
        ("sources = []", r"sources: names none"),
        ('archive = ""', r"archive: expected the name of a file"),
        ('contact = "Zoë"', r"contact 'Zoë': expected an e-mail address or URL"),
        (GAZETTE.replace("https://gazette.example", "http://[::1"), r"source\[0\]\.feeds: expected http"),
        ("[alarm]", r"alarm: expected either command or webhook"),
        ('[alarm]\ncommand = "a"\nwebhook = "https://b.example/"', r"alarm: expected either command or webhook"),
        ("[alarm]\nmail = 1", r"onrecord\.toml: .*unknown key `mail`; expected one of command, webhook"),
        ('[alarm]\ncommand = "mail \'desk"', r"alarm\.command: No closing quotation"),
        ('[alarm]\ncommand = " "', r"alarm\.command: expected a command"),
        ('[alarm]\nwebhook = "ftp://b.example/"', r"alarm\.webhook: expected an http"),
        ('[alarm]\nwebhook = "https://me:secret@b.example/"', r"alarm\.webhook: expected .* no user name"),
        ('[alarm]\nwebhook = "https://b.example:99999/"', r"alarm\.webhook: expected an http"),
        ('[alarm]\nwebhook = "https://b.example:x/"', r"alarm\.webhook: expected an http"),
        ('[alarm]\nwebhook = "http://[::1/"', r"alarm\.webhook: expected an http"),
        ('[alarm]\nwebhook = "https://b.example/caf\u00e9"', r"alarm\.webhook: expected .* ASCII"),
        ('[alarm]\nwebhook = "https://b.example/a b"', r"alarm\.webhook: expected .* without spaces"),
        ('[alarm]\ncommand = "mail\\u0000desk"', r"alarm\.command: expected a command"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ConfigError, match=problem):
        config.load(written(tmp_path, text))


def test_a_file_that_is_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"absent\.toml: cannot be read"):
        config.load(tmp_path / "absent.toml")
