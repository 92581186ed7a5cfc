"""Plain labels of the display."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.shared.parts import set_part
from ui.shared.theme import number_font

SMALLEST = 0.6
"""The least share of its size to which a cell shrinks its words before it cuts them."""


class Cell(QLabel):
    """Words in a table: their room never grows with them, so longer words are painted smaller and nothing moves."""

    def __init__(self, part: str, parent: QWidget) -> None:
        super().__init__(parent)
        set_part(self, part)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """As high as the ink of a line, and as narrow as it must."""
        return QSize(1, self.fontMetrics().ascent())

    def fitted_font(self) -> QFont:
        """Return the font in which the words fit, not smaller than six tenths of the usual one."""
        font, room = number_font(self.font()), self.contentsRect().width()
        least = max(int(font.pixelSize() * SMALLEST), 8)
        share = room / max(QFontMetrics(font).horizontalAdvance(self.text()), 1)
        font.setPixelSize(max(int(font.pixelSize() * min(share, 1.0)), least))
        while font.pixelSize() > least and QFontMetrics(font).horizontalAdvance(self.text()) > room:
            font.setPixelSize(font.pixelSize() - 1)  # letters do not shrink evenly
        return font

    def is_whole(self) -> bool:
        """Tell whether all words have room."""
        return QFontMetrics(self.fitted_font()).horizontalAdvance(self.text()) <= self.contentsRect().width()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words in one line."""
        font, room = self.fitted_font(), self.contentsRect()
        words = self.text()
        if not self.is_whole():
            words = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.setFont(font)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()
