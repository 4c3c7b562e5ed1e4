"""The sentence around a finding: what is shown, exported and published as its evidence."""

from __future__ import annotations

import re

from scraper.model import Span

REACH = 2_000  # characters looked at on either side of a finding: a text without full stops is not its own evidence
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_STOP = re.compile(r"(?P<stop>[.!?…]+[”’\"'»)\]]*)\s+(?=[“‘\"'«(\[]*(?P<next>[^\W_]))")
_ABBREVIATED = re.compile(
    r"(?:^|[\s“‘\"'«(\[—–-])"
    r"(?:[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_]"  # an initial; U.S.
    r"|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Rev|Prof|Hon|Lt|Col|Capt|Sgt|Maj|Adm|St|Mt|Jr|Sr|Inc|Corp|Co|Ltd"
    r"|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|vs|No|Vol|Ep)$"
)


def around(text: str, span: Span) -> Span:
    """The whole sentence or sentences that a span stands in, without the white space around them.

    It never leaves the span's paragraph (unless the span does), and always contains the span. An abbreviation
    ends no sentence; nor does a stop that a small letter follows.
    """
    floor, ceiling = max(0, span.start - REACH), min(len(text), span.end + REACH)
    for gap in _PARAGRAPH.finditer(text, floor, span.start):
        floor = gap.end()
    if gap_after := _PARAGRAPH.search(text, span.end, ceiling):
        ceiling = gap_after.start()
    start, end = floor, ceiling
    for stop in _STOP.finditer(text, floor, ceiling):
        if not _ends_sentence(text, stop):
            continue
        if stop.end() <= span.start:
            start = stop.end()
        elif stop.end("stop") >= span.end:
            end = stop.end("stop")
            break
    while start < span.start and text[start].isspace():
        start += 1
    while end > span.end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    if stop["next"].islower():
        return False
    return stop["stop"] != "." or not _ABBREVIATED.search(text, max(0, stop.start() - 12), stop.start())
