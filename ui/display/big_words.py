"""Words as large as their room: figures and capitals fill it, for nothing hangs below their line."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.shared.number_label import NumberLabel
from ui.shared.parts import set_part

TRIAL = 200
FILLED = 0.9


class BigWords(NumberLabel):
    """Paints its text in the largest size, measured by its ink and not by its line."""

    def __init__(self, part: str, parent: QWidget) -> None:
        super().__init__("", parent, fitted=True)
        set_part(self, part)

    def fitted_font(self) -> QFont:
        """Return the font in which the ink of the text fills the label."""
        font = QFont(self.font())
        font.setPixelSize(TRIAL)
        ink, room = self._ink(font), self.contentsRect()
        share = min(room.width() / max(ink.width(), 1), room.height() / max(ink.height(), 1))
        font.setPixelSize(max(int(share * FILLED * TRIAL), 8))
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text in the middle of its room."""
        font = self.fitted_font()
        ink, room = self._ink(font), self.contentsRect()
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.setFont(font)
        painter.drawText(room.center() - ink.center(), self.text())
        painter.end()

    def ink_height(self) -> int:
        """Return the height of the painted figures, in pixels."""
        return self._ink(self.fitted_font()).height()

    def _ink(self, font: QFont) -> QRect:
        return QFontMetrics(font).tightBoundingRect(self.text() or "0")
