"""The page of five faces: how was the visit; one touch is the answer, and no answer is one's right."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.kiosk.measures import Measures
from ui.kiosk.page_frame import PageFrame, words
from ui.kiosk.touch_button import TouchButton
from ui.shared.face import FaceButton
from ui.shared.grades import GRADES
from ui.shared.i18n import tr
from ui.shared.theme import Theme


class FacesPage(PageFrame):
    """Asks for one grade of five (GB/T 39735); none is chosen beforehand.

    Signals:
        chosen: the grade of the face that was touched.
        declined: the resident does not want to rate.
    """

    chosen = Signal(int)
    declined = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._promise = words(tr("As you like. The clerk does not see your grade."), "quiet", self)
        self.faces = {grade: FaceButton(grade, tr(said), theme, self) for grade, said in GRADES.items()}
        self.none = TouchButton(tr("No rating"), self)
        self.none.clicked.connect(lambda: self.declined.emit())
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        for face in self.faces.values():
            face.clicked.connect(lambda _checked=False, grade=face.grade: self.chosen.emit(grade))
            self._row.addWidget(face, 1)
        self.column.addWidget(self._promise)
        self.column.addLayout(self._row, 1)
        self.column.addWidget(self.none)

    def ask(self, ticket: str) -> None:
        """Ask the holder of a ticket."""
        self.question.setText(tr("{ticket}: how was the service?", ticket=ticket))

    def forget(self) -> None:
        """Keep nothing of whose visit it was."""
        self.question.clear()

    def arrange(self, measures: Measures) -> None:
        """One face below the other on a standing screen, side by side on a lying one."""
        super().arrange(measures)
        upright = measures.upright
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(measures.gap)
        for face in self.faces.values():
            face.setMinimumHeight(measures.button)

    def spoken(self) -> Sequence[str]:
        """The question, the grades, and that nobody has to answer."""
        grades = (face.text() for face in self.faces.values())
        return (self.question.text(), *grades, self._promise.text(), self.none.text())
