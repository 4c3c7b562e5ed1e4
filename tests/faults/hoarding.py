"""Reads pages that are all long and all different, and says how much memory each takes for good.

`python tests/faults/hoarding.py 40` prints the megabytes after the first five of them, and after the last.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fuzz import GAZETTE, captured

from schedules import heaps
from scraper import extract, read, robots
from storage.names import slug

FIRST = 5


def page(number: int) -> bytes:
    """A name of 20,000 words, a word of 100,000 letters, and 200 quotations, of which no other page has one."""
    name = " ".join(f"Ada{number} Quill{word}" for word in range(10_000))
    said = " ".join(f"“It is {number} and {word}.”" for word in range(200))
    letters = f"{number}".join("harbour" for _ in range(12_000))
    paragraphs = "".join(f"<p>{text}</p>" for text in (f"So said {name}, the director.", f"{said} ", letters))
    return f"<html><head><title>Quay {number}</title></head><body><article><h1>Quay {number}</h1>{paragraphs}".encode()


def resident() -> float:
    """MB that this process has now."""
    return int(Path("/proc/self/status").read_text().split("VmRSS:")[1].split()[0]) / 1024


def main() -> None:
    heaps.lean()
    held = [0.0]
    for number in range(1, int(sys.argv[1]) + 1):
        robots.rules(200, f"# {number}\n".encode() + b"User-agent: *\nDisallow: /x\n" * 4000).allows("/a")
        for credit in extract.story(read.article(GAZETTE, captured(page(number), "page"))).credits:
            slug(credit.party.name)
        if number == FIRST:
            held = []
        held.append(resident())
    print(json.dumps({"first": held[0], "last": held[-1]}))


if __name__ == "__main__":
    main()
