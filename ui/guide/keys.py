"""The commands of the guide's window and their keys, in one table."""

from collections.abc import Callable, Mapping

from ui.shared.commands import Command
from ui.shared.i18n import mark, tr

_TABLE = (
    ("help", mark("Help"), "F1", ""),
    ("desk", mark("Tickets"), "F2", ""),
    ("bring_back", mark("Missed, here again"), "F3", "queue.requeue"),
    ("priority", mark("Note a priority"), "F4", "queue.raise_priority"),
    ("announce", mark("Announce"), "F5", "screens.announce"),
    ("sheet", mark("First-contact sheet"), "F6", "contacts.open_sheet"),
    ("appointments", mark("Appointments"), "F7", "appointments.check_in"),
    ("book", mark("Paper tickets"), "F8", "books.enter_leaf"),
    ("answer_help", mark("Go and help"), "F9", "posts.answer_help"),
    ("came_out", mark("It came out"), "Ctrl+Y", "documents.came_out"),
    ("print_missing", mark("It did not: print it again"), "Ctrl+P", "documents.not_out"),
    ("leaflet", mark("Print a leaflet"), "F11", "leaflets.print_leaflet"),
    ("rare", mark("Rare characters"), "Ctrl+J", ""),
    ("printers", mark("Printers…"), "Ctrl+Shift+P", ""),
    ("palette", mark("Find matters, people, tickets"), "Ctrl+K", ""),
    ("lock", mark("Lock the screen"), "Ctrl+L", ""),
    ("change_guide", mark("Change guide"), "Ctrl+Shift+L", ""),
)

BAR = (
    "help", "desk", "bring_back", "priority", "announce", "sheet", "appointments", "book", "leaflet", "palette",
    "lock",
)  # fmt: skip
"""Commands of the bottom line."""

NEEDS = {name: permission for name, _text, _key, permission in _TABLE if permission}

Callback = Callable[[], object]


def commands(callbacks: Mapping[str, Callback]) -> list[Command]:
    """Return the table, each entry with what it does; another guide may sit down, so nothing is left out here."""
    return [Command(name, tr(text), key, "", callbacks[name]) for name, text, key, _permission in _TABLE]
