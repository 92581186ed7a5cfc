"""The window of the head of the hall and the supervisor."""

from PySide6.QtWidgets import QWidget

from hall.service import Hall
from printing.spooler import Spooler
from ui.shared.choice_sheet import ChoiceSheet
from ui.shared.i18n import tr
from ui.shared.office import SITS_AT
from ui.shared.paged_window import PagedWindow
from ui.shared.reveal import Reveals
from ui.supervisor.keys import PAGES
from ui.supervisor.live_page import LivePage


class SupervisorWindow(PagedWindow):
    """What a head of the hall decides and watches over, a page for each."""

    def __init__(self, hall: Hall, spooler: Spooler, parent: QWidget | None = None) -> None:
        place = tr("Supervision"), tr("{hall} · supervision", hall="{hall}")
        super().__init__(hall, spooler, PAGES, SITS_AT["supervisor"], place, parent)
        self.sheet = ChoiceSheet(self)
        self.reveals = Reveals(hall, self.sheet, self)
        for page in self.page.values():
            page.reveal_requested.connect(self.reveals.tell)
        for page in self.findChildren(LivePage):
            page.notices.behind = hall.behind
        self.lock.raise_()
