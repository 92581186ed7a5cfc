"""Words as large as their room, in as many lines as that takes."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.shared.parts import set_part
from ui.shared.theme import number_font

SMALLEST, LARGEST = 20, 400
ONE_LINE_FROM = 0.6
"""A text stays on one line as long as that costs no more of its size: no word is left alone on the second."""


class BigText(QLabel):
    """Paints its text in the largest size at which all of it fits, up to a share of the height."""

    def __init__(self, part: str, parent: QWidget, *, most: float = 1.0) -> None:
        """Make an empty text; one line takes at most the share `most` of the height."""
        super().__init__(parent)
        self._most = most
        set_part(self, part)
        self.ensurePolished()
        self.setFont(number_font(self.font()))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumSize(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_text(self, text: str) -> None:
        """Show other words."""
        self.setText(text)
        self.setAccessibleName(text)
        self.update()

    def fitted(self) -> tuple[int, Qt.AlignmentFlag | Qt.TextFlag]:
        """Return the largest pixel size at which the text fits, and how its lines are set."""
        one, many = Qt.TextFlag.TextSingleLine, Qt.TextFlag.TextWordWrap
        in_one, in_many = self._largest(one), self._largest(many)
        size, flag = (in_one, one) if in_one >= ONE_LINE_FROM * in_many else (in_many, many)
        return size, Qt.AlignmentFlag.AlignCenter | flag

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text in the middle of its room."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        size, flags = self.fitted()
        painter.setFont(self._font(size))
        painter.drawText(self.contentsRect(), flags, self.text())
        painter.end()

    def _largest(self, flag: Qt.TextFlag) -> int:
        low, high = SMALLEST, max(min(int(self.height() * self._most), LARGEST), SMALLEST)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._fits(middle, flag) else (low, middle - 1)
        return low

    def _fits(self, size: int, flag: Qt.TextFlag) -> bool:
        room = self.contentsRect()
        whole = QRect(0, 0, room.width(), 100_000)
        needed = QFontMetrics(self._font(size)).boundingRect(whole, flag, self.text())
        return needed.height() <= room.height() and needed.width() <= room.width()

    def _font(self, size: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(size)
        return font
