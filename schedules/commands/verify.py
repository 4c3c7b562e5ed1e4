"""`onrecord verify`: whether the two files are whole, or where one row comes from."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import rich_click as click

from schedules import files, proof
from schedules.commands import options
from schedules.config import Config
from schedules.demo.sources import sources as demo_sources
from schedules.proof import Proof
from scraper.errors import ArchiveError, ConfigError
from scraper.extract import EXTRACTOR
from scraper.page import Source
from scraper.sources import builtin
from storage.captures import Captures
from storage.evidence import Filed, filed
from storage.publish import is_publication
from storage.sentences import around
from storage.verify import Verified
from storage.verify import verify as verified

DAMAGED = 3


@click.command()
@click.argument("row", required=False)
@options.config_option
@options.archive_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def verify(row: str | None, config_path: Path | None, archive: Path | None, as_json: bool) -> int:
    """Look at every byte of evidence in both files; or prove ROW, a quote, credit, announcement or link, by its id.

    Without ROW: exit code 0 if all is well, 3 if something is damaged, with a line for each thing on standard error.
    With ROW (or the beginning of its id): its capture is found and proved by its hash, read again with today's rules,
    and the row shown where it stands. Exit code 0 if it is the same today, 1 if it is changed or gone. Nothing is
    written in either case.
    """
    config = options.configured(config_path, archive)
    if is_publication(config.archive):
        raise ConfigError(
            f"{config.archive}: is a public copy, which holds excerpts: verify the archive that it was made from, with "
            "captures.db beside it (ids are the same in both)"
        )
    for path in (config.archive, config.captures):
        if not path.is_file():
            raise ArchiveError(f"{path}: is not there, so nothing can be proved")
    if row is None:
        return _all(config, as_json)
    found = filed(config.archive, row)
    with Captures(config.captures) as captures:
        proved = proof.prove(found, captures, _sources(config))
    click.echo(json.dumps(_as_json(proved), indent=2, ensure_ascii=False) if as_json else _in_words(proved))
    return 0 if proved.verdict == "same" else options.FAILED


def _all(config: Config, as_json: bool) -> int:
    with options.bars() as bars:
        result = verified(config.archive, config.captures, bars)
    if as_json:
        click.echo(json.dumps(asdict(result), indent=2, ensure_ascii=False))
    else:
        for problem in result.problems:
            click.echo(problem, err=True)
        click.echo(counted(result))
    return DAMAGED if result.problems else 0


def counted(result: Verified) -> str:
    kept = f"{result.captures} captures with {result.bodies} bodies"
    looked = f"{kept}, {result.articles} articles, {result.findings} findings"
    return f"{looked}: {len(result.problems)} problems" if result.problems else f"{looked}: all as they were written"


def _sources(config: Config) -> dict[str, Source]:
    """All that may have made a capture; the demo's, too, whose pages are read alike on any port."""
    demo = {source.slug: source for source in demo_sources(0)}
    return {**demo, **builtin(), **config.sources, files.ADDED.slug: files.ADDED}


def _in_words(proved: Proof) -> str:
    found, capture = proved.filed, proved.capture
    span = found.finding.span
    lines = [
        f"{found.finding.kind} {found.finding.id}: {proved.verdict}",
        f"    in       {found.headline}",
        f"             {found.url}",
        f"    capture  sha256 {capture.sha256}, which its {len(capture.body)} bytes have",
        f"             fetched {capture.fetched_at:%Y-%m-%d %H:%M:%S} UTC from {capture.final_url}",
        f"    stands   at characters {span.start} to {span.end}:",
        *(f"             {line}" for line in _in_place(found).splitlines()),
        f"    read     by extractor {found.extractor} then, {EXTRACTOR} today",
    ]
    if proved.verdict == "gone":
        lines.append(f"    today    not found in it{': ' + proved.why if proved.why else ''}")
    for name, (then, now) in proved.differences.items():
        lines.append(f"    {name}: then {_value(then)}, today {_value(now)}")
    return "\n".join(lines)


def _in_place(found: Filed) -> str:
    """The sentences it stands in, with [[ ]] around what it is: of a quote, around each of its parts."""
    span, text = found.finding.span, found.text
    sentence = around(text, span)
    shown, at = "", sentence.start
    for start, end in found.finding.said.get("parts") or [(span.start, span.end)]:
        shown += f"{text[at:start]}[[{text[start:end]}]]"
        at = end
    return shown + text[at : sentence.end]


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _as_json(proved: Proof) -> dict[str, Any]:
    found, capture = proved.filed, proved.capture
    span, sentence = found.finding.span, around(found.text, found.finding.span)
    return {
        "id": found.finding.id,
        "kind": found.finding.kind,
        "verdict": proved.verdict,
        "why": proved.why,
        "article": {"url": found.url, "headline": found.headline, "source": found.source},
        "capture": {
            "sha256": capture.sha256,
            "proved": True,  # else there would have been an error
            "url": capture.url,
            "final_url": capture.final_url,
            "fetched_at": capture.fetched_at.isoformat(),
            "bytes": len(capture.body),
        },
        "evidence": {
            "start": span.start,
            "end": span.end,
            "text": span.of(found.text),
            "sentence": sentence.of(found.text),
        },
        "extractor": {"then": found.extractor, "today": EXTRACTOR},
        "then": dict(found.finding.said),
        "today": dict(proved.today.said) if proved.today else None,
        "differences": {name: list(values) for name, values in proved.differences.items()},
    }
