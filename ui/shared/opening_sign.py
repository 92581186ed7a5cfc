"""What stands under the sign-in page while the hall behind it is opened, or why it does not open."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.shared.i18n import tr
from ui.shared.problem_line import ProblemLine
from ui.shared.progress_line import ProgressLine
from ui.shared.theme import GRID, scaled


class OpeningSign(QWidget):
    """A line with a moving bar, or a sentence with a button that tries again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.progress = ProgressLine(self)
        self.progress.cancel.hide()
        self.problem = ProblemLine(self)
        self.again = QPushButton(tr("Try again"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * GRID, 0, 0)
        column.setSpacing(GRID)
        for widget in (self.progress, self.problem, self.again):
            column.addWidget(widget)
        column.addStretch(1)
        self.setFixedWidth(scaled(400))
        self.setMinimumHeight(scaled(120))
        self.again.hide()

    def tell(self, text: str) -> None:
        """Say what is going on; how long it takes nobody knows."""
        self.problem.say("")
        self.again.hide()
        self.progress.start(text)
        self.progress.show()

    def refuse(self, text: str) -> None:
        """Say why it does not go on."""
        self.progress.hide()
        self.problem.say(text)
        self.again.show()

    def rest(self) -> None:
        """Say nothing."""
        self.problem.say("")
        self.again.hide()
        self.progress.hide()
