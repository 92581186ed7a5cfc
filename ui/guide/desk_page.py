"""The page on which tickets come out: the residents' words on the left, the hall on the right."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.guide.floor import Floor
from ui.guide.hall_cards import HallCards
from ui.guide.service_grid import ServiceGrid
from ui.guide.ticket_panel import SILENT, TicketPanel
from ui.guide.tickets import Wish
from ui.guide.words import CLAIMS
from ui.shared.card import Card
from ui.shared.i18n import tr
from ui.shared.page_scroll import PageScroll
from ui.shared.theme import GRID


class DeskPage(QWidget):
    """A figure and Enter make a ticket; a figure and a letter make one that goes first.

    Signals:
        ticket_requested: the Wish of a ticket.
        missed_chosen: the key of a missed ticket.
        sheet_requested: a sheet for the last ticket is wanted.
    """

    ticket_requested = Signal(object)
    missed_chosen = Signal(object)
    sheet_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Tickets"))
        self._floor: Floor | None = None
        self._service = self._matter = self._matter_name = ""
        self._person = self._person_name = ""
        self.services = ServiceGrid(self)
        self.ticket = TicketPanel(self)
        self.hall = HallCards(self)
        self.services.service_chosen.connect(self.choose)
        self.ticket.print_requested.connect(self._on_print)
        self.ticket.sheet_requested.connect(self.sheet_requested)
        self.hall.missed_chosen.connect(self.missed_chosen)
        for rows in (self.hall.line_list, self.hall.counter_list, self.hall.missed_list):
            rows.installEventFilter(self)
        left = Card(tr("What does the resident want?"), self)
        left.body.addWidget(self._scrolled(), 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(left, 8)
        row.addWidget(self.hall, 9)

    def show_floor(self, floor: Floor) -> None:
        """Show another look at the hall; what was chosen stays chosen."""
        self._floor = floor
        self.services.show_lines(floor.lines)
        self.services.choose(self._service)
        self.hall.show_floor(floor)

    def choose(self, service: str, matter: str = "", matter_name: str = "") -> None:
        """Choose what the ticket is for; an empty service chooses nothing and nobody."""
        if not service:
            self._person, self._person_name = "", ""
        self._service, self._matter, self._matter_name = service, matter, matter_name
        self.services.choose(service)
        self._say_what()
        self.setFocus()

    def choose_person(self, person_id: str, name: str) -> None:
        """Choose whose the next ticket is: their age counts, and they get no second one for the same."""
        self._person, self._person_name = person_id, name
        self._say_what()
        self.setFocus()

    def chosen(self) -> str:
        """Return the chosen service, empty for none."""
        return self._service

    def matter(self) -> str:
        """Return the chosen matter, empty for none."""
        return self._matter

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Figures choose, letters say who goes first and print at once, Enter prints."""
        if not self._take(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The lists leave figures and letters to the page."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text().isalnum():
            return self._take(event)
        return super().eventFilter(watched, event)

    def _take(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        if isinstance(self.focusWidget(), QLineEdit):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_print()
            return True
        if event.key() == Qt.Key.Key_Escape and self._service:
            self.choose("")
            return True
        return self._take_letter(event.text().upper())

    def _take_letter(self, letter: str) -> bool:
        if service := self.services.code_of_key(letter) if letter else "":
            self.choose(service)
            return True
        if letter == SILENT:
            self.ticket.toggle_silent()
            return True
        chosen = next((each for each in CLAIMS if each.key == letter), None)
        if chosen is None or not self._service:
            return False
        self.ticket.choose_claim(chosen.code)
        self._on_print()
        return True

    def _scrolled(self) -> PageScroll:
        """Return services and ticket, which scroll in large type; the step stands above what is seldom needed."""
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self.services)
        column.addWidget(self.ticket, 1)
        return PageScroll(column, self)

    def _say_what(self) -> None:
        line = self._floor.line_of(self._service) if self._floor else None
        named = (line.card.name if line else "", self._matter_name, self._person_name)
        self.ticket.show_service(" · ".join(filter(None, named)), ready=bool(self._service))

    def _on_print(self) -> None:
        if self._service:
            priority, ground, silent = self.ticket.choice()
            wish = Wish(self._service, self._matter, self._person, priority, ground, silent)
            self.ticket_requested.emit(wish)
