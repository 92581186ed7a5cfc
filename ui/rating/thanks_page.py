"""Thanks, for a moment."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.rating.big_text import BigText
from ui.rating.looks import Scale
from ui.rating.news import Answer
from ui.rating.words import thanks
from ui.shared.parts import label, say


class ThanksPage(QWidget):
    """Two lines; nothing of what was answered stands there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.large = BigText("hero", self, most=0.5)
        self.line = label("lead", self)
        self.line.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.line.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.large, 3)
        self._column.addWidget(self.line, 2)

    def thank(self, answer: Answer | None) -> None:
        """Thank for an answer."""
        large, line = thanks(answer)
        self.large.show_text(large)
        say(self.line, line)

    def arrange(self, scale: Scale) -> None:
        """Take up the sizes of the screen."""
        self._column.setContentsMargins(2 * scale.gap, scale.gap, 2 * scale.gap, scale.gap)
