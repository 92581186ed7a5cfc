"""The text editors of every window: they count, delete and limit by whole characters, not by UTF-16 units."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from hall.kernel.names import characters
from hall.kernel.private_use import to_standard


class TextLine(QLineEdit):
    """A line of text in which 𠅤 and 葛 with a variation selector are one character each.

    Qt counts UTF-16 units: `setMaxLength` may cut a character in half, and Backspace takes a selector and leaves its
    character. Private characters of old identity-card systems become the standard's own as they are typed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._longest = 0
        self.textEdited.connect(self._on_edited)

    def set_longest(self, longest: int) -> None:
        """Take at most so many characters; what is typed or pasted beyond them is not taken. 0 takes all."""
        self._longest = longest

    def longest(self) -> int:
        """Return how many characters it takes, 0 for any number."""
        return self._longest

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace deletes the whole character before the cursor."""
        if _is_backspace(event) and not self.hasSelectedText() and not self.isReadOnly():
            self.cursorBackward(True)
            if not self.hasSelectedText():
                return
        super().keyPressEvent(event)

    def _on_edited(self) -> None:
        """Bring what was just typed into form; typing goes on behind it and can still be undone."""
        text = self.text()
        standard = to_standard(text)
        if standard != text:
            behind = units(standard) - self._units_after()
            self.selectAll()
            self.insert(standard)
            self.setCursorPosition(behind)
        elif self._longest and len(characters(text)) > self._longest:
            self._cut(len(characters(text)) - self._longest)

    def _cut(self, count: int) -> None:
        """Take characters before the cursor away: they were the last to come."""
        cursor = self.cursorPosition()
        before = characters(before_unit(self.text(), cursor))
        gone = units("".join(before[-count:]))
        self.setSelection(cursor - gone, gone)
        self.del_()

    def _units_after(self) -> int:
        return units(to_standard(after_unit(self.text(), self.cursorPosition())))


class TextBox(QPlainTextEdit):
    """Several lines of text with the same manner."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace deletes the whole character before the cursor."""
        cursor = self.textCursor()
        if _is_backspace(event) and not cursor.hasSelection() and not self.isReadOnly():
            cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            self.setTextCursor(cursor)
            return
        super().keyPressEvent(event)


def _is_backspace(event: QKeyEvent) -> bool:
    """Say whether the key deletes one character; with Control it deletes a word."""
    plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_Backspace and plain


def insert_at_cursor(editor: QWidget, text: str) -> None:
    """Write text where the cursor of an editor stands, in place of what is selected."""
    if isinstance(editor, QLineEdit):
        editor.insert(text)
    elif isinstance(editor, QPlainTextEdit):
        editor.insertPlainText(text)


def takes_characters(widget: QWidget | None) -> bool:
    """Say whether a person can write into the widget; a password is nobody's name."""
    if isinstance(widget, QLineEdit):
        return not widget.isReadOnly() and widget.echoMode() == QLineEdit.EchoMode.Normal
    return isinstance(widget, QPlainTextEdit) and not widget.isReadOnly()


def units(text: str) -> int:
    """Return how many UTF-16 units a text has: what Qt counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def before_unit(text: str, place: int) -> str:
    """Return the text before a place that Qt counted."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * place].decode("utf-16-le", "surrogatepass")


def after_unit(text: str, place: int) -> str:
    """Return the text behind a place that Qt counted."""
    return text.encode("utf-16-le", "surrogatepass")[2 * place :].decode("utf-16-le", "surrogatepass")
