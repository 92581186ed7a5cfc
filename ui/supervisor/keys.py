"""The pages and commands of the supervisor's window, and their keys, in one table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ui.shared.commands import Command
from ui.shared.i18n import mark, tr
from ui.supervisor import rating_page
from ui.supervisor.figures_page import FiguresPage
from ui.supervisor.folder_page import FolderPage
from ui.supervisor.page import Page


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


PAGES = (
    PageKey("ratings", mark("Bad ratings"), "F2", "ratings.find",
            lambda: FolderPage(tr("Bad ratings"), rating_page.look)),
    PageKey("figures", mark("Rating figures"), "F3", "ratings.find", FiguresPage),
)  # fmt: skip
"""The first one that the reader has opens at the start."""

BAR = ("help", *(page.name for page in PAGES), "leave")
"""Commands of the bottom line."""


def commands(callbacks: Mapping[str, Callable[[], object]]) -> list[Command]:
    """Return the table, each entry with what it does."""
    pages = ((page.name, page.text, page.key) for page in PAGES)
    table = (("help", mark("Help"), "F1"), *pages, ("leave", mark("Change person"), "Ctrl+L"))
    return [Command(name, tr(text), key, "", callbacks[name]) for name, text, key in table]
