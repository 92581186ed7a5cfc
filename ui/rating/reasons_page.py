"""Why it was bad: as many reasons as one likes, or none, and whether one wants an answer."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from hall.kernel.masks import mask_phone
from ui.rating.looks import Scale
from ui.shared.i18n import tr
from ui.shared.parts import label, set_part

COLUMNS = 4


class ReasonsPage(QWidget):
    """Offers the hall's reasons for a bad grade.

    Signals:
        ticked: the code of a reason that was touched.
        phone_requested: the resident wants an answer.
        back_requested: the wrong face was touched.
        submitted: that is all.
    """

    ticked = Signal(str)
    phone_requested = Signal()
    back_requested = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.question = label("question", self, tr("What was not right?"))
        self.hint = label("words", self, tr("Touch as many as you like, or none."))
        self.reasons: dict[str, QPushButton] = {}
        self.back = QPushButton(tr("Other grade"), self)
        self.phone = QPushButton(self)
        self.submit = QPushButton(tr("Submit"), self)
        set_part(self.submit, "next")
        self.back.clicked.connect(self.back_requested)
        self.phone.clicked.connect(self.phone_requested)
        self.submit.clicked.connect(self.submitted)
        self._grid = QGridLayout()
        self._foot = QHBoxLayout()
        for button, stretch in ((self.back, 2), (self.phone, 4), (self.submit, 3)):
            self._foot.addWidget(button, stretch)
        self._column = QVBoxLayout(self)
        for line in (self.question, self.hint):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.addWidget(line)
        self._column.addLayout(self._grid, 1)
        self._column.addLayout(self._foot)

    def offer(self, reasons: Sequence[tuple[str, str]]) -> None:
        """Have a button for each reason."""
        if list(self.reasons) == [code for code, _words in reasons]:
            return
        for button in self.reasons.values():
            button.hide()
            button.deleteLater()
        self.reasons = {code: self._button(code, words) for code, words in reasons}
        for place, button in enumerate(self.reasons.values()):
            self._grid.addWidget(button, place // COLUMNS, place % COLUMNS)

    def show_answer(self, ticked: Sequence[str], phone: str) -> None:
        """Show what is ticked, and under which number an answer is wanted."""
        for code, button in self.reasons.items():
            button.setChecked(code in ticked)
            words = button.accessibleName()
            button.setText(tr("✓ {reason}", reason=words) if code in ticked else words)
        reached = tr("Answer to {phone}", phone=mask_phone(phone))
        self.phone.setText(reached if phone else tr("I want an answer: leave a number"))
        self.phone.setAccessibleName(self.phone.text())

    def arrange(self, scale: Scale) -> None:
        """Take up the sizes of the screen."""
        gap = scale.gap
        self._column.setContentsMargins(gap, gap // 2, gap, gap)
        self._column.setSpacing(gap)
        self._grid.setSpacing(gap // 2)
        self._foot.setSpacing(gap)

    def _button(self, code: str, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setCheckable(True)
        button.setAccessibleName(words)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        button.clicked.connect(lambda _checked=False: self.ticked.emit(code))
        return button
