"""A face to touch: mouth, eyes, brows and words say the grade; colour only helps."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.shared.theme import Theme


@dataclass(frozen=True)
class Features:
    """How a face looks: the bend of its mouth (1 laughs, -1 weeps), and what else tells it from its neighbours."""

    bend: float
    colour: str
    laughs: bool = False
    frowns: bool = False


FACES = {
    5: Features(1.0, "green", laughs=True),
    4: Features(0.7, "green"),
    3: Features(0.2, "blue"),
    2: Features(-0.5, "yellow"),
    1: Features(-1.0, "red", frowns=True),
}


WIDE = 2.0
"""How many times wider than high a button is that has its word beside the face."""


class FaceButton(QAbstractButton):
    """One grade: a painted face with its word underneath, or beside it where the button is much wider than high."""

    def __init__(self, grade: int, words: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.grade = grade
        self._theme, self._looks = theme, FACES[grade]
        self.setText(words)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """Room for a finger in a glove."""
        return QSize(140, 220)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, face and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(self._theme.palette[self._looks.colour])
        self._paint_ground(painter, ink)
        face, words = self._beside() if self._is_wide() else self._below()
        self._paint_face(painter, face, ink)
        painter.setPen(QColor(self._theme.palette["text"]))
        painter.setFont(self._words_font())
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()

    def _is_wide(self) -> bool:
        return self.width() > WIDE * self.height()

    def _below(self) -> tuple[QRectF, QRectF]:
        """Return where the face is, and the words under it."""
        side = min(self.width() * 0.72, self.height() * 0.58)
        top = self.height() * 0.10
        words = QRectF(4, top + side, self.width() - 8, self.height() - top - side - 4)
        return QRectF((self.width() - side) / 2, top, side, side), words

    def _beside(self) -> tuple[QRectF, QRectF]:
        """Return where the face is, and the words to its right."""
        side = self.height() * 0.72
        edge = self.height() * 0.14
        words = QRectF(edge + side, 0, self.width() - 2 * edge - side, self.height())
        return QRectF(2 * edge, edge, side, side), words

    def _paint_ground(self, painter: QPainter, ink: QColor) -> None:
        held = self.isDown() or self.hasFocus()
        painter.setPen(QPen(ink if held else QColor(self._theme.palette["edge"]), 4 if held else 2))
        painter.setBrush(QColor(self._theme.palette["accent_soft" if self.isDown() else "paper"]))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 12, 12)

    def _paint_face(self, painter: QPainter, area: QRectF, ink: QColor) -> None:
        pen = QPen(ink, max(area.width() / 18, 3))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(area)
        for sign in (-1, 1):
            self._paint_eye(painter, area, sign, ink)
        painter.setBrush(ink if self._looks.laughs else Qt.BrushStyle.NoBrush)
        painter.drawPath(self._mouth(area))

    def _paint_eye(self, painter: QPainter, area: QRectF, sign: int, ink: QColor) -> None:
        middle = QPointF(area.center().x() + sign * area.width() * 0.2, area.y() + area.height() * 0.38)
        dot = area.width() * 0.05
        painter.setBrush(ink)
        painter.drawEllipse(middle, dot, dot)
        if self._looks.frowns:
            outer, inner = sign * area.width() * 0.13, -sign * area.width() * 0.10
            painter.drawLine(
                middle + QPointF(outer, -area.height() * 0.17), middle + QPointF(inner, -area.height() * 0.09)
            )

    def _mouth(self, area: QRectF) -> QPainterPath:
        """Return the mouth; a laughing one is open."""
        bend = self._looks.bend * area.height() * 0.22
        y = area.y() + area.height() * (0.66 if self._looks.bend > 0 else 0.74)
        left, right = area.x() + area.width() * 0.28, area.x() + area.width() * 0.72
        path = QPainterPath(QPointF(left, y))
        path.quadTo(QPointF(area.center().x(), y + 1.6 * bend), QPointF(right, y))
        if self._looks.laughs:
            path.closeSubpath()
        return path

    def _words_font(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        room = self.height() / 3.5 if self._is_wide() else self.height() / 7
        font.setPixelSize(max(min(round(self.width() / 6.2), round(room)), 18))
        return font
