"""Common given names and the pronouns that usually go with them: a hint, outweighed by anything the text says."""

from __future__ import annotations

from importlib.resources import files


def _sections(text: str) -> dict[str, frozenset[str]]:
    """The names below each [heading] of given_names.txt."""
    found: dict[str, list[str]] = {}
    names: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            names = found.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            names += line.split()
    return {heading: frozenset(names) for heading, names in found.items()}


_NAMES = _sections(files(__package__).joinpath("given_names.txt").read_text("utf-8"))
_GENDERS = {"he": "m", "she": "f", "either": ""}
_BY_NAME = {name: _GENDERS[heading] for heading, names in _NAMES.items() for name in names}
GIVEN_NAMES = frozenset(_BY_NAME)


def gender(name: str) -> str:
    """m, f, or nothing where the name does not say."""
    return _BY_NAME.get(name.lower().split("-")[0], "")
