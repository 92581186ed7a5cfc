"""A page with a question, some sentences and two answers: priority, the guide's desk, a refusal."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.kiosk.measures import Measures
from ui.kiosk.page_frame import PageFrame, words
from ui.kiosk.touch_button import TouchButton


class AskingPage(PageFrame):
    """The obvious answer is the coloured one.

    Signals:
        accepted: the obvious answer.
        declined: the other one.
    """

    accepted = Signal()
    declined = Signal()

    def __init__(self, question: str, yes: str, no: str, parent: QWidget | None = None) -> None:
        super().__init__(question, parent)
        self._told: list[QLabel] = []
        self._sentences = QVBoxLayout()
        self.yes = TouchButton(yes, self, part="next")
        self.no = TouchButton(no, self)
        self.yes.clicked.connect(lambda: self.accepted.emit())
        self.no.clicked.connect(lambda: self.declined.emit())
        self.column.addStretch(1)
        self.column.addLayout(self._sentences)
        self.column.addStretch(2)
        self._answers = QBoxLayout(QBoxLayout.Direction.BottomToTop)
        self._answers.addWidget(self.no, 1)
        self._answers.addWidget(self.yes, 1)
        self.column.addLayout(self._answers)

    def tell(self, *sentences: str) -> None:
        """Show sentences under the question, the first one larger."""
        for label in self._told:
            label.hide()
            label.deleteLater()
        parts = ("choice", *("body",) * len(sentences))
        self._told = [words(sentence, part, self) for sentence, part in zip(sentences, parts, strict=False)]
        for label in self._told:
            self._sentences.addWidget(label)

    def ask(self, question: str, yes: str, no: str = "") -> None:
        """Ask something else; without a second answer there is one button."""
        self.question.setText(question)
        self.yes.say(yes)
        self.no.say(no)
        self.no.setVisible(bool(no))

    def forget(self) -> None:
        """Keep nothing of what was told to somebody."""
        self.ask("", "", "")
        self.tell()

    def arrange(self, measures: Measures) -> None:
        """Stack the answers on a standing screen."""
        super().arrange(measures)
        upright = measures.upright
        self._answers.setDirection(QBoxLayout.Direction.BottomToTop if upright else QBoxLayout.Direction.LeftToRight)
        self._answers.setSpacing(measures.gap)
        self._sentences.setSpacing(2 * measures.gap)
        for button in (self.yes, self.no):
            button.setMinimumHeight(round(measures.button * (1.6 if upright else 1.2)))

    def wait_for_answer(self, *, waiting: bool) -> None:
        """Take no second touch while the first one is worked on."""
        self.yes.setEnabled(not waiting)
        self.no.setEnabled(not waiting)

    def spoken(self) -> Sequence[str]:
        """Question, sentences, answers."""
        return (self.question.text(), *(label.text() for label in self._told), self.yes.text(), self.no.text())
