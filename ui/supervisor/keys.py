"""The pages and commands of the supervisor's window, and their keys, in one table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ui.shared.commands import Command
from ui.shared.i18n import mark, tr
from ui.supervisor import approvals_page, cases_page, close_page, rating_page, records_page, seals_page
from ui.supervisor.figures_page import FiguresPage
from ui.supervisor.folder_page import FolderPage
from ui.supervisor.live_page import LivePage
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


def scopes(marked: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the scopes of a page in the reader's language."""
    return [(code, tr(text)) for code, text in marked]


PAGES = (
    PageKey("live", mark("The hall now"), "F2", "cases.press", LivePage),
    PageKey("approvals", mark("Approvals"), "F3", "cases.review_refusal",
            lambda: FolderPage(tr("Approvals"), approvals_page.look, scopes(approvals_page.SCOPES))),
    PageKey("cases", mark("Cases"), "F4", "cases.press",
            lambda: FolderPage(tr("Cases"), cases_page.look, scopes(cases_page.SCOPES))),
    PageKey("ratings", mark("Bad ratings"), "F5", "ratings.find",
            lambda: FolderPage(tr("Bad ratings"), rating_page.look)),
    PageKey("records", mark("Registers"), "F6", "cases.judge_violation",
            lambda: FolderPage(tr("Registers"), records_page.look, scopes(records_page.SCOPES))),
    PageKey("seals", mark("Seals"), "F7", "seals.reject",
            lambda: FolderPage(tr("Seals"), seals_page.look, scopes(seals_page.SCOPES))),
    PageKey("figures", mark("Rating figures"), "F8", "ratings.find", FiguresPage),
    PageKey("close", mark("Close of the day"), "F9", "statistics.close_day",
            lambda: FolderPage(tr("Close of the day"), close_page.look)),
)  # fmt: skip
"""The first one that the reader has opens at the start."""

BAR = ("help", *(page.name for page in PAGES), "leave")
"""Commands of the bottom line."""


def commands(callbacks: Mapping[str, Callable[[], object]]) -> list[Command]:
    """Return the table, each entry with what it does."""
    pages = ((page.name, page.text, page.key) for page in PAGES)
    ends = (
        ("rare", mark("Rare characters"), "Ctrl+J"),
        ("printers", mark("Printers…"), "Ctrl+Shift+P"),
        ("leave", mark("Change person"), "Ctrl+L"),
    )
    table = (("help", mark("Help"), "F1"), *pages, *ends)
    return [Command(name, tr(text), key, "", callbacks[name]) for name, text, key in table]
