"""What a page of lists shows: rows, and one thing in full with its history and its next steps."""

from collections.abc import Sequence
from dataclasses import dataclass

from ui.shared.fields.spec import NO_HELPERS, Helpers
from ui.shared.reveal import Masked
from ui.shared.row_list import Row
from ui.shared.state_mark import Light
from ui.shared.step import Step
from ui.shared.timeline import Event


@dataclass(frozen=True, slots=True)
class Link:
    """A thing beside the one that is open.

    Attributes:
        text: its words.
        page: on which it can be opened; empty where no page of this window shows it.
        scope: of that page.
        key: of the thing.
        remark: a quiet word at its right end.
        light: before its words.
    """

    text: str
    page: str = ""
    scope: str = ""
    key: str = ""
    remark: str = ""
    light: Light | None = None


@dataclass(frozen=True, slots=True)
class File:
    """One thing in full.

    Attributes:
        key: of its row.
        state: changes when another form is due; a form that is being filled in stays while it does not.
        facts: lines about it; empty ones are left out.
        said: words of a person, shown as said.
        links: things that belong to it; one key opens each.
        history: oldest first.
        steps: what can be done now, the likeliest first.
        helpers: what the questions of the steps need.
        masked: a number among the facts of which the whole can be asked for.
        row: key of its row, where it is opened from inside another thing.
    """

    key: str
    state: str
    heading: str
    light: Light
    light_word: str
    facts: tuple[str, ...]
    said: str = ""
    links: tuple[Link, ...] = ()
    history: tuple[Event, ...] = ()
    steps: tuple[Step, ...] = ()
    helpers: Helpers = NO_HELPERS
    masked: Masked | None = None
    row: str = ""


@dataclass(frozen=True, slots=True)
class Folder:
    """A list and what is open of it.

    Attributes:
        title: of the list, with its count.
        none: said where nothing is in the list.
    """

    title: str
    rows: tuple[Row, ...]
    file: File | None = None
    none: str = ""


def chosen(keys: Sequence[str], key: str) -> str:
    """Return the key to open: the wanted one while it is listed, else the first; empty for an empty list."""
    return key if key in keys else (keys[0] if keys else "")
