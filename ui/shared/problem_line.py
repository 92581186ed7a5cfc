"""A sentence with its triangle under what it speaks of."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.shared.shape_mark import Shape, ShapeMark
from ui.shared.theme import GRID, set_role


class ProblemLine(QWidget):
    """Says what is wrong (red) or doubtful (yellow); without text it takes no room."""

    def __init__(self, parent: QWidget | None = None, *, state: str = "red") -> None:
        super().__init__(parent)
        self._role = "problem" if state == "red" else "doubt"
        self._mark = ShapeMark(Shape.TRIANGLE, state, parent=self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._text, self._role)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        row.addWidget(self._mark)
        row.addWidget(self._text, 1)
        self.hide()

    def text(self) -> str:
        """Return the sentence, empty for none."""
        return self._text.text()

    def say(self, text: str) -> None:
        """Show a sentence; an empty one takes the line away."""
        self._text.setText(text)
        set_role(self._text, self._role)
        self._mark.setVisible(bool(text))
        self.setVisible(bool(text))

    def calm(self) -> None:
        """Grey the sentence, because what it speaks of has changed; its room stays."""
        set_role(self._text, "quiet")
        self._mark.hide()
