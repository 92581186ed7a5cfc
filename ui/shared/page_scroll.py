"""A page that scrolls only where it must: at the usual sizes everything is seen at once."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QScrollArea, QWidget


class PageScroll(QScrollArea):
    """Holds what a layout holds; below the least size of that, for example in large type, it scrolls.

    Whatever has the keyboard is in sight.
    """

    def __init__(self, inside: QLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        page = QWidget(self)
        page.setLayout(inside)
        self.setWidget(page)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.setAutoFillBackground(False)  # setWidget has just filled it
        self.viewport().setAutoFillBackground(False)
        page.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the page the room that there is."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again when something in the page appears or grows."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        page, room = self.widget(), self.viewport().size()
        inside = page.layout() if page is not None else None
        if page is None or inside is None:
            return
        least = inside.totalMinimumSize()
        width = max(room.width(), least.width())
        height = inside.totalMinimumHeightForWidth(width) if inside.hasHeightForWidth() else least.height()
        page.resize(width, max(room.height(), height))

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now)
