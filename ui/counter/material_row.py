"""One line of the checklist: what is asked for, how much came, and how it stands."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.counter.checklist import HeldCard, MaterialCard
from ui.shared.case_words import FORMS
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
_TROUBLES = {
    "consent": mark("sensitive: only with the resident’s signature"),
    "expired": mark("has run out"),
    "stale": mark("long ago, to be looked at again"),
    "changed": mark("things have changed since"),
    "disputed": mark("something is wrong with it"),
}
COUNT_WIDTH, STATE_WIDTH, BAR = 64, 136, 3


class MaterialRow(QFrame):
    """A line that takes keys: Space checks it, left and right change the number, up and down go on.

    Signals:
        reached: the keyboard is here now.
        toggled: Space or a click.
        counted: one more (1) or one less (-1).
        left: up (-1) or down (1).
        entered: Enter.
    """

    reached = Signal()
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
        held = held_words(line.held) if line.held else ""
        self.note.setText(tr("; ").join(part for part in (held, line.note, many, note) if part))
        self.originals.setText(str(line.originals) if line.originals else "–")
        self.copies.setText(str(line.copies) if line.copies else "–")
        light, word = _state(line)
        self.state.show_state(light, tr(word))
        self.setAccessibleName(tr("{material}, {state}", material=line.name, state=tr(word)))
        self.setAccessibleDescription(held)

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
        self.reached.emit()
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


def _state(line: MaterialCard) -> tuple[Light, str]:
    """Return light and word: what is on file counts as here, what waits for a signature is half-way there."""
    if line.state == "missing" and line.held is not None and line.held.state == "consent":
        return Light.BLUE, mark("On file, to be signed")
    if line.state == "missing" and line.held is not None and line.held.state in _TROUBLES:
        return Light.YELLOW, mark("To be renewed")
    if line.waived_for == "on_file":
        return Light.GREEN, _WAIVED["on_file"]
    return _STATES.get(line.state, (Light.GREY, _WAIVED.get(line.waived_for, mark("Does not apply"))))


def held_words(held: HeldCard) -> str:
    """Return what the hall holds, since when, and why that does or does not do."""
    if held.state == "kept":
        return tr("valid until {day}", day=held.valid_to.isoformat()) if held.valid_to else ""
    since = tr("on file since {day}", day=held.since.isoformat())
    until = tr("valid until {day}", day=held.valid_to.isoformat()) if held.valid_to else ""
    reason = tr(_TROUBLES[held.state]) if held.state in _TROUBLES else ""
    signed = tr("the resident has signed") if held.consented else ""
    return tr(", ").join(part for part in (since, until, reason, signed) if part)
