"""The pages and commands of a window of pages, and their keys, in one table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ui.shared.commands import Command
from ui.shared.i18n import mark, tr
from ui.shared.page import Page


@dataclass(frozen=True, slots=True)
class PageKey:
    """A page, its key, and who has it.

    Attributes:
        name: of the page and of its command.
        needs: the action that whoever opens the page must be allowed to do.
        make: builds the page.
    """

    name: str
    text: str
    key: str
    needs: str
    make: Callable[[], Page]


ENDS = (
    ("palette", mark("Find…"), "Ctrl+K"),
    ("rare", mark("Rare characters"), "Ctrl+J"),
    ("printers", mark("Printers…"), "Ctrl+Shift+P"),
    ("lock", mark("Lock the screen"), "Ctrl+L"),
    ("leave", mark("Change person"), "Ctrl+Shift+L"),
)
"""What every window of pages can do besides."""


def scopes(marked: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the scopes of a page in the reader's language."""
    return [(code, tr(text)) for code, text in marked]


def commands(pages: Sequence[PageKey], callbacks: Mapping[str, Callable[[], object]]) -> list[Command]:
    """Return the table, each entry with what it does."""
    own = ((page.name, page.text, page.key) for page in pages)
    table = (("help", mark("Help"), "F1"), *own, *ENDS)
    return [Command(name, tr(text), key, "", callbacks[name]) for name, text, key in table]
