"""`onrecord publish`, `verify` and `backup` on the demo's archive, as a shell sees them."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from schedules.cli import main
from schedules.demo import tour
from storage.seals import SEALED, seal

Run = Callable[..., tuple[int, str, str]]
IMAGE = '[["content-type", "image/png"]]'


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    with tour.toured(folder):
        pass
    return folder


@pytest.fixture
def folder(toured: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("archive.db", "captures.db"):
        shutil.copy(toured / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def onrecord(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["onrecord", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(str(ended.value.code)), printed.out, printed.err

    return onrecord


def change(folder: Path, sql: str, name: str = "archive.db") -> None:
    with closing(sqlite3.connect(folder / name)) as connection:
        connection.execute(sql)
        connection.commit()


def ask(folder: Path, sql: str, name: str = "archive.db") -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / name)) as connection:
        return connection.execute(sql).fetchall()


def test_a_whole_archive_is_verified(folder: Path, run: Run) -> None:
    code, out, err = run("verify")
    assert (code, err) == (0, "")
    assert "all as they were written" in out
    code, out, _ = run("verify", "--json")
    assert (code, json.loads(out)["problems"]) == (0, [])


def test_a_backup_is_verified_and_never_replaced(folder: Path, run: Run) -> None:
    code, out, err = run("backup", "tonight")
    assert (code, err) == (0, "")
    assert out.startswith("tonight: ")
    assert "all as they were written" in out
    assert sorted(path.name for path in (folder / "tonight").iterdir()) == ["archive.db", "captures.db"]
    code, out, err = run("verify", "--archive", "tonight/archive.db")
    assert (code, err) == (0, "")
    code, out, err = run("backup", "tonight")
    assert (code, out) == (2, "")
    assert "tonight: is there already" in err


def test_a_backup_of_what_is_damaged_is_kept_and_exits_with_3(folder: Path, run: Run) -> None:
    ((sha256,),) = ask(folder, "select min(sha256) from bodies", "captures.db")
    change(folder, f"update bodies set data = x'00' where sha256 = '{sha256}'", "captures.db")
    code, _, err = run("backup", "tonight")
    assert code == 3
    assert err.splitlines()
    assert all("is damaged" in line for line in err.splitlines())
    assert (folder / "tonight" / "captures.db").is_file()
    (folder / "archive.db").unlink()
    code, _, err = run("backup", "tomorrow")
    assert (code, "archive.db: is not there" in err) == (3, True)


def test_a_flipped_byte_is_found_and_named(folder: Path, run: Run) -> None:
    ((url, data),) = ask(
        folder,
        "select c.url, b.data from captures c join bodies b using (sha256) where purpose = 'page' limit 1",
        "captures.db",
    )
    assert isinstance(data, bytes)
    path = folder / "captures.db"
    content = bytearray(path.read_bytes())
    content[content.index(data[:200]) + 100] ^= 1
    path.write_bytes(content)
    code, out, err = run("verify")
    assert code == 3
    assert "captures.db: body " in err
    assert str(url) in err
    assert "problems" in out


@pytest.mark.parametrize("table", ["quotes", "credits", "announcements", "title_links"])
def test_every_finding_of_the_demo_is_proved(folder: Path, run: Run, table: str) -> None:
    keys = [str(key) for (key,) in ask(folder, f"select id from {table} order by id limit 8")]
    assert keys
    for key in keys:
        code, out, err = run("verify", key)
        assert (code, err) == (0, ""), out
        assert ": same\n" in out
        assert "[[" in out


def test_a_proof_shows_capture_place_and_words(folder: Path, run: Run) -> None:
    ((key, url, text, start, sha256),) = ask(
        folder,
        "select q.id, a.url, q.text, q.start, a.capture from quotes q join articles a on a.id = q.article "
        "where (select count(*) from quote_parts p where p.quote = q.id) = 1 order by q.id limit 1",
    )
    code, out, _ = run("verify", str(key)[:9], "--json")
    proof = json.loads(out)
    assert (code, proof["verdict"], proof["id"], proof["differences"]) == (0, "same", key, {})
    assert (proof["article"]["url"], proof["capture"]["sha256"]) == (url, sha256)
    assert (proof["evidence"]["text"], proof["evidence"]["start"]) == (text, start)
    assert proof["then"] == proof["today"]


def test_each_part_of_a_quote_is_shown_in_its_place(folder: Path, run: Run) -> None:
    ((key,),) = ask(folder, "select quote from quote_parts group by quote having count(*) = 2 order by quote limit 1")
    parts = ask(folder, f"select text from quote_parts where quote = '{key}' order by seq")
    code, out, _ = run("verify", str(key))
    shown = " ".join(out.split())
    assert code == 0
    assert out.count("[[") == 2
    assert all(f"[[{' '.join(str(text).split())}]]" in shown for (text,) in parts)


def test_a_public_copy_sends_to_its_archive(folder: Path, run: Run) -> None:
    assert run("publish", "public.db")[0] == 0
    (folder / "captures.db").unlink()
    for more in ([], ["abc"]):
        code, _, err = run("verify", "--archive", "public.db", *more)
        assert (code, "public.db: is a public copy" in err) == (2, True)


def test_a_row_that_reads_otherwise_today_is_changed(folder: Path, run: Run) -> None:
    ((key,),) = ask(folder, "select id from credits where role = 'creator' limit 1")
    change(folder, f"update credits set role = 'showrunner' where id = '{key}'")
    code, out, _ = run("verify", str(key))
    assert code == 1
    assert f"credit {key}: changed" in out
    assert 'role: then "showrunner", today "creator"' in out
    ((quote,),) = ask(folder, "select id from quotes limit 1")
    change(folder, f"update quote_speakers set name = 'Ada Nobody' where quote = '{quote}'")
    code, out, _ = run("verify", str(quote), "--json")
    assert (code, json.loads(out)["verdict"]) == (1, "changed")
    assert json.loads(out)["differences"]["speakers"][0] == ["Ada Nobody"]


def test_a_row_that_nothing_says_is_gone(folder: Path, run: Run) -> None:
    elsewhere = "select 1 from credits other where other.article = credits.article and other.start = 0"
    ((key,),) = ask(folder, f"select id from credits where not exists ({elsewhere}) order by start desc limit 1")
    change(
        folder, f"update credits set start = 0, \"end\" = 1, evidence = 'x', id = 'feedfeedfeedfeed' where id = '{key}'"
    )
    code, out, _ = run("verify", "feedfeed")
    assert code == 1
    assert "credit feedfeedfeedfeed: gone" in out
    assert "today    not found in it" in out


def test_a_page_that_can_no_more_be_read_is_gone_and_says_why(folder: Path, run: Run) -> None:
    """Kept as it was, but of a source that reads it otherwise."""
    ((key, capture),) = ask(
        folder, "select q.id, a.capture from quotes q join articles a on a.id = q.article order by q.id limit 1"
    )
    change(folder, f"update captures set headers = '{IMAGE}' where sha256 = '{capture}'", "captures.db")
    with closing(sqlite3.connect(folder / "captures.db")) as connection:
        connection.create_function("resealed", -1, seal)
        connection.execute(f"update captures set seal = resealed({', '.join(SEALED['captures'])})")
        connection.commit()
    code, out, _ = run("verify", str(key))
    assert code == 1
    assert f"quote {key}: gone" in out


def test_a_capture_with_other_headers_is_damaged_not_gone(folder: Path, run: Run) -> None:
    ((key, capture),) = ask(
        folder, "select q.id, a.capture from quotes q join articles a on a.id = q.article order by q.id limit 1"
    )
    ((row, url),) = ask(folder, f"select id, url from captures where sha256 = '{capture}'", "captures.db")
    change(folder, f"update captures set headers = '{IMAGE}' where id = {row}", "captures.db")
    for more in ([], [str(key)]):
        code, _, err = run("verify", *more)
        assert code == 3
        assert f"row {row} of captures ({url}): is " in err
        assert "its seal is another" in err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["verify", "zzzz"], 2, "has an id that begins so"),
        (["verify", ""], 2, "has an id that begins so"),
        (["verify", "--archive", "absent.db"], 3, "absent.db: is not there"),
        (["publish", "archive.db"], 2, "archive.db: is there already"),
        (["publish", "nowhere/public.db"], 3, "Is the folder there"),
        (["publish", "public.db", "--archive", "absent.db"], 3, "absent.db: there is no such archive"),
    ],
)
def test_what_cannot_be_done_is_said(folder: Path, run: Run, arguments: list[str], code: int, words: str) -> None:
    ended, _, err = run(*arguments)
    assert ended == code
    assert words in err


def test_an_id_that_could_be_several_is_asked_for_in_full(folder: Path, run: Run) -> None:
    change(folder, "update quotes set id = 'aaaa' || seq || article where id in (select id from quotes limit 2)")
    code, _, err = run("verify", "aaaa")
    assert (code, "several ids begin so" in err) == (2, True)


def test_a_missing_or_damaged_capture_is_said(folder: Path, run: Run) -> None:
    ((key, capture),) = ask(
        folder, "select q.id, a.capture from quotes q join articles a on a.id = q.article order by q.id limit 1"
    )
    change(folder, f"update bodies set data = x'00' where sha256 = '{capture}'", "captures.db")
    code, _, err = run("verify", str(key))
    assert code == 3
    assert f"captures.db: body {capture}: is damaged" in err


def test_a_text_that_is_no_utf_8_any_more_is_damage(folder: Path, run: Run) -> None:
    change(folder, "update quotes set text = cast(x'61ff62' as text) where seq = 1")
    ((key,),) = ask(folder, "select id from quotes where seq = 1 limit 1")
    for command in (("export", "out", "--format", "csv"), ("verify", str(key))):
        code, _, err = run(*command)
        assert (code, "archive.db: is damaged" in err) == (3, True)
    assert not (folder / "out").exists()


def test_the_public_copy_of_the_demo_keeps_every_finding_in_its_place(folder: Path, run: Run) -> None:
    code, out, err = run("publish", "public.db")
    assert (code, err) == (0, "")
    assert "as excerpts" in out
    for table in ("credits", "announcements", "title_links"):
        there = ask(
            folder,
            f'select f.id, evidence, substr(a.text, f.start + 1, f."end" - f.start) from {table} f '
            "join articles a on a.id = f.article order by f.id",
            "public.db",
        )
        assert there
        assert all(evidence == words for _, evidence, words in there)
        assert [key for key, *_ in there] == [key for (key,) in ask(folder, f"select id from {table} order by id")]
    parts = ask(
        folder,
        'select p.text, substr(a.text, p.start + 1, p."end" - p.start) from quote_parts p '
        "join quotes q on q.id = p.quote join articles a on a.id = q.article",
        "public.db",
    )
    assert parts
    assert all(text == words for text, words in parts)
    for row in ask(
        folder, "select a.text, q.spans, q.cue, q.role from quotes q join articles a on a.id = q.article", "public.db"
    ):
        text, spans, cue, role = map(str, row)
        for name, words in (("cue", cue), ("role", role)):
            if name in json.loads(spans):
                assert text[slice(*json.loads(spans)[name])] == words
