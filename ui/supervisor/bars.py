"""Bars with their words and counts, drawn by hand: no chart library for seven lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.shared.theme import GRID, colour, length, scaled

LABEL_WIDTH = 128
COUNT_WIDTH = 96


@dataclass(frozen=True, slots=True)
class Bar:
    """One line: its words, its count, and the role of its colour."""

    words: str
    count: int
    role: str


class Bars(QWidget):
    """Draws counts beside each other on one scale."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._bars: tuple[Bar, ...] = ()
        self._whole = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar], whole: int = 0) -> None:
        """Show counts; with `whole` each also says its share of it."""
        self._bars, self._whole = tuple(bars), whole
        self.setAccessibleName(f"{self._name}: " + ", ".join(f"{bar.words} {self._said(bar)}" for bar in bars))
        self.updateGeometry()
        self.update()

    def bars(self) -> tuple[Bar, ...]:
        """Return what is drawn."""
        return self._bars

    def sizeHint(self) -> QSize:
        """One line of the height of a field for each bar."""
        return QSize(scaled(480), length("control") * max(len(self._bars), 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw words, bars and counts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((bar.count for bar in self._bars), default=0) or 1
        for place, bar in enumerate(self._bars):
            self._paint(painter, place * length("control"), bar, most)
        painter.end()

    def _paint(self, painter: QPainter, top: int, bar: Bar, most: int) -> None:
        height, label, count = length("control"), scaled(LABEL_WIDTH), scaled(COUNT_WIDTH)
        room = self.width() - label - count - 2 * GRID
        painter.setPen(colour("text"))
        side = Qt.AlignmentFlag.AlignVCenter
        words = QFontMetrics(painter.font()).elidedText(bar.words, Qt.TextElideMode.ElideRight, label)
        painter.drawText(QRectF(0, top, label, height), side | Qt.AlignmentFlag.AlignRight, words)
        width = max(room * bar.count / most, 2)
        drawn = QRectF(label + GRID, top + height * 0.22, width, height * 0.56)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(bar.role))
        painter.drawRoundedRect(drawn, 3, 3)
        painter.setPen(colour("text"))
        beside = QRectF(drawn.right() + GRID, top, count, height)
        painter.drawText(beside, side | Qt.AlignmentFlag.AlignLeft, self._said(bar))

    def _said(self, bar: Bar) -> str:
        return f"{bar.count}（{bar.count / self._whole:.0%}）" if self._whole else str(bar.count)
