"""Five faces after service; one touch is the answer, and no answer is one's right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.rating.looks import Scale
from ui.shared.face import FaceButton
from ui.shared.grades import GRADES
from ui.shared.i18n import tr
from ui.shared.parts import label, say
from ui.shared.theme import Theme


class FacesPage(QWidget):
    """Asks for one grade of five (GB/T 39735); none is chosen beforehand.

    Signals:
        chosen: the grade of the face that was touched.
        declined: the resident does not want to rate.
    """

    chosen = Signal(int)
    declined = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.question = label("question", self)
        self.promise = label("words", self, tr("As you like. The clerk does not see your grade."))
        self.call = label("call", self)
        self.problem = label("problem", self)
        self.blank = QPushButton(tr("No rating"), self)
        self.blank.clicked.connect(self.declined)
        self.faces = {grade: FaceButton(grade, tr(words), theme, self) for grade, words in GRADES.items()}
        self._row = QHBoxLayout()
        for face in self.faces.values():
            face.clicked.connect(lambda _checked=False, grade=face.grade: self.chosen.emit(grade))
            self._row.addWidget(face, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.call, 1)
        foot.addWidget(self.problem)
        foot.addWidget(self.blank)
        self._column = QVBoxLayout(self)
        for line in (self.question, self.promise):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.addWidget(line)
        self._column.addLayout(self._row, 1)
        self._column.addLayout(foot)

    def ask(self, ticket: str, call: str) -> None:
        """Ask the holder of a ticket; `call` calls the next one meanwhile."""
        say(self.question, tr("{ticket}: how was the service?", ticket=ticket))
        say(self.call, call)

    def say_problem(self, text: str) -> None:
        """Say why the last touch did not count; empty takes it away."""
        say(self.problem, text)

    def arrange(self, scale: Scale) -> None:
        """Take up the sizes of the screen."""
        gap = scale.gap
        self._column.setContentsMargins(gap, gap // 2, gap, gap)
        self._column.setSpacing(gap // 2)
        self._row.setSpacing(gap)
        self.blank.setMinimumWidth(scale.px(200))
