"""The card of those who wait, and of those who stand aside."""

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.counter.desk import Desk
from ui.shared.card import Card
from ui.shared.i18n import tr
from ui.shared.theme import GRID, number_font, set_role

COLUMNS = 2


class WaitingCard(Card):
    """Counts who waits, by group of services, and who is on hold or was missed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setSpacing(GRID // 2)
        self.title.show()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._counts: list[QLabel] = []
        self.body.addLayout(self._grid)
        self.body.addStretch(1)
        self.aside = QLabel(self)
        set_role(self.aside, "quiet")
        self.body.addWidget(self.aside)

    def show_desk(self, desk: Desk) -> None:
        """Show another look at the line."""
        self.title.setText(tr("{count} waiting", count=desk.waiting_total))
        words = [tr("{name} {count}", name=each.name, count=each.waiting) for each in desk.waiting]
        while len(self._counts) < len(words):
            place = len(self._counts)
            label = QLabel(self)
            label.setFont(number_font(label.font()))
            self._grid.addWidget(label, place // COLUMNS, place % COLUMNS)
            self._counts.append(label)
        for place, label in enumerate(self._counts):
            label.setText(words[place] if place < len(words) else "")
        self.aside.setText(tr("On hold {held} · missed {missed}  F7", held=len(desk.held), missed=len(desk.missed)))
