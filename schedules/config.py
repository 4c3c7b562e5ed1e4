"""onrecord.toml: read, checked, and turned into sources and settings."""

from __future__ import annotations

import os
import re
import shlex
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from scraper.errors import ConfigError
from scraper.fetch import user_agent
from scraper.model import Reuse, SourceKind
from scraper.page import Source
from scraper.sources import builtin
from scraper.urls import canonical

TOPICS = ("Apple TV", "Apple TV+", "Apple Original Films")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class _SourceTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    slug: str
    name: str
    feeds: list[str]
    kind: SourceKind = "trade"
    homepage: str = ""
    reuse: Reuse = "press"
    terms_url: str = ""
    every: str = "30m"
    delay: str = "2s"
    topics: list[str] | None = None
    full_text: bool = False
    loopback: bool = False


class _AlarmTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    command: str = ""
    webhook: str = ""


class _File(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    contact: str = ""
    archive: str = "archive.db"
    topics: list[str] = msgspec.field(default_factory=lambda: list(TOPICS))
    sources: list[str] | None = None
    source: list[_SourceTable] = []
    alarm: _AlarmTable | None = None


@dataclass(frozen=True, kw_only=True)
class Hook:
    """Who is told of alarms: a command, or a webhook."""

    command: tuple[str, ...] = ()
    webhook: str = ""


@dataclass(frozen=True, kw_only=True)
class Config:
    """What an operator decided, or the defaults."""

    archive: Path
    contact: str
    topics: tuple[str, ...]
    sources: Mapping[str, Source]  # by slug, in the order they are collected
    alarm: Hook | None = None

    @property
    def captures(self) -> Path:
        """captures.db lies beside the archive."""
        return self.archive.with_name("captures.db")

    def chosen(self, slugs: tuple[str, ...]) -> tuple[Source, ...]:
        """The named sources, or all; raises ConfigError for a name that is none."""
        for slug in slugs:
            if slug not in self.sources:
                raise ConfigError(
                    f"no source is called {slug!r}; `onrecord sources` lists them: {', '.join(self.sources)}"
                )
        return tuple(self.sources[slug] for slug in slugs) if slugs else tuple(self.sources.values())


def load(path: Path | None = None) -> Config:
    """The configuration in `path`, in ./onrecord.toml where there is one, or the defaults.

    `contact` may also come from the environment as ONRECORD_CONTACT; the file wins.
    Raises ConfigError naming the file, the key and what was expected.
    """
    found = path or Path("onrecord.toml")
    if path is None and not found.exists():
        return _config(_File(), Path())
    try:
        data = tomllib.loads(found.read_text(encoding="utf-8"))
        table = msgspec.convert(data, _File)
    except OSError as error:
        raise ConfigError(f"{found}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{found}: is not UTF-8 text: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{found}: is not TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise ConfigError(f"{found}: {_in_words(str(error))}") from error
    try:
        return _config(table, found.parent)
    except ConfigError as error:
        raise ConfigError(f"{found}: {error}") from error


_TABLES: Mapping[str, type[msgspec.Struct]] = {"source": _SourceTable, "alarm": _AlarmTable}


def _in_words(problem: str) -> str:
    """msgspec's message with the key first, as it stands in the file: "source[0].every: expected ..."."""
    problem = problem.replace("Object contains unknown field", "unknown key").replace("Object missing", "missing")
    message, _, where = problem.partition(" - at ")
    key = where.strip("`").removeprefix("$").removeprefix(".")
    known = ""
    if message.startswith("unknown key"):
        table = next((struct for name, struct in _TABLES.items() if key.startswith(name)), _File)
        known = f"; expected one of {', '.join(table.__struct_fields__)}"
    text = message[:1].lower() + message[1:] + known
    return f"{key}: {text}" if key else text


def _config(table: _File, base: Path) -> Config:
    known: dict[str, Source] = dict(builtin())
    for number, entry in enumerate(table.source):
        key = f"source[{number}]"
        if entry.slug in known:
            raise ConfigError(f"{key}.slug: {entry.slug!r} is taken; choose another")
        known[entry.slug] = _source(entry, key)
    chosen = known if table.sources is None else _named(table, known)
    if not chosen:
        raise ConfigError("sources: names none, and there is no [[source]]: expected at least one to collect")
    if not table.archive or table.archive.endswith(("/", "\\")):
        raise ConfigError(f"archive: expected the name of a file, got {table.archive!r}")
    contact = table.contact or os.environ.get("ONRECORD_CONTACT", "")
    user_agent(contact)  # raises ConfigError for one that cannot stand in a header
    return Config(
        archive=base / table.archive,
        contact=contact,
        topics=tuple(table.topics),
        sources=chosen,
        alarm=None if table.alarm is None else _hook(table.alarm),
    )


def _hook(entry: _AlarmTable) -> Hook:
    if bool(entry.command) == bool(entry.webhook):
        raise ConfigError("alarm: expected either command or webhook")
    if entry.command:
        try:
            words = tuple(shlex.split(entry.command))
        except ValueError as error:
            raise ConfigError(
                f"alarm.command: {error}; expected a command and its arguments, quoted as in sh"
            ) from error
        if not words or "\0" in entry.command:
            raise ConfigError("alarm.command: expected a command and its arguments")
        return Hook(command=words)
    if not _can_be_posted_to(entry.webhook):
        raise ConfigError(
            "alarm.webhook: expected an http:// or https:// URL with a host and no user name, "
            "in ASCII and without spaces (write others as %20 and the like)"
        )
    return Hook(webhook=entry.webhook)


def _can_be_posted_to(url: str) -> bool:
    """Found out now: at the first alarm it would be too late."""
    if not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # a port that is no number, or half an IPv6 address
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc and port != 0


def _named(table: _File, known: dict[str, Source]) -> dict[str, Source]:
    named = [*(table.sources or ()), *(entry.slug for entry in table.source)]
    for slug in named:
        if slug not in known:
            raise ConfigError(f"sources: no source is called {slug!r}; expected some of {', '.join(known)}")
    return {slug: known[slug] for slug in dict.fromkeys(named)}


def _source(entry: _SourceTable, key: str) -> Source:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.slug):
        raise ConfigError(f"{key}.slug: expected small letters, digits and hyphens, got {entry.slug!r}")
    if not entry.feeds:
        raise ConfigError(f"{key}.feeds: expected at least one feed URL")
    for url in entry.feeds:
        try:
            canonical(url)
        except ValueError as error:
            raise ConfigError(f"{key}.feeds: expected http:// or https:// URLs, got {url!r}") from error
    fields: dict[str, Any] = {name: getattr(entry, name) for name in ("slug", "name", "kind", "reuse", "terms_url")}
    return Source(
        **fields,
        homepage=entry.homepage or _root(entry.feeds[0]),
        feeds=tuple(entry.feeds),
        every=_duration(entry.every, f"{key}.every"),
        delay=_duration(entry.delay, f"{key}.delay"),  # two seconds at least are kept in any case
        topics=None if entry.topics is None else tuple(entry.topics),
        full_text=entry.full_text,
        loopback=entry.loopback,
    )


def _root(url: str) -> str:
    return "/".join(url.split("/")[:3]) + "/"


def _duration(text: str, key: str) -> timedelta:
    match = re.fullmatch(r"(\d{1,6})([smhd])", text)
    if not match or not int(match[1]):
        raise ConfigError(f'{key}: expected a number and s, m, h or d, such as "30m", got {text!r}')
    return timedelta(**{_UNITS[match[2]]: int(match[1])})
