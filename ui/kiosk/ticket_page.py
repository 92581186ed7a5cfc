"""The last page: the number, what to expect, and whether the paper came out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.kiosk.measures import Measures
from ui.kiosk.page_frame import PageFrame, words
from ui.kiosk.taking import Taken
from ui.kiosk.touch_button import TouchButton
from ui.kiosk.words import ahead_words, counters_words, wait_words
from ui.shared.i18n import tr
from ui.shared.number_label import NumberLabel
from ui.shared.parts import set_part


class TicketPage(PageFrame):
    """The number is the hero; it stays readable when the printer fails.

    Signals:
        done: the resident has read it.
    """

    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Your number"), parent)
        self._taken: Taken | None = None
        self.number = NumberLabel("", self, fitted=True)
        set_part(self.number, "number")
        self._facts = {part: words("", "choice", self) for part in ("where", "when")}
        self.paper = words("", "body", self)
        self.close_button = TouchButton(tr("I have read it"), self, part="next")
        self.close_button.clicked.connect(lambda: self.done.emit())
        facts = self._lines = QVBoxLayout()
        facts.addStretch()
        for label in (*self._facts.values(), self.paper):
            facts.addWidget(label)
        facts.addStretch()
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._halves.addWidget(self.number, 1)
        self._halves.addLayout(facts, 1)
        self.column.addLayout(self._halves, 1)
        self.column.addWidget(self.close_button)

    def show_ticket(self, taken: Taken) -> None:
        """Show a ticket whose paper is on its way."""
        self._taken = taken
        self.number.show_number(taken.number)
        first = f"{tr('Goes first')}　" if taken.first else ""
        later = tr("In the line from {time} on", time=taken.starts) if taken.starts else ""
        told = (
            f"{first}{taken.name}　{counters_words(taken)}",
            later or f"{ahead_words(taken)}，{wait_words(taken)}",
        )
        for label, text in zip(self._facts.values(), told, strict=True):
            label.setText(text)
        set_part(self.paper, "quiet")
        self.paper.setText(tr("The ticket is being printed"))

    def show_printed(self, *, printed: bool) -> None:
        """Say whether the paper came out."""
        if self._taken is None:
            return
        set_part(self.paper, "strong" if printed else "late")
        self.paper.setText(
            tr("Please take the ticket and wait for your call.")
            if printed
            else tr("The paper did not come out. Remember {number}, or ask our staff.", number=self._taken.number)
        )

    def clear(self) -> None:
        """Keep nothing of the ticket."""
        self._taken = None
        self.number.show_number("")
        for label in (*self._facts.values(), self.paper):
            label.clear()

    def arrange(self, measures: Measures) -> None:
        """Number above the facts on a standing screen, beside them on a lying one."""
        super().arrange(measures)
        upright = measures.upright
        self._halves.setDirection(QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(2 * measures.gap)
        self._lines.setSpacing(measures.gap)
        side = Qt.AlignmentFlag.AlignHCenter if upright else Qt.AlignmentFlag.AlignLeft
        for label in (*self._facts.values(), self.paper):
            label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.question.setAlignment(side)

    def spoken(self) -> Sequence[str]:
        """Everything that stands on the ticket."""
        facts = (self.question.text(), self.number.text(), *(label.text() for label in self._facts.values()))
        return (*facts, self.paper.text())
