"""A keyboard of large keys: the letters for a search, the signs of a code."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QPushButton, QWidget

from ui.kiosk.measures import Measures
from ui.kiosk.touch_button import TouchButton
from ui.shared.i18n import tr

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ROWS = 4


class TouchKeys(QWidget):
    """Types into the attached line and never takes the focus: the alphabet in its order, which all have learned.

    Signals:
        key_pressed: the sign of a key.
        deleted: the last sign is to go.
        emptied: everything is to go.
    """

    key_pressed = Signal(str)
    deleted = Signal()
    emptied = Signal()

    def __init__(self, signs: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._target: QLineEdit | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._keys = {sign: self._key(sign) for sign in signs}
        self._delete = self._edge(tr("Delete"), tr("Delete the last character"))
        self._delete.clicked.connect(self._on_delete)
        self._empty = self._edge(tr("Delete all"), tr("Delete all"))
        self._empty.clicked.connect(self._on_empty)

    def attach(self, field: QLineEdit | None) -> None:
        """Type into this line from now on; None types nowhere."""
        self._target = field

    def key(self, sign: str) -> QPushButton:
        """Return the key of a sign."""
        return self._keys[sign]

    def delete_key(self) -> QPushButton:
        """Return the key that deletes the last sign."""
        return self._delete

    def arrange(self, measures: Measures) -> None:
        """Set the keys out, the two that delete at the end of the last row."""
        self._grid.setSpacing(measures.gap // 2)
        columns = -(-(len(self._keys) + 2) // ROWS)
        last = -(-(len(self._keys) + 2) // columns) - 1
        for number, key in enumerate(self._keys.values()):
            self._grid.addWidget(key, number // columns, number % columns)
        self._grid.addWidget(self._delete, last, columns - 2)
        self._grid.addWidget(self._empty, last, columns - 1)
        for column in range(max(self._grid.columnCount(), columns)):
            self._grid.setColumnStretch(column, int(column < columns))

    def _key(self, sign: str) -> TouchButton:
        key = TouchButton(sign.replace("&", "&&"), self, part="key")
        key.setAccessibleName(sign)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.clicked.connect(lambda: self._on_key(sign))
        return key

    def _edge(self, text: str, name: str) -> TouchButton:
        key = TouchButton(text, self, part="key-word")
        key.setAccessibleName(name)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return key

    def _on_key(self, sign: str) -> None:
        if self._target is not None:
            self._target.insert(sign)
        self.key_pressed.emit(sign)

    def _on_delete(self) -> None:
        if self._target is not None:
            press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(self._target, press)
        self.deleted.emit()

    def _on_empty(self) -> None:
        if self._target is not None:
            self._target.setText("")
        self.emptied.emit()


def signs_of(alphabet: Sequence[str]) -> str:
    """Return an alphabet with its letters before its figures."""
    return "".join(sorted(alphabet, key=lambda sign: (sign.isdigit(), sign)))
