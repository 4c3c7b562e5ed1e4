"""docs/research.md, run: what its Python and its SQL print on the demo's archive is what stands on the page.

Where the figures have changed for a reason: `python tests/schedules/test_research.py` writes them anew. Then look at
what changed.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from schedules.demo import tour
from storage.export import export

PAGE = Path(__file__).resolve().parents[2] / "docs" / "research.md"
_BLOCK = re.compile(r"```(python|sql|r|text)\n(.*?)```\n", re.DOTALL)
QUESTIONS = 5


@dataclass(frozen=True)
class Question:
    """One section: its code in each language, and what it prints."""

    heading: str
    code: dict[str, str]
    printed: str


def sections(page: str) -> list[tuple[str, list[tuple[str, str]]]]:
    parts = re.split(r"^## ", page, flags=re.MULTILINE)
    return [(part.partition("\n")[0], _BLOCK.findall(part)) for part in parts]


def questions(page: str) -> list[Question]:
    return [
        Question(heading, {language: code for language, code in blocks if language != "text"}, dict(blocks)["text"])
        for heading, blocks in sections(page)
        if dict(blocks).get("text") is not None
    ]


@dataclass
class Desk:
    """Where the blocks are run one after another, as a reader would; the folder `export` lies in `folder`."""

    folder: Path

    def __post_init__(self) -> None:
        self.names: dict[str, object] = {}
        self.connection = duckdb.connect()
        _, setup = sections(PAGE.read_text(encoding="utf-8"))[0]
        code = dict(setup)
        self.setup_in_r = code["r"]
        self.python(code["python"])
        with chdir(self.folder):
            self.connection.execute(code["sql"])

    def python(self, code: str) -> str:
        printed = io.StringIO()
        with chdir(self.folder), redirect_stdout(printed):
            exec(compile(code, str(PAGE), "exec"), self.names)
        return tidy(printed.getvalue())

    def r(self, code: str) -> str:
        script = f"suppressMessages({{{self.setup_in_r}}})\noptions(width = 200)\n"
        script += f"print(as.data.frame({{{code}}}), row.names = FALSE)"
        done = subprocess.run(["Rscript", "-e", script], cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return tidy(done.stdout)

    def sql(self, code: str) -> str:
        with chdir(self.folder):
            return tidy(self.connection.execute(code).df().to_string(index=False))


def tidy(table: str) -> str:
    """Without the spaces at the ends of lines, which no editor keeps; nothing is nothing in every language."""
    lines = [
        re.sub(r"<NA>|\b(?:NaT|NaN|None|NA)\b", lambda found: "-".rjust(len(found[0])), line)
        for line in table.splitlines()
    ]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def made(folder: Path) -> Desk:
    with tour.toured(folder) as demo:
        export(demo.config.archive, folder / "export", software="onrecord")
    return Desk(folder)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = made(tmp_path_factory.mktemp("research"))
    yield desk
    desk.connection.close()


def on_page() -> list[Question]:
    return questions(PAGE.read_text(encoding="utf-8"))


def test_there_are_five_questions_each_in_three_languages() -> None:
    assert len(on_page()) == QUESTIONS
    assert all(set(question.code) == {"python", "sql", "r"} for question in on_page())
    assert all(question.printed.count("\n") > 1 for question in on_page())


@pytest.mark.parametrize("number", range(QUESTIONS))
@pytest.mark.parametrize("language", ["python", "sql"])
def test_it_prints_what_stands_below(desk: Desk, number: int, language: str) -> None:
    question = on_page()[number]
    run = desk.python if language == "python" else desk.sql
    assert words(run(question.code[language])) == words(question.printed)


def test_r_prints_it_too(desk: Desk) -> None:
    if (
        not shutil.which("Rscript")
        or subprocess.run(
            ["Rscript", "-e", "library(dplyr); library(readr)"], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("needs R with dplyr and readr (apt install r-base-core r-cran-dplyr r-cran-readr)")
    for question in on_page():
        assert words(desk.r(question.code["r"])) == words(question.printed), question.heading


def words(table: str) -> list[list[str]]:
    """Two programs leave different numbers of spaces between columns."""
    return [line.split() for line in table.splitlines()]


def rewrite() -> None:
    """Put what the Python prints below each question."""
    with tempfile.TemporaryDirectory() as name:
        desk = made(Path(name))
        page = PAGE.read_text(encoding="utf-8")
        for question in questions(page):
            heading, _, rest = page.partition(f"## {question.heading}\n")
            printed = desk.python(question.code["python"])
            rest = re.sub(
                r"```text\n.*?```\n", lambda _, new=printed: f"```text\n{new}```\n", rest, count=1, flags=re.DOTALL
            )
            page = f"{heading}## {question.heading}\n{rest}"
        desk.connection.close()
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    warnings.simplefilter("error")
    sys.exit(rewrite())
