"""A sentence in passing: what a scan was, when it changed nothing on the page."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QLabel, QWidget

from ui.kiosk.measures import Measures
from ui.shared.parts import set_part

SHOWN_MS = 8_000


class Notice(QLabel):
    """Lies over the lower edge of the pages for some seconds; nothing under it moves, and every touch goes through."""

    def __init__(self, over: QWidget) -> None:
        super().__init__("", over)
        self._over = over
        self._gap = 0
        set_part(self, "notice")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.forget)
        over.installEventFilter(self)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Show a sentence."""
        self.setText(sentence)
        self.setAccessibleName(sentence)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    @Slot()
    def forget(self) -> None:
        """Show nothing and keep nothing."""
        self._timer.stop()
        self.clear()
        self.setAccessibleName("")
        self.hide()

    def arrange(self, measures: Measures) -> None:
        """Take up the sizes of the screen."""
        self._gap = measures.gap
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the lower edge at every size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        width = self._over.width() - 2 * self._gap
        height = self.heightForWidth(width)
        self.setGeometry(self._gap, self._over.height() - height - self._gap, width, height)
