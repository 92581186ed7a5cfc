"""The middle of the window between two residents: who comes next, and after them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from ui.counter.desk import Desk, Phase
from ui.counter.row_list import Row, RowList
from ui.counter.wording import PRIORITIES, passed, said, waited
from ui.shared.card import Card
from ui.shared.i18n import mark, tr
from ui.shared.theme import set_role

_WORDS = {
    Phase.CLOSED: mark("The counter is closed."),
    Phase.PAUSED: mark("The counter is paused."),
    Phase.IDLE: mark("Ready for the next resident."),
    Phase.CALLING: mark("Waiting for the resident to come to the counter."),
}


class LineCard(Card):
    """Shows the line as this counter would call it; a row calls that ticket out of turn.

    Signals:
        ticket_chosen: the key of a ticket.
    """

    ticket_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        set_role(self.title, "title")
        self.words = QLabel(self)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_role(self.words, "quiet")
        self.list = RowList(tr("Line"), self, framed=False)
        self.list.row_chosen.connect(self.ticket_chosen)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.words, 1)

    def show_desk(self, desk: Desk) -> None:
        """Show another look at the line."""
        rows = [
            Row(
                ticket.id,
                tr("{number}　{service}", number=ticket.number, service=ticket.display_name),
                tr("; ").join(
                    filter(None, (said(PRIORITIES, ticket.priority), waited(passed(ticket.arrived_at, desk.looked_at))))
                ),
            )
            for ticket in desk.line
        ]
        self.list.show_rows(rows)
        shown = bool(rows) and desk.phase in (Phase.IDLE, Phase.CALLING)
        self.title.setText(tr("The line") if shown else "")
        self.title.setVisible(shown)
        self.list.setVisible(shown)
        self.words.setVisible(not shown)
        self.words.setText(tr(_WORDS[desk.phase]) if desk.phase in _WORDS else "")
