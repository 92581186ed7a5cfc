"""Bars with their words and counts, drawn by hand: no chart library for seven lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.shared.theme import GRID, colour, length, scaled

LABEL_WIDTH = 128
MOST_LABEL = 0.6
"""Of the width: so much the words may take before they are cut short."""


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
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

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

    def minimumSizeHint(self) -> QSize:
        """Where there is less room the lines stand closer, one height of the words each."""
        return QSize(scaled(LABEL_WIDTH), self.fontMetrics().height() * max(len(self._bars), 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw words, bars and counts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        columns = self._columns(painter.fontMetrics())
        most = max((bar.count for bar in self._bars), default=0) or 1
        height = min(length("control"), self.height() / max(len(self._bars), 1))
        for place, bar in enumerate(self._bars):
            self._paint(painter, QRectF(0, place * height, self.width(), height), bar, bar.count / most, columns)
        painter.end()

    def _columns(self, metrics: QFontMetrics) -> tuple[int, int]:
        """Return how wide the words are and the counts, as far as there is room for a bar between them."""
        words = max((metrics.horizontalAdvance(bar.words) for bar in self._bars), default=0)
        counts = max((metrics.horizontalAdvance(self._said(bar)) for bar in self._bars), default=0)
        return min(max(words + 1, scaled(LABEL_WIDTH)), int(self.width() * MOST_LABEL)), counts + GRID

    def _paint(self, painter: QPainter, line: QRectF, bar: Bar, share: float, columns: tuple[int, int]) -> None:
        (label, count), top, height = columns, line.top(), line.height()
        room = line.width() - label - count - 2 * GRID
        painter.setPen(colour("text"))
        side = Qt.AlignmentFlag.AlignVCenter
        words = painter.fontMetrics().elidedText(bar.words, Qt.TextElideMode.ElideRight, label)
        painter.drawText(QRectF(0, top, label, height), side | Qt.AlignmentFlag.AlignRight, words)
        width = max(room * share, 2)
        drawn = QRectF(label + GRID, top + height * 0.22, width, height * 0.56)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(bar.role))
        painter.drawRoundedRect(drawn, 3, 3)
        painter.setPen(colour("text"))
        beside = QRectF(drawn.right() + GRID, top, count, height)
        painter.drawText(beside, side | Qt.AlignmentFlag.AlignLeft, self._said(bar))

    def _said(self, bar: Bar) -> str:
        return f"{bar.count}（{bar.count / self._whole:.0%}）" if self._whole else str(bar.count)
