"""An ear with a stroke through it: this call is seen and not heard, said without a word."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.shared.i18n import tr
from ui.shared.parts import set_part


class SilentSign(QWidget):
    """Paints the sign for a silent call (静音叫号) in the colour that the style sheet gives it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_part(self, "sign")
        self.setAccessibleName(tr("called without sound"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ear and the stroke."""
        side = min(self.width(), self.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(side / 24, side / 24)
        ink = self.palette().windowText().color()
        painter.setPen(QPen(ink, 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(_ear())
        painter.drawLine(QPointF(3, 21), QPointF(21, 3))
        painter.end()


def _ear() -> QPainterPath:
    """The outer shell, from above the cheek round to the lobe, and the fold inside; on a field of 24."""
    path = QPainterPath(QPointF(6, 10))
    path.arcTo(QRectF(6, 3, 13, 13), 180, -200)
    path.cubicTo(QPointF(16, 15), QPointF(14.5, 16), QPointF(14, 18))
    path.arcTo(QRectF(8, 15, 6, 6), 0, -150)
    path.moveTo(QPointF(10, 10))
    path.arcTo(QRectF(10, 7, 5, 5), 180, -180)
    path.cubicTo(QPointF(15, 12), QPointF(12, 12), QPointF(12, 14.5))
    return path
