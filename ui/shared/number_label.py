"""The hero of a screen: a ticket or window number in tabular figures."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.shared.theme import number_font, set_role


class NumberLabel(QLabel):
    """Shows a number; with `fitted` it is as large as its room allows, for displays seen from ten metres."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, role: str = "hero", fitted: bool = False
    ) -> None:
        super().__init__(text, parent)
        self._fitted = fitted
        set_role(self, role)
        self.ensurePolished()
        self.setFont(number_font(self.font()))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(text)
        if fitted:
            self.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.setMinimumSize(1, 1)
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_number(self, text: str) -> None:
        """Show another number."""
        self.setText(text)
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text; a fitted one in the largest size that its room holds."""
        if not self._fitted:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.setFont(self.fitted_font())
        painter.drawText(self.contentsRect(), self.alignment(), self.text())
        painter.end()

    def fitted_font(self) -> QFont:
        """Return the font in the largest size at which the text fits the label."""
        font = QFont(self.font())
        font.setPixelSize(100)
        needed: QRect = QFontMetrics(font).tightBoundingRect(self.text() or "0")
        room = self.contentsRect()
        share = min(room.width() / max(needed.width(), 1), room.height() / max(QFontMetrics(font).height(), 1))
        font.setPixelSize(max(int(share * 98), 8))
        return font
