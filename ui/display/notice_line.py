"""The line at the foot: opening hours and what the hall wants everybody to know, in turns."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.display.looks import Scale
from ui.shared.i18n import tr
from ui.shared.parts import set_part

BREAKS = "。；，、！？ "
"""After these a sentence that is too long for the screen goes on in the next turn."""


class NoticeLine(QLabel):
    """Shows one line at a time; a notice that is wider than the screen takes several turns, so nothing ever moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_part(self, "title")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._notices: tuple[str, ...] = ()
        self._pages: list[str] = []
        self._page = 0
        self._lines = 1

    def arrange(self, scale: Scale) -> None:
        """Take up the sizes of the screen; a standing one has room for a second line."""
        self._lines = 2 if scale.upright else 1
        self.setWordWrap(self._lines > 1)
        self.setFixedHeight(self._lines * self.fontMetrics().lineSpacing() + scale.gap // 4)
        self._break()

    def show_notices(self, notices: Sequence[str]) -> None:
        """Show these from now on; unchanged ones keep their turn."""
        if tuple(notices) != self._notices:
            self._notices = tuple(notices)
            self._page = 0
            self._break()

    def turn(self) -> None:
        """Show the next one."""
        self._page += 1
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the notices for the new width."""
        super().resizeEvent(event)
        self._break()

    def _break(self) -> None:
        metrics, room = self.fontMetrics(), self._lines * self.width()
        room -= (self._lines - 1) * metrics.height()  # a line ends before the character that does not fit
        said = [tr("Today: {notice}", notice=notice) for notice in self._notices]
        self._pages = [page for notice in said for page in pages(notice, room, metrics)]
        self._show()

    def _show(self) -> None:
        self.setText(self._pages[self._page % len(self._pages)] if self._pages else "")
        self.setAccessibleName(self.text())


def pages(text: str, room: int, metrics: QFontMetrics) -> list[str]:
    """Return a text in pieces that fit so many pixels, broken after punctuation where there is some."""
    found = []
    while metrics.horizontalAdvance(text) > room and len(text) > 1:
        fits = max(1, next(n for n in range(len(text) - 1, -1, -1) if metrics.horizontalAdvance(text[:n]) <= room))
        end = max((text.rfind(mark, 0, fits) + 1 for mark in BREAKS), default=0) or fits
        found.append(text[:end].strip())
        text = text[end:]
    return [*found, text.strip()] if text.strip() else found
