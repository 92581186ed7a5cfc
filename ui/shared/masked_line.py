"""A line of text that holds a number of somebody known: it shows the mask, and what is typed takes its place whole."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.shared.reveal import SHOWN_MS
from ui.shared.text_line import TextLine


class MaskedLine(TextLine):
    """Keeps a number behind its mask until it is shown for half a minute; nobody can edit half of a mask."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept, self._mask = "", ""
        self._forgetting = QTimer(self)
        self._forgetting.setSingleShot(True)
        self._forgetting.setInterval(SHOWN_MS)
        self._forgetting.timeout.connect(self.hide_whole)
        self.textEdited.connect(self._on_edited_anew)

    def show_kept(self, value: str, mask: str) -> None:
        """Hold a number of somebody known, and show its mask; an empty number leaves an empty line."""
        self._kept, self._mask = value, mask
        self.hide_whole()
        if not value:
            self.setText("")

    def show_plain(self, value: str) -> None:
        """Show what somebody has just typed or read here."""
        self._forgetting.stop()
        self._kept, self._mask = "", ""
        self.setText(value)

    def show_whole(self, value: str) -> None:
        """Show the number for half a minute, if it still is the one that is held."""
        if value == self._kept:
            self.setText(value)
            self._forgetting.start()

    def hide_whole(self) -> None:
        """Show the mask again, unless something else was typed meanwhile."""
        self._forgetting.stop()
        if self._kept:
            self.setText(self._mask)

    def value(self) -> str:
        """Return the number that is held, else what is typed."""
        return self._kept or self.text()

    def is_masked(self) -> bool:
        """Tell whether a mask stands for the number."""
        return bool(self._kept) and self.text() == self._mask

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Whatever is typed or deleted takes the place of the whole mask."""
        if self.is_masked() and event.text():
            self.selectAll()
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """The same for what an input method brings."""
        if self.is_masked():
            self.selectAll()
        super().inputMethodEvent(event)

    def _on_edited_anew(self) -> None:
        self._forgetting.stop()
        self._kept, self._mask = "", ""
