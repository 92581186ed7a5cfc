"""A number pad for the kiosk: figures, X and delete, nothing else."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QPushButton, QWidget

from ui.shared.big_button import BigButton
from ui.shared.i18n import tr
from ui.shared.theme import GRID, icon, text_size

ROWS = ("123", "456", "789", "X0")


class VirtualKeyboard(QWidget):
    """Keys for an identity number (居民身份证号码 may end in X), a phone number or an amount of people.

    It never takes the focus: what it types goes to the attached field, or to whoever listens.

    Signals:
        key_pressed: a figure or X.
        deleted: the last character is to go.
    """

    key_pressed = Signal(str)
    deleted = Signal()

    def __init__(self, parent: QWidget | None = None, *, with_x: bool = True) -> None:
        super().__init__(parent)
        self._target: QLineEdit | None = None
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID)
        for row, keys in enumerate(ROWS):
            for column, key in enumerate(keys):
                grid.addWidget(self._key(key), row, column)
        self.key("X").setEnabled(with_x)
        self._delete = BigButton("", self)
        self._delete.setIcon(icon("backspace"))
        self._delete.setIconSize(QSize(text_size("touch"), text_size("touch")))
        self._delete.setAccessibleName(tr("Delete the last character"))
        self._delete.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._delete.clicked.connect(self._on_delete)
        grid.addWidget(self._delete, len(ROWS) - 1, 2)

    def attach(self, field: QLineEdit | None) -> None:
        """Type into this field from now on; None types nowhere."""
        self._target = field

    def key(self, name: str) -> QPushButton:
        """Return the key of a character."""
        found = self.findChild(QPushButton, f"key_{name}")
        if not isinstance(found, QPushButton):
            raise KeyError(name)
        return found

    def delete_key(self) -> QPushButton:
        """Return the key that deletes."""
        return self._delete

    def _key(self, name: str) -> BigButton:
        key = BigButton(name, self)
        key.setObjectName(f"key_{name}")
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.clicked.connect(lambda: self._on_key(name))
        return key

    def _on_key(self, name: str) -> None:
        if self._target is not None:
            self._target.insert(name)
        self.key_pressed.emit(name)

    def _on_delete(self) -> None:
        if self._target is not None:
            press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(self._target, press)
        self.deleted.emit()
