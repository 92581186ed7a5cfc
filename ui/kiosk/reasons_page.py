"""The page that asks why a visit was bad: as many of the hall's reasons as one likes, or none."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.kiosk.measures import Measures
from ui.kiosk.page_frame import PageFrame, words
from ui.kiosk.touch_button import TouchButton
from ui.shared.i18n import tr


class ReasonsPage(PageFrame):
    """A button for each reason; what is ticked shows a check mark too, not only a colour.

    Signals:
        ticked: the code of a reason that was touched.
        submitted: that is all.
        declined: the resident does not want to rate after all.
    """

    ticked = Signal(str)
    submitted = Signal()
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("What was not right?"), parent)
        self.reasons: dict[str, TouchButton] = {}
        self._said: dict[str, str] = {}
        self._advice = words(tr("Touch as many as you like, or none."), "quiet", self)
        self._grid = QGridLayout()
        self.none = TouchButton(tr("No rating"), self)
        self.submit = TouchButton(tr("Submit"), self, part="next")
        self.none.clicked.connect(lambda: self.declined.emit())
        self.submit.clicked.connect(lambda: self.submitted.emit())
        self._answers = QHBoxLayout()
        self._answers.addWidget(self.none, 2)
        self._answers.addWidget(self.submit, 3)
        self.column.addWidget(self._advice)
        self.column.addLayout(self._grid, 1)
        self.column.addLayout(self._answers)

    def offer(self, reasons: Sequence[tuple[str, str]], ticked: Sequence[str]) -> None:
        """Have a button for each reason, and show which are given."""
        if self._said != dict(reasons):
            for button in self.reasons.values():
                button.hide()
                button.deleteLater()
            self._said = dict(reasons)
            self.reasons = {code: self._button(code) for code in self._said}
            self._lay_out()
        for code, button in self.reasons.items():
            button.setChecked(code in ticked)
            button.setText(tr("✓ {reason}", reason=self._said[code]) if code in ticked else self._said[code])

    def forget(self) -> None:
        """Keep nothing of what was ticked."""
        self.offer(tuple(self._said.items()), ())

    def arrange(self, measures: Measures) -> None:
        """Two reasons side by side on a standing screen, three on a lying one."""
        super().arrange(measures)
        self._grid.setSpacing(measures.gap)
        self._answers.setSpacing(measures.gap)
        self._lay_out()

    def spoken(self) -> Sequence[str]:
        """The question, then the reasons."""
        return (self.question.text(), self._advice.text(), *self._said.values(), self.submit.text(), self.none.text())

    def _lay_out(self) -> None:
        columns = 2 if self.measures.upright else 3
        for place, button in enumerate(self.reasons.values()):
            self._grid.addWidget(button, place // columns, place % columns)

    def _button(self, code: str) -> TouchButton:
        button = TouchButton(self._said[code], self, part="answer")
        button.setCheckable(True)
        button.clicked.connect(lambda: self.ticked.emit(code))
        return button
