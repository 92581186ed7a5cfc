"""The commands of the supervisor's window and their keys, in one table."""

from collections.abc import Callable, Mapping

from ui.shared.commands import Command
from ui.shared.i18n import mark, tr

_TABLE = (
    ("help", mark("Help"), "F1"),
    ("ratings", mark("Bad ratings"), "F2"),
    ("figures", mark("Rating figures"), "F3"),
    ("leave", mark("Change person"), "Ctrl+L"),
)
BAR = tuple(name for name, _text, _key in _TABLE)
"""Commands of the bottom line."""


def commands(callbacks: Mapping[str, Callable[[], object]]) -> list[Command]:
    """Return the table, each entry with what it does."""
    return [Command(name, tr(text), key, "", callbacks[name]) for name, text, key in _TABLE]
