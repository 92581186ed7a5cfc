"""The three columns of the counter's window: the ticket, the visit, and what else there is to do."""

from datetime import datetime

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui.counter.desk import Desk, Phase
from ui.counter.help_card import HelpCard
from ui.counter.howto_card import HowToCard
from ui.counter.line_card import LineCard
from ui.counter.ticket_card import TicketCard
from ui.counter.todo_card import TodoCard
from ui.counter.tray_card import TrayCard
from ui.counter.visit_panel import VisitPanel
from ui.counter.waiting_card import WaitingCard
from ui.counter.work_page import WorkPage
from ui.shared.commands import CommandTable
from ui.shared.theme import GRID, scaled

LEFT_WIDTH, RIGHT_WIDTH = 240, 256
WIDE, HIGH = 1160, 560
"""Below this width the right column gives way, below this height the counts of the line; both at 100 %."""


class Workbench(QWidget):
    """Holds the cards; the middle shows the visit, a list of work, or the line."""

    def __init__(self, table: CommandTable, visit: VisitPanel, work: WorkPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticket = TicketCard(table, self)
        self.waiting = WaitingCard(self)
        self.help = HelpCard(table, self)
        self.todo = TodoCard(self)
        self.howto = HowToCard(self)
        self.tray = TrayCard(table, self)
        self.visit, self.work = visit, work
        self.calm = LineCard(self)
        self.middle = QStackedWidget(self)
        for widget in (self.calm, visit, work):
            self.middle.addWidget(widget)
        self._working = False
        self._phase = Phase.CLOSED
        self._assemble()

    def show_desk(self, desk: Desk) -> None:
        """Show another look at the desk."""
        self._phase = desk.phase
        self.ticket.show_desk(desk)
        self.waiting.show_desk(desk)
        self.calm.show_desk(desk)
        self.help.show_desk(desk)
        self.tray.show_desk(desk)
        self._turn()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what is least needed where large type or a small screen needs the room."""
        super().resizeEvent(event)
        self._fit()

    def tick(self, now: datetime) -> None:
        """Count the minutes on."""
        self.ticket.tick(now)

    def show_work(self, working: bool) -> None:
        """Put the lists of work into the middle, or away again."""
        self._working = working
        self._turn()
        if not working:
            self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard where the work goes on."""
        if self.middle.currentWidget() is self.visit:
            self.visit.take_focus()
        elif self.middle.currentWidget() is self.calm:
            self.ticket.take_focus()

    def is_working(self) -> bool:
        """Return True while the lists of work are shown."""
        return self._working

    def _turn(self) -> None:
        self.ticket.stand_back(self._working)
        if self._working:
            self.middle.setCurrentWidget(self.work)
        else:
            self.middle.setCurrentWidget(self.visit if self._phase is Phase.SERVING else self.calm)

    def _fit(self) -> None:
        wide, high = self.width() >= scaled(WIDE), self.height() >= scaled(HIGH)
        self.todo.setVisible(wide)
        self.howto.setVisible(wide and self._phase is Phase.SERVING)
        self.tray.setVisible(wide and (self._phase is Phase.SERVING or self.tray.holds()))
        self.help.setVisible(wide and self.help.is_wanted())
        self.waiting.setVisible(high)
        beside = self.waiting.sizeHint().height() + 2 * GRID if high else 0
        self.ticket.fit(self.height() - 3 * GRID - beside)

    def _assemble(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(2 * GRID)
        left.addWidget(self.ticket, 1)
        left.addWidget(self.waiting)
        right.addWidget(self.help)
        right.addWidget(self.todo)
        right.addWidget(self.howto, 1)
        right.addWidget(self.tray)
        right.addStretch(0)
        for low in (self.todo, self.tray):
            low.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for card, width in ((self.ticket, LEFT_WIDTH), (self.waiting, LEFT_WIDTH), (self.help, RIGHT_WIDTH),
                            (self.todo, RIGHT_WIDTH), (self.howto, RIGHT_WIDTH), (self.tray, RIGHT_WIDTH)):  # fmt: skip
            card.setFixedWidth(scaled(width))
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addLayout(left)
        row.addWidget(self.middle, 1)
        row.addLayout(right)
