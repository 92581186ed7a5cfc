"""What the pages of a visit have in common: room above, and one obvious next step at the lower right."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.counter.visit import Visit
from ui.shared.page_scroll import PageScroll
from ui.shared.theme import GRID, length, scaled, set_role

NEXT_WIDTH, NARROW = 176, 480
"""Width of the next step, and of a page that is too narrow for a hint beside it; both at 100 %."""


class Page(QWidget):
    """One step of a visit.

    Signals:
        step_wanted: the step at which the visit goes on.
    """

    step_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = False
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(GRID)
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        set_role(self.hint, "quiet")
        self.leading = QPushButton(self)
        set_role(self.leading, "next")
        self.leading.setAutoDefault(True)
        self.leading.setMinimumHeight(length("control") + GRID)
        self.leading.setMinimumWidth(scaled(NEXT_WIDTH))
        self.leading.clicked.connect(self.go_on)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(GRID)
        self.foot.addWidget(self.hint, 1)
        self.foot.addWidget(self.leading)
        self.scroller = PageScroll(self.body, self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2 * GRID)
        self.column.addWidget(self.scroller, 1)
        self.column.addLayout(self.foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In large type the hint stands above the buttons, which need their line for themselves."""
        super().resizeEvent(event)
        narrow = self.width() < scaled(NARROW)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.leading.setMinimumWidth(0 if narrow else scaled(NEXT_WIDTH))
        if narrow:
            self.foot.removeWidget(self.hint)
            self.foot.insertStretch(0, 1)
            self.column.insertWidget(self.column.count() - 1, self.hint)
        else:
            self.column.removeWidget(self.hint)
            self.foot.takeAt(0)
            self.foot.insertWidget(0, self.hint, 1)

    def show_visit(self, visit: Visit) -> None:
        """Show another look at the visit; what is typed stays."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the keyboard where the work goes on."""
        self.leading.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Do the one obvious next step."""
        raise NotImplementedError

    def say_next(self, text: str, *, enabled: bool = True) -> None:
        """Say what the next step is."""
        self.leading.setText(f"{text}  ⏎")
        self.leading.setAccessibleName(text)
        self.leading.setEnabled(enabled)

    def order_stops(self, stops: Sequence[QWidget]) -> None:
        """Lead the Tab key through these, then to the next step: what was made late has its place too."""
        for one, other in pairwise([*stops, self.leading]):
            QWidget.setTabOrder(one, other)

    def quiet_button(self, text: str) -> QPushButton:
        """Return a new quiet button at the left of the next step."""
        button = QPushButton(text, self)
        button.setAutoDefault(True)
        self.foot.insertWidget(self.foot.count() - 1, button)
        return button
