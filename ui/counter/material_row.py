"""One line of the checklist: what is asked for, how much came, and how it stands."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.counter.case_words import FORMS
from ui.counter.checklist import MaterialCard
from ui.shared.i18n import mark, tr
from ui.shared.state_mark import Light, StateMark
from ui.shared.theme import GRID, colour, number_font, scaled, set_role

_STATES = {
    "missing": (Light.YELLOW, mark("Missing")),
    "received": (Light.YELLOW, mark("To be looked at")),
    "verified": (Light.GREEN, mark("Checked")),
    "promised": (Light.BLUE, mark("Comes later")),
}
_WAIVED = {
    "shared": mark("Shared, not needed"),
    "on_file": mark("On file, not needed"),
    "condition": mark("Does not apply"),
}
COUNT_WIDTH, STATE_WIDTH, BAR = 64, 136, 3


class MaterialRow(QFrame):
    """A line that takes keys: Space checks it, left and right change the number, up and down go on.

    Signals:
        toggled: Space or a click.
        counted: one more (1) or one less (-1).
        left: up (-1) or down (1).
        entered: Enter.
    """

    toggled = Signal()
    counted = Signal(int)
    left = Signal(int)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.name = QLabel(self)
        self.name.setWordWrap(True)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        set_role(self.note, "quiet")
        self.originals, self.copies = self._count(), self._count()
        self.state = StateMark(Light.GREY, "", self)
        self.state.setFixedWidth(scaled(STATE_WIDTH))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID - 2, GRID, GRID - 2)
        row.setSpacing(GRID)
        row.addLayout(words, 1)
        for widget in (self.originals, self.copies, self.state):
            row.addWidget(widget)

    def show_line(self, line: MaterialCard, note: str) -> None:
        """Show how the material stands."""
        self.name.setText(line.name)
        asked = tr(FORMS[line.form])
        many = tr("{form} × {count}", form=asked, count=line.wanted) if line.wanted > 1 else asked
        self.note.setText(tr("{first}; {second}", first=many, second=note) if note else many)
        self.originals.setText(str(line.originals) if line.originals else "–")
        self.copies.setText(str(line.copies) if line.copies else "–")
        light, word = _STATES.get(line.state, (Light.GREY, _WAIVED.get(line.waived_for, mark("Does not apply"))))
        self.state.show_state(light, tr(word))
        self.setAccessibleName(tr("{material}, {state}", material=line.name, state=tr(word)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the line."""
        key = event.key()
        if key == Qt.Key.Key_Space:
            self.toggled.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.counted.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.left.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click is the space bar."""
        self.setFocus()
        self.toggled.emit()
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Be quiet again."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line with the keyboard has a ground and a bar at its left end."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.fillRect(self.rect(), colour("accent_soft"))
            painter.fillRect(0, 0, BAR, self.height(), colour("accent"))
            painter.end()
        super().paintEvent(event)

    def _count(self) -> QLabel:
        label = QLabel(self)
        label.setFont(number_font(label.font()))
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setFixedWidth(scaled(COUNT_WIDTH))
        return label
