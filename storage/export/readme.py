"""README.md of an export: what it is, what may be done with it, how to cite and to check it."""

from __future__ import annotations

from storage.export.package import DESCRIPTION, TITLE, Contents

_LOADING = """
## Begin here
`csv/quotes_flat.csv` and `csv/credits_flat.csv` have everything about a quote or a credit in one row. The other files
are the tables of the archive; [codebook.md](codebook.md) says what each column is, and how cells of CSV that look like
formulas are written. JSON Lines and Parquet, where they are there, have the same rows; captures.warc.gz, where it is
there, has the pages that the rows were read from, as they came, and what else was fetched (not: published) on the days
that were asked for (WARC 1.1).

In LibreOffice choose “Unicode (UTF-8)” and tick “Format quoted field as text” when opening a CSV file; for Excel, make
the export with `--bom`, or import the file as data. A cell holds 32,767 characters in Excel and 65,535 in LibreOffice:
what is longer (only `text` of articles and versions may be) is cut there without a word, while the file has all of it.

## Check it
`sha256sum --check SHA256SUMS` says whether every file is as it was written. manifest.json has the same sums, with the
number of rows. Any row leads to the bytes it was read from: `capture_sha256` (`capture` in articles) names the
response, and with the archive at hand `onrecord verify ID` reads it again.
"""


def readme(contents: Contents) -> str:
    parts = [f"# {TITLE}\n{DESCRIPTION}\n", _about(contents), _reuse(contents), _LOADING.lstrip("\n"), _cite(contents)]
    return "\n".join([*parts, _files(contents)])


def _about(contents: Contents) -> str:
    query = contents.query
    filters = {
        "published from": query.since,
        "published until": query.until,
        "titles": ", ".join(query.titles),
        "people": ", ".join(query.people),
        "sources": ", ".join(query.sources),
    }
    asked = "; ".join(f"{name} {value}" for name, value in filters.items() if value) or "everything"
    made = "the public copy of an archive" if contents.public else "an archive"
    return (
        f"Made by {contents.software} from {made} that last saw a page at {contents.as_of}; found by version "
        f"{', '.join(contents.extractors) or 'none'} of the rules. What was asked for: {asked}.\n"
    )


def _reuse(contents: Contents) -> str:
    lines = ["## What you may do with it", "The texts belong to their publishers.", ""]
    if contents.public:
        lines[1] += " Of journalism only the sentences around what was found in it are here."
    else:
        lines[1] += (
            " This is an export of the archive itself: it holds articles in full, and is **not for publication**. "
            "An export of the copy that `onrecord publish` makes is."
        )
    lines += ["| source | reuse | what that means | terms |", "|---|---|---|---|"]
    lines += [f"| {_cell(o.name)} | {o.reuse} | {o.terms} | {_cell(o.terms_url)} |" for o in contents.outlets]
    return "\n".join(lines) + "\n"


def _cite(contents: Contents) -> str:
    day, year = contents.as_of[:10], contents.as_of[:4]
    return f"""## Cite it
> {TITLE}. Data set, state of {day}, made with {contents.software}. Sources:
> {"; ".join(outlet.name for outlet in contents.outlets)}.

```bibtex
@misc{{onrecord_{day.replace("-", "")},
  title = {{{TITLE}}},
  year = {{{year}}},
  howpublished = {{Data set, made with {contents.software}}},
  note = {{State of {day}}}
}}
```

Cite a single quote or credit by its article: publisher, headline, date and URL are in its row.
"""


def _files(contents: Contents) -> str:
    rows = {file.table: file.rows for file in contents.files}
    lines = ["## Files", "| table | rows | what it is |", "|---|---:|---|"]
    lines += [f"| {sheet.name} | {rows[sheet.name]} | {_cell(sheet.meaning)} |" for sheet in contents.sheets]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
