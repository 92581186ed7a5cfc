"""A number with its words that opens its list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ui.shared.shape_mark import ShapeMark
from ui.shared.state_mark import SHAPES, Light
from ui.shared.theme import GRID, length, set_role


class NumberButton(QPushButton):
    """A count that is pressed like a button; none is quiet, one that alarms stands out by weight and shape."""

    def __init__(self, text: str, light: Light | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._light = text, light
        self.setAutoDefault(True)
        self.mark = ShapeMark(SHAPES[light or Light.GREY], light or Light.GREY, parent=self)
        self.number, self.words = QLabel("0", self), QLabel(text, self)
        set_role(self.number, "title")
        self.words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        row.setSpacing(GRID)
        for widget in (self.mark, self.number):
            row.addWidget(widget)
        row.addWidget(self.words, 1)
        for widget in (self.mark, self.number, self.words):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumHeight(length("control") + 3 * GRID)
        self.show_count(0)

    def show_count(self, count: int, *, alarming: bool = False) -> None:
        """Show how many there are; with `alarming` any at all is marked."""
        self.number.setText(str(count))
        set_role(self.words, "text" if count else "quiet")
        light = self._light or (Light.YELLOW if count and alarming else Light.GREY)
        self.mark.show_shape(SHAPES[light], light)
        self.setAccessibleName(f"{self._text} {count}")
