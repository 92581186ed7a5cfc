"""Buttons of which one is chosen: every answer is seen at once."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QWidget

from ui.shared.flow_layout import FlowLayout
from ui.shared.theme import set_role

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class ToggleRow(QWidget):
    """A row of toggle buttons, one stop of the Tab key: arrows choose, Delete chooses none.

    Signals:
        chosen: the code of the choice, empty for none.
    """

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self.setAccessibleName(name)
        row = FlowLayout(self)
        for code, label in options:
            button = self._button(label, name)
            self._buttons[code] = button
            self._group.addButton(button)
            row.addWidget(button)
        self._settle_focus()
        self._group.buttonClicked.connect(self._on_clicked)

    def code(self) -> str:
        """Return the chosen code, empty for none."""
        return next((code for code, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, code: str) -> None:
        """Choose a code; one that is not offered, or an empty one, chooses none."""
        self._group.setExclusive(False)
        for own, button in self._buttons.items():
            button.setChecked(own == code)
        self._group.setExclusive(True)
        self._settle_focus()

    def button(self, code: str) -> QPushButton:
        """Return the button of a code."""
        return self._buttons[code]

    def focus_first(self) -> None:
        """Take the focus."""
        self._buttons[self.code() or next(iter(self._buttons))].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows choose the neighbour, Delete and Backspace choose none; before the button sees the key."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._choose_by_hand("")
        elif event.key() in STEPS:
            self._choose_by_hand(self._neighbour(STEPS[Qt.Key(event.key())]))
        else:
            return False
        return True

    def _neighbour(self, step: int) -> str:
        """The code beside the chosen one; without a choice the first or the last."""
        codes = list(self._buttons)
        if not self.code():
            return codes[0 if step > 0 else -1]
        return codes[min(max(codes.index(self.code()) + step, 0), len(codes) - 1)]

    def _button(self, label: str, name: str) -> QPushButton:
        button = QPushButton(label, self)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setAccessibleName(f"{name} {label}")
        button.installEventFilter(self)
        set_role(button, "toggle")
        return button

    def _choose_by_hand(self, code: str) -> None:
        if code != self.code():
            self.choose(code)
            self.focus_first()
            self.chosen.emit(code)

    @Slot(QAbstractButton)
    def _on_clicked(self, button: QAbstractButton) -> None:
        self._settle_focus()
        self.chosen.emit(self.code())

    def _settle_focus(self) -> None:
        """Only the chosen button, or the first, is a stop of the Tab key."""
        stop = self.code() or next(iter(self._buttons), "")
        for code, button in self._buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if code == stop else Qt.FocusPolicy.ClickFocus)
