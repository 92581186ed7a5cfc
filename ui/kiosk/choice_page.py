"""A page of at most eight large answers, turned page by page where there are more."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.kiosk.measures import Measures
from ui.kiosk.page_frame import PageFrame, words
from ui.kiosk.touch_button import ChoiceButton, TouchButton
from ui.shared.i18n import tr

FEWEST_ROWS = 4
"""A single answer does not fill the page: it would no longer look like a button."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer.

    Attributes:
        key: what the page gives back.
        name: what stands on the button.
        help_text: a smaller line under it.
        open: whether it can be chosen; what cannot stays grey in its place.
    """

    key: str
    name: str
    help_text: str = ""
    open: bool = True


class ChoicePage(PageFrame):
    """Shows answers in one or two columns.

    Signals:
        chosen: the key of an answer.
        declined: none of them; its button stands below when it has words.
    """

    chosen = Signal(str)
    declined = Signal()

    def __init__(self, parent: QWidget | None = None, *, columns: int = 1) -> None:
        super().__init__("", parent)
        self._columns = columns
        self._choices: tuple[Choice, ...] = ()
        self._first = 0
        self._buttons: list[ChoiceButton] = []
        self.advice = words("", "quiet", self)
        self._grid = QGridLayout()
        self.earlier = TouchButton(tr("Page back"), self, part="foot")
        self.later = TouchButton("", self, part="foot")
        self.none = TouchButton("", self, part="foot")
        self.earlier.clicked.connect(lambda: self._turn(-1))
        self.later.clicked.connect(lambda: self._turn(1))
        self.none.clicked.connect(lambda: self.declined.emit())
        self._foot = QHBoxLayout()
        for button, share in ((self.earlier, 2), (self.none, 4), (self.later, 3)):
            self._foot.addWidget(button, share)
        self.column.addWidget(self.advice)
        self.column.addLayout(self._grid, 1)
        self.column.addLayout(self._foot)

    def offer(self, question: str, choices: Sequence[Choice], *, advice: str = "", none: str = "") -> None:
        """Ask with these answers; the same ones again stay at the page that was turned to."""
        if tuple(choices) != self._choices:
            self._choices, self._first = tuple(choices), 0
        self.question.setText(question)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        self.none.say(none)
        self.none.setVisible(bool(none))
        self._lay_out()

    def forget(self) -> None:
        """Keep nothing of what was offered to somebody."""
        self.offer("", ())

    def arrange(self, measures: Measures) -> None:
        """Show as many as the screen holds."""
        super().arrange(measures)
        self._grid.setSpacing(measures.gap)
        self._foot.setSpacing(measures.gap)
        self._lay_out()

    def spoken(self) -> Sequence[str]:
        """The question, then the answers on this page."""
        shown = [choice.name for choice in self._shown() if choice.open]
        return (self.question.text(), self.advice.text(), *shown, self.none.text())

    def button(self, key: str) -> ChoiceButton:
        """Return the button of an answer that is on the page."""
        return self._buttons[[choice.key for choice in self._shown()].index(key)]

    def _slots(self) -> tuple[int, int]:
        columns, rows = self.measures.matter_slots()
        wanted = max(columns, self._columns) if self.measures.upright else columns
        rows = min(rows, 8 // wanted)
        return wanted, rows - 1 if self.measures.large and rows > FEWEST_ROWS else rows

    def _shown(self) -> tuple[Choice, ...]:
        columns, rows = self._slots()
        return self._choices[self._first : self._first + columns * rows]

    def _lay_out(self) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        columns, rows = self._slots()
        self._first -= self._first % (columns * rows)
        self._buttons = [self._button(choice) for choice in self._shown()]
        for number, button in enumerate(self._buttons):
            self._grid.addWidget(button, number // columns, number % columns)
        filled = min(rows, max(-(-len(self._choices) // columns), FEWEST_ROWS))
        for number in range(max(rows, self._grid.rowCount())):
            self._grid.setRowStretch(number, int(number < filled))
        for number in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(number, int(number < columns))
        self._show_pager(columns * rows)

    def _show_pager(self, slots: int) -> None:
        pages = max(-(-len(self._choices) // slots), 1)
        page = self._first // slots + 1
        self.later.say(tr("Next page ({page} of {pages})", page=page, pages=pages))
        for button, there in ((self.earlier, page > 1), (self.later, page < pages)):
            button.setVisible(pages > 1)
            button.setEnabled(there)

    def _button(self, choice: Choice) -> ChoiceButton:
        button = ChoiceButton(choice.name, choice.help_text, self)
        button.arrange(self.measures.gap, choice.help_text)
        button.setEnabled(choice.open)
        button.clicked.connect(lambda: self.chosen.emit(choice.key))
        return button

    def _turn(self, direction: int) -> None:
        columns, rows = self._slots()
        self._first = max(self._first + direction * columns * rows, 0)
        self._lay_out()
