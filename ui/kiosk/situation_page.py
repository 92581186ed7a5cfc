"""The page that asks which situations apply, so that nobody brings what is not needed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.kiosk.measures import Measures
from ui.kiosk.page_frame import PageFrame, words
from ui.kiosk.scroll_box import ScrollBox
from ui.kiosk.touch_button import TouchButton
from ui.shared.i18n import tr


class SituationPage(PageFrame):
    """A row of yes and no for each situation; none has to be answered.

    Signals:
        answered: the situation, and True, False or None when the answer was taken back.
        confirmed: go on.
    """

    answered = Signal(str, object)
    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Which of these hold for you?"), parent)
        self._situations: tuple[str, ...] = ()
        self._answers: dict[str, bool] = {}
        self._buttons: dict[tuple[str, bool], TouchButton] = {}
        self._advice = words(tr("Leave out what you do not know."), "quiet", self)
        self._box = ScrollBox(self)
        self.next = TouchButton(tr("Show me what to bring"), self, part="next")
        self.next.clicked.connect(lambda: self.confirmed.emit())
        self.column.addWidget(self._advice)
        self.column.addWidget(self._box, 1)
        self.column.addWidget(self.next)

    def show_situations(self, situations: tuple[str, ...], answers: dict[str, bool]) -> None:
        """Ask for these situations, with the answers given so far."""
        self._situations, self._answers = situations, dict(answers)
        self._lay_out()

    def arrange(self, measures: Measures) -> None:
        """Set the rows out anew."""
        super().arrange(measures)
        self._box.arrange(measures.gap)
        if self._situations:
            self._lay_out()

    def spoken(self) -> Sequence[str]:
        """The question, then the situations."""
        return (self.question.text(), *self._situations, self._advice.text())

    def button(self, situation: str, *, yes: bool) -> TouchButton:
        """Return one of the two buttons of a situation."""
        return self._buttons[situation, yes]

    def _lay_out(self) -> None:
        self._buttons = {}
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(self.measures.gap)
        grid.setColumnStretch(0, 3)
        for column in (1, 2):
            grid.setColumnStretch(column, 1)
        for row, situation in enumerate(self._situations):
            grid.addWidget(words(situation, "choice", content), row, 0, Qt.AlignmentFlag.AlignVCenter)
            for column, yes in ((1, True), (2, False)):
                grid.addWidget(self._answer_button(situation, content, yes=yes), row, column)
        grid.setRowStretch(len(self._situations), 1)
        self._box.show_content(content)

    def _answer_button(self, situation: str, parent: QWidget, *, yes: bool) -> TouchButton:
        text = tr("It is so") if yes else tr("It is not")
        button = TouchButton(text, parent, part="answer")
        button.setAccessibleName(f"{situation} {text}")
        button.setCheckable(True)
        button.setChecked(self._answers.get(situation) is yes)
        button.clicked.connect(lambda checked: self._on_clicked(situation, yes if checked else None))
        self._buttons[situation, yes] = button
        return button

    def _on_clicked(self, situation: str, yes: bool | None) -> None:
        for answer in (True, False):
            self._buttons[situation, answer].setChecked(yes is answer)
        self.answered.emit(situation, yes)
