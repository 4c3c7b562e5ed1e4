"""metadata.yml: what every table and column is, for Datasette and for the codebook of exports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from scraper.errors import ConfigError


def path() -> Path:
    """Where metadata.yml is: in the site when installed, at the top of a checkout otherwise."""
    here = Path(__file__).resolve().parent
    for found in (here / "site" / "metadata.yml", here.parent / "metadata.yml"):
        if found.is_file():
            return found
    raise ConfigError(f"{here}: metadata.yml is missing from the installation. Install onrecord anew.")


def tables() -> dict[str, Any]:
    """What it says of each table and view of the archive, by name, but for those that nobody reads."""
    said = yaml.safe_load(path().read_text(encoding="utf-8"))["databases"]["archive"]["tables"]
    return {name: table for name, table in said.items() if not table.get("hidden")}
