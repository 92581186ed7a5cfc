"""The pages of the supervisor's window and their keys, in one table."""

from ui.shared.folder_page import FolderPage
from ui.shared.i18n import mark, tr
from ui.shared.page_keys import PageKey, scopes
from ui.supervisor import approvals_page, cases_page, close_page, rating_page, records_page, seals_page
from ui.supervisor.figures_page import FiguresPage
from ui.supervisor.live_page import LivePage

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
