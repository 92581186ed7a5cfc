"""The line in which a resident's typing stands, and in which nothing of it stays."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.shared.parts import set_part
from ui.shared.text_line import TextLine


class EntryLine(TextLine):
    """A large line without a menu, without dragging, without a memory.

    `QLineEdit.clear` can be undone; what a resident has typed must not come back for the next one.
    """

    def __init__(self, name: str, longest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_part(self, "entry")
        self.setAccessibleName(name)
        self.set_longest(longest)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)

    def forget(self) -> None:
        """Keep neither the words nor the way back to them."""
        self.setText("")
