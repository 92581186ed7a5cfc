"""A box around what belongs together, where space alone cannot say it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.shared.theme import GRID, set_role


class Card(QFrame):
    """A paper-white box with an optional title; widgets are stacked in `body`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self.body.setSpacing(GRID)
        self.title = QLabel(title, self)
        set_role(self.title, "strong")
        self.title.setVisible(bool(title))
        self.body.addWidget(self.title)


def centred(card: QWidget) -> QHBoxLayout:
    """Return a row with a card in its middle, in which wrapped sentences have all the lines that they need."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(card)
    row.addStretch(1)
    return row
