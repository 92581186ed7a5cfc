"""The verdict: shape, word and colour on top, what to compare with the paper below, what to do next at the end."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from ui.shared import verdict_words
from ui.shared.card import Card
from ui.shared.i18n import tr
from ui.shared.shape_mark import Shape, ShapeMark
from ui.shared.theme import GRID, is_large, scaled, set_role, set_style_property
from ui.shared.verifying import Verdict

LABEL_WIDTH = 112


class VerdictCard(Card):
    """One paper at a time; empty before the first."""

    def __init__(self, parent: QWidget | None = None, *, compact: bool = False) -> None:
        """Make it; `compact` for a sheet over a window, else for a window of its own."""
        super().__init__("", parent)
        self.setAccessibleName(tr("Verdict"))
        self._compact = compact
        self._mark = ShapeMark(Shape.RING, "grey", "touch" if compact else "hero", self)
        self.word = self._label("touch" if compact else "hero")
        self.why = self._label("strong" if compact else "title")
        self.advice = self._label("strong")
        self.age = self._label("quiet")
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(2 * GRID)
        self._lines.setVerticalSpacing(GRID // 2 if compact else GRID)
        self._lines.setColumnMinimumWidth(0, scaled(LABEL_WIDTH))
        self._lines.setColumnStretch(1, 1)
        self._arrange()
        self.clear()

    def clear(self) -> None:
        """Show that nothing was verified yet."""
        self._head(Shape.RING, "grey", tr("Nothing verified yet"))
        self._fill(())
        for label in (self.why, self.age):
            label.hide()
        self._say(self.advice, tr("Genuine or not is said here, together with what to compare with the paper."))

    def show_verdict(self, verdict: Verdict, today: date) -> None:
        """Show what came out."""
        self._head(*verdict_words.MARKS[verdict.outcome], verdict_words.title(verdict))
        self._fill(verdict_words.lines(verdict))
        self._say(self.why, verdict_words.why(verdict))
        self._say(self.advice, verdict_words.advice(verdict))
        self._say(self.age, verdict_words.list_age(verdict, today))
        self.setAccessibleDescription(f"{self.word.text()} {self.why.text()} {self.advice.text()}")

    def values(self) -> dict[str, str]:
        """Return the lines to compare as they stand on the screen."""
        rows = range(self._lines.rowCount())
        pairs = [(self._lines.itemAtPosition(row, 0), self._lines.itemAtPosition(row, 1)) for row in rows]
        return {_text(label): _text(value) for label, value in pairs if label is not None and value is not None}

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addWidget(self._mark)
        head.addWidget(self.word, 1)
        self.body.setSpacing(GRID if self._compact else 2 * GRID)
        self.body.addLayout(head)
        self.body.addWidget(self.why)
        self.body.addWidget(self.advice)
        self.body.addLayout(self._lines)
        self.body.addWidget(self.age)
        self.body.addStretch(1)

    def _head(self, shape: Shape, state: str, words: str) -> None:
        self._mark.show_shape(shape, state)
        set_style_property(self.word, "state", state)
        self.word.setText(words)

    def _fill(self, lines: tuple[tuple[str, str], ...]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        role = "strong" if is_large() and self._compact else "title" if is_large() or self._compact else "touch"
        for row, (name, value) in enumerate(lines):
            label, said = self._label("small"), self._label(role)
            label.setText(name)
            said.setText(value)
            said.setAccessibleName(f"{name} {value}")
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._lines.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
            self._lines.addWidget(said, row, 1)
            label.show()
            said.show()

    def _say(self, label: QLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

    def _label(self, role: str) -> QLabel:
        label = QLabel(self)
        set_role(label, role)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label


def _text(item: object) -> str:
    widget = item.widget() if hasattr(item, "widget") else None
    return widget.text() if isinstance(widget, QLabel) else ""
