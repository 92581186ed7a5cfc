"""The middle of the window between two residents: who comes next, or, large, why nobody is called."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.counter.desk import Desk, Phase, Ticket
from ui.shared.card import Card
from ui.shared.i18n import mark, tr
from ui.shared.pause_words import pause_words
from ui.shared.row_list import Row, RowList
from ui.shared.theme import GRID, set_role
from ui.shared.wording import PRIORITIES, passed, said, waited

_WORDS = {
    Phase.CLOSED: mark("The counter is closed."),
    Phase.PAUSED: mark("F2 or Enter goes on. Those who wait read why."),
    Phase.BACK_OFFICE: mark("F2 goes on. Those who wait read that the counter is paused."),
    Phase.IDLE: mark("Ready for the next resident."),
    Phase.CALLING: mark("Waiting for the resident to come to the counter."),
}
_SIGNS = {Phase.PAUSED: mark("Paused"), Phase.BACK_OFFICE: mark("Back office")}
"""What is said large, so that nobody forgets that residents wait before a counter that rests."""


class LineCard(Card):
    """Shows the line as this counter would call it; a row calls that ticket out of turn.

    Signals:
        ticket_chosen: the key of a ticket.
    """

    ticket_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        set_role(self.title, "title")
        self.sign = self._centred("hero")
        self.reason = self._centred("title")
        self.words = self._centred("quiet")
        self.calm = QWidget(self)
        column = QVBoxLayout(self.calm)
        column.setSpacing(2 * GRID)
        column.addStretch(1)
        for label in (self.sign, self.reason, self.words):
            column.addWidget(label)
        column.addStretch(1)
        self.list = RowList(tr("Line"), self, framed=False)
        self.list.row_chosen.connect(self.ticket_chosen)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.calm, 1)

    def show_desk(self, desk: Desk) -> None:
        """Show another look at the line."""
        self.list.show_rows([_row(ticket, desk) for ticket in desk.line])
        shown = bool(desk.line) and desk.phase in (Phase.IDLE, Phase.CALLING)
        self.title.setText(tr("The line") if shown else "")
        self.title.setVisible(shown)
        self.list.setVisible(shown)
        self.calm.setVisible(not shown)
        self._say(self.sign, tr(_SIGNS[desk.phase]) if desk.phase in _SIGNS else "")
        self._say(self.reason, pause_words(desk.counter.pause_reason) if desk.counter else "")
        self._say(self.words, tr(_WORDS[desk.phase]) if desk.phase in _WORDS else "")

    def _say(self, label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _centred(self, role: str) -> QLabel:
        label = QLabel(self)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(True)
        set_role(label, role)
        return label


def _row(ticket: Ticket, desk: Desk) -> Row:
    told = (said(PRIORITIES, ticket.priority), waited(passed(ticket.arrived_at, desk.looked_at)))
    text = tr("{number}　{service}", number=ticket.number, service=ticket.display_name)
    return Row(ticket.id, text, tr("; ").join(filter(None, told)))
