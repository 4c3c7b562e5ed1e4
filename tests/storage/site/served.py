"""What tests of the site share: an article, and a way to ask a server on loopback for pages and rows."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

from scraper.model import Address, Article, Credit, Party, Quote, Span, Story
from storage import names
from storage.serve import Server

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
URL = "https://gazette.example/harbor-lights"
TEXT = "“We <b>built</b> it,” said Zoë Marlow.\n\n<script>alert(1)</script> & so on."
ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = ROOT / "storage" / "site" / "templates"


def story(url: str = URL, headline: str = "Light <i>on</i>") -> Story:
    return Story(
        article=Article(source="gazette", address=Address(url), headline=headline, text=TEXT, reader="layout"),
        extractor="1",
        quotes=(Quote(parts=(Span(1, 20),), speakers=(Party("Zoë Marlow"),)),),
        credits=(Credit(party=Party("Zoë Marlow"), role="creator", evidence=Span(0, 4), title="Harbor Lights"),),
    )


def get(server: Server, path: str, **query: str) -> str:
    with urlopen(f"{server.url}{path}?{urlencode(query)}", timeout=30) as response:
        found: str = response.read().decode()
        return found


def rows(server: Server, path: str, **query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(get(server, f"{path}.json", _shape="array", **query))
    return found


ARTICLE = f"archive/articles/{names.article_id(URL)}"
