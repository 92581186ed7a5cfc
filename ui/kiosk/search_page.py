"""The page on which a matter is found by a few letters of its pinyin or by its characters."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from ui.kiosk.entry_line import EntryLine
from ui.kiosk.finding import Found
from ui.kiosk.measures import Measures
from ui.kiosk.page_frame import PageFrame, words
from ui.kiosk.touch_button import ChoiceButton
from ui.kiosk.touch_keys import LETTERS, TouchKeys
from ui.shared.i18n import tr

LONGEST = 30

Find = Callable[[str], tuple[Found, ...]]


class SearchPage(PageFrame):
    """A line, the letters A to Z and what fits so far, at most eight.

    Signals:
        found: a Found that was chosen.
    """

    found = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Which matter do you look for?"), parent)
        self._find: Find | None = None
        self._hits: tuple[Found, ...] = ()
        self._buttons: list[ChoiceButton] = []
        self.line = EntryLine(tr("Which matter do you look for?"), LONGEST, self)
        self.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.line.textChanged.connect(self._on_typed)
        self.advice = words("", "quiet", self)
        self.keys = TouchKeys(LETTERS, self)
        self.keys.attach(self.line)
        self._grid = QGridLayout()
        self._typed = QVBoxLayout()
        self._typed.addWidget(self.line)
        self._typed.addWidget(self.advice)
        results = QVBoxLayout()
        results.addLayout(self._grid)
        results.addStretch(1)
        self._below = QVBoxLayout()
        self._below.addLayout(self._typed)
        self._below.addLayout(results, 1)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._halves.addLayout(self._below, 1)
        self._halves.addWidget(self.keys)
        self.column.addLayout(self._halves, 1)

    def look_in(self, find: Find | None) -> None:
        """Look things up like this from now on; None while that is not known yet."""
        self._find = find
        self._on_typed()

    def forget(self) -> None:
        """Keep nothing of what was looked for."""
        self.line.forget()
        self._on_typed()

    def arrange(self, measures: Measures) -> None:
        """Keys below what was found on a standing screen, beside it on a lying one."""
        super().arrange(measures)
        upright = measures.upright
        self._halves.setDirection(QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight)
        self._halves.setStretch(1, 0 if upright else 1)
        for layout in (self._halves, self._grid, self._typed, self._below):
            layout.setSpacing(measures.gap)
        self.keys.arrange(measures)
        self._lay_out()

    def spoken(self) -> Sequence[str]:
        """The question, then what was found."""
        return (self.question.text(), self.advice.text(), *(hit.entry.name for hit in self._shown()))

    def button(self, name: str) -> ChoiceButton:
        """Return the button of a matter that was found."""
        return self._buttons[[hit.entry.name for hit in self._shown()].index(name)]

    def _shown(self) -> tuple[Found, ...]:
        return self._hits[: self.measures.found_slots()]

    @Slot()
    def _on_typed(self) -> None:
        typed = self.line.text().strip()
        self._hits = self._find(typed) if self._find is not None and typed else ()
        if not typed or self._find is None:
            self.advice.setText(tr("Type the first letters of the pinyin: sydj finds what begins with these sounds."))
        elif not self._hits:
            self.advice.setText(tr("Nothing fits. Delete a letter, or call our staff."))
        elif len(self._hits) > len(self._shown()):
            self.advice.setText(tr("{count} fit. One more letter narrows them down.", count=len(self._hits)))
        else:
            self.advice.setText(tr("Touch the one that you want."))
        self._lay_out()

    def _lay_out(self) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        columns = self.measures.found_columns()
        self._buttons = [self._button(hit) for hit in self._shown()]
        for number, button in enumerate(self._buttons):
            self._grid.addWidget(button, number // columns, number % columns)
        for number in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(number, int(number < columns))

    def _button(self, hit: Found) -> ChoiceButton:
        help_text = tr("tell us the rest at the counter") if hit.entry.neutral else ""
        button = ChoiceButton(hit.entry.name, help_text, self)
        button.arrange(self.measures.gap, help_text)
        button.clicked.connect(lambda: self.found.emit(hit))
        return button
