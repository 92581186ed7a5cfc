"""The right half of the desk: every line, every counter, and those who were missed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.guide.floor import Floor, Line, Ticket
from ui.guide.words import light_of, state_of, wait_of
from ui.shared.card import Card
from ui.shared.i18n import tr
from ui.shared.row_list import Row, RowList
from ui.shared.state_mark import Light
from ui.shared.theme import GRID, is_large, set_role
from ui.shared.wording import PRIORITIES, passed, said


class HallCards(QWidget):
    """Shows the hall as it stands; a missed number comes back with Enter or a click.

    Signals:
        missed_chosen: the key of a missed ticket.
    """

    missed_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines, self.line_list = self._card(tr("Waiting"))
        self.counters, self.counter_list = self._card(tr("Counters"))
        self.aside, self.missed_list = self._card(tr("Missed"))
        self.none = QLabel(tr("Nobody was missed."), self)
        set_role(self.none, "quiet")
        self.aside.body.addWidget(self.none)
        self.aside.body.addStretch(0)
        self.missed_list.row_chosen.connect(self.missed_chosen)
        upper = QHBoxLayout()
        upper.setSpacing(2 * GRID)
        upper.addWidget(self.lines, 8)
        upper.addWidget(self.counters, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addLayout(upper, 5)
        column.addWidget(self.aside, 2)

    def show_floor(self, floor: Floor) -> None:
        """Show another look at the hall."""
        now = floor.looked_at
        self.lines.title.setText(tr("{count} waiting", count=len(floor.in_line)))
        self.line_list.show_rows([_line_row(line, floor) for line in floor.lines])
        self.counter_list.show_rows(
            [
                _two_part(
                    each.card.id,
                    tr("{number} {name}", number=each.card.number, name=each.staff_name or each.card.name),
                    state_of(each, now),
                    light_of(each),
                )
                for each in floor.counters
            ]
        )
        self.aside.title.setText(tr("Missed {missed} · on hold {held}", missed=len(floor.missed), held=len(floor.held)))
        self.missed_list.show_rows([_missed_row(ticket, floor) for ticket in floor.missed])
        self.missed_list.setVisible(bool(floor.missed))
        self.none.setVisible(not floor.missed)

    def _card(self, title: str) -> tuple[Card, RowList]:
        card = Card(title, self)
        rows = RowList(title, card, framed=False)
        card.body.addWidget(rows, 1)
        return card, rows


def _line_row(line: Line, floor: Floor) -> Row:
    minutes, wait = passed(line.longest, floor.looked_at) // 60, wait_of(line.outlook)
    remark = tr("{count} waiting, {wait}", count=line.waiting, wait=wait)
    if minutes:
        remark = tr(
            "{count} waiting, the longest for {minutes} min, {wait}", count=line.waiting, minutes=minutes, wait=wait
        )
    return _two_part(line.card.code, line.card.name, remark)


def _missed_row(ticket: Ticket, floor: Floor) -> Row:
    ago = passed(ticket.missed_at, floor.looked_at) // 60
    text = tr("{number}　{service}", number=ticket.number, service=ticket.display_name)
    remark = tr("missed {minutes} min ago", minutes=ago)
    return Row(ticket.id, f"{text}　{said(PRIORITIES, ticket.priority)}".rstrip("　"), remark)


def _two_part(key: str, text: str, remark: str, light: Light | None = None) -> Row:
    """Return a row; in large type the remark stands below the words, for side by side they would not fit."""
    return Row(key, text, "", light, remark) if is_large() else Row(key, text, remark, light)
