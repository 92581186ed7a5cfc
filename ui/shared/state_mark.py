"""A state as a word with its shape and colour."""

from enum import StrEnum

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.shared.shape_mark import Shape, ShapeMark
from ui.shared.theme import GRID, set_style_property


class Light(StrEnum):
    """The lights of a hall (亮灯): green in time, yellow soon due, red overdue, grey at rest, blue paused."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"
    BLUE = "blue"


SHAPES = {
    Light.GREEN: Shape.DISC,
    Light.YELLOW: Shape.TRIANGLE,
    Light.RED: Shape.SQUARE,
    Light.GREY: Shape.RING,
    Light.BLUE: Shape.HALF,
}


class StateMark(QWidget):
    """Shows a light with its word; the shape alone tells the lights apart."""

    def __init__(self, light: Light, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = ShapeMark(SHAPES[light], light, parent=self)
        self._word = QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._shape)
        row.addWidget(self._word)
        row.addStretch()
        self.show_state(light, word)

    def show_state(self, light: Light, word: str) -> None:
        """Show another light and its word."""
        self._shape.show_shape(SHAPES[light], light)
        set_style_property(self._word, "state", light)
        self._word.setText(word)
        self.setAccessibleName(word)

    def word(self) -> str:
        """Return the word that is shown."""
        return self._word.text()
