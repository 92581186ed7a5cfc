"""Wording: English source text to the reader's language, and coded refusals to sentences."""

import json
import tomllib
from functools import cache
from pathlib import Path

from hall.kernel.refusal import Refusal
from hall.kernel.resources import resource

LANGUAGE = "zh_CN"


def tr(text: str, **values: object) -> str:
    """Return the reader's wording of an English source text, with its `{values}` filled in.

    A text without an entry is shown as it stands; a test keeps the default language complete.
    """
    wording = _wordings().get(text, text)
    return wording.format(**values) if values else wording


def mark(text: str) -> str:
    """Return the text as it is: it says that a table's entry is passed to `tr` when it is shown."""
    return text


def sentence(refusal: Refusal) -> str:
    """Return the sentence that tells a person what was refused and what to do next; never the code."""
    template = _sentences().get(refusal.code)
    if template is not None:
        try:
            return template.format(**refusal.values)
        except (KeyError, IndexError):
            pass
    return tr("This cannot be done now. Look at the screen again; if it stays so, ask the person in charge.")


@cache
def _wordings() -> dict[str, str]:
    """All windows' texts in one table."""
    return _merged(sorted(resource("translations", LANGUAGE).glob("*.toml")))


@cache
def _sentences() -> dict[str, str]:
    """All rooms' refusals in one table."""
    return _merged(sorted(resource("translations", LANGUAGE, "refusals").glob("*.toml")))


def _merged(files: list[Path]) -> dict[str, str]:
    table: dict[str, str] = {}
    for file in files:
        table.update(_table(file.read_text(encoding="utf-8")))
    return table


def _table(text: str) -> dict[str, str]:
    """Read lines of `"text" = "wording"` as the JSON that they nearly are, far quicker; TOML reads the rest."""
    lines = [line.replace('" = "', '": "', 1) for line in text.split("\n") if line and line[0] != "#"]
    try:
        table: dict[str, str] = json.loads("{" + ",".join(lines) + "}")
    except ValueError:
        return tomllib.loads(text)
    return table
