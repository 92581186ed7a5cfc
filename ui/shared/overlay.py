"""A sheet that lies over a window for a moment and gives the focus back to where it was."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from ui.shared.theme import GRID, scaled, set_role


class Overlay(QFrame):
    """Lies centred in the upper part of its window; Escape puts it away.

    Signals:
        closed: it was put away.
    """

    closed = Signal()

    def __init__(self, window: QWidget, width: int) -> None:
        super().__init__(window)
        self._over = window
        self._width = width
        self._before: QWidget | None = None
        set_role(self, "overlay")
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it on top and remember where the focus was."""
        self._before = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.setFocus()

    def close_sheet(self) -> None:
        """Put it away and give the focus back."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._before = None
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay centred when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def room(self) -> int:
        """Return how high it may be in its window."""
        return self._over.height() - 8 * GRID

    def _place(self) -> None:
        window = self._over
        width = min(scaled(self._width), window.width() - 4 * GRID)
        height = min(self._wanted(width), self.room())
        self.setGeometry((window.width() - width) // 2, 4 * GRID, width, height)

    def _wanted(self, width: int) -> int:
        """Return the height at which lines that wrap at this width stand whole."""
        layout = self.layout()
        wrapped = layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else 0
        return max(self.sizeHint().height(), wrapped)
