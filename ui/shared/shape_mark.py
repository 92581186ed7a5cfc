"""A small painted shape in the colour of its role: state is never told by colour alone."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.shared.theme import set_style_property, text_size


class Shape(StrEnum):
    """Shapes that stay apart at 14 pixels and in black and white."""

    DISC = "disc"
    RING = "ring"
    HALF = "half"
    TRIANGLE = "triangle"
    SQUARE = "square"
    TICK = "tick"


class ShapeMark(QWidget):
    """Paints one shape; the word beside it is another widget's."""

    def __init__(self, shape: Shape, state: str, size_role: str = "small", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = shape
        self._size_role = size_role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_style_property(self, "state", state)

    def show_shape(self, shape: Shape, state: str) -> None:
        """Change shape and colour."""
        self._shape = shape
        set_style_property(self, "state", state)
        self.update()

    def shape(self) -> Shape:
        """Return the shape that is shown."""
        return self._shape

    def sizeHint(self) -> QSize:
        """As high as the text beside it."""
        side = text_size(self._size_role)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shape in the colour that the style sheet gives to the state."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height())
        rim = max(side / 18, 1.0)  # half of the pen of a large ring lies outside it
        area = QRectF(rim, rim, side - 2 * rim, side - 2 * rim)
        paint_shape(painter, area, self._shape, self.palette().windowText().color())
        painter.end()


def paint_shape(painter: QPainter, area: QRectF, shape: Shape, ink: QColor) -> None:
    """Paint a shape into an area."""
    painter.setPen(QPen(ink, max(area.width() / 8, 1.5)))
    painter.setBrush(ink)
    if shape in (Shape.RING, Shape.HALF):
        painter.setBrush(Qt.BrushStyle.NoBrush)
    if shape in (Shape.DISC, Shape.RING, Shape.HALF):
        painter.drawEllipse(area)
    if shape is Shape.HALF:
        painter.setBrush(ink)
        painter.drawPie(area, 90 * 16, 180 * 16)
    elif shape is Shape.SQUARE:
        painter.drawRect(area)
    elif shape is Shape.TRIANGLE:
        painter.drawPolygon(_points(area, (0.5, 0.05), (1, 0.95), (0, 0.95)))
    elif shape is Shape.TICK:
        painter.drawPolyline(_points(area, (0.1, 0.55), (0.4, 0.85), (0.95, 0.15)))


def _points(area: QRectF, *shares: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(area.x() + area.width() * x, area.y() + area.height() * y) for x, y in shares])
