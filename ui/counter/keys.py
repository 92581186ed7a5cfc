"""The commands of the counter's window and their keys, in one table."""

from collections.abc import Callable, Mapping

from ui.shared.commands import Command
from ui.shared.i18n import mark, tr

_TABLE = (
    ("help", mark("Help"), "F1"),
    ("call_next", mark("Call next"), "F2"),
    ("walk_in", mark("Serve without a ticket"), "Shift+F2"),
    ("arrive", mark("Is here  ⏎"), ""),
    ("recall", mark("Call again"), "F3"),
    ("miss", mark("No show"), "F4"),
    ("hold", mark("Hold"), "F5"),
    ("transfer", mark("Pass on"), "F6"),
    ("aside", mark("On hold and missed"), "F7"),
    ("finish", mark("Finish"), "F8"),
    ("finish_next", mark("Finish, call next"), "Shift+F8"),
    ("next_matter", mark("One more matter"), "Ctrl+N"),
    ("undo", mark("Take back"), "Ctrl+Z"),
    ("errands", mark("Errands for this resident"), "Ctrl+G"),
    ("tray_in", mark("Put into the originals tray"), "Ctrl+I"),
    ("tray_back", mark("Hand the originals back"), "Ctrl+R"),
    ("show_text", mark("Words for the resident"), "Ctrl+T"),
    ("contact", mark("A call or a letter"), "Ctrl+D"),
    ("work", mark("My work"), "F9"),
    ("leaflet", mark("Print a leaflet"), "F11"),
    ("verify", mark("Verify a paper"), "F12"),
    ("open", mark("Open the counter"), "Ctrl+O"),
    ("pause", mark("Pause"), "Ctrl+P"),
    ("back_office", mark("Back office"), "Ctrl+B"),
    ("close", mark("Close the counter"), "Ctrl+W"),
    ("leave", mark("Leave the post"), "Ctrl+Shift+W"),
    ("answer_help", mark("I go and help"), "Ctrl+H"),
    ("rare", mark("Rare characters"), "Ctrl+J"),
    ("printers", mark("Printers…"), "Ctrl+Shift+P"),
    ("palette", mark("Find people, cases, commands"), "Ctrl+K"),
    ("lock", mark("Lock the screen"), "Ctrl+L"),
    ("change_clerk", mark("Change clerk"), "Ctrl+Shift+L"),
)

BAR = (
    "help", "call_next", "recall", "miss", "hold", "transfer", "aside", "finish", "work", "palette", "lock",
)  # fmt: skip
"""Commands of the bottom line."""

Callback = Callable[[], object]


def commands(callbacks: Mapping[str, Callback]) -> list[Command]:
    """Return the table, each entry with what it does.

    What a person may do is not asked here: another clerk may sit down at the same window, so commands are switched
    on and off with each look at the desk.
    """
    return [Command(name, tr(text), key, "", callbacks[name]) for name, text, key in _TABLE]
