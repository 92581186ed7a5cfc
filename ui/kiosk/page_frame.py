"""What every page of the kiosk has: a question, its answers, and words that can be read aloud."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui.kiosk.measures import Measures
from ui.shared.parts import set_part


class PageFrame(QWidget):
    """A page: one question on top, what belongs to it below.

    Attributes:
        question: the label on top.
        column: where a page stacks its parts.
        measures: the sizes in force.
    """

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.measures = Measures(1080, 1920)
        self.question = words(question, "question", self)
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.question)

    def arrange(self, measures: Measures) -> None:
        """Take up the sizes of the screen."""
        self.measures = measures
        gap = measures.gap
        self.column.setContentsMargins(2 * gap, gap, 2 * gap, gap)
        self.column.setSpacing(gap)

    def spoken(self) -> Sequence[str]:
        """Return what is read aloud: the question first."""
        return (self.question.text(),)


def words(text: str, part: str, parent: QWidget) -> QLabel:
    """Return a label of plain words that wrap."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    set_part(label, part)
    return label


def rule(parent: QWidget) -> QFrame:
    """Return a hair line."""
    line = QFrame(parent)
    set_part(line, "line")
    return line
