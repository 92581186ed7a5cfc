"""The window of whoever administers the hall."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hall.service import Hall
from printing.spooler import Spooler
from ui.admin.keys import pages
from ui.admin.machine import Machine
from ui.shared.i18n import tr
from ui.shared.office import SITS_AT
from ui.shared.page import Office
from ui.shared.paged_window import PagedWindow
from ui.shared.row_list import Row, RowList
from ui.shared.theme import GRID, is_large, scaled, set_role

NAV_WIDTH, NAV_LARGE = 176, 144
"""With large type the page needs the room more than the list of pages."""


class AdminWindow(PagedWindow):
    """Staff, devices, settings, the record, copies and personal data: a list of pages on the left."""

    def __init__(self, hall: Hall, spooler: Spooler, machine: Machine, parent: QWidget | None = None) -> None:
        place = tr("Administration"), tr("{hall} · administration", hall="{hall}")
        self._turning = False
        super().__init__(hall, spooler, pages(machine, spooler), SITS_AT["admin"], place, parent)

    def body(self) -> QWidget:
        """Return the list of pages and the page."""
        self.nav = RowList(tr("Pages"), self, led=True, framed=False)
        self.nav.row_chosen.connect(self._on_chosen)
        self.nav.currentRowChanged.connect(self._on_moved)
        self.side = QFrame(self)
        set_role(self.side, "paper")
        self.side.setFixedWidth(scaled(NAV_LARGE if is_large() else NAV_WIDTH))
        column = QVBoxLayout(self.side)
        column.setContentsMargins(GRID, 2 * GRID, GRID, GRID)
        column.addWidget(self.nav)
        body = QWidget(self)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(self.pages, 1)
        self.side.hide()
        return body

    def bar(self) -> tuple[str, ...]:
        """Return the commands of the bottom line; the pages stand on the left."""
        return ("help", "palette", "printers", "lock", "leave")

    def open_page(self, name: str, scope: str = "", key: str = "") -> None:
        """Open a page and mark it on the left."""
        super().open_page(name, scope, key)
        self._mark(name)

    def show_office(self, office: Office) -> None:
        """Show the pages that the reader has."""
        super().show_office(office)
        self.side.setVisible(office.person is not None)
        self._turning = True
        self.nav.show_rows(
            [Row(entry.name, tr(entry.text), entry.key) for entry in self._keys if self.table.is_enabled(entry.name)]
        )
        self._turning = False
        self._mark(self._open)

    def _mark(self, name: str) -> None:
        self._turning = True
        self.nav.choose(name)
        self._turning = False

    @Slot(object)
    def _on_chosen(self, name: object) -> None:
        self.open_page(str(name))

    @Slot(int)
    def _on_moved(self, place: int) -> None:
        """Turn to a page with the arrows; the keyboard stays in the list."""
        if place < 0 or self._turning:
            return
        self._open = str(self.nav.current_key())
        self.pages.setCurrentWidget(self.page[self._open])
        self._looks_again()
