"""A page on which a number or a code is typed by touch: an identity number, a phone number, a status code."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.kiosk.entry_line import EntryLine
from ui.kiosk.measures import Measures
from ui.kiosk.page_frame import PageFrame, words
from ui.kiosk.touch_button import TouchButton
from ui.kiosk.touch_keys import TouchKeys
from ui.shared.id_pad import VirtualKeyboard
from ui.shared.parts import set_part


class TypingPage(PageFrame):
    """A line, its keys and what to do with it; the page stays as it is when something is wrong with the typing.

    Signals:
        submitted: what was typed.
        declined: the other answer.
    """

    submitted = Signal(str)
    declined = Signal()

    def __init__(
        self,
        question: str,
        advice: str,
        keys: TouchKeys | VirtualKeyboard,
        *,
        longest: int,
        least: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        """Make the page.

        Args:
            question: what is asked.
            advice: one sentence under it.
            keys: a keyboard that can be attached.
            longest: characters that the line takes.
            least: characters from which on there is something to submit.
            parent: the stack of pages.
        """
        super().__init__(question, parent)
        self._least = least
        self.advice = words(advice, "quiet", self)
        self.line = EntryLine(question, longest, self)
        self.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.line.textChanged.connect(self._on_changed)
        self.line.returnPressed.connect(self._on_submit)
        self.trouble = words("", "late", self)
        self.keys = keys
        self.go = TouchButton("", self)
        self.other = TouchButton("", self)
        self.go.clicked.connect(self._on_submit)
        self.other.clicked.connect(lambda: self.declined.emit())
        self._assemble()

    def name_answers(self, go: str, other: str = "", *, other_first: bool = False) -> None:
        """Name the two answers; the obvious one is coloured and larger, an empty one is not shown."""
        self.go.say(go)
        self.other.say(other)
        self.other.setVisible(bool(other))
        set_part(self.go, "plain" if other_first else "next")
        set_part(self.other, "next" if other_first else "plain")
        self._answers.setStretch(self._answers.indexOf(self.other), 3 if other_first else 2)
        self._answers.setStretch(self._answers.indexOf(self.go), 2 if other_first else 3)

    def complain(self, sentence: str) -> None:
        """Say what is wrong; what was typed stays."""
        self.trouble.setText(sentence)

    def forget(self) -> None:
        """Keep nothing of what was typed."""
        self.line.forget()
        self.trouble.clear()

    def wait_for_answer(self, *, waiting: bool) -> None:
        """Take no second touch while the first one is worked on."""
        self.keys.setEnabled(not waiting)
        self.other.setEnabled(not waiting)
        self.go.setEnabled(not waiting and self._enough())

    def arrange(self, measures: Measures) -> None:
        """Keys below the line on a standing screen, beside it on a lying one."""
        super().arrange(measures)
        upright = measures.upright
        self._halves.setDirection(QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(2 * measures.gap)
        self._halves.setStretch(1, 2 if upright else 1)
        self._typed.setSpacing(measures.gap)
        self._answers.setSpacing(measures.gap)
        if isinstance(self.keys, TouchKeys):
            self.keys.arrange(measures)

    def spoken(self) -> Sequence[str]:
        """The question and the advice; never what was typed, for others hear it too."""
        return (self.question.text(), self.advice.text(), self.trouble.text(), self.other.text())

    def _assemble(self) -> None:
        self.keys.setParent(self)
        self.keys.attach(self.line)
        self._typed = QVBoxLayout()
        for widget in (self.advice, self.line, self.trouble):
            self._typed.addWidget(widget)
        self._typed.addStretch(1)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._halves.addLayout(self._typed, 1)
        self._halves.addWidget(self.keys, 2)
        self._answers = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._answers.addWidget(self.other)
        self._answers.addWidget(self.go)
        self.column.addLayout(self._halves, 1)
        self.column.addLayout(self._answers)
        self._on_changed()

    def _enough(self) -> bool:
        return len(self.line.text().strip()) >= self._least

    @Slot()
    def _on_changed(self) -> None:
        self.trouble.clear()
        self.go.setEnabled(self._enough())

    @Slot()
    def _on_submit(self) -> None:
        if self._enough():
            self.submitted.emit(self.line.text())
