"""The wording of case papers, kept as data so that a hall can see and change it."""

import tomllib
from functools import cache
from typing import Any

from hall.documents.content import Remedy
from hall.kernel.resources import resource


def word(table: str, code: str) -> str:
    """Return the words for a code, such as `("events", "accepted")`; the code itself where there are none."""
    return str(_words()[table].get(code, code))


def remedy(kind: str, *, authority: str, court: str) -> Remedy:
    """Return where and how long a decision may be contested: `administrative`, `community` or `guardian`.

    Raises:
        Refusal: `printing.remedy_incomplete` when the hall has not named the authority.
    """
    entry = _words()["remedies"][kind]
    text = str(entry["text"]).format(authority=authority, court=court)
    return Remedy(text, authority=authority, term=str(entry["term"]))


def statement(matter_code: str) -> str:
    """Return the sentence with fields in braces that a matter's certificate states, empty where it has none."""
    return str(_words()["statements"].get(matter_code, ""))


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(resource("papers", "cases.toml").read_text(encoding="utf-8"))
