"""On which secure blanks the papers in hand lie: the next serials stand there, others are typed or scanned."""

import re
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from hall.kernel.refusal import Refusal
from hall.service import documents_blanks
from ui.shared.i18n import sentence, tr
from ui.shared.problem_line import ProblemLine
from ui.shared.text_line import TextLine
from ui.shared.theme import GRID, length, number_font, scaled, set_role, set_style_property

Need = documents_blanks.BlankNeed
LONGEST, WIDTH = 30, 176
_SERIAL = re.compile(r"[A-Z]*\d{1,16}")
_OURS = "stock."


class BlankEntry(QWidget):
    """One line for each sheet; what somebody typed stays through every refusal and every new look.

    Signals:
        entered: Enter in the last line.
        spoiled: a blank and its serial were damaged before they were used.
    """

    entered = Signal()
    spoiled = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._needs: tuple[Need, ...] = ()
        self._lines: list[_Line] = []
        self._next = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(3, 1)
        self.hide()

    def show_needs(self, needs: Sequence[Need]) -> None:
        """Show what is asked now; a line for the same sheet keeps what somebody typed in it."""
        typed = {line.key: line.field.text() for line in self._lines if line.is_typed()}
        wanted = [_Asked.of(need, place) for need in needs for place in range(len(need.parts))]
        if [line.key for line in self._lines] != [asked.key for asked in wanted]:
            self._make(wanted)
        for line, asked in zip(self._lines, wanted, strict=True):
            line.offer(asked.serial, typed.get(asked.key))
        self._needs = tuple(needs)
        self.setVisible(bool(wanted))

    def is_asking(self) -> bool:
        """Return whether serials are asked for."""
        return bool(self._lines)

    def first_gap(self) -> QWidget | None:
        """Return the first line in which nothing stands."""
        return next((line.field for line in self._lines if not line.serial()), None)

    def serials(self) -> Mapping[str, tuple[str, ...]]:
        """Return what stands there, by the keys of the papers."""
        return {
            need.document_id: tuple(line.serial() for line in self._lines if line.key[0] == need.document_id)
            for need in self._needs
        }

    def show_refusal(self, refusal: Refusal) -> bool:
        """Say beside the line that it is about why it was refused; False for what is about no serial."""
        if not refusal.code.startswith(_OURS) or not self._lines:
            return False
        about = refusal.values.get("serial")
        line = next((each for each in self._lines if about and each.serial() == about), None)
        line = line or next((each for each in self._lines if not each.serial()), self._lines[0])
        line.refuse(sentence(refusal))
        return True

    def take_scan(self, text: str) -> bool:
        """Write a serial that was scanned into the line at hand; False for what can be none."""
        serial = text.strip().upper()
        if not self.isVisible() or not _SERIAL.fullmatch(serial):
            return False
        same = next((place for place, line in enumerate(self._lines) if line.serial() == serial), None)
        here = next((place for place, line in enumerate(self._lines) if line.field.hasFocus()), self._next)
        place = min(here if same is None else same, len(self._lines) - 1)
        self._lines[place].write(serial)
        self._next = (place + 1) % len(self._lines)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on to the next line, in the last one to the next step."""
        key = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if key not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        place = next(place for place, line in enumerate(self._lines) if line.field is watched)
        if place + 1 < len(self._lines):
            self._lines[place + 1].field.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.entered.emit()
        return True

    def _make(self, wanted: Sequence["_Asked"]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._lines = [_Line(asked, self) for asked in wanted]
        self._next = 0
        for row, line in enumerate(self._lines):
            for column, widget in enumerate((line.label, line.field, line.bad)):
                self._grid.addWidget(widget, 2 * row, column)
                widget.show()
            self._grid.addWidget(line.problem, 2 * row + 1, 1, 1, 3)
            line.field.installEventFilter(self)
            line.bad.clicked.connect(self._reporter(line))

    def _reporter(self, line: "_Line") -> Callable[[], None]:
        return lambda: self.spoiled.emit(line.blank, line.serial())


class _Asked:
    """One sheet: of which paper and part, on what, and the serial that lies on top."""

    def __init__(self, key: tuple[str, int, int], label: str, blank: str, serial: str) -> None:
        self.key, self.label, self.blank, self.serial = key, label, blank, serial

    @classmethod
    def of(cls, need: Need, place: int) -> "_Asked":
        part, blank = need.parts[place], need.blank
        label = (
            tr("{paper}, {part}: serial of the {blank}", paper=need.title, part=part, blank=blank)
            if part
            else tr("{paper}: serial of the {blank}", paper=need.title, blank=blank)
        )
        serial = need.serials[place] if place < len(need.serials) else ""
        return cls((need.document_id, need.version, place), label, blank, serial)


class _Line:
    """The widgets of one sheet."""

    def __init__(self, asked: _Asked, parent: QWidget) -> None:
        self.key, self.blank, self._offered = asked.key, asked.blank, ""
        self.label = QLabel(asked.label, parent)
        self.field = TextLine(parent)
        self.field.set_longest(LONGEST)
        self.field.setAccessibleName(asked.label)
        self.field.setFont(number_font(self.field.font()))
        self.field.setFixedWidth(scaled(WIDTH))
        self.field.setMinimumHeight(length("control"))
        self.label.setBuddy(self.field)
        self.bad = QPushButton(tr("This sheet is damaged…"), parent)
        self.bad.setAutoDefault(True)
        set_role(self.bad, "plain")
        self.problem = ProblemLine(parent)
        self.field.textEdited.connect(self._calm)

    def serial(self) -> str:
        """Return what stands there, as serials are written."""
        return self.field.text().strip().upper()

    def is_typed(self) -> bool:
        """Return whether somebody put it there, and not the hall."""
        return self.field.text() != self._offered

    def offer(self, serial: str, typed: str | None) -> None:
        """Show the serial that lies on top, unless somebody typed another one."""
        self._offered = serial
        text = serial if typed is None else typed
        if self.field.text() != text:
            self.field.setText(text)
            self.problem.say("")

    def write(self, serial: str) -> None:
        """Write what was scanned."""
        self.field.setText(serial)
        self._calm()

    def refuse(self, words: str) -> None:
        """Say why it was not taken, and go there."""
        self.problem.say(words)
        set_style_property(self.field, "problem", "true")
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def _calm(self) -> None:
        set_style_property(self.field, "problem", "false")
        self.problem.calm()
